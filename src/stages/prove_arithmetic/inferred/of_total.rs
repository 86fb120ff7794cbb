//! Shares of one line: each figure over the figure of the total in the same column, x 100.

use super::axis::Axis;
use super::signature::{From, Outcome, Signature, Term};
use super::weigh::{Found, believed, choices};
use super::work::Work;
use crate::model::relation::Operation;

/// Positions up to which any other is tried; beyond, those near.
const MAX_ALL: usize = 30;
const NEAR: usize = 4;
/// Lines that may be the total, beside the first and last ones and those labelled so.
const MAX_TOTALS: usize = 24;
/// First and last lines that may be the total whatever their label.
const N_ENDS: usize = 3;
/// Lines that are tried first.
const N_PROBES: usize = 6;

/// Finds shares of a line; `totals` are lines found to be sums.
pub(super) fn search(axis: &Axis<'_>, totals: &[usize], work: &mut Work) -> Vec<Found> {
    let mut found = Vec::new();
    let n_lines = axis.n_lines();
    let labelled =
        (0..n_lines).filter(|&line| axis.line(line).is_some_and(|mark| mark.meaning.total));
    let mut wholes: Vec<usize> = totals
        .iter()
        .copied()
        .take(MAX_TOTALS)
        .chain(labelled.take(MAX_TOTALS))
        .chain(0..n_lines.min(N_ENDS))
        .chain(n_lines.saturating_sub(N_ENDS)..n_lines)
        .collect();
    wholes.sort_unstable();
    wholes.dedup();
    let step = (n_lines / N_PROBES).max(1);
    let lines: Vec<usize> = (0..n_lines).step_by(step).take(N_PROBES * 2).collect();
    let n_positions = axis.n_positions();
    let near = if n_positions <= MAX_ALL {
        n_positions
    } else {
        NEAR
    };
    let cost = choices(n_positions) + choices(near) + choices(wholes.len()) + 2;
    for target in (0..n_positions).filter(|&position| axis.takes_part(position)) {
        let may_be_share = axis
            .position(target)
            .is_some_and(|mark| mark.is_percent || mark.has_decimals);
        if !may_be_share {
            continue;
        }
        let window = target.saturating_sub(near)..(target + near + 1).min(n_positions);
        for part in window.filter(|&part| part != target && axis.takes_part(part)) {
            for &whole in &wholes {
                for is_fraction in [false, true] {
                    let signature = Signature {
                        target,
                        operation: Operation::Share,
                        terms: vec![
                            Term::here(part),
                            Term {
                                position: part,
                                from: From::Line(whole),
                            },
                        ],
                        n_added: 2,
                        is_fraction,
                    };
                    if !passes(axis, &signature, &lines, work) {
                        continue;
                    }
                    found.extend(believed(axis, signature, cost, work));
                }
            }
        }
    }
    found
}

fn passes(axis: &Axis<'_>, signature: &Signature, lines: &[usize], work: &mut Work) -> bool {
    let (mut n_holding, mut n_failing) = (0, 0);
    for &line in lines {
        if !work.take(1) {
            return false;
        }
        match signature.outcome(axis, line) {
            Outcome::Holds { .. } => n_holding += 1,
            Outcome::Fails => n_failing += 1,
            Outcome::Absent | Outcome::Trivial => {}
        }
        if n_failing > 2 && n_failing > n_holding {
            return false;
        }
    }
    n_holding > 0 && n_holding >= n_failing
}
