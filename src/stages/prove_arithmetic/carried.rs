//! Sums carried over a page's end: `Jumlah dipindahkan` adds up its page, `Jumlah pindahan` says it again on
//! the next, and what that page adds up begins with it. The words of such a total in, what it is made of
//! out. Claims nothing itself.

use super::Draft;
use super::total::{Addends, roots_between, support};
use crate::model::relation::Operation;
use crate::model::text::normalize;

/// Words of a sum at a page's end.
const OUT: &[&str] = &[
    "dipindahkan",
    "pindah ke halaman",
    "dibawa ke halaman",
    "carried forward",
];
/// Words of the same sum where the next page begins.
const IN: &[&str] = &["pindahan", "brought forward"];

/// Words that may stand before them.
const BEFORE: &[&str] = &[
    "jumlah", "total", "sub", "subtotal", "jml", "saldo", "nilai", "yang",
];
/// Words that may stand behind them.
const BEHIND: &[&str] = &[
    "ke",
    "dari",
    "di",
    "halaman",
    "hal",
    "berikutnya",
    "selanjutnya",
    "sebelumnya",
    "berikut",
    "lalu",
];

/// What a total is made of, where its own words or those of the total before say that it is carried.
pub(super) fn addends(draft: &Draft<'_>, row_idx: usize, before: &[usize]) -> Option<Addends> {
    let last = before.last().copied();
    let is_in = |row: usize| says(draft, row, IN);
    let of = |lines: Vec<usize>, totals: Vec<usize>| Addends {
        lines,
        totals,
        ..Addends::default()
    };
    let begun = last.filter(|&row| is_in(row) && begins_page(draft, row, before));
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
    let follows = last.is_some_and(|last| says(draft, last, OUT));
    // A sum that is only called carried over may be any that the figures bear out.
    let is_meant = if is_in(row_idx) {
        follows
    } else {
        follows || says(draft, row_idx, OUT) || begun.is_some()
    };
    let meant = holding.or_else(|| choices.first().filter(|_| is_meant));
    meant.cloned()
}

/// Whether a row that says a sum again is the sum before it, or has none before it.
fn begins_page(draft: &Draft<'_>, row: usize, before: &[usize]) -> bool {
    let earlier = before.iter().rev().copied().find(|&other| other < row);
    earlier.is_none_or(|earlier| {
        let copy = Addends {
            totals: vec![earlier],
            ..Addends::default()
        };
        support(draft, row, &copy, Operation::Sum) > 0
    })
}

/// Whether a label says nothing else: costs of moving and officers moved are sums like others.
fn says(draft: &Draft<'_>, row_idx: usize, words: &[&str]) -> bool {
    let row = draft.records.typed.table.rows.get(row_idx);
    let label = row.map(|row| normalize(&row.label)).unwrap_or_default();
    let label: Vec<&str> = label
        .split(' ')
        .skip_while(|word| BEFORE.contains(word))
        .collect();
    let label = label.join(" ");
    words.iter().any(|word| {
        let rest = label.strip_prefix(word);
        rest.is_some_and(|rest| {
            let is_free =
                |word: &str| BEHIND.contains(&word) || word.bytes().all(|b| b.is_ascii_digit());
            rest.split(' ').all(is_free)
        })
    })
}
