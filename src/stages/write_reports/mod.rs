//! Comes in: the audit report and frames. Goes out: the bytes of every output. Never touches a disk.
//!
//! Findings become text here and nowhere earlier. Whatever a document says is written as data: never
//! as a formula, a link, a path or markup.

mod catalogue;
mod completeness;
mod corrections;
mod findings_jsonl;
mod manifest;
mod outputs;
mod page;
mod paths;
mod quarantine_jsonl;
mod since;
mod spreadsheet;
mod summary_text;
mod weight;
mod workbook;

use crate::model::frames::{Frames, to_parquet};
use crate::model::language::Language;
use crate::model::report::AuditReport;

pub use findings_jsonl::finding_json;
pub use outputs::{OutputFile, RunFacts, WriteError};

use catalogue::Catalogue;

/// Name of the summary for an e-mail.
pub const SUMMARY: &str = "ringkasan.txt";

/// Writes every output of a run that is wanted, `run.json` last.
pub fn write_reports(
    report: &AuditReport,
    frames: &Frames,
    facts: &RunFacts,
    language: Language,
) -> Result<Vec<OutputFile>, WriteError> {
    let catalogue = Catalogue::new(report);
    let forest = workbook::forest(&catalogue);
    let mut outputs = Vec::new();
    if facts.outputs.workbook {
        let bytes = workbook::consolidated_workbook(&catalogue, frames, facts, language, &forest)?;
        outputs.push(OutputFile::new("konsolidasi.xlsx", bytes));
    }
    if facts.outputs.findings {
        let bytes = findings_jsonl::findings_jsonl(&catalogue, language)?;
        outputs.push(OutputFile::new("temuan.jsonl", bytes));
    }
    if facts.outputs.page {
        let bytes = page::page(&catalogue, facts, language)?;
        outputs.push(OutputFile::new("temuan.html", bytes));
    }
    if facts.outputs.corrections {
        outputs.extend(corrections::correction_sheets(&catalogue, language)?);
    }
    let bytes = summary_text::summary_text(&catalogue, facts, language);
    outputs.push(OutputFile::new(SUMMARY, bytes));
    let bytes = quarantine_jsonl::quarantine_jsonl(&catalogue, facts, language)?;
    outputs.push(OutputFile::new("karantina.jsonl", bytes));
    if facts.outputs.data {
        for (path, frame) in paths::frame_paths(frames) {
            outputs.push(OutputFile::new(&path, to_parquet(frame)?));
        }
    }
    let bytes = manifest::manifest_json(&catalogue, (frames, &forest), facts, &outputs, language)?;
    outputs.push(OutputFile::new("run.json", bytes));
    Ok(outputs)
}

/// The findings of a report alone, one JSON object a line.
pub fn findings_lines(report: &AuditReport, language: Language) -> Result<Vec<u8>, WriteError> {
    findings_jsonl::findings_jsonl(&Catalogue::new(report), language)
}

/// The fingerprint of each finding of a report, in their order: the same every night, whatever rows
/// are put in above it and whatever its sheet is called.
pub fn fingerprints(report: &AuditReport) -> Vec<String> {
    let catalogue = Catalogue::new(report);
    let findings = report.findings.iter();
    findings
        .map(|finding| catalogue.fingerprint(finding))
        .collect()
}

#[cfg(test)]
mod tests;
