//! The page `temuan.html`: one file that opens anywhere without network, for people who would rather
//! look than read. Numbers of the run, charts, a matrix of agencies and kinds, and every finding with
//! the piece of the sheet it stands in.
//!
//! Whatever a document says is text to the template, which escapes it; the page's policy allows its
//! own style and script by their hashes and nothing else.

mod excerpt;
mod handed_in;
mod item;
mod overview;
mod since;
mod words;

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior, Value, escape_formatter};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::catalogue::Catalogue;
use super::outputs::{RunFacts, WriteError};
use super::weight::rupiah_at_stake;
use crate::model::finding::{Finding, Severity};
use crate::model::harmless::clean;
use crate::model::language::Language;
use handed_in::HandedIn;
use item::Item;
use overview::Overview;

pub(super) use since::difference;

const TEMPLATE: &str = include_str!("temuan.html");
const STYLE: &str = include_str!("temuan.css");
const SCRIPT: &str = include_str!("temuan.js");

/// Most findings on a page; a browser on an office machine still scrolls through that many. The rest
/// is counted and stands in `temuan.jsonl`.
const MAX_ITEMS: usize = 3_000;
/// Most findings that show their piece of the sheet.
const MAX_EXCERPTS: usize = 1_000;

/// What the template is given.
#[derive(Serialize)]
struct Page<'a> {
    language: &'static str,
    words: BTreeMap<&'static str, &'static str>,
    style: &'static str,
    script: &'static str,
    style_hash: String,
    script_hash: String,
    version: &'a str,
    started: String,
    since: String,
    is_nightly: bool,
    overview: Overview<'a>,
    handed_in: Option<HandedIn<'a>>,
    items: Vec<Item<'a>>,
    n_left_out: usize,
}

/// Makes the page, with slots for what its night knows.
pub(super) fn page(
    catalogue: &Catalogue<'_>,
    facts: &RunFacts,
    language: Language,
) -> Result<String, WriteError> {
    let findings = by_weight(catalogue);
    let items = findings
        .iter()
        .take(MAX_ITEMS)
        .enumerate()
        .map(|(idx, finding)| item::item(finding, catalogue, language, idx < MAX_EXCERPTS));
    let slots = &catalogue.slots;
    let page = Page {
        since: slots.since(),
        is_nightly: slots.is_nightly(),
        language: language.pick("id", "en"),
        words: words::words(language),
        style: STYLE,
        script: SCRIPT,
        style_hash: hash(STYLE),
        script_hash: hash(SCRIPT),
        version: &facts.version,
        started: slots.minute(),
        overview: overview::overview(catalogue, language),
        handed_in: handed_in::handed_in(&catalogue.report.completeness, language),
        items: items.collect(),
        n_left_out: findings.len().saturating_sub(MAX_ITEMS),
    };
    render(TEMPLATE, &page)
}

/// Fills a template; whatever is not marked as safe is escaped.
fn render(template: &str, context: &impl Serialize) -> Result<String, WriteError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .build()?;
    environment.set_syntax(syntax);
    environment.set_formatter(|out, state, value| match value.as_str() {
        Some(text) if !value.is_safe() => escape_formatter(out, state, &Value::from(clean(text))),
        _ => escape_formatter(out, state, value),
    });
    // Named as a page, so that all of it is escaped.
    environment.add_template("temuan.html", template)?;
    let template = environment.get_template("temuan.html")?;
    Ok(template.render(Serde(context))?)
}

/// The findings, heaviest first: by severity, then by the rupiah at stake, then in their own order.
fn by_weight<'a>(catalogue: &Catalogue<'a>) -> Vec<&'a Finding> {
    let mut findings: Vec<_> = catalogue.report.findings.iter().collect();
    findings.sort_by_cached_key(|finding| {
        let stake = rupiah_at_stake(finding, catalogue);
        let weighs = (!finding.is_waived(), finding.severity, stake);
        std::cmp::Reverse(weighs)
    });
    findings.retain(|finding| finding.severity > Severity::Info || finding.place.is_some());
    findings
}

/// The hash by which the page's policy allows its own style and script.
pub(super) fn hash(text: &str) -> String {
    format!(
        "sha256-{}",
        STANDARD.encode(Sha256::digest(text.as_bytes()))
    )
}
