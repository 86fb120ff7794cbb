//! What is paid is the gross less its deductions: `Netto` of `Bruto`, `PPN` and `PPh`; `Jumlah Bersih` of
//! `Jumlah Kotor` and `Potongan`. The words of the columns in, claims out. Which columns are deducted, and
//! whether their total stands beside them, most rows must bear out.

use rust_decimal::Decimal;

use super::Draft;
use super::across::{Across, Words};
use crate::model::amount::Unit;
use crate::model::relation::Operation;
use crate::model::table::Column;
use crate::model::text::{has_phrase, normalize};
use crate::model::typed::ColumnReading;

const NET: &[&str] = &[
    "netto",
    "neto",
    "bersih",
    "diterima",
    "dibayarkan",
    "diterimakan",
    "dibayar",
    "net",
    "take home pay",
];
const GROSS: &[&str] = &[
    "bruto",
    "kotor",
    "penghasilan",
    "gross",
    "honor",
    "honorarium",
    "nilai",
    "jumlah",
];
const DEDUCTED: &[&str] = &[
    "potongan",
    "pph",
    "ppn",
    "pajak",
    "iwp",
    "bpjs",
    "taspen",
    "iuran",
    "denda",
    "deduction",
];
const ALL: &[&str] = &["jumlah", "total"];
/// Most columns that may be the gross.
const MAX_GROSS: usize = 6;
/// Most deductions.
const MAX_DEDUCTED: usize = 20;

/// Whether all figures of a column may be points of a hundred; a header may name the rate of its amounts.
fn holds_rates(draft: &Draft<'_>, column: usize) -> bool {
    let rows = 0..draft.records.typed.table.rows.len();
    let mut numbers = rows.filter_map(|row| draft.number(row, column));
    numbers.all(|(_, stated)| stated.value.abs() <= Decimal::ONE_HUNDRED)
}

pub(super) fn build(draft: &mut Draft<'_>) {
    let typed = &draft.records.typed;
    let columns = &typed.table.columns;
    let having = |words: &[&str]| -> Vec<usize> {
        let found = columns.iter().enumerate();
        let holds_numbers = |idx: usize| {
            let reading = typed.columns.get(idx);
            reading.is_some_and(|reading| reading.n_numbers > 0)
        };
        let found = found.filter(|(idx, column)| says(column, words) && holds_numbers(*idx));
        found.map(|(idx, _)| idx).collect()
    };
    // A rate stands beside the amount that it makes.
    let is_rate = |idx: usize| {
        let is_percent = |reading: &ColumnReading| reading.unit == Some(Unit::Percent);
        let column = columns.get(idx);
        typed.columns.get(idx).is_some_and(is_percent)
            || (column.is_some_and(|column| column.title().contains('%'))
                && holds_rates(draft, idx))
    };
    let mut deducted = having(DEDUCTED);
    deducted.retain(|&idx| !is_rate(idx));
    if deducted.is_empty() {
        return;
    }
    let is_all = |idx: &usize| columns.get(*idx).is_some_and(|column| says(column, ALL));
    let (totals, parts): (Vec<usize>, Vec<usize>) = deducted
        .iter()
        .copied()
        .filter(|&idx| columns.get(idx).is_some_and(|column| !says(column, NET)))
        .take(MAX_DEDUCTED)
        .partition(is_all);
    let mut lists: Vec<Vec<usize>> = totals.into_iter().map(|total| vec![total]).collect();
    lists.push(parts);
    lists.retain(|list| !list.is_empty());
    let mut claims: Vec<Across> = Vec::new();
    for target in having(NET) {
        let mut choices: Vec<Across> = Vec::new();
        let grosses = having(GROSS).into_iter();
        let grosses = grosses.filter(|idx| *idx < target && !deducted.contains(idx));
        for gross in grosses.take(MAX_GROSS) {
            choices.extend(lists.iter().map(|list| Across {
                rule: "A201",
                operation: Operation::Difference,
                target,
                operands: [&[gross], list.as_slice()].concat(),
            }));
        }
        // Of equals the first is meant.
        let best = choices.into_iter().rev();
        claims.extend(best.max_by_key(|across| across.support(draft)));
    }
    for claim in claims {
        claim.claim(draft, Words::Suggest);
    }
}

fn says(column: &Column, words: &[&str]) -> bool {
    let title = normalize(&column.title());
    words.iter().any(|word| has_phrase(&title, word))
}
