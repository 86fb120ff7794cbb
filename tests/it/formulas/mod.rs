//! Workbooks with formulas: correct ones must stay without a word, faults of formulas must be found
//! at their cell with their cause.

mod book;
mod correct;
mod faults;
mod hostile;
mod layouts;
pub(crate) mod sheet_text;

use std::collections::BTreeMap;

use selaras::model::finding::Finding;

use crate::support::audit_path;
use selaras::run::chain::AuditResult;

/// Audits workbooks together, each as a file named after its number.
fn audit_all(books: &[Vec<u8>]) -> AuditResult {
    let folder = tempfile::tempdir().expect("a folder");
    for (idx, bytes) in books.iter().enumerate() {
        std::fs::write(folder.path().join(file_name(idx)), bytes).expect("a file");
    }
    audit_path(folder.path())
}

/// The file of a workbook.
fn file_name(idx: usize) -> String {
    format!("{idx:05}.xlsx")
}

/// Findings by their file.
fn by_file(result: &AuditResult) -> BTreeMap<&str, Vec<&Finding>> {
    let mut files: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &result.report.findings {
        let file = finding.document.as_deref().unwrap_or_default();
        files.entry(file).or_default().push(finding);
    }
    files
}

/// Whether a finding is about formulas.
fn is_of_formulas(finding: &Finding) -> bool {
    finding.code.starts_with("A7")
}
