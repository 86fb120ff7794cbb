//! Small regions, written out: what is told of a few documents together, and what is not.

use selaras::config::expectations::{Expectations, agencies, day};
use selaras::model::completeness::State;
use selaras::model::finding::Severity;
use selaras::run::chain::AuditResult;

use super::{run_files, words};

/// A document along the spending tree: title, agency, header, and figures of five lines.
pub(super) fn tree(title: &str, agency: &str, header: &str, figures: &[&str]) -> String {
    let names = [
        ("1.02.02", "PROGRAM CONTOH UTAMA"),
        ("1.02.02.2.01", "Kegiatan Contoh Terpadu"),
        ("1.02.02.2.01.0001", "Sub Kegiatan Contoh Pertama"),
        ("1.02.02.2.01.0002", "Sub Kegiatan Contoh Kedua"),
        ("1.02.02.2.01.0003", "Sub Kegiatan Contoh Ketiga"),
    ];
    let mut text = format!(
        "{title}\n{agency}\nTAHUN ANGGARAN 2023\n\nKode;Program / Kegiatan / Sub Kegiatan;{header}\n"
    );
    for ((code, name), figures) in names.iter().zip(figures) {
        text.push_str(&format!("{code};{name};{figures}\n"));
    }
    text
}

pub(super) fn dpa(agency: &str, figures: [&str; 5]) -> String {
    let header = "Belanja Operasi;Jumlah";
    let rows = figures.map(|figure| format!("{figure};{figure}"));
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    tree("DPA-SKPD", agency, header, &rows)
}

pub(super) const BUDGET: [&str; 5] = ["600.000", "600.000", "100.000", "200.000", "300.000"];

pub(super) fn report(agency: &str, title: &str, figures: [&str; 5]) -> String {
    tree(title, agency, "Pagu Anggaran;Realisasi", &figures)
}

pub(super) fn run(files: &[(&str, &str)]) -> AuditResult {
    let files = files.iter().map(|(path, text)| (*path, text.as_bytes()));
    run_files(files, Expectations::default())
}

/// Code and document of every finding above an info, sorted.
pub(super) fn told(result: &AuditResult) -> Vec<String> {
    let findings = result.report.findings.iter();
    let told = findings.filter(|finding| finding.severity > Severity::Info);
    let mut told: Vec<String> = told
        .map(|finding| {
            let document = finding.document.as_deref().unwrap_or("-");
            format!("{} {document}", finding.code)
        })
        .collect();
    told.sort();
    told
}

#[track_caller]
pub(super) fn check(result: &AuditResult, wanted: &[&str]) {
    let all: Vec<String> = result.report.findings.iter().map(words).collect();
    assert_eq!(told(result), wanted, "{all:#?}");
}

pub(super) const SPENT: [&str; 5] = [
    "600.000;300.000",
    "600.000;300.000",
    "100.000;50.000",
    "200.000;100.000",
    "300.000;150.000",
];

#[test]
fn agencies_are_known_by_title_folder_or_file_name() {
    let (budget, report) = (
        dpa("", BUDGET),
        report(
            "PERANGKAT DAERAH : DINAS CONTOH SATU",
            "LAPORAN REALISASI ANGGARAN",
            SPENT,
        ),
    );
    let result = run(&[
        ("DPA Dinas Contoh Satu.csv", &budget),
        ("kiriman.csv", &report),
    ]);
    check(&result, &[]);
    let agencies: Vec<_> = result
        .report
        .records
        .iter()
        .map(|set| set.agency.clone())
        .collect();
    assert_eq!(
        agencies,
        [
            Some("Dinas Contoh Satu".to_owned()),
            Some("Dinas Contoh Satu".to_owned())
        ]
    );
    let held = result
        .report
        .relations
        .iter()
        .filter(|relation| relation.rule == "C101")
        .count();
    assert_eq!(held, 5);
}

