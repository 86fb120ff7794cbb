//! Reports of what was spent and reached: LRA in its forms, payment documents, E.81, revenue,
//! performance, balance sheet, staff.

use rust_decimal::Decimal;

use super::sheets::{
    Form, Sample, code, count, document, label, money, number, percent, share, stating, text, words,
};
use super::tree::{self, accounts, detail, fill, heading, programs};
use crate::chance::Chance;
use crate::layouts::data::{Datum, Role, Row};

pub(super) const FORMS: &[Form] = &[
    lra_program,
    lra_program_kumulatif,
    lra_program_bulan,
    lra_tiap_bulan,
    lra_tiap_bulan_kumulatif,
    lra_rekening,
    lra_rekening_kumulatif,
    lra_kelompok,
    ringkasan,
    evaluasi,
    dokumen,
    pendapatan,
    kinerja,
    perjanjian,
    neraca,
    pegawai,
    nominatif,
];

fn lra(
    chance: &mut Chance,
    name: &'static str,
    kind: &'static str,
    lines: &[tree::Line],
    heads: [&str; 2],
) -> Sample {
    let columns = vec![
        code(heads[0]),
        label(heads[1]),
        money("pagu", "Anggaran (Rp)"),
        money("realisasi", "Realisasi (Rp)"),
        stating(percent("capaian", "%"), "4/3*100"),
        stating(money("sisa", "Sisa Anggaran (Rp)"), "3-4"),
    ];
    let rows = fill(
        lines,
        Some("JUMLAH"),
        |_| {
            let pagu = chance.money();
            vec![pagu, chance.part(pagu)]
        },
        |_, figures| {
            let (pagu, spent) = (figures[0], figures[1]);
            vec![
                Datum::Empty,
                Datum::Empty,
                number(pagu),
                number(spent),
                share(spent, pagu),
                number(pagu - spent),
            ]
        },
    );
    let titles = [
        "LAPORAN REALISASI ANGGARAN",
        "DINAS CONTOH",
        "TAHUN ANGGARAN 2023",
    ];
    Sample {
        name,
        document: document(kind, &titles, columns, rows),
        proved: &["pagu", "realisasi", "capaian", "sisa"],
    }
}

fn lra_program(chance: &mut Chance) -> Sample {
    let lines = programs(chance, true);
    lra(
        chance,
        "realisasi-sub-kegiatan",
        "realisasi-sub-kegiatan",
        &lines,
        ["Kode", "Urusan/Program/Kegiatan/Sub Kegiatan"],
    )
}

fn lra_rekening(chance: &mut Chance) -> Sample {
    let lines = accounts(chance);
    lra(
        chance,
        "realisasi-rekening",
        "realisasi-rekening",
        &lines,
        ["Kode Rekening", "Uraian"],
    )
}

fn kumulatif(
    chance: &mut Chance,
    name: &'static str,
    kind: &'static str,
    lines: &[tree::Line],
    heads: [&str; 5],
) -> Sample {
    let lalu = if heads[2].contains("Lalu") {
        "realisasi-lalu"
    } else {
        "realisasi"
    };
    let ini = if heads[3].contains("Ini") {
        "realisasi-ini"
    } else {
        "realisasi"
    };
    let columns = vec![
        code(heads[0]),
        label(heads[1]),
        money("pagu", "Pagu Anggaran"),
        money(lalu, heads[2]),
        money(ini, heads[3]),
        money("realisasi", heads[4]),
        percent("capaian", "Persentase"),
        money("sisa", "Sisa Pagu"),
    ];
    let rows = fill(
        lines,
        Some("Jumlah"),
        |_| {
            let pagu = chance.money();
            let before = chance.part(pagu * 2 / 3);
            vec![pagu, before, chance.part(pagu / 3)]
        },
        |_, figures| {
            let spent = figures[1] + figures[2];
            vec![
                Datum::Empty,
                Datum::Empty,
                number(figures[0]),
                number(figures[1]),
                number(figures[2]),
                number(spent),
                share(spent, figures[0]),
                number(figures[0] - spent),
            ]
        },
    );
    let titles = ["LAPORAN REALISASI FISIK DAN KEUANGAN", "BULAN JUNI 2023"];
    Sample {
        name,
        document: document(kind, &titles, columns, rows),
        proved: &[
            "pagu",
            "realisasi-lalu",
            "realisasi-ini",
            "realisasi",
            "capaian",
            "sisa",
        ],
    }
}

