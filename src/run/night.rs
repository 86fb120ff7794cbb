//! Comes in: the report of a run, what earlier runs know, and the waivers. Goes out: the life of every
//! finding and the difference to the run before, and what the ledger is to keep. What a run saw is put
//! into words first, so that the same words serve every night on which it would see the same.
//! Pure: it reads neither the ledger nor the clock.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use globset::{Glob, GlobMatcher};
use serde::{Deserialize, Serialize};

use super::ledger::{
    Document, DocumentEvent, FindingEvent, Followed, State, Told, TonightFinding, follow_documents,
    follow_findings,
};
use crate::config::waivers::WaiverRow;
use crate::model::date::Date;
use crate::model::finding::{Finding, Severity};
use crate::model::language::Language;
use crate::model::life::{Life, Since, Waiver};
use crate::model::record::RecordSet;
use crate::model::report::AuditReport;
use crate::model::rules;
use crate::model::table::Column;
use crate::stages::write_reports::fingerprints;

/// Most numbers of a document's sketch.
const SKETCH: usize = 128;

/// What the ledger is to keep of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Events {
    /// What happened to documents.
    pub documents: Vec<DocumentEvent>,
    /// What happened to findings.
    pub findings: Vec<FindingEvent>,
}

/// What a run saw, in words that outlive it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Its documents.
    documents: Vec<Document>,
    /// The name that earlier runs know each of them by, by its path.
    names: BTreeMap<Arc<str>, Arc<str>>,
    /// Its findings, waivers considered.
    findings: Vec<TonightFinding>,
}

/// What a run is when it is set beside the earlier ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remembered {
    /// The difference to the run before.
    pub since: Since,
    /// The life of each finding, by fingerprint.
    pub lives: BTreeMap<String, Life>,
    /// What the ledger is to keep.
    pub events: Events,
}

/// Whether rules of a code are switched off.
fn is_off(off: &[String], code: &str) -> bool {
    off.iter().any(|off| off.eq_ignore_ascii_case(code))
}

/// Whether each waiver still holds.
pub fn holding(waivers: &[WaiverRow], today: Date) -> Vec<bool> {
    let rows = waivers.iter();
    rows.map(|row| row.last_day().is_some_and(|last| today <= last))
        .collect()
}

/// Puts what a run saw into words: the report learns by which names earlier runs know its documents,
/// who answers for its findings, and what there is to say about the waivers. `off` are the rules that
/// are switched off; of the waivers those past their day waive nothing.
pub fn see(
    report: &mut AuditReport,
    state: &State,
    waivers: &[WaiverRow],
    off: &[String],
    today: Date,
) -> Seen {
    let documents = documents(report);
    let followed = follow_documents(state, &documents);
    report.names = followed
        .names
        .iter()
        .filter(|(path, name)| path != name)
        .map(|(path, name)| (path.clone(), name.clone()))
        .collect();

    let mut prints = fingerprints(report);
    let waived = Waived::new(waivers, report, &prints, today);
    let told: Vec<Finding> = waived
        .findings
        .iter()
        .filter(|finding| !is_off(off, finding.code))
        .cloned()
        .collect();
    if !told.is_empty() {
        report.findings.extend(told);
        report
            .findings
            .sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        prints = fingerprints(report);
    }

    let mut findings = Vec::new();
    for (finding, fingerprint) in report.findings.iter_mut().zip(prints) {
        finding.waiver = waived.by_print.get(&fingerprint).cloned();
        findings.push(TonightFinding {
            is_waived: finding.is_waived(),
            told: told_of(finding, &followed.names),
            fingerprint,
        });
    }
    Seen {
        documents,
        names: followed.names,
        findings,
    }
}

/// Sets what was seen beside the earlier runs. `None` where those know a document by another name,
/// since that is part of what was seen.
pub fn remember(seen: &Seen, state: &State, off: &[String]) -> Option<Remembered> {
    let followed: Followed = follow_documents(state, &seen.documents);
    if followed.names != seen.names {
        return None;
    }
    let lives = follow_findings(state, &followed, &seen.findings, |code| is_off(off, code));
    let prints = seen.findings.iter().map(|known| known.fingerprint.clone());
    Some(Remembered {
        lives: prints.zip(lives.each).collect(),
        since: Since {
            previous: state.previous.clone(),
            counts: lives.counts,
            gone: lives.gone,
            documents: followed.changes,
        },
        events: Events {
            documents: followed.events,
            findings: lives.events,
        },
    })
}

fn told_of(finding: &Finding, names: &BTreeMap<Arc<str>, Arc<str>>) -> Told {
    let document = finding.document.as_deref();
    Told {
        code: finding.code.to_owned(),
        severity: finding.severity,
        name: document.map(|path| names.get(path).map_or(path, |name| &**name).to_owned()),
        path: finding.document.clone(),
        sheet: match &finding.place {
            Some(place) => Some(place.on.sheet.to_string()),
            None => finding.sheet.clone(),
        },
        cell: finding.place.as_ref().map(|place| place.cell),
        // The ledger outlives the language of one night; its own is that of the documents.
        message: rules::message(finding, Language::Id),
    }
}

