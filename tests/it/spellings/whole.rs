//! What only whole tables show: scales, columns that follow the table, identifiers, dates, cells that
//! cannot be read.

use super::{read_cells, read_column, read_columns, shown, told};
use crate::support::audit_csv;
use rust_decimal::Decimal;
use selaras::model::finding::Severity;
use selaras::model::grid::{Cell, Content};
use selaras::model::identity::masked;
use selaras::model::notation::{Notation, Source};
use selaras::model::place::CellRef;
use selaras::model::relation::{Reason, Verdict};

fn number(text: &str) -> Cell {
    Cell::of(Content::Number(text.parse().expect("a decimal")))
}

#[test]
fn a_silent_column_follows_its_table() {
    let rows = [vec!["1,500", "7.25"], vec!["2,750", "1,234.50"]];
    let outcome = read_columns(&["Jumlah", "Indeks"], &rows, &[]);
    let reading = &outcome.value.columns[0];
    assert_eq!(reading.notation, Notation::English);
    assert_eq!(reading.evidence.source, Source::Table);
    assert_eq!(reading.evidence.first, Some(CellRef::new(1, 1)));
    assert_eq!(
        outcome
            .value
            .cells
            .get(&CellRef::new(1, 0))
            .expect("a cell")
            .value()
            .number(),
        Some(1500.into())
    );
    let outcome = read_column("Indeks", &["1.234,5", "7.25", "3,5", "1,234.5"]);
    assert_eq!(outcome.value.columns[0].notation, Notation::Mixed);
    let outcome = read_column("Jumlah", &["12", "7"]);
    assert_eq!(outcome.value.columns[0].notation, Notation::Plain);
}

#[test]
fn scales_of_titles_headers_and_rows_are_worked_in() {
    let cases: [(&[&str], &str, &str, &str); 9] = [
        (
            &["(dalam jutaan rupiah)"],
            "Anggaran",
            "1.235",
            "1235000000; rupiah; t6",
        ),
        (
            &["(dalam jutaan rupiah)"],
            "Anggaran (Rp)",
            "1.235,25",
            "1235250000; rupiah; t4",
        ),
        (
            &["(Rp. x 1.000)"],
            "Pagu",
            "640.500",
            "640500000; rupiah; t3",
        ),
        (&[], "Realisasi (Rp juta)", "12,5", "12500000; rupiah; t5"),
        (&[], "Nilai (Rp 000)", "98", "98000; rupiah; t3"),
        (
            &["dalam miliar"],
            "Belanja",
            "1,23",
            "1230000000; rupiah; t7",
        ),
        (
            &["(dalam jutaan rupiah)"],
            "Capaian (%)",
            "98,5",
            "98.5; %; d1",
        ),
        (
            &["(dalam jutaan rupiah)"],
            "Jumlah Pegawai",
            "34",
            "34; ?; d0",
        ),
        (
            &["(dalam jutaan rupiah)"],
            "Anggaran",
            "1,5 miliar",
            "1500000000; rupiah; t8",
        ),
    ];
    for (titles, header, text, expected) in cases {
        let outcome = read_columns(&[header], &[vec![text]], titles);
        let cell = outcome
            .value
            .cells
            .get(&CellRef::new(1, 0))
            .expect("a cell");
        assert_eq!(shown(cell), expected, "{titles:?} {header} {text}");
    }
    let rows = [vec!["12", "Rp juta"], vec!["34", "Orang"]];
    let outcome = read_columns(&["Hasil", "Satuan"], &rows, &[]);
    let shown_at = |row| {
        shown(
            outcome
                .value
                .cells
                .get(&CellRef::new(row, 0))
                .expect("a cell"),
        )
    };
    assert_eq!(shown_at(1), "12000000; rupiah; t6");
    assert_eq!(shown_at(2), "34; orang; exact");
}

#[test]
fn a_scaled_table_is_judged_in_rupiah_and_told_as_written() {
    let sheet = "ANGGARAN (dalam jutaan rupiah);;\nNo;Uraian;Anggaran\n1;Program Satu;1.235\n\
                 2;Program Dua;2.346\n3;Program Tiga;420\n;Jumlah;4.901\n";
    let result = audit_csv(sheet);
    let errors: Vec<_> = result
        .report
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(errors[0].stated, Some(Decimal::from(4901)));
    assert_eq!(errors[0].computed, Some(Decimal::from(4001)));
    assert_eq!(errors[0].difference, Some(Decimal::from(900)));
    assert_eq!(errors[0].tolerance, Some(Decimal::from(2)));
}

#[test]
fn a_sum_over_a_cell_that_cannot_be_read_is_not_judged() {
    for broken in ["#REF!", "315.750.OOO", "3 1", "NaN", "###"] {
        let sheet = format!(
            "ALOKASI ANGGARAN;;\nNo;Uraian;Anggaran (Rp)\n1;Program Satu;1.125.000.000\n\
             2;Program Dua;{broken}\n3;Program Tiga;640.500.000\n4;Program Empat;98.400.000\n\
             5;Program Lima;45.000.000\n6;Program Enam;27.600.000\n;Jumlah;2.500.000.000\n"
        );
        let result = audit_csv(&sheet);
        let codes: Vec<&str> = result
            .report
            .findings
            .iter()
            .map(|finding| finding.code)
            .collect();
        assert!(
            codes.iter().all(|code| !code.starts_with('A')),
            "{broken}: {codes:?}"
        );
        let is_open = result
            .report
            .relations
            .iter()
            .any(|relation| relation.verdict == Verdict::CannotJudge(Reason::NoNumber));
        assert!(is_open, "{broken}: {codes:?}");
    }
}

