//! Which documents the lists of money leave out: those that another one of the same agency stands for.
//! Comes in: the matrix of what was handed in and the chain of the year. Goes out: documents. Every line
//! of theirs stays in `data/`.

use std::collections::{BTreeMap, BTreeSet};

use super::amounts::{PAGU, REALISASI, has_money, without_copies};
use crate::model::completeness::State;
use crate::model::record::RecordSet;
use crate::model::report::AuditReport;
use crate::stages::write_reports::catalogue::Owner;

/// The documents of a report that others stand for.
pub(super) struct Standing<'a> {
    report: &'a AuditReport,
    aside: BTreeSet<&'a str>,
}

impl<'a> Standing<'a> {
    pub(super) fn new(report: &'a AuditReport) -> Self {
        let cells = report.completeness.rows.iter().flat_map(|row| &row.cells);
        let others = cells.flat_map(|cell| &cell.others);
        let mut aside: BTreeSet<&str> = others
            .filter(|(_, state)| matches!(state, State::Superseded | State::Duplicate))
            .map(|(document, _)| &**document)
            .collect();
        // Of several reports on one year those count that the chain takes its spending from.
        let chains = report.chain.agencies.iter();
        let counted: BTreeMap<Owner<'_>, _> = chains
            .filter_map(|chain| {
                let owner = Owner {
                    year: chain.year.or(report.year),
                    agency: Some(&chain.agency),
                };
                let documents = &chain.spent()?.documents;
                (!documents.is_empty()).then_some((owner, documents))
            })
            .collect();
        for set in &report.records {
            let owner = owner(report, set);
            let is_left_out = || {
                let counted = counted.get(&owner);
                counted.is_some_and(|documents| !documents.contains(&set.document))
            };
            if set.kind.is_some() && has_money(set, REALISASI) && is_left_out() {
                aside.insert(&set.document);
            }
        }
        Self { report, aside }
    }

    /// Whether another document stands for this one.
    pub(super) fn is_aside(&self, document: &str) -> bool {
        self.aside.contains(document)
    }

    /// The tables of a known kind that state money and that count, once each.
    pub(super) fn sets(&self) -> impl Iterator<Item = &'a RecordSet> {
        let sets = without_copies(&self.report.records).into_iter();
        sets.filter(|set| {
            let states_money = has_money(set, PAGU) || has_money(set, REALISASI);
            set.kind.is_some() && states_money && !self.is_aside(&set.document)
        })
    }
}

/// Whose table it is, and of which year.
pub(super) fn owner<'a>(report: &AuditReport, set: &'a RecordSet) -> Owner<'a> {
    Owner {
        year: set.year.or(report.year),
        agency: set.agency.as_deref(),
    }
}
