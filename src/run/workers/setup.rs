//! What a process is told once, before its first file.

use serde::{Deserialize, Serialize};

use crate::run::assignment::Assignment;

/// What the process makes of every file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Setup {
    /// What documents are audited with; `None` where they are only read.
    pub(super) assignment: Option<Assignment>,
}
