//! Subtotals that are told by how they are written: one word, bold type, or what is indented under
//! them. What holds in most blocks is claimed of all, so that a subtotal that is off by any amount
//! is seen even in a table with one column of figures.

use std::collections::{BTreeMap, BTreeSet};

use super::axis::{Along, Axis};
use super::signature::{Signature, Tally};
use super::surprise::surprise;
use super::weigh::{Found, MIN_SCORE, choices, is_excused};
use super::work::Work;
use crate::model::relation::Operation;
use crate::model::table::RowKind;

/// Blocks that a kind of subtotal has at least.
const MIN_BLOCKS: usize = 2;
/// Of the figures of all subtotals, the share that must hold, in percent.
const MIN_SHARE: usize = 60;
/// Subtotals that fail in a column, from which on it is no slip.
const MIN_APART: usize = 3;

/// A kind of subtotal: its rows, each with the rows that it would add up.
type Kind = Vec<(usize, Vec<usize>)>;

/// Finds the kinds of subtotals of a table, the best first.
pub(super) fn search(axis: &Axis<'_>, work: &mut Work) -> Vec<Found> {
    if axis.along != Along::Column {
        return Vec::new();
    }
    let mut all: Vec<(i64, Vec<Found>)> = kinds(axis)
        .into_iter()
        .filter_map(|kind| believed(axis, &kind, work))
        .collect();
    all.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let mut kept: Vec<Found> = Vec::new();
    for (_, found) in all {
        let targets: BTreeSet<usize> = kept.iter().map(|found| found.signature.target).collect();
        let covered: BTreeSet<usize> = kept
            .iter()
            .flat_map(|found| found.signature.terms.iter().map(|term| term.position))
            .collect();
        let is_new = found.iter().all(|found| {
            !targets.contains(&found.signature.target)
                && found
                    .signature
                    .terms
                    .iter()
                    .all(|term| !covered.contains(&term.position))
        });
        if is_new {
            kept.extend(found);
        }
    }
    kept
}

/// The ways in which rows may be told as subtotals.
fn kinds(axis: &Axis<'_>) -> Vec<Kind> {
    let rows: Vec<usize> = (0..axis.n_positions())
        .filter(|&position| axis.takes_part(position))
        .collect();
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for &row in &rows {
        let Some(mark) = axis.position(row) else {
            continue;
        };
        if mark.meaning.total || mark.kind == Some(RowKind::Total) {
            groups
                .entry(format!("word {}", mark.head))
                .or_default()
                .push(row);
        }
        if mark.is_bold {
            groups.entry("bold".to_owned()).or_default().push(row);
        }
    }
    let mut kinds: Vec<Kind> = Vec::new();
    for members in groups.into_values() {
        if members.len() < MIN_BLOCKS || members.len() * 2 > rows.len() {
            continue;
        }
        // `Arus kas bersih` states what the totals above it leave: it is no part of the next. Of equals the
        // first is believed.
        let is_left = |row: &&usize| {
            let mark = axis.position(**row);
            mark.is_some_and(|mark| mark.meaning.difference) && !members.contains(row)
        };
        let left: BTreeSet<usize> = rows.iter().filter(is_left).copied().collect();
        if !left.is_empty() {
            let mut kind = between(&rows, &members, true);
            for (_, block) in &mut kind {
                let first = block.iter().rposition(|row| left.contains(row));
                *block = block.split_off(first.map_or(0, |last| last + 1));
            }
            kind.retain(|(_, block)| !block.is_empty());
            kinds.push(kind);
        }
        kinds.push(between(&rows, &members, true));
        kinds.push(between(&rows, &members, false));
    }
    kinds.push(indented(axis, &rows));
    kinds.retain(|kind| kind.len() >= MIN_BLOCKS);
    kinds
}

