//! Forms that were handed in without being filled in, and figures taken over from another agency.
//! Comes in: papers. Goes out: which of them are no agency's own, and a finding for each. Never calls
//! a document a form because one figure is round.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::agencies::Owners;
use super::papers::{Paper, Standing};
use crate::model::amount::Value;
use crate::model::finding::{Finding, Severity};

/// Fewest figures of a document that say something.
const MIN_FIGURES: usize = 6;
/// Fewest different figures that are no coincidence in two agencies' documents.
const MIN_DIFFERENT: usize = 5;

/// Fewest different figures that are not round which say as much.
const MIN_TELLING: usize = 4;

/// Marks the forms among the papers.
pub(super) fn mark(papers: &mut [Paper<'_>], owners: &Owners) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut told: BTreeSet<Arc<str>> = BTreeSet::new();
    for paper in papers.iter_mut().filter(|paper| paper.counts()) {
        let figures = figures(paper);
        let Some(placeholder) = placeholder(&figures) else {
            continue;
        };
        paper.standing = Standing::Template;
        if told.insert(paper.document.clone()) {
            let mut finding = Finding::about("C204", Severity::Error, &paper.document)
                .fact("name", paper.step.stage.title())
                .fact("count", figures.len().to_string());
            finding.stated = Some(placeholder);
            findings.push(finding);
        }
    }
    findings.extend(taken_over(papers, owners));
    findings
}

/// Documents of different agencies with the same figures in the same order.
fn taken_over(papers: &[Paper<'_>], owners: &Owners) -> Vec<Finding> {
    let mut alike: BTreeMap<Vec<Decimal>, Vec<&Paper<'_>>> = BTreeMap::new();
    for paper in papers
        .iter()
        .filter(|paper| paper.counts() && paper.agency.is_some())
    {
        let figures = figures(paper);
        let different: BTreeSet<&Decimal> = figures.iter().collect();
        let n_telling = different.iter().filter(|value| is_telling(value)).count();
        let is_many = figures.len() >= MIN_FIGURES && different.len() >= MIN_DIFFERENT;
        if is_many || n_telling >= MIN_TELLING {
            alike.entry(figures).or_default().push(paper);
        }
    }
    let mut findings = BTreeMap::new();
    for group in alike.values() {
        for paper in group {
            let other = group.iter().find(|other| other.agency != paper.agency);
            if let Some(other) = other {
                let agency = other.agency.map(|agency| owners.name(agency).to_owned());
                let finding = Finding::about("C205", Severity::Warning, &paper.document)
                    .fact("agency", agency.unwrap_or_default())
                    .fact("other", &*other.document);
                findings.entry(paper.document.clone()).or_insert(finding);
            }
        }
    }
    findings.into_values().collect()
}

/// Whether a figure is large and not round: two agencies do not come to it by chance.
fn is_telling(value: &Decimal) -> bool {
    let round = Decimal::from(10_000);
    value.abs() >= round && !(*value % round).is_zero()
}

/// The amounts of a paper's lines, in their order.
fn figures(paper: &Paper<'_>) -> Vec<Decimal> {
    let sets = paper.tables.iter().map(|part| part.set);
    let values = sets.flat_map(|set| {
        let leaves = set.lines.iter().filter(|line| line.is_leaf);
        leaves.flat_map(|line| set.values(line))
    });
    values
        .filter(|value| value.field.additive)
        .filter_map(|value| match value.value() {
            Value::Rupiah(rupiah) => Some(rupiah.0),
            Value::Number(value) => Some(*value),
            Value::Quantity(quantity) => Some(quantity.value),
            Value::Percent(_) | Value::Text(_) => None,
        })
        .map(|value| value.normalize())
        .collect()
}

/// The figure that stands for all, where all figures are nought or one and the same placeholder.
fn placeholder(figures: &[Decimal]) -> Option<Decimal> {
    if figures.len() < MIN_FIGURES {
        return None;
    }
    let told: BTreeSet<Decimal> = figures
        .iter()
        .copied()
        .filter(|value| !value.is_zero())
        .collect();
    let first = told.first().copied();
    match (told.len(), first) {
        (0, _) => Some(Decimal::ZERO),
        (1, Some(value))
            if is_placeholder(value)
                || figures.iter().filter(|figure| **figure == value).count() >= MIN_FIGURES * 2 =>
        {
            Some(value)
        }
        _ => None,
    }
}

/// Whether a figure is what one types to have something there: 1, 123456, 111111, 999999999.
fn is_placeholder(value: Decimal) -> bool {
    let digits: String = value.abs().normalize().to_string();
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let bytes = digits.as_bytes();
    let counts_up = bytes
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if *b == *a + 1));
    let is_one_digit = bytes
        .windows(2)
        .all(|pair| matches!(pair, [a, b] if a == b));
    counts_up || is_one_digit
}
