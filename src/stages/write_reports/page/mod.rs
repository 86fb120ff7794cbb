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
use super::since;
use super::weight::rupiah_at_stake;
use crate::model::finding::{Finding, Severity};
use crate::model::harmless::clean;
use crate::model::language::Language;
use handed_in::HandedIn;
use item::Item;
use overview::Overview;

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
    started: &'a str,
    since: Option<String>,
    gone: Vec<String>,
    changed: Vec<String>,
    overview: Overview<'a>,
    handed_in: Option<HandedIn<'a>>,
    items: Vec<Item<'a>>,
    n_left_out: usize,
}

/// Makes the page; the same report, facts and language give the same bytes.
pub(super) fn page(
    catalogue: &Catalogue<'_>,
    facts: &RunFacts,
    language: Language,
) -> Result<Vec<u8>, WriteError> {
    let findings = by_weight(catalogue);
    let items = findings
        .iter()
        .take(MAX_ITEMS)
        .enumerate()
        .map(|(idx, finding)| item::item(finding, catalogue, language, idx < MAX_EXCERPTS));
    let since = catalogue.report.since.as_ref();
    let gone = since.map_or(&[][..], |since| &since.gone);
    let changed = since.filter(|since| since.previous.is_some());
    let changed = changed.map_or(&[][..], |since| &since.documents);
    let page = Page {
        since: since.map(|since| since::headline(since, language)),
        gone: gone
            .iter()
            .take(MAX_ITEMS)
            .map(|gone| since::gone(gone, language))
            .collect(),
        changed: changed
            .iter()
            .take(MAX_ITEMS)
            .map(|changed| since::document(changed, language))
            .collect(),
        language: language.pick("id", "en"),
        words: words::words(language),
        style: STYLE,
        script: SCRIPT,
        style_hash: hash(STYLE),
        script_hash: hash(SCRIPT),
        version: &facts.version,
        started: facts.started.get(..16).unwrap_or_default(),
        overview: overview::overview(catalogue, language),
        handed_in: handed_in::handed_in(&catalogue.report.completeness, language),
        items: items.collect(),
        n_left_out: findings.len().saturating_sub(MAX_ITEMS),
    };
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
    environment.add_template("temuan.html", TEMPLATE)?;
    let text = environment
        .get_template("temuan.html")?
        .render(Serde(&page))?;
    Ok(text.into_bytes())
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
