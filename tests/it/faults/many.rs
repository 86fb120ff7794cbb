//! A long sheet in which every total is wrong, as relations: blocks of ten rows with a subtotal each,
//! their rows' sisa, and one total over all.

use rust_decimal::Decimal;
use selaras::model::amount::{Grain, Unit};
use selaras::model::place::{CellRef, Place};
use selaras::model::relation::{Operation, Origin, Proof, Relation, Stated, judge};

const ROWS: u32 = 10;

/// So many blocks, each with a wrong subtotal of its first column; everything else is right.
pub(crate) fn every_total_wrong(n_blocks: usize) -> Proof {
    let n_blocks = u32::try_from(n_blocks).expect("few");
    let mut proof = Proof::default();
    let mut subtotals = Vec::new();
    let mut sum_of_all = Decimal::ZERO;
    for block in 0..n_blocks {
        let first = 1 + block * (ROWS + 1);
        let mut addends = Vec::new();
        let mut sum = Decimal::ZERO;
        for row in first..first + ROWS {
            let pagu = Decimal::from(1_000_000 + i64::from(row) * 7919 % 900_007);
            let realisasi = Decimal::from(i64::from(row) * 104_729 % 900_001);
            state(&mut proof, at(row, 2), pagu);
            state(&mut proof, at(row, 3), realisasi);
            state(&mut proof, at(row, 4), pagu - realisasi);
            claim(
                &mut proof,
                at(row, 4),
                Operation::Difference,
                vec![at(row, 2), at(row, 3)],
            );
            addends.push(at(row, 2));
            sum += pagu;
        }
        let subtotal = at(first + ROWS, 2);
        // No slip of any kind, and carried into the total above.
        let wrong = sum + Decimal::from(3_141_593);
        state(&mut proof, subtotal.clone(), wrong);
        claim(&mut proof, subtotal.clone(), Operation::Sum, addends);
        subtotals.push(subtotal);
        sum_of_all += wrong;
    }
    let total = at(0, 2);
    state(&mut proof, total.clone(), sum_of_all);
    claim(&mut proof, total, Operation::Sum, subtotals);
    proof
}

fn at(row: u32, col: u32) -> Place {
    Place::new("dokumen.xlsx", "Lembar", CellRef::new(row, col))
}

fn state(proof: &mut Proof, place: Place, value: Decimal) {
    proof.numbers.insert(
        place,
        Stated {
            value,
            grain: Grain::Exact,
            unit: Unit::Rupiah,
        },
    );
}

fn claim(proof: &mut Proof, target: Place, operation: Operation, operands: Vec<Place>) {
    let numbers: Vec<Stated> = operands
        .iter()
        .map(|place| proof.numbers[place].clone())
        .collect();
    let verdict = judge(operation, &proof.numbers[&target], &numbers);
    let rule = if operation == Operation::Sum {
        "A101"
    } else {
        "A201"
    };
    let origin = Origin::CodeTree;
    proof.relations.push(Relation {
        rule,
        target,
        operation,
        operands,
        origin,
        verdict,
    });
}
