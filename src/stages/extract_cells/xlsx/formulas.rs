//! Formulas (ECMA-376, 18.3.1.40). Comes in: what a cell's `f` element says. Goes out: the cell's
//! formula without its `=`. Cells that share a formula get it with its relative references moved,
//! as the text would stand there. Never evaluates and never trusts a shared formula's number.

use std::borrow::Cow;
use std::collections::HashMap;

use super::super::builder::{MAX_COL, MAX_ROW};
use super::super::fault::Fault;
use super::quarter_of_memory;
use crate::model::limits::{Limit, Limits};
use crate::model::place::{CellRef, column_letters};

/// What the attributes of an `f` element say.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// How the formula is given.
    pub(super) kind: Kind,
    /// The number of a shared formula; `None` where it is no number.
    pub(super) shared: Option<u32>,
}

/// How a formula is given.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// In the element, an array's formula too.
    #[default]
    Own,
    /// In the element of the first cell that has the number.
    Shared,
    /// As the inputs of a data table, in the words that a spreadsheet shows for it.
    DataTable(String),
}

/// Formulas made from shared ones, bounded: a few bytes in the file can stand for many here.
pub(super) struct Expansion {
    n_left: u64,
}

impl Expansion {
    /// Nothing is expanded yet.
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            n_left: quarter_of_memory(limits),
        }
    }
}

/// The shared formulas of a sheet by their number, each with the cell it is written for.
#[derive(Default)]
pub(super) struct Masters(HashMap<u32, (CellRef, Box<str>)>);

impl Masters {
    /// The formula of a cell; empty where it has one that the file does not hold.
    pub(super) fn formula<'t>(
        &mut self,
        head: &'t Head,
        text: &'t str,
        at: CellRef,
        expansion: &mut Expansion,
    ) -> Result<Cow<'t, str>, Fault> {
        let text = text.trim_ascii();
        let text = text.strip_prefix('=').unwrap_or(text);
        match (&head.kind, head.shared) {
            (Kind::Shared, Some(number)) if !text.is_empty() => {
                self.0.insert(number, (at, text.into()));
            }
            (Kind::Shared, Some(number)) => {
                let Some((from, text)) = self.0.get(&number) else {
                    return Ok(Cow::Borrowed(""));
                };
                let moved = moved(text, *from, at);
                expansion.n_left = expansion
                    .n_left
                    .checked_sub(moved.len() as u64)
                    .ok_or(Fault::Limit(Limit::MemoryMegabytes))?;
                return Ok(Cow::Owned(moved));
            }
            (Kind::DataTable(shown), _) if text.is_empty() => return Ok(Cow::Borrowed(shown)),
            (Kind::Own | Kind::Shared | Kind::DataTable(_), _) => {}
        }
        Ok(Cow::Borrowed(text))
    }
}

/// A formula that is written for one cell as it would stand in another: its relative references
/// move along. What only looks like one stays: texts, names of sheets, functions, tables and
/// columns of tables.
fn moved(formula: &str, from: CellRef, to: CellRef) -> String {
    let by = (
        i64::from(to.row) - i64::from(from.row),
        i64::from(to.col) - i64::from(from.col),
    );
    let mut out = String::with_capacity(formula.len() + 8);
    let mut rest = formula;
    while let Some(first) = rest.chars().next() {
        let n_bytes = match first {
            '"' | '\'' => quoted(rest, first),
            '[' => bracketed(rest),
            '#' => 1 + word(rest.get(1..).unwrap_or_default()).len(),
            _ if is_of_word(first) => {
                let n_bytes = operand(rest, by, &mut out);
                rest = rest.get(n_bytes..).unwrap_or_default();
                continue;
            }
            _ => first.len_utf8(),
        };
        let (piece, after) = rest.split_at_checked(n_bytes).unwrap_or((rest, ""));
        out.push_str(piece);
        rest = after;
    }
    out
}

/// Bytes of a text or quoted name, whose quote is doubled inside it.
fn quoted(text: &str, quote: char) -> usize {
    let mut is_open = false;
    for (idx, c) in text.char_indices() {
        if c == quote {
            is_open = !is_open;
        } else if !is_open {
            return idx;
        }
    }
    text.len()
}

