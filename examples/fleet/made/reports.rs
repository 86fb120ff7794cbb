//! Papers that agencies write by hand beside their budgets (performance, services, purchases, travel), each with
//! one slip that budgets and their reports do not show. Comes in: the agencies. Goes out: a file for each of the
//! last of them, and what is wrong with it. Nothing here is left to chance, so no other figure moves with it.

use super::papers::Dossier;
use super::sheets::{self, Datum};
use super::{Fault, File, YEAR};

/// A paper as it is typed, and its slip.
struct Report {
    stem: &'static str,
    title: &'static str,
    is_workbook: bool,
    cause: &'static str,
    cell: &'static str,
    codes: &'static [&'static str],
    /// Its rows from the header on; in a workbook plain digits are numbers, and `=FORMULA -> VALUE` is a formula.
    rows: &'static str,
}

const REPORTS: &[Report] = &[
    Report {
        stem: "LKjIP 2023",
        title: "LAPORAN KINERJA INSTANSI PEMERINTAH",
        is_workbook: false,
        cause: "capped-at-100",
        cell: "F6",
        codes: &["A301"],
        rows: concat!(
            "No;Sasaran;Indikator Kinerja;Target;Realisasi;Capaian (%)\n",
            "1;Layanan contoh yang baik;Jumlah layanan contoh;80;92;100,00\n",
            "2;Layanan contoh yang cepat;Jumlah dokumen contoh;40;39;97,50\n",
            "3;Layanan contoh yang murah;Jumlah kegiatan contoh;25;24;96,00\n",
            "4;Layanan contoh yang dekat;Jumlah lokasi contoh;12;15;125,00\n",
            "5;Layanan contoh yang jelas;Jumlah papan contoh;30;27;90,00\n",
        ),
    },
    Report {
        stem: "Perbandingan Kinerja 2023",
        title: "LAPORAN KINERJA INSTANSI PEMERINTAH",
        is_workbook: false,
        cause: "points-instead-of-percent",
        cell: "E8",
        codes: &["A302"],
        rows: concat!(
            "No;Indikator Kinerja;Realisasi 2022;Realisasi 2023;Peningkatan/Penurunan (%)\n",
            "1;2;3;4;5 = (4-3)/3 x 100%\n",
            "1;Nilai survei kepuasan contoh;80,00;84,00;5,00\n",
            "2;Indeks pelayanan contoh;75,00;78,00;3,00\n",
            "3;Indeks kematangan contoh;60,00;63,00;5,00\n",
        ),
    },
    Report {
        stem: "Biaya Kendaraan 2023",
        title: "REKAPITULASI BIAYA OPERASIONAL KENDARAAN DINAS",
        is_workbook: false,
        cause: "sum-labelled-mean",
        cell: "D12",
        codes: &["A102"],
        rows: concat!(
            "No;Bulan;Pemeliharaan (Rp);Bahan Bakar (Rp);Pajak Kendaraan (Rp)\n",
            "1;Januari;4.150.000;6.225.000;0\n",
            "2;Februari;2.875.000;5.940.000;1.320.000\n",
            "3;Maret;6.300.000;6.512.000;0\n",
            "4;April;1.980.000;5.371.000;2.145.000\n",
            "5;Mei;3.465.000;6.118.000;0\n",
            "6;Juni;2.730.000;5.834.000;965.000\n",
            ";JUMLAH;21.500.000;6.000.000;4.430.000\n",
        ),
    },
    Report {
        stem: "Daftar Belanja Barang 2023",
        title: "DAFTAR BELANJA BARANG PAKAI HABIS",
        is_workbook: false,
        cause: "swapped-separators",
        cell: "E9",
        codes: &["R011"],
        rows: concat!(
            "No;Nama Barang;Volume;Satuan;Harga Satuan (Rp);Jumlah (Rp)\n",
            "1;Kertas contoh;120;Rim;62.500,00;7.500.000,00\n",
            "2;Tinta contoh;45;Botol;118.000,00;5.310.000,00\n",
            "3;Map contoh;800;Lembar;3.750,00;3.000.000,00\n",
            "4;Baterai contoh;60;Pasang;24,500;1.470.000,00\n",
            "5;Pita contoh;30;Gulung;41.200,00;1.236.000,00\n",
            ";JUMLAH;;;;18.516.000,00\n",
        ),
    },
    Report {
        stem: "Perjalanan Dinas 2023",
        title: "REKAPITULASI BIAYA PERJALANAN DINAS",
        is_workbook: true,
        cause: "residual-row",
        cell: "C9",
        codes: &["A712"],
        rows: concat!(
            "No;Bidang;Uang Harian (Rp);Transportasi (Rp);Jumlah (Rp)\n",
            "1;Sekretariat;18500000;7250000;=C6+D6 -> 25750000\n",
            "2;Bidang Contoh Satu;24750000;11400000;=C7+D7 -> 36150000\n",
            "3;Bidang Contoh Dua;21300000;9850000;=C8+D8 -> 31150000\n",
            "4;Lain-lain;=C10-C6-C7-C8 -> 5450000;1500000;=C9+D9 -> 6950000\n",
            ";JUMLAH;70000000;=SUM(D6:D9) -> 30000000;=C10+D10 -> 100000000\n",
        ),
    },
    Report {
        stem: "Konsumsi Rapat 2023",
        title: "REKAPITULASI BELANJA MAKAN DAN MINUM RAPAT",
        is_workbook: true,
        cause: "constant-in-formula",
        cell: "D10",
        codes: &["A102", "A711"],
        rows: concat!(
            "No;Acara;Peserta (Orang);Biaya (Rp)\n",
            "1;Rapat koordinasi contoh;40;2840000\n",
            "2;Rapat evaluasi contoh;25;1775000\n",
            "3;Sosialisasi contoh;110;7315000\n",
            "4;Forum perangkat daerah contoh;65;4615000\n",
            ";JUMLAH;=SUM(C6:C9) -> 240;=SUM(D6:D9)+450000 -> 16995000\n",
        ),
    },
];