#[test]
fn identifiers_are_told_and_masked() {
    let rows = vec![
        vec![number("198001012005011000")],
        vec![number("197905052006042000")],
    ];
    let outcome = read_cells(&["NIP"], &rows, &[]);
    let told: Vec<_> = outcome
        .findings
        .iter()
        .filter(|finding| finding.code == "R044")
        .collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].facts["count"], "2");
    let raw = &told[0].facts["raw"];
    assert_eq!(raw, "198001012005011000");
    assert_eq!(masked(raw), "19xxxxxxxxxxxxxx00");
    // Digits that nothing names are no amounts either.
    let outcome = read_cells(&["Data"], &rows, &[]);
    let cell = outcome
        .value
        .cells
        .get(&CellRef::new(1, 0))
        .expect("a cell");
    assert_eq!(shown(cell), "text");
    assert!(
        outcome
            .findings
            .iter()
            .any(|finding| finding.code == "R044")
    );
}

#[test]
fn formulas_without_values_are_told_once() {
    let mut rows = vec![vec![Cell::of(Content::NoCachedValue)]; 5];
    rows.push(vec![number("5")]);
    let outcome = read_cells(&["Hasil"], &rows, &[]);
    assert_eq!(outcome.findings.len(), 1, "{:?}", outcome.findings);
    assert_eq!(outcome.findings[0].code, "R015");
    assert_eq!(outcome.findings[0].facts["count"], "5");
    assert_eq!(outcome.value.unreadable.len(), 5);
}

/// Twice the rows take about twice the time: four times as many less than sixteen times as long, with
/// room for a busy machine.
#[test]
fn reading_takes_time_in_proportion() {
    let texts = [
        "Rp 1.234.567,00",
        "98,37 %",
        "34 Orang / Bulan",
        "Program Pengelolaan Data",
        "12.500",
    ];
    let headers = ["Anggaran", "Capaian (%)", "Hasil", "Program", "Jumlah"];
    let time = |n_rows: usize| {
        let rows: Vec<Vec<&str>> = (0..n_rows).map(|_| texts.to_vec()).collect();
        let before = std::time::Instant::now();
        let outcome = read_columns(&headers, &rows, &[]);
        assert_eq!(outcome.value.cells.len(), n_rows * texts.len());
        before.elapsed()
    };
    let (few, many) = (time(500), time(2_000));
    assert!(
        many < few * 16 + std::time::Duration::from_millis(200),
        "{few:?} {many:?}"
    );
}

#[test]
fn dates_follow_the_order_of_their_column() {
    let outcome = read_column("Tanggal", &["05/01/2026", "13/01/2026", "7 Nop 2025"]);
    let dates: Vec<String> = outcome
        .value
        .dates
        .values()
        .map(ToString::to_string)
        .collect();
    assert_eq!(dates, ["2026-01-05", "2026-01-13", "2025-11-07"]);
    let outcome = read_column("Tanggal", &["01/05/2026", "01/13/2026"]);
    let dates: Vec<String> = outcome
        .value
        .dates
        .values()
        .map(ToString::to_string)
        .collect();
    assert_eq!(dates, ["2026-01-05", "2026-01-13"]);
    // An English Excel read the days up to 12 in its own order.
    let date = |text: &str| Cell::of(Content::Date(text.into()));
    let rows = vec![
        vec![date("2026-05-01")],
        vec![date("2026-06-01")],
        vec![date("2026-07-02")],
        vec![Cell::text("13/01/2026")],
    ];
    let outcome = read_cells(&["Tanggal"], &rows, &[]);
    let told = told(&outcome);
    assert_eq!(told[&CellRef::new(1, 0)], ["R046"]);
    assert_eq!(outcome.findings[0].facts["count"], "3");
}

#[test]
fn codes_that_became_dates_are_told_with_the_code_that_fits() {
    let rows = vec![
        vec![Cell::text("2.02")],
        vec![Cell::text("2.03")],
        vec![Cell::of(Content::Date("2026-01-02".into()))],
    ];
    let outcome = read_cells(&["Kode"], &rows, &[]);
    let told: Vec<_> = outcome
        .findings
        .iter()
        .filter(|finding| finding.code == "R047")
        .collect();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].facts["label"], "2.01");
    assert_eq!(told[0].facts["count"], "1");
}

#[test]
fn commas_group_where_the_words_are_english() {
    let english = ["22,342", "18,120", "9,004"];
    let outcome = read_column("Number of Households by District", &english);
    let value = |row: u32| {
        let cell = outcome.value.cells.get(&CellRef::new(row, 0));
        cell.and_then(|cell| cell.value().number())
    };
    assert_eq!(value(1), Some(Decimal::from(22_342)));
    assert_eq!(value(3), Some(Decimal::from(9_004)));
    let codes: Vec<_> = outcome
        .findings
        .iter()
        .map(|finding| finding.code)
        .collect();
    assert_eq!(codes, ["R042"]);
    // The same numbers among Indonesian words may be fractions: told once, with all cells.
    let outcome = read_column("Luas Kecamatan", &english);
    let told: Vec<_> = outcome
        .findings
        .iter()
        .map(|finding| finding.code)
        .collect();
    assert_eq!(told, ["R011"]);
    assert_eq!(outcome.findings[0].facts["count"], "3");
    assert_eq!(outcome.findings[0].facts["cells"], "A2, A3, A4");
}
