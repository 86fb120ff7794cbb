//! What each agency's papers state as a whole, step by step of the year. Comes in: the papers that
//! count. Goes out: the chain as reports show it. Claims nothing, and adds up only papers that are
//! parts of one whole.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rust_decimal::Decimal;

use super::agencies::Owners;
use super::nodes::{Node, nodes, nodes_of_parts, whole_cells};
use super::papers::{Paper, Shelf};
use super::periods::year_so_far;
use crate::model::budget_chain::{AgencyChain, BudgetChain, ChainStep, StepFigure};
use crate::model::budget_stage::BudgetStage;
use crate::model::place::Place;
use crate::model::relation::Stated;

/// The chains of all agencies.
pub(super) fn chain(shelves: &[Shelf<'_>], owners: &Owners) -> BudgetChain {
    let chain = |shelf: &Shelf<'_>| AgencyChain {
        agency: owners.name(shelf.agency).to_owned(),
        year: shelf.papers.iter().find_map(|paper| paper.year),
        steps: steps(shelf),
    };
    let mut agencies: Vec<AgencyChain> = shelves.par_iter().map(chain).collect();
    agencies.sort_by(|a, b| (&a.agency, a.year).cmp(&(&b.agency, b.year)));
    BudgetChain { agencies }
}

fn steps(shelf: &Shelf<'_>) -> Vec<StepFigure> {
    let mut by_step: BTreeMap<ChainStep, Vec<&Paper<'_>>> = BTreeMap::new();
    for stage in BudgetStage::ALL {
        for paper in shelf.of(stage) {
            let step = ChainStep {
                stage,
                is_changed: paper.step.is_changed,
                nth: paper.step.nth,
            };
            by_step.entry(step).or_default().push(paper);
        }
    }
    let figures = by_step.into_iter().map(|(step, papers)| {
        if step.stage == BudgetStage::Realisasi {
            spending(step, &year_so_far(shelf))
        } else {
            figure(step, &papers, "pagu")
        }
    });
    figures.collect()
}

/// What reports state together: of single months the sum, against the last one's ceiling.
fn spending(step: ChainStep, papers: &[&Paper<'_>]) -> StepFigure {
    let last = papers.last();
    let are_times = papers
        .iter()
        .any(|paper| last.is_some_and(|last| last.period != paper.period));
    let ceilings = match last {
        Some(last) if are_times => cells(&[last], "pagu"),
        Some(_) | None => cells(papers, "pagu"),
    };
    StepFigure {
        ceiling: sum(&ceilings),
        are_times,
        ..figure(step, papers, "realisasi")
    }
}

/// What papers of one step state together.
fn figure(step: ChainStep, papers: &[&Paper<'_>], field: &str) -> StepFigure {
    let cells = cells(papers, field);
    let mut documents: Vec<_> = papers.iter().map(|paper| paper.document.clone()).collect();
    documents.sort_unstable();
    documents.dedup();
    let tables = papers.iter().flat_map(|paper| &paper.tables);
    let sheets = tables.map(|part| (part.set.on.file.clone(), part.set.on.sheet.clone()));
    let sheets = sheets.collect();
    StepFigure {
        step,
        documents,
        sheets,
        amount: sum(&cells),
        ceiling: None,
        are_times: false,
        cells: cells.into_iter().map(|(place, _)| place).collect(),
    }
}

/// The sum of figures; `None` where there are none, and where it is too large.
fn sum(cells: &[(Place, Stated)]) -> Option<Decimal> {
    let ((_, first), rest) = cells.split_first()?;
    let mut rest = rest.iter().map(|(_, stated)| stated.value);
    let sum = rest.try_fold(first.value, Decimal::checked_add)?;
    Some(sum.normalize())
}

/// The cells that make up the papers together; none where one of them states no whole, and where two
/// ceilings state one line: then they are not parts of one whole.
fn cells(papers: &[&Paper<'_>], field: &str) -> Vec<(Place, Stated)> {
    let is_ceiling = field == "pagu";
    let mut lines: BTreeSet<(Vec<u32>, String)> = BTreeSet::new();
    let mut cells = Vec::new();
    for paper in papers {
        let nodes = nodes(paper, field);
        let is_split = paper.tables.iter().any(|part| part.lines.is_some());
        let own = if is_split {
            topmost_cells(&nodes)
        } else if let Some(tables) = nodes_of_parts(paper, field) {
            together(&tables)
        } else {
            whole_cells(&nodes)
        };
        // Parts may share their headings, but none of the lines below.
        let deepest = nodes.iter().map(|node| node.key().len()).max();
        let lowest = nodes
            .iter()
            .filter(|node| !node.is_total() && Some(node.key().len()) == deepest);
        let is_told_twice = !lowest.map(Node::identity).all(|line| lines.insert(line));
        if own.is_empty() || (is_ceiling && papers.len() > 1 && is_told_twice) {
            return Vec::new();
        }
        cells.extend(own);
    }
    cells
}

/// The wholes of tables that are parts; none where one of them states no whole.
fn together(tables: &[Vec<Node>]) -> Vec<(Place, Stated)> {
    let wholes: Vec<_> = tables.iter().map(|nodes| whole_cells(nodes)).collect();
    if wholes.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    wholes.into_iter().flatten().collect()
}

/// The nodes that stand under no other: together an agency's part of a document of several.
fn topmost_cells(nodes: &[Node]) -> Vec<(Place, Stated)> {
    let keys: BTreeSet<&[u32]> = nodes.iter().map(Node::key).collect();
    let is_under = |node: &Node| {
        let len = node.key().len();
        (1..len).any(|len| {
            node.key()
                .get(..len)
                .is_some_and(|above| keys.contains(above))
        })
    };
    let mut seen: BTreeSet<&[u32]> = BTreeSet::new();
    // Urusan and bidang that share a code are one top.
    let top = nodes
        .iter()
        .filter(|node| !node.key().is_empty() && !is_under(node))
        .filter(|node| seen.insert(node.key()));
    top.map(|node| node.cell.clone()).collect()
}
