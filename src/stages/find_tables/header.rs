//! The header of a table: which rows it takes, and the words above each column.

use std::collections::{BTreeMap, BTreeSet};

use super::numbering::{Numbered, formula_in, listed, numbering};
use super::shape::{Shape, shape};
use crate::model::grid::{Area, Cell, Content, Grid};
use crate::model::place::CellRef;
use crate::model::table::{Column, HeaderFormula};
use crate::model::text::{normalize, only_year};

/// Deepest header that is read.
const MAX_HEADER_ROWS: usize = 5;

/// Most words of a group that stands alone in its row; more are a title.
const LONGEST_GROUP: usize = 4;

/// Words of a line that tells the unit of a table.
const UNIT_WORDS: &[&str] = &[
    "rp", "rupiah", "ribu", "ribuan", "juta", "jutaan", "miliar", "satuan",
];

/// As many columns as no lines about the document have.
const MANY_COLUMNS: usize = 4;

/// A header block.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub(super) rows: Vec<u32>,
    pub(super) numbering_row: Option<u32>,
    pub(super) columns: Vec<Column>,
    /// Normalised words of its first row, to know it again on a later page.
    pub(super) signature: Vec<String>,
}

impl Header {
    /// The last row that the header takes, numbering included.
    pub(super) fn last_row(&self) -> u32 {
        self.numbering_row
            .or(self.rows.last().copied())
            .unwrap_or_default()
    }
}

/// Reads a header that begins at `row`, if one does.
pub(super) fn header_at(grid: &Grid, filled: &[u32], row: u32) -> Option<Header> {
    if !can_head(grid, row) && !is_lone_group(grid, row) {
        return None;
    }
    let mut rows = vec![row];
    let mut number = None;
    rows.extend(lower_rows(grid, row));
    while rows.len() < MAX_HEADER_ROWS {
        let last = *rows.last()?;
        let next = last + 1;
        if let Some(found) = numbering(grid, next) {
            number = Some((next, found));
            break;
        }
        if continues(grid, &rows, next) {
            rows.push(next);
            continue;
        }
        if stands_over_figures(grid, &rows, next) {
            rows.push(next);
            continue;
        }
        // Of an unmerged header a row may stand under words only, and the next under what they span.
        let both: Vec<u32> = rows.iter().copied().chain([next]).collect();
        if rows.len() + 2 > MAX_HEADER_ROWS
            || !may_continue(grid, &rows, next)
            || !continues(grid, &both, next + 1)
        {
            break;
        }
        rows.extend([next, next + 1]);
    }
    let columns = columns(
        grid,
        &rows,
        number.as_ref().map(|(_, cells)| cells.as_slice()),
    );
    let header = Header {
        signature: signature(grid, row),
        numbering_row: number.map(|(row, _)| row),
        rows,
        columns,
    };
    (header.columns.len() >= 2 && has_body(grid, filled, &header)).then_some(header)
}

/// Normalised words of a row.
pub(super) fn signature(grid: &Grid, row: u32) -> Vec<String> {
    grid.row(row)
        .map(|(_, cell)| normalize(&cell.raw()))
        .collect()
}

/// A header's first row holds words only, at least two cells of them, and no `key : value` pair.
fn can_head(grid: &Grid, row: u32) -> bool {
    let (mut n_words, mut n_years) = (0, 0);
    for (_, cell) in grid.row(row) {
        let raw = cell.raw();
        let text = raw.trim();
        if text.starts_with(':')
            || matches!(cell.content, Content::Error(_) | Content::NoCachedValue)
        {
            return false;
        }
        match shape(cell) {
            Shape::Words => n_words += 1,
            // Years head columns; other numbers do not.
            Shape::Amount if only_year(text).is_some() && text.len() <= 12 => n_years += 1,
            Shape::Amount | Shape::Small | Shape::Code | Shape::Dash => return false,
        }
    }
    // Years alone head columns where the labels below stand to their left.
    let first = grid.row(row).next().map(|(col, _)| col);
    let label = grid.row(row + 1).next().map(|(col, _)| col);
    (n_words >= 1 && n_words + n_years >= 2)
        || (n_years >= 2 && label.is_some() && label < first)
        || (n_words == 1 && spans_many(grid, row) && grid.row(row).count() > 1)
}

