//! Weights make a whole, though no cell says so: those of one list, or of each block of it, add up to
//! 100 (or 1), or to the weight of what they stand under. Lines and their weights in, claims out. A
//! header says that a column weighs; that its weights make a whole, and which, only the numbers tell:
//! most blocks make it exactly, or one list of round weights misses it by little. Never speaks of a
//! column with a total row, which states what its weights make, or of an excerpt.

mod column;
mod groups;
mod marks;

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Draft;
use super::judged::MAX_INFERRED_DECIMALS;
use crate::model::amount::{Grain, Unit};
use crate::model::place::CellRef;
use crate::model::relation::{Operation, Origin, Stated};
use column::WeightColumn;
pub(super) use column::weighs as is_weight;
use groups::Group;

/// Of the blocks of a kind, the share that must make the whole, in percent.
const MIN_SUPPORT: usize = 60;
/// And how many at least.
const MIN_BLOCKS: usize = 2;
/// Fewest weights of a list whose sum is no accident.
const MIN_WEIGHTS: usize = 3;
/// By how many hundredths of the whole one of two blocks may miss it, the other making it.
const MAX_BLOCK_MISS: i64 = 20;

pub(super) fn build(draft: &mut Draft<'_>) {
    if !draft.is_complete() {
        return;
    }
    let columns: Vec<WeightColumn> = (0..draft.n_columns())
        .filter_map(|col_idx| WeightColumn::read(draft, col_idx))
        .collect();
    for column in columns {
        build_column(draft, &column);
    }
}

fn build_column(draft: &mut Draft<'_>, column: &WeightColumn) {
    let mut groups = groups::of_tree(draft, column);
    if groups.iter().all(|group| group.depth.is_none()) {
        let marked = marks::of_marks(draft, column);
        if !marked.is_empty() {
            groups = marked;
        }
    }
    let depths = groups.iter().filter_map(|group| group.depth).max();
    let mut is_confirmed = false;
    for depth in 0..=depths.unwrap_or_default() {
        let of_depth: Vec<&Group> = groups
            .iter()
            .filter(|group| group.depth == Some(depth))
            .collect();
        // What stands under a weight shares it; else each block is a whole.
        if is_supported(&of_depth, |group| {
            group.above.as_ref().map(|(_, weight)| *weight)
        }) {
            is_confirmed = true;
            let sums = draft.claims.iter();
            let sums = sums.filter(|claim| claim.operation == Operation::Sum);
            let claimed: BTreeSet<CellRef> = sums.map(|claim| claim.target).collect();
            for group in &of_depth {
                claim_parts(draft, group, &claimed);
            }
        } else if !column.has_total && is_supported(&of_depth, |_| Some(column.whole)) {
            for group in &of_depth {
                claim_whole(draft, column, group);
            }
            return;
        }
    }
    if column.has_total {
        return;
    }
    let Some(all) = groups.iter().find(|group| group.depth.is_none()) else {
        return;
    };
    if all.sum == column.whole && all.members.len() >= MIN_WEIGHTS {
        claim_whole(draft, column, all);
        return;
    }
    if depths.is_none() {
        let runs = groups::of_runs(draft, column);
        let blocks: Option<Vec<Group>> = runs.into_iter().find(|blocks| {
            let blocks: Vec<&Group> = blocks.iter().collect();
            is_supported(&blocks, |_| Some(column.whole))
        });
        if let Some(blocks) = blocks {
            for group in &blocks {
                claim_whole(draft, column, group);
            }
            return;
        }
    }
    if column::is_near(column, all, is_confirmed) {
        claim_whole(draft, column, all);
    }
}

/// Whether most blocks make their whole exactly; a block of one line bears nothing out.
fn is_supported(groups: &[&Group], whole: impl Fn(&Group) -> Option<Decimal>) -> bool {
    let blocks: Vec<(&Group, Decimal)> = groups
        .iter()
        .filter(|group| group.members.len() > 1 && group.is_whole)
        .filter_map(|group| Some((*group, whole(group)?)))
        .collect();
    let n_holding = blocks
        .iter()
        .filter(|(group, whole)| group.makes(*whole))
        .count();
    if let ([(one, one_whole), (other, other_whole)], 1) = (blocks.as_slice(), n_holding) {
        let is_close = |group: &Group, whole: Decimal| {
            let miss = group.sum.saturating_sub(whole).abs();
            let miss = miss.saturating_mul(Decimal::ONE_HUNDRED);
            miss <= whole * Decimal::from(MAX_BLOCK_MISS)
        };
        return is_close(one, *one_whole) && is_close(other, *other_whole);
    }
    n_holding >= MIN_BLOCKS && n_holding * 100 >= blocks.len() * MIN_SUPPORT
}

/// The lines of a block share the weight that their heading states.
fn claim_parts(draft: &mut Draft<'_>, group: &Group, claimed: &BTreeSet<CellRef>) {
    let Some((target, _)) = &group.above else {
        return;
    };
    if claimed.contains(target) || !group.is_whole || group.members.is_empty() {
        return;
    }
    draft.claim(
        "A101",
        *target,
        Operation::Sum,
        group.members.clone(),
        Origin::ColumnMeaning,
    );
}

/// The lines of a block make a whole; the claim stands at the words over them.
fn claim_whole(draft: &mut Draft<'_>, column: &WeightColumn, group: &Group) {
    let is_open = !group.is_whole || draft.has_unreadable(&group.members);
    let is_excused = group.sum != column.whole && group.makes(column.whole) && !group.is_rounded;
    let Some(target) = group.words.filter(|_| !is_open && !is_excused) else {
        return;
    };
    if group.members.is_empty() || draft.said.contains_key(&target) {
        return;
    }
    let stated = Stated {
        value: column.whole,
        grain: Grain::Exact,
        unit: Unit::Unknown,
    };
    draft.said.insert(target, stated);
    draft.claim(
        "A107",
        target,
        Operation::Sum,
        group.members.clone(),
        Origin::Norm,
    );
}

/// What a norm speaks of was decided, not measured: a whole number is what it says.
pub(super) fn as_decided(operands: &mut [Stated]) {
    let decimals = |operand: &Stated| operand.value.normalize().scale();
    let most = operands.iter().map(decimals).max().unwrap_or_default();
    for operand in operands {
        operand.grain = match decimals(operand) {
            0 => Grain::Exact,
            _ => Grain::Decimals(most.min(MAX_INFERRED_DECIMALS)),
        };
    }
}
