//! Comes in: the records of one table. Goes out: every relation inside it, judged, with the numbers
//! they speak of. Builders of relations stand one a file in `BUILDERS`. Never folds failures: that
//! is `trace_causes`.

mod across;
mod balances;
mod change;
mod column_meaning;
mod column_total;
mod constant_wholes;
mod count_products;
mod counted_total;
mod differences;
mod exact_operands;
mod grouped_rows;
mod header_formula;
mod inferred;
mod most;
mod named_formula;
mod near_total;
mod net_pay;
mod numbered_parts;
mod operand_columns;
mod periods;
mod products;
mod rate_rows;
mod row_means;
mod running;
mod running_row;
mod sheet_formula;
mod spent_share;
mod stated_counts;
mod stock;
mod total;
mod tree;
mod weighted;
mod weights;
mod written_products;
mod yields;

use std::collections::BTreeMap;

pub use sheet_formula::{compute_missing, prove_formulas};

use rust_decimal::Decimal;

use crate::config::Profile;
use crate::config::profile::{GENERIC, RelationRule};
use crate::model::Outcome;
use crate::model::amount::{Grain, Unit};
use crate::model::by_place::ByPlace;
use crate::model::finding::{Finding, Severity};
use crate::model::place::{CellRef, Place};
use crate::model::record::{Family, RecordSet};
use crate::model::relation::{
    Operation, Origin, Proof, Reason, Relation, Stated, Support, Verdict, compute, judge,
};
use crate::model::text::{has_phrase, normalize};

/// What a builder sees and where it puts its claims.
struct Draft<'a> {
    records: &'a RecordSet,
    /// The lines of the records by the line they stand under.
    family: Family,
    /// Claims of the kind's profile.
    rules: &'a [RelationRule],
    /// Whether the kind is known; claims of an unknown kind need support by numbers.
    known: bool,
    claims: Vec<Claim>,
    /// Numbers that stand in the words of a cell.
    said: BTreeMap<CellRef, Stated>,
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
    /// How well it is borne out, where only numbers make it.
    support: Option<Support>,
}

impl Claim {
    fn judged(self, verdict: Verdict) -> Relation {
        Relation {
            rule: self.rule,
            target: self.target,
            operation: self.operation,
            operands: self.operands,
            origin: self.origin,
            verdict,
        }
    }
}

/// The builders, in the order in which they claim: what headers state comes before what names mean,
/// and totals after them, since a percentage with a formula of its own is not added up. Last comes
/// what only the numbers say.
const BUILDERS: &[fn(&mut Draft<'_>)] = &[
    header_formula::build,
    named_formula::build,
    column_meaning::build,
    change::build,
    periods::build,
    numbered_parts::build,
    running::build,
    running_row::build,
    stock::build,
    net_pay::build,
    spent_share::build,
    row_means::build,
    products::build,
    written_products::build,
    count_products::build,
    weighted::build,
    yields::build,
    column_total::build,
    counted_total::build,
    constant_wholes::build,
    differences::build,
    tree::build,
    total::build,
    rate_rows::build,
    balances::build,
    stated_counts::build,
    weights::build,
    most::build,
    inferred::build,
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
        family: records.family(),
        rules: rules.unwrap_or_default(),
        known: records.kind.is_some(),
        claims: Vec::new(),
        said: BTreeMap::new(),
        findings: Vec::new(),
    };
    for build in BUILDERS {
        build(&mut draft);
    }
    let Draft {
        claims,
        said,
        mut findings,
        ..
    } = draft;
    Outcome {
        value: prove(records, claims, &said, &mut findings),
        findings,
    }
}

