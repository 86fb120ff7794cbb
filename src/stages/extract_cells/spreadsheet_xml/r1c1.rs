//! Comes in: a formula whose references are written R1C1, and the cell it stands in. Goes out: the
//! same formula with A1 references. Never evaluates; what is no reference stays as it is.

use super::super::builder::{MAX_COL, MAX_ROW};
use crate::model::grid::Area;
use crate::model::place::{CellRef, column_letters};

/// The formula in A1 references: `R[-1]C*R2C3` in B5 is `B4*$C$2`.
pub(super) fn to_a1(formula: &str, at: CellRef) -> String {
    let mut out = String::with_capacity(formula.len());
    let mut rest = formula;
    while let Some(c) = rest.chars().next() {
        let n_taken = match c {
            // Texts and quoted sheets; a doubled quote is two of them next to each other.
            '"' | '\'' => behind(rest, c),
            // The file of another workbook, and the name of its sheet.
            '[' => {
                let n_inside = behind(rest, ']');
                let name = rest.get(n_inside..).unwrap_or_default();
                n_inside + name.find(|c| !is_of_a_name(c)).unwrap_or(name.len())
            }
            _ if is_of_a_name(c) => match reference(rest, at) {
                Some((Some(area), n_taken)) => {
                    out.push_str(&area);
                    rest = rest.get(n_taken..).unwrap_or_default();
                    continue;
                }
                Some((None, n_taken)) => n_taken,
                None => rest.find(|c| !is_of_a_name(c)).unwrap_or(rest.len()),
            },
            _ => c.len_utf8(),
        };
        let (taken, behind) = rest.split_at_checked(n_taken).unwrap_or((rest, ""));
        out.push_str(taken);
        rest = behind;
    }
    out
}

/// The cells of an area written R1C1 with fixed rows and columns: `R2C1:R6C4`.
pub(super) fn area(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let cell = |text: &str| {
        let part = Part::of(text.trim())?;
        let origin = CellRef::new(0, 0);
        let (Some(row), Some(col)) = (part.row, part.col) else {
            return None;
        };
        Some(CellRef::new(
            row.idx(origin.row, MAX_ROW)?,
            col.idx(origin.col, MAX_COL)?,
        ))
    };
    Some(Area {
        first: cell(first)?,
        last: cell(last)?,
    })
}

/// Bytes up to and with the next `end`, the first byte left out of the search.
fn behind(text: &str, end: char) -> usize {
    text.char_indices()
        .skip(1)
        .find(|&(_, c)| c == end)
        .map_or(text.len(), |(idx, c)| idx + c.len_utf8())
}

fn is_of_a_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '\\' | '?')
}

/// A row or a column of a reference, fixed or counted from the cell of the formula.
#[derive(Debug, Clone, Copy)]
enum Axis {
    Fixed(u32),
    Relative(i64),
}

/// A reference to a cell, a whole row or a whole column.
#[derive(Debug, Clone, Copy)]
struct Part {
    row: Option<Axis>,
    col: Option<Axis>,
    n_bytes: usize,
}

/// The reference that stands first, in A1 unless it lies outside the sheet, with its bytes. `None`
/// when a name stands there.
fn reference(text: &str, at: CellRef) -> Option<(Option<String>, usize)> {
    let first = Part::of(text)?;
    if first.row.is_some() && first.col.is_some() {
        return Some((first.a1(at), first.n_bytes));
    }
    // A whole row or column is written twice in A1: `R2` is `$2:$2`.
    let last = text
        .get(first.n_bytes..)
        .and_then(|rest| rest.strip_prefix(':'))
        .and_then(Part::of)
        .filter(|last| {
            last.row.is_some() == first.row.is_some() && last.col.is_some() == first.col.is_some()
        });
    let n_bytes = first.n_bytes + last.map_or(0, |last| last.n_bytes + 1);
    let last = last.unwrap_or(first);
    let corners = first.a1(at).zip(last.a1(at));
    Some((
        corners.map(|(first, last)| format!("{first}:{last}")),
        n_bytes,
    ))
}

