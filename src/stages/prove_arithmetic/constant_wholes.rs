//! A column that states the same whole in every row, which the columns beside it share out: working days
//! as present, on leave and ill; a hundred percent by answers. Figures in, claims out. What never changes
//! is no surprise, so that inference finds nothing in it; but that parts which do change always make it is.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Draft;
use super::across::{Across, Words};
use crate::model::table::RowKind;

/// Fewest parts, and most.
const MIN_PARTS: usize = 3;
const MAX_PARTS: usize = 24;
/// Fewest rows of unlike parts that make the whole.
const MIN_UNLIKE: usize = 3;
/// Of the rows, the share that must state the same whole, and that must make it, in percent.
const MIN_SAME: usize = 80;
const MIN_HOLDING: usize = 75;
/// Rows that are looked at to find such a column.
const SAMPLE: usize = 200;

pub(super) fn build(draft: &mut Draft<'_>) {
    let n_columns = draft.n_columns();
    let mut claims: Vec<Across> = Vec::new();
    // Parts that never change make no unlike rows, however many of them are tried together.
    let mut changing: Vec<Option<bool>> = vec![None; n_columns];
    for target in 0..n_columns {
        if !is_constant(draft, target) {
            continue;
        }
        let is_part = |idx: &usize| {
            let reading = draft.records.typed.columns.get(*idx);
            reading.is_some_and(|reading| reading.n_numbers > 0) && *idx != target
        };
        let right: Vec<usize> = (target + 1..n_columns).take_while(is_part).collect();
        let left: Vec<usize> = (0..target).rev().take_while(is_part).collect();
        let best = [right, left]
            .iter()
            .flat_map(|run| runs(run))
            .map(|operands| Across::sum(target, operands))
            .find(|across| {
                let mut parts = across.operands.iter();
                let changes = parts.any(|&part| match changing.get_mut(part) {
                    Some(known) => *known.get_or_insert_with(|| changes(draft, part)),
                    None => false,
                });
                changes && is_borne_out(draft, across)
            });
        claims.extend(best);
    }
    for claim in claims {
        claim.claim(draft, Words::Suggest);
    }
}

/// The first columns of a run, the most first, from left to right.
fn runs(run: &[usize]) -> impl Iterator<Item = Vec<usize>> {
    let most = run.len().min(MAX_PARTS);
    (MIN_PARTS..=most).rev().filter_map(|len| {
        let mut run = run.get(..len)?.to_vec();
        run.sort_unstable();
        Some(run)
    })
}

/// Whether nearly all rows state the same.
fn is_constant(draft: &Draft<'_>, column: usize) -> bool {
    let lines = draft.records.lines.iter().take(SAMPLE);
    let values: Vec<Decimal> = lines
        .filter_map(|line| draft.number(line.row_idx, column))
        .map(|(_, stated)| stated.value)
        .collect();
    let Some(middle) = values.get(values.len() / 2).filter(|it| !it.is_zero()) else {
        return false;
    };
    let n_same = values.iter().filter(|value| *value == middle).count();
    n_same > MIN_UNLIKE && n_same * 100 >= values.len() * MIN_SAME
}

/// Whether any two rows state different numbers, or one states none.
fn changes(draft: &Draft<'_>, column: usize) -> bool {
    let rows = draft.records.typed.table.rows.iter().enumerate();
    let counted = rows.filter(|(_, row)| matches!(row.kind, RowKind::Line | RowKind::Total));
    let mut values = counted.map(|(idx, _)| draft.number(idx, column).map(|(_, it)| it.value));
    let first = values.next().flatten();
    first.is_none() || values.any(|value| value != first)
}

fn is_borne_out(draft: &Draft<'_>, across: &Across) -> bool {
    let rows = across.sample(draft);
    let mut unlike: BTreeSet<Vec<Decimal>> = BTreeSet::new();
    let mut n_holding = 0;
    for row in &rows {
        let parts: Vec<Decimal> = row.operands.iter().map(|(_, part)| part.value).collect();
        let n_parts = parts.iter().filter(|part| !part.is_zero()).count();
        if row.holds(across.operation) {
            n_holding += 1;
            if n_parts > 1 {
                unlike.insert(parts);
            }
        }
    }
    unlike.len() >= MIN_UNLIKE && n_holding * 100 >= rows.len() * MIN_HOLDING
}
