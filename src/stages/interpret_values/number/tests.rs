//! Spellings by themselves; what a column makes of them is tested with whole tables.

use super::*;

fn shown(text: &str, notation: Notation) -> String {
    match read(text) {
        Reading::Number(parsed) => {
            let Some(settled) = parsed.settle(notation, false) else {
                return "too large".to_owned();
            };
            settled.value.to_string()
        }
        Reading::Product(factors) => {
            let factors: Vec<String> = factors
                .iter()
                .map(|factor| {
                    let settled = factor.settle(notation, false).expect("it fits");
                    settled.value.to_string()
                })
                .collect();
            factors.join(" x ")
        }
        other => format!("{other:?}").to_lowercase(),
    }
}

#[test]
fn indonesian_spellings() {
    let cases = [
        ("8.261.574.640", "8261574640"),
        ("10.701.893.800,00", "10701893800"),
        ("Rp 1.234.567,00", "1234567"),
        ("Rp. 1.234.567", "1234567"),
        ("Rp1.000,-", "1000"),
        ("98,64", "98.64"),
        ("129,73%", "129.73"),
        (
            "0,9333333333333333333333333333",
            "0.9333333333333333333333333333",
        ),
        (
            ",9333333333333333333333333333",
            "0.9333333333333333333333333333",
        ),
        ("129,73%%", "129.73"),
        ("36,00 %", "36"),
        ("-3.54", "-3.54"),
        ("-1,9", "-1.9"),
        ("(1.000)", "-1000"),
        ("5 Program", "5"),
        ("1.946 pemberitaan", "1946"),
        ("34 Orang / Bulan", "34"),
        ("1.500", "1500"),
        ("3.209,848,994", "3209848994"),
        ("0,95", "0.95"),
        ("1 234 567", "1234567"),
        ("650.000.000,00", "650000000"),
        ("8600 Informasi", "8600"),
        ("0.500", "0.5"),
        ("-Rp 500", "-500"),
        ("95 persen", "95"),
        ("2.0", "2"),
        ("12 Orang x 3 Bulan", "12 x 3"),
        ("12 Orang x 3 Bulan x Rp 150.000", "12 x 3 x 150000"),
        ("12 Orang/Bulan x 2", "12 x 2"),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text, Notation::Indonesian), expected, "{text}");
    }
}

#[test]
fn english_spellings() {
    for (text, expected) in [
        ("1,234,567.50", "1234567.5"),
        ("1.89", "1.89"),
        ("1,234", "1234"),
        ("1.500", "1.5"),
    ] {
        assert_eq!(shown(text, Notation::English), expected, "{text}");
    }
}

#[test]
fn what_is_no_number_is_refused() {
    for text in [
        "",
        "Tidak ada",
        "2.16.01.2",
        "1.2.3",
        "(18 : 50) = 36",
        "1,23,456",
        "91 ≥ 3",
        "99999999999999999999999999999999999 buah",
        "7 Januari",
        "7 Januari 2026",
        "07-01-2026",
        "08:30",
        "08.00",
        "1) pertama",
        "12²",
        "5‰",
        "II/a",
        "4E10",
        "(5 Program)",
        "maks 5",
    ] {
        assert_eq!(read(text), Reading::None, "{text}");
    }
    for text in ["3 1", "3\n1", "2,5 3"] {
        assert_eq!(read(text), Reading::Several, "{text}");
    }
    for text in ["-", "–", "Rp -", "nihil", "NIHIL", "Rp. -", "-%"] {
        assert_eq!(read(text), Reading::Dash, "{text}");
    }
    for text in [
        "10-15",
        "10 – 15 %",
        "≥ 90",
        "± 5",
        "3/5",
        "10 s/d 15",
        "<5",
    ] {
        assert_eq!(read(text), Reading::Inexact, "{text}");
    }
    for text in ["1.O00.000", "315.750.OOO", "l.250.000", "1O.000", "12.5l0"] {
        assert_eq!(read(text), Reading::Lookalike, "{text}");
    }
    for text in ["#REF!", "#N/A", "#####", "-Infinity"] {
        assert_eq!(read(text), Reading::Broken, "{text}");
    }
    for text in [
        "198001012005011001",
        "19800101 200501 1 001",
        "0812 3456 7890",
    ] {
        assert_eq!(read(text), Reading::Identity, "{text}");
    }
}
