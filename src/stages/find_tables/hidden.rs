//! Hidden rows under totals. Comes in: a table and its grid. Goes out: the finding that tells of them.

use std::sync::Arc;

use super::sheet::Sheet;
use crate::model::finding::{Finding, Severity};
use crate::model::place::{CellRef, Place};
use crate::model::table::{Row, RowKind, Table};

/// Tells of the hidden lines of a table that has a total.
pub(super) fn finding(table: &Table, sheet: &Sheet<'_>, file: &Arc<str>) -> Option<Finding> {
    let grid = sheet.grid;
    let has_total = table.rows.iter().any(|row| row.kind == RowKind::Total);
    if !has_total || grid.hidden_rows.is_empty() {
        return None;
    }
    let is_hidden = |row: &&Row| {
        let mut rows = row.sheet_rows.iter();
        row.kind == RowKind::Line && rows.all(|&row| grid.hidden_rows.contains(row))
    };
    let mut hidden = table.rows.iter().filter(is_hidden);
    let first = hidden.next()?;
    let row = *first.sheet_rows.first()?;
    let col = sheet.row(row).first()?.col;
    let place = Place::new(file.clone(), grid.name.clone(), CellRef::new(row, col));
    Some(
        Finding::at("R038", Severity::Info, &place)
            .fact("count", (1 + hidden.count()).to_string())
            .fact("label", first.label.clone()),
    )
}
