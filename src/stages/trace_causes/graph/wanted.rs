//! The figure that a cell would have to state. Comes in: what it states, and what its claim makes. Goes out:
//! the same as the document would write it, without the noise of a spreadsheet's doubles.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::model::amount::Grain;
use crate::model::relation::{Operation, Stated};

/// The factor that makes a product what its target states, where it is written out to the end with
/// the decimals of the one that stands there.
pub(super) fn factor(stated: Decimal, product: Decimal, target: Decimal) -> Option<Decimal> {
    let others = product.checked_div(stated)?;
    let wanted = target.checked_div(others)?.normalize();
    let is_exact = wanted.scale() <= stated.scale() && wanted.checked_mul(others) == Some(target);
    is_exact.then_some(wanted)
}

/// A computed value with the decimals that its cell shows; ratios with two at least.
pub(super) fn as_stated(operation: Operation, target: &Stated, computed: Decimal) -> Decimal {
    let is_ratio = matches!(operation, Operation::Share | Operation::Change);
    let grain = match (target.grain, operation) {
        (Grain::Decimals(decimals), _) if is_ratio => Grain::Decimals(decimals.max(2)),
        (Grain::Exact, Operation::Share | Operation::Change | Operation::Mean) => {
            Grain::Decimals(target.value.scale().max(2))
        }
        (Grain::Exact, _) => return without_noise(computed, target.value),
        (grain, _) => grain,
    };
    grain.round(computed)
}

/// Decimals that no amount is typed with: beyond them stands the noise of a spreadsheet's doubles.
const MOST_DECIMALS: u32 = 4;

/// A computed amount without the noise that its operands' doubles brought into it.
pub(super) fn without_noise(computed: Decimal, stated: Decimal) -> Decimal {
    let decimals = stated.scale().max(MOST_DECIMALS);
    computed.round_dp_with_strategy(decimals, RoundingStrategy::MidpointAwayFromZero)
}
