//! The nodes of a paper: each line of its trees with the figure of one field, and the pairs that two
//! papers state. Comes in: papers. Goes out: pairs, each with how sure the match is. Codes pair
//! lines; names only where a code is lost on one side.

use std::collections::{BTreeMap, BTreeSet};

use super::papers::Paper;
use crate::model::place::Place;
use crate::model::record::{Line, RecordSet};
use crate::model::relation::{Matched, Stated};
use crate::model::text::{likeness, normalize};

/// A line of a paper with its figure.
#[derive(Debug, Clone)]
pub(in crate::stages::reconcile_documents) struct Node {
    /// The code's numbers; empty for the total and for lines without a code.
    key: Vec<u32>,
    /// All of the code's numbers.
    parts: Vec<u32>,
    /// Which row of that code it is, since urusan and bidang may share one.
    nth: usize,
    is_total: bool,
    is_mended: bool,
    pub(super) name: String,
    pub(in crate::stages::reconcile_documents) cell: (Place, Stated),
}

/// The same node in two papers.
#[derive(Debug, Clone)]
pub(super) struct Pair<'n> {
    pub(super) earlier: &'n Node,
    pub(super) later: &'n Node,
    pub(super) by: Matched,
    /// Whether no other pair stands under it.
    pub(super) is_lowest: bool,
}

impl Pair<'_> {
    pub(super) fn agrees(&self) -> bool {
        use crate::model::relation::{Operation, Verdict, judge};
        let verdict = judge(
            Operation::Equal,
            &self.later.cell.1,
            std::slice::from_ref(&self.earlier.cell.1),
        );
        !matches!(verdict, Verdict::Fails(_))
    }
}

/// How alike the names of lines with one code are, most of them, where the codes mean the same.
const MIN_LIKENESS: f64 = 0.6;

/// What tells a node from the others of a paper.
type Identity = (Vec<u32>, usize, String);

/// The nodes of a paper with a figure of a field; of several tables that have a node, the first. What
/// tables that are parts of one whole have in common is none of theirs alone and left out.
pub(super) fn nodes(paper: &Paper<'_>, field: &str) -> Vec<Node> {
    let tables = tables(paper, field);
    let shared = parted(&tables);
    let mut seen: BTreeSet<Identity> = BTreeSet::new();
    let nodes = tables.into_iter().flat_map(|(_, nodes)| nodes);
    nodes
        .filter(|node| !shared.contains(&node.place_in_paper()))
        .filter(|node| seen.insert(node.place_in_paper()))
        .collect()
}

/// The nodes of each table of a paper, where its tables are parts of one whole.
pub(super) fn nodes_of_parts(paper: &Paper<'_>, field: &str) -> Option<Vec<Vec<Node>>> {
    let tables = tables(paper, field);
    let is_parted = !parted(&tables).is_empty();
    is_parted.then(|| tables.into_iter().map(|(_, nodes)| nodes).collect())
}

/// The nodes of each table with its kind.
fn tables<'a>(paper: &Paper<'a>, field: &str) -> Vec<(Option<&'a str>, Vec<Node>)> {
    let tables = paper.tables.iter().filter_map(|part| {
        let column = plain_column(part.set, field)?;
        let nodes = nodes_of(part.set, part.lines.as_ref(), column);
        Some((part.set.kind.as_deref(), nodes))
    });
    tables.collect()
}

/// The nodes that several tables of one kind have, where more than a quarter of these differ: so do
/// the accounts of one sub kegiatan and another, and not two copies with a slip.
fn parted(tables: &[(Option<&str>, Vec<Node>)]) -> BTreeSet<Identity> {
    let mut by_kind: BTreeMap<Option<&str>, BTreeMap<Identity, Vec<&Node>>> = BTreeMap::new();
    for (kind, nodes) in tables {
        let of_kind = by_kind.entry(*kind).or_default();
        for node in nodes {
            of_kind.entry(node.place_in_paper()).or_default().push(node);
        }
    }
    let mut parted = BTreeSet::new();
    for of_kind in by_kind.into_values() {
        let shared = || of_kind.iter().filter(|(_, nodes)| nodes.len() > 1);
        let differ = |nodes: &[&Node]| {
            let values = || nodes.iter().map(|node| node.cell.1.value);
            values().min() != values().max()
        };
        let n_differing = shared().filter(|(_, nodes)| differ(nodes)).count();
        if n_differing * 4 > shared().count() {
            parted.extend(shared().map(|(identity, _)| identity.clone()));
        }
    }
    parted
}

