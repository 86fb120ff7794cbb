//! Plans and budgets: RKPD, Renja, RKA and DPA in their forms, shifts, cash plans.

use rust_decimal::Decimal;

use super::sheets::{
    Form, Sample, change, code, column, count, document, label, money, number, percent, stating,
    text, words,
};
use super::tree::{self, accounts, detail, fill, heading, programs};
use crate::chance::Chance;
use crate::layouts::data::{Column, Datum, Holds, Role};

pub(super) const FORMS: &[Form] = &[
    renja,
    rkpd,
    anggaran_belanja,
    anggaran_belanja_perubahan,
    anggaran_rekening,
    pergeseran_program,
    pergeseran_rekening,
    rincian_koefisien,
    rincian_volume,
    kas_bulan,
    kas_triwulan,
    kas_keduanya,
    rekap,
];

/// Accounts with one amount each.
fn anggaran_rekening(chance: &mut Chance) -> Sample {
    let lines = accounts(chance);
    let columns = vec![
        code("Kode Rekening"),
        label("Uraian"),
        money("pagu", "Jumlah (Rp)"),
    ];
    let rows = fill(
        &lines,
        Some("JUMLAH"),
        |_| vec![chance.money()],
        |_, figures| vec![Datum::Empty, Datum::Empty, number(figures[0])],
    );
    let titles = [
        "DOKUMEN PELAKSANAAN ANGGARAN (DPA-SKPD)",
        "DINAS CONTOH",
        "TAHUN ANGGARAN 2023",
    ];
    Sample {
        name: "anggaran-rekening",
        document: document("anggaran-rekening", &titles, columns, rows),
        proved: &["pagu"],
    }
}

fn plan(chance: &mut Chance, is_region: bool) -> Sample {
    let lines = programs(chance, true);
    let mut columns = vec![
        code("Kode"),
        label("Urusan/Bidang Urusan/Program/Kegiatan/Sub Kegiatan"),
        text(
            "indikator",
            "Indikator Kinerja Program/Kegiatan/Sub Kegiatan",
        ),
        text("lokasi", "Rencana Tahun 2024 | Lokasi"),
        count("target", "Rencana Tahun 2024 | Target Capaian Kinerja"),
        text("satuan", "Rencana Tahun 2024 | Satuan"),
        money(
            "pagu",
            "Rencana Tahun 2024 | Kebutuhan Dana/Pagu Indikatif (Rp)",
        ),
        text("", "Rencana Tahun 2024 | Sumber Dana"),
        text("keterangan", "Catatan Penting"),
        count(
            "target-maju",
            "Prakiraan Maju Rencana Tahun 2025 | Target Capaian Kinerja",
        ),
        money(
            "prakiraan-maju",
            "Prakiraan Maju Rencana Tahun 2025 | Kebutuhan Dana/Pagu Indikatif (Rp)",
        ),
    ];
    if is_region {
        columns.push(text(
            "perangkat-daerah",
            "Perangkat Daerah Penanggung Jawab",
        ));
    }
    let amounts: Vec<[i64; 4]> = lines
        .iter()
        .map(|_| {
            let pagu = chance.money();
            let next = pagu / 100 * chance.within(90, 125);
            [pagu, next, chance.within(1, 900), chance.within(1, 900)]
        })
        .collect();
    let mut drawn = amounts.iter();
    let rows = fill(
        &lines,
        Some("JUMLAH"),
        |_| drawn.next().expect("an amount").to_vec(),
        |line, figures| {
            let [pagu, next, target, later] = figures else {
                panic!("four figures");
            };
            let is_detail = line.role == Role::Detail;
            let on_detail = |datum: Datum| if is_detail { datum } else { Datum::Empty };
            let mut cells = vec![
                Datum::Empty,
                Datum::Empty,
                on_detail(words("Jumlah dokumen yang disusun")),
                on_detail(words("Kecamatan Contoh")),
                on_detail(number(*target)),
                on_detail(words("Dokumen")),
                number(*pagu),
                on_detail(words("PAD")),
                Datum::Empty,
                on_detail(number(*later)),
                number(*next),
            ];
            if is_region {
                cells.push(on_detail(words("Dinas Contoh")));
            }
            cells
        },
    );
    let (kind, titles): (_, &[&str]) = if is_region {
        (
            "rkpd",
            &[
                "RENCANA KERJA PEMERINTAH DAERAH (RKPD)",
                "KABUPATEN CONTOH TAHUN 2024",
            ],
        )
    } else {
        (
            "renja",
            &[
                "RENCANA KERJA PERANGKAT DAERAH (RENJA) TAHUN 2024",
                "DINAS CONTOH",
            ],
        )
    };
    Sample {
        name: kind,
        document: document(kind, titles, columns, rows),
        proved: &["pagu", "prakiraan-maju"],
    }
}

