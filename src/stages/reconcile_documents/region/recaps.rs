//! What the region states of its agencies: the rows of a recap against each agency's own report, and
//! a region's total against the sum of its agencies. Comes in: recaps and papers. Goes out: claims.
//! Never adds up agencies of which one is missing.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::agencies::Owners;
use super::links::Work;
use super::nodes::{nodes, plain_column, whole, whole_cells};
use super::papers::{Paper, Shelf, is_recap};
use super::said::{Said, file_stem};
use crate::model::agency::{looks_like_agency, resolve};
use crate::model::agency_line::is_unit;
use crate::model::budget_stage::BudgetStage;
use crate::model::period::Period;
use crate::model::place::Place;
use crate::model::record::RecordSet;
use crate::model::relation::{Operation, Stated};
use crate::stages::reconcile_documents::comparison::{number, relate};

/// A row of a recap that names an agency.
pub(super) struct Row<'a> {
    set: &'a RecordSet,
    line: usize,
    agency: usize,
    year: Option<i32>,
    period: Option<Period>,
}

/// The rows of all recaps that name an agency.
pub(super) fn rows<'a>(records: &'a [Arc<RecordSet>], owners: &Owners) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for set in records.iter().filter(|set| is_recap(set, &owners.agencies)) {
        let said = Said::of(set);
        let (period, year) = (said.period(), said.budget_year().or(set.year));
        for line in &set.lines {
            if let Some(agency) = resolve(&owners.agencies, &line.name) {
                rows.push(Row {
                    set,
                    line: line.row_idx,
                    agency,
                    year,
                    period,
                });
            }
        }
    }
    rows
}

/// Each row of a recap that names an agency against its own report of the same time.
pub(super) fn compare(work: &mut Work<'_>, rows: &[Row<'_>], shelf: &Shelf<'_>) {
    for row in rows.iter().filter(|row| row.agency == shelf.agency) {
        for field in ["pagu", "realisasi"] {
            against(work, row, field, shelf);
        }
    }
}

fn against(work: &mut Work<'_>, row: &Row<'_>, field: &str, shelf: &Shelf<'_>) {
    let Some(column) = plain_column(row.set, field) else {
        return;
    };
    let reports = shelf.of(BudgetStage::Realisasi);
    let own: Vec<&Paper<'_>> = reports
        .filter(|paper| paper.year == row.year && is_of(paper, row.period))
        .filter(|paper| paper.document != row.set.on.file)
        .collect();
    if own
        .iter()
        .any(|paper| work.doubtful.contains(&paper.document))
    {
        return;
    }
    let totals = own.iter().map(|paper| whole_cells(&nodes(paper, field)));
    let totals: Vec<Vec<(Place, Stated)>> = totals.collect();
    // Several reports of one time: which one counts is not said.
    if let ([cells], Some(stated)) = (totals.as_slice(), number(row.set, row.line, column)) {
        same(work, &stated, cells);
    }
}

/// Whether a paper speaks of all the time up to the end of a period, as a recap does.
pub(super) fn is_of(paper: &Paper<'_>, period: Option<Period>) -> bool {
    let month = |period: Option<Period>| match period {
        None => Some(12),
        Some(period) => period.span.months().map(|(_, last)| last),
    };
    let carries = || {
        let mut tables = paper.tables.iter();
        tables.any(|part| !part.set.columns_of("realisasi-lalu").is_empty())
    };
    let is_cumulative = paper.period.is_none_or(|period| period.is_cumulative) || carries();
    month(paper.period) == month(period) && (is_cumulative || paper.period == period)
}

/// Claims that a figure is that of these cells together.
fn same(work: &mut Work<'_>, stated: &(Place, Stated), cells: &[(Place, Stated)]) {
    match cells {
        [] => {}
        [_] => {
            relate(work.proof, "C116", stated, cells, Operation::Equal);
        }
        _ => {
            relate(work.proof, "C116", stated, cells, Operation::Sum);
        }
    }
}

/// Whether a document says whose it is, though not whose part that is: a kelurahan's is not the region's.
fn names_a_unit(paper: &Paper<'_>) -> bool {
    let titles = paper
        .tables
        .iter()
        .flat_map(|part| &part.set.typed.table.titles);
    let mut words = titles
        .map(String::as_str)
        .chain([file_stem(&paper.document)]);
    words.any(looks_like_agency)
}

/// A document of the region as a whole against the sum of all agencies'.
pub(super) fn sums(
    work: &mut Work<'_>,
    papers: &[Paper<'_>],
    shelves: &[Shelf<'_>],
    owners: &Owners,
) {
    // What a kelurahan spends its kecamatan reports.
    let of_agencies = || {
        shelves
            .iter()
            .filter(|shelf| !is_unit(owners.name(shelf.agency)))
    };
    let n_agencies: usize = {
        let mut agencies: Vec<usize> = of_agencies().map(|shelf| shelf.agency).collect();
        agencies.sort_unstable();
        agencies.dedup();
        agencies.len()
    };
    for paper in papers
        .iter()
        .filter(|paper| paper.agency.is_none() && paper.counts() && !names_a_unit(paper))
    {
        for field in ["pagu", "realisasi"] {
            let stated = nodes(paper, field);
            let Some(total) = whole(&stated) else {
                continue;
            };
            let mut parts: BTreeMap<usize, Vec<Vec<(Place, Stated)>>> = BTreeMap::new();
            for shelf in of_agencies() {
                let own = shelf.of(paper.step.stage).filter(|own| {
                    own.document != paper.document
                        && own.year == paper.year
                        && own.step == paper.step
                        && is_of(own, paper.period)
                });
                for own in own {
                    let cells = whole_cells(&nodes(own, field));
                    // Two documents of one agency: which one counts is not said.
                    let parts = parts.entry(shelf.agency).or_default();
                    parts.push(cells);
                }
            }
            let is_whole = n_agencies > 1
                && parts.len() == n_agencies
                && parts
                    .values()
                    .all(|papers| matches!(papers.as_slice(), [cells] if !cells.is_empty()));
            if is_whole {
                let parts: Vec<(Place, Stated)> = parts.into_values().flatten().flatten().collect();
                relate(work.proof, "C116", &total.cell, &parts, Operation::Sum);
            }
        }
    }
}
