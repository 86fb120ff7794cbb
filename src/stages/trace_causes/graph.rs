//! The graph of relations and cells: what else changes when one cell is corrected.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::amount::Grain;
use crate::model::place::Place;
use crate::model::relation::{Operation, Origin, Proof, Relation, Stated, Verdict, compute, judge};

/// Most cells that may follow one correction.
const MAX_FOLLOWERS: usize = 200;

/// Relations by the cells they speak of.
pub(super) struct Graph<'a> {
    pub(super) proof: &'a Proof,
    touching: BTreeMap<&'a Place, Vec<usize>>,
}

/// Corrections already made: values of cells, and failures that hold with them.
#[derive(Debug, Default)]
pub(super) struct Settled {
    values: BTreeMap<Place, Decimal>,
    mended: BTreeSet<usize>,
}

impl Settled {
    /// Takes over a correction and what followed it.
    pub(super) fn accept(&mut self, cell: &Place, value: Decimal, effect: &Effect) {
        self.values.insert(cell.clone(), value);
        self.values.extend(effect.followers.clone());
        self.mended.extend(&effect.fixed);
    }
}

/// What a correction of one cell brings about.
#[derive(Debug, Clone, Default)]
pub(super) struct Effect {
    /// Failed relations that hold afterwards.
    pub(super) fixed: BTreeSet<usize>,
    /// Relations that held and fail afterwards.
    pub(super) n_broken: usize,
    /// Cells that must change with it, since they were computed from it.
    pub(super) followers: BTreeMap<Place, Decimal>,
    /// Relations that were looked at.
    pub(super) touched: BTreeSet<usize>,
}

impl<'a> Graph<'a> {
    pub(super) fn new(proof: &'a Proof) -> Self {
        let mut touching: BTreeMap<&Place, Vec<usize>> = BTreeMap::new();
        for (idx, relation) in proof.relations.iter().enumerate() {
            if matches!(relation.verdict, Verdict::CannotJudge(_))
                || relation.operation == Operation::Count
            {
                // A count is touched through its target only.
                if relation.operation == Operation::Count {
                    touching.entry(&relation.target).or_default().push(idx);
                }
                continue;
            }
            touching.entry(&relation.target).or_default().push(idx);
            for operand in &relation.operands {
                touching.entry(operand).or_default().push(idx);
            }
        }
        Self { proof, touching }
    }

