//! Which cell is the root of failures: every cell of a failed relation is tried, and among those
//! that serve for connected failures the best is taken.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::graph::{CellId, Effect, Graph, Settled};
use super::{Root, causes};
use crate::model::place::{CellRef, Place};
use crate::model::relation::{Operation, Origin, Relation};

/// Most cells listed as equally possible.
const MAX_TIES: usize = 5;
/// Cells tried for one failure; a sum over more cells is told at its target.
const MAX_CANDIDATES: usize = 400;

/// A cell that may be the root of failures.
struct Candidate {
    cell: CellId,
    value: Decimal,
    effect: Effect,
}

/// The candidates, by the failures they mend and by the relations they touch.
pub(super) struct Pool<'g, 'a> {
    graph: &'g Graph<'a>,
    /// `None` where a candidate no longer serves.
    candidates: Vec<Option<Candidate>>,
    by_fixed: BTreeMap<usize, BTreeSet<usize>>,
    by_touched: BTreeMap<usize, BTreeSet<usize>>,
}

/// A root with the correction that mends it.
pub(super) struct Found {
    pub(super) root: Root,
    pub(super) cell: CellId,
    pub(super) effect: Effect,
}

impl<'g, 'a> Pool<'g, 'a> {
    /// Tries each cell of each failed relation; keeps those that mend something and break nothing.
    pub(super) fn new(graph: &'g Graph<'a>, open: &BTreeSet<usize>) -> Self {
        let mut pool = Self {
            graph,
            candidates: Vec::new(),
            by_fixed: BTreeMap::new(),
            by_touched: BTreeMap::new(),
        };
        let mut tried: BTreeSet<(CellId, Decimal)> = BTreeSet::new();
        for &idx in open {
            for (cell, value) in graph.candidates(idx).into_iter().take(MAX_CANDIDATES) {
                if tried.insert((cell, value.normalize())) {
                    let effect = graph.correct(cell, value, &Settled::default());
                    let idx = pool.candidates.len();
                    pool.candidates.push(None);
                    pool.put(
                        idx,
                        Candidate {
                            cell,
                            value,
                            effect,
                        },
                    );
                }
            }
        }
        pool
    }

    fn put(&mut self, idx: usize, candidate: Candidate) {
        // What breaks something may break nothing once another cell is corrected, so its place in
        // the pool is kept by what it touches.
        for &relation in &candidate.effect.touched {
            self.by_touched.entry(relation).or_default().insert(idx);
        }
        if candidate.effect.n_broken > 0 || candidate.effect.fixed.is_empty() {
            return;
        }
        for &relation in &candidate.effect.fixed {
            self.by_fixed.entry(relation).or_default().insert(idx);
        }
        if let Some(slot) = self.candidates.get_mut(idx) {
            *slot = Some(candidate);
        }
    }

    /// Tries again the candidates that a correction touched.
    pub(super) fn try_again(&mut self, made: &Effect, settled: &Settled) {
        let again: BTreeSet<usize> = made
            .touched
            .iter()
            .filter_map(|relation| self.by_touched.get(relation))
            .flatten()
            .copied()
            .collect();
        for idx in again {
            let Some(candidate) = self.candidates.get_mut(idx).and_then(Option::take) else {
                continue;
            };
            for relation in &candidate.effect.fixed {
                if let Some(others) = self.by_fixed.get_mut(relation) {
                    others.remove(&idx);
                }
            }
            let effect = self.graph.correct(candidate.cell, candidate.value, settled);
            self.put(
                idx,
                Candidate {
                    effect,
                    ..candidate
                },
            );
        }
    }

    /// The root that explains most of the failures connected with `first`; `None` when no single
    /// cell explains it.
    pub(super) fn best(&mut self, first: usize, open: &BTreeSet<usize>) -> Option<Found> {
        let connected = self.connected(first, open);
        let serving: Vec<&Candidate> = connected
            .iter()
            .filter_map(|&idx| self.candidates.get(idx)?.as_ref())
            .collect();
        let top = serving.iter().map(|candidate| self.rank(candidate)).max()?;
        let equals: Vec<&Candidate> = serving
            .iter()
            .copied()
            .filter(|candidate| self.rank(candidate) == top)
            .collect();
        let leader = *equals.first()?;
        // Only cells that mend the same failures compete; others are roots of their own.
        let rivals: Vec<&Candidate> = equals
            .into_iter()
            .filter(|rival| !rival.effect.fixed.is_disjoint(&leader.effect.fixed))
            .collect();
        self.found(leader, &rivals, &serving)
    }

    /// Candidates that mend `first`, or failures that these mend too, and so on.
    fn connected(&mut self, first: usize, open: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::from([first]);
        let mut queue = vec![first];
        while let Some(relation) = queue.pop() {
            for &idx in self.by_fixed.get(&relation).into_iter().flatten() {
                let Some(Some(candidate)) = self.candidates.get_mut(idx) else {
                    continue;
                };
                candidate.effect.fixed.retain(|fixed| open.contains(fixed));
                if found.insert(idx) {
                    let new = candidate
                        .effect
                        .fixed
                        .iter()
                        .filter(|&&fixed| seen.insert(fixed));
                    queue.extend(new);
                }
            }
        }
        found
    }

