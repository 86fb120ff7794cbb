//! Everything a run knows at its end: what the reports are written from.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::document::Inventory;
use super::finding::Finding;
use super::place::Place;
use super::record::RecordSet;
use super::relation::{Relation, Stated};

/// The result of a run, before it is written.
#[derive(Debug, Clone, Default)]
pub struct AuditReport {
    /// Name of the pipeline; `None` for an audit without one.
    pub pipeline: Option<String>,
    /// Region, from the pipeline.
    pub region: Option<String>,
    /// Year, from the pipeline.
    pub year: Option<i32>,
    /// Files found.
    pub inventory: Inventory,
    /// One entry a document that was read.
    pub documents: Vec<DocumentSummary>,
    /// Tables with their records.
    pub records: Vec<Arc<RecordSet>>,
    /// Every relation, inside and between documents, judged.
    pub relations: Vec<Relation>,
    /// Every number that a relation speaks of.
    pub numbers: BTreeMap<Place, Stated>,
    /// Findings, sorted.
    pub findings: Vec<Finding>,
}

/// What became of a document.
#[derive(Debug, Clone)]
pub struct DocumentSummary {
    /// Path relative to the input.
    pub path: Arc<str>,
    /// Number of sheets.
    pub n_sheets: usize,
    /// Number of cells that hold something.
    pub n_cells: usize,
    /// One entry a sheet.
    pub sheets: Vec<SheetSummary>,
    /// Whether it could not be read.
    pub unreadable: bool,
}

/// What became of a sheet.
#[derive(Debug, Clone)]
pub struct SheetSummary {
    /// Its name.
    pub name: Arc<str>,
    /// Number of cells that hold something.
    pub n_cells: usize,
    /// Kinds of its tables; `None` for a table of unknown kind.
    pub tables: Vec<Option<String>>,
    /// Numeric cells in its tables.
    pub n_numbers: usize,
    /// Numeric cells that some judged relation speaks of.
    pub n_proved: usize,
}
