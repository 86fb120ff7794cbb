//! Comes in: the audit report and frames. Goes out: the bytes of every output. Touches no disk, but for
//! the nameless temporary files in which the library holds long lists of a workbook.
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

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use crate::model::frames::{Frames, PackError, Partition};
use crate::model::identity::Numbers;
use crate::model::language::Language;
use crate::model::life::Tonight;
use crate::model::report::AuditReport;

pub use discretion::Audience;
pub use findings_jsonl::finding_json;
pub use forms::{Forms, Placing, Settled};
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
    pack: Packing<'_>,
    facts: &RunFacts,
    tonight: &Tonight,
    language: Language,
) -> Result<Vec<OutputFile>, WriteError> {
    let placed: Mutex<BTreeMap<String, OutputFile>> = Mutex::default();
    let place = |file: OutputFile| {
        let mut placed = placed.lock().unwrap_or_else(PoisonError::into_inner);
        placed.insert(file.path.clone(), file);
    };
    let forms = write_forms(report, (pack, &place), facts, language)?;
    let order: Vec<String> = forms.outputs.iter().map(|form| form.path.clone()).collect();
    let mut files = placed.into_inner().unwrap_or_else(PoisonError::into_inner);
    let filled = forms.fill(tonight, language)?.into_iter();
    files.extend(filled.map(|file| (file.path.clone(), file)));
    Ok(order.iter().filter_map(|path| files.remove(path)).collect())
}

/// Takes a frame as a Parquet file.
pub type Taking<'t> = &'t (dyn Fn(&Partition, Vec<u8>) + Sync);

/// What packs the records of the report into frames and hands each on as a Parquet file. It is asked once,
/// while other outputs are made, so that frames need not be held beside all that these hold.
pub type Packing<'p> = &'p (dyn Fn(Taking<'_>) -> Result<Frames<()>, PackError> + Sync);

/// Outputs of one sort, or why there are none.
type Made = Result<Vec<Form>, WriteError>;

/// Whether outputs of a sort are wanted, and how they are made.
type Part<'p> = (bool, &'p (dyn Fn() -> Made + Sync));

/// Writes every output of a run that is wanted, but for what its night adds; those that no night changes
/// are placed as they are made.
pub fn write_forms(
    report: &AuditReport,
    (pack, place): (Packing<'_>, Placing<'_>),
    facts: &RunFacts,
    language: Language,
) -> Result<Forms, WriteError> {
    let mut catalogue = Catalogue::new(report);
    catalogue.slots = Slots::new(report, facts.is_nightly);
    catalogue.discretion = Discretion::new(report, facts.numbers, facts.audience);
    let seal = catalogue.slots.seal().to_owned();
    let forest = workbook::forest(&catalogue);
    let form = |path: &str, body| Form {
        path: path.to_owned(),
        body,
    };
    let workbook = || {
        let bytes = workbook::consolidated_workbook(&catalogue, facts, language, &forest)?;
        let parts = package::parts_with_slots(&bytes, &seal)?;
        Ok(vec![form("konsolidasi.xlsx", Body::Workbook(bytes, parts))])
    };
    let findings = || {
        let text = findings_jsonl::findings_jsonl(&catalogue, language)?;
        Ok(vec![form("temuan.jsonl", Body::Text(text))])
    };
    let page = || {
        let text = page::page(&catalogue, facts, language)?;
        Ok(vec![form("temuan.html", Body::Page(text))])
    };
    let corrections = || corrections::correction_sheets(&catalogue, language, place);
    let texts = || {
        let summary = summary_text::summary_text(&catalogue, facts, language);
        let quarantine = quarantine_jsonl::quarantine_jsonl(&catalogue, facts, language)?;
        Ok(vec![
            form(SUMMARY, Body::Summary(summary)),
            Form::settled(OutputFile::new("karantina.jsonl", quarantine), place),
        ])
    };
    let wanted = &facts.outputs;
    let counted = OnceLock::new();
    let data = || {
        let partitions = report.records.iter().filter_map(|set| Partition::of(set));
        let paths = paths::frame_paths(partitions.collect());
        let forms: Mutex<BTreeMap<Partition, Form>> = Mutex::default();
        let take = |partition: &Partition, bytes| {
            if let Some(path) = paths.get(partition).filter(|_| wanted.data) {
                let form = Form::settled(OutputFile::new(path, bytes), place);
                let mut forms = forms.lock().unwrap_or_else(PoisonError::into_inner);
                forms.insert(partition.clone(), form);
            }
        };
        let frames = pack(&take)?;
        counted.get_or_init(|| manifest::FrameCounts::of(&frames));
        let forms = forms.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(forms.into_values().collect())
    };
    // In the order in which a manifest lists them, which is not that in which they are done.
    let parts: [Part<'_>; 6] = [
        (wanted.workbook, &workbook),
        (wanted.findings, &findings),
        (wanted.page, &page),
        (wanted.corrections, &corrections),
        (true, &texts),
        (true, &data),
    ];
    let made: Vec<Made> = parts
        .par_iter()
        .with_max_len(1)
        .filter(|(is_wanted, _)| *is_wanted)
        .map(|(_, make)| make())
        .collect();
    let mut outputs = Vec::new();
    for forms in made {
        outputs.extend(forms?);
    }
    let counted = counted.into_inner().unwrap_or_default();
    let manifest = manifest::manifest_json(&catalogue, (counted, &forest), facts, language)?;
    outputs.push(form("run.json", Body::Manifest(manifest)));
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
