//! What each agency handed in: the matrix of agencies and documents. Comes in: the files, the papers,
//! what the pipeline expects. Goes out: the matrix, and findings about what is missing, late or a
//! copy. Never looks at figures.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Region;
use super::agencies::Owners;
use super::dated::day_of;
use super::papers::{CASH_PLAN, Paper, Standing};
use super::said::{date_in, file_stem};
use crate::model::agency_line::is_unit;
use crate::model::budget_stage::BudgetStage;
use crate::model::completeness::{AgencyRow, Completeness, Expected, State, Submission};
use crate::model::document::SourceFile;
use crate::model::finding::{Finding, Severity};
use crate::model::record::RecordSet;
use crate::model::text::{has_phrase, normalize};

/// Kinds that stand in the matrix beside the stages of the budget.
const KINDS: &[&str] = &[
    "nominatif-pegawai",
    "jumlah-pegawai",
    "evaluasi-renja",
    "perjanjian-kinerja",
    CASH_PLAN,
];

/// A document that fills a place of the matrix.
struct Filling {
    document: Arc<str>,
    state: State,
}

/// Makes the matrix, and tells what is missing, late or handed in twice.
pub(super) fn take_stock(
    region: &Region<'_>,
    records: &[Arc<RecordSet>],
    papers: &[Paper<'_>],
    owners: &Owners,
) -> (Completeness, Vec<Finding>) {
    let mut findings = duplicates(region.files);
    let fillings = fillings(records, papers, owners);
    let columns = columns(region, &fillings);
    let mut tables: BTreeMap<&str, Vec<&RecordSet>> = BTreeMap::new();
    for set in records {
        tables.entry(&set.on.file).or_default().push(set);
    }
    let mut rows: Vec<AgencyRow> = Vec::new();
    for (agency, known) in owners.agencies.iter().enumerate() {
        let mut row = AgencyRow {
            agency: known.name.clone(),
            code: known.code.clone(),
            cells: Vec::new(),
        };
        for column in &columns {
            let found = fillings.get(&(agency, column.name.clone()));
            let mut cell = submission(found.map_or(&[][..], Vec::as_slice));
            cell.why = cell
                .document
                .as_ref()
                .and_then(|path| owners.of_document(path))
                .map(|(_, why)| why);
            if cell.document.is_none() {
                let unread = unread(region, owners, agency, &column.name);
                if let Some(path) = unread {
                    cell.state = State::Unreadable;
                    cell.document = Some(path);
                } else if column.is_required && !is_unit(&known.name) {
                    cell.state = State::Missing;
                    findings.push(missing(&known.name, &column.name));
                }
            }
            if let Some(finding) = late(region, &tables, &mut cell) {
                findings.push(finding);
            }
            row.cells.push(cell);
        }
        rows.push(row);
    }
    rows.sort_by(|a, b| a.agency.cmp(&b.agency));
    (Completeness { columns, rows }, findings)
}

/// The documents by agency and column, the one that counts first.
fn fillings(
    records: &[Arc<RecordSet>],
    papers: &[Paper<'_>],
    owners: &Owners,
) -> BTreeMap<(usize, String), Vec<Filling>> {
    let mut fillings: BTreeMap<(usize, String), Vec<Filling>> = BTreeMap::new();
    let mut add = |agency: usize, column: &str, document: &Arc<str>, state: State| {
        let places = fillings.entry((agency, column.to_owned())).or_default();
        if places.iter().all(|other| other.document != *document) {
            places.push(Filling {
                document: document.clone(),
                state,
            });
        }
    };
    for paper in papers {
        let state = match &paper.standing {
            Standing::Counts => State::Present,
            Standing::Superseded(_) => State::Superseded,
            Standing::Duplicate(_) => State::Duplicate,
            Standing::Template => State::Template,
        };
        if let Some(agency) = paper.agency {
            let column = if paper.is_cash_plan {
                CASH_PLAN
            } else {
                paper.step.stage.name()
            };
            add(agency, column, &paper.document, state);
            for part in &paper.tables {
                if let Some(kind) = &part.set.kind {
                    add(agency, kind, &paper.document, state);
                }
            }
        }
    }
    for set in records {
        if let (Some(agency), Some(kind)) = (owners.of_table(set), &set.kind) {
            add(agency, kind, &set.on.file, State::Present);
        }
    }
    for places in fillings.values_mut() {
        places.sort_by_key(|filling| (rank(filling.state), filling.document.clone()));
    }
    fillings
}

/// Which of several documents stands in the matrix: one that counts before one that does not.
fn rank(state: State) -> u8 {
    match state {
        State::Present | State::Late => 0,
        State::Template => 1,
        State::Unreadable => 2,
        State::Duplicate | State::Superseded => 3,
        State::None | State::Missing => 4,
    }
}

/// What is expected, in the pipeline's order; then the stages and kinds that were met.
fn columns(
    region: &Region<'_>,
    fillings: &BTreeMap<(usize, String), Vec<Filling>>,
) -> Vec<Expected> {
    let required = region.expectations.documents.iter().map(|name| {
        BudgetStage::named(name).map_or_else(|| name.clone(), |stage| stage.name().to_owned())
    });
    let mut columns: Vec<Expected> = required
        .map(|name| Expected {
            name,
            is_required: true,
        })
        .collect();
    let met: BTreeSet<&str> = fillings.keys().map(|(_, column)| column.as_str()).collect();
    let stages = BudgetStage::ALL.into_iter().map(BudgetStage::name);
    for name in stages.chain(KINDS.iter().copied()) {
        if met.contains(name) && columns.iter().all(|column| column.name != name) {
            columns.push(Expected {
                name: name.to_owned(),
                is_required: false,
            });
        }
    }
    columns
}

fn submission(found: &[Filling]) -> Submission {
    let Some((first, others)) = found.split_first() else {
        return Submission::default();
    };
    let others = others
        .iter()
        .map(|other| (other.document.clone(), other.state));
    Submission {
        state: first.state,
        document: Some(first.document.clone()),
        why: None,
        others: others.collect(),
    }
}

/// A file of an agency that could not be read and whose name fits what is missing.
fn unread(region: &Region<'_>, owners: &Owners, agency: usize, column: &str) -> Option<Arc<str>> {
    let words = column.replace('-', " ");
    let first = words.split(' ').next().unwrap_or_default();
    let mut unread = region.unread.iter();
    let path = unread.find(|path| {
        let is_own = owners
            .of_document(path)
            .is_some_and(|(owner, _)| owner == agency);
        let name = normalize(file_stem(path));
        is_own
            && (has_phrase(&name, &words)
                || has_phrase(&name, first)
                || (column == "realisasi" && has_phrase(&name, "lra")))
    })?;
    Some(Arc::from(*path))
}

fn missing(agency: &str, column: &str) -> Finding {
    let mut finding = Finding::about("C202", Severity::Error, "");
    finding.document = None;
    finding
        .fact("agency", agency)
        .fact("name", title(column))
        .fact("kind", column)
}

fn title(column: &str) -> String {
    BudgetStage::named(column).map_or_else(|| column.to_owned(), |stage| stage.title().to_owned())
}

/// Tells a document whose date, in its file's name or its own words, lies behind the deadline.
fn late(
    region: &Region<'_>,
    tables: &BTreeMap<&str, Vec<&RecordSet>>,
    cell: &mut Submission,
) -> Option<Finding> {
    let deadline = region.expectations.deadline?;
    let document = cell
        .document
        .clone()
        .filter(|_| cell.state == State::Present)?;
    let own = || day_of(tables.get(&*document)?);
    let date = date_in(file_stem(&document)).or_else(own);
    let date = date.filter(|date| *date > deadline)?;
    cell.state = State::Late;
    Some(
        Finding::about("C203", Severity::Warning, &document)
            .fact("title", date.to_string())
            .fact("other", deadline.to_string()),
    )
}

/// Files of the same bytes: each after the first.
fn duplicates(files: &[SourceFile]) -> Vec<Finding> {
    let mut first: BTreeMap<&str, &SourceFile> = BTreeMap::new();
    let mut findings = Vec::new();
    for file in files
        .iter()
        .filter(|file| !file.sha256.is_empty() && file.size > 0)
    {
        match first.get(&*file.sha256) {
            Some(other) => findings.push(
                Finding::about("C206", Severity::Warning, &file.path).fact("other", &*other.path),
            ),
            None => {
                first.insert(&file.sha256, file);
            }
        }
    }
    findings
}
