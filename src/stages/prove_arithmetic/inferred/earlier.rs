//! What words have claimed before figures do: whether a claim of figures says something new beside it, and which
//! claims of words give way. Claims in, yes or no out.

use std::collections::{BTreeMap, BTreeSet};

use super::super::judged::Claim;
use super::super::{Draft, holds};
use crate::model::place::CellRef;
use crate::model::relation::{Operation, Origin, Stated};

/// What words have claimed.
pub(super) struct Earlier {
    by_target: BTreeMap<CellRef, Vec<usize>>,
    /// Cells that figures claim down the columns, or make claims of; in order.
    spoken: Vec<CellRef>,
    /// The cells of differences: what words say of one of them they say of all.
    linear: BTreeSet<Vec<CellRef>>,
    /// Whether what the outline says outweighs what a few figures do.
    is_outline_sure: bool,
    /// Claims that give way.
    pub(super) gone: BTreeSet<usize>,
}

impl Earlier {
    pub(super) fn of(draft: &Draft<'_>, drafted: &[Claim]) -> Self {
        let mut by_target: BTreeMap<CellRef, Vec<usize>> = BTreeMap::new();
        for (idx, claim) in draft.claims.iter().enumerate() {
            by_target.entry(claim.target).or_default().push(idx);
        }
        // Asked only of sums that words claim.
        let may_be_asked = draft
            .claims
            .iter()
            .any(|claim| claim.operation == Operation::Sum);
        let sums = drafted.iter().filter(|_| may_be_asked);
        let mut spoken: Vec<CellRef> = sums
            .filter(|claim| claim.operation == Operation::Sum && !direction(claim))
            .flat_map(|claim| claim.operands.iter().chain([&claim.target]))
            .copied()
            .collect();
        spoken.sort_unstable();
        Self {
            by_target,
            linear: draft
                .claims
                .iter()
                .filter(|claim| is_linear(claim.operation) && claim.operation != Operation::Sum)
                .map(all_cells)
                .collect(),
            spoken,
            is_outline_sure: is_outline_sure(draft),
            gone: BTreeSet::new(),
        }
    }

    /// Whether a sum is what words say but for some addends that nothing else is said of, in one
    /// column only: then it was added up without them.
    fn leaves_out(&self, old: &Claim, new: &Claim) -> bool {
        let n_holding = new.support.map_or(0, |support| support.n_holding);
        if (old.operation, new.operation) != (Operation::Sum, Operation::Sum) || n_holding > 1 {
            return false;
        }
        let (all, some) = (cells(&old.operands), cells(&new.operands));
        let mut rest = all.difference(&some);
        some.is_subset(&all) && rest.all(|cell| self.spoken.binary_search(cell).is_err())
    }

    /// Whether words say the same of all its cells but one, or of all its cells and more, and their claim holds:
    /// what is granted less what is left is spent only where nothing was changed; else it is what was granted
    /// after the change.
    fn says_of_another(&self, draft: &Draft<'_>, new: &Claim) -> bool {
        let own = all_cells(new);
        let with_target = own.iter().filter_map(|cell| self.by_target.get(cell));
        let mut old = with_target
            .flatten()
            .filter_map(|&idx| draft.claims.get(idx));
        old.any(|old| {
            let other = all_cells(old);
            let n_shared = own.iter().filter(|cell| other.contains(cell)).count();
            let is_other = other.len() == own.len() && n_shared + 1 == own.len() && n_shared >= 2;
            let is_part = other.len() > own.len() && n_shared == own.len();
            is_linear(old.operation)
                && direction(old) == direction(new)
                && (is_other || is_part)
                && claim_holds(draft, old)
        })
    }

