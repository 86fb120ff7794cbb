//! The sheets in the rules' explanations: what passes has no such finding, what fails has it.

use selaras::model::rules::rules;
use selaras::run::chain::AuditResult;

use crate::formulas::sheet_text::{has_formulas, workbook};
use crate::support::{at, audit_bytes, audit_csv};

#[test]
fn explanations_tell_the_truth() {
    let mut n_shown = 0;
    for rule in rules().filter(|rule| !rule.fails.is_empty()) {
        let fails = audited(rule.fails, rule.passes);
        let told: Vec<String> = fails.report.findings.iter().map(at).collect();
        assert!(
            fails
                .report
                .findings
                .iter()
                .any(|finding| finding.code == rule.code),
            "{}: the sheet that fails has only {told:?}",
            rule.code
        );
        let passes = audited(rule.passes, rule.fails);
        let told: Vec<String> = passes.report.findings.iter().map(at).collect();
        assert!(
            passes
                .report
                .findings
                .iter()
                .all(|finding| finding.code != rule.code),
            "{}: the sheet that passes has {told:?}",
            rule.code
        );
        n_shown += 1;
    }
    assert!(n_shown >= 20, "only {n_shown} rules show their sheets");
}

/// Audits a sheet; where it or its fellow has formulas, as a workbook.
fn audited(text: &str, fellow: &str) -> AuditResult {
    if has_formulas(text) || has_formulas(fellow) {
        audit_bytes("lembar.xlsx", &workbook(text))
    } else {
        audit_csv(text)
    }
}
