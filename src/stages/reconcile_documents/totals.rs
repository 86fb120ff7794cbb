//! The same total in several documents: each kind of the chain against the next that is present.

use super::{Comparison, Figure, Group, column, number, of_kind};
use crate::model::record::RecordSet;
use crate::model::table::RowKind;

pub(super) fn compare(comparison: &mut Comparison<'_>, group: &Group<'_>) {
    let mut before: Option<Figure> = None;
    for kind in &comparison.rule.kinds {
        let found = of_kind(group, kind);
        // Several tables of one kind are months or revisions; which one counts is not said.
        let [only] = found.as_slice() else { continue };
        let Some(figure) = total(only, &comparison.rule.quantity) else {
            continue;
        };
        if let Some(before) = &before {
            comparison.agree(before, &figure);
        }
        before = Some(figure);
    }
}

/// A table's total: the line in force, the only root, the total row, or else all lines together.
fn total(set: &RecordSet, quantity: &str) -> Option<Figure> {
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
