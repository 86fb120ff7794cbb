//! What a finding weighs: the rupiah by which it is off.

use rust_decimal::Decimal;

use super::catalogue::Catalogue;
use crate::model::amount::Unit;
use crate::model::finding::{Finding, Severity};
use crate::model::place::Place;

/// The rupiah by which an error is off; zero where it does not speak of money.
pub(super) fn rupiah_at_stake(finding: &Finding, catalogue: &Catalogue<'_>) -> Decimal {
    let is_money = |place: &Place| {
        let stated = catalogue.report.numbers.get(place);
        stated.is_some_and(|stated| stated.unit == Unit::Rupiah)
    };
    match (&finding.place, finding.difference) {
        (Some(place), Some(difference))
            if finding.severity == Severity::Error && is_money(place) =>
        {
            difference.abs()
        }
        _ => Decimal::ZERO,
    }
}
