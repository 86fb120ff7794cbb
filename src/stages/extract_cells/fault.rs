//! Why a file, a sheet or a cell cannot be read, and the findings that say so.

use crate::model::finding::{Finding, Severity};
use crate::model::limits::{Limit, Limits};

/// A text in Bahasa Indonesia and in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) id: String,
    pub(super) en: String,
}

impl Said {
    pub(super) fn new(id: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            en: en.into(),
        }
    }
}

/// Why something cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// Its bytes contradict the format.
    Damaged(Said),
    /// It is no workbook that selaras reads: what it is, and what to do.
    Refused { format: Said, advice: Said },
    /// It opens only with a password.
    Encrypted,
    /// It goes beyond a limit.
    Limit(Limit),
}

impl Fault {
    /// A fault of damaged bytes, in both languages.
    pub(super) fn damaged(id: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Damaged(Said::new(id, en))
    }

    /// The finding about the whole file.
    pub(super) fn about_file(&self, document: &str, limits: &Limits) -> Finding {
        let about = |code| Finding::about(code, Severity::Error, document);
        match self {
            Fault::Damaged(said) => about("R001").fact_in("reason", &*said.id, &*said.en),
            Fault::Refused { format, advice } => about("R002")
                .fact_in("format", &*format.id, &*format.en)
                .fact_in("reason", &*advice.id, &*advice.en),
            Fault::Encrypted => about("R006"),
            Fault::Limit(limit) => limit_facts(about("R005"), *limit, limits),
        }
    }

    /// The finding about one sheet, or about something on it that has no cell.
    pub(super) fn about_sheet(&self, document: &str, sheet: &str, limits: &Limits) -> Finding {
        let about = |code| Finding::about_sheet(code, Severity::Error, document, sheet);
        match self {
            Fault::Limit(limit) => limit_facts(about("R005"), *limit, limits),
            Fault::Damaged(_) | Fault::Refused { .. } | Fault::Encrypted => {
                let said = self.said(limits);
                about("R004").fact_in("reason", said.id, said.en)
            }
        }
    }

    /// The fault as words, for messages that hold it.
    pub(super) fn said(&self, limits: &Limits) -> Said {
        match self {
            Fault::Damaged(said) => said.clone(),
            Fault::Refused { format, .. } => format.clone(),
            Fault::Encrypted => Said::new("memerlukan kata sandi", "it needs a password"),
            Fault::Limit(limit) => {
                let (row, value) = (limit.row(), limits.get(*limit));
                Said::new(
                    format!("melewati batas {} ({value} {})", row.name, row.id),
                    format!("it goes beyond the limit {} ({value} {})", row.name, row.en),
                )
            }
        }
    }
}

/// Names the limit, its value, and how to raise it.
fn limit_facts(finding: Finding, limit: Limit, limits: &Limits) -> Finding {
    let (row, value) = (limit.row(), limits.get(limit));
    finding
        .fact("limit", row.name)
        .fact("value", value.to_string())
        .fact_in("reason", row.id, row.en)
}
