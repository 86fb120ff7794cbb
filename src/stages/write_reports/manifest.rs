//! The manifest `run.json`: what came in, what was counted, what went out, all with hashes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::catalogue::Catalogue;
use super::outputs::{RunFacts, WriteError};
use super::quarantine_jsonl::{known_hash, reason_text};
use super::workbook::{Forest, Kind};
use crate::model::coverage::Coverage;
use crate::model::finding::Severity;
use crate::model::frames::Frames;
use crate::model::grid::Tally;
use crate::model::language::Language;
use crate::model::relation::RelationCounts;
use crate::model::report::Accounts;

/// The name that tables of unknown kind are counted under.
pub(super) const WITHOUT_KIND: &str = "tanpa-jenis";

#[derive(Serialize)]
struct Manifest<'a> {
    version: &'a str,
    pipeline: Option<&'a str>,
    pipeline_file: Option<Cow<'a, str>>,
    region: Option<&'a str>,
    year: Option<i32>,
    started: String,
    exit_code: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    inputs: Vec<Input<'a>>,
    counts: Counts<'a>,
    totals: Vec<Total<'a>>,
    dropped: &'a BTreeMap<String, usize>,
    limits: &'a BTreeMap<String, u64>,
    timings: String,
    outputs: String,
}

#[derive(Serialize)]
struct Input<'a> {
    path: Cow<'a, str>,
    sha256: Option<&'a str>,
    size: Option<u64>,
    format: Option<&'static str>,
    agency: Option<&'a str>,
    status: &'static str,
    reason: Option<String>,
    sheets: Option<usize>,
    cells: Option<CellCounts>,
}

/// What became of cells; `stored` is the others together.
#[derive(Default, Serialize)]
struct CellCounts {
    stored: u64,
    read: usize,
    blank: u64,
    refused: u64,
}

impl CellCounts {
    fn new(n_read: usize, tally: Tally) -> Self {
        Self {
            stored: tally.stored,
            read: n_read,
            blank: tally.blank,
            refused: tally.refused,
        }
    }
}

/// What became of the files found; `total` is the others together.
#[derive(Default, Serialize)]
struct InputCounts {
    total: usize,
    read: usize,
    quarantined: usize,
    ignored: usize,
}

impl InputCounts {
    fn new(accounts: &Accounts) -> Self {
        Self {
            total: accounts.inputs(),
            read: accounts.read,
            quarantined: accounts.quarantined,
            ignored: accounts.ignored,
        }
    }
}

#[derive(Default, Serialize)]
struct Counts<'a> {
    inputs: InputCounts,
    documents: usize,
    sheets: usize,
    cells: usize,
    tally: CellCounts,
    tables: BTreeMap<&'a str, usize>,
    findings: FindingCounts,
    relations: RelationCounts,
    numbers: NumberCounts,
    frames: FrameCounts,
}

#[derive(Default, Serialize)]
struct FindingCounts {
    by_severity: BTreeMap<Severity, usize>,
    by_code: BTreeMap<&'static str, usize>,
}

#[derive(Default, Serialize)]
struct NumberCounts {
    total: usize,
    proved: usize,
    #[serde(flatten)]
    coverage: Coverage,
}

/// What the frames hold, and what they could not.
#[derive(Default, Serialize)]
pub(super) struct FrameCounts {
    partitions: usize,
    rows: usize,
    tables_without_kind: usize,
    inexact: usize,
}

impl FrameCounts {
    pub(super) fn of<F>(frames: &Frames<F>) -> Self {
        Self {
            partitions: frames.frames.len(),
            rows: frames.n_rows,
            tables_without_kind: frames.without_kind,
            inexact: frames.inexact,
        }
    }
}

/// What an agency, or with `agency` null the region, may spend and spent in a year; as in the workbook.
#[derive(Serialize)]
struct Total<'a> {
    of: &'static str,
    agency: Option<&'a str>,
    year: Option<i32>,
    pagu: Option<String>,
    realisasi: Option<String>,
}

