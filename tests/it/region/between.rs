//! Documents of several agencies, flat tables and dates in a document's own words, written out: what is
//! told of them beside the trees of single agencies, and what is not.

use rust_decimal::Decimal;
use selaras::config::expectations::{Expectations, agencies, day};
use selaras::model::budget_stage::BudgetStage;
use selaras::model::completeness::State;
use selaras::model::finding::Severity;
use selaras::model::relation::Verdict;
use selaras::run::chain::AuditResult;

use super::run_files;
use super::sheets::workbook;
use super::small::{BUDGET, SPENT, check, dpa, report, run, tree};

/// The second agency's budget, along another program.
fn other_dpa() -> String {
    dpa("DINAS CONTOH DUA", BUDGET).replace("1.02.02", "2.07.03")
}

/// The region's plan: two agencies in one tree, named in a column.
fn rkpd(second: &str) -> String {
    let mut text = String::from(
        "RENCANA KERJA PEMERINTAH DAERAH (RKPD)\nKABUPATEN CONTOH\nTAHUN 2023\n\nKode;Program / Kegiatan / Sub Kegiatan;Indikator Kinerja;Target;Pagu Indikatif (Rp);Perangkat Daerah\n",
    );
    for (program, agency, second) in [
        ("1.02.02", "Dinas Contoh Satu", "200.000"),
        ("2.07.03", "Dinas Contoh Dua", second),
    ] {
        let sum = if second == "200.000" {
            "600.000"
        } else {
            "650.000"
        };
        text.push_str(&format!(
            "{program};PROGRAM CONTOH UTAMA;Persentase layanan;100;{sum};\n{program}.2.01;Kegiatan Contoh Terpadu;Jumlah layanan;12;{sum};\n{program}.2.01.0001;Sub Kegiatan Contoh Pertama;Jumlah dokumen;3;100.000;{agency}\n{program}.2.01.0002;Sub Kegiatan Contoh Kedua;Jumlah dokumen;4;{second};{agency}\n{program}.2.01.0003;Sub Kegiatan Contoh Ketiga;Jumlah dokumen;5;300.000;{agency}\n"
        ));
    }
    text
}

fn amount(result: &AuditResult, agency: &str, stage: BudgetStage) -> Option<Decimal> {
    let chains = &result.report.chain.agencies;
    let chain = chains.iter().find(|chain| chain.agency == agency)?;
    let figure = chain
        .steps
        .iter()
        .find(|figure| figure.step.stage == stage)?;
    figure.amount
}

#[test]
fn the_regions_plan_is_split_by_agency() {
    let (one, two) = (dpa("DINAS CONTOH SATU", BUDGET), other_dpa());
    let plan = rkpd("200.000");
    let files = |plan: &'static str| {
        [
            (
                "Dinas Contoh Satu/DPA.csv",
                &*Box::leak(one.clone().into_boxed_str()),
            ),
            (
                "Dinas Contoh Dua/DPA.csv",
                &*Box::leak(two.clone().into_boxed_str()),
            ),
            ("RKPD 2023.csv", plan),
        ]
    };
    let right = run(&files(Box::leak(plan.into_boxed_str())));
    check(&right, &[]);
    let held = right.report.relations.iter().filter(|relation| {
        relation.rule == "C106" && matches!(relation.verdict, Verdict::Holds(_))
    });
    // Five nodes of each agency.
    assert_eq!(held.count(), 10);
    for agency in ["Dinas Contoh Satu", "Dinas Contoh Dua"] {
        let planned = amount(&right, agency, BudgetStage::Rkpd);
        assert_eq!(planned, Some(Decimal::from(600_000)), "{agency}");
        assert_eq!(amount(&right, agency, BudgetStage::Dpa), planned);
    }
    // What one agency's budget does not follow is told of that agency, and only as a warning.
    let wrong = run(&files(Box::leak(rkpd("250.000").into_boxed_str())));
    check(&wrong, &["C106 Dinas Contoh Dua/DPA.csv"]);
    let planned = amount(&wrong, "Dinas Contoh Dua", BudgetStage::Rkpd);
    assert_eq!(planned, Some(Decimal::from(650_000)));
}

