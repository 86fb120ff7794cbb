//! Formulas that need their own value, as faults of the first cell of each circle.

use super::cycles::cycles;
use super::value::Doubt;
use super::{Audit, recompute::Doubted};
use crate::model::finding::{Finding, Related, Role, Severity};
use crate::model::formula::FormulaFault;

/// Most cells of a circle that a finding lists.
const MAX_LISTED: usize = 20;

pub(super) fn find(audit: &mut Audit<'_>) {
    let Some(cycles) = cycles(&audit.book) else {
        return;
    };
    for cycle in cycles {
        for &at in &cycle {
            let circle = Doubted::Unknown(Doubt::Syntax("circle"));
            audit.doubted.insert(at, circle);
        }
        // Where a claim fails too, it is told with this as its cause.
        for &at in &cycle {
            audit.fault(at, "A708", FormulaFault::Circular);
        }
        if cycle.iter().any(|&at| audit.words.fail_at(at)) {
            continue;
        }
        let Some((&first, others)) = cycle.split_first() else {
            continue;
        };
        let Some(place) = audit.place(first) else {
            continue;
        };
        let mut finding = Finding::at("A708", Severity::Error, &place)
            .fact("label", audit.tables.label(&audit.book, first))
            .fact("column", audit.tables.column(&audit.book, first))
            .fact("formula", audit.book.text(first))
            .fact("count", cycle.len().to_string());
        let listed = others
            .get(..others.len().min(MAX_LISTED))
            .unwrap_or_default();
        finding.related = audit
            .places(listed)
            .into_iter()
            .map(|place| Related {
                role: Role::Addend,
                place,
                value: None,
            })
            .collect();
        finding.stated = audit.book.stored(first);
        finding.causes.push(crate::model::cause::Cause {
            kind: crate::model::cause::CauseKind::CircularFormula,
            confidence: crate::model::cause::Confidence::Certain,
            place,
            suggested: None,
        });
        audit.findings.push(finding);
    }
}
