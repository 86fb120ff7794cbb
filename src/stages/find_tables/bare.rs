//! A table without a header: lines of a label and numbers, with no words above them. Only looked for
//! on a sheet where no header was found.

use std::collections::BTreeMap;

use super::header::Header;
use super::shape::{Shape, shape};
use crate::model::grid::Grid;
use crate::model::table::Column;

/// Rows with numbers that such a table has at least.
const MIN_ROWS: usize = 3;

/// A header of no rows over the columns of a sheet, and the filled row at which its lines begin.
pub(super) fn header(grid: &Grid, filled: &[u32]) -> Option<(Header, usize)> {
    let is_number = |shape: Shape| matches!(shape, Shape::Amount | Shape::Small);
    let n_numbers = |row: u32| {
        let cells = grid.row(row);
        cells.filter(|(_, cell)| is_number(shape(cell))).count()
    };
    let is_line = |row: u32| n_numbers(row) > 0 && grid.row(row).count() > 1;
    let first = filled.iter().position(|&row| is_line(row))?;
    let lines: Vec<u32> = filled
        .get(first..)?
        .iter()
        .copied()
        .filter(|&row| is_line(row))
        .collect();
    let mut columns: BTreeMap<u32, usize> = BTreeMap::new();
    for &row in &lines {
        for (col, cell) in grid.row(row) {
            *columns.entry(col).or_default() += usize::from(is_number(shape(cell)));
        }
    }
    let n_numeric = columns.values().filter(|&&count| count >= MIN_ROWS).count();
    if lines.len() < MIN_ROWS || n_numeric == 0 {
        return None;
    }
    let columns = columns.into_keys().map(|col| Column {
        col,
        ..Column::default()
    });
    let header = Header {
        rows: Vec::new(),
        numbering_row: None,
        columns: columns.collect(),
        signature: Vec::new(),
    };
    Some((header, first))
}