fn prove(
    records: &RecordSet,
    claims: Vec<Claim>,
    said: &BTreeMap<CellRef, Stated>,
    findings: &mut Vec<Finding>,
) -> Proof {
    let mut proof = Proof::default();
    let mut numbers = ByPlace::default();
    let home = claims.first().map(|claim| claim.target.clone());
    let mut seen = Seen::default();
    let cells = &records.typed.cells;
    let unreadable = &records.typed.unreadable;
    let stated = |place: &Place| cells.get(&place.cell)?.stated();
    for claim in claims {
        if !seen.is_new(&claim) {
            continue;
        }
        let in_words = || said.get(&claim.target.cell).cloned();
        let Some(mut target) = stated(&claim.target).or_else(in_words) else {
            continue;
        };
        if claim.operation == Operation::Count {
            // Lines are counted, whatever stands in them.
            let one = Stated {
                value: Decimal::ONE,
                grain: Grain::Exact,
                unit: Unit::Unknown,
            };
            let verdict = judge(claim.operation, &target, &vec![one; claim.operands.len()]);
            numbers.insert(claim.target.cell, target);
            proof.relations.push(claim.judged(verdict));
            continue;
        }
        let is_open = |place: &Place| unreadable.contains_key(&place.cell);
        if !unreadable.is_empty() && claim.operands.iter().any(is_open) {
            numbers.insert(claim.target.cell, target);
            proof
                .relations
                .push(claim.judged(Verdict::CannotJudge(Reason::NoNumber)));
            continue;
        }
        let mut operands: Vec<Stated> = claim.operands.iter().filter_map(stated).collect();
        if operands.len() != claim.operands.len() {
            continue;
        }
        if claim.origin == Origin::Norm {
            weights::as_decided(&mut operands);
        }
        if let Some(support) = claim.support {
            as_inferred(support, claim.operation, &mut target, &mut operands);
            let key = (claim.target.clone(), claim.operation);
            proof.support.insert(key, support);
        } else if let Some(percent) = as_percent(claim.operation, &target, &operands) {
            findings.push(fraction_told(records, &claim.target, &percent));
            target = percent;
        }
        let verdict = judge(claim.operation, &target, &operands);
        numbers.insert(claim.target.cell, target);
        for (place, operand) in claim.operands.iter().zip(operands) {
            // How exact it is taken here is no other claim's matter.
            if claim.origin != Origin::Norm || !numbers.contains_key(&place.cell) {
                numbers.insert(place.cell, operand);
            }
        }
        proof.relations.push(claim.judged(verdict));
    }
    if let Some(home) = home {
        // All claims of a table speak of its own sheet.
        let numbers = numbers.into_iter();
        let placed = numbers.map(|(cell, stated)| {
            let home = home.clone();
            (Place { cell, ..home }, stated)
        });
        proof.numbers = placed.collect();
    }
    exact_operands::judge_again(&mut proof);
    proof
}

/// The claims already taken, by the cell that makes them: few are made by any one cell.
#[derive(Default)]
struct Seen(BTreeMap<CellRef, Vec<(Operation, Vec<CellRef>)>>);

impl Seen {
    /// Takes note of a claim of this table; false where it was made before.
    fn is_new(&mut self, claim: &Claim) -> bool {
        let mut operands: Vec<CellRef> = claim.operands.iter().map(|place| place.cell).collect();
        if matches!(
            claim.operation,
            Operation::Sum | Operation::Product | Operation::Mean
        ) {
            // Whatever the order of the addends, it is the same claim.
            operands.sort_unstable();
        }
        let made = self.0.entry(claim.target.cell).or_default();
        let is_same = |(operation, cells): &(Operation, Vec<CellRef>)| {
            *operation == claim.operation && *cells == operands
        };
        let is_new = !made.iter().any(is_same);
        if is_new {
            made.push((claim.operation, operands));
        }
        is_new
    }
}

/// Most decimals that count in a claim which figures make; the search that found it saw no more.
const MAX_INFERRED_DECIMALS: u32 = 6;

