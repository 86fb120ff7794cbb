//! A column headed `Total` is the sum of columns beside it: in a group of totals those with the same
//! lowest header word, a lone total those to its left. Either way most rows must bear it out.

use super::across::says_rate;
use super::{Draft, holds};
use crate::model::relation::{Operation, Origin, Stated};

/// Words that begin the header of a total column.
const TOTAL_WORDS: &[&str] = &["total", "jumlah"];
/// Header words of a group of total columns.
const GROUP_HEADERS: &[&str] = &["total", "jumlah", "jumlah total", "total jumlah"];
/// Of the rows of a lone total column, the share that must be sums, in percent.
const MIN_SUPPORT: usize = 50;
/// And how many at least.
const MIN_ROWS: usize = 2;

pub(super) fn build(draft: &mut Draft<'_>) {
    let n_columns = draft.n_columns();
    let claims: Vec<(usize, Vec<usize>)> = (0..n_columns)
        .filter(|&column| draft.is_additive(column))
        .filter_map(|column| {
            let group =
                group_parts(draft, column).filter(|parts| is_supported(draft, column, parts));
            let parts = group.or_else(|| lone_parts(draft, column))?;
            Some((column, parts))
        })
        .collect();
    for (target, parts) in claims {
        for row_idx in 0..draft.records.typed.table.rows.len() {
            let Some((place, _)) = draft.number(row_idx, target) else {
                continue;
            };
            let operands: Vec<_> = parts
                .iter()
                .filter_map(|&part| draft.operand(row_idx, part))
                .collect();
            let is_rate = says_rate(draft, row_idx) && !row_holds(draft, row_idx, target, &parts);
            if !operands.is_empty() && !is_rate {
                draft.claim("A103", place, Operation::Sum, operands, Origin::TotalLabel);
            }
        }
    }
}

/// Whether the figures of a row bear the sum out.
fn row_holds(draft: &Draft<'_>, row_idx: usize, target: usize, parts: &[usize]) -> bool {
    let numbers = parts.iter();
    let numbers = numbers.filter_map(|&part| Some(draft.number(row_idx, part)?.1));
    let numbers: Vec<Stated> = numbers.collect();
    let total = draft.number(row_idx, target);
    total.is_some_and(|(_, total)| holds(Operation::Sum, &total, &numbers))
}

fn heads_group(head: &[String]) -> bool {
    matches!(head, [first, _, ..] if GROUP_HEADERS.contains(&first.as_str()))
}

/// The columns with the same lowest header word, outside the group of totals.
fn group_parts(draft: &Draft<'_>, target: usize) -> Option<Vec<usize>> {
    draft.heads.get(target).filter(|head| heads_group(head))?;
    let lowest = draft.lowest_head(target);
    let heads = draft.heads.iter().enumerate();
    let parts: Vec<usize> = heads
        .filter(|(idx, head)| {
            !heads_group(head)
                && head.len() >= 2
                && draft.is_additive(*idx)
                && draft.lowest_head(*idx) == lowest
        })
        .map(|(idx, _)| idx)
        .collect();
    (parts.len() >= 2).then_some(parts)
}

/// The run of columns that add up, left of a lone total: the one that most rows bear out.
fn lone_parts(draft: &Draft<'_>, target: usize) -> Option<Vec<usize>> {
    let begins_total = |column: usize| {
        let words = draft.lowest_head(column);
        TOTAL_WORDS.contains(&words.split(' ').next().unwrap_or_default())
    };
    if !begins_total(target) {
        return None;
    }
    let run: Vec<usize> = (0..target)
        .rev()
        .take_while(|&idx| draft.is_additive(idx) && !begins_total(idx))
        .collect();
    let runs = (2..=run.len()).filter_map(|len| run.get(..len));
    // Of equals the longest: what it has more are zeros.
    let best = runs
        .filter_map(|parts| Some((support(draft, target, parts)?, parts)))
        .max_by_key(|(n_holding, parts)| (*n_holding, parts.len()));
    best.map(|(_, parts)| parts.iter().rev().copied().collect())
}

fn is_supported(draft: &Draft<'_>, target: usize, parts: &[usize]) -> bool {
    support(draft, target, parts).is_some()
}

/// How many rows bear a sum out, if they are enough of them.
fn support(draft: &Draft<'_>, target: usize, parts: &[usize]) -> Option<usize> {
    let (mut n_rows, mut n_holding) = (0, 0);
    for row_idx in 0..draft.records.typed.table.rows.len() {
        let Some((_, stated)) = draft.number(row_idx, target) else {
            continue;
        };
        if parts
            .iter()
            .any(|&part| draft.records.typed.unreadable_cell(row_idx, part).is_some())
        {
            continue;
        }
        let operands: Vec<Stated> = parts
            .iter()
            .filter_map(|&part| draft.number(row_idx, part))
            .map(|(_, stated)| stated)
            .collect();
        // A row with one addend is a sum by chance.
        if operands.len() >= 2 {
            n_rows += 1;
            n_holding += usize::from(holds(Operation::Sum, &stated, &operands));
        }
    }
    (n_holding >= MIN_ROWS && n_holding * 100 >= n_rows * MIN_SUPPORT).then_some(n_holding)
}
