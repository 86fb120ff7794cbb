//! Columns numbered from 1 on under one word (`Bln 1`, `Minggu 2`, `Tahap III`) share out what another
//! column states as a whole. Headers in, claims out; whether they do, most rows must bear out, since
//! columns may as well run on from each other.

use std::collections::BTreeMap;

use super::Draft;
use super::across::{Across, Words};
use crate::model::table::Column;
use crate::model::text::{has_phrase, normalize};

/// Words of columns that may state the whole.
const WHOLE: &[&str] = &[
    "jumlah",
    "total",
    "bobot",
    "pagu",
    "anggaran",
    "target",
    "volume",
    "alokasi",
    "rencana",
    "setahun",
    "nilai kontrak",
];
/// Words of parts that run on, and of parts of the year, which another builder knows.
const NOT_PARTS: &[&str] = &[
    "kumulatif",
    "akumulasi",
    "sd",
    "s d",
    "sampai dengan",
    "triwulan",
    "tri wulan",
    "tw",
    "semester",
    "no",
    "nomor",
    "kode",
];
/// Numbers as they are written in headers, from one on.
const ROMAN: [&str; 12] = [
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii",
];
/// Fewest parts.
const MIN_PARTS: usize = 3;
/// Most parts.
const MAX_PARTS: usize = 60;

pub(super) fn build(draft: &mut Draft<'_>) {
    let columns = &draft.records.typed.table.columns;
    let mut series: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
    for (idx, column) in columns.iter().enumerate() {
        if let Some((word, nth)) = numbered(column) {
            series.entry(word).or_default().push((nth, idx));
        }
    }
    let mut claims = Vec::new();
    for (word, parts) in series {
        let is_whole = parts
            .iter()
            .enumerate()
            .all(|(idx, (nth, _))| *nth == idx + 1);
        let says = |known: &[&str]| known.iter().any(|known| has_phrase(&word, known));
        if !is_whole || !(MIN_PARTS..=MAX_PARTS).contains(&parts.len()) || says(NOT_PARTS) {
            continue;
        }
        let operands: Vec<usize> = parts.into_iter().map(|(_, idx)| idx).collect();
        for (target, column) in columns.iter().enumerate() {
            let title = normalize(&column.title());
            let is_whole = WHOLE.iter().any(|word| has_phrase(&title, word));
            if is_whole && !operands.contains(&target) {
                claims.push(Across::sum(target, operands.clone()));
            }
        }
    }
    for claim in claims {
        claim.claim(draft, Words::Suggest);
    }
}

/// The words of a header without the number that it ends with, and the number.
fn numbered(column: &Column) -> Option<(String, usize)> {
    let title = normalize(&column.title());
    let (words, last) = title.rsplit_once(' ').unwrap_or(("", &title));
    let digits = last.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    if let Ok(nth) = digits.parse() {
        let letters = last.strip_suffix(digits).unwrap_or_default();
        let words = format!("{words} {letters}");
        return Some((words.trim().to_owned(), nth)).filter(|(words, _)| !words.is_empty());
    }
    let nth = ROMAN.iter().position(|roman| *roman == last)? + 1;
    (!words.is_empty()).then(|| (words.to_owned(), nth))
}
