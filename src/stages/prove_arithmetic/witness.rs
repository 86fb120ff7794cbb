//! What the columns of a total's row say of what it adds up: how many bear it out, and whether the row states
//! one figure alone, of something else. A row and its addends in, an answer out. Claims nothing itself.

use super::total::{Addends, places, stated};
use super::{Draft, holds, near_total};
use crate::model::amount::Unit;
use crate::model::relation::{Operation, Stated};

/// How well the columns of a total bear out what it adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Witness {
    Nothing,
    /// Some column does.
    Few,
    /// Several do, and nearly all that there are.
    Most,
}

/// Columns that bear out a total, so that the others are meant too, and how many for each that does not.
const MIN_WITNESSES: usize = 4;
const WITNESSES: usize = 4;

/// What the columns of a total say of its addends.
pub(super) fn of(draft: &Draft<'_>, row_idx: usize, addends: &Addends) -> Witness {
    let (mut n_holding, mut n_failing) = (0_usize, 0_usize);
    for column in 0..draft.n_columns() {
        let Some((_, total)) = draft.number(row_idx, column) else {
            continue;
        };
        let numbers = stated(draft, &places(draft, addends, column));
        let n_telling = numbers.iter().filter(|it| !it.value.is_zero()).count();
        if n_telling < 2 {
            continue;
        }
        if holds(Operation::Sum, &total, &numbers) {
            n_holding += 1;
        } else {
            n_failing += 1;
        }
    }
    match n_holding {
        0 => Witness::Nothing,
        n if n >= MIN_WITNESSES && n >= n_failing * WITNESSES => Witness::Most,
        _ => Witness::Few,
    }
}

/// Fewest columns of figures beside which a row with one alone tells something else.
const MIN_BESIDE: usize = 3;

/// Whether a row states one figure alone below lines of several, and says of what: `Jumlah responden` below
/// what each of them answered. It is near the sum of none.
pub(super) fn counts_something(draft: &Draft<'_>, row_idx: usize, words: &str) -> bool {
    let lines = &draft.records.lines;
    let typed = &draft.records.typed;
    let is_money = |column: usize| {
        let reading = typed.columns.get(column);
        reading.is_some_and(|reading| reading.unit == Some(Unit::Rupiah))
    };
    let is_filled = |&column: &usize| {
        let numbers = lines.iter();
        let numbers = numbers.filter(|line| draft.number(line.row_idx, column).is_some());
        numbers.count() * 2 > lines.len()
    };
    let mut own = (0..draft.n_columns())
        .filter_map(|column| Some((column, draft.number(row_idx, column)?.1)));
    let (Some((column, total)), None) = (own.next(), own.next()) else {
        return false;
    };
    let is_named = words.split_once(' ').is_some() && !near_total::is_bare(words);
    let parts = lines
        .iter()
        .filter_map(|line| Some(draft.number(line.row_idx, column)?.1));
    let parts: Vec<Stated> = parts.collect();
    is_named
        && !draft.known
        && !is_money(column)
        && (0..draft.n_columns()).filter(is_filled).count() >= MIN_BESIDE
        && !near_total::is_near(&total, &parts)
}
