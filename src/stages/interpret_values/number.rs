//! Reads a number from text in any of the notations that occur; refuses what has no single reading.

use rust_decimal::Decimal;

use crate::model::notation::Notation;

/// What a text says as a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reading {
    /// A number.
    Number(Parsed),
    /// A dash: zero, or nothing.
    Dash,
    /// More than one number.
    Several,
    /// No number.
    None,
}

/// A number with everything its text told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parsed {
    pub(super) value: Decimal,
    /// Decimals that are written.
    pub(super) decimals: u32,
    /// Whether `Rp` stands before it.
    pub(super) is_rupiah: bool,
    /// Whether `%` stands after it.
    pub(super) is_percent: bool,
    /// The word after it.
    pub(super) unit: Option<String>,
    /// What is odd about the notation.
    pub(super) unusual: Option<Unusual>,
    /// The other value it can mean, when a single separator has three digits after it.
    pub(super) other: Option<Decimal>,
    /// Which notation the text proves by itself.
    pub(super) proves: Option<Notation>,
}

/// What is odd about a notation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unusual {
    /// Dots and commas both group digits.
    MixedGrouping,
    /// The percent sign stands twice.
    DoublePercent,
}

/// Longest text that is read as a number.
const MAX_LEN: usize = 80;

/// Reads `text`; `notation` decides what a single separator before three digits means.
pub(super) fn read(text: &str, notation: Notation) -> Reading {
    let text = text.trim();
    if matches!(text, "-" | "–" | "—") {
        return Reading::Dash;
    }
    if text.is_empty() || text.len() > MAX_LEN || !text.bytes().any(|b| b.is_ascii_digit()) {
        return Reading::None;
    }
    let lower = text.to_lowercase();
    let (bracketed, inner) = match lower
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        Some(inner) => (true, inner.trim()),
        None => (false, lower.as_str()),
    };
    let (minus, inner) = sign(inner);
    let (is_rupiah, inner) = match inner
        .strip_prefix("rp")
        .or_else(|| inner.strip_prefix("idr"))
    {
        Some(rest) => (true, rest.trim_start_matches('.').trim_start()),
        None => (false, inner),
    };
    let (minus_after, inner) = sign(inner);
    let end = inner
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',') || c.is_whitespace()))
        .unwrap_or(inner.len());
    let (core, tail) = inner.split_at(end);
    let Some(mut parsed) = core_number(core, tail.is_empty(), notation) else {
        return if is_several(inner) {
            Reading::Several
        } else {
            Reading::None
        };
    };
    if !read_tail(tail, &mut parsed) {
        return Reading::None;
    }
    parsed.is_rupiah = is_rupiah;
    if bracketed || minus || minus_after {
        parsed.value = -parsed.value;
        parsed.other = parsed.other.map(|other| -other);
    }
    Reading::Number(parsed)
}

fn sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '−', '–']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

/// Digits and separators to a value.
fn core_number(core: &str, ends_here: bool, notation: Notation) -> Option<Parsed> {
    // `Rp 1.000,-` and a full stop at the end of a sentence say nothing.
    let core = core.trim().trim_end_matches(if ends_here {
        &['.', ','][..]
    } else {
        &[','][..]
    });
    let core = join_spaces(core)?;
    let separators: Vec<(usize, char)> = core
        .char_indices()
        .filter(|(_, c)| !c.is_ascii_digit())
        .collect();
    if !core.starts_with(|c: char| c.is_ascii_digit())
        || !core.ends_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let groups: Vec<&str> = core.split(['.', ',']).collect();
    let grouped = |groups: &[&str]| {
        groups.split_first().is_some_and(|(first, rest)| {
            (1..=3).contains(&first.len())
                && *first != "0"
                && rest.iter().all(|group| group.len() == 3)
        })
    };
    let whole = || decimal(&groups.concat(), 0);
    let fraction = |at: usize| {
        let (before, after) = core.split_at(at);
        let before: String = before.chars().filter(char::is_ascii_digit).collect();
        let after: String = after.chars().filter(char::is_ascii_digit).collect();
        decimal(&format!("{before}{after}"), after.len()).map(|value| (value, after.len()))
    };
    let n_dots = separators.iter().filter(|(_, c)| *c == '.').count();
    let n_commas = separators.len() - n_dots;
    match (n_dots, n_commas) {
        (0, 0) => plain(whole()?, 0, None),
        (1, 0) | (0, 1) => {
            let (at, symbol) = *separators.first()?;
            let style = if symbol == '.' {
                Notation::English
            } else {
                Notation::Indonesian
            };
            let (value, decimals) = fraction(at)?;
            if decimals != 3 || !grouped(&groups) {
                return plain(value, decimals, Some(style));
            }
            // One separator, three digits: `1.500` groups in Indonesian, is a fraction in English.
            let is_fraction =
                (symbol == ',') == matches!(notation, Notation::Indonesian | Notation::Stored);
            let (value, decimals, other) = if is_fraction {
                (value, decimals, whole()?)
            } else {
                (whole()?, 0, value)
            };
            let mut parsed = plain(value, decimals, None)?;
            parsed.other = Some(other);
            Some(parsed)
        }
        (_, 0) | (0, _) => {
            let style = if n_dots > 0 {
                Notation::Indonesian
            } else {
                Notation::English
            };
            grouped(&groups)
                .then(|| plain(whole()?, 0, Some(style)))
                .flatten()
        }
        _ => {
            let (at, last) = *separators.last()?;
            let n_last = if last == '.' { n_dots } else { n_commas };
            let (_, leading) = groups.split_last()?;
            let others_first = separators
                .iter()
                .take(separators.len() - 1)
                .all(|(_, c)| *c != last);
            if n_last == 1 && others_first && grouped(leading) {
                let style = if last == '.' {
                    Notation::English
                } else {
                    Notation::Indonesian
                };
                let (value, decimals) = fraction(at)?;
                return plain(value, decimals, Some(style));
            }
            // `3.209,848,994`: no separator can be the decimal one, so all of them group.
            let mut parsed = grouped(&groups)
                .then(|| plain(whole()?, 0, None))
                .flatten()?;
            parsed.unusual = Some(Unusual::MixedGrouping);
            Some(parsed)
        }
    }
}