/// The documents of a report, with what their content looks like.
fn documents(report: &AuditReport) -> Vec<Document> {
    let mut figures: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for set in &report.records {
        figures_of(set, figures.entry(&set.on.file).or_default());
    }
    let read: BTreeSet<&str> = report
        .documents
        .iter()
        .filter(|document| !document.unreadable)
        .map(|document| &*document.path)
        .collect();
    let entries = report.inventory.entries.iter();
    entries
        .map(|file| Document {
            path: file.path.clone(),
            sha256: file.sha256.clone(),
            is_read: read.contains(&*file.path),
            sketch: figures
                .get(&*file.path)
                .map(|figures| figures.iter().take(SKETCH).copied().collect())
                .unwrap_or_default(),
        })
        .collect()
}

/// Adds a hash of every figure of a table with its row and column; only the least are kept.
fn figures_of(set: &RecordSet, figures: &mut BTreeSet<u32>) {
    let table = &set.typed.table;
    let titles: Vec<String> = table.columns.iter().map(Column::title).collect();
    for (row_idx, row) in table.rows.iter().enumerate() {
        for (col_idx, title) in titles.iter().enumerate() {
            let Some((_, stated)) = set.typed.number(row_idx, col_idx) else {
                continue;
            };
            let figure = format!(
                "{}\u{1f}{title}\u{1f}{}",
                row.label,
                stated.value.normalize()
            );
            figures.insert(crc32fast::hash(figure.as_bytes()));
            if figures.len() > SKETCH {
                figures.pop_last();
            }
        }
    }
}

/// What the waivers make of the findings of a run.
struct Waived {
    by_print: BTreeMap<String, Waiver>,
    findings: Vec<Finding>,
}

impl Waived {
    fn new(rows: &[WaiverRow], report: &AuditReport, prints: &[String], today: Date) -> Self {
        let mut waived = Self {
            by_print: BTreeMap::new(),
            findings: Vec::new(),
        };
        for (row, holds) in rows.iter().zip(holding(rows, today)) {
            let pattern = Pattern::new(row);
            let fitting: Vec<&String> = report
                .findings
                .iter()
                .zip(prints)
                .filter(|(finding, print)| pattern.fits(finding, print, report))
                .map(|(_, print)| print)
                .collect();
            if holds {
                let waiver = Waiver {
                    by: row.by.clone(),
                    why: row.why.clone(),
                    until: row.until.clone(),
                };
                for print in &fitting {
                    let waivers = waived.by_print.entry((*print).clone());
                    waivers.or_insert_with(|| waiver.clone());
                }
            }
            let about = match (holds, fitting.is_empty()) {
                (true, false) => continue,
                (false, false) => Some(("P007", Severity::Warning)),
                (_, true) => Some(("P008", Severity::Info)),
            };
            waived.findings.extend(about.map(|(code, severity)| {
                let mut finding = Finding::about(code, severity, "")
                    .fact("label", row.label())
                    .fact("by", row.by.as_str())
                    .fact("until", row.until.as_str());
                finding.document = None;
                finding
            }));
        }
        waived
    }
}

/// A waiver's words, ready to be compared.
struct Pattern<'w> {
    row: &'w WaiverRow,
    document: Option<GlobMatcher>,
}

impl<'w> Pattern<'w> {
    fn new(row: &'w WaiverRow) -> Self {
        // A pattern that is none fits the one file of that very name.
        let glob = |pattern: &String| {
            let exact = || Glob::new(&globset::escape(pattern));
            let glob = Glob::new(pattern).or_else(|_| exact());
            glob.ok().map(|glob| glob.compile_matcher())
        };
        Self {
            row,
            document: row.document.as_ref().and_then(glob),
        }
    }

    /// Whether a finding fits every word of it.
    fn fits(&self, finding: &Finding, print: &str, report: &AuditReport) -> bool {
        let row = self.row;
        let same = |wanted: &Option<String>, found: Option<&str>| match wanted {
            None => true,
            Some(wanted) => found.is_some_and(|found| found.eq_ignore_ascii_case(wanted.trim())),
        };
        let name = rules::rule(finding.code).map(|rule| rule.name);
        let path = finding.document.as_deref();
        let document = match &self.document {
            None => true,
            Some(glob) => path
                .is_some_and(|path| glob.is_match(path) || row.document.as_deref() == Some(path)),
        };
        let file = || {
            let mut entries = report.inventory.entries.iter();
            entries.find(|file| Some(&*file.path) == path)
        };
        let cell = finding.place.as_ref().map(|place| place.cell.to_string());
        document
            && same(&row.finding, Some(print))
            && (same(&row.code, Some(finding.code)) || same(&row.code, name))
            && same(&row.sheet, finding.sheet.as_deref())
            && same(&row.cell, cell.as_deref())
            && (row.agency.is_none()
                || same(&row.agency, file().and_then(|file| file.agency.as_deref()))
                || same(&row.agency, finding.facts.get("agency").map(String::as_str)))
    }
}
