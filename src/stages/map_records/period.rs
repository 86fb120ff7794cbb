//! Which part of the year a column speaks of, by the words of its header: `TW II`, `s.d. Juni`,
//! `bulan ini`; and years told from the document's own, as `n-1`.

use crate::model::period::{Period, Span};
use crate::model::text::only_year;
use crate::model::words::{MONTHS, find_run, is_misspelt, words};

/// The part of the year that a header names; the lowest words that name one count.
pub(super) fn of_header(path: &[String]) -> Option<Period> {
    let texts: Vec<Vec<String>> = path.iter().map(|text| words(text)).collect();
    (0..texts.len()).rev().find_map(|idx| {
        let own = texts.get(idx)?;
        let above = texts.get(..idx).unwrap_or_default();
        let span = span(own, above)?;
        let is_cumulative = texts.iter().take(idx + 1).any(|words| is_cumulative(words));
        Some(Period {
            span,
            is_cumulative,
        })
    })
}

fn is_cumulative(words: &[String]) -> bool {
    words
        .iter()
        .any(|word| matches!(word.as_str(), "sd" | "kumulatif" | "cumulative"))
}

fn span(own: &[String], above: &[Vec<String>]) -> Option<Span> {
    numbered(own, above, "triwulan", 4)
        .map(Span::Quarter)
        .or_else(|| numbered(own, above, "semester", 2).map(Span::Half))
        .or_else(|| month(own).map(Span::Month))
        .or_else(|| pointed(own))
}

/// The month that a text names, if exactly one does.
fn month(words: &[String]) -> Option<u8> {
    let mut found = None;
    for word in words {
        let nth = MONTHS
            .iter()
            .position(|month| word == month || is_misspelt(word, month));
        if let Some(nth) = nth.and_then(|nth| u8::try_from(nth + 1).ok()) {
            if found.is_some_and(|other| other != nth) {
                return None;
            }
            found = Some(nth);
        }
    }
    found
}

/// `triwulan ii`, `ii` below `triwulan`, `q2`.
fn numbered(own: &[String], above: &[Vec<String>], what: &str, most: u8) -> Option<u8> {
    let says = |words: &[String]| {
        words
            .iter()
            .any(|word| word == what || is_misspelt(word, what))
    };
    if says(own) {
        let numbers: Vec<u8> = own.iter().filter_map(|word| ordinal(word, most)).collect();
        return match numbers.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
    }
    match own {
        [word] if above.iter().any(|words| says(words)) => ordinal(word, most),
        [word] if what == "triwulan" => word.strip_prefix('q').and_then(|rest| ordinal(rest, most)),
        _ => None,
    }
}

fn ordinal(word: &str, most: u8) -> Option<u8> {
    let nth = match word {
        "1" | "i" | "pertama" => 1,
        "2" | "ii" | "kedua" => 2,
        "3" | "iii" | "ketiga" => 3,
        "4" | "iv" | "keempat" => 4,
        _ => return None,
    };
    (nth <= most).then_some(nth)
}

/// `bulan ini`, `bulan lalu`.
fn pointed(words: &[String]) -> Option<Span> {
    const UNITS: [&str; 4] = ["bulan", "periode", "triwulan", "semester"];
    const THIS: [&str; 2] = ["ini", "berjalan"];
    const LAST: [&str; 2] = ["lalu", "sebelumnya"];
    UNITS.iter().find_map(|unit| {
        let at = find_run(words, &[(*unit).to_owned()])?;
        let next = words.get(at + 1)?.as_str();
        if THIS.contains(&next) {
            Some(Span::This)
        } else {
            LAST.contains(&next).then_some(Span::Last)
        }
    })
}

/// The year that a header names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SaidYear {
    /// None.
    Not,
    /// Written out.
    Written(i32),
    /// So many years from the document's own.
    FromOwn(i32),
}

impl SaidYear {
    /// The year that the texts of a path name.
    pub(super) fn of(path: &[String]) -> Self {
        let from_own = || path.iter().rev().find_map(|text| offset(text));
        match only_year(&path.join(" / ")) {
            Some(year) => SaidYear::Written(year),
            None => from_own().map_or(SaidYear::Not, SaidYear::FromOwn),
        }
    }

    /// The year itself, in a document of a year.
    pub(super) fn of_document(self, own: Option<i32>) -> Option<i32> {
        match self {
            SaidYear::Not => None,
            SaidYear::Written(year) => Some(year),
            SaidYear::FromOwn(offset) => own.map(|own| own + offset),
        }
    }
}

/// `n-1`, `(n + 1)`: years from the document's own.
fn offset(text: &str) -> Option<i32> {
    let plain: Vec<char> = text
        .to_lowercase()
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| if matches!(c, '–' | '−') { '-' } else { c })
        .collect();
    plain.iter().enumerate().find_map(|(at, &c)| {
        let before = at.checked_sub(1).and_then(|at| plain.get(at));
        if c != 'n' || before.is_some_and(|c| c.is_alphabetic() && !ends_tahun(&plain, at)) {
            return None;
        }
        let years = plain.get(at + 2)?.to_digit(10)?;
        if plain.get(at + 3).is_some_and(char::is_ascii_digit) {
            return None;
        }
        let years = i32::try_from(years).ok()?;
        match plain.get(at + 1)? {
            '-' => Some(-years),
            '+' => Some(years),
            _ => None,
        }
    })
}

/// Whether `tahun` ends just before, as in `Tahun n-1` without its space.
fn ends_tahun(plain: &[char], at: usize) -> bool {
    at.checked_sub(5)
        .and_then(|from| plain.get(from..at))
        .is_some_and(|word| word.iter().collect::<String>() == "tahun")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(path: &[&str]) -> String {
        let path: Vec<String> = path.iter().map(|&text| text.to_owned()).collect();
        of_header(&path).map_or("-".to_owned(), |period| period.to_string())
    }

    #[test]
    fn headers_name_parts_of_the_year() {
        let cases: &[(&[&str], &str)] = &[
            (&["Januari"], "m01"),
            (&["Anggaran Kas", "Nopember (Rp)"], "m11"),
            (&["Agustsu"], "m08"),
            (&["Triwulan II"], "q2"),
            (&["TW 2"], "q2"),
            (&["Realisasi Kinerja Pada Triwulan", "III", "Rp"], "q3"),
            (&["Triwulan I", "Februari"], "m02"),
            (&["Triwulan I", "Jumlah"], "q1"),
            (&["Realisasi s.d. Juni"], "until-m06"),
            (&["Realisasi s/d", "TW II"], "until-q2"),
            (&["Realisasi s.d. Bulan Lalu"], "until-last"),
            (&["Realisasi Bulan Ini"], "this"),
            (&["Semester I"], "h1"),
            (&["Januari - Maret"], "-"),
            (&["Anggaran"], "-"),
            (&["Kelas", "I"], "-"),
            (&["Realisasi Triwulan"], "-"),
        ];
        for (path, wanted) in cases {
            assert_eq!(told(path), *wanted, "{path:?}");
        }
    }

    #[test]
    fn years_are_counted_from_the_documents_own() {
        let year = |text: &str| SaidYear::of(&[text.to_owned()]).of_document(Some(2023));
        assert_eq!(year("Realisasi 2022"), Some(2022));
        assert_eq!(year("Tahun n-1"), Some(2022));
        assert_eq!(year("Tahun (n + 1)"), Some(2024));
        assert_eq!(year("TahunN–2"), Some(2021));
        assert_eq!(year("Tahun Lalu"), None);
        assert_eq!(year("Bulan-1"), None);
    }
}
