//! A weighted score is its weight times its score, over a hundred where weights are percentages. The
//! words of the columns in, claims out. Which column is the score, and whether the product is divided,
//! only the numbers tell: most rows must bear it out.

use super::Draft;
use super::across::{Across, Words};
use crate::model::expression::{Formula, Step};
use crate::model::relation::Operation;
use crate::model::table::Column;
use crate::model::text::{has_phrase, normalize};

const WEIGHT: &[&str] = &["bobot", "weight"];
const SCORE: &[&str] = &[
    "nilai", "skor", "score", "rating", "poin", "capaian", "hasil",
];
/// Words of what weight and score make.
const WEIGHTED: &[&str] = &[
    "tertimbang",
    "terbobot",
    "weighted",
    "akhir",
    "bobot",
    "hasil",
    "jumlah",
    "total",
    "kontribusi",
];
/// Most columns whose combinations are tried.
const MAX_COLUMNS: usize = 12;

pub(super) fn build(draft: &mut Draft<'_>) {
    let columns = &draft.records.typed.table.columns;
    let having = |words: &[&str]| -> Vec<usize> {
        let holds_numbers = |idx: usize| {
            let reading = draft.records.typed.columns.get(idx);
            reading.is_some_and(|reading| reading.n_numbers > 0)
        };
        let found = columns.iter().enumerate();
        let found = found.filter(|(idx, column)| says(column, words) && holds_numbers(*idx));
        found.map(|(idx, _)| idx).take(MAX_COLUMNS).collect()
    };
    let weights = having(WEIGHT);
    if weights.is_empty() {
        return;
    }
    let (scores, targets) = (having(SCORE), having(WEIGHTED));
    let mut claims: Vec<Across> = Vec::new();
    for &target in &targets {
        let mut best: Option<(usize, Across)> = None;
        for &weight in weights.iter().filter(|&&weight| weight < target) {
            for &score in scores
                .iter()
                .filter(|&&score| score != weight && score < target)
            {
                for across in choices(target, weight, score) {
                    let support = across.support(draft);
                    if support > best.as_ref().map_or(0, |(most, _)| *most) {
                        best = Some((support, across));
                    }
                }
            }
        }
        claims.extend(best.map(|(_, across)| across));
    }
    for across in claims {
        across.claim(draft, Words::Suggest);
    }
}

fn choices(target: usize, weight: usize, score: usize) -> Vec<Across> {
    use Step::{Divide, Multiply, Number, Operand};
    let of_percent = Formula::new(&[Operand(0), Operand(1), Multiply, Number(100), Divide]);
    let across = |rule: &'static str, operation: Operation| Across {
        rule,
        operation,
        target,
        operands: vec![weight, score],
    };
    let mut choices = vec![across("A202", Operation::Product)];
    choices.extend(of_percent.map(|formula| across("A204", Operation::Formula(formula))));
    choices
}

fn says(column: &Column, words: &[&str]) -> bool {
    let last = normalize(column.path.last().map_or("", String::as_str));
    words.iter().any(|word| has_phrase(&last, word))
}
