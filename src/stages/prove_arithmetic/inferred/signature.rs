//! A claim made of every line of a table at once: this position is that operation over those. Tells
//! on which lines it holds, and how unlikely that would be by chance.

use std::collections::{BTreeMap, BTreeSet};

use super::axis::Axis;
use super::numbers::{Num, gcd};
use super::work::Work;
use crate::model::relation::Operation;

/// Where an operand is taken from, seen from the line of the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum From {
    /// The same line.
    Here,
    /// The line before that has a number there.
    Before,
    /// One line for all, such as that of the totals.
    Line(usize),
}

/// An operand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Term {
    pub(super) position: usize,
    pub(super) from: From,
}

impl Term {
    pub(super) fn here(position: usize) -> Self {
        Self {
            position,
            from: From::Here,
        }
    }
}

/// A claim of every line.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Signature {
    pub(super) target: usize,
    pub(super) operation: Operation,
    pub(super) terms: Vec<Term>,
    /// For sums with signs: how many terms are added before the rest is taken off.
    pub(super) n_added: usize,
    /// Whether a ratio is written as a fraction of one, not of a hundred.
    pub(super) is_fraction: bool,
}

/// A signature whose operands lie elsewhere: to try one that will hardly hold, none need be made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape<'t> {
    pub(super) target: usize,
    pub(super) operation: Operation,
    pub(super) terms: &'t [Term],
    pub(super) n_added: usize,
    pub(super) is_fraction: bool,
}

/// What becomes of a signature on one line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nothing to judge.
    Absent,
    /// Holds, but says nothing: zeros, one addend.
    Trivial,
    /// Holds, and tells its target among this many bits of values that it could have, those within a
    /// window taken for one; `own` is the window of its own rounding, if it holds with the operands
    /// taken as they stand.
    Holds {
        bits: u32,
        window: i128,
        own: Option<i128>,
    },
    Fails,
}

/// What became of a signature on the lines tried.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    pub(super) holding: Vec<usize>,
    pub(super) failing: Vec<usize>,
    /// Failing lines that hold once a figure is mended that fails its own claim by the same amount.
    pub(super) mended: Vec<usize>,
    /// Lines where it holds, but would hold by nature.
    pub(super) trivial: Vec<usize>,
    /// Bits of evidence of the distinct lines.
    pub(super) bits: u32,
    pub(super) n_distinct: usize,
    /// The distinct lines whose evidence was added up.
    pub(super) distinct: Vec<usize>,
    /// What of the bits the mended lines give.
    pub(super) mended_bits: u32,
}

/// Most bits of evidence that one line gives: beyond it only copies are that much alike.
const MAX_LINE_BITS: u32 = 20;
/// Lines whose evidence is added up; more prove nothing more.
const MAX_DISTINCT: usize = 24;
/// Numbers of a line that are compared when lines are told apart.
const MAX_KEY: usize = 12;

impl Signature {
    pub(super) fn new(target: usize, operation: Operation, operands: &[usize]) -> Self {
        Self {
            target,
            operation,
            n_added: match operation {
                Operation::Difference => 1,
                _ => operands.len(),
            },
            terms: operands.iter().copied().map(Term::here).collect(),
            is_fraction: false,
        }
    }

    pub(super) fn is_linear(&self) -> bool {
        matches!(
            self.operation,
            Operation::Sum | Operation::Difference | Operation::Net(_)
        )
    }

    /// Whether all operands stand on the target's own line.
    pub(super) fn is_plain(&self) -> bool {
        self.terms.iter().all(|term| term.from == From::Here)
    }

    /// Positions of target and operands on the same line, sorted.
    pub(super) fn positions(&self) -> BTreeSet<usize> {
        let here = self.terms.iter().filter(|term| term.from == From::Here);
        here.map(|term| term.position)
            .chain([self.target])
            .collect()
    }

