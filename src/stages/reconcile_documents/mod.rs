//! Comes in: the records of all tables. Goes out: relations between tables and documents, judged, and
//! what each agency handed in. Compares only within one agency and year, and the region with its
//! agencies. Never compares a table of which rows could not be placed.

mod comparison;
mod counts;
mod indicators;
mod nodes;
mod region;
mod shifts;
mod staff;
mod totals;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::pipeline::{Reconcile, ScopeName};
use crate::model::Outcome;
use crate::model::record::RecordSet;
use crate::model::relation::Proof;
use comparison::{Comparison, Group};

pub use region::{Consolidated, Region, consolidate};

/// Compares the figures that several tables state by the rules of a pipeline, and what a table says
/// of its own kind: that a shift is none in sum, that a roster's numbers are people's.
pub fn reconcile_documents(records: &[Arc<RecordSet>], rules: &[Reconcile]) -> Outcome<Proof> {
    let mut proof = Proof::default();
    for document in records.chunk_by(|one, other| one.on.file == other.on.file) {
        shifts::compare(&mut proof, document);
    }
    let findings = staff::check(&mut proof, records);
    proof.absorb(by_rules(records, rules, Among::Documents));
    Outcome {
        value: proof,
        findings,
    }
}

/// Among which tables a rule compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Among {
    /// All of one agency and year.
    Documents,
    /// Those of one document.
    Tables,
}

/// The relations that rules claim.
fn by_rules(records: &[Arc<RecordSet>], rules: &[Reconcile], among: Among) -> Proof {
    let mut proof = Proof::default();
    for group in groups(records, among).values() {
        for rule in rules {
            let mut comparison = Comparison {
                rule,
                proof: &mut proof,
            };
            match rule.scope {
                ScopeName::Total if rule.quantity.starts_with("count:") => {
                    counts::compare(&mut comparison, group);
                }
                ScopeName::Total => totals::compare(&mut comparison, group),
                ScopeName::Node => nodes::compare(&mut comparison, group),
                ScopeName::Indicator => indicators::compare(&mut comparison, group),
            }
        }
    }
    proof
}

/// Tables of one agency and year; without an agency, of one document.
fn groups(records: &[Arc<RecordSet>], among: Among) -> BTreeMap<(String, Option<i32>), Group<'_>> {
    let mut groups: BTreeMap<(String, Option<i32>), Group<'_>> = BTreeMap::new();
    // A table that names no year belongs to its document's year when the others agree on one.
    let mut years: BTreeMap<&str, Vec<i32>> = BTreeMap::new();
    for set in records {
        let years = years.entry(&set.on.file).or_default();
        if let Some(year) = set.year.filter(|year| !years.contains(year)) {
            years.push(year);
        }
    }
    for set in records
        .iter()
        .filter(|set| set.kind.is_some() && set.typed.table.unplaced_rows.is_empty())
        // A cell that could not be read may be part of any total.
        .filter(|set| !set.typed.table.is_incomplete)
    {
        let only = years
            .get(&*set.on.file)
            .and_then(|years| match years.as_slice() {
                [year] => Some(*year),
                _ => None,
            });
        let agency = set.agency.clone().filter(|_| among == Among::Documents);
        let owner = agency.unwrap_or_else(|| set.on.file.to_string());
        groups
            .entry((owner, set.year.or(only)))
            .or_default()
            .push(set);
    }
    groups
}
