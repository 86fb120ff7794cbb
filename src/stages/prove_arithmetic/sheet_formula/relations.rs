//! Puts the formulas into the proof: a claim that words make too is one claim, with the formula as
//! its origin; the others are added. A formula that is itself at fault claims nothing, so that what
//! it adds up does not speak for its cell.

use std::collections::BTreeSet;

use super::Audit;
use super::book::At;
use super::claim::{Formula, claim};
use super::recompute::Doubted;
use super::tables::in_order;
use crate::model::formula::{FormulaFault, FormulaNote};
use crate::model::place::Place;
use crate::model::relation::{Operation, Origin, Proof, Relation, Stated, Verdict, judge};

/// Most operands of all formulas of a document together.
const MAX_ALL_OPERANDS: usize = 1_500_000;

/// Adds the relations and the notes.
pub(super) fn add(audit: &mut Audit<'_>, proof: &mut Proof) {
    let mut n_left = MAX_ALL_OPERANDS;
    let mut n_cut = 0;
    for &at in audit.book.formulas.keys() {
        let is_stale = match audit.doubted.get(&at) {
            None => false,
            Some(Doubted::Stale(_)) => true,
            Some(Doubted::NoNumber | Doubted::Unknown(_) | Doubted::Broken) => continue,
        };
        if n_left == 0 {
            n_cut += 1;
            continue;
        }
        let Some(Ok(tree)) = audit.book.formula(at) else {
            continue;
        };
        let Some(formula) = claim(&audit.book, at, tree) else {
            continue;
        };
        n_left = n_left.saturating_sub(formula.operands.len());
        one(audit, proof, at, &formula, is_stale.then_some("A701"));
    }
    audit.n_cut += n_cut;
    for (&at, typed) in &audit.typed {
        if !typed.is_other {
            continue;
        }
        let Ok(tree) = audit.book.shape(typed.shape) else {
            continue;
        };
        if let Some(formula) = claim(&audit.book, at, tree) {
            one(audit, proof, at, &formula, Some("A706"));
        }
    }
    note(audit, proof);
}

/// Adds one formula's claim; `broken` is the rule that its failure breaks.
fn one(
    audit: &Audit<'_>,
    proof: &mut Proof,
    at: At,
    formula: &Formula,
    broken: Option<&'static str>,
) {
    let operands = in_order(formula.operands.clone());
    let same = audit.words.of(at).iter().find(|word| {
        let claim = proof.relations.get(word.relation);
        claim.is_some_and(|claim| claim.operation == formula.operation)
            && *word.operands == *operands
    });
    if let Some(word) = same {
        if let Some(relation) = proof.relations.get_mut(word.relation) {
            match (&relation.verdict, broken) {
                (Verdict::Holds(_), None) => relation.origin = Origin::SheetFormula,
                (Verdict::Fails(_), Some(rule)) => {
                    relation.origin = Origin::SheetFormula;
                    relation.rule = rule;
                }
                _ => {}
            }
        }
        return;
    }
    // A formula at fault does not speak for its cell; where nothing fails it says nothing new.
    let is_doubted = broken.is_none() && audit.faults.contains_key(&at);
    if is_doubted {
        return;
    }
    let Some(relation) = relation(audit, at, formula, broken) else {
        return;
    };
    let places = std::iter::once(at).chain(formula.operands.iter().copied());
    for cell in places {
        let stated = audit.tables.stated(&audit.book, cell);
        if let (Some(place), Some(stated)) = (audit.place(cell), stated) {
            proof.numbers.entry(place).or_insert(stated);
        }
    }
    proof.relations.push(relation);
}

/// The relation, where judging it by what the cells state comes to what calculating came to: a
/// fraction read as a percentage, or a rounding, may make them differ, and then calculating is right.
fn relation(
    audit: &Audit<'_>,
    at: At,
    formula: &Formula,
    broken: Option<&'static str>,
) -> Option<Relation> {
    let target = audit.tables.stated(&audit.book, at)?;
    let operands: Vec<Stated> = match formula.operation {
        Operation::Count => {
            let one = audit.tables.stated(&audit.book, at)?;
            vec![one; formula.operands.len()]
        }
        _ => formula
            .operands
            .iter()
            .map(|&cell| audit.tables.stated(&audit.book, cell))
            .collect::<Option<_>>()?,
    };
    let verdict = judge(formula.operation, &target, &operands);
    match (&verdict, broken) {
        (Verdict::Holds(_), None) | (Verdict::Fails(_), Some(_)) => {}
        _ => return None,
    }
    Some(Relation {
        rule: broken.unwrap_or("A701"),
        target: audit.place(at)?,
        operation: formula.operation,
        operands: audit.places(&formula.operands),
        origin: Origin::SheetFormula,
        verdict,
    })
}

/// Whether a claim fails; that a limit is passed is no fault of arithmetic.
pub(super) fn fails(relation: &Relation) -> bool {
    matches!(relation.verdict, Verdict::Fails(_)) && relation.operation != Operation::AtMost
}

/// Notes the faults by which failures are explained.
fn note(audit: &Audit<'_>, proof: &mut Proof) {
    let failing: BTreeSet<_> = proof
        .relations
        .iter()
        .filter(|relation| fails(relation))
        .map(|relation| relation.target.clone())
        .collect();
    for relation in &mut proof.relations {
        if fails(relation) && is_circular(audit, &relation.target) {
            relation.rule = "A708";
        }
    }
    for (&at, fault) in &audit.faults {
        let Some(place) = audit.place(at).filter(|place| failing.contains(place)) else {
            continue;
        };
        let text = if fault.text.is_empty() {
            neighbour_text(audit, at)
        } else {
            fault.text.clone()
        };
        let note = FormulaNote {
            text,
            fault: fault.what.clone(),
            label: audit.tables.label(&audit.book, at),
            column: audit.tables.column(&audit.book, at),
        };
        proof.formulas.insert(place, note);
    }
}

/// A formula that needs its own value is told as that, whatever else fails for it.
fn is_circular(audit: &Audit<'_>, place: &Place) -> bool {
    let sheet = audit.book.sheet_named(&place.on.sheet);
    let fault = sheet.and_then(|sheet| audit.faults.get(&(sheet, place.cell)));
    fault.is_some_and(|fault| fault.what == FormulaFault::Circular) && place.on.file == *audit.file
}

/// The formula of the cell beside that a typed number should have.
pub(super) fn neighbour_text(audit: &Audit<'_>, at: At) -> String {
    let shape = audit.typed.get(&at).map(|typed| typed.shape);
    let text = shape.and_then(|shape| audit.book.text_of_shape(shape));
    text.unwrap_or_else(|| "=SUM(...)".to_owned())
}
