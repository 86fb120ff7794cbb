//! One correction on paper: the cells that change with it, what that does to each relation touched,
//! and the verdict over all of them. Never changes the graph.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::wanted::without_noise;
use super::{CellId, Effect, Graph, Link, Node, Role, Settled};
use crate::model::amount::Grain;
use crate::model::relation::{Operation, Origin, Stated, Verdict, compute, judge};

/// A correction being tried.
pub(super) struct Trial<'g, 'a> {
    graph: &'g Graph<'a>,
    settled: &'g Settled,
    pub(super) changed: BTreeMap<CellId, Decimal>,
    /// By how much the operands of linear relations have changed together.
    shifts: BTreeMap<usize, Decimal>,
    touched: BTreeSet<usize>,
}

impl<'g, 'a> Trial<'g, 'a> {
    pub(super) fn new(graph: &'g Graph<'a>, settled: &'g Settled) -> Self {
        Self {
            graph,
            settled,
            changed: BTreeMap::new(),
            shifts: BTreeMap::new(),
            touched: BTreeSet::new(),
        }
    }

    pub(super) fn value(&self, cell: CellId) -> Option<Decimal> {
        let changed = self
            .changed
            .get(&cell)
            .or_else(|| self.settled.values.get(&cell));
        changed.copied().or_else(|| self.graph.value(cell))
    }

    pub(super) fn set(&mut self, cell: CellId, value: Decimal) {
        let before = self.value(cell).unwrap_or_default();
        let shift = value.saturating_sub(before);
        self.changed.insert(cell, value);
        for link in self.graph.links_of(cell) {
            self.touched.insert(link.relation);
            let shift = match link.role {
                Role::Added => shift,
                Role::Subtracted => -shift,
                Role::Target | Role::Factor => continue,
            };
            let sum = self.shifts.entry(link.relation).or_default();
            *sum = sum.saturating_add(shift);
        }
    }

    /// What a relation's operands make now.
    pub(super) fn computed(&self, idx: usize) -> Option<Decimal> {
        let node = self.graph.node(idx)?;
        if let Some(linear) = &node.linear {
            let shift =
                |shifts: &BTreeMap<usize, Decimal>| shifts.get(&idx).copied().unwrap_or_default();
            let shift = shift(&self.shifts).checked_add(shift(&self.settled.shifts))?;
            return linear
                .middle
                .checked_add(shift.checked_div(linear.divisor)?);
        }
        compute(self.graph.relation(idx)?.operation, &self.operands(node)?)
    }

    pub(super) fn operands(&self, node: &Node) -> Option<Vec<Stated>> {
        let stated = |&cell: &CellId| {
            let number = self.graph.number(cell)?;
            Some(Stated {
                value: self.value(cell)?,
                ..(*number).clone()
            })
        };
        node.operands.iter().map(stated).collect()
    }

    /// The value of an operand that makes a formula what its target states, where the formula is
    /// straight in it and the value is written out to the end with the decimals that stand there.
    pub(super) fn solved(&self, idx: usize, position: usize, target: Decimal) -> Option<Decimal> {
        let node = self.graph.node(idx)?;
        let operation = self.graph.relation(idx)?.operation;
        let mut operands = self.operands(node)?;
        let stated = operands.get(position)?.value;
        let mut made = |value: Decimal| {
            operands.get_mut(position)?.value = value;
            compute(operation, &operands)
        };
        let at_zero = made(Decimal::ZERO)?;
        let slope = made(Decimal::ONE)?.checked_sub(at_zero)?;
        let is_straight = made(stated)? == at_zero.checked_add(slope.checked_mul(stated)?)?;
        let wanted = target.checked_sub(at_zero)?.checked_div(slope)?.normalize();
        let is_exact = wanted.scale() <= stated.scale() && made(wanted)? == target;
        (is_straight && is_exact).then_some(wanted)
    }

    /// Whether a relation holds with the values being tried.
    fn holds(&self, idx: usize) -> Option<bool> {
        let node = self.graph.node(idx)?;
        let operation = self.graph.relation(idx)?.operation;
        let target = self.value(node.target)?;
        if node.linear.is_some() {
            let miss = target.checked_sub(self.computed(idx)?)?;
            let miss = if operation == Operation::AtMost {
                miss
            } else {
                miss.abs()
            };
            return Some(miss <= node.tolerance);
        }
        let number = self.graph.number(node.target)?;
        let target = Stated {
            value: target,
            ..(*number).clone()
        };
        Some(matches!(
            judge(operation, &target, &self.operands(node)?),
            Verdict::Holds(_)
        ))
    }

    /// Whether a relation held before, with the corrections already made.
    fn held(&self, idx: usize) -> bool {
        let node = self.graph.node(idx);
        node.is_some_and(|node| node.held) || self.settled.mended.contains(&idx)
    }

    /// The cell that must follow when `cell` changes, by a relation that held: the target of what it
    /// is part of, or the copy of a figure in another table.
    pub(super) fn follower(&self, link: Link, cell: CellId) -> Option<(CellId, Decimal)> {
        let relation = self.graph.relation(link.relation)?;
        let is_limit = matches!(relation.operation, Operation::AtMost | Operation::Count)
            || relation.origin == Origin::Norm;
        if is_limit || !self.held(link.relation) || self.holds(link.relation)? {
            return None;
        }
        let node = self.graph.node(link.relation)?;
        if link.role != Role::Target {
            let exact = self.computed(link.relation)?;
            let value = match self.graph.number(node.target)?.grain {
                Grain::Exact => without_noise(exact, self.graph.value(node.target)?),
                grain => grain.round(exact),
            };
            return Some((node.target, value));
        }
        let is_copy =
            relation.operation == Operation::Equal && relation.origin == Origin::BetweenDocuments;
        let copy = node.operands.first().filter(|_| is_copy)?;
        Some((*copy, self.value(cell)?))
    }

    pub(super) fn effect(mut self, cell: CellId) -> Effect {
        let mut effect = Effect::default();
        for &idx in &self.touched {
            let Some(relation) = self.graph.relation(idx) else {
                continue;
            };
            let is_own = self.graph.place(cell) == Some(&relation.target);
            let speaks = is_own || relation.operation != Operation::AtMost;
            match (self.held(idx), self.holds(idx).unwrap_or(false)) {
                (false, true) if speaks => {
                    effect.fixed.insert(idx);
                }
                (false, true) => {
                    effect.relieved.insert(idx);
                }
                (true, false) => effect.n_broken += 1,
                (true, true) | (false, false) => {}
            }
        }
        self.changed.remove(&cell);
        effect.followers = self.changed;
        effect.touched = self.touched;
        effect.shifts = self.shifts;
        effect
    }
}
