//! The documents of the chain: the tables of one document that are one stage of one agency's year,
//! and which of several revisions counts. Comes in: tables with their agency. Goes out: papers, in
//! the order of agency, year and stage. Never compares figures between agencies.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::agencies::Owners;
use super::flat::FLAT;
use super::said::{Revision, Said, Step};
use super::subject::subject;
use crate::model::agency::{Agency, looks_like_agency, resolve};
use crate::model::budget_stage::BudgetStage;
use crate::model::document::SourceFile;
use crate::model::finding::{Finding, Severity};
use crate::model::period::Period;
use crate::model::record::RecordSet;

/// One document as a stage of one agency's year.
#[derive(Clone)]
pub(super) struct Paper<'a> {
    pub(super) document: Arc<str>,
    pub(super) agency: Option<usize>,
    pub(super) year: Option<i32>,
    pub(super) step: Step,
    pub(super) period: Option<Period>,
    pub(super) revision: Revision,
    pub(super) tables: Vec<Part<'a>>,
    pub(super) standing: Standing,
    /// Whether it spreads a ceiling over the year, and is no stage itself.
    pub(super) is_cash_plan: bool,
}

/// The kind of a cash plan.
pub(super) const CASH_PLAN: &str = "anggaran-kas";

/// A table of a paper, or those of its lines that are one agency's.
#[derive(Clone)]
pub(super) struct Part<'a> {
    pub(super) set: &'a RecordSet,
    pub(super) lines: Option<BTreeSet<usize>>,
}

/// Whether a paper counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Standing {
    Counts,
    /// A later revision, this document, counts instead.
    Superseded(Arc<str>),
    /// The same bytes as this document.
    Duplicate(Arc<str>),
    /// A form that nobody filled in.
    Template,
}

impl Paper<'_> {
    pub(super) fn counts(&self) -> bool {
        self.standing == Standing::Counts
    }

    /// `DPA (Dinas Contoh/DPA.xlsx)`, as messages call it.
    pub(super) fn title(&self) -> String {
        if self.is_cash_plan {
            return format!("anggaran kas ({})", self.document);
        }
        let stage = self.name();
        let nth = if self.step.nth > 0 {
            format!(" ke-{}", self.step.nth)
        } else {
            String::new()
        };
        let changed = if self.step.is_changed {
            " perubahan"
        } else {
            ""
        };
        format!("{stage}{nth}{changed} ({})", self.document)
    }

    /// What it is, in the documents' words.
    fn name(&self) -> &'static str {
        if self.is_cash_plan {
            "anggaran kas"
        } else {
            self.step.stage.title()
        }
    }

    /// The last month that it speaks of, where it speaks of a part of the year.
    pub(super) fn last_month(&self) -> Option<u8> {
        self.period
            .and_then(|period| period.span.months())
            .map(|(_, last)| last)
    }
}

/// Where a paper stands: its agency, year, stage, document and part of the year, and whether it is a cash plan.
type Place = (
    Option<usize>,
    Option<i32>,
    Step,
    Arc<str>,
    Option<Period>,
    bool,
);

/// A place that one paper fills.
type Slot = (usize, Option<i32>, Step, Option<Period>, bool);

/// The papers of one agency and year, in the order of their stages.
pub(super) struct Shelf<'a> {
    pub(super) agency: usize,
    pub(super) papers: Vec<Paper<'a>>,
    /// What spreads its ceilings over the year.
    pub(super) cash_plans: Vec<Paper<'a>>,
}

impl<'a> Shelf<'a> {
    /// The papers of a stage that count.
    pub(super) fn of(&self, stage: BudgetStage) -> impl Iterator<Item = &Paper<'a>> {
        self.papers
            .iter()
            .filter(move |paper| paper.step.stage == stage && paper.counts())
    }
}