fn lra_program_kumulatif(chance: &mut Chance) -> Sample {
    let lines = programs(chance, false);
    kumulatif(
        chance,
        "realisasi-sub-kegiatan, s.d. bulan ini",
        "realisasi-sub-kegiatan",
        &lines,
        [
            "Kode",
            "Program / Kegiatan / Sub Kegiatan",
            "Realisasi | s.d. Bulan Lalu",
            "Realisasi | Bulan Ini",
            "Realisasi | s.d. Bulan Ini",
        ],
    )
}

fn lra_program_bulan(chance: &mut Chance) -> Sample {
    let lines = programs(chance, false);
    kumulatif(
        chance,
        "realisasi-sub-kegiatan, s.d. Juni",
        "realisasi-sub-kegiatan",
        &lines,
        [
            "Kode",
            "Program / Kegiatan / Sub Kegiatan",
            "Realisasi s.d. Mei",
            "Realisasi Juni",
            "Realisasi s.d. Juni",
        ],
    )
}

const MONTHS: [&str; 6] = ["Januari", "Februari", "Maret", "April", "Mei", "Juni"];

/// A column a month; where months are cumulative the last one is what was spent.
fn tiap_bulan(chance: &mut Chance, is_cumulative: bool) -> Sample {
    let lines = programs(chance, true);
    let mut columns = vec![
        code("Kode"),
        label("Program / Kegiatan / Sub Kegiatan"),
        money("pagu", "Pagu Anggaran"),
    ];
    for month in MONTHS {
        columns.push(money("realisasi", &format!("Realisasi | {month}")));
    }
    columns.push(money("realisasi", "Jumlah Realisasi"));
    columns.push(money("sisa", "Sisa Pagu"));
    let rows = fill(
        &lines,
        Some("Jumlah"),
        |_| {
            let pagu = chance.money();
            let months = (0..6).map(|_| chance.part(pagu / 8));
            std::iter::once(pagu)
                .chain(months.collect::<Vec<_>>())
                .collect()
        },
        |_, figures| {
            let (pagu, months) = (figures[0], &figures[1..]);
            let spent: Decimal = months.iter().sum();
            let mut cells = vec![Datum::Empty, Datum::Empty, number(pagu)];
            let mut until = Decimal::ZERO;
            for &month in months {
                until += month;
                cells.push(number(if is_cumulative { until } else { month }));
            }
            cells.extend([number(spent), number(pagu - spent)]);
            cells
        },
    );
    let titles = ["REALISASI BELANJA SEMESTER PERTAMA", "TAHUN ANGGARAN 2023"];
    Sample {
        name: if is_cumulative {
            "realisasi-sub-kegiatan, tiap bulan kumulatif"
        } else {
            "realisasi-sub-kegiatan, tiap bulan"
        },
        document: document("realisasi-sub-kegiatan", &titles, columns, rows),
        proved: &["pagu", "realisasi", "sisa"],
    }
}

fn lra_tiap_bulan(chance: &mut Chance) -> Sample {
    tiap_bulan(chance, false)
}

fn lra_tiap_bulan_kumulatif(chance: &mut Chance) -> Sample {
    tiap_bulan(chance, true)
}

