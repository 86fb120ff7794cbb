//! What fits into a cell. Comes in: texts and numbers. Goes out: what a workbook can store of them, and the
//! room they take. Writes nothing.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::sheet::{Cell, Content};
use super::style::{Quoting, Shape, Weight};

/// Longest text that a cell of a workbook may hold, in UTF-16 units.
const MAX_TEXT: usize = 32_767;

/// Lines that fit into the highest row of a workbook, 409 points.
pub(super) const MAX_LINES: u32 = 27;

/// Lines that a cell takes in a column of this width, as far as counting letters can tell.
pub(super) fn lines((content, style): &Cell, width: u16) -> u32 {
    let text = match (content, style.shape) {
        (Content::Text(text) | Content::Link(text, _), Shape::Wrapped | Shape::Heading) => text,
        (
            Content::Text(_)
            | Content::Link(..)
            | Content::Empty
            | Content::Number(_)
            | Content::Formula(..),
            _,
        ) => return 1,
    };
    let bold = match (style.shape, style.weight) {
        (Shape::Heading, _) | (_, Weight::Bold) => width / 8,
        (_, Weight::Regular | Weight::Computed | Weight::Link) => 0,
    };
    // One letter for the edge, and one more for every step of indent.
    let lost = 1 + u16::from(style.indent) + bold;
    let letters = usize::from(width.saturating_sub(lost).max(4));
    let n_lines: usize = text
        .split('\n')
        .map(|line| line.chars().count().div_ceil(letters).max(1))
        .sum();
    u32::try_from(n_lines).unwrap_or(MAX_LINES)
}

/// A text that begins as formulas do stays a text even after someone edits the cell.
pub(super) fn quoting(text: &str) -> Quoting {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        Quoting::Quoted
    } else {
        Quoting::Plain
    }
}

/// The number as the double that a workbook stores; `None` where that would not be the number.
pub(in crate::stages::write_reports) fn exact_double(number: Decimal) -> Option<f64> {
    let number = number.normalize();
    // Any decimal of at most 15 significant digits survives the way into a double and back.
    if number.mantissa().unsigned_abs() >= 10u128.pow(15) {
        return None;
    }
    number.to_string().parse().ok()
}

/// The text as a workbook can store it: not too long, without the two characters that XML forbids
/// and the writer does not escape.
pub(super) fn storable(text: &str) -> Cow<'_, str> {
    // No text has more UTF-16 units than bytes, and the two begin with this byte.
    if text.len() < MAX_TEXT && !text.as_bytes().contains(&0xEF) {
        return Cow::Borrowed(text);
    }
    let clean = |c: char| {
        if matches!(c, '\u{fffe}' | '\u{ffff}') {
            '\u{fffd}'
        } else {
            c
        }
    };
    let mut out = String::new();
    let mut length = 0;
    for c in text.chars().map(clean) {
        length += c.len_utf16();
        if length > MAX_TEXT - 1 {
            out.push('…');
            break;
        }
        out.push(c);
    }
    Cow::Owned(out)
}
