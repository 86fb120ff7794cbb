//! Claims that reach to the line before: running totals, balances, changes from one line to the next.

use super::axis::Axis;
use super::signature::{From, Outcome, Signature, Term};
use super::weigh::{Found, choices, weigh};
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
        for &other in window.iter().filter(|&&other| other != target) {
            for signature in simple(axis, target, other) {
                found.extend(try_it(axis, signature, &lines, cost, work));
            }
            if positions.len() > MAX_BALANCED {
                continue;
            }
            for &third in window {
                if third != target && third != other {
                    let signature = balance(target, other, third);
                    let cost = cost + choices(axis.n_positions());
                    found.extend(try_it(axis, signature, &lines, cost, work));
                }
            }
        }
    }
    found
}

fn term(position: usize, from: From) -> Term {
    Term { position, from }
}

/// What one other position may be to a series.
fn simple(axis: &Axis<'_>, target: usize, other: usize) -> Vec<Signature> {
    let of = |operation, terms: Vec<Term>, n_added| Signature {
        target,
        operation,
        terms,
        n_added,
        is_fraction: false,
    };
    let mut all = vec![
        of(
            Operation::Sum,
            vec![term(target, From::Before), term(other, From::Here)],
            2,
        ),
        of(
            Operation::Difference,
            vec![term(target, From::Before), term(other, From::Here)],
            1,
        ),
        of(
            Operation::Difference,
            vec![term(other, From::Here), term(other, From::Before)],
            1,
        ),
    ];
    let may_be_ratio = axis
        .position(target)
        .is_some_and(|mark| mark.is_percent || mark.has_decimals);
    if may_be_ratio {
        let change = of(
            Operation::Change,
            vec![term(other, From::Here), term(other, From::Before)],
            2,
        );
        all.push(Signature {
            is_fraction: true,
            ..change.clone()
        });
        all.push(change);
    }
    all
}

/// What was before, with what comes in, less what goes out.
fn balance(target: usize, comes_in: usize, goes_out: usize) -> Signature {
    Signature {
        target,
        operation: Operation::Net(2),
        terms: vec![
            term(target, From::Before),
            term(comes_in, From::Here),
            term(goes_out, From::Here),
        ],
        n_added: 2,
        is_fraction: false,
    }
}

fn try_it(
    axis: &Axis<'_>,
    signature: Signature,
    lines: &[usize],
    cost: i64,
    work: &mut Work,
) -> Option<Found> {
    if !work.take(lines.len()) {
        return None;
    }
    let (mut n_holding, mut n_failing) = (0, 0);
    for &line in lines {
        match signature.outcome(axis, line) {
            Outcome::Holds { .. } => n_holding += 1,
            Outcome::Fails => n_failing += 1,
            Outcome::Absent | Outcome::Trivial => {}
        }
        if n_failing > 3 && n_failing > n_holding {
            return None;
        }
    }
    if n_holding < 2 || !varies(axis, &signature) {
        return None;
    }
    let tally = signature.tally(axis, work);
    let found = weigh(axis, signature, tally, cost)?;
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
