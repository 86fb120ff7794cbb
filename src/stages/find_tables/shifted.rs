//! Rows of totals that stand one column off. Comes in: the rows of a table. Goes out: the totals whose
//! figures stand where no line has any, and fit whole when moved by one column.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::is_total_label;
use super::shape::{Shape, shape};
use crate::model::grid::{Cell, Grid};
use crate::model::table::Realigned;
use crate::model::text::normalize;

/// The totals that are to be moved, top to bottom.
pub(super) fn totals(grid: &Grid, rows: &[u32], realigned: &[Realigned]) -> Vec<Realigned> {
    let is_moved = |row: u32| realigned.iter().any(|one| one.sheet_rows.contains(&row));
    let is_total = |row: &u32| {
        let mut cells = grid.row(*row);
        cells
            .any(|(_, cell)| shape(cell) == Shape::Words && is_total_label(&normalize(&cell.raw())))
    };
    let totals: BTreeSet<u32> = rows.iter().copied().filter(is_total).collect();
    if totals.is_empty() || totals.len() == rows.len() {
        return Vec::new();
    }
    let mut figures: BTreeSet<u32> = BTreeSet::new();
    for row in rows.iter().filter(|row| !totals.contains(row)) {
        figures.extend(figures_of(grid, *row));
    }
    totals
        .into_iter()
        .filter(|row| !is_moved(*row))
        .filter_map(|row| moved(grid, row, &figures))
        .collect()
}

/// Whether a row holds a label that only a total has.
pub(super) fn is_total(grid: &Grid, row: u32) -> bool {
    grid.row(row)
        .any(|(_, cell)| shape(cell) == Shape::Words && is_total_label(&normalize(&cell.raw())))
}

fn figures_of(grid: &Grid, row: u32) -> impl Iterator<Item = u32> {
    grid.row(row)
        .filter(|(_, cell)| is_figure(cell))
        .map(|(col, _)| col)
}

fn is_figure(cell: &Cell) -> bool {
    matches!(shape(cell), Shape::Amount | Shape::Dash | Shape::Small)
}

/// A total with every cell moved by one column, where only so all its figures stand under figures.
fn moved(grid: &Grid, row: u32, figures: &BTreeSet<u32>) -> Option<Realigned> {
    let own: Vec<u32> = figures_of(grid, row).collect();
    if own.len() < 2 || own.iter().all(|col| figures.contains(col)) {
        return None;
    }
    let left = |col: u32| col.checked_sub(1);
    let right = |col: u32| col.checked_add(1);
    let ways: [&dyn Fn(u32) -> Option<u32>; 2] = [&left, &right];
    let fits = |way: &&dyn Fn(u32) -> Option<u32>| {
        own.iter()
            .all(|col| way(*col).is_some_and(|col| figures.contains(&col)))
    };
    let mut fitting = ways.iter().filter(|way| fits(way));
    let way = fitting.next()?;
    if fitting.next().is_some() {
        return None;
    }
    // A label in the first column stays, since nothing stands left of it.
    let columns: BTreeMap<u32, u32> = grid
        .row(row)
        .map(|(col, _)| (way(col).unwrap_or(col), col))
        .collect();
    Some(Realigned {
        sheet_rows: vec![row],
        columns,
    })
}
