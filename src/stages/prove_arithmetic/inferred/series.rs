//! Claims that reach to the line before: running totals, balances, changes from one line to the next.

use super::axis::Axis;
use super::signature::{From, Outcome, Shape, Signature, Term};
use super::weigh::{Found, believed, choices};
use super::work::Work;
use crate::model::relation::Operation;

/// Lines that a series has at least.
const MIN_LINES: usize = 4;
/// Positions up to which two others are tried with each.
const MAX_BALANCED: usize = 16;
/// Positions up to which one other is tried with each; beyond, those near.
const MAX_ALL: usize = 40;
const NEAR: usize = 4;
/// Lines that are tried first.
const N_PROBES: usize = 8;

/// Finds series.
pub(super) fn search(axis: &Axis<'_>, work: &mut Work) -> Vec<Found> {
    let mut found = Vec::new();
    if axis.n_lines() < MIN_LINES {
        return found;
    }
    let positions: Vec<usize> = (0..axis.n_positions())
        .filter(|&position| axis.takes_part(position))
        .collect();
    let near = if positions.len() <= MAX_ALL {
        positions.len()
    } else {
        NEAR
    };
    let step = (axis.n_lines() / N_PROBES).max(1);
    let lines: Vec<usize> = (0..axis.n_lines())
        .skip(1)
        .step_by(step)
        .take(N_PROBES * 2)
        .collect();
    let cost = 2 * choices(axis.n_positions()) + 3;
    for (at, &target) in positions.iter().enumerate() {
        let window = positions
            .get(at.saturating_sub(near)..(at + near + 1).min(positions.len()))
            .unwrap_or_default();
        let may_be_ratio = axis
            .position(target)
            .is_some_and(|mark| mark.is_percent || mark.has_decimals);
        for &other in window.iter().filter(|&&other| other != target) {
            for (operation, terms, n_added, is_fraction) in simple(target, other) {
                if operation == Operation::Change && !may_be_ratio {
                    continue;
                }
                let shape = Shape {
                    target,
                    operation,
                    terms: &terms,
                    n_added,
                    is_fraction,
                };
                found.extend(try_it(axis, shape, &lines, cost, work));
            }
            if positions.len() > MAX_BALANCED {
                continue;
            }
            for &third in window {
                if third != target && third != other {
                    let shape = Shape {
                        target,
                        operation: Operation::Net(2),
                        terms: &balance(target, other, third),
                        n_added: 2,
                        is_fraction: false,
                    };
                    let cost = cost + choices(axis.n_positions());
                    found.extend(try_it(axis, shape, &lines, cost, work));
                }
            }
        }
    }
    found
}

fn term(position: usize, from: From) -> Term {
    Term { position, from }
}

/// What one other position may be to a series; ratios last.
fn simple(target: usize, other: usize) -> [(Operation, [Term; 2], usize, bool); 5] {
    let goes_on = [term(target, From::Before), term(other, From::Here)];
    let step = [term(other, From::Here), term(other, From::Before)];
    [
        (Operation::Sum, goes_on, 2, false),
        (Operation::Difference, goes_on, 1, false),
        (Operation::Difference, step, 1, false),
        (Operation::Change, step, 2, true),
        (Operation::Change, step, 2, false),
    ]
}

/// What was before, with what comes in, less what goes out.
fn balance(target: usize, comes_in: usize, goes_out: usize) -> [Term; 3] {
    [
        term(target, From::Before),
        term(comes_in, From::Here),
        term(goes_out, From::Here),
    ]
}

fn try_it(
    axis: &Axis<'_>,
    shape: Shape<'_>,
    lines: &[usize],
    cost: i64,
    work: &mut Work,
) -> Option<Found> {
    if !work.take(lines.len()) {
        return None;
    }
    let (mut n_holding, mut n_failing) = (0, 0);
    for &line in lines {
        match shape.outcome(axis, line) {
            Outcome::Holds { .. } => n_holding += 1,
            Outcome::Fails => n_failing += 1,
            Outcome::Absent | Outcome::Trivial => {}
        }
        if n_failing > 3 && n_failing > n_holding {
            return None;
        }
    }
    if n_holding < 2 {
        return None;
    }
    let signature = shape.signature();
    if !varies(axis, &signature) {
        return None;
    }
    let found = believed(axis, signature, cost, work)?;
    (found.tally.n_distinct >= 3).then_some(found)
}

/// Whether what is added from line to line varies: equal steps make a series of themselves.
fn varies(axis: &Axis<'_>, signature: &Signature) -> bool {
    let mut values = std::collections::BTreeSet::new();
    for line in 0..axis.n_lines() {
        for term in signature
            .terms
            .iter()
            .filter(|term| term.from == From::Here)
        {
            if let Some(num) = axis.at(term.position, line) {
                values.insert(num.value);
            }
        }
        if values.len() > 2 {
            return true;
        }
    }
    false
}