#[test]
fn the_regions_plan_in_one_agencys_folder_is_not_that_agencys() {
    let (one, two) = (dpa("DINAS CONTOH SATU", BUDGET), other_dpa());
    let plan = rkpd("200.000");
    let result = run(&[
        ("Badan Contoh Perencanaan/RKPD 2023.csv", &plan),
        ("Dinas Contoh Satu/DPA.csv", &one),
        ("Dinas Contoh Dua/DPA.csv", &two),
    ]);
    check(&result, &[]);
    let planned = amount(&result, "Dinas Contoh Dua", BudgetStage::Rkpd);
    assert_eq!(planned, Some(Decimal::from(600_000)));
    assert_eq!(
        amount(&result, "Badan Contoh Perencanaan", BudgetStage::Rkpd),
        None
    );
}

/// A flat recap: two line items for each sub kegiatan of two agencies.
fn flat(first: &str) -> String {
    let mut text = String::from(
        "REKAP DPA KABUPATEN CONTOH TAHUN ANGGARAN 2023\n\nKode SKPD;Nama SKPD;Kode Program;Nama Program;Kode Kegiatan;Nama Kegiatan;Kode Sub Kegiatan;Nama Sub Kegiatan;Kode Rekening;Nama Rekening;Pagu\n",
    );
    for (agency, program) in [
        ("Dinas Contoh Satu", "1.02.02"),
        ("Dinas Contoh Dua", "2.07.03"),
    ] {
        for (nth, name, figures) in [
            (1, "Pertama", [first, "60.000"]),
            (2, "Kedua", ["150.000", "50.000"]),
            (3, "Ketiga", ["100.000", "200.000"]),
        ] {
            for (account, figure) in ["5.1.02.01", "5.1.02.02"].iter().zip(figures) {
                let figure = if agency.ends_with("Dua") && nth == 1 && *account == "5.1.02.01" {
                    "40.000"
                } else {
                    figure
                };
                text.push_str(&format!(
                    "1.02;{agency};{program};PROGRAM CONTOH UTAMA;{program}.2.01;Kegiatan Contoh Terpadu;{program}.2.01.000{nth};Sub Kegiatan Contoh {name};{account};Belanja Contoh {account};{figure}\n"
                ));
            }
        }
    }
    text
}

#[test]
fn a_flat_recap_is_compared_with_the_trees_of_its_agencies() {
    let (one, two) = (dpa("DINAS CONTOH SATU", BUDGET), other_dpa());
    let with = |recap: &str| {
        run(&[
            ("Dinas Contoh Satu/DPA.csv", &one),
            ("Dinas Contoh Dua/DPA.csv", &two),
            ("Rekap.csv", recap),
        ])
    };
    let right = with(&flat("40.000"));
    check(&right, &[]);
    let held = right
        .report
        .relations
        .iter()
        .filter(|relation| relation.rule == "C116");
    assert_eq!(held.count(), 10);
    // One line item that is wrong is one finding, with the levels above as its consequences.
    let wrong = with(&flat("90.000"));
    let findings = wrong.report.findings.iter();
    let told: Vec<&str> = findings
        .filter(|finding| finding.severity > Severity::Info)
        .map(|finding| finding.code)
        .collect();
    assert_eq!(told, ["C116"], "{told:?}");
    // Told at the row: the tree's own sums bear the tree out.
    let place = wrong.report.findings.iter().find_map(|finding| {
        let place = finding.place.as_ref().filter(|_| finding.code == "C116")?;
        Some(format!("{} {}", place.on.file, place.cell))
    });
    assert_eq!(place.as_deref(), Some("Rekap.csv K4"));
    // A recap of other figures altogether says nothing of these documents.
    let other = flat("40.000")
        .replace("150.000", "170.000")
        .replace("100.000", "130.000")
        .replace("60.000", "75.000");
    check(&with(&other), &[]);
}

#[test]
fn a_budget_that_its_flat_recap_and_later_documents_contradict_is_told_itself() {
    let more = ["650.000", "650.000", "150.000", "200.000", "300.000"];
    let wrong = dpa("DINAS CONTOH SATU", more);
    let spent = report(
        "DINAS CONTOH SATU",
        "LAPORAN REALISASI ANGGARAN S.D. BULAN MARET",
        SPENT,
    );
    let result = run(&[
        ("Dinas Contoh Satu/DPA.csv", &wrong),
        ("Dinas Contoh Satu/Maret.csv", &spent),
        ("Dinas Contoh Dua/DPA.csv", &other_dpa()),
        ("Rekap.csv", &flat("40.000")),
    ]);
    check(&result, &["C101 Dinas Contoh Satu/DPA.csv"]);
}

