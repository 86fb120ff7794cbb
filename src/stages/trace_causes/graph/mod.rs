//! The graph of relations and cells: what else changes when one cell is corrected. Cells are known
//! by number here, and sums are judged by what changed in them, so that a correction costs what it
//! touches and not the length of the sums.

mod cells;
mod parts;
mod trial;
mod wanted;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use rust_decimal::Decimal;

use crate::model::amount::{Grain, Unit};
use crate::model::formula::FormulaNote;
use crate::model::place::Place;
use crate::model::relation::{
    Matched, OpenProofs, Operation, Origin, Relation, Stated, Support, Verdict, compute,
};
use parts::Parts;
use trial::Trial;
use wanted::{as_stated, factor};

/// Most cells that may follow one correction.
const MAX_FOLLOWERS: usize = 200;

/// Most operands of a relation across a row.
const MAX_BESIDE: usize = 40;

/// Most operands of a claim that are looked at for doubts.
const MAX_DOUBTED: usize = 400;

/// Number of a cell in the graph.
pub(super) type CellId = usize;

/// Relations by the cells they speak of.
pub(super) struct Graph<'a> {
    parts: Parts<'a>,
    /// Failed sums that state too much, by file, sheet and row of their target.
    exceeding: BTreeMap<(&'a str, &'a str, u32), usize>,
}

/// A relation that a cell takes part in.
#[derive(Debug, Clone, Copy)]
struct Link {
    relation: usize,
    role: Role,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Target,
    Added,
    Subtracted,
    /// An operand of a product, share or change.
    Factor,
}

/// A judged relation, ready to be judged again.
struct Node {
    target: CellId,
    operands: Vec<CellId>,
    held: bool,
    /// For sums and what is like them: what the operands make, and by how much it is divided.
    linear: Option<Linear>,
    tolerance: Decimal,
}

struct Linear {
    middle: Decimal,
    divisor: Decimal,
}

/// Corrections already made: values of cells, and failures that hold with them.
#[derive(Debug, Default)]
pub(super) struct Settled {
    values: BTreeMap<CellId, Decimal>,
    shifts: BTreeMap<usize, Decimal>,
    mended: BTreeSet<usize>,
}

/// What a correction of one cell brings about.
#[derive(Debug, Clone, Default)]
pub(super) struct Effect {
    /// Failed relations that hold afterwards.
    pub(super) fixed: BTreeSet<usize>,
    /// Limits that were passed and are kept afterwards: they follow, but speak for no cell.
    pub(super) relieved: BTreeSet<usize>,
    /// Relations that held and fail afterwards.
    pub(super) n_broken: usize,
    /// Cells that must change with it, since they were computed from it.
    pub(super) followers: BTreeMap<CellId, Decimal>,
    /// Relations that were looked at.
    pub(super) touched: BTreeSet<usize>,
    shifts: BTreeMap<usize, Decimal>,
}

impl Settled {
    /// Takes over a correction and what followed it.
    pub(super) fn accept(&mut self, cell: CellId, value: Decimal, effect: &Effect) {
        self.values.insert(cell, value);
        self.values.extend(&effect.followers);
        for (&relation, &shift) in &effect.shifts {
            let sum = self.shifts.entry(relation).or_default();
            *sum = sum.saturating_add(shift);
        }
        self.mended.extend(&effect.fixed);
    }
}

impl<'a> Graph<'a> {
    pub(super) fn new(proofs: &'a OpenProofs<'a>) -> Self {
        let parts = Parts::of(proofs);
        let mut exceeding = BTreeMap::new();
        for relation in parts.failed().filter_map(|idx| parts.relation(idx)) {
            if let Verdict::Fails(comparison) = &relation.verdict
                && relation.operation == Operation::Sum
                && comparison.difference > Decimal::ZERO
            {
                *exceeding.entry(row_of(&relation.target)).or_default() += 1;
            }
        }
        Self { parts, exceeding }
    }

