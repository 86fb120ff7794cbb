//! The header of a table: which rows it takes, and the words above each column.

use std::collections::{BTreeMap, BTreeSet};

use super::formulas::{formula_in, listed};
use super::numbering::{Numbered, numbering};
use super::rows::begins_signature;
use super::shape::Shape;
use super::sheet::{Look, Sheet};
use super::{one_spaced, shifted};
use crate::model::grid::Content;
use crate::model::place::CellRef;
use crate::model::table::{Column, HeaderFormula};
use crate::model::text::{normalize, only_year};

/// Deepest header that is read.
const MAX_HEADER_ROWS: usize = 5;

/// Most totals above the first line.
const MAX_TOTALS: usize = 4;

/// Most words of a group that stands alone in its row; more are a title.
const LONGEST_GROUP: usize = 4;

/// Most words of a part that a header is split into below its numbering.
const LONGEST_PART: usize = 2;

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
    /// Whether one of them is a number.
    pub(super) has_numbers: bool,
}

impl Header {
    /// The last row that the header takes, numbering included.
    pub(super) fn last_row(&self) -> u32 {
        let lowest = self.rows.last().copied();
        self.numbering_row.max(lowest).unwrap_or_default()
    }
}

/// Reads a header that begins at `row`, if one does.
pub(super) fn header_at(sheet: &Sheet<'_>, filled: &[u32], row: u32) -> Option<Header> {
    if !can_head(sheet, row) && !is_lone_group(sheet, row) {
        return None;
    }
    if begins_signature(sheet, filled, row) {
        return None;
    }
    let mut rows = vec![row];
    let mut number = None;
    rows.extend(lower_rows(sheet, row));
    while rows.len() < MAX_HEADER_ROWS {
        let last = *rows.last()?;
        let next = last + 1;
        if let Some(found) = numbering(sheet, next) {
            number = Some((next, found));
            break;
        }
        if continues(sheet, &rows, next) {
            rows.push(next);
            continue;
        }
        if stands_over_figures(sheet, filled, &rows, next) {
            rows.push(next);
            continue;
        }
        // Of an unmerged header a row may stand under words only, and the next under what they span.
        let both: Vec<u32> = rows.iter().copied().chain([next]).collect();
        if rows.len() + 2 > MAX_HEADER_ROWS
            || !may_continue(sheet, &rows, next)
            || !continues(sheet, &both, next + 1)
        {
            break;
        }
        rows.extend([next, next + 1]);
    }
    if let Some((row, _)) = &number
        && stands_below_numbering(sheet, &rows, *row)
    {
        rows.push(row + 1);
    }
    let columns = columns(
        sheet,
        &rows,
        number.as_ref().map(|(_, cells)| cells.as_slice()),
    );
    let signature = signature(sheet, row);
    let header = Header {
        has_numbers: has_numbers(&signature),
        signature,
        numbering_row: number.map(|(row, _)| row),
        rows,
        columns,
    };
    (header.columns.len() >= 2 && has_body(sheet, filled, &header)).then_some(header)
}

/// Normalised words of a row.
pub(super) fn signature(sheet: &Sheet<'_>, row: u32) -> Vec<String> {
    sheet.row(row).iter().map(Look::words).collect()
}

/// Whether a normalised text may be that of a stored number.
fn has_numbers(signature: &[String]) -> bool {
    signature
        .iter()
        .any(|text| text.starts_with(|c: char| c.is_ascii_digit()))
}

/// A header's first row holds words only, at least two cells of them, and no `key : value` pair.
fn can_head(sheet: &Sheet<'_>, row: u32) -> bool {
    let (mut n_words, mut n_years) = (0, 0);
    for look in sheet.row(row) {
        match &look.cell.content {
            Content::Error(_) | Content::NoCachedValue => return false,
            Content::Text(text) if text.trim_start().starts_with(':') => return false,
            Content::Text(_) | Content::Number(_) | Content::Bool(_) | Content::Date(_) => {}
        }
        match look.shape {
            Shape::Words => n_words += 1,
            // Years head columns; other numbers do not.
            Shape::Amount if is_year(look) => n_years += 1,
            Shape::Amount | Shape::Small | Shape::Code | Shape::Dash => return false,
        }
    }
    // Years alone head columns where the labels below stand to their left.
    let first = leftmost(sheet, row);
    let label = leftmost(sheet, row + 1);
    (n_words >= 1 && n_words + n_years >= 2)
        || (n_years >= 2 && label.is_some() && label < first)
        || (n_words == 1 && spans_many(sheet, row) && sheet.row(row).len() > 1)
}

