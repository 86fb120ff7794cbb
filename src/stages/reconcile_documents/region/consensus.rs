//! Figures that one document states and several others contradict with one voice: what stands alone is what
//! differs, wherever in the chain it stands, and is told once. Comes in: the claims made for one agency's year.
//! Goes out: the same, turned so that they are about the figure that stands alone. Never turns a claim round for
//! one document's word, nor where as many stand on either side.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::model::place::Place;
use crate::model::relation::{Operation, Origin, Proof, Relation, Stated, Verdict, compute, judge};

/// Fewest documents that outvote one.
const MIN_VOICES: usize = 2;
/// Rules by which figures are held to be one. What follows from a decision is claimed only where it holds, so
/// that a plan may bear out what followed it.
const RULES: [&str; 4] = ["C101", "C102", "C106", "C116"];

/// What states a figure: a cell, or the cells that a claim adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Voice<'p> {
    Cell(&'p Place),
    Sum(usize),
}

/// A claim that two voices state one figure.
struct Claim<'p> {
    relation: usize,
    ends: [usize; 2],
    target: &'p Place,
}

/// What becomes of a claim.
enum Edit {
    /// It says this of this.
    Restate(usize, Place, Vec<Place>, Operation),
    /// Another says the same.
    Drop(usize),
}

/// Turns claims round.
pub(super) fn settle(proof: &mut Proof) {
    let is_open = proof
        .relations
        .iter()
        .any(|relation| is_restated(relation) && fails(relation));
    if !is_open {
        return;
    }
    let mut edits = outvoted(proof);
    apply(proof, &mut edits);
    let mut edits = own_rows(proof);
    apply(proof, &mut edits);
}

fn is_restated(relation: &Relation) -> bool {
    RULES.contains(&relation.rule)
        && relation.origin == Origin::BetweenDocuments
        && match relation.operation {
            Operation::Equal => relation.operands.len() == 1,
            Operation::Sum => !relation.operands.is_empty(),
            _ => false,
        }
}

fn fails(relation: &Relation) -> bool {
    matches!(relation.verdict, Verdict::Fails(_))
}

/// All voices and the claims between them.
struct Voices<'p> {
    proof: &'p Proof,
    speakers: Vec<Voice<'p>>,
    claims: Vec<Claim<'p>>,
    /// The claims of each voice.
    of: Vec<Vec<usize>>,
}

impl<'p> Voices<'p> {
    fn of(proof: &'p Proof) -> Self {
        let mut known: BTreeMap<Voice<'p>, usize> = BTreeMap::new();
        let mut all = Self {
            proof,
            speakers: Vec::new(),
            claims: Vec::new(),
            of: Vec::new(),
        };
        let relations = proof.relations.iter().enumerate();
        for (idx, relation) in relations.filter(|(_, relation)| is_restated(relation)) {
            let other = match (relation.operation, relation.operands.as_slice()) {
                (Operation::Equal, [only]) => Voice::Cell(only),
                _ => Voice::Sum(idx),
            };
            let ends = [Voice::Cell(&relation.target), other].map(|voice| {
                *known.entry(voice).or_insert_with(|| {
                    all.speakers.push(voice);
                    all.of.push(Vec::new());
                    all.speakers.len() - 1
                })
            });
            let claim = all.claims.len();
            for end in ends {
                if let Some(of) = all.of.get_mut(end) {
                    of.push(claim);
                }
            }
            all.claims.push(Claim {
                relation: idx,
                ends,
                target: &relation.target,
            });
        }
        all
    }

    /// The claims that hang together, by what they speak of, each group with one that fails.
    fn groups(&self) -> Vec<Vec<usize>> {
        let mut seen = vec![false; self.claims.len()];
        let mut groups = Vec::new();
        for (first, claim) in self.claims.iter().enumerate() {
            let is_new = seen.get(first) == Some(&false);
            if !is_new || !self.fails(claim) {
                continue;
            }
            let mut group = Vec::new();
            let mut open = vec![first];
            while let Some(idx) = open.pop() {
                let Some(mark) = seen.get_mut(idx).filter(|mark| !**mark) else {
                    continue;
                };
                *mark = true;
                group.push(idx);
                let ends = self.claims.get(idx).map(|claim| claim.ends);
                for end in ends.into_iter().flatten() {
                    open.extend(self.of.get(end).into_iter().flatten());
                }
            }
            group.sort_unstable();
            groups.push(group);
        }
        groups
    }

    fn fails(&self, claim: &Claim<'_>) -> bool {
        self.proof.relations.get(claim.relation).is_some_and(fails)
    }

