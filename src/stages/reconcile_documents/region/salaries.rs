//! What an agency pays its staff against how many its roster lists: a plausibility, never a claim.
//! Comes in: an agency's papers and rosters. Goes out: one finding where a head would cost far too
//! little or too much in a year.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::agencies::Owners;
use super::links::Work;
use super::nodes::{Node, nodes};
use super::papers::{Paper, Shelf};
use crate::model::budget_stage::BudgetStage;
use crate::model::finding::{Finding, Severity};
use crate::model::record::RecordSet;
use crate::model::text::has_phrase;

/// The least and the most that a civil servant's pay and allowances come to in a year, in rupiah:
/// the lowest basic pay twelve times, and a secretary of a region with all allowances.
const PLAUSIBLE: (i64, i64) = (18_000_000, 600_000_000);

/// Words of the line that holds pay and allowances.
const PAY: &[&str] = &[
    "gaji dan tunjangan asn",
    "belanja gaji dan tunjangan asn",
    "gaji dan tunjangan pegawai",
];

pub(super) fn compare(
    work: &mut Work<'_>,
    shelf: &Shelf<'_>,
    records: &[Arc<RecordSet>],
    owners: &Owners,
) {
    let rosters = records.iter().filter(|set| {
        set.kind.as_deref() == Some("nominatif-pegawai")
            && owners.of_table(set) == Some(shelf.agency)
    });
    let heads: Vec<usize> = rosters.map(|set| set.lines.len()).collect();
    // Several rosters are months or units: which one counts is not said.
    let [heads] = heads.as_slice() else { return };
    let papers = [BudgetStage::Dppa, BudgetStage::Dpa, BudgetStage::Realisasi];
    let Some(node) = papers
        .into_iter()
        .find_map(|stage| shelf.of(stage).find_map(pay))
    else {
        return;
    };
    let per_head = node.cell.1.value.checked_div(Decimal::from(*heads));
    let Some(per_head) = per_head.filter(|per_head| !per_head.is_zero()) else {
        return;
    };
    let (least, most) = (Decimal::from(PLAUSIBLE.0), Decimal::from(PLAUSIBLE.1));
    if (least..=most).contains(&per_head) {
        return;
    }
    let mut finding = Finding::at("C117", Severity::Warning, &node.cell.0)
        .fact("label", node.name.as_str())
        .fact("count", heads.to_string());
    finding.stated = Some(node.cell.1.value);
    finding.computed = Some(per_head.round());
    work.findings.push(finding);
}

/// The line of a paper that holds pay and allowances.
fn pay(paper: &Paper<'_>) -> Option<Node> {
    let nodes = nodes(paper, "pagu");
    let found = nodes
        .into_iter()
        .filter(|node| PAY.iter().any(|words| has_phrase(&node.name, words)));
    // The topmost of several, which holds the others.
    found.min_by_key(|node| node.key().len())
}
