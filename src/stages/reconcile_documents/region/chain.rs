//! The chain of one agency's year: plan, budget, shifts, changed budget, spending, each against what
//! it follows, at every node of the tree. Comes in: the papers of an agency. Goes out: links. Knows
//! which ceiling is in force when; never compares documents of different agencies or years.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::links::{Agreement, Bond, Link, Work, agreement};
use super::nodes::Node;
use super::pairs::{Pair, pairs};
use super::papers::{Paper, Shelf};
use super::parts::{borne_out, nodes_together, of_their_own, without_sums};
use super::unseen::follows_one;
use crate::model::budget_stage::BudgetStage;
use crate::model::place::Place;
use crate::model::relation::Operation;
use crate::stages::reconcile_documents::comparison::relate;

/// A state of the budget: the figures in force from one paper on.
#[derive(Clone)]
struct Version {
    title: String,
    stage: BudgetStage,
    /// The first month that it may be in force.
    since: u8,
    nodes: Vec<Node>,
}

/// The yearly change follows the account of the first half (Permendagri 77/2020).
const FIRST_CHANGED: u8 = 7;

/// Builds the chain of an agency.
pub(super) fn compare(work: &mut Work<'_>, shelf: &Shelf<'_>) {
    by_their_own_parts(work, shelf);
    let versions = ceilings(work, shelf);
    plans(work, shelf, &versions);
    spending(work, shelf, &versions);
    cash_plans(work, shelf, &versions);
}

/// The recap of a budget against its own sheets of single sub kegiatan.
fn by_their_own_parts(work: &mut Work<'_>, shelf: &Shelf<'_>) {
    let papers: Vec<&Paper<'_>> = shelf.papers.iter().filter(|paper| paper.counts()).collect();
    for papers in papers.chunk_by(|one, other| one.step == other.step) {
        let is_spending = |paper: &&&Paper<'_>| paper.step.stage == BudgetStage::Realisasi;
        if papers.first().is_none_or(|paper| is_spending(&paper)) {
            continue;
        }
        for field in ["pagu", "pagu-sebelum"] {
            let (parts, whole) = of_their_own(papers, field);
            work.restates(&pairs(&parts, &whole));
        }
    }
}

/// Each state of the budget against the one before it.
fn ceilings(work: &mut Work<'_>, shelf: &Shelf<'_>) -> Vec<Version> {
    let mut versions: Vec<Version> = Vec::new();
    versions.extend(version(shelf.of(BudgetStage::Dpa)));
    let changes = shelf
        .of(BudgetStage::Pergeseran)
        .chain(shelf.of(BudgetStage::Dppa));
    let changes: Vec<&Paper<'_>> = changes.collect();
    // Papers of one step are parts of one change.
    for papers in changes.chunk_by(|one, other| one.step == other.step) {
        let Some(title) = papers.first().map(|paper| paper.title()) else {
            continue;
        };
        let before = nodes_together(papers, "pagu-sebelum");
        if versions.is_empty() {
            let (_, before) = comparable(&[], Cow::Owned(before));
            // The budget itself was not handed in: what the change says of it stands for it.
            versions.extend((!before.is_empty()).then(|| Version {
                title: format!("{title}, sebelum"),
                stage: BudgetStage::Dpa,
                since: 1,
                nodes: before.into_owned(),
            }));
        } else {
            let (known, before) = comparable(&versions, Cow::Owned(before));
            if let Some(earlier) = nearest(&known, &before) {
                let link = Link {
                    earlier: &earlier.nodes,
                    later: &before,
                    earlier_title: earlier.title.clone(),
                    later_title: title,
                    bond: Bond::Restates,
                };
                let document = papers.first().map(|paper| &paper.document);
                let is_unseen = document.is_some_and(|document| {
                    follows_one(shelf, document, &earlier.nodes, &before, false)
                });
                if !(is_unseen && work.agreeing(&link)) {
                    work.link(&link);
                    note_older(work, &known, &before, earlier);
                }
            }
        }
        versions.extend(version(papers.iter().copied()));
    }
    versions
}

/// The ceilings of a stage; of several papers, parts of one whole, all together: then a heading that
/// several parts have is none of theirs alone.
fn version<'p, 'a: 'p>(papers: impl Iterator<Item = &'p Paper<'a>>) -> Option<Version> {
    let papers: Vec<&Paper<'_>> = papers.collect();
    let first = papers.first()?;
    let since = if first.step.stage == BudgetStage::Dppa {
        FIRST_CHANGED
    } else {
        1
    };
    let nodes = nodes_together(&papers, "pagu");
    (!nodes.is_empty()).then(|| Version {
        title: first.title(),
        stage: first.step.stage,
        since,
        nodes,
    })
}

