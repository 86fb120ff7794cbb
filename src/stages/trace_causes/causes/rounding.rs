//! Rounding where none was claimed: a ratio cut off instead of rounded, one unit of its last decimal
//! away; or an exact sum stated in round thousands.

use rust_decimal::{Decimal, RoundingStrategy};

use super::digits::digit_slip;
use super::{Case, Explanation};
use crate::model::amount::Grain;
use crate::model::cause::{CauseKind, Confidence};
use crate::model::relation::Operation;

/// Smallest and largest power of ten that amounts are rounded to.
const POWERS: std::ops::RangeInclusive<u32> = 3..=9;
/// How many times the rounding an amount must be, to be a rounded one.
const MIN_TIMES: i64 = 20;

/// A ratio one unit of its last decimal away.
pub(super) fn cut_off(case: &Case<'_, '_>) -> Option<Explanation> {
    let Grain::Decimals(decimals) = case.stated.grain else {
        return None;
    };
    let is_ratio = matches!(
        case.relation.operation,
        Operation::Share | Operation::Change | Operation::Mean
    );
    let unit = Decimal::try_new(1, decimals).ok()?;
    (case.operands.is_some() && is_ratio && case.difference.abs() <= unit)
        .then_some(Explanation::new(CauseKind::Rounding, Confidence::Likely))
}

/// An exact amount stated in round thousands, millions or more.
pub(super) fn round_thousands(case: &Case<'_, '_>) -> Option<Explanation> {
    (is_rounded(case.stated.value, case.right) && !is_one_digit(case))
        .then_some(Explanation::new(CauseKind::Rounding, Confidence::Likely))
}

/// Whether one digit is another, far below what rounding would have taken away: of the amounts that
/// are rounded next to none has only such a rest.
fn is_one_digit(case: &Case<'_, '_>) -> bool {
    let unit = Decimal::from(10_i64.pow(*POWERS.start()));
    let is_small = case
        .difference
        .abs()
        .checked_mul(Decimal::TEN)
        .is_some_and(|times| times < unit);
    is_small && digit_slip(case.stated.value, case.right) == Some(CauseKind::WrongDigit)
}

/// Whether an amount is another one rounded to thousands, millions or more.
pub(super) fn is_rounded(stated: Decimal, right: Decimal) -> bool {
    if stated.is_zero() || stated == right {
        return false;
    }
    POWERS.into_iter().any(|power| {
        let unit = Decimal::from(10_i64.pow(power));
        let is_large = unit
            .checked_mul(Decimal::from(MIN_TIMES))
            .is_some_and(|least| stated.abs() >= least);
        let rounded = |strategy| {
            let times = right.checked_div(unit)?;
            times.round_dp_with_strategy(0, strategy).checked_mul(unit)
        };
        let strategies = [
            RoundingStrategy::MidpointAwayFromZero,
            RoundingStrategy::ToZero,
        ];
        is_large
            && strategies
                .into_iter()
                .any(|strategy| rounded(strategy) == Some(stated))
    })
}
