//! Names of levels and the numbers by which other documents know a code. Codes in, names out.

use std::cmp::Ordering;

use crate::config::profile::CodeScheme;
use crate::model::code::AccountCode;
use crate::model::record::RecordSet;
use crate::model::text::{has_phrase, normalize};

/// Parts of an organisation's code that may stand before a spending code.
const ORGANISATION_PARTS: usize = 8;
/// Digits of its last part.
const ORGANISATION_END: usize = 4;

/// Gives lines their codes, keys and levels.
pub(super) fn name(
    records: &mut RecordSet,
    mut codes: Vec<Option<AccountCode>>,
    scheme: CodeScheme,
) {
    let scheme = if are_accounts(records, &codes) {
        CodeScheme::Rekening
    } else {
        scheme
    };
    let spending = |code: &AccountCode| -> Vec<u32> {
        let has_organisation = code.parts.len() > ORGANISATION_PARTS
            && code
                .written_parts()
                .nth(ORGANISATION_PARTS - 1)
                .is_some_and(|last| last.len() == ORGANISATION_END);
        let n_before = if has_organisation {
            ORGANISATION_PARTS
        } else {
            0
        };
        code.parts.iter().skip(n_before).copied().collect()
    };
    // A spending code with six parts begins with the urusan's own digit; with five it was left out.
    let longest = codes
        .iter()
        .flatten()
        .map(|code| spending(code).len())
        .max()
        .unwrap_or(0);
    let program_at = || {
        let coded = codes.iter().zip(&records.lines);
        let coded = coded.filter_map(|(code, line)| Some((code.as_ref()?, line)));
        coded
            .filter(|(_, line)| normalize(&line.name).starts_with("program "))
            .map(|(code, _)| spending(code).len())
            .max()
    };
    // With five parts it was left out of a sub kegiatan, or the lines end at the kegiatan.
    let ends_at_kegiatan = || {
        let longest = codes
            .iter()
            .flatten()
            .filter(|code| spending(code).len() == 5);
        let votes = longest.filter_map(has_kegiatan_last);
        let (n_last, n_inner) = votes.fold((0_usize, 0_usize), |(last, inner), is_last| {
            (last + usize::from(is_last), inner + usize::from(!is_last))
        });
        match n_last.cmp(&n_inner) {
            Ordering::Greater => true,
            Ordering::Less => false,
            Ordering::Equal => program_at() == Some(3),
        }
    };
    let has_urusan_digit = match longest {
        5 => ends_at_kegiatan(),
        _ => longest >= 6 || program_at() == Some(3),
    };
    for idx in 0..records.lines.len() {
        let Some(Some(code)) = codes.get(idx) else {
            continue;
        };
        let key = match (scheme, spending(code).as_slice()) {
            (CodeScheme::Program, [_, rest @ ..]) if has_urusan_digit && !rest.is_empty() => {
                rest.to_vec()
            }
            (CodeScheme::Program | CodeScheme::Rekening, parts) => parts.to_vec(),
        };
        let has_twin_parent = records
            .lines
            .get(idx)
            .and_then(|line| line.parent)
            .is_some_and(|parent| {
                codes
                    .get(parent)
                    .and_then(Option::as_ref)
                    .is_some_and(|other| other.parts == code.parts)
            });
        let Some(line) = records.lines.get_mut(idx) else {
            continue;
        };
        line.level = level(scheme, key.len(), has_twin_parent, &line.name).map(Into::into);
        line.key = key;
    }
    for (line, code) in records.lines.iter_mut().zip(&mut codes) {
        if code.is_some() {
            line.code = code.take();
        }
    }
}

/// Whether a spending code of five parts ends with those of its kegiatan, which are one digit and two
/// (`1.03.02.2.01`), or has them before a last one (`03.02.2.01.01`); as far as it was written with its zeros.
fn has_kegiatan_last(code: &AccountCode) -> Option<bool> {
    let mut parts = code.written_parts().rev().take(3);
    let mut next = || parts.next().map(str::len);
    match (next()?, next()?, next()?) {
        (2, 1, 2) => Some(true),
        (_, 2, 1) => Some(false),
        _ => None,
    }
}

/// First parts of the codes of revenue, spending and financing, and the words that their topmost lines begin
/// with.
const ACCOUNTS: std::ops::RangeInclusive<u32> = 4..=6;
const ACCOUNT_WORDS: &[&str] = &[
    "belanja",
    "pendapatan",
    "pembiayaan",
    "penerimaan pembiayaan",
    "pengeluaran pembiayaan",
];

/// Whether the lines of a table are accounts, whatever lines its kind has mostly: all codes are theirs, and
/// the topmost say so.
fn are_accounts(records: &RecordSet, codes: &[Option<AccountCode>]) -> bool {
    let coded = || {
        let coded = codes.iter().zip(&records.lines);
        coded.filter_map(|(code, line)| Some((code.as_ref()?, line)))
    };
    let Some(shortest) = coded().map(|(code, _)| code.parts.len()).min() else {
        return false;
    };
    let mut top = coded().filter(|(code, _)| code.parts.len() == shortest);
    let is_of_accounts = |code: &AccountCode| {
        !code.first_lost
            && code
                .parts
                .first()
                .is_some_and(|part| ACCOUNTS.contains(part))
    };
    coded().all(|(code, _)| is_of_accounts(code))
        && top.all(|(_, line)| {
            let words = normalize(&line.name);
            let mut known = ACCOUNT_WORDS.iter();
            known.any(|word| words == *word || words.starts_with(&format!("{word} ")))
        })
}

fn level(
    scheme: CodeScheme,
    n_parts: usize,
    has_twin_parent: bool,
    name: &str,
) -> Option<&'static str> {
    match (scheme, n_parts) {
        (CodeScheme::Program, 1) => {
            let words = normalize(name);
            let is_bidang = has_twin_parent || has_phrase(&words, "bidang");
            Some(if is_bidang || !words.starts_with("urusan") {
                "bidang"
            } else {
                "urusan"
            })
        }
        (CodeScheme::Program, 2) => Some("program"),
        (CodeScheme::Program, 4) => Some("kegiatan"),
        (CodeScheme::Program, 5) => Some("sub kegiatan"),
        (CodeScheme::Rekening, 1) => Some("akun"),
        (CodeScheme::Rekening, 2) => Some("kelompok"),
        (CodeScheme::Rekening, 3) => Some("jenis"),
        (CodeScheme::Rekening, 4) => Some("objek"),
        (CodeScheme::Rekening, 5) => Some("rincian objek"),
        (CodeScheme::Rekening, 6) => Some("sub rincian objek"),
        (CodeScheme::Program | CodeScheme::Rekening, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_parts_end_with_a_kegiatan_or_lack_their_urusan() {
        let cases = [
            ("1.03.02.2.01", Some(true)),
            ("03.02.2.01.01", Some(false)),
            ("16.01.2.09.0011", Some(false)),
            ("1.3.2.2.1", None),
        ];
        for (text, expected) in cases {
            let code = AccountCode::read(text).expect("a code");
            assert_eq!(has_kegiatan_last(&code), expected, "{text}");
        }
    }
}
