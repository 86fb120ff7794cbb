//! Dates as documents write them: `7 Januari 2026`, `07-01-2026`, `2026-01-07`, `1/7/2026`. A text
//! whose parts fit two orders keeps both readings; nothing is guessed here.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// The last day that there is.
    pub const LAST: Self = Self {
        year: 2199,
        month: 12,
        day: 31,
    };

    /// The date, if the calendar has it and its year is between 1900 and 2199.
    pub fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        let is_leap =
            year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let n_days = match month {
            2 if is_leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => return None,
        };
        let fits = (1900..=2199).contains(&year) && (1..=n_days).contains(&day);
        fits.then_some(Self {
            year: u16::try_from(year).ok()?,
            month: u8::try_from(month).ok()?,
            day: u8::try_from(day).ok()?,
        })
    }

    /// The year.
    pub fn year(self) -> u32 {
        self.year.into()
    }

    /// The month, from 1.
    pub fn month(self) -> u32 {
        self.month.into()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u32 {
        self.day.into()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            (self.year(), self.month(), self.day()).serialize(serializer)
        }
    }
}

/// From the form for programs only; the one for people is read by those who know its orders.
impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (year, month, day) = Deserialize::deserialize(deserializer)?;
        Self::new(year, month, day).ok_or_else(|| D::Error::custom("no day of the calendar"))
    }
}

/// A date as written: with one meaning, or with one for each order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// It fits only one date: the month is a word, the year stands first, or the order is plain.
    One(Date),
    /// Day and month both fit both places.
    Two {
        /// Read as day, month, year.
        day_first: Date,
        /// Read as month, day, year.
        month_first: Date,
    },
    /// Only month, day, year fits.
    MonthFirst(Date),
    /// Only day, month, year fits, and the month is a number.
    DayFirst(Date),
}

/// Shortest text that is one: `1mei26`.
const MIN_LEN: usize = 6;
/// Longest text that is read as a date.
const MAX_LEN: usize = 40;

/// Reads a date, with or without a weekday before it or a time behind it.
pub fn read_date(text: &str) -> Option<Written> {
    let text = text.trim();
    if !(MIN_LEN..=MAX_LEN).contains(&text.len()) || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let text = match text.split_once(',') {
        // `Senin, 5 Januari 2026`.
        Some((weekday, rest)) if weekday.chars().all(char::is_alphabetic) => rest.trim_start(),
        _ => text,
    };
    let mut parts = [""; 3];
    let mut n_parts = 0;
    let mut rest = text;
    while n_parts < 3 {
        rest = rest.trim_start_matches([' ', '\u{a0}', '-', '/', '.']);
        let is_digit = rest.starts_with(|c: char| c.is_ascii_digit());
        let end = rest
            .find(|c: char| c.is_ascii_digit() != is_digit || !c.is_alphanumeric())
            .unwrap_or(rest.len());
        let (part, behind) = rest.split_at_checked(end)?;
        if part.is_empty() {
            return None;
        }
        *parts.get_mut(n_parts)? = part;
        n_parts += 1;
        rest = behind;
    }
    is_time(rest).then(|| dated(parts)).flatten()
}

/// Whether nothing or a time of day follows.
fn is_time(rest: &str) -> bool {
    let rest = rest.trim_start_matches(['T', ' ', ',']);
    rest.is_empty()
        || (rest.contains(':')
            && rest
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ':' | '.' | ' ' | 'Z')))
}

fn dated([first, second, third]: [&str; 3]) -> Option<Written> {
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4);
    if let Some(month) = month_of(second) {
        return Date::new(year_of(third)?, month, number(first)?).map(Written::One);
    }
    if let Some(month) = month_of(first) {
        return Date::new(year_of(third)?, month, number(second)?).map(Written::One);
    }
    let (a, b, c) = (number(first)?, number(second)?, number(third)?);
    if first.len() == 4 {
        return Date::new(a, b, c).map(Written::One);
    }
    // Two digits of a year may as well be a part of a code.
    if third.len() != 4 {
        return None;
    }
    match (Date::new(c, b, a), Date::new(c, a, b)) {
        (Some(one), Some(other)) if one == other => Some(Written::One(one)),
        (Some(day_first), Some(month_first)) => Some(Written::Two {
            day_first,
            month_first,
        }),
        (Some(date), None) => Some(Written::DayFirst(date)),
        (None, Some(date)) => Some(Written::MonthFirst(date)),
        (None, None) => None,
    }
}

fn year_of(part: &str) -> Option<u32> {
    let year: u32 = part.parse().ok()?;
    match part.len() {
        4 => Some(year),
        // As Excel reads two digits.
        2 if year < 30 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

/// Names of the months, each with its short forms, Indonesian and English.
const MONTHS: [&[&str]; 12] = [
    &["januari", "jan", "january"],
    &["februari", "feb", "peb", "pebruari", "february"],
    &["maret", "mar", "mrt", "march"],
    &["april", "apr"],
    &["mei", "may"],
    &["juni", "jun", "june"],
    &["juli", "jul", "july"],
    &[
        "agustus", "agt", "agust", "agu", "ags", "agst", "aug", "august",
    ],
    &["september", "sep", "sept"],
    &["oktober", "okt", "oct", "october"],
    &["november", "nov", "nop", "nopember"],
    &["desember", "des", "dec", "december"],
];

/// The month that a word names, from 1.
pub fn month_of(word: &str) -> Option<u32> {
    // Most of what is asked is no word.
    if !word.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let word = word.trim_end_matches('.');
    let idx = MONTHS
        .iter()
        .position(|names| names.iter().any(|name| name.eq_ignore_ascii_case(word)))?;
    u32::try_from(idx + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        match read_date(text) {
            None => "-".to_owned(),
            Some(Written::One(date)) => date.to_string(),
            Some(Written::DayFirst(date)) => format!("dm {date}"),
            Some(Written::MonthFirst(date)) => format!("md {date}"),
            Some(Written::Two {
                day_first,
                month_first,
            }) => format!("{day_first}|{month_first}"),
        }
    }

    #[test]
    fn dates_in_all_their_forms() {
        let cases = [
            ("7 Januari 2026", "2026-01-07"),
            ("07 Agt 2025", "2025-08-07"),
            ("7-Nop-2025", "2025-11-07"),
            ("1 Des. 2025", "2025-12-01"),
            ("3 Agust 25", "2025-08-03"),
            ("Senin, 5 Januari 2026", "2026-01-05"),
            ("31 Okt 1989", "1989-10-31"),
            ("2026-01-07", "2026-01-07"),
            ("2026-01-07 08:30:00", "2026-01-07"),
            ("2026-01-07T00:00:00", "2026-01-07"),
            ("07-01-2026", "2026-01-07|2026-07-01"),
            ("1/7/2026", "2026-07-01|2026-01-07"),
            ("13/01/2026", "dm 2026-01-13"),
            ("01.13.2026", "md 2026-01-13"),
            ("5/5/2026", "2026-05-05"),
            ("30 Februari 2026", "-"),
            ("29-02-2024", "dm 2024-02-29"),
            ("29-02-2023", "-"),
            ("1.02.03", "-"),
            ("2.16.01", "-"),
            ("12 Orang", "-"),
            ("7 Januari", "-"),
            ("1.234.567", "-"),
            ("12.345.2026", "-"),
            ("0,95", "-"),
            ("", "-"),
        ];
        for (text, expected) in cases {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
