//! Volume times price: a line's amount is its quantity times its unit price, as the words of the
//! columns say without any formula.

use super::Draft;
use super::across::{Across, Words};
use crate::model::relation::{Operation, Origin};
use crate::model::table::Column;
use crate::model::text::{has_phrase, normalize};

const VOLUME: &[&str] = &[
    "volume",
    "vol",
    "koefisien",
    "kuantitas",
    "banyaknya",
    "qty",
    "jumlah barang",
    "jumlah unit",
];
const PRICE: &[&str] = &[
    "harga satuan",
    "harga",
    "tarif",
    "biaya satuan",
    "satuan biaya",
    "harga per satuan",
    "harga per unit",
    "unit price",
];
const AMOUNT: &[&str] = &[
    "jumlah",
    "total",
    "jumlah harga",
    "total harga",
    "jumlah biaya",
    "nilai",
    "anggaran",
    "pagu",
    "amount",
];
/// Words that make a price or a volume something else.
const NOT_A_FACTOR: &[&str] = &["ppn", "pajak", "total harga", "jumlah harga"];

pub(super) fn build(draft: &mut Draft<'_>) {
    let columns = &draft.records.typed.table.columns;
    let stated_by_header = |target: usize| {
        columns.get(target).is_some_and(|column| {
            column
                .formula
                .as_ref()
                .is_some_and(|formula| formula.meaning.is_some())
        })
    };
    let says = |column: &Column, words: &[&str]| {
        let last = normalize(column.path.last().map_or("", String::as_str));
        words.iter().any(|word| has_phrase(&last, word))
    };
    let is_factor = |column: &Column| !says(column, NOT_A_FACTOR);
    let mut claims: Vec<(Across, Words)> = Vec::new();
    for (price, column) in columns.iter().enumerate() {
        if !says(column, PRICE) || !is_factor(column) {
            continue;
        }
        let group = |other: &Column| {
            other.path.split_last().map(|(_, group)| group)
                == column.path.split_last().map(|(_, group)| group)
        };
        let alike = |words: &'static [&'static str]| {
            columns
                .iter()
                .enumerate()
                .filter(move |(idx, other)| *idx != price && group(other) && says(other, words))
                .map(|(idx, _)| idx)
                .filter(|&idx| {
                    draft
                        .records
                        .typed
                        .columns
                        .get(idx)
                        .is_some_and(|reading| reading.n_numbers > 0)
                })
        };
        let volumes: Vec<usize> = alike(VOLUME)
            .filter(|&idx| columns.get(idx).is_some_and(is_factor))
            .collect();
        let amounts: Vec<usize> = alike(AMOUNT)
            .filter(|&idx| idx > price && !volumes.contains(&idx) && !stated_by_header(idx))
            .collect();
        let words = if volumes.len() == 1 && amounts.len() == 1 {
            Words::Settle
        } else {
            Words::Suggest
        };
        let choices = amounts.iter().flat_map(|&amount| {
            volumes.iter().map(move |&volume| Across {
                rule: "A202",
                operation: Operation::Product,
                target: amount,
                operands: vec![volume, price],
            })
        });
        // Of equals the first is likeliest.
        let best = choices.rev().max_by_key(|claim| claim.support(draft));
        claims.extend(best.map(|claim| (claim, words)));
    }
    for (claim, words) in claims {
        let is_claimed = |target: usize| {
            draft.claims.iter().any(|made| {
                made.origin == Origin::HeaderFormula
                    && columns
                        .get(target)
                        .is_some_and(|column| column.col == made.target.cell.col)
            })
        };
        if !is_claimed(claim.target) {
            claim.claim(draft, words);
        }
    }
}
