//! Summaries that reports hold beside their great tables: allocation, efficiency, accountability, the
//! stages of a budget.

use rust_decimal::Decimal;

use super::sheets::{
    Form, Sample, count, document, label, money, number, percent, share, text, words,
};
use super::tree::{Line, fill};
use crate::chance::Chance;
use crate::layouts::data::{Datum, Role, Row};

pub(super) const FORMS: &[Form] = &[
    alokasi,
    efisiensi_anggaran,
    efisiensi_kinerja,
    akuntabilitas,
    perubahan,
];

const FIELDS: &[(&str, &str, &[&str])] = &[
    (
        "URUSAN PEMERINTAHAN BIDANG PERSANDIAN",
        "Program Penyelenggaraan Persandian untuk Pengamanan Informasi",
        &[
            "Kegiatan Penyelenggaraan Persandian Daerah",
            "Kegiatan Penetapan Pola Hubungan Komunikasi Sandi",
        ],
    ),
    (
        "URUSAN PEMERINTAHAN BIDANG STATISTIK",
        "Program Penyelenggaraan Statistik Sektoral",
        &["Kegiatan Penyelenggaraan Statistik Sektoral Daerah"],
    ),
    (
        "URUSAN PEMERINTAHAN BIDANG PERPUSTAKAAN",
        "Program Pembinaan Perpustakaan",
        &[
            "Kegiatan Pengelolaan Perpustakaan Daerah",
            "Kegiatan Pembudayaan Gemar Membaca",
        ],
    ),
];

/// Urusan, program and kegiatan told apart by their words alone.
fn alokasi(chance: &mut Chance) -> Sample {
    let line = |depth, role, label: &str| Line {
        depth,
        code: None,
        label: label.to_owned(),
        role,
    };
    let mut lines = Vec::new();
    for (field, program, activities) in FIELDS {
        lines.push(line(0, Role::Heading, field));
        lines.push(line(1, Role::Heading, program));
        for activity in *activities {
            lines.push(line(2, Role::Detail, activity));
        }
    }
    let columns = vec![
        label("Bidang Urusan/Program/Kegiatan"),
        money("pagu", "Anggaran"),
        text("keterangan", "Keterangan"),
    ];
    let rows = fill(
        &lines,
        Some("JUMLAH"),
        |_| vec![chance.money()],
        |line, figures| {
            let note = if line.role == Role::Total {
                Datum::Empty
            } else {
                words("APBD-P Tahun 2023")
            };
            vec![Datum::Empty, number(figures[0]), note]
        },
    );
    Sample {
        name: "alokasi-anggaran",
        document: document(
            "alokasi-anggaran",
            &["ALOKASI ANGGARAN PROGRAM DAN KEGIATAN TAHUN 2023"],
            columns,
            rows,
        ),
        proved: &["pagu"],
    }
}

fn row(label: &str, cells: Vec<Datum>) -> Row {
    Row {
        role: Role::Detail,
        depth: 0,
        code: None,
        label: label.to_owned(),
        cells: [Datum::Empty].into_iter().chain(cells).collect(),
    }
}

fn whole(chance: &mut Chance, least: i64, most: i64) -> Datum {
    number(Decimal::from(chance.within(least, most)))
}

fn efisiensi_anggaran(chance: &mut Chance) -> Sample {
    let columns = vec![
        label("Tahun"),
        money("pagu", "Anggaran Belanja"),
        money("realisasi", "Realisasi"),
        money("sisa", "Nilai Efisiensi"),
        percent("capaian", "Persentase"),
        count(
            "count:program",
            "Total Program/Kegiatan yang dianggarkan | Program",
        ),
        count(
            "count:kegiatan",
            "Total Program/Kegiatan yang dianggarkan | Kegiatan",
        ),
    ];
    let rows = ["2020", "2021", "2022", "2023"].map(|year| {
        let pagu = chance.money();
        let spent = Decimal::from(pagu / 100 * chance.within(60, 99));
        let pagu = Decimal::from(pagu);
        let cells = vec![
            number(pagu),
            number(spent),
            number(pagu - spent),
            share(spent, pagu),
            whole(chance, 2, 9),
            whole(chance, 10, 40),
        ];
        row(year, cells)
    });
    Sample {
        name: "efisiensi-anggaran",
        document: document(
            "efisiensi-anggaran",
            &["EFISIENSI PENGGUNAAN ANGGARAN PROGRAM DAN KEGIATAN"],
            columns,
            rows.to_vec(),
        ),
        proved: &["pagu", "realisasi", "sisa", "capaian"],
    }
}

