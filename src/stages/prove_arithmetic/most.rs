//! A score is at most what its own row allows: the column of the most that can be reached, or its
//! weight where weights are what can be reached. Columns in, limits out. A score may have another scale
//! than its weight, so that nearly all rows must bear a limit out, and most come near it.

use rust_decimal::Decimal;

use super::Draft;
use super::across::{Across, Words};
use super::weights::is_weight;
use crate::model::record::RecordSet;
use crate::model::relation::Operation;
use crate::model::table::Column;
use crate::model::text::{has_phrase, normalize};

const SCORE: &[&str] = &["nilai", "skor", "score", "poin", "perolehan", "hasil"];
/// Words of the most that a score can be.
const MOST: &[&str] = &["maksimal", "maksimum", "maks", "max", "maximum", "maximal"];
/// Words of columns that are no plain score.
const NOT_A_SCORE: &[&str] = &[
    "maksimal",
    "maksimum",
    "maks",
    "max",
    "maximum",
    "maximal",
    "minimal",
    "minimum",
    "min",
    "tertimbang",
    "terbobot",
    "weighted",
    "bobot",
    "x",
    "rata",
    "standar",
    "kkm",
    "target",
    "harapan",
    "kriteria",
    "skala",
    "%",
    "persen",
    "persentase",
    "kumulatif",
    "jumlah",
    "total",
    "rp",
];
/// Fewest rows that bear a limit out.
const MIN_ROWS: usize = 4;
/// Of a hundred rows, those that a limit must hold in; and those that must come near it where only a
/// weight is the limit.
const MIN_HOLDING: usize = 75;
const MIN_NEAR: usize = 70;

pub(super) fn build(draft: &mut Draft<'_>) {
    // A kind that names its limits has no others.
    let mut rules = draft.rules.iter();
    if rules.any(|rule| rule.operation.operation() == Operation::AtMost) {
        return;
    }
    let records = draft.records;
    let columns = &records.typed.table.columns;
    let limits: Vec<(usize, bool)> = columns
        .iter()
        .enumerate()
        .filter_map(|(idx, column)| {
            let says_most = says(column, MOST) && says(column, SCORE);
            (says_most || is_weight(column)).then_some((idx, says_most))
        })
        .collect();
    for (limit, says_most) in limits {
        let scores = columns.iter().enumerate().filter(|(idx, column)| {
            *idx != limit && says(column, SCORE) && !says(column, NOT_A_SCORE)
        });
        let scores: Vec<usize> = scores.map(|(idx, _)| idx).collect();
        for score in scores {
            let across = Across {
                rule: "A401",
                operation: Operation::AtMost,
                target: score,
                operands: vec![limit],
            };
            if is_limit(draft, &across, says_most) {
                across.claim(draft, Words::Suggest);
            }
        }
    }
}

fn is_limit(draft: &Draft<'_>, across: &Across, says_most: bool) -> bool {
    let rows = across.rows(draft);
    let n_rows = rows.len();
    let of_rows = |count: usize, share: usize| count * 100 >= n_rows * share;
    let n_holding = rows
        .iter()
        .filter(|row| row.holds(across.operation))
        .count();
    if n_holding < MIN_ROWS || !of_rows(n_holding, MIN_HOLDING) {
        return false;
    }
    if says_most {
        return true;
    }
    // A score that is multiplied by its weight is of another scale.
    let is_factor = draft.claims.iter().any(|claim| {
        matches!(claim.operation, Operation::Product | Operation::Formula(_))
            && rows
                .iter()
                .any(|row| claim.operands.contains(&row.target.0))
    });
    let is_near = |(score, weight): &(Decimal, Decimal)| {
        let twice = score.checked_mul(Decimal::TWO);
        twice.is_some_and(|twice| twice >= *weight)
    };
    let pairs = rows.iter().filter_map(|row| {
        let (_, weight) = row.operands.first()?;
        Some((row.target.1.value, weight.value))
    });
    n_rows <= n_holding + 1
        && !is_factor
        && of_rows(pairs.filter(is_near).count(), MIN_NEAR)
        && makes_whole(draft.records, across)
}

/// Whether the weights of the lines make a hundred: what can be reached in all.
fn makes_whole(records: &RecordSet, across: &Across) -> bool {
    let Some(&weight) = across.operands.first() else {
        return false;
    };
    let weights = records
        .lines
        .iter()
        .filter(|line| line.parent.is_none())
        .filter_map(|line| records.typed.number(line.row_idx, weight));
    let mut weights = weights.map(|(_, stated)| stated.value);
    let sum = weights.try_fold(Decimal::ZERO, Decimal::checked_add);
    sum == Some(Decimal::ONE_HUNDRED)
}

fn says(column: &Column, words: &[&str]) -> bool {
    let last = normalize(column.path.last().map_or("", String::as_str));
    words.iter().any(|word| has_phrase(&last, word))
}