fn renja(chance: &mut Chance) -> Sample {
    plan(chance, false)
}

fn rkpd(chance: &mut Chance) -> Sample {
    plan(chance, true)
}

/// Operasi, modal, tidak terduga, transfer.
fn groups(chance: &mut Chance) -> Vec<i64> {
    let modal = if chance.percent(60) {
        chance.money()
    } else {
        0
    };
    let spare = if chance.percent(15) {
        chance.money()
    } else {
        0
    };
    let transfer = if chance.percent(15) {
        chance.money()
    } else {
        0
    };
    vec![chance.money(), modal, spare, transfer]
}

fn with_sum(figures: &[Decimal]) -> Vec<Datum> {
    let sum: Decimal = figures.iter().sum();
    figures.iter().copied().chain([sum]).map(number).collect()
}

fn anggaran_belanja(chance: &mut Chance) -> Sample {
    let lines = programs(chance, true);
    let columns = vec![
        code("Kode"),
        label("Uraian"),
        text("sumber-dana", "Sumber Dana"),
        money("operasi", "Tahun n | Belanja Operasi"),
        money("modal", "Tahun n | Belanja Modal"),
        money("tidak-terduga", "Tahun n | Belanja Tidak Terduga"),
        money("transfer", "Tahun n | Belanja Transfer"),
        money("pagu", "Tahun n | Jumlah (Rp)"),
    ];
    let rows = fill(
        &lines,
        Some("Jumlah"),
        |_| groups(chance),
        |line, figures| {
            let fund = if line.role == Role::Detail {
                words("Dana Transfer Umum")
            } else {
                Datum::Empty
            };
            let head = [Datum::Empty, Datum::Empty, fund];
            head.into_iter().chain(with_sum(figures)).collect()
        },
    );
    Sample {
        name: "anggaran-belanja",
        document: document(
            "anggaran-belanja",
            &[
                "DOKUMEN PELAKSANAAN ANGGARAN",
                "Rekapitulasi Dokumen Pelaksanaan Belanja Berdasarkan Program dan Kegiatan",
                "Tahun Anggaran 2024",
            ],
            columns,
            rows,
        ),
        proved: &["operasi", "modal", "tidak-terduga", "transfer", "pagu"],
    }
}

fn anggaran_belanja_perubahan(chance: &mut Chance) -> Sample {
    let lines = programs(chance, false);
    let mut columns = vec![code("Kode"), label("Uraian")];
    for (group, fields) in [
        (
            "Sebelum Perubahan",
            [
                "operasi-sebelum",
                "modal-sebelum",
                "tidak-terduga-sebelum",
                "transfer-sebelum",
                "pagu-sebelum",
            ],
        ),
        (
            "Setelah Perubahan",
            ["operasi", "modal", "tidak-terduga", "transfer", "pagu"],
        ),
    ] {
        let names = [
            "Belanja Operasi",
            "Belanja Modal",
            "Belanja Tidak Terduga",
            "Belanja Transfer",
            "Jumlah",
        ];
        for (field, name) in fields.into_iter().zip(names) {
            columns.push(money(field, &format!("{group} | {name}")));
        }
    }
    columns.push(money("selisih", "Bertambah/(Berkurang)"));
    let rows = fill(
        &lines,
        Some("Jumlah"),
        |_| [groups(chance), groups(chance)].concat(),
        |_, figures| {
            let (before, after) = figures.split_at(4);
            let by: Decimal = after.iter().sum::<Decimal>() - before.iter().sum::<Decimal>();
            let head = [Datum::Empty, Datum::Empty];
            head.into_iter()
                .chain(with_sum(before))
                .chain(with_sum(after))
                .chain([number(by)])
                .collect()
        },
    );
    Sample {
        name: "anggaran-belanja, perubahan",
        document: document(
            "anggaran-belanja",
            &[
                "RENCANA KERJA DAN ANGGARAN PERUBAHAN",
                "Rekapitulasi Anggaran Belanja Berdasarkan Program dan Kegiatan",
            ],
            columns,
            rows,
        ),
        proved: &[
            "operasi",
            "operasi-sebelum",
            "modal",
            "pagu",
            "pagu-sebelum",
            "selisih",
        ],
    }
}

