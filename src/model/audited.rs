//! What the stages make of one document before it meets others: whole enough to be handed over by
//! another process, or kept for another run.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::document::SourceFile;
use super::finding::Finding;
use super::grid::Tally;
use super::record::RecordSet;
use super::relation::Proof;
use super::report::DocumentSummary;

/// What the stages made of a document.
#[derive(Debug, Clone)]
pub struct Audited {
    /// Its sheets and cells.
    pub summary: DocumentSummary,
    /// Its tables.
    pub records: Vec<Arc<RecordSet>>,
    /// The relations inside it.
    pub proof: Proof,
    /// What was found in it.
    pub findings: Vec<Finding>,
    /// How long its stages took.
    pub times: Times,
}

impl Audited {
    /// A document of which nothing is known but these findings.
    pub fn nothing(file: &SourceFile, findings: Vec<Finding>) -> Self {
        let mut summary = DocumentSummary {
            path: file.path.clone(),
            n_sheets: 0,
            n_cells: 0,
            tally: Tally::default(),
            sheets: Vec::new(),
            unreadable: false,
        };
        summary.unreadable = findings.iter().any(Finding::is_of_unread_file);
        Self {
            summary,
            records: Vec::new(),
            proof: Proof::default(),
            findings,
            times: Times::default(),
        }
    }

    /// A document of which nothing came but these findings. One that was lost through a fault of
    /// selaras was not read either.
    pub fn lost(file: &SourceFile, findings: Vec<Finding>) -> Self {
        let mut audited = Self::nothing(file, findings);
        let mut findings = audited.findings.iter();
        audited.summary.unreadable |= findings.any(|finding| finding.code == "X001");
        audited
    }
}

/// A stage that looks at one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stage {
    /// Bytes to cells.
    ExtractCells,
    /// Cells to tables.
    FindTables,
    /// Tables to values.
    InterpretValues,
    /// Values to records.
    MapRecords,
    /// Claims of tables, and of the workbook's own formulas.
    ProveArithmetic,
    /// Claims between tables.
    ReconcileDocuments,
    /// Failures to causes.
    TraceCauses,
}

/// All of them, in the order of the data.
const STAGES: [Stage; 7] = [
    Stage::ExtractCells,
    Stage::FindTables,
    Stage::InterpretValues,
    Stage::MapRecords,
    Stage::ProveArithmetic,
    Stage::ReconcileDocuments,
    Stage::TraceCauses,
];

impl Stage {
    /// Its name: that of its folder.
    pub fn name(self) -> &'static str {
        match self {
            Stage::ExtractCells => "extract_cells",
            Stage::FindTables => "find_tables",
            Stage::InterpretValues => "interpret_values",
            Stage::MapRecords => "map_records",
            Stage::ProveArithmetic => "prove_arithmetic",
            Stage::ReconcileDocuments => "reconcile_documents",
            Stage::TraceCauses => "trace_causes",
        }
    }
}

/// How long stages took, in microseconds; of those that did nothing, nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times([u64; STAGES.len()]);

impl Times {
    /// Adds time of a stage.
    pub fn add(&mut self, stage: Stage, micros: u64) {
        let place = STAGES.iter().position(|one| *one == stage);
        if let Some(sum) = place.and_then(|place| self.0.get_mut(place)) {
            // What took no microsecond was done all the same.
            *sum = sum.saturating_add(micros.max(1));
        }
    }

    /// Adds the times of another sheet or document.
    pub fn absorb(&mut self, other: &Self) {
        for (sum, micros) in self.0.iter_mut().zip(other.0) {
            *sum = sum.saturating_add(micros);
        }
    }

    /// The times in the order of the stages.
    pub fn iter(&self) -> impl Iterator<Item = (Stage, u64)> + '_ {
        let times = STAGES.into_iter().zip(self.0);
        times.filter(|(_, micros)| *micros > 0)
    }
}
