//! What stands where the number of a civil servant should: well formed or not, under its own header or
//! below the name. Comes in: texts of cells and headers. Goes out: whether they are such, and the text
//! without what is to be hidden. Never says whether a number is right.

use std::borrow::Cow;

use super::date::Date;
use super::words::words;

/// Digits of a number, with a few lost or typed twice.
const DIGITS: std::ops::RangeInclusive<usize> = 15..=20;
/// Digits of the birth date, the first group of a number that is written in groups.
const BIRTH: usize = 8;
/// Fewest digits that may be what is left of a number.
const FEWEST: usize = 8;
/// Digits of a NIP.
const WHOLE: usize = 18;
/// Fewest digits that are hidden where such a number must stand.
const FEWEST_HIDDEN: usize = 5;
/// Years of birth of people at work.
const YEARS: std::ops::RangeInclusive<u32> = 1930..=2012;
/// Longest text of a number, with the word before it.
const LONGEST: usize = 60;
/// Words of headers over numbers of persons.
const HEADERS: [&str; 6] = ["nip", "nik", "nrp", "nipppk", "niy", "nuptk"];

/// Whether a header says that numbers of persons stand below it, alone or with something else.
pub fn heads_numbers(header: &str) -> bool {
    let said = words(header);
    said.iter().any(|word| HEADERS.contains(&word.as_str()))
}

/// What a text holds in the place of a number, without the word before it: `NIP. 19800101 ...`.
pub fn claimed(text: &str) -> Option<&str> {
    let text = text.trim();
    let bare = HEADERS.iter().find_map(|word| {
        let head = text.get(..word.len())?;
        let rest = text.get(word.len()..)?;
        let is_word = head.eq_ignore_ascii_case(word) && !rest.starts_with(char::is_alphabetic);
        is_word.then_some(rest)
    });
    let bare = bare
        .unwrap_or(text)
        .trim_start_matches([':', '.', ' ', '\'', '(']);
    let bare = bare.trim_end_matches([')', ' ']);
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '.' | '-' | '\'');
    let n_digits = bare.bytes().filter(u8::is_ascii_digit).count();
    (n_digits >= FEWEST && bare.chars().all(is_part)).then_some(bare)
}

/// Whether a text can hardly be anything but such a number, right or with a slip in it: as many digits,
/// the first of them a year of birth, and no groups as those of an amount.
pub fn is_likely(text: &str) -> bool {
    // Most cells are words or amounts.
    let n_digits = text.bytes().filter(u8::is_ascii_digit).count();
    let Some(bare) = claimed(text).filter(|_| DIGITS.contains(&n_digits)) else {
        return false;
    };
    is_of_a_life(bare) && (bare.bytes().all(|b| b.is_ascii_digit()) || begins_with_birth(bare))
}

/// The same, and whole: an amount of many trillions may have as many digits as one with a slip in it.
pub fn is_whole_number(text: &str) -> bool {
    let n_digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_bare = text.bytes().all(|b| b.is_ascii_digit());
    is_likely(text) && (n_digits == WHOLE || !is_bare)
}

/// Whether digits in groups begin with one that may be a date of birth and are as many as a number has, or
/// nearly.
pub(super) fn begins_with_birth(written: &str) -> bool {
    let n_digits = written.bytes().filter(u8::is_ascii_digit).count();
    let mut groups = written.split([' ', '\u{a0}', '.', '-']);
    let first = groups.next().unwrap_or_default();
    let n_more = groups.filter(|group| !group.is_empty()).count();
    DIGITS.contains(&n_digits) && first.len() == BIRTH && n_more >= 2 && is_of_a_life(first)
}

/// Whether digits begin with a year that somebody at work may be born in: documents have numbers that begin
/// with their own date.
fn is_of_a_life(digits: &str) -> bool {
    let year = digits.get(..4).and_then(|year| year.parse::<u32>().ok());
    year.is_some_and(|year| YEARS.contains(&year))
}

/// A part of digits as a number.
pub(super) fn number(digits: &[u8], from: usize, len: usize) -> Option<u32> {
    let part = digits.get(from..from.checked_add(len)?)?;
    Some(
        part.iter()
            .fold(0, |sum, &digit| sum * 10 + u32::from(digit - b'0')),
    )
}

/// Whether digits are those of a civil servant.
pub(super) fn is_nip(digits: &[u8]) -> bool {
    let parts = || {
        let born = Date::new(
            number(digits, 0, 4)?,
            number(digits, 4, 2)?,
            number(digits, 6, 2)?,
        )?;
        let year = number(digits, 8, 4)?;
        // PPPK have month 21.
        let month = number(digits, 12, 2)?;
        let sex = number(digits, 14, 1)?;
        let fits = born.year() < year && year < 2100 && (1..=24).contains(&month);
        Some(fits && (1..=2).contains(&sex))
    };
    digits.len() == 18 && parts() == Some(true)
}

/// A text that stands in a number's place with its middle digits made unreadable, however many there are.
pub fn hidden(text: &str) -> Cow<'_, str> {
    let n_digits = text.bytes().filter(u8::is_ascii_digit).count();
    if n_digits < FEWEST_HIDDEN {
        return Cow::Borrowed(text);
    }
    let mut seen = 0;
    let hide = |c: char| {
        if !c.is_ascii_digit() {
            return c;
        }
        seen += 1;
        let is_shown = n_digits > FEWEST && (seen <= 2 || seen + 2 > n_digits);
        if is_shown { c } else { 'x' }
    };
    Cow::Owned(text.chars().map(hide).collect())
}

/// The name that stands before a number in one cell, with a line break or not.
pub fn name_alone(text: &str) -> &str {
    let is_number = |line: &str| claimed(line).is_some();
    let from = text.len().saturating_sub(LONGEST);
    let mut parts = text
        .char_indices()
        .filter(|(_, c)| c.is_whitespace() || *c == '/');
    let end = parts.find(|(at, _)| *at >= from && text.get(at + 1..).is_some_and(is_number));
    text.get(..end.map_or(text.len(), |(at, _)| at))
        .unwrap_or(text)
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_with_slips_are_known_and_amounts_are_not() {
        for (text, wanted) in [
            ("19800101 200501 1 001", true),
            ("19800101.200501.1.001", true),
            ("NIP. 19800101 200501 1 001", true),
            ("'198001012005011001", true),
            ("19701312 199503 1 004", true),
            ("19821103 200801 2 01", true),
            ("198001012005", false),
            ("20240115-000123-00001", false),
            ("192.000.000.000.000", false),
            ("19 000 000 000 000 000", false),
            ("5.1.02.01.01.0024", false),
            ("Tahun 2023", false),
        ] {
            assert_eq!(is_likely(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_stands_in_a_numbers_place_is_hidden_whatever_its_length() {
        assert_eq!(hidden("198211032008"), "19xxxxxxxx08");
        assert_eq!(hidden("19821103"), "xxxxxxxx");
        assert_eq!(hidden("III/a"), "III/a");
    }

    #[test]
    fn a_name_is_told_from_the_number_behind_it() {
        for (text, wanted) in [
            ("Andi Contoh\nNIP. 19800101 200501 1 001", "Andi Contoh"),
            (
                "Andi Contoh, S.T. / 198001012005011001",
                "Andi Contoh, S.T.",
            ),
            ("Andi Contoh 19800101 20050", "Andi Contoh"),
            ("Andi Contoh", "Andi Contoh"),
        ] {
            assert_eq!(name_alone(text), wanted, "{text}");
        }
    }
}