/// The versions and a later paper's nodes as they may be compared: with what the parts of each make
/// together only where that is borne out.
fn comparable<'v>(
    versions: &'v [Version],
    later: Cow<'v, [Node]>,
) -> (Cow<'v, [Version]>, Cow<'v, [Node]>) {
    let mut all = versions
        .iter()
        .flat_map(|version| &version.nodes)
        .chain(&*later);
    if all.all(|node| node.addends.is_empty()) {
        return (Cow::Borrowed(versions), later);
    }
    let lists = versions.iter().map(|version| version.nodes.as_slice());
    if borne_out(lists, &later) {
        return (Cow::Borrowed(versions), later);
    }
    let without = |version: &Version| Version {
        nodes: without_sums(&version.nodes),
        ..version.clone()
    };
    let versions = versions.iter().map(without).collect();
    (Cow::Owned(versions), Cow::Owned(without_sums(&later)))
}

/// The version that differs from a paper least; of equals the latest.
fn nearest<'v>(versions: &'v [Version], later: &[Node]) -> Option<&'v Version> {
    let differing = |version: &&Version| agreement(&pairs(&version.nodes, later)).n_differing;
    versions.iter().rev().min_by_key(differing)
}

/// Every plan against the next stage there is.
fn plans(work: &mut Work<'_>, shelf: &Shelf<'_>, versions: &[Version]) {
    for is_changed in [false, true] {
        let mut chain: Vec<Version> = Vec::new();
        for stage in BudgetStage::ALL.into_iter().filter(|stage| stage.is_plan()) {
            let papers = shelf
                .of(stage)
                .filter(|paper| paper.step.is_changed == is_changed);
            chain.extend(version(papers));
        }
        let budget = if is_changed {
            versions.get(1..).and_then(<[Version]>::last)
        } else {
            versions.first()
        };
        let steps: Vec<&Version> = chain.iter().chain(budget).collect();
        for three in steps.windows(3) {
            let [earlier, between, later] = three else {
                continue;
            };
            strays(work, earlier, between, later);
        }
        for pair in chain.windows(2) {
            let [earlier, later] = pair else { continue };
            follow(work, earlier, &later.nodes, &later.title);
        }
        let Some(last) = chain.last() else { continue };
        if let Some(budget) = budget {
            follow(work, last, &budget.nodes, &budget.title);
        } else if versions.is_empty()
            && let Some(paper) = shelf.of(BudgetStage::Realisasi).last()
        {
            let stated = nodes_together(&[paper], "pagu");
            follow(work, last, &stated, &paper.title());
        }
    }
}

/// Notes the lines in which a step differs from the one before it and the one behind it, which agree: no decision
/// that anyone followed.
fn strays(work: &mut Work<'_>, earlier: &Version, between: &Version, later: &Version) {
    let differing = |pairs: Vec<Pair<'_>>| -> BTreeSet<Place> {
        let other = pairs.iter().filter(|pair| !pair.agrees());
        other.map(|pair| pair.later.cell.0.clone()).collect()
    };
    let own = differing(pairs(&earlier.nodes, &between.nodes));
    if own.is_empty() {
        return;
    }
    let kept: BTreeSet<Place> = pairs(&earlier.nodes, &later.nodes)
        .iter()
        .filter(|pair| pair.agrees())
        .map(|pair| pair.later.cell.0.clone())
        .collect();
    let returned = pairs(&between.nodes, &later.nodes);
    let strays = returned
        .iter()
        .filter(|pair| own.contains(&pair.earlier.cell.0) && kept.contains(&pair.later.cell.0));
    work.strays
        .extend(strays.map(|pair| pair.earlier.cell.0.clone()));
}

fn follow(work: &mut Work<'_>, earlier: &Version, later: &[Node], title: &str) {
    let (earlier, later) = comparable(std::slice::from_ref(earlier), Cow::Borrowed(later));
    let [earlier] = &*earlier else {
        return;
    };
    work.link(&Link {
        earlier: &earlier.nodes,
        later: &later,
        earlier_title: earlier.title.clone(),
        later_title: title.to_owned(),
        bond: Bond::Follows,
    });
}

/// Each report of spending against the ceiling in force in its time.
fn spending(work: &mut Work<'_>, shelf: &Shelf<'_>, versions: &[Version]) {
    let Some(newest) = versions.len().checked_sub(1) else {
        return;
    };
    // The day of a change is seldom said: what one month's report uses is in force for all later ones.
    let mut least = 0;
    for paper in shelf.of(BudgetStage::Realisasi) {
        let stated = nodes_together(&[paper], "pagu");
        let (versions, stated) = comparable(versions, Cow::Owned(stated));
        let spent = without_sums(&nodes_together(&[paper], "realisasi"));
        if paper.last_month().is_none_or(|month| month == 12) {
            least = newest;
        }
        let compared: Vec<Agreement> = versions
            .iter()
            .map(|version| agreement(&pairs(&version.nodes, &stated)))
            .collect();
        let month = paper.last_month().unwrap_or(12);
        let n_due = versions.iter().rposition(|version| version.since <= month);
        let Some(nearest) = nearest_of(&compared, least, n_due.unwrap_or(newest)) else {
            continue;
        };
        let (Some(version), Some(due)) = (versions.get(nearest), versions.get(least)) else {
            continue;
        };
        let is_outdated = nearest < least && is_much_nearer(&compared, nearest, least);
        let used = if is_outdated || nearest >= least {
            version
        } else {
            due
        };
        if is_outdated {
            work.outdated(&link(version, &stated, paper), &link(due, &stated, paper));
        }
        if nearest > least && !stated.is_empty() {
            least = nearest;
        }
        let link = link(used, &stated, paper);
        let is_late = month >= FIRST_CHANGED;
        let is_unseen = follows_one(shelf, &paper.document, &used.nodes, &stated, is_late);
        if !stated.is_empty() && !(is_unseen && work.agreeing(&link)) {
            work.link(&link);
            note_older(work, &versions, &stated, used);
        }
        at_most(work, used, &stated, &spent);
    }
}

