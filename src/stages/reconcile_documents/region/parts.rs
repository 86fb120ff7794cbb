//! The nodes of papers whose tables are parts of one whole: a sheet for each sub kegiatan, or a file. Comes in: the
//! papers that count for one step. Goes out: the lines of each part under the part's own code, the part itself as
//! a line of the spending tree, and what the parts make together. Whether the sums are meant, the numbers of
//! another paper must bear out: a workbook may hold some of an agency's sheets only.

use std::collections::{BTreeMap, BTreeSet};

use super::nodes::{Identity, Node, nodes_of, parted, plain_column, whole};
use super::pairs::{Pair, pairs};
use super::papers::Paper;
use super::subject::{Subject, subject};

/// The nodes of one table.
struct Table<'a> {
    paper: usize,
    kind: Option<&'a str>,
    subject: Option<Subject>,
    nodes: Vec<Node>,
}

/// The nodes of all papers of a step with a figure of a field.
pub(super) fn nodes_together(papers: &[&Paper<'_>], field: &str) -> Vec<Node> {
    let tables = tables(papers, field);
    let (about_parts, others): (Vec<Table<'_>>, Vec<Table<'_>>) = tables
        .into_iter()
        .partition(|table| table.subject.is_some());
    let shared = shared(&others, papers.len() > 1);
    let mut seen: BTreeSet<Identity> = BTreeSet::new();
    let mut nodes: Vec<Node> = Vec::new();
    let plain = others.iter().flat_map(|table| &table.nodes);
    for node in plain.filter(|node| !shared.contains(&node.place_in_paper())) {
        if seen.insert(node.place_in_paper()) {
            nodes.push(node.clone());
        }
    }
    nodes.extend(parts(&about_parts).filter(|node| seen.insert(node.place_in_paper())));
    let mut whole = sums(about_parts.iter().chain(&others), |identity| {
        !seen.contains(identity)
    });
    nodes.append(&mut whole);
    nodes
}

fn tables<'a>(papers: &[&Paper<'a>], field: &str) -> Vec<Table<'a>> {
    let mut tables: Vec<Table<'a>> = Vec::new();
    for (idx, paper) in papers.iter().enumerate() {
        let mut sheet: Option<(&str, Option<Subject>)> = None;
        for part in &paper.tables {
            let own = subject(part.set).filter(|_| part.lines.is_none());
            // What goes on below on the same sheet is still about the same.
            let above = match &sheet {
                Some((name, subject)) if *name == &*part.set.on.sheet => subject.clone(),
                Some(_) | None => None,
            };
            let subject = own.or(above);
            sheet = Some((&part.set.on.sheet, subject.clone()));
            if let Some(column) = plain_column(part.set, field) {
                tables.push(Table {
                    paper: idx,
                    kind: part.set.kind.as_deref(),
                    subject,
                    nodes: nodes_of(part.set, part.lines.as_ref(), column),
                });
            }
        }
    }
    tables
}

