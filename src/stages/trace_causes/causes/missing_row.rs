//! A total larger than its listed rows: a row is not listed. Likely where several columns of the
//! same total show it, else only possible.

use super::{Case, Explanation};
use crate::model::cause::{CauseKind, Confidence};
use crate::model::relation::{Operation, Origin};

pub(super) fn explain(case: &Case<'_, '_>) -> Option<Explanation> {
    case.operands_of(Operation::Sum)?;
    let may_miss = case.relation.origin != Origin::BetweenDocuments
        && case.difference > rust_decimal::Decimal::ZERO;
    if !may_miss {
        return None;
    }
    let n_alike = case.context.graph.n_exceeding(case.place);
    let confidence = if n_alike >= 2 {
        Confidence::Likely
    } else {
        Confidence::Possible
    };
    Some(Explanation::new(CauseKind::MissingRow, confidence))
}
