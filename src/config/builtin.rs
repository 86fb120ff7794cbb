//! The profiles and comparisons that the program brings along.

use super::pipeline::Reconcile;

/// Kind and TOML text of every built-in profile.
pub fn profiles() -> &'static [(&'static str, &'static str)] {
    &[]
}

/// The comparisons made without a pipeline.
pub fn reconciliations() -> Vec<Reconcile> {
    Vec::new()
}
