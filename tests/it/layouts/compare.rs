//! What selaras reads from a sheet, against the document that it says.

use std::sync::Arc;

use selaras::config::Profile;
use selaras::model::code::AccountCode;
use selaras::model::document::{FileFormat, SourceFile};
use selaras::model::extraction::Extracted;
use selaras::model::finding::{Finding, Severity};
use selaras::model::grid::{Grid, Workbook};
use selaras::model::record::{Line, RecordSet};
use selaras::model::table::RowKind;
use selaras::model::text::normalize;
use selaras::run::document::{Knowledge, audit_workbook};
use selaras::stages::trace_causes::trace_causes;

use super::body::is_compared;
use super::data::{Datum, Document, Holds, Role};
use super::write::Written;
use crate::support::at;

/// What came of a sheet.
#[derive(Debug)]
pub(crate) struct Comparison {
    /// What was read otherwise than it was meant.
    pub(crate) differences: Vec<String>,
    /// Codes of the findings that tell that the reading was not sure.
    pub(crate) doubts: Vec<&'static str>,
    /// Errors, though the document is right.
    pub(crate) false_alarms: Vec<String>,
}

/// Reads a sheet and compares.
pub(crate) fn compare(document: &Document, written: &Written, profiles: &[Profile]) -> Comparison {
    let (found, findings) = read(&written.grid, profiles);
    let is_doubt = |finding: &&Finding| {
        let is_reading = finding.code.starts_with('R') && finding.severity != Severity::Error;
        is_reading && (finding.severity > Severity::Info || UNSURE.contains(&finding.code))
    };
    let doubts = findings.iter().filter(is_doubt);
    let errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    let mut comparison = Comparison {
        differences: Vec::new(),
        doubts: doubts.map(|finding| finding.code).collect(),
        false_alarms: errors.map(at).collect(),
    };
    let Some(records) = main_table(&found, written) else {
        comparison.differences.push("no table".to_owned());
        return comparison;
    };
    Reader {
        document,
        written,
        records,
        out: &mut comparison.differences,
    }
    .compare();
    comparison
}

/// Remarks that say that something could be read in more than one way, or not at all.
const UNSURE: &[&str] = &["R030", "R031"];

fn read(grid: &Grid, profiles: &[Profile]) -> (Vec<Arc<RecordSet>>, Vec<Finding>) {
    let file = SourceFile {
        path: "tata-letak.xlsx".into(),
        sha256: Arc::default(),
        size: 0,
        format: FileFormat::Xlsx,
        agency: None,
        year: None,
    };
    let knowledge = Knowledge {
        region: None,
        profiles,
    };
    let extracted = Extracted {
        workbook: Workbook {
            sheets: vec![grid.clone()],
            ..Workbook::default()
        },
        ..Extracted::default()
    };
    let result = audit_workbook(extracted, &file, knowledge);
    let mut findings = result.findings;
    findings.extend(trace_causes(&result.records, &result.proof));
    (result.records, findings)
}

/// The table that has most rows of the document.
fn main_table<'a>(found: &'a [Arc<RecordSet>], written: &Written) -> Option<&'a RecordSet> {
    let n_rows = |records: &&Arc<RecordSet>| {
        let rows = written.rows.iter().flatten();
        rows.filter(|row| row_idx(records, **row).is_some()).count()
    };
    found.iter().rev().max_by_key(n_rows).map(Arc::as_ref)
}

/// The row of a table that holds a row of the sheet.
fn row_idx(records: &RecordSet, sheet_row: u32) -> Option<usize> {
    let rows = &records.typed.table.rows;
    rows.iter()
        .position(|row| row.sheet_rows.contains(&sheet_row))
}

struct Reader<'a> {
    document: &'a Document,
    written: &'a Written,
    records: &'a RecordSet,
    out: &'a mut Vec<String>,
}

