//! A column headed as a mean is the mean of columns on its left: the longest run of them that most rows
//! bear out. Headers in, claims out.

use super::across::{Across, Row};
use super::{Draft, holds};
use crate::model::relation::{Operation, Origin, Stated};
use crate::model::text::{has_phrase, normalize};

const MEAN: &[&str] = &["rata rata", "rerata", "rata2", "mean", "average"];
/// Longest run that is tried.
const MAX_RUN: usize = 40;
/// Fewest rows that bear a run out; with fewer, what is near a mean looks like one.
const MIN_ROWS: usize = 3;

/// Whether the words of a header say that means stand below it.
pub(super) fn heads_mean(words: &str) -> bool {
    MEAN.iter().any(|word| has_phrase(words, word))
}

pub(super) fn build(draft: &mut Draft<'_>) {
    let typed = &draft.records.typed;
    let columns = &typed.table.columns;
    let is_mean = |idx: usize| {
        let last = columns.get(idx).and_then(|column| column.path.last());
        heads_mean(&normalize(last.map_or("", String::as_str)))
    };
    let holds_numbers = |idx: usize| {
        let reading = typed.columns.get(idx);
        reading.is_some_and(|reading| reading.n_numbers > 0)
    };
    let mut claims = Vec::new();
    for target in (0..columns.len()).filter(|&idx| is_mean(idx) && holds_numbers(idx)) {
        let run: Vec<usize> = (0..target)
            .rev()
            .take_while(|&idx| holds_numbers(idx) && !is_mean(idx))
            .take(MAX_RUN)
            .collect();
        let runs = (2..=run.len()).rev().filter_map(|len| run.get(..len));
        let mut runs = runs.map(|run| Across {
            rule: "A104",
            operation: Operation::Mean,
            target,
            operands: run.iter().rev().copied().collect(),
        });
        claims.extend(runs.find(|across| {
            let n_holding = across.support(draft);
            n_holding >= MIN_ROWS && n_holding * 100 >= across.sample(draft).len() * MIN_SUPPORT
        }));
    }
    for across in claims {
        for row in across.rows(draft) {
            if !row.holds(across.operation) && leaves_zeros_out(&row) {
                continue;
            }
            let places = row.operands.into_iter().map(|(place, _)| place).collect();
            let origin = Origin::ColumnMeaning;
            draft.claim(across.rule, row.target.0, across.operation, places, origin);
        }
    }
}

/// Whether a mean is that of the figures that are not zero: those were not measured.
fn leaves_zeros_out(row: &Row) -> bool {
    let figures = row.operands.iter().map(|(_, stated)| stated.clone());
    let some: Vec<Stated> = figures.filter(|stated| !stated.value.is_zero()).collect();
    some.len() < row.operands.len()
        && !some.is_empty()
        && holds(Operation::Mean, &row.target.1, &some)
}

/// Of the rows, the share that must bear a run out, in percent.
const MIN_SUPPORT: usize = 60;
