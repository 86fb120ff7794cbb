//! Right workbooks of all layouts: no error, and no warning about formulas.

use selaras::model::finding::Severity;
use selaras::model::relation::Origin;
use selaras::model::rules::message;

use super::layouts::{Dice, LAYOUTS};
use super::{audit_all, by_file, file_name, is_of_formulas};
use crate::support::at;
use selaras::model::language::Language;

/// Workbooks a layout; more with `FORMULA_CASES`.
pub(super) fn cases() -> u64 {
    let wanted = std::env::var("FORMULA_CASES").ok();
    wanted.and_then(|cases| cases.parse().ok()).unwrap_or(1)
}

#[test]
fn right_formulas_stay_without_a_word() {
    let mut names = Vec::new();
    let mut books = Vec::new();
    for (name, layout) in LAYOUTS {
        for seed in 1..=cases() * 4 {
            names.push(format!("{name} {seed}"));
            books.push(layout(&mut Dice::new(seed)).bytes());
        }
    }
    let result = audit_all(&books);
    let files = by_file(&result);
    let mut told = Vec::new();
    for (idx, name) in names.iter().enumerate() {
        let file = file_name(idx);
        let findings = files.get(file.as_str()).into_iter().flatten();
        let findings = findings.filter(|finding| {
            finding.severity == Severity::Error
                || (finding.severity == Severity::Warning && is_of_formulas(finding))
        });
        told.extend(
            findings.map(|finding| {
                format!("{name}: {} {}", at(finding), message(finding, Language::En))
            }),
        );
        let mut relations = result.report.relations.iter();
        assert!(
            relations.any(|relation| relation.origin == Origin::SheetFormula
                && *relation.target.on.file == *file),
            "{name}: no formula is a relation"
        );
    }
    assert!(
        told.is_empty(),
        "{} findings:\n{}",
        told.len(),
        told.join("\n")
    );
}
