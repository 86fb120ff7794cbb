//! What a process and the run say to each other about a file. The run believes nothing: whatever a
//! message says is checked when it is taken apart.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::audited::Times;
use crate::model::document::{FileFormat, SourceFile};
use crate::model::finding::Finding;
use crate::model::formula::FormulaNote;
use crate::model::grid::{DefinedName, Grid};
use crate::model::place::Place;
use crate::model::record::RecordSet;
use crate::model::relation::{Operation, Relation, Stated, Support};
use crate::model::report::DocumentSummary;

/// The first word of a process: both sides are the same program.
#[derive(Debug, Serialize, Deserialize, PartialEq, Eq)]
pub(super) struct Hello {
    /// The program's version.
    pub(super) version: String,
    /// What keeps it from files and network, for the log.
    pub(super) confinement: String,
}

/// A file to read; its bytes follow in frames.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Task {
    /// The file, as it was found.
    pub(super) file: SourceFile,
    /// How many bytes follow.
    pub(super) n_bytes: u64,
    /// The limits, in the order of their table.
    pub(super) limits: Vec<u64>,
    /// What this attempt may take.
    pub(super) share: Share,
    /// Whether a second reader reads the file too.
    pub(super) twice: bool,
    /// Members of the archive that are done.
    pub(super) done: Vec<String>,
}

/// Bytes of memory that an attempt may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Share {
    /// For reading.
    pub(super) reading: u64,
    /// For auditing what was read.
    pub(super) auditing: u64,
}

/// A part of what was made of a file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Message {
    /// The file is an archive of these.
    Members(Vec<String>),
    /// The member of this number is being read.
    Opens(u32),
    /// The file is read once, and a second reader is at work.
    Again,
    /// A document was read.
    Document(DocumentHead),
    /// What was found wrong with the document.
    Findings(Vec<Finding>),
    /// A sheet of a document that is only read.
    Sheet(Box<Grid>),
    /// The document is being audited.
    Audits,
    /// The document is larger than what the share of memory allows to audit, and there is more.
    Lacks,
    /// What became of the document in all.
    Summary(Box<DocumentSummary>, Times),
    /// A table of it.
    Table(Arc<RecordSet>),
    /// Claims of it, judged.
    Relations(Vec<Relation>),
    /// Numbers that they speak of.
    Numbers(Vec<(Place, Stated)>),
    /// Formulas that explain failures.
    Formulas(Vec<(Place, FormulaNote)>),
    /// How well inferred claims are borne out.
    Support(Vec<((Place, Operation), Support)>),
    /// Nothing more comes of the document.
    DocumentEnd,
    /// The file is done; `retire` says that this process has grown and should be replaced.
    Done { retire: bool },
}

/// A document that was read, without its sheets.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct DocumentHead {
    /// Number, SHA-256 and size of the member that it is.
    pub(super) member: Option<(u32, String, u64)>,
    pub(super) is_passed_over: bool,
    pub(super) format: FileFormat,
    pub(super) counts_from_1904: bool,
    pub(super) names: Vec<DefinedName>,
}