/// What each cash plan spreads over the year against the ceilings that it says it spreads; where its words fit
/// several states of the budget, or none, against the nearest. Whether a month's spending kept to the plan is
/// not asked: plans are moved during the year without a document of their own.
fn cash_plans(work: &mut Work<'_>, shelf: &Shelf<'_>, versions: &[Version]) {
    for paper in shelf.cash_plans.iter().filter(|paper| paper.counts()) {
        let stated = nodes_together(&[paper], "pagu");
        let (versions, stated) = comparable(versions, Cow::Owned(stated));
        let is_changed = paper.step.stage != BudgetStage::Dpa;
        let said: Vec<Version> = versions
            .iter()
            .filter(|version| is_changed && version.stage == paper.step.stage)
            .cloned()
            .collect();
        let Some(alike) = nearest(&versions, &stated) else {
            continue;
        };
        let due = nearest(&said, &stated).unwrap_or(alike);
        let differs = |version| agreement(&pairs(version, &stated)).n_differing;
        let is_outdated = differs(&due.nodes) > 1 && differs(&alike.nodes) == 0;
        if is_outdated {
            work.outdated(&link(alike, &stated, paper), &link(due, &stated, paper));
        } else {
            work.link(&link(due, &stated, paper));
            note_older(work, &versions, &stated, due);
        }
    }
}

/// The version that a report is nearest to, of equals the latest that may be in force; the one due where it has no line of any. None
/// where it differs from that one, and a later one, up to the last that may be in force, may say why but has no
/// line of the report's.
fn nearest_of(compared: &[Agreement], due: usize, last: usize) -> Option<usize> {
    let has_lines = |idx: &usize| {
        compared
            .get(*idx)
            .is_some_and(|agreement| agreement.n_lowest > 0)
    };
    let differing = |idx: usize| {
        compared
            .get(idx)
            .map_or(0, |agreement| agreement.n_differing)
    };
    let all = || 0..compared.len();
    let nearest = all()
        .rev()
        .filter(has_lines)
        .min_by_key(|&idx| (differing(idx), idx > last));
    let Some(nearest) = nearest else {
        return Some(due);
    };
    let is_explained = (nearest + 1..=last).any(|idx| !has_lines(&idx));
    (differing(nearest) == 0 || !is_explained).then_some(nearest)
}

fn link<'l>(version: &'l Version, stated: &'l [Node], paper: &Paper<'_>) -> Link<'l> {
    Link {
        earlier: &version.nodes,
        later: stated,
        earlier_title: version.title.clone(),
        later_title: paper.title(),
        bond: Bond::Restates,
    }
}

/// Whether a report is of an older version as a whole, and not of the one due with a few slips.
fn is_much_nearer(compared: &[Agreement], nearest: usize, due: usize) -> bool {
    let of = |idx: usize| compared.get(idx).copied().unwrap_or_default();
    of(due).n_differing > 1 && of(nearest).n_differing * 4 <= of(due).n_differing
}

/// Notes what other versions state for a paper's nodes, so that a figure left standing is known.
fn note_older(work: &mut Work<'_>, versions: &[Version], stated: &[Node], used: &Version) {
    for version in versions
        .iter()
        .filter(|version| version.title != used.title)
    {
        for pair in pairs(&version.nodes, stated) {
            let figures = work
                .proof
                .older
                .entry(pair.later.cell.0.clone())
                .or_default();
            figures.push(pair.earlier.cell.1.value);
        }
    }
}

/// Spending is at most the ceiling, where the report states no ceiling of its own that says so.
fn at_most(work: &mut Work<'_>, version: &Version, stated: &[Node], spent: &[Node]) {
    let own: std::collections::BTreeMap<(&[u32], &str), &Node> = stated
        .iter()
        .map(|node| ((node.key(), node.name.as_str()), node))
        .collect();
    for pair in pairs(&version.nodes, spent) {
        let own = own.get(&(pair.later.key(), pair.later.name.as_str()));
        let is_told = own.is_some_and(|own| own.cell.1.value <= pair.earlier.cell.1.value);
        let is_sum = !pair.earlier.addends.is_empty();
        if !is_told && !is_sum && pair.by != crate::model::relation::Matched::Name {
            let operand = std::slice::from_ref(&pair.earlier.cell);
            relate(
                work.proof,
                "C110",
                &pair.later.cell,
                operand,
                Operation::AtMost,
            );
        }
    }
}
