//! What there is to tell of how a table was found: rows joined, moved, hidden or without a place, headers
//! that are not understood. Comes in: a table and its grid. Goes out: findings.

use std::sync::Arc;

use super::sheet::Sheet;
use super::{hidden, shifted};
use crate::model::evidence::Why;
use crate::model::finding::{Finding, Severity};
use crate::model::place::{CellRef, SheetPath};
use crate::model::table::Table;

/// The findings of one table.
pub(super) fn findings(table: &Table, sheet: &Sheet<'_>, file: &Arc<str>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let on = SheetPath::new(file.clone(), sheet.grid.name.clone());
    let place = |row: u32, col: u32| on.at(CellRef::new(row, col));
    let first_col = |row: u32| sheet.row(row).first().map(|look| look.col);
    for row in &table.rows {
        if let [_, next, ..] = row.sheet_rows.as_slice()
            && let Some(col) = first_col(*next)
        {
            let code = match row.joined {
                // So the whole roster is laid out.
                Some(Why::PersonBelow) => continue,
                Some(Why::LabelBelow) => "R036",
                _ => "R022",
            };
            findings.push(
                Finding::at(code, Severity::Info, &place(*next, col))
                    .fact("label", row.label.clone()),
            );
        }
    }
    if table.header_rows.is_empty()
        && let Some(&first) = table.rows.first().and_then(|row| row.sheet_rows.first())
        && let Some(col) = first_col(first)
    {
        findings.push(
            Finding::at("R037", Severity::Info, &place(first, col))
                .fact("count", table.rows.len().to_string()),
        );
    }
    findings.extend(hidden::finding(table, sheet, file));
    for realigned in &table.realigned {
        if let Some(&first) = realigned.sheet_rows.first()
            && let Some(col) = first_col(first)
        {
            let row = table
                .rows
                .iter()
                .find(|row| row.sheet_rows.contains(&first));
            findings.push(
                Finding::at("R034", Severity::Info, &place(first, col))
                    .fact("count", realigned.sheet_rows.len().to_string())
                    .fact("label", row.map_or("", |row| &*row.label)),
            );
        }
    }
    for column in &table.columns {
        if let Some(formula) = column
            .formula
            .as_ref()
            .filter(|formula| formula.meaning.is_none())
            && let Some(cell) = column.header_cell
        {
            findings.push(
                Finding::at("R033", Severity::Info, &place(cell.row, cell.col))
                    .fact("raw", formula.raw.clone()),
            );
        }
    }
    for (row, col) in shifted::strays(table, sheet) {
        findings.push(
            Finding::at("R032", Severity::Warning, &place(row, col))
                .fact("count", "1".to_owned())
                .fact_in(
                    "reason",
                    "angka totalnya berdiri di kolom yang tidak berisi angka lain",
                    "the figure of the total stands in a column without other figures",
                ),
        );
    }
    if let Some(&first) = table.unplaced_rows.first() {
        let col = first_col(first).unwrap_or(0);
        findings.push(
            Finding::at("R032", Severity::Warning, &place(first, col))
                .fact("count", table.unplaced_rows.len().to_string())
                .fact_in(
                    "reason",
                    "kolomnya bergeser terhadap kepala tabel",
                    "their columns have drifted from the header",
                ),
        );
    }
    findings
}