/// The papers, one for each of the last agencies.
pub(super) fn reports(dossiers: &[Dossier]) -> (Vec<File>, Vec<Fault>) {
    let made = dossiers.iter().rev().zip(REPORTS);
    let made = made.map(|(dossier, report)| {
        let ending = if report.is_workbook { "xlsx" } else { "csv" };
        let path = format!("{}/{}.{ending}", dossier.agency.folder, report.stem);
        let fault = Fault {
            kind: "slip",
            agency: dossier.agency.name.clone(),
            documents: vec![path.clone()],
            codes: report.codes,
            causes: vec![report.cause],
            cell: Some(report.cell.to_owned()),
        };
        let bytes = bytes(report, &dossier.agency.name);
        (File { path, bytes }, fault)
    });
    made.unzip()
}

fn bytes(report: &Report, agency: &str) -> Vec<u8> {
    let text = format!(
        "{}\nPerangkat Daerah : {agency}\nTAHUN {YEAR}\n\n{}",
        report.title, report.rows
    );
    if !report.is_workbook {
        return text.into_bytes();
    }
    let rows = text.lines().map(|row| row.split(';').map(datum).collect());
    sheets::calculated(&rows.collect::<Vec<Vec<Datum>>>())
}

fn datum(text: &str) -> Datum {
    let formula = text.split_once(" -> ");
    let formula = formula.and_then(|(formula, value)| Some((formula, value.parse().ok()?)));
    match (formula, text.parse()) {
        (Some((formula, value)), _) => Datum::Formula(formula.to_owned(), value),
        (None, Ok(number)) => Datum::Number(number),
        (None, Err(_)) if text.is_empty() => Datum::Empty,
        (None, Err(_)) => Datum::Text(text.to_owned()),
    }
}