fn lra_rekening_kumulatif(chance: &mut Chance) -> Sample {
    let lines = accounts(chance);
    kumulatif(
        chance,
        "realisasi-rekening, s.d. bulan ini",
        "realisasi-rekening",
        &lines,
        [
            "Kode Rekening",
            "Uraian",
            "Realisasi s/d Bulan Lalu (Rp)",
            "Realisasi Bulan Ini (Rp)",
            "Realisasi s/d Bulan Ini (Rp)",
        ],
    )
}

fn lra_kelompok(chance: &mut Chance) -> Sample {
    let lines = programs(chance, true);
    let mut columns = vec![code("Kode"), label("Program/Kegiatan/Sub Kegiatan")];
    for (group, pagu, spent) in [
        ("Belanja Operasi", "pagu-operasi", "realisasi-operasi"),
        ("Belanja Modal", "pagu-modal", "realisasi-modal"),
        (
            "Belanja Tak Terduga",
            "pagu-tidak-terduga",
            "realisasi-tidak-terduga",
        ),
        ("Belanja Transfer", "pagu-transfer", "realisasi-transfer"),
        ("Jumlah", "pagu", "realisasi"),
    ] {
        columns.push(money(pagu, &format!("{group} | Anggaran")));
        columns.push(money(spent, &format!("{group} | Realisasi")));
    }
    let rows = fill(
        &lines,
        Some("TOTAL"),
        |_| {
            let mut all = Vec::new();
            for percent in [100, 60, 10, 10] {
                let pagu = if chance.percent(percent) {
                    chance.money()
                } else {
                    0
                };
                all.extend([pagu, chance.part(pagu)]);
            }
            all
        },
        |_, figures| {
            let sum = |at: usize| figures.iter().skip(at).step_by(2).sum::<Decimal>();
            let head = [Datum::Empty, Datum::Empty];
            let amounts = figures.iter().copied().chain([sum(0), sum(1)]);
            head.into_iter().chain(amounts.map(number)).collect()
        },
    );
    Sample {
        name: "realisasi-kelompok-belanja",
        document: document(
            "realisasi-kelompok-belanja",
            &[
                "REALISASI ANGGARAN BELANJA PER KELOMPOK",
                "TAHUN ANGGARAN 2023",
            ],
            columns,
            rows,
        ),
        proved: &[
            "pagu-operasi",
            "realisasi-operasi",
            "pagu-modal",
            "realisasi-modal",
            "pagu",
            "realisasi",
        ],
    }
}

fn ringkasan(chance: &mut Chance) -> Sample {
    const AGENCIES: &[&str] = &[
        "Dinas Contoh Satu",
        "Dinas Contoh Dua",
        "Badan Contoh Tiga",
        "Kecamatan Contoh Empat",
        "Sekretariat Contoh Lima",
        "Inspektorat Contoh",
    ];
    let lines: Vec<tree::Line> = AGENCIES.iter().map(|name| detail(0, None, name)).collect();
    let columns = vec![
        label("Perangkat Daerah"),
        money("pagu", "Pagu (Rp)"),
        money("realisasi", "Realisasi (Rp)"),
        percent("capaian", "%"),
        money("sisa", "Sisa (Rp)"),
    ];
    let rows = fill(
        &lines,
        Some("JUMLAH"),
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
        name: "ringkasan-realisasi",
        document: document(
            "ringkasan-realisasi",
            &["REKAPITULASI REALISASI BELANJA PERANGKAT DAERAH"],
            columns,
            rows,
        ),
        proved: &["pagu", "realisasi", "capaian", "sisa"],
    }
}

