//! An amount is its rate times several counts: persons times months times a fee. The words of a column of
//! rates in, claims out; which counts are factors, most rows must bear out. One count is another builder's.

use super::Draft;
use super::across::{Across, Words};
use crate::model::amount::Unit;
use crate::model::relation::Operation;
use crate::model::text::{has_phrase, normalize};

/// Words of the amount for one of each.
const RATE: &[&str] = &[
    "harga",
    "tarif",
    "besaran",
    "honor",
    "honorarium",
    "satuan",
    "uang harian",
    "nominal",
    "biaya",
    "upah",
    "gaji",
    "per bulan",
    "per hari",
    "per orang",
    "rate",
    "price",
];
/// Columns of counts that are tried, and how many of them together.
const MAX_COUNTS: usize = 10;
const MAX_FACTORS: u32 = 3;
/// Rows that bear a product out, at least.
const MIN_ROWS: usize = 2;

pub(super) fn build(draft: &mut Draft<'_>) {
    let typed = &draft.records.typed;
    let columns = &typed.table.columns;
    let says_rate = |idx: usize| {
        let last = columns.get(idx).and_then(|column| column.path.last());
        let last = normalize(last.map_or("", String::as_str));
        RATE.iter().any(|word| has_phrase(&last, word))
    };
    let is_money = |idx: usize| {
        let reading = typed.columns.get(idx);
        reading.is_some_and(|it| it.n_numbers > 0 && it.unit == Some(Unit::Rupiah))
    };
    let is_count = |idx: &usize| {
        let reading = typed.columns.get(*idx);
        let counts = reading.is_some_and(|reading| reading.n_numbers > 0);
        counts && !is_money(*idx) && multiplies(draft, *idx)
    };
    let mut claims: Vec<Across> = Vec::new();
    for target in (0..columns.len()).filter(|&idx| is_money(idx)) {
        let rates = (0..target).filter(|&idx| is_money(idx) && says_rate(idx));
        let counts: Vec<usize> = (0..target).filter(is_count).take(MAX_COUNTS).collect();
        let choices = rates.flat_map(|rate| several(&counts).map(move |counts| (rate, counts)));
        let choices = choices.map(|(rate, mut operands)| {
            operands.push(rate);
            Across {
                rule: "A202",
                operation: Operation::Product,
                target,
                operands,
            }
        });
        let tried = choices.map(|across| (across.support(draft), across));
        let best = tried.max_by_key(|(support, _)| *support);
        claims.extend(
            best.filter(|(support, _)| *support >= MIN_ROWS)
                .map(|it| it.1),
        );
    }
    for claim in claims {
        claim.claim(draft, Words::Suggest);
    }
}

/// Two or three of a few columns.
fn several(counts: &[usize]) -> impl Iterator<Item = Vec<usize>> + '_ {
    let n_choices = 1_usize << counts.len();
    (0..n_choices)
        .filter(|choice| (2..=MAX_FACTORS).contains(&choice.count_ones()))
        .map(|choice| {
            let chosen = counts.iter().enumerate();
            let chosen = chosen.filter(|(idx, _)| choice >> idx & 1 == 1);
            chosen.map(|(_, &column)| column).collect()
        })
}

/// Whether some row holds more than one: a column of ones multiplies nothing.
fn multiplies(draft: &Draft<'_>, column: usize) -> bool {
    let mut lines = draft.records.lines.iter();
    lines.any(|line| {
        let number = draft.number(line.row_idx, column);
        number.is_some_and(|(_, stated)| stated.value > rust_decimal::Decimal::ONE)
    })
}
