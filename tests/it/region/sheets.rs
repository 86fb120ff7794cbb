//! Budgets that lie in a sheet, or a file, for each sub kegiatan: what reports of the whole say of them is
//! compared with each part and with what the parts make together, and never guessed from some of the parts.

use rust_xlsxwriter::Workbook;
use selaras::config::expectations::Expectations;
use selaras::model::finding::Severity;
use selaras::model::relation::{Operation, Verdict};
use selaras::run::chain::AuditResult;

use super::run_files;
use super::small::check;

/// A workbook of sheets whose cells are texts.
pub(super) fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, text) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(*name).expect("a name");
        for (row, line) in (0..).zip(text.lines()) {
            for (col, words) in (0..).zip(line.split(';')) {
                sheet.write_string(row, col, words).expect("a cell");
            }
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

/// The accounts of a budget, with the sums above them.
const ACCOUNTS: &[(&str, &str)] = &[
    ("5", "BELANJA DAERAH"),
    ("5.1", "BELANJA OPERASI"),
    ("5.1.01", "Belanja Pegawai"),
    ("5.1.01.03", "Honorarium"),
    ("5.1.02", "Belanja Barang dan Jasa"),
    ("5.1.02.01", "Belanja Barang"),
    ("5.1.02.02", "Belanja Jasa"),
    ("5.1.02.04", "Belanja Perjalanan Dinas"),
    ("5.2", "BELANJA MODAL"),
    ("5.2.02", "Belanja Modal Peralatan dan Mesin"),
];

/// What each sub kegiatan spends on each lowest account, in thousands. The bidang's number is 05, so that its
/// program has the numbers of an account.
type Part = (&'static str, &'static str, &'static [(&'static str, u64)]);
const PARTS: &[Part] = &[
    (
        "1.05.01.2.01.0001",
        "Penyusunan Dokumen Contoh",
        &[("5.1.01.03", 1200), ("5.1.02.01", 345), ("5.1.02.04", 870)],
    ),
    (
        "1.05.01.2.01.0002",
        "Pemeliharaan Gedung Contoh",
        &[("5.1.02.01", 415), ("5.1.02.02", 2600), ("5.2.02", 7450)],
    ),
    (
        "1.05.01.2.02.0001",
        "Pelatihan Petugas Contoh",
        &[("5.1.01.03", 640), ("5.1.02.02", 1900), ("5.1.02.04", 1330)],
    ),
    (
        "1.05.01.2.02.0002",
        "Fasilitasi Kelompok Contoh",
        &[("5.1.02.01", 95), ("5.1.02.02", 300), ("5.1.02.04", 220)],
    ),
];

fn sum_of(code: &str, figures: &[(&str, u64)]) -> u64 {
    let below = figures.iter().filter(|(account, _)| {
        let rest = account.strip_prefix(code);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    });
    below.map(|(_, figure)| figure).sum()
}

fn rupiah(thousands: u64) -> String {
    match (thousands / 1000, thousands % 1000) {
        (0, 0) => "0".to_owned(),
        (0, rest) => format!("{rest}.000"),
        (millions, rest) => format!("{millions}.{rest:03}.000"),
    }
}

/// The sheet of a sub kegiatan: a title, a label, and the columns that a version of the budget has.
fn sheet(title: &str, (code, name, figures): Part, also: impl Fn(&str, u64) -> String) -> String {
    let mut text = format!(
        "{title}\nRINCIAN BELANJA SUB KEGIATAN\nTAHUN ANGGARAN 2023\n\nOrganisasi;:;Dinas Contoh Satu\nKegiatan;:;{} Kegiatan Contoh\nSub Kegiatan;:;{code} {name}\n\n",
        &code[..12]
    );
    let header = if title.contains("PERUBAHAN") {
        "Kode Rekening;Uraian;Jumlah Sebelum Perubahan;Jumlah Sesudah Perubahan;Bertambah / (Berkurang)\n"
    } else {
        "Kode Rekening;Uraian;Koefisien;Satuan;Harga Satuan;Jumlah\n"
    };
    text.push_str(header);
    for (account, words) in ACCOUNTS {
        let figure = sum_of(account, figures);
        if figure > 0 {
            text.push_str(&format!("{account};{words};{}\n", also(account, figure)));
            if title == DPA && figures.iter().any(|(lowest, _)| lowest == account) {
                let price = rupiah(figure);
                text.push_str(&format!(";Barang contoh;1;Paket;{price};{price}\n"));
            }
        }
    }
    text
}

const DPA: &str = "DOKUMEN PELAKSANAAN ANGGARAN (DPA-SKPD)";

