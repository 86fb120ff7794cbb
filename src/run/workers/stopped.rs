//! Why a process gave no result, and what is said of the document on which it did not.

use super::course::Phase;
use crate::model::finding::{Finding, Severity};
use crate::model::limits::{Limit, Limits};

/// Why a process gave no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stopped {
    /// It needed more memory than it may have.
    Memory,
    /// It needed more time than it may take.
    Time,
    /// It sent more than it may hand over.
    TooMuch,
    /// It ended, by a signal or otherwise, or sent what does not fit.
    Died(End),
}

/// How a process ended, in Bahasa Indonesia, and in English with the system's own words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct End {
    pub(super) id: String,
    pub(super) en: String,
}

impl End {
    pub(super) fn new(id: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            en: en.into(),
        }
    }
}

impl Stopped {
    /// What is said of a file or member.
    pub(super) fn finding(&self, path: &str, limits: &Limits, phase: Phase) -> Finding {
        let limited = |limit: Limit| {
            let row = limit.row();
            Finding::about("R005", Severity::Error, path)
                .fact("limit", row.name)
                .fact("value", limits.get(limit).to_string())
                .fact_in("reason", row.id, row.en)
        };
        match (self, phase) {
            (Stopped::Memory, Phase::Auditing) => limited(Limit::AuditMegabytes),
            (Stopped::Time, Phase::Auditing) => limited(Limit::AuditSeconds),
            (Stopped::Memory, _) => limited(Limit::MemoryMegabytes),
            (Stopped::Time, _) => limited(Limit::Seconds),
            (Stopped::TooMuch, _) => limited(Limit::HandoverMegabytes),
            (Stopped::Died(end), _) => {
                let (id, en) = match phase {
                    Phase::Auditing => ("proses pemeriksa", "the auditing process"),
                    Phase::Reading | Phase::Comparing => ("proses pembaca", "the reading process"),
                };
                Finding::about("R009", Severity::Error, path).fact_in(
                    "reason",
                    format!("{id} berhenti ({})", end.id),
                    format!("{en} ended ({})", end.en),
                )
            }
        }
    }

    /// What is said of a file whose second reading came to no end.
    pub(super) fn second(&self, path: &str) -> Finding {
        let (id, en) = match self {
            Stopped::Memory => ("memori habis", "it ran out of memory"),
            Stopped::Time => ("waktu habis", "it ran out of time"),
            Stopped::TooMuch | Stopped::Died(_) => ("pembaca itu berhenti", "that reader ended"),
        };
        Finding::about("R017", Severity::Info, path).fact_in("reason", id, en)
    }
}
