//! The kinds of mistake, one file a kind or family. A cause is claimed only where it reproduces the
//! difference exactly; the last ones are what remains when none does.

mod addends;
mod digits;
mod formulas;
mod missing_row;
mod norms;
mod parts;
mod percentages;
mod rounding;
mod separators;
mod stale;

use std::sync::Arc;

use rust_decimal::Decimal;

pub(super) use digits::digit_slip;

use super::Root;
use super::atlas::Atlas;
use super::graph::{Graph, Settled};
use crate::model::cause::{Cause, CauseKind, Confidence};
use crate::model::place::Place;
use crate::model::record::RecordSet;
use crate::model::relation::{Operation, Origin, Relation, Stated};

/// Everything a cause may look at.
pub(super) struct Context<'a> {
    pub(super) graph: &'a Graph<'a>,
    pub(super) records: &'a [Arc<RecordSet>],
    pub(super) atlas: &'a Atlas<'a>,
    /// The corrections of all roots.
    pub(super) settled: &'a Settled,
}

/// One wrong cell to explain, at the claim by which it is told.
struct Case<'c, 'a> {
    context: &'c Context<'a>,
    relation: &'c Relation,
    /// The wrong cell.
    place: &'c Place,
    /// What it states.
    stated: Stated,
    /// What it should state.
    right: Decimal,
    /// `stated - right`.
    difference: Decimal,
    /// The operands of its own claim; `None` where another cell's claim tells that it is wrong.
    operands: Option<Vec<Stated>>,
}

/// An explanation: what kind, how sure where nothing else pins the cell, and the value that mends.
struct Explanation {
    kind: CauseKind,
    confidence: Confidence,
    /// The cell and the value that mends it, where that is not the target itself.
    elsewhere: Option<(Place, Decimal)>,
}

impl Explanation {
    fn new(kind: CauseKind, confidence: Confidence) -> Self {
        Self {
            kind,
            confidence,
            elsewhere: None,
        }
    }
}

/// The kinds, in the order in which equally sure causes are listed.
const CAUSES: &[fn(&Case<'_, '_>) -> Option<Explanation>] = &[
    formulas::explain,
    digits::transposed,
    percentages::sum_labelled_mean,
    percentages::mean_of_percentages,
    percentages::capped_at_100,
    percentages::points_instead_of_percent,
    separators::swapped,
    rounding::cut_off,
    stale::explain,
    stale::not_carried_on,
    addends::subtotal_counted,
    addends::omitted_addend,
    addends::counted_twice,
    rounding::round_thousands,
    digits::other_slip,
    parts::slip,
    missing_row::explain,
];

/// The causes of a root, best first. A kind is named only where it reproduces the difference; where
/// several do, the first is likeliest and the others are listed after it.
pub(super) fn find(context: &Context<'_>, root: &Root, relation: &Relation) -> Vec<Cause> {
    // That a limit is passed is no mistake of arithmetic.
    if relation.operation == Operation::AtMost {
        return Vec::new();
    }
    if relation.origin == Origin::Norm && relation.target == root.cell {
        return norms::slips(context, relation);
    }
    let cases = cases(context, root, relation);
    let mut causes: Vec<Cause> = Vec::new();
    for explain in CAUSES {
        let Some(explanation) = cases.iter().find_map(explain) else {
            continue;
        };
        // That a row is missing is never proved, only compatible: said where nothing else explains.
        let is_proved = explanation.kind != CauseKind::MissingRow;
        if !is_proved && !causes.is_empty() {
            continue;
        }
        let is_sure = is_proved
            && explanation.elsewhere.is_none()
            && explanation.confidence == Confidence::Likely
            && root.is_only
            && root.value.is_some();
        let confidence = match (causes.is_empty(), is_sure) {
            (true, true) => Confidence::Certain,
            (true, false) => explanation.confidence,
            (false, _) => Confidence::Possible,
        };
        let right = cases.first().map(|case| case.right);
        let (place, suggested) = match explanation.elsewhere {
            Some((place, value)) => (place, Some(value)),
            None => (root.cell.clone(), right.filter(|_| is_proved)),
        };
        causes.push(super::cause(
            explanation.kind,
            confidence,
            &place,
            suggested,
        ));
    }
    causes
}

/// The failed claims of a root, the one by which it is told first, with the numbers that stand there
/// once all roots are mended.
fn cases<'c, 'a>(
    context: &'c Context<'a>,
    root: &'c Root,
    relation: &'c Relation,
) -> Vec<Case<'c, 'a>> {
    let Some(stated) = context.graph.stated(&root.cell) else {
        return Vec::new();
    };
    let case = |relation: &'c Relation, right: Decimal, operands: Option<Vec<Stated>>| {
        Some(Case {
            context,
            relation,
            place: &root.cell,
            difference: stated.value.checked_sub(right)?,
            stated: stated.clone(),
            right,
            operands,
        })
    };
    let others = context
        .graph
        .failed_claims(&root.cell)
        .filter(|&idx| idx != root.relation);
    let claims = [root.relation].into_iter().chain(others).filter_map(|idx| {
        let relation = context
            .graph
            .relation(idx)
            .filter(|relation| relation.target == root.cell)?;
        let right = context.graph.computed_now(idx, context.settled)?;
        // A claim that asks for another figure is none that this correction mends.
        let is_meant = root.value.is_none_or(|value| value == right);
        let operands = context.graph.operands_now(idx, context.settled);
        is_meant
            .then(|| case(relation, right, Some(operands)))
            .flatten()
    });
    let mut cases: Vec<Case<'c, 'a>> = claims.collect();
    if let Some(value) = root.value.filter(|_| cases.is_empty()) {
        cases.extend(case(relation, value, None));
    }
    cases
}

/// Most addends of a sum whose own mistakes are looked for while roots are chosen, which happens again
/// with each correction that touches it; how a root came about is asked of any sum.
const MAX_RANKED: usize = 2_000;

/// Whether what a failed claim's own operands make explains its figure, without looking at other
/// cells: then the claim is the wrong cell, not one of its operands.
pub(super) fn explains_claim(
    graph: &Graph<'_>,
    settled: &Settled,
    idx: usize,
    right: Decimal,
) -> bool {
    let Some(relation) = graph.relation(idx) else {
        return false;
    };
    if graph.formula_note(&relation.target).is_some() {
        return true;
    }
    if relation.operation != Operation::Sum || relation.operands.len() > MAX_RANKED {
        return false;
    }
    let Some(target) = graph.stated(&relation.target) else {
        return false;
    };
    let operands = graph.operands_now(idx, settled);
    percentages::is_mean(relation.operation, target, &operands)
        || addends::is_slip_of_addends(target.value, right, &operands)
}

impl Case<'_, '_> {
    /// The operands of its own claim, where that is of this kind.
    fn operands_of(&self, operation: Operation) -> Option<&[Stated]> {
        let operands = self.operands.as_deref()?;
        (self.relation.operation == operation).then_some(operands)
    }
}
