//! The top of the page: what was read, what was found, by kind and by agency, and the matrix of
//! agencies and kinds of document.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Serialize;

use super::item::shown;
use crate::model::finding::{Finding, Severity};
use crate::model::language::Language;
use crate::model::rules;
use crate::stages::write_reports::catalogue::Catalogue;
use crate::stages::write_reports::weight::rupiah_at_stake;

/// Most bars in a chart.
const MAX_BARS: usize = 12;
/// Width of the longest bar, in the chart's own units.
const FULL_BAR: usize = 320;

/// Numbers and charts of the run.
#[derive(Serialize)]
pub(super) struct Overview<'a> {
    region: Option<&'a str>,
    year: Option<i32>,
    inputs: String,
    cells: String,
    n_read: usize,
    n_quarantined: usize,
    n_errors: usize,
    n_warnings: usize,
    n_infos: usize,
    n_numbers: String,
    n_proved: String,
    proved_share: usize,
    at_stake: Option<String>,
    by_rule: Vec<Bar>,
    by_agency: Vec<Bar>,
    kinds: Vec<&'a str>,
    agencies: Vec<AgencyRow<'a>>,
    rules: Vec<RuleName>,
}

/// A bar of a chart: errors, then warnings.
#[derive(Serialize)]
struct Bar {
    label: String,
    count: usize,
    errors: usize,
    warnings: usize,
    error_width: usize,
    warning_width: usize,
}

/// A row of the matrix: one cell a kind, in the order of the kinds.
#[derive(Serialize)]
struct AgencyRow<'a> {
    agency: &'a str,
    cells: Vec<MatrixCell>,
}

#[derive(Clone, Default, Serialize)]
struct MatrixCell {
    tables: usize,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct RuleName {
    code: &'static str,
    title: &'static str,
}

/// Counts what the page's top shows.
pub(super) fn overview<'a>(catalogue: &Catalogue<'a>, language: Language) -> Overview<'a> {
    let report = catalogue.report;
    let count = |severity| {
        let findings = report.findings.iter();
        findings
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let accounts = report.accounts();
    let sheets = || {
        report
            .documents
            .iter()
            .flat_map(|document| &document.sheets)
    };
    let n_numbers: usize = sheets().map(|sheet| sheet.n_numbers).sum();
    let n_proved: usize = sheets().map(|sheet| sheet.n_proved).sum();
    let at_stake: Decimal = report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| rupiah_at_stake(finding, catalogue))
        .fold(Decimal::ZERO, Decimal::saturating_add);
    let codes: BTreeSet<&'static str> = told(catalogue).map(|finding| finding.code).collect();
    let title = |code| rules::rule(code).map_or("", |rule| rule.title.pick(language));
    let (kinds, agencies) = matrix(catalogue);
    Overview {
        region: report.region.as_deref(),
        year: report.year,
        inputs: accounts.inputs_in_words(language),
        cells: accounts.cells_in_words(language),
        n_read: accounts.read,
        n_quarantined: accounts.quarantined,
        n_errors: count(Severity::Error),
        n_warnings: count(Severity::Warning),
        n_infos: count(Severity::Info),
        n_numbers: shown(n_numbers.into(), language),
        n_proved: shown(n_proved.into(), language),
        proved_share: (n_proved * 100).checked_div(n_numbers).unwrap_or(0),
        at_stake: (!at_stake.is_zero()).then(|| shown(at_stake.normalize(), language)),
        by_rule: bars(catalogue, |finding| {
            Some(format!("{} {}", finding.code, title(finding.code)))
        }),
        by_agency: bars(catalogue, |finding| {
            catalogue.owner(finding).agency.map(str::to_owned)
        }),
        kinds,
        agencies,
        rules: codes
            .into_iter()
            .map(|code| RuleName {
                code,
                title: title(code),
            })
            .collect(),
    }
}

/// Findings that say something may be wrong.
fn told<'a>(catalogue: &Catalogue<'a>) -> impl Iterator<Item = &'a Finding> + use<'a> {
    let findings = catalogue.report.findings.iter();
    findings.filter(|finding| finding.severity > Severity::Info)
}

fn bars(catalogue: &Catalogue<'_>, label: impl Fn(&Finding) -> Option<String>) -> Vec<Bar> {
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for finding in told(catalogue) {
        if let Some(label) = label(finding) {
            let (errors, warnings) = counts.entry(label).or_default();
            *(if finding.severity == Severity::Error {
                errors
            } else {
                warnings
            }) += 1;
        }
    }
    let longest = counts.values().map(|(errors, warnings)| errors + warnings);
    let longest = longest.max().unwrap_or(1);
    let mut bars: Vec<Bar> = counts
        .into_iter()
        .map(|(label, (errors, warnings))| Bar {
            label,
            count: errors + warnings,
            errors,
            warnings,
            error_width: errors * FULL_BAR / longest,
            warning_width: warnings * FULL_BAR / longest,
        })
        .collect();
    bars.sort_by_key(|bar| std::cmp::Reverse((bar.errors, bar.count)));
    bars.truncate(MAX_BARS);
    bars
}

fn matrix<'a>(catalogue: &Catalogue<'a>) -> (Vec<&'a str>, Vec<AgencyRow<'a>>) {
    let report = catalogue.report;
    let mut cells: BTreeMap<&str, BTreeMap<&str, MatrixCell>> = BTreeMap::new();
    let mut kinds: BTreeSet<&str> = BTreeSet::new();
    for records in &report.records {
        if let (Some(agency), Some(kind)) = (records.agency.as_deref(), records.kind.as_deref()) {
            kinds.insert(kind);
            let cell = cells.entry(agency).or_default().entry(kind).or_default();
            cell.tables += 1;
        }
    }
    for finding in told(catalogue) {
        let (Some(agency), Some(kind)) = (catalogue.owner(finding).agency, catalogue.kind(finding))
        else {
            continue;
        };
        let Some(cell) = cells.get_mut(agency).and_then(|row| row.get_mut(kind)) else {
            continue;
        };
        match finding.severity {
            Severity::Error => cell.errors += 1,
            Severity::Warning | Severity::Info => cell.warnings += 1,
        }
    }
    let kinds: Vec<&str> = kinds.into_iter().collect();
    let rows = cells
        .into_iter()
        .map(|(agency, row)| AgencyRow {
            agency,
            cells: kinds
                .iter()
                .map(|kind| row.get(kind).cloned().unwrap_or_default())
                .collect(),
        })
        .collect();
    (kinds, rows)
}
