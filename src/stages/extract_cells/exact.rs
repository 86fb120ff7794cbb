//! Stored numbers as exact decimals. Floats end here.

use std::fmt::{self, Write};
use std::str::FromStr;

use rust_decimal::Decimal;

/// Digits that a double keeps of any decimal.
const EXACT_DIGITS: u32 = 15;
/// Digits that the mantissa of [`plain`] holds.
const PLAIN_DIGITS: u32 = 18;
/// Most decimals of a [`Decimal`].
const MAX_SCALE: u32 = 28;

/// The decimal that a stored text stands for. A text of at most 15 digits, and a whole number of
/// any length, is taken as written; a longer one is the print of a double, whose shortest decimal
/// is meant (`33.869999999999997` is 33.87). `None` for what is no number or too large.
#[cfg(test)]
pub(super) fn from_text(text: &str) -> Option<Decimal> {
    read(text).map(|(number, _)| number)
}

/// The decimal of a stored text, and whether its own text is the stored one again.
pub(super) fn read(text: &str) -> Option<(Decimal, bool)> {
    let trimmed = text.trim_ascii();
    match plain(trimmed) {
        Some(plain) if plain.n_digits <= EXACT_DIGITS || plain.scale == 0 => {
            let gives_back = plain.is_as_printed && trimmed.len() == text.len();
            Some((plain.number(), gives_back))
        }
        Some(_) => shortest(trimmed.parse().ok()?, text),
        None => unusual(trimmed, text),
    }
}

/// A decimal in its plainest form: `-12.50`.
struct Plain {
    mantissa: i64,
    scale: u32,
    /// Digits from the first that is not zero.
    n_digits: u32,
    is_as_printed: bool,
}

impl Plain {
    fn number(&self) -> Decimal {
        Decimal::new(self.mantissa, self.scale)
    }
}

/// Reads the form that nearly all numbers have; `None` for every other.
fn plain(text: &str) -> Option<Plain> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_negative = digits.len() < text.len();
    let mut plain = Plain {
        mantissa: 0,
        scale: 0,
        n_digits: 0,
        is_as_printed: true,
    };
    let mut point = None;
    for (idx, byte) in digits.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => {
                if plain.n_digits == PLAIN_DIGITS {
                    return None;
                }
                plain.mantissa = plain.mantissa * 10 + i64::from(byte - b'0');
                plain.n_digits += u32::from(plain.mantissa != 0);
                plain.scale += u32::from(point.is_some());
                if plain.scale > MAX_SCALE {
                    return None;
                }
            }
            b'.' if point.is_none() => point = Some(idx),
            _ => return None,
        }
    }
    let n_whole = point.unwrap_or(digits.len());
    if n_whole == 0 || point.is_some() && plain.scale == 0 {
        return None;
    }
    // A zero before other digits, or below a minus, would not be printed again.
    let has_idle_zero = n_whole > 1 && digits.starts_with('0');
    let is_below_zero = is_negative && plain.mantissa == 0;
    plain.is_as_printed = !(has_idle_zero || is_below_zero);
    if is_negative {
        plain.mantissa = -plain.mantissa;
    }
    Some(plain)
}

/// [`read`] for texts that are not [`plain`].
fn unusual(trimmed: &str, text: &str) -> Option<(Decimal, bool)> {
    let is_plain = !trimmed.is_empty()
        && trimmed
            .bytes()
            .enumerate()
            .all(|(idx, b)| b.is_ascii_digit() || b == b'.' || (b == b'-' && idx == 0));
    if is_plain {
        let digits = trimmed.trim_start_matches(['-', '0', '.']).bytes();
        let n_digits = digits.filter(u8::is_ascii_digit).count();
        let is_exact = u32::try_from(n_digits).is_ok_and(|n_digits| n_digits <= EXACT_DIGITS);
        if (is_exact || !trimmed.contains('.'))
            && let Ok(number) = Decimal::from_str_exact(trimmed)
        {
            return Some((number, number.to_string() == text));
        }
    }
    // The grammar of numbers in files has no names and no hexadecimal, which the parser knows.
    let looks_numeric = trimmed
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    if !looks_numeric {
        return None;
    }
    shortest(trimmed.parse().ok()?, text)
}

/// The shortest decimal that prints a double, since a direct conversion shows the double's own
/// error (`4441885117.27` would become `...270001`). `None` for NaN, infinity and what no decimal
/// holds.
pub(super) fn from_double(value: f64) -> Option<Decimal> {
    shortest(value, "").map(|(number, _)| number)
}

