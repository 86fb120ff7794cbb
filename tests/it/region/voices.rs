//! What several documents of one agency say of one figure: which of them is told, at which level, and what is not
//! compared because another document may explain it.

use selaras::model::finding::{Finding, Severity};
use selaras::run::chain::AuditResult;

use super::small::{BUDGET, SPENT, check, dpa, report, run, tree};

const AGENCY: &str = "DINAS CONTOH SATU";

/// A change of the budget: before, after, and by how much they differ.
fn change(title: &str, before: [&str; 5], after: [&str; 5]) -> String {
    let thousands = |text: &str| {
        text.trim_end_matches(".000")
            .parse::<u32>()
            .expect("thousands")
    };
    let rows = before.iter().zip(after).map(|(before, after)| {
        let more = thousands(after) - thousands(before);
        let more = if more == 0 {
            "0".to_owned()
        } else {
            format!("{more}.000")
        };
        format!("{before};{after};{more}")
    });
    let rows: Vec<String> = rows.collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let header = "Anggaran Sebelum Perubahan;Anggaran Sesudah Perubahan;Bertambah / (Berkurang)";
    tree(title, AGENCY, header, &rows)
}

const DPPA: &str = "DOKUMEN PELAKSANAAN PERUBAHAN ANGGARAN (DPPA-SKPD)";

fn spent(title: &str, ceilings: [&str; 5]) -> String {
    let spent = SPENT.map(|figures| figures.split_once(';').map_or("", |(_, spent)| spent));
    let rows: Vec<String> = ceilings
        .iter()
        .zip(spent)
        .map(|(ceiling, spent)| format!("{ceiling};{spent}"))
        .collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    tree(title, AGENCY, "Pagu Anggaran;Realisasi", &rows)
}

/// Document, cell and rule of what is told above an info.
fn told(result: &AuditResult) -> Vec<String> {
    let told = |finding: &&Finding| finding.severity > Severity::Info;
    let findings = result.report.findings.iter().filter(told);
    let mut told: Vec<String> = findings
        .map(|finding| {
            let cell = finding.place.as_ref().map(|place| place.cell.to_string());
            let document = finding.document.as_deref().unwrap_or_default();
            format!("{} {document} {}", finding.code, cell.unwrap_or_default())
        })
        .collect();
    told.sort();
    told
}

/// A leaf with all that is added up from it, 50 thousand more.
const MORE: [&str; 5] = ["650.000", "650.000", "100.000", "250.000", "300.000"];

/// Another leaf a hundred thousand more.
const LATER: [&str; 5] = ["700.000", "700.000", "200.000", "200.000", "300.000"];

#[test]
fn a_budget_that_all_others_contradict_is_told_once() {
    let wrong = dpa(AGENCY, MORE);
    let others = [
        ("a/DPPA.csv", change(DPPA, BUDGET, LATER)),
        (
            "a/Maret.csv",
            spent("LAPORAN REALISASI ANGGARAN S.D. BULAN MARET", BUDGET),
        ),
        (
            "a/April.csv",
            spent("LAPORAN REALISASI ANGGARAN S.D. BULAN APRIL", BUDGET),
        ),
    ];
    let mut files = vec![("a/DPA.csv", wrong.as_str())];
    files.extend(others.iter().map(|(path, text)| (*path, text.as_str())));
    let right = dpa(AGENCY, BUDGET);
    let mut right = vec![("a/DPA.csv", right.as_str())];
    right.extend(files.iter().skip(1).copied());
    check(&run(&right), &[]);
    // Operasi and jumlah are both wrong, so that no single cell mends the budget.
    assert_eq!(told(&run(&files)), ["C101 a/DPA.csv D9"]);
    // Against one document alone the later one is told.
    assert_eq!(told(&run(&files[..2])), ["C101 a/DPPA.csv C9"]);
}

