//! Sums and means of positions that stand beside each other, every n-th position, or positions of one
//! name. What has been added up is taken out, so that subtotals come to stand side by side and the
//! next total over them is a run again.

use std::collections::{BTreeMap, BTreeSet};

use super::axis::{Along, Axis};
use super::numbers::Num;
use super::signature::Signature;
use super::weigh::{Found, believed, choices, is_hopeless, probes, weigh, weigh_loosely};
use super::work::Work;
use crate::model::relation::Operation;

/// Longest run that is tried at every position.
const MAX_RUN: usize = 40;
/// Levels of totals over totals.
const MAX_LEVELS: usize = 6;
/// Lines on which a run is tried first.
const N_PROBES: usize = 4;
/// Widest step between positions that belong together.
const MAX_STRIDE: usize = 13;
/// Positions up to which every step is tried.
const MAX_STRIDED: usize = 400;
/// Announced totals whose run may begin at the very first position.
const MAX_WHOLE: usize = 24;

/// Finds sums and means, innermost first.
///
/// What `blocks` add up is taken out from the beginning.
pub(super) fn search(axis: &Axis<'_>, blocks: &[Found], work: &mut Work) -> Vec<Found> {
    let lines: Vec<Probe> = probes(axis, N_PROBES)
        .into_iter()
        .map(|line| Probe::of(axis, line))
        .collect();
    let mut found: Vec<Found> = blocks.to_vec();
    let mut loose: Vec<Found> = Vec::new();
    for is_percent in [false, true] {
        let mut active: Vec<usize> = (0..axis.n_positions())
            .filter(|&position| axis.takes_part(position))
            .filter(|&position| {
                axis.position(position)
                    .is_some_and(|mark| mark.is_percent == is_percent)
            })
            .collect();
        for _ in 0..MAX_LEVELS {
            let gone = covered(&found, &loose);
            active.retain(|position| !gone.contains(position));
            let level = level(axis, &active, &lines, &misses(axis, &found, &loose), work);
            let sure = compatible(level.sure, &found);
            let other = compatible(level.loose, &[found.as_slice(), &sure, &loose].concat());
            if sure.is_empty() && other.is_empty() {
                break;
            }
            found.extend(sure);
            loose.extend(other);
        }
    }
    let confirmed: Vec<Found> = loose
        .into_iter()
        .filter(|one| is_confirmed(one, &found))
        .map(|found| Found {
            is_confirmed: true,
            ..found
        })
        .collect();
    found.extend(confirmed);
    let means = means_of_what_is_summed(axis, &found, work);
    found.extend(means);
    found
}

/// What needs no more to be added up: parts of sums, and means, which stand for nothing above them.
fn covered(found: &[Found], loose: &[Found]) -> BTreeSet<usize> {
    let mut covered = BTreeSet::new();
    for found in found.iter().chain(loose) {
        match found.signature.operation {
            Operation::Sum => {
                covered.extend(found.signature.terms.iter().map(|term| term.position));
            }
            Operation::Mean => {
                covered.insert(found.signature.target);
            }
            _ => {}
        }
    }
    covered
}

/// What sums state beyond what their terms make, by position and line.
fn misses(axis: &Axis<'_>, found: &[Found], loose: &[Found]) -> BTreeMap<(usize, usize), i128> {
    let sums = found
        .iter()
        .chain(loose)
        .filter(|found| found.signature.operation == Operation::Sum);
    sums.flat_map(|found| {
        let signature = &found.signature;
        found
            .failing
            .iter()
            .filter_map(move |&line| Some(((signature.target, line), signature.miss(axis, line)?)))
    })
    .collect()
}

/// Whether a total over a doubtful sum is off by what that sum is off, wherever it is.
fn is_confirmed(loose: &Found, found: &[Found]) -> bool {
    loose.failing.iter().all(|line| {
        found.iter().any(|above| {
            above.tally.mended.contains(line)
                && above
                    .signature
                    .terms
                    .iter()
                    .any(|term| term.position == loose.signature.target)
        })
    })
}

/// Positions beside a total that are looked at for the mean of the same positions.
const MAX_BESIDE: usize = 4;

