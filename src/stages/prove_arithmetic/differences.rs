//! A column headed as a deviation, a gap or what is left is one column on its left less another: `Deviasi` of `Rencana` and
//! `Realisasi`. Headers in, claims out; which columns, and which is taken off, most rows must bear out.

use rust_decimal::Decimal;

use super::Draft;
use super::across::{Across, Row, Words};
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

/// Whether the words of a header say that differences stand below it.
pub(super) fn heads_difference(words: &str) -> bool {
    DIFFERENCE.iter().any(|word| has_phrase(words, word))
}

pub(super) fn build(draft: &mut Draft<'_>) {
    let typed = &draft.records.typed;
    let columns = &typed.table.columns;
    let reading = |idx: usize| typed.columns.get(idx).filter(|it| it.n_numbers > 0);
    let mut claims: Vec<Across> = Vec::new();
    for (target, column) in columns.iter().enumerate() {
        let last = normalize(column.path.last().map_or("", String::as_str));
        let says = heads_difference(&last);
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
            best.filter(|(support, across)| *support >= MIN_ROWS && !goes_on(draft, across))
                .map(|it| it.1),
        );
    }
    for claim in claims {
        claim.claim(draft, Words::Suggest);
    }
}

/// Whether more rows bear out that what is left goes on from row to row: what was not handed over yet, and what
/// came since.
fn goes_on(draft: &Draft<'_>, across: &Across) -> bool {
    let rows = across.sample(draft);
    let values = |row: &Row| -> Option<[Decimal; 3]> {
        let [(_, minuend), (_, subtrahend)] = row.operands.as_slice() else {
            return None;
        };
        Some([row.target.1.value, minuend.value, subtrahend.value])
    };
    let is_carried = |pair: &[Row]| {
        let (Some([before, ..]), Some([left, came, went])) =
            (pair.first().and_then(values), pair.get(1).and_then(values))
        else {
            return false;
        };
        before
            .checked_add(came)
            .and_then(|all| all.checked_sub(went))
            == Some(left)
    };
    let n_carried = rows.windows(2).filter(|pair| is_carried(pair)).count();
    let n_alone = rows
        .iter()
        .skip(1)
        .filter(|row| row.holds(across.operation))
        .count();
    n_carried > n_alone
}
