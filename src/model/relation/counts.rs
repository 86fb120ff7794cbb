//! How many claims were judged, and how. Comes in: judged relations. Goes out: their numbers, as a
//! manifest tells them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Relation, Verdict};

/// Relations by what was found of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct VerdictCounts {
    /// Stated and computed agree.
    pub holds: usize,
    /// They do not.
    pub fails: usize,
    /// The claim cannot be tested.
    pub cannot_judge: usize,
}

impl VerdictCounts {
    fn add(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Holds(_) => self.holds += 1,
            Verdict::Fails(_) => self.fails += 1,
            Verdict::CannotJudge(_) => self.cannot_judge += 1,
        }
    }

    fn absorb(&mut self, other: &Self) {
        self.holds += other.holds;
        self.fails += other.fails;
        self.cannot_judge += other.cannot_judge;
    }
}

/// All relations of a run, and those of each operation by its public name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RelationCounts {
    /// All.
    #[serde(flatten)]
    pub all: VerdictCounts,
    /// By operation.
    pub by_operation: BTreeMap<&'static str, VerdictCounts>,
}

impl RelationCounts {
    /// Counts relations.
    pub fn of(relations: &[Relation]) -> Self {
        let mut counts = Self::default();
        for relation in relations {
            let by_operation = &mut counts.by_operation;
            by_operation
                .entry(relation.operation.name())
                .or_default()
                .add(&relation.verdict);
            counts.all.add(&relation.verdict);
        }
        counts
    }

    /// Adds those of another proof.
    pub fn absorb(&mut self, other: &Self) {
        self.all.absorb(&other.all);
        for (&operation, counts) in &other.by_operation {
            let own = self.by_operation.entry(operation).or_default();
            own.absorb(counts);
        }
    }
}
