//! Rates that are called so and are one column by another: `Kepadatan` is persons by area, a length of stay
//! nights by guests. The words of the rate in, claims out; which columns make it, and in what unit, most
//! rows must bear out. A total's rate may be a mean; one beyond all others is held to its own figures.

use rust_decimal::Decimal;

use super::Draft;
use super::across::{Across, Words};
use crate::model::expression::{Formula, Step};
use crate::model::place::CellRef;
use crate::model::relation::{Operation, Origin, Stated};
use crate::model::table::RowKind;
use crate::model::text::has_phrase;

/// Words of rates.
const RATE: &[&str] = &[
    "kepadatan",
    "density",
    "produktivitas",
    "provitas",
    "produktifitas",
    "rata rata",
    "rerata",
    "average",
    "rasio",
    "ratio",
    "alos",
    "bto",
];
/// Words of percentages and prices, which other builders know.
const NOT_A_RATE: &[&str] = &["%", "persen", "persentase", "rp", "harga", "tarif", "biaya"];
/// What one may be counted by the other in.
const SCALES: [u16; 5] = [1, 10, 100, 1000, 10_000];
/// Most decimals of a rate that somebody wrote.
const MAX_DECIMALS: u32 = 4;
/// Columns of rates that are tried.
const MAX_RATES: usize = 6;
/// Columns whose pairs are tried.
const MAX_COLUMNS: usize = 12;
/// Fewest rows that bear a rate out.
const MIN_ROWS: usize = 4;
/// Of a hundred rows, those that must.
const MIN_SHARE: usize = 75;

pub(super) fn build(draft: &mut Draft<'_>) {
    let typed = &draft.records.typed;
    let columns = &typed.table.columns;
    let has_numbers =
        |&idx: &usize| (typed.columns.get(idx)).is_some_and(|reading| reading.n_numbers > 0);
    let says = |idx: usize, words: &[&str]| {
        let mut head = draft.heads.get(idx).into_iter().flatten();
        head.any(|text| {
            let mut words = words.iter();
            words.any(|word| has_phrase(text, word) || (*word == "%" && text.contains('%')))
        })
    };
    let mut claims: Vec<Across> = Vec::new();
    let rates = (0..columns.len()).filter(has_numbers);
    // What was computed elsewhere and stored with all its digits was made of figures that do not show.
    let is_written = |idx: usize| {
        let reading = typed.columns.get(idx);
        reading.is_some_and(|reading| reading.decimals <= MAX_DECIMALS)
    };
    let rates = rates.filter(|&idx| is_written(idx) && says(idx, RATE) && !says(idx, NOT_A_RATE));
    for target in rates.take(MAX_RATES) {
        let col = columns.get(target).map(|column| column.col);
        if draft.claims.iter().any(|it| Some(it.target.col) == col) {
            continue;
        }
        let others = (0..columns.len()).filter(has_numbers);
        // One column that is the same in all rows divides nothing.
        let varies = |idx: usize| {
            let rows = 0..typed.table.rows.len();
            let mut values = rows.filter_map(|row| Some(draft.number(row, idx)?.1.value));
            let first = values.next();
            values.any(|value| Some(value) != first)
        };
        let others: Vec<usize> = others
            .filter(|&idx| idx != target && !says(idx, RATE) && varies(idx))
            .take(MAX_COLUMNS)
            .collect();
        let pairs = others
            .iter()
            .flat_map(|&one| others.iter().map(move |&other| [one, other]))
            .filter(|[one, other]| one != other);
        let tried = pairs
            .flat_map(|operands| SCALES.into_iter().map(move |scale| (operands, scale)))
            .filter_map(|(operands, scale)| {
                Some(Across {
                    rule: "A204",
                    operation: Operation::Formula(quotient(scale)?),
                    target,
                    operands: operands.to_vec(),
                })
            });
        let tried = tried.map(|across| (across.support(draft), across));
        let all: Vec<(usize, Across)> = tried.collect();
        // Of equals the first are meant.
        let best = all.into_iter().rev().max_by_key(|(support, _)| *support);
        let is_borne_out = |(support, across): &(usize, Across)| {
            let n_rows = across.sample(draft).len();
            *support >= MIN_ROWS && support * 100 >= n_rows * MIN_SHARE
        };
        claims.extend(best.filter(is_borne_out).map(|it| it.1));
    }
    for claim in claims {
        claim.claim(draft, Words::Suggest);
        of_totals(draft, &claim);
    }
}

/// So many of the first operand by one of the second.
fn quotient(scale: u16) -> Option<Formula> {
    use Step::{Divide, Multiply, Number, Operand};
    if scale == 1 {
        return Formula::new(&[Operand(0), Operand(1), Divide]);
    }
    Formula::new(&[Operand(0), Number(scale), Multiply, Operand(1), Divide])
}

/// Claims the rate of a total that lies beyond those of all lines: no mean of them does.
fn of_totals(draft: &mut Draft<'_>, rate: &Across) {
    let lines: Vec<Decimal> = rate
        .sample(draft)
        .iter()
        .filter(|row| row.holds(rate.operation))
        .map(|row| row.target.1.value)
        .collect();
    let (Some(&least), Some(&most)) = (lines.iter().min(), lines.iter().max()) else {
        return;
    };
    let rows = draft.records.typed.table.rows.iter().enumerate();
    let totals = rows.filter(|(_, row)| matches!(row.kind, RowKind::Total | RowKind::Mean));
    let mut beyond: Vec<(CellRef, Vec<CellRef>)> = Vec::new();
    for (row_idx, _) in totals {
        let operands = rate.operands.iter();
        let operands = operands.map(|&column| draft.number(row_idx, column));
        let operands: Option<Vec<(CellRef, Stated)>> = operands.collect();
        let (Some((target, stated)), Some(operands)) =
            (draft.number(row_idx, rate.target), operands)
        else {
            continue;
        };
        let is_told = !stated.value.is_zero() && operands.iter().all(|it| !it.1.value.is_zero());
        if is_told && (stated.value < least || stated.value > most) {
            beyond.push((target, operands.into_iter().map(|it| it.0).collect()));
        }
    }
    for (target, operands) in beyond {
        draft.claim(
            rate.rule,
            target,
            rate.operation,
            operands,
            Origin::ColumnMeaning,
        );
    }
}