/// The rows between the members: those before each, or those after.
fn between(rows: &[usize], members: &[usize], is_before: bool) -> Kind {
    let is_member: BTreeSet<usize> = members.iter().copied().collect();
    let mut kind: Kind = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut last: Option<usize> = None;
    for &row in rows {
        if is_member.contains(&row) {
            if is_before {
                kind.push((row, std::mem::take(&mut open)));
            } else if let Some(member) = last.replace(row) {
                kind.push((member, std::mem::take(&mut open)));
            } else {
                open.clear();
            }
        } else {
            open.push(row);
        }
    }
    if let Some(member) = last {
        kind.push((member, open));
    }
    kind.retain(|(_, block)| !block.is_empty());
    kind
}

/// Rows with what is indented one step under them.
fn indented(axis: &Axis<'_>, rows: &[usize]) -> Kind {
    let mut path: Vec<(usize, usize)> = Vec::new();
    let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &row in rows {
        let mark = axis.position(row);
        let indent = mark.map_or(0, |mark| mark.indent);
        // `of which ...` below a figure is some of it.
        if mark.is_some_and(|mark| mark.meaning.part) {
            continue;
        }
        while path.last().is_some_and(|&(_, other)| other >= indent) {
            path.pop();
        }
        if let Some(&(parent, _)) = path.last() {
            children.entry(parent).or_default().push(row);
        }
        path.push((row, indent));
    }
    children.into_iter().collect()
}

/// The columns that a kind of subtotal does not add up: of their subtotals several fail, and none holds.
fn not_added_up(tallies: &[(Signature, Tally)]) -> BTreeSet<usize> {
    let mut failing: BTreeMap<usize, usize> = BTreeMap::new();
    for line in tallies.iter().flat_map(|(_, tally)| &tally.failing) {
        *failing.entry(*line).or_default() += 1;
    }
    let holding: BTreeSet<usize> = tallies
        .iter()
        .flat_map(|(_, tally)| tally.holding.iter().copied())
        .collect();
    failing
        .into_iter()
        .filter(|(line, count)| *count >= MIN_APART && !holding.contains(line))
        .map(|(line, _)| line)
        .collect()
}

/// The claims of a kind of subtotal, where most of them hold.
fn believed(axis: &Axis<'_>, kind: &Kind, work: &mut Work) -> Option<(i64, Vec<Found>)> {
    let mut found: Vec<Found> = Vec::new();
    let (mut n_holding, mut n_failing, mut bits, mut n_blocks) = (0, 0, 0_i64, 0);
    let tallies = kind.iter().map(|(member, block)| {
        let signature = Signature::new(*member, Operation::Sum, block);
        let tally = signature.tally(axis, work);
        (signature, tally)
    });
    let tallies: Vec<(Signature, Tally)> = tallies.collect();
    let apart = not_added_up(&tallies);
    for (signature, tally) in tallies {
        let failing: Vec<usize> = tally
            .failing
            .iter()
            .copied()
            .filter(|line| !apart.contains(line))
            .filter(|&line| !is_excused(axis, &signature, line))
            .collect();
        n_holding += tally.holding.len();
        n_failing += failing.len();
        n_blocks += usize::from(!tally.holding.is_empty());
        bits += surprise(axis, &signature, &tally);
        found.push(Found {
            signature,
            tally,
            failing,
            score: 0,
            rank: 60,
            blocks: None,
            is_confirmed: false,
        });
    }
    let score = bits - choices(axis.n_positions()) - 2;
    let is_borne_out = n_holding * 100 >= (n_holding + n_failing) * MIN_SHARE;
    if n_blocks < MIN_BLOCKS || !is_borne_out || score < MIN_SCORE {
        return None;
    }
    for found in &mut found {
        found.score = score;
        found.blocks = Some((n_holding, n_holding + n_failing));
    }
    // A block of one row says what its subtotal says.
    found.retain(|found| {
        !found.tally.holding.is_empty()
            || !found.failing.is_empty()
            || !found.tally.trivial.is_empty()
    });
    Some((score, found))
}