/// Beside a total stands at times the mean of what it adds up.
fn means_of_what_is_summed(axis: &Axis<'_>, found: &[Found], work: &mut Work) -> Vec<Found> {
    let mut means: Vec<Found> = Vec::new();
    let taken: BTreeSet<usize> = found.iter().map(|found| found.signature.target).collect();
    for sum in found
        .iter()
        .filter(|found| found.signature.operation == Operation::Sum)
    {
        let operands: Vec<usize> = sum
            .signature
            .terms
            .iter()
            .map(|term| term.position)
            .collect();
        let first = operands
            .iter()
            .copied()
            .min()
            .unwrap_or_default()
            .min(sum.signature.target);
        let last = operands
            .iter()
            .copied()
            .max()
            .unwrap_or_default()
            .max(sum.signature.target);
        let beside = first.saturating_sub(MAX_BESIDE)
            ..=(last + MAX_BESIDE).min(axis.n_positions().saturating_sub(1));
        for target in beside {
            let is_free = (target < first || target > last)
                && !taken.contains(&target)
                && axis.takes_part(target);
            if !is_free || !work.take(1) {
                continue;
            }
            let signature = Signature::new(target, Operation::Mean, &operands);
            means.extend(believed(axis, signature, 4, work));
        }
    }
    compatible(means, found)
}

/// The sums and means of one level.
#[derive(Default)]
struct Level {
    sure: Vec<Found>,
    /// Those that only a total over them can confirm.
    loose: Vec<Found>,
}

/// The runs of one level: for every target the best.
fn level(
    axis: &Axis<'_>,
    active: &[usize],
    lines: &[Probe],
    misses: &BTreeMap<(usize, usize), i128>,
    work: &mut Work,
) -> Level {
    let mut best: BTreeMap<(usize, Operation), Found> = BTreeMap::new();
    let mut loose: BTreeMap<usize, Found> = BTreeMap::new();
    let n_announced = active
        .iter()
        .filter(|&&position| {
            axis.position(position)
                .is_some_and(|mark| mark.meaning.total || mark.meaning.mean)
        })
        .count();
    let backwards: Vec<usize> = active.iter().rev().copied().collect();
    for (at, &target) in active.iter().enumerate() {
        let mut tried: BTreeSet<Vec<usize>> = BTreeSet::new();
        let mut keep = |found: Found| {
            let key = (found.signature.target, found.signature.operation);
            let is_better = best.get(&key).is_none_or(|other| better(&found, other));
            if is_better {
                best.insert(key, found);
            }
        };
        let place = Place {
            target,
            before: backwards.get(active.len() - at..).unwrap_or_default(),
            after: active.get(at + 1..).unwrap_or_default(),
            may_be_whole: n_announced <= MAX_WHOLE,
        };
        for (run, operation, cost) in candidates(axis, &place, lines, work) {
            let mut sorted = run.clone();
            sorted.sort_unstable();
            sorted.push(usize::from(operation == Operation::Mean));
            if !tried.insert(sorted.clone()) {
                continue;
            }
            sorted.pop();
            let signature = Signature::new(target, operation, &sorted);
            if is_hopeless(axis, &signature, work) {
                continue;
            }
            let mut tally = signature.tally(axis, work);
            signature.mend(axis, &mut tally, misses);
            if let Some(found) = weigh(axis, signature.clone(), tally.clone(), cost) {
                keep(found);
            } else if operation == Operation::Sum
                && let Some(found) = weigh_loosely(axis, signature, tally, cost)
                && loose.get(&target).is_none_or(|other| better(&found, other))
            {
                loose.insert(target, found);
            }
        }
        if work.is_spent() {
            break;
        }
    }
    loose.retain(|target, _| !best.values().any(|found| found.signature.target == *target));
    Level {
        sure: best.into_values().collect(),
        loose: loose.into_values().collect(),
    }
}