/// A number without marks or unit.
fn plain(value: Decimal, decimals: usize, proves: Option<Notation>) -> Option<Parsed> {
    Some(Parsed {
        value,
        decimals: u32::try_from(decimals).ok()?,
        is_rupiah: false,
        is_percent: false,
        unit: None,
        unusual: None,
        other: None,
        proves,
    })
}

fn decimal(digits: &str, scale: usize) -> Option<Decimal> {
    let mantissa: i128 = digits.parse().ok()?;
    Decimal::try_from_i128_with_scale(mantissa, u32::try_from(scale).ok()?).ok()
}

/// Spaces group digits (`1 234 567`) or surround separators; else there are several numbers.
fn join_spaces(core: &str) -> Option<String> {
    let words: Vec<&str> = core.split_whitespace().collect();
    match words.as_slice() {
        [] => None,
        [one] => Some((*one).to_owned()),
        [first, rest @ ..] => {
            let groups = first.len() <= 3
                && first.bytes().all(|b| b.is_ascii_digit())
                && rest
                    .iter()
                    .all(|word| word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit()));
            groups.then(|| words.concat())
        }
    }
}

fn is_several(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.len() >= 2
        && words.iter().all(|word| {
            word.bytes()
                .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'%'))
        })
}

/// Percent signs, `,-`, and the unit's words after the digits.
fn read_tail(tail: &str, parsed: &mut Parsed) -> bool {
    let mut rest = tail.trim();
    if matches!(rest, "-" | ",-" | "–" | "=") {
        rest = "";
    }
    let n_percent = rest.chars().take_while(|&c| c == '%').count();
    if n_percent > 0 {
        parsed.is_percent = true;
        if n_percent > 1 {
            parsed.unusual = Some(Unusual::DoublePercent);
        }
        rest = rest
            .trim_start_matches('%')
            .trim_matches(|c: char| c == '.' || c.is_whitespace());
    }
    if rest.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let words = crate::model::text::normalize(rest);
    if words == "persen" || words == "%" {
        parsed.is_percent = true;
    } else if words.split(' ').count() > 5 {
        return false;
    } else if !words.is_empty() {
        parsed.unit = Some(words);
    }
    !rest.contains('=')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, notation: Notation, expected: &str) {
        match read(text, notation) {
            Reading::Number(parsed) => {
                assert_eq!(parsed.value.normalize().to_string(), expected, "{text}");
            }
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn indonesian_spellings() {
        let cases = [
            ("9.352.674.750", "9352674750"),
            ("10.701.893.800,00", "10701893800"),
            ("Rp 1.234.567,00", "1234567"),
            ("Rp. 1.234.567", "1234567"),
            ("Rp1.000,-", "1000"),
            ("98,64", "98.64"),
            ("129,73%", "129.73"),
            ("129,73%%", "129.73"),
            ("36,00 %", "36"),
            ("-3.54", "-3.54"),
            ("-1,9", "-1.9"),
            ("(1.000)", "-1000"),
            ("5 Program", "5"),
            ("1.946 pemberitaan", "1946"),
            ("34 Orang / Bulan", "34"),
            ("1.500", "1500"),
            ("3.209,848,994", "3209848994"),
            ("0,95", "0.95"),
            ("1 234 567", "1234567"),
            ("650.000.000,00", "650000000"),
            ("8600 Informasi", "8600"),
            ("0.500", "0.5"),
            ("-Rp 500", "-500"),
            ("95 persen", "95"),
            ("2.0", "2"),
        ];
        for (text, expected) in cases {
            check(text, Notation::Indonesian, expected);
        }
    }

    #[test]
    fn english_spellings() {
        for (text, expected) in [
            ("1,234,567.50", "1234567.5"),
            ("1.89", "1.89"),
            ("1,234", "1234"),
            ("1.500", "1.5"),
        ] {
            check(text, Notation::English, expected);
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "",
            "Tidak ada",
            "2.16.01.2",
            "12 Orang x 3 Bulan",
            "1.2.3",
            "(18 : 50) = 36",
            "1,23,456",
            "91 ≥ 3",
            "99999999999999999999999999999999999",
        ] {
            assert_eq!(read(text, Notation::Indonesian), Reading::None, "{text}");
        }
        for text in ["3 1", "3\n1"] {
            assert_eq!(read(text, Notation::Indonesian), Reading::Several);
        }
        assert_eq!(read("-", Notation::Indonesian), Reading::Dash);
    }
}
