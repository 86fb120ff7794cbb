//! Comes in: findings, whose amounts are in rupiah throughout. Goes out: the same with every amount
//! in the unit that its document counts in, as the reader sees it in the cell, so that its evidence
//! can be checked by hand.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::model::amount::Scale;
use crate::model::finding::Finding;
use crate::model::place::{CellRef, Place};
use crate::model::record::RecordSet;
use crate::model::relation::Operation;

/// The scales of the cells of a sheet, one map a table.
type Scales<'a> = BTreeMap<(&'a str, &'a str), Vec<&'a BTreeMap<CellRef, Scale>>>;

/// Gives each finding's amounts in the unit of its own cell.
pub(super) fn in_own_units(findings: &mut [Finding], records: &[Arc<RecordSet>]) {
    let mut scales: Scales<'_> = BTreeMap::new();
    for set in records.iter().filter(|set| !set.typed.scales.is_empty()) {
        let sheet = scales.entry((&set.on.file, &set.on.sheet)).or_default();
        sheet.push(&set.typed.scales);
    }
    if scales.is_empty() {
        return;
    }
    let scale_of = |place: &Place| {
        let tables = scales.get(&(&*place.on.file, &*place.on.sheet))?;
        let scale = tables.iter().find_map(|table| table.get(&place.cell))?;
        (*scale != Scale::ONE).then_some(*scale)
    };
    for finding in findings {
        // What is added up or compared is counted alike; a price and its volume are not.
        let own = finding.place.as_ref().and_then(scale_of);
        let is_alike = finding.operation.is_some_and(counts_alike);
        for related in &mut finding.related {
            let scale = if is_alike {
                own
            } else {
                scale_of(&related.place)
            };
            if let Some(scale) = scale {
                related.value = related.value.map(|value| counted_in(scale, value));
            }
        }
        if let Some(scale) = finding.place.as_ref().and_then(scale_of) {
            let amounts = [
                &mut finding.stated,
                &mut finding.computed,
                &mut finding.difference,
                &mut finding.tolerance,
            ];
            for amount in amounts {
                *amount = amount.map(|value| counted_in(scale, value));
            }
        }
        for cause in &mut finding.causes {
            if let Some(scale) = scale_of(&cause.place) {
                cause.suggested = cause.suggested.map(|value| counted_in(scale, value));
            }
        }
    }
}

/// Whether target and operands are amounts of one unit.
fn counts_alike(operation: Operation) -> bool {
    match operation {
        Operation::Sum
        | Operation::Difference
        | Operation::Net(_)
        | Operation::Mean
        | Operation::Equal
        | Operation::AtMost => true,
        Operation::Product
        | Operation::TaxedProduct
        | Operation::Share
        | Operation::Change
        | Operation::Count
        | Operation::Formula(_) => false,
    }
}

/// A value of rupiah in units of a scale; what has too many digits for that stays in rupiah.
fn counted_in(scale: Scale, value: Decimal) -> Decimal {
    scale.from_ones(value).unwrap_or(value)
}
