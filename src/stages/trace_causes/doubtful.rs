//! Roots of claims that few lines bear out, told once a claim and not once a line. Comes in: all roots.
//! Goes out: the same, those of one doubtful claim folded into its first where there are many. Never
//! folds what a surer claim fails as well.

use std::collections::BTreeMap;

use super::Root;
use super::graph::Graph;
use crate::model::place::Place;
use crate::model::relation::{Operation, Relation};

/// Cells of one doubtful claim that are told one by one.
const MAX_APART: usize = 2;

/// A claim wherever it is made: its sheet, operation, and the columns or rows that it runs over, told
/// from the target.
type Alike = (Place, Operation, Vec<(i64, i64)>);

/// Folds the roots of each doubtful claim that fails on many lines.
pub(super) fn fold(graph: &Graph<'_>, roots: Vec<Root>) -> Vec<Root> {
    let mut counts: BTreeMap<Alike, usize> = BTreeMap::new();
    for alike in roots.iter().filter_map(|root| alike(graph, root)) {
        *counts.entry(alike).or_default() += 1;
    }
    let mut first: BTreeMap<Alike, usize> = BTreeMap::new();
    let mut kept: Vec<Root> = Vec::new();
    for root in roots {
        let many = alike(graph, &root)
            .filter(|alike| counts.get(alike).is_some_and(|&count| count > MAX_APART));
        let Some(alike) = many else {
            kept.push(root);
            continue;
        };
        if let Some(earlier) = first.get(&alike).and_then(|&idx| kept.get_mut(idx)) {
            earlier.also.push(root.cell);
        } else {
            first.insert(alike, kept.len());
            kept.push(root);
        }
    }
    kept
}

/// What a root has in common with the others of its claim, if that is doubtful and all it explains is.
fn alike(graph: &Graph<'_>, root: &Root) -> Option<Alike> {
    let is_doubtful = |idx: &usize| {
        let support = graph.relation(*idx).and_then(|it| graph.support(it));
        support.is_some_and(|support| !support.is_strong)
    };
    let relation = graph
        .relation(root.relation)
        .filter(|_| root.explains.iter().all(is_doubtful))?;
    let target = relation.target.cell;
    let runs_along_row = relation
        .operands
        .iter()
        .any(|place| place.cell.col != target.col);
    let mut home = relation.target.clone();
    if runs_along_row {
        home.cell.row = 0;
    } else {
        home.cell.col = 0;
    }
    Some((home, relation.operation, shape(relation)))
}

/// Where operands stand, seen from the target.
fn shape(relation: &Relation) -> Vec<(i64, i64)> {
    let target = relation.target.cell;
    let places = relation.operands.iter();
    places
        .map(|place| {
            let row = i64::from(place.cell.row) - i64::from(target.row);
            let col = i64::from(place.cell.col) - i64::from(target.col);
            (row, col)
        })
        .collect()
}
