//! Numbers written in a random notation are read back as what they were, or it is told that they may
//! be another; never another in silence. Any text is read in bounded time without a fault.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use rust_decimal::Decimal;
use selaras::model::place::CellRef;

use super::{read_column, told};

/// How a column is written.
#[derive(Debug, Clone, Copy)]
struct Manner {
    decimal: char,
    /// `None`: groups are not parted.
    group: Option<char>,
    currency: &'static str,
    behind: &'static str,
    minus: Minus,
    header: &'static str,
    /// What the header or `behind` multiply the number by, as a power of ten.
    power: u32,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Minus {
    Before,
    Brackets,
    Behind,
    Long,
}

fn manner() -> impl Strategy<Value = Manner> {
    let notation = prop_oneof![
        Just((',', Some('.'))),
        Just((',', None)),
        Just((',', Some('\u{a0}'))),
        Just((',', Some(' '))),
        Just((',', Some('\''))),
        Just(('.', Some(','))),
        Just(('.', None)),
        Just(('.', Some('\''))),
        Just(('.', Some('\u{2009}'))),
    ];
    let money = (
        prop_oneof![
            Just(""),
            Just("Rp "),
            Just("Rp"),
            Just("Rp. "),
            Just("IDR ")
        ],
        prop_oneof![
            Just(("", 0)),
            Just((" juta", 6)),
            Just((" miliar", 9)),
            Just((" ribu", 3))
        ],
    )
        .prop_map(|(currency, (behind, power))| ("Anggaran (Rp)", currency, behind, power));
    let kind = prop_oneof![
        money,
        prop_oneof![Just("%"), Just(" %"), Just(" persen"), Just("")].prop_map(|behind| (
            "Capaian (%)",
            "",
            behind,
            0
        )),
        prop_oneof![
            Just(" Orang / Bulan"),
            Just(" Dokumen"),
            Just(" Ha"),
            Just("")
        ]
        .prop_map(|behind| ("Hasil", "", behind, 0)),
    ];
    let minus = prop_oneof![
        Just(Minus::Before),
        Just(Minus::Brackets),
        Just(Minus::Behind),
        Just(Minus::Long)
    ];
    (notation, kind, minus).prop_map(
        |((decimal, group), (header, currency, behind, power), minus)| Manner {
            decimal,
            group,
            currency,
            behind,
            minus,
            header,
            power,
        },
    )
}

fn written(manner: Manner, value: Decimal) -> String {
    let plain = value.abs().to_string();
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut digits = String::new();
    for (idx, digit) in whole.chars().enumerate() {
        if let Some(group) = manner.group
            && idx > 0
            && (whole.len() - idx) % 3 == 0
        {
            digits.push(group);
        }
        digits.push(digit);
    }
    if !fraction.is_empty() {
        digits.push(manner.decimal);
        digits.push_str(fraction);
    }
    let Manner {
        currency, behind, ..
    } = manner;
    if !value.is_sign_negative() || value.is_zero() {
        return format!("{currency}{digits}{behind}");
    }
    match manner.minus {
        // Words and percent signs do not stand in brackets or before a minus.
        Minus::Brackets if behind.is_empty() => format!("({currency}{digits})"),
        Minus::Behind if behind.is_empty() => format!("{currency}{digits}-"),
        Minus::Long => format!("{currency}−{digits}{behind}"),
        Minus::Before | Minus::Brackets | Minus::Behind => {
            format!("-{currency}{digits}{behind}")
        }
    }
}

fn value() -> impl Strategy<Value = Decimal> {
    let magnitude = prop_oneof![0i64..1_000, 0i64..1_000_000, 0i64..999_999_999_999];
    (magnitude, 0u32..=4, any::<bool>()).prop_map(|(digits, decimals, is_negative)| {
        let value = Decimal::new(digits, decimals);
        if is_negative { -value } else { value }
    })
}

/// What the number is once scale words are worked in.
fn meant(manner: Manner, value: Decimal) -> Decimal {
    (value * Decimal::from(10i64.pow(manner.power))).normalize()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases()))]

    #[test]
    fn what_is_written_is_read_or_told(manner in manner(), values in proptest::collection::vec(value(), 1..7)) {
        // Plain rupiah have two decimals at most, whatever the column shows.
        let is_plain_money = manner.header.contains("Rp") && manner.power == 0;
        let values: Vec<Decimal> = values
            .into_iter()
            .map(|value| if is_plain_money { value.trunc_with_scale(2) } else { value })
            .collect();
        let cells: Vec<String> = values.iter().map(|value| written(manner, *value)).collect();
        let texts: Vec<&str> = cells.iter().map(String::as_str).collect();
        let outcome = read_column(manner.header, &texts);
        let told = told(&outcome);
        let is_column_told = |code| outcome.findings.iter().any(|finding| finding.code == code);
        for (idx, value) in values.iter().enumerate() {
            let at = CellRef::new(u32::try_from(idx).unwrap() + 1, 0);
            let read = outcome.value.cells.get(&at).expect("a cell").value().number();
            let expected = meant(manner, *value);
            if read.map(|read| read.normalize()) == Some(expected) {
                continue;
            }
            let is_told =
                told.contains_key(&at) || is_column_told("R042") || is_column_told("R011");
            prop_assert!(is_told, "{:?} in {:?} is read as {:?}, not {}", cells[idx], cells, read, expected);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases() / 4))]

    #[test]
    fn any_text_is_read_in_bounded_time(
        texts in proptest::collection::vec("[-0-9.,%x()/RpEOl' ]{0,90}|\\PC{0,400}", 1..12),
        header in "\\PC{0,60}",
        title in "\\PC{0,60}",
    ) {
        let rows: Vec<Vec<&str>> = texts.iter().map(|text| vec![text.as_str()]).collect();
        let before = Instant::now();
        let outcome = super::read_columns(&[&header], &rows, &[&title]);
        prop_assert!(before.elapsed() < Duration::from_secs(2));
        // No cell is lost.
        let n_filled = texts.iter().filter(|text| !text.is_empty()).count();
        prop_assert_eq!(outcome.value.cells.len(), n_filled);
    }
}

/// More by hand: `SPELLINGS=100000`.
fn cases() -> u32 {
    let wanted = std::env::var("SPELLINGS").ok();
    wanted.and_then(|wanted| wanted.parse().ok()).unwrap_or(400)
}
