//! Whether a signature is more than chance: bits of evidence from the lines where it holds, against
//! the number of signatures that were tried, the lines where it fails, and what labels say.

use super::axis::{Along, Axis};
use super::signature::{From, Outcome, Signature, Tally};
use super::surprise::surprise;
use super::total_ratios::TotalRatios;
use super::work::Work;
use crate::model::relation::Operation;
use crate::model::table::RowKind;

/// Bits that evidence must exceed the cost of the search by: of a thousand signatures that hold by
/// chance at most one is believed. A table has about sixteen searches, so less than one table in
/// sixty of random numbers has a false claim.
pub(super) const MIN_SCORE: i64 = 10;
/// Of the lines that are judged, the share that must hold, in percent.
const MIN_SHARE: usize = 60;
/// Lines that may fail in any table, and of more lines the share that may, in percent: a document has
/// slips here and there, what goes wrong on every sixth line is another rule or none.
const FREE_FAILING: usize = 3;
const MAX_FAILING: usize = 10;
/// What a label that announces the operation is worth, in bits: it settles which of some hundred
/// cells is meant.
const LABEL: i64 = 8;

/// A signature that is believed.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) signature: Signature,
    pub(super) tally: Tally,
    /// Failing lines that are no other kind of line.
    pub(super) failing: Vec<usize>,
    /// Bits of evidence beyond what the search costs.
    pub(super) score: i64,
    /// How likely this is what the table means, among explanations that hold equally well.
    pub(super) rank: i64,
    /// For subtotals of one kind: how many figures of all of them hold, of how many.
    pub(super) blocks: Option<(usize, usize)>,
    /// Whether what fails is explained exactly by the total over it.
    pub(super) is_confirmed: bool,
}

/// The bits that choosing one of so many costs.
pub(super) fn choices(count: usize) -> i64 {
    i64::from(count.max(1).ilog2())
}

/// Tries a signature on all lines and weighs it, where the search for it cost so many bits; given up as
/// soon as it fails on more lines than a claim may.
pub(super) fn believed(
    axis: &Axis<'_>,
    signature: Signature,
    cost: i64,
    work: &mut Work,
) -> Option<Found> {
    if is_hopeless(axis, &signature, work) {
        return None;
    }
    let n_lines = (0..axis.n_lines())
        .filter(|&line| axis.is_tried(line))
        .count();
    let mut n_left = FREE_FAILING.max(n_lines * MAX_FAILING / 100);
    let mut is_refuted = false;
    let tally = signature.tally_while(axis, work, |line| {
        if !is_excused(axis, &signature, line) {
            is_refuted = n_left == 0;
            n_left = n_left.saturating_sub(1);
        }
        !is_refuted
    });
    if is_refuted {
        return None;
    }
    weigh(axis, signature, tally, cost)
}

/// Lines spread over a long table that tell most accidents.
const N_SPREAD: usize = 48;

/// Whether a signature fails on more than half of some lines spread over the table: of all lines a claim
/// may fail on a tenth.
pub(super) fn is_hopeless(axis: &Axis<'_>, signature: &Signature, work: &mut Work) -> bool {
    let step = axis.n_lines() / N_SPREAD;
    if step < 4 || !work.take(N_SPREAD * signature.terms.len()) {
        return false;
    }
    let lines = (0..axis.n_lines()).step_by(step);
    let failing = lines
        .filter(|&line| axis.is_tried(line))
        .filter(|&line| signature.outcome(axis, line) == Outcome::Fails)
        .filter(|&line| !is_excused(axis, signature, line));
    failing.take(N_SPREAD / 2 + 1).count() > N_SPREAD / 2
}

