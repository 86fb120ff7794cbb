//! A change of the budget that nobody handed in: reports after it agree with each other and not with the last state
//! of the budget that is known. Comes in: an agency's reports and that state. Goes out: which reports they are.
//! Never takes one report's word, nor the reports of the first half for those of a change.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::nodes::{Identity, Node};
use super::pairs::pairs;
use super::papers::{Paper, Shelf};
use super::parts::nodes_together;
use crate::model::budget_stage::BudgetStage;

/// Fewest lines that a change moves.
const MIN_MOVED: usize = 2;

/// The lines of a report that differ from the budget, with what it states.
type Moved = BTreeMap<Identity, Decimal>;

/// The reports whose ceilings another report bears out against the last known ones.
pub(super) fn after_a_change(
    shelf: &Shelf<'_>,
    last: &[Node],
    first_month: u8,
) -> BTreeSet<Arc<str>> {
    let may_follow =
        |paper: &&Paper<'_>| paper.last_month().is_none_or(|month| month >= first_month);
    let reports = shelf.of(BudgetStage::Realisasi).filter(may_follow);
    let moved: Vec<(&Arc<str>, Moved)> = reports
        .map(|paper| (&paper.document, moved(paper, last)))
        .filter(|(_, moved)| moved.len() >= MIN_MOVED)
        .collect();
    let is_borne_out = |document: &Arc<str>, own: &Moved| {
        let others = moved.iter().filter(|(other, _)| *other != document);
        others.into_iter().any(|(_, other)| {
            let same = own
                .iter()
                .filter(|(place, value)| other.get(*place) == Some(*value));
            let n_same = same.count();
            n_same >= MIN_MOVED && n_same * 2 > own.len()
        })
    };
    let found = moved
        .iter()
        .filter(|(document, own)| is_borne_out(document, own));
    found.map(|(document, _)| (*document).clone()).collect()
}

fn moved(paper: &Paper<'_>, last: &[Node]) -> Moved {
    let stated = nodes_together(&[paper], "pagu");
    let pairs = pairs(last, &stated);
    let moved = pairs.iter().filter(|pair| pair.is_lowest && !pair.agrees());
    moved
        .map(|pair| (pair.later.place_in_paper(), pair.later.cell.1.value))
        .collect()
}
