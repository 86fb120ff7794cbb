//! What two or three other positions make: differences, products, shares, changes, sums with signs.
//! Small tables are searched whole, large ones near each position.

use std::collections::BTreeMap;

use super::axis::Axis;
use super::numbers::Num;
use super::signature::Signature;
use super::weigh::{Found, choices, probes, weigh};
use super::work::Work;
use crate::model::relation::Operation;

/// Positions up to which every two others are tried.
const MAX_ALL: usize = 40;
/// Positions up to which those near are tried far; beyond, only the nearest.
const MAX_MANY: usize = 400;
/// How far others stand in larger tables.
const NEAR: usize = 8;
const NEAREST: usize = 3;
/// Lines that are tried first.
const N_PROBES: usize = 4;
/// Positions up to which three others with signs are tried.
const MAX_SIGNED: usize = 26;
/// Longest difference `a - b - c ...` that is tried.
const MAX_LESS: usize = 6;

/// Finds claims over few positions.
pub(super) fn search(axis: &Axis<'_>, work: &mut Work) -> Vec<Found> {
    let positions: Vec<usize> = (0..axis.n_positions())
        .filter(|&position| axis.takes_part(position))
        .collect();
    let lines = probes(axis, N_PROBES);
    let needed = if lines.len() >= 3 { 2 } else { 1 };
    let mut hits: BTreeMap<Signature, usize> = BTreeMap::new();
    let near = if positions.len() <= MAX_ALL {
        positions.len()
    } else if positions.len() <= MAX_MANY {
        NEAR
    } else {
        NEAREST
    };
    for &line in &lines {
        let row: Vec<(usize, Option<Num>)> = positions
            .iter()
            .map(|&position| (position, axis.at(position, line)))
            .collect();
        for at in 0..row.len() {
            let from = at.saturating_sub(near);
            let to = (at + near + 1).min(row.len());
            if !work.take((to - from) * (to - from)) {
                break;
            }
            tried(axis, &row, at, from..to, &mut hits);
            less(&row, at, &mut hits);
            if row.len() <= MAX_SIGNED && work.take(row.len() * row.len() * row.len() / 2) {
                signed(&row, at, &mut hits);
            }
        }
    }
    let mut found = Vec::new();
    for (signature, count) in hits {
        if count < needed || work.is_spent() {
            continue;
        }
        let cost = cost(axis, &signature, near);
        // A few lines more tell most accidents.
        let tally = signature.tally(axis, work);
        found.extend(weigh(axis, signature, tally, cost).map(|found| Found {
            // Sums that stand together are found as runs, which know what is a subtotal.
            rank: found.rank - 10 * i64::from(found.signature.operation == Operation::Sum),
            ..found
        }));
    }
    found
}

fn cost(axis: &Axis<'_>, signature: &Signature, near: usize) -> i64 {
    let target = choices(axis.n_positions());
    let others = signature.terms.len().min(4);
    let others = i64::try_from(others).unwrap_or(4);
    let signs = match signature.operation {
        Operation::Net(_) => SIGNS,
        _ => 1,
    };
    target + others * choices(near.max(2)) + signs
}

/// Bits that a sum with signs must bring more: figures that depend on each other in any way at all
/// have some by chance.
const SIGNS: i64 = 8;

/// Tries all pairs of others of one position on one line.
fn tried(
    axis: &Axis<'_>,
    row: &[(usize, Option<Num>)],
    at: usize,
    window: std::ops::Range<usize>,
    hits: &mut BTreeMap<Signature, usize>,
) {
    let Some(&(target, Some(stated))) = row.get(at) else {
        return;
    };
    let one = axis.one();
    let others = || {
        row.get(window.clone())
            .unwrap_or_default()
            .iter()
            .filter(move |(position, _)| *position != target)
            .filter_map(|&(position, num)| Some((position, num?)))
            .filter(|(_, num)| num.value != 0)
    };
    // Whole numbers that were divided out are rounded: times what they were divided by they miss the
    // figure by more than any rounding that shows.
    let is_factor = |position: usize| {
        let mark = axis.position(position);
        !mark.is_some_and(|mark| mark.meaning.quotient && !mark.has_decimals)
    };
    let mut hit = |operation, first, second, is_fraction| {
        let mut signature = Signature::new(target, operation, &[first, second]);
        signature.is_fraction = is_fraction;
        *hits.entry(signature).or_default() += 1;
    };
    let is_percent = axis
        .position(target)
        .is_some_and(|mark| mark.is_percent || mark.has_decimals);
    for (first, a) in others() {
        for (second, b) in others() {
            if first == second {
                continue;
            }
            let half = i128::from(stated.half) + i128::from(a.half) + i128::from(b.half);
            if (stated.value - (a.value - b.value)).abs() <= half && stated.value != 0 {
                hit(Operation::Difference, first, second, false);
            }
            let may_multiply = first < second && is_factor(first) && is_factor(second);
            if may_multiply && is_product(stated, a, b, one) {
                hit(Operation::Product, first, second, false);
            }
            if stated.half == 0 && !is_percent {
                continue;
            }
            for (times, is_fraction) in [(100, false), (1, true)] {
                if is_fraction && stated.value.abs() > 2 * one {
                    continue;
                }
                if is_ratio(stated, a.value, a, b, one * times) && a.value != b.value {
                    hit(Operation::Share, first, second, is_fraction);
                }
                if is_ratio(stated, a.value - b.value, a, b, one * times) && a.value != b.value {
                    hit(Operation::Change, first, second, is_fraction);
                }
            }
        }
    }
}