/// The decimal of [`from_double`], and whether its own text is `text`.
fn shortest(value: f64, text: &str) -> Option<(Decimal, bool)> {
    if !value.is_finite() {
        return None;
    }
    if let Some(number) = few_decimals(value) {
        // Whatever has so few digits and is the text itself never comes here as a text.
        return Some((number, false));
    }
    let mut print = Print::default();
    if write!(print, "{value}").is_ok()
        && let Some(plain) = plain(print.text())
    {
        let gives_back = plain.is_as_printed && print.text() == text;
        return Some((plain.number(), gives_back));
    }
    let printed = value.to_string();
    let number = Decimal::from_str_exact(&printed)
        .or_else(|_| Decimal::from_str(&printed))
        .ok()?;
    Some((number, number.to_string() == text))
}

/// The decimal of a double that has at most two decimals and 15 digits, which most amounts are: no
/// two such decimals share a double, so the one that gives this double is its shortest.
#[expect(
    clippy::float_arithmetic,
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    reason = "the quotient is correctly rounded and must be the double itself"
)]
fn few_decimals(value: f64) -> Option<Decimal> {
    for (scale, power) in [(0, 1.0), (1, 10.0), (2, 100.0)] {
        let mantissa = (value * power).round();
        if mantissa.abs() >= 1e15 {
            return None;
        }
        if mantissa / power == value && mantissa != 0.0 {
            return Some(Decimal::new(mantissa as i64, scale));
        }
    }
    None
}

/// A short print, without memory of its own.
#[derive(Default)]
struct Print {
    bytes: [u8; 32],
    len: usize,
}

impl Print {
    fn text(&self) -> &str {
        let bytes = self.bytes.get(..self.len).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl Write for Print {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        let end = self.len + piece.len();
        let room = self.bytes.get_mut(self.len..end).ok_or(fmt::Error)?;
        room.copy_from_slice(piece.as_bytes());
        self.len = end;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_become_the_decimal_that_was_typed() {
        for (value, text) in [
            (4_441_885_117.27, "4441885117.27"),
            (0.1, "0.1"),
            (33.87, "33.87"),
            (1e15, "1000000000000000"),
            (-2.5, "-2.5"),
        ] {
            assert_eq!(from_double(value).expect("a number").to_string(), text);
        }
        for value in [f64::NAN, f64::INFINITY, 1e300] {
            assert!(from_double(value).is_none());
        }
    }

    #[test]
    fn stored_texts_become_the_decimal_they_stand_for() {
        for (stored, text) in [
            ("33.869999999999997", "33.87"),
            ("0.10000000000000001", "0.1"),
            ("1.5E3", "1500"),
            ("1E-3", "0.001"),
            ("12345678901234567890", "12345678901234567890"),
            ("9999999999999999999", "9999999999999999999"),
            ("-9999999999999999999", "-9999999999999999999"),
            ("999999999999999999", "999999999999999999"),
            ("15175137652", "15175137652"),
            ("-0.5", "-0.5"),
            ("98.730", "98.730"),
        ] {
            assert_eq!(from_text(stored).expect(stored).to_string(), text);
        }
        for (stored, gives_back) in [
            ("0", true),
            ("-0.50", true),
            ("123456789012345678901", true),
            ("123.45678901234567", true),
            ("0.10000000000000001", false),
            ("007", false),
            ("-0", false),
            (".5", false),
            ("1E3", false),
            (" 1", false),
        ] {
            let (number, says) = read(stored).expect(stored);
            assert_eq!(says, gives_back, "{stored}");
            assert_eq!(number.to_string() == stored, gives_back, "{stored}");
        }
        for stored in [
            "null",
            "NaN",
            "-Infinity",
            "inf",
            "",
            "1,5",
            "0x10",
            "1E400",
            "--1",
            "1.2.3",
        ] {
            assert!(from_text(stored).is_none(), "{stored}");
        }
    }

    #[test]
    fn doubles_with_few_decimals_are_the_shortest_decimal_too() {
        let mut n_short = 0;
        for mantissa in (0..40).flat_map(|bits| (1_i64 << bits) - 3..(1 << bits) + 20) {
            for text in [
                format!("{mantissa}"),
                format!("{mantissa}.5"),
                format!("{mantissa}.07"),
                format!("{mantissa}.125"),
                format!("0.{}", mantissa.abs()),
                format!("{mantissa}e-7"),
            ] {
                let value: f64 = text.parse().expect(&text);
                if let Some(number) = few_decimals(value) {
                    n_short += 1;
                    assert_eq!(number.to_string(), value.to_string());
                }
            }
        }
        assert!(n_short > 2_000, "{n_short}");
    }
}
