//! A sheet that is being written: cells and merges at rows and columns from 0.

use std::collections::BTreeSet;

use selaras::model::grid::{Area, Cell, Grid, Spans, Tally};
use selaras::model::place::CellRef;

/// A sheet that is being written.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    grid: Grid,
    merges: Vec<Area>,
    hidden_rows: BTreeSet<u32>,
    hidden_cols: BTreeSet<u32>,
}

impl Sheet {
    pub(super) fn put(&mut self, (row, col): (u32, u32), cell: Cell) {
        let old = self.grid.cells.insert(CellRef::new(row, col), cell);
        assert!(old.is_none(), "row {row}, column {col} is written twice");
    }

    pub(super) fn text(&mut self, at: (u32, u32), text: &str) {
        self.put(at, Cell::text(text));
    }

    pub(super) fn merge(&mut self, first: (u32, u32), last: (u32, u32)) {
        if first != last {
            self.merges.push(Area {
                first: CellRef::new(first.0, first.1),
                last: CellRef::new(last.0, last.1),
            });
        }
    }

    pub(super) fn hide_row(&mut self, row: u32) {
        self.hidden_rows.insert(row);
    }

    pub(super) fn hide_col(&mut self, col: u32) {
        self.hidden_cols.insert(col);
    }

    /// The sheet as the readers would give it.
    pub(super) fn into_grid(mut self) -> Grid {
        self.merges.sort_by_key(|area| area.first);
        self.grid.name = "Lembar".into();
        self.grid.merges = self.merges;
        self.grid.hidden_rows = Spans::covering(self.hidden_rows.into_iter().map(|row| (row, row)));
        self.grid.hidden_cols = Spans::covering(self.hidden_cols.into_iter().map(|col| (col, col)));
        self.grid.tally = Tally {
            stored: u64::try_from(self.grid.cells.len()).expect("a number of cells"),
            ..Tally::default()
        };
        self.grid
    }
}
