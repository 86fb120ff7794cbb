//! Comes in: a finished audit. Goes out: the files to be written, in memory, without the manifest.
//! Never touches a disk.

use std::collections::BTreeMap;

use serde_json::json;

use super::chain::AuditResult;
use super::jsonl_stub::finding_json;
use super::place_outputs::OutputFile;
use crate::config::pipeline::Outputs;
use crate::model::finding::Finding;
use crate::model::language::Language;
use crate::model::report::AuditReport;
use crate::model::rules;

/// The outputs that a pipeline asks for.
pub fn outputs(result: &AuditResult, wanted: &Outputs, language: Language) -> Vec<OutputFile> {
    let mut files = Vec::new();
    if wanted.findings {
        files.push(OutputFile {
            path: "temuan.jsonl".to_owned(),
            bytes: findings_jsonl(&result.report, language),
        });
    }
    files.push(OutputFile {
        path: "karantina.jsonl".to_owned(),
        bytes: quarantine_jsonl(result, language),
    });
    files
}

/// The findings, one JSON object a line.
pub fn findings_jsonl(report: &AuditReport, language: Language) -> Vec<u8> {
    let mut bytes = Vec::new();
    for finding in &report.findings {
        bytes.extend(
            finding_json(finding, report, language)
                .to_string()
                .into_bytes(),
        );
        bytes.push(b'\n');
    }
    bytes
}

/// The inputs that could not be read and why, one JSON object a line.
fn quarantine_jsonl(result: &AuditResult, language: Language) -> Vec<u8> {
    let entries = &result.report.inventory.entries;
    let hashes: BTreeMap<&str, &str> = entries
        .iter()
        .map(|file| (file.path.as_ref(), file.sha256.as_ref()))
        .collect();
    let mut bytes = Vec::new();
    for finding in &result.unreadable {
        let line = json!({
            "document": finding.document,
            "sha256": hash(finding, &hashes),
            "code": finding.code,
            "reason": rules::message(finding, language),
        });
        bytes.extend(line.to_string().into_bytes());
        bytes.push(b'\n');
    }
    bytes
}

/// The hash of a finding's document; `None` for one whose bytes could not be had at all.
fn hash<'a>(finding: &Finding, hashes: &BTreeMap<&str, &'a str>) -> Option<&'a str> {
    let document = finding.document.as_deref()?;
    hashes
        .get(document)
        .copied()
        .filter(|hash| !hash.is_empty())
}
