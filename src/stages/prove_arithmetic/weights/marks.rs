//! Blocks of a list whose headings are marked otherwise than their lines (`A`, then `1`, `2`), where no
//! tree was read from it: headings without figures, or kinds that have no tree. Rows in, groups of
//! their weights out; only what their weights make shows whether they are blocks.

use std::collections::BTreeMap;

use super::super::Draft;
use super::column::WeightColumn;
use super::groups::{Group, words};
use crate::model::place::CellRef;
use crate::model::table::RowKind;

/// Columns among which marks stand.
const LEADING: usize = 2;
/// Longest mark, in letters.
const MAX_MARK: usize = 6;

/// How a mark is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Style {
    Roman,
    Capital,
    Letter,
    /// So many numbers with dots between them.
    Numbers(usize),
}

/// A row with its depth among the marks.
struct Marked {
    row_idx: usize,
    depth: usize,
}

/// All rows of the first depth, then the rows under each; nothing where all are marked alike.
pub(super) fn of_marks(draft: &Draft<'_>, column: &WeightColumn) -> Vec<Group> {
    let found = (0..LEADING.min(column.col_idx)).find_map(|col_idx| marked(draft, col_idx));
    let Some(rows) = found else {
        return Vec::new();
    };
    // The rows right below each row, and those below none.
    let mut under: Vec<Vec<usize>> = vec![Vec::new(); rows.len()];
    let mut roots: Vec<usize> = Vec::new();
    let mut path: Vec<usize> = Vec::new();
    for (idx, row) in rows.iter().enumerate() {
        let is_above = |&other: &usize| rows.get(other).is_some_and(|it| it.depth < row.depth);
        while path.last().is_some_and(|last| !is_above(last)) {
            path.pop();
        }
        match path.last().and_then(|&parent| under.get_mut(parent)) {
            Some(children) => children.push(idx),
            None => roots.push(idx),
        }
        path.push(idx);
    }
    let weight = |idx: &usize| {
        let row = rows.get(*idx)?;
        draft.number(row.row_idx, column.col_idx)
    };
    let group = |children: &[usize]| {
        let members: Vec<CellRef> = children
            .iter()
            .filter_map(|idx| weight(idx).map(|(place, _)| place))
            .collect();
        let is_whole = members.len() == children.len();
        let group = Group::new(draft, column, members);
        Group {
            is_whole: is_whole && group.is_whole,
            ..group
        }
    };
    let mut groups = vec![Group {
        words: column.header,
        ..group(&roots)
    }];
    for (idx, (row, children)) in rows.iter().zip(&under).enumerate() {
        if children.is_empty() {
            continue;
        }
        groups.push(Group {
            depth: Some(row.depth),
            words: words(draft, row.row_idx, column.col_idx),
            above: weight(&idx).map(|(place, stated)| (place, stated.value)),
            ..group(children)
        });
    }
    groups
}

/// The rows with the depth of their marks, in the order in which kinds of marks come up; `None` where
/// a line has none, or all are of one kind.
fn marked(draft: &Draft<'_>, col_idx: usize) -> Option<Vec<Marked>> {
    let records = draft.records;
    let rows = &records.typed.table.rows;
    let last = rows.iter().rposition(|row| row.kind == RowKind::Line)?;
    let mut depths: BTreeMap<Style, usize> = BTreeMap::new();
    let mut marked = Vec::new();
    for (row_idx, row) in rows.iter().enumerate().take(last + 1) {
        let style = records.typed.text(row_idx, col_idx);
        let style = style.and_then(|text| self::style(&text));
        match (row.kind, style) {
            (RowKind::Line | RowKind::Note, Some(style)) => {
                let next = depths.len();
                let depth = *depths.entry(style).or_insert(next);
                marked.push(Marked { row_idx, depth });
            }
            (RowKind::Line, None) => return None,
            (RowKind::Note | RowKind::Total | RowKind::Mean, _) => {}
        }
    }
    (depths.len() > 1).then_some(marked)
}

fn style(text: &str) -> Option<Style> {
    let mark = text.trim_end_matches(['.', ')']);
    if mark.is_empty() || mark.len() > MAX_MARK {
        return None;
    }
    let all = |is: fn(char) -> bool| mark.chars().all(is);
    if all(|c| matches!(c, 'I' | 'V' | 'X')) {
        return Some(Style::Roman);
    }
    if all(|c| c.is_ascii_digit() || c == '.') {
        return Some(Style::Numbers(mark.split('.').count()));
    }
    match mark.chars().next() {
        Some(c) if mark.len() == 1 && c.is_ascii_uppercase() => Some(Style::Capital),
        Some(c) if mark.len() == 1 && c.is_ascii_lowercase() => Some(Style::Letter),
        _ => None,
    }
}