    fn cell(&self, voice: usize) -> Option<&'p Place> {
        match self.speakers.get(voice) {
            Some(Voice::Cell(place)) => Some(place),
            Some(Voice::Sum(_)) | None => None,
        }
    }

    fn value(&self, voice: usize) -> Option<Decimal> {
        let value = match self.speakers.get(voice)? {
            Voice::Cell(place) => self.proof.numbers.get(*place)?.value,
            Voice::Sum(idx) => {
                let operands = &self.proof.relations.get(*idx)?.operands;
                let stated: Option<Vec<Stated>> = operands
                    .iter()
                    .map(|place| self.proof.numbers.get(place).cloned())
                    .collect();
                compute(Operation::Sum, &stated?)?
            }
        };
        Some(value.normalize())
    }

    /// The document that speaks; of a sum over several the first.
    fn document(&self, voice: usize) -> Option<&'p str> {
        match self.speakers.get(voice)? {
            Voice::Cell(place) => Some(&*place.on.file),
            Voice::Sum(idx) => {
                let relation = self.proof.relations.get(*idx)?;
                relation.operands.first().map(|place| &*place.on.file)
            }
        }
    }

    /// The voices that state what most documents state, where more state it than anything else.
    fn majority(&self, group: &[usize]) -> Option<BTreeSet<usize>> {
        let mut documents: BTreeMap<Decimal, BTreeSet<&str>> = BTreeMap::new();
        let mut stating: BTreeMap<Decimal, BTreeSet<usize>> = BTreeMap::new();
        let claims = group.iter().filter_map(|&idx| self.claims.get(idx));
        for voice in claims.flat_map(|claim| claim.ends) {
            let (Some(value), Some(document)) = (self.value(voice), self.document(voice)) else {
                return None;
            };
            documents.entry(value).or_default().insert(document);
            stating.entry(value).or_default().insert(voice);
        }
        let mut counts: Vec<(usize, Decimal)> = documents
            .iter()
            .map(|(value, documents)| (documents.len(), *value))
            .collect();
        counts.sort_unstable();
        let (most, value) = counts.pop()?;
        let next = counts.last().map_or(0, |(count, _)| *count);
        if most < MIN_VOICES || most <= next {
            return None;
        }
        stating.remove(&value)
    }
}

/// What becomes of the claims about figures that most documents contradict.
fn outvoted(proof: &Proof) -> Vec<Edit> {
    let voices = Voices::of(proof);
    let mut edits = Vec::new();
    for group in voices.groups() {
        if let Some(majority) = voices.majority(&group) {
            turn(&voices, &group, &majority, &mut edits);
        }
    }
    edits
}

/// Makes what stands alone the target of one claim, and claims of what agrees that it agrees.
fn turn(voices: &Voices<'_>, group: &[usize], majority: &BTreeSet<usize>, edits: &mut Vec<Edit>) {
    let Some(witness) = majority.iter().find_map(|&voice| voices.cell(voice)) else {
        return;
    };
    let claims = || group.iter().filter_map(|&idx| voices.claims.get(idx));
    // What is told by a claim of its own already needs no other.
    let mut told: BTreeSet<usize> = claims()
        .filter(|claim| voices.fails(claim))
        .filter(|claim| !majority.contains(&claim.ends[0]) && majority.contains(&claim.ends[1]))
        .filter(|claim| voices.cell(claim.ends[1]).is_some())
        .map(|claim| claim.ends[0])
        .collect();
    let mut kept: BTreeSet<usize> = BTreeSet::new();
    for claim in claims().filter(|claim| voices.fails(claim)) {
        let [target, other] = claim.ends;
        let agree = [target, other].map(|end| majority.contains(&end));
        let (target_cell, other_cell) = (claim.target, voices.cell(other));
        match (agree, other_cell) {
            ([true, false], Some(wrong)) => {
                let edit = if told.insert(other) {
                    Edit::Restate(
                        claim.relation,
                        wrong.clone(),
                        vec![target_cell.clone()],
                        Operation::Equal,
                    )
                } else if target_cell == witness {
                    Edit::Drop(claim.relation)
                } else {
                    Edit::Restate(
                        claim.relation,
                        target_cell.clone(),
                        vec![witness.clone()],
                        Operation::Equal,
                    )
                };
                edits.push(edit);
            }
            ([false, true], Some(right)) if !kept.insert(target) && right != witness => {
                edits.push(Edit::Restate(
                    claim.relation,
                    right.clone(),
                    vec![witness.clone()],
                    Operation::Equal,
                ));
            }
            // What rows make together is right: the same of a figure that agrees.
            ([false, true], None) => {
                let addends = voices.proof.relations.get(claim.relation);
                let addends = addends.map(|relation| relation.operands.clone());
                let is_told = told.contains(&target);
                if let Some(addends) = addends.filter(|_| is_told) {
                    edits.push(Edit::Restate(
                        claim.relation,
                        witness.clone(),
                        addends,
                        Operation::Sum,
                    ));
                }
            }
            _ => {}
        }
    }
}

