//! Stands in for the report writer's JSON of a finding, until that exists.

use serde_json::{Value, json};

use crate::model::finding::Finding;
use crate::model::language::Language;
use crate::model::report::AuditReport;
use crate::model::rules;

/// A finding as one JSON object.
pub fn finding_json(finding: &Finding, report: &AuditReport, language: Language) -> Value {
    let _ = report;
    json!({
        "code": finding.code,
        "name": rules::rule(finding.code).map(|rule| rule.name),
        "severity": finding.severity,
        "document": finding.document,
        "sheet": finding.sheet,
        "cell": finding.place.as_ref().map(|place| place.cell),
        "message": rules::message(finding, language),
    })
}