#[test]
fn a_difference_is_told_at_the_lowest_line_and_not_once_a_level() {
    let budget = dpa(AGENCY, BUDGET);
    // Before and after are wrong alike, so that no single cell mends the shift.
    let shift = change("PERGESERAN ANGGARAN", MORE, MORE).replace("Perubahan", "Pergeseran");
    let result = run(&[("a/DPA.csv", &budget), ("a/Pergeseran.csv", &shift)]);
    assert_eq!(told(&result), ["C101 a/Pergeseran.csv C9"]);
    let finding = result
        .report
        .findings
        .iter()
        .find(|finding| finding.code == "C101");
    let consequences = finding.map(|finding| finding.consequences.len());
    assert!(consequences.is_some_and(|n| n >= 2), "{consequences:?}");
}

/// Accounts of a report, and of a budget with one line item each.
const ACCOUNTS: [(&str, &str); 4] = [
    ("5", "BELANJA DAERAH"),
    ("5.1", "Belanja Operasi"),
    ("5.1.01", "Belanja Pegawai"),
    ("5.1.02", "Belanja Barang dan Jasa"),
];

fn by_account(title: &str, figures: [&str; 4]) -> String {
    let mut text = format!(
        "{title}\n{AGENCY}\nTAHUN ANGGARAN 2023\n\nKode Rekening;Uraian;Anggaran;Realisasi\n"
    );
    for ((code, name), figure) in ACCOUNTS.iter().zip(figures) {
        text.push_str(&format!("{code};{name};{figure};10.000\n"));
    }
    text.replace(
        "5;BELANJA DAERAH;600.000;10.000",
        "5;BELANJA DAERAH;600.000;20.000",
    )
    .replace(
        "5;BELANJA DAERAH;640.000;10.000",
        "5;BELANJA DAERAH;640.000;20.000",
    )
    .replace("Operasi;600.000;10.000", "Operasi;600.000;20.000")
    .replace("Operasi;640.000;10.000", "Operasi;640.000;20.000")
}

const ITEMS: &str = "DOKUMEN PELAKSANAAN ANGGARAN (DPA-SKPD)\nDINAS CONTOH SATU\nTAHUN ANGGARAN 2023\n\nKode Rekening;Uraian;Koefisien;Satuan;Harga Satuan;Jumlah\n5;BELANJA DAERAH;;;;600.000\n5.1;Belanja Operasi;;;;600.000\n5.1.01;Belanja Pegawai;;;;400.000\n;Honorarium contoh;4;Orang;100.000;400.000\n5.1.02;Belanja Barang dan Jasa;;;;200.000\n;Kertas contoh;10;Rim;20.000;200.000\n";

#[test]
fn a_change_of_other_lines_may_explain_a_later_report_but_not_one_of_the_first_half() {
    let changed = change(DPPA, BUDGET, MORE);
    let with = |report: &str| {
        run(&[
            ("a/DPA.csv", ITEMS),
            ("a/DPPA.csv", &changed),
            ("a/LRA.csv", report),
        ])
    };
    let title = |month: &str| format!("LAPORAN REALISASI ANGGARAN S.D. BULAN {month}");
    let right = ["600.000", "600.000", "400.000", "200.000"];
    let other = ["640.000", "640.000", "400.000", "240.000"];
    check(&with(&by_account(&title("JUNI"), right)), &[]);
    check(&with(&by_account(&title("OKTOBER"), right)), &[]);
    // After the change a figure may be its own.
    check(&with(&by_account(&title("OKTOBER"), other)), &[]);
    let early = with(&by_account(&title("JUNI"), other));
    assert_eq!(told(&early), ["C101 a/LRA.csv C9"]);
}

