//! Comes in: the records of one table. Goes out: every relation inside it, judged, with the numbers
//! they speak of. Builders of relations stand one a file in `BUILDERS`. Never folds failures: that
//! is `trace_causes`.

mod across;
mod change;
mod column_meaning;
mod column_total;
mod header_formula;
mod periods;
mod products;
mod running;
mod total;
mod tree;

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::config::Profile;
use crate::config::profile::{GENERIC, RelationRule};
use crate::model::Outcome;
use crate::model::amount::Grain;
use crate::model::finding::{Finding, Severity};
use crate::model::place::Place;
use crate::model::record::RecordSet;
use crate::model::relation::{Operation, Origin, Proof, Relation, Stated, Verdict, compute, judge};
use crate::model::text::{has_phrase, normalize};

/// What a builder sees and where it puts its claims.
struct Draft<'a> {
    records: &'a RecordSet,
    /// Claims of the kind's profile.
    rules: &'a [RelationRule],
    /// Whether the kind is known; claims of an unknown kind need support by numbers.
    known: bool,
    claims: Vec<Claim>,
    findings: Vec<Finding>,
}

/// A claim not yet judged.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Claim {
    rule: &'static str,
    target: Place,
    operation: Operation,
    operands: Vec<Place>,
    origin: Origin,
}

/// The builders, in the order in which they claim: what headers state comes before what names mean,
/// and totals last, since a percentage with a formula of its own is not added up.
const BUILDERS: &[fn(&mut Draft<'_>)] = &[
    header_formula::build,
    column_meaning::build,
    change::build,
    periods::build,
    running::build,
    products::build,
    column_total::build,
    tree::build,
    total::build,
];

/// Builds and judges the relations of a table.
pub fn prove_arithmetic(records: &RecordSet, profiles: &[Profile]) -> Outcome<Proof> {
    let kind = records.kind.as_deref().unwrap_or(GENERIC);
    let rules = profiles
        .iter()
        .find(|profile| profile.kind == kind)
        .map(|profile| profile.relations.as_slice());
    let mut draft = Draft {
        records,
        rules: rules.unwrap_or_default(),
        known: records.kind.is_some(),
        claims: Vec::new(),
        findings: Vec::new(),
    };
    for build in BUILDERS {
        build(&mut draft);
    }
    let Draft {
        claims,
        mut findings,
        ..
    } = draft;
    Outcome {
        value: prove(records, claims, &mut findings),
        findings,
    }
}

fn prove(records: &RecordSet, claims: Vec<Claim>, findings: &mut Vec<Finding>) -> Proof {
    let mut proof = Proof::default();
    let mut seen = BTreeSet::new();
    for claim in claims {
        let mut operands = claim.operands.clone();
        if matches!(
            claim.operation,
            Operation::Sum | Operation::Product | Operation::Mean
        ) {
            // Whatever the order of the addends, it is the same claim.
            operands.sort_unstable();
        }
        if !seen.insert((claim.target.clone(), claim.operation, operands)) {
            continue;
        }
        let stated = |place: &Place| {
            records
                .typed
                .cells
                .get(&place.cell)
                .and_then(super::super::model::typed::TypedCell::stated)
        };
        let Some(mut target) = stated(&claim.target) else {
            continue;
        };
        let operands: Vec<Stated> = claim.operands.iter().filter_map(stated).collect();
        if operands.len() != claim.operands.len() {
            continue;
        }
        if let Some(percent) = as_percent(claim.operation, &target, &operands) {
            findings.push(fraction_told(records, &claim.target, &percent));
            target = percent;
        }
        let verdict = judge(claim.operation, &target, &operands);
        proof.numbers.insert(claim.target.clone(), target);
        proof
            .numbers
            .extend(claim.operands.iter().cloned().zip(operands));
        proof.relations.push(Relation {
            rule: claim.rule,
            target: claim.target,
            operation: claim.operation,
            operands: claim.operands,
            origin: claim.origin,
            verdict,
        });
    }
    proof
}

/// The percentage that a fraction stands for (`0,95` for 95 %), where only that bears the claim out.
fn as_percent(operation: Operation, target: &Stated, operands: &[Stated]) -> Option<Stated> {
    let is_ratio = matches!(operation, Operation::Share | Operation::Change);
    if !is_ratio || target.value.is_zero() || holds(operation, target, operands) {
        return None;
    }
    let percent = Stated {
        value: target.value.checked_mul(Decimal::ONE_HUNDRED)?,
        grain: match target.grain {
            Grain::Exact => Grain::Exact,
            Grain::Decimals(decimals) => Grain::Decimals(decimals.saturating_sub(2)),
        },
        unit: target.unit.clone(),
    };
    holds(operation, &percent, operands).then_some(percent)
}

fn fraction_told(records: &RecordSet, place: &Place, percent: &Stated) -> Finding {
    let raw = records
        .typed
        .cells
        .get(&place.cell)
        .map(|cell| cell.sourced.raw.trim());
    let mut finding = Finding::at("R010", Severity::Warning, place)
        .fact("raw", raw.unwrap_or_default())
        .fact_in(
            "reason",
            "persentase ditulis sebagai pecahan",
            "a percentage written as a fraction",
        );
    finding.stated = Some(percent.value.normalize());
    finding
}

impl Draft<'_> {
    /// The number in a row and column, with its place.
    fn number(&self, row_idx: usize, col_idx: usize) -> Option<(Place, Stated)> {
        let (cell, stated) = self.records.typed.number(row_idx, col_idx)?;
        Some((cell.sourced.place.clone(), stated))
    }

    fn n_columns(&self) -> usize {
        self.records.typed.table.columns.len()
    }

    fn claim(
        &mut self,
        rule: &'static str,
        target: Place,
        operation: Operation,
        operands: Vec<Place>,
        origin: Origin,
    ) {
        self.claims.push(Claim {
            rule,
            target,
            operation,
            operands,
            origin,
        });
    }

    /// Rows that could not be placed, or cells that could not be read, may be addends, so sums down the columns are not claimed.
    fn is_complete(&self) -> bool {
        let table = &self.records.typed.table;
        table.unplaced_rows.is_empty() && !table.is_incomplete
    }

    /// Whether one of the lines that a sum in a column is over holds something that should be a
    /// number and could not be read: an error value, a formula without its result. Then nobody
    /// knows the sum.
    fn is_unread(&self, lines: &[usize], col_idx: usize) -> bool {
        let mut open: Vec<usize> = lines.to_vec();
        while let Some(idx) = open.pop() {
            let Some(line) = self.records.lines.get(idx) else {
                continue;
            };
            match self.records.typed.cell(line.row_idx, col_idx) {
                Some(cell) if cell.sourced.value.number().is_some() => {}
                Some(cell) if is_unread_number(cell.sourced.raw.trim()) => return true,
                Some(_) | None if !line.is_leaf => open.extend(self.records.children(Some(idx))),
                Some(_) | None => {}
            }
        }
        false
    }

    /// The numbers of lines in a column; a heading without a number stands for its children.
    fn addends(&self, lines: &[usize], col_idx: usize) -> Vec<Place> {
        let mut places = Vec::new();
        let mut open: Vec<usize> = lines.iter().rev().copied().collect();
        while let Some(idx) = open.pop() {
            let Some(line) = self
                .records
                .lines
                .get(idx)
                .filter(|line| !is_mention(&line.name))
            else {
                continue;
            };
            match self.number(line.row_idx, col_idx) {
                Some((place, _)) => places.push(place),
                None if !line.is_leaf => {
                    open.extend(self.records.children(Some(idx)).into_iter().rev());
                }
                None => {}
            }
        }
        places
    }
}

