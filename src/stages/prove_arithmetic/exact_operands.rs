//! Ratios that are stored in full but shown rounded, or whose parts are. Comes in: the judged claims of one
//! table. Goes out: the same claims, those of a column judged by the values as they stand where
//! nearly every row of it holds to the last decimal so. Never where what is taken as it stands is in other claims.

use std::collections::BTreeMap;

use crate::model::amount::{Grain, own_decimals};
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
    let groups: Vec<Vec<usize>> = groups.into_values().collect();
    for part in [Part::Operands, Part::Target] {
        let failing: Vec<(usize, Verdict)> = groups
            .iter()
            .filter(|group| group.len() >= MIN_ROWS)
            .flat_map(|group| failing(proof, group, part))
            .collect();
        if failing.is_empty() {
            continue;
        }
        let uses = uses(proof);
        for (idx, verdict) in failing {
            take(proof, &uses, idx, part, verdict);
        }
    }
}

/// What of a claim is taken as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Operands,
    Target,
}

/// The claims of a column that fail by the values as they stand, where nearly all of it hold so.
fn failing(proof: &Proof, group: &[usize], part: Part) -> Vec<(usize, Verdict)> {
    let verdicts: Vec<(usize, Verdict)> = group
        .iter()
        .filter_map(|&idx| Some((idx, exactly(proof, idx, part)?)))
        .collect();
    let is_holding = |verdict: &Verdict| matches!(verdict, Verdict::Holds(_));
    let n_holding = verdicts.iter().filter(|(_, v)| is_holding(v)).count();
    if n_holding < MIN_ROWS || n_holding * 100 < group.len() * MIN_SHARE {
        return Vec::new();
    }
    let failing = verdicts.into_iter().filter(|(_, v)| !is_holding(v));
    failing.collect()
}

fn runs_along_row(relation: &Relation) -> bool {
    let row = relation.target.cell.row;
    relation.operands.iter().all(|place| place.cell.row == row)
}

/// The verdict with a part as it stands; `None` where it says nothing, as of nothing, or of a ratio that is stored
/// as it is shown.
fn exactly(proof: &Proof, idx: usize, part: Part) -> Option<Verdict> {
    let relation = proof.relations.get(idx)?;
    let target = proof.numbers.get(&relation.target)?;
    let numbers = relation
        .operands
        .iter()
        .map(|place| proof.numbers.get(place));
    let mut operands: Vec<Stated> = numbers
        .map(Option::<&Stated>::cloned)
        .collect::<Option<_>>()?;
    let says_nothing = target.value.is_zero() || operands.iter().any(|part| part.value.is_zero());
    if says_nothing {
        return None;
    }
    match part {
        Part::Operands => {
            operands = operands.iter().map(as_it_stands).collect();
            Some(judge(relation.operation, target, &operands))
        }
        Part::Target => Some(judge(relation.operation, &in_full(target)?, &operands)),
    }
}

/// Decimals of a ratio that are sure in any program, and how many more than are shown must be stored.
const SURE_DECIMALS: u32 = 6;
const MORE_DECIMALS: u32 = 3;

/// A ratio by what is stored of it.
fn in_full(target: &Stated) -> Option<Stated> {
    let Grain::Decimals(shown) = target.grain else {
        return None;
    };
    let stored = own_decimals(target.value);
    (stored >= shown + MORE_DECIMALS).then(|| Stated {
        grain: Grain::Decimals(stored.min(SURE_DECIMALS.max(shown))),
        ..target.clone()
    })
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
fn take(
    proof: &mut Proof,
    uses: &BTreeMap<Place, usize>,
    idx: usize,
    part: Part,
    verdict: Verdict,
) {
    let Some(relation) = proof.relations.get_mut(idx) else {
        return;
    };
    let is_shared = |place: &Place| uses.get(place).is_some_and(|&n_claims| n_claims > 1);
    let taken: Vec<&Place> = match part {
        Part::Operands => relation.operands.iter().collect(),
        Part::Target => vec![&relation.target],
    };
    if taken.iter().any(|place| is_shared(place)) {
        return;
    }
    for place in taken {
        if let Some(number) = proof.numbers.get_mut(place) {
            *number = match part {
                Part::Operands => as_it_stands(number),
                Part::Target => in_full(number).unwrap_or_else(|| number.clone()),
            };
        }
    }
    relation.verdict = verdict;
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;

    use super::*;
    use crate::model::amount::Unit;
    use crate::model::place::{CellRef, SheetPath};

    /// Shares of a column, shown without decimals: what is stored of each, of a hundredth of 4,000.
    fn shares(stored: &[&str]) -> Proof {
        let on = SheetPath::new("a.xlsx", "A");
        let mut proof = Proof::default();
        for (row, share) in (0..).zip(stored) {
            let place = |col| on.at(CellRef::new(row, col));
            let number = |text: &str, grain, unit| Stated {
                value: text.parse::<Decimal>().expect("a decimal"),
                grain,
                unit,
            };
            let part = number(&format!("{}", 3_761 + row), Grain::Exact, Unit::Rupiah);
            let whole = number("4000", Grain::Exact, Unit::Rupiah);
            let target = number(share, Grain::Decimals(0), Unit::Percent);
            let verdict = judge(Operation::Share, &target, &[part.clone(), whole.clone()]);
            proof
                .numbers
                .extend([(place(0), part), (place(1), whole), (place(2), target)]);
            proof.relations.push(Relation {
                rule: "A301",
                target: place(2),
                operation: Operation::Share,
                operands: vec![place(0), place(1)],
                origin: Origin::ColumnMeaning,
                verdict,
            });
        }
        proof
    }

    fn failing(stored: &[&str]) -> Vec<usize> {
        let mut proof = shares(stored);
        assert!(proof.relations.iter().all(|relation| !relation.fails()));
        judge_again(&mut proof);
        let all = proof.relations.iter().enumerate();
        all.filter(|(_, relation)| relation.fails())
            .map(|(idx, _)| idx)
            .collect()
    }

    #[test]
    fn shares_stored_in_full_are_judged_by_what_is_stored() {
        // The fourth is off by what its rounding to whole percents would excuse.
        let full = [
            "94.02500001",
            "94.05000001",
            "94.07500001",
            "94.30900001",
            "94.12500001",
            "94.15000001",
        ];
        assert_eq!(failing(&full), [3]);
        // Stored as they are shown, all are excused.
        assert_eq!(failing(&["94", "94", "94", "94", "94", "94"]), [0; 0]);
        // Where few agree in full, what is stored was made of something else.
        let other = [
            "94.3001",
            "94.05001",
            "94.2999",
            "94.3091",
            "94.125001",
            "94.31111",
        ];
        assert_eq!(failing(&other), [0; 0]);
    }
}