/// What several tables have in common and is none of theirs alone: of several papers whatever two state.
fn shared(tables: &[Table<'_>], are_of_several: bool) -> BTreeSet<Identity> {
    if !are_of_several {
        let of_one = tables.iter().map(|table| (table.kind, table.nodes.clone()));
        return parted(&of_one.collect::<Vec<_>>());
    }
    let mut stating: BTreeMap<Identity, BTreeSet<usize>> = BTreeMap::new();
    for table in tables {
        for node in &table.nodes {
            let papers = stating.entry(node.place_in_paper()).or_default();
            papers.insert(table.paper);
        }
    }
    let is_shared = |node: &Node| {
        let papers = stating.get(&node.place_in_paper());
        node.is_total() || papers.is_some_and(|papers| papers.len() > 1)
    };
    let nodes = tables.iter().flat_map(|table| &table.nodes);
    nodes
        .filter(|node| is_shared(node))
        .map(Node::place_in_paper)
        .collect()
}

/// Each part as a line of the tree, and its own lines as lines of that part; what two sheets of one part state,
/// as those of two sources of funds do, may be meant together.
fn parts(tables: &[Table<'_>]) -> impl Iterator<Item = Node> {
    let mut by_place: BTreeMap<Identity, Vec<Node>> = BTreeMap::new();
    for table in tables {
        let Some(subject) = &table.subject else {
            continue;
        };
        let whole = whole(&table.nodes).map(|whole| Node::of_subject(subject, whole));
        let lines = table.nodes.iter().filter(|node| !node.is_total());
        let lines = lines.map(|node| node.within(subject));
        for node in lines.chain(whole) {
            by_place
                .entry(node.place_in_paper())
                .or_default()
                .push(node);
        }
    }
    by_place.into_values().filter_map(|nodes| {
        let first = nodes.first()?;
        let is_one = nodes
            .iter()
            .all(|node| node.cell.1.value == first.cell.1.value);
        if is_one {
            return Some(first.clone());
        }
        let all: Vec<&Node> = nodes.iter().collect();
        Node::of_parts(&all).map(Node::tentative)
    })
}

/// The parts of papers and what other tables of the same papers state of them, each as far as the numbers bear
/// out that they speak of the same: most lines that both have agree.
pub(super) fn of_their_own(papers: &[&Paper<'_>], field: &str) -> (Vec<Node>, Vec<Node>) {
    let (about_parts, others): (Vec<Table<'_>>, Vec<Table<'_>>) = tables(papers, field)
        .into_iter()
        .partition(|table| table.subject.is_some());
    let whole: Vec<Node> = others.into_iter().flat_map(|table| table.nodes).collect();
    let mut own: Vec<Node> = parts(&about_parts)
        .filter(|node| node.subject.is_empty())
        .collect();
    let mut made = sums(about_parts.iter(), |_| true);
    if are_borne_out(&made, &whole) {
        own.append(&mut made);
    }
    let pairs = pairs(&own, &whole);
    let lowest = || pairs.iter().filter(|pair| pair.is_lowest);
    let n_agreeing = lowest().filter(|pair| pair.agrees()).count();
    if n_agreeing >= MIN_SUMS && n_agreeing * 2 > lowest().count() {
        (own, whole)
    } else {
        (Vec::new(), Vec::new())
    }
}

/// What all parts make of each account, and in all. Headings of the tree are none: a sheet may state its
/// program's whole.
fn sums<'t>(
    tables: impl Iterator<Item = &'t Table<'t>>,
    is_open: impl Fn(&Identity) -> bool,
) -> Vec<Node> {
    let mut by_place: BTreeMap<Identity, Vec<&Node>> = BTreeMap::new();
    for node in tables.flat_map(|table| &table.nodes) {
        if node.is_account() || node.is_total() {
            by_place
                .entry(node.place_in_paper())
                .or_default()
                .push(node);
        }
    }
    by_place.retain(|identity, _| is_open(identity));
    let sums = by_place.values().filter_map(|nodes| Node::of_parts(nodes));
    sums.collect()
}

/// Whether most of what the parts of one paper make together is what the other states.
fn are_borne_out(earlier: &[Node], later: &[Node]) -> bool {
    let pairs = pairs(earlier, later);
    let is_sum = |pair: &&Pair<'_>| {
        let is_made = |node: &Node| !node.addends.is_empty() && !node.is_tentative;
        pair.is_lowest && (is_made(pair.earlier) || is_made(pair.later))
    };
    let n_sums = pairs.iter().filter(is_sum).count();
    let n_agreeing = pairs
        .iter()
        .filter(is_sum)
        .filter(|pair| pair.agrees())
        .count();
    n_agreeing >= MIN_SUMS && n_agreeing * 2 > n_sums
}

/// Fewest sums that bear out that sums are meant.
const MIN_SUMS: usize = 2;

/// The nodes without what parts make together, unless some state of the budget bears it out.
pub(super) fn borne_out<'v>(
    mut versions: impl Iterator<Item = &'v [Node]>,
    later: &[Node],
) -> bool {
    versions.any(|nodes| are_borne_out(nodes, later))
}

/// The nodes that tables state themselves.
pub(super) fn without_sums(nodes: &[Node]) -> Vec<Node> {
    let own = nodes
        .iter()
        .filter(|node| node.addends.is_empty() || node.is_tentative);
    own.cloned().collect()
}