#[test]
fn a_kelurahan_is_not_the_region() {
    let of = |agency: &str| report(agency, "LAPORAN REALISASI ANGGARAN", SPENT);
    let (one, two) = (of("DINAS CONTOH SATU"), of("DINAS CONTOH DUA"));
    let part = of("KELURAHAN CONTOH SAGU");
    let result = run(&[
        ("LRA Dinas Contoh Satu.csv", &one),
        ("LRA Dinas Contoh Dua.csv", &two),
        ("LRA Kel Sagu.csv", &part),
    ]);
    let told = told(&result);
    assert!(
        told.iter().all(|told| !told.starts_with("C116")),
        "{told:?}"
    );
}

#[test]
fn codes_tell_a_tree_where_no_word_of_the_header_does() {
    let plain = |text: String| text.replace("Program / Kegiatan / Sub Kegiatan", "Uraian");
    let budget = dpa(AGENCY, BUDGET);
    let names = |text: String| {
        text.replace("PROGRAM CONTOH UTAMA", "Pelayanan Contoh")
            .replace("Sub Kegiatan Contoh", "Layanan")
            .replace("Kegiatan Contoh Terpadu", "Pembinaan Contoh")
    };
    let with = |ceilings| {
        let title = "LAPORAN REALISASI ANGGARAN BULAN DESEMBER";
        let report = names(plain(spent(title, ceilings)));
        run(&[
            ("a/DPA.csv", &names(budget.clone())),
            ("a/LRA.csv", &report),
        ])
    };
    check(&with(BUDGET), &[]);
    assert_eq!(told(&with(MORE)), ["C101 a/LRA.csv C9"]);
}

#[test]
fn a_kelurahan_in_a_flat_folder_is_known_by_its_title() {
    let of = |lines: &str, figures: [&str; 5]| dpa(lines, figures);
    let kecamatan = of("KECAMATAN CONTOH HULU", BUDGET);
    let lines = "KELURAHAN CONTOH SAGU\nKECAMATAN CONTOH HULU";
    let (budget, wrong) = (
        of(lines, BUDGET),
        report(
            "KELURAHAN CONTOH SAGU KECAMATAN CONTOH HULU",
            "LAPORAN REALISASI ANGGARAN",
            [
                "650.000;300.000",
                "650.000;300.000",
                "100.000;50.000",
                "250.000;100.000",
                "300.000;150.000",
            ],
        ),
    );
    let result = run(&[
        ("DPA Hulu.csv", &kecamatan),
        ("DPA Sagu.csv", &budget),
        ("LRA Sagu.csv", &wrong),
    ]);
    assert_eq!(told(&result), ["C101 LRA Sagu.csv C9"]);
    let rows = &result.report.completeness.rows;
    let names: Vec<&str> = rows.iter().map(|row| row.agency.as_str()).collect();
    assert_eq!(names, ["Kecamatan Contoh Hulu", "Kelurahan Contoh Sagu"]);
}

#[test]
fn a_step_that_stands_alone_between_two_that_agree_is_told_once() {
    let plan = |title: &str, figures: [&str; 5]| {
        let rows = figures.map(|figure| format!("{figure};{figure}"));
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        tree(title, AGENCY, "Belanja Operasi;Jumlah", &rows)
    };
    let result = run(&[
        ("a/KUA.csv", &plan("KUA-PPAS", BUDGET)),
        ("a/RKA.csv", &plan("RKA-SKPD", MORE)),
        ("a/DPA.csv", &dpa(AGENCY, BUDGET)),
    ]);
    check(&result, &["C106 a/RKA.csv"]);
}