/// Whether a row holds nothing but one group right above the other headers, which reach further to both
/// sides. A title that stands so has no blank row between it and the titles above, is a sentence, or
/// stands over the first or last column.
fn is_lone_group(grid: &Grid, row: u32) -> bool {
    let mut cells = grid.row(row);
    let (Some((col, cell)), None) = (cells.next(), cells.next()) else {
        return false;
    };
    let raw = cell.raw();
    let is_short = raw.split_whitespace().count() <= LONGEST_GROUP;
    // `(dalam rupiah)` tells of the whole table.
    let is_remark = raw.contains(':') || raw.trim_start().starts_with('(');
    let is_name = shape(cell) == Shape::Words && !is_remark;
    // Lines about the document and its unit may stand right above a table.
    let is_remark_row = |row: u32| {
        let mut cells = grid.row(row);
        cells.all(|(_, cell)| cell.raw().trim_start().starts_with('('))
    };
    let is_apart = row
        .checked_sub(1)
        .is_none_or(|above| is_remark_row(above) || is_pair(grid, above));
    let (first, last) = (grid.row(row + 1).next(), grid.row(row + 1).last());
    // `Dalam ribuan rupiah` at the right end tells of the whole table too.
    let names_unit = || {
        let words = normalize(&raw);
        let mut words = words.split(' ');
        words.any(|word| UNIT_WORDS.contains(&word))
    };
    let is_inside = first.is_some_and(|(first, _)| first < col)
        && last.is_some_and(|(last, _)| col < last || (col == last && !names_unit()))
        && grid.cell(row + 1, col).is_some();
    is_short
        && is_name
        && is_apart
        && is_inside
        && grid.row(row + 1).count() >= MANY_COLUMNS
        && can_head(grid, row + 1)
}

/// Whether a row says `key : value` in cells of their own.
pub(super) fn is_pair(grid: &Grid, row: u32) -> bool {
    grid.row(row)
        .any(|(_, cell)| cell.raw().trim_start().starts_with(':'))
}

/// Whether a row is one more of the header because the first line of the body has figures in all of its
/// columns: words over figures name them.
fn stands_over_figures(grid: &Grid, rows: &[u32], next: u32) -> bool {
    let room = MAX_HEADER_ROWS.saturating_sub(rows.len());
    let Some(body) = (next..)
        .take(room)
        .find(|&row| !may_continue(grid, rows, row))
        .filter(|&body| body > next)
    else {
        return false;
    };
    let body = body + u32::from(numbering(grid, body).is_some());
    let is_figure = |col: u32| {
        let cell = grid.cell(body, col);
        cell.is_some_and(|cell| shape(cell) == Shape::Amount)
    };
    grid.row(next).all(|(col, _)| is_figure(col))
}

fn spans_many(grid: &Grid, row: u32) -> bool {
    merges_from(grid, row, row).any(|merge| merge.last.row > row)
}

/// The merged areas that begin in some rows.
fn merges_from(grid: &Grid, first: u32, last: u32) -> impl Iterator<Item = &Area> {
    let from = grid.merges.partition_point(|merge| merge.first.row < first);
    let merges = grid.merges.get(from..).unwrap_or_default().iter();
    merges.take_while(move |merge| merge.first.row <= last)
}

