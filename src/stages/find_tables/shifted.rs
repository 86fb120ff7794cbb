//! Rows of totals that stand a few columns off. Comes in: the rows of a table. Goes out: the totals whose
//! figures stand where no line has any, and fit whole when moved.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{is_total_label, may_be_total};
use super::shape::{Shape, is_currency_mark, shape};
use crate::model::grid::{Cell, Content, Grid};
use crate::model::table::{Realigned, RowKind, Table};
use crate::model::text::normalize;

/// Columns by which a total may be off.
const MAX_OFF: u32 = 3;

/// The totals that are to be moved, top to bottom.
pub(super) fn totals(grid: &Grid, rows: &[u32], realigned: &[Realigned]) -> Vec<Realigned> {
    let moved_rows = realigned.iter().flat_map(|one| &one.sheet_rows);
    let moved_rows: BTreeSet<u32> = moved_rows.copied().collect();
    let is_total = |row: &u32| {
        let mut cells = grid.row(*row);
        cells
            .any(|(_, cell)| shape(cell) == Shape::Words && is_total_label(&normalize(&cell.raw())))
    };
    let totals: BTreeSet<u32> = rows.iter().copied().filter(is_total).collect();
    if totals.is_empty() || totals.len() == rows.len() {
        return Vec::new();
    }
    let mut standing = Standing::default();
    for row in rows.iter().filter(|row| !totals.contains(row)) {
        standing.figures.extend(figures_of(grid, *row));
        standing.marks.extend(marks_of(grid, *row));
    }
    totals
        .into_iter()
        .filter(|row| !moved_rows.contains(row))
        .filter_map(|row| moved(grid, row, &standing))
        .collect()
}

/// Totals whose only figure stands in a column in which no line has a figure, as it has no header or
/// holds words: alone it does not tell which column it belongs to.
pub(super) fn strays(table: &Table, grid: &Grid) -> Vec<(u32, u32)> {
    let is_moved = |row: u32| {
        let mut realigned = table.realigned.iter();
        realigned.any(|one| one.sheet_rows.contains(&row))
    };
    let lines = table.rows.iter().filter(|row| row.kind == RowKind::Line);
    let (mut figures, mut words) = (BTreeSet::new(), BTreeSet::new());
    for &row in lines.flat_map(|row| &row.sheet_rows) {
        for (col, cell) in grid.row(row) {
            if is_figure(cell) {
                figures.insert(col);
            } else {
                words.insert(col);
            }
        }
    }
    let nameless = |col: u32| {
        let mut columns = table.columns.iter();
        columns.any(|column| column.col == col && column.path.is_empty())
    };
    let totals = table.rows.iter().filter(|row| row.kind == RowKind::Total);
    totals
        .flat_map(|row| row.sheet_rows.iter().copied())
        .filter(|row| !is_moved(*row))
        .filter_map(|row| {
            let mut own = figures_of(grid, row);
            let (col, second) = (own.next()?, own.next());
            let is_stray = second.is_none()
                && !figures.contains(&col)
                && (nameless(col) || words.contains(&col));
            is_stray.then_some((row, col))
        })
        .collect()
}

/// The columns in which lines have figures, and currency marks alone.
#[derive(Debug, Default)]
struct Standing {
    figures: BTreeSet<u32>,
    marks: BTreeSet<u32>,
}

/// Whether a row holds a label that only a total has.
pub(super) fn is_total(grid: &Grid, row: u32) -> bool {
    let is_label = |text: &str| may_be_total(text) && is_total_label(&normalize(text));
    grid.row(row)
        .any(|(_, cell)| matches!(&cell.content, Content::Text(text) if is_label(text)))
}

fn figures_of(grid: &Grid, row: u32) -> impl Iterator<Item = u32> {
    grid.row(row)
        .filter(|(_, cell)| is_figure(cell))
        .map(|(col, _)| col)
}

fn marks_of(grid: &Grid, row: u32) -> impl Iterator<Item = u32> {
    grid.row(row)
        .filter(|(_, cell)| is_currency_mark(cell))
        .map(|(col, _)| col)
}

fn is_figure(cell: &Cell) -> bool {
    matches!(shape(cell), Shape::Amount | Shape::Dash | Shape::Small)
}

fn stands(figures: &BTreeSet<u32>, col: Option<u32>) -> bool {
    col.is_some_and(|col| figures.contains(&col))
}

/// A total with every cell moved by as few columns as it takes for all its figures to stand under
/// figures, and its currency marks under such marks.
fn moved(grid: &Grid, row: u32, standing: &Standing) -> Option<Realigned> {
    let own: Vec<u32> = figures_of(grid, row).collect();
    let marks: Vec<u32> = marks_of(grid, row).collect();
    if own.is_empty()
        || own.len() + marks.len() < 2
        || own.iter().all(|col| standing.figures.contains(col))
    {
        return None;
    }
    let fits = |by: &dyn Fn(u32) -> Option<u32>| {
        own.iter().all(|&col| stands(&standing.figures, by(col)))
            && marks.iter().all(|&col| stands(&standing.marks, by(col)))
    };
    let way = (1..=MAX_OFF).find_map(|off| {
        let left = fits(&|col| col.checked_sub(off));
        let right = fits(&|col| col.checked_add(off));
        match (left, right) {
            (true, false) => Some((off, 0)),
            (false, true) => Some((0, off)),
            (true, true) | (false, false) => None,
        }
    });
    let (left, right) = way?;
    let way = |col: u32| col.checked_add(right)?.checked_sub(left);
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