/// Where rows of one table miss a figure in another document, and nothing says that it is the figure that is
/// wrong, the rows are told: no sum of their own table bears them out, as those of a tree do.
fn own_rows(proof: &Proof) -> Vec<Edit> {
    let is_of_rows = |relation: &Relation| {
        let target = &relation.target;
        let mut rows = relation.operands.iter();
        let Some(first) = rows.next() else {
            return false;
        };
        relation.rule == "C116"
            && relation.operation == Operation::Sum
            && first.on.file != target.on.file
            && rows.all(|row| (&row.on.file, &row.on.sheet) == (&first.on.file, &first.on.sheet))
    };
    let relations = proof.relations.iter().enumerate();
    let mut open: Vec<(usize, &Relation)> = relations
        .filter(|(_, relation)| is_of_rows(relation) && fails(relation))
        .collect();
    // The lowest lines first: the rows told there are those of the headings above.
    open.sort_by_key(|(idx, relation)| (relation.operands.len(), *idx));
    let blamed: BTreeSet<&Place> = proof
        .relations
        .iter()
        .filter(|relation| is_restated(relation) && fails(relation))
        .filter(|relation| relation.operation == Operation::Equal)
        .map(|relation| &relation.target)
        .collect();
    let mut told: BTreeMap<&Place, Decimal> = BTreeMap::new();
    let mut edits = Vec::new();
    for (idx, relation) in open {
        let Some(excess) = excess(proof, relation) else {
            continue;
        };
        let below: Vec<Decimal> = relation
            .operands
            .iter()
            .filter_map(|row| told.get(row).copied())
            .collect();
        if !below.is_empty() {
            // A heading misses what the rows below it are told for.
            let sum = below
                .iter()
                .try_fold(Decimal::ZERO, |sum, miss| sum.checked_add(*miss));
            if sum == Some(excess) {
                edits.push(Edit::Drop(idx));
            }
            continue;
        }
        if blamed.contains(&relation.target) {
            continue;
        }
        let Some(row) = row_to_tell(proof, relation, excess) else {
            continue;
        };
        told.insert(row, excess);
        let mut operands = vec![relation.target.clone()];
        let others = relation.operands.iter().filter(|other| *other != row);
        operands.extend(others.cloned());
        let operation = if operands.len() > 1 {
            Operation::Difference
        } else {
            Operation::Equal
        };
        edits.push(Edit::Restate(idx, row.clone(), operands, operation));
    }
    edits
}

/// By how much rows exceed the figure that they should make together.
fn excess(proof: &Proof, relation: &Relation) -> Option<Decimal> {
    let value = |place: &Place| proof.numbers.get(place).map(|stated| stated.value);
    let mut rows = relation.operands.iter();
    let sum = rows.try_fold(Decimal::ZERO, |sum, row| sum.checked_add(value(row)?))?;
    sum.checked_sub(value(&relation.target)?)
}

/// Of rows that miss a figure together the one that is as much too much, else the largest.
fn row_to_tell<'r>(proof: &Proof, relation: &'r Relation, excess: Decimal) -> Option<&'r Place> {
    let stated = |place: &&Place| proof.numbers.get(*place).map(|stated| stated.value);
    let rows = || relation.operands.iter();
    let surplus = rows().rfind(|row| stated(row) == Some(excess));
    surplus.or_else(|| rows().max_by_key(stated))
}

/// Puts new claims in the place of old ones; one that cannot be judged stays as it was.
fn apply(proof: &mut Proof, edits: &mut Vec<Edit>) {
    let mut dropped: BTreeSet<usize> = BTreeSet::new();
    for edit in edits.drain(..) {
        match edit {
            Edit::Drop(idx) => {
                dropped.insert(idx);
            }
            Edit::Restate(idx, target, operands, operation) => {
                restate(proof, idx, target, operands, operation);
            }
        }
    }
    let mut idx = 0;
    proof.relations.retain(|_| {
        idx += 1;
        !dropped.contains(&(idx - 1))
    });
}

fn restate(
    proof: &mut Proof,
    idx: usize,
    target: Place,
    operands: Vec<Place>,
    operation: Operation,
) {
    if operands.contains(&target) {
        return;
    }
    let numbers: Option<Vec<Stated>> = operands
        .iter()
        .map(|place| proof.numbers.get(place).cloned())
        .collect();
    let (Some(stated), Some(numbers)) = (proof.numbers.get(&target), numbers) else {
        return;
    };
    let verdict = judge(operation, stated, &numbers);
    if matches!(verdict, Verdict::CannotJudge(_)) {
        return;
    }
    let Some(relation) = proof.relations.get_mut(idx) else {
        return;
    };
    let by = match relation.operands.as_slice() {
        [only] => proof
            .matches
            .get(&(relation.target.clone(), only.clone()))
            .copied(),
        _ => None,
    };
    if let (Some(by), [only]) = (by, operands.as_slice()) {
        proof.matches.insert((target.clone(), only.clone()), by);
    }
    // A plan may differ from what restates another document.
    if relation.rule == "C106" && matches!(verdict, Verdict::Fails(_)) {
        return;
    }
    relation.target = target;
    relation.operands = operands;
    relation.operation = operation;
    relation.verdict = verdict;
}
