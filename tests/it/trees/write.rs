//! A sheet under the pen: cells from a row, and where each row of the tree came to stand.

use std::sync::Arc;

use selaras::model::grid::{Cell, Content, Grid, Style};
use selaras::model::place::CellRef;

/// A sheet with the rows of a tree on it.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    /// The cells.
    pub(super) grid: Grid,
    /// The sheet's row of each row of the tree; `None` where it was left out.
    pub(super) rows: Vec<Option<u32>>,
    /// Rows that belong to no sum, with the row of the tree they speak of.
    pub(super) apart: Vec<u32>,
    /// Rows of details: the sheet's row, and the row of the tree they stand under.
    pub(super) details: Vec<(u32, usize)>,
    /// Columns of amounts.
    pub(super) amount_cols: Vec<u32>,
    next: u32,
}

impl Sheet {
    pub(super) fn new() -> Self {
        Self {
            grid: Grid {
                name: "Lembar".into(),
                ..Grid::default()
            },
            ..Self::default()
        }
    }

    /// Writes a row of texts; blanks stay empty. Gives its number.
    pub(super) fn row(&mut self, cells: &[Pen]) -> u32 {
        let row = self.next;
        self.next += 1;
        for (col, pen) in (0u32..).zip(cells) {
            if let Some(cell) = pen.cell() {
                self.grid.cells.insert(CellRef::new(row, col), cell);
            }
        }
        row
    }
}

/// What is written in a cell.
#[derive(Debug, Clone, Default)]
pub(super) struct Pen {
    pub(super) text: String,
    /// Stored as a number.
    pub(super) is_number: bool,
    pub(super) bold: bool,
    pub(super) indent: u8,
}

impl Pen {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    pub(super) fn number(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            is_number: true,
            ..Self::default()
        }
    }

    pub(super) fn amount(value: u64) -> Self {
        Self::number(value.to_string())
    }

    pub(super) fn bold(mut self, bold: bool) -> Self {
        self.bold = bold;
        self
    }

    fn cell(&self) -> Option<Cell> {
        if self.text.is_empty() {
            return None;
        }
        let content = match self.text.parse::<rust_decimal::Decimal>() {
            Ok(number) if self.is_number => Content::Number(number.normalize()),
            _ => Content::Text(self.text.as_str().into()),
        };
        let mut cell = Cell::of(content);
        cell.style = Arc::new(Style {
            bold: self.bold,
            indent: self.indent,
            ..Style::default()
        });
        Some(cell)
    }
}
