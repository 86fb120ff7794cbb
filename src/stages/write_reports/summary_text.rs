//! The summary `ringkasan.txt`: one page of plain text for an e-mail or a terminal. What is new
//! comes first, then what weighs most, then what could not be read. What is new only the night knows:
//! it goes into a slot of the rest.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use super::catalogue::Catalogue;
use super::outputs::RunFacts;
use super::quarantine_jsonl::reason_text;
use super::{since, weight};
use crate::model::finding::{Finding, Severity};
use crate::model::harmless::clean;
use crate::model::language::Language;
use crate::model::life::{Life, Tonight};
use crate::model::place::whereabouts;

/// Most lines of each list; the page must stay one.
const MOST: usize = 10;
/// Most letters of a line.
const WIDTH: usize = 160;

/// What the summary says of a finding.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Line {
    fingerprint: String,
    text: String,
}

/// A line for every finding that says something may be wrong.
pub(super) fn lines(catalogue: &Catalogue<'_>, language: Language) -> Vec<Line> {
    let findings = catalogue.report.findings.iter();
    findings
        .filter(|finding| finding.severity > Severity::Info)
        .map(|finding| Line {
            fingerprint: catalogue.fingerprint(finding),
            text: line(finding, catalogue, language),
        })
        .collect()
}

/// Makes the summary, with slots for what its night knows.
pub(super) fn summary_text(
    catalogue: &Catalogue<'_>,
    facts: &RunFacts,
    language: Language,
) -> String {
    let report = catalogue.report;
    let pick = |id, en| language.pick(id, en);
    let mut page = Page(String::new());
    let region = report.region.as_deref().unwrap_or_default();
    let year = report.year.map_or(String::new(), |year| format!(" {year}"));
    page.line(&format!("SELARAS  {region}{year}"));
    page.line(&format!(
        "{} {}, selaras {}",
        pick("Dijalankan", "Started"),
        catalogue.slots.moment(),
        facts.version
    ));
    page.line("");
    page.0.push_str(&catalogue.slots.since());
    counts(&mut page, catalogue, language);
    let mut heavy: Vec<&Finding> = report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error && !finding.is_waived())
        .collect();
    heavy.sort_by_cached_key(|finding| Reverse(weight::rupiah_at_stake(finding, catalogue)));
    page.list(
        pick("Kesalahan terbesar", "Largest errors"),
        heavy
            .into_iter()
            .map(|finding| line(finding, catalogue, language)),
    );
    let unread = report
        .inventory
        .entries
        .iter()
        .filter(|file| catalogue.is_quarantined(file));
    page.list(
        pick("Tidak dapat dibaca", "Could not be read"),
        unread.map(|file| {
            let reason = reason_text(catalogue, facts, file, language);
            let path = catalogue.discretion.path(&file.path);
            format!("{path}: {}", reason.unwrap_or_default())
        }),
    );
    page.line("");
    page.line(pick(
        "Selengkapnya: temuan.html (dibuka di peramban), konsolidasi.xlsx, koreksi/.",
        "The whole of it: temuan.html (opens in a browser), konsolidasi.xlsx, koreksi/.",
    ));
    page.0
}

/// The difference to the run before: one line, and lists of what is new, came back and went.
pub(super) fn difference(tonight: &Tonight, lines: &[Line], language: Language) -> String {
    let Some(since) = &tonight.since else {
        return String::new();
    };
    let pick = |id, en| language.pick(id, en);
    let mut page = Page(String::new());
    page.line(&since::headline(since, language));
    let with = |wanted: Life| {
        let is_wanted = move |line: &&Line| tonight.lives.get(&line.fingerprint) == Some(&wanted);
        lines.iter().filter(is_wanted).map(|line| line.text.clone())
    };
    if since.previous.is_some() {
        page.list(pick("Baru", "New"), with(Life::New));
    }
    page.list(pick("Muncul lagi", "Reopened"), with(Life::Reopened));
    let gone = since
        .gone
        .iter()
        .filter(|gone| gone.severity > Severity::Info);
    page.list(
        pick("Tidak ada lagi", "No more"),
        gone.map(|gone| since::gone(gone, language)),
    );
    if since.previous.is_some() {
        let changed = since.documents.iter();
        page.list(
            pick("Dokumen", "Documents"),
            changed.map(|changed| since::document(changed, language)),
        );
    }
    page.line("");
    page.0
}

fn counts(page: &mut Page, catalogue: &Catalogue<'_>, language: Language) {
    let report = catalogue.report;
    let count = |severity| {
        let findings = report.findings.iter();
        let counted =
            findings.filter(|finding| finding.severity == severity && !finding.is_waived());
        counted.count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let accounts = report.accounts();
    page.line(&match language {
        Language::Id => format!("Temuan: {errors} kesalahan, {warnings} peringatan."),
        Language::En => format!("Findings: {errors} errors, {warnings} warnings."),
    });
    page.line(&format!(
        "{}: {}",
        language.pick("Masukan", "Inputs"),
        accounts.inputs_in_words(language)
    ));
}

fn line(finding: &Finding, catalogue: &Catalogue<'_>, language: Language) -> String {
    let discretion = &catalogue.discretion;
    let cell = finding.place.as_ref().map(|at| at.cell);
    let (document, sheet) = (finding.document.as_deref(), finding.sheet.as_deref());
    let document = document.map(|path| discretion.path(path));
    let sheet = sheet.map(|sheet| discretion.text(sheet));
    let place = whereabouts(document.as_deref(), sheet.as_deref(), cell);
    let message = discretion.message(finding, language);
    format!("{} {place}: {message}", finding.code)
}

/// The text so far.
struct Page(String);

impl Page {
    fn line(&mut self, text: &str) {
        let text = clean(text);
        if text.chars().count() > WIDTH {
            self.0.extend(text.chars().take(WIDTH - 1));
            self.0.push('…');
        } else {
            self.0.push_str(&text);
        }
        self.0.push('\n');
    }

    /// A list under a heading; nothing where it is empty.
    fn list(&mut self, heading: &str, lines: impl Iterator<Item = String>) {
        let lines: Vec<String> = lines.collect();
        if lines.is_empty() {
            return;
        }
        self.line("");
        self.line(&format!("{heading} ({})", lines.len()));
        for line in lines.iter().take(MOST) {
            self.line(&format!("  - {line}"));
        }
        if lines.len() > MOST {
            self.line(&format!("  … +{}", lines.len() - MOST));
        }
    }
}
