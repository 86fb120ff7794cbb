//! Comes in: a finished audit and its outputs. Goes out: `run.json`, the manifest of the run. Never
//! decides what is written.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::chain::AuditResult;
use super::disk::sha256;
use super::gate::Ending;
use super::place_outputs::OutputFile;
use crate::model::document::{FileFormat, IgnoreReason, Inventory};
use crate::model::relation::Verdict;
use crate::model::report::AuditReport;

/// Name of the manifest; a folder that holds it was written by selaras.
pub const MANIFEST: &str = "run.json";

/// When a run was, and as what it ended.
#[derive(Debug, Clone)]
pub struct RunFacts {
    /// Start, in UTC.
    pub started: String,
    /// End, in UTC.
    pub finished: String,
    /// How long it took, in milliseconds.
    pub millis: u64,
    /// As what it ended.
    pub ending: Ending,
}

#[derive(Debug, Serialize)]
struct Manifest<'a> {
    program: &'static str,
    version: &'static str,
    pipeline: Option<&'a str>,
    region: Option<&'a str>,
    year: Option<i32>,
    started: &'a str,
    finished: &'a str,
    exit_code: u8,
    counts: Value,
    checks_off: &'a BTreeMap<&'static str, usize>,
    inputs: Vec<Value>,
    ignored: Vec<Value>,
    timings_ms: BTreeMap<&'static str, u64>,
    outputs: Vec<Output>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Output {
    path: String,
    #[serde(default)]
    bytes: usize,
    #[serde(default)]
    sha256: String,
}

/// The manifest as a file to be written.
pub fn manifest(result: &AuditResult, facts: &RunFacts, outputs: &[OutputFile]) -> OutputFile {
    let report = &result.report;
    let mut timings_ms: BTreeMap<&'static str, u64> = result.timings.iter().copied().collect();
    timings_ms.insert("total", facts.millis);
    let manifest = Manifest {
        program: "selaras",
        version: env!("CARGO_PKG_VERSION"),
        pipeline: report.pipeline.as_deref(),
        region: report.region.as_deref(),
        year: report.year,
        started: &facts.started,
        finished: &facts.finished,
        exit_code: facts.ending.exit_code(),
        counts: counts(report),
        checks_off: &result.switched_off,
        inputs: inputs(report),
        ignored: ignored(&report.inventory),
        timings_ms,
        outputs: outputs.iter().map(output).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&manifest).unwrap_or_default();
    bytes.push(b'\n');
    OutputFile {
        path: MANIFEST.to_owned(),
        bytes,
    }
}

/// Paths of the outputs that a manifest lists; none when it cannot be read.
pub fn outputs_in(manifest: &[u8]) -> Vec<String> {
    #[derive(Deserialize)]
    struct Listed {
        outputs: Vec<Output>,
    }
    let listed: Result<Listed, _> = serde_json::from_slice(manifest);
    listed.map_or_else(
        |_| Vec::new(),
        |listed| {
            listed
                .outputs
                .into_iter()
                .map(|output| output.path)
                .collect()
        },
    )
}

fn output(file: &OutputFile) -> Output {
    Output {
        path: file.path.clone(),
        bytes: file.bytes.len(),
        sha256: sha256(&file.bytes),
    }
}

fn inputs(report: &AuditReport) -> Vec<Value> {
    let unreadable: BTreeMap<&str, bool> = report
        .documents
        .iter()
        .map(|document| (document.path.as_ref(), document.unreadable))
        .collect();
    report
        .inventory
        .entries
        .iter()
        .map(|file| {
            json!({
                "path": file.path.as_ref(),
                "sha256": file.sha256.as_ref(),
                "bytes": file.size,
                "format": format_name(file.format),
                "agency": file.agency.as_deref(),
                "year": file.year,
                "readable": !unreadable.get(file.path.as_ref()).copied().unwrap_or(true),
            })
        })
        .collect()
}

fn ignored(inventory: &Inventory) -> Vec<Value> {
    let reason = |reason: IgnoreReason| match reason {
        IgnoreReason::HiddenOrLock => "hidden-or-lock",
        IgnoreReason::NotSelected => "not-selected",
    };
    inventory
        .ignored
        .iter()
        .map(|file| json!({ "path": file.path.as_ref(), "reason": reason(file.reason) }))
        .collect()
}

fn counts(report: &AuditReport) -> Value {
    let sheets = || {
        report
            .documents
            .iter()
            .flat_map(|document| &document.sheets)
    };
    let mut by_severity = BTreeMap::from([("error", 0), ("warning", 0), ("info", 0)]);
    let mut by_code: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &report.findings {
        *by_severity.entry(finding.severity.name()).or_default() += 1;
        *by_code.entry(finding.code).or_default() += 1;
    }
    let mut relations = BTreeMap::from([("holds", 0), ("fails", 0), ("cannot-judge", 0)]);
    for relation in &report.relations {
        let verdict = match relation.verdict {
            Verdict::Holds(_) => "holds",
            Verdict::Fails(_) => "fails",
            Verdict::CannotJudge(_) => "cannot-judge",
        };
        *relations.entry(verdict).or_default() += 1;
    }
    json!({
        "documents": report.documents.len(),
        "unreadable": report.documents.iter().filter(|document| document.unreadable).count(),
        "sheets": sheets().count(),
        "cells": report.documents.iter().map(|document| document.n_cells).sum::<usize>(),
        "tables": report.records.len(),
        "numbers": sheets().map(|sheet| sheet.n_numbers).sum::<usize>(),
        "proved": sheets().map(|sheet| sheet.n_proved).sum::<usize>(),
        "relations": relations,
        "findings": by_severity,
        "findings_by_code": by_code,
    })
}

/// Public name of a format.
pub fn format_name(format: FileFormat) -> &'static str {
    match format {
        FileFormat::Xlsx => "xlsx",
        FileFormat::Csv => "csv",
        FileFormat::Ole => "ole",
        FileFormat::Ods => "ods",
        FileFormat::Xlsb => "xlsb",
        FileFormat::Markup => "markup",
        FileFormat::Pdf => "pdf",
        FileFormat::Empty => "empty",
        FileFormat::Unknown => "unknown",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_tells_its_outputs_back() {
        let text = br#"{ "version": "9", "outputs": [{ "path": "temuan.jsonl" }, { "path": "data/a.parquet", "bytes": 1 }] }"#;
        assert_eq!(outputs_in(text), ["temuan.jsonl", "data/a.parquet"]);
        assert!(outputs_in(b"not json").is_empty());
    }
}
