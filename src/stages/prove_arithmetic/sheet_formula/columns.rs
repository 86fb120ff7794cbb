//! The cells of a sheet by its columns. Comes in: a grid. Goes out: the filled cells of each column, and
//! what those between two rows make. A range is added up from two running sums, so that a column of
//! formulas over growing ranges costs its length and not its square. Never changes a cell.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::value::{Number, Value};
use crate::model::cells::Placed;
use crate::model::grid::{Content, Grid};

/// A sheet by its columns.
pub(super) struct Sheet<'a> {
    pub(super) grid: &'a Grid,
    /// By the column's number.
    pub(super) columns: Vec<Column<'a>>,
}

/// The filled cells of a column.
pub(super) struct Column<'a> {
    pub(super) col: u32,
    cells: Vec<&'a Placed>,
    /// What the cells before each, and all of them, make; added up once a range asks.
    sums: OnceCell<Vec<Tally>>,
}

/// What some cells make together.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    /// `None` when too large.
    sum: Option<Decimal>,
    pub(super) n_numbers: u32,
    pub(super) n_filled: u32,
    /// Errors, dates and cells without value.
    pub(super) n_odd: u32,
    n_fractions: u32,
    /// The largest running sum that was met.
    size: Decimal,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(grid: &'a Grid) -> Self {
        let mut lengths: BTreeMap<u32, usize> = BTreeMap::new();
        for at in grid.cells.keys() {
            *lengths.entry(at.col).or_default() += 1;
        }
        let columns = lengths.into_iter().map(|(col, length)| Column {
            col,
            cells: Vec::with_capacity(length),
            sums: OnceCell::new(),
        });
        let mut columns: Vec<Column<'a>> = columns.collect();
        let mut next = 0;
        for placed in grid.cells.placed() {
            let (at, _) = placed;
            // Most rows go on in the next column.
            if columns.get(next).is_none_or(|column| column.col != at.col) {
                next = columns.partition_point(|column| column.col < at.col);
            }
            if let Some(column) = columns.get_mut(next) {
                column.cells.push(placed);
            }
            next += 1;
        }
        Self { grid, columns }
    }

    /// The columns between two.
    pub(super) fn columns_between(&self, first: u32, last: u32) -> &[Column<'a>] {
        let start = self.columns.partition_point(|column| column.col < first);
        let end = self.columns.partition_point(|column| column.col <= last);
        self.columns.get(start..end).unwrap_or_default()
    }

    /// The filled cells of each column, top to bottom.
    pub(super) fn columns(&self) -> impl Iterator<Item = (u32, &[&'a Placed])> {
        self.columns
            .iter()
            .map(|column| (column.col, column.cells.as_slice()))
    }

    /// The filled cells of a column between two rows.
    pub(super) fn between(&self, col: u32, first: u32, last: u32) -> &[&'a Placed] {
        let column = self.columns_between(col, col).first();
        column.map_or(&[][..], |column| column.between(first, last))
    }
}

impl<'a> Column<'a> {
    /// Has the cells added up anew when a range asks next, if some of them have no number of their own.
    pub(super) fn forget(&mut self) {
        let sums = self.sums.get().and_then(|sums| sums.last());
        if sums.is_some_and(|all| all.n_odd > 0) {
            self.sums.take();
        }
    }

    fn added_up<'v>(&self, calculated: impl Fn(u32) -> Option<&'v Value>) -> Vec<Tally> {
        let mut tally = Tally {
            sum: Some(Decimal::ZERO),
            ..Tally::default()
        };
        let mut sums = Vec::with_capacity(self.cells.len() + 1);
        sums.push(tally);
        for (at, cell) in self.cells.iter().copied() {
            let value = match cell.content {
                Content::NoCachedValue => calculated(at.row),
                _ => None,
            };
            match value {
                Some(Value::Number(number)) => tally.take(&Content::Number(number.value)),
                Some(Value::Text(_) | Value::Bool(_)) => tally.n_filled += 1,
                _ => tally.take(&cell.content),
            }
            sums.push(tally);
        }
        sums
    }

    fn bounds(&self, first: u32, last: u32) -> (usize, usize) {
        let start = self.cells.partition_point(|(at, _)| at.row < first);
        let end = self.cells.partition_point(|(at, _)| at.row <= last);
        (start, end.max(start))
    }

    pub(super) fn between(&self, first: u32, last: u32) -> &[&'a Placed] {
        let (start, end) = self.bounds(first, last);
        self.cells.get(start..end).unwrap_or_default()
    }

    /// What the cells between two rows make, with the values calculated for those that have none.
    pub(super) fn tally<'v>(
        &self,
        first: u32,
        last: u32,
        calculated: impl Fn(u32) -> Option<&'v Value>,
    ) -> Tally {
        let (start, end) = self.bounds(first, last);
        let sums = self.sums.get_or_init(|| self.added_up(calculated));
        let (Some(before), Some(all)) = (sums.get(start), sums.get(end)) else {
            return Tally::default();
        };
        Tally {
            sum: all
                .sum
                .zip(before.sum)
                .and_then(|(all, before)| all.checked_sub(before)),
            n_numbers: all.n_numbers - before.n_numbers,
            n_filled: all.n_filled - before.n_filled,
            n_odd: all.n_odd - before.n_odd,
            n_fractions: all.n_fractions - before.n_fractions,
            size: all.size,
        }
    }
}

impl Tally {
    fn take(&mut self, content: &Content) {
        self.n_filled += 1;
        match content {
            Content::Number(number) => {
                self.n_numbers += 1;
                self.n_fractions += u32::from(!number.is_integer());
                self.sum = self.sum.and_then(|sum| sum.checked_add(*number));
                self.size = self.size.max(number.abs());
            }
            Content::Text(_) | Content::Bool(_) => {}
            Content::Date(_) | Content::Error(_) | Content::NoCachedValue => self.n_odd += 1,
        }
    }

    /// The sum, with the noise of adding so many fractions one after the other.
    pub(super) fn number(&self) -> Option<Number> {
        let value = self.sum?;
        if self.n_fractions == 0 {
            return Some(Number::stored(value));
        }
        let size = self.size.max(value.abs());
        let one = Number::stored(size.checked_add(Decimal::new(1, 9))?).noise;
        let times = Decimal::from(self.n_numbers.min(64) + 2);
        Some(Number {
            value,
            noise: one.checked_mul(times)?,
        })
    }
}
