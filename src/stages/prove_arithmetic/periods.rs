//! Twelve months make a year, three of them a quarter, four quarters or two semesters a year: which
//! column states the year's figure is settled by the numbers.

use std::collections::{BTreeMap, BTreeSet};

use super::Draft;
use super::across::{Across, Row, Words};
use crate::model::relation::{Operation, Origin};
use crate::model::table::Column;
use crate::model::text::{has_phrase, normalize};

const MONTHS: [&[&str]; 12] = [
    &["januari", "jan", "january"],
    &["februari", "feb", "pebruari", "february"],
    &["maret", "mar", "march"],
    &["april", "apr"],
    &["mei", "may"],
    &["juni", "jun", "june"],
    &["juli", "jul", "july"],
    &["agustus", "agt", "agu", "ags", "august"],
    &["september", "sep", "sept"],
    &["oktober", "okt", "october"],
    &["november", "nov", "nopember", "nop"],
    &["desember", "des", "december"],
];
const QUARTER: &[&str] = &["triwulan", "tri wulan", "tw", "kuartal", "quarter"];
const SEMESTER: &[&str] = &["semester", "smt", "sem"];
const ORDINALS: [[&str; 2]; 4] = [["i", "1"], ["ii", "2"], ["iii", "3"], ["iv", "4"]];
/// Words of running sums, which are no parts of a year.
const RUNNING: &[&str] = &["s d", "sd", "sampai dengan", "kumulatif", "akumulasi"];
/// Words of columns that may state the whole year, whatever is counted.
const WHOLE: &[&str] = &["jumlah", "total", "setahun", "satu tahun", "1 tahun"];
/// Words of what is planned, and of what came of it: quarters of the one do not make the other.
const PLANNED: &[&str] = &["pagu", "anggaran", "alokasi", "target", "rencana", "dpa"];
const DONE: &[&str] = &["realisasi", "capaian", "penyerapan"];

/// Words of rows that tell what there is at a time.
const LEVELS: &[&str] = &[
    "stok",
    "stock",
    "saldo",
    "persediaan awal",
    "persediaan akhir",
    "awal bulan",
    "akhir bulan",
    "balance",
];

/// A part of the year; numbered from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Period {
    Semester(usize),
    Quarter(usize),
    Month(usize),
}

pub(super) fn build(draft: &mut Draft<'_>) {
    let columns = &draft.records.typed.table.columns;
    // Columns of one measure: `Triwulan I / Keuangan` and `Triwulan I / Fisik` are apart.
    let mut series: BTreeMap<String, BTreeMap<Period, usize>> = BTreeMap::new();
    let mut periodic = vec![false; columns.len()];
    for (idx, words) in draft.heads.iter().enumerate() {
        if let Some((period, measure)) = period(words) {
            if let Some(flag) = periodic.get_mut(idx) {
                *flag = true;
            }
            series
                .entry(measure)
                .or_default()
                .entry(period)
                .or_insert(idx);
        }
    }
    let mut claims = Vec::new();
    let mut years = Vec::new();
    for (measure, parts) in &series {
        claims.extend(inner(parts));
        let Some(whole) = whole_year(parts) else {
            continue;
        };
        for (idx, column) in columns.iter().enumerate() {
            if !periodic.get(idx).copied().unwrap_or(true) && may_be_year(column, measure) {
                years.push(Across::sum(idx, whole.clone()));
            }
        }
    }
    years.retain(|year| !is_made_elsewhere(draft, year));
    claims.extend(meant(draft, &years));
    for claim in claims {
        claim.claim_but(draft, Words::Suggest, says_level);
    }
}

/// Whether a row's label says that its figures tell what there is at a time: those of several periods do not
/// add up.
fn says_level(draft: &Draft<'_>, row: &Row) -> bool {
    let label = draft.records.typed.table.rows.get(row.nth);
    let words = normalize(label.map_or("", |row| &row.label));
    LEVELS.iter().any(|word| has_phrase(&words, word))
}

/// What was planned and what came of it may both be a year's: the numbers tell which of them the parts make. Of
/// equals that some row does not bear out it is what came of it, since that is reported part by part.
fn meant(draft: &Draft<'_>, years: &[Across]) -> Vec<Across> {
    let says = |year: &Across, words: &[&str]| {
        let column = draft.records.typed.table.columns.get(year.target);
        let head = column.map(|column| normalize(&column.title()));
        head.is_some_and(|head| words.iter().any(|word| has_phrase(&head, word)))
    };
    let supports: Vec<usize> = years.iter().map(|year| year.support(draft)).collect();
    let mut meant = Vec::new();
    for (year, support) in years.iter().zip(&supports) {
        let same: Vec<(&Across, usize)> = years
            .iter()
            .zip(&supports)
            .filter(|(other, _)| other.operands == year.operands)
            .map(|(other, support)| (other, *support))
            .collect();
        let any_says = |words: &[&str]| same.iter().any(|(other, _)| says(other, words));
        if !any_says(DONE) || !any_says(PLANNED) {
            meant.push(year.clone());
            continue;
        }
        let is_whole = *support == year.sample(draft).len();
        let rank = |year: &Across, support: usize| (support, !is_whole && says(year, DONE));
        let best = same
            .iter()
            .map(|(other, support)| rank(other, *support))
            .max();
        if best == Some(rank(year, *support)) {
            meant.push(year.clone());
        }
    }
    meant
}

