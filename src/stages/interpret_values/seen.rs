//! The cells of a table. Comes in: a grid and a table. Goes out: each cell in the reader of its column, its
//! text read, in one pass over the rows, since a sheet is kept row by row.

use std::sync::Arc;

use super::Sheet;
use super::column::ColumnReader;
use crate::model::grid::{Cell, Style};
use crate::model::place::CellRef;
use crate::model::table::{RowKind, Table};
use crate::model::typed::TypedTable;

/// A cell of a column.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) at: CellRef,
    pub(super) cell: &'a Cell,
    /// Where its reading is among the column's; none for what says nothing as a number.
    pub(super) reading: Option<u32>,
    pub(super) kind: RowKind,
    /// Whether its number format shows a percentage.
    pub(super) is_percent: bool,
    /// Decimals that its number format shows.
    pub(super) shown: Option<u8>,
}

/// What the number format met last shows: neighbours share theirs.
#[derive(Debug, Default)]
pub(super) struct Format(Option<(Arc<Style>, Shown)>);

/// Decimals, and whether it is a percentage.
type Shown = (Option<u8>, bool);

impl Format {
    /// What the format of a number shows.
    pub(super) fn of(&mut self, style: &Arc<Style>) -> Shown {
        if style.format.is_none() {
            return (None, false);
        }
        match &self.0 {
            Some((last, shown)) if Arc::ptr_eq(last, style) => *shown,
            _ => {
                let decimals = style.decimals();
                let decimals = decimals.map(|count| u8::try_from(count).unwrap_or(u8::MAX));
                let shown = (decimals, style.is_percent());
                self.0 = Some((style.clone(), shown));
                shown
            }
        }
    }
}

/// Gives every cell of a table to the reader of its column, and `typed` room for it. Tells the columns of
/// the cells, row by row.
pub(super) fn hand_out<'a>(
    sheet: Sheet<'a>,
    table: &Table,
    readers: &mut [ColumnReader<'a>],
    typed: &mut TypedTable,
) -> Vec<u32> {
    let mut order: Vec<u32> = Vec::new();
    let mut put = |idx: usize, at: CellRef, kind: RowKind, cell: &'a Cell| {
        if let (Some(reader), Ok(number)) = (readers.get_mut(idx), u32::try_from(idx)) {
            reader.take(at, kind, cell);
            order.push(number);
            return 1;
        }
        0
    };
    let is_in_order = table.columns.is_sorted_by(|one, next| one.col < next.col);
    for row in &table.rows {
        for &sheet_row in &row.sheet_rows {
            let mut n_cells = 0;
            if is_in_order && !table.has_drifted(sheet_row) {
                let mut columns = table.columns.iter().enumerate().peekable();
                for (col, cell) in sheet.grid.row(sheet_row) {
                    while columns.next_if(|(_, column)| column.col < col).is_some() {}
                    if let Some((idx, _)) = columns.next_if(|(_, column)| column.col == col) {
                        n_cells += put(idx, CellRef::new(sheet_row, col), row.kind, cell);
                    }
                }
            } else {
                for (idx, column) in table.columns.iter().enumerate() {
                    let col = table.sheet_col(sheet_row, column.col);
                    let at = col.map(|col| CellRef::new(sheet_row, col));
                    let found = at.and_then(|at| Some((at, sheet.grid.cells.get(&at)?)));
                    if let Some((at, cell)) = found {
                        n_cells += put(idx, at, row.kind, cell);
                    }
                }
            }
            typed.cells.reserve(sheet_row, n_cells);
        }
    }
    order
}
