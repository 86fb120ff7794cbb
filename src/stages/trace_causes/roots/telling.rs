//! How a root is told: at which cell, by which of its claims, and which other cells would explain
//! the same failures.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::super::Root;
use super::super::graph::{CellId, Graph};
use super::rank::{is_target, slip, turns_negative};
use super::{Candidate, MAX_RIVALS, Search};
use crate::model::place::Place;
use crate::model::relation::{Operation, Origin, Relation};

/// The rule of claims that few lines bear out.
const WEAK: &str = "A604";

/// Most cells listed as equally possible.
const MAX_TIES: usize = 5;

/// A root, and the correction that was taken for it.
pub(super) struct Found {
    pub(super) root: Root,
    pub(super) candidate: usize,
}

/// The root of the best correction.
pub(super) fn found(search: &Search<'_, '_>, idx: usize) -> Option<Found> {
    let graph = search.graph;
    let leader = search.candidates.get(idx)?;
    let at_home = |candidate: &Candidate| graph.fails_at_home(candidate.cell);
    let serving = serving(search, leader);
    let rivals: Vec<(usize, &Candidate)> = serving
        .iter()
        .copied()
        .filter(|(_, rival)| {
            rival
                .rank
                .zip(leader.rank)
                .is_some_and(|(a, b)| a.equals(&b))
        })
        .collect();
    let covers = |other: &Candidate| {
        other.cell != leader.cell
            && leader.effect.fixed.is_subset(&other.effect.fixed)
            && at_home(other) == at_home(leader)
    };
    let others_serve = serving.iter().any(|(_, other)| covers(other));
    let cells: BTreeSet<CellId> = rivals.iter().map(|(_, rival)| rival.cell).collect();
    let is_alone = cells.len() <= 1;
    // Where several cells serve equally the claim itself is told, if its target is among them.
    let is_told = |(_, rival): &&(usize, &Candidate)| {
        let told = told_by(graph, rival).and_then(|idx| graph.relation(idx));
        told.is_some_and(|relation| is_target(graph, rival, relation))
    };
    let (chosen_idx, chosen) = if is_alone {
        (idx, leader)
    } else {
        rivals
            .iter()
            .find(is_told)
            .copied()
            .unwrap_or((idx, leader))
    };
    let relation = told_by(graph, chosen)?;
    let target = &graph.relation(relation)?.target;
    let cell = graph.place(chosen.cell)?;
    let is_pinned = is_alone || cell == target;
    let told_cell = if is_pinned { cell } else { target };
    let others: Vec<&Candidate> = if is_alone {
        let slips = serving.iter().map(|(_, other)| *other);
        slips
            .filter(|other| covers(other) && slip(graph, other).is_some())
            .collect()
    } else {
        rivals.iter().map(|(_, rival)| *rival).collect()
    };
    let ties = others
        .into_iter()
        .filter_map(|other| Some((graph.place(other.cell)?.clone(), other.value)))
        .filter(|(place, value)| place != told_cell && keeps_sign(graph, place, *value))
        .take(MAX_TIES)
        .collect();
    let followers = chosen.effect.followers.keys().filter(|_| is_pinned);
    let root = Root {
        cell: told_cell.clone(),
        relation,
        value: is_pinned.then_some(chosen.value),
        explains: chosen.effect.fixed.clone(),
        followers: followers
            .filter_map(|&cell| graph.place(cell).cloned())
            .collect(),
        ties,
        is_only: !others_serve && graph.operands_are_pinned(relation),
        also: Vec::new(),
    };
    Some(Found {
        root,
        candidate: chosen_idx,
    })
}

/// The corrections that mend something of what this one mends, itself among them, in order.
fn serving<'s>(search: &'s Search<'_, '_>, leader: &Candidate) -> Vec<(usize, &'s Candidate)> {
    let touching = leader
        .effect
        .fixed
        .iter()
        .filter_map(|relation| search.by_touched.get(relation))
        .flat_map(|touching| touching.iter().take(MAX_RIVALS));
    let found: BTreeSet<usize> = touching.copied().collect();
    found
        .into_iter()
        .filter_map(|idx| Some((idx, search.candidates.get(idx)?)))
        .filter(|(_, other)| {
            other.rank.is_some() && !other.effect.fixed.is_disjoint(&leader.effect.fixed)
        })
        .collect()
}

/// A positive figure that would have to be negative is no likely mistake.
fn keeps_sign(graph: &Graph<'_>, place: &Place, value: Decimal) -> bool {
    let stated = graph.stated(place).map(|stated| stated.value);
    stated.is_some_and(|stated| !turns_negative(stated, value))
}

/// The relation by which a root is told: its own claim first, then one that speaks of its cell and not only of
/// what follows from it, then a sum or difference, then the rest. That a limit is passed follows from the wrong figure; it is not what is wrong with it.
fn told_by(graph: &Graph<'_>, candidate: &Candidate) -> Option<usize> {
    let place = graph.place(candidate.cell);
    let rank = |relation: &Relation| {
        let linear = match relation.operation {
            Operation::Sum | Operation::Difference | Operation::Net(_) => 2,
            Operation::Equal
            | Operation::Product
            | Operation::TaxedProduct
            | Operation::Count
            | Operation::Formula(_) => 1,
            Operation::Share | Operation::Change | Operation::Mean | Operation::AtMost => 0,
        };
        let is_own = is_target(graph, candidate, relation);
        // What follows from few lines is told only where nothing surer fails.
        let is_sure = relation.rule != WEAK;
        (
            relation.operation != Operation::AtMost,
            is_sure,
            is_own,
            place.is_some_and(|place| relation.operands.contains(place)),
            relation.origin != Origin::BetweenDocuments,
            linear,
            // Of sums of another document's lines the lowest says most.
            Reverse(match relation.origin {
                Origin::BetweenDocuments => relation.operands.len(),
                _ => 0,
            }),
        )
    };
    let fixed = candidate.effect.fixed.iter().rev().copied();
    fixed.max_by_key(|&idx| graph.relation(idx).map(rank))
}
