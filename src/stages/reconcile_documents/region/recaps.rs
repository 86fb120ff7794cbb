//! What the region states of its agencies: the rows of a recap against each agency's own report, and
//! a region's total against the sum of its agencies. Comes in: recaps and papers. Goes out: claims.
//! Never adds up agencies of which one is missing.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::agencies::Owners;
use super::links::Work;
use super::nodes::{Node, nodes, plain_column, whole};
use super::papers::{Paper, Shelf, is_recap};
use super::said::Said;
use crate::model::agency::resolve;
use crate::model::budget_stage::BudgetStage;
use crate::model::period::Period;
use crate::model::place::Place;
use crate::model::record::RecordSet;
use crate::model::relation::{Operation, Stated};
use crate::stages::reconcile_documents::comparison::{number, relate};

pub(super) fn compare(
    work: &mut Work<'_>,
    records: &[Arc<RecordSet>],
    owners: &Owners,
    shelves: &[Shelf<'_>],
) {
    for set in records.iter().filter(|set| is_recap(set, &owners.agencies)) {
        let period = Said::of(set).period();
        for field in ["pagu", "realisasi"] {
            rows(work, set, field, period, owners, shelves);
        }
    }
}

/// Each row of a recap against the agency's own report of the same time.
fn rows(
    work: &mut Work<'_>,
    set: &RecordSet,
    field: &str,
    period: Option<Period>,
    owners: &Owners,
    shelves: &[Shelf<'_>],
) {
    let Some(column) = plain_column(set, field) else {
        return;
    };
    for line in &set.lines {
        let Some(agency) = resolve(&owners.agencies, &line.name) else {
            continue;
        };
        let own = shelves
            .iter()
            .filter(|shelf| shelf.agency == agency)
            .flat_map(|shelf| shelf.of(BudgetStage::Realisasi))
            .filter(|paper| {
                paper.year == set.year && is_of(paper, period) && paper.document != set.document
            });
        let totals: Vec<Node> = own
            .filter_map(|paper| whole(&nodes(paper, field)).cloned())
            .collect();
        // Several reports of one time: which one counts is not said.
        let ([own], Some(stated)) = (totals.as_slice(), number(set, line.row_idx, column)) else {
            continue;
        };
        relate(
            work.proof,
            "C116",
            &stated,
            std::slice::from_ref(&own.cell),
            Operation::Equal,
        );
    }
}

fn is_of(paper: &Paper<'_>, period: Option<Period>) -> bool {
    let month = |period: Option<Period>| match period {
        None => Some(12),
        Some(period) => period.span.months().map(|(_, last)| last),
    };
    month(paper.period) == month(period)
}

/// A document of the region as a whole against the sum of all agencies'.
pub(super) fn sums(work: &mut Work<'_>, papers: &[Paper<'_>], shelves: &[Shelf<'_>]) {
    let n_agencies: usize = {
        let mut agencies: Vec<usize> = shelves.iter().map(|shelf| shelf.agency).collect();
        agencies.sort_unstable();
        agencies.dedup();
        agencies.len()
    };
    for paper in papers
        .iter()
        .filter(|paper| paper.agency.is_none() && paper.counts())
    {
        for field in ["pagu", "realisasi"] {
            let stated = nodes(paper, field);
            let Some(total) = whole(&stated) else {
                continue;
            };
            let mut parts: BTreeMap<usize, Vec<(Place, Stated)>> = BTreeMap::new();
            for shelf in shelves {
                let own = shelf.of(paper.step.stage).filter(|own| {
                    own.year == paper.year && own.step == paper.step && is_of(own, paper.period)
                });
                for own in own {
                    let figures = nodes(own, field);
                    let cell = whole(&figures).map(|node| node.cell.clone());
                    parts.entry(shelf.agency).or_default().extend(cell);
                }
            }
            let is_whole = n_agencies > 1
                && parts.len() == n_agencies
                && parts.values().all(|cells| cells.len() == 1);
            if is_whole {
                let parts: Vec<(Place, Stated)> = parts.into_values().flatten().collect();
                relate(work.proof, "C116", &total.cell, &parts, Operation::Sum);
            }
        }
    }
}