/// How exact a number is taken where figures claim: what stands behind many decimals was computed, and
/// is the noise of binary numbers.
fn without_noise(number: &Stated) -> Grain {
    match number.grain {
        Grain::Exact if number.value.normalize().scale() <= MAX_INFERRED_DECIMALS => Grain::Exact,
        Grain::Exact => Grain::Decimals(MAX_INFERRED_DECIMALS),
        Grain::Decimals(decimals) => Grain::Decimals(decimals.min(MAX_INFERRED_DECIMALS)),
        Grain::Tens(power) => Grain::Tens(power),
    }
}

/// Where only numbers make a claim they are taken as numbers: units are guesses there, and a fraction
/// in a column of fractions is the percentage it stands for.
fn as_inferred(
    support: Support,
    operation: Operation,
    target: &mut Stated,
    operands: &mut [Stated],
) {
    let first = operands.first().map(|operand| operand.unit.clone());
    if operands
        .iter()
        .any(|operand| Some(&operand.unit) != first.as_ref())
    {
        for operand in operands.iter_mut() {
            operand.unit = Unit::Unknown;
        }
    }
    for number in operands.iter_mut().chain([&mut *target]) {
        number.grain = without_noise(number);
    }
    // A ratio in a column of whole amounts was rounded to the decimals it has.
    if matches!(operation, Operation::Share | Operation::Change) && target.grain == Grain::Exact {
        target.grain = Grain::Decimals(target.value.normalize().scale());
    }
    if support.is_fraction
        && let Some(percent) = percent_of(target)
    {
        *target = percent;
    }
}

/// The percentage that a fraction stands for (`0,95` for 95 %), where only that bears the claim out.
fn as_percent(operation: Operation, target: &Stated, operands: &[Stated]) -> Option<Stated> {
    let is_ratio = matches!(operation, Operation::Share | Operation::Change);
    if !is_ratio || target.value.is_zero() || holds(operation, target, operands) {
        return None;
    }
    let percent = percent_of(target)?;
    holds(operation, &percent, operands).then_some(percent)
}

fn percent_of(fraction: &Stated) -> Option<Stated> {
    Some(Stated {
        value: fraction.value.checked_mul(Decimal::ONE_HUNDRED)?,
        grain: match fraction.grain {
            grain @ (Grain::Exact | Grain::Tens(_)) => grain,
            Grain::Decimals(decimals) => Grain::Decimals(decimals.saturating_sub(2)),
        },
        unit: fraction.unit.clone(),
    })
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

    /// The place of an operand: of a number, or of a cell that should hold one but holds none that
    /// can be read, so that no claim over it is judged.
    fn operand(&self, row_idx: usize, col_idx: usize) -> Option<Place> {
        let number = self.number(row_idx, col_idx).map(|(place, _)| place);
        number.or_else(|| self.records.typed.unreadable_place(row_idx, col_idx))
    }

    /// Whether one of these cells should hold a number but holds none that can be read.
    fn has_unreadable(&self, places: &[Place]) -> bool {
        let unreadable = &self.records.typed.unreadable;
        !unreadable.is_empty()
            && places
                .iter()
                .any(|place| unreadable.contains_key(&place.cell))
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
            support: None,
        });
    }

    /// Rows that could not be placed, or cells that could not be read, may be addends, so sums down the columns are not claimed.
    fn is_complete(&self) -> bool {
        let table = &self.records.typed.table;
        table.unplaced_rows.is_empty() && !table.is_incomplete
    }

    /// The numbers of lines in a column, and cells that should hold one; a heading with neither
    /// stands for its children.
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
            match self.operand(line.row_idx, col_idx) {
                Some(place) => places.push(place),
                None if !line.is_leaf => {
                    open.extend(self.family.of(Some(idx)).iter().rev());
                }
                None => {}
            }
        }
        places
    }
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
        Operation::Difference | Operation::Net(_) => "A201",
        Operation::Product | Operation::TaxedProduct => "A202",
        Operation::Equal => "A203",
        Operation::Share => "A301",
        Operation::Change => "A302",
        Operation::Mean => "A104",
        Operation::AtMost => "A401",
        Operation::Formula(_) => "A204",
    }
}
