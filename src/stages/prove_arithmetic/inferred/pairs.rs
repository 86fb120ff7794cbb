//! What two or three other positions make: differences, products, shares, changes, sums with signs.
//! Small tables are searched whole, large ones near each position.

use super::axis::Axis;
use super::hits::Hits;
use super::numbers::{Num, product};
use super::signature::Signature;
use super::weigh::{Found, believed, choices, probes};
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
    let mut hits = Hits::default();
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
    for signature in hits.at_least(needed) {
        if work.is_spent() {
            break;
        }
        let cost = cost(axis, &signature, near);
        found.extend(believed(axis, signature, cost, work).map(|found| Found {
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
    hits: &mut Hits,
) {
    let Some(&(target, Some(stated))) = row.get(at) else {
        return;
    };
    let one = axis.one();
    let others = others(row.get(window).unwrap_or_default(), target);
    // Whole numbers that were divided out are rounded: times what they were divided by they miss the
    // figure by more than any rounding that shows.
    let is_factor = |position: usize| {
        let mark = axis.position(position);
        !mark.is_some_and(|mark| mark.meaning.quotient && !mark.has_decimals)
    };
    let mut hit = |operation, first, second, is_fraction| {
        hits.add(target, operation, &[first, second], is_fraction);
    };
    let is_percent = axis
        .position(target)
        .is_some_and(|mark| mark.is_percent || mark.has_decimals);
    for &(first, a) in &others {
        for &(second, b) in &others {
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

/// The figures besides a target's that could make it: nothing is made of zeros.
fn others(row: &[(usize, Option<Num>)], target: usize) -> Vec<(usize, Num)> {
    row.iter()
        .filter(|(position, _)| *position != target)
        .filter_map(|&(position, num)| Some((position, num?)))
        .filter(|(_, num)| num.value != 0)
        .collect()
}

fn is_product(stated: Num, a: Num, b: Num, one: i128) -> bool {
    if a.value.abs() == one || b.value.abs() == one || stated.value == 0 {
        return false;
    }
    let (Some(exact), Some(stated_units)) = (product(a.value, b.value), product(stated.value, one))
    else {
        return false;
    };
    let spread = match (a.half, b.half) {
        (0, 0) => 0,
        _ => {
            a.value.abs().saturating_mul(i128::from(b.half))
                + b.value.abs().saturating_mul(i128::from(a.half))
        }
    } + i128::from(stated.half).saturating_mul(one);
    (stated_units - exact).abs() <= spread
}

/// Whether stated = top / whole, without dividing.
fn is_ratio(stated: Num, top: i128, part: Num, whole: Num, times: i128) -> bool {
    let (Some(left), Some(right)) = (product(stated.value, whole.value), product(top, times))
    else {
        return false;
    };
    let most = |a, b| product(a, b).unwrap_or(i128::MAX);
    let rounding = i128::from(stated.half) + 1;
    let allowed = most(rounding, whole.value.abs())
        .saturating_add(most(i128::from(part.half), times))
        .saturating_add(most(
            stated.value.abs().saturating_add(times),
            i128::from(whole.half),
        ));
    (left - right).abs() <= allowed
}

/// Tries `a - b - c ...` with the target right behind, and with a minuend up to a few places before.
fn less(row: &[(usize, Option<Num>)], at: usize, hits: &mut Hits) {
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
            hits.add(target, Operation::Difference, &all, false);
        }
        taken += num.value;
        half += i128::from(num.half);
        n_taken += usize::from(num.value != 0);
        operands.push(*position);
    }
}

/// Tries a + b - c, and sums of two or three that do not stand together.
fn signed(row: &[(usize, Option<Num>)], at: usize, hits: &mut Hits) {
    let Some(&(target, Some(stated))) = row.get(at) else {
        return;
    };
    if stated.value == 0 {
        return;
    }
    let others = others(row, target);
    let by_value = ByValue::of(&others);
    for (idx, &(first, a)) in others.iter().enumerate() {
        for &(second, b) in others.iter().skip(idx + 1) {
            let both = a.value + b.value;
            let half = i128::from(stated.half) + i128::from(a.half) + i128::from(b.half);
            let miss = stated.value - both;
            if miss.abs() <= half {
                hits.add(target, Operation::Sum, &[first, second], false);
            }
            for (third, c) in by_value.near(miss, half) {
                let is_sum = (miss - c.value).abs() <= half + i128::from(c.half);
                if is_sum && third > second {
                    hits.add(target, Operation::Sum, &[first, second, third], false);
                }
            }
            for (third, c) in by_value.near(-miss, half) {
                let is_net = (miss + c.value).abs() <= half + i128::from(c.half);
                if is_net && third != first && third != second {
                    hits.add(target, Operation::Net(2), &[first, second, third], false);
                }
            }
        }
    }
}

/// Figures in the order of their size, so that those that would close a gap are found at once.
struct ByValue {
    sorted: Vec<(usize, Num)>,
    /// The largest half unit among them.
    half: i128,
}

impl ByValue {
    fn of(figures: &[(usize, Num)]) -> Self {
        let mut sorted = figures.to_vec();
        sorted.sort_unstable_by_key(|(position, num)| (num.value, *position));
        let halves = sorted.iter().map(|(_, num)| i128::from(num.half));
        Self {
            half: halves.max().unwrap_or_default(),
            sorted,
        }
    }

    /// Those that may be a value, rounded as they are and by so much besides.
    fn near(&self, value: i128, half: i128) -> impl Iterator<Item = (usize, Num)> + '_ {
        let (least, most) = (value - half - self.half, value + half + self.half);
        let from = self.sorted.partition_point(|(_, num)| num.value < least);
        let behind = self.sorted.get(from..).unwrap_or_default().iter();
        behind
            .take_while(move |(_, num)| num.value <= most)
            .copied()
    }
}