    /// The line that a term is taken from.
    pub(super) fn line_of(axis: &Axis<'_>, term: Term, line: usize) -> Option<usize> {
        match term.from {
            From::Here => Some(line),
            From::Line(other) => (other != line).then_some(other),
            From::Before => (0..line)
                .rev()
                .take(MAX_BACK)
                .find(|&before| axis.at(term.position, before).is_some()),
        }
    }

    pub(super) fn num(axis: &Axis<'_>, term: Term, line: usize) -> Option<Num> {
        axis.at(term.position, Self::line_of(axis, term, line)?)
    }

    /// Tries the signature on a line.
    pub(super) fn outcome(&self, axis: &Axis<'_>, line: usize) -> Outcome {
        self.shape().outcome(axis, line)
    }

    fn shape(&self) -> Shape<'_> {
        Shape {
            target: self.target,
            operation: self.operation,
            terms: &self.terms,
            n_added: self.n_added,
            is_fraction: self.is_fraction,
        }
    }

    /// Tries the signature on all lines.
    pub(super) fn tally(&self, axis: &Axis<'_>, work: &mut Work) -> Tally {
        self.tally_while(axis, work, |_| true)
    }

    /// Tries the signature line by line, for as long as `goes_on` says so of the lines where it fails.
    pub(super) fn tally_while(
        &self,
        axis: &Axis<'_>,
        work: &mut Work,
        mut goes_on: impl FnMut(usize) -> bool,
    ) -> Tally {
        let mut tally = Tally::default();
        let mut seen: BTreeSet<Vec<i128>> = BTreeSet::new();
        for line in 0..axis.n_lines() {
            if !axis.is_tried(line) {
                continue;
            }
            if !work.take(1 + self.terms.len()) {
                break;
            }
            match self.outcome(axis, line) {
                Outcome::Absent => {}
                Outcome::Trivial => tally.trivial.push(line),
                Outcome::Fails => {
                    tally.failing.push(line);
                    if !goes_on(line) {
                        break;
                    }
                }
                Outcome::Holds { bits, .. } => {
                    let bits = bits.min(axis.tells(self.target, line));
                    tally.holding.push(line);
                    if seen.len() < MAX_DISTINCT && seen.insert(self.key(axis, line)) {
                        tally.bits += bits;
                        tally.distinct.push(line);
                    }
                }
            }
        }
        tally.n_distinct = seen.len();
        tally
    }

    /// What a sum states beyond what its terms make on a line, where both are there.
    pub(super) fn miss(&self, axis: &Axis<'_>, line: usize) -> Option<i128> {
        let target = axis.at(self.target, line)?;
        let terms = self
            .terms
            .iter()
            .filter_map(|term| Self::num(axis, *term, line));
        Some(target.value - terms.map(|num| num.value).sum::<i128>())
    }

    /// Takes the lines that fail only because a term fails its own claim by the same amount out of
    /// those that fail; `misses` are what known sums state too much, by position and line.
    pub(super) fn mend(
        &self,
        axis: &Axis<'_>,
        tally: &mut Tally,
        misses: &BTreeMap<(usize, usize), i128>,
    ) {
        if misses.is_empty() || self.operation != Operation::Sum {
            return;
        }
        let own = |line: usize| -> i128 {
            let terms = self.terms.iter();
            terms
                .filter_map(|term| misses.get(&(term.position, line)))
                .sum()
        };
        let mended: Vec<usize> = tally
            .failing
            .iter()
            .copied()
            .filter(|&line| {
                let own = own(line);
                own != 0 && self.miss(axis, line) == Some(-own)
            })
            .collect();
        for &line in &mended {
            let largest = axis.at(self.target, line).map_or(0, |num| num.value.abs());
            tally.mended_bits += bits(largest, axis.grain(self.target, line));
            tally.n_distinct += 1;
        }
        tally.failing.retain(|line| !mended.contains(line));
        tally.mended = mended;
    }

    /// The numbers of a line, without what they have in common: a line that is ten times another
    /// proves nothing that the other did not.
    fn key(&self, axis: &Axis<'_>, line: usize) -> Vec<i128> {
        let mut values: Vec<i128> = self
            .terms
            .iter()
            .take(MAX_KEY)
            .map(|&term| Self::num(axis, term, line).map_or(0, |num| num.value))
            .collect();
        // Between prices that all follow one distance, what adds up in one adds up in all.
        if matches!(self.operation, Operation::Net(_)) {
            let first = values.first().copied().unwrap_or_default();
            for value in &mut values {
                *value -= first;
            }
        }
        let common = values.iter().fold(0, |common, &value| gcd(common, value));
        if common > 1 && self.operation != Operation::Product {
            for value in &mut values {
                *value /= common;
            }
        }
        values
    }
}

