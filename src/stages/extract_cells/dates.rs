//! Day numbers as ISO dates, times of day or elapsed times, and which number formats show which.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

/// Day number of the last day that a spreadsheet shows (31 December 9999).
const LAST_DAY: f64 = 2_958_466.0;
const SECONDS_A_DAY: f64 = 86_400.0;

/// What a number format makes of a day number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// A date, a time of day, or both.
    Moment,
    /// Hours, minutes or seconds that go on beyond a day.
    Elapsed,
}

/// Whether a number format shows a date or a time (ECMA-376, 18.8.30 and 18.8.31), and which: its
/// first section has a letter of year, month, day, hour, minute or second outside quotes, escapes
/// and brackets, or an elapsed time such as `[h]`.
pub(super) fn shown_by(code: &str) -> Option<Shown> {
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => return None,
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
                    return Some(Shown::Elapsed);
                }
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => {
                return Some(Shown::Moment);
            }
            // The G of General and the E of an exponent are no date; `General` has none of the rest.
            _ => {}
        }
    }
    None
}

/// A day number as ISO text: `2024-01-31`, `2024-01-31 07:30:00`, `07:30:00` for less than a day,
/// `36:00:00` for an elapsed time. `None` for what no calendar has.
#[expect(
    clippy::float_arithmetic,
    clippy::cast_possible_truncation,
    reason = "a day number is a double in every format; money never comes here"
)]
pub(super) fn iso(day_number: f64, counts_from_1904: bool, shown: Shown) -> Option<String> {
    if !(0.0..LAST_DAY).contains(&day_number) {
        return None;
    }
    if shown == Shown::Elapsed || day_number < 1.0 {
        let rounded = (day_number * SECONDS_A_DAY).round() as i64;
        let seconds = match shown {
            Shown::Elapsed => rounded,
            // No time of day is midnight at its end.
            Shown::Moment => rounded.min(86_399),
        };
        let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
        return Some(format!("{hours:02}:{minutes:02}:{:02}", seconds % 60));
    }
    let shifted = if counts_from_1904 {
        day_number + 1462.0
    } else {
        day_number
    };
    let mut days = shifted.trunc() as i64;
    let mut seconds = (shifted.fract() * SECONDS_A_DAY).round() as i64;
    if seconds == 86_400 {
        (days, seconds) = (days + 1, 0);
    }
    let time = NaiveTime::MIN + Duration::seconds(seconds);
    let since = match days {
        // 29 February 1900, which never was.
        60 => return None,
        ..60 => days,
        // It is counted all the same.
        _ => days - 1,
    };
    let first = NaiveDate::from_ymd_opt(1899, 12, 31)?;
    let date = first.checked_add_signed(Duration::days(since))?;
    if date > NaiveDate::from_ymd_opt(9999, 12, 31)? {
        return None;
    }
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
            (59.0, false, "1900-02-28"),
            (0.5, true, "12:00:00"),
            (1.5, true, "1904-01-02 12:00:00"),
            (59.0, true, "1904-02-29"),
        ] {
            let shown = iso(number, counts_from_1904, Shown::Moment);
            assert_eq!(shown.as_deref(), Some(text), "{number}");
        }
        for number in [-1.0, 60.0, 60.5, 1e9, f64::NAN] {
            assert_eq!(iso(number, false, Shown::Moment), None);
        }
        assert_eq!(iso(2_958_465.0, true, Shown::Moment), None);
        for (number, text) in [(1.5, "36:00:00"), (0.25, "06:00:00"), (60.0, "1440:00:00")] {
            let shown = iso(number, false, Shown::Elapsed);
            assert_eq!(shown.as_deref(), Some(text));
        }
    }

    #[test]
    fn date_formats_are_told_from_number_formats() {
        for (code, shown) in [
            ("dd/mm/yyyy", Shown::Moment),
            ("[$-421]d mmmm yyyy;@", Shown::Moment),
            ("h:mm", Shown::Moment),
            ("[h]:mm:ss", Shown::Elapsed),
            ("[Red][MM]:ss", Shown::Elapsed),
            ("mmm-yy", Shown::Moment),
        ] {
            assert_eq!(shown_by(code), Some(shown), "{code}");
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
            assert_eq!(shown_by(code), None, "{code}");
        }
    }
}
