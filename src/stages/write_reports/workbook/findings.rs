//! The sheet "Temuan": every finding, the worst first, with its evidence, causes and advice, and
//! a link to the cell it is about.

use rust_xlsxwriter::Worksheet;

use super::Context;
use crate::model::finding::Finding;
use crate::model::rules;
use crate::stages::write_reports::catalogue::sheet_of;
use crate::stages::write_reports::outputs::WriteError;
use crate::stages::write_reports::spreadsheet::cell::{count, link, number, text, wrapped, year};
use crate::stages::write_reports::spreadsheet::sheet::{Cell, Column, Sheet, table_sheets};
use crate::stages::write_reports::spreadsheet::style::{Shape, severity_fill};

/// Writes the sheet.
pub(super) fn write(context: &Context<'_>) -> Result<Vec<Worksheet>, WriteError> {
    let pick = |id, en| context.language.pick(id, en);
    let columns = [
        Column::new(pick("Tingkat", "Severity"), 11),
        Column::new("Status", 11),
        Column::new(pick("Kode", "Code"), 7),
        Column::new(pick("Nama", "Name"), 24),
        Column::new(pick("OPD", "Agency"), 16),
        Column::new(pick("Tahun", "Year"), 7),
        Column::new(pick("Dokumen", "Document"), 22),
        Column::new(pick("Lembar", "Sheet"), 10),
        Column::new(pick("Sel", "Cell"), 9),
        Column::new(pick("Tertulis", "Stated"), 17),
        Column::new(pick("Dihitung", "Computed"), 17),
        Column::new(pick("Selisih", "Difference"), 15),
        Column::new(pick("Toleransi", "Tolerance"), 10),
        Column::new(pick("Sebab", "Causes"), 30),
        Column::new(pick("Akibat", "Consequences"), 9),
        Column::new(pick("Pesan", "Message"), 40),
        Column::new(pick("Saran", "Advice"), 34),
    ];
    let mut findings: Vec<&Finding> = context.catalogue.report.findings.iter().collect();
    findings.sort_by_key(|finding| std::cmp::Reverse((!finding.is_waived(), finding.severity)));
    table_sheets("Temuan", &columns, &findings, Sheet::new, |finding, _| {
        cells(context, finding)
    })
}

fn cells(context: &Context<'_>, finding: &Finding) -> Vec<Cell> {
    let language = context.language;
    let rule = rules::rule(finding.code);
    let owner = context.catalogue.owner(finding);
    let cell = finding.place.as_ref().map(|place| place.cell.to_string());
    let document = finding.document.as_deref();
    let at = sheet_of(finding).zip(cell.as_deref());
    let target = document.and_then(|document| context.target(document, at));
    let words = match (&cell, document) {
        (Some(cell), _) => cell.clone(),
        (None, Some(_)) => language.pick("(berkas)", "(file)").to_owned(),
        (None, None) => String::new(),
    };
    let causes: Vec<String> = finding
        .causes
        .iter()
        .map(|cause| cause.in_words(finding.place.as_ref(), language))
        .collect();
    let fingerprint = context.catalogue.fingerprint(finding);
    let life = context.catalogue.slots.life_word(&fingerprint);
    let (severity, severity_style) = text(finding.severity.word(language));
    vec![
        (
            severity,
            severity_style.fill(severity_fill(finding.severity)),
        ),
        text(life.unwrap_or_default()),
        text(finding.code),
        wrapped(rule.map_or(finding.code, |rule| rule.title.pick(language))),
        wrapped(owner.agency.unwrap_or_default()),
        year(owner.year),
        wrapped(document.unwrap_or_default()),
        text(sheet_of(finding).unwrap_or_default()),
        link(words, target),
        number(finding.stated, Shape::Number),
        number(finding.computed, Shape::Number),
        number(finding.difference, Shape::Number),
        number(finding.tolerance, Shape::Number),
        wrapped(causes.join("\n")),
        count(finding.consequences.len()),
        wrapped(context.catalogue.discretion.message(finding, language)),
        wrapped(rule.map_or("", |rule| rule.advice.pick(language))),
    ]
}
