//! The day on which a document was made, by its own words: the line above its signature, or a line that
//! is nothing but a date. Comes in: the document's tables. Goes out: a date. Dates of regulations, of
//! periods and of printing are none of these.

use std::borrow::Cow;

use crate::model::date::{Date, Written, read_date};
use crate::model::record::RecordSet;
use crate::model::table::RowKind;

/// Most titles and last notes that are read.
const MAX_TITLES: usize = 30;
const MAX_NOTES: usize = 15;

/// Longest line that can be a place and a date.
const MAX_LETTERS: usize = 80;

/// Most words of a place's name.
const MAX_PLACE: usize = 4;

/// The first day that the tables of a document name as their own. Only days near the budget year
/// count, as templates keep the days of other years.
pub(super) fn day_of(tables: &[&RecordSet]) -> Option<Date> {
    let days = tables.iter().flat_map(|set| {
        let is_near = |day: &Date| {
            set.year.is_none_or(|year| {
                let year = i64::from(year);
                (year - 1..=year + 2).contains(&i64::from(day.year()))
            })
        };
        lines(set)
            .into_iter()
            .filter_map(|line| own_day(&line))
            .filter(is_near)
            .collect::<Vec<_>>()
    });
    days.min()
}

/// The lines that may be dated: titles, and the words below the table.
fn lines(set: &RecordSet) -> Vec<Cow<'_, str>> {
    let table = &set.typed.table;
    let titles = table.titles.iter().take(MAX_TITLES);
    let mut lines: Vec<Cow<'_, str>> = titles.map(Cow::from).collect();
    let notes = table.rows.iter().enumerate().rev();
    let notes = notes.take_while(|(_, row)| row.kind == RowKind::Note);
    for (row_idx, row) in notes.take(MAX_NOTES) {
        lines.push(Cow::from(row.label.as_str()));
        let columns = 0..table.columns.len();
        lines.extend(columns.filter_map(|column| set.typed.text(row_idx, column)));
    }
    lines
}

/// The date of a line that says on what day the document was made.
fn own_day(line: &str) -> Option<Date> {
    let line = line.trim().trim_end_matches('.');
    if line.len() > MAX_LETTERS {
        return None;
    }
    let lower = line.to_lowercase();
    let behind = ["ditetapkan di", "dibuat di", "pada tanggal", "tanggal"]
        .iter()
        .find_map(|label| lower.strip_prefix(label));
    let rest = behind.unwrap_or(&lower).trim_start_matches([' ', ':']);
    let date = match rest.split_once(',') {
        Some((place, date)) if is_place(place) => date,
        Some(_) => return None,
        // A date by itself is the document's only where a word says so.
        None => behind.map(|_| rest)?,
    };
    let date = date.trim().trim_start_matches("tanggal ");
    let has_month = date.chars().any(char::is_alphabetic);
    match read_date(date)? {
        Written::One(date) if has_month => Some(date),
        // Day and month may have changed places, and numbers alone may be anything.
        Written::One(_) | Written::DayFirst(_) | Written::MonthFirst(_) | Written::Two { .. } => {
            None
        }
    }
}

/// Whether words can be the name of a place, and not of a day or a regulation.
fn is_place(words: &str) -> bool {
    const OTHERS: &[&str] = &[
        "senin",
        "selasa",
        "rabu",
        "kamis",
        "jumat",
        "jum'at",
        "sabtu",
        "minggu",
        "nomor",
        "tahun",
        "peraturan",
        "perda",
        "perbup",
        "perwali",
        "keputusan",
        "per",
        "sd",
        "dicetak",
        "tmt",
        "lahir",
    ];
    let words: Vec<&str> = words.split_whitespace().collect();
    let is_word = |word: &&str| word.chars().all(|c| c.is_alphabetic() || "'.-".contains(c));
    (1..=MAX_PLACE).contains(&words.len())
        && words
            .iter()
            .all(|word| is_word(word) && !OTHERS.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_above_a_signature_tells_the_day() {
        for (line, day) in [
            ("Kota Contoh, 15 Januari 2023", Some("2023-01-15")),
            ("Ditetapkan di Contoh, 15 Januari 2023", Some("2023-01-15")),
            ("pada tanggal 3 Februari 2024", Some("2024-02-03")),
            ("Tanggal : 3 Februari 2024", Some("2024-02-03")),
            ("Peraturan Daerah Nomor 5 Tahun 2022, 15 Januari 2022", None),
            ("Keadaan per 31 Desember 2023", None),
            ("31 Desember 2023", None),
            ("Senin, 5 Januari 2023", None),
            ("Dicetak, 5 Januari 2023", None),
            ("Contoh, 05/01/2023", None),
            ("Contoh,       Januari 2023", None),
        ] {
            let told = own_day(line).map(|day| day.to_string());
            assert_eq!(told.as_deref(), day, "{line}");
        }
    }
}
