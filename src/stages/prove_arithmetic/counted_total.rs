//! A column headed `Jumlah` over counts is the sum of columns on its left, as one over money is: the longest
//! run of them that most rows bear out. Headers and figures in, claims out. Percentages, ranks and columns
//! that other words have claimed are left alone.

use super::Draft;
use super::across::{Across, Words};
use crate::model::amount::Unit;
use crate::model::relation::Operation;
use crate::model::text::normalize;

const TOTAL_WORDS: &[&str] = &["total", "jumlah", "jml"];
/// Longest run that is tried.
const MAX_RUN: usize = 40;
/// Fewest rows that bear a run out.
const MIN_ROWS: usize = 3;
/// Of the rows, the share that must, in percent.
const MIN_SUPPORT: usize = 70;

pub(super) fn build(draft: &mut Draft<'_>) {
    let typed = &draft.records.typed;
    let columns = &typed.table.columns;
    let begins_total = |idx: usize| {
        let last = columns.get(idx).and_then(|column| column.path.last());
        let last = normalize(last.map_or("", String::as_str));
        TOTAL_WORDS.contains(&last.split(' ').next().unwrap_or_default())
    };
    let counts = |idx: usize| {
        let reading = typed.columns.get(idx);
        reading.is_some_and(|it| it.n_numbers > 0 && it.unit != Some(Unit::Percent))
    };
    let mut claims: Vec<Across> = Vec::new();
    for (target, column) in columns.iter().enumerate() {
        let is_claimed = draft.claims.iter().any(|claim| {
            let row = claim.target.row;
            claim.target.col == column.col
                && claim.operation != Operation::AtMost
                && claim.operands.iter().all(|place| place.row == row)
        });
        if is_claimed || !begins_total(target) || !counts(target) {
            continue;
        }
        let run: Vec<usize> = (0..target)
            .rev()
            .take_while(|&idx| counts(idx) && !begins_total(idx))
            .take(MAX_RUN)
            .collect();
        let runs = (2..=run.len()).rev().filter_map(|len| run.get(..len));
        let mut runs = runs.map(|run| {
            let addends = run.iter().rev().copied();
            Across::sum(target, addends.collect())
        });
        claims.extend(runs.find(|across| {
            let n_holding = across.support(draft);
            n_holding >= MIN_ROWS && n_holding * 100 >= across.sample(draft).len() * MIN_SUPPORT
        }));
    }
    for claim in claims {
        claim.claim(draft, Words::Suggest);
    }
}
