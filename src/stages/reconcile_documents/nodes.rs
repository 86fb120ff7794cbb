//! The same node of the spending tree in two documents, by code. Rows of one code are paired in
//! their order, since urusan and bidang may share one.

use std::collections::BTreeMap;

use super::comparison::{Comparison, Figure, Group, column, copies_against, number, of_kind};
use crate::model::record::RecordSet;

/// Figures of a table by code and by which row of that code it is.
type Nodes = BTreeMap<(Vec<u32>, usize), Figure>;

pub(super) fn compare(comparison: &mut Comparison<'_>, group: &Group<'_>) {
    let quantity = &comparison.rule.quantity;
    if !comparison.has_pair(group) {
        return;
    }
    let chain: Vec<Vec<Nodes>> = comparison
        .rule
        .kinds
        .iter()
        .map(|kind| of_kind(group, kind))
        .map(|sets| sets.iter().map(|set| nodes(set, quantity)).collect())
        // Several tables of one kind are copies, or else months or revisions: which one counts is
        // not said.
        .filter(|copies: &Vec<Nodes>| {
            !copies.is_empty() && copies.iter().all(|copy| same(copy, &copies[0]))
        })
        .collect();
    for pair in chain.windows(2) {
        let [before, after] = pair else { continue };
        for (first, second) in copies_against(before, after) {
            for (key, figure) in first {
                if let Some(other) = second.get(key) {
                    comparison.agree(figure, other);
                }
            }
        }
    }
}

fn same(a: &Nodes, b: &Nodes) -> bool {
    a.len() == b.len()
        && a.iter()
            .zip(b)
            .all(|((key, figure), (other_key, other))| key == other_key && figure.same_as(other))
}

fn nodes(set: &RecordSet, quantity: &str) -> Nodes {
    let mut figures = BTreeMap::new();
    let Some(column) = column(set, quantity) else {
        return figures;
    };
    let mut met: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
    for line in set.lines.iter().filter(|line| !line.key.is_empty()) {
        let nth = met.entry(line.key.clone()).or_default();
        if let Some(cell) = number(set, line.row_idx, column) {
            figures.insert((line.key.clone(), *nth), Figure { cells: vec![cell] });
        }
        *nth += 1;
    }
    figures
}
