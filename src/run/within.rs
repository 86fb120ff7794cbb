//! Comes in: one workbook as read, and what documents are audited with. Goes out: all that is made
//! of it up to where documents meet, or to its last finding where they do not. The one way of a
//! document, whichever process goes it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::assignment::{Assignment, Kept, Reach};
use super::clock::Stopwatch;
use super::document::{audit_workbook, internal_fault};
use super::guard::guarded;
use super::own_units::in_own_units;
use crate::config::pipeline::Reconcile;
use crate::model::audited::{Audited, Stage};
use crate::model::coverage::{Claimed, Coverage};
use crate::model::document::SourceFile;
use crate::model::extraction::Extracted;
use crate::model::finding::{Finding, Severity};
use crate::model::record::RecordSet;
use crate::model::relation::{Proof, Proofs};
use crate::model::report::DocumentSummary;
use crate::stages::reconcile_documents::reconcile_documents;
use crate::stages::trace_causes::trace_causes;

/// Audits one document as far as it goes without the others. What was found while reading it stays
/// first among its findings.
pub fn audit_document(extracted: Extracted, file: &SourceFile, assignment: &Assignment) -> Audited {
    let mut audited = audit_workbook(extracted, file, assignment.knowledge());
    if assignment.reach == Reach::AcrossDocuments {
        return audited;
    }
    let stopwatch = Stopwatch::start();
    let found = compare(
        &audited.records,
        &mut audited.proof,
        &assignment.reconcile,
        Some(&file.path),
    );
    audited.findings.extend(found);
    audited
        .times
        .add(Stage::ReconcileDocuments, stopwatch.micros());
    let stopwatch = Stopwatch::start();
    let proofs = Proofs::of_one(std::mem::take(&mut audited.proof));
    match guarded(|| trace_causes(&audited.records, &proofs)) {
        Ok(findings) => audited.findings.extend(findings),
        Err(reason) => audited.findings.push(internal_fault(file, None, reason)),
    }
    audited.proof = proofs.between;
    audited.times.add(Stage::TraceCauses, stopwatch.micros());
    let claimed = Claimed::new(&audited.proof);
    count_coverage(&mut audited.summary, &audited.records, &[&claimed]);
    in_own_units(&mut audited.findings, &audited.records);
    match assignment.kept {
        Kept::Everything => {}
        Kept::Outlines => {
            audited.proof = Proof::default();
            // Of a document of which nothing is told nobody asks what its cells are part of.
            if audited.findings.is_empty() {
                audited.records = Vec::new();
            }
            let places = audited.findings.iter().filter_map(|one| one.place.as_ref());
            let told: BTreeSet<(&str, u32)> = places
                .map(|place| (&*place.on.sheet, place.cell.row))
                .collect();
            let records = std::mem::take(&mut audited.records).into_iter();
            let outline = |set: Arc<RecordSet>| {
                let on = set.on.clone();
                let set = Arc::unwrap_or_clone(set);
                Arc::new(set.into_outline(|row| told.contains(&(&*on.sheet, row))))
            };
            audited.records = records.map(outline).collect();
        }
        Kept::Findings => {
            audited.records = Vec::new();
            audited.proof = Proof::default();
        }
    }
    audited
}

/// Compares the figures of tables and adds what follows to the proof.
fn compare(
    records: &[Arc<RecordSet>],
    proof: &mut Proof,
    rules: &[Reconcile],
    document: Option<&str>,
) -> Vec<Finding> {
    match guarded(|| reconcile_documents(records, rules)) {
        Ok(outcome) => {
            proof.absorb(outcome.value);
            outcome.findings
        }
        Err(reason) => vec![fault_in(document, reason)],
    }
}

/// A fault of selaras itself in one document, or in what was made of all of them.
pub(super) fn fault_in(document: Option<&str>, reason: String) -> Finding {
    tracing::error!(document, reason, "a stage failed");
    let mut finding = Finding::about("X001", Severity::Error, document.unwrap_or_default());
    finding.document = document.map(str::to_owned);
    finding.fact("reason", reason)
}

/// Counts, for every sheet of a document, its numbers and those that a judged relation speaks of.
pub(super) fn count_coverage(
    document: &mut DocumentSummary,
    records: &[Arc<RecordSet>],
    claimed: &[&Claimed<'_>],
) {
    let mut counts: BTreeMap<&str, Coverage> = BTreeMap::new();
    for records in records {
        let count = counts.entry(&records.on.sheet).or_default();
        count.absorb(&Claimed::cover(claimed, records));
    }
    for sheet in &mut document.sheets {
        let count = counts.get(sheet.name.as_ref());
        sheet.coverage = count.cloned().unwrap_or_default();
        (sheet.n_numbers, sheet.n_proved) = (sheet.coverage.numbers(), sheet.coverage.proved());
    }
}
