//! A change of the budget that nobody handed in: what follows it agrees with what else follows it, and not with the
//! last state of the budget that is known. Comes in: one paper's figures beside that state. Goes out: whether a change
//! may explain them. Never takes one document's word, nor one line's, nor the reports of the first half for those of
//! the yearly change: before it money is only shifted.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::nodes::{Identity, Node};
use super::pairs::pairs;
use super::papers::Shelf;
use super::parts::nodes_together;
use crate::model::budget_stage::BudgetStage;

/// Fewest lines that a change moves.
const MIN_MOVED: usize = 2;

/// Whether what a paper states of the budget follows a change that is not there. `is_late`: whether the yearly
/// change may lie before it.
pub(super) fn follows_one(
    shelf: &Shelf<'_>,
    document: &Arc<str>,
    known: &[Node],
    stated: &[Node],
    is_late: bool,
) -> bool {
    let pairs = pairs(known, stated);
    let other = pairs.iter().filter(|pair| pair.is_lowest && !pair.agrees());
    let mut moved: BTreeMap<Identity, Decimal> = BTreeMap::new();
    let mut net = Some(Decimal::ZERO);
    for pair in other {
        let (before, after) = (pair.earlier.cell.1.value, pair.later.cell.1.value);
        let more = after.checked_sub(before);
        net = net.and_then(|net| net.checked_add(more?));
        moved.insert(pair.later.place_in_paper(), after);
    }
    let may_be = is_late || net == Some(Decimal::ZERO);
    moved.len() >= MIN_MOVED && may_be && is_borne_out(shelf, document, &moved)
}

/// Whether another document that speaks of a later state of the budget has most of the moved lines so too.
fn is_borne_out(
    shelf: &Shelf<'_>,
    document: &Arc<str>,
    moved: &BTreeMap<Identity, Decimal>,
) -> bool {
    let reports = shelf
        .of(BudgetStage::Realisasi)
        .map(|paper| (paper, "pagu"));
    let changes = [BudgetStage::Pergeseran, BudgetStage::Dppa]
        .into_iter()
        .flat_map(|stage| shelf.of(stage))
        .map(|paper| (paper, "pagu-sebelum"));
    let mut others = reports
        .chain(changes)
        .filter(|(paper, _)| paper.document != *document);
    others.any(|(paper, field)| {
        let stated = nodes_together(&[paper], field);
        let same = stated.iter().filter(|node| {
            let moved = moved.get(&node.place_in_paper());
            moved == Some(&node.cell.1.value)
        });
        let n_same = same.count();
        n_same >= MIN_MOVED && n_same * 2 > moved.len()
    })
}
