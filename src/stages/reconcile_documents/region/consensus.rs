//! A figure that several later documents contradict with one voice: then the earlier one is what differs, and is
//! told once. Comes in: the claims made for one agency's year. Goes out: the same, turned round there. Never turns a
//! claim round for one document's word, nor against any that agrees.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::model::place::Place;
use crate::model::relation::{Operation, Origin, Proof, Verdict, judge};

/// Fewest documents that outvote one.
const MIN_VOICES: usize = 2;

/// Turns claims round.
pub(super) fn settle(proof: &mut Proof) {
    let mut restated: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
    for (idx, relation) in proof.relations.iter().enumerate() {
        let is_restated = ["C101", "C102"].contains(&relation.rule)
            && relation.origin == Origin::BetweenDocuments
            && relation.operation == Operation::Equal;
        if let ([operand], true) = (relation.operands.as_slice(), is_restated) {
            restated.entry(operand.clone()).or_default().push(idx);
        }
    }
    for (earlier, claims) in restated {
        if is_outvoted(proof, &earlier, &claims) {
            turn_round(proof, &earlier, &claims);
        }
    }
}

/// Whether all claims about a figure fail, in documents enough, and state one other figure.
fn is_outvoted(proof: &Proof, earlier: &Place, claims: &[usize]) -> bool {
    let mut documents: BTreeSet<&str> = BTreeSet::new();
    let mut stated: BTreeSet<Decimal> = BTreeSet::new();
    for relation in claims.iter().filter_map(|&idx| proof.relations.get(idx)) {
        let value = proof
            .numbers
            .get(&relation.target)
            .map(|stated| stated.value);
        let Some(value) = value.filter(|_| matches!(relation.verdict, Verdict::Fails(_))) else {
            return false;
        };
        stated.insert(value);
        documents.insert(&relation.target.on.file);
    }
    documents.remove(&*earlier.on.file);
    documents.len() >= MIN_VOICES && stated.len() == 1
}

/// Claims of the earlier figure what the first of the later ones states, and of these that they are one.
fn turn_round(proof: &mut Proof, earlier: &Place, claims: &[usize]) {
    let Some(witness) = claims.first().and_then(|&idx| proof.relations.get(idx)) else {
        return;
    };
    let witness = witness.target.clone();
    for (nth, &idx) in claims.iter().enumerate() {
        let Some(relation) = proof.relations.get_mut(idx) else {
            continue;
        };
        let by = proof
            .matches
            .get(&(relation.target.clone(), earlier.clone()))
            .copied();
        if nth == 0 {
            relation.target = earlier.clone();
        }
        relation.operands = vec![witness.clone()];
        let figures = (
            proof.numbers.get(&relation.target),
            proof.numbers.get(&witness),
        );
        if let (Some(target), Some(operand)) = figures {
            relation.verdict = judge(Operation::Equal, target, std::slice::from_ref(operand));
        }
        if let Some(by) = by {
            let key = (relation.target.clone(), witness.clone());
            proof.matches.insert(key, by);
        }
    }
}
