//! Comes in: one workbook as read. Goes out: what the stages made of it. A panic in a stage
//! becomes a finding about the sheet it happened on, so one bad sheet hides no other.

use std::sync::Arc;

use super::guard::guarded;
use crate::config::Profile;
use crate::model::Outcome;
use crate::model::document::SourceFile;
use crate::model::extraction::Extracted;
use crate::model::finding::{Finding, Severity};
use crate::model::grid::Grid;
use crate::model::record::RecordSet;
use crate::model::relation::Proof;
use crate::model::report::{DocumentSummary, SheetSummary};
use crate::stages::find_tables::find_tables;
use crate::stages::interpret_values::interpret_values;
use crate::stages::map_records::map_records;
use crate::stages::prove_arithmetic::prove_arithmetic;

/// What is known before a document is opened.
#[derive(Debug, Clone, Copy)]
pub struct Knowledge<'a> {
    /// Region, from the pipeline.
    pub region: Option<&'a str>,
    /// The kinds of document.
    pub profiles: &'a [Profile],
}

/// What the stages made of a document.
#[derive(Debug)]
pub struct Audited {
    /// Its sheets and cells, before coverage is counted.
    pub summary: DocumentSummary,
    /// Its tables.
    pub records: Vec<Arc<RecordSet>>,
    /// The relations inside its tables.
    pub proof: Proof,
    /// What was found in it, before causes are traced.
    pub findings: Vec<Finding>,
}

impl Audited {
    /// A document of which nothing is known but these findings.
    pub fn nothing(file: &SourceFile, findings: Vec<Finding>) -> Self {
        Self {
            summary: DocumentSummary {
                path: file.path.clone(),
                n_sheets: 0,
                n_cells: 0,
                sheets: Vec::new(),
                unreadable: findings.iter().any(super::gate::is_unreadable),
            },
            records: Vec::new(),
            proof: Proof::default(),
            findings,
        }
    }
}

/// Takes a workbook through the stages that look at one document only.
pub fn audit_workbook(
    extracted: Extracted,
    file: &SourceFile,
    knowledge: Knowledge<'_>,
) -> Audited {
    let workbook = extracted.workbook;
    let mut audited = Audited::nothing(file, extracted.findings);
    audited.summary.n_sheets = workbook.sheets.len();
    audited.summary.n_cells = workbook.sheets.iter().map(|grid| grid.cells.len()).sum();
    for grid in &workbook.sheets {
        let mut sheet = SheetSummary {
            name: grid.name.clone(),
            n_cells: grid.cells.len(),
            tables: Vec::new(),
            n_numbers: 0,
            n_proved: 0,
        };
        match guarded(|| audit_sheet(grid, file, knowledge)) {
            Ok(outcome) => {
                let (records, proof) = outcome.value;
                sheet.tables = records.iter().map(|records| records.kind.clone()).collect();
                audited.records.extend(records.into_iter().map(Arc::new));
                audited.proof.absorb(proof);
                audited.findings.extend(outcome.findings);
            }
            Err(reason) => audited
                .findings
                .push(internal_fault(file, Some(&grid.name), reason)),
        }
        audited.summary.sheets.push(sheet);
    }
    audited
}

/// A finding about a fault of selaras itself.
pub fn internal_fault(file: &SourceFile, sheet: Option<&str>, reason: String) -> Finding {
    tracing::error!(document = %file.path, sheet, reason, "a stage failed");
    let finding = match sheet {
        Some(sheet) => Finding::about_sheet("X001", Severity::Error, &file.path, sheet),
        None => Finding::about("X001", Severity::Error, &file.path),
    };
    finding.fact("reason", reason)
}

/// The tables of a sheet as records, with the relations inside each.
fn audit_sheet(
    grid: &Grid,
    file: &SourceFile,
    knowledge: Knowledge<'_>,
) -> Outcome<(Vec<RecordSet>, Proof)> {
    let mapped = map_sheet(grid, file, knowledge);
    let mut findings = mapped.findings;
    let mut proof = Proof::default();
    let span = tracing::debug_span!("stage", name = "prove_arithmetic", document = %file.path, sheet = %grid.name);
    span.in_scope(|| {
        for records in &mapped.value {
            let outcome = prove_arithmetic(records, knowledge.profiles);
            findings.extend(outcome.findings);
            proof.absorb(outcome.value);
        }
    });
    Outcome {
        value: (mapped.value, proof),
        findings,
    }
}

/// The tables of a sheet as records.
pub fn map_sheet(
    grid: &Grid,
    file: &SourceFile,
    knowledge: Knowledge<'_>,
) -> Outcome<Vec<RecordSet>> {
    let stage = |name: &'static str| tracing::debug_span!("stage", name, document = %file.path, sheet = %grid.name);
    let tables = stage("find_tables").in_scope(|| find_tables(grid, &file.path));
    let mut findings = tables.findings;
    let mut value = Vec::new();
    for table in tables.value {
        let typed =
            stage("interpret_values").in_scope(|| interpret_values(table, grid, &file.path));
        findings.extend(typed.findings);
        let records = stage("map_records").in_scope(|| {
            map_records(
                typed.value,
                file,
                &grid.name,
                knowledge.region,
                knowledge.profiles,
            )
        });
        findings.extend(records.findings);
        value.push(records.value);
    }
    Outcome { value, findings }
}