    fn rank(&self, candidate: &Candidate) -> impl Ord + use<> {
        let fixed = &candidate.effect.fixed;
        let relations = || fixed.iter().filter_map(|&idx| self.graph.relation(idx));
        let own_claim = relations().any(|relation| {
            self.is_target(candidate, relation) && causes::explains_target(self.graph, relation)
        });
        // One failed claim and nothing else to go by: the claim itself is told.
        let is_lone_target =
            fixed.len() == 1 && relations().all(|relation| self.is_target(candidate, relation));
        (
            fixed.len(),
            self.graph.fails_at_home(candidate.cell),
            own_claim,
            is_lone_target,
            self.is_slip(candidate),
            Reverse(candidate.effect.followers.len()),
        )
    }

    fn is_target(&self, candidate: &Candidate, relation: &Relation) -> bool {
        self.graph.place(candidate.cell) == Some(&relation.target)
    }

    fn is_slip(&self, candidate: &Candidate) -> bool {
        let stated = self.graph.value(candidate.cell);
        stated.is_some_and(|stated| causes::is_digit_slip(stated, candidate.value))
    }

    fn found(
        &self,
        leader: &Candidate,
        rivals: &[&Candidate],
        serving: &[&Candidate],
    ) -> Option<Found> {
        let cells: BTreeSet<CellId> = rivals.iter().map(|rival| rival.cell).collect();
        let is_alone = cells.len() == 1;
        let at_home = |candidate: &Candidate| self.graph.fails_at_home(candidate.cell);
        let others_serve = serving.iter().any(|other| {
            other.cell != leader.cell
                && leader.effect.fixed.is_subset(&other.effect.fixed)
                && at_home(other) == at_home(leader)
        });
        // Where several cells serve equally the claim itself is told, if its target is among them.
        let is_told = |rival: &&&Candidate| {
            let told = self.told_by(rival).and_then(|idx| self.graph.relation(idx));
            told.is_some_and(|relation| self.is_target(rival, relation))
        };
        let chosen = if is_alone {
            leader
        } else {
            rivals.iter().find(is_told).copied().unwrap_or(leader)
        };
        let relation = self.told_by(chosen)?;
        let target = &self.graph.relation(relation)?.target;
        let cell = self.graph.place(chosen.cell)?;
        let pinned = is_alone || cell == target;
        let place_of = |candidate: &Candidate| self.graph.place(candidate.cell).cloned();
        let told_cell = if pinned { cell } else { target };
        let others: Vec<&Candidate> = if is_alone {
            let serves = |other: &&&Candidate| {
                other.cell != chosen.cell
                    && chosen.effect.fixed.is_subset(&other.effect.fixed)
                    && at_home(other)
            };
            serving
                .iter()
                .filter(serves)
                .copied()
                .filter(|other| self.is_slip(other))
                .collect()
        } else {
            rivals.to_vec()
        };
        let ties = others
            .into_iter()
            .filter_map(|other| Some((place_of(other)?, other.value)))
            .filter(|(place, value)| place != told_cell && self.keeps_sign(place, *value))
            .take(MAX_TIES)
            .collect();
        let followers = chosen.effect.followers.keys();
        let root = Root {
            cell: told_cell.clone(),
            relation,
            value: pinned.then_some(chosen.value),
            explains: chosen.effect.fixed.clone(),
            followers: if pinned {
                followers
                    .filter_map(|&cell| self.graph.place(cell).cloned())
                    .collect()
            } else {
                BTreeSet::new()
            },
            ties,
            is_only: !others_serve && self.graph.operands_are_pinned(relation),
        };
        Some(Found {
            root,
            cell: chosen.cell,
            effect: chosen.effect.clone(),
        })
    }

    /// A positive figure that would have to be negative is no likely mistake.
    fn keeps_sign(&self, place: &Place, value: Decimal) -> bool {
        let stated = self.graph.stated(place).map(|stated| stated.value);
        stated.is_some_and(|stated| stated.is_sign_negative() == value.is_sign_negative())
    }

    /// The relation by which a root is told: its own claim first, then a sum or difference, then the
    /// rest. That a limit is passed follows from the wrong figure; it is not what is wrong with it.
    fn told_by(&self, candidate: &Candidate) -> Option<usize> {
        let rank = |relation: &Relation| {
            let linear = match relation.operation {
                Operation::Sum | Operation::Difference | Operation::Net(_) => 2,
                Operation::Equal
                | Operation::Product
                | Operation::TaxedProduct
                | Operation::Count => 1,
                Operation::Share | Operation::Change | Operation::Mean | Operation::AtMost => 0,
            };
            (
                relation.operation != Operation::AtMost,
                self.is_target(candidate, relation),
                relation.origin != Origin::BetweenDocuments,
                linear,
            )
        };
        let fixed = candidate.effect.fixed.iter().rev().copied();
        fixed.max_by_key(|&idx| self.graph.relation(idx).map(rank))
    }
}

/// A failure that no single cell explains: told where it stands.
pub(super) fn unexplained(graph: &Graph<'_>, idx: usize) -> Root {
    let cell = graph.relation(idx).map(|relation| relation.target.clone());
    Root {
        cell: cell.unwrap_or_else(|| Place {
            file: "".into(),
            sheet: "".into(),
            cell: CellRef::new(0, 0),
        }),
        relation: idx,
        value: None,
        explains: BTreeSet::from([idx]),
        followers: BTreeSet::new(),
        ties: Vec::new(),
        is_only: false,
    }
}