const OBJECTIVES: &[&str] = &[
    "Meningkatnya layanan informasi publik",
    "Meningkatnya kualitas data sektoral",
    "Meningkatnya keamanan informasi daerah",
    "Meningkatnya literasi masyarakat",
    "Meningkatnya tata kelola arsip",
];

/// A percentage with two decimals.
fn part(chance: &mut Chance) -> Decimal {
    Decimal::new(chance.within(3_000, 14_500), 2)
}

fn efisiensi_kinerja(chance: &mut Chance) -> Sample {
    let columns = vec![
        label("Sasaran Strategis"),
        percent("capaian", "Capaian Kinerja (%)"),
        percent("penyerapan", "Penyerapan Anggaran (%)"),
        percent("efisiensi", "Tingkat Efisiensi (%)"),
    ];
    let rows = OBJECTIVES.iter().map(|name| {
        let (reached, spent) = (part(chance), part(chance));
        row(name, [reached, spent, reached - spent].map(number).to_vec())
    });
    Sample {
        name: "efisiensi-kinerja",
        document: document(
            "efisiensi-kinerja",
            &["TINGKAT EFISIENSI SASARAN STRATEGIS TAHUN 2023"],
            columns,
            rows.collect(),
        ),
        proved: &["capaian", "penyerapan", "efisiensi"],
    }
}

/// Weights add up to 100, and no component reaches more than its weight.
fn akuntabilitas(chance: &mut Chance) -> Sample {
    const COMPONENTS: &[(&str, i64)] = &[
        ("Perencanaan Kinerja", 30),
        ("Pengukuran Kinerja", 30),
        ("Pelaporan Kinerja", 15),
        ("Evaluasi Akuntabilitas Kinerja Internal", 25),
    ];
    let columns = vec![
        label("Komponen yang Dinilai"),
        count("bobot", "Bobot (%)"),
        count("nilai", "Nilai Tahun 2021"),
        count("nilai", "Nilai Tahun 2022"),
        count("nilai", "Nilai Tahun 2023"),
    ];
    let mut sums = vec![Decimal::ZERO; 4];
    let mut rows: Vec<Row> = COMPONENTS
        .iter()
        .map(|(name, weight)| {
            let mut cells = vec![Decimal::from(*weight)];
            for _ in 0..3 {
                cells.push(Decimal::new(weight * chance.within(45, 97), 2));
            }
            for (sum, value) in sums.iter_mut().zip(&cells) {
                *sum += value;
            }
            row(name, cells.into_iter().map(number).collect())
        })
        .collect();
    let mut total = row(
        "Nilai Hasil Evaluasi",
        sums.into_iter().map(number).collect(),
    );
    (total.role, total.label) = (Role::Total, "JUMLAH".to_owned());
    rows.push(total);
    Sample {
        name: "evaluasi-akuntabilitas",
        document: document(
            "evaluasi-akuntabilitas",
            &["HASIL EVALUASI AKUNTABILITAS KINERJA INSTANSI PEMERINTAH"],
            columns,
            rows,
        ),
        proved: &["bobot", "nilai"],
    }
}

fn perubahan(chance: &mut Chance) -> Sample {
    let columns = vec![
        label("Uraian"),
        count("count:program", "Jumlah Program"),
        count("count:kegiatan", "Jumlah Kegiatan"),
        count("count:sub kegiatan", "Jumlah Sub Kegiatan"),
        money("target-pendapatan", "Jumlah Anggaran Pendapatan"),
        money("pagu", "Jumlah Anggaran Belanja"),
    ];
    let rows = ["RKPD", "DPA", "RKPD Perubahan", "DPPA"].map(|stage| {
        let cells = vec![
            whole(chance, 2, 9),
            whole(chance, 10, 40),
            whole(chance, 41, 120),
            number(Decimal::from(chance.money())),
            number(Decimal::from(chance.money())),
        ];
        row(stage, cells)
    });
    Sample {
        name: "perubahan-anggaran",
        document: document(
            "perubahan-anggaran",
            &["PERUBAHAN ANGGARAN TAHUN 2023", "DINAS CONTOH"],
            columns,
            rows.to_vec(),
        ),
        proved: &[],
    }
}
