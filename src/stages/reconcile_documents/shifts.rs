//! A shift of the budget moves money inside it: the total before and after are the same. Comes in:
//! tables that call themselves a shift. Goes out: one claim each. Never speaks of a changed budget,
//! whose total may rise or fall.

use super::comparison::relate;
use super::region::nodes::{nodes_of_table, whole};
use super::region::said::Said;
use crate::model::budget_stage::BudgetStage;
use crate::model::record::RecordSet;
use crate::model::relation::{Operation, Proof};

pub(super) fn compare(proof: &mut Proof, set: &RecordSet) {
    let has = |field: &str| {
        set.fields
            .iter()
            .flatten()
            .any(|mapped| mapped.name == field)
    };
    if !has("pagu-sebelum") || !has("pagu") {
        return;
    }
    let step = Said::of(set).step(set.kind.as_deref());
    if step.is_none_or(|step| step.stage != BudgetStage::Pergeseran) {
        return;
    }
    let before = nodes_of_table(set, "pagu-sebelum");
    let after = nodes_of_table(set, "pagu");
    let (Some(before), Some(after)) = (whole(&before), whole(&after)) else {
        return;
    };
    // Both must stand in one row: else the table has no total of its own.
    if before.cell.0.cell.row == after.cell.0.cell.row {
        let operand = std::slice::from_ref(&before.cell);
        relate(proof, "C108", &after.cell, operand, Operation::Equal);
    }
}
