//! What nights know of each other: a finding's life over the runs of a pipeline, and the difference
//! between this run and the one before. Never reads the ledger; it only says what the ledger knows.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::finding::Severity;
use super::place::CellRef;

/// Where a finding stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Life {
    /// No earlier run had it.
    New,
    /// The run before had it too.
    Known,
    /// An earlier run had it, the run before had not.
    Reopened,
    /// Somebody answered for it, until a day that has not passed.
    Waived,
}

impl Life {
    /// The public name.
    pub fn name(self) -> &'static str {
        match self {
            Life::New => "new",
            Life::Known => "known",
            Life::Reopened => "reopened",
            Life::Waived => "waived",
        }
    }

    /// The word for people, in Bahasa Indonesia and English.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Life::New => ("baru", "new"),
            Life::Known => ("lama", "known"),
            Life::Reopened => ("muncul lagi", "reopened"),
            Life::Waived => ("dikecualikan", "waived"),
        }
    }
}

/// Who answers for a finding that is waived, why, and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiver {
    /// Who.
    pub by: String,
    /// Why.
    pub why: String,
    /// The last day on which it is waived, as `2026-12-31`.
    pub until: String,
}

/// What only the night of a run knows: all that two runs over the same inputs, with the same settings,
/// tell differently.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tonight {
    /// When the run started, as RFC 3339.
    pub started: String,
    /// Milliseconds each part took, in their order.
    pub timings: Vec<(String, u64)>,
    /// The difference to the run before, where earlier runs are known.
    pub since: Option<Since>,
    /// Where each finding stands in its life, by fingerprint; empty where no earlier runs are known.
    pub lives: BTreeMap<String, Life>,
}

/// The difference between this run and the one before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Since {
    /// When the run before started, as RFC 3339; `None` for the first run.
    pub previous: Option<String>,
    /// Findings by their life.
    pub counts: LifeCounts,
    /// Findings of earlier runs that are no more, with the reason.
    pub gone: Vec<Gone>,
    /// Documents that came, changed, moved or went.
    pub documents: Vec<DocumentChange>,
}

/// Numbers of findings by their life.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LifeCounts {
    /// No earlier run had them.
    pub new: usize,
    /// The run before had them too.
    pub known: usize,
    /// Earlier runs had them, the one before had not.
    pub reopened: usize,
    /// Somebody answers for them.
    pub waived: usize,
    /// Earlier runs had them, and their document is right now.
    pub fixed: usize,
    /// Earlier runs had them, and their document is no longer there.
    pub withdrawn: usize,
    /// Earlier runs had them, and their document could not be read this time: nobody knows.
    pub unjudged: usize,
}

impl LifeCounts {
    /// Counts one more finding of this life.
    pub fn add(&mut self, life: Life) {
        let count = match life {
            Life::New => &mut self.new,
            Life::Known => &mut self.known,
            Life::Reopened => &mut self.reopened,
            Life::Waived => &mut self.waived,
        };
        *count += 1;
    }
}

/// A finding that an earlier run had and this one has not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// Why it is no more.
    pub end: End,
    /// Its fingerprint.
    pub fingerprint: String,
    /// Code of its rule.
    pub code: String,
    /// How bad it was.
    pub severity: Severity,
    /// Its document's path when it was last told.
    pub document: Option<String>,
    /// Its sheet then.
    pub sheet: Option<String>,
    /// Its cell then.
    pub cell: Option<CellRef>,
    /// Its message then.
    pub message: String,
}

/// Why a finding is no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum End {
    /// Its document was read and is right.
    Fixed,
    /// Its document is no longer there.
    Withdrawn,
}

impl End {
    /// The public name.
    pub fn name(self) -> &'static str {
        match self {
            End::Fixed => "fixed",
            End::Withdrawn => "withdrawn",
        }
    }
}

/// What became of a document since the run before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentChange {
    /// Its path now; the last one of a document that went.
    pub path: Arc<str>,
    /// What.
    pub change: Change,
}

/// What may become of a document from one run to the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It was never there before.
    Added,
    /// Its content is another.
    Revised,
    /// It stands elsewhere; its content may be another too.
    Renamed {
        /// Its path before.
        from: Arc<str>,
    },
    /// It is no longer there.
    Withdrawn,
    /// It was withdrawn once and is there again.
    Returned,
}

impl Change {
    /// The public name.
    pub fn name(&self) -> &'static str {
        match self {
            Change::Added => "added",
            Change::Revised => "revised",
            Change::Renamed { .. } => "renamed",
            Change::Withdrawn => "withdrawn",
            Change::Returned => "returned",
        }
    }
}