fn pergeseran(
    chance: &mut Chance,
    lines: &[tree::Line],
    titles: &[&str],
    headers: [&str; 6],
    name: &'static str,
) -> Sample {
    let [kode, uraian, before, after, by, part] = headers;
    let columns = vec![
        code(kode),
        label(uraian),
        money("pagu-sebelum", before),
        money("pagu", after),
        money("selisih", by),
        percent("persen", part),
    ];
    let rows = fill(
        lines,
        Some("JUMLAH"),
        |_| {
            let before = chance.money();
            let after = match chance.within(1, 4) {
                1 => before,
                2 => before + chance.money() / 5,
                _ => before - chance.part(before) / 4,
            };
            vec![before, after]
        },
        |_, figures| {
            let (before, after) = (figures[0], figures[1]);
            vec![
                Datum::Empty,
                Datum::Empty,
                number(before),
                number(after),
                number(after - before),
                change(after, before),
            ]
        },
    );
    Sample {
        name,
        document: document("pergeseran-anggaran", titles, columns, rows),
        proved: &["pagu-sebelum", "pagu", "selisih", "persen"],
    }
}

fn pergeseran_program(chance: &mut Chance) -> Sample {
    let lines = programs(chance, true);
    pergeseran(
        chance,
        &lines,
        &[
            "DOKUMEN PELAKSANAAN PERUBAHAN ANGGARAN (DPPA)",
            "DINAS CONTOH",
        ],
        [
            "Kode",
            "Program/Kegiatan/Sub Kegiatan",
            "Anggaran (Rp) | Sebelum Perubahan",
            "Anggaran (Rp) | Setelah Perubahan",
            "Bertambah/(Berkurang) | Rp",
            "Bertambah/(Berkurang) | %",
        ],
        "pergeseran-anggaran, program",
    )
}

fn pergeseran_rekening(chance: &mut Chance) -> Sample {
    let lines = accounts(chance);
    pergeseran(
        chance,
        &lines,
        &["PERGESERAN ANGGARAN BELANJA TAHUN ANGGARAN 2024"],
        [
            "Kode Rekening",
            "Uraian",
            "Sebelum Pergeseran (Rp)",
            "Sesudah Pergeseran (Rp)",
            "Bertambah / (Berkurang) (Rp)",
            "Bertambah / (Berkurang) (%)",
        ],
        "pergeseran-anggaran, rekening",
    )
}

const GOODS: &[(&str, &str)] = &[
    ("Kertas HVS F4 70 gram", "Rim"),
    ("Tinta printer hitam", "Botol"),
    ("Jamuan rapat", "Kotak"),
    ("Honorarium narasumber", "Orang/Jam"),
    ("Sewa kursi", "Buah"),
    ("Jasa tenaga kebersihan", "Orang/Bulan"),
];