impl Part {
    /// The reference that stands first in a text.
    fn of(text: &str) -> Option<Self> {
        let (row, rest) = axis(text, 'R')?;
        let (col, rest) = axis(rest, 'C')?;
        let is_ended = !rest.starts_with(|c| is_of_a_name(c) || matches!(c, '(' | '!' | '['));
        (is_ended && (row.is_some() || col.is_some())).then(|| Self {
            row,
            col,
            n_bytes: text.len() - rest.len(),
        })
    }

    fn a1(self, at: CellRef) -> Option<String> {
        let mut out = String::new();
        if let Some(col) = self.col {
            out.push_str(col.sign());
            out.push_str(&column_letters(col.idx(at.col, MAX_COL)?));
        }
        if let Some(row) = self.row {
            out.push_str(row.sign());
            out.push_str(&(row.idx(at.row, MAX_ROW)? + 1).to_string());
        }
        Some(out)
    }
}

impl Axis {
    fn sign(self) -> &'static str {
        match self {
            Axis::Fixed(_) => "$",
            Axis::Relative(_) => "",
        }
    }

    /// The zero-based row or column, seen from the formula's own.
    fn idx(self, own: u32, most: u32) -> Option<u32> {
        let idx = match self {
            Axis::Fixed(number) => number.checked_sub(1)?,
            Axis::Relative(offset) => u32::try_from(i64::from(own).checked_add(offset)?).ok()?,
        };
        (idx <= most).then_some(idx)
    }
}

/// The half of a reference that begins with `letter`, and what follows. No half where another
/// letter stands; `None` where the half is no reference.
fn axis(text: &str, letter: char) -> Option<(Option<Axis>, &str)> {
    let Some(rest) = text.strip_prefix([letter, letter.to_ascii_lowercase()]) else {
        return Some((None, text));
    };
    if let Some(rest) = rest.strip_prefix('[') {
        let (offset, rest) = rest.split_once(']')?;
        return Some((Some(Axis::Relative(offset.parse().ok()?)), rest));
    }
    let n_digits = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    let (digits, rest) = rest.split_at_checked(n_digits)?;
    let axis = if digits.is_empty() {
        Axis::Relative(0)
    } else {
        Axis::Fixed(digits.parse().ok()?)
    };
    Some((Some(axis), rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_become_a1() {
        let at = CellRef::new(4, 1);
        for (stored, shown) in [
            ("SUM(R[-3]C:R[-1]C)", "SUM(B2:B4)"),
            ("RC[-1]*R2C3", "A5*$C$2"),
            ("R2C[1]+r[1]c2", "C$2+$B6"),
            ("'Lembar R1C1'!R1C1&\"R1C1\"", "'Lembar R1C1'!$A$1&\"R1C1\""),
            ("Anggaran!R[-1]C", "Anggaran!B4"),
            ("SUM(R2)+SUM(C1:C2)", "SUM($2:$2)+SUM($A:$B)"),
            ("SUM(R[-1]:R)+COUNT(C)", "SUM(4:5)+COUNT(B:B)"),
            ("ROUND(RC[-1],2)", "ROUND(A5,2)"),
            ("RATE+R2D2+RC_1+CR", "RATE+R2D2+RC_1+CR"),
            ("[Buku.xls]Lembar1!R1C1", "[Buku.xls]Lembar1!$A$1"),
            ("R[-9]C+R[999999999]C", "R[-9]C+R[999999999]C"),
            ("R[x]C", "R[x]C"),
            ("R99999999999C1", "R99999999999C1"),
            ("#REF!+1", "#REF!+1"),
            ("\"open", "\"open"),
            ("'It''s'!RC", "'It''s'!B5"),
            ("", ""),
        ] {
            assert_eq!(to_a1(stored, at), shown, "{stored}");
        }
    }

    #[test]
    fn areas_are_read() {
        let area = area("R2C1:R6C4").expect("an area");
        assert_eq!(
            (area.first, area.last),
            (CellRef::new(1, 0), CellRef::new(5, 3))
        );
        for text in ["", "R1", "R0C1", "A1:B2", "R1C1:R99999999C1"] {
            assert!(super::area(text).is_none(), "{text}");
        }
    }
}
