//! Findings as JSON Lines: one object a line, keys in the order of the public contract. Amounts are
//! decimal strings, never floats.

use std::borrow::Cow;
use std::fmt::Write as _;

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Value;

use super::catalogue::{Catalogue, sheet_of};
use super::discretion::{Discretion, NAME};
use super::outputs::WriteError;
use crate::model::cause::{Cause, Confidence};
use crate::model::finding::{Finding, Related, Role, Severity};
use crate::model::language::Language;
use crate::model::life::Waiver;
use crate::model::place::CellRef;
use crate::model::relation::Operation;
use crate::model::report::AuditReport;
use crate::model::rules;

/// A finding as other programs read it.
#[derive(Serialize)]
struct FindingRecord<'a> {
    code: &'a str,
    name: &'a str,
    severity: Severity,
    document: Option<Cow<'a, str>>,
    sha256: Option<&'a str>,
    kind: Option<&'a str>,
    agency: Option<&'a str>,
    year: Option<i32>,
    sheet: Option<Cow<'a, str>>,
    cell: Option<CellRef>,
    stated: Option<String>,
    computed: Option<String>,
    difference: Option<String>,
    tolerance: Option<String>,
    operation: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    formula: Option<String>,
    related: Vec<RelatedRecord<'a>>,
    causes: Vec<CauseRecord<'a>>,
    consequences: usize,
    message: String,
    fingerprint: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    life: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    waiver: Option<Waiver>,
}

#[derive(Serialize)]
struct RelatedRecord<'a> {
    role: Role,
    document: Cow<'a, str>,
    sheet: Cow<'a, str>,
    cell: CellRef,
    value: Option<String>,
}

#[derive(Serialize)]
struct CauseRecord<'a> {
    kind: &'static str,
    confidence: Confidence,
    document: Cow<'a, str>,
    sheet: Cow<'a, str>,
    cell: CellRef,
    suggested: Option<String>,
}

/// All findings of a report, one a line.
pub(super) fn findings_jsonl(
    catalogue: &Catalogue<'_>,
    language: Language,
) -> Result<String, WriteError> {
    let mut lines = String::new();
    for finding in &catalogue.report.findings {
        let line = serde_json::to_string(&record(finding, catalogue, language))?;
        lines.push_str(&inert(&line));
        lines.push('\n');
    }
    Ok(lines)
}

/// A finding as a JSON object, its keys sorted.
///
/// It indexes the whole report for one finding: for many, write the report.
pub fn finding_json(finding: &Finding, report: &AuditReport, language: Language) -> Value {
    let catalogue = Catalogue::new(report);
    // Strings, numbers and lists of them cannot fail to become JSON.
    serde_json::to_value(record(finding, &catalogue, language)).unwrap_or(Value::Null)
}

fn record<'a>(
    finding: &'a Finding,
    catalogue: &Catalogue<'a>,
    language: Language,
) -> FindingRecord<'a> {
    let discretion = &catalogue.discretion;
    let owner = catalogue.owner(finding);
    let fingerprint = catalogue.fingerprint(finding);
    let document = finding.document.as_deref();
    let file = document.and_then(|path| catalogue.file(path));
    FindingRecord {
        code: finding.code,
        name: rules::rule(finding.code).map_or(finding.code, |rule| rule.name),
        severity: finding.severity,
        document: document.map(|path| discretion.path(path)),
        sha256: file.map(|file| &*file.sha256),
        kind: catalogue.kind(finding),
        agency: owner.agency,
        year: owner.year,
        sheet: sheet_of(finding).map(|sheet| discretion.text(sheet)),
        cell: finding.place.as_ref().map(|place| place.cell),
        stated: finding.stated.map(plain),
        computed: finding.computed.map(plain),
        difference: finding.difference.map(plain),
        tolerance: finding.tolerance.map(plain),
        operation: finding.operation.map(Operation::name),
        formula: formula(finding),
        related: finding
            .related
            .iter()
            .map(|related| related_record(related, discretion))
            .collect(),
        causes: finding
            .causes
            .iter()
            .map(|cause| cause_record(cause, discretion))
            .collect(),
        consequences: finding.consequences.len(),
        message: discretion.message(finding, language),
        life: catalogue.slots.life(&fingerprint),
        fingerprint,
        waiver: finding
            .waiver
            .as_ref()
            .map(|waiver| waiver_record(waiver, discretion)),
    }
}

/// Who answers for a finding is a person too.
fn waiver_record(waiver: &Waiver, discretion: &Discretion) -> Waiver {
    let mut waiver = waiver.clone();
    if discretion.is_for_strangers() {
        NAME.clone_into(&mut waiver.by);
        waiver.why = discretion.text(&waiver.why).into_owned();
    }
    waiver
}

fn related_record<'a>(related: &'a Related, discretion: &Discretion) -> RelatedRecord<'a> {
    RelatedRecord {
        role: related.role,
        document: discretion.path(&related.place.on.file),
        sheet: discretion.text(&related.place.on.sheet),
        cell: related.place.cell,
        value: related.value.map(plain),
    }
}

/// A formula of more than one operator over the related cells, where the claim is one.
fn formula(finding: &Finding) -> Option<String> {
    let operation = finding
        .operation
        .filter(|operation| matches!(operation, Operation::Formula(_)))?;
    let cells: Vec<CellRef> = finding
        .related
        .iter()
        .filter(|related| related.role == Role::Operand)
        .map(|related| related.place.cell)
        .collect();
    let name = |idx: usize| {
        cells
            .get(idx)
            .map_or_else(|| "?".to_owned(), CellRef::to_string)
    };
    Some(operation.text(cells.len(), name))
}

fn cause_record<'a>(cause: &'a Cause, discretion: &Discretion) -> CauseRecord<'a> {
    CauseRecord {
        kind: cause.kind.name(),
        confidence: cause.confidence,
        document: discretion.path(&cause.place.on.file),
        sheet: discretion.text(&cause.place.on.sheet),
        cell: cause.place.cell,
        suggested: cause.suggested.map(plain),
    }
}

/// Escapes what a terminal would obey or that turns the direction of text; such letters stand inside
/// strings only, where JSON allows the escape.
fn inert(line: &str) -> String {
    let obeys = |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        if obeys(c) {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    out
}

/// A decimal as other programs read it: no grouping, no exponent, no trailing zeros.
fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}