#[test]
fn a_wrong_ceiling_is_one_finding_at_the_later_document() {
    let budget = dpa("DINAS CONTOH SATU", BUDGET);
    let wrong = report(
        "DINAS CONTOH SATU",
        "LAPORAN REALISASI ANGGARAN",
        [
            "610.000;300.000",
            "610.000;300.000",
            "100.000;50.000",
            "210.000;100.000",
            "300.000;150.000",
        ],
    );
    let result = run(&[("a/DPA.csv", &budget), ("a/Realisasi.csv", &wrong)]);
    check(&result, &["C101 a/Realisasi.csv"]);
    let finding = result
        .report
        .findings
        .iter()
        .find(|finding| finding.code == "C101")
        .expect("one");
    assert_eq!(
        finding
            .place
            .as_ref()
            .map(|place| place.cell.to_string())
            .as_deref(),
        Some("C9")
    );
}

#[test]
fn lines_without_codes_are_matched_by_name_and_only_warned_of() {
    let budget = dpa("DINAS CONTOH SATU", BUDGET);
    let wrong = report(
        "DINAS CONTOH SATU",
        "LAPORAN REALISASI ANGGARAN",
        [
            "600.000;300.000",
            "600.000;300.000",
            "100.000;50.000",
            "200.000;100.000",
            "300.000;150.000",
        ],
    );
    // The code of one line is lost, and its ceiling another.
    let wrong = wrong.replace(
        "1.02.02.2.01.0003;Sub Kegiatan Contoh Ketiga;300.000",
        ";Sub Kegiatan Contoh Ketiga;310.000",
    );
    let result = run(&[("a/DPA.csv", &budget), ("a/Realisasi.csv", &wrong)]);
    let told = told(&result);
    assert!(
        !told.iter().any(|told| told.starts_with("C101")),
        "{told:?}"
    );
}

#[test]
fn a_plan_may_differ_from_the_budget_and_is_told_once() {
    let plan = tree(
        "KUA-PPAS",
        "DINAS CONTOH SATU",
        "Belanja Operasi;Jumlah",
        &[
            "590.000;590.000",
            "590.000;590.000",
            "100.000;100.000",
            "190.000;190.000",
            "300.000;300.000",
        ],
    );
    let budget = dpa("DINAS CONTOH SATU", BUDGET);
    let result = run(&[("a/KUA.csv", &plan), ("a/DPA.csv", &budget)]);
    check(&result, &["C106 a/DPA.csv"]);
}

#[test]
fn a_cumulative_figure_that_falls_is_warned_of() {
    let month = |title: &str, figures: [&str; 5]| {
        let title = format!("LAPORAN REALISASI ANGGARAN S.D. BULAN {title}");
        report("DINAS CONTOH SATU", &title, figures)
    };
    let march = month("MARET", SPENT);
    let april = month(
        "APRIL",
        [
            "600.000;330.000",
            "600.000;330.000",
            "100.000;40.000",
            "200.000;120.000",
            "300.000;170.000",
        ],
    );
    let result = run(&[("a/Maret.csv", &march), ("a/April.csv", &april)]);
    check(&result, &["C112 a/Maret.csv"]);
}

#[test]
fn a_line_that_only_one_document_has_is_named() {
    let header = "Belanja Operasi;Jumlah";
    let mut budget = tree(
        "DPA-SKPD",
        "DINAS CONTOH SATU",
        header,
        &[
            "950.000;950.000",
            "950.000;950.000",
            "100.000;100.000",
            "200.000;200.000",
            "300.000;300.000",
        ],
    );
    budget.push_str("1.02.02.2.01.0004;Sub Kegiatan Contoh Keempat;150.000;150.000\n1.02.02.2.01.0005;Sub Kegiatan Contoh Kelima;200.000;200.000\n");
    let mut spent = report(
        "DINAS CONTOH SATU",
        "LAPORAN REALISASI ANGGARAN",
        [
            "750.000;300.000",
            "750.000;300.000",
            "100.000;50.000",
            "200.000;100.000",
            "300.000;150.000",
        ],
    );
    spent.push_str("1.02.02.2.01.0004;Sub Kegiatan Contoh Keempat;150.000;0\n");
    let result = run(&[("a/DPA.csv", &budget), ("a/Realisasi.csv", &spent)]);
    let told = told(&result);
    assert!(told.contains(&"C118 a/DPA.csv".to_owned()), "{told:?}");
}

