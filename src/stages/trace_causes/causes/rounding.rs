//! A figure cut off instead of rounded: one unit of its last decimal away.

use rust_decimal::Decimal;

use super::{Case, Explanation};
use crate::model::amount::Grain;
use crate::model::cause::{CauseKind, Confidence};
use crate::model::relation::Operation;

pub(super) fn explain(case: &Case<'_>) -> Option<Explanation> {
    let Grain::Decimals(decimals) = case.target.grain else {
        return None;
    };
    let is_ratio = matches!(
        case.relation.operation,
        Operation::Share | Operation::Change | Operation::Mean
    );
    let unit = Decimal::try_new(1, decimals).ok()?;
    (is_ratio && case.difference.abs() <= unit)
        .then_some(Explanation::new(CauseKind::Rounding, Confidence::Likely))
}
