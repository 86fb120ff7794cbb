//! The number of a civil servant: birth date, month of appointment, sex, sequence; 18 digits. Comes
//! in: a text. Goes out: what is wrong with it, or its parts. Never guesses lost digits.

use crate::model::date::Date;
use crate::model::identity::{Identity, identity_of};

/// The parts of a number that people are told apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Nip {
    pub(super) born: Date,
    pub(super) sex: Sex,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sex {
    Male,
    Female,
}

/// What a cell of the column of numbers holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Nothing that claims to be a number.
    None,
    /// A good number.
    Nip(Nip),
    /// A number whose last digits were lost to a spreadsheet's precision.
    Rounded,
    /// Too few or too many digits.
    Malformed { n_digits: usize },
    /// A part that no person can have.
    Impossible { id: &'static str, en: &'static str },
}

/// Digits of a number, of an older number, of a resident's number.
const NIP: usize = 18;
const OLD: usize = 9;
const NIK: usize = 16;
/// Youngest and oldest age at appointment.
const AGES: (u32, u32) = (15, 60);
/// The month that marks contract staff (PPPK) in place of their month of appointment.
const CONTRACT: u32 = 21;

/// The digits of a text.
pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

pub(super) fn read(text: &str) -> Reading {
    let text = text.trim().trim_start_matches('\'');
    let is_number =
        |c: char| c.is_ascii_digit() || matches!(c, ' ' | '\u{a0}' | '.' | '-' | '_' | '/');
    let digits = digits(text);
    let is_power = text
        .to_uppercase()
        .split_once("E+")
        .is_some_and(|(head, tail)| {
            head.chars()
                .all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
                && tail.chars().all(|c| c.is_ascii_digit())
        });
    if is_power {
        return Reading::Rounded;
    }
    if !text.chars().all(is_number) || digits.len() < 5 {
        return Reading::None;
    }
    match digits.len() {
        NIP => parts(&digits),
        OLD => Reading::None,
        NIK if identity_of(&digits) == Some(Identity::Nik) => Reading::None,
        n_digits => Reading::Malformed { n_digits },
    }
}

fn parts(digits: &str) -> Reading {
    let part = |from: usize, to: usize| -> u32 {
        digits
            .get(from..to)
            .and_then(|part| part.parse().ok())
            .unwrap_or(0)
    };
    // A double holds 15 to 17 digits; the sequence begins with 001.
    if part(15, 18) == 0 {
        return Reading::Rounded;
    }
    let Some(born) = Date::new(part(0, 4), part(4, 6), part(6, 8)) else {
        return Reading::Impossible {
            id: "tanggal lahir pada 8 angka pertama tidak ada",
            en: "the first 8 digits are no date of birth",
        };
    };
    let (year, month) = (part(8, 12), part(12, 14));
    if !((1..=12).contains(&month) || month == CONTRACT) {
        return Reading::Impossible {
            id: "bulan pengangkatan pada angka ke-13 dan ke-14 tidak ada",
            en: "digits 13 and 14 are no month of appointment",
        };
    }
    let age = year.checked_sub(born.year());
    if !age.is_some_and(|age| (AGES.0..=AGES.1).contains(&age)) {
        return Reading::Impossible {
            id: "tahun pengangkatan tidak cocok dengan tahun lahir",
            en: "the year of appointment does not fit the year of birth",
        };
    }
    let sex = match part(14, 15) {
        1 => Sex::Male,
        2 => Sex::Female,
        _ => {
            return Reading::Impossible {
                id: "angka ke-15 (jenis kelamin) bukan 1 atau 2",
                en: "digit 15 (sex) is neither 1 nor 2",
            };
        }
    };
    Reading::Nip(Nip { born, sex })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_part_by_part() {
        let told = |text: &str| match read(text) {
            Reading::None => "none".to_owned(),
            Reading::Nip(nip) => format!("{} {:?}", nip.born, nip.sex),
            Reading::Rounded => "rounded".to_owned(),
            Reading::Malformed { n_digits } => n_digits.to_string(),
            Reading::Impossible { en, .. } => en.to_owned(),
        };
        for (text, wanted) in [
            ("198001012005011002", "1980-01-01 Male"),
            ("19800101 200501 2 002", "1980-01-01 Female"),
            ("'198001012005212002", "1980-01-01 Female"),
            ("198001012005011000", "rounded"),
            ("1,98001E+17", "rounded"),
            ("19800101200501100", "17"),
            (
                "198013012005011002",
                "the first 8 digits are no date of birth",
            ),
            (
                "198001012005131002",
                "digits 13 and 14 are no month of appointment",
            ),
            (
                "198001011985011002",
                "the year of appointment does not fit the year of birth",
            ),
            ("198001012005013002", "digit 15 (sex) is neither 1 nor 2"),
            ("-", "none"),
            ("Honorer", "none"),
            ("130123456", "none"),
        ] {
            assert_eq!(told(text), wanted, "{text}");
        }
    }
}