#[test]
fn a_row_that_a_flat_recap_lists_twice_or_not_at_all_is_told_in_the_recap() {
    let (one, two) = (dpa("DINAS CONTOH SATU", BUDGET), other_dpa());
    let right = flat("40.000");
    let row = right
        .lines()
        .find(|line| line.contains("Satu;1.02.02") && line.contains("5.1.02.02;"))
        .expect("a row");
    let twice = right.replace(row, &format!("{row}\n{row}"));
    let dropped = right.replace(&format!("{row}\n"), "");
    for recap in [twice, dropped] {
        let result = run(&[
            ("Dinas Contoh Satu/DPA.csv", &one),
            ("Dinas Contoh Dua/DPA.csv", &two),
            ("Rekap.csv", &recap),
        ]);
        check(&result, &["C116 Rekap.csv"]);
    }
}

/// A budget by account with its line items, and a report by account.
fn budget_by_account(personnel: &str, sums: [&str; 2]) -> String {
    let [operating, all] = sums;
    format!(
        "DOKUMEN PELAKSANAAN ANGGARAN (DPA-SKPD)\nDINAS CONTOH SATU\nTAHUN ANGGARAN 2023\n\nKode Rekening;Uraian;Koefisien;Satuan;Harga Satuan;Jumlah\n5;BELANJA DAERAH;;;;{all}\n5.1;Belanja Operasi;;;;{operating}\n5.1.01;Belanja Pegawai;;;;{personnel}\n;Honorarium petugas contoh;4;Orang;{};{personnel}\n5.1.02;Belanja Barang dan Jasa;;;;200.000\n;Kertas contoh;10;Rim;20.000;200.000\n5.2;Belanja Modal;;;;300.000\n;Meja contoh;3;Unit;100.000;300.000\n",
        if personnel == "400.000" {
            "100.000"
        } else {
            "110.000"
        }
    )
}

const SPENT_BY_ACCOUNT: &str = "LAPORAN REALISASI ANGGARAN\nDINAS CONTOH SATU\nTAHUN ANGGARAN 2023\n\nKode Rekening;Uraian;Anggaran;Realisasi;Sisa\n5;BELANJA DAERAH;900.000;450.000;450.000\n5.1;Belanja Operasi;600.000;300.000;300.000\n5.1.01;Belanja Pegawai;400.000;200.000;200.000\n5.1.02;Belanja Barang dan Jasa;200.000;100.000;100.000\n5.2;Belanja Modal;300.000;150.000;150.000\n";

#[test]
fn tables_by_account_take_part_in_the_chain() {
    let budget = budget_by_account("400.000", ["600.000", "900.000"]);
    let right = run(&[("a/DPA.csv", &budget), ("a/LRA.csv", SPENT_BY_ACCOUNT)]);
    check(&right, &[]);
    let held = right.report.relations.iter();
    let held = held.filter(|relation| ["C101", "C102"].contains(&relation.rule));
    assert_eq!(held.count(), 5);
    let of = |stage| amount(&right, "a", stage).or(amount(&right, "Dinas Contoh Satu", stage));
    assert_eq!(of(BudgetStage::Dpa), Some(Decimal::from(900_000)));
    assert_eq!(of(BudgetStage::Realisasi), Some(Decimal::from(450_000)));
    let budget = budget_by_account("440.000", ["640.000", "940.000"]);
    let wrong = run(&[("a/DPA.csv", &budget), ("a/LRA.csv", SPENT_BY_ACCOUNT)]);
    check(&wrong, &["C101 a/LRA.csv"]);
}

