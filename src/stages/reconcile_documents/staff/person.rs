//! What a line of a roster says of its person, in a column of its own or together with the name. Comes in:
//! a line. Goes out: the number, the texts of a field. Never judges them.

use std::borrow::Cow;

use crate::model::person_number::{claimed, heads_numbers};
use crate::model::place::CellRef;
use crate::model::record::{Line, RecordSet};
use crate::model::typed::TypedCell;

/// The columns that hold the numbers: their own, else those that hold them below the names.
pub(super) fn number_columns(set: &RecordSet) -> Vec<usize> {
    let own = set.columns_of("nip");
    if !own.is_empty() {
        return own;
    }
    let mut named = set.columns_of("uraian");
    named.retain(|&column| is_shared(set, column));
    named
}

/// The number in a column of a line, as written.
pub(super) fn number<'a>(
    set: &'a RecordSet,
    line: &Line,
    column: usize,
) -> Option<(CellRef, Cow<'a, str>)> {
    if !is_shared(set, column) {
        let (at, cell) = set.typed.cell_at(line.row_idx, column)?;
        return Some((at, cell.raw()));
    }
    let mut parts = parts(set, line, column).into_iter();
    parts.find_map(|(at, text)| Some((at, claimed(&text)?.to_owned().into())))
}

/// The texts of a field in a line, all of its sheet rows; a field without a column may stand with the name.
pub(super) fn texts<'a>(
    set: &'a RecordSet,
    line: &Line,
    field: &str,
) -> Vec<(CellRef, Cow<'a, str>)> {
    let mut columns = set.columns_of(field);
    let is_own = !columns.is_empty();
    if !is_own {
        columns = number_columns(set);
        columns.retain(|&column| is_shared(set, column));
    }
    let all = columns
        .into_iter()
        .flat_map(|column| parts(set, line, column));
    // The name stands first.
    let rest = all.skip(usize::from(!is_own));
    rest.filter(|(_, text)| is_own || claimed(text).is_none())
        .collect()
}

/// Whether a column holds the number and something else.
fn is_shared(set: &RecordSet, column: usize) -> bool {
    let is_name = set.columns_of("uraian").contains(&column);
    let column = set.typed.table.columns.get(column);
    is_name && column.is_some_and(|column| heads_numbers(&column.title()))
}

/// The lines of text of a column in a line of the roster, cell by cell.
fn parts<'a>(set: &'a RecordSet, line: &Line, column: usize) -> Vec<(CellRef, Cow<'a, str>)> {
    let table = &set.typed.table;
    let row = table.rows.get(line.row_idx);
    let col = table.columns.get(column).map(|column| column.col);
    let mut parts = Vec::new();
    for at in row
        .zip(col)
        .into_iter()
        .flat_map(|(row, col)| table.places(row, col))
    {
        match set.typed.cells.get(&at).map(TypedCell::raw) {
            Some(Cow::Borrowed(text)) => {
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
                parts.extend(lines.map(|line| (at, Cow::Borrowed(line))));
            }
            // A number is one word.
            Some(text @ Cow::Owned(_)) => parts.push((at, text)),
            None => {}
        }
    }
    parts
}
