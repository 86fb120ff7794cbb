//! What selaras reads from a sheet, against the document that it says.

use std::sync::Arc;

use selaras::config::Profile;
use selaras::model::code::AccountCode;
use selaras::model::document::{FileFormat, SourceFile};
use selaras::model::extraction::Extracted;
use selaras::model::finding::{Finding, Severity};
use selaras::model::grid::{Grid, Workbook};
use selaras::model::record::{Line, RecordSet};
use selaras::model::relation::Proofs;
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
    /// The findings that tell that the reading of what differs was not sure.
    pub(crate) doubts: Vec<String>,
    /// Errors, though the document is right.
    pub(crate) false_alarms: Vec<String>,
}

/// Something that was read otherwise than it was meant.
#[derive(Debug)]
struct Difference {
    told: String,
    /// The sheet's rows that it is about; none where it is about the whole table.
    rows: Vec<u32>,
    /// The document's column that it is about.
    column: Option<usize>,
}

/// Reads a sheet and compares.
pub(crate) fn compare(document: &Document, written: &Written, profiles: &[Profile]) -> Comparison {
    let (found, findings) = read(&written.grid, profiles);
    let errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    let false_alarms = errors.map(at).collect();
    let mut differences = Vec::new();
    let records = main_table(&found, written);
    match records {
        Some(records) => Reader {
            document,
            written,
            records,
            out: &mut differences,
        }
        .compare(),
        None => differences.push(Difference {
            told: "no table".to_owned(),
            rows: Vec::new(),
            column: None,
        }),
    }
    let is_doubt = |finding: &&Finding| {
        differences
            .iter()
            .any(|difference| tells(finding, difference, written, records))
    };
    Comparison {
        doubts: findings.iter().filter(is_doubt).map(at).collect(),
        differences: differences
            .into_iter()
            .map(|difference| difference.told)
            .collect(),
        false_alarms,
    }
}

/// Whether a finding says that the reading of what differs was not sure: a warning of the reading or a
/// remark that something could be read in more than one way, about these very rows or this very
/// column of the table. A finding about something else on the sheet tells nothing of it.
fn tells(
    finding: &Finding,
    difference: &Difference,
    written: &Written,
    records: Option<&RecordSet>,
) -> bool {
    let is_unsure = finding.severity == Severity::Warning || UNSURE.contains(&finding.code);
    if !finding.code.starts_with('R') || !is_unsure {
        return false;
    }
    let Some(cell) = finding.place.as_ref().map(|place| place.cell) else {
        // Whole sheets: no table at all, or one that is of no kind, which changes what its columns mean.
        return match (finding.code, records) {
            ("R031", None) => true,
            ("R030", Some(records)) => records.kind.is_none(),
            _ => false,
        };
    };
    let is_of_table = written
        .body
        .first()
        .zip(written.body.last())
        .is_some_and(|(first, last)| (*first..=*last).contains(&cell.row));
    let n_rows = match finding.code {
        // It is about a number of rows, of which it shows the first.
        "R032" => finding.facts.get("count").and_then(|n| n.parse().ok()),
        _ => None,
    };
    let rows = cell.row..cell.row + n_rows.unwrap_or(1);
    let is_at_row = difference.rows.iter().any(|row| rows.contains(row));
    let is_in_column = difference
        .column
        .and_then(|column| written.columns.get(column))
        .is_some_and(|cols| cols.contains(&cell.col));
    is_of_table && (is_at_row || is_in_column)
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
    findings.extend(trace_causes(
        &result.records,
        &Proofs::of_one(result.proof.clone()),
    ));
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
    out: &'a mut Vec<Difference>,
}