fn budget() -> Vec<String> {
    let sheets = PARTS
        .iter()
        .map(|&part| sheet(DPA, part, |_, figure| format!(";;;{}", rupiah(figure))));
    sheets.collect()
}

/// Sheets as one workbook.
fn together(sheets: &[String]) -> Vec<u8> {
    let names: Vec<String> = (1..=sheets.len()).map(|nth| format!("Sub {nth}")).collect();
    let named = names
        .iter()
        .map(String::as_str)
        .zip(sheets.iter().map(String::as_str));
    workbook(&named.collect::<Vec<_>>())
}

/// The year's report by account: `off` thousands too many in one account and all above it.
fn by_account(wrong: &str, off: u64) -> String {
    let mut text = String::from(
        "LAPORAN REALISASI ANGGARAN\nDINAS CONTOH SATU\nTAHUN ANGGARAN 2023\n\nKode Rekening;Uraian;Anggaran;Realisasi\n",
    );
    let all: Vec<(&str, u64)> = PARTS
        .iter()
        .flat_map(|(_, _, figures)| *figures)
        .copied()
        .collect();
    for (account, words) in ACCOUNTS {
        let off = if wrong.starts_with(account) { off } else { 0 };
        let figure = sum_of(account, &all);
        text.push_str(&format!(
            "{account};{words};{};{}\n",
            rupiah(figure + off),
            rupiah(figure / 5)
        ));
    }
    text
}

/// The year's report along the spending tree, wrong in one sub kegiatan and all above it.
fn by_tree(wrong: &str, off: u64) -> String {
    let mut text = String::from(
        "LAPORAN REALISASI ANGGARAN\nDINAS CONTOH SATU\nTAHUN ANGGARAN 2023\n\nKode;Program / Kegiatan / Sub Kegiatan;Pagu Anggaran;Realisasi\n",
    );
    let headings = [
        ("1.05.01", "PROGRAM CONTOH UTAMA"),
        ("1.05.01.2.01", "Kegiatan Contoh Pertama"),
        ("1.05.01.2.02", "Kegiatan Contoh Kedua"),
    ];
    let mut lines: Vec<(&str, &str)> = headings.to_vec();
    lines.extend(PARTS.iter().map(|(code, name, _)| (*code, *name)));
    lines.sort_unstable();
    for (code, name) in lines {
        let below = PARTS.iter().filter(|(part, _, _)| part.starts_with(code));
        let figure: u64 = below.map(|(_, _, figures)| sum_of("5", figures)).sum();
        let off = if wrong.starts_with(code) { off } else { 0 };
        text.push_str(&format!(
            "{code};{name};{};{}\n",
            rupiah(figure + off),
            rupiah(figure / 5)
        ));
    }
    text
}

fn run(files: &[(&str, &[u8])]) -> AuditResult {
    run_files(files.iter().copied(), Expectations::default())
}

/// The cells of the findings above an info.
fn cells(result: &AuditResult) -> Vec<String> {
    let findings = result.report.findings.iter();
    let told = findings.filter(|finding| finding.severity > Severity::Info);
    let places = told.filter_map(|finding| finding.place.as_ref());
    places.map(|place| place.cell.to_string()).collect()
}

fn n_held(result: &AuditResult, operation: Operation) -> usize {
    let relations = result.report.relations.iter();
    relations
        .filter(|relation| ["C101", "C102"].contains(&relation.rule))
        .filter(|relation| relation.operation == operation)
        .filter(|relation| matches!(relation.verdict, Verdict::Holds(_)))
        .count()
}

#[test]
fn what_the_sheets_make_together_is_what_a_report_by_account_states() {
    let budget = together(&budget());
    let with = |report: &str| run(&[("a/DPA.xlsx", &budget), ("a/LRA.csv", report.as_bytes())]);
    let right = with(&by_account("", 0));
    check(&right, &[]);
    assert_eq!(n_held(&right, Operation::Sum), ACCOUNTS.len());
    let wrong = with(&by_account("5.1.02.02", 700));
    check(&wrong, &["C101 a/LRA.csv"]);
    assert_eq!(cells(&wrong), ["C12"]);
}

#[test]
fn each_sheet_is_a_line_of_a_report_along_the_tree() {
    let budget = together(&budget());
    let with = |report: &str| run(&[("a/DPA.xlsx", &budget), ("a/LRA.csv", report.as_bytes())]);
    let right = with(&by_tree("", 0));
    check(&right, &[]);
    assert_eq!(n_held(&right, Operation::Equal), PARTS.len());
    let wrong = with(&by_tree("1.05.01.2.02.0001", 700));
    check(&wrong, &["C101 a/LRA.csv"]);
    assert_eq!(cells(&wrong), ["C11"]);
}