/// Bytes of a bracketed piece: the columns of a table, or the number of another workbook. An
/// apostrophe makes the next letter a plain one (18.17.2.2, structure references).
fn bracketed(text: &str) -> usize {
    let mut depth = 0u32;
    let mut chars = text.char_indices();
    while let Some((idx, c)) = chars.next() {
        match c {
            '\'' => {
                chars.next();
            }
            '[' => depth += 1,
            ']' => {
                depth -= 1;
                if depth == 0 {
                    return idx + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// Whether a letter may stand in a reference, name or number.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '\\' | '?')
}

fn word(text: &str) -> &str {
    let end = text.find(|c| !is_of_word(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// Writes the operand that a text begins with, moved where it is a reference; gives its bytes.
fn operand(text: &str, by: (i64, i64), out: &mut String) -> usize {
    let one = word(text);
    let after = text.get(one.len()..).unwrap_or_default();
    let other = after.strip_prefix(':').map_or("", word);
    let n_both = one.len() + 1 + other.len();
    let behind = text.get(n_both..).unwrap_or_default();
    let is_end_of_range = !other.is_empty() && !behind.starts_with(['(', '!', '[']);
    if !other.is_empty() && behind.starts_with('!') {
        // Two sheets, whatever their names look like: Q1:Q4!A1.
        out.push_str(text.get(..n_both).unwrap_or_default());
        return n_both;
    }
    if is_end_of_range {
        let pair = |part: fn(&str) -> Option<Axis>, by, last, is_row| {
            let (one, other) = (part(one)?, part(other)?);
            Some((one.moved(by, last, is_row)?, other.moved(by, last, is_row)?))
        };
        let is_range = whole_column(one).is_some() && whole_column(other).is_some()
            || whole_row(one).is_some() && whole_row(other).is_some();
        if is_range {
            let moved = pair(whole_column, by.1, MAX_COL, false)
                .or_else(|| pair(whole_row, by.0, MAX_ROW, true));
            match moved {
                Some((one, other)) => out.extend([&*one, ":", &*other]),
                None => out.push_str("#REF!"),
            }
            return n_both;
        }
    }
    match reference(one) {
        Some((col, row)) if !after.starts_with(['(', '!', '[']) => {
            match (
                col.moved(by.1, MAX_COL, false),
                row.moved(by.0, MAX_ROW, true),
            ) {
                (Some(col), Some(row)) => out.extend([col, row]),
                _ => out.push_str("#REF!"),
            }
        }
        _ => out.push_str(one),
    }
    one.len()
}

/// A row or column of a reference, zero-based.
struct Axis {
    idx: u32,
    is_absolute: bool,
}

impl Axis {
    /// How it is written once moved; `None` where it leaves the sheet.
    fn moved(&self, by: i64, last: u32, is_row: bool) -> Option<String> {
        let idx = if self.is_absolute {
            self.idx
        } else {
            let moved = i64::from(self.idx) + by;
            u32::try_from(moved).ok().filter(|&idx| idx <= last)?
        };
        let dollar = if self.is_absolute { "$" } else { "" };
        Some(if is_row {
            format!("{dollar}{}", u64::from(idx) + 1)
        } else {
            format!("{dollar}{}", column_letters(idx))
        })
    }
}

/// The column and row of a word that is a cell reference.
fn reference(word: &str) -> Option<(Axis, Axis)> {
    let letters = word.strip_prefix('$').unwrap_or(word);
    let n_letters = letters.bytes().take_while(u8::is_ascii_alphabetic).count();
    let split = word.len() - letters.len() + n_letters;
    let (col, row) = word.split_at_checked(split)?;
    Some((whole_column(col)?, whole_row(row)?))
}

fn whole_column(word: &str) -> Option<Axis> {
    let letters = word.strip_prefix('$').unwrap_or(word);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let idx = letters.bytes().try_fold(0u32, |sum, byte| {
        let is_letter = byte.is_ascii_alphabetic();
        is_letter.then(|| sum * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1)
    })? - 1;
    (idx <= MAX_COL).then_some(Axis {
        idx,
        is_absolute: letters.len() < word.len(),
    })
}

fn whole_row(word: &str) -> Option<Axis> {
    let digits = word.strip_prefix('$').unwrap_or(word);
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit()) && !digits.starts_with('0');
    let idx = digits
        .parse::<u32>()
        .ok()
        .filter(|_| is_number)?
        .checked_sub(1)?;
    (idx <= MAX_ROW).then_some(Axis {
        idx,
        is_absolute: digits.len() < word.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_relative_references_move() {
        for (formula, shifted) in [
            ("A1+B$2*$C3-$D$4", "B3+C$2*$C5-$D$4"),
            ("SUM(A1:B2,3:4,C:$D)", "SUM(B3:C4,5:6,D:$D)"),
            ("LOG10(A1)+LOG10", "LOG10(B3)+LOH12"),
            ("'It''s A1'!A1&\"A1\"\"B2\"", "'It''s A1'!B3&\"A1\"\"B2\""),
            ("Data!A1+Q1!A1+Q1:Q4!A1", "Data!B3+Q1!B3+Q1:Q4!B3"),
            ("Table1[[#This Row],[A1]]*A1", "Table1[[#This Row],[A1]]*B3"),
            ("TAB1[A']1]+[1]Lain!A1", "TAB1[A']1]+[1]Lain!B3"),
            ("_xlfn.SUM(A1,1.5,1E+5,A1.B)", "_xlfn.SUM(B3,1.5,1E+5,A1.B)"),
            ("IF(A1=#N/A,#REF!,TRUE)", "IF(B3=#N/A,#REF!,TRUE)"),
            ("XFE1+PAJAK2023+A0", "XFE1+PAJAK2023+A0"),
            ("XFD1", "#REF!"),
            ("a1&\"é\"&é1", "B3&\"é\"&é1"),
            ("SUM(A1:INDEX(B:B,2))", "SUM(B3:INDEX(C:C,2))"),
            ("A1#+@B2", "B3#+@C4"),
            ("\"open", "\"open"),
            ("[open", "[open"),
            ("A1:Lain!B2", "A1:Lain!C4"),
        ] {
            let at = moved(formula, CellRef::new(0, 0), CellRef::new(2, 1));
            assert_eq!(at, shifted, "{formula}");
        }
        let up = moved("A1+A$1", CellRef::new(5, 0), CellRef::new(0, 0));
        assert_eq!(up, "#REF!+A$1");
    }

    #[test]
    fn expanding_is_bounded() {
        let mut limits = Limits::default();
        limits.set(Limit::MemoryMegabytes, 1);
        let mut expansion = Expansion::new(&limits);
        let mut masters = Masters::default();
        let head = Head {
            kind: Kind::Shared,
            shared: Some(u32::MAX),
        };
        let long = "A1+".repeat(8_000);
        let mut at = |row, text: &str| {
            masters
                .formula(&head, text, CellRef::new(row, 0), &mut expansion)
                .map(|_| ())
        };
        assert_eq!(at(0, &long), Ok(()));
        let results: Vec<_> = (1..20).map(|row| at(row, "")).collect();
        assert!(results.contains(&Err(Fault::Limit(Limit::MemoryMegabytes))));
    }
}
