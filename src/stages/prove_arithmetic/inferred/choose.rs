//! Of explanations that hold equally well the one that the table means: a total is told as the sum of
//! its parts, not a part as what the total leaves. Never keeps a claim that follows from others.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::signature::{From, Signature, Term};
use super::weigh::Found;
use crate::model::relation::Operation;

/// Positions up to which it is worked out whether a claim follows from several others.
const MAX_SPANNED: usize = 200;

/// Keeps, of all that was found along one direction, what says something of its own.
pub(super) fn choose(found: Vec<Found>, n_positions: usize) -> Vec<Found> {
    let mut found = without_other_rates(without_part_balances(found));
    found.sort_by_cached_key(|found| (Reverse(worth(found)), found.signature.clone()));
    let mut kept: Vec<Found> = Vec::new();
    // Claims that clash share a position that each of them is known by.
    let mut known_by: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut span = Span::default();
    for candidate in found {
        let is_taken = handles(&candidate.signature)
            .iter()
            .filter_map(|position| known_by.get(position))
            .flatten()
            .filter_map(|&idx| kept.get(idx))
            .any(|other| clashes(&candidate.signature, &other.signature));
        if is_taken {
            continue;
        }
        let signature = &candidate.signature;
        if signature.is_linear()
            && signature.is_plain()
            && n_positions <= MAX_SPANNED
            && !span.add(signature)
        {
            continue;
        }
        for position in handles(signature) {
            known_by.entry(position).or_default().push(kept.len());
        }
        kept.push(candidate);
    }
    kept
}

/// Leaves out what only comes in, or only goes out, where a balance of both bears out as many lines and the
/// part fails on some.
fn without_part_balances(found: Vec<Found>) -> Vec<Found> {
    let is_balance = |found: &&Found| {
        matches!(found.signature.operation, Operation::Net(_)) && !found.signature.is_plain()
    };
    let balances: Vec<Found> = found.iter().filter(is_balance).cloned().collect();
    let is_part = |part: &Found| {
        balances.iter().any(|whole| {
            whole.signature.target == part.signature.target
                && part.signature.terms.len() < whole.signature.terms.len()
                && outweighs(whole, part)
                && part
                    .signature
                    .terms
                    .iter()
                    .all(|term| whole.signature.terms.contains(term))
        })
    };
    found
        .into_iter()
        .filter(|found| found.signature.is_plain() || !is_part(found))
        .collect()
}

/// Lines that a balance must bear out more for each that it fails on.
const OUTWEIGHED: usize = 2;

/// Whether a balance bears out as many lines as a part that fails on some, or so many more that those it fails
/// on itself, where the part says nothing, are slips.
fn outweighs(whole: &Found, part: &Found) -> bool {
    let count = |found: &Found| found.tally.holding.len() + found.tally.mended.len();
    let n_more = count(whole).checked_sub(count(part));
    n_more.is_some_and(|n_more| {
        !part.failing.is_empty() || n_more > whole.failing.len().saturating_mul(OUTWEIGHED)
    })
}

/// Leaves out a product that fails on several lines where one of its factors makes another product that fails
/// on none: a rate is of one figure, and nearly that of another beside it.
fn without_other_rates(found: Vec<Found>) -> Vec<Found> {
    let is_product = |found: &&Found| found.signature.operation == Operation::Product;
    let whole = |found: &&Found| found.failing.is_empty();
    let rates: Vec<(usize, Vec<Term>, usize)> = found
        .iter()
        .filter(is_product)
        .filter(whole)
        .map(|found| {
            let signature = &found.signature;
            let terms = signature.terms.clone();
            (signature.target, terms, found.tally.holding.len())
        })
        .collect();
    let is_other = |one: &Found| {
        let signature = &one.signature;
        let n_judged = one.tally.holding.len() + one.failing.len();
        one.failing.len() >= SEVERAL
            && one.failing.len() * OTHER_SHARE > n_judged
            && rates.iter().any(|(target, terms, n_holding)| {
                *target != signature.target
                    && *n_holding >= one.tally.holding.len()
                    && terms.iter().any(|term| signature.terms.contains(term))
            })
    };
    found
        .into_iter()
        .filter(|one| !is_product(&one) || !is_other(one))
        .collect()
}

/// Lines that a product fails on which is another's rate, and their share of all; fewer are slips.
const SEVERAL: usize = 2;
const OTHER_SHARE: usize = 6;

/// The positions by which a claim is looked up: its target, its first one, and all of a short one.
fn handles(signature: &Signature) -> BTreeSet<usize> {
    let all = signature.positions();
    if all.len() <= MAX_HANDLES {
        return all;
    }
    all.first()
        .copied()
        .into_iter()
        .chain([signature.target])
        .collect()
}

