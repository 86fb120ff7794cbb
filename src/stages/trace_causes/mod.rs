//! Comes in: every judged relation. Goes out: findings, failures folded to their root causes.

use std::sync::Arc;

use crate::model::finding::Finding;
use crate::model::record::RecordSet;
use crate::model::relation::Proof;

/// Folds failed relations to root causes.
pub fn trace_causes(records: &[Arc<RecordSet>], proof: &Proof) -> Vec<Finding> {
    let _ = (records, proof);
    Vec::new()
}