#[test]
fn what_is_missing_late_or_unreadable_stands_in_the_matrix() {
    let budget = dpa("DINAS CONTOH SATU", BUDGET);
    let other = dpa(
        "DINAS CONTOH DUA",
        ["60.000", "60.000", "10.000", "20.000", "30.000"],
    );
    let files: [(&str, &[u8]); 3] = [
        ("Dinas Contoh Satu/DPA 2024-02-03.csv", budget.as_bytes()),
        ("Dinas Contoh Dua/DPA 2024-01-03.csv", other.as_bytes()),
        ("Dinas Contoh Dua/Realisasi.xlsx", b"PK\x03\x04broken"),
    ];
    let expectations = Expectations {
        agencies: agencies(
            "code,name,aliases\n1,Dinas Contoh Satu,\n2,Dinas Contoh Dua,\n3,Kantor Contoh Tiga,\n",
        ),
        documents: vec!["dpa".to_owned(), "realisasi".to_owned()],
        deadline: day("2024-01-31"),
    };
    let result = run_files(files.into_iter(), expectations);
    let matrix = &result.report.completeness;
    let state = |agency: &str, column: &str| matrix.cell(agency, column).map(|cell| cell.state);
    assert_eq!(state("Dinas Contoh Satu", "dpa"), Some(State::Late));
    assert_eq!(state("Dinas Contoh Dua", "dpa"), Some(State::Present));
    assert_eq!(
        state("Dinas Contoh Satu", "realisasi"),
        Some(State::Missing)
    );
    assert_eq!(
        state("Dinas Contoh Dua", "realisasi"),
        Some(State::Unreadable)
    );
    assert_eq!(state("Kantor Contoh Tiga", "dpa"), Some(State::Missing));
    assert_eq!(matrix.n_in(State::Missing), 3);
    let told = told(&result);
    assert_eq!(
        told.iter().filter(|told| told.starts_with("C202")).count(),
        3,
        "{told:?}"
    );
    assert!(
        told.contains(&"C203 Dinas Contoh Satu/DPA 2024-02-03.csv".to_owned()),
        "{told:?}"
    );
    let missing = result
        .report
        .findings
        .iter()
        .find(|finding| finding.code == "C202")
        .expect("one");
    assert!(
        missing.document.is_none()
            && missing.sheet.is_none()
            && missing.facts.contains_key("agency")
    );
}

#[test]
fn a_roster_is_counted_against_the_table_of_counts() {
    let person = |nth: usize, rank: &str, sex: u8| {
        format!(
            "{nth};Pegawai Contoh {nth};1980010{nth}200501{sex}00{nth};{rank};Pelaksana Contoh;{};S1\n",
            if sex == 1 { "L" } else { "P" }
        )
    };
    let mut roster = String::from(
        "DAFTAR NOMINATIF PEGAWAI\nDINAS CONTOH SATU\nTAHUN 2023\n\nNo;Nama;NIP;Golongan;Jabatan;Jenis Kelamin;Pendidikan\n",
    );
    for (nth, rank, sex) in [
        (1, "III/a", 1),
        (2, "III/a", 2),
        (3, "III/b", 1),
        (4, "IV/a", 2),
    ] {
        roster.push_str(&person(nth, rank, sex));
    }
    let counts = |third: usize| {
        let all = third + 2;
        format!(
            "JUMLAH PEGAWAI MENURUT GOLONGAN\nDINAS CONTOH SATU\nTAHUN 2023\n\nGolongan;Jumlah Pegawai\nIII/a;{third}\nIII/b;1\nIV/a;1\nJumlah;{all}\n"
        )
    };
    let right = counts(2);
    check(
        &run(&[("a/Nominatif.csv", &roster), ("a/Jumlah.csv", &right)]),
        &[],
    );
    let wrong = counts(3);
    check(
        &run(&[("a/Nominatif.csv", &roster), ("a/Jumlah.csv", &wrong)]),
        &["S109 a/Jumlah.csv"],
    );
}
