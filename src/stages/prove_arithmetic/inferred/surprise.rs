//! How much the lines that bear out a claim tell beyond the best simple guess. Comes in: a claim of all
//! lines and those where it holds. Goes out: bits. Never counts what slow series, equal columns, zeros
//! or a rounding as coarse as the figures would make hold by themselves.
//!
//! The measure is a description length (Rissanen 1978): what the claim saves is what the targets would
//! cost to write down by the cheapest of a few guesses that need no claim, each target as its distance
//! from the guess in steps of what its rounding tells apart. A distance that comes again is written once
//! and then pointed to, so that what is equal counts once.

use std::collections::BTreeMap;

use super::axis::Axis;
use super::signature::{Outcome, Signature, Tally};
use super::weigh::choices;

/// Operands of which each is a guess; of more, these many spread over all.
const MAX_GUESSES: usize = 24;
/// Most bits of evidence that one line gives: beyond it only copies are that much alike.
const MAX_LINE_BITS: u32 = 20;
/// Lines that are looked back over for the figure before.
const MAX_BACK: usize = 3;

/// A target that holds: its value, and what its rounding tells apart.
struct Held {
    line: usize,
    value: i128,
    window: i128,
    /// The same where operands are taken as they stand, if that holds.
    own: Option<i128>,
}

/// The bits that the lines of a tally tell beyond the best simple guess. Where all of them hold to the
/// last decimal, the operands taken as they stand, they tell more than where rounding must excuse some.
pub(super) fn surprise(axis: &Axis<'_>, signature: &Signature, tally: &Tally) -> i64 {
    let mut held: Vec<Held> = tally
        .distinct
        .iter()
        .filter_map(|&line| held(axis, signature, line))
        .collect();
    if held.iter().all(|held| held.own.is_some()) {
        for one in &mut held {
            one.window = one.own.unwrap_or(one.window).max(1);
        }
    }
    let step = signature.terms.len().div_ceil(MAX_GUESSES).max(1);
    let operands = signature.terms.iter().step_by(step);
    let of_operands =
        operands.map(|&term| guess(&held, |line| Some(Signature::num(axis, term, line)?.value)));
    let before = guess(&held, |line| before(axis, signature.target, line));
    let constant = guess(&held, |_| Some(0));
    let n_guesses = signature.terms.len() + 2;
    let least = of_operands.chain([before, constant]).min();
    // Which guess serves is part of what it costs.
    let told = i64::from(least.unwrap_or(0)) + choices(n_guesses);
    let tells = held
        .iter()
        .map(|held| i64::from(axis.tells(signature.target, held.line)));
    told.min(tells.sum())
}

fn held(axis: &Axis<'_>, signature: &Signature, line: usize) -> Option<Held> {
    let Outcome::Holds { window, own, .. } = signature.outcome(axis, line) else {
        return None;
    };
    Some(Held {
        line,
        value: axis.at(signature.target, line)?.value,
        window: window.max(1),
        own,
    })
}

/// What stands at a position on the line before.
fn before(axis: &Axis<'_>, position: usize, line: usize) -> Option<i128> {
    let mut lines = (0..line).rev().take(MAX_BACK);
    lines.find_map(|line| Some(axis.at(position, line)?.value))
}

/// The bits of all targets written as what they are beyond a guess, or beyond it and one step that is
/// always the same.
fn guess(held: &[Held], of: impl Fn(usize) -> Option<i128>) -> u32 {
    let beyond: Vec<(i128, i128)> = held
        .iter()
        .map(|held| (held.value - of(held.line).unwrap_or(0), held.window))
        .collect();
    let mut sorted: Vec<(i128, i128)> = beyond.clone();
    sorted.sort_unstable();
    let (middle, window) = sorted.get(sorted.len() / 2).copied().unwrap_or((0, 1));
    let shifted = beyond
        .iter()
        .map(|&(beyond, window)| (beyond - middle, window));
    let with_step = written(shifted) + cost(steps(middle, window));
    written(beyond.iter().copied()).min(with_step)
}

/// The bits of distances, those that come again pointed to.
fn written(distances: impl Iterator<Item = (i128, i128)>) -> u32 {
    let mut counts: BTreeMap<i128, u32> = BTreeMap::new();
    let mut n_all = 0_u32;
    for (distance, window) in distances {
        *counts.entry(steps(distance, window)).or_default() += 1;
        n_all += 1;
    }
    let each = counts.into_iter().map(|(steps, count)| {
        let once = cost(steps);
        let pointer = (n_all / count).max(1).ilog2();
        (once * count).min(once + pointer * count)
    });
    each.sum()
}

/// A distance in steps of a window, rounded to the nearest.
fn steps(distance: i128, window: i128) -> i128 {
    let window = window.max(1);
    (distance.abs() + window / 2) / window * distance.signum()
}

/// The bits of a number of steps to either side.
fn cost(steps: i128) -> u32 {
    let choices = steps.unsigned_abs().saturating_mul(2).saturating_add(1);
    choices.ilog2().min(MAX_LINE_BITS)
}
