//! A figure that equals another year's figure of the same indicator: the cell itself, or the cell it
//! is compared with.

use rust_decimal::Decimal;

use super::super::atlas::Seat;
use super::{Case, Explanation};
use crate::model::cause::{CauseKind, Confidence};
use crate::model::place::Place;
use crate::model::record::RecordSet;
use crate::model::relation::{Operation, Origin};
use crate::model::text::{has_phrase, likeness, normalize};

/// How alike two names of one line are.
const MIN_LIKENESS: f64 = 0.9;

/// Words of columns that hold figures of an earlier stage or period.
const EARLIER: &[&str] = &["sebelum", "semula", "murni", "lalu", "sebelumnya", "before"];

/// A figure after a change that is still the one before it, of the same row.
pub(super) fn not_carried_on(case: &Case<'_, '_>) -> Option<Explanation> {
    let says = |place: &Place| {
        let words = normalize(&case.context.atlas.column(place));
        EARLIER.iter().any(|word| has_phrase(&words, word))
    };
    if case.stated.value.is_zero() || says(case.place) {
        return None;
    }
    let mut beside = case.context.graph.beside(case.place);
    beside
        .any(|(place, value)| value == case.stated.value && says(place))
        .then(|| Explanation::new(CauseKind::StaleValue, Confidence::Likely))
}

pub(super) fn explain(case: &Case<'_, '_>) -> Option<Explanation> {
    let is_restated = case.relation.operation == Operation::Equal
        && case.relation.origin == Origin::BetweenDocuments;
    if !is_restated {
        return None;
    }
    // What stands in the document before a change is left standing after it.
    let is_outdated =
        |value: Decimal| value != case.right && case.context.graph.is_outdated(case.place, value);
    if is_outdated(case.stated.value) {
        return Some(Explanation::new(CauseKind::StaleValue, Confidence::Likely));
    }
    let operands = case.operands.as_deref()?;
    let seat = case.context.atlas.seat(case.place)?;
    let kind = CauseKind::StaleValue;
    if stands_in_another_year(case, seat, case.stated.value) {
        return Some(Explanation::new(kind, Confidence::Likely));
    }
    let place = case.relation.operands.first()?;
    let value = operands.first()?.value;
    let seat = case.context.atlas.seat(place)?;
    stands_in_another_year(case, seat, value).then(|| Explanation {
        elsewhere: Some((place.clone(), case.stated.value)),
        ..Explanation::new(kind, Confidence::Likely)
    })
}

/// Whether some table states this value for the same indicator and quantity, but another year.
fn stands_in_another_year(case: &Case<'_, '_>, seat: Seat<'_>, value: Decimal) -> bool {
    let field = seat
        .records
        .fields
        .get(seat.col_idx)
        .and_then(Option::as_ref);
    let (Some(field), Some(name)) = (field, indicator(seat.records, seat.row_idx)) else {
        return false;
    };
    let year = field.year.or(seat.records.year);
    let tables = case.context.records.iter();
    let mut lines = tables
        .filter(|set| set.agency == seat.records.agency)
        .flat_map(|set| set.lines.iter().map(move |line| (set, line)));
    lines.any(|(set, line)| {
        let mut columns = set.fields.iter().enumerate();
        let stated = columns.any(|(col_idx, other)| {
            let is_other = other.as_ref().is_some_and(|other| {
                other.name == field.name && other.year.is_some() && other.year != year
            });
            let cell = is_other.then(|| set.typed.cell(line.row_idx, col_idx));
            let number = cell.flatten().and_then(|cell| cell.value().number());
            number == Some(value)
        });
        stated
            && indicator(set, line.row_idx)
                .is_some_and(|other| likeness(&other, &name) >= MIN_LIKENESS)
    })
}

fn indicator(records: &RecordSet, row_idx: usize) -> Option<String> {
    let column = *records.columns_of("indikator").first()?;
    let text = records.typed.text(row_idx, column);
    text.map(|text| normalize(&text))
}