#[test]
fn of_cumulative_figures_the_one_out_of_line_with_all_others_is_told() {
    let month = |title: &str, spent: [&str; 5]| {
        let rows: Vec<String> = BUDGET
            .iter()
            .zip(spent)
            .map(|(ceiling, spent)| format!("{ceiling};{spent}"))
            .collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let title = format!("LAPORAN REALISASI ANGGARAN S.D. BULAN {title}");
        tree(&title, AGENCY, "Pagu Anggaran;Realisasi", &rows)
    };
    let result = run(&[
        (
            "a/1.csv",
            &month(
                "MARET",
                ["190.000", "190.000", "40.000", "60.000", "90.000"],
            ),
        ),
        (
            "a/2.csv",
            &month(
                "APRIL",
                ["240.000", "240.000", "50.000", "80.000", "110.000"],
            ),
        ),
        (
            "a/3.csv",
            &month(
                "MEI",
                ["250.000", "250.000", "30.000", "100.000", "120.000"],
            ),
        ),
        (
            "a/4.csv",
            &month(
                "JUNI",
                ["330.000", "330.000", "70.000", "120.000", "140.000"],
            ),
        ),
    ]);
    assert_eq!(told(&result), ["C112 a/3.csv D8"]);
}

#[test]
fn a_change_that_was_not_handed_in_may_explain_what_two_later_reports_state() {
    let budget = dpa(AGENCY, BUDGET);
    let changed = ["640.000", "640.000", "140.000", "160.000", "340.000"];
    let month = |title: &str| {
        spent(
            &format!("LAPORAN REALISASI ANGGARAN S.D. BULAN {title}"),
            changed,
        )
    };
    let (oct, nov) = (month("OKTOBER"), month("NOVEMBER"));
    // All three lines differ: versions of different times.
    let files = [("a/DPA.csv", &*budget), ("a/10.csv", &*oct)];
    assert!(
        told(&run(&files))
            .iter()
            .all(|told| told.starts_with("C101 a/10.csv"))
    );
    let files = [
        ("a/DPA.csv", &*budget),
        ("a/10.csv", &*oct),
        ("a/11.csv", &*nov),
    ];
    let told = told(&run(&files));
    assert!(
        told.iter().all(|told| told.starts_with("C107 a/10.csv")) && told.len() == 1,
        "{told:?}"
    );
}

#[test]
fn a_shift_that_was_not_handed_in_may_explain_what_a_change_and_a_report_state() {
    let shifted = ["600.000", "600.000", "120.000", "180.000", "300.000"];
    let budget = dpa(AGENCY, BUDGET);
    let changed = change(
        DPPA,
        shifted,
        ["720.000", "720.000", "220.000", "190.000", "310.000"],
    );
    let june = spent("LAPORAN REALISASI ANGGARAN S.D. BULAN JUNI", shifted);
    let files = [
        ("a/DPA.csv", &*budget),
        ("a/DPPA.csv", &*changed),
        ("a/06.csv", &*june),
    ];
    let told = told(&run(&files));
    assert!(
        matches!(told.as_slice(), [only] if only.starts_with("C107 a/DPPA.csv")),
        "{told:?}"
    );
    // Against the budget alone the change is told line by line.
    let told = super::small::told(&run(&files[..2]));
    assert_eq!(told, ["C101 a/DPPA.csv", "C101 a/DPPA.csv"]);
}

#[test]
fn a_title_with_another_agencys_name_does_not_move_a_document_whose_codes_are_of_its_folder() {
    let of = |agency: &str, text: String| match agency {
        "SATU" => text,
        _ => text.replace("1.02.02", "2.07.03"),
    };
    let budget = |agency: &str| of(agency, dpa(&format!("DINAS CONTOH {agency}"), BUDGET));
    let (one, two) = (budget("SATU"), budget("DUA"));
    let title = "LAPORAN REALISASI ANGGARAN";
    let misnamed = report("DINAS CONTOH DUA", title, SPENT);
    let result = run(&[
        ("Dinas Contoh Satu/DPA.csv", &one),
        ("Dinas Contoh Satu/LRA.csv", &misnamed),
        ("Dinas Contoh Dua/DPA.csv", &two),
    ]);
    check(&result, &["C201 Dinas Contoh Satu/LRA.csv"]);
    let held = result.report.relations.iter().filter(|relation| {
        relation.rule == "C101" && relation.target.on.file.starts_with("Dinas Contoh Satu")
    });
    assert_eq!(held.count(), 5);
}