/// The groups of columns of form E.81 that are split into K and Rp, with their fields.
const E81: [(&str, &str, &str); 10] = [
    (
        "Target Renstra Perangkat Daerah pada Tahun 2026 (Akhir Periode Renstra)",
        "target-renstra",
        "pagu-renstra",
    ),
    (
        "Realisasi Capaian Kinerja Renstra Perangkat Daerah s.d. Renja Perangkat Daerah Tahun Lalu (n-2)",
        "kinerja-lalu",
        "realisasi-lalu",
    ),
    (
        "Target Kinerja dan Anggaran Renja Perangkat Daerah Tahun Berjalan (Tahun n-1) yang Dievaluasi",
        "target",
        "pagu",
    ),
    (
        "Realisasi Kinerja Pada Triwulan I",
        "kinerja-triwulan",
        "realisasi-triwulan",
    ),
    (
        "Realisasi Kinerja Pada Triwulan II",
        "kinerja-triwulan",
        "realisasi-triwulan",
    ),
    (
        "Realisasi Kinerja Pada Triwulan III",
        "kinerja-triwulan",
        "realisasi-triwulan",
    ),
    (
        "Realisasi Kinerja Pada Triwulan IV",
        "kinerja-triwulan",
        "realisasi-triwulan",
    ),
    (
        "Realisasi Capaian Kinerja dan Anggaran Renja Perangkat Daerah yang Dievaluasi",
        "kinerja",
        "realisasi",
    ),
    (
        "Realisasi Kinerja dan Anggaran Renstra Perangkat Daerah s/d Tahun 2023 (Akhir Tahun Pelaksanaan Renja)",
        "kinerja-akhir",
        "realisasi-akhir",
    ),
    (
        "Tingkat Capaian Kinerja dan Realisasi Anggaran Renstra Perangkat Daerah s/d Tahun 2023 (%)",
        "tingkat-kinerja",
        "tingkat-realisasi",
    ),
];

fn evaluasi(chance: &mut Chance) -> Sample {
    let lines = programs(chance, false);
    let mut columns = vec![
        code("Kode"),
        label("Urusan/Bidang Urusan Pemerintahan Daerah dan Program/Kegiatan/Sub Kegiatan"),
        text(
            "indikator",
            "Indikator Kinerja Program (Outcome)/Kegiatan (Output)",
        ),
    ];
    for (group, k, rp) in E81 {
        if k.starts_with("tingkat") {
            columns.push(percent(k, &format!("{group} | K")));
            columns.push(percent(rp, &format!("{group} | Rp")));
        } else {
            columns.push(count(k, &format!("{group} | K")));
            columns.push(money(rp, &format!("{group} | Rp")));
        }
    }
    let rows = fill(
        &lines,
        None,
        |_| {
            let pagu = chance.money();
            let mut all = vec![
                chance.within(40, 90),
                pagu * 5,
                chance.within(0, 20),
                chance.part(pagu * 2),
                chance.within(10, 20),
                pagu,
            ];
            for _ in 0..4 {
                all.extend([chance.within(0, 5), chance.part(pagu / 4)]);
            }
            all
        },
        |line, f| {
            let is_detail = line.role == Role::Detail;
            let year = |at: usize| f[6 + at] + f[8 + at] + f[10 + at] + f[12 + at];
            let until = |at: usize| f[2 + at] + year(at);
            let mut cells = vec![Datum::Empty, Datum::Empty];
            cells.push(if is_detail {
                words("Jumlah laporan yang disusun")
            } else {
                Datum::Empty
            });
            let mut all: Vec<Datum> = f.iter().copied().map(number).collect();
            all.extend([year(0), year(1), until(0), until(1)].map(number));
            all.extend([share(until(0), f[0]), share(until(1), f[1])]);
            for (at, datum) in all.into_iter().enumerate() {
                // Only what has an indicator has a performance.
                cells.push(if is_detail || at % 2 == 1 {
                    datum
                } else {
                    Datum::Empty
                });
            }
            cells
        },
    );
    Sample {
        name: "evaluasi-renja",
        document: document(
            "evaluasi-renja",
            &[
                "EVALUASI TERHADAP HASIL RENJA PERANGKAT DAERAH LINGKUP KABUPATEN",
                "DINAS CONTOH",
                "PERIODE PELAKSANAAN TAHUN 2023",
            ],
            columns,
            rows,
        ),
        proved: &[
            "pagu-renstra",
            "realisasi-lalu",
            "realisasi-triwulan",
            "realisasi",
            "realisasi-akhir",
            "tingkat-realisasi",
            "kinerja-triwulan",
            "kinerja",
            "kinerja-akhir",
            "tingkat-kinerja",
        ],
    }
}

