//! Workbooks with formulas: correct ones must stay without a word, faults of formulas must be found
//! at their cell with their cause.

mod book;
mod correct;
mod faults;
mod hostile;
mod layouts;
pub(crate) mod sheet_text;

use selaras::model::finding::Finding;

/// Whether a finding is about formulas.
fn is_of_formulas(finding: &Finding) -> bool {
    finding.code.starts_with("A7")
}
