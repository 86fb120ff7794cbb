//! The nodes of a paper: each line of its trees with the figure of one field. Comes in: papers. Goes out: their
//! lines, each once. Never compares two papers.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::pairs::TreePlace;
use super::papers::Paper;
use super::subject::Subject;
use crate::model::place::Place;
use crate::model::record::{Line, RecordSet};
use crate::model::relation::{Operation, Stated, compute};
use crate::model::text::normalize;

/// A line of a paper with its figure.
#[derive(Debug, Clone)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "facts of a line that have nothing to do with each other"
)]
pub(in crate::stages::reconcile_documents) struct Node {
    /// The code's numbers; empty for the total and for lines without a code.
    pub(super) key: Vec<u32>,
    /// All of the code's numbers.
    pub(super) parts: Vec<u32>,
    /// Which row of that code it is, since urusan and bidang may share one.
    pub(super) nth: usize,
    pub(super) is_total: bool,
    pub(super) is_mended: bool,
    pub(super) name: String,
    /// The part of the budget that its table is about, in numbers; empty where that is all of it.
    pub(super) subject: Vec<u32>,
    /// Whether its code is an account's, and not one of the spending tree.
    pub(super) is_account: bool,
    pub(in crate::stages::reconcile_documents) cell: (Place, Stated),
    /// The cells that make up its figure together, where parts of one whole state it.
    pub(super) addends: Vec<(Place, Stated)>,
    /// Whether only a figure that agrees tells that these cells are meant together.
    pub(super) is_tentative: bool,
}

/// What tells a node from the others of a paper.
pub(super) type Identity = (Vec<u32>, bool, Vec<u32>, usize, String);

/// The same, borrowed.
type OwnPlace<'n> = (&'n [u32], bool, &'n [u32], usize, &'n str);

/// The nodes of a paper with a figure of a field; of several tables that have a node, the first. What
/// tables that are parts of one whole have in common is none of theirs alone and left out.
pub(super) fn nodes(paper: &Paper<'_>, field: &str) -> Vec<Node> {
    let tables = tables(paper, field);
    let shared = parted(&tables);
    let mut nodes: Vec<Node> = tables.into_iter().flat_map(|(_, nodes)| nodes).collect();
    if !shared.is_empty() {
        nodes.retain(|node| !shared.contains(&node.place_in_paper()));
    }
    let mut seen = HashSet::new();
    let is_first: Vec<bool> = nodes
        .iter()
        .map(|node| seen.insert(node.own_place()))
        .collect();
    let mut is_first = is_first.into_iter();
    nodes.retain(|_| is_first.next() == Some(true));
    nodes
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
pub(super) fn parted(tables: &[(Option<&str>, Vec<Node>)]) -> BTreeSet<Identity> {
    let mut by_kind: BTreeMap<Option<&str>, BTreeMap<OwnPlace<'_>, Vec<&Node>>> = BTreeMap::new();
    for (kind, nodes) in tables {
        let of_kind = by_kind.entry(*kind).or_default();
        for node in nodes {
            of_kind.entry(node.own_place()).or_default().push(node);
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
            let shared = shared().filter_map(|(_, nodes)| nodes.first());
            parted.extend(shared.map(|node| node.place_in_paper()));
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
pub(super) fn nodes_of(
    set: &RecordSet,
    only: Option<&BTreeSet<usize>>,
    column: usize,
) -> Vec<Node> {
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
                subject: Vec::new(),
                is_account: is_account(line),
                addends: Vec::new(),
                is_tentative: false,
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
        subject: Vec::new(),
        is_account: false,
        addends: Vec::new(),
        is_tentative: false,
        cell,
    })
}

/// Whether a line's code is an account's.
fn is_account(line: &Line) -> bool {
    let level = line.level.as_deref().unwrap_or_default();
    level == "akun" || level == "kelompok" || level == "jenis" || level.ends_with("objek")
}

/// Whether a line's code is not the one that is written.
fn is_mended(set: &RecordSet, line: &Line, columns: &[usize]) -> bool {
    let Some(code) = &line.code else { return false };
    let [column] = columns else { return false };
    let written = set.typed.text(line.row_idx, *column);
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    written.is_none_or(|written| digits(&written) != digits(&code.to_string()))
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
    pub(super) fn place_in_paper(&self) -> Identity {
        let (subject, is_account, key, nth, name) = self.own_place();
        (
            subject.to_vec(),
            is_account,
            key.to_vec(),
            nth,
            name.to_owned(),
        )
    }

    fn own_place(&self) -> OwnPlace<'_> {
        let name = if self.key.is_empty() {
            self.name.as_str()
        } else {
            ""
        };
        (&self.subject, self.is_account, &self.key, self.nth, name)
    }

    pub(super) fn tree_place(&self) -> TreePlace<'_> {
        (&self.subject, self.is_account, &self.key)
    }

    pub(super) fn coded_place(&self) -> (&[u32], bool, &[u32], usize) {
        (&self.subject, self.is_account, &self.key, self.nth)
    }

    pub(super) fn named_place(&self) -> (&[u32], &str) {
        (&self.subject, &self.name)
    }

    pub(super) fn is_account(&self) -> bool {
        self.is_account
    }

    /// The line that a whole table is about, with the figure that stands for the table.
    pub(super) fn of_subject(subject: &Subject, whole: &Self) -> Self {
        Self {
            key: subject.key.clone(),
            parts: subject.parts.clone(),
            nth: 0,
            is_total: false,
            is_mended: false,
            name: subject.name.clone(),
            subject: Vec::new(),
            is_account: false,
            cell: whole.cell.clone(),
            addends: Vec::new(),
            is_tentative: false,
        }
    }

    /// The same line as one of a part of the budget.
    pub(super) fn within(&self, subject: &Subject) -> Self {
        Self {
            subject: subject.key.clone(),
            ..self.clone()
        }
    }

    /// The same line, meant so only where a figure that agrees tells.
    pub(super) fn tentative(self) -> Self {
        Self {
            is_tentative: true,
            ..self
        }
    }

    /// The line of several parts together, with what they make; none where that is too large.
    pub(super) fn of_parts(parts: &[&Self]) -> Option<Self> {
        let addends: Vec<(Place, Stated)> = parts.iter().map(|part| part.cell.clone()).collect();
        let stated: Vec<Stated> = addends.iter().map(|(_, stated)| stated.clone()).collect();
        let first = parts.first()?;
        let sum = Stated {
            value: compute(Operation::Sum, &stated)?,
            ..first.cell.1.clone()
        };
        Some(Self {
            cell: (first.cell.0.clone(), sum),
            addends,
            is_tentative: false,
            ..(*first).clone()
        })
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
    let own = || nodes.iter().filter(|node| node.subject.is_empty());
    own().find(|node| node.is_total).or_else(|| {
        let shortest = own()
            .filter(|node| !node.key.is_empty())
            .map(|node| node.key.len())
            .min()?;
        let mut top = own().filter(|node| node.key.len() == shortest);
        let first = top.next()?;
        // Urusan and bidang that share a code are one top.
        top.all(|node| node.key == first.key).then_some(first)
    })
}
