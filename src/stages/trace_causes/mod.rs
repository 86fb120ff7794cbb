//! Comes in: every judged relation. Goes out: findings, failures folded to their root causes: the
//! cell whose correction, with what was computed from it, makes most failures hold and breaks
//! nothing. Where several cells would serve equally, the claim that fails is told and the cells are
//! listed. Never invents a relation.

mod causes;
mod describe;
mod graph;

use std::collections::BTreeSet;
use std::sync::Arc;

use graph::{Effect, Graph, Settled};
use rust_decimal::Decimal;

use crate::model::cause::{Cause, CauseKind, Confidence};
use crate::model::finding::Finding;
use crate::model::place::Place;
use crate::model::record::RecordSet;
use crate::model::relation::{Proof, Relation, Verdict};

/// Most cells listed as equally possible.
const MAX_TIES: usize = 5;
/// Candidates tried for one failure; a sum over more cells is told at its target.
const MAX_CANDIDATES: usize = 400;

/// Folds failed relations to root causes.
pub fn trace_causes(records: &[Arc<RecordSet>], proof: &Proof) -> Vec<Finding> {
    let graph = Graph::new(proof);
    let atlas = describe::Atlas::new(records);
    let mut open: BTreeSet<usize> = proof
        .relations
        .iter()
        .enumerate()
        .filter(|(_, relation)| matches!(relation.verdict, Verdict::Fails(_)))
        .map(|(idx, _)| idx)
        .collect();
    let mut settled = Settled::default();
    let mut candidates = weigh(&graph, &open);
    let mut findings = Vec::new();
    while let Some(&first) = open.first() {
        let root = match best(&graph, &mut candidates, &open) {
            Some((root, effect)) => {
                if let Some(value) = root.value {
                    settled.accept(&root.cell, value, &effect);
                    weigh_again(&graph, &mut candidates, &effect, &settled);
                }
                root
            }
            None => unexplained(&graph, first),
        };
        for idx in &root.explains {
            open.remove(idx);
        }
        open.remove(&root.relation);
        let context = causes::Context {
            graph: &graph,
            records,
            atlas: &atlas,
        };
        findings.push(describe::finding(&context, &root));
    }
    findings
}

/// A cell that may be the root of failures.
#[derive(Debug, Clone)]
struct Candidate {
    cell: Place,
    value: Decimal,
    effect: Effect,
}

/// A root cause found: the cell to tell, its relation, and what it explains.
#[derive(Debug, Clone)]
struct Root {
    cell: Place,
    /// The failed relation by which it is told.
    relation: usize,
    /// The value that mends it, where the cell is the one to correct.
    value: Option<Decimal>,
    explains: BTreeSet<usize>,
    followers: BTreeSet<Place>,
    /// Other cells whose correction would serve as well.
    ties: Vec<(Place, Decimal)>,
    /// Whether no other cell would serve.
    is_only: bool,
}

/// Tries each cell of each failed relation; keeps those that mend something and break nothing.
fn weigh(graph: &Graph<'_>, open: &BTreeSet<usize>) -> Vec<Candidate> {
    let mut tried: BTreeSet<(Place, Decimal)> = BTreeSet::new();
    let mut kept = Vec::new();
    for relation in open.iter().filter_map(|&idx| graph.relation(idx)) {
        for (cell, value) in graph.candidates(relation).into_iter().take(MAX_CANDIDATES) {
            if !tried.insert((cell.clone(), value.normalize())) {
                continue;
            }
            let effect = graph.correct(&cell, value, &Settled::default());
            if effect.n_broken == 0 && !effect.fixed.is_empty() {
                kept.push(Candidate {
                    cell,
                    value,
                    effect,
                });
            }
        }
    }
    kept
}

/// Tries again the candidates that a correction touched.
fn weigh_again(
    graph: &Graph<'_>,
    candidates: &mut Vec<Candidate>,
    made: &Effect,
    settled: &Settled,
) {
    candidates.retain_mut(|candidate| {
        if candidate.effect.touched.is_disjoint(&made.touched) {
            return true;
        }
        candidate.effect = graph.correct(&candidate.cell, candidate.value, settled);
        candidate.effect.n_broken == 0 && !candidate.effect.fixed.is_empty()
    });
}