/// Accounts with line items under each: its spelled amounts and what they make.
fn rincian(chance: &mut Chance, is_old: bool) -> Sample {
    let mut lines = Vec::new();
    for line in accounts(chance) {
        if line.role == Role::Detail {
            let code = line.code.clone().expect("a code");
            lines.push(heading(line.depth, &code, &line.label));
            for _ in 0..chance.within(1, 3) {
                lines.push(detail(line.depth + 1, None, chance.pick(GOODS).0));
            }
        } else {
            lines.push(line);
        }
    }
    let titles: &[&str] = if is_old {
        &[
            "RENCANA KERJA DAN ANGGARAN SATUAN KERJA PERANGKAT DAERAH",
            "Rincian Anggaran Belanja Langsung",
        ]
    } else {
        &[
            "DOKUMEN PELAKSANAAN ANGGARAN (DPA)",
            "Rincian Belanja Sub Kegiatan",
        ]
    };
    let mut columns = vec![code("Kode Rekening"), label("Uraian")];
    columns.extend(if is_old {
        vec![
            count("koefisien", "Rincian Perhitungan | Volume"),
            text("satuan", "Rincian Perhitungan | Satuan"),
            money("harga", "Rincian Perhitungan | Harga Satuan"),
            stating(money("pagu", "Jumlah (Rp)"), "(3 x 5)"),
        ]
    } else {
        vec![
            count("koefisien", "Rincian Perhitungan | Koefisien"),
            text("satuan", "Rincian Perhitungan | Satuan"),
            money("harga", "Rincian Perhitungan | Harga"),
            column("ppn", "Rincian Perhitungan | PPN", Holds::Percent),
            money("pagu", "Jumlah (Rp)"),
        ]
    });
    let drawn: Vec<[i64; 3]> = lines
        .iter()
        .map(|_| {
            let price = chance.within(15, 4_000) * 500;
            let tax = if is_old { 0 } else { chance.pick(&[0, 0, 11]) };
            [chance.within(2, 90), price, tax]
        })
        .collect();
    let mut leaves = drawn.iter();
    let of = |[volume, price, tax]: [i64; 3]| volume * price + volume * price * tax / 100;
    let rows = fill(
        &lines,
        None,
        |_| {
            let own = *leaves.next().expect("a line");
            vec![of(own), own[0], own[1], own[2]]
        },
        |line, figures| {
            let is_detail = line.role == Role::Detail;
            let on_detail = |datum: Datum| if is_detail { datum } else { Datum::Empty };
            let mut cells = vec![
                Datum::Empty,
                Datum::Empty,
                on_detail(number(figures[1])),
                on_detail(words(
                    GOODS
                        .iter()
                        .find(|(name, _)| *name == line.label)
                        .map_or("", |(_, unit)| unit),
                )),
                on_detail(number(figures[2])),
            ];
            if !is_old {
                cells.push(on_detail(number(figures[3])));
            }
            cells.push(number(figures[0]));
            cells
        },
    );
    Sample {
        name: if is_old {
            "rincian-belanja, volume"
        } else {
            "rincian-belanja, koefisien"
        },
        document: document("rincian-belanja", titles, columns, rows),
        proved: &["koefisien", "harga", "pagu"],
    }
}

fn rincian_koefisien(chance: &mut Chance) -> Sample {
    rincian(chance, false)
}

fn rincian_volume(chance: &mut Chance) -> Sample {
    rincian(chance, true)
}

const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];
const QUARTERS: [&str; 4] = ["Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV"];

fn kas(chance: &mut Chance, name: &'static str, has: (bool, bool)) -> Sample {
    let lines = if has.0 && has.1 {
        accounts(chance)
    } else {
        programs(chance, true)
    };
    let mut columns = vec![
        code("Kode"),
        label("Uraian"),
        money("pagu", "Anggaran Tahun Ini (Rp)"),
    ];
    for (quarter, name) in QUARTERS.iter().enumerate() {
        if has.0 {
            for month in &MONTHS[quarter * 3..quarter * 3 + 3] {
                columns.push(kas_column(has.1.then_some(name), month));
            }
        }
        if has.1 {
            columns.push(kas_column(
                has.0.then_some(name),
                if has.0 { "Jumlah" } else { name },
            ));
        }
    }
    let rows = fill(
        &lines,
        Some("Jumlah Alokasi Kas"),
        |_| {
            (0..12)
                .map(|_| {
                    if chance.percent(25) {
                        0
                    } else {
                        chance.money() / 12
                    }
                })
                .collect()
        },
        |_, months| {
            let mut cells = vec![Datum::Empty, Datum::Empty, number(months.iter().sum())];
            for quarter in months.chunks(3) {
                if has.0 {
                    cells.extend(quarter.iter().copied().map(number));
                }
                if has.1 {
                    cells.push(number(quarter.iter().sum()));
                }
            }
            cells
        },
    );
    Sample {
        name,
        document: document(
            "anggaran-kas",
            &[
                "ANGGARAN KAS BELANJA",
                "DINAS CONTOH",
                "TAHUN ANGGARAN 2024",
            ],
            columns,
            rows,
        ),
        proved: &["pagu", "anggaran-kas"],
    }
}

