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
    // Most documents have nothing to trace, and the graph of a large one is large.
    if !proofs.fails() {
        return Vec::new();
    }
    let proofs = OpenProofs::new(proofs);
    let graph = Graph::new(&proofs);
    let open: BTreeSet<usize> = graph.failed().collect();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::amount::{Grain, Unit};
    use crate::model::place::CellRef;
    use crate::model::relation::{
        DocumentProof, Operation, Origin, Proof, Relation, Stated, judge,
    };

    fn claim(
        proof: &mut Proof,
        rule: &'static str,
        operation: Operation,
        cells: &[(&str, u32, i64)],
    ) {
        let numbers = cells.iter().map(|&(document, row, value)| {
            let stated = Stated {
                value: value.into(),
                grain: Grain::Exact,
                unit: Unit::Rupiah,
            };
            (Place::new(document, "S", CellRef::new(row, 1)), stated)
        });
        let numbers: Vec<(Place, Stated)> = numbers.collect();
        let ((target, stated), operands) = numbers.split_first().expect("a target");
        let values: Vec<Stated> = operands.iter().map(|(_, stated)| stated.clone()).collect();
        proof.relations.push(Relation {
            rule,
            target: target.clone(),
            operation,
            operands: operands.iter().map(|(place, _)| place.clone()).collect(),
            origin: match rule {
                "A101" => Origin::CodeTree,
                _ => Origin::BetweenDocuments,
            },
            verdict: judge(operation, stated, &values),
        });
        proof.numbers.extend(numbers);
    }

    /// A total with two digits changed, restated right by two others; what a packed document makes of it
    /// and of what follows is what it makes when all is open.
    #[test]
    fn a_packed_document_is_traced_like_an_open_one() {
        let documents = ["a.xlsx", "b.xlsx", "c.xlsx"].map(|name| {
            let total = if name == "b.xlsx" { 21 } else { 12 };
            let mut proof = Proof::default();
            claim(
                &mut proof,
                "A101",
                Operation::Sum,
                &[(name, 0, total), (name, 1, 5), (name, 2, 7)],
            );
            claim(
                &mut proof,
                "A101",
                Operation::Sum,
                &[(name, 1, 5), (name, 3, 2), (name, 4, 3)],
            );
            proof
        });
        let mut between = Proof::default();
        claim(
            &mut between,
            "C101",
            Operation::Equal,
            &[("b.xlsx", 0, 21), ("a.xlsx", 0, 12)],
        );
        claim(
            &mut between,
            "C101",
            Operation::Equal,
            &[("c.xlsx", 0, 12), ("a.xlsx", 0, 12)],
        );
        claim(
            &mut between,
            "C101",
            Operation::Equal,
            &[("b.xlsx", 1, 5), ("a.xlsx", 1, 5)],
        );
        let mut all = Proof::default();
        for proof in documents.iter().chain([&between]) {
            all.absorb(proof.clone());
        }
        let open = trace_causes(&[], &Proofs::of_one(all));
        let packed = documents.map(|proof| {
            let path = proof.relations[0].target.on.file.clone();
            DocumentProof::new(path, proof)
        });
        let packed = trace_causes(&[], &Proofs::new(packed.into(), between));
        assert_eq!(open.len(), 1);
        assert_eq!(open[0].document.as_deref(), Some("b.xlsx"));
        assert_eq!(format!("{packed:?}"), format!("{open:?}"));
    }
}
