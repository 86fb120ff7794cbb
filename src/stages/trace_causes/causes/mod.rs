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

/// One failure to explain.
struct Case<'a> {
    context: &'a Context<'a>,
    relation: &'a Relation,
    /// What the target states.
    target: Stated,
    operands: Vec<Stated>,
    /// What the operands make, rounded as the target is.
    computed: Decimal,
    /// `stated - computed`.
    difference: Decimal,
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
    rounding::explain,
    stale::explain,
    addends::subtotal_counted,
    addends::omitted_addend,
    addends::counted_twice,
    digits::other_slip,
    missing_row::explain,
];

/// The causes of a root at its own claim, best first.
pub(super) fn find(context: &Context<'_>, root: &Root, relation: &Relation) -> Vec<Cause> {
    let mut causes = Vec::new();
    // That a limit is passed is no mistake of arithmetic.
    if relation.operation == Operation::AtMost {
        return causes;
    }
    if relation.target == root.cell {
        let Some(case) = case(context, relation) else {
            return causes;
        };
        for explain in CAUSES {
            let Some(explanation) = explain(&case) else {
                continue;
            };
            // The first that reproduces the difference is the mistake; the weaker ones, and what
            // remains when nothing explains it, are only said without it.
            if !causes.is_empty() {
                break;
            }
            if let Some((place, value)) = explanation.elsewhere {
                causes.push(super::cause(
                    explanation.kind,
                    explanation.confidence,
                    &place,
                    Some(value),
                ));
                continue;
            }
            // That a row is missing is never proved, only compatible.
            let can_be_sure = explanation.kind != CauseKind::MissingRow;
            let is_sure = can_be_sure
                && explanation.confidence == Confidence::Likely
                && root.is_only
                && root.value.is_some();
            let confidence = if is_sure {
                Confidence::Certain
            } else {
                explanation.confidence
            };
            let suggested = can_be_sure.then_some(case.computed);
            causes.push(super::cause(
                explanation.kind,
                confidence,
                &root.cell,
                suggested,
            ));
        }
    } else if let (Some(stated), Some(value)) = (context.graph.stated(&root.cell), root.value)
        && let Some(kind) = digit_slip(stated.value, value)
    {
        let confidence = if root.is_only {
            Confidence::Certain
        } else {
            Confidence::Likely
        };
        causes.push(super::cause(kind, confidence, &root.cell, Some(value)));
    }
    causes
}

fn case<'a>(context: &'a Context<'a>, relation: &'a Relation) -> Option<Case<'a>> {
    let Verdict::Fails(comparison) = &relation.verdict else {
        return None;
    };
    Some(Case {
        context,
        relation,
        target: context.graph.stated(&relation.target)?.clone(),
        operands: context.graph.operands(relation)?,
        computed: comparison.computed,
        difference: comparison.difference,
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
    /// The cell of a case's target.
    fn place(&self) -> &Place {
        &self.relation.target
    }
}
