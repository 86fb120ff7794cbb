//! The same total in several documents: each kind of the chain against the next that is present.

use super::comparison::{Comparison, Figure, Group, column, copies_against, number, of_kind};
use crate::model::record::RecordSet;
use crate::model::table::RowKind;

pub(super) fn compare(comparison: &mut Comparison<'_>, group: &Group<'_>) {
    let quantity = &comparison.rule.quantity;
    if !comparison.has_pair(group) {
        return;
    }
    let chain: Vec<Vec<Figure>> = comparison
        .rule
        .kinds
        .iter()
        .map(|kind| of_kind(group, kind))
        .map(|sets| sets.iter().filter_map(|set| total(set, quantity)).collect())
        // Several tables of one kind are copies, or else months or revisions: which one counts is
        // not said.
        .filter(|copies: &Vec<Figure>| {
            !copies.is_empty() && copies.iter().all(|copy| copy.same_as(&copies[0]))
        })
        .collect();
    for pair in chain.windows(2) {
        let [before, after] = pair else { continue };
        for (first, second) in copies_against(before, after) {
            comparison.agree(first, second);
        }
    }
}

/// A table's total: the line in force, the only root, the total row, or else all lines together.
pub(super) fn total(set: &RecordSet, quantity: &str) -> Option<Figure> {
    let column = column(set, quantity)?;
    let line = |idx: usize| {
        set.lines
            .get(idx)
            .and_then(|line| number(set, line.row_idx, column))
    };
    if let Some(in_force) = set.in_force {
        return line(in_force).map(|cell| Figure { cells: vec![cell] });
    }
    let roots = set.children(None);
    if let [root] = roots.as_slice()
        && let Some(cell) = line(*root)
    {
        return Some(Figure { cells: vec![cell] });
    }
    let rows = &set.typed.table.rows;
    if let Some(total_row) = rows.iter().rposition(|row| row.kind == RowKind::Total) {
        return number(set, total_row, column).map(|cell| Figure { cells: vec![cell] });
    }
    let cells: Vec<_> = roots.iter().filter_map(|&root| line(root)).collect();
    (!cells.is_empty() && cells.len() == roots.len()).then_some(Figure { cells })
}