/// Sorts the tables of a region into papers.
pub(super) fn papers<'a>(records: &'a [Arc<RecordSet>], owners: &Owners) -> Vec<Paper<'a>> {
    let years = years(records);
    let mut papers: BTreeMap<Place, Paper<'a>> = BTreeMap::new();
    for set in records.iter().filter(|set| is_whole(set)) {
        if is_recap(set, &owners.agencies) || set.kind.as_deref() == Some(FLAT) {
            continue;
        }
        let said = Said::of(set);
        let is_cash_plan = set.kind.as_deref() == Some(CASH_PLAN);
        let step = if is_cash_plan {
            Some(said.step_of_cash_plan())
        } else {
            said.step(set.kind.as_deref())
        };
        let Some(step) = step else {
            continue;
        };
        let agency = owners.of_table(set);
        let known = || years.get(&*set.on.file).copied();
        let year = said.budget_year().or(set.year).or_else(known);
        let period = (step.stage == BudgetStage::Realisasi)
            .then(|| said.period())
            .flatten();
        let key = (
            agency,
            year,
            step,
            set.on.file.clone(),
            period,
            is_cash_plan,
        );
        let paper = papers.entry(key).or_insert_with(|| Paper {
            document: set.on.file.clone(),
            agency,
            year,
            step,
            period,
            revision: said.revision(&set.on.file),
            tables: Vec::new(),
            standing: Standing::Counts,
            is_cash_plan,
        });
        paper.tables.push(Part { set, lines: None });
    }
    papers.into_values().collect()
}

/// Whether every row of a table was placed and every cell read.
fn is_whole(set: &RecordSet) -> bool {
    set.typed.table.unplaced_rows.is_empty() && !set.typed.table.is_incomplete
}

/// Whether the lines of a table are agencies, as in a recap of the region.
pub(super) fn is_recap(set: &RecordSet, agencies: &[Agency]) -> bool {
    const FEWEST: usize = 3;
    let is_summary = set.lines.iter().all(|line| line.key.len() < 3);
    if !is_summary {
        return false;
    }
    let named = set
        .lines
        .iter()
        .filter(|line| looks_like_agency(&line.name));
    let mut known: Vec<usize> = named
        .take(FEWEST * 20)
        .filter_map(|line| resolve(agencies, &line.name))
        .collect();
    known.sort_unstable();
    known.dedup();
    known.len() >= FEWEST
}

/// The year of each document whose tables agree on one.
fn years(records: &[Arc<RecordSet>]) -> BTreeMap<&str, i32> {
    let mut years: BTreeMap<&str, Vec<i32>> = BTreeMap::new();
    for set in records {
        let years = years.entry(&set.on.file).or_default();
        if let Some(year) = set.year.filter(|year| !years.contains(year)) {
            years.push(year);
        }
    }
    years
        .into_iter()
        .filter_map(|(document, years)| match years.as_slice() {
            [year] => Some((document, *year)),
            _ => None,
        })
        .collect()
}