/// Whether a figure is a year with little beside it.
fn is_year(look: &Look<'_>) -> bool {
    let text = look.text();
    let text = text.trim();
    text.len() <= 12 && only_year(text).is_some()
}

/// The first column that a row fills.
fn leftmost(sheet: &Sheet<'_>, row: u32) -> Option<u32> {
    sheet.row(row).first().map(|look| look.col)
}

/// Whether a row holds nothing but one group right above the other headers, which reach further to both
/// sides. A title that stands so has no blank row between it and the titles above, is a sentence, or
/// stands over the first or last column.
fn is_lone_group(sheet: &Sheet<'_>, row: u32) -> bool {
    let [look] = sheet.row(row) else {
        return false;
    };
    let (col, raw) = (look.col, look.text());
    let is_short = raw.split_whitespace().count() <= LONGEST_GROUP;
    // `(dalam rupiah)` tells of the whole table.
    let is_remark = raw.contains(':') || raw.trim_start().starts_with('(');
    let is_name = look.shape == Shape::Words && !is_remark;
    // Lines about the document and its unit may stand right above a table.
    let is_remark_row = |row: u32| {
        let mut looks = sheet.row(row).iter();
        looks.all(|look| look.text().trim_start().starts_with('('))
    };
    let is_apart = row
        .checked_sub(1)
        .is_none_or(|above| is_remark_row(above) || is_pair(sheet, above));
    // Another group may stand alone under it.
    let under = match sheet.row(row + 1) {
        [other] if other.col == col && other.shape == Shape::Words => row + 2,
        _ => row + 1,
    };
    let below = sheet.row(under);
    // `Dalam ribuan rupiah` at the right end tells of the whole table too.
    let names_unit = || {
        let words = normalize(&raw);
        let mut words = words.split(' ');
        words.any(|word| UNIT_WORDS.contains(&word))
    };
    let is_inside = || {
        below.first().is_some_and(|first| first.col < col)
            && below
                .last()
                .is_some_and(|last| col < last.col || (col == last.col && !names_unit()))
            && sheet.cell(under, col).is_some()
    };
    is_short
        && is_name
        && below.len() >= MANY_COLUMNS
        && is_apart
        && is_inside()
        && can_head(sheet, under)
}

/// Whether a row says `key : value` in cells of their own.
pub(super) fn is_pair(sheet: &Sheet<'_>, row: u32) -> bool {
    let mut looks = sheet.row(row).iter();
    looks.any(|look| {
        matches!(&look.cell.content, Content::Text(text) if text.trim_start().starts_with(':'))
    })
}

/// Whether a row is one more of the header because the lines of the body have figures in all of its
/// columns: words over figures name them. So do words over the numbers of the columns.
fn stands_over_figures(sheet: &Sheet<'_>, filled: &[u32], rows: &[u32], next: u32) -> bool {
    let room = MAX_HEADER_ROWS.saturating_sub(rows.len());
    let from = filled.partition_point(|&row| row < next);
    let below = filled.get(from..).unwrap_or_default();
    let is_header =
        |(row, expected): &(&u32, u32)| *row == expected && may_continue(sheet, rows, *expected);
    let n_header = below
        .iter()
        .zip(next..)
        .take(room)
        .take_while(is_header)
        .count();
    let (header, mut lines) = below.split_at_checked(n_header).unwrap_or_default();
    let Some(last) = header.last().filter(|_| n_header < room) else {
        return false;
    };
    if let Some((first, rest)) = lines
        .split_first()
        .filter(|(first, _)| numbering(sheet, **first).is_some())
    {
        if *first == last + 1 {
            return true;
        }
        lines = rest;
    }
    // A total may stand above the lines, with its figures off.
    let mut lines = lines.iter().take(MAX_TOTALS).copied();
    let Some(body) = lines.find(|&row| !shifted::is_total(sheet, row)) else {
        return false;
    };
    // `Rp` alone stands before its figure.
    let is_figure = |col: u32| {
        let look = sheet.cell(body, col);
        look.is_some_and(|look| look.shape == Shape::Amount || look.is_mark)
    };
    sheet.row(next).iter().all(|look| is_figure(look.col))
}