    pub(super) fn relation(&self, idx: usize) -> Option<&'a Relation> {
        self.proof.relations.get(idx)
    }

    /// Relations that speak of a cell.
    pub(super) fn touching(&self, place: &Place) -> &[usize] {
        self.touching.get(place).map_or(&[], Vec::as_slice)
    }

    pub(super) fn stated(&self, place: &Place) -> Option<&'a Stated> {
        self.proof.numbers.get(place)
    }

    /// Numbers of a relation's operands; of a count, one each.
    pub(super) fn operands(&self, relation: &Relation) -> Option<Vec<Stated>> {
        if relation.operation == Operation::Count {
            let one = Stated {
                value: Decimal::ONE,
                grain: Grain::Exact,
                unit: crate::model::amount::Unit::Unknown,
            };
            return Some(vec![one; relation.operands.len()]);
        }
        relation
            .operands
            .iter()
            .map(|place| self.stated(place).cloned())
            .collect()
    }

    /// What happens when `cell` becomes `value`: cells computed from it follow, then every relation
    /// touched is judged again.
    ///
    /// Limits and stated counts hold or fail by themselves: moving the limit, or a row, to make them
    /// hold is no correction, so they never speak for a cell that is not their own.
    pub(super) fn correct(&self, cell: &Place, value: Decimal, settled: &Settled) -> Effect {
        let mut changed = settled.values.clone();
        changed.insert(cell.clone(), value);
        let mut followers: BTreeSet<Place> = BTreeSet::new();
        let mut queue = VecDeque::from([cell.clone()]);
        let mut touched: BTreeSet<usize> = BTreeSet::new();
        let mut n_steps = 0;
        while let Some(place) = queue.pop_front() {
            n_steps += 1;
            if n_steps > MAX_FOLLOWERS * 2 {
                break;
            }
            for &idx in self.touching(&place) {
                touched.insert(idx);
                let Some((follower, value)) = self.follower(idx, &place, &changed, settled) else {
                    continue;
                };
                if follower != *cell
                    && changed.get(&follower) != Some(&value)
                    && followers.len() <= MAX_FOLLOWERS
                {
                    changed.insert(follower.clone(), value);
                    followers.insert(follower.clone());
                    queue.push_back(follower);
                }
            }
        }
        let mut effect = Effect::default();
        for &idx in &touched {
            let Some(relation) = self.relation(idx) else {
                continue;
            };
            let held = self.holds(idx, settled);
            let holds = matches!(self.judge_with(relation, &changed), Some(Verdict::Holds(_)));
            let own = relation.target == *cell || relation.operation != Operation::AtMost;
            match (held, holds) {
                (false, true) if own => {
                    effect.fixed.insert(idx);
                }
                (true, false) => effect.n_broken += 1,
                (true, true) | (false, _) => {}
            }
        }
        effect.touched = touched;
        effect.followers = followers
            .into_iter()
            .filter_map(|place| changed.get(&place).copied().map(|value| (place, value)))
            .collect();
        effect
    }

    /// Whether a relation holds, with the corrections already made.
    fn holds(&self, idx: usize, settled: &Settled) -> bool {
        let held = self
            .relation(idx)
            .is_some_and(|relation| matches!(relation.verdict, Verdict::Holds(_)));
        held || settled.mended.contains(&idx)
    }

    /// The cell that must follow when `place` changes, by a relation that held: the target of what
    /// it is part of, or the copy of a figure in another table.
    fn follower(
        &self,
        idx: usize,
        place: &Place,
        changed: &BTreeMap<Place, Decimal>,
        settled: &Settled,
    ) -> Option<(Place, Decimal)> {
        let relation = self.relation(idx)?;
        if !self.holds(idx, settled)
            || matches!(relation.operation, Operation::AtMost | Operation::Count)
        {
            return None;
        }
        if matches!(self.judge_with(relation, changed), Some(Verdict::Holds(_))) {
            return None;
        }
        if relation.target != *place {
            let operands = self.operands_with(relation, changed)?;
            let exact = compute(relation.operation, &operands)?;
            let value = match self.stated(&relation.target)?.grain {
                Grain::Exact => exact,
                Grain::Decimals(decimals) => {
                    exact.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
                }
            };
            return Some((relation.target.clone(), value));
        }
        let is_copy =
            relation.operation == Operation::Equal && relation.origin == Origin::BetweenDocuments;
        let copy = relation.operands.first().filter(|_| is_copy)?;
        Some((copy.clone(), *changed.get(place)?))
    }

    fn operands_with(
        &self,
        relation: &Relation,
        changed: &BTreeMap<Place, Decimal>,
    ) -> Option<Vec<Stated>> {
        let mut operands = self.operands(relation)?;
        if relation.operation != Operation::Count {
            for (operand, place) in operands.iter_mut().zip(&relation.operands) {
                if let Some(value) = changed.get(place) {
                    operand.value = *value;
                }
            }
        }
        Some(operands)
    }

    fn judge_with(
        &self,
        relation: &Relation,
        changed: &BTreeMap<Place, Decimal>,
    ) -> Option<Verdict> {
        let mut target = self.stated(&relation.target)?.clone();
        if let Some(value) = changed.get(&relation.target) {
            target.value = *value;
        }
        Some(judge(
            relation.operation,
            &target,
            &self.operands_with(relation, changed)?,
        ))
    }

    /// The values that single cells would need for a failed relation to hold: its target, and in
    /// linear relations each operand.
    pub(super) fn candidates(&self, relation: &Relation) -> Vec<(Place, Decimal)> {
        let (Some(target), Some(operands)) =
            (self.stated(&relation.target), self.operands(relation))
        else {
            return Vec::new();
        };
        let Some(computed) = compute(relation.operation, &operands) else {
            return Vec::new();
        };
        let rounded = match (relation.operation, target.grain) {
            (Operation::Share | Operation::Change, Grain::Decimals(decimals)) => computed
                .round_dp_with_strategy(decimals.max(2), RoundingStrategy::MidpointAwayFromZero),
            (_, Grain::Decimals(decimals)) => {
                computed.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
            }
            (Operation::Share | Operation::Change | Operation::Mean, Grain::Exact) => computed
                .round_dp_with_strategy(
                    target.value.scale().max(2),
                    RoundingStrategy::MidpointAwayFromZero,
                ),
            (_, Grain::Exact) => computed,
        };
        let mut candidates = vec![(relation.target.clone(), rounded)];
        let Some(miss) = target.value.checked_sub(computed) else {
            return candidates;
        };
        for (position, (place, operand)) in relation.operands.iter().zip(&operands).enumerate() {
            if relation.origin == Origin::BetweenDocuments && self.is_corroborated(place) {
                continue;
            }
            let value = match (relation.operation, position) {
                (Operation::Sum | Operation::Equal, _) | (Operation::Difference, 0) => {
                    operand.value.checked_add(miss)
                }
                (Operation::Difference, _) => operand.value.checked_sub(miss),
                (
                    Operation::Product
                    | Operation::Share
                    | Operation::Change
                    | Operation::Mean
                    | Operation::Count
                    | Operation::AtMost,
                    _,
                ) => None,
            };
            candidates.extend(value.map(|value| (place.clone(), value)));
        }
        candidates
    }

    /// Whether another table states the same figure as this cell.
    fn is_corroborated(&self, place: &Place) -> bool {
        self.touching(place)
            .iter()
            .filter_map(|&idx| self.relation(idx))
            .any(|relation| {
                relation.origin == Origin::BetweenDocuments
                    && relation.operation == Operation::Equal
                    && matches!(relation.verdict, Verdict::Holds(_))
            })
    }

    /// Whether a failed claim of the cell's own table speaks of it.
    pub(super) fn fails_at_home(&self, place: &Place) -> bool {
        self.touching(place)
            .iter()
            .filter_map(|&idx| self.relation(idx))
            .any(|relation| {
                relation.origin != Origin::BetweenDocuments
                    && relation.operation != Operation::AtMost
                    && matches!(relation.verdict, Verdict::Fails(_))
            })
    }
}