/// Whether one explanation of a total is better than another: more lines, then the longer run, since
/// what it has more are zeros.
fn better(one: &Found, other: &Found) -> bool {
    let key = |found: &Found| {
        (
            found.tally.holding.len() + found.tally.mended.len() + found.tally.trivial.len().min(1),
            std::cmp::Reverse(found.failing.len()),
            found.rank,
            found.signature.terms.len(),
        )
    };
    key(one) > key(other)
}

type Candidate = (Vec<usize>, Operation, i64);

/// A target among the positions of its level.
struct Place<'a> {
    target: usize,
    /// The positions before it, the nearest first.
    before: &'a [usize],
    after: &'a [usize],
    /// Whether its run may begin at the very first position.
    may_be_whole: bool,
}

/// Runs that may make the target: those that some lines bear out, and those that its place means.
fn candidates(
    axis: &Axis<'_>,
    place: &Place<'_>,
    lines: &[Probe],
    work: &mut Work,
) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    let target = place.target;
    let n_active = place.before.len() + place.after.len() + 1;
    let mark = axis.position(target);
    let is_announced = mark.is_some_and(|mark| mark.meaning.total || mark.meaning.mean);
    let places = choices(axis.n_positions());
    for side in [place.before, place.after] {
        // Which place, which side, how long.
        let cost = if is_announced { 3 } else { places } + 1;
        let near = side.get(..side.len().min(MAX_RUN)).unwrap_or_default();
        let hits = matches(target, near, lines, work);
        for &(length, operation) in &hits {
            let run = near.get(..length).unwrap_or_default().to_vec();
            out.push((run, operation, cost + choices(length + 1)));
        }
        // Where many cells are blank, no line tried first may fill the run's far end.
        let is_sum = |(_, operation): &(usize, Operation)| *operation == Operation::Sum;
        if hits.iter().any(is_sum) && near.len() == side.len() {
            out.push((near.to_vec(), Operation::Sum, cost + 2));
        }
        if is_announced || side.len() + 1 == n_active {
            let until = side
                .iter()
                .position(|&other| {
                    axis.position(other)
                        .is_some_and(|mark| mark.meaning.total || mark.meaning.mean)
                })
                .unwrap_or(side.len());
            let ends: &[usize] = if place.may_be_whole {
                &[until, side.len()]
            } else {
                &[until]
            };
            for &end in ends {
                let run = side.get(..end).unwrap_or_default();
                if run.len() > MAX_RUN || (is_announced && run.len() > 1) {
                    for operation in [Operation::Sum, Operation::Mean] {
                        out.push((run.to_vec(), operation, cost + 2));
                    }
                }
            }
        }
        if n_active <= MAX_STRIDED {
            for stride in 2..=MAX_STRIDE.min(side.len()) {
                // The last of them stands as far from the target as from each other; or beside it, across a
                // row, where down a column it may be a subtotal that is not yet added up itself.
                for first in [stride - 1, 0] {
                    let every = side.iter().skip(first).step_by(stride);
                    let every: Vec<usize> = every.take(MAX_RUN).copied().collect();
                    for (length, operation) in matches(target, &every, lines, work) {
                        let is_meant = first > 0 || (axis.along == Along::Row && length > 2);
                        if operation == Operation::Sum && is_meant {
                            let run = every.get(..length).unwrap_or_default().to_vec();
                            out.push((run, operation, cost + 5 + choices(length + 1)));
                        }
                    }
                }
            }
            let named: Vec<usize> = side
                .iter()
                .copied()
                .filter(|&other| has_same_name(axis, target, other))
                .collect();
            for (length, operation) in matches(target, &named, lines, work) {
                if length == named.len() {
                    out.push((named.clone(), operation, cost + 2));
                }
            }
        }
    }
    out
}

/// Whether two positions end in the same word.
fn has_same_name(axis: &Axis<'_>, one: usize, other: usize) -> bool {
    match (axis.position(one), axis.position(other)) {
        (Some(one), Some(other)) => !one.tail.is_empty() && one.tail == other.tail,
        _ => false,
    }
}

/// A line that is tried first: its numbers by position, side by side.
struct Probe(Vec<Option<Num>>);

impl Probe {
    fn of(axis: &Axis<'_>, line: usize) -> Self {
        let positions = 0..axis.n_positions();
        Self(positions.map(|position| axis.at(position, line)).collect())
    }

