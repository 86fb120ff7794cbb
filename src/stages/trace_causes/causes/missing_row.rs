//! A total larger than its listed rows: a row is not listed. Likely where several columns of the
//! same total show it, else only possible.

use super::{Case, Explanation};
use crate::model::cause::{CauseKind, Confidence};
use crate::model::relation::{Operation, Origin, Verdict};

pub(super) fn explain(case: &Case<'_>) -> Option<Explanation> {
    let may_miss = case.relation.operation == Operation::Sum
        && case.relation.origin != Origin::BetweenDocuments
        && case.difference > rust_decimal::Decimal::ZERO;
    if !may_miss {
        return None;
    }
    let target = case.place();
    let n_alike = case
        .context
        .graph
        .proof
        .relations
        .iter()
        .filter(|other| {
            let same_row = other.target.file == target.file && other.target.sheet == target.sheet && other.target.cell.row == target.cell.row;
            let exceeds = matches!(&other.verdict, Verdict::Fails(comparison) if comparison.difference > rust_decimal::Decimal::ZERO);
            other.operation == Operation::Sum && same_row && exceeds
        })
        .count();
    let confidence = if n_alike >= 2 {
        Confidence::Likely
    } else {
        Confidence::Possible
    };
    Some(Explanation::new(CauseKind::MissingRow, confidence))
}