fn is_product(stated: Num, a: Num, b: Num, one: i128) -> bool {
    if a.value.abs() == one || b.value.abs() == one || stated.value == 0 {
        return false;
    }
    let (Some(exact), Some(stated_units)) =
        (a.value.checked_mul(b.value), stated.value.checked_mul(one))
    else {
        return false;
    };
    let spread = a.value.abs().saturating_mul(i128::from(b.half))
        + b.value.abs().saturating_mul(i128::from(a.half))
        + i128::from(stated.half).saturating_mul(one);
    (stated_units - exact).abs() <= spread
}

/// Whether stated = top / whole, without dividing.
fn is_ratio(stated: Num, top: i128, part: Num, whole: Num, times: i128) -> bool {
    let (Some(left), Some(right)) = (
        stated.value.checked_mul(whole.value),
        top.checked_mul(times),
    ) else {
        return false;
    };
    let rounding = i128::from(stated.half) + 1;
    let allowed = rounding
        .saturating_mul(whole.value.abs())
        .saturating_add(i128::from(part.half).saturating_mul(times))
        .saturating_add(
            stated
                .value
                .abs()
                .saturating_add(times)
                .saturating_mul(i128::from(whole.half)),
        );
    (left - right).abs() <= allowed
}

/// Tries `a - b - c ...` with the target right behind, and with a minuend up to a few places before.
fn less(row: &[(usize, Option<Num>)], at: usize, hits: &mut BTreeMap<Signature, usize>) {
    let Some(&(target, Some(stated))) = row.get(at) else {
        return;
    };
    let (mut taken, mut half, mut n_taken) = (0_i128, i128::from(stated.half), 0);
    let mut operands: Vec<usize> = Vec::new();
    for (position, num) in row
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rev()
        .take(MAX_LESS)
    {
        let Some(num) = num else { continue };
        let is_minuend = n_taken >= 2
            && (stated.value - (num.value - taken)).abs() <= half + i128::from(num.half)
            && stated.value != 0;
        if is_minuend {
            let all: Vec<usize> = std::iter::once(*position)
                .chain(operands.iter().rev().copied())
                .collect();
            let signature = Signature::new(target, Operation::Difference, &all);
            *hits.entry(signature).or_default() += 1;
        }
        taken += num.value;
        half += i128::from(num.half);
        n_taken += usize::from(num.value != 0);
        operands.push(*position);
    }
}

/// Tries a + b - c, and sums of two or three that do not stand together.
fn signed(row: &[(usize, Option<Num>)], at: usize, hits: &mut BTreeMap<Signature, usize>) {
    let Some(&(target, Some(stated))) = row.get(at) else {
        return;
    };
    if stated.value == 0 {
        return;
    }
    let others: Vec<(usize, Num)> = row
        .iter()
        .filter(|(position, _)| *position != target)
        .filter_map(|&(position, num)| Some((position, num?)))
        .filter(|(_, num)| num.value != 0)
        .collect();
    for (idx, &(first, a)) in others.iter().enumerate() {
        for &(second, b) in others.iter().skip(idx + 1) {
            let both = a.value + b.value;
            let half = i128::from(stated.half) + i128::from(a.half) + i128::from(b.half);
            if (stated.value - both).abs() <= half {
                let signature = Signature::new(target, Operation::Sum, &[first, second]);
                *hits.entry(signature).or_default() += 1;
            }
            for &(third, c) in &others {
                if third == first || third == second {
                    continue;
                }
                let half = half + i128::from(c.half);
                let is_sum = third > second && (stated.value - (both + c.value)).abs() <= half;
                let is_net = (stated.value - (both - c.value)).abs() <= half;
                if is_sum {
                    let signature = Signature::new(target, Operation::Sum, &[first, second, third]);
                    *hits.entry(signature).or_default() += 1;
                }
                if is_net {
                    let mut signature =
                        Signature::new(target, Operation::Net(2), &[first, second, third]);
                    signature.n_added = 2;
                    *hits.entry(signature).or_default() += 1;
                }
            }
        }
    }
}