    fn at(&self, position: usize) -> Option<Num> {
        self.0.get(position).copied().flatten()
    }
}

/// The lengths at which the first of `side` add up to the target, or have it as their mean, on most
/// of the lines tried first.
fn matches(
    target: usize,
    side: &[usize],
    lines: &[Probe],
    work: &mut Work,
) -> Vec<(usize, Operation)> {
    let mut hits: Vec<(usize, Operation)> = Vec::new();
    let mut n_lines = 0;
    for line in lines {
        let Some(stated) = line.at(target) else {
            continue;
        };
        if stated.value == 0 || !work.take(side.len()) {
            continue;
        }
        n_lines += 1;
        let own_half = i128::from(stated.half);
        let (mut sum, mut half, mut n_telling) = (0_i128, own_half, 0);
        // What the target makes as often as there are figures, and its rounding as often but once.
        let (mut times, mut times_half) = (0_i128, -own_half);
        for (idx, &position) in side.iter().enumerate() {
            let Some(num) = line.at(position) else {
                continue;
            };
            sum += num.value;
            half += i128::from(num.half);
            times += stated.value;
            times_half += own_half;
            n_telling += usize::from(num.value != 0);
            if n_telling < 2 {
                continue;
            }
            if (stated.value - sum).abs() <= half {
                hits.push((idx + 1, Operation::Sum));
            }
            if (times - sum).abs() <= half + times_half {
                hits.push((idx + 1, Operation::Mean));
            }
        }
    }
    if hits.is_empty() {
        return hits;
    }
    hits.sort_unstable();
    // One line of four may be amiss, or two of them be rates.
    let needed = if n_lines >= 3 { 2 } else { 1 };
    let counted: Vec<((usize, Operation), usize)> = hits
        .chunk_by(|one, other| one == other)
        .filter_map(|same| Some((*same.first()?, same.len())))
        .collect();
    let most = |operation| {
        let same = counted.iter().filter(|((_, other), _)| *other == operation);
        same.map(|(_, count)| *count).max().unwrap_or(0)
    };
    let (sums, means) = (most(Operation::Sum), most(Operation::Mean));
    let is_top = |&&((_, operation), count): &&((usize, Operation), usize)| {
        let top = if operation == Operation::Sum {
            sums
        } else {
            means
        };
        count >= needed && count == top
    };
    let top = counted.iter().filter(is_top).map(|(key, _)| *key);
    top.rev().take(MAX_HITS).collect()
}

/// Lengths of one side that are tried on all lines.
const MAX_HITS: usize = 6;

/// Keeps what does not contradict: the surest first, none that is made of what it makes.
fn compatible(mut level: Vec<Found>, before: &[Found]) -> Vec<Found> {
    level.sort_by_cached_key(|found| {
        (
            std::cmp::Reverse(found.rank + found.score.min(40)),
            found.signature.clone(),
        )
    });
    let mut taken = Taken::default();
    for found in before {
        taken.add(found);
    }
    let mut kept: Vec<Found> = Vec::new();
    for found in level {
        if !taken.clashes(&found) {
            taken.add(&found);
            kept.push(found);
        }
    }
    kept
}

/// What is claimed already: what each target is made of, and which cells make a claim.
#[derive(Default)]
struct Taken {
    targets: BTreeMap<usize, BTreeSet<usize>>,
    cells: BTreeSet<BTreeSet<usize>>,
}

impl Taken {
    fn add(&mut self, found: &Found) {
        let terms = found.signature.terms.iter().map(|term| term.position);
        self.targets
            .entry(found.signature.target)
            .or_default()
            .extend(terms);
        self.cells.insert(found.signature.positions());
    }

    fn clashes(&self, found: &Found) -> bool {
        let target = found.signature.target;
        let is_circle = found.signature.terms.iter().any(|term| {
            self.targets
                .get(&term.position)
                .is_some_and(|made_of| made_of.contains(&target))
        });
        is_circle
            || self.targets.contains_key(&target)
            || self.cells.contains(&found.signature.positions())
    }
}
