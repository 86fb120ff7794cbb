//! The plainest sheet of a document: titles, one header row, one row a line, codes in one column;
//! and what an audit of it says.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use selaras::model::amount::indonesian;
use selaras::model::document::{FileFormat, SourceFile};
use selaras::model::finding::Finding;
use selaras::model::grid::{Cell, Content, Grid, Style};
use selaras::model::place::CellRef;
use selaras::model::record::RecordSet;
use selaras::model::relation::{Proof, Proofs};
use selaras::run::prepare::builtin_profiles;
use selaras::stages::find_tables::find_tables;
use selaras::stages::interpret_values::interpret_values;
use selaras::stages::map_records::map_records;
use selaras::stages::prove_arithmetic::prove_arithmetic;
use selaras::stages::trace_causes::trace_causes;

use super::documents::{At, Case};
use crate::layouts::choices::Layout;
use crate::layouts::data::{Datum, Document, Holds};
use crate::layouts::write::write;

/// How numbers are typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Typed {
    /// As numbers.
    Numbers,
    /// As Indonesian texts.
    Texts,
}

/// A document on a sheet.
pub(crate) struct Sheet {
    pub(crate) grid: Grid,
    /// Where the cells of the document stand.
    places: BTreeMap<At, CellRef>,
    /// Whether it is in another layout than the plain one.
    pub(crate) is_laid_out: bool,
}

/// What an audit says of a sheet.
pub(crate) struct Said {
    pub(crate) findings: Vec<Finding>,
    pub(crate) proof: Proof,
}

impl Sheet {
    /// Where a cell of the document stands; in a layout that says zero by a blank it stands nowhere.
    pub(crate) fn place(&self, at: At) -> CellRef {
        self.places
            .get(&at)
            .copied()
            .unwrap_or(CellRef::new(u32::MAX, 0))
    }

    /// A document in another layout than the plain one.
    pub(crate) fn laid_out(document: &Document, layout: &Layout) -> Self {
        let written = write(document, layout);
        Self {
            grid: written.grid,
            places: written.places,
            is_laid_out: true,
        }
    }

    /// The plain sheet of a case, with what is typed there in another way.
    pub(crate) fn of_case(case: &Case, typed: Typed) -> Self {
        // A text typed otherwise stands among texts.
        let typed = if case.typed_as.is_empty() {
            typed
        } else {
            Typed::Texts
        };
        let mut sheet = Self::of(&case.document, typed);
        for (&at, text) in &case.typed_as {
            sheet.grid.cells.insert(sheet.place(at), Cell::text(text));
        }
        sheet
    }

    pub(crate) fn of(document: &Document, typed: Typed) -> Self {
        let mut cells: Vec<(CellRef, Cell)> = Vec::new();
        let mut row = 0;
        for title in &document.titles {
            cells.push((CellRef::new(row, 0), Cell::text(title)));
            row += 1;
        }
        row += 1;
        for (col, column) in (0..).zip(&document.columns) {
            cells.push((CellRef::new(row, col), Cell::text(&column.header.join(" "))));
        }
        row += 1;
        if document
            .columns
            .iter()
            .any(|column| column.formula.is_some())
        {
            for (col, column) in (0..).zip(&document.columns) {
                let text = match &column.formula {
                    Some(formula) => format!("{} = ({formula})", col + 1),
                    None => (col + 1).to_string(),
                };
                cells.push((CellRef::new(row, col), Cell::text(&text)));
            }
            row += 1;
        }
        let first_row = row;
        for line in &document.rows {
            for (col, (column, datum)) in (0..).zip(document.columns.iter().zip(&line.cells)) {
                let cell = match (column.holds, datum) {
                    (Holds::Code, _) => line.code.as_deref().map(Cell::text),
                    (Holds::Label, _) => Some(Cell::text(&line.label)),
                    (_, Datum::Empty) => None,
                    (_, Datum::Words(words)) => Some(Cell::text(words)),
                    (holds, Datum::Number(number)) => Some(number_cell(*number, holds, typed)),
                };
                cells.extend(cell.map(|cell| (CellRef::new(row, col), cell)));
            }
            row += 1;
        }
        let mut grid = Grid {
            name: "Lembar".into(),
            ..Grid::default()
        };
        for (at, cell) in cells {
            grid.cells.insert(at, cell);
        }
        let number = |idx: usize| u32::try_from(idx).expect("small");
        let all = (0..document.rows.len())
            .flat_map(|row| (0..document.columns.len()).map(move |column| (row, column)));
        let place = |at: At| CellRef::new(first_row + number(at.0), number(at.1));
        let places = all.map(|at| (at, place(at))).collect();
        Self {
            grid,
            places,
            is_laid_out: false,
        }
    }

    pub(crate) fn audit(&self) -> Said {
        let file = SourceFile {
            path: "dinas-contoh/dokumen.xlsx".into(),
            sha256: "".into(),
            size: 1,
            format: FileFormat::Xlsx,
            agency: None,
            year: Some(2023),
        };
        let profiles = builtin_profiles().expect("profiles");
        let mut proof = Proof::default();
        let mut findings = Vec::new();
        let mut sets: Vec<Arc<RecordSet>> = Vec::new();
        for table in find_tables(&self.grid, &file.path).value {
            let typed = interpret_values(table, &self.grid, &file.path);
            findings.extend(typed.findings);
            let mapped = map_records(typed.value, &file, &self.grid.name, None, &profiles);
            findings.extend(mapped.findings);
            let proved = prove_arithmetic(&mapped.value, &profiles);
            findings.extend(proved.findings);
            proof.absorb(proved.value);
            sets.push(Arc::new(mapped.value));
        }
        let proofs = Proofs::of_one(proof);
        findings.extend(trace_causes(&sets, &proofs));
        Said {
            findings,
            proof: proofs.between,
        }
    }
}

fn number_cell(number: Decimal, holds: Holds, typed: Typed) -> Cell {
    match typed {
        Typed::Numbers => {
            let format = match holds {
                Holds::Percent => "0.00",
                _ => "#,##0",
            };
            let style = Style {
                format: Some(format.into()),
                ..Style::default()
            };
            Cell {
                style: Arc::new(style),
                ..Cell::of(Content::Number(number.normalize()))
            }
        }
        Typed::Texts => {
            let mut number = number;
            if holds != Holds::Count {
                number.rescale(2);
            }
            Cell::text(&indonesian(number))
        }
    }
}