/// The root that explains most of what is open; `None` when no single cell explains anything.
fn best(
    graph: &Graph<'_>,
    candidates: &mut Vec<Candidate>,
    open: &BTreeSet<usize>,
) -> Option<(Root, Effect)> {
    for candidate in candidates.iter_mut() {
        candidate.effect.fixed.retain(|idx| open.contains(idx));
    }
    candidates.retain(|candidate| !candidate.effect.fixed.is_empty());
    let rank = |candidate: &Candidate| {
        let edited = graph
            .stated(&candidate.cell)
            .is_some_and(|stated| causes::is_digit_slip(stated.value, candidate.value));
        let own_claim = candidate
            .effect
            .fixed
            .iter()
            .filter_map(|&idx| graph.relation(idx))
            .any(|relation| {
                relation.target == candidate.cell && causes::explains_target(graph, relation)
            });
        (
            candidate.effect.fixed.len(),
            graph.fails_at_home(&candidate.cell),
            own_claim,
            // One failed claim and nothing else to go by: the claim itself is told.
            is_lone_target(graph, candidate),
            edited,
            std::cmp::Reverse(candidate.effect.followers.len()),
        )
    };
    let top = candidates.iter().map(rank).max()?;
    let equals: Vec<&Candidate> = candidates
        .iter()
        .filter(|candidate| rank(candidate) == top)
        .collect();
    let first = equals.first()?;
    // Only cells that mend the same failures compete; others are roots of their own.
    let rivals: Vec<&&Candidate> = equals
        .iter()
        .filter(|rival| !rival.effect.fixed.is_disjoint(&first.effect.fixed))
        .collect();
    let cells: BTreeSet<&Place> = rivals.iter().map(|rival| &rival.cell).collect();
    let others_serve = candidates.iter().any(|other| {
        other.cell != first.cell
            && first.effect.fixed.is_subset(&other.effect.fixed)
            && graph.fails_at_home(&other.cell) == graph.fails_at_home(&first.cell)
    });
    let chosen = if cells.len() == 1 {
        first
    } else {
        // Several cells serve equally: the claim itself is told, if its target is among them.
        rivals
            .iter()
            .find(|rival| is_target(graph, rival))
            .copied()
            .unwrap_or(first)
    };
    let relation = *told_by(graph, chosen)?;
    let target = graph.relation(relation)?.target.clone();
    let pinned = cells.len() == 1 || chosen.cell == target;
    let ties = if cells.len() == 1 {
        slips_elsewhere(graph, candidates, chosen)
    } else {
        rivals
            .iter()
            .filter(|rival| {
                rival.cell
                    != if pinned {
                        chosen.cell.clone()
                    } else {
                        target.clone()
                    }
            })
            .map(|rival| (rival.cell.clone(), rival.value))
            .take(MAX_TIES)
            .collect()
    };
    let effect = chosen.effect.clone();
    let root = Root {
        cell: if pinned { chosen.cell.clone() } else { target },
        relation,
        value: pinned.then_some(chosen.value),
        explains: chosen.effect.fixed.clone(),
        followers: if pinned {
            chosen.effect.followers.keys().cloned().collect()
        } else {
            BTreeSet::new()
        },
        ties,
        is_only: !others_serve,
    };
    Some((root, effect))
}

/// Whether all that a candidate mends is the one claim it makes itself.
fn is_lone_target(graph: &Graph<'_>, candidate: &Candidate) -> bool {
    let mut fixed = candidate.effect.fixed.iter();
    let only = fixed.next().filter(|_| fixed.next().is_none());
    only.and_then(|&idx| graph.relation(idx))
        .is_some_and(|relation| relation.target == candidate.cell)
}

/// Other cells that one slip of the keyboard would explain as well.
fn slips_elsewhere(
    graph: &Graph<'_>,
    candidates: &[Candidate],
    chosen: &Candidate,
) -> Vec<(Place, Decimal)> {
    candidates
        .iter()
        .filter(|other| {
            other.cell != chosen.cell && chosen.effect.fixed.is_subset(&other.effect.fixed)
        })
        .filter(|other| {
            graph.fails_at_home(&other.cell)
                && graph
                    .stated(&other.cell)
                    .is_some_and(|stated| causes::is_digit_slip(stated.value, other.value))
        })
        .map(|other| (other.cell.clone(), other.value))
        .take(MAX_TIES)
        .collect()
}

fn is_target(graph: &Graph<'_>, candidate: &Candidate) -> bool {
    told_by(graph, candidate)
        .and_then(|&idx| graph.relation(idx))
        .is_some_and(|relation| relation.target == candidate.cell)
}

/// The relation by which a root is told: its own claim first, then a difference, then the rest.
fn told_by<'c>(graph: &Graph<'_>, candidate: &'c Candidate) -> Option<&'c usize> {
    use crate::model::relation::Operation;
    let rank = |relation: &Relation| {
        // That a limit is passed follows from the wrong figure; it is not what is wrong with it.
        let is_claim = relation.operation != Operation::AtMost;
        let own = relation.target == candidate.cell;
        let linear = match relation.operation {
            Operation::Sum | Operation::Difference => 2,
            Operation::Equal | Operation::Product | Operation::Count => 1,
            Operation::Share | Operation::Change | Operation::Mean | Operation::AtMost => 0,
        };
        (
            is_claim,
            own,
            relation.origin != crate::model::relation::Origin::BetweenDocuments,
            linear,
        )
    };
    candidate
        .effect
        .fixed
        .iter()
        .rev()
        .max_by_key(|&&idx| graph.relation(idx).map(rank))
}

/// A failure that no single cell explains: told where it stands.
fn unexplained(graph: &Graph<'_>, idx: usize) -> Root {
    let cell = graph.relation(idx).map(|relation| relation.target.clone());
    Root {
        cell: cell.unwrap_or_else(|| Place {
            file: "".into(),
            sheet: "".into(),
            cell: crate::model::place::CellRef::new(0, 0),
        }),
        relation: idx,
        value: None,
        explains: BTreeSet::from([idx]),
        followers: BTreeSet::new(),
        ties: Vec::new(),
        is_only: false,
    }
}

/// A cause at a cell, with the value that would mend it.
fn cause(
    kind: CauseKind,
    confidence: Confidence,
    place: &Place,
    suggested: Option<Decimal>,
) -> Cause {
    Cause {
        kind,
        confidence,
        place: place.clone(),
        suggested: suggested.map(|value| value.normalize()),
    }
}
