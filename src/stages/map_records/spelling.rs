//! One code as it is spelt in a cell: with dots, commas, dashes, slashes or spaces, with a label
//! behind it, as a run of digits, as a date. Text in, code and label out; never looks at other rows.

use std::borrow::Cow;

use crate::model::code::AccountCode;

/// What a cell spells.
#[derive(Debug, Clone)]
pub(super) struct Spelt {
    /// The code.
    pub(super) code: Code,
    /// What follows it: the label, where the cell holds both.
    pub(super) rest: String,
}

/// A code as spelt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Code {
    /// A code whose parts are told apart.
    Parts(AccountCode),
    /// Digits that hold several parts without a sign between them; the runs in order.
    Runs(Vec<String>),
    /// A date that a code was taken for: what it may have been, likeliest first.
    Date(Vec<AccountCode>),
}

/// Longest part of digits; a longer one is a run of several.
const LONGEST_PART: usize = 5;
/// The sub rincian objek, the only part of five digits, has five before it.
const PARTS_BEFORE_LONGEST: usize = 4;
/// Longest run of digits that may be a code.
const LONGEST_RUN: usize = 24;
/// Longest part of letters.
const MOST_LETTERS: usize = 4;

/// What stands before a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    Sign,
    Space,
}

/// Reads the code that a text begins with.
pub(super) fn read(text: &str) -> Option<Spelt> {
    let text = text.trim();
    if let Some(codes) = date(text) {
        return Some(Spelt {
            code: Code::Date(codes),
            rest: String::new(),
        });
    }
    let (parts, rest) = parts(text)?;
    let is_run = |(idx, part): (usize, &Cow<'_, str>)| {
        part.len() > LONGEST_PART || (part.len() == LONGEST_PART && idx < PARTS_BEFORE_LONGEST)
    };
    let code = if parts.iter().enumerate().any(is_run) {
        Code::Runs(parts.into_iter().map(Cow::into_owned).collect())
    } else {
        Code::Parts(AccountCode::of_parts(&parts, text.starts_with('.'))?)
    };
    let rest = rest.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Spelt { code, rest })
}

fn is_sign(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | '-' | '/' | '_' | '–' | '—' | '\u{2024}' | '·'
    )
}

/// The parts that a text begins with, and what follows them.
fn parts(text: &str) -> Option<(Vec<Cow<'_, str>>, &str)> {
    let mut rest = text.trim_start_matches(|c| is_sign(c) || c == '\'');
    let mut parts: Vec<(&str, Gap)> = Vec::new();
    let mut gap = Gap::Sign;
    while let Some((part, after)) = part(rest, gap, parts.is_empty()) {
        parts.push((part, gap));
        let spaced = after.trim_start();
        let unsigned = spaced.trim_start_matches(is_sign);
        let is_signed = unsigned.len() < spaced.len();
        if !is_signed && spaced.len() == after.len() && !after.is_empty() {
            // Digits and letters in one word are no code.
            return None;
        }
        rest = unsigned.trim_start();
        gap = if is_signed { Gap::Sign } else { Gap::Space };
        if rest.is_empty() || (gap == Gap::Space && !rest.starts_with(|c: char| c.is_ascii_digit()))
        {
            break;
        }
    }
    let has_digits = |(part, _): &(&str, Gap)| part.bytes().any(|b| b.is_ascii_digit());
    (!parts.is_empty() && (parts.iter().any(has_digits) || rest.is_empty()))
        .then(|| (without_gaps(parts), rest))
}

/// The digits or the letters that a text begins with, and what is behind them.
fn part(text: &str, gap: Gap, is_first: bool) -> Option<(&str, &str)> {
    let n_digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let n_letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (part, after) = text.split_at_checked(n_digits.max(n_letters))?;
    if n_digits > 0 {
        return (n_digits <= LONGEST_RUN).then_some((part, after));
    }
    // Letters are a part only between signs: behind a space they begin a label.
    let is_closed = after.is_empty() || after.starts_with(is_sign);
    // Further on they number something or hold a place; `1. ATK` and `3. Lain-lain` are names.
    let numbers = |part: &str| {
        part.len() == 1
            || part
                .bytes()
                .all(|b| matches!(b.to_ascii_uppercase(), b'I' | b'V' | b'X'))
    };
    let is_part = (1..=MOST_LETTERS).contains(&n_letters) && (is_first || numbers(part));
    (is_part && is_closed && gap == Gap::Sign).then_some((part, after))
}

