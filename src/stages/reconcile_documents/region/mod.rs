//! Consolidates a region. Comes in: the tables of all documents, the files they came from, what the
//! pipeline expects. Goes out: whose each table is, what each agency handed in, and the relations
//! between documents. Every builder is one file and a row in the table below.

mod agencies;
mod chain;
mod codes;
mod consensus;
mod dated;
mod falling;
mod figures;
mod flat;
mod handed;
mod links;
pub(in crate::stages::reconcile_documents) mod nodes;
mod pairs;
mod papers;
mod parts;
mod periods;
mod recaps;
pub(in crate::stages::reconcile_documents) mod said;
mod salaries;
mod split;
mod subject;
mod templates;
mod unseen;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::builtin;
use crate::config::expectations::Expectations;
use crate::config::pipeline::{Reconcile, ScopeName};
use crate::model::Outcome;
use crate::model::budget_chain::BudgetChain;
use crate::model::completeness::Completeness;
use crate::model::document::SourceFile;
use crate::model::finding::Finding;
use crate::model::record::RecordSet;
use crate::model::relation::Proof;
use crate::model::staff::AgencyStaff;
use agencies::{Owners, name_agencies};
use links::{Work, compared};
use papers::Shelf;

/// What is known of a region beside its tables.
#[derive(Debug, Clone, Copy)]
pub struct Region<'a> {
    /// The files that were found, in the order of their paths.
    pub files: &'a [SourceFile],
    /// Paths of files that could not be read.
    pub unread: &'a BTreeSet<&'a str>,
    /// What the pipeline expects.
    pub expectations: &'a Expectations,
}

/// What a region's documents make together.
#[derive(Debug, Default)]
pub struct Consolidated {
    /// The relations between tables and documents.
    pub proof: Proof,
    /// What each agency handed in.
    pub completeness: Completeness,
    /// What each agency's documents state as a whole.
    pub chain: BudgetChain,
    /// How many people each agency has.
    pub staff: Vec<AgencyStaff>,
}

/// The builders of relations between the documents of one agency and year.
const BUILDERS: &[fn(&mut Work<'_>, &Shelf<'_>)] = &[chain::compare, periods::compare];

/// Consolidates the documents of a region; every table is given its agency.
pub fn consolidate(
    records: &mut [Arc<RecordSet>],
    rules: &[Reconcile],
    region: &Region<'_>,
) -> Outcome<Consolidated> {
    let mut owners = name_agencies(records, region.files, &region.expectations.agencies);
    give_agencies(records, &owners);
    let records = &*records;
    let mut findings = std::mem::take(&mut owners.findings);
    let mut papers = papers::papers(records, &owners);
    findings.extend(templates::mark(&mut papers, &owners));
    findings.extend(papers::settle(&mut papers, region.files));
    split::split(&mut papers, &owners);
    let (completeness, told) = handed::take_stock(region, records, &papers, &owners);
    findings.extend(told);

    let own = super::reconcile_documents(records, &[]);
    let mut proof = own.value;
    findings.extend(own.findings);
    proof.absorb(by_rules(records, rules));
    let regional: Vec<papers::Paper<'_>> = papers
        .iter()
        .filter(|paper| paper.agency.is_none() && !paper.is_cash_plan)
        .cloned()
        .collect();
    let shelves = papers::shelves(papers);
    let before = compared(&proof);
    let (rows, listed) = (
        recaps::rows(records, &owners),
        flat::listed(records, &owners),
    );
    let by_shelf: Vec<(Proof, Vec<Finding>)> = shelves
        .par_iter()
        .map(|shelf| {
            let mut own = Proof::default();
            let mut work = Work::new(&mut own, &before);
            for build in BUILDERS {
                build(&mut work, shelf);
            }
            recaps::compare(&mut work, &rows, shelf);
            flat::compare(&mut work, &listed, shelf);
            consensus::settle(work.proof);
            salaries::compare(&mut work, shelf, records, &owners);
            let told = work.findings;
            (own, told)
        })
        .collect();
    let mut proofs = vec![proof];
    for (own, told) in by_shelf {
        proofs.push(own);
        findings.extend(told);
    }
    let mut proof = Proof::gathered(proofs);
    let mut work = Work::new(&mut proof, &before);
    recaps::sums(&mut work, &regional, &shelves, &owners);
    findings.append(&mut work.findings);
    Outcome {
        value: Consolidated {
            proof,
            completeness,
            chain: figures::chain(&shelves, &owners),
            staff: super::staff::heads(records),
        },
        findings,
    }
}

/// The relations that the pipeline's rules claim; without any, those that come with the program:
/// between the tables of one report, and indicators between all documents of an agency.
fn by_rules(records: &[Arc<RecordSet>], rules: &[Reconcile]) -> Proof {
    if !rules.is_empty() {
        return super::by_rules(records, rules, super::Among::Documents);
    }
    let (indicators, figures): (Vec<Reconcile>, Vec<Reconcile>) = builtin::reconciliations()
        .into_iter()
        .partition(|rule| rule.scope == ScopeName::Indicator);
    let mut proof = super::by_rules(records, &figures, super::Among::Tables);
    proof.absorb(super::by_rules(
        records,
        &indicators,
        super::Among::Documents,
    ));
    proof
}

/// Gives each table the agency that it is known to be of.
fn give_agencies(records: &mut [Arc<RecordSet>], owners: &Owners) {
    for set in records {
        let Some(agency) = owners.of_table(set) else {
            continue;
        };
        let name = owners.name(agency);
        if set.agency.as_deref() != Some(name) {
            Arc::make_mut(set).agency = Some(name.to_owned());
        }
    }
}
