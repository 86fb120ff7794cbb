//! Comes in: the proofs of all documents and of what stands between them. Goes out: how many claims were
//! judged, which numbers they speak of, and what failed. Opens a document's proof only as long as it is
//! looked at.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::guard::guarded;
use super::within::{count_coverage, fault_in};
use crate::model::coverage::Claimed;
use crate::model::finding::Finding;
use crate::model::record::RecordSet;
use crate::model::relation::{DocumentProof, Proofs, RelationCounts};
use crate::model::report::DocumentSummary;
use crate::stages::trace_causes::trace_causes;

/// How many claims were judged, and how.
pub(super) fn count_relations(proofs: &Proofs) -> RelationCounts {
    let mut counts = RelationCounts::of(&proofs.between.relations);
    for document in proofs.documents() {
        counts.absorb(&RelationCounts::of(&document.open().relations));
    }
    counts
}

/// The same; counts for each sheet also its numbers, and those that a claim of its document or one
/// between documents speaks of. Opens one document after the other on each thread.
pub(super) fn take_stock(
    summaries: &mut [DocumentSummary],
    records: &[Arc<RecordSet>],
    proofs: &Proofs,
) -> RelationCounts {
    let between = Claimed::new(&proofs.between);
    // The tables of a document come one after the other.
    let tables = records.chunk_by(|one, next| one.on.file == next.on.file);
    let tables: BTreeMap<&str, &[Arc<RecordSet>]> = tables
        .filter_map(|tables| Some((&*tables.first()?.on.file, tables)))
        .collect();
    let of_document = |document: &mut DocumentSummary| {
        let own = proofs.document(&document.path).map(DocumentProof::open);
        let own = own.unwrap_or_default();
        let tables = tables.get(&*document.path).copied().unwrap_or_default();
        count_coverage(document, tables, &[&Claimed::new(&own), &between]);
        RelationCounts::of(&own.relations)
    };
    let sum = |mut one: RelationCounts, other: RelationCounts| {
        one.absorb(&other);
        one
    };
    let own = summaries.par_iter_mut().map(of_document);
    let own = own.reduce(RelationCounts::default, sum);
    sum(RelationCounts::of(&proofs.between.relations), own)
}

/// Traces causes over all documents; should that fail, over each by itself, so that no failed claim
/// goes untold.
pub(super) fn trace(records: &[Arc<RecordSet>], proofs: &Proofs) -> Vec<Finding> {
    let reason = match guarded(|| trace_causes(records, proofs)) {
        Ok(findings) => return findings,
        Err(reason) => reason,
    };
    let mut findings = vec![fault_in(None, reason)];
    for path in proofs.paths() {
        let part = Proofs::of_one(proofs.by_itself(&path));
        match guarded(|| trace_causes(records, &part)) {
            Ok(more) => findings.extend(more),
            Err(reason) => findings.push(fault_in(Some(&path), reason)),
        }
    }
    findings
}
