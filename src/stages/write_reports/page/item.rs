//! A finding as the page shows it: where, what, why, what to do, the claim as an equation, and the
//! piece of the sheet.

use rust_decimal::Decimal;
use serde::Serialize;

use super::excerpt::{Excerpt, excerpt};
use crate::model::amount::{english, indonesian};
use crate::model::finding::{Finding, Related, Role};
use crate::model::language::Language;
use crate::model::place::Place;
use crate::model::relation::Operation;
use crate::model::rules;
use crate::stages::write_reports::catalogue::{Catalogue, sheet_of};

/// Most operands written into the equation.
const MAX_TERMS: usize = 12;

/// A finding for the template.
#[derive(Serialize)]
pub(super) struct Item<'a> {
    id: String,
    life: Option<String>,
    life_mark: Option<String>,
    waiver: Option<String>,
    code: &'static str,
    title: &'static str,
    severity: &'static str,
    document: Option<&'a str>,
    sheet: Option<&'a str>,
    cell: Option<String>,
    agency: Option<&'a str>,
    message: String,
    stated: Option<String>,
    computed: Option<String>,
    /// Whether the other figure is one that another place states, right or not.
    is_restated: bool,
    /// Whether it is the most that is allowed.
    is_limited: bool,
    difference: Option<String>,
    tolerance: Option<String>,
    equation: Option<String>,
    causes: Vec<String>,
    consequences: usize,
    advice: &'static str,
    excerpt: Option<Excerpt>,
}

/// A finding with its evidence.
pub(super) fn item<'a>(
    finding: &'a Finding,
    catalogue: &Catalogue<'a>,
    language: Language,
    with_excerpt: bool,
) -> Item<'a> {
    let rule = rules::rule(finding.code);
    let number = |value: Option<Decimal>| value.map(|value| shown(value.normalize(), language));
    let all_are = |role: Role| {
        let mut related = finding.related.iter();
        !finding.related.is_empty() && related.all(|other| other.role == role)
    };
    let fingerprint = catalogue.fingerprint(finding);
    Item {
        life: catalogue.slots.life(&fingerprint),
        life_mark: catalogue.slots.life_mark(&fingerprint),
        id: fingerprint,
        waiver: finding.waiver.as_ref().map(|waiver| {
            let until = language.pick("sampai", "until");
            format!("{}: {} ({until} {})", waiver.by, waiver.why, waiver.until)
        }),
        code: finding.code,
        title: rule.map_or("", |rule| rule.title.pick(language)),
        severity: finding.severity.name(),
        document: finding.document.as_deref(),
        sheet: sheet_of(finding),
        cell: finding.place.as_ref().map(|place| place.cell.to_string()),
        agency: catalogue.owner(finding).agency,
        message: catalogue.discretion.message(finding, language),
        stated: number(finding.stated),
        computed: number(finding.computed),
        is_restated: all_are(Role::Counterpart),
        is_limited: all_are(Role::Limit),
        difference: number(finding.difference),
        tolerance: number(finding.tolerance.filter(|tolerance| !tolerance.is_zero())),
        equation: equation(finding, catalogue, language),
        causes: finding
            .causes
            .iter()
            .map(|cause| cause.in_words(finding.place.as_ref(), language))
            .collect(),
        consequences: finding.consequences.len(),
        advice: rule.map_or("", |rule| rule.advice.pick(language)),
        excerpt: with_excerpt
            .then(|| excerpt(finding, catalogue, language))
            .flatten(),
    }
}

/// A number for readers of a language.
pub(super) fn shown(value: Decimal, language: Language) -> String {
    match language {
        Language::Id => indonesian(value),
        Language::En => english(value),
    }
}

/// How an operand enters the claim.
pub(super) fn sign(role: Role) -> &'static str {
    match role {
        Role::Total | Role::Counterpart => "=",
        Role::Addend => "+",
        Role::Minuend | Role::Later | Role::Part | Role::Operand => "",
        Role::Subtrahend | Role::Earlier => "−",
        Role::Factor => "×",
        Role::Whole => "÷",
        Role::Counted => "#",
        Role::Limit => "≤",
    }
}

/// The claim written out with cells and numbers: `D6: D7 (13) + D10 (2)`.
fn equation(finding: &Finding, catalogue: &Catalogue<'_>, language: Language) -> Option<String> {
    let home = finding.place.as_ref()?;
    let terms: Vec<String> = finding
        .related
        .iter()
        .filter(|related| !matches!(related.role, Role::Total | Role::Counted))
        .take(MAX_TERMS)
        .enumerate()
        .map(|(idx, related)| term(idx, related, home, catalogue, language))
        .collect();
    if terms.is_empty() {
        return None;
    }
    if let Some(operation @ Operation::Formula(_)) = finding.operation {
        let name = |idx: usize| terms.get(idx).cloned().unwrap_or_default();
        return Some(format!(
            "{}: {}",
            home.cell,
            operation.text(terms.len(), name)
        ));
    }
    let is_share = finding
        .related
        .iter()
        .any(|other| other.role == Role::Whole);
    let rest = match (finding.related.len() > MAX_TERMS, is_share) {
        (true, _) => " …",
        (false, true) => " × 100",
        (false, false) => "",
    };
    Some(format!("{}: {}{rest}", home.cell, terms.join(" ")))
}

fn term(
    idx: usize,
    related: &Related,
    home: &Place,
    catalogue: &Catalogue<'_>,
    language: Language,
) -> String {
    let place = &related.place;
    let sign = match (sign(related.role), idx) {
        ("+" | "×", 0) => "",
        (sign, _) => sign,
    };
    let space = if sign.is_empty() { "" } else { " " };
    let cell = place.seen_from(Some(home));
    let stated = catalogue.report.numbers.get(place);
    let value = stated.map(|stated| format!(" ({})", shown(stated.value.normalize(), language)));
    format!("{sign}{space}{cell}{}", value.unwrap_or_default())
}