    /// The sums and differences that words claim down other columns of the same row.
    fn beside<'c>(
        &'c self,
        draft: &'c Draft<'_>,
        target: CellRef,
    ) -> impl Iterator<Item = &'c Claim> {
        let columns = draft.records.typed.table.columns.iter();
        columns
            .filter(move |column| column.col != target.col)
            .filter_map(move |column| self.by_target.get(&CellRef::new(target.row, column.col)))
            .flatten()
            .filter_map(|&idx| draft.claims.get(idx))
            .filter(|claim| is_linear(claim.operation) && !direction(claim))
    }

    /// Whether words make the same row of other rows in another column, and hold there.
    fn says_of_row(&self, draft: &Draft<'_>, new: &Claim) -> bool {
        let rows = |claim: &Claim| -> BTreeSet<u32> {
            claim.operands.iter().map(|place| place.row).collect()
        };
        !direction(new)
            && self.beside(draft, new.target).any(|claim| {
                claim.operands.len() > 1 && rows(claim) != rows(new) && claim_holds(draft, claim)
            })
    }

    /// Whether a sum only lacks some addends of what words say, and what words say of the same row holds in all
    /// other columns: what it lacks is nothing there.
    fn is_outvoted(&self, draft: &Draft<'_>, old: &Claim, new: &Claim) -> bool {
        let is_part = (old.operation, new.operation) == (Operation::Sum, Operation::Sum)
            && cells(&new.operands).is_subset(&cells(&old.operands));
        let beside = self.beside(draft, old.target);
        let beside =
            beside.filter(|claim| claim.operation == Operation::Sum && claim.origin == old.origin);
        let mut n_beside = 0;
        is_part
            && beside
                .inspect(|_| n_beside += 1)
                .all(|claim| claim_holds(draft, claim))
            && n_beside >= 2
    }

    /// Whether an inferred claim says something new. Words that fail where the figures of the other
    /// lines bear something else out give way.
    pub(super) fn admits(&mut self, draft: &Draft<'_>, new: &Claim) -> bool {
        let may_be_known = is_linear(new.operation) && !self.linear.is_empty();
        if may_be_known && self.linear.contains(&all_cells(new)) {
            return false;
        }
        if is_linear(new.operation)
            && !claim_holds(draft, new)
            && (self.says_of_another(draft, new) || self.says_of_row(draft, new))
        {
            return false;
        }
        let Some(same_target) = self.by_target.get(&new.target) else {
            return true;
        };
        for &idx in same_target {
            let Some(old) = draft.claims.get(idx) else {
                continue;
            };
            if old.operation == Operation::AtMost || direction(old) != direction(new) {
                continue;
            }
            // So much of one figure, it may be a part of another all the same.
            let is_rate = matches!(old.operation, Operation::Formula(_)) && old.operands.len() == 1;
            if is_rate && is_linear(new.operation) {
                continue;
            }
            let is_same =
                old.operation == new.operation && cells(&old.operands) == cells(&new.operands);
            let is_guess = old.origin == Origin::TotalLabel
                || (old.origin == Origin::Outline && !self.is_outline_sure);
            // The same total told by its subtotals says more, where it is that.
            let is_by_subtotals = old.operation == Operation::Sum
                && new.operation == Operation::Sum
                && new.operands.len() < old.operands.len()
                && claim_holds(draft, new);
            let stays = (claim_holds(draft, old) && !is_by_subtotals)
                || self.leaves_out(old, new)
                || self.is_outvoted(draft, old, new);
            if is_same || !is_guess || stays {
                return false;
            }
            self.gone.insert(idx);
        }
        true
    }
}

/// Sums of an outline that must hold for each that fails, so that what fails is no doubt of the outline.
const SURE: usize = 3;

/// Whether nearly all sums of the outline hold.
fn is_outline_sure(draft: &Draft<'_>) -> bool {
    let outline = draft
        .claims
        .iter()
        .filter(|claim| claim.origin == Origin::Outline);
    let (mut n_holding, mut n_failing) = (0_usize, 0_usize);
    for claim in outline {
        if claim_holds(draft, claim) {
            n_holding += 1;
        } else {
            n_failing += 1;
        }
    }
    n_holding >= SURE && n_holding >= n_failing.saturating_mul(SURE)
}

pub(super) fn is_linear(operation: Operation) -> bool {
    matches!(
        operation,
        Operation::Sum | Operation::Difference | Operation::Net(_)
    )
}

/// The cells of a claim, its target among them.
fn all_cells(claim: &Claim) -> Vec<CellRef> {
    let places = claim.operands.iter().chain([&claim.target]);
    let mut cells: Vec<CellRef> = places.copied().collect();
    cells.sort_unstable();
    cells
}

fn cells(places: &[CellRef]) -> BTreeSet<CellRef> {
    places.iter().copied().collect()
}

/// Whether a claim runs across a row.
pub(super) fn direction(claim: &Claim) -> bool {
    claim
        .operands
        .iter()
        .all(|place| place.row == claim.target.row)
}

pub(super) fn claim_holds(draft: &Draft<'_>, claim: &Claim) -> bool {
    numbers(draft, claim)
        .is_some_and(|(target, operands)| holds(claim.operation, &target, &operands))
}

/// What target and operands of a claim state.
pub(super) fn numbers(draft: &Draft<'_>, claim: &Claim) -> Option<(Stated, Vec<Stated>)> {
    let stated = |place: &CellRef| draft.records.typed.cells.get(place)?.stated();
    let operands: Option<Vec<Stated>> = claim.operands.iter().map(stated).collect();
    Some((stated(&claim.target)?, operands?))
}