/// Whether `next` is one more row of the header that takes `rows`.
fn continues(grid: &Grid, rows: &[u32], next: u32) -> bool {
    let (first, last) = (
        rows.first().copied().unwrap_or_default(),
        rows.last().copied().unwrap_or_default(),
    );
    let reaches = merges_from(grid, first, last)
        .any(|merge| merge.last.row >= next && merge.last.row < next + 5);
    if reaches {
        return true;
    }
    let spanned = |col: u32| {
        merges_from(grid, last, last).any(|merge| {
            merge.first.col <= col && col <= merge.last.col && merge.last.col > merge.first.col
        })
    };
    // Without merges a group may be written over each of its columns.
    let mut groups: BTreeMap<String, usize> = BTreeMap::new();
    for (_, cell) in grid.row(last) {
        *groups.entry(normalize(&cell.raw())).or_default() += 1;
    }
    let is_repeated = |cell: &Cell| groups.get(&normalize(&cell.raw())).is_some_and(|n| *n > 1);
    // Sub-headers stand under a span, or in columns that the row above leaves blank.
    let cells: Vec<u32> = grid.row(next).map(|(col, _)| col).collect();
    let n_under = cells
        .iter()
        .filter(|&&col| spanned(col) || grid.cell(last, col).is_none_or(is_repeated))
        .count();
    may_continue(grid, rows, next) && n_under * 3 >= cells.len() && n_under > 0
}

/// The rows below the first of a header down to the one that reaches further left: some write the
/// groups first and all other headers in the lowest row.
fn lower_rows(grid: &Grid, first: u32) -> Vec<u32> {
    let leftmost = |row: u32| grid.row(row).next().map(|(col, _)| col);
    let (left, n_first) = (leftmost(first), grid.row(first).count());
    let mut rows = Vec::new();
    // A single group may stand under another.
    let is_under = |row: u32| {
        let mut cells = grid.row(row);
        let (first, second) = (cells.next(), cells.next());
        second.is_none()
            && first.is_some_and(|(col, cell)| {
                shape(cell) == Shape::Words && grid.cell(row - 1, col).is_some()
            })
    };
    for row in first + 1..first + 3 {
        if !can_head(grid, row) && !is_under(row) {
            break;
        }
        rows.push(row);
        if leftmost(row) < left && grid.row(row).count() > n_first {
            return rows;
        }
        if leftmost(row) != left {
            break;
        }
    }
    Vec::new()
}

/// Whether a row could be one more of a header: words, and nothing under the leftmost of them.
fn may_continue(grid: &Grid, rows: &[u32], next: u32) -> bool {
    let leftmost = rows
        .iter()
        .filter_map(|&row| grid.row(row).next())
        .map(|(col, _)| col)
        .min();
    let is_word = |cell: &Cell| match shape(cell) {
        Shape::Words | Shape::Small => true,
        Shape::Amount => only_year(&cell.raw()).is_some(),
        Shape::Code | Shape::Dash => false,
    };
    let mut has_words = false;
    for (col, cell) in grid.row(next) {
        if Some(col) == leftmost || !is_word(cell) {
            return false;
        }
        has_words |= shape(cell) == Shape::Words;
    }
    has_words
}

/// A header has rows under it that fill its columns; `key value` lines above a table do not.
fn has_body(grid: &Grid, filled: &[u32], header: &Header) -> bool {
    let below = filled.partition_point(|&row| row <= header.last_row());
    let widths: Vec<usize> = filled
        .iter()
        .skip(below)
        .take(12)
        .map(|&row| grid.row(row).count())
        .collect();
    let Some(&widest) = widths.iter().max() else {
        return false;
    };
    // A header may stand over the first of the columns that hold the parts of a code only.
    let n_columns = header.columns.len();
    header.numbering_row.is_some()
        || n_columns * 10 >= widest * 6
        || (n_columns >= MANY_COLUMNS && n_columns * 10 >= widest * 4)
}

