//! A sheet as this stage looks at it. Comes in: a grid. Goes out: the same cells row by row, each with
//! what it looks like, found out once, since every row is asked for many times. Moves cells to other
//! columns without touching the grid.

use std::borrow::Cow;

use super::shape::{Decimals, Shape, is_currency_mark, shape};
use crate::model::grid::{Area, Cell, Content, Grid};
use crate::model::place::CellRef;
use crate::model::table::Realigned;
use crate::model::text::normalize;

/// Digits of the number of a person, a few of them lost, and the smallest figure of so many.
const MANY_DIGITS: usize = 15;
const MANY: u128 = 100_000_000_000_000;

/// A cell and what it looks like.
#[derive(Debug, Clone, Copy)]
pub(super) struct Look<'a> {
    /// The column where it stands, or where it belongs on a drifted page.
    pub(super) col: u32,
    pub(super) shape: Shape,
    /// Whether it holds `Rp` alone: its number stands in the cell beside it.
    pub(super) is_mark: bool,
    pub(super) cell: &'a Cell,
}

impl<'a> Look<'a> {
    /// Its text, as written.
    pub(super) fn text(&self) -> Cow<'a, str> {
        self.cell.written()
    }

    /// Its text, normalised.
    pub(super) fn words(&self) -> String {
        normalize(&self.text())
    }

    /// Whether it holds words; `Rp` alone belongs to the number beside it.
    pub(super) fn is_label(&self) -> bool {
        self.shape == Shape::Words && !self.is_mark
    }

    /// Whether it holds so many digits as the number of a person.
    pub(super) fn has_digits(&self) -> bool {
        match &self.cell.content {
            Content::Text(text) => text.bytes().filter(u8::is_ascii_digit).count() >= MANY_DIGITS,
            Content::Number(number) => number.mantissa().unsigned_abs() >= MANY,
            _ => false,
        }
    }

    /// Whether it is stored as a number.
    pub(super) fn is_stored(&self) -> bool {
        matches!(self.cell.content, Content::Number(_))
    }
}

/// The cells of a sheet, or of a part of it.
#[derive(Debug, Clone)]
pub(super) struct Sheet<'a> {
    /// Where they are from: its name, what is hidden.
    pub(super) grid: &'a Grid,
    /// Merged areas by their first cell.
    merges: Cow<'a, [Area]>,
    /// The rows that hold something, in order.
    rows: Vec<Extent>,
    /// Their cells, row by row, by column.
    looks: Vec<Look<'a>>,
}

/// Where the cells of a row are.
#[derive(Debug, Clone, Copy)]
struct Extent {
    row: u32,
    first: usize,
    end: usize,
}

impl<'a> Sheet<'a> {
    /// Looks at every cell of a grid.
    pub(super) fn of(grid: &'a Grid) -> Self {
        let mut sheet = Self {
            grid,
            merges: Cow::Borrowed(&grid.merges),
            rows: Vec::new(),
            looks: Vec::with_capacity(grid.cells.len()),
        };
        let mut decimals = Decimals::default();
        for (at, cell) in &grid.cells {
            let shape = shape(cell, &mut decimals);
            let look = Look {
                col: at.col,
                shape,
                is_mark: shape == Shape::Words && is_currency_mark(cell),
                cell,
            };
            sheet.push(at.row, look);
        }
        sheet
    }

    /// Adds a cell behind all others.
    fn push(&mut self, row: u32, look: Look<'a>) {
        let first = self.looks.len();
        self.looks.push(look);
        match self.rows.last_mut() {
            Some(last) if last.row == row => last.end += 1,
            Some(_) | None => {
                let end = first + 1;
                self.rows.push(Extent { row, first, end });
            }
        }
    }

    /// The cells of a row, by column.
    pub(super) fn row(&self, row: u32) -> &[Look<'a>] {
        let row = self.find(row).and_then(|idx| self.rows.get(idx));
        row.and_then(|row| self.looks.get(row.first..row.end))
            .unwrap_or_default()
    }