/// Where signs stand between parts, a space is inside a part if both sides together are one.
fn without_gaps(spelt: Vec<(&str, Gap)>) -> Vec<Cow<'_, str>> {
    let has_signs = spelt.iter().skip(1).any(|(_, gap)| *gap == Gap::Sign);
    let n_spelt = spelt.len();
    let mut parts: Vec<Cow<'_, str>> = Vec::with_capacity(n_spelt);
    for (idx, (part, gap)) in spelt.into_iter().enumerate() {
        let n_before = parts.len();
        match parts.last_mut() {
            Some(before) if gap == Gap::Space && has_signs => {
                let width = before.len() + part.len();
                let is_last = idx + 1 == n_spelt;
                let is_long = is_last && n_before > PARTS_BEFORE_LONGEST && width <= LONGEST_PART;
                if width <= 2 || is_long {
                    before.to_mut().push_str(part);
                } else {
                    parts.push(Cow::Borrowed(part));
                }
            }
            _ => parts.push(Cow::Borrowed(part)),
        }
    }
    parts
}

/// The codes that a date may have been: `2003-02-01` was `1.02.03`, or `1.02` in some year.
fn date(text: &str) -> Option<Vec<AccountCode>> {
    let day = text.split_once(['T', ' ']).map_or(text, |(day, _)| day);
    let mut pieces = day.split(['-', '/']);
    let (first, month, last) = (pieces.next()?, pieces.next()?, pieces.next()?);
    if pieces.next().is_some() {
        return None;
    }
    let is_year =
        |piece: &str| piece.len() == 4 && (piece.starts_with("19") || piece.starts_with("20"));
    let (year, day) = match (is_year(first), is_year(last)) {
        (true, false) => (first, last),
        (false, true) => (last, first),
        _ => return None,
    };
    if !(1..=2).contains(&month.len()) || !(1..=2).contains(&day.len()) {
        return None;
    }
    let short = |piece: &str| piece.trim_start_matches('0').to_owned();
    let long = |piece: &str| format!("{piece:0>2}");
    let year = year.get(2..)?;
    let candidates = [
        [short(day), long(month), year.to_owned()].to_vec(),
        [short(month), long(day), year.to_owned()].to_vec(),
        [short(day), long(month)].to_vec(),
        [short(month), long(day)].to_vec(),
    ];
    candidates
        .iter()
        .map(|parts| AccountCode::of_parts(parts, false))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelt(text: &str) -> String {
        let Some(Spelt { code, rest }) = read(text) else {
            return "-".to_owned();
        };
        let code = match code {
            Code::Parts(code) => code.to_string(),
            Code::Runs(runs) => format!("[{}]", runs.join(".")),
            Code::Date(codes) => format!("date {}", codes[0]),
        };
        if rest.is_empty() {
            code
        } else {
            format!("{code} | {rest}")
        }
    }

    #[test]
    fn codes_are_read_however_they_are_spelt() {
        let cases = [
            ("1.02.01", "1.02.01"),
            ("1.02.01.", "1.02.01"),
            ("1,02,01", "1.02.01"),
            ("1-02-01", "1.02.01"),
            ("1/02/01", "1.02.01"),
            ("1 02 01", "1.02.01"),
            ("1. 02. 01", "1.02.01"),
            ("1.02 .01", "1.02.01"),
            ("1.02.01.2.0\n1", "1.02.01.2.01"),
            ("5.1.02.01.01.000\n1", "5.1.02.01.01.0001"),
            ("1.02.01 2.01", "1.02.01.2.01"),
            ("1..02.01", "1.02.01"),
            ("X.XX.01", "X.XX.01"),
            ("A.1", "A.1"),
            ("VIII.2.a", "VIII.2.a"),
            ("B.II.3", "B.II.3"),
            ("1. ATK", "1 | ATK"),
            ("3. Lain-lain", "3 | Lain-lain"),
            ("1.02.01 Program Penunjang", "1.02.01 | Program Penunjang"),
            ("1.02.01 - Program Penunjang", "1.02.01 | Program Penunjang"),
            ("1.02.01. UPTD Contoh", "1.02.01 | UPTD Contoh"),
            ("1020122.01", "[1020122.01]"),
            ("510201010001", "[510201010001]"),
            ("5.1.02.01.001.00001", "5.1.02.01.001.00001"),
            ("2003-02-01", "date 1.02.03"),
            ("2003-02-01 00:00:00", "date 1.02.03"),
            ("01/02/2003", "date 1.02.03"),
            ("- Kertas", "-"),
            ("-", "-"),
            ("Program", "-"),
            ("Program 1", "-"),
            ("2a", "-"),
            ("", "-"),
        ];
        for (text, expected) in cases {
            assert_eq!(spelt(text), expected, "{text:?}");
        }
    }
}
