//! Flat recaps, a row a line item with the codes of every level beside it, against the trees of the
//! agencies they list. Comes in: such tables and the papers. Goes out: claims that a node of a tree is
//! the sum of the rows with its code. Never claims anything where most nodes differ: then the recap is
//! of another time, or of a part of the spending.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::agencies::Owners;
use super::links::Work;
use super::nodes::{Node, nodes, plain_column};
use super::papers::{Paper, Shelf};
use super::recaps::is_of;
use super::said::Said;
use crate::model::agency::resolve;
use crate::model::budget_stage::BudgetStage;
use crate::model::code::AccountCode;
use crate::model::place::Place;
use crate::model::record::{Line, RecordSet};
use crate::model::relation::{Operation, Stated, Verdict, judge};
use crate::stages::reconcile_documents::comparison::{number, relate};

/// The kind of a flat recap.
pub(super) const FLAT: &str = "rekap-anggaran";

/// The columns that hold the code of a row at each level.
const CODES: [&str; 3] = ["kode-program", "kode-kegiatan", "kode-sub-kegiatan"];

/// Fewest nodes of which a majority says something, where no words say what a recap is of.
const MIN_NODES: usize = 4;

/// The rows of a code.
type Rows = BTreeMap<Vec<u32>, Vec<(Place, Stated)>>;

/// A flat recap with the rows of each agency.
pub(super) struct Listed<'a> {
    set: &'a RecordSet,
    year: Option<i32>,
    by_agency: BTreeMap<usize, Vec<&'a Line>>,
}

/// The flat recaps of a region.
pub(super) fn listed<'a>(records: &'a [Arc<RecordSet>], owners: &Owners) -> Vec<Listed<'a>> {
    let is_whole = |set: &RecordSet| {
        set.typed.table.unplaced_rows.is_empty() && !set.typed.table.is_incomplete
    };
    let recaps = records
        .iter()
        .filter(|set| set.kind.as_deref() == Some(FLAT) && is_whole(set));
    let listed = recaps.map(|set| Listed {
        set,
        year: Said::of(set).budget_year().or(set.year),
        by_agency: by_agency(set, owners),
    });
    listed.collect()
}

/// Compares the rows of an agency with its papers.
pub(super) fn compare(work: &mut Work<'_>, listed: &[Listed<'_>], shelf: &Shelf<'_>) {
    for recap in listed {
        let is_of_year = shelf.papers.iter().any(|paper| paper.year == recap.year);
        if let (Some(lines), true) = (recap.by_agency.get(&shelf.agency), is_of_year) {
            against(work, recap.set, lines, shelf);
        }
    }
}

/// The rows of each agency: as a row names it, else as the table is known to be of.
fn by_agency<'a>(set: &'a RecordSet, owners: &Owners) -> BTreeMap<usize, Vec<&'a Line>> {
    let columns = set.columns_of("nama-skpd");
    let mut known: BTreeMap<Cow<'_, str>, Option<usize>> = BTreeMap::new();
    let mut listed: BTreeMap<usize, Vec<&Line>> = BTreeMap::new();
    for line in &set.lines {
        let named = columns
            .first()
            .and_then(|&column| set.typed.text(line.row_idx, column));
        let agency = match named {
            Some(name) => {
                if let Some(found) = known.get(&name) {
                    *found
                } else {
                    let found = resolve(&owners.agencies, &name);
                    known.insert(name, found);
                    found
                }
            }
            None => owners.of_table(set),
        };
        if let Some(agency) = agency {
            listed.entry(agency).or_default().push(line);
        }
    }
    listed
}