/// Whether the row below the numbering splits its columns: `K | Rp | K | Rp`, each under a header that spans
/// several columns, or said again and again.
fn stands_below_numbering(sheet: &Sheet<'_>, rows: &[u32], numbering: u32) -> bool {
    let looks = sheet.row(numbering + 1);
    let first = rows.first().copied().unwrap_or(numbering);
    let is_spanned = |col: u32| {
        sheet.merges_from(first, numbering).any(|merge| {
            merge.first.col < merge.last.col
                && merge.first.col <= col
                && col <= merge.last.col
                && merge.last.row <= numbering
        })
    };
    let words: Vec<String> = looks.iter().map(Look::words).collect();
    let is_again = |own: &String| words.iter().filter(|other| *other == own).count() > 1;
    let is_part = |(look, own): (&Look<'_>, &String)| {
        look.shape == Shape::Words
            && own.split(' ').count() <= LONGEST_PART
            && (is_spanned(look.col) || is_again(own))
    };
    let is_under_first = leftmost(sheet, numbering + 1) == leftmost(sheet, numbering);
    looks.len() >= 2 && !is_under_first && looks.iter().zip(&words).all(is_part)
}

fn spans_many(sheet: &Sheet<'_>, row: u32) -> bool {
    sheet
        .merges_from(row, row)
        .any(|merge| merge.last.row > row)
}

/// Whether `next` is one more row of the header that takes `rows`.
fn continues(sheet: &Sheet<'_>, rows: &[u32], next: u32) -> bool {
    let (first, last) = (
        rows.first().copied().unwrap_or_default(),
        rows.last().copied().unwrap_or_default(),
    );
    let reaches = sheet
        .merges_from(first, last)
        .any(|merge| merge.last.row >= next && merge.last.row < next + 5);
    if reaches {
        return true;
    }
    if !may_continue(sheet, rows, next) && !stands_over_numbering(sheet, next) {
        return false;
    }
    let spanned = |col: u32| {
        sheet.merges_from(last, last).any(|merge| {
            merge.first.col <= col && col <= merge.last.col && merge.last.col > merge.first.col
        })
    };
    // Without merges a group may be written over each of its columns.
    let mut groups: BTreeMap<String, usize> = BTreeMap::new();
    for look in sheet.row(last) {
        *groups.entry(look.words()).or_default() += 1;
    }
    let is_repeated = |look: &Look<'_>| groups.get(&look.words()).is_some_and(|n| *n > 1);
    // Sub-headers stand under a span, or in columns that the row above leaves blank.
    let looks = sheet.row(next);
    let is_under = |col: u32| spanned(col) || sheet.cell(last, col).is_none_or(is_repeated);
    let n_under = looks.iter().filter(|look| is_under(look.col)).count();
    n_under * 3 >= looks.len() && n_under > 0
}

/// Whether a row of words stands right above the numbers of the columns: lines stand below them.
fn stands_over_numbering(sheet: &Sheet<'_>, row: u32) -> bool {
    let looks = sheet.row(row);
    let are_words = looks.iter().all(|look| look.shape == Shape::Words);
    looks.len() > 1 && are_words && numbering(sheet, row + 1).is_some()
}

/// The rows below the first of a header down to the one that reaches further left: some write the
/// groups first and all other headers in the lowest row.
fn lower_rows(sheet: &Sheet<'_>, first: u32) -> Vec<u32> {
    let (left, n_first) = (leftmost(sheet, first), sheet.row(first).len());
    let mut rows = Vec::new();
    // A single group may stand under another.
    let is_under = |row: u32| {
        matches!(sheet.row(row), [look]
            if look.shape == Shape::Words && sheet.cell(row - 1, look.col).is_some())
    };
    for row in first + 1..first + 3 {
        if !can_head(sheet, row) && !is_under(row) {
            break;
        }
        rows.push(row);
        if leftmost(sheet, row) < left && sheet.row(row).len() > n_first {
            return rows;
        }
        if leftmost(sheet, row) != left {
            break;
        }
    }
    Vec::new()
}

/// Whether a row could be one more of a header: words, and nothing under the leftmost of them.
fn may_continue(sheet: &Sheet<'_>, rows: &[u32], next: u32) -> bool {
    let leftmost = rows.iter().filter_map(|&row| leftmost(sheet, row)).min();
    let is_word = |look: &Look<'_>| match look.shape {
        Shape::Words | Shape::Small => true,
        Shape::Amount => only_year(&look.text()).is_some(),
        Shape::Code | Shape::Dash => false,
    };
    let mut has_words = false;
    for look in sheet.row(next) {
        if Some(look.col) == leftmost || !is_word(look) {
            return false;
        }
        has_words |= look.shape == Shape::Words;
    }
    has_words
}