impl Reader<'_> {
    fn tell(&mut self, told: String, rows: Vec<u32>, column: Option<usize>) {
        self.out.push(Difference { told, rows, column });
    }

    fn tell_cell(&mut self, idx: usize, column: usize, told: String) {
        self.tell(told, self.written.rows[idx].clone(), Some(column));
    }

    fn tell_in(&mut self, idx: usize, holds: Holds, told: String) {
        let columns = &self.document.columns;
        let column = columns.iter().position(|column| column.holds == holds);
        self.tell(told, self.written.rows[idx].clone(), column);
    }

    fn tell_row(&mut self, idx: usize, told: String) {
        self.tell(told, self.written.rows[idx].clone(), None);
    }

    fn compare(&mut self) {
        let kind = self.records.kind.as_deref();
        if kind != self.document.kind {
            self.tell(format!("kind {kind:?}"), Vec::new(), None);
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
            let (mut names, mut rows) = (Vec::new(), Vec::new());
            for (_, line) in extra {
                names.push(line.name.clone());
                let row = &self.records.typed.table.rows[line.row_idx];
                rows.extend(row.sheet_rows.iter().copied());
            }
            let told = format!("lines that the document does not have: {names:?}");
            self.tell(told, rows, None);
        }
    }

    fn row(&mut self, idx: usize) {
        let row = &self.document.rows[idx];
        let sheet_rows = &self.written.rows[idx];
        let Some(found) = row_idx(self.records, sheet_rows[0]) else {
            let told = format!("row `{}` is not in the table", row.label);
            self.tell_row(idx, told);
            return;
        };
        let of_table = &self.records.typed.table.rows[found];
        if of_table.sheet_rows.len() != sheet_rows.len() {
            self.tell_row(
                idx,
                format!("row `{}` takes rows {:?}", row.label, of_table.sheet_rows),
            );
        }
        if row.role == Role::Total {
            if of_table.kind != RowKind::Total {
                self.tell_row(
                    idx,
                    format!("total `{}` is a {}", row.label, of_table.kind.name()),
                );
            }
        } else if let Some(line_idx) = self.line_of(idx) {
            self.line(idx, line_idx);
        } else {
            let told = format!("row `{}` is a {}", row.label, of_table.kind.name());
            self.tell_row(idx, told);
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
            let told = format!("label `{}` for `{}`", line.name, row.label);
            self.tell_in(idx, Holds::Label, told);
        }
        let code = row.code.as_deref().and_then(AccountCode::read);
        if self.has_codes() && line.code != code {
            let told = format!(
                "code {:?} for {:?}",
                line.code.as_ref().map(ToString::to_string),
                row.code
            );
            self.tell_in(idx, Holds::Code, told);
        }
        let above = self.document.rows[..idx]
            .iter()
            .rposition(|other| other.depth < row.depth && other.role != Role::Total);
        let parent = above.and_then(|above| self.line_of(above));
        if line.parent != parent {
            let name = |idx: Option<usize>| idx.map(|idx| self.records.lines[idx].name.clone());
            let (found, meant) = (name(line.parent), name(parent));
            self.tell_row(
                idx,
                format!("parent of `{}`: {found:?} for {meant:?}", row.label),
            );
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
            let (own, cell) = self.records.typed.cell_at(found, col_idx)?;
            (own == *at).then_some((col_idx, cell))
        });
        let Some((col_idx, cell)) = seen else {
            // A layout may leave zeros blank.
            if said.is_some() {
                let told = format!("`{label}` column {column} is not in the table");
                self.tell_cell(idx, column, told);
            }
            return;
        };
        let value = cell.value().number();
        let is_zero_dash = number.is_zero() && value.is_none() && cell.raw().trim() == "-";
        if value.map(|value| value.normalize()) != Some(number.normalize()) && !is_zero_dash {
            self.tell_cell(
                idx,
                column,
                format!(
                    "`{label}` column {column}: {value:?} for {number} ({})",
                    cell.raw()
                ),
            );
        }
        let field = self.records.fields.get(col_idx).cloned().flatten();
        let name = field.as_ref().map_or("", |field| field.name.as_str());
        if !of_document.field.is_empty() && name != of_document.field {
            self.tell_cell(
                idx,
                column,
                format!("column {column} is `{name}` for `{}`", of_document.field),
            );
        }
    }
}