#[test]
fn accounts_of_several_sub_kegiatan_are_none_of_them_alone() {
    // Two halves of one budget, an account in each: the report states them together.
    let half = "DOKUMEN PELAKSANAAN ANGGARAN (DPA-SKPD)\nDINAS CONTOH SATU\nTAHUN ANGGARAN 2023\n\nKode Rekening;Uraian;Koefisien;Satuan;Harga Satuan;Jumlah\n5;BELANJA DAERAH;;;;450.000\n5.1;Belanja Operasi;;;;300.000\n5.1.01;Belanja Pegawai;;;;200.000\n;Honorarium petugas contoh;2;Orang;100.000;200.000\n5.1.02;Belanja Barang dan Jasa;;;;100.000\n;Kertas contoh;5;Rim;20.000;100.000\n5.2;Belanja Modal;;;;150.000\n;Meja contoh;3;Unit;50.000;150.000\n";
    let other = half
        .replace("200.000", "190.000")
        .replace("2;Orang;100.000", "2;Orang;95.000")
        .replace("300.000", "290.000")
        .replace("450.000", "440.000");
    let both = workbook(&[("Sub 1", half), ("Sub 2", &other)]);
    let spent = SPENT_BY_ACCOUNT
        .replace("900.000;450.000;450.000", "890.000;450.000;440.000")
        .replace("600.000;300.000;300.000", "590.000;300.000;290.000")
        .replace("400.000;200.000;200.000", "390.000;200.000;190.000");
    let files: [(&str, &[u8]); 2] = [("a/DPA.xlsx", &both), ("a/LRA.csv", spent.as_bytes())];
    let result = run_files(files.into_iter(), Expectations::default());
    check(&result, &[]);
    let chain = result.report.chain.agencies.first().expect("a chain");
    let budget = chain.steps.first().expect("the budget");
    assert_eq!(budget.amount, Some(Decimal::from(890_000)));
}

#[test]
fn a_documents_own_date_tells_that_it_is_late() {
    let expectations = || Expectations {
        agencies: agencies("code,name,aliases\n1,Dinas Contoh Satu,\n"),
        documents: vec!["dpa".to_owned()],
        deadline: day("2023-01-31"),
    };
    let state = |text: &str| {
        let files = [("Dinas Contoh Satu/DPA.csv", text.as_bytes())];
        let result = run_files(files.into_iter(), expectations());
        let cell = result.report.completeness.cell("Dinas Contoh Satu", "dpa");
        cell.map(|cell| cell.state)
    };
    let signed = |line: &str| {
        let mut text = dpa("DINAS CONTOH SATU", BUDGET);
        text.push_str(&format!(";;;{line}\n;;;Kepala Dinas Contoh Satu\n"));
        text
    };
    assert_eq!(
        state(&signed("Contoh, 10 Februari 2023")),
        Some(State::Late)
    );
    assert_eq!(
        state(&signed("Contoh, 10 Januari 2023")),
        Some(State::Present)
    );
    // Dates of other things, and of another year's form.
    assert_eq!(
        state(&signed("Dicetak, 10 Februari 2023")),
        Some(State::Present)
    );
    assert_eq!(
        state(&signed("Contoh, 10 Februari 2019")),
        Some(State::Present)
    );
    let titled = |line: &str| dpa(&format!("DINAS CONTOH SATU\n{line}"), BUDGET);
    assert_eq!(
        state(&titled("Tanggal : 10 Februari 2023")),
        Some(State::Late)
    );
    let law = "Peraturan Daerah Nomor 5 Tahun 2022 tanggal 10 Februari 2023";
    assert_eq!(state(&titled(law)), Some(State::Present));
}

#[test]
fn months_that_are_not_cumulative_are_added_for_the_chain() {
    let month = |title: &str, figures: [&str; 5]| {
        report(
            "DINAS CONTOH SATU",
            &format!("LAPORAN REALISASI ANGGARAN {title}"),
            figures,
        )
    };
    let whole = month("", SPENT);
    let result = run(&[("a/LRA.csv", &whole)]);
    let spent = amount(&result, "a", BudgetStage::Realisasi).or(amount(
        &result,
        "Dinas Contoh Satu",
        BudgetStage::Realisasi,
    ));
    assert_eq!(spent, Some(Decimal::from(300_000)));
    let march = month("S.D. BULAN MARET", SPENT);
    let april = month(
        "S.D. BULAN APRIL",
        [
            "600.000;400.000",
            "600.000;400.000",
            "100.000;60.000",
            "200.000;140.000",
            "300.000;200.000",
        ],
    );
    let result = run(&[("a/Maret.csv", &march), ("a/April.csv", &april)]);
    let chain = result.report.chain.agencies.first().expect("a chain");
    let spent = chain.spent().expect("spending");
    assert_eq!(spent.amount, Some(Decimal::from(400_000)));
    assert_eq!(spent.documents.len(), 1);
    // What is no tree's own is nobody's either.
    let plan = tree("KUA-PPAS", "DINAS CONTOH SATU", "Jumlah", &BUDGET);
    let result = run(&[("a/KUA.csv", &plan)]);
    assert_eq!(result.report.chain.agencies.len(), 1);
}