#[test]
fn a_file_for_each_sub_kegiatan_is_a_part_and_no_revision() {
    let files: Vec<(String, Vec<u8>)> = budget()
        .iter()
        .enumerate()
        .map(|(nth, sheet)| {
            (
                format!("a/DPA {}.xlsx", nth + 1),
                workbook(&[("Sheet1", sheet)]),
            )
        })
        .collect();
    let with = |report: &str| {
        let files = files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        let report = std::iter::once(("a/LRA.csv", report.as_bytes()));
        run(&files.chain(report).collect::<Vec<_>>())
    };
    for report in [by_tree("", 0), by_account("", 0)] {
        check(&with(&report), &[]);
    }
    let wrong = with(&by_tree("1.05.01.2.01.0002", 700));
    check(&wrong, &["C101 a/LRA.csv"]);
    let wrong = with(&by_account("5.2.02", 700));
    check(&wrong, &["C101 a/LRA.csv"]);
}

#[test]
fn some_of_the_sheets_make_no_whole() {
    let some = together(&budget()[..2]);
    let report = by_account("", 0);
    check(
        &run(&[("a/DPA.xlsx", &some), ("a/LRA.csv", report.as_bytes())]),
        &[],
    );
    // What is there is compared all the same.
    let wrong = by_tree("1.05.01.2.01.0002", 700);
    let wrong = run(&[("a/DPA.xlsx", &some), ("a/LRA.csv", wrong.as_bytes())]);
    check(&wrong, &["C101 a/LRA.csv"]);
}

#[test]
fn sheets_before_and_after_a_change_are_compared_one_by_one() {
    let budget = together(&budget());
    let changed = |wrong: &str| {
        let title = "DOKUMEN PELAKSANAAN PERUBAHAN ANGGARAN (DPPA-SKPD)";
        let sheets = PARTS.iter().enumerate().map(|(nth, &part)| {
            sheet(title, part, |account, figure| {
                let off = if nth == 1 && wrong.starts_with(account) {
                    500
                } else {
                    0
                };
                let before = rupiah(figure + off);
                format!("{before};{before};0")
            })
        });
        together(&sheets.collect::<Vec<_>>())
    };
    let with = |changed: &[u8]| run(&[("a/DPA.xlsx", &budget), ("a/DPPA.xlsx", changed)]);
    let right = with(&changed(""));
    check(&right, &[]);
    assert!(n_held(&right, Operation::Equal) > PARTS.len() * 6);
    let wrong = with(&changed("5.1.02.02"));
    check(&wrong, &["C101 a/DPPA.xlsx"]);
    assert_eq!(cells(&wrong), ["C14"]);
}

#[test]
fn a_recap_is_compared_with_the_sheets_of_its_own_workbook() {
    let recap = |wrong: &str, off: u64| {
        by_tree(wrong, off)
            .replace("LAPORAN REALISASI ANGGARAN", DPA)
            .replace("Pagu Anggaran;Realisasi", "Belanja Operasi;Jumlah")
            .lines()
            .map(|line| {
                // Operasi is what the sum is: no modal in this recap.
                let cells: Vec<&str> = line.split(';').collect();
                match cells.as_slice() {
                    [code, name, sum, _] if code.starts_with('1') => {
                        format!("{code};{name};{sum};{sum}\n")
                    }
                    _ => format!("{line}\n"),
                }
            })
            .collect::<String>()
    };
    let with = |recap: &str| {
        let budget = budget();
        let mut sheets = vec![("Rekap", recap)];
        let names: Vec<String> = (1..=budget.len()).map(|nth| format!("Sub {nth}")).collect();
        let parts = names
            .iter()
            .map(String::as_str)
            .zip(budget.iter().map(String::as_str));
        sheets.extend(parts);
        run(&[("a/DPA.xlsx", &workbook(&sheets))])
    };
    check(&with(&recap("", 0)), &[]);
    let wrong = with(&recap("1.05.01.2.02.0001", 700));
    check(&wrong, &["C101 a/DPA.xlsx"]);
    assert_eq!(cells(&wrong), ["D11"]);
    // Of a sheet and its recap the one is told that another document contradicts.
    let recap = recap("", 0);
    let mut budget = budget();
    budget[2] = sheet(DPA, MISTYPED, |_, figure| format!(";;;{}", rupiah(figure)));
    let names = ["Sub 1", "Sub 2", "Sub 3", "Sub 4"];
    let mut sheets = vec![("Rekap", recap.as_str())];
    sheets.extend(names.into_iter().zip(budget.iter().map(String::as_str)));
    let report = by_tree("", 0);
    let result = run(&[
        ("a/DPA.xlsx", &workbook(&sheets)),
        ("a/LRA.csv", report.as_bytes()),
    ]);
    check(&result, &["C101 a/DPA.xlsx"]);
    let told = result.report.findings.iter().find_map(|finding| {
        let place = finding.place.as_ref()?;
        (finding.code == "C101").then(|| place.on.sheet.to_string())
    });
    assert_eq!(told.as_deref(), Some("Sub 3"));
}

