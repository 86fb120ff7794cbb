//! Sums with one addend too few or too many.

use rust_decimal::Decimal;

use super::{Case, Explanation};
use crate::model::cause::{CauseKind, Confidence};
use crate::model::relation::{Operation, Stated};

fn likely(kind: CauseKind) -> Explanation {
    Explanation::new(kind, Confidence::Likely)
}

/// The addends of a sum of several.
fn addends<'c>(case: &'c Case<'_, '_>) -> Option<&'c [Stated]> {
    case.operands_of(Operation::Sum)
        .filter(|operands| operands.len() > 1)
}

/// The total lacks exactly one addend.
pub(super) fn omitted_addend(case: &Case<'_, '_>) -> Option<Explanation> {
    let omitted = |addend: &Stated| !addend.value.is_zero() && case.difference == -addend.value;
    addends(case)?
        .iter()
        .any(omitted)
        .then(|| likely(CauseKind::OmittedAddend))
}

/// The total has exactly one addend twice.
pub(super) fn counted_twice(case: &Case<'_, '_>) -> Option<Explanation> {
    let twice = |addend: &Stated| !addend.value.is_zero() && case.difference == addend.value;
    addends(case)?
        .iter()
        .any(twice)
        .then(|| likely(CauseKind::CountedTwice))
}

/// The total is exactly the double: subtotals were added together with their details.
pub(super) fn subtotal_counted(case: &Case<'_, '_>) -> Option<Explanation> {
    addends(case)?;
    let doubled =
        !case.right.is_zero() && Some(case.stated.value) == case.right.checked_mul(Decimal::TWO);
    doubled.then(|| likely(CauseKind::SubtotalCountedWithDetails))
}

/// Whether a failed sum states what adding up wrongly makes: one addend too few, one too many, or
/// all of them twice.
pub(super) fn is_slip_of_addends(stated: Decimal, right: Decimal, operands: &[Stated]) -> bool {
    let difference = stated.saturating_sub(right);
    let is_difference =
        |operand: &Stated| !operand.value.is_zero() && operand.value.abs() == difference.abs();
    operands.len() > 1
        && (operands.iter().any(is_difference)
            || (!right.is_zero() && Some(stated) == right.checked_mul(Decimal::TWO)))
}
