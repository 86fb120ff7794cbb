//! Codes by their beginnings: which code stands where, and what begins with it.

use std::collections::BTreeMap;

/// A place in the forest; the root of all is [`TOP`].
pub(super) type Knot = usize;

/// Where every code begins.
pub(super) const TOP: Knot = 0;

/// All codes of a table, each part a knot under the parts before it.
#[derive(Debug)]
pub(super) struct Forest {
    next: BTreeMap<(Knot, u32), Knot>,
    /// Per knot: codes that end here, and codes that go on.
    counts: Vec<(usize, usize)>,
}

impl Forest {
    pub(super) fn new() -> Self {
        Self {
            next: BTreeMap::new(),
            counts: vec![(0, 0)],
        }
    }

    /// Adds a code; gives its knot.
    pub(super) fn add(&mut self, parts: &[u32]) -> Knot {
        let mut knot = TOP;
        for part in parts {
            if let Some((_, below)) = self.counts.get_mut(knot) {
                *below += 1;
            }
            let fresh = self.counts.len();
            knot = *self.next.entry((knot, *part)).or_insert(fresh);
            if knot == fresh {
                self.counts.push((0, 0));
            }
        }
        if let Some((here, _)) = self.counts.get_mut(knot) {
            *here += 1;
        }
        knot
    }

    /// Takes a code away again.
    pub(super) fn remove(&mut self, parts: &[u32]) {
        let mut knot = TOP;
        for part in parts {
            if let Some((_, below)) = self.counts.get_mut(knot) {
                *below = below.saturating_sub(1);
            }
            match self.next.get(&(knot, *part)) {
                Some(&next) => knot = next,
                None => return,
            }
        }
        if let Some((here, _)) = self.counts.get_mut(knot) {
            *here = here.saturating_sub(1);
        }
    }

    /// The knots of a code's beginnings, from its first part on, as far as they are known.
    pub(super) fn walk<'a>(&'a self, parts: &'a [u32]) -> impl Iterator<Item = Knot> + 'a {
        parts.iter().scan(TOP, |knot, part| {
            *knot = *self.next.get(&(*knot, *part))?;
            Some(*knot)
        })
    }

    /// Rows that bear this code.
    pub(super) fn n_at(&self, parts: &[u32]) -> usize {
        self.counts_of(parts).0
    }

    /// Rows whose code goes on from this one.
    pub(super) fn n_below(&self, parts: &[u32]) -> usize {
        self.counts_of(parts).1
    }

    fn counts_of(&self, parts: &[u32]) -> (usize, usize) {
        let knots = self.walk(parts).enumerate();
        let last = knots.last().filter(|(idx, _)| idx + 1 == parts.len());
        last.and_then(|(_, knot)| self.counts.get(knot))
            .copied()
            .unwrap_or_default()
    }

    /// Length of the longest beginning, shorter than the code itself, that a row bears.
    pub(super) fn linked(&self, parts: &[u32]) -> usize {
        let before = parts
            .get(..parts.len().saturating_sub(1))
            .unwrap_or_default();
        let borne = self
            .walk(before)
            .enumerate()
            .filter(|(_, knot)| self.counts.get(*knot).is_some_and(|(here, _)| *here > 0));
        borne.last().map_or(0, |(idx, _)| idx + 1)
    }

    /// How many knots there are.
    pub(super) fn len(&self) -> usize {
        self.counts.len()
    }
}
