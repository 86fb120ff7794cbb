//! Formulas that need their own value. Comes in: the formulas and the ranges each refers to. Goes
//! out: the groups of formulas that depend on each other in a circle. Ranges meet the formulas of a
//! column in a tree of halves, so that long ranges cost their logarithm.

use std::collections::{BTreeMap, BTreeSet};

use super::book::{At, Book, Range};
use super::evaluate::Evaluator;
use super::syntax::Expression;
use crate::model::grid::Area;

/// Most edges of the graph that is searched.
const MAX_EDGES: usize = 20_000_000;

/// Functions of a cell's place.
const PLACES: [&str; 6] = ["ROW", "COLUMN", "ROWS", "COLUMNS", "CELL", "OFFSET"];

/// The circles, each in the order of its cells; `None` when there is too much to search.
pub(super) fn cycles(book: &Book<'_>) -> Option<Vec<Vec<At>>> {
    let graph = Graph::new(book)?;
    let n_formulas = graph.cells.len();
    let mut found: Vec<Vec<At>> = Vec::new();
    for component in graph.components() {
        let mut formulas: Vec<usize> = component
            .iter()
            .copied()
            .filter(|&node| node < n_formulas)
            .collect();
        formulas.sort_unstable();
        if !formulas.is_empty() {
            found.push(
                formulas
                    .iter()
                    .filter_map(|&node| graph.cells.get(node).copied())
                    .collect(),
            );
        }
    }
    found.sort();
    Some(found)
}

struct Graph {
    /// The cells with formulas; nodes behind them are halves of columns.
    cells: Vec<At>,
    edges: Vec<Vec<usize>>,
}

/// The formulas of a column in a tree of halves.
struct Halves {
    rows: Vec<u32>,
    /// Node of each place in the tree, the root at 1.
    nodes: Vec<usize>,
}

impl Graph {
    fn new(book: &Book<'_>) -> Option<Self> {
        let looked_into = looked_into(book);
        if looked_into.is_empty() {
            return Some(Self {
                cells: Vec::new(),
                edges: Vec::new(),
            });
        }
        let cells: Vec<At> = book.formulas.keys().copied().collect();
        let mut columns = Columns::new();
        for (node, at) in cells.iter().enumerate() {
            let column = (at.0, at.1.col);
            if looked_into.contains(&column) {
                columns.entry(column).or_default().push((at.1.row, node));
            }
        }
        let mut graph = Self {
            edges: vec![Vec::new(); cells.len()],
            cells,
        };
        let halves: BTreeMap<(usize, u32), Halves> = columns
            .into_iter()
            .map(|(column, formulas)| (column, graph.halves(&formulas)))
            .collect();
        let mut n_edges = 0;
        for node in 0..graph.cells.len() {
            let Some(at) = graph.cells.get(node).copied() else {
                continue;
            };
            let mut needed = Vec::new();
            look_into(book, at, |range| {
                let Area { first, last } = range.area;
                let columns = (range.sheet, first.col)..=(range.sheet, last.col);
                for (_, column) in halves.range(columns) {
                    column.cover(first.row, last.row, &mut needed);
                }
            });
            needed.sort_unstable();
            needed.dedup();
            n_edges += needed.len();
            if n_edges > MAX_EDGES {
                return None;
            }
            if let Some(edges) = graph.edges.get_mut(node) {
                *edges = needed;
            }
        }
        Some(graph)
    }

    fn next(&self, node: usize) -> &[usize] {
        self.edges.get(node).map_or(&[][..], Vec::as_slice)
    }

    /// Builds the tree of a column's formulas: leaves are the formulas, inner nodes are new.
    fn halves(&mut self, formulas: &[(u32, usize)]) -> Halves {
        let n_leaves = formulas.len().next_power_of_two();
        let mut nodes = vec![usize::MAX; n_leaves * 2];
        for (slot, (_, node)) in nodes.iter_mut().skip(n_leaves).zip(formulas) {
            *slot = *node;
        }
        for place in (1..n_leaves).rev() {
            let children: Vec<usize> = [place * 2, place * 2 + 1]
                .iter()
                .filter_map(|&child| nodes.get(child).copied())
                .filter(|&node| node != usize::MAX)
                .collect();
            if children.is_empty() {
                continue;
            }
            let node = self.edges.len();
            self.edges.push(children);
            if let Some(slot) = nodes.get_mut(place) {
                *slot = node;
            }
        }
        Halves {
            rows: formulas.iter().map(|(row, _)| *row).collect(),
            nodes,
        }
    }

