//! Which tables make up what an agency spent in a year: those of the report that counts, of one kind,
//! without copies. Comes in: records and the chain. Goes out: tables by year and agency, and why some
//! have none. Adds nothing up.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::amounts::{PAGU, REALISASI, has_money, without_copies};
use super::standing::owner;
use crate::model::budget_chain::StepFigure;
use crate::model::record::RecordSet;
use crate::model::report::AuditReport;
use crate::stages::write_reports::catalogue::{Catalogue, Owner};

/// The kinds of table that tell what was spent, the most telling first.
const KINDS: [&str; 3] = [
    "realisasi-sub-kegiatan",
    "realisasi-rekening",
    "realisasi-kelompok-belanja",
];

/// What is known of an agency's spending.
#[derive(Debug, Default)]
pub(in crate::stages::write_reports) struct Spending<'a> {
    /// The tables, in the order of documents and sheets.
    pub(super) sets: Vec<&'a RecordSet>,
    /// What the report states as a whole: ceiling and spending.
    pub(super) stated: [Option<Decimal>; 2],
    /// Why there are no tables.
    pub(super) lack: Option<Lack>,
}

/// Why an agency's spending is not shown line by line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::stages::write_reports) enum Lack {
    /// No report was handed in, or none whose lines state money.
    NoReport,
    /// Several documents stand for the year, as reports of single months do.
    SeveralDocuments,
    /// Its subtotals cannot be told from its details.
    Unsure,
}

/// The spending of every agency that handed anything in, by year and agency.
pub(super) fn spending<'a>(catalogue: &Catalogue<'a>) -> BTreeMap<Owner<'a>, Spending<'a>> {
    let report = catalogue.report;
    let mut owners: BTreeMap<Owner<'a>, Spending<'a>> = BTreeMap::new();
    for file in &report.inventory.entries {
        owners.entry(catalogue.owner_of_file(file)).or_default();
    }
    for row in &report.completeness.rows {
        let owner = Owner {
            year: report.year,
            agency: Some(&row.agency),
        };
        owners.entry(owner).or_default();
    }
    let mut sets: BTreeMap<Owner<'a>, Vec<&'a RecordSet>> = BTreeMap::new();
    for set in without_copies(&report.records) {
        let owner = owner(report, set);
        if states_spending(set) {
            sets.entry(owner.clone()).or_default().push(set);
        }
        owners.entry(owner).or_default();
    }
    let unsure = unsure(report);
    let spent = steps(report);
    for (owner, spending) in &mut owners {
        let sets = sets.remove(owner).unwrap_or_default();
        *spending = of_agency(&sets, spent.get(owner).copied(), &unsure);
    }
    owners
}

pub(super) fn states_spending(set: &RecordSet) -> bool {
    let kind = set.kind.as_deref();
    kind.is_some_and(|kind| KINDS.contains(&kind))
        && (has_money(set, PAGU) || has_money(set, REALISASI))
}

/// The report on the year's spending of every agency, as the chain has it.
fn steps(report: &AuditReport) -> BTreeMap<Owner<'_>, &StepFigure> {
    let chains = report.chain.agencies.iter();
    let steps = chains.filter_map(|chain| {
        let owner = Owner {
            year: chain.year.or(report.year),
            agency: Some(&chain.agency),
        };
        Some((owner, chain.spent()?))
    });
    steps.collect()
}

/// Tables whose subtotals cannot be told from their details have no leaves to add up.
fn unsure(report: &AuditReport) -> BTreeSet<(&str, &str)> {
    let findings = report.findings.iter();
    findings
        .filter(|finding| finding.code == "R035")
        .filter_map(|finding| Some((finding.document.as_deref()?, finding.sheet.as_deref()?)))
        .collect()
}

fn of_agency<'a>(
    sets: &[&'a RecordSet],
    step: Option<&StepFigure>,
    unsure: &BTreeSet<(&str, &str)>,
) -> Spending<'a> {
    let stated = step.map_or([None; 2], |step| [step.ceiling, step.amount]);
    let lacking = |lack| Spending {
        sets: Vec::new(),
        stated,
        lack: Some(lack),
    };
    let counts = |set: &&&'a RecordSet| {
        let table = (set.on.file.clone(), set.on.sheet.clone());
        step.is_none_or(|step| step.sheets.is_empty() || step.sheets.contains(&table))
    };
    let counted = || sets.iter().filter(counts);
    let kind = |wanted: &&&str| counted().any(|set| set.kind.as_deref() == Some(**wanted));
    let Some(kind) = KINDS.iter().find(kind) else {
        return lacking(Lack::NoReport);
    };
    let of_kind: Vec<&RecordSet> = counted()
        .filter(|set| set.kind.as_deref() == Some(*kind))
        .copied()
        .collect();
    let documents: BTreeSet<&Arc<str>> = of_kind.iter().map(|set| &set.on.file).collect();
    // Documents that are parts of one whole have a ceiling together; months of one year do not.
    let are_parts = step.is_some_and(|step| !step.are_times && step.ceiling.is_some());
    let are_times = of_kind.len() > 1 && step.is_some_and(|step| step.are_times);
    if are_times || (documents.len() > 1 && !are_parts) {
        return lacking(Lack::SeveralDocuments);
    }
    let is_sure = |set: &&RecordSet| !unsure.contains(&(&*set.on.file, &*set.on.sheet));
    let sure: Vec<&RecordSet> = of_kind.iter().copied().filter(is_sure).collect();
    if sure.is_empty() {
        return lacking(Lack::Unsure);
    }
    Spending {
        sets: sure,
        stated,
        lack: None,
    }
}
