//! Comes in: the grid of one sheet. Goes out: its tables. Never reads numbers as amounts.

use std::sync::Arc;

use crate::model::Outcome;
use crate::model::grid::Grid;
use crate::model::table::Table;

/// Finds the tables of a sheet of the document at `file`.
pub fn find_tables(grid: &Grid, file: &Arc<str>) -> Outcome<Vec<Table>> {
    let _ = (grid, file);
    Outcome::clean(Vec::new())
}
