//! Comes in: the operands of a formula. Goes out: how formulas write them: places, numbers, texts,
//! errors. Never looks at what they stand for.

use std::fmt::{self, Write as _};

use super::strings::Version;
use crate::model::place::{CellRef, column_letters};

/// Rows of a sheet less one, and columns less one, by format ([MS-XLS] 2.5.198.100 and BIFF5).
const BIFF8_LAST_ROW: u16 = 0xFFFF;
const BIFF5_LAST_ROW: u16 = 0x3FFF;
const LAST_COL: u8 = 0xFF;
/// Bits beside a row or column number.
const COL_IS_RELATIVE: u16 = 0x4000;
const ROW_IS_RELATIVE: u16 = 0x8000;

/// A place in a formula: row and column, each fixed or relative.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    row: u16,
    col: u8,
    row_is_relative: bool,
    col_is_relative: bool,
}

impl Point {
    /// A place of BIFF8: the column field holds the marks ([MS-XLS] 2.5.198.109). With `base`, what
    /// is relative counts from there and goes round at the end of the sheet.
    pub(super) fn biff8(row: u16, col: u16, base: Option<CellRef>) -> Self {
        let [low, _] = col.to_le_bytes();
        Self {
            row,
            col: low,
            row_is_relative: col & ROW_IS_RELATIVE != 0,
            col_is_relative: col & COL_IS_RELATIVE != 0,
        }
        .counted_from(base, BIFF8_LAST_ROW)
    }

    /// A place of BIFF5: the row field holds the marks.
    pub(super) fn biff5(row: u16, col: u8, base: Option<CellRef>) -> Self {
        Self {
            row: row & BIFF5_LAST_ROW,
            col,
            row_is_relative: row & ROW_IS_RELATIVE != 0,
            col_is_relative: row & COL_IS_RELATIVE != 0,
        }
        .counted_from(base, BIFF5_LAST_ROW)
    }

    fn counted_from(mut self, base: Option<CellRef>, last_row: u16) -> Self {
        if let Some(base) = base {
            // A base beyond the sheet is told with its cell; here only the low bits count.
            let [row_low, row_high, ..] = base.row.to_le_bytes();
            let [col_low, ..] = base.col.to_le_bytes();
            if self.row_is_relative {
                let row = u16::from_le_bytes([row_low, row_high]);
                self.row = self.row.wrapping_add(row) & last_row;
            }
            if self.col_is_relative {
                self.col = self.col.wrapping_add(col_low);
            }
        }
        self
    }

    fn write_col(self, out: &mut impl fmt::Write) -> fmt::Result {
        let mark = if self.col_is_relative { "" } else { "$" };
        write!(out, "{mark}{}", column_letters(self.col.into()))
    }

    fn write_row(self, out: &mut impl fmt::Write) -> fmt::Result {
        let mark = if self.row_is_relative { "" } else { "$" };
        write!(out, "{mark}{}", u32::from(self.row) + 1)
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_col(f)?;
        self.write_row(f)
    }
}

/// An area: `A1:B2`, whole columns `A:B`, whole rows `1:2`.
pub(super) fn area(first: Point, last: Point, version: Version) -> String {
    let last_row = match version {
        Version::Biff8 => BIFF8_LAST_ROW,
        Version::Biff5 => BIFF5_LAST_ROW,
    };
    let mut out = String::new();
    let written = if first.col == 0 && last.col == LAST_COL {
        first
            .write_row(&mut out)
            .and_then(|()| out.write_char(':'))
            .and_then(|()| last.write_row(&mut out))
    } else if first.row == 0 && last.row == last_row {
        first
            .write_col(&mut out)
            .and_then(|()| out.write_char(':'))
            .and_then(|()| last.write_col(&mut out))
    } else {
        write!(out, "{first}:{last}")
    };
    debug_assert!(written.is_ok(), "writing into a string does not fail");
    out
}

/// A number: plain where that is short, else with an exponent as Excel writes it.
pub(super) fn number(value: f64) -> Option<String> {
    if !value.is_finite() {
        return None;
    }
    let size = value.abs();
    if size == 0.0 || (1e-9..1e21).contains(&size) {
        return Some(value.to_string());
    }
    let text = format!("{value:E}");
    Some(match text.split_once('E') {
        Some((digits, exponent)) if !exponent.starts_with('-') => format!("{digits}E+{exponent}"),
        _ => text,
    })
}

/// A text in quotes; a quote inside stands twice.
pub(super) fn quoted_text(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// The error of a code ([MS-XLS] 2.5.10 `BErr`).
pub(super) fn error(code: u8) -> Option<&'static str> {
    Some(match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => return None,
    })
}
