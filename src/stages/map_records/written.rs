//! The codes as written in a table's rows: in one column, one part a column, cumulative over columns,
//! with the label in one cell, or as the numbers of an outline. Rows in, spelt codes out.

use super::spelling::{self, Code, Spelt};
use crate::model::code::AccountCode;
use crate::model::record::RecordSet;

/// Where the codes of a table stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    /// In columns of their own.
    Columns(Vec<usize>),
    /// Before the label, in its cell.
    Label,
    /// In a column of outline numbers such as `1.2.1`, which place a row but are no code.
    Numbering(usize),
}

/// A code as written.
#[derive(Debug, Clone)]
pub(super) struct Written {
    /// The cell's text, or the cells' joined.
    pub(super) raw: String,
    /// What it spells.
    pub(super) spelt: Spelt,
}

/// The code written in each line.
pub(super) fn codes(records: &RecordSet, source: &Source) -> Vec<Option<Written>> {
    match source {
        Source::Columns(columns) => match columns.as_slice() {
            [column] => one_column(records, *column),
            _ => many_columns(records, columns),
        },
        Source::Numbering(column) => {
            let mut codes = one_column(records, *column);
            leave_out_letters(&mut codes);
            codes
        }
        Source::Label => records
            .lines
            .iter()
            .map(|line| written(&line.name))
            .collect(),
    }
}

/// Letters between numbers that have levels (`1`, `1.1`, `a`, `b`) list what stands under the number above,
/// unless some number goes on from them (`A.1`).
fn leave_out_letters(codes: &mut [Option<Written>]) {
    let parts = |written: &Written| match &written.spelt.code {
        Code::Parts(code) => Some(code.written_parts().map(str::to_owned).collect::<Vec<_>>()),
        Code::Runs(_) | Code::Date(_) => None,
    };
    let is_letter =
        |part: &String| part.len() == 1 && part.bytes().all(|b| b.is_ascii_alphabetic());
    let all: Vec<Vec<String>> = codes.iter().flatten().filter_map(parts).collect();
    let longer = || all.iter().filter(|parts| parts.len() > 1);
    let has_levels = longer().next().is_some();
    let goes_on = longer().any(|parts| parts.first().is_some_and(is_letter));
    if !has_levels || goes_on {
        return;
    }
    for slot in codes {
        let parts = slot.as_ref().and_then(parts);
        if parts.is_some_and(|parts| matches!(parts.as_slice(), [only] if is_letter(only))) {
            *slot = None;
        }
    }
}

fn written(text: &str) -> Option<Written> {
    Some(Written {
        raw: text.to_owned(),
        spelt: spelling::read(text)?,
    })
}

fn one_column(records: &RecordSet, column: usize) -> Vec<Option<Written>> {
    let zeros = Zeros::of(records, column);
    let lines = records.lines.iter();
    lines
        .map(|line| {
            let text = records.typed.text(line.row_idx, column)?;
            let mut found = written(&text)?;
            zeros.put_back(&mut found);
            Some(found)
        })
        .collect()
}

/// One part a column, or the code so far in each. A blank cell before the last filled one says what
/// the row above says.
fn many_columns(records: &RecordSet, columns: &[usize]) -> Vec<Option<Written>> {
    let zeros: Vec<Zeros> = columns
        .iter()
        .map(|&column| Zeros::of(records, column))
        .collect();
    let mut above: Vec<Option<Written>> = Vec::new();
    let mut codes = Vec::with_capacity(records.lines.len());
    for line in &records.lines {
        let mut cells: Vec<Option<Written>> = columns
            .iter()
            .zip(&zeros)
            .map(|(&column, zeros)| {
                let mut found = written(&records.typed.text(line.row_idx, column)?)?;
                zeros.put_back(&mut found);
                Some(found)
            })
            .collect();
        let Some(last) = cells.iter().rposition(Option::is_some) else {
            codes.push(None);
            continue;
        };
        cells.truncate(last + 1);
        inherit(&mut cells, &above);
        codes.push(join(&cells));
        above = cells;
    }
    codes
}

/// Fills blanks before the first filled cell from the row above, and blanks between cells as far as
/// the cells before them say the same as above.
fn inherit(cells: &mut [Option<Written>], above: &[Option<Written>]) {
    let mut is_same = true;
    for (cell, above) in cells.iter_mut().zip(above) {
        match cell {
            None if is_same => cell.clone_from(above),
            None => {}
            Some(cell) => {
                is_same &= above
                    .as_ref()
                    .is_some_and(|above| above.spelt.code == cell.spelt.code);
            }
        }
    }
}

/// Joins the parts of a code; a cell that goes on from all before it holds the code so far.
fn join(cells: &[Option<Written>]) -> Option<Written> {
    let mut raw = Vec::new();
    let mut parts: Vec<String> = Vec::new();
    let mut so_far: Option<AccountCode> = None;
    let mut first_lost = false;
    let mut rest = String::new();
    for cell in cells.iter().flatten() {
        raw.push(cell.raw.as_str());
        rest.clone_from(&cell.spelt.rest);
        let pieces = match &cell.spelt.code {
            Code::Parts(code) => {
                let is_whole = so_far.as_ref().is_some_and(|so_far| {
                    so_far.is_above(code) || (so_far == code && code.parts.len() > 1)
                });
                if is_whole {
                    parts.clear();
                }
                first_lost |= parts.is_empty() && code.first_lost;
                code.written_parts().map(str::to_owned).collect()
            }
            Code::Runs(runs) => runs.clone(),
            Code::Date(codes) => {
                let first = codes.first()?.written_parts();
                first.map(str::to_owned).collect()
            }
        };
        parts.extend(pieces);
        so_far = AccountCode::of_parts(&parts, first_lost);
    }
    let code = match so_far {
        Some(code) => Code::Parts(code),
        None if parts.is_empty() => return None,
        None => Code::Runs(parts),
    };
    Some(Written {
        raw: raw.join("."),
        spelt: Spelt { code, rest },
    })
}

/// Whether a column's codes of two parts have two digits behind the dot, so that one that has a
/// single digit was stored as a number and lost its last zero: 2.10 became 2.1.
struct Zeros {
    are_lost: bool,
}

impl Zeros {
    fn of(records: &RecordSet, column: usize) -> Self {
        let (mut n_two, mut n_one, mut is_padded) = (0_usize, 0_usize, false);
        for line in &records.lines {
            let text = records.typed.text(line.row_idx, column).unwrap_or_default();
            match decimals(&text) {
                Some(2) => {
                    n_two += 1;
                    is_padded |= text.contains(".0");
                }
                Some(1) => n_one += 1,
                _ => {}
            }
        }
        Self {
            are_lost: is_padded && n_two > n_one && n_one > 0,
        }
    }

    fn put_back(&self, found: &mut Written) {
        if !self.are_lost || decimals(&found.raw) != Some(1) {
            return;
        }
        if let Code::Parts(code) = &found.spelt.code
            && let Some((first, last)) = code.written.split_once('.')
            && code.parts.len() == 2
            && let Some(whole) =
                AccountCode::of_parts(&[first, format!("{last}0").as_str()], code.first_lost)
        {
            found.spelt.code = Code::Parts(whole);
        }
    }
}

/// Digits behind the only dot of a number.
fn decimals(text: &str) -> Option<usize> {
    let (whole, fraction) = text.trim().split_once('.')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    (is_number(whole) && is_number(fraction)).then_some(fraction.len())
}
