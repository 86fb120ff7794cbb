//! Products that a cell writes out, `12 Orang x 3 Bulan x Rp 150.000`, beside the amount that they make.
//! Most rows must bear out that the column beside states it.

use super::Draft;
use super::across::{Across, Words};
use crate::model::amount::Unit;
use crate::model::relation::Operation;
use crate::model::typed::Factor;

pub(super) fn build(draft: &mut Draft<'_>) {
    let typed = &draft.records.typed;
    if typed.products.is_empty() {
        return;
    }
    let is_price = |factor: &Factor| factor.unit == Unit::Rupiah;
    let writes_out = |column: usize| {
        let mut rows = 0..typed.table.rows.len();
        rows.any(|row_idx| {
            let cell = typed.cell_at(row_idx, column);
            let factors = cell.and_then(|(at, _)| typed.products.get(&at));
            factors.is_some_and(|factors| factors.len() > 1 && factors.iter().any(is_price))
        })
    };
    let is_amount = |&column: &usize| {
        let reading = typed.columns.get(column);
        reading.is_some_and(|reading| reading.unit == Some(Unit::Rupiah) && reading.n_numbers > 0)
    };
    let written: Vec<usize> = (0..draft.n_columns())
        .filter(|&idx| writes_out(idx))
        .collect();
    for column in written {
        // The amount stands to the right; of equals the nearest is meant.
        let beside: Vec<Across> = (column + 1..draft.n_columns())
            .filter(is_amount)
            .map(|target| Across {
                rule: "A202",
                operation: Operation::Equal,
                target,
                operands: vec![column],
            })
            .collect();
        let best = beside
            .into_iter()
            .rev()
            .map(|claim| (claim.support(draft), claim))
            .max_by_key(|(support, _)| *support);
        if let Some((_, claim)) = best {
            claim.claim(draft, Words::Suggest);
        }
    }
}