/// A part with another figure than its recap has.
const MISTYPED: Part = (
    "1.05.01.2.02.0001",
    "Pelatihan Petugas Contoh",
    &[("5.1.01.03", 640), ("5.1.02.02", 2600), ("5.1.02.04", 1330)],
);

#[test]
fn files_of_a_change_make_one_change() {
    let title = "DOKUMEN PELAKSANAAN PERUBAHAN ANGGARAN SATUAN KERJA PERANGKAT DAERAH";
    let of = |stage: &str, title: &str| -> Vec<(String, Vec<u8>)> {
        let sheets = PARTS.iter().map(|&part| {
            sheet(DPA, part, |_, figure| format!(";;;{}", rupiah(figure))).replace(DPA, title)
        });
        let files = sheets.enumerate().map(|(nth, sheet)| {
            (
                format!("a/{stage} {nth}.xlsx"),
                workbook(&[("Sheet1", &sheet)]),
            )
        });
        files.collect()
    };
    let files = [of("DPA", DPA), of("DPPA", title)].concat();
    let with = |report: &str| {
        let files = files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        let report = std::iter::once(("a/LRA.csv", report.as_bytes()));
        run(&files.chain(report).collect::<Vec<_>>())
    };
    check(&with(&by_tree("", 0)), &[]);
    check(
        &with(&by_tree("1.05.01.2.02.0001", 700)),
        &["C101 a/LRA.csv"],
    );
    check(&with(&by_account("", 0)), &[]);
    check(&with(&by_account("5.1.02.02", 700)), &["C101 a/LRA.csv"]);
}

#[test]
fn two_sheets_of_one_sub_kegiatan_are_meant_together_where_they_make_it() {
    let (code, name, figures) = PARTS[0];
    let (first, second) = figures.split_at(1);
    let part = |figures: &'static [(&'static str, u64)]| {
        sheet(DPA, (code, name, figures), |_, figure| {
            format!(";;;{}", rupiah(figure))
        })
    };
    let mut sheets = vec![part(first), part(second)];
    sheets.extend(budget().into_iter().skip(1));
    let budget = together(&sheets);
    let with = |report: &str| run(&[("a/DPA.xlsx", &budget), ("a/LRA.csv", report.as_bytes())]);
    let right = with(&by_tree("", 0));
    check(&right, &[]);
    assert_eq!(n_held(&right, Operation::Sum), 1);
    // Titles that are copied say the same of two sheets: what they would make is nobody's.
    check(&with(&by_tree(code, 700)), &[]);
    check(
        &with(&by_tree("1.05.01.2.02.0001", 700)),
        &["C101 a/LRA.csv"],
    );
}

#[test]
fn money_may_move_between_the_sheets_of_a_shift() {
    let shift = |gain: u64| {
        let title = "PERGESERAN ANGGARAN PERUBAHAN DPA";
        let sheets = [(0, "5.1.02.01"), (1, "5.1.02.02")].map(|(nth, moved)| {
            sheet(title, PARTS[nth], |account, figure| {
                let moves = moved.starts_with(account);
                let after = match (moves, nth) {
                    (true, 0) => figure - 45,
                    (true, _) => figure + gain,
                    (false, _) => figure,
                };
                let more = match after.checked_sub(figure) {
                    Some(more) => rupiah(more),
                    None => format!("({})", rupiah(figure - after)),
                };
                format!("{};{};{more}", rupiah(figure), rupiah(after))
            })
        });
        let [one, other] = &sheets;
        run(&[(
            "a/Pergeseran.xlsx",
            &workbook(&[("Sub 1", one), ("Sub 2", other)]),
        )])
    };
    check(&shift(45), &[]);
    let wrong = shift(55);
    let told = wrong
        .report
        .findings
        .iter()
        .filter(|finding| finding.code == "C108");
    assert_eq!(told.count(), 2);
}
