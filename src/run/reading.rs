//! Comes in: the bytes of a file. Goes out: the workbooks in it. Decides where untrusted bytes are
//! read: in this process behind a panic guard, or in worker processes.

use super::guard::guarded;
use crate::model::extraction::Extracted;
use crate::model::finding::{Finding, Severity};
use crate::model::limits::Limits;
use crate::stages::extract_cells::extract_cells;

/// Where files are read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Reading {
    /// In this process: for tests and trusted files, since a reader that runs out of memory takes
    /// the process with it.
    #[default]
    InProcess,
}

/// Readers of files, as many as are asked for at a time.
#[derive(Debug)]
pub struct Readers {
    limits: Limits,
}

impl Readers {
    /// Readers of a kind.
    pub fn new(_reading: &Reading, limits: &Limits) -> Self {
        Self {
            limits: limits.clone(),
        }
    }

    /// Reads one file. Whatever happens to a reader becomes a finding.
    pub fn read(&self, bytes: &[u8], path: &str) -> Vec<Extracted> {
        let mut all = Vec::new();
        let result = guarded(|| {
            extract_cells(bytes, path, &self.limits, &mut |extracted| {
                all.push(extracted);
            });
        });
        if let Err(reason) = result {
            tracing::error!(document = path, reason, "the reader failed");
            let finding = Finding::about("X001", Severity::Error, path).fact("reason", reason);
            all.push(Extracted {
                findings: vec![finding],
                ..Extracted::default()
            });
        }
        all
    }
}