/// The nodes of one table with a figure of a field.
pub(in crate::stages::reconcile_documents) fn nodes_of_table(
    set: &RecordSet,
    field: &str,
) -> Vec<Node> {
    plain_column(set, field).map_or_else(Vec::new, |column| nodes_of(set, None, column))
}

/// The column of a field that speaks of the document's own year and whole period.
pub(super) fn plain_column(set: &RecordSet, field: &str) -> Option<usize> {
    let columns = set.columns_of(field);
    let fits = |&column: &usize| {
        let mapped = set.fields.get(column).and_then(Option::as_ref);
        mapped.is_some_and(|mapped| {
            mapped.period.is_none() && mapped.year.is_none_or(|year| Some(year) == set.year)
        })
    };
    let mut plain = columns.iter().copied().filter(fits);
    match (plain.next(), plain.next()) {
        (Some(only), None) => Some(only),
        (None, _) if columns.len() == 1 => columns.first().copied(),
        _ => None,
    }
}

/// The nodes of a table, or of some of its lines, which have no total of their own.
fn nodes_of(set: &RecordSet, only: Option<&BTreeSet<usize>>, column: usize) -> Vec<Node> {
    let code_columns = set.columns_of("kode");
    let mut met: BTreeMap<&[u32], usize> = BTreeMap::new();
    let mut nodes = Vec::new();
    let lines = set.lines.iter().enumerate();
    let lines = lines
        .filter(|(idx, line)| !line.stands_apart && only.is_none_or(|only| only.contains(idx)));
    for (_, line) in lines {
        let nth = met.entry(&line.key).or_default();
        if let Some(cell) = set.number(line.row_idx, column) {
            nodes.push(Node {
                key: line.key.clone(),
                parts: line
                    .code
                    .as_ref()
                    .map(|code| code.parts.clone())
                    .unwrap_or_default(),
                nth: if line.key.is_empty() { 0 } else { *nth },
                is_total: false,
                is_mended: is_mended(set, line, &code_columns),
                name: normalize(&line.name),
                cell,
            });
        }
        *nth += 1;
    }
    if only.is_none()
        && let Some(total) = total_node(set, column)
        && nodes.iter().all(|node| node.cell.0 != total.cell.0)
    {
        nodes.push(total);
    }
    nodes
}

/// The total row of a table.
fn total_node(set: &RecordSet, column: usize) -> Option<Node> {
    use crate::model::table::RowKind;
    let rows = &set.typed.table.rows;
    let row_idx = rows
        .iter()
        .rposition(|row| row.kind == RowKind::Total && row.is_sure)?;
    let cell = set.number(row_idx, column)?;
    Some(Node {
        key: Vec::new(),
        parts: Vec::new(),
        nth: 0,
        is_total: true,
        is_mended: false,
        name: "total".to_owned(),
        cell,
    })
}

/// Whether a line's code is not the one that is written.
fn is_mended(set: &RecordSet, line: &Line, columns: &[usize]) -> bool {
    let Some(code) = &line.code else { return false };
    let [column] = columns else { return false };
    let written = set.typed.text(line.row_idx, *column);
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    written.is_none_or(|written| digits(written) != digits(&code.to_string()))
}

/// The pairs of two papers, in the order of the later one.
pub(super) fn pairs<'n>(earlier: &'n [Node], later: &'n [Node]) -> Vec<Pair<'n>> {
    let mut by_code: BTreeMap<(&[u32], usize), &Node> = BTreeMap::new();
    let mut by_name: BTreeMap<&str, Vec<&Node>> = BTreeMap::new();
    for node in earlier {
        if node.key.is_empty() {
            by_name.entry(&node.name).or_default().push(node);
        } else {
            by_code.insert((&node.key, node.nth), node);
            by_name.entry(&node.name).or_default().push(node);
        }
    }
    let mut n_named: BTreeMap<&str, usize> = BTreeMap::new();
    for node in later {
        *n_named.entry(&node.name).or_default() += 1;
    }
    let mut pairs = Vec::new();
    for node in later {
        let coded = by_code.get(&(node.key.as_slice(), node.nth)).copied();
        if let Some(other) = coded.filter(|_| !node.key.is_empty()) {
            let is_exact = node.parts == other.parts && !node.is_mended && !other.is_mended;
            let by = if is_exact {
                Matched::Code
            } else {
                Matched::MendedCode
            };
            pairs.push(Pair {
                earlier: other,
                later: node,
                by,
                is_lowest: true,
            });
            continue;
        }
        // A name speaks only where it is the only one of its kind and no code says otherwise.
        let named = by_name
            .get(node.name.as_str())
            .map_or(&[][..], Vec::as_slice);
        let [other] = named else { continue };
        let codes_differ = !node.key.is_empty() && !other.key.is_empty();
        if !codes_differ
            && node.name.len() >= 5
            && node.is_total == other.is_total
            && n_named.get(node.name.as_str()) == Some(&1)
        {
            pairs.push(Pair {
                earlier: other,
                later: node,
                by: if node.is_total {
                    Matched::Code
                } else {
                    Matched::Name
                },
                is_lowest: true,
            });
        }
    }
    if !names_bear_out(&pairs) {
        return Vec::new();
    }
    mark_lowest(&mut pairs);
    pairs
}