fn kas_column(group: Option<&&str>, name: &str) -> Column {
    match group {
        Some(group) => money("anggaran-kas", &format!("{group} | {name}")),
        None => money("anggaran-kas", name),
    }
}

fn kas_bulan(chance: &mut Chance) -> Sample {
    kas(chance, "anggaran-kas, bulan", (true, false))
}

fn kas_triwulan(chance: &mut Chance) -> Sample {
    kas(chance, "anggaran-kas, triwulan", (false, true))
}

fn kas_keduanya(chance: &mut Chance) -> Sample {
    kas(chance, "anggaran-kas, bulan dan triwulan", (true, true))
}

fn rekap(chance: &mut Chance) -> Sample {
    let columns = vec![
        text("kode-urusan", "KODE URUSAN"),
        text("nama-urusan", "NAMA URUSAN"),
        text("kode-skpd", "KODE SKPD"),
        text("nama-skpd", "NAMA SKPD"),
        text("kode-program", "KODE PROGRAM"),
        text("nama-program", "NAMA PROGRAM"),
        text("kode-kegiatan", "KODE KEGIATAN"),
        text("nama-kegiatan", "NAMA KEGIATAN"),
        text("kode-sub-kegiatan", "KODE SUB KEGIATAN"),
        text("nama-sub-kegiatan", "NAMA SUB KEGIATAN"),
        text("kode-rekening", "KODE REKENING"),
        label("NAMA REKENING"),
        money("pagu", "PAGU"),
        money("realisasi", "REALISASI"),
        money("sisa", "SISA"),
    ];
    let lines: Vec<tree::Line> = (0..chance.within(8, 20))
        .map(|_| {
            detail(
                0,
                None,
                chance.pick(&[
                    "Belanja Alat Tulis Kantor",
                    "Belanja Jasa Tenaga",
                    "Belanja Sewa Gedung",
                ]),
            )
        })
        .collect();
    let mut at = 0;
    let codes: Vec<[String; 3]> = lines
        .iter()
        .map(|_| {
            at += 1;
            [
                format!("2.16.0{}", 1 + at % 3),
                format!("2.16.0{}.2.0{}", 1 + at % 3, 1 + at % 2),
                format!("2.16.0{}.2.0{}.000{}", 1 + at % 3, 1 + at % 2, 1 + at % 5),
            ]
        })
        .collect();
    let mut rows = fill(
        &lines,
        None,
        |_| {
            let pagu = chance.money();
            vec![pagu, chance.part(pagu)]
        },
        |_, figures| {
            let mut cells = vec![Datum::Empty; 12];
            cells.extend([
                number(figures[0]),
                number(figures[1]),
                number(figures[0] - figures[1]),
            ]);
            cells
        },
    );
    for (row, [program, activity, sub]) in rows.iter_mut().zip(&codes) {
        let texts = [
            "2.16",
            "KOMUNIKASI DAN INFORMATIKA",
            "2.16.2.20.0.00.01.0000",
            "Dinas Contoh",
            program,
            "PROGRAM CONTOH",
            activity,
            "Kegiatan Contoh",
            sub,
            "Sub Kegiatan Contoh",
            "5.1.02.01.01.0024",
        ];
        for (cell, text) in row.cells.iter_mut().zip(texts) {
            *cell = words(text);
        }
    }
    Sample {
        name: "rekap-anggaran",
        document: document(
            "rekap-anggaran",
            &["REKAP BELANJA PER REKENING"],
            columns,
            rows,
        ),
        proved: &["pagu", "realisasi", "sisa"],
    }
}