fn dokumen(chance: &mut Chance) -> Sample {
    let columns = vec![
        text("nama-skpd", "Nama SKPD"),
        text("nomor-dokumen", "Nomor SP2D"),
        text("tanggal-dokumen", "Tanggal SP2D"),
        text("kode-rekening", "Kode Rekening"),
        label("Nama Rekening"),
        money("nilai", "Nilai Realisasi"),
        money("nilai-dokumen", "Nilai SP2D"),
    ];
    let mut rows = Vec::new();
    for nth in 1..=chance.within(4, 8) {
        let lines: Vec<i64> = (0..chance.within(1, 4)).map(|_| chance.money()).collect();
        let total = Decimal::from(lines.iter().sum::<i64>());
        for line in lines {
            rows.push(Row {
                role: Role::Detail,
                depth: 0,
                code: None,
                label: (chance.pick(&[
                    "Belanja Alat Tulis Kantor",
                    "Belanja Makan Minum Rapat",
                    "Belanja Perjalanan Dinas",
                ]))
                .to_owned(),
                cells: vec![
                    words("Dinas Contoh"),
                    words(&format!("00{nth}/SP2D-LS/CONTOH/2023")),
                    words("12 Mei 2023"),
                    words("5.1.02.01.01.0024"),
                    Datum::Empty,
                    number(Decimal::from(line)),
                    number(total),
                ],
            });
        }
    }
    Sample {
        name: "realisasi-dokumen",
        document: document(
            "realisasi-dokumen",
            &["REGISTER SP2D", "TAHUN ANGGARAN 2023"],
            columns,
            rows,
        ),
        proved: &["nilai", "nilai-dokumen"],
    }
}

fn pendapatan(chance: &mut Chance) -> Sample {
    let mut lines = vec![heading(0, "4", "PENDAPATAN DAERAH")];
    for (code, label, under) in [
        (
            "4.1",
            "PENDAPATAN ASLI DAERAH",
            &[("4.1.01", "Pajak Daerah"), ("4.1.02", "Retribusi Daerah")][..],
        ),
        (
            "4.2",
            "PENDAPATAN TRANSFER",
            &[("4.2.01", "Pendapatan Transfer Pemerintah Pusat")][..],
        ),
    ] {
        lines.push(heading(1, code, label));
        for (code, label) in under {
            lines.push(detail(2, Some((*code).to_owned()), label));
        }
    }
    let columns = vec![
        code("Kode Rekening"),
        label("Uraian"),
        money("target-pendapatan", "Target (Rp)"),
        money("realisasi", "Realisasi (Rp)"),
        percent("capaian", "%"),
        money("sisa", "Lebih/(Kurang)"),
    ];
    let rows = fill(
        &lines,
        Some("Jumlah Pendapatan"),
        |_| {
            let target = chance.money();
            vec![
                target,
                target / 100 * chance.within(70, 120) + chance.within(1, 90),
            ]
        },
        |_, figures| {
            vec![
                Datum::Empty,
                Datum::Empty,
                number(figures[0]),
                number(figures[1]),
                share(figures[1], figures[0]),
                number(figures[1] - figures[0]),
            ]
        },
    );
    Sample {
        name: "pendapatan",
        document: document(
            "pendapatan",
            &["TARGET DAN REALISASI PENDAPATAN DAERAH TAHUN 2023"],
            columns,
            rows,
        ),
        proved: &["target-pendapatan", "realisasi", "capaian", "sisa"],
    }
}

