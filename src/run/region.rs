//! Comes in: the documents of a region, audited one by one. Goes out: what they make together. A
//! panic becomes a finding, and the documents' own findings stay.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::guard::guarded;
use crate::config::expectations::Expectations;
use crate::config::pipeline::Reconcile;
use crate::model::document::SourceFile;
use crate::model::finding::Finding;
use crate::model::record::RecordSet;
use crate::model::report::DocumentSummary;
use crate::stages::reconcile_documents::{Consolidated, Region, consolidate};

/// Consolidates a region; gives what was found, and what its documents make together with the relations
/// between them, or the reason why selaras could not.
pub fn consolidate_region(
    records: &mut [Arc<RecordSet>],
    rules: &[Reconcile],
    expectations: &Expectations,
    (files, summaries): (&[SourceFile], &[DocumentSummary]),
) -> Result<(Vec<Finding>, Consolidated), String> {
    let unread: BTreeSet<&str> = summaries
        .iter()
        .filter(|summary| summary.unreadable)
        .map(|summary| &*summary.path)
        .collect();
    let region = Region {
        files,
        unread: &unread,
        expectations,
    };
    let outcome = guarded(|| consolidate(records, rules, &region))?;
    Ok((outcome.findings, outcome.value))
}
