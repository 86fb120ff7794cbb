//! Comes in: one workbook as read. Goes out: what the stages made of it. A panic in a stage
//! becomes a finding about the sheet it happened on, so one bad sheet hides no other.

use std::sync::Arc;

use super::clock::Stopwatch;
use super::guard::guarded;
use crate::config::Profile;
use crate::model::Outcome;
use crate::model::audited::{Audited, Stage, Times};
use crate::model::cells::Cells;
use crate::model::coverage::Coverage;
use crate::model::document::SourceFile;
use crate::model::extraction::Extracted;
use crate::model::finding::{Finding, Severity};
use crate::model::grid::{Grid, Tally};
use crate::model::record::RecordSet;
use crate::model::relation::Proof;
use crate::model::report::SheetSummary;
use crate::stages::find_tables::find_tables;
use crate::stages::interpret_values::interpret_values;
use crate::stages::map_records::map_records;
use crate::stages::prove_arithmetic::{compute_missing, prove_arithmetic, prove_formulas};

/// What is known before a document is opened.
#[derive(Debug, Clone, Copy)]
pub struct Knowledge<'a> {
    /// Region, from the pipeline.
    pub region: Option<&'a str>,
    /// The kinds of document.
    pub profiles: &'a [Profile],
}

/// Takes a workbook through the stages that look at one document only.
pub fn audit_workbook(
    extracted: Extracted,
    file: &SourceFile,
    knowledge: Knowledge<'_>,
) -> Audited {
    let mut workbook = extracted.workbook;
    let mut audited = if workbook.sheets.is_empty() {
        Audited::lost(file, extracted.findings)
    } else {
        Audited::nothing(file, extracted.findings)
    };
    audited.summary.n_sheets = workbook.sheets.len();
    let stopwatch = Stopwatch::start();
    match guarded(|| compute_missing(&mut workbook, &file.path)) {
        Ok(findings) => audited.findings.extend(findings),
        Err(reason) => audited.findings.push(internal_fault(file, None, reason)),
    }
    audited
        .times
        .add(Stage::ProveArithmetic, stopwatch.micros());
    // What is made of a table holds its cells too: only formulas are looked up on the sheet afterwards.
    let keeps_cells = workbook.has_formulas();
    for grid in &mut workbook.sheets {
        audited.summary.n_cells += grid.cells.len();
        audited.summary.tally.absorb(grid.tally);
        audited.findings.extend(unaccounted(grid, file));
        let mut sheet = SheetSummary {
            name: grid.name.clone(),
            n_cells: grid.cells.len(),
            tally: grid.tally,
            tables: Vec::new(),
            n_numbers: 0,
            n_proved: 0,
            coverage: Coverage::default(),
        };
        match guarded(|| audit_sheet(grid, file, (knowledge, keeps_cells), &mut audited.times)) {
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
    // Formulas reach over sheets and over cells outside tables.
    let span = tracing::debug_span!("stage", name = "prove_formulas", document = %file.path);
    let proof = &mut audited.proof;
    let stopwatch = Stopwatch::start();
    match span
        .in_scope(|| guarded(|| prove_formulas(&workbook, &file.path, &audited.records, proof)))
    {
        Ok(findings) => audited.findings.extend(findings),
        Err(reason) => audited.findings.push(internal_fault(file, None, reason)),
    }
    audited
        .times
        .add(Stage::ProveArithmetic, stopwatch.micros());
    audited
}

/// Says so where cells of a sheet came to no end: neither read nor blank nor refused, or twice.
fn unaccounted(grid: &Grid, file: &SourceFile) -> Option<Finding> {
    let (tally, n_read) = (grid.tally, grid.cells.len());
    if tally.adds_up(n_read) {
        return None;
    }
    let Tally {
        stored,
        blank,
        refused,
    } = tally;
    let id = format!(
        "{stored} sel tercatat, tetapi {n_read} dibaca, {blank} kosong dan {refused} tidak terbaca"
    );
    let en =
        format!("{stored} cells stored, but {n_read} read, {blank} blank and {refused} refused");
    let finding = internal_fault(file, Some(&grid.name), en.clone());
    Some(finding.fact_in("reason", id, en))
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
    grid: &mut Grid,
    file: &SourceFile,
    (knowledge, keeps_cells): (Knowledge<'_>, bool),
    times: &mut Times,
) -> Outcome<(Vec<RecordSet>, Proof)> {
    let mapped = map_timed(grid, file, knowledge, times);
    if !keeps_cells {
        grid.cells = Cells::default();
    }
    let mut findings = mapped.findings;
    let mut proof = Proof::default();
    let mut timing = Timing { grid, file, times };
    timing.of(Stage::ProveArithmetic, || {
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
    map_timed(grid, file, knowledge, &mut Times::default())
}

/// Takes the time of stages that look at one sheet.
struct Timing<'a> {
    grid: &'a Grid,
    file: &'a SourceFile,
    times: &'a mut Times,
}

impl Timing<'_> {
    fn of<T>(&mut self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let span = tracing::debug_span!("stage", name = stage.name(), document = %self.file.path, sheet = %self.grid.name);
        let stopwatch = Stopwatch::start();
        let result = span.in_scope(work);
        self.times.add(stage, stopwatch.micros());
        result
    }
}

/// The same, telling how long each stage took.
fn map_timed(
    grid: &Grid,
    file: &SourceFile,
    knowledge: Knowledge<'_>,
    times: &mut Times,
) -> Outcome<Vec<RecordSet>> {
    let mut timing = Timing { grid, file, times };
    let tables = timing.of(Stage::FindTables, || find_tables(grid, &file.path));
    let mut findings = tables.findings;
    let mut value = Vec::new();
    for table in tables.value {
        let typed = timing.of(Stage::InterpretValues, || {
            interpret_values(table, grid, &file.path)
        });
        findings.extend(typed.findings);
        let records = timing.of(Stage::MapRecords, || {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::FileFormat;
    use crate::model::grid::{Cell, Workbook};
    use crate::model::place::CellRef;

    fn file() -> SourceFile {
        SourceFile {
            path: "dinas/a.xlsx".into(),
            sha256: "".into(),
            size: 1,
            format: FileFormat::Xlsx,
            agency: None,
            year: None,
        }
    }

    fn audited(tally: Tally) -> Audited {
        let mut grid = Grid {
            name: "S".into(),
            tally,
            ..Grid::default()
        };
        grid.cells.insert(CellRef::new(0, 0), Cell::text("Catatan"));
        let extracted = Extracted {
            workbook: Workbook {
                sheets: vec![grid],
                ..Workbook::default()
            },
            ..Extracted::default()
        };
        let knowledge = Knowledge {
            region: None,
            profiles: &[],
        };
        audit_workbook(extracted, &file(), knowledge)
    }

    #[test]
    fn a_cell_that_came_to_no_end_is_an_internal_fault() {
        let whole = Tally {
            stored: 3,
            blank: 1,
            refused: 1,
        };
        let result = audited(whole);
        assert!(result.findings.iter().all(|finding| finding.code != "X001"));
        assert_eq!(result.summary.tally, whole);
        assert_eq!(result.summary.sheets[0].n_cells, 1);
        for stored in [2, 4] {
            let result = audited(Tally { stored, ..whole });
            let fault = result
                .findings
                .iter()
                .find(|finding| finding.code == "X001");
            let fault = fault.expect("a fault");
            assert_eq!(fault.sheet.as_deref(), Some("S"));
            assert!(fault.facts["reason"].starts_with(&stored.to_string()));
        }
    }

    #[test]
    fn a_file_lost_through_a_fault_of_selaras_is_not_called_read() {
        let extracted = Extracted {
            findings: vec![internal_fault(&file(), None, "gagal".to_owned())],
            ..Extracted::default()
        };
        let knowledge = Knowledge {
            region: None,
            profiles: &[],
        };
        let result = audit_workbook(extracted, &file(), knowledge);
        assert!(result.summary.unreadable);
    }
}
