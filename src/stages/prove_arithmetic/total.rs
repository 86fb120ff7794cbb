//! Rows labelled as totals are sums, rows labelled as means are means, of the lines above them.

use std::collections::BTreeSet;

use super::{Draft, holds};
use crate::model::finding::{Finding, Severity};
use crate::model::place::Place;
use crate::model::relation::{Operation, Origin, Stated};
use crate::model::table::RowKind;
use crate::model::text::{has_phrase, normalize};

pub(super) fn build(draft: &mut Draft<'_>) {
    if !draft.is_complete() {
        return;
    }
    let rows = &draft.records.typed.table.rows;
    let aggregates: Vec<(usize, RowKind)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| matches!(row.kind, RowKind::Total | RowKind::Mean))
        .map(|(idx, row)| (idx, row.kind))
        .collect();
    let (mut previous_total, mut previous_mean) = (None, None);
    for (position, &(row_idx, kind)) in aggregates.iter().enumerate() {
        let is_last = position + 1 == aggregates.len();
        if kind == RowKind::Total {
            let lines = scope(draft, row_idx, previous_total, is_last, Operation::Sum);
            sums(draft, row_idx, &lines);
            previous_total = Some(row_idx);
        } else {
            let lines = scope(draft, row_idx, previous_mean, is_last, Operation::Mean);
            means(draft, row_idx, &lines);
            previous_mean = Some(row_idx);
        }
    }
}

/// The lines a total or mean is made of: all roots above it, or those since the one before,
/// whichever makes more of its columns hold.
fn scope(
    draft: &Draft<'_>,
    row_idx: usize,
    previous: Option<usize>,
    is_last: bool,
    operation: Operation,
) -> Vec<usize> {
    let above = |since: Option<usize>| -> Vec<usize> {
        let lines = draft.records.lines.iter().enumerate();
        lines
            .filter(|(_, line)| {
                line.row_idx < row_idx && since.is_none_or(|since| line.row_idx > since)
            })
            .filter(|(_, line)| line.parent.is_none())
            .map(|(idx, _)| idx)
            .collect()
    };
    let all = above(None);
    if previous.is_none() {
        return all;
    }
    let since = above(previous);
    if since.is_empty() {
        return all;
    }
    let support = |lines: &[usize]| {
        (0..draft.n_columns())
            .filter(|&column| {
                let Some((_, target)) = draft.number(row_idx, column) else {
                    return false;
                };
                let operands = stated(draft, &draft.addends(lines, column));
                !operands.is_empty() && holds(operation, &target, &operands)
            })
            .count()
    };
    let label = draft
        .records
        .typed
        .table
        .rows
        .get(row_idx)
        .map_or_else(String::new, |row| normalize(&row.label));
    let says_all = is_last
        && ["total", "seluruh", "keseluruhan", "grand"]
            .iter()
            .any(|word| has_phrase(&label, word));
    match support(&all).cmp(&support(&since)) {
        std::cmp::Ordering::Greater => all,
        std::cmp::Ordering::Equal if says_all => all,
        std::cmp::Ordering::Less | std::cmp::Ordering::Equal => since,
    }
}

fn stated(draft: &Draft<'_>, places: &[Place]) -> Vec<Stated> {
    places
        .iter()
        .filter_map(|place| draft.records.typed.cells.get(&place.cell)?.stated())
        .collect()
}

fn sums(draft: &mut Draft<'_>, row_idx: usize, lines: &[usize]) {
    // A percentage of the total row that has its own division is not the sum of percentages.
    let divided: BTreeSet<Place> = draft
        .claims
        .iter()
        .filter(|claim| matches!(claim.operation, Operation::Share | Operation::Change))
        .map(|claim| claim.target.clone())
        .collect();
    for column in 0..draft.n_columns() {
        let Some((target, _)) = draft.number(row_idx, column) else {
            continue;
        };
        if divided.contains(&target) {
            continue;
        }
        let operands = draft.addends(lines, column);
        if operands.is_empty() {
            without_addends(draft, row_idx, column, &target);
        } else {
            draft.claim("A102", target, Operation::Sum, operands, Origin::TotalLabel);
        }
    }
}

fn means(draft: &mut Draft<'_>, row_idx: usize, lines: &[usize]) {
    for column in 0..draft.n_columns() {
        let Some((target, _)) = draft.number(row_idx, column) else {
            continue;
        };
        let operands = draft.addends(lines, column);
        if !operands.is_empty() {
            draft.claim(
                "A104",
                target,
                Operation::Mean,
                operands,
                Origin::TotalLabel,
            );
        }
    }
}

/// A total in a column where no number stands is likely in the wrong column.
fn without_addends(draft: &mut Draft<'_>, row_idx: usize, column: usize, target: &Place) {
    if !draft.records.is_additive(column) {
        return;
    }
    let table = &draft.records.typed.table;
    let title = table
        .columns
        .get(column)
        .map(crate::model::table::Column::title)
        .unwrap_or_default();
    let label = table
        .rows
        .get(row_idx)
        .map(|row| row.label.clone())
        .unwrap_or_default();
    let mut finding = Finding::at("A110", Severity::Warning, target)
        .fact("column", title)
        .fact("label", label);
    finding.stated = draft
        .number(row_idx, column)
        .map(|(_, stated)| stated.value);
    draft.findings.push(finding);
}
