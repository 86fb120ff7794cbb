//! A shift of the budget moves money inside it: the total before and after are the same. Comes in: the tables
//! of a document, those that call themselves a shift looked at. Goes out: one claim each. Never speaks of a changed
//! budget, whose total may rise or fall, nor of sheets between which money moved.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::comparison::relate;
use super::region::nodes::{nodes_of_table, whole};
use super::region::said::Said;
use crate::model::budget_stage::BudgetStage;
use crate::model::place::Place;
use crate::model::record::RecordSet;
use crate::model::relation::{Operation, Proof, Stated};

/// A figure with its cell.
type Figure = (Place, Stated);

/// Compares what each shift of a document states before and after it.
pub(super) fn compare(proof: &mut Proof, document: &[Arc<RecordSet>]) {
    let shifts: Vec<(Figure, Figure)> = document.iter().filter_map(|set| totals(set)).collect();
    let moved = |(before, after): &(Figure, Figure)| after.1.value.checked_sub(before.1.value);
    let net = shifts
        .iter()
        .try_fold(Decimal::ZERO, |net, shift| net.checked_add(moved(shift)?));
    // A sheet for each sub kegiatan: what one loses another gains.
    let is_within = net.is_some_and(|net| net.is_zero());
    for shift in &shifts {
        if is_within && moved(shift).is_none_or(|moved| !moved.is_zero()) {
            continue;
        }
        let (before, after) = shift;
        let operand = std::slice::from_ref(before);
        relate(proof, "C108", after, operand, Operation::Equal);
    }
}

/// The totals of a shift before and after it.
fn totals(set: &RecordSet) -> Option<(Figure, Figure)> {
    let has = |field: &str| {
        let mut mapped = set.fields.iter().flatten();
        mapped.any(|mapped| mapped.name == field)
    };
    if !has("pagu-sebelum") || !has("pagu") {
        return None;
    }
    let step = Said::of(set).step(set.kind.as_deref())?;
    if step.stage != BudgetStage::Pergeseran {
        return None;
    }
    let (before, after) = (
        nodes_of_table(set, "pagu-sebelum"),
        nodes_of_table(set, "pagu"),
    );
    let (before, after) = (whole(&before)?, whole(&after)?);
    // Both must stand in one row: else the table has no total of its own.
    let is_one_row = before.cell.0.cell.row == after.cell.0.cell.row;
    is_one_row.then(|| (before.cell.clone(), after.cell.clone()))
}