const INDICATORS: &[&str] = &[
    "Indeks kepuasan masyarakat",
    "Persentase OPD yang terhubung jaringan",
    "Nilai evaluasi SAKIP",
    "Jumlah layanan publik daring",
    "Persentase data sektoral yang tersedia",
];

fn kinerja(chance: &mut Chance) -> Sample {
    let columns = vec![
        label("Sasaran Strategis"),
        text("indikator", "Indikator Kinerja"),
        text("satuan", "Satuan"),
        count("target", "Target"),
        count("realisasi", "Realisasi"),
        percent("capaian", "Capaian (%)"),
    ];
    let rows = INDICATORS
        .iter()
        .map(|name| {
            let target = Decimal::from(chance.within(20, 95));
            let reached = Decimal::from(chance.within(15, 99));
            Row {
                role: Role::Detail,
                depth: 0,
                code: None,
                label: format!("Meningkatnya {}", name.to_lowercase()),
                cells: vec![
                    Datum::Empty,
                    words(name),
                    words("Nilai"),
                    number(target),
                    number(reached),
                    share(reached, target),
                ],
            }
        })
        .collect();
    Sample {
        name: "kinerja",
        document: document("kinerja", &["CAPAIAN KINERJA TAHUN 2023"], columns, rows),
        proved: &["target", "realisasi", "capaian"],
    }
}

fn perjanjian(chance: &mut Chance) -> Sample {
    let columns = vec![
        label("Sasaran Strategis"),
        text("indikator", "Indikator Kinerja"),
        text("satuan", "Satuan"),
        count("target", "Target"),
        text("program", "Program"),
        money("pagu", "Anggaran (Rp)"),
    ];
    let mut total = 0;
    let mut rows: Vec<Row> = INDICATORS
        .iter()
        .map(|name| {
            let pagu = chance.money();
            total += pagu;
            Row {
                role: Role::Detail,
                depth: 0,
                code: None,
                label: format!("Meningkatnya {}", name.to_lowercase()),
                cells: vec![
                    Datum::Empty,
                    words(name),
                    words("Nilai"),
                    number(Decimal::from(chance.within(20, 95))),
                    words("Program Layanan Contoh"),
                    number(Decimal::from(pagu)),
                ],
            }
        })
        .collect();
    let mut cells = vec![Datum::Empty; 5];
    cells.push(number(Decimal::from(total)));
    rows.push(Row {
        role: Role::Total,
        depth: 0,
        code: None,
        label: "JUMLAH".to_owned(),
        cells,
    });
    Sample {
        name: "perjanjian-kinerja",
        document: document(
            "perjanjian-kinerja",
            &["PERJANJIAN KINERJA TAHUN 2023"],
            columns,
            rows,
        ),
        proved: &["pagu"],
    }
}

fn neraca(chance: &mut Chance) -> Sample {
    let lines = [
        heading(0, "1", "ASET"),
        heading(1, "1.1", "ASET LANCAR"),
        detail(2, Some("1.1.01".to_owned()), "Kas dan Setara Kas"),
        detail(2, Some("1.1.03".to_owned()), "Piutang Pajak Daerah"),
        heading(1, "1.3", "ASET TETAP"),
        detail(2, Some("1.3.01".to_owned()), "Tanah"),
        detail(2, Some("1.3.02".to_owned()), "Peralatan dan Mesin"),
        detail(2, Some("1.3.03".to_owned()), "Gedung dan Bangunan"),
    ];
    let columns = vec![
        code("Kode"),
        label("Uraian"),
        money("nilai", "Tahun 2023"),
        money("nilai", "Tahun 2022"),
        money("selisih", "Kenaikan/(Penurunan) | Rp"),
        percent("persen", "Kenaikan/(Penurunan) | %"),
    ];
    let rows = fill(
        &lines,
        None,
        |_| vec![chance.money(), chance.money()],
        |_, figures| {
            let by = figures[0] - figures[1];
            vec![
                Datum::Empty,
                Datum::Empty,
                number(figures[0]),
                number(figures[1]),
                number(by),
                share(by, figures[1]),
            ]
        },
    );
    Sample {
        name: "neraca-aset",
        document: document(
            "neraca-aset",
            &["NERACA", "PER 31 DESEMBER 2023 DAN 2022"],
            columns,
            rows,
        ),
        proved: &["nilai", "selisih", "persen"],
    }
}

