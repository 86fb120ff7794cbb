//! Day numbers as ISO dates, and which number formats show a date.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

/// Day number of the last day that a spreadsheet shows (31 December 9999).
const LAST_DAY: f64 = 2_958_466.0;
const SECONDS_A_DAY: f64 = 86_400.0;

/// Whether a number format shows a date or a time of day (ECMA-376, 18.8.30 and 18.8.31): its
/// first section has a letter of year, month, day, hour, minute or second outside quotes, escapes
/// and brackets, or an elapsed time such as `[h]`.
pub(super) fn is_date_format(code: &str) -> bool {
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => return false,
            '"' => {
                chars.by_ref().find(|&c| c == '"');
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inside: String = chars.by_ref().take_while(|&c| c != ']').collect();
                let elapsed = inside.to_ascii_lowercase();
                let is_elapsed = ['h', 'm', 's']
                    .iter()
                    .any(|&letter| !elapsed.is_empty() && elapsed.chars().all(|c| c == letter));
                if is_elapsed {
                    return true;
                }
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => return true,
            // The G of General and the E of an exponent are no date; `General` has none of the rest.
            _ => {}
        }
    }
    false
}

/// A day number as ISO text: `2024-01-31`, `2024-01-31 07:30:00`, or `07:30:00` for less than a
/// day. `None` for what no calendar has.
#[expect(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    reason = "a day number is a double in every format; money never comes here"
)]
pub(super) fn iso(day_number: f64, counts_from_1904: bool) -> Option<String> {
    let shifted = if counts_from_1904 {
        day_number + 1462.0
    } else {
        day_number
    };
    if !(0.0..LAST_DAY).contains(&shifted) {
        return None;
    }
    let mut days = shifted.trunc() as i64;
    let mut seconds = (shifted.fract() * SECONDS_A_DAY).round() as i64;
    if seconds == 86_400 {
        (days, seconds) = (days + 1, 0);
    }
    let time = NaiveTime::MIN + Duration::seconds(seconds);
    if days == 0 && !counts_from_1904 {
        return Some(time.format("%H:%M:%S").to_string());
    }
    // Day 60 is 29 February 1900, which never was; days before it count one less.
    let since = if days < 60 { days } else { days - 1 };
    let date = NaiveDate::from_ymd_opt(1899, 12, 31)? + Duration::days(since);
    Some(if seconds == 0 {
        date.to_string()
    } else {
        NaiveDateTime::new(date, time)
            .format("%Y-%m-%d %H:%M:%S")
            .to_string()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_become_dates() {
        for (number, counts_from_1904, text) in [
            (45_292.0, false, "2024-01-01"),
            (45_292.5, false, "2024-01-01 12:00:00"),
            (0.25, false, "06:00:00"),
            (1.0, false, "1900-01-01"),
            (61.0, false, "1900-03-01"),
            (43_830.0, true, "2024-01-01"),
            (45_291.999_999_999, false, "2024-01-01"),
        ] {
            assert_eq!(iso(number, counts_from_1904).as_deref(), Some(text));
        }
        for number in [-1.0, 1e9, f64::NAN] {
            assert_eq!(iso(number, false), None);
        }
    }

    #[test]
    fn date_formats_are_told_from_number_formats() {
        for code in [
            "dd/mm/yyyy",
            "[$-421]d mmmm yyyy;@",
            "h:mm",
            "[h]:mm:ss",
            "mmm-yy",
        ] {
            assert!(is_date_format(code), "{code}");
        }
        for code in [
            "General",
            "0.00",
            "#,##0",
            "[Red]#,##0",
            "\"hari\" 0",
            "0\\d",
            "_(* #,##0_);@",
            "0.00E+00",
        ] {
            assert!(!is_date_format(code), "{code}");
        }
    }
}
