//! The sheets in the rules' explanations: what passes has no such finding, what fails has it.

use selaras::model::rules::rules;

use crate::support::{at, audit_csv};

#[test]
fn explanations_tell_the_truth() {
    let mut n_shown = 0;
    for rule in rules().filter(|rule| !rule.fails.is_empty()) {
        let fails = audit_csv(rule.fails);
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
        let passes = audit_csv(rule.passes);
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
