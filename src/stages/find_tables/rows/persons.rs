//! Rosters that give each person several rows of the sheet: the name, below it the number, below that
//! the rank. Comes in: the rows of a table. Goes out: those that go on with the person above. Never
//! takes a heading for a part of a person.

use std::collections::{BTreeMap, BTreeSet};

use super::super::shape::Shape;
use super::super::sheet::{Look, Sheet};
use crate::model::person_number::{claimed, is_likely};

/// Most rows of a person.
const MAX_ROWS: usize = 4;

/// Whether a cell holds the number of a person, right or with a slip.
fn is_number(look: &Look<'_>) -> bool {
    // Most cells are told by their shape.
    matches!(look.shape, Shape::Amount | Shape::Words | Shape::Code)
        && look.has_digits()
        && is_likely(&look.text())
}

/// Whether a cell stands where the others have their number: one that is too short, a dash, `NIP. -`.
fn is_in_place(look: &Look<'_>) -> bool {
    let text = look.text();
    let word = text.trim_start().get(..3);
    let says_nip = || word.is_some_and(|word| word.eq_ignore_ascii_case("nip"));
    look.shape == Shape::Dash || claimed(&text).is_some() || says_nip()
}

/// Whether a cell holds a name and not another number.
fn is_name(look: &Look<'_>) -> bool {
    look.is_label() && claimed(&look.text()).is_none()
}

/// The rows that go on with the person of the row above.
pub(super) fn below(sheet: &Sheet<'_>, sheet_rows: &[u32]) -> BTreeSet<u32> {
    let Some(col) = column(sheet, sheet_rows) else {
        return BTreeSet::new();
    };
    let is_first = |row: u32| sheet.row(row).first().is_some_and(|look| look.col == col);
    let mut found = BTreeSet::new();
    let mut last = Vec::new();
    for pair in sheet_rows.windows(2) {
        let &[above, row] = pair else { continue };
        let has_name = sheet.cell(above, col).is_some_and(is_name);
        let has_number = sheet.cell(row, col).is_some_and(is_in_place);
        if row == above + 1 && is_first(row) && has_name && has_number {
            found.insert(row);
            last.push(row);
        }
    }
    // What else stands there stands there with most of them.
    for _ in 2..MAX_ROWS {
        let goes_on = |row: &u32| {
            let looks = sheet.row(*row);
            is_first(*row)
                && sheet_rows.binary_search(row).is_ok()
                && looks
                    .iter()
                    .all(|look| look.is_label() || look.shape == Shape::Dash)
                && !looks.iter().any(|look| super::begins_note(&look.text()))
        };
        let next: Vec<u32> = last.iter().map(|row| row + 1).filter(goes_on).collect();
        if next.len() * 2 <= last.len() {
            break;
        }
        found.extend(next.iter().copied());
        last = next;
    }
    found
}

/// The column where numbers stand below names, where most of its numbers do.
fn column(sheet: &Sheet<'_>, sheet_rows: &[u32]) -> Option<u32> {
    let mut columns: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    let mut above = None;
    for &row in sheet_rows {
        let looks = sheet.row(row);
        for look in looks.iter().filter(|look| is_number(look)) {
            let is_first = looks.first().is_some_and(|first| first.col == look.col);
            let is_below = above.filter(|above| above + 1 == row).is_some_and(|above| {
                sheet.cell(above, look.col).is_some_and(is_name) && sheet.row(above).len() > 1
            });
            let (n_below, n_other) = columns.entry(look.col).or_default();
            if is_first && is_below {
                *n_below += 1;
            } else {
                *n_other += 1;
            }
        }
        above = Some(row);
    }
    let found = columns
        .into_iter()
        .filter(|(_, (below, other))| below > other);
    found
        .max_by_key(|(_, (below, _))| *below)
        .map(|(col, _)| col)
}
