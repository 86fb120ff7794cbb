//! Numbers that name a person or thing instead of counting: NIP, NIK, NPWP, telephones, accounts.
//! They are never amounts, and outputs show them masked.

use std::borrow::Cow;

use serde::Deserialize;

use super::person_number::{begins_with_birth, heads_numbers, hidden, is_nip, number};
use super::words::words;

/// How outputs show numbers that name a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Numbers {
    /// Their middle digits made unreadable.
    #[default]
    Masked,
    /// As documents write them.
    Whole,
}

impl Numbers {
    /// A text as it is shown.
    pub fn shown(self, text: &str) -> Cow<'_, str> {
        match self {
            Numbers::Masked => masked(text),
            Numbers::Whole => Cow::Borrowed(text),
        }
    }

    /// The text of a cell under a header. Whatever a column of births holds tells when somebody was
    /// born, even a number that is a date to a spreadsheet only; what stands in a NIP's place names
    /// somebody, even where it lacks digits.
    pub fn shown_under<'t>(self, header: &str, text: &'t str) -> Cow<'t, str> {
        if self == Numbers::Masked
            && is_of_birth(header)
            && text.contains(|c: char| c.is_ascii_digit())
        {
            return Cow::Owned(text.replace(|c: char| c.is_ascii_digit(), "x"));
        }
        if self == Numbers::Masked && heads_numbers(header) {
            return hidden(text);
        }
        self.shown(text)
    }
}

/// Whether a header is of a column that tells when people were born.
pub fn is_of_birth(header: &str) -> bool {
    let said = words(header);
    said.iter()
        .any(|word| ["lahir", "kelahiran", "ttl", "birth"].contains(&word.as_str()))
}

/// What a long number names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Identity {
    /// A civil servant: birth date, month of appointment, sex, sequence; 18 digits, or so many groups with
    /// a slip in them.
    Nip,
    /// A resident: region, birth date (day plus 40 for women), sequence; 16 digits.
    Nik,
    /// A taxpayer: `12.345.678.9-012.345`.
    Npwp,
    /// A telephone: begins with 0 or 62.
    Telephone,
    /// Too long to count anything: an account, a barcode.
    Long,
}

/// Digits from which on a number without separators counts nothing: a quadrillion.
const LONG: usize = 16;

/// Fewest digits of a number that names something, and those of a taxpayer's, the only one with dots.
const FEWEST: usize = 9;
const NPWP: usize = 15;

/// What a text that is one number names, if it names something.
pub fn identity_of(text: &str) -> Option<Identity> {
    let text = text.trim();
    let text = text.strip_prefix('+').unwrap_or(text);
    let mut digits = [0u8; 32];
    let mut n_digits = 0;
    let (mut n_dots, mut n_dashes, mut n_spaces) = (0, 0, 0);
    for c in text.chars() {
        match c {
            '0'..='9' => {
                *digits.get_mut(n_digits)? = u8::try_from(c).ok()?;
                n_digits += 1;
            }
            '.' => n_dots += 1,
            '-' => n_dashes += 1,
            ' ' | '\u{a0}' => n_spaces += 1,
            _ => return None,
        }
    }
    let digits = digits.get(..n_digits)?;
    if n_dots > 0 {
        let is_npwp = n_digits == NPWP && n_dots == 4 && n_dashes == 1;
        let npwp = is_npwp.then_some(Identity::Npwp);
        return npwp.or_else(|| begins_with_birth(text).then_some(Identity::Nip));
    }
    if (n_dashes == 0 && is_nip(digits)) || begins_with_birth(text) {
        return Some(Identity::Nip);
    }
    if n_dashes == 0 && n_spaces <= 3 && is_nik(digits) {
        return Some(Identity::Nik);
    }
    if is_telephone(digits) && n_spaces + n_dashes <= 4 {
        return Some(Identity::Telephone);
    }
    (n_digits >= LONG && n_dashes + n_spaces == 0).then_some(Identity::Long)
}

fn is_nik(digits: &[u8]) -> bool {
    let parts = || {
        let region = number(digits, 0, 2)?;
        let day = number(digits, 6, 2)?;
        let month = number(digits, 8, 2)?;
        let is_day = (1..=31).contains(&day) || (41..=71).contains(&day);
        Some((11..=97).contains(&region) && is_day && (1..=12).contains(&month))
    };
    digits.len() == 16 && parts() == Some(true)
}