    /// The relations that fail, in order.
    pub(super) fn failed(&self) -> impl Iterator<Item = usize> + '_ {
        self.parts.failed()
    }

    /// A relation ready to be judged again; `None` where it cannot be.
    fn node(&self, idx: usize) -> Option<&Node> {
        let node = self.parts.node(idx)?;
        node.get_or_init(|| self.made_ready(self.relation(idx)?).map(Box::new))
            .as_deref()
    }

    fn made_ready(&self, relation: &Relation) -> Option<Node> {
        let (held, tolerance) = match &relation.verdict {
            Verdict::Holds(comparison) => (true, comparison.tolerance),
            Verdict::Fails(comparison) => (false, comparison.tolerance),
            Verdict::CannotJudge(_) => return None,
        };
        let target = self.id(&relation.target)?;
        // What is counted is rows, not the numbers in them.
        let operands: Vec<CellId> = match relation.operation {
            Operation::Count => Vec::new(),
            _ => relation
                .operands
                .iter()
                .map(|place| self.id(place))
                .collect::<Option<_>>()?,
        };
        let linear = match relation.operation {
            Operation::Product
            | Operation::TaxedProduct
            | Operation::Share
            | Operation::Change
            | Operation::Formula(_) => None,
            Operation::Sum
            | Operation::Difference
            | Operation::Net(_)
            | Operation::Equal
            | Operation::AtMost
            | Operation::Count => Some(Decimal::ONE),
            Operation::Mean => Some(Decimal::from(operands.len().max(1))),
        };
        let linear = match linear {
            Some(divisor) => Some(Linear {
                middle: compute(relation.operation, &self.operands(relation)?)?,
                divisor,
            }),
            None => None,
        };
        Some(Node {
            target,
            operands,
            held,
            linear,
            tolerance,
        })
    }

    pub(super) fn relation(&self, idx: usize) -> Option<&'a Relation> {
        self.parts.relation(idx)
    }

    /// How well a claim that only numbers make is borne out.
    pub(super) fn support(&self, relation: &Relation) -> Option<&'a Support> {
        if relation.origin != Origin::Inferred {
            return None;
        }
        let key = (relation.target.clone(), relation.operation);
        let mut proofs = self.parts.proofs_of(&relation.target);
        proofs.find_map(|proof| proof.support.get(&key))
    }

    /// By what the cells of a claim between documents are known to state one figure.
    pub(super) fn matched(&self, relation: &Relation) -> Option<Matched> {
        let operand = relation.operands.first()?;
        let key = (relation.target.clone(), operand.clone());
        self.parts.between().matches.get(&key).copied()
    }

    /// Whether older versions of a cell's document state this figure for its line.
    pub(super) fn is_outdated(&self, place: &Place, value: Decimal) -> bool {
        let older = self.parts.between().older.get(place);
        older.is_some_and(|older| older.contains(&value))
    }

    /// The number of a cell.
    fn id(&self, place: &Place) -> Option<CellId> {
        self.parts.id(place)
    }

    /// Where a cell stands.
    pub(super) fn place(&self, cell: CellId) -> Option<&'a Place> {
        self.parts.place(cell)
    }

    pub(super) fn stated(&self, place: &Place) -> Option<&'a Stated> {
        self.number(self.id(place)?)
    }

    /// What a cell states, by its number.
    fn number(&self, cell: CellId) -> Option<&'a Stated> {
        self.parts.number(cell)
    }

    /// What is known of a cell through its formula, or its neighbours'.
    pub(super) fn formula_note(&self, place: &Place) -> Option<&'a FormulaNote> {
        let mut proofs = self.parts.proofs_of(place);
        proofs.find_map(|proof| proof.formulas.get(place))
    }

    /// Failed claims that a cell makes.
    pub(super) fn failed_claims(&self, place: &Place) -> impl Iterator<Item = usize> + '_ {
        let links = self.id(place).map(|cell| self.links_of(cell));
        links
            .into_iter()
            .flatten()
            .filter(|link| link.role == Role::Target)
            .map(|link| link.relation)
            .filter(|&idx| self.relation(idx).is_some_and(Relation::fails))
    }

    /// What a relation's operands make with the corrections already made, as its target would
    /// state it.
    pub(super) fn computed_now(&self, idx: usize, settled: &Settled) -> Option<Decimal> {
        let node = self.node(idx)?;
        let computed = Trial::new(self, settled).computed(idx)?;
        let target = self.number(node.target)?;
        Some(as_stated(self.relation(idx)?.operation, target, computed))
    }

    /// What a cell states.
    pub(super) fn value(&self, cell: CellId) -> Option<Decimal> {
        self.number(cell).map(|stated| stated.value)
    }

    /// How many failed sums of a cell's row state more than their addends make.
    pub(super) fn n_exceeding(&self, place: &Place) -> usize {
        self.exceeding.get(&row_of(place)).copied().unwrap_or(0)
    }

    /// Numbers of a relation's operands; of a count, one each.
    pub(super) fn operands(&self, relation: &Relation) -> Option<Vec<Stated>> {
        if relation.operation == Operation::Count {
            let one = Stated {
                value: Decimal::ONE,
                grain: Grain::Exact,
                unit: Unit::Unknown,
            };
            return Some(vec![one; relation.operands.len()]);
        }
        relation
            .operands
            .iter()
            .map(|place| self.stated(place).cloned())
            .collect()
    }

    /// What happens when `cell` becomes `value`: cells computed from it follow, then every relation
    /// touched is judged again.
    ///
    /// Limits hold or fail by themselves: moving the limit to make them hold is no correction, so
    /// they never speak for a cell that is not their own.
    pub(super) fn correct(&self, cell: CellId, value: Decimal, settled: &Settled) -> Effect {
        let mut trial = Trial::new(self, settled);
        trial.set(cell, value);
        let mut queue = VecDeque::from([cell]);
        let mut n_steps = 0;
        while let Some(place) = queue.pop_front() {
            n_steps += 1;
            if n_steps > MAX_FOLLOWERS * 2 {
                break;
            }
            for link in self.links_of(place) {
                let Some((follower, value)) = trial.follower(link, place) else {
                    continue;
                };
                let is_news = follower != cell && trial.value(follower) != Some(value);
                if is_news && trial.changed.len() <= MAX_FOLLOWERS {
                    trial.set(follower, value);
                    queue.push_back(follower);
                }
            }
        }
        trial.effect(cell)
    }

    /// The numbers of a relation's operands with the corrections already made.
    pub(super) fn operands_now(&self, idx: usize, settled: &Settled) -> Vec<Stated> {
        let now = Trial::new(self, settled);
        let node = self.node(idx);
        node.and_then(|node| now.operands(node)).unwrap_or_default()
    }

    /// The values that single cells would need for a failed relation to hold: its target, and in
    /// linear relations each operand.
    pub(super) fn candidates(
        &self,
        idx: usize,
        settled: &Settled,
        most: usize,
    ) -> Vec<(CellId, Decimal)> {
        let (Some(relation), Some(node)) = (self.relation(idx), self.node(idx)) else {
            return Vec::new();
        };
        let now = Trial::new(self, settled);
        let (Some(number), Some(target)) = (self.number(node.target), now.value(node.target))
        else {
            return Vec::new();
        };
        // A limit that is passed is told as it stands: no figure is wrong by arithmetic. Which figure of
        // those that miss a norm is wrong, only another claim can tell.
        if relation.operation == Operation::AtMost || relation.origin == Origin::Norm {
            return Vec::new();
        }
        let Some(computed) = now.computed(idx) else {
            return Vec::new();
        };
        let mut candidates = vec![(node.target, as_stated(relation.operation, number, computed))];
        // A formula is right about its operands: what it gives is what its cell must hold.
        if relation.origin == Origin::SheetFormula {
            return candidates;
        }
        let Some(miss) = target.checked_sub(computed) else {
            return candidates;
        };
        for (position, &cell) in node.operands.iter().enumerate() {
            if candidates.len() >= most {
                break;
            }
            if relation.origin == Origin::BetweenDocuments
                && (self.is_corroborated(cell) || self.is_authority(relation, cell))
            {
                continue;
            }
            let Some(stated) = now.value(cell) else {
                continue;
            };
            let value = match (relation.operation, position) {
                (Operation::Net(n_added), position) if position >= usize::from(n_added) => {
                    stated.checked_sub(miss)
                }
                (Operation::Sum | Operation::Net(_) | Operation::Equal, _)
                | (Operation::Difference, 0) => stated.checked_add(miss),
                (Operation::Difference, _) => stated.checked_sub(miss),
                (Operation::Product, _) => factor(stated, computed, target),
                (Operation::Formula(_), _) => now.solved(idx, position, target),
                (
                    Operation::TaxedProduct
                    | Operation::Share
                    | Operation::Change
                    | Operation::Mean
                    | Operation::Count
                    | Operation::AtMost,
                    _,
                ) => None,
            };
            candidates.extend(value.map(|value| (cell, value)));
        }
        candidates
    }

    /// The relations that a cell takes part in.
    fn links_of(&self, cell: CellId) -> impl Iterator<Item = Link> + '_ {
        self.parts.links_of(cell)
    }

    fn relations_of(&self, cell: CellId) -> impl Iterator<Item = &'a Relation> + '_ {
        let links = self.links_of(cell);
        links.filter_map(|link| self.relation(link.relation))
    }

    /// The cells of the same row that stand in a relation with a cell, and what they state.
    pub(super) fn beside<'s>(
        &'s self,
        place: &'s Place,
    ) -> impl Iterator<Item = (&'a Place, Decimal)> + 's {
        let links = self.id(place).map(|cell| self.links_of(cell));
        links
            .into_iter()
            .flatten()
            .filter_map(|link| self.node(link.relation))
            .filter(|node| node.operands.len() <= MAX_BESIDE)
            .flat_map(|node| node.operands.iter().chain([&node.target]))
            .filter_map(|&other| Some((self.place(other)?, self.value(other)?)))
            .filter(move |(other, _)| *other != place && row_of(other) == row_of(place))
    }

    /// What a cell states with the corrections already made, where one was made.
    pub(super) fn mended(&self, place: &Place, settled: &Settled) -> Option<Decimal> {
        settled.values.get(&self.id(place)?).copied()
    }

    /// Whether an operand of a relation is spoken of by another claim that still fails.
    pub(super) fn rests_on_doubt(&self, idx: usize, settled: &Settled) -> bool {
        let operands = self.node(idx).map(|node| node.operands.as_slice());
        let links = operands
            .unwrap_or_default()
            .iter()
            .take(MAX_DOUBTED)
            .flat_map(|&cell| self.links_of(cell));
        links.filter(|link| link.relation != idx).any(|link| {
            let node = self.node(link.relation);
            let is_limit = self
                .relation(link.relation)
                .is_some_and(|relation| relation.operation == Operation::AtMost);
            node.is_some_and(|node| !node.held)
                && !is_limit
                && !settled.mended.contains(&link.relation)
        })
    }

    /// Whether another table states the same figure as this cell.
    fn is_corroborated(&self, cell: CellId) -> bool {
        self.relations_of(cell).any(|relation| {
            relation.origin == Origin::BetweenDocuments
                && relation.operation == Operation::Equal
                && matches!(relation.verdict, Verdict::Holds(_))
        })
    }

    /// Whether a claim restates a cell of an earlier document that no other document contradicts: the
    /// later one must follow it.
    fn is_authority(&self, relation: &Relation, cell: CellId) -> bool {
        let restates = self.matched(relation).is_some();
        let contradicts = |relation: &&Relation| {
            relation.origin == Origin::BetweenDocuments
                && matches!(relation.verdict, Verdict::Fails(_))
        };
        let contradicting = self.relations_of(cell).filter(contradicts);
        let mut documents = contradicting.map(|relation| &relation.target.on.file);
        // The sheets of one workbook speak with one voice.
        let first = documents.next();
        restates && documents.all(|other| Some(other) == first)
    }

    /// Whether every operand of a relation is also spoken of by a claim that holds, so that the
    /// target is what is wrong. Sums and differences have their operands tried instead.
    pub(super) fn operands_are_pinned(&self, idx: usize) -> bool {
        let Some(node) = self.node(idx) else {
            return false;
        };
        let is_tried = |relation: &Relation| {
            matches!(
                relation.operation,
                Operation::Sum
                    | Operation::Difference
                    | Operation::Net(_)
                    | Operation::Equal
                    | Operation::Count
            )
        };
        self.relation(idx).is_some_and(is_tried)
            || node.operands.iter().all(|&cell| {
                self.relations_of(cell)
                    .any(|relation| matches!(relation.verdict, Verdict::Holds(_)))
            })
    }

    /// Whether a failed claim of the cell's own table speaks of it.
    pub(super) fn fails_at_home(&self, cell: CellId) -> bool {
        self.relations_of(cell).any(|relation| {
            relation.origin != Origin::BetweenDocuments
                && relation.operation != Operation::AtMost
                && matches!(relation.verdict, Verdict::Fails(_))
        })
    }
}

fn row_of(place: &Place) -> (&str, &str, u32) {
    (&place.on.file, &place.on.sheet, place.cell.row)
}