/// Whether a header's own formula says that the parts make another column.
fn is_made_elsewhere(draft: &Draft<'_>, year: &Across) -> bool {
    let columns = &draft.records.typed.table.columns;
    let col = |idx: &usize| columns.get(*idx).map(|column| column.col);
    let parts: Option<BTreeSet<u32>> = year.operands.iter().map(col).collect();
    draft.claims.iter().any(|made| {
        let operands = || made.operands.iter().map(|cell| cell.col);
        made.origin == Origin::HeaderFormula
            && made.operation == Operation::Sum
            && Some(made.target.col) != col(&year.target)
            && parts == Some(operands().collect())
    })
}

/// Quarters that are made of their months, semesters of their quarters or months.
fn inner(parts: &BTreeMap<Period, usize>) -> Vec<Across> {
    let months = |from: usize, n: usize| -> Option<Vec<usize>> {
        (from..from + n)
            .map(|month| parts.get(&Period::Month(month)).copied())
            .collect()
    };
    let quarters = |from: usize| -> Option<Vec<usize>> {
        (from..from + 2)
            .map(|quarter| parts.get(&Period::Quarter(quarter)).copied())
            .collect()
    };
    parts
        .iter()
        .filter_map(|(period, &target)| {
            let operands = match *period {
                Period::Quarter(quarter) => months(quarter * 3, 3),
                Period::Semester(half) => quarters(half * 2).or_else(|| months(half * 6, 6)),
                Period::Month(_) => None,
            };
            Some(Across::sum(target, operands?))
        })
        .collect()
}

/// The columns that make a whole year, the longest periods first.
fn whole_year(parts: &BTreeMap<Period, usize>) -> Option<Vec<usize>> {
    let all = |n: usize, period: fn(usize) -> Period| -> Option<Vec<usize>> {
        (0..n).map(|nth| parts.get(&period(nth)).copied()).collect()
    };
    all(4, Period::Quarter)
        .or_else(|| all(12, Period::Month))
        .or_else(|| all(2, Period::Semester))
}

fn may_be_year(column: &Column, measure: &str) -> bool {
    let words = normalize(&column.title());
    let says = |text: &str, words: &[&str]| words.iter().any(|word| has_phrase(text, word));
    // Parts that do not say what they count may be of either.
    let is_open = measure.is_empty() && says(&words, DONE);
    if is_open {
        return !says(&words, &["%", "persen"]);
    }
    if says(measure, DONE) || says(&words, DONE) {
        return says(&words, DONE) == says(measure, DONE) && !says(&words, &["%", "persen"]);
    }
    says(&words, WHOLE) || says(&words, PLANNED)
}

/// The period that a column is headed with, and the words of its path besides.
fn period(words: &[String]) -> Option<(Period, String)> {
    let periods: Vec<Option<Period>> = words.iter().map(|text| period_in(text)).collect();
    let at = periods.iter().rposition(Option::is_some)?;
    let found = periods.get(at).copied().flatten()?;
    if words
        .iter()
        .any(|text| RUNNING.iter().any(|word| has_phrase(text, word)))
    {
        return None;
    }
    // A month may stand under its quarter, which tells nothing of the measure.
    let rest = words.iter().zip(&periods);
    let rest = rest.filter(|(_, period)| period.is_none());
    let rest: Vec<&str> = rest.map(|(text, _)| text.as_str()).collect();
    Some((found, rest.join(" / ")))
}

/// The one period that a header names.
fn period_in(text: &str) -> Option<Period> {
    let numbered = |nouns: &[&str], n: usize| {
        if !nouns.iter().any(|noun| text.contains(noun)) {
            return None;
        }
        let says = |nth: &usize| {
            let ordinals = ORDINALS.get(*nth).into_iter().flatten();
            ordinals.into_iter().any(|ordinal| {
                nouns.iter().any(|noun| {
                    has_phrase(text, &format!("{noun} {ordinal}"))
                        || has_phrase(text, &format!("{noun}{ordinal}"))
                })
            })
        };
        let mut found = (0..n).filter(says);
        found.next().filter(|_| found.next().is_none())
    };
    if let Some(quarter) = numbered(QUARTER, 4) {
        return Some(Period::Quarter(quarter));
    }
    if let Some(half) = numbered(SEMESTER, 2) {
        return Some(Period::Semester(half));
    }
    let nth = |word| MONTHS.iter().position(|names| names.contains(&word));
    let mut months = text.split(' ').filter_map(nth);
    let month = months.next()?;
    months
        .all(|other| other == month)
        .then_some(Period::Month(month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_from_headers() {
        let cases = [
            ("Triwulan II", Some(Period::Quarter(1))),
            ("TW 4", Some(Period::Quarter(3))),
            ("Tw3 Rp", Some(Period::Quarter(2))),
            ("Semester I", Some(Period::Semester(0))),
            ("Nopember", Some(Period::Month(10))),
            ("Januari Desember", None),
            ("Realisasi", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(period_in(&normalize(text)), wanted, "{text}");
        }
    }
}