/// An error value, a formula without its result, or digits that make no number.
fn is_unread_number(raw: &str) -> bool {
    raw.is_empty() || raw.starts_with('#')
}

/// Words that begin a row which only names some of what stands above it.
const MENTIONS: &[&str] = &[
    "di antaranya",
    "diantaranya",
    "antara lain",
    "termasuk",
    "of which",
    "including",
];

/// Whether a row is a part that is mentioned, not an addend: `di antaranya`, `termasuk`.
fn is_mention(name: &str) -> bool {
    let words = normalize(name);
    let begins = |mention: &&str| -> bool {
        words
            .strip_prefix(*mention)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    MENTIONS.iter().any(begins)
}

/// Whether a heading's rows are only some of its parts: `Belanja Barang, di antaranya:`.
fn lists_some(name: &str) -> bool {
    let words = normalize(name);
    MENTIONS
        .iter()
        .filter(|mention| **mention != "termasuk" && **mention != "including")
        .any(|mention| has_phrase(&words, mention))
}

/// Whether the numbers bear a claim out.
fn holds(operation: Operation, target: &Stated, operands: &[Stated]) -> bool {
    matches!(judge(operation, target, operands), Verdict::Holds(_))
}

/// Most levels of subtotals that a list may hold.
const MAX_LEVELS: i64 = 6;

/// How many times a figure its addends make, where that is exactly two to [`MAX_LEVELS`]: then they
/// hold subtotals with their details.
fn levels(total: &Stated, addends: &[Stated]) -> Option<Decimal> {
    let times = compute(Operation::Sum, addends)?.checked_div(total.value)?;
    (2..=MAX_LEVELS)
        .map(Decimal::from)
        .find(|levels| times == *levels)
}

/// Tells once a table that its levels cannot be told apart.
fn tell_levels(draft: &mut Draft<'_>, target: &Place, label: &str, times: Decimal) {
    if draft.findings.iter().all(|finding| finding.code != "R035") {
        draft.findings.push(
            Finding::at("R035", Severity::Warning, target)
                .fact("label", label)
                .fact("count", times.normalize().to_string()),
        );
    }
}

/// The rule that a claim of this operation breaks.
fn rule_of(operation: Operation) -> &'static str {
    match operation {
        Operation::Sum | Operation::Count => "A103",
        Operation::Difference => "A201",
        Operation::Product => "A202",
        Operation::Equal => "A203",
        Operation::Share => "A301",
        Operation::Change => "A302",
        Operation::Mean => "A104",
        Operation::AtMost => "A401",
        Operation::Formula(_) => "A204",
    }
}
