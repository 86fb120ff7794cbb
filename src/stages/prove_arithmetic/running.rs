//! Running sums: what stands `s.d. bulan lalu` and what came `bulan ini` make `s.d. bulan ini`;
//! the same of weeks, quarters, semesters, years.

use std::collections::BTreeMap;

use super::Draft;
use super::across::{Across, Words};
use crate::model::text::has_phrase;

const UNTIL: &[&str] = &["s d", "sd", "sampai dengan", "sampai"];
const NOUNS: &[&str] = &[
    "bulan", "minggu", "triwulan", "semester", "tahun", "periode",
];

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// Until the period before.
    Before,
    /// In this period.
    Now,
    /// Until and with this period.
    Until,
}

pub(super) fn build(draft: &mut Draft<'_>) {
    let mut series: BTreeMap<String, BTreeMap<Part, Vec<usize>>> = BTreeMap::new();
    for (idx, words) in draft.heads.iter().enumerate() {
        let is_numeric = draft
            .records
            .typed
            .columns
            .get(idx)
            .is_some_and(|reading| reading.n_numbers > 0);
        if let Some((part, measure)) = part(words).filter(|_| is_numeric) {
            series
                .entry(measure)
                .or_default()
                .entry(part)
                .or_default()
                .push(idx);
        }
    }
    let only = |parts: &BTreeMap<Part, Vec<usize>>, part: Part| match parts
        .get(&part)
        .map(Vec::as_slice)
    {
        Some([column]) => Some(*column),
        _ => None,
    };
    let claims: Vec<Across> = series
        .values()
        .filter_map(|parts| {
            let made_of = vec![only(parts, Part::Before)?, only(parts, Part::Now)?];
            Some(Across::sum(only(parts, Part::Until)?, made_of))
        })
        .collect();
    for claim in claims {
        // Percentages of unlike bases do not add up; the numbers tell.
        claim.claim(
            draft,
            if draft.is_additive(claim.target) {
                Words::Settle
            } else {
                Words::Suggest
            },
        );
    }
}

/// The part that a column is headed with, and the words of its path besides.
fn part(words: &[String]) -> Option<(Part, String)> {
    let (at, found) = words
        .iter()
        .enumerate()
        .find_map(|(at, text)| Some((at, part_in(text)?)))?;
    let rest: Vec<&str> = words
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != at)
        .map(|(_, text)| text.as_str())
        .collect();
    // One header row holds part and measure together.
    let measure = if words.len() == 1 {
        measure_in(words.first()?)
    } else {
        rest.join(" / ")
    };
    Some((found, measure))
}

fn part_in(text: &str) -> Option<Part> {
    let noun = NOUNS.iter().find(|noun| has_phrase(text, noun))?;
    let is_until = UNTIL.iter().any(|word| has_phrase(text, word));
    let is_now = has_phrase(text, &format!("{noun} ini"));
    let is_before = ["lalu", "sebelumnya", "yang lalu"]
        .iter()
        .any(|word| has_phrase(text, &format!("{noun} {word}")));
    match (is_until, is_before, is_now) {
        (true, true, false) => Some(Part::Before),
        (false, false, true) => Some(Part::Now),
        (true, false, true) => Some(Part::Until),
        _ => None,
    }
}

/// What a single header measures: its words without those of the part.
fn measure_in(text: &str) -> String {
    let is_part = |word: &&str| {
        !NOUNS.contains(word)
            && ![
                "s",
                "d",
                "sd",
                "sampai",
                "dengan",
                "ini",
                "lalu",
                "sebelumnya",
                "yang",
                "rp",
            ]
            .contains(word)
    };
    text.split(' ')
        .filter(is_part)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::normalize;

    #[test]
    fn parts_are_read_from_headers() {
        let cases = [
            ("s.d. Bulan Lalu", Some(Part::Before)),
            ("S/D Bulan Ini", Some(Part::Until)),
            ("Realisasi Bulan Ini (Rp)", Some(Part::Now)),
            ("sampai dengan triwulan sebelumnya", Some(Part::Before)),
            ("Tahun Lalu", None),
            ("Realisasi", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(part_in(&normalize(text)), wanted, "{text}");
        }
        assert_eq!(measure_in("realisasi s d bulan ini rp"), "realisasi");
    }
}