/// A header has rows under it that fill its columns; `key value` lines above a table do not.
fn has_body(sheet: &Sheet<'_>, filled: &[u32], header: &Header) -> bool {
    let below = filled.partition_point(|&row| row <= header.last_row());
    let widths: Vec<usize> = filled
        .iter()
        .skip(below)
        .take(12)
        .map(|&row| width(sheet, row))
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

/// How many columns with a header of their own a row fills: the parts of a code stand under one, and so
/// does `Rp` with its figure.
fn width(sheet: &Sheet<'_>, row: u32) -> usize {
    let looks = sheet.row(row);
    let is_part = |look: &&Look<'_>| matches!(look.shape, Shape::Small | Shape::Code);
    let n_parts = looks.iter().take_while(is_part).count();
    let n_marks = looks.iter().filter(|look| look.is_mark).count();
    looks.len() - n_marks - n_parts.saturating_sub(1)
}

fn columns(sheet: &Sheet<'_>, rows: &[u32], numbered: Option<&[Numbered]>) -> Vec<Column> {
    let mut taken: BTreeSet<u32> = BTreeSet::new();
    for &row in rows {
        for look in sheet.row(row) {
            let (col, merge) = (look.col, sheet.merge_at(row, look.col));
            let last = merge.map_or(col, |merge| merge.last.col);
            taken.extend(col..=last.min(col + 200));
        }
    }
    taken.extend(numbered.unwrap_or_default().iter().map(|cell| cell.col));
    let open = open_group(sheet, rows);
    let mut columns: Vec<Column> = taken
        .into_iter()
        .map(|col| {
            let (path, header_cell) = path(sheet, rows, col);
            Column {
                col,
                path,
                has_open_group: open.is_some_and(|open| {
                    open.col < col && covering(sheet, open.row, col, true, rows) == Some(open)
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
fn path(sheet: &Sheet<'_>, rows: &[u32], col: u32) -> (Vec<String>, Option<CellRef>) {
    let mut path = Vec::new();
    let mut lowest = None;
    for (depth, &row) in rows.iter().enumerate() {
        let Some(at) = covering(sheet, row, col, depth + 1 < rows.len(), rows) else {
            continue;
        };
        if lowest == Some(at) {
            continue;
        }
        if let Some(look) = sheet.cell(at.row, at.col) {
            let text = one_spaced(&look.text());
            if path.last() != Some(&text) {
                path.push(text);
            }
            lowest = Some(at);
        }
    }
    (path, lowest)
}

/// The last of the groups in the first row, where it is merged with nothing.
fn open_group(sheet: &Sheet<'_>, rows: &[u32]) -> Option<CellRef> {
    let top = *rows.first()?;
    let last = sheet.row(top).last()?.col;
    sheet
        .merge_at(top, last)
        .is_none()
        .then(|| CellRef::new(top, last))
}

/// The header cell that stands over a column in a row: its own, the merged area's, or, in a row
/// above others, the nearest to the left when no merge tells the span.
fn covering(
    sheet: &Sheet<'_>,
    row: u32,
    col: u32,
    has_lower: bool,
    rows: &[u32],
) -> Option<CellRef> {
    if sheet.cell(row, col).is_some() {
        return Some(CellRef::new(row, col));
    }
    let first = rows.first().copied().unwrap_or(row);
    let merged = sheet
        .merges_from(first, row)
        .find(|merge| row <= merge.last.row && merge.first.col <= col && col <= merge.last.col);
    if let Some(merge) = merged {
        return Some(merge.first);
    }
    let has_sub = rows
        .iter()
        .any(|&lower| lower > row && sheet.cell(lower, col).is_some());
    if !has_lower || !has_sub {
        return None;
    }
    let looks = sheet.row(row).iter();
    let left = looks.take_while(|look| look.col < col).last()?.col;
    let closed = sheet.merge_at(row, left).is_some();
    // An unmerged header spreads only over sub-headers that begin under it.
    let left_has_sub = rows
        .iter()
        .any(|&lower| lower > row && sheet.cell(lower, left).is_some());
    // Nor does it reach beyond the group that it stands in.
    let leaves_group = rows.iter().take_while(|&&upper| upper < row).any(|&upper| {
        sheet
            .row(upper)
            .iter()
            .any(|at| left < at.col && at.col <= col)
    });
    (!closed && left_has_sub && !leaves_group).then(|| CellRef::new(row, left))
}