/// Finds copies and revisions: of several papers that fill the same place one counts.
pub(super) fn settle(papers: &mut [Paper<'_>], files: &[SourceFile]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let bytes: BTreeMap<&str, &str> = files
        .iter()
        .map(|file| (&*file.path, &*file.sha256))
        .collect();
    let mut places: BTreeMap<Slot, Vec<usize>> = BTreeMap::new();
    for (idx, paper) in papers.iter().enumerate() {
        if let Some(agency) = paper.agency.filter(|_| paper.counts()) {
            let place = (
                agency,
                paper.year,
                paper.step,
                paper.period,
                paper.is_cash_plan,
            );
            places.entry(place).or_default().push(idx);
        }
    }
    for mut rivals in places.into_values().filter(|rivals| rivals.len() > 1) {
        let of = |idx: usize| papers.get(idx);
        // The latest first; of equals the first by name.
        rivals.sort_by(|&a, &b| {
            let revision = |idx| of(idx).map(|paper| paper.revision);
            revision(b).cmp(&revision(a)).then(a.cmp(&b))
        });
        let mut kept: Vec<usize> = Vec::new();
        let mut verdicts: Vec<(usize, Standing, Option<Finding>)> = Vec::new();
        for idx in rivals {
            let Some(paper) = of(idx) else { continue };
            let same_place = kept.iter().filter_map(|&other| of(other)).find(|other| {
                bytes.get(&*other.document) == bytes.get(&*paper.document)
                    && bytes
                        .get(&*paper.document)
                        .is_some_and(|hash| !hash.is_empty())
                    || speak_of_the_same(other, paper)
            });
            let Some(other) = same_place else {
                kept.push(idx);
                continue;
            };
            let copies = bytes.get(&*other.document) == bytes.get(&*paper.document);
            let (standing, finding) = if other.document == paper.document {
                // Two tables of one document that differ are for its own rules.
                continue;
            } else if copies {
                // Told where all copies are looked for.
                (Standing::Duplicate(other.document.clone()), None)
            } else if other.revision == paper.revision {
                let finding = Finding::about("C208", Severity::Warning, &paper.document)
                    .fact("name", paper.name())
                    .fact("counts", &*other.document);
                (Standing::Superseded(other.document.clone()), Some(finding))
            } else {
                let finding = Finding::about("C207", Severity::Info, &paper.document)
                    .fact("name", paper.name())
                    .fact("counts", &*other.document);
                (Standing::Superseded(other.document.clone()), Some(finding))
            };
            verdicts.push((idx, standing, finding));
        }
        for (idx, standing, finding) in verdicts {
            findings.extend(finding);
            if let Some(paper) = papers.get_mut(idx) {
                paper.standing = standing;
            }
        }
    }
    findings
}

/// Whether two papers list the same nodes, at least half of the fewer: else they are parts of one
/// whole, as the sheets of single sub kegiatan are.
fn speak_of_the_same(a: &Paper<'_>, b: &Paper<'_>) -> bool {
    let subjects = |paper: &Paper<'_>| -> Option<BTreeSet<Vec<u32>>> {
        let tables = paper.tables.iter();
        tables
            .map(|part| subject(part.set).map(|subject| subject.key))
            .collect()
    };
    // Of parts that their titles name, none but the same one is spoken of twice.
    if let (Some(a), Some(b)) = (subjects(a), subjects(b)) {
        return !a.is_disjoint(&b);
    }
    let keys = |paper: &Paper<'_>| {
        let lines = paper.tables.iter().flat_map(|part| part.set.lines.iter());
        let keys = lines.map(|line| {
            if line.key.is_empty() {
                (Vec::new(), crate::model::text::normalize(&line.name))
            } else {
                (line.key.clone(), String::new())
            }
        });
        keys.collect::<BTreeSet<_>>()
    };
    let (a, b) = (keys(a), keys(b));
    let n_common = a.intersection(&b).count();
    n_common * 2 >= a.len().min(b.len()).max(1)
}

/// The papers of each agency and year.
pub(super) fn shelves(papers: Vec<Paper<'_>>) -> Vec<Shelf<'_>> {
    let mut shelves: BTreeMap<(usize, Option<i32>), Vec<Paper<'_>>> = BTreeMap::new();
    for paper in papers {
        if let Some(agency) = paper.agency {
            shelves.entry((agency, paper.year)).or_default().push(paper);
        }
    }
    shelves
        .into_iter()
        .map(|((agency, _), mut papers)| {
            // A report of the whole year follows those of its parts.
            const WHOLE: u8 = 13;
            papers.sort_by_cached_key(|paper| {
                let month = paper.last_month().unwrap_or(WHOLE);
                (paper.step, month, paper.document.clone())
            });
            let (cash_plans, papers) = papers.into_iter().partition(|paper| paper.is_cash_plan);
            Shelf {
                agency,
                papers,
                cash_plans,
            }
        })
        .collect()
}
