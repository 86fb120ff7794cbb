//! Which tables the lists of money leave out: those that another document of the same agency stands for.
//! Comes in: the matrix of what was handed in and the chain of the year. Goes out: the other tables. Every
//! line of those left out stays in `data/`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::amounts::{PAGU, REALISASI, has_money, without_copies};
use super::spending::states_spending;
use crate::model::completeness::State;
use crate::model::record::RecordSet;
use crate::model::report::AuditReport;
use crate::stages::write_reports::catalogue::Owner;

/// The tables of a report that others stand for.
pub(super) struct Standing<'a> {
    report: &'a AuditReport,
    /// Documents of which an earlier revision or a copy is all that they are.
    revised: BTreeSet<&'a str>,
    /// Reports on spending beside those that count: document and kind of table.
    told_elsewhere: BTreeSet<(&'a str, &'a str)>,
}

impl<'a> Standing<'a> {
    pub(super) fn new(report: &'a AuditReport) -> Self {
        let chains = &report.chain.agencies;
        let steps = chains.iter().flat_map(|chain| &chain.steps);
        let counted: BTreeSet<&str> = steps
            .flat_map(|step| step.documents.iter().map(|document| &**document))
            .collect();
        let cells = report.completeness.rows.iter().flat_map(|row| &row.cells);
        let revised = cells
            .flat_map(|cell| &cell.others)
            .filter(|(_, state)| matches!(state, State::Superseded | State::Duplicate))
            .map(|(document, _)| &**document)
            // What is superseded in one step may count in another.
            .filter(|document| !counted.contains(document))
            .collect();
        Self {
            report,
            revised,
            told_elsewhere: told_elsewhere(report),
        }
    }

    /// Whether other documents stand for tables of this one.
    pub(super) fn is_aside(&self, document: &str) -> bool {
        let mut told = self.told_elsewhere.iter();
        self.revised.contains(document) || told.any(|(other, _)| *other == document)
    }

    /// The tables of a known kind that state money and that count, once each.
    pub(super) fn sets(&self) -> impl Iterator<Item = &'a RecordSet> {
        let sets = without_copies(&self.report.records).into_iter();
        sets.filter(|set| {
            let states_money = has_money(set, PAGU) || has_money(set, REALISASI);
            let Some(kind) = set.kind.as_deref() else {
                return false;
            };
            let told = self.told_elsewhere.contains(&(&*set.on.file, kind));
            states_money && !told && !self.revised.contains(&*set.on.file)
        })
    }
}

/// The tables on spending of reports that do not count, where one that counts has such a table: of
/// several reports on one year those count that the chain takes its spending from.
fn told_elsewhere(report: &AuditReport) -> BTreeSet<(&str, &str)> {
    let chains = report.chain.agencies.iter();
    let counted: BTreeMap<Owner<'_>, &[Arc<str>]> = chains
        .filter_map(|chain| {
            let owner = Owner {
                year: chain.year.or(report.year),
                agency: Some(&chain.agency),
            };
            Some((owner, &*chain.spent()?.documents))
        })
        .collect();
    let spending = || report.records.iter().filter(|set| states_spending(set));
    let counts = |set: &RecordSet, owner: &Owner<'_>| {
        let documents = counted.get(owner);
        documents.is_some_and(|documents| documents.contains(&set.on.file))
    };
    let mut kinds: BTreeSet<(Owner<'_>, Option<&str>)> = BTreeSet::new();
    for set in spending() {
        let owner = owner(report, set);
        if counts(set, &owner) {
            kinds.insert((owner, set.kind.as_deref()));
        }
    }
    let others = spending().filter(|set| {
        let owner = owner(report, set);
        !counts(set, &owner) && kinds.contains(&(owner, set.kind.as_deref()))
    });
    others
        .filter_map(|set| Some((&*set.on.file, set.kind.as_deref()?)))
        .collect()
}

/// Whose table it is, and of which year.
pub(super) fn owner<'a>(report: &AuditReport, set: &'a RecordSet) -> Owner<'a> {
    Owner {
        year: set.year.or(report.year),
        agency: set.agency.as_deref(),
    }
}
