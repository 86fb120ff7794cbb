//! A percentage of money beside a performance: `% Keuangan` is what was spent over what was budgeted, where
//! no profile knows these columns. The words of the columns in, claims out; most rows must bear them out.

use super::Draft;
use super::across::{Across, Words};
use crate::model::amount::Unit;
use crate::model::relation::Operation;
use crate::model::table::Column;
use crate::model::text::{has_phrase, normalize};

/// Words of such a percentage.
const OF_MONEY: &[&str] = &[
    "keuangan",
    "anggaran",
    "serapan",
    "penyerapan",
    "realisasi",
    "capaian",
];
const BUDGETED: &[&str] = &["anggaran", "pagu", "alokasi", "dpa", "kontrak"];
const SPENT: &[&str] = &["realisasi", "serapan", "penyerapan", "keuangan", "terbayar"];
/// Most pairs that are tried.
const MAX_PAIRS: usize = 16;

pub(super) fn build(draft: &mut Draft<'_>) {
    let typed = &draft.records.typed;
    let columns = &typed.table.columns;
    let of_unit = |unit: &Unit| -> Vec<usize> {
        let readings = typed.columns.iter().enumerate();
        readings
            .filter(|(_, reading)| reading.n_numbers > 0 && reading.unit.as_ref() == Some(unit))
            .map(|(idx, _)| idx)
            .collect()
    };
    let says = |idx: usize, words: &[&str]| columns.get(idx).is_some_and(|it| says(it, words));
    let money = of_unit(&Unit::Rupiah);
    let spent: Vec<usize> = money
        .iter()
        .copied()
        .filter(|&idx| says(idx, SPENT))
        .collect();
    let budgeted = || {
        let money = money.iter().copied();
        money.filter(|&idx| says(idx, BUDGETED) && !says(idx, SPENT))
    };
    let pairs: Vec<(usize, usize)> = spent
        .iter()
        .flat_map(|&spent| budgeted().map(move |budgeted| (spent, budgeted)))
        .take(MAX_PAIRS)
        .collect();
    let mut claims: Vec<Across> = Vec::new();
    for target in of_unit(&Unit::Percent) {
        if !says(target, OF_MONEY) || is_claimed(draft, target) {
            continue;
        }
        let choices = pairs.iter().map(|&(spent, budgeted)| Across {
            rule: "A301",
            operation: Operation::Share,
            target,
            operands: vec![spent, budgeted],
        });
        claims.extend(choices.max_by_key(|across| across.support(draft)));
    }
    for claim in claims {
        claim.claim(draft, Words::Suggest);
    }
}

/// Whether a column's percentages have a claim already.
fn is_claimed(draft: &Draft<'_>, column: usize) -> bool {
    let Some(col) = draft
        .records
        .typed
        .table
        .columns
        .get(column)
        .map(|it| it.col)
    else {
        return true;
    };
    draft.claims.iter().any(|claim| {
        matches!(claim.operation, Operation::Share | Operation::Formula(_))
            && claim.target.col == col
    })
}

fn says(column: &Column, words: &[&str]) -> bool {
    let title = normalize(&column.title());
    words.iter().any(|word| has_phrase(&title, word))
}
