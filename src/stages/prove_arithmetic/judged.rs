//! Claims become relations. Comes in: what the builders claim of a table. Goes out: each claim judged once,
//! with the numbers it speaks of. Claims nothing itself.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::mentioned::Mentioned;
use super::{exact_operands, holds, weights};
use crate::model::amount::{Grain, Unit};
use crate::model::finding::Finding;
use crate::model::place::{CellRef, Place};
use crate::model::record::RecordSet;
use crate::model::relation::{
    Operation, Origin, Proof, Reason, Relation, Stated, Support, Verdict, compute, judge,
};
use crate::model::typed::TypedCell;

/// A claim not yet judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) rule: &'static str,
    /// Cells of the table's own sheet.
    pub(super) target: CellRef,
    pub(super) operation: Operation,
    pub(super) operands: Vec<CellRef>,
    pub(super) origin: Origin,
    /// How well it is borne out, where only numbers make it.
    pub(super) support: Option<Support>,
}

impl Claim {
    fn judged(self, verdict: Verdict, placed: impl Fn(CellRef) -> Place) -> Relation {
        Relation {
            rule: self.rule,
            target: placed(self.target),
            operation: self.operation,
            operands: self.operands.into_iter().map(placed).collect(),
            origin: self.origin,
            verdict,
        }
    }

    /// Whether another claim of the same cell says the same.
    fn says_the_same(&self, other: &Claim) -> bool {
        if self.operands.len() != other.operands.len() {
            return false;
        }
        let is_one = self.operation == other.operation;
        if is_one && self.operands == other.operands {
            return true;
        }
        let is_any_order = matches!(
            self.operation,
            Operation::Sum | Operation::Product | Operation::Mean
        );
        let may_be = (is_one && is_any_order) || (self.multiplies() && other.multiplies());
        let cells = self.sorted_operands();
        may_be
            && cells == other.sorted_operands()
            && (is_one || self.makes(&cells) == other.makes(&cells))
    }

    /// Whether it is written as one of the ways to multiply, of which two may say the same: `a x b x
    /// (100 + c) / 100` is a product with its tax.
    fn multiplies(&self) -> bool {
        matches!(
            self.operation,
            Operation::Product | Operation::TaxedProduct | Operation::Formula(_)
        )
    }

    fn sorted_operands(&self) -> Vec<CellRef> {
        let mut cells = self.operands.clone();
        cells.sort_unstable();
        cells
    }

    /// What it makes of figures that no two ways to calculate make the same of, one for each cell.
    fn makes(&self, cells: &[CellRef]) -> Option<Decimal> {
        let probe = |cell: &CellRef| {
            let nth = cells.iter().position(|other| other == cell)?;
            let step = i64::try_from(nth).ok()?;
            Some(Stated {
                value: Decimal::from(step * step * 10 + step * 6 + 7),
                grain: Grain::Exact,
                unit: Unit::Unknown,
            })
        };
        let probes: Option<Vec<Stated>> = self.operands.iter().map(probe).collect();
        compute(self.operation, &probes?)
    }
}

