//! Comes in: every judged relation. Goes out: findings, failures folded to their root causes: the
//! cell whose correction, with what was computed from it, makes most failures hold and breaks
//! nothing. Where several cells would serve equally, the claim that fails is told and the cells are
//! listed. Never invents a relation.

mod atlas;
mod causes;
mod describe;
mod doubtful;
mod graph;
mod levels;
mod roots;

use std::collections::BTreeSet;
use std::sync::Arc;

use graph::Graph;
use roots::Search;
use rust_decimal::Decimal;

use crate::model::cause::{Cause, CauseKind, Confidence};
use crate::model::finding::Finding;
use crate::model::place::Place;
use crate::model::record::RecordSet;
use crate::model::relation::{OpenProofs, Proofs};

/// Folds failed relations to root causes.
pub fn trace_causes(records: &[Arc<RecordSet>], proofs: &Proofs) -> Vec<Finding> {
    let proofs = OpenProofs::new(proofs);
    let graph = Graph::new(&proofs);
    let open: BTreeSet<usize> = graph.failed().collect();
    if open.is_empty() {
        return Vec::new();
    }
    let atlas = atlas::Atlas::new(records);
    let mut search = Search::new(&graph, open);
    let mut roots = Vec::new();
    while let Some(root) = search.next_root() {
        roots.push(root);
    }
    let roots = doubtful::fold(&graph, roots);
    let roots = levels::fold(&graph, &atlas, roots);
    // Why a cell is wrong shows once all the other wrong cells are mended.
    let context = causes::Context {
        graph: &graph,
        records,
        atlas: &atlas,
        settled: search.settled(),
    };
    let findings = roots.iter().map(|root| describe::finding(&context, root));
    findings.collect()
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
    /// Cells where the same doubtful claim fails as well.
    also: Vec<Place>,
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
