//! Figures that miss a norm: which of them one slip of the keyboard would explain. A failed norm in,
//! causes out, all merely possible, since no figure is computed from the others.

use super::{Context, digit_slip};
use crate::model::cause::{Cause, CauseKind, Confidence};
use crate::model::relation::{Relation, Verdict};

/// Most cells listed.
const MAX_SLIPS: usize = 5;

/// The figures of which one would meet the norm with one edit of its digits; those whose digits changed
/// places first.
pub(super) fn slips(context: &Context<'_>, relation: &Relation) -> Vec<Cause> {
    let Verdict::Fails(comparison) = &relation.verdict else {
        return Vec::new();
    };
    let slip = |place| {
        let stated = context.graph.stated(place)?.value;
        let right = stated.checked_add(comparison.difference)?;
        let kind = digit_slip(stated, right).filter(|kind| *kind != CauseKind::WrongSign)?;
        let right = right.normalize();
        Some(super::super::cause(
            kind,
            Confidence::Possible,
            place,
            Some(right),
        ))
    };
    let mut slips: Vec<Cause> = relation.operands.iter().filter_map(slip).collect();
    slips.sort_by_key(|cause| cause.kind != CauseKind::TransposedDigits);
    slips.truncate(MAX_SLIPS);
    slips
}
