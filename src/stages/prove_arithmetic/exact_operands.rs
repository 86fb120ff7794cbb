//! Ratios whose parts are shown rounded but stored in full. Comes in: the judged claims of one
//! table. Goes out: the same claims, those of a column judged by the values as they stand where
//! nearly every row of it holds to the last decimal so. Never where the parts stand in other claims.

use std::collections::BTreeMap;

use crate::model::amount::Grain;
use crate::model::place::Place;
use crate::model::relation::{Operation, Origin, Proof, Relation, Stated, Verdict, judge};

/// Fewest rows that must hold with the parts taken as they stand.
const MIN_ROWS: usize = 4;
/// And their share of all rows, in percent.
const MIN_SHARE: usize = 80;

/// The rows of a column that claim the same: operation, its column, the columns of its operands.
type Alike = (Operation, u32, Vec<u32>);

/// Judges ratios by the values that stand there, where their column bears that out.
pub(super) fn judge_again(proof: &mut Proof) {
    let mut groups: BTreeMap<Alike, Vec<usize>> = BTreeMap::new();
    for (idx, relation) in proof.relations.iter().enumerate() {
        let is_ratio = matches!(relation.operation, Operation::Share | Operation::Change);
        if is_ratio && relation.origin != Origin::Inferred && runs_along_row(relation) {
            let columns = relation.operands.iter().map(|place| place.cell.col);
            let key = (
                relation.operation,
                relation.target.cell.col,
                columns.collect(),
            );
            groups.entry(key).or_default().push(idx);
        }
    }
    let mut failing: Vec<(usize, Verdict)> = Vec::new();
    for group in groups.into_values().filter(|group| group.len() >= MIN_ROWS) {
        let verdicts: Vec<(usize, Verdict)> = group
            .iter()
            .filter_map(|&idx| Some((idx, exactly(proof, idx)?)))
            .collect();
        let is_holding = |verdict: &Verdict| matches!(verdict, Verdict::Holds(_));
        let n_holding = verdicts.iter().filter(|(_, v)| is_holding(v)).count();
        if n_holding < MIN_ROWS || n_holding * 100 < group.len() * MIN_SHARE {
            continue;
        }
        failing.extend(verdicts.into_iter().filter(|(_, v)| !is_holding(v)));
    }
    if failing.is_empty() {
        return;
    }
    let uses = uses(proof);
    for (idx, verdict) in failing {
        take(proof, &uses, idx, verdict);
    }
}

fn runs_along_row(relation: &Relation) -> bool {
    let row = relation.target.cell.row;
    relation.operands.iter().all(|place| place.cell.row == row)
}

/// The verdict with the operands as they stand; `None` where it says nothing, as of nothing.
fn exactly(proof: &Proof, idx: usize) -> Option<Verdict> {
    let relation = proof.relations.get(idx)?;
    let target = proof.numbers.get(&relation.target)?;
    let operands: Vec<Stated> = relation
        .operands
        .iter()
        .map(|place| proof.numbers.get(place).map(as_it_stands))
        .collect::<Option<_>>()?;
    let says_nothing = target.value.is_zero() || operands.iter().any(|part| part.value.is_zero());
    (!says_nothing).then(|| judge(relation.operation, target, &operands))
}

fn as_it_stands(part: &Stated) -> Stated {
    let grain = match part.grain {
        Grain::Decimals(_) => Grain::Exact,
        grain => grain,
    };
    Stated {
        grain,
        ..part.clone()
    }
}

/// How many claims of the table each cell stands in.
fn uses(proof: &Proof) -> BTreeMap<Place, usize> {
    let mut uses = BTreeMap::new();
    for relation in &proof.relations {
        for place in relation.operands.iter().chain([&relation.target]) {
            *uses.entry(place.clone()).or_default() += 1;
        }
    }
    uses
}

/// Takes a verdict over, with the numbers that it was made of.
fn take(proof: &mut Proof, uses: &BTreeMap<Place, usize>, idx: usize, verdict: Verdict) {
    let Some(relation) = proof.relations.get_mut(idx) else {
        return;
    };
    let is_shared = |place: &Place| uses.get(place).is_some_and(|&n_claims| n_claims > 1);
    if relation.operands.iter().any(is_shared) {
        return;
    }
    relation.verdict = verdict;
    for place in &relation.operands {
        if let Some(number) = proof.numbers.get_mut(place) {
            *number = as_it_stands(number);
        }
    }
}
