//! Who signed a document: place and date, offices, names and numbers below a table or beside each other.
//! Comes in: rows. Goes out: whether a signature begins there. Never takes rows with figures for one.

use super::super::shape::Shape;
use super::super::sheet::{Look, Sheet};
use super::words::is_signature;
use crate::model::evidence::Why;
use crate::model::person_number::{claimed, heads_numbers, is_likely};
use crate::model::table::{Row, RowKind};

/// Most cells of a row of signatures: those who sign stand side by side.
const MAX_CELLS: usize = 4;
/// Rows in which the one that signs by number follows the offices.
const MAX_DEPTH: usize = 8;

/// Whether a row holds few words and no figures but numbers of persons and days.
fn is_of_signers(sheet: &Sheet<'_>, row: u32) -> bool {
    let looks = sheet.row(row);
    let is_word = |look: &Look<'_>| look.shape == Shape::Words || is_likely(&look.text());
    looks.len() <= MAX_CELLS && looks.iter().all(is_word)
}

/// Whether a cell of a row can only be of a signature.
fn has_signature(sheet: &Sheet<'_>, row: u32) -> bool {
    let mut looks = sheet.row(row).iter();
    is_of_signers(sheet, row) && looks.any(|look| is_signature(&look.text()))
}

/// Whether a row, with those below it, is of those who sign and heads no table: it says so itself, or cells
/// that stand apart have a signature below them, or any a row of nothing but numbers of persons.
pub(in super::super) fn begins_signature(sheet: &Sheet<'_>, filled: &[u32], row: u32) -> bool {
    let from = filled.partition_point(|&other| other < row);
    let rows = filled.get(from..).unwrap_or_default();
    let n_signing = rows
        .iter()
        .take(MAX_DEPTH)
        .take_while(|&&row| is_of_signers(sheet, row))
        .count();
    let rows = rows.get(..n_signing).unwrap_or_default();
    let Some((first, below)) = rows.split_first() else {
        return false;
    };
    let are_apart = sheet
        .row(*first)
        .windows(2)
        .all(|pair| matches!(pair, [one, next] if next.col > one.col + 1));
    let heads_numbers = || {
        sheet
            .row(*first)
            .iter()
            .any(|look| heads_numbers(&look.text()))
    };
    has_signature(sheet, *first)
        || (are_apart && below.iter().any(|&row| has_signature(sheet, row)))
        || (!heads_numbers() && below.iter().any(|&row| has_numbers_only(sheet, row)))
}

/// Whether a row holds nothing but numbers of persons, below their names.
fn has_numbers_only(sheet: &Sheet<'_>, row: u32) -> bool {
    let looks = sheet.row(row);
    looks
        .iter()
        .all(|look| is_signature(&look.text()) && claimed(&look.text()).is_some())
}

/// Rows behind the last figures are notes from the first on that only a signature has.
pub(super) fn note(sheet: &Sheet<'_>, rows: &mut [Row]) {
    let is_signers = |row: &Row| row.sheet_rows.iter().all(|&row| is_of_signers(sheet, row));
    let n_before = rows
        .iter()
        .rposition(|row| !is_signers(row))
        .map_or(0, |last| last + 1);
    let Some((before, behind)) = rows.split_at_mut_checked(n_before) else {
        return;
    };
    let signs = |row: &Row| row.sheet_rows.iter().any(|&row| has_signature(sheet, row));
    let n_cells = |row: &Row| -> usize {
        let rows = row.sheet_rows.iter();
        rows.map(|&row| sheet.row(row).len()).sum()
    };
    // What fills its row like those above is one of them, whatever it says: a list of days and places.
    let mut most_cells = before.iter().map(n_cells).max().unwrap_or(0);
    let first = behind.iter().position(|row| {
        let is_short = n_cells(row) < most_cells;
        most_cells = most_cells.max(n_cells(row));
        is_short && signs(row)
    });
    let Some(first) = first else {
        return;
    };
    for row in behind
        .iter_mut()
        .skip(first)
        .filter(|row| row.kind == RowKind::Line)
    {
        (row.kind, row.why) = (RowKind::Note, Why::NoteWords);
    }
}
