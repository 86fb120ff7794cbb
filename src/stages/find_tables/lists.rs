//! Lists below a table: a title over labels with one figure each, such as the months of a plan and their sum.
//! Two of them may stand side by side. Comes in: the row of the titles. Goes out: a header over each column
//! of figures. Never takes the lines of the table above for a list.

use super::header::{Header, signature};
use super::one_spaced;
use super::shape::Shape;
use super::sheet::{Look, Sheet};
use crate::model::place::CellRef;
use crate::model::table::Column;

/// Most lists side by side.
const MAX_LISTS: usize = 3;
/// Fewest rows of one.
const MIN_ROWS: usize = 3;

/// The header of the lists whose titles stand in a row.
pub(super) fn lists_at(sheet: &Sheet<'_>, filled: &[u32], row: u32) -> Option<Header> {
    let titles = sheet.row(row);
    let is_title = |look: &Look<'_>| look.is_label() && !look.text().contains(':');
    if titles.is_empty() || titles.len() > MAX_LISTS || !titles.iter().all(is_title) {
        return None;
    }
    let labels: Vec<u32> = titles.iter().map(|look| look.col).collect();
    let figures = figures(sheet, &labels, row + 1)?;
    let from = filled.partition_point(|&other| other <= row);
    let rows = filled.get(from..)?.iter().zip(row + 1..);
    let n_rows = rows
        .take_while(|(row, expected)| {
            *row == expected && self::figures(sheet, &labels, **row).as_ref() == Some(&figures)
        })
        .count();
    if n_rows < MIN_ROWS || goes_on(sheet, &labels, from + n_rows, filled) {
        return None;
    }
    let mut columns: Vec<Column> = Vec::new();
    for (title, (label, figure)) in titles.iter().zip(labels.into_iter().zip(figures)) {
        columns.push(Column {
            col: label,
            ..Column::default()
        });
        columns.push(Column {
            col: figure,
            path: vec![one_spaced(&title.text())],
            header_cell: Some(CellRef::new(row, title.col)),
            ..Column::default()
        });
    }
    Some(Header {
        rows: vec![row],
        numbering_row: None,
        columns,
        signature: signature(sheet, row),
        has_numbers: false,
    })
}

/// The column of the figure of each list in a row: one behind each label, and nothing else but words behind
/// the last.
fn figures(sheet: &Sheet<'_>, labels: &[u32], row: u32) -> Option<Vec<u32>> {
    let looks = sheet.row(row);
    if looks.first().map(|look| look.col) != labels.first().copied() {
        return None;
    }
    let ends = labels.iter().skip(1).copied().chain([u32::MAX]);
    let figure = |(&label, end): (&u32, u32)| {
        let mut own = looks
            .iter()
            .filter(|look| (label..end).contains(&look.col) && !look.is_mark);
        let is_named = own
            .next()
            .is_some_and(|first| first.col == label && first.shape == Shape::Words);
        let mut own = own.filter(|look| look.shape != Shape::Words);
        let figure = own.next().filter(|look| is_figure(look))?;
        (is_named && own.next().is_none()).then_some(figure.col)
    };
    labels.iter().zip(ends).map(figure).collect()
}

fn is_figure(look: &Look<'_>) -> bool {
    matches!(look.shape, Shape::Amount | Shape::Dash | Shape::Small)
}

/// Whether the row behind the lists has figures too, so that they are no lists.
fn goes_on(sheet: &Sheet<'_>, labels: &[u32], next: usize, filled: &[u32]) -> bool {
    let (last, next) = (next.checked_sub(1), filled.get(next));
    let last = last.and_then(|last| filled.get(last));
    let adjoining = last.zip(next).filter(|(last, next)| **last + 1 == **next);
    adjoining.is_some_and(|(_, next)| {
        let mut looks = sheet.row(*next).iter();
        looks.any(|look| look.shape == Shape::Amount && labels.first() <= Some(&look.col))
    })
}