/// Weighs a signature whose search cost so many bits; `None` where it may be chance.
pub(super) fn weigh(
    axis: &Axis<'_>,
    signature: Signature,
    tally: Tally,
    cost: i64,
) -> Option<Found> {
    if mixes_percent(axis, &signature) {
        return None;
    }
    let found = estimate(axis, signature, tally, cost);
    let enough =
        found.tally.n_distinct >= 2 || (found.tally.n_distinct == 1 && found.failing.is_empty());
    let n_holding = found.tally.holding.len() + found.tally.mended.len();
    let n_failing = found.failing.len();
    let n_judged = n_holding + n_failing;
    let is_borne_out = n_holding * 100 >= n_judged * MIN_SHARE
        && (n_failing <= FREE_FAILING || n_failing * 100 <= n_judged * MAX_FAILING);
    let is_told = found.signature.operation != Operation::Net(2)
        || !found.signature.is_plain()
        || announces(axis, &found.signature)
        || (axis.along == Along::Row && found.tally.n_distinct >= MIN_NET);
    (enough && is_borne_out && is_told && found.score >= MIN_SCORE).then_some(found)
}

/// Whether percentages are added to what is none: among amounts in thousands they are too small to
/// show, so that the figures do not contradict.
fn mixes_percent(axis: &Axis<'_>, signature: &Signature) -> bool {
    let is_percent = |position: usize| axis.position(position).is_some_and(|mark| mark.is_percent);
    let mut positions = signature.terms.iter().map(|term| term.position);
    signature.is_linear() && !is_percent(signature.target) && positions.any(is_percent)
}

/// Lines that bear out a sum with signs that no label announces: figures that go up by nearly even
/// steps make such sums by nature.
const MIN_NET: usize = 6;

/// Weighs a signature of which half of very few lines fail: believed only if what fails is explained
/// by a total over it.
pub(super) fn weigh_loosely(
    axis: &Axis<'_>,
    signature: Signature,
    tally: Tally,
    cost: i64,
) -> Option<Found> {
    let found = estimate(axis, signature, tally, cost);
    let n_failing = found.failing.len();
    let is_half = n_failing > 0 && found.tally.holding.len() >= n_failing && n_failing <= MAX_LOOSE;
    (is_half && found.score >= MIN_SCORE).then_some(found)
}

/// Most failing lines of a signature that a total over it must confirm.
const MAX_LOOSE: usize = 2;

fn estimate(axis: &Axis<'_>, signature: Signature, tally: Tally, cost: i64) -> Found {
    let of_totals = TotalRatios::of(axis, &signature, &tally);
    let failing: Vec<usize> = tally
        .failing
        .iter()
        .copied()
        .filter(|&line| {
            !is_excused(axis, &signature, line)
                || of_totals
                    .as_ref()
                    .is_some_and(|ratios| ratios.must_hold(line))
        })
        .collect();
    let n_holding = tally.holding.len() + tally.mended.len();
    let is_announced = announces(axis, &signature);
    let n_judged = n_holding + failing.len();
    let fails = i64::try_from(failing.len().min(64)).unwrap_or(64) * (1 + choices(n_judged));
    let label = if is_announced { LABEL } else { 0 };
    let mended = i64::from(tally.mended_bits);
    // Many lines that hold outweigh some that do not, however few bits each may give.
    let score = |bits: i64| bits + label - cost - fails.min(bits / 2);
    let at_most = score(i64::from(tally.bits) + mended);
    let score = if at_most < MIN_SCORE {
        at_most
    } else {
        score(surprise(axis, &signature, &tally) + mended)
    };
    Found {
        rank: rank(axis, &signature, is_announced),
        signature,
        tally,
        failing,
        score,
        blocks: None,
        is_confirmed: false,
    }
}

/// Whether the target's label announces the operation.
pub(super) fn announces(axis: &Axis<'_>, signature: &Signature) -> bool {
    let Some(mark) = axis.position(signature.target) else {
        return false;
    };
    let meaning = mark.meaning;
    let is_running = signature.terms.iter().any(|term| term.from == From::Before);
    match signature.operation {
        Operation::Sum if is_running => meaning.running,
        Operation::Sum => meaning.total || mark.kind == Some(RowKind::Total),
        Operation::Mean => meaning.mean,
        Operation::Difference | Operation::Net(_) => {
            meaning.difference || (is_running && meaning.running)
        }
        Operation::Share => meaning.share && !meaning.change,
        Operation::Change => meaning.change,
        Operation::Product
        | Operation::TaxedProduct
        | Operation::Formula(_)
        | Operation::Count
        | Operation::Equal
        | Operation::AtMost => false,
    }
}

