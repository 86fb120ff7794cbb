//! A column headed as a deviation, a gap or what is left is one column on its left less another: `Deviasi` of `Rencana` and
//! `Realisasi`. Headers in, claims out; which columns, and which is taken off, most rows must bear out.

use super::Draft;
use super::across::{Across, Words};
use crate::model::relation::Operation;
use crate::model::text::{has_phrase, normalize};

const DIFFERENCE: &[&str] = &[
    "deviasi",
    "selisih",
    "gap",
    "nilai buku",
    "sisa",
    "tunggakan",
    "kekurangan",
    "kesenjangan",
    "penyimpangan",
    "varian",
    "difference",
    "deviation",
];
/// Columns on its left that are tried.
const MAX_LEFT: usize = 8;
/// Fewest rows that bear it out.
const MIN_ROWS: usize = 3;

pub(super) fn build(draft: &mut Draft<'_>) {
    let typed = &draft.records.typed;
    let columns = &typed.table.columns;
    let reading = |idx: usize| typed.columns.get(idx).filter(|it| it.n_numbers > 0);
    let mut claims: Vec<Across> = Vec::new();
    for (target, column) in columns.iter().enumerate() {
        let last = normalize(column.path.last().map_or("", String::as_str));
        let says = DIFFERENCE.iter().any(|word| has_phrase(&last, word));
        let is_claimed = draft.claims.iter().any(|it| it.target.col == column.col);
        let Some(own) = reading(target).filter(|_| says && !is_claimed) else {
            continue;
        };
        let alike = |idx: &usize| reading(*idx).is_some_and(|other| other.unit == own.unit);
        let left: Vec<usize> = (0..target).rev().filter(alike).take(MAX_LEFT).collect();
        let pairs = left
            .iter()
            .flat_map(|&one| left.iter().map(move |&other| vec![one, other]));
        let tried = pairs
            .filter(|pair| pair.first() != pair.last())
            .map(|operands| Across {
                rule: "A201",
                operation: Operation::Difference,
                target,
                operands,
            })
            .map(|across| (across.support(draft), across));
        // Of equals the nearest are meant.
        let all: Vec<(usize, Across)> = tried.collect();
        let best = all.into_iter().rev().max_by_key(|(support, _)| *support);
        claims.extend(
            best.filter(|(support, _)| *support >= MIN_ROWS)
                .map(|it| it.1),
        );
    }
    for claim in claims {
        claim.claim(draft, Words::Suggest);
    }
}