    /// Groups of nodes that reach each other, or one that reaches itself (Tarjan), without recursion.
    fn components(&self) -> Vec<Vec<usize>> {
        const NEW: usize = usize::MAX;
        let n_nodes = self.edges.len();
        let mut order = vec![NEW; n_nodes];
        let mut low = vec![0; n_nodes];
        let mut is_open = vec![false; n_nodes];
        let mut open = Vec::new();
        let mut found = Vec::new();
        let mut n_seen = 0;
        let mut path: Vec<(usize, usize)> = Vec::new();
        for start in 0..n_nodes {
            if order.get(start) != Some(&NEW) {
                continue;
            }
            path.push((start, 0));
            while let Some((node, n_done)) = path.pop() {
                if n_done == 0 {
                    set(&mut order, node, n_seen);
                    set(&mut low, node, n_seen);
                    set(&mut is_open, node, true);
                    open.push(node);
                    n_seen += 1;
                }
                if let Some(&next) = self.next(node).get(n_done) {
                    path.push((node, n_done + 1));
                    if order.get(next) == Some(&NEW) {
                        path.push((next, 0));
                    } else if is_open.get(next) == Some(&true) {
                        let reached = order.get(next).copied().unwrap_or(0);
                        lower(&mut low, node, reached);
                    }
                    continue;
                }
                let own = low.get(node).copied().unwrap_or(0);
                if let Some((parent, _)) = path.last() {
                    lower(&mut low, *parent, own);
                }
                if order.get(node) == Some(&own) {
                    let mut component = Vec::new();
                    while let Some(member) = open.pop() {
                        set(&mut is_open, member, false);
                        component.push(member);
                        if member == node {
                            break;
                        }
                    }
                    // Nearly all reach nobody who reaches them, not even themselves.
                    if component.len() > 1 || self.next(node).contains(&node) {
                        found.push(component);
                    }
                }
            }
        }
        found
    }
}

fn set<T>(slots: &mut [T], idx: usize, value: T) {
    if let Some(slot) = slots.get_mut(idx) {
        *slot = value;
    }
}

fn lower(low: &mut [usize], node: usize, to: usize) {
    if let Some(slot) = low.get_mut(node) {
        *slot = (*slot).min(to);
    }
}

/// The formulas of each column by their rows, with their nodes.
type Columns = BTreeMap<(usize, u32), Vec<(u32, usize)>>;

/// The columns with formulas that formulas look into; many are looked into by none.
fn looked_into(book: &Book<'_>) -> BTreeSet<(usize, u32)> {
    let columns = book.formulas.keys().map(|at| (at.0, at.1.col));
    let columns: BTreeSet<(usize, u32)> = columns.collect();
    let mut found = BTreeSet::new();
    for at in book.formulas.keys() {
        if found.len() == columns.len() {
            break;
        }
        look_into(book, *at, |range| {
            let first = (range.sheet, range.area.first.col);
            let last = (range.sheet, range.area.last.col);
            found.extend(columns.range(first..=last).copied());
        });
    }
    found
}

/// The cells and ranges that a formula looks into.
fn look_into(book: &Book<'_>, at: At, mut take: impl FnMut(Range)) {
    let Some(Ok(tree)) = book.formula(at) else {
        return;
    };
    let on = Evaluator::new(book, at);
    // These ask where a cell is, not what it holds.
    let mut asks_where = false;
    tree.walk(&mut |part| {
        asks_where |= matches!(part, Expression::Call(name, _) if PLACES.contains(&&**name));
    });
    if asks_where {
        return;
    }
    tree.walk(&mut |part| {
        if !matches!(part, Expression::Reference(_) | Expression::Name(..)) {
            return;
        }
        let Some(Ok(ranges)) = on.ranges(part) else {
            return;
        };
        ranges.into_iter().for_each(&mut take);
    });
}

impl Halves {
    /// The fewest nodes that are the formulas between two rows.
    fn cover(&self, first: u32, last: u32, nodes: &mut Vec<usize>) {
        let n_leaves = self.nodes.len() / 2;
        let mut low = n_leaves + self.rows.partition_point(|&row| row < first);
        let mut high = n_leaves + self.rows.partition_point(|&row| row <= last);
        let mut take = |place: usize| {
            let node = self.nodes.get(place).copied();
            nodes.extend(node.filter(|&node| node != usize::MAX));
        };
        while low < high {
            if low % 2 == 1 {
                take(low);
                low += 1;
            }
            if high % 2 == 1 {
                high -= 1;
                take(high);
            }
            low /= 2;
            high /= 2;
        }
    }
}
