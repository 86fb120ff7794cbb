//! Stored numbers as exact decimals. Floats end here.

use std::str::FromStr;

use rust_decimal::Decimal;

/// Digits that a double keeps of any decimal.
const EXACT_DIGITS: usize = 15;

/// The decimal that a stored text stands for. A text of at most 15 digits, and a whole number of
/// any length, is taken as written; a longer one is the print of a double, whose shortest decimal
/// is meant (`33.869999999999997` is 33.87). `None` for what is no number or too large.
pub(super) fn from_text(text: &str) -> Option<Decimal> {
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    let is_plain = !text.is_empty()
        && text
            .bytes()
            .enumerate()
            .all(|(idx, b)| b.is_ascii_digit() || b == b'.' || (b == b'-' && idx == 0));
    if is_plain {
        let n_digits = text
            .trim_start_matches(['-', '0', '.'])
            .bytes()
            .filter(u8::is_ascii_digit)
            .count();
        if (n_digits <= EXACT_DIGITS || !text.contains('.'))
            && let Ok(number) = Decimal::from_str_exact(text)
        {
            return Some(number);
        }
    }
    // The grammar of numbers in files has no names and no hexadecimal, which the parser knows.
    let looks_numeric = text
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'+' | b'e' | b'E'));
    if !looks_numeric {
        return None;
    }
    from_double(text.parse().ok()?)
}

/// The shortest decimal that prints a double, since a direct conversion shows the double's own
/// error (`4441885117.27` would become `...270001`). `None` for NaN, infinity and what no decimal
/// holds.
pub(super) fn from_double(value: f64) -> Option<Decimal> {
    if !value.is_finite() {
        return None;
    }
    let text = value.to_string();
    Decimal::from_str_exact(&text)
        .or_else(|_| Decimal::from_str(&text))
        .ok()
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
            ("15175137652", "15175137652"),
            ("-0.5", "-0.5"),
            ("98.730", "98.730"),
        ] {
            assert_eq!(from_text(stored).expect(stored).to_string(), text);
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
}