impl Shape<'_> {
    /// Whether what it states is rounded by nature.
    fn is_rounded(self) -> bool {
        matches!(self.operation, Operation::Share | Operation::Change)
    }

    /// The same with operands of its own.
    pub(super) fn signature(self) -> Signature {
        Signature {
            target: self.target,
            operation: self.operation,
            terms: self.terms.to_vec(),
            n_added: self.n_added,
            is_fraction: self.is_fraction,
        }
    }

    /// Tries the signature on a line.
    pub(super) fn outcome(self, axis: &Axis<'_>, line: usize) -> Outcome {
        let Some(target) = axis.at(self.target, line) else {
            return Outcome::Absent;
        };
        let grain = axis.grain(self.target, line);
        let target = if self.is_rounded() {
            target.as_rounded(axis.one())
        } else {
            target
        };
        match self.operation {
            Operation::Share | Operation::Change => self.ratio(axis, line, target, grain),
            Operation::Product => self.product(axis, line, target, grain),
            _ => self.linear(axis, line, target, grain),
        }
    }

    fn linear(self, axis: &Axis<'_>, line: usize, target: Num, grain: i128) -> Outcome {
        let (mut sum, mut half, mut largest) = (0_i128, 0_i128, target.value.abs());
        let (mut n_there, mut n_telling) = (0_usize, 0_usize);
        let mut is_all_one = matches!(self.operation, Operation::Net(_));
        let mut n_needed = 0;
        for (idx, &term) in self.terms.iter().enumerate() {
            let is_added = idx < self.n_added;
            // What comes from the line before must be there; the first line has nothing before it.
            if term.from != From::Here {
                n_needed += 1;
            }
            let Some(num) = Signature::num(axis, term, line) else {
                if term.from != From::Here
                    || (idx == 0
                        && self.operation != Operation::Sum
                        && self.operation != Operation::Mean)
                {
                    return Outcome::Absent;
                }
                continue;
            };
            n_there += 1;
            n_telling += usize::from(num.value != 0);
            sum = if is_added {
                sum + num.value
            } else {
                sum - num.value
            };
            half += i128::from(num.half);
            largest = largest.max(num.value.abs());
            is_all_one &= num.value == target.value;
        }
        if n_there == 0 || n_there < n_needed {
            return Outcome::Absent;
        }
        let count = match self.operation {
            Operation::Mean => i128::try_from(n_there).unwrap_or(1),
            _ => 1,
        };
        // Compared after multiplying, so that a mean is not rounded.
        let miss = (target.value * count - sum).abs();
        let allowed = i128::from(target.half) * count + half;
        let is_holding = miss <= allowed;
        if !is_holding {
            return Outcome::Fails;
        }
        // Zeros, and one addend, are sums by nature.
        if n_telling < 2 || is_all_one {
            return Outcome::Trivial;
        }
        let window = 2 * (allowed / count.max(1)) + grain;
        Outcome::Holds {
            bits: bits(largest, window),
            window,
            own: (miss <= i128::from(target.half) * count)
                .then_some(2 * i128::from(target.half) + grain),
        }
    }

    fn product(self, axis: &Axis<'_>, line: usize, target: Num, grain: i128) -> Outcome {
        let [first, second] = self.terms else {
            return Outcome::Absent;
        };
        let (Some(first), Some(second)) = (
            Signature::num(axis, *first, line),
            Signature::num(axis, *second, line),
        ) else {
            return Outcome::Absent;
        };
        let one = axis.one();
        let Some(exact) = first.value.checked_mul(second.value) else {
            return Outcome::Absent;
        };
        let spread = first.value.abs().saturating_mul(i128::from(second.half))
            + second.value.abs().saturating_mul(i128::from(first.half));
        let Some(stated) = target.value.checked_mul(one) else {
            return Outcome::Absent;
        };
        let allowed = i128::from(target.half)
            .saturating_mul(one)
            .saturating_add(spread);
        let is_telling = |num: Num| num.value != 0 && num.value.abs() != one;
        let is_holding = (stated - exact).abs() <= allowed;
        if !is_telling(first) || !is_telling(second) {
            return if is_holding {
                Outcome::Trivial
            } else {
                Outcome::Fails
            };
        }
        if !is_holding {
            return Outcome::Fails;
        }
        let window = 2 * (allowed / one) + grain;
        Outcome::Holds {
            bits: bits(target.value.abs(), window),
            window,
            own: ((stated - exact).abs() <= i128::from(target.half).saturating_mul(one))
                .then_some(2 * i128::from(target.half) + grain),
        }
    }

    fn ratio(self, axis: &Axis<'_>, line: usize, target: Num, grain: i128) -> Outcome {
        let [part, whole] = self.terms else {
            return Outcome::Absent;
        };
        let (Some(part), Some(whole)) = (
            Signature::num(axis, *part, line),
            Signature::num(axis, *whole, line),
        ) else {
            return Outcome::Absent;
        };
        if whole.value == 0 {
            return Outcome::Absent;
        }
        let times = if self.is_fraction { 1 } else { 100 };
        let Some(judged) = judge_ratio(self.operation, axis.one() * times, target, part, whole)
        else {
            return Outcome::Absent;
        };
        let is_trivial = part.value == 0 || part.value == whole.value;
        match (judged, is_trivial) {
            (Judged::Holds { .. }, true) => Outcome::Trivial,
            (Judged::Holds { spread, miss }, false) => {
                let window = 2 * (i128::from(target.half) + spread) + grain;
                Outcome::Holds {
                    bits: bits(target.value.abs(), window),
                    window,
                    own: (miss <= i128::from(target.half) + 1)
                        .then_some(2 * i128::from(target.half) + grain),
                }
            }
            (Judged::Fails, _) => Outcome::Fails,
        }
    }
}