fn is_telephone(digits: &[u8]) -> bool {
    let is_mobile = digits.starts_with(b"08") || digits.starts_with(b"628");
    let is_landline = digits.starts_with(b"0") && digits.get(1).is_some_and(|d| *d != b'0');
    (is_mobile && (10..=14).contains(&digits.len()))
        || (is_landline && (9..=12).contains(&digits.len()))
}

/// Most groups of digits that one identifier is written in.
const MAX_GROUPS: usize = 6;

/// The text with the middle digits of every identifier in it made unreadable: of
/// `198001012005011001` remains `19xxxxxxxxxxxxxx01`.
pub fn masked(text: &str) -> Cow<'_, str> {
    let n_digits = text.bytes().filter(u8::is_ascii_digit).count();
    if n_digits < 5 {
        return Cow::Borrowed(text);
    }
    let mut hidden = identifiers(text);
    hidden.extend(births(text));
    hidden.sort_unstable();
    hidden.dedup_by(|later, earlier| later.0 < earlier.1);
    if hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(hide(text, &hidden))
}

/// Digits without a separator from which on a number in a text for strangers may name a person: a date
/// of birth written as one number has as many.
const MAY_NAME: usize = 8;

/// The text with a word in place of every identifier, whatever its length, and of every number that
/// could be the part of one.
pub fn without_numbers<'t>(text: &'t str, word: &str) -> Cow<'t, str> {
    let mut gone = identifiers(text);
    gone.extend(births(text));
    let is_long = |(from, to): &(usize, usize)| to - from >= MAY_NAME;
    gone.extend(digit_groups(text).into_iter().filter(is_long));
    gone.extend(masks(text));
    if gone.is_empty() {
        return Cow::Borrowed(text);
    }
    gone.sort_unstable();
    let mut out = String::with_capacity(text.len());
    let mut rest_from = 0;
    for (from, to) in gone {
        if from >= rest_from {
            out.push_str(text.get(rest_from..from).unwrap_or_default());
            out.push_str(word);
        }
        rest_from = rest_from.max(to);
    }
    out.push_str(text.get(rest_from..).unwrap_or_default());
    Cow::Owned(out)
}

/// Where numbers stand that are masked already: a mask still tells how a number begins, ends and how
/// long it is.
fn masks(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut from = None;
    for (at, byte) in text.bytes().chain([b' ']).enumerate() {
        let is_part = byte.is_ascii_digit() || byte == b'x';
        match (from, is_part) {
            (None, true) => from = Some(at),
            (Some(start), false) => {
                let run = text.get(start..at).unwrap_or_default();
                if run.contains("xx") && run.contains(|c: char| c.is_ascii_digit()) {
                    found.push((start, at));
                }
                from = None;
            }
            (None, false) | (Some(_), true) => {}
        }
    }
    found
}

/// What words hold that speak of a birth.
const BIRTH_WORDS: [&str; 3] = ["lahir", "ttl", "birth"];

/// Where the days stand that a text says somebody was born on.
fn births(text: &str) -> Vec<(usize, usize)> {
    // Nearly no text says so; words are compared only where one may.
    if !text.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        return Vec::new();
    }
    let lower = text.to_ascii_lowercase();
    let may = BIRTH_WORDS.iter().any(|word| lower.contains(word));
    if !may || !is_of_birth(text) {
        return Vec::new();
    }
    let groups = digit_groups(text);
    let len = |group: &(usize, usize)| group.1 - group.0;
    let between = |a: &(usize, usize), b: &(usize, usize)| text.get(a.1..b.0).unwrap_or_default();
    let mut found = Vec::new();
    for (idx, first) in groups.iter().enumerate() {
        let rest = groups.get(idx + 1..).unwrap_or_default();
        let part = |c: char| matches!(c, '-' | '/' | '.' | ' ');
        match rest {
            // 07-01-1980 and 1980-01-07.
            [second, third, ..]
                if len(first) + len(second) + len(third) <= 8
                    && len(first).max(len(third)) == 4
                    && between(first, second).chars().all(part)
                    && between(second, third).chars().all(part) =>
            {
                found.push((first.0, third.1));
            }
            // 7 Januari 1980.
            [second, ..] if len(first) <= 2 && len(second) == 4 => {
                let month = between(first, second).trim();
                let is_word = (3..=9).contains(&month.len());
                if is_word && month.chars().all(char::is_alphabetic) {
                    found.push((first.0, second.1));
                }
            }
            _ => {}
        }
    }
    found
}

