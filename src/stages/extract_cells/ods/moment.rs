//! Comes in: dates and durations as ODF writes them (XML Schema part 2). Goes out: the ISO form
//! that all readers give. Never guesses: what is no date is `None`.

use chrono::{Duration, NaiveDate, NaiveDateTime, NaiveTime};

/// A date, or a date with a time of day: `2024-01-31`, `2024-01-31T07:30:00.5`. The day that
/// counts as zero stands for a time of day alone, as a day number below one does elsewhere.
pub(in super::super) fn date(text: &str, null_date: NaiveDate) -> Option<String> {
    let text = text.trim();
    let text = text.strip_suffix('Z').unwrap_or(text);
    let (day, time) = match text.split_once('T') {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    let Some(time) = time else {
        return Some(day.to_string());
    };
    let time = NaiveTime::parse_from_str(time, "%H:%M:%S%.f")
        .or_else(|_| NaiveTime::parse_from_str(time, "%H:%M"))
        .ok()?;
    let moment = NaiveDateTime::new(day, time).checked_add_signed(Duration::milliseconds(500))?;
    if moment.date() == null_date {
        return Some(moment.format("%H:%M:%S").to_string());
    }
    let moment = moment.format("%Y-%m-%d %H:%M:%S").to_string();
    let day = moment.strip_suffix(" 00:00:00").map(str::to_owned);
    Some(day.unwrap_or(moment))
}

/// A duration as hours, minutes and seconds: `PT07H30M00S` is `07:30:00`. Days count as 24 hours;
/// years and months have no length and are refused.
pub(super) fn time(text: &str) -> Option<String> {
    let text = text.trim();
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let text = text.strip_prefix('P')?;
    let (days, clock) = text.split_once('T').unwrap_or((text, ""));
    let mut seconds: u64 = 0;
    let mut n_parts = 0;
    for (mut rest, units) in [
        (days, &[('D', 86_400)][..]),
        (clock, &[('H', 3_600), ('M', 60), ('S', 1)][..]),
    ] {
        for &(letter, length) in units {
            let Some((count, behind)) = rest.split_once(letter) else {
                continue;
            };
            let (whole, fraction) = count.split_once(['.', ',']).unwrap_or((count, ""));
            let is_count = !whole.is_empty()
                && whole.bytes().all(|b| b.is_ascii_digit())
                && fraction.bytes().all(|b| b.is_ascii_digit());
            // Only seconds have a fraction; half a second and more is one more.
            if !is_count || (letter != 'S' && !fraction.is_empty()) {
                return None;
            }
            let rounded_up = u64::from(fraction.bytes().next().is_some_and(|b| b >= b'5'));
            let count = whole.parse::<u64>().ok()?.checked_add(rounded_up)?;
            seconds = seconds.checked_add(count.checked_mul(length)?)?;
            n_parts += 1;
            rest = behind;
        }
        if !rest.is_empty() {
            return None;
        }
    }
    let (hours, minutes) = (seconds / 3_600, seconds / 60 % 60);
    (n_parts > 0).then(|| format!("{sign}{hours:02}:{minutes:02}:{:02}", seconds % 60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_take_the_form_of_all_readers() {
        let null_date = NaiveDate::from_ymd_opt(1899, 12, 30).expect("a day");
        for (stored, iso) in [
            ("2024-01-31", Some("2024-01-31")),
            ("2024-01-31T07:30:00", Some("2024-01-31 07:30:00")),
            ("2024-01-31T07:29:59.999999999", Some("2024-01-31 07:30:00")),
            ("2024-01-31T00:00:00", Some("2024-01-31")),
            ("2024-01-31T23:59:59.9", Some("2024-02-01")),
            ("2024-01-31T07:30", Some("2024-01-31 07:30:00")),
            ("2024-01-31T07:30:00Z", Some("2024-01-31 07:30:00")),
            ("1899-12-30T12:00:00", Some("12:00:00")),
            ("2024-02-30", None),
            ("31/01/2024", None),
            ("2024-01-31Tx", None),
            ("", None),
        ] {
            assert_eq!(date(stored, null_date).as_deref(), iso, "{stored}");
        }
    }

    #[test]
    fn durations_become_times() {
        for (stored, iso) in [
            ("PT07H30M00S", Some("07:30:00")),
            ("PT07H29M59.999999999S", Some("07:30:00")),
            ("PT27H00M00S", Some("27:00:00")),
            ("P1DT2H", Some("26:00:00")),
            ("-PT1H", Some("-01:00:00")),
            ("PT90S", Some("00:01:30")),
            ("PT", None),
            ("P1Y", None),
            ("PT1M2H", None),
            ("PTxH", None),
            ("PT99999999999999999999H", None),
            ("PT1.5H", None),
            ("07:30", None),
        ] {
            assert_eq!(time(stored).as_deref(), iso, "{stored}");
        }
    }
}
