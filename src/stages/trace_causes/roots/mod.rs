//! Which cell is the root of failures. Every cell of a failed relation is tried as the only wrong
//! one, with the value that the relation asks for. The best correction is taken, the failures it
//! mends are its consequences, and what it touched is looked at again, until nothing is left that
//! a single cell explains.
//!
//! Best is what needs the fewest wrong cells: the correction that mends most failures and breaks
//! nothing; of those, one with a known kind of mistake that needs no other cell to move
//! ([`Rank`]). Work is bounded by what a correction touches, not by the length of the document.

mod rank;
mod telling;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use rust_decimal::Decimal;

use super::Root;
use super::graph::{CellId, Effect, Graph, Settled};
use crate::model::place::{CellRef, Place};
use rank::Rank;

/// Cells tried for one failure; a sum over more cells is told at its target.
const MAX_CANDIDATES: usize = 400;
/// Cells tried anew for a failure that remains after a correction.
const MAX_ANEW: usize = 32;
/// Corrections looked at again at once when a relation they touch has changed; others are when
/// their turn comes.
const MAX_AGAIN: usize = 64;
/// Corrections compared with the one that is told.
const MAX_RIVALS: usize = 1000;

/// A cell that may be the root of failures.
struct Candidate {
    cell: CellId,
    value: Decimal,
    effect: Effect,
    /// `None` where it breaks something or mends nothing.
    rank: Option<Rank>,
    /// How many corrections had been made when it was looked at last.
    seen: usize,
}

/// The corrections that are possible, and those made.
pub(super) struct Search<'g, 'a> {
    graph: &'g Graph<'a>,
    settled: Settled,
    open: BTreeSet<usize>,
    candidates: Vec<Candidate>,
    by_touched: BTreeMap<usize, Vec<usize>>,
    tried: BTreeMap<(CellId, Decimal), usize>,
    /// Best first; entries whose candidate was looked at later are passed over.
    queue: BinaryHeap<(Rank, Reverse<usize>, usize)>,
    /// When each relation was last touched by a correction.
    changed: BTreeMap<usize, usize>,
    n_made: usize,
}

impl<'g, 'a> Search<'g, 'a> {
    /// Tries each cell of each failed relation.
    pub(super) fn new(graph: &'g Graph<'a>, open: BTreeSet<usize>) -> Self {
        let mut search = Self {
            graph,
            settled: Settled::default(),
            open: BTreeSet::new(),
            candidates: Vec::new(),
            by_touched: BTreeMap::new(),
            tried: BTreeMap::new(),
            queue: BinaryHeap::new(),
            changed: BTreeMap::new(),
            n_made: 0,
        };
        for &relation in &open {
            search.try_cells(relation, MAX_CANDIDATES);
        }
        search.open = open;
        search
    }

    /// The next root; `None` when no failure is left.
    pub(super) fn next_root(&mut self) -> Option<Root> {
        while let Some((_, Reverse(idx), seen)) = self.queue.pop() {
            if self
                .candidates
                .get(idx)
                .is_none_or(|candidate| candidate.seen != seen)
            {
                continue;
            }
            if self.is_outdated(idx) {
                self.look_again(idx);
                continue;
            }
            if let Some(root) = self.take(idx) {
                return Some(root);
            }
        }
        let first = self.open.pop_first()?;
        Some(self.unexplained(first))
    }

    /// The corrections made so far.
    pub(super) fn settled(&self) -> &Settled {
        &self.settled
    }

    /// Tries the cells of a failed relation with the values it asks for.
    fn try_cells(&mut self, relation: usize, most: usize) {
        let values = self.graph.candidates(relation, &self.settled, most);
        for (cell, value) in values {
            let key = (cell, value.normalize());
            if let Some(&idx) = self.tried.get(&key) {
                if self.is_outdated(idx) {
                    self.look_again(idx);
                }
                continue;
            }
            let idx = self.candidates.len();
            self.tried.insert(key, idx);
            self.candidates.push(Candidate {
                cell,
                value,
                effect: Effect::default(),
                rank: None,
                seen: 0,
            });
            self.look_again(idx);
        }
    }

    /// Whether a relation that a candidate touches has changed since it was looked at.
    fn is_outdated(&self, idx: usize) -> bool {
        self.candidates.get(idx).is_some_and(|candidate| {
            let mut touched = candidate.effect.touched.iter();
            touched.any(|relation| self.changed.get(relation) > Some(&candidate.seen))
        })
    }

    fn look_again(&mut self, idx: usize) {
        let Some(candidate) = self.candidates.get_mut(idx) else {
            return;
        };
        let effect = self
            .graph
            .correct(candidate.cell, candidate.value, &self.settled);
        for relation in effect.touched.difference(&candidate.effect.touched) {
            self.by_touched.entry(*relation).or_default().push(idx);
        }
        candidate.effect = effect;
        candidate.seen = self.n_made;
        let serves = candidate.effect.n_broken == 0 && !candidate.effect.fixed.is_empty();
        candidate.rank = serves.then(|| Rank::of(self.graph, &self.settled, candidate));
        if let Some(rank) = candidate.rank {
            self.queue.push((rank, Reverse(idx), candidate.seen));
        }
    }

    /// Makes a correction: tells its root, and looks again at what it touched.
    fn take(&mut self, idx: usize) -> Option<Root> {
        let found = telling::found(self, idx)?;
        let root = found.root;
        for relation in &root.explains {
            self.open.remove(relation);
        }
        self.open.remove(&root.relation);
        let (effect, cell, value) = match self.candidates.get(found.candidate) {
            Some(candidate) => (candidate.effect.clone(), candidate.cell, candidate.value),
            None => return Some(root),
        };
        for relation in &effect.relieved {
            self.open.remove(relation);
        }
        self.n_made += 1;
        self.settled.accept(cell, value, &effect);
        for &relation in &effect.touched {
            self.changed.insert(relation, self.n_made);
        }
        for relation in &effect.touched {
            let touching = self.by_touched.get(relation).map_or(&[][..], Vec::as_slice);
            let again: Vec<usize> = touching.iter().take(MAX_AGAIN).copied().collect();
            for idx in again {
                if self
                    .candidates
                    .get(idx)
                    .is_some_and(|candidate| candidate.seen < self.n_made)
                {
                    self.look_again(idx);
                }
            }
            if self.open.contains(relation) {
                self.try_cells(*relation, MAX_ANEW);
            }
        }
        Some(root)
    }

    /// A failure that no single cell explains: told where it stands.
    fn unexplained(&self, relation: usize) -> Root {
        let cell = self
            .graph
            .relation(relation)
            .map(|relation| relation.target.clone());
        Root {
            cell: cell.unwrap_or_else(|| Place::new("", "", CellRef::new(0, 0))),
            relation,
            value: None,
            explains: BTreeSet::from([relation]),
            followers: BTreeSet::new(),
            ties: Vec::new(),
            is_only: false,
            also: Vec::new(),
        }
    }
}