fn totals<'a>(forest: &Forest<'a>) -> Vec<Total<'a>> {
    let rows = forest.nodes.iter().filter_map(|node| {
        let (of, agency) = match node.kind {
            Kind::Region => ("region", None),
            Kind::Agency(agency) => ("agency", agency),
            Kind::Line(..) => return None,
        };
        let [pagu, realisasi] = node.sums.map(|sum| {
            let computed = sum.computed?.normalize();
            Some(computed.to_string())
        });
        Some(Total {
            of,
            agency,
            year: node.year,
            pagu,
            realisasi,
        })
    });
    rows.collect()
}

/// The manifest, with slots for what its night knows and for the outputs, which hold that too.
pub(super) fn manifest_json(
    catalogue: &Catalogue<'_>,
    (frames, forest): (FrameCounts, &Forest<'_>),
    facts: &RunFacts,
    language: Language,
) -> Result<String, WriteError> {
    let (report, slots) = (catalogue.report, &catalogue.slots);
    let discretion = &catalogue.discretion;
    let manifest = Manifest {
        version: &facts.version,
        pipeline: report.pipeline.as_deref(),
        pipeline_file: facts
            .pipeline_file
            .as_deref()
            .map(|path| discretion.path(path)),
        region: report.region.as_deref(),
        year: report.year,
        started: slots.started(),
        exit_code: facts.exit_code,
        since: slots.is_nightly().then(|| slots.since()),
        inputs: inputs(catalogue, facts, language),
        counts: counts(catalogue, frames),
        totals: totals(forest),
        dropped: &facts.dropped,
        limits: &facts.limits,
        timings: slots.timings(),
        outputs: slots.outputs(),
    };
    let mut text = serde_json::to_string_pretty(&manifest)?;
    text.push('\n');
    Ok(text)
}

fn inputs<'a>(catalogue: &Catalogue<'a>, facts: &RunFacts, language: Language) -> Vec<Input<'a>> {
    let inventory = &catalogue.report.inventory;
    let discretion = &catalogue.discretion;
    let mut inputs: Vec<Input<'a>> = inventory
        .entries
        .iter()
        .map(|file| {
            let is_quarantined = catalogue.is_quarantined(file);
            let read = catalogue.document(&file.path).filter(|_| !is_quarantined);
            Input {
                path: discretion.path(&file.path),
                sha256: known_hash(file),
                size: Some(file.size),
                format: Some(file.format.name()),
                agency: file.agency.as_deref(),
                status: if is_quarantined {
                    "quarantined"
                } else {
                    "read"
                },
                reason: is_quarantined
                    .then(|| reason_text(catalogue, facts, file, language))
                    .flatten(),
                sheets: read.map(|document| document.n_sheets),
                cells: read.map(|document| CellCounts::new(document.n_cells, document.tally)),
            }
        })
        .collect();
    inputs.extend(inventory.ignored.iter().map(|ignored| Input {
        path: discretion.path(&ignored.path),
        sha256: None,
        size: None,
        format: None,
        agency: None,
        status: "ignored",
        reason: Some(ignored.reason.name().to_owned()),
        sheets: None,
        cells: None,
    }));
    inputs.sort_by(|a, b| a.path.cmp(&b.path));
    inputs
}

fn counts<'a>(catalogue: &Catalogue<'a>, frames: FrameCounts) -> Counts<'a> {
    let report = catalogue.report;
    let accounts = report.accounts();
    let mut counts = Counts {
        inputs: InputCounts::new(&accounts),
        documents: report.documents.len(),
        cells: accounts.cells,
        tally: CellCounts::new(accounts.cells, accounts.tally),
        frames,
        ..Counts::default()
    };
    for document in &report.documents {
        counts.sheets += document.n_sheets;
        for sheet in &document.sheets {
            counts.numbers.total += sheet.n_numbers;
            counts.numbers.proved += sheet.n_proved;
            counts.numbers.coverage.absorb(&sheet.coverage);
            for kind in &sheet.tables {
                let name = kind.as_deref().unwrap_or(WITHOUT_KIND);
                *counts.tables.entry(name).or_default() += 1;
            }
        }
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        counts.findings.by_severity.insert(severity, 0);
    }
    for finding in &report.findings {
        *counts
            .findings
            .by_severity
            .entry(finding.severity)
            .or_default() += 1;
        *counts.findings.by_code.entry(finding.code).or_default() += 1;
    }
    counts.relations.clone_from(&report.counts);
    counts
}