/// Where the identifiers of a text stand.
fn identifiers(text: &str) -> Vec<(usize, usize)> {
    let groups = digit_groups(text);
    let n_digits: usize = groups.iter().map(|(from, to)| to - from).sum();
    let mut hidden: Vec<(usize, usize)> = Vec::new();
    // Nearly all texts are words with a few digits, or codes.
    if n_digits < FEWEST {
        return hidden;
    }
    let mut idx = 0;
    while idx < groups.len() {
        let most = joined(text, groups.get(idx..).unwrap_or_default());
        let found = (1..=most).rev().find_map(|n_groups| {
            let whole = groups.get(idx..idx + n_groups)?;
            let (from, to) = (whole.first()?.0, whole.last()?.1);
            let n_digits: usize = whole.iter().map(|(from, to)| to - from).sum();
            let written = text.get(from..to)?;
            let is_plain = n_digits >= FEWEST && !written.contains('.');
            let may_be = n_digits == NPWP || is_plain || begins_with_birth(written);
            (may_be && identity_of(written).is_some()).then_some((n_groups, (from, to)))
        });
        match found {
            Some((n_groups, span)) => {
                hidden.push(span);
                idx += n_groups;
            }
            None => idx += 1,
        }
    }
    hidden
}

/// Whether bytes that hold texts of any encoding beside other things have a number that [`masked`] would
/// hide. A control character ends a text.
pub fn names_anyone(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(from) = rest.iter().position(u8::is_ascii_digit) {
        rest = rest.get(from..).unwrap_or_default();
        let mut n_digits = 0;
        let mut end = 0;
        // Groups of digits with one blank, dot or dash between them, as identifiers are written.
        while let Some(byte) = rest.get(end) {
            let is_joint = matches!(byte, b' ' | b'.' | b'-')
                && rest.get(end + 1).is_some_and(u8::is_ascii_digit);
            if byte.is_ascii_digit() {
                n_digits += 1;
            } else if !is_joint {
                break;
            }
            end += 1;
        }
        let (run, behind) = rest.split_at_checked(end).unwrap_or((rest, &[]));
        rest = behind;
        let named = || std::str::from_utf8(run).is_ok_and(|run| !identifiers(run).is_empty());
        if n_digits >= FEWEST && named() {
            return true;
        }
    }
    tells_a_birth(bytes)
}

fn tells_a_birth(bytes: &[u8]) -> bool {
    let lower = bytes.to_ascii_lowercase();
    let may = BIRTH_WORDS
        .iter()
        .any(|word| memchr::memmem::find(&lower, word.as_bytes()).is_some());
    may && {
        let text = String::from_utf8_lossy(bytes);
        let mut texts = text.split(char::is_control);
        texts.any(|text| !births(text).is_empty())
    }
}

/// Where the runs of digits stand.
fn digit_groups(text: &str) -> Vec<(usize, usize)> {
    let mut groups: Vec<(usize, usize)> = Vec::new();
    for (at, _) in text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| byte.is_ascii_digit())
    {
        match groups.last_mut() {
            Some((_, end)) if *end == at => *end += 1,
            _ => groups.push((at, at + 1)),
        }
    }
    groups
}

/// How many of the first groups are parted by a single space, dot or dash each.
fn joined(text: &str, groups: &[(usize, usize)]) -> usize {
    let pairs = groups.iter().zip(groups.iter().skip(1));
    let n_joined = pairs
        .take(MAX_GROUPS - 1)
        .take_while(|((_, end), (start, _))| {
            matches!(text.get(*end..*start), Some(" " | "." | "-"))
        })
        .count();
    n_joined + 1
}