fn pegawai(chance: &mut Chance) -> Sample {
    const RANKS: &[&str] = &[
        "Golongan IV",
        "Golongan III",
        "Golongan II",
        "Golongan I",
        "PPPK",
    ];
    let lines: Vec<tree::Line> = RANKS.iter().map(|name| detail(0, None, name)).collect();
    let mut columns = vec![label("Golongan")];
    for school in ["SMA", "D3", "S1", "S2"] {
        columns.push(count("pegawai", &format!("{school} | L")));
        columns.push(count("pegawai", &format!("{school} | P")));
    }
    columns.push(count("pegawai", "Jumlah | L"));
    columns.push(count("pegawai", "Jumlah | P"));
    let rows = fill(
        &lines,
        Some("Jumlah"),
        |_| (0..8).map(|_| chance.within(1, 40)).collect(),
        |_, figures| {
            let sum = |at: usize| figures.iter().skip(at).step_by(2).sum::<Decimal>();
            let amounts = figures.iter().copied().chain([sum(0), sum(1)]);
            [Datum::Empty]
                .into_iter()
                .chain(amounts.map(number))
                .collect()
        },
    );
    Sample {
        name: "jumlah-pegawai",
        document: document(
            "jumlah-pegawai",
            &["JUMLAH PEGAWAI MENURUT GOLONGAN, PENDIDIKAN DAN JENIS KELAMIN"],
            columns,
            rows,
        ),
        proved: &["pegawai"],
    }
}

fn nominatif(chance: &mut Chance) -> Sample {
    let columns = vec![
        text("nip", "NIP"),
        label("Nama"),
        text("golongan", "Gol/Ruang"),
        text("tmt", "TMT Pangkat"),
        text("jabatan", "Jabatan"),
        text("eselon", "Eselon"),
        text("pendidikan", "Pendidikan Terakhir"),
        text("jenis-kelamin", "L/P"),
        text("kelahiran", "Tanggal Lahir"),
    ];
    let rows = (0..chance.within(5, 15))
        .map(|nth| {
            let nip = format!(
                "198{}0{}12 20100{} {} 00{}",
                nth % 10,
                1 + nth % 9,
                1 + nth % 9,
                1 + nth % 2,
                1 + nth % 9
            );
            Row {
                role: Role::Detail,
                depth: 0,
                code: None,
                label: format!(
                    "Pegawai Contoh {}",
                    ["Satu", "Dua", "Tiga", "Empat", "Lima"]
                        [usize::try_from(nth % 5).expect("small")]
                ),
                cells: [
                    nip.as_str(),
                    "",
                    chance.pick(&["III/a", "III/d", "IV/a", "II/c"]),
                    "1 April 2020",
                    chance.pick(&["Analis Contoh", "Kepala Seksi Contoh", "Pengelola Contoh"]),
                    chance.pick(&["", "IV.a", "III.b"]),
                    chance.pick(&["S1 Contoh", "SMA", "S2 Contoh"]),
                    chance.pick(&["L", "P"]),
                    "12 Mei 1985",
                ]
                .into_iter()
                .map(|text: &str| {
                    if text.is_empty() {
                        Datum::Empty
                    } else {
                        words(text)
                    }
                })
                .collect(),
            }
        })
        .collect();
    Sample {
        name: "nominatif-pegawai",
        document: document(
            "nominatif-pegawai",
            &["DAFTAR NOMINATIF PEGAWAI NEGERI SIPIL", "DINAS CONTOH"],
            columns,
            rows,
        ),
        proved: &[],
    }
}