/// Positions of a claim that is looked up by all of them.
const MAX_HANDLES: usize = 4;

/// What decides between explanations: how many lines bear them out, then what they look like.
fn worth(found: &Found) -> i64 {
    let n_judged = found.tally.holding.len() + found.failing.len();
    let share = found.failing.len() * 100 / n_judged.max(1);
    found.rank + found.score.min(40) - i64::try_from(share).unwrap_or(100)
}

/// Whether a claim repeats or contradicts one that is kept.
fn clashes(new: &Signature, old: &Signature) -> bool {
    if new == old {
        return true;
    }
    let is_series =
        |signature: &Signature| signature.terms.iter().any(|term| term.from == From::Before);
    let same_cells = new.positions() == old.positions() && is_series(new) == is_series(old);
    // What goes in or out of a balance is no change of it.
    let is_part_of_series = is_series(new)
        && is_series(old)
        && new.target != old.target
        && new.positions().is_subset(&old.positions());
    if is_part_of_series {
        return true;
    }
    if new.target == old.target {
        let new_terms: BTreeSet<_> = new.terms.iter().collect();
        let is_apart = old.terms.iter().all(|term| !new_terms.contains(term));
        let is_second_sum = new.operation == Operation::Sum
            && old.operation == Operation::Sum
            && new.is_plain()
            && old.is_plain()
            && new.terms.len() >= 2
            && stands_together(new)
            && is_apart;
        let is_other_kind = family(new) != family(old);
        return !is_second_sum && (!is_other_kind || same_cells);
    }
    let is_of_total = |signature: &Signature| {
        signature
            .terms
            .iter()
            .any(|term| matches!(term.from, From::Line(_)))
    };
    same_cells && new.operation != Operation::Mean && !is_of_total(new) && !is_of_total(old)
}

/// Whether target and operands follow each other without a gap, as the parts of a total do.
fn stands_together(signature: &Signature) -> bool {
    let positions = signature.positions();
    let span = positions
        .first()
        .zip(positions.last())
        .map_or(0, |(first, last)| last - first + 1);
    span == positions.len()
}

/// Sums and differences compete with each other, ratios with ratios.
fn family(signature: &Signature) -> u8 {
    match signature.operation {
        Operation::Sum | Operation::Difference | Operation::Net(_) => 0,
        Operation::Mean => 1,
        Operation::Share | Operation::Change => 2,
        Operation::Product | Operation::TaxedProduct | Operation::Formula(_) => 3,
        Operation::Count | Operation::Equal | Operation::AtMost => 4,
    }
}

/// The claims that follow from those kept, as rows of an elimination over a prime.
#[derive(Debug, Default)]
struct Span {
    /// By leading position: the coefficients, the leading one being 1.
    rows: Vec<(usize, Vec<(usize, u64)>)>,
}

/// A prime below 2^31, so that products fit.
const PRIME: u64 = 2_147_483_629;

impl Span {
    /// Adds a sum or difference; false where it follows from those added before.
    fn add(&mut self, signature: &Signature) -> bool {
        let mut row: Vec<(usize, u64)> = signature
            .terms
            .iter()
            .enumerate()
            .map(|(idx, term)| {
                let sign = if idx < signature.n_added {
                    1
                } else {
                    PRIME - 1
                };
                (term.position, sign)
            })
            .chain([(signature.target, PRIME - 1)])
            .collect();
        row.sort_unstable();
        for (leading, known) in &self.rows {
            let factor = row
                .iter()
                .find(|(position, _)| position == leading)
                .map_or(0, |&(_, value)| value);
            if factor != 0 {
                row = less(&row, known, factor);
            }
        }
        let Some(&(leading, value)) = row.first() else {
            return false;
        };
        let inverse = power(value, PRIME - 2);
        for (_, value) in &mut row {
            *value = *value * inverse % PRIME;
        }
        self.rows.push((leading, row));
        true
    }
}

/// `row - factor * known`, without zeros.
fn less(row: &[(usize, u64)], known: &[(usize, u64)], factor: u64) -> Vec<(usize, u64)> {
    let mut out: BTreeMap<usize, u64> = row.iter().copied().collect();
    for &(position, value) in known {
        let slot = out.entry(position).or_default();
        *slot = (*slot + PRIME - value * factor % PRIME) % PRIME;
    }
    out.retain(|_, value| *value != 0);
    out.into_iter().collect()
}

fn power(base: u64, mut exponent: u64) -> u64 {
    let (mut base, mut out) = (base % PRIME, 1);
    while exponent > 0 {
        if exponent % 2 == 1 {
            out = out * base % PRIME;
        }
        base = base * base % PRIME;
        exponent /= 2;
    }
    out
}
