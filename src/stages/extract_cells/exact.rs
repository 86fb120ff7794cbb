//! Stored numbers as exact decimals. Floats end here.

use std::str::FromStr;

use rust_decimal::Decimal;

/// Digits that a double keeps of any decimal.
const EXACT_DIGITS: usize = 15;

/// Most bytes of a number that is read digit by digit; no decimal has more places.
const WRITTEN_BYTES: usize = 24;

/// The decimal that a stored text stands for, as [`from_text`] gives it, and whether it prints as
/// that text again. Most numbers of a workbook are read as they are written, in a fraction of the
/// time.
pub(super) fn from_stored(text: &str) -> Option<(Decimal, bool)> {
    let written = as_written(text);
    if let Some(number) = written
        && (number.scale() == 0 || is_short(number))
    {
        return Some((number, true));
    }
    let number = from_text(text)?;
    let gives_back = match written {
        Some(written) => number == written && number.scale() == written.scale(),
        None => number.to_string() == text,
    };
    Some((number, gives_back))
}

/// Whether it has no more digits than a double keeps of any decimal.
fn is_short(number: Decimal) -> bool {
    number.mantissa().unsigned_abs() < 10_u128.pow(15)
}

/// The decimal of a text that is written as decimals print: `0`, `-12.50`, without leading zeros,
/// spaces or exponent; `None` for all other texts and for very long ones.
fn as_written(text: &str) -> Option<Decimal> {
    let (is_negative, digits) = match text.as_bytes() {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    let is_canonical = match digits {
        [b'0'..=b'9'] => true,
        [b'0', b'.', .., last] | [b'1'..=b'9', .., last] => last.is_ascii_digit(),
        _ => false,
    };
    if !is_canonical || digits.len() > WRITTEN_BYTES {
        return None;
    }
    let mut mantissa: i64 = 0;
    let mut scale = None;
    for &b in digits {
        match b {
            b'0'..=b'9' => {
                mantissa = mantissa.checked_mul(10)?.checked_add(i64::from(b - b'0'))?;
                scale = scale.map(|scale| scale + 1);
            }
            b'.' if scale.is_none() => scale = Some(0),
            _ => return None,
        }
    }
    if is_negative && mantissa == 0 {
        return None;
    }
    let signed = if is_negative { -mantissa } else { mantissa };
    Some(Decimal::new(signed, scale.unwrap_or(0)))
}

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
    if let Some(number) = few_decimals(value) {
        return Some(number);
    }
    let text = value.to_string();
    Decimal::from_str_exact(&text)
        .or_else(|_| Decimal::from_str(&text))
        .ok()
}

/// The decimal of a double that has at most two decimals and 15 digits, which most amounts are: no
/// two such decimals share a double, so the one that gives this double is its shortest.
#[expect(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    reason = "both steps are exact or correctly rounded, and the result is compared with the double"
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

    #[test]
    fn the_short_way_reads_what_the_long_way_reads() {
        let mut texts: Vec<String> = [
            "0",
            "-0",
            "00",
            "0.",
            ".5",
            "0.0",
            "-0.0",
            "-0.50",
            "01.5",
            "1.",
            "-",
            "",
            "1.2.3",
            "+1",
            " 1",
            "1 ",
            "1e3",
            "999999999999999.9",
            "99999999999999.9",
            "0.999999999999999",
            "0.9999999999999999",
            "123456789012345678",
            "1234567890123456789",
            "0.00000000000001",
            "-12.50",
            "-",
            "--1",
            "1-",
            "0.1.",
            "0-1",
        ]
        .map(str::to_owned)
        .into();
        // Every text of up to five of these letters.
        let mut grown = vec![String::new()];
        for _ in 0..5 {
            grown = grown
                .iter()
                .flat_map(|text| "-.015".chars().map(move |c| format!("{text}{c}")))
                .collect();
            texts.extend(grown.iter().cloned());
        }
        let mut n_written = 0;
        for text in texts {
            if let Some(number) = as_written(&text) {
                n_written += 1;
                let long = Decimal::from_str_exact(&text).expect(&text);
                assert_eq!((number, number.scale()), (long, long.scale()), "{text}");
                assert_eq!(number.to_string(), text);
            }
            let long = from_text(&text);
            let given_back = long.map(|number| (number, number.to_string() == text));
            assert_eq!(from_stored(&text), given_back, "{text}");
            let scale = from_stored(&text).map(|(number, _)| number.scale());
            assert_eq!(scale, long.map(|number| number.scale()), "{text}");
        }
        assert!(n_written > 500, "{n_written}");
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
                format!("0.{mantissa}"),
                format!("{mantissa}e-7"),
            ] {
                let value: f64 = text.replace(".-", ".").parse().expect(&text);
                if let Some(number) = few_decimals(value) {
                    n_short += 1;
                    assert_eq!(number.to_string(), value.to_string());
                }
            }
        }
        assert!(n_short > 2_000, "{n_short}");
    }
}
