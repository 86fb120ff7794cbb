//! What a line of a roster says of its person, in a column of its own or together with the name. Comes in:
//! a line. Goes out: the number, the texts of a field. Never judges them.

use crate::model::person_number::{claimed, heads_numbers};
use crate::model::place::CellRef;
use crate::model::record::{Line, RecordSet};

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
) -> Option<(CellRef, &'a str)> {
    if !is_shared(set, column) {
        let (at, cell) = set.typed.cell_at(line.row_idx, column)?;
        return Some((at, &cell.sourced.raw));
    }
    let mut parts = parts(set, line, column);
    parts.find_map(|(at, text)| Some((at, claimed(text)?)))
}

/// The texts of a field in a line, all of its sheet rows; a field without a column may stand with the name.
pub(super) fn texts<'a>(set: &'a RecordSet, line: &Line, field: &str) -> Vec<(CellRef, &'a str)> {
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
fn parts<'a>(
    set: &'a RecordSet,
    line: &Line,
    column: usize,
) -> impl Iterator<Item = (CellRef, &'a str)> {
    let table = &set.typed.table;
    let row = table.rows.get(line.row_idx);
    let col = table.columns.get(column).map(|column| column.col);
    let places = row.zip(col).into_iter();
    let places = places.flat_map(|(row, col)| table.places(row, col));
    let cells = places.filter_map(|at| Some((at, set.typed.cells.get(&at)?)));
    cells.flat_map(|(at, cell)| {
        let lines = cell.sourced.raw.lines().map(str::trim);
        lines
            .filter(|line| !line.is_empty())
            .map(move |line| (at, line))
    })
}
