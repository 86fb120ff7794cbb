//! The same node of the spending tree in two documents, by code. Rows of one code are paired in
//! their order, since urusan and bidang may share one.

use std::collections::BTreeMap;

use super::{Comparison, Figure, Group, column, number, of_kind};
use crate::model::record::RecordSet;

pub(super) fn compare(comparison: &mut Comparison<'_>, group: &Group<'_>) {
    let mut before: Option<&RecordSet> = None;
    for kind in &comparison.rule.kinds {
        let found = of_kind(group, kind);
        let [only] = found.as_slice() else { continue };
        if let Some(before) = before {
            pair(comparison, before, only);
        }
        before = Some(*only);
    }
}

fn pair(comparison: &mut Comparison<'_>, first: &RecordSet, second: &RecordSet) {
    let theirs = figures(second, &comparison.rule.quantity);
    for (key, figure) in figures(first, &comparison.rule.quantity) {
        if let Some(other) = theirs.get(&key) {
            comparison.agree(&figure, other);
        }
    }
}

fn figures(set: &RecordSet, quantity: &str) -> BTreeMap<(Vec<u32>, usize), Figure> {
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
