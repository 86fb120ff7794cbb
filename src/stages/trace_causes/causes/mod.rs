//! The kinds of mistake, one file a kind or family. A cause is claimed only where it reproduces the
//! difference exactly; the last ones are what remains when none does.

mod addends;
mod digits;
mod missing_row;
mod percentages;
mod rounding;
mod stale;

use std::sync::Arc;

use rust_decimal::Decimal;

pub(super) use digits::digit_slip;

use super::Root;
use super::describe::Atlas;
use super::graph::Graph;
use crate::model::cause::{Cause, CauseKind, Confidence};
use crate::model::place::Place;
use crate::model::record::RecordSet;
use crate::model::relation::{Operation, Relation, Stated, Verdict};

/// Everything a cause may look at.
pub(super) struct Context<'a> {
    pub(super) graph: &'a Graph<'a>,
    pub(super) records: &'a [Arc<RecordSet>],
    pub(super) atlas: &'a Atlas<'a>,
}

/// One wrong cell to explain, at the claim by which it is told.
struct Case<'a> {
    context: &'a Context<'a>,
    relation: &'a Relation,
    /// The wrong cell.
    place: &'a Place,
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
const CAUSES: &[fn(&Case<'_>) -> Option<Explanation>] = &[
    digits::transposed,
    percentages::sum_labelled_mean,
    percentages::mean_of_percentages,
    percentages::capped_at_100,
    percentages::points_instead_of_percent,
    rounding::cut_off,
    stale::explain,
    stale::not_carried_on,
    addends::subtotal_counted,
    addends::omitted_addend,
    addends::counted_twice,
    rounding::round_thousands,
    digits::other_slip,
    missing_row::explain,
];

/// The causes of a root, best first. A kind is named only where it reproduces the difference; where
/// several do, the first is likeliest and the others are listed after it.
pub(super) fn find(context: &Context<'_>, root: &Root, relation: &Relation) -> Vec<Cause> {
    // That a limit is passed is no mistake of arithmetic.
    if relation.operation == Operation::AtMost {
        return Vec::new();
    }
    let Some(case) = case(context, root, relation) else {
        return Vec::new();
    };
    let mut causes: Vec<Cause> = Vec::new();
    for explain in CAUSES {
        let Some(explanation) = explain(&case) else {
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
        let (place, suggested) = match explanation.elsewhere {
            Some((place, value)) => (place, Some(value)),
            None => (root.cell.clone(), is_proved.then_some(case.right)),
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

/// A root with the numbers that stand there once the roots found before it are mended.
fn case<'a>(context: &'a Context<'a>, root: &'a Root, relation: &'a Relation) -> Option<Case<'a>> {
    let Verdict::Fails(comparison) = &relation.verdict else {
        return None;
    };
    let stated = context.graph.stated(&root.cell)?.clone();
    let is_own = relation.target == root.cell;
    let operands = context.graph.operands(relation)?;
    let is_mended = root.operands.len() == operands.len() && root.operands != operands;
    let right = match root.value {
        Some(value) if is_mended || !is_own => value,
        _ if is_own => comparison.computed,
        _ => return None,
    };
    let operands = if is_mended {
        root.operands.clone()
    } else {
        operands
    };
    Some(Case {
        context,
        relation,
        place: &root.cell,
        difference: stated.value.checked_sub(right)?,
        stated,
        right,
        operands: is_own.then_some(operands),
    })
}

/// Whether a failed claim's own numbers explain it, without looking at other cells: then the claim
/// is the wrong cell, not one of its operands.
pub(super) fn explains_target(graph: &Graph<'_>, relation: &Relation) -> bool {
    let Verdict::Fails(comparison) = &relation.verdict else {
        return false;
    };
    let (Some(target), Some(operands)) = (graph.stated(&relation.target), graph.operands(relation))
    else {
        return false;
    };
    percentages::is_mean(relation.operation, target, &operands)
        || addends::is_slip_of_addends(relation, &operands, comparison)
}

impl Case<'_> {
    /// The operands of its own claim, where that is of this kind.
    fn operands_of(&self, operation: Operation) -> Option<&[Stated]> {
        let operands = self.operands.as_deref()?;
        (self.relation.operation == operation).then_some(operands)
    }
}
