//! Faults of Excel's own formulas: a stored value that is out of date, a range too short or too
//! long, a number typed among formulas. What was noted of the cell is the cause, where it gives the
//! difference or stands at the cell that fails.

use rust_decimal::Decimal;

use super::{Case, Explanation};
use crate::model::cause::Confidence;
use crate::model::formula::FormulaFault;
use crate::model::place::Place;

pub(super) fn explain(case: &Case<'_, '_>) -> Option<Explanation> {
    let note = case.context.graph.formula_note(case.place)?;
    let confidence = match &note.fault {
        FormulaFault::Stale { .. } | FormulaFault::Circular => Confidence::Certain,
        // What is left out, or taken in, is the difference.
        FormulaFault::LeavesOut(cells) | FormulaFault::AddsText(cells) => {
            sure_if(sum(case, cells) == Some(-case.difference))
        }
        FormulaFault::TakesIn(cells) => sure_if(sum(case, cells) == Some(case.difference)),
        FormulaFault::AddsConstant(constant) => sure_if(*constant == case.difference),
        FormulaFault::TypedAmong | FormulaFault::Differs | FormulaFault::TakesUpRest => {
            Confidence::Likely
        }
    };
    Some(Explanation::new(note.fault.kind(), confidence))
}

fn sure_if(is_sure: bool) -> Confidence {
    if is_sure {
        Confidence::Certain
    } else {
        Confidence::Likely
    }
}

fn sum(case: &Case<'_, '_>, cells: &[Place]) -> Option<Decimal> {
    let mut sum = Decimal::ZERO;
    for cell in cells {
        sum = sum.checked_add(case.context.graph.stated(cell)?.value)?;
    }
    Some(sum)
}
