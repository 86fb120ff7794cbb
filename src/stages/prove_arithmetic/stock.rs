//! What a row begins with, gains and loses makes what it ends with: `Saldo Awal`, `Masuk`, `Keluar`,
//! `Saldo Akhir` of goods, money, assets or people. The words of the columns in, one claim out; most
//! rows must bear it out.

use super::Draft;
use super::across::{Across, Words};
use super::rule_of;
use crate::model::relation::Operation;
use crate::model::table::Column;
use crate::model::text::{has_phrase, normalize};

const FIRST: &[&str] = &["awal", "lalu", "opening", "beginning"];
const LAST: &[&str] = &["akhir", "closing", "ending"];
/// Words that begin a column of what comes in, and of what goes out.
const GAINS: &[&str] = &[
    "masuk",
    "penerimaan",
    "pemasukan",
    "pembelian",
    "pengadaan",
    "bertambah",
    "penambahan",
    "tambah",
    "mutasi tambah",
    "barang masuk",
    "datang",
    "lahir",
    "kelahiran",
    "debet",
    "in",
];
const LOSSES: &[&str] = &[
    "keluar",
    "pengeluaran",
    "pemakaian",
    "penggunaan",
    "berkurang",
    "pengurangan",
    "kurang",
    "mutasi kurang",
    "barang keluar",
    "penghapusan",
    "mati",
    "meninggal",
    "kematian",
    "pindah",
    "kredit",
    "rusak",
    "out",
];
const CORRECTIONS: &[&str] = &["koreksi", "penyesuaian", "reklasifikasi"];
/// Most columns of gains and losses.
const MAX_PARTS: usize = 12;

pub(super) fn build(draft: &mut Draft<'_>) {
    // A balance of one measure: `Volume / Saldo Awal` and `Nilai / Saldo Awal` are apart.
    let columns = &draft.records.typed.table.columns;
    let mut claims = Vec::new();
    for (target, column) in columns.iter().enumerate() {
        if !says(column, LAST) || says(column, FIRST) {
            continue;
        }
        let parts: Vec<usize> = (0..columns.len())
            .filter(|&idx| idx != target && is_of(columns, idx, target))
            .filter(|&idx| {
                let reading = draft.records.typed.columns.get(idx);
                reading.is_some_and(|reading| reading.n_numbers > 0)
            })
            .collect();
        let having = |words: &[&str]| -> Vec<usize> {
            let found = parts.iter().copied();
            found
                .filter(|&idx| columns.get(idx).is_some_and(|column| begins(column, words)))
                .take(MAX_PARTS)
                .collect()
        };
        let mut firsts = parts
            .iter()
            .copied()
            .filter(|&idx| columns.get(idx).is_some_and(|column| says(column, FIRST)));
        let (mut gains, losses) = (having(GAINS), having(LOSSES));
        // What a correction is, its own sign says.
        gains.extend(having(CORRECTIONS));
        let (Some(first), None) = (firsts.next(), firsts.next()) else {
            continue;
        };
        // Whatever else stands between them may be part of it too.
        let is_told = |idx: &usize| *idx == first || gains.contains(idx) || losses.contains(idx);
        let mut between = parts.iter().filter(|&&idx| first < idx && idx < target);
        if (gains.is_empty() && losses.is_empty()) || !between.all(is_told) {
            continue;
        }
        let n_added = u16::try_from(gains.len() + 1).unwrap_or(u16::MAX);
        let operation = match (gains.len(), losses.len()) {
            (0, _) => Operation::Difference,
            (_, 0) => Operation::Sum,
            _ => Operation::Net(n_added),
        };
        let operands = [vec![first], gains, losses].concat();
        claims.push(Across {
            rule: rule_of(operation),
            operation,
            target,
            operands,
        });
    }
    for claim in claims {
        claim.claim(draft, Words::Suggest);
    }
}

/// Whether a column is of the measure of another: under the same last group, or none of its own; or of the
/// same name below the words of the balance, as `Saldo Awal / Nilai` is.
fn is_of(columns: &[Column], idx: usize, target: usize) -> bool {
    let path = |idx: usize| columns.get(idx).map(|column| column.path.as_slice());
    let group = |idx: usize| path(idx).and_then(|path| path.split_last()).map(|it| it.1);
    let measure = |idx: usize| columns.get(idx).and_then(measure);
    if measure(target).is_some() {
        return measure(idx) == measure(target);
    }
    let (own, other) = (group(target), group(idx));
    own == other || own.is_none_or(<[String]>::is_empty)
}

/// What a column counts, where its head's lowest text does and the one above names a part of the balance.
fn measure(column: &Column) -> Option<String> {
    let [.., above, lowest] = column.path.as_slice() else {
        return None;
    };
    let (above, lowest) = (normalize(above), normalize(lowest));
    let names = |text: &str| {
        let words = [FIRST, LAST, GAINS, LOSSES, CORRECTIONS];
        words
            .iter()
            .any(|words| words.iter().any(|word| has_phrase(text, word)))
    };
    (names(&above) && !names(&lowest)).then_some(lowest)
}

/// The words of a column that tell its part of the balance.
fn last(column: &Column) -> String {
    let mut path = column.path.iter().rev();
    let above = measure(column).and_then(|_| path.nth(1));
    normalize(above.or(column.path.last()).map_or("", String::as_str))
}

fn says(column: &Column, words: &[&str]) -> bool {
    let last = last(column);
    words.iter().any(|word| has_phrase(&last, word))
}

fn begins(column: &Column, words: &[&str]) -> bool {
    let last = last(column);
    words.iter().any(|word| {
        let rest = last.strip_prefix(word);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}
