//! The piece of a sheet around a finding: the cell, the cells its claim speaks of, and the rows and
//! columns that say what they are. Shows what the document says, as written, and never all of it; numbers
//! that name a person are masked.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::item::{shown, sign};
use crate::model::finding::Finding;
use crate::model::identity::{Numbers, is_of_birth};
use crate::model::language::Language;
use crate::model::person_number::heads_numbers;
use crate::model::place::{CellRef, column_letters};
use crate::model::record::RecordSet;
use crate::model::table::{Column, Table};
use crate::stages::write_reports::catalogue::Catalogue;

/// Most rows shown.
const MAX_ROWS: usize = 16;
/// Most columns of numbers shown.
const MAX_COLUMNS: usize = 8;
/// Most columns of words shown before them.
const MAX_LABELS: usize = 2;
/// Most letters of a cell or header shown.
const MAX_LETTERS: usize = 120;

/// A piece of a sheet.
#[derive(Serialize)]
pub(super) struct Excerpt {
    columns: Vec<Head>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Head {
    letters: String,
    title: String,
}

/// A row of the sheet, or a gap of so many rows.
#[derive(Serialize)]
struct Row {
    number: u32,
    gap: usize,
    cells: Vec<Cell>,
}

#[derive(Default, Serialize)]
struct Cell {
    text: String,
    is_number: bool,
    /// Class of the cell: `target`, `operand`, `consequence`, `cause` or nothing.
    mark: &'static str,
    sign: &'static str,
}

/// What cells of this sheet are to the finding.
struct Marks(BTreeMap<CellRef, (&'static str, &'static str)>);

/// The piece of the sheet a finding stands in; `None` where it stands in no table.
pub(super) fn excerpt(
    finding: &Finding,
    catalogue: &Catalogue<'_>,
    language: Language,
) -> Option<Excerpt> {
    let home = finding.place.as_ref()?;
    let records = catalogue.record_set(finding)?;
    let table = &records.typed.table;
    let marks = Marks::of(finding);
    let as_wanted = (catalogue.discretion.numbers, language);
    let row_of: BTreeMap<u32, usize> = table
        .rows
        .iter()
        .enumerate()
        .flat_map(|(idx, row)| row.sheet_rows.iter().map(move |&row| (row, idx)))
        .collect();
    let target_row = *row_of.get(&home.cell.row)?;
    let columns = columns(records, &marks, home.cell);
    let rows = rows(&row_of, &marks, target_row, table.rows.len());
    let mut shown_rows: Vec<Row> = Vec::new();
    let mut previous: Option<usize> = None;
    for row_idx in rows {
        let gap = previous.map_or(0, |previous| row_idx - previous - 1);
        previous = Some(row_idx);
        let number = table.rows.get(row_idx)?.sheet_rows.first()? + 1;
        let cells = columns
            .iter()
            .map(|&col_idx| cell(records, row_idx, col_idx, &marks, as_wanted))
            .collect();
        shown_rows.push(Row { number, gap, cells });
    }
    Some(Excerpt {
        columns: columns.iter().filter_map(|&idx| head(table, idx)).collect(),
        rows: shown_rows,
    })
}

impl Marks {
    fn of(finding: &Finding) -> Self {
        let mut marks = BTreeMap::new();
        let Some(home) = &finding.place else {
            return Self(marks);
        };
        let here = |place: &crate::model::place::Place| {
            place.on.file == home.on.file && place.on.sheet == home.on.sheet
        };
        for place in finding.consequences.iter().filter(|place| here(place)) {
            marks.insert(place.cell, ("consequence", ""));
        }
        for cause in finding.causes.iter().filter(|cause| here(&cause.place)) {
            marks.insert(cause.place.cell, ("cause", ""));
        }
        for related in finding.related.iter().filter(|other| here(&other.place)) {
            marks.insert(related.place.cell, ("operand", sign(related.role)));
        }
        marks.insert(home.cell, ("target", ""));
        Self(marks)
    }

    fn at(&self, cell: CellRef) -> (&'static str, &'static str) {
        self.0.get(&cell).copied().unwrap_or_default()
    }
}

/// Columns of words first, then those that hold the finding's cells, all in the order of the sheet.
fn columns(records: &RecordSet, marks: &Marks, home: CellRef) -> Vec<usize> {
    let table = &records.typed.table;
    let idx_of = |cell: CellRef| {
        let col = table.column_of(cell)?;
        table.columns.iter().position(|column| column.col == col)
    };
    let mut wanted: BTreeSet<usize> = idx_of(home).into_iter().collect();
    for (&cell, &(mark, _)) in &marks.0 {
        if wanted.len() < MAX_COLUMNS && mark != "consequence" {
            wanted.extend(idx_of(cell));
        }
    }
    let readings = records.typed.columns.iter().enumerate();
    let labels = readings
        .filter(|(idx, reading)| reading.n_texts > reading.n_numbers && !wanted.contains(idx))
        .map(|(idx, _)| idx)
        .take(MAX_LABELS);
    let labels: Vec<usize> = labels.collect();
    wanted.extend(labels);
    wanted.into_iter().collect()
}

/// Rows of the finding's cells and those beside its own, the nearest when there are too many.
fn rows(
    row_of: &BTreeMap<u32, usize>,
    marks: &Marks,
    target: usize,
    n_rows: usize,
) -> BTreeSet<usize> {
    let last = n_rows.saturating_sub(1);
    let beside = [target.saturating_sub(1), target, (target + 1).min(last)];
    let mut rows: BTreeSet<usize> = beside.into_iter().collect();
    let mut others: Vec<usize> = marks
        .0
        .iter()
        .filter(|(_, (mark, _))| *mark != "consequence")
        .filter_map(|(cell, _)| row_of.get(&cell.row).copied())
        .collect();
    others.sort_by_key(|row| row.abs_diff(target));
    for row in others {
        if rows.len() >= MAX_ROWS {
            break;
        }
        rows.insert(row);
    }
    rows
}

fn head(table: &Table, col_idx: usize) -> Option<Head> {
    let column = table.columns.get(col_idx)?;
    Some(Head {
        letters: column_letters(column.col),
        title: short(&column.path.join(" / ")),
    })
}

fn cell(
    records: &RecordSet,
    row_idx: usize,
    col_idx: usize,
    marks: &Marks,
    (numbers, language): (Numbers, Language),
) -> Cell {
    let Some((at, typed)) = records.typed.cell_at(row_idx, col_idx) else {
        return Cell::default();
    };
    let (mark, sign) = marks.at(at);
    let raw = typed.raw();
    let raw = raw.trim();
    // A stored number is shown as its reader would write it; a typed text as it was typed.
    let is_stored = raw
        .bytes()
        .all(|b| b.is_ascii_digit() || b".-eE+".contains(&b));
    let number = typed.value().number();
    let header = records.typed.table.columns.get(col_idx);
    let header = header.map(Column::title).unwrap_or_default();
    let is_of_person = || is_of_birth(&header) || heads_numbers(&header);
    let is_shown = numbers == Numbers::Whole || !is_of_person();
    let text = match number.filter(|_| is_stored && is_shown) {
        Some(number) => shown(number.normalize(), language),
        None => short(&numbers.shown_under(&header, raw)),
    };
    Cell {
        text,
        is_number: number.is_some(),
        mark,
        sign,
    }
}

/// The beginning of a text, with an ellipsis where it goes on.
fn short(text: &str) -> String {
    let mut letters = text.chars();
    let mut short: String = letters.by_ref().take(MAX_LETTERS).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}
