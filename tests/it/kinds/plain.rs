//! Documents in the plain forms that offices type by hand: a head with one level of the tree, a plan
//! without indicators, an agreement without amounts.

use rust_decimal::Decimal;

use super::sheets::{
    Form, Sample, code, count, document, label, money, number, percent, share, text, words,
};
use super::tree::{self, detail, fill, programs};
use crate::chance::Chance;
use crate::layouts::data::{Datum, Role, Row};

pub(super) const FORMS: &[Form] = &[
    realisasi_sub_kegiatan,
    realisasi_program,
    alokasi_program,
    renja_pagu,
    renstra,
    perjanjian_tanpa_anggaran,
];

const NAMES: &[&str] = &[
    "Penyediaan Gaji dan Tunjangan ASN",
    "Penyediaan Bahan Logistik Kantor",
    "Pemeliharaan Kendaraan Dinas",
    "Penyusunan Dokumen Perencanaan",
    "Koordinasi dan Sinkronisasi",
];

fn listed() -> Vec<tree::Line> {
    NAMES.iter().map(|name| detail(0, None, name)).collect()
}

fn realisasi(chance: &mut Chance, name: &'static str, titles: &[&str], head: &str) -> Sample {
    let columns = vec![
        label(head),
        money("pagu", "Pagu Dana"),
        money("realisasi", "Realisasi"),
        percent("capaian", "%"),
        money("sisa", "Sisa Anggaran"),
    ];
    let rows = fill(
        &listed(),
        Some("TOTAL"),
        |_| {
            let pagu = chance.money();
            vec![pagu, chance.part(pagu)]
        },
        |_, figures| {
            vec![
                Datum::Empty,
                number(figures[0]),
                number(figures[1]),
                share(figures[1], figures[0]),
                number(figures[0] - figures[1]),
            ]
        },
    );
    Sample {
        name,
        document: document("realisasi-sub-kegiatan", titles, columns, rows),
        proved: &["pagu", "realisasi", "capaian", "sisa"],
    }
}

fn realisasi_sub_kegiatan(chance: &mut Chance) -> Sample {
    let titles = ["REALISASI KEUANGAN BULAN MARET 2023"];
    realisasi(
        chance,
        "realisasi-sub-kegiatan, satu tingkat",
        &titles,
        "Sub Kegiatan",
    )
}

fn realisasi_program(chance: &mut Chance) -> Sample {
    let titles = ["DINAS CONTOH", "REALISASI S.D. JUNI 2023"];
    realisasi(
        chance,
        "realisasi-sub-kegiatan, per program",
        &titles,
        "Program",
    )
}

fn alokasi_program(chance: &mut Chance) -> Sample {
    let columns = vec![
        label("Program"),
        money("pagu", "Anggaran"),
        text("keterangan", "Keterangan"),
    ];
    let rows = fill(
        &listed(),
        Some("Jumlah"),
        |_| vec![chance.money()],
        |_, figures| vec![Datum::Empty, number(figures[0]), words("APBD")],
    );
    Sample {
        name: "alokasi-anggaran, per program",
        document: document("alokasi-anggaran", &["DINAS CONTOH"], columns, rows),
        proved: &["pagu"],
    }
}

fn renja_pagu(chance: &mut Chance) -> Sample {
    let lines = programs(chance, false);
    let columns = vec![
        code("Kode"),
        label("Uraian"),
        money("pagu", "Pagu Indikatif 2023"),
        money("prakiraan-maju", "Prakiraan Maju 2024"),
    ];
    let rows = fill(
        &lines,
        None,
        |_| vec![chance.money(), chance.money()],
        |_, figures| {
            let amounts = figures.iter().copied().map(number);
            [Datum::Empty, Datum::Empty]
                .into_iter()
                .chain(amounts)
                .collect()
        },
    );
    Sample {
        name: "renja, tanpa indikator",
        document: document("renja", &["RENJA DINAS CONTOH 2023"], columns, rows),
        proved: &["pagu", "prakiraan-maju"],
    }
}

fn perjanjian_tanpa_anggaran(chance: &mut Chance) -> Sample {
    let columns = vec![
        label("Sasaran Strategis"),
        text("indikator", "Indikator Kinerja"),
        text("satuan", "Satuan"),
        percent("target", "Target"),
    ];
    let objectives = ["mutu", "ketepatan", "akuntabilitas"];
    let objectives = objectives.iter();
    let both = objectives.flat_map(|what| NAMES.iter().map(move |name| (what, name)));
    let rows = both.map(|(what, name)| Row {
        role: Role::Detail,
        depth: 0,
        code: None,
        label: format!("Meningkatnya {what} {}", name.to_lowercase()),
        cells: vec![
            Datum::Empty,
            words("Nilai kinerja"),
            words("Nilai"),
            number(Decimal::new(chance.within(2000, 9500), 2)),
        ],
    });
    Sample {
        name: "perjanjian-kinerja, tanpa anggaran",
        document: document(
            "perjanjian-kinerja",
            &["PERJANJIAN KINERJA TAHUN 2023"],
            columns,
            rows.collect(),
        ),
        proved: &[],
    }
}

/// Years of a plan.
const YEARS: [i32; 5] = [2022, 2023, 2024, 2025, 2026];

fn renstra(chance: &mut Chance) -> Sample {
    let lines = programs(chance, false);
    let mut columns = vec![
        code("Kode"),
        label("Program/Kegiatan"),
        text("indikator", "Indikator Kinerja"),
    ];
    for year in YEARS {
        columns.push(count("target", &format!("{year} | Target")));
        columns.push(money("pagu", &format!("{year} | Rp")));
    }
    let end = "Kondisi Kinerja pada Akhir Periode Renstra";
    columns.push(count("target-akhir", &format!("{end} | Target")));
    columns.push(money("pagu-akhir", &format!("{end} | Rp")));
    let rows = fill(
        &lines,
        None,
        |_| YEARS.map(|_| chance.money()).to_vec(),
        |_, figures| {
            let mut cells = vec![Datum::Empty, Datum::Empty, words("Persentase layanan")];
            for (nth, pagu) in (60..).step_by(5).zip(figures) {
                cells.push(number(Decimal::from(nth)));
                cells.push(number(*pagu));
            }
            cells.push(number(Decimal::from(80)));
            cells.push(number(figures.iter().sum()));
            cells
        },
    );
    Sample {
        name: "renstra",
        document: document(
            "renstra",
            &["RENSTRA DINAS CONTOH 2022-2026"],
            columns,
            rows,
        ),
        proved: &["pagu", "pagu-akhir"],
    }
}
