//! Comes in: the audit report and frames. Goes out: the bytes of every output. Never touches a disk.
//!
//! Findings become text here and nowhere earlier. Whatever a document says is written as data: never
//! as a formula, a link, a path or markup.

mod catalogue;
mod completeness;
mod corrections;
mod discretion;
mod findings_jsonl;
mod forms;
mod manifest;
mod outputs;
mod package;
mod page;
mod paths;
mod quarantine_jsonl;
mod since;
mod slots;
mod spreadsheet;
mod summary_text;
mod tonight;
mod weight;
mod workbook;

use crate::model::frames::{Frames, to_parquet};
use crate::model::identity::Numbers;
use crate::model::language::Language;
use crate::model::life::Tonight;
use crate::model::report::AuditReport;

pub use discretion::Audience;
pub use findings_jsonl::finding_json;
pub use forms::{Forms, Settled};
pub use outputs::{OutputFile, RunFacts, WriteError};

use catalogue::Catalogue;
use discretion::Discretion;
use forms::{Body, Form};
use slots::Slots;

/// Name of the summary for an e-mail.
pub const SUMMARY: &str = "ringkasan.txt";

/// Writes every output of a run that is wanted, `run.json` last.
pub fn write_reports(
    report: &AuditReport,
    frames: &Frames,
    facts: &RunFacts,
    tonight: &Tonight,
    language: Language,
) -> Result<Vec<OutputFile>, WriteError> {
    write_forms(report, frames, facts, language)?.fill(tonight, language)
}

/// Writes every output of a run that is wanted, but for what its night adds.
pub fn write_forms(
    report: &AuditReport,
    frames: &Frames,
    facts: &RunFacts,
    language: Language,
) -> Result<Forms, WriteError> {
    let mut catalogue = Catalogue::new(report);
    catalogue.slots = Slots::new(report, facts.is_nightly);
    catalogue.discretion = Discretion::new(report, facts.numbers, facts.audience);
    let seal = catalogue.slots.seal().to_owned();
    let forest = workbook::forest(&catalogue);
    let mut outputs = Vec::new();
    let mut add = |path: &str, body| {
        outputs.push(Form {
            path: path.to_owned(),
            body,
        });
    };
    if facts.outputs.workbook {
        let bytes = workbook::consolidated_workbook(&catalogue, frames, facts, language, &forest)?;
        let parts = package::parts_with_slots(&bytes, &seal)?;
        add("konsolidasi.xlsx", Body::Workbook(bytes, parts));
    }
    if facts.outputs.findings {
        let text = findings_jsonl::findings_jsonl(&catalogue, language)?;
        add("temuan.jsonl", Body::Text(text));
    }
    if facts.outputs.page {
        let text = page::page(&catalogue, facts, language)?;
        add("temuan.html", Body::Page(text));
    }
    if facts.outputs.corrections {
        for file in corrections::correction_sheets(&catalogue, language)? {
            add(&file.path, Body::settled(file.bytes));
        }
    }
    let text = summary_text::summary_text(&catalogue, facts, language);
    add(SUMMARY, Body::Summary(text));
    let bytes = quarantine_jsonl::quarantine_jsonl(&catalogue, facts, language)?;
    add("karantina.jsonl", Body::settled(bytes));
    if facts.outputs.data {
        for (path, frame) in paths::frame_paths(frames) {
            add(&path, Body::settled(to_parquet(frame)?));
        }
    }
    let text = manifest::manifest_json(&catalogue, (frames, &forest), facts, language)?;
    add("run.json", Body::Manifest(text));
    Ok(Forms {
        seal,
        outputs,
        lines: summary_text::lines(&catalogue, language),
        audience: facts.audience,
    })
}

/// The findings of a report alone, one JSON object a line.
pub fn findings_lines(
    report: &AuditReport,
    audience: Audience,
    language: Language,
) -> Result<Vec<u8>, WriteError> {
    let mut catalogue = Catalogue::new(report);
    catalogue.discretion = Discretion::new(report, Numbers::Masked, audience);
    findings_jsonl::findings_jsonl(&catalogue, language).map(String::into_bytes)
}

/// A text about a report as an audience may read it.
pub fn for_audience(report: &AuditReport, audience: Audience, text: &str) -> String {
    Discretion::new(report, Numbers::Masked, audience)
        .text(text)
        .into_owned()
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