pub(super) fn prove(
    records: &RecordSet,
    claims: Vec<Claim>,
    said: &BTreeMap<CellRef, Stated>,
    findings: &mut Vec<Finding>,
) -> Proof {
    let mut proof = Proof::default();
    if claims.is_empty() {
        return proof;
    }
    let repeated = repeated(&claims);
    let mut spoken = Mentioned::of(&records.typed.cells);
    let unreadable = &records.typed.unreadable;
    let placed = |cell: CellRef| records.placed(cell);
    proof.relations.reserve(claims.len());
    let mut operands: Vec<Stated> = Vec::new();
    let mut fractions = Fractions::default();
    for (claim, _) in claims
        .into_iter()
        .zip(repeated)
        .filter(|(_, is_repeated)| !is_repeated)
    {
        let in_words = || said.get(&claim.target).cloned();
        let Some(mut target) = spoken.stated(claim.target).or_else(in_words) else {
            continue;
        };
        operands.clear();
        if claim.operation == Operation::Count {
            // Lines are counted, whatever stands in them.
            let one = Stated {
                value: Decimal::ONE,
                grain: Grain::Exact,
                unit: Unit::Unknown,
            };
            operands.resize(claim.operands.len(), one);
            let verdict = judge(claim.operation, &target, &operands);
            spoken.speak(claim.target, target);
            proof.relations.push(claim.judged(verdict, placed));
            continue;
        }
        let is_open = |cell: &CellRef| unreadable.contains_key(cell);
        if !unreadable.is_empty() && claim.operands.iter().any(is_open) {
            spoken.speak(claim.target, target);
            let verdict = Verdict::CannotJudge(Reason::NoNumber);
            proof.relations.push(claim.judged(verdict, placed));
            continue;
        }
        let stated = claim.operands.iter().map_while(|&cell| spoken.stated(cell));
        operands.extend(stated);
        if operands.len() != claim.operands.len() {
            continue;
        }
        if claim.origin == Origin::Norm {
            weights::as_decided(&mut operands);
        }
        if let Some(support) = claim.support {
            as_inferred(support, claim.operation, &mut target, &mut operands);
        } else if let Some(percent) = as_percent(claim.operation, &target, &operands) {
            fractions.add(claim.target, &percent);
            target = percent;
        }
        let verdict = judge(claim.operation, &target, &operands);
        if let Some(support) = claim.support {
            // Only what fails is asked how well it is borne out; of several that a cell claims the last
            // answers.
            let key = || (placed(claim.target), claim.operation);
            let is_asked = matches!(verdict, Verdict::Fails(_));
            if is_asked || (!proof.support.is_empty() && proof.support.contains_key(&key())) {
                proof.support.insert(key(), support);
            }
        }
        spoken.speak(claim.target, target);
        for (&cell, operand) in claim.operands.iter().zip(operands.drain(..)) {
            // How exact a norm takes it is no other claim's matter.
            if claim.origin != Origin::Norm || !spoken.is_spoken(cell) {
                spoken.speak(cell, operand);
            }
        }
        proof.relations.push(claim.judged(verdict, placed));
    }
    fractions.tell(records, findings);
    proof.numbers = spoken.into_numbers(placed);
    exact_operands::judge_again(&mut proof);
    proof
}

/// Which claims another before them makes: of the same cell, by the same operation over the same
/// cells. Whatever the order of addends and factors, it is the same claim.
fn repeated(claims: &[Claim]) -> Vec<bool> {
    let targets = claims.iter().map(|claim| claim.target);
    let mut by_target: Vec<(CellRef, usize)> = targets.zip(0..).collect();
    by_target.sort_unstable();
    let mut repeated = vec![false; claims.len()];
    for same in by_target.chunk_by(|(one, _), (other, _)| one == other) {
        for (nth, &(_, idx)) in same.iter().enumerate().skip(1) {
            let before = same.iter().take(nth);
            let before = before.filter_map(|&(_, before)| claims.get(before));
            if let (Some(claim), Some(slot)) = (claims.get(idx), repeated.get_mut(idx)) {
                *slot = before.into_iter().any(|before| before.says_the_same(claim));
            }
        }
    }
    repeated
}

/// Most decimals that count in a claim which figures make; the search that found it saw no more.
pub(super) const MAX_INFERRED_DECIMALS: u32 = 6;

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
pub(super) fn as_inferred(
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
pub(super) fn as_percent(
    operation: Operation,
    target: &Stated,
    operands: &[Stated],
) -> Option<Stated> {
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

/// Percentages written as fractions: per column the first, and how many there are.
#[derive(Default)]
struct Fractions(BTreeMap<u32, (CellRef, Decimal, usize)>);

/// Most characters of a fraction that are shown; more are the digits of a computed one.
const SHOWN: usize = 8;

impl Fractions {
    fn add(&mut self, at: CellRef, percent: &Stated) {
        let told = self.0.entry(at.col).or_insert((at, percent.value, 0));
        told.2 += 1;
        if at < told.0 {
            (told.0, told.1) = (at, percent.value);
        }
    }

    fn tell(self, records: &RecordSet, findings: &mut Vec<Finding>) {
        for (at, percent, count) in self.0.into_values() {
            let raw = records.typed.cells.get(&at).map(TypedCell::raw);
            let raw = raw.unwrap_or_default().trim().to_owned();
            let shown = match raw.char_indices().nth(SHOWN) {
                Some((end, _)) => format!("{}…", raw.get(..end).unwrap_or_default()),
                None => raw,
            };
            let (first, percent) = (records.placed(at), percent.normalize());
            findings.push(Finding::of_fractions(&first, &shown, percent, count));
        }
    }
}