/// Whether most lines of one code have one name: else the codes are of two classifications.
fn names_bear_out(pairs: &[Pair<'_>]) -> bool {
    let coded = || pairs.iter().filter(|pair| !pair.later.key.is_empty());
    let n_alike = coded()
        .filter(|pair| {
            let (a, b) = (&pair.earlier.name, &pair.later.name);
            a == b
                || a.contains(b.as_str())
                || b.contains(a.as_str())
                || likeness(a, b) >= MIN_LIKENESS
        })
        .count();
    n_alike * 2 >= coded().count()
}

fn mark_lowest(pairs: &mut [Pair<'_>]) {
    let keys: std::collections::BTreeSet<Vec<u32>> =
        pairs.iter().map(|pair| pair.later.key.clone()).collect();
    for pair in pairs {
        let key = &pair.later.key;
        // The next key in order is the first below it, if there is one.
        let below = keys.range(key.clone()..).find(|other| *other != key);
        let has_lower = below.is_some_and(|other| other.starts_with(key));
        pair.is_lowest = !pair.later.is_total && !has_lower;
    }
}

impl Node {
    /// What tells its line from others of a document: code, or name where it has none.
    pub(super) fn identity(&self) -> (Vec<u32>, String) {
        let name = if self.key.is_empty() {
            self.name.as_str()
        } else {
            ""
        };
        (self.key.clone(), name.to_owned())
    }

    pub(super) fn is_total(&self) -> bool {
        self.is_total
    }

    /// What tells its line from others of one paper.
    fn place_in_paper(&self) -> Identity {
        let (key, name) = self.identity();
        (key, self.nth, name)
    }

    /// All of the code's numbers, those that documents of other spellings lack too.
    pub(super) fn parts(&self) -> &[u32] {
        &self.parts
    }

    pub(super) fn key(&self) -> &[u32] {
        &self.key
    }

    /// The node in a reader's words: its code and name.
    pub(super) fn words(&self) -> String {
        self.name.clone()
    }
}

/// The cells that make up a whole paper: its total, its only top node, or all its top nodes.
pub(super) fn whole_cells(nodes: &[Node]) -> Vec<(Place, Stated)> {
    if let Some(node) = whole(nodes) {
        return vec![node.cell.clone()];
    }
    let coded = || nodes.iter().filter(|node| !node.key.is_empty());
    let Some(shortest) = coded().map(|node| node.key.len()).min() else {
        return Vec::new();
    };
    let top = || coded().filter(|node| node.key.len() == shortest);
    let is_under = |node: &Node| top().any(|top| node.key.starts_with(&top.key));
    let is_whole = nodes
        .iter()
        .all(|node| !node.key.is_empty() && is_under(node))
        && top().all(|node| node.nth == 0);
    if is_whole {
        top().map(|node| node.cell.clone()).collect()
    } else {
        Vec::new()
    }
}

/// The figure that stands for a whole paper: its total row, or its only top node.
pub(in crate::stages::reconcile_documents) fn whole(nodes: &[Node]) -> Option<&Node> {
    nodes.iter().find(|node| node.is_total).or_else(|| {
        let shortest = nodes
            .iter()
            .filter(|node| !node.key.is_empty())
            .map(|node| node.key.len())
            .min()?;
        let mut top = nodes.iter().filter(|node| node.key.len() == shortest);
        let first = top.next()?;
        // Urusan and bidang that share a code are one top.
        top.all(|node| node.key == first.key).then_some(first)
    })
}
