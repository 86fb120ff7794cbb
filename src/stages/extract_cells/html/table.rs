//! Comes in: the rows and cells of one HTML table, with how many rows and columns each spans. Goes
//! out: where each stands on the sheet, and the merged areas. Spans are bounded to the sheet and
//! to the rows there are, whatever they claim (HTML, 4.9.12).

use std::rc::Rc;

use super::super::builder::{MAX_COL, MAX_ROW};
use super::looks::Known;
use super::value::Stated;
use super::words::Outside;
use crate::model::grid::Area;
use crate::model::place::CellRef;

/// A table that is open.
#[derive(Debug)]
pub(super) struct Table {
    /// Where it begins on the sheet.
    pub(super) first: CellRef,
    /// The first row of the sheet below its rows so far.
    pub(super) next_row: u32,
    /// One more than its last column so far.
    pub(super) right: u32,
    /// Whether it holds a cell with a value.
    pub(super) has_values: bool,
    /// Whether the page opened it itself; some pages have rows without a table.
    pub(super) is_explicit: bool,
    /// How it looks, and how its open group of rows does.
    pub(super) look: Rc<Known>,
    pub(super) group: Rc<Known>,
    /// The row that is open.
    pub(super) row: Option<Row>,
    n_rows: u32,
    /// By column from the table's first: the first of its rows in which the column is free.
    free_from: Vec<u32>,
    /// Cells that span rows which have not all come.
    open_spans: Vec<OpenSpan>,
    /// The row at which the first of them ends.
    next_end: u32,
    /// Columns by the `col` elements: one more than the last column, and whether it is hidden.
    columns: Vec<(u32, bool)>,
}

/// A row that is open.
#[derive(Debug)]
pub(super) struct Row {
    /// Its row on the sheet.
    pub(super) first: u32,
    /// The first row of the sheet below it.
    pub(super) bottom: u32,
    /// How its cells look.
    pub(super) look: Rc<Known>,
    /// Whether it is not shown.
    pub(super) is_hidden: bool,
    /// The cell that is open.
    pub(super) cell: Option<OpenCell>,
    next_col: u32,
}

/// A cell that is open.
#[derive(Debug)]
pub(super) struct OpenCell {
    /// Where its next text stands; a table inside a cell pushes it down.
    pub(super) at: CellRef,
    /// How it looks by itself.
    pub(super) own: Rc<Known>,
    /// What its attributes state.
    pub(super) stated: Option<Box<Stated>>,
    /// The text around it.
    pub(super) outside: Outside,
}

#[derive(Debug)]
struct OpenSpan {
    first: CellRef,
    last_col: u32,
    end: u32,
}

/// How many rows and columns a cell claims.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    /// Rows; 0 for all that follow in its group.
    pub(super) n_rows: u32,
    /// Columns, at least 1.
    pub(super) n_cols: u32,
    /// Whether the cells are merged, and not only left unwritten.
    pub(super) is_merge: bool,
}

impl Row {
    /// The next cell stands in this column of the table or behind it.
    pub(super) fn end_col_at(&mut self, col: u32) {
        self.next_col = self.next_col.max(col);
    }
}

impl Table {
    pub(super) fn new(first: CellRef, look: Rc<Known>) -> Self {
        Self {
            first,
            next_row: first.row,
            right: first.col,
            has_values: false,
            is_explicit: true,
            look,
            group: Known::plain(),
            row: None,
            n_rows: 0,
            free_from: Vec::new(),
            open_spans: Vec::new(),
            next_end: u32::MAX,
            columns: Vec::new(),
        }
    }

    /// Notes columns of a `col` element.
    pub(super) fn add_columns(&mut self, n_cols: u32, is_hidden: bool) {
        let before = self.columns.last().map_or(0, |(end, _)| *end);
        let end = before.saturating_add(n_cols).min(MAX_COL + 1);
        match self.columns.last_mut() {
            Some(last) if last.1 == is_hidden => last.0 = end,
            _ if end > before => self.columns.push((end, is_hidden)),
            _ => {}
        }
    }

