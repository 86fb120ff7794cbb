//! Figures of a tree that miss another document's with all that is added up from them: told at the lowest line,
//! not once a level. Comes in: all roots. Goes out: the same, headings and totals folded into the lines below them
//! whose differences make theirs. Never folds what differs by another amount.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::Root;
use super::atlas::Atlas;
use super::graph::Graph;
use crate::model::place::{CellRef, Place};
use crate::model::relation::{Origin, Verdict};

/// The rules by which a document restates another's figures, line by line.
const RESTATED: [&str; 4] = ["C101", "C102", "C113", "C116"];

/// A column of one table.
type Column = (Place, u32);

/// Folds roots that follow from roots below them in the same column.
pub(super) fn fold(graph: &Graph<'_>, atlas: &Atlas<'_>, roots: Vec<Root>) -> Vec<Root> {
    let mut columns: BTreeMap<Column, Vec<(usize, Decimal)>> = BTreeMap::new();
    for (idx, root) in roots.iter().enumerate() {
        if let Some(miss) = restated(graph, root) {
            columns
                .entry(column(&root.cell))
                .or_default()
                .push((idx, miss));
        }
    }
    let mut folded: BTreeMap<usize, usize> = BTreeMap::new();
    for told in columns.into_values().filter(|told| told.len() > 1) {
        fold_column(atlas, &roots, &told, &mut folded);
    }
    let mut more: BTreeMap<usize, (BTreeSet<usize>, BTreeSet<Place>)> = BTreeMap::new();
    for (&from, &to) in &folded {
        let Some(root) = roots.get(from) else {
            continue;
        };
        let (explains, followers) = more.entry(to).or_default();
        explains.extend(&root.explains);
        followers.insert(root.cell.clone());
    }
    let kept = roots.into_iter().enumerate();
    let kept = kept.filter(|(idx, _)| !folded.contains_key(idx));
    kept.map(|(idx, mut root)| {
        if let Some((explains, followers)) = more.remove(&idx) {
            root.explains.extend(explains);
            root.followers.extend(followers);
        }
        root
    })
    .collect()
}

/// By how much a root misses what another document states of its line, where it is told by that.
fn restated(graph: &Graph<'_>, root: &Root) -> Option<Decimal> {
    let relation = graph.relation(root.relation)?;
    let Verdict::Fails(comparison) = &relation.verdict else {
        return None;
    };
    let is_restated = relation.origin == Origin::BetweenDocuments
        && RESTATED.contains(&relation.rule)
        && relation.target == root.cell;
    is_restated.then(|| comparison.difference.normalize())
}

fn column(place: &Place) -> Column {
    let home = place.on.at(CellRef::new(0, 0));
    (home, place.cell.col)
}

/// Notes which roots of a column follow from lower ones, and from which first.
fn fold_column(
    atlas: &Atlas<'_>,
    roots: &[Root],
    told: &[(usize, Decimal)],
    folded: &mut BTreeMap<usize, usize>,
) {
    let row = |idx: usize| roots.get(idx).map(|root| root.cell.cell.row);
    let at_row: BTreeMap<u32, (usize, Decimal)> = told
        .iter()
        .filter_map(|&(idx, miss)| Some((row(idx)?, (idx, miss))))
        .collect();
    // The rows told below each, and whether none is told below them: a total has all lines below it.
    let mut below: BTreeMap<usize, BTreeSet<u32>> = BTreeMap::new();
    for &(idx, _) in told {
        let Some(root) = roots.get(idx) else { continue };
        let rows = if atlas.is_line(&root.cell) {
            atlas.rows_below(&root.cell)
        } else {
            at_row
                .keys()
                .copied()
                .filter(|row| *row != root.cell.cell.row)
                .collect()
        };
        let rows = rows.into_iter().filter(|row| at_row.contains_key(row));
        below.insert(idx, rows.collect());
    }
    let is_lowest = |row: &u32| {
        let told = at_row.get(row).and_then(|(idx, _)| below.get(idx));
        told.is_some_and(BTreeSet::is_empty)
    };
    for &(idx, miss) in told {
        let Some(rows) = below.get(&idx) else {
            continue;
        };
        let lowest: Vec<(usize, Decimal)> = rows
            .iter()
            .filter(|row| is_lowest(row))
            .filter_map(|row| at_row.get(row).copied())
            .collect();
        let sum = lowest
            .iter()
            .try_fold(Decimal::ZERO, |sum, (_, miss)| sum.checked_add(*miss));
        if let (Some(&(first, _)), true) = (lowest.first(), sum == Some(miss)) {
            folded.insert(idx, first);
        }
    }
}
