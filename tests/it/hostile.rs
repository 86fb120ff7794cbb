//! Damaged and hostile inputs: each becomes a finding, none stops the run, nothing is read as good
//! that is not.

use std::fs;

use selaras::model::finding::Finding;

use crate::support::{audit_csv, audit_path, project};

fn sample() -> Vec<u8> {
    let folder =
        project("samples/luwu-timur-2022/dinas-komunikasi-informatika-statistik-dan-persandian");
    fs::read(folder.join("Realisasi Keuangan 2022.xlsx")).expect("the sample")
}

#[test]
fn a_workbook_cut_anywhere_is_told() {
    let whole = sample();
    let folder = tempfile::tempdir().expect("a folder");
    let mut n_files = 0;
    for cut in (0..whole.len()).step_by(whole.len() / 40) {
        fs::write(
            folder.path().join(format!("potongan-{cut:06}.xlsx")),
            &whole[..cut],
        )
        .expect("a file");
        n_files += 1;
    }
    fs::write(folder.path().join("utuh.xlsx"), &whole).expect("a file");
    let result = audit_path(folder.path());
    assert_eq!(result.unreadable.len(), n_files);
    assert!(
        result
            .report
            .findings
            .iter()
            .all(|finding| finding.code != "X001")
    );
    // The whole one beside them is read right.
    let good: Vec<&Finding> = result
        .report
        .findings
        .iter()
        .filter(|finding| finding.document.as_deref() == Some("utuh.xlsx"))
        .collect();
    assert_eq!(good.len(), 4, "four wrong percentages and nothing else");
}

/// A byte changed in a part is caught by its checksum: no figure is read other than it was written.
#[test]
fn a_changed_byte_is_never_read_as_another_figure() {
    let whole = sample();
    let clean = audit_one(&whole);
    let folder = tempfile::tempdir().expect("a folder");
    for at in (40..whole.len() - 22).step_by(97) {
        let mut spoilt = whole.clone();
        spoilt[at] ^= 0x10;
        fs::write(folder.path().join(format!("ubah-{at:06}.xlsx")), &spoilt).expect("a file");
    }
    let result = audit_path(folder.path());
    assert!(
        result
            .report
            .findings
            .iter()
            .all(|finding| finding.code != "X001")
    );
    for document in &result.report.documents {
        if document.unreadable {
            continue;
        }
        let cells: Vec<(String, String)> = cells_of(&result, &document.path);
        assert!(
            cells == clean || has_reading_fault(&result, &document.path),
            "{} differs without a finding",
            document.path
        );
    }
}

type Cells = Vec<(String, String)>;

fn audit_one(bytes: &[u8]) -> Cells {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("utuh.xlsx"), bytes).expect("a file");
    cells_of(&audit_path(folder.path()), "utuh.xlsx")
}

fn cells_of(result: &selaras::run::chain::AuditResult, document: &str) -> Cells {
    let sets = result
        .report
        .records
        .iter()
        .filter(|set| &*set.on.file == document);
    sets.flat_map(|set| {
        let cells = set.typed.cells.iter();
        cells.map(|(at, cell)| (format!("{}!{at}", set.on.sheet), cell.raw().to_string()))
    })
    .collect()
}

/// Whether something is told about reading the document (R001 to R009).
fn has_reading_fault(result: &selaras::run::chain::AuditResult, document: &str) -> bool {
    result.report.findings.iter().any(|finding| {
        finding.document.as_deref() == Some(document) && finding.code.starts_with("R00")
    })
}

#[test]
fn absurd_tables_are_survived() {
    let wide = format!(
        "No;Uraian;{}\n1;a;{}\n",
        "Nilai;".repeat(3000),
        "1;".repeat(3000)
    );
    let long = format!("No;Uraian;Jumlah\n{}", "1;baris;1.000\n".repeat(20_000));
    let huge = format!(
        "Kode;Uraian;Jumlah (Rp)\n5;Belanja;{}\n5.1;Operasi;1\n",
        "9".repeat(60)
    );
    let deep = format!(
        "Kode;Uraian;Jumlah (Rp)\n{}",
        (1..40)
            .map(|n| format!("{};x;1\n", vec!["1"; n].join(".")))
            .collect::<String>()
    );
    // The largest decimal, as a part, as its own double, and beside its negative.
    let largest = "79228162514264337593543950335";
    let overflowing = format!(
        "Kode;Uraian;Anggaran (Rp);Realisasi (Rp);Sisa (Rp);%\n5;Belanja;{largest};-{largest};{largest};{largest}\n5.1;Operasi;{largest};{largest};-{largest};99,99\n5.2;Modal;{largest};1;{largest};0\nJumlah;;{largest};{largest};{largest};1\n"
    );
    let zeros = format!("A;B;C;Jumlah\n{}Jumlah;;;0\n", "0;0;0;0\n".repeat(500));
    let formulas = format!(
        "No;Uraian;X\n1;2;3 = {}1{}\n1;a;2\n",
        "(".repeat(500),
        ")".repeat(500)
    );
    let brackets = "Uraian;(((((((;))))))\n\u{202e};=cmd|' /C calc'!A0;+1\n".to_owned();
    for text in [
        wide,
        long,
        huge,
        overflowing,
        deep,
        zeros,
        formulas,
        brackets,
        ";;;\n".repeat(1000),
        String::from("\u{0}"),
    ] {
        let result = audit_csv(&text);
        let faults: Vec<_> = result
            .report
            .findings
            .iter()
            .filter(|finding| finding.code == "X001")
            .collect();
        assert!(faults.is_empty(), "{faults:?}");
    }
}
