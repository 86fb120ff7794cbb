//! Figures before and after a change, and what changed: `bertambah/(berkurang)` is what stands after
//! less what stood before, its percentage that over what stood before. The columns say so by their
//! words, alone or under a group of columns of the same names.

use super::Draft;
use super::across::{Across, Words};
use crate::model::amount::Unit;
use crate::model::relation::Operation;
use crate::model::text::has_phrase;

const BEFORE: &[&str] = &["sebelum", "semula", "murni", "before"];
const AFTER: &[&str] = &["sesudah", "setelah", "menjadi", "after"];
const CHANGE: &[&str] = &[
    "bertambah",
    "berkurang",
    "bertambah berkurang",
    "penambahan",
    "pengurangan",
    "tambah kurang",
    "kenaikan",
    "penurunan",
    "naik turun",
    "selisih",
];
/// Words of a lowest header that only say how the change is written.
const PLAIN: &[&str] = &[
    "",
    "rp",
    "rupiah",
    "jumlah",
    "total",
    "jumlah rp",
    "%",
    "persen",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Before,
    After,
    Change,
}

/// A column's part, and what it measures: the words of its path besides the one that tells the part.
struct Told {
    column: usize,
    part: Part,
    measure: String,
}

pub(super) fn build(draft: &mut Draft<'_>) {
    let heads = draft.heads.iter().enumerate();
    let told: Vec<Told> = heads
        .filter_map(|(idx, words)| told(idx, words))
        .filter(|told| holds_numbers(draft, told.column))
        .collect();
    let of = |part: Part| told.iter().filter(move |told| told.part == part);
    let mut claims = Vec::new();
    for change in of(Part::Change) {
        let fits = |other: &&Told| {
            other.measure == change.measure
                || (PLAIN.contains(&change.measure.as_str()) && is_plain_or_only(&told, other))
        };
        let before: Vec<&Told> = of(Part::Before).filter(fits).collect();
        let after: Vec<&Told> = of(Part::After).filter(fits).collect();
        // Of several the words do not say which is meant.
        if let ([before], [after]) = (before.as_slice(), after.as_slice()) {
            let is_ratio = is_percent(draft, change.column) && !is_percent(draft, after.column);
            let (rule, operation) = if is_ratio {
                ("A302", Operation::Change)
            } else {
                ("A201", Operation::Difference)
            };
            claims.push(Across {
                rule,
                operation,
                target: change.column,
                operands: vec![after.column, before.column],
            });
        }
    }
    // A percentage that follows the change belongs to it.
    let differences: Vec<Across> = claims
        .iter()
        .filter(|claim| claim.operation == Operation::Difference)
        .cloned()
        .collect();
    for difference in differences {
        let next = difference.target + 1;
        let words = draft.lowest_head(next);
        let is_bare = words == "%" || words.starts_with("persen");
        let is_free = claims.iter().all(|claim| claim.target != next);
        if is_bare && is_free && holds_numbers(draft, next) {
            claims.push(Across {
                rule: "A302",
                operation: Operation::Change,
                target: next,
                operands: difference.operands,
            });
        }
    }
    for claim in claims {
        claim_either_way(draft, claim);
    }
}

/// A difference may be written the other way round throughout: before less after.
fn claim_either_way(draft: &mut Draft<'_>, claim: Across) {
    let swapped = Across {
        operands: claim.operands.iter().rev().copied().collect(),
        ..claim.clone()
    };
    let is_swapped =
        claim.operation == Operation::Difference && swapped.support(draft) > claim.support(draft);
    // What a percentage is of, is left open by its words; of two percentages it may be the points
    // or the percent between them.
    let of_percents = is_percent(draft, claim.target)
        && claim
            .operands
            .iter()
            .all(|&column| is_percent(draft, column));
    let words = if claim.operation == Operation::Change || of_percents {
        Words::Suggest
    } else {
        Words::Settle
    };
    let change = Across {
        rule: "A302",
        operation: Operation::Change,
        ..claim.clone()
    };
    let is_change = of_percents && change.support(draft) > claim.support(draft);
    let meant = match (is_change, is_swapped) {
        (true, _) => change,
        (false, true) => swapped,
        (false, false) => claim,
    };
    meant.claim(draft, words);
}

fn told(idx: usize, words: &[String]) -> Option<Told> {
    let part_of = |text: &str| {
        let says = |words: &[&str]| words.iter().any(|word| has_phrase(text, word));
        if says(BEFORE) {
            Some(Part::Before)
        } else if says(AFTER) {
            Some(Part::After)
        } else {
            says(CHANGE).then_some(Part::Change)
        }
    };
    let (at, part) = words
        .iter()
        .enumerate()
        .find_map(|(at, text)| Some((at, part_of(text)?)))?;
    let rest: Vec<&str> = words
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != at)
        .map(|(_, text)| text.as_str())
        .collect();
    let measure = rest
        .last()
        .map_or_else(String::new, |text| (*text).to_owned());
    Some(Told {
        column: idx,
        part,
        measure,
    })
}

/// Whether a column is the plain one of its part: the only one, or the one of the totals.
fn is_plain_or_only(told: &[Told], column: &Told) -> bool {
    let mut same = told.iter().filter(|other| other.part == column.part);
    same.all(|other| other.column == column.column) || PLAIN.contains(&column.measure.as_str())
}

fn holds_numbers(draft: &Draft<'_>, column: usize) -> bool {
    let reading = draft.records.typed.columns.get(column);
    reading.is_some_and(|reading| reading.n_numbers > 0)
}

fn is_percent(draft: &Draft<'_>, column: usize) -> bool {
    let reading = draft.records.typed.columns.get(column);
    reading.is_some_and(|reading| reading.unit == Some(Unit::Percent))
}
