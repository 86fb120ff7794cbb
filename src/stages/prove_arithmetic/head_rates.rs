//! Columns whose header states a rate: `PPh 5%`, `60% x SKP`, `Bobot 20%` over a score and what it counts.
//! Headers in, claims out, that the column is so much of one to its left. Which one, and whether it is so at
//! all, most rows must bear out.

use rust_decimal::Decimal;

use super::Draft;
use super::across::{Across, Words};
use crate::model::expression::{Formula, Step};
use crate::model::relation::Operation;

/// Columns to the left that are tried.
const MAX_LEFT: usize = 8;
/// Fewest rows that bear it out.
const MIN_ROWS: usize = 4;
/// Of a hundred rows, those that must.
const MIN_SHARE: usize = 80;

pub(super) fn build(draft: &mut Draft<'_>) {
    let typed = &draft.records.typed;
    let columns = &typed.table.columns;
    let has_numbers =
        |&idx: &usize| (typed.columns.get(idx)).is_some_and(|reading| reading.n_numbers > 0);
    let mut claims: Vec<Across> = Vec::new();
    for (target, column) in columns.iter().enumerate() {
        let Some(rate) = only_rate(&column.path).filter(|_| has_numbers(&target)) else {
            continue;
        };
        let is_claimed = draft.claims.iter().any(|it| it.target.col == column.col);
        let Some(formula) = of_rate(rate).filter(|_| !is_claimed) else {
            continue;
        };
        let left = (0..target).rev().filter(has_numbers).take(MAX_LEFT);
        let tried = left
            .map(|base| Across {
                rule: "A204",
                operation: Operation::Formula(formula),
                target,
                operands: vec![base],
            })
            .map(|across| (across.support(draft), across));
        // Of equals the nearest is meant.
        let all: Vec<(usize, Across)> = tried.collect();
        let best = all.into_iter().rev().max_by_key(|(support, _)| *support);
        let is_borne_out = |(support, across): &(usize, Across)| {
            // Who pays nothing is exempt, and who pays less pays another rate.
            let rows = across.sample(draft);
            let n_paid = rows
                .iter()
                .filter(|row| !row.target.1.value.is_zero())
                .count();
            // What is the same in all that fail is a ceiling.
            let failing = rows.iter().filter(|row| !row.holds(across.operation));
            let failing: Vec<Decimal> = failing.map(|row| row.target.1.value).collect();
            let has_ceiling =
                failing.len() > 1 && failing.windows(2).all(|pair| pair.first() == pair.last());
            *support >= MIN_ROWS
                && support * 100 >= n_paid * MIN_SHARE
                && n_paid == rows.len()
                && !has_ceiling
        };
        claims.extend(best.filter(is_borne_out).map(|it| it.1));
    }
    for claim in claims {
        claim.claim(draft, Words::Suggest);
    }
}

/// A rate as a number and what it is divided by.
type Rate = (u16, u16);

/// So much of the first operand.
fn of_rate((number, divisor): Rate) -> Option<Formula> {
    use Step::{Divide, Multiply, Number, Operand};
    Formula::new(&[
        Operand(0),
        Number(number),
        Multiply,
        Number(divisor),
        Divide,
    ])
}

/// The one percentage that the texts of a header state.
fn only_rate(path: &[String]) -> Option<Rate> {
    let mut rates = path.iter().flat_map(|text| rates(text));
    let first = rates.next()?;
    rates.all(|rate| rate == first).then_some(first)
}

/// The percentages of a text: numbers with the sign behind them.
fn rates(text: &str) -> impl Iterator<Item = Rate> + '_ {
    text.match_indices('%').filter_map(|(at, _)| {
        let before = text.get(..at)?.trim_end();
        let is_part = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
        let digits = before.rsplit(|c| !is_part(c)).next()?;
        rate(digits)
    })
}

/// `12,5` as 125 of 1000; nothing, and all, are no rates.
fn rate(digits: &str) -> Option<Rate> {
    let (whole, decimals) = digits.split_once([',', '.']).unwrap_or((digits, ""));
    let divisor = 10_u16.checked_pow(u32::try_from(decimals.len()).ok()? + 2)?;
    let number: u16 = format!("{whole}{decimals}").parse().ok()?;
    (number > 0 && number < divisor && !whole.is_empty()).then_some((number, divisor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_from_headers() {
        let path = |texts: &[&str]| {
            texts
                .iter()
                .map(|&text| text.to_owned())
                .collect::<Vec<_>>()
        };
        for (texts, wanted) in [
            (&["PPh 5%"] as &[&str], Some((5, 100))),
            (&["Bobot 20 %", "Nilai x Bobot"], Some((20, 100))),
            (&["Pajak (2,5%)"], Some((25, 1000))),
            (&["Capaian (%)"], None),
            (&["100%"], None),
            (&["40% dan 60%"], None),
        ] {
            assert_eq!(only_rate(&path(texts)), wanted, "{texts:?}");
        }
    }
}