/// An agency's rows against its papers.
fn against(work: &mut Work<'_>, set: &RecordSet, lines: &[&Line], shelf: &Shelf<'_>) {
    let said = Said::of(set);
    let period = said.period();
    let step = said.step(set.kind.as_deref());
    let reports = || {
        let papers = shelf.of(BudgetStage::Realisasi);
        papers.filter(|paper| is_of(paper, period))
    };
    let spent = rows(set, lines, "realisasi");
    let is_spending = !spent.is_empty();
    if is_spending && let Some(report) = only(reports()) {
        claim(work, &spent, &[report], "realisasi", true);
    }
    let ceilings: Vec<&Paper<'_>> = match step {
        Some(step) => shelf.of(step.stage).collect(),
        None if is_spending => reports().collect(),
        None => BudgetStage::ALL
            .into_iter()
            .filter(|stage| stage.is_ceiling())
            .flat_map(|stage| shelf.of(stage))
            .collect(),
    };
    let is_said = step.is_some() || is_spending;
    claim(work, &rows(set, lines, "pagu"), &ceilings, "pagu", is_said);
}

/// The only one there is.
fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}

/// The rows of each code at every level.
fn rows(set: &RecordSet, lines: &[&Line], field: &str) -> Rows {
    let mut rows = Rows::new();
    let Some(column) = plain_column(set, field) else {
        return rows;
    };
    for code in CODES {
        let [code_column] = *set.columns_of(code).as_slice() else {
            continue;
        };
        for line in lines {
            let text = set.typed.text(line.row_idx, code_column);
            let code = text.and_then(|text| AccountCode::read(&text));
            let figure = number(set, line.row_idx, column);
            if let (Some(code), Some(figure)) = (code, figure) {
                rows.entry(code.parts).or_default().push(figure);
            }
        }
    }
    rows
}

/// Claims the nodes of the paper that the rows are nearest to; of several papers the latest of equals.
fn claim(work: &mut Work<'_>, rows: &Rows, papers: &[&Paper<'_>], field: &str, is_said: bool) {
    let mut best: Option<(usize, Vec<Node>)> = None;
    for paper in papers {
        if work.doubtful.contains(&paper.document) {
            continue;
        }
        let nodes = nodes(paper, field);
        // Headings differ wherever a line below them does.
        let deepest = matched(rows, &nodes)
            .map(|(node, _)| node.key().len())
            .max();
        let lowest = || matched(rows, &nodes).filter(|(node, _)| Some(node.key().len()) == deepest);
        let n_differing = lowest().filter(|pair| !agrees(pair)).count();
        let n_matched = lowest().count();
        let is_near = n_matched > 0 && n_differing * 2 <= n_matched;
        let is_sure = is_said || n_differing == 0 || n_matched >= MIN_NODES;
        let is_best = best.as_ref().is_none_or(|(least, _)| n_differing <= *least);
        if is_near && is_sure && is_best {
            best = Some((n_differing, nodes));
        }
    }
    let Some((_, nodes)) = best else { return };
    for (node, addends) in matched(rows, &nodes) {
        relate(work.proof, "C116", &node.cell, addends, Operation::Sum);
    }
}

type Matched<'n> = (&'n Node, &'n [(Place, Stated)]);

/// The nodes of a tree with the rows of their code; a code may lack its urusan's first part.
fn matched<'n>(rows: &'n Rows, nodes: &'n [Node]) -> impl Iterator<Item = Matched<'n>> {
    let mut short: BTreeMap<&[u32], Option<&Vec<u32>>> = BTreeMap::new();
    for parts in rows.keys() {
        let tail = parts.get(1..).unwrap_or_default();
        // What two codes leave when cut is neither's.
        short
            .entry(tail)
            .and_modify(|known| *known = None)
            .or_insert(Some(parts));
    }
    let coded = nodes
        .iter()
        .filter(|node| !node.key().is_empty() && !node.is_total());
    coded.filter_map(move |node| {
        let whole = rows.get(node.parts());
        let cut = || rows.get(short.get(node.key()).copied().flatten()?);
        let addends = whole.or_else(cut)?;
        Some((node, addends.as_slice()))
    })
}

fn agrees((node, addends): &Matched<'_>) -> bool {
    let numbers: Vec<Stated> = addends.iter().map(|(_, stated)| stated.clone()).collect();
    let verdict = judge(Operation::Sum, &node.cell.1, &numbers);
    !matches!(verdict, Verdict::Fails(_))
}