impl Reader<'_> {
    fn compare(&mut self) {
        let kind = self.records.kind.as_deref();
        if kind != self.document.kind {
            self.out.push(format!("kind {kind:?}"));
        }
        for idx in 0..self.document.rows.len() {
            self.row(idx);
        }
        let n_lines = self
            .document
            .rows
            .iter()
            .filter(|row| row.role != Role::Total)
            .count();
        if self.records.lines.len() > n_lines {
            let known: Vec<usize> = (0..self.document.rows.len())
                .filter_map(|idx| self.line_of(idx))
                .collect();
            let extra = self
                .records
                .lines
                .iter()
                .enumerate()
                .filter(|(idx, _)| !known.contains(idx));
            let extra: Vec<String> = extra.map(|(_, line)| line.name.clone()).collect();
            self.out
                .push(format!("lines that the document does not have: {extra:?}"));
        }
    }

    fn row(&mut self, idx: usize) {
        let row = &self.document.rows[idx];
        let sheet_rows = &self.written.rows[idx];
        let Some(found) = row_idx(self.records, sheet_rows[0]) else {
            self.out
                .push(format!("row `{}` is not in the table", row.label));
            return;
        };
        let of_table = &self.records.typed.table.rows[found];
        if of_table.sheet_rows.len() != sheet_rows.len() {
            self.out.push(format!(
                "row `{}` takes rows {:?}",
                row.label, of_table.sheet_rows
            ));
        }
        if row.role == Role::Total {
            if of_table.kind != RowKind::Total {
                self.out.push(format!(
                    "total `{}` is a {}",
                    row.label,
                    of_table.kind.name()
                ));
            }
        } else if let Some(line_idx) = self.line_of(idx) {
            self.line(idx, line_idx);
        } else {
            self.out
                .push(format!("row `{}` is a {}", row.label, of_table.kind.name()));
        }
        for column in 0..self.document.columns.len() {
            self.cell(idx, found, column);
        }
    }

    /// The line of a row of the document.
    fn line_of(&self, idx: usize) -> Option<usize> {
        let row_idx = row_idx(self.records, *self.written.rows[idx].first()?)?;
        self.records
            .lines
            .iter()
            .position(|line| line.row_idx == row_idx)
    }

    fn line(&mut self, idx: usize, line_idx: usize) {
        let row = &self.document.rows[idx];
        let line: &Line = &self.records.lines[line_idx];
        if normalize(&line.name) != normalize(&row.label) {
            self.out
                .push(format!("label `{}` for `{}`", line.name, row.label));
        }
        let code = row.code.as_deref().and_then(AccountCode::read);
        if self.has_codes() && line.code != code {
            self.out.push(format!(
                "code {:?} for {:?}",
                line.code.as_ref().map(ToString::to_string),
                row.code
            ));
        }
        let above = self.document.rows[..idx]
            .iter()
            .rposition(|other| other.depth < row.depth && other.role != Role::Total);
        let parent = above.and_then(|above| self.line_of(above));
        if line.parent != parent {
            let name = |idx: Option<usize>| idx.map(|idx| self.records.lines[idx].name.clone());
            let (found, meant) = (name(line.parent), name(parent));
            self.out.push(format!(
                "parent of `{}`: {found:?} for {meant:?}",
                row.label
            ));
        }
    }

    fn has_codes(&self) -> bool {
        self.document
            .columns
            .iter()
            .any(|column| column.holds == Holds::Code)
    }

    fn cell(&mut self, idx: usize, found: usize, column: usize) {
        let of_document = &self.document.columns[column];
        let Datum::Number(number) = self.document.rows[idx].cells[column] else {
            return;
        };
        if !is_compared(of_document.holds) {
            return;
        }
        let label = &self.document.rows[idx].label;
        let said = self.written.places.get(&(idx, column));
        let table = &self.records.typed.table;
        let seen = said.and_then(|at| {
            let col = table.column_of(*at)?;
            let col_idx = table.columns.iter().position(|other| other.col == col)?;
            let cell = self.records.typed.cell(found, col_idx)?;
            (cell.sourced.place.cell == *at).then_some((col_idx, cell))
        });
        let Some((col_idx, cell)) = seen else {
            // A layout may leave zeros blank.
            if said.is_some() {
                self.out
                    .push(format!("`{label}` column {column} is not in the table"));
            }
            return;
        };
        let value = cell.sourced.value.number();
        let is_zero_dash = number.is_zero() && value.is_none() && cell.sourced.raw.trim() == "-";
        if value.map(|value| value.normalize()) != Some(number.normalize()) && !is_zero_dash {
            self.out.push(format!(
                "`{label}` column {column}: {value:?} for {number} ({})",
                cell.sourced.raw
            ));
        }
        let field = self.records.fields.get(col_idx).cloned().flatten();
        let name = field.as_ref().map_or("", |field| field.name.as_str());
        if !of_document.field.is_empty() && name != of_document.field {
            self.out.push(format!(
                "column {column} is `{name}` for `{}`",
                of_document.field
            ));
        }
    }
}
