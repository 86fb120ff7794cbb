//! A table whose cells have been interpreted: exact values, units, notations, fields.

use std::collections::BTreeMap;

use super::amount::{Grain, Unit, Value};
use super::notation::Notation;
use super::place::{CellRef, Sourced};
use super::relation::Stated;
use super::table::Table;

/// A table with the meaning of its cells.
#[derive(Debug, Clone)]
pub struct TypedTable {
    /// The table as found.
    pub table: Table,
    /// What each column counts and how it writes numbers; same order as `table.columns`.
    pub columns: Vec<ColumnReading>,
    /// Interpreted cells of the rows, by their true position on the sheet.
    pub cells: BTreeMap<CellRef, TypedCell>,
    /// Whether the table says that its amounts are in thousands or millions, hence rounded.
    pub is_scaled: bool,
}

/// How a column was read.
#[derive(Debug, Clone, Default)]
pub struct ColumnReading {
    /// The unit that header and cells agree on.
    pub unit: Option<Unit>,
    /// How its numbers are written.
    pub notation: Notation,
    /// How many of its cells hold a number.
    pub n_numbers: usize,
    /// How many hold words.
    pub n_texts: usize,
    /// Most decimals shown by any of its cells.
    pub decimals: u32,
}

/// An interpreted cell.
#[derive(Debug, Clone, PartialEq)]
pub struct TypedCell {
    /// Value, raw text and place.
    pub sourced: Sourced<Value>,
    /// How exactly it was written.
    pub grain: Grain,
}

impl TypedCell {
    /// The number it states, ready to be judged.
    pub fn stated(&self) -> Option<Stated> {
        Some(Stated {
            value: self.sourced.value.number()?,
            grain: self.grain,
            unit: self.sourced.value.unit(),
        })
    }
}

impl TypedTable {
    /// The interpreted cell of a row in a column; the row's first sheet row that has one.
    pub fn cell(&self, row_idx: usize, col_idx: usize) -> Option<&TypedCell> {
        let col = self.table.columns.get(col_idx)?.col;
        let row = self.table.rows.get(row_idx)?;
        self.table
            .places(row, col)
            .find_map(|at| self.cells.get(&at))
    }

    /// The number in a row and column.
    pub fn number(&self, row_idx: usize, col_idx: usize) -> Option<(&TypedCell, Stated)> {
        let cell = self.cell(row_idx, col_idx)?;
        Some((cell, cell.stated()?))
    }

    /// The text of a row and column, as written, trimmed.
    pub fn text(&self, row_idx: usize, col_idx: usize) -> Option<&str> {
        self.cell(row_idx, col_idx)
            .map(|cell| cell.sourced.raw.trim())
            .filter(|text| !text.is_empty())
    }
}
