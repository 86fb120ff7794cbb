//! Right workbooks of all layouts: no error, and no warning about formulas.

use selaras::model::finding::Severity;
use selaras::model::relation::Origin;
use selaras::model::rules::message;

use super::is_of_formulas;
use super::layouts::{Dice, LAYOUTS};
use crate::support::{at, audit_bytes};
use selaras::model::language::Language;

/// Workbooks a layout; more with `FORMULA_CASES`.
pub(super) fn cases() -> u64 {
    let wanted = std::env::var("FORMULA_CASES").ok();
    wanted.and_then(|cases| cases.parse().ok()).unwrap_or(3)
}

#[test]
fn right_formulas_stay_without_a_word() {
    let mut told = Vec::new();
    for (name, layout) in LAYOUTS {
        for seed in 1..=cases() {
            let book = layout(&mut Dice::new(seed));
            let result = audit_bytes("buku.xlsx", &book.bytes());
            let report = &result.report;
            let findings = report.findings.iter().filter(|finding| {
                finding.severity == Severity::Error
                    || (finding.severity == Severity::Warning && is_of_formulas(finding))
            });
            told.extend(findings.map(|finding| {
                format!(
                    "{name} {seed}: {} {}",
                    at(finding),
                    message(finding, Language::En)
                )
            }));
            assert!(
                report
                    .relations
                    .iter()
                    .any(|relation| relation.origin == Origin::SheetFormula),
                "{name}: no formula is a relation"
            );
        }
    }
    assert!(
        told.is_empty(),
        "{} findings:\n{}",
        told.len(),
        told.join("\n")
    );
}
