//! References of formulas, relative to the cell that the formula stands in, so that a formula copied
//! down a column is one formula. Never looks at a grid.

use std::fmt::{self, Write};
use std::sync::Arc;

use crate::model::grid::Area;
use crate::model::place::CellRef;

/// Rows and columns of the largest sheet.
pub(super) const MAX_ROW: u32 = 1_048_575;
pub(super) const MAX_COL: u32 = 16_383;

/// A row or column: so many away from the formula's own, or always the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    Away(i64),
    Fixed(u32),
}

impl Axis {
    fn new(idx: u32, is_fixed: bool, own: u32) -> Self {
        if is_fixed {
            Axis::Fixed(idx)
        } else {
            Axis::Away(i64::from(idx) - i64::from(own))
        }
    }

    /// The row or column as seen from `own`; `None` beyond the sheet.
    fn seen_from(self, own: u32, last: u32) -> Option<u32> {
        match self {
            Axis::Fixed(idx) => Some(idx).filter(|&idx| idx <= last),
            Axis::Away(by) => u32::try_from(i64::from(own) + by)
                .ok()
                .filter(|&idx| idx <= last),
        }
    }
}

impl fmt::Display for Axis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Axis::Away(by) => write!(f, "[{by}]"),
            Axis::Fixed(idx) => write!(f, "{idx}"),
        }
    }
}

/// An area that a formula refers to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reference {
    /// The sheet it names; `None` for the formula's own.
    pub(super) sheet: Option<Arc<str>>,
    pub(super) rows: (Axis, Axis),
    pub(super) cols: (Axis, Axis),
}

impl Reference {
    /// The area as seen from a cell, its corners in order; `None` beyond the sheet.
    pub(super) fn area(&self, own: CellRef) -> Option<Area> {
        let row = |axis: Axis| axis.seen_from(own.row, MAX_ROW);
        let col = |axis: Axis| axis.seen_from(own.col, MAX_COL);
        let rows = (row(self.rows.0)?, row(self.rows.1)?);
        let cols = (col(self.cols.0)?, col(self.cols.1)?);
        Some(Area {
            first: CellRef::new(rows.0.min(rows.1), cols.0.min(cols.1)),
            last: CellRef::new(rows.0.max(rows.1), cols.0.max(cols.1)),
        })
    }

    /// Whether it is one cell.
    pub(super) fn is_cell(&self) -> bool {
        self.rows.0 == self.rows.1 && self.cols.0 == self.cols.1
    }

    /// Whether it stands in the formula's own column of its own sheet.
    pub(super) fn is_own_column(&self) -> bool {
        self.sheet.is_none() && self.cols == (Axis::Away(0), Axis::Away(0))
    }

    /// Whether it stands in the formula's own row of its own sheet.
    pub(super) fn is_own_row(&self) -> bool {
        self.sheet.is_none() && self.rows == (Axis::Away(0), Axis::Away(0))
    }

    /// Whether nothing in it moves with the formula.
    pub(super) fn is_fixed(&self) -> bool {
        [self.rows.0, self.rows.1, self.cols.0, self.cols.1]
            .iter()
            .all(|axis| matches!(axis, Axis::Fixed(_)))
    }

    /// Writes it into the key of a formula.
    pub(super) fn write_key(&self, key: &mut String) {
        if let Some(sheet) = &self.sheet {
            let _ = write!(key, "'{sheet}'!");
        }
        let _ = write!(key, "R{}C{}", self.rows.0, self.cols.0);
        if !self.is_cell() {
            let _ = write!(key, ":R{}C{}", self.rows.1, self.cols.1);
        }
    }
}

/// One half of a reference in a formula's text: `$B$5`, `B`, `5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Corner {
    row: Option<(u32, bool)>,
    col: Option<(u32, bool)>,
}

impl Corner {
    /// Reads `$B$5`, `$B` or `$5`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (col_fixed, rest) = strip_dollar(text);
        let n_letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (letters, rest) = rest.split_at_checked(n_letters)?;
        if letters.is_empty() {
            return Some(Self {
                row: Some((row_number(rest)?, col_fixed)),
                col: None,
            });
        }
        let col = Some((column_number(letters)?, col_fixed));
        if rest.is_empty() {
            return Some(Self { row: None, col });
        }
        let (row_fixed, digits) = strip_dollar(rest);
        Some(Self {
            row: Some((row_number(digits)?, row_fixed)),
            col,
        })
    }

    /// Whether it names a row and a column.
    pub(super) fn is_cell(self) -> bool {
        self.row.is_some() && self.col.is_some()
    }

    /// The reference that two corners make for a formula in `own`.
    pub(super) fn reference(
        self,
        other: Self,
        sheet: Option<Arc<str>>,
        own: CellRef,
    ) -> Option<Reference> {
        let rows = axes(self.row, other.row, own.row, MAX_ROW)?;
        let cols = axes(self.col, other.col, own.col, MAX_COL)?;
        Some(Reference { sheet, rows, cols })
    }
}

type Half = Option<(u32, bool)>;

fn axes(one: Half, other: Half, own: u32, last: u32) -> Option<(Axis, Axis)> {
    match (one, other) {
        (Some(one), Some(other)) => Some((
            Axis::new(one.0, one.1, own),
            Axis::new(other.0, other.1, own),
        )),
        (None, None) => Some((Axis::Fixed(0), Axis::Fixed(last))),
        _ => None,
    }
}

fn strip_dollar(text: &str) -> (bool, &str) {
    match text.strip_prefix('$') {
        Some(rest) => (true, rest),
        None => (false, text),
    }
}

fn column_number(letters: &str) -> Option<u32> {
    if letters.len() > 3 {
        return None;
    }
    let number = letters.bytes().fold(0u32, |sum, letter| {
        sum * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1
    });
    number.checked_sub(1).filter(|&col| col <= MAX_COL)
}

fn row_number(digits: &str) -> Option<u32> {
    if digits.is_empty() || digits.len() > 7 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let number: u32 = digits.parse().ok()?;
    number.checked_sub(1).filter(|&row| row <= MAX_ROW)
}