fn columns(grid: &Grid, rows: &[u32], numbered: Option<&[Numbered]>) -> Vec<Column> {
    let mut taken: BTreeSet<u32> = BTreeSet::new();
    for &row in rows {
        for (col, _) in grid.row(row) {
            let last = grid.merge_at(row, col).map_or(col, |merge| merge.last.col);
            taken.extend(col..=last.min(col + 200));
        }
    }
    taken.extend(numbered.unwrap_or_default().iter().map(|cell| cell.col));
    let open = open_group(grid, rows);
    let mut columns: Vec<Column> = taken
        .into_iter()
        .map(|col| {
            let (path, header_cell) = path(grid, rows, col);
            Column {
                col,
                path,
                has_open_group: open.is_some_and(|open| {
                    open.col < col && covering(grid, open.row, col, true, rows) == Some(open)
                }),
                header_cell,
                number: None,
                formula: None,
            }
        })
        .collect();
    for column in &mut columns {
        if let Some(cell) =
            numbered.and_then(|cells| cells.iter().find(|cell| cell.col == column.col))
        {
            column.number = Some(cell.number);
            column.formula.clone_from(&cell.formula);
        }
        if column.formula.is_none()
            && let Some((number, formula)) =
                column.path.iter().rev().find_map(|text| formula_in(text))
        {
            column.number = column.number.or(Some(number));
            column.formula = Some(formula);
        }
        // `Rata-rata (3, 4, 5)` above a column that has a number of its own.
        if column.formula.is_none() && column.number.is_some() {
            let mut texts = column.path.iter().rev();
            column.formula = texts.find_map(|text| {
                let meaning = listed(text)?;
                let raw = text.clone();
                Some(HeaderFormula {
                    raw,
                    meaning: Some(meaning),
                })
            });
        }
    }
    columns
}

/// Header words above a column, and its lowest header cell.
fn path(grid: &Grid, rows: &[u32], col: u32) -> (Vec<String>, Option<CellRef>) {
    let mut path = Vec::new();
    let mut lowest = None;
    for (depth, &row) in rows.iter().enumerate() {
        let Some(at) = covering(grid, row, col, depth + 1 < rows.len(), rows) else {
            continue;
        };
        if lowest == Some(at) {
            continue;
        }
        if let Some(cell) = grid.cells.get(&at) {
            let text = cell.raw().split_whitespace().collect::<Vec<_>>().join(" ");
            if path.last() != Some(&text) {
                path.push(text);
            }
            lowest = Some(at);
        }
    }
    (path, lowest)
}

/// The last of the groups in the first row, where it is merged with nothing.
fn open_group(grid: &Grid, rows: &[u32]) -> Option<CellRef> {
    let top = *rows.first()?;
    let (last, _) = grid.row(top).last()?;
    grid.merge_at(top, last)
        .is_none()
        .then(|| CellRef::new(top, last))
}

/// The header cell that stands over a column in a row: its own, the merged area's, or, in a row
/// above others, the nearest to the left when no merge tells the span.
fn covering(grid: &Grid, row: u32, col: u32, has_lower: bool, rows: &[u32]) -> Option<CellRef> {
    let own = CellRef::new(row, col);
    if grid.cells.contains_key(&own) {
        return Some(own);
    }
    let first = rows.first().copied().unwrap_or(row);
    let merged = merges_from(grid, first, row)
        .find(|merge| row <= merge.last.row && merge.first.col <= col && col <= merge.last.col);
    if let Some(merge) = merged {
        return Some(merge.first);
    }
    let has_sub = rows
        .iter()
        .any(|&lower| lower > row && grid.cell(lower, col).is_some());
    if !has_lower || !has_sub {
        return None;
    }
    let (left, _) = grid.row(row).take_while(|(other, _)| *other < col).last()?;
    let closed = grid.merge_at(row, left).is_some();
    // An unmerged header spreads only over sub-headers that begin under it.
    let left_has_sub = rows
        .iter()
        .any(|&lower| lower > row && grid.cell(lower, left).is_some());
    // Nor does it reach beyond the group that it stands in.
    let leaves_group = rows
        .iter()
        .take_while(|&&upper| upper < row)
        .any(|&upper| grid.row(upper).any(|(at, _)| left < at && at <= col));
    (!closed && left_has_sub && !leaves_group).then(|| CellRef::new(row, left))
}