    /// The cell at a position, if it holds something.
    pub(super) fn cell(&self, row: u32, col: u32) -> Option<&Look<'a>> {
        let looks = self.row(row);
        let counted = usize::try_from(col.checked_sub(looks.first()?.col)?).ok()?;
        match looks.get(counted) {
            Some(look) if look.col == col => Some(look),
            // Columns that are missing only bring those behind them nearer.
            _ => {
                let looks = looks.get(..counted.min(looks.len()))?;
                let idx = looks.binary_search_by_key(&col, |look| look.col).ok()?;
                looks.get(idx)
            }
        }
    }

    /// Numbers of the rows that hold something, ascending.
    pub(super) fn filled_rows(&self) -> Vec<u32> {
        self.rows.iter().map(|row| row.row).collect()
    }

    /// The merged area whose first cell is here.
    pub(super) fn merge_at(&self, row: u32, col: u32) -> Option<&Area> {
        let at = CellRef::new(row, col);
        let idx = self.merges.binary_search_by_key(&at, |area| area.first);
        idx.ok().and_then(|idx| self.merges.get(idx))
    }

    /// The merged areas that begin in some rows.
    pub(super) fn merges_from(&self, first: u32, last: u32) -> impl Iterator<Item = &Area> {
        let from = self.merges.partition_point(|merge| merge.first.row < first);
        let merges = self.merges.get(from..).unwrap_or_default().iter();
        merges.take_while(move |merge| merge.first.row <= last)
    }

    /// Takes the cells and merges that begin in a place of some sort out, into a sheet of their own.
    pub(super) fn take(&mut self, is_in: impl Fn(CellRef) -> bool) -> Self {
        let part = |is_taken: bool, merges: Vec<Area>| {
            let mut part = Self {
                grid: self.grid,
                merges: Cow::Owned(merges),
                rows: Vec::new(),
                looks: Vec::new(),
            };
            for row in &self.rows {
                for look in self.looks.get(row.first..row.end).unwrap_or_default() {
                    if is_in(CellRef::new(row.row, look.col)) == is_taken {
                        part.push(row.row, *look);
                    }
                }
            }
            part
        };
        let merges = self.merges.iter();
        let (inside, outside) = merges.partition(|merge| is_in(merge.first));
        let (taken, left) = (part(true, inside), part(false, outside));
        *self = left;
        taken
    }

    /// Puts the cells of drifted rows where they belong. Currency marks that stand alone have no column
    /// of their own and are left out.
    pub(super) fn straighten(&mut self, realigned: &[Realigned]) {
        for one in realigned {
            for &row in &one.sheet_rows {
                let mut standing = self.row(row).to_vec();
                let mut moved = Vec::with_capacity(standing.len());
                for (&col, sheet_col) in &one.columns {
                    if let Some(idx) = standing.iter().position(|look| look.col == *sheet_col) {
                        moved.push(Look {
                            col,
                            ..standing.remove(idx)
                        });
                    }
                }
                let Some(row) = self.find(row).and_then(|idx| self.rows.get_mut(idx)) else {
                    continue;
                };
                // No cell comes twice, so there is room.
                row.end = row.first + moved.len();
                let room = self.looks.get_mut(row.first..row.end);
                room.unwrap_or_default().copy_from_slice(&moved);
            }
        }
    }

    /// The index of a row: by counting, and by halving only where rows are missing.
    fn find(&self, row: u32) -> Option<usize> {
        let first = self.rows.first()?.row;
        let counted = usize::try_from(row.checked_sub(first)?).ok()?;
        match self.rows.get(counted) {
            Some(other) if other.row == row => Some(counted),
            _ => {
                let rows = self.rows.get(..counted.min(self.rows.len()))?;
                rows.binary_search_by_key(&row, |other| other.row).ok()
            }
        }
    }
}
