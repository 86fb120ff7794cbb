//! The lines that two papers both state. Comes in: the nodes of each. Goes out: pairs, each with how sure the match
//! is. Codes pair lines; names only where a code is lost on one side.

use std::cell::LazyCell;
use std::collections::HashMap;

use super::nodes::Node;
use crate::model::place::Place;
use crate::model::relation::{Matched, Operation, Stated, Verdict, judge};
use crate::model::text::likeness;

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
        let (target, operands, operation) = self.claim();
        let operands: Vec<Stated> = operands.iter().map(|(_, stated)| stated.clone()).collect();
        !matches!(judge(operation, &target.1, &operands), Verdict::Fails(_))
    }

    /// What must be what: the later figure the earlier one, or the sum of the cells that make it up.
    pub(super) fn claim(&self) -> (&(Place, Stated), &[(Place, Stated)], Operation) {
        let (earlier, later) = (self.earlier, self.later);
        match (earlier.addends.as_slice(), later.addends.as_slice()) {
            ([], []) => (
                &later.cell,
                std::slice::from_ref(&earlier.cell),
                Operation::Equal,
            ),
            ([], addends) => (&earlier.cell, addends, Operation::Sum),
            (addends, _) => (&later.cell, addends, Operation::Sum),
        }
    }
}

/// How alike the names of lines with one code are, most of them, where the codes mean the same.
const MIN_LIKENESS: f64 = 0.6;

/// The pairs of two papers, in the order of the later one.
pub(super) fn pairs<'n>(earlier: &'n [Node], later: &'n [Node]) -> Vec<Pair<'n>> {
    let coded = earlier.iter().filter(|node| !node.key.is_empty());
    let by_code: HashMap<_, &Node> = coded.map(|node| (node.coded_place(), node)).collect();
    // Most nodes have their codes: names are sorted only where one has not.
    let by_name = LazyCell::new(|| {
        let mut by_name: HashMap<(&[u32], &str), Vec<&'n Node>> = HashMap::new();
        for node in earlier {
            by_name.entry(node.named_place()).or_default().push(node);
        }
        by_name
    });
    let n_named = LazyCell::new(|| {
        let mut n_named: HashMap<(&[u32], &str), usize> = HashMap::new();
        for node in later {
            *n_named.entry(node.named_place()).or_default() += 1;
        }
        n_named
    });
    let mut pairs = Vec::new();
    for node in later {
        let (subject, is_account, key, nth) = node.coded_place();
        let other_class = || {
            let other = by_code.get(&(subject, !is_account, key, nth)).copied();
            other.filter(|other| are_alike(&other.name, &node.name))
        };
        let coded = by_code.get(&node.coded_place()).copied();
        if let Some(other) = coded.or_else(other_class).filter(|_| !key.is_empty()) {
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
            .get(&node.named_place())
            .map_or(&[][..], Vec::as_slice);
        let [other] = named else { continue };
        let codes_differ = !node.key.is_empty() && !other.key.is_empty();
        if !codes_differ
            && node.name.len() >= 5
            && node.is_total == other.is_total
            && n_named.get(&node.named_place()) == Some(&1)
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
    // Both sides in parts: what each part states is compared by itself.
    pairs.retain(|pair| pair.earlier.addends.is_empty() || pair.later.addends.is_empty());
    let is_tentative = |pair: &Pair<'_>| pair.earlier.is_tentative || pair.later.is_tentative;
    pairs.retain(|pair| !is_tentative(pair) || pair.agrees());
    if !names_bear_out(&pairs) {
        return Vec::new();
    }
    mark_lowest(&mut pairs);
    pairs
}

/// Whether two names are one, written out or cut, or with slips.
fn are_alike(a: &str, b: &str) -> bool {
    a == b || a.contains(b) || b.contains(a) || likeness(a, b) >= MIN_LIKENESS
}

/// Whether most lines of one code have one name: else the codes are of two classifications.
fn names_bear_out(pairs: &[Pair<'_>]) -> bool {
    let coded = || pairs.iter().filter(|pair| !pair.later.key.is_empty());
    let n_alike = coded()
        .filter(|pair| are_alike(&pair.earlier.name, &pair.later.name))
        .count();
    n_alike * 2 >= coded().count()
}

/// Where a node stands among the trees of its paper.
pub(super) type TreePlace<'n> = (&'n [u32], bool, &'n [u32]);

fn mark_lowest(pairs: &mut [Pair<'_>]) {
    let mut places: Vec<TreePlace<'_>> = pairs.iter().map(|pair| pair.later.tree_place()).collect();
    places.sort_unstable();
    for pair in pairs {
        let own = pair.later.tree_place();
        // The next one in order is the first below it, if there is one.
        let below = places.get(places.partition_point(|other| *other <= own));
        let has_lower = below.is_some_and(|other| {
            (other.0, other.1) == (own.0, own.1) && other.2.starts_with(own.2)
        });
        pair.is_lowest = !pair.later.is_total && !has_lower;
    }
}