fn hide(text: &str, hidden: &[(usize, usize)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest_from = 0;
    for &(from, to) in hidden {
        out.push_str(text.get(rest_from..from).unwrap_or_default());
        let part = text.get(from..to).unwrap_or_default();
        let n_digits = part.bytes().filter(u8::is_ascii_digit).count();
        let mut seen = 0;
        for c in part.chars() {
            let is_digit = c.is_ascii_digit();
            // A day of birth has too few digits to show any of them.
            let is_shown = !is_digit || (n_digits > 8 && (seen < 2 || seen + 2 >= n_digits));
            out.push(if is_shown { c } else { 'x' });
            seen += usize::from(is_digit);
        }
        rest_from = to;
    }
    out.push_str(text.get(rest_from..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_known_by_their_form() {
        let cases = [
            ("198001012005011001", Some(Identity::Nip)),
            ("19800101 200501 1 001", Some(Identity::Nip)),
            ("199203152023211004", Some(Identity::Nip)),
            ("6402014107850001", Some(Identity::Nik)),
            ("081234567890", Some(Identity::Telephone)),
            ("+62 812-3456-7890", Some(Identity::Telephone)),
            ("0541-123456", Some(Identity::Telephone)),
            ("12.345.678.9-012.345", Some(Identity::Npwp)),
            ("12345678901234567890", Some(Identity::Long)),
            ("10701893800", None),
            ("10.701.893.800", None),
            ("1.234.567.890.123.456.789", None),
            ("75111", None),
            ("12 345 678", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(identity_of(text), expected, "{text}");
        }
    }

    #[test]
    fn identifiers_are_masked_and_amounts_are_not() {
        let cases = [
            ("198001012005011001", "19xxxxxxxxxxxxxx01"),
            ("NIP. 19800101 200501 1 001", "NIP. 19xxxxxx xxxxxx x x01"),
            (
                "a.n. Contoh (6402014107850001)",
                "a.n. Contoh (64xxxxxxxxxxxx01)",
            ),
            ("HP 0812-3456-7890, 3 orang", "HP 08xx-xxxx-xx90, 3 orang"),
            ("19801301.200501.1.01", "19xxxxxx.xxxxxx.x.01"),
            ("Rp 10.701.893.800,00", "Rp 10.701.893.800,00"),
            ("2023 198001012005011001", "2023 19xxxxxxxxxxxxxx01"),
            ("5.1.02.01.01.0024", "5.1.02.01.01.0024"),
            ("Lahir 07-01-1980 di Contoh", "Lahir xx-xx-xxxx di Contoh"),
            (
                "lahir: Contoh, 7 Januari 1980",
                "lahir: Contoh, x Januari xxxx",
            ),
            ("Rapat 7 Januari 2023", "Rapat 7 Januari 2023"),
            (
                "Bayi Baru Lahir 100 % dari 12 bayi",
                "Bayi Baru Lahir 100 % dari 12 bayi",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(masked(text), expected, "{text}");
        }
    }

    #[test]
    fn what_would_be_masked_is_seen_among_other_bytes() {
        for text in [
            "198001012005011001",
            "1980 0101 2005 0110 01",
            "NIK 3273010101800001, Desa Contoh",
            "hp. 0812-3456-7890",
            "12.345.678.9-012.345",
            "lahir 7 Januari 1980",
            "TTL: Contoh, 07-01-1980",
            "1.03.02.2.01.0001",
            "1.234.567.890,00",
            "5.1.02.01.01.0024 Belanja 12.345.678.901",
            "lahir di Contoh, 12 orang",
            "2023 1980 2005",
        ] {
            let bytes = [&b"\x05Nama\x00\xff\x12"[..], text.as_bytes(), b"\x00"].concat();
            let is_hidden = matches!(masked(text), Cow::Owned(_));
            assert_eq!(names_anyone(&bytes), is_hidden, "{text}");
        }
    }

    #[test]
    fn a_column_of_births_shows_no_digit() {
        let shown =
            |header: &str, text: &str| Numbers::Masked.shown_under(header, text).into_owned();
        assert_eq!(shown("Tanggal Lahir", "01-02-1980"), "xx-xx-xxxx");
        assert_eq!(shown("TTL", "Contoh, 1 Mei 1980"), "Contoh, x Mei xxxx");
        assert_eq!(shown("Tgl. Lahir", "29221"), "xxxxx");
        assert_eq!(shown("Tanggal", "01-02-2023"), "01-02-2023");
        let whole = Numbers::Whole.shown_under("Tanggal Lahir", "01-02-1980");
        assert_eq!(whole, "01-02-1980");
    }

    #[test]
    fn strangers_see_no_digit_of_a_number_that_may_name_a_person() {
        let cases = [
            ("NIP 19800101 200501 1 001 ganda", "NIP # ganda"),
            ("NIP 1980010120050110 kurang", "NIP # kurang"),
            ("NIP 198001012005 kurang", "NIP # kurang"),
            ("lahir 07-01-1980", "lahir #"),
            ("NIP 19xxxxxxxxxxxxxx01 juga ada", "NIP # juga ada"),
            ("maxx 12x", "maxx 12x"),
            ("tertulis 1.234.567.890", "tertulis 1.234.567.890"),
            ("5.1.02.01.01.0024", "5.1.02.01.01.0024"),
        ];
        for (text, expected) in cases {
            assert_eq!(without_numbers(text, "#"), expected, "{text}");
        }
    }
}