/// Whether a line where a signature fails is of another kind, so that its failure says nothing: a
/// rate among amounts, or a figure that lies among those it would be the sum of.
pub(super) fn is_excused(axis: &Axis<'_>, signature: &Signature, line: usize) -> bool {
    let Some(mark) = axis.line(line) else {
        return true;
    };
    let is_other = mark.is_ratio || mark.is_serial;
    // What goes on from line to line ends where the totals of the lines stand.
    let goes_on = signature.terms.iter().any(|term| term.from == From::Before);
    if goes_on && matches!(mark.kind, Some(RowKind::Total | RowKind::Mean)) {
        return true;
    }
    // Where nothing comes in or goes out, something else did: a cash book has a column for each.
    let moves = |term: &super::signature::Term| {
        axis.at(term.position, line)
            .is_some_and(|num| num.value != 0)
    };
    let mut here = signature
        .terms
        .iter()
        .filter(|term| term.from == From::Here);
    if goes_on && !here.any(moves) {
        return true;
    }
    match signature.operation {
        Operation::Sum if axis.along == Along::Row && !goes_on && mark.meaning.level => true,
        Operation::Sum => is_other || is_among(axis, signature, line),
        // The highest of means is the mean of no row.
        Operation::Mean => mark.is_serial || mark.kind == Some(RowKind::Note),
        Operation::Difference | Operation::Net(_) => is_other,
        Operation::Share
        | Operation::Change
        | Operation::Product
        | Operation::TaxedProduct
        | Operation::Formula(_) => {
            is_other
                || matches!(mark.kind, Some(RowKind::Total | RowKind::Mean))
                || mark.meaning.total
                || (mark.is_other_year && is_of_line(signature))
        }
        Operation::Count | Operation::Equal | Operation::AtMost => false,
    }
}

/// Whether a claim reaches to one line from all others: to the total of this year.
fn is_of_line(signature: &Signature) -> bool {
    let mut terms = signature.terms.iter();
    terms.any(|term| matches!(term.from, From::Line(_)))
}

/// Whether the target lies between the least and the largest of three or more addends.
pub(super) fn is_among(axis: &Axis<'_>, signature: &Signature, line: usize) -> bool {
    let Some(target) = axis.at(signature.target, line) else {
        return false;
    };
    let addends: Vec<i128> = signature
        .terms
        .iter()
        .filter_map(|term| axis.at(term.position, line))
        .map(|num| num.value)
        .collect();
    let (least, most) = (addends.iter().min(), addends.iter().max());
    addends.len() >= 3
        && least.is_some_and(|least| *least <= target.value)
        && most.is_some_and(|most| target.value <= *most)
}

/// How likely an explanation is what the table means, by label, order and nearness.
fn rank(axis: &Axis<'_>, signature: &Signature, is_announced: bool) -> i64 {
    let target = signature.target;
    let mut rank = if is_announced { 40 } else { 0 };
    let Some(mark) = axis.position(target) else {
        return rank;
    };
    let meaning = mark.meaning;
    let others: Vec<usize> = signature.terms.iter().map(|term| term.position).collect();
    let is_after = others.iter().all(|&other| other <= target);
    let is_before = others.iter().all(|&other| other >= target);
    let gap = others
        .iter()
        .map(|&other| other.abs_diff(target))
        .min()
        .unwrap_or(0);
    let near = |distance: usize| i64::try_from(distance.min(20)).unwrap_or(20);
    rank -= near(gap);
    match signature.operation {
        Operation::Sum => {
            rank += 24 + i64::from(is_after) * 8 + i64::from(is_before) * 4;
            rank -= i64::from(meaning.difference && !meaning.total) * 30;
            rank -= i64::from(meaning.part) * 60;
            if has_negative_part(axis, signature) {
                rank -= 25;
            }
            // Addends stand together, or apart by one step.
            rank -= 3 * i64::from(!is_even(&others));
            // The announced total is elsewhere.
            rank -= i64::from(announced_operand(axis, signature)) * 24;
        }
        Operation::Difference | Operation::Net(_) => {
            rank += 8 + i64::from(is_after) * 10;
            rank -= i64::from(meaning.total && !meaning.difference) * 40;
            rank -= 4 * near(signature.terms.len().saturating_sub(2));
            rank += 8 * i64::from(signature.terms.iter().any(|term| term.from == From::Before));
        }
        Operation::Mean => rank += 10 + i64::from(is_after) * 8,
        Operation::Share | Operation::Change => {
            rank += i64::from(mark.is_percent) * 10 + i64::from(is_after) * 6;
        }
        Operation::Product | Operation::TaxedProduct | Operation::Formula(_) => {
            rank += 12 + i64::from(is_after) * 8;
        }
        Operation::Count | Operation::Equal | Operation::AtMost => {}
    }
    rank
}