    /// Whether a `col` element hides a column of the sheet.
    pub(super) fn is_hidden_col(&self, col: u32) -> bool {
        let col = col.saturating_sub(self.first.col);
        let idx = self.columns.partition_point(|(end, _)| *end <= col);
        self.columns
            .get(idx)
            .is_some_and(|(_, is_hidden)| *is_hidden)
    }

    /// Opens a row.
    pub(super) fn open_row(&mut self, look: Rc<Known>, is_hidden: bool) {
        self.row = Some(Row {
            first: self.next_row,
            bottom: self.next_row.saturating_add(1),
            look,
            is_hidden,
            cell: None,
            next_col: 0,
        });
    }

    /// The next free place of the open row, with the area if the cell is merged within its row.
    pub(super) fn place(&mut self, claim: Claim) -> (CellRef, Option<Area>) {
        let (row, next_col) = self
            .row
            .as_ref()
            .map_or((self.next_row, 0), |row| (row.first, row.next_col));
        let n_taken = self
            .free_from
            .iter()
            .skip(usize::try_from(next_col).unwrap_or(usize::MAX))
            .take_while(|free_from| **free_from > self.n_rows)
            .count();
        let col = next_col.saturating_add(u32::try_from(n_taken).unwrap_or(u32::MAX));
        let at = CellRef::new(row, self.first.col.saturating_add(col));
        let n_cols = claim
            .n_cols
            .clamp(1, (MAX_COL + 1).saturating_sub(at.col).max(1));
        let end_col = col.saturating_add(n_cols);
        if let Some(row) = &mut self.row {
            row.next_col = end_col;
        }
        self.right = self.right.max(at.col.saturating_add(n_cols));
        let last_col = at.col + (n_cols - 1);
        if row > MAX_ROW || at.col > MAX_COL {
            return (at, None);
        }
        if claim.n_rows == 1 {
            let area = Area {
                first: at,
                last: CellRef::new(row, last_col),
            };
            return (at, Some(area).filter(|_| claim.is_merge && n_cols > 1));
        }
        let end = match claim.n_rows {
            0 => u32::MAX,
            n_rows => self.n_rows.saturating_add(n_rows),
        };
        let (from, to) = (idx(col), idx(end_col));
        if self.free_from.len() < to {
            self.free_from.resize(to, 0);
        }
        for free_from in self.free_from.get_mut(from..to).unwrap_or_default() {
            *free_from = end.max(*free_from);
        }
        if claim.is_merge {
            self.next_end = self.next_end.min(end);
            self.open_spans.push(OpenSpan {
                first: at,
                last_col,
                end,
            });
        }
        (at, None)
    }

    /// Counts a row that has ended; gives the areas that end with it.
    pub(super) fn end_row(&mut self, bottom: u32) -> Vec<Area> {
        self.n_rows = self.n_rows.saturating_add(1);
        self.next_row = bottom;
        if self.next_end > self.n_rows {
            return Vec::new();
        }
        self.end_spans(self.n_rows)
    }

    /// Ends what spans rows of a group: no cell reaches out of its group.
    pub(super) fn end_group(&mut self) -> Vec<Area> {
        self.free_from.clear();
        self.end_spans(u32::MAX)
    }

    fn end_spans(&mut self, until: u32) -> Vec<Area> {
        let last_row = self.next_row.saturating_sub(1).min(MAX_ROW);
        let mut areas = Vec::new();
        self.open_spans.retain(|span| {
            let has_ended = span.end <= until;
            if has_ended {
                areas.push(Area {
                    first: span.first,
                    last: CellRef::new(last_row, span.last_col),
                });
            }
            !has_ended
        });
        self.next_end = self
            .open_spans
            .iter()
            .map(|span| span.end)
            .min()
            .unwrap_or(u32::MAX);
        areas
    }
}

fn idx(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