/// Lines that are looked back over for the line before.
const MAX_BACK: usize = 3;

/// How much a value within `window` of what was to be expected tells, for one as large as `largest`.
fn bits(largest: i128, window: i128) -> u32 {
    let choices = largest / window.max(1);
    choices.max(1).ilog2().min(MAX_LINE_BITS)
}

/// A ratio judged.
enum Judged {
    /// Within its rounding, to which that of its operands adds the spread; off by the miss.
    Holds {
        spread: i128,
        miss: i128,
    },
    Fails,
}

/// Judges a ratio; `None` where the numbers are too large to tell.
fn judge_ratio(
    operation: Operation,
    times: i128,
    target: Num,
    part: Num,
    whole: Num,
) -> Option<Judged> {
    let top = match operation {
        Operation::Change => part.value - whole.value,
        _ => part.value,
    };
    let middle = top.checked_mul(times)? / whole.value;
    let spread = if part.half == 0 && whole.half == 0 {
        0
    } else {
        let from_part = i128::from(part.half).checked_mul(times)? / whole.value.abs();
        let ratio = part.value.checked_mul(times)? / whole.value;
        let from_whole = ratio.abs().checked_mul(i128::from(whole.half))?
            / (whole.value.abs() - i128::from(whole.half)).max(1);
        from_part + from_whole
    };
    let miss = (target.value - middle).abs();
    // The quotient was cut off by less than one unit.
    let is_holding = miss <= i128::from(target.half) + spread + 1;
    Some(if is_holding {
        Judged::Holds { spread, miss }
    } else {
        Judged::Fails
    })
}