/// Whether positions stand apart by equal steps.
fn is_even(positions: &[usize]) -> bool {
    let mut sorted = positions.to_vec();
    sorted.sort_unstable();
    let steps: std::collections::BTreeSet<usize> = sorted
        .windows(2)
        .filter_map(|pair| Some(pair.get(1)? - pair.first()?))
        .collect();
    steps.len() <= 1
}

/// Whether an operand announces itself as a difference, so that it is what was worked out.
fn announced_operand(axis: &Axis<'_>, signature: &Signature) -> bool {
    signature.terms.len() == 2
        && signature.terms.iter().any(|term| {
            term.from == From::Here
                && axis
                    .position(term.position)
                    .is_some_and(|mark| mark.meaning.difference && !mark.meaning.total)
        })
}

/// Whether an addend is negative where the sum is not: a remainder is, parts seldom are.
fn has_negative_part(axis: &Axis<'_>, signature: &Signature) -> bool {
    (0..axis.n_lines().min(MAX_LOOKED_AT)).any(|line| {
        let is_positive = axis
            .at(signature.target, line)
            .is_some_and(|num| num.value > 0);
        is_positive
            && signature.terms.len() == 2
            && signature.terms.iter().any(|term| {
                axis.at(term.position, line)
                    .is_some_and(|num| num.value < 0)
            })
    })
}

/// Lines that are looked at for signs.
const MAX_LOOKED_AT: usize = 200;

/// The lines that are tried first: those with the most figures that add up, far apart in long tables.
pub(super) fn probes(axis: &Axis<'_>, count: usize) -> Vec<usize> {
    let n_lines = axis.n_lines();
    let step = n_lines.div_ceil(MAX_CONSIDERED).max(1);
    let mut lines: Vec<(bool, usize, usize)> = (0..n_lines)
        .step_by(step)
        .filter(|&line| axis.is_tried(line))
        .map(|line| {
            let mark = axis.line(line);
            let is_other = mark.is_none_or(|mark| mark.is_ratio || mark.meaning.total);
            let is_filled =
                |&position: &usize| axis.at(position, line).is_some_and(|num| num.value != 0);
            let step = axis.n_positions().div_ceil(MAX_CONSIDERED).max(1);
            let n_filled = (0..axis.n_positions())
                .step_by(step)
                .filter(is_filled)
                .count();
            (!is_other, n_filled, line)
        })
        .collect();
    lines.sort_by_key(|&(is_usual, n_filled, line)| (!is_usual, std::cmp::Reverse(n_filled), line));
    // Of lines that are filled alike, some from everywhere.
    let best = lines
        .iter()
        .take_while(|(is_usual, n_filled, _)| {
            lines
                .first()
                .is_some_and(|first| (first.0, first.1) == (*is_usual, *n_filled))
        })
        .count();
    let stride = (best / count.max(1)).max(1);
    let spread = lines.iter().take(best).step_by(stride).take(count);
    let mut chosen: Vec<usize> = spread.map(|&(_, _, line)| line).collect();
    for &(_, _, line) in &lines {
        if chosen.len() >= count {
            break;
        }
        if !chosen.contains(&line) {
            chosen.push(line);
        }
    }
    chosen
}

/// Lines and positions that are looked at when the first to be tried are chosen.
const MAX_CONSIDERED: usize = 96;
