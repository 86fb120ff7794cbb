//! Sums carried over a page's end: `Jumlah dipindahkan` adds up its page, `Jumlah pindahan` says it again on
//! the next, and what that page adds up begins with it. The words of such a total in, what it is made of
//! out. Claims nothing itself.

use super::Draft;
use super::total::{Addends, roots_between, support};
use crate::model::relation::Operation;
use crate::model::text::{has_phrase, normalize};

/// Words of a sum at a page's end.
const OUT: &[&str] = &[
    "dipindahkan",
    "pindah ke halaman",
    "dibawa ke halaman",
    "carried forward",
];
/// Words of the same sum where the next page begins.
const IN: &[&str] = &["pindahan", "brought forward"];

/// What a total is made of, where its own words or those of the total before say that it is carried.
pub(super) fn addends(draft: &Draft<'_>, row_idx: usize, before: &[usize]) -> Option<Addends> {
    let last = before.last().copied();
    let is_in = |row: usize| says(draft, row, IN);
    let of = |lines: Vec<usize>, totals: Vec<usize>| Addends {
        lines,
        totals,
        ..Addends::default()
    };
    let begun = last.filter(|&row| is_in(row));
    let choices = if is_in(row_idx) {
        let last = last?;
        let nearest_in = before.iter().rev().copied().find(|&row| is_in(row));
        let both = nearest_in.into_iter().chain([last]).collect();
        let mut choices = vec![of(Vec::new(), both)];
        if says(draft, last, OUT) {
            choices.insert(0, of(Vec::new(), vec![last]));
        } else if nearest_in.is_none() {
            choices.clear();
            choices.push(of(Vec::new(), vec![last]));
        }
        choices
    } else if says(draft, row_idx, OUT) || begun.is_some() {
        let since = roots_between(draft, last, row_idx);
        vec![of(since, begun.into_iter().collect())]
    } else {
        return None;
    };
    let holding = choices
        .iter()
        .find(|addends| support(draft, row_idx, addends, Operation::Sum) > 0);
    let is_said = || says(draft, row_idx, OUT) || last.is_some_and(|last| says(draft, last, OUT));
    let meant = holding.or_else(|| choices.first().filter(|_| is_said() || begun.is_some()));
    meant.cloned()
}

fn says(draft: &Draft<'_>, row_idx: usize, words: &[&str]) -> bool {
    let row = draft.records.typed.table.rows.get(row_idx);
    let label = row.map(|row| normalize(&row.label)).unwrap_or_default();
    words.iter().any(|word| has_phrase(&label, word))
}
