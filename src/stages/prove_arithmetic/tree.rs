//! Every parent of the tree is the sum of its children, in every column that adds up.

use super::{Draft, holds, levels, tell_levels};
use crate::model::of_which;
use crate::model::record::Line;
use crate::model::relation::{Operation, Origin, Stated};
use crate::model::table::RowKind;

pub(super) fn build(draft: &mut Draft<'_>) {
    if !draft.is_complete() {
        return;
    }
    let columns: Vec<usize> = (0..draft.n_columns())
        .filter(|&column| draft.is_additive(column))
        .collect();
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); draft.records.lines.len()];
    for (idx, line) in draft.records.lines.iter().enumerate() {
        if let Some(siblings) = line.parent.and_then(|parent| children.get_mut(parent)) {
            siblings.push(idx);
        }
    }
    let lists_some: Vec<bool> = draft
        .names
        .iter()
        .map(|words| of_which::says(words))
        .collect();
    let lines = draft.records.lines.iter().zip(&children).zip(lists_some);
    for ((line, children), lists_some) in lines {
        let children = until_total(draft, line, children, &columns);
        if lists_some || children.is_empty() || ends_before(draft, line, children) {
            continue;
        }
        let origin = if line.code.is_some() {
            Origin::CodeTree
        } else {
            Origin::Outline
        };
        for &column in &columns {
            let Some((target, stated)) = draft.number(line.row_idx, column) else {
                continue;
            };
            let operands = draft.addends(children, column);
            let numbers: Vec<Stated> = operands
                .iter()
                .filter_map(|place| draft.records.typed.cells.get(place)?.stated())
                .collect();
            if origin == Origin::Outline
                && !draft.has_unreadable(&operands)
                && let Some(times) = levels(&stated, &numbers)
            {
                tell_levels(draft, target, &line.name, times);
                continue;
            }
            if !operands.is_empty() {
                let operation = if is_financing(draft, line, children) {
                    Operation::Difference
                } else {
                    Operation::Sum
                };
                draft.claim("A101", target, operation, operands, origin);
            }
        }
    }
}

/// The children above the first total below a line, where more columns bear those out than all of them: what
/// stands below the total may be a list of its own.
fn until_total<'c>(
    draft: &Draft<'_>,
    line: &Line,
    children: &'c [usize],
    columns: &[usize],
) -> &'c [usize] {
    let row_of = |child: &usize| draft.records.lines.get(*child).map(|line| line.row_idx);
    let rows = draft.records.typed.table.rows.iter().enumerate();
    let last = children.last().and_then(row_of).unwrap_or_default();
    let total = rows
        .take(last)
        .skip(line.row_idx + 1)
        .find(|(_, row)| row.kind == RowKind::Total);
    let Some((total, _)) = total.filter(|_| line.code.is_none()) else {
        return children;
    };
    let n_above = children.partition_point(|child| row_of(child) < Some(total));
    let above = children.get(..n_above).unwrap_or_default();
    let n_holding = |lines: &[usize]| {
        let holds_in = |&&column: &&usize| {
            let operands = draft.addends(lines, column);
            let numbers = operands.iter();
            let numbers = numbers.filter_map(|at| draft.records.typed.cells.get(at)?.stated());
            let numbers: Vec<Stated> = numbers.collect();
            let stated = draft.number(line.row_idx, column);
            stated.is_some_and(|(_, stated)| holds(Operation::Sum, &stated, &numbers))
        };
        columns.iter().filter(holds_in).count()
    };
    if !above.is_empty() && n_holding(above) > n_holding(children) {
        above
    } else {
        children
    }
}

/// Whether a total stands between a line and its first child: it ends the line's block, so that what
/// follows belongs to the total.
fn ends_before(draft: &Draft<'_>, line: &Line, children: &[usize]) -> bool {
    let first = children
        .first()
        .and_then(|&child| draft.records.lines.get(child));
    let between = first.map_or(0..0, |first| line.row_idx + 1..first.row_idx);
    let rows = draft
        .records
        .typed
        .table
        .rows
        .get(between)
        .unwrap_or_default();
    rows.iter().any(|row| row.kind == RowKind::Total)
}

/// Financing (account 6) is what comes in (6.1) less what goes out (6.2): PP 71/2010, PSAP 02.
fn is_financing(draft: &Draft<'_>, line: &Line, children: &[usize]) -> bool {
    let key = |idx: &usize| {
        draft
            .records
            .lines
            .get(*idx)
            .map(|line| line.key.as_slice())
    };
    let in_and_out = matches!(children, [first, second] if key(first) == Some(&[6, 1]) && key(second) == Some(&[6, 2]));
    line.level.as_deref() == Some("akun") && line.key == [6] && in_and_out
}
