//! Inputs that could not be read, as JSON Lines, each with its reasons.

use std::borrow::Cow;

use serde::Serialize;

use super::catalogue::Catalogue;
use super::outputs::{RunFacts, WriteError};
use crate::model::document::SourceFile;
use crate::model::finding::Finding;
use crate::model::language::Language;

#[derive(Serialize)]
struct QuarantineRecord<'a> {
    document: Cow<'a, str>,
    sha256: Option<&'a str>,
    size: u64,
    format: &'static str,
    agency: Option<&'a str>,
    reasons: Vec<Reason>,
}

#[derive(PartialEq, Eq, Serialize)]
struct Reason {
    code: &'static str,
    message: String,
}

/// The quarantined inputs in the order of their paths; empty when all were read.
pub(super) fn quarantine_jsonl(
    catalogue: &Catalogue<'_>,
    facts: &RunFacts,
    language: Language,
) -> Result<Vec<u8>, WriteError> {
    let mut bytes = Vec::new();
    for file in &catalogue.report.inventory.entries {
        if catalogue.is_quarantined(file) {
            let record = QuarantineRecord {
                document: catalogue.discretion.path(&file.path),
                sha256: known_hash(file),
                size: file.size,
                format: file.format.name(),
                agency: file.agency.as_deref(),
                reasons: reasons(catalogue, facts, file, language),
            };
            serde_json::to_writer(&mut bytes, &record)?;
            bytes.push(b'\n');
        }
    }
    Ok(bytes)
}

/// Why a file could not be read: what was found about it, and what a switched-off rule would have
/// told, since a quarantine without a reason helps nobody.
fn reasons(
    catalogue: &Catalogue<'_>,
    facts: &RunFacts,
    file: &SourceFile,
    language: Language,
) -> Vec<Reason> {
    let is_about_it = |finding: &&Finding| finding.document.as_deref() == Some(&*file.path);
    let mut reasons = Vec::new();
    for finding in facts
        .unreadable
        .iter()
        .filter(is_about_it)
        .chain(catalogue.findings_of(&file.path))
    {
        let reason = Reason {
            code: finding.code,
            message: catalogue.discretion.message(finding, language),
        };
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons
}

/// Why an input is quarantined, as one text; `None` where no finding tells.
pub(super) fn reason_text(
    catalogue: &Catalogue<'_>,
    facts: &RunFacts,
    file: &SourceFile,
    language: Language,
) -> Option<String> {
    let reasons = reasons(catalogue, facts, file, language);
    let texts: Vec<String> = reasons
        .into_iter()
        .map(|reason| format!("{}: {}", reason.code, reason.message))
        .collect();
    (!texts.is_empty()).then(|| texts.join("; "))
}

/// The hash of a file; `None` where it could not be read at all.
pub(super) fn known_hash(file: &SourceFile) -> Option<&str> {
    Some(&*file.sha256).filter(|hash| !hash.is_empty())
}
