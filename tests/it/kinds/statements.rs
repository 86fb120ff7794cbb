//! Financial statements of an agency (PP 71/2010): two years beside each other, totals told by their
//! labels, without codes.

use rust_decimal::Decimal;

use super::sheets::{Form, Sample, change, document, label, money, number, percent};
use crate::chance::Chance;
use crate::layouts::data::{Datum, Role, Row};

pub(super) const FORMS: &[Form] = &[neraca, operasional, arus_kas, ekuitas, saldo_anggaran_lebih];

/// What a row states of a year.
enum States {
    /// An amount of its own.
    Amount,
    /// Others added up, some of them with a minus.
    Sum(&'static [usize], &'static [usize]),
}
use States::{Amount, Sum};

type Lines = &'static [(&'static str, States)];

/// The lines with figures of two years.
fn rows(chance: &mut Chance, lines: Lines, has_change: bool) -> Vec<Row> {
    let mut years: Vec<[Decimal; 2]> = Vec::new();
    let mut rows = Vec::new();
    for (name, states) in lines {
        let figures = match states {
            Amount => [(); 2].map(|()| Decimal::from(chance.money())),
            Sum(plus, minus) => [0, 1].map(|year| {
                let sum = |parts: &[usize]| -> Decimal {
                    parts.iter().map(|&part| years[part][year]).sum()
                };
                sum(plus) - sum(minus)
            }),
        };
        years.push(figures);
        let [later, earlier] = figures;
        let mut cells = vec![Datum::Empty, number(later), number(earlier)];
        if has_change {
            cells.push(number(later - earlier));
            cells.push(change(later, earlier));
        }
        rows.push(Row {
            // A total's own name says what it is.
            role: Role::Detail,
            depth: 0,
            code: None,
            label: (*name).to_owned(),
            cells,
        });
    }
    rows
}

fn statement(
    chance: &mut Chance,
    kind: &'static str,
    titles: &[&str],
    lines: Lines,
    has_change: bool,
) -> Sample {
    let mut columns = vec![
        label("Uraian"),
        money("nilai", "2023"),
        money("nilai", "2022"),
    ];
    if has_change {
        columns.push(money("selisih", "Kenaikan/(Penurunan)"));
        columns.push(percent("persen", "%"));
    }
    Sample {
        name: kind,
        document: document(kind, titles, columns, rows(chance, lines, has_change)),
        proved: if has_change {
            &["nilai", "selisih", "persen"]
        } else {
            &[]
        },
    }
}

fn neraca(chance: &mut Chance) -> Sample {
    const LINES: Lines = &[
        ("Kas di Bendahara Pengeluaran", Amount),
        ("Piutang Retribusi", Amount),
        ("Persediaan", Amount),
        ("Jumlah Aset Lancar", Sum(&[0, 1, 2], &[])),
        ("Tanah", Amount),
        ("Peralatan dan Mesin", Amount),
        ("Gedung dan Bangunan", Amount),
        ("Jumlah Aset Tetap", Sum(&[4, 5, 6], &[])),
        ("JUMLAH ASET", Sum(&[3, 7], &[])),
        ("Utang Belanja", Amount),
        ("Pendapatan Diterima Dimuka", Amount),
        ("JUMLAH KEWAJIBAN", Sum(&[9, 10], &[])),
        ("Ekuitas", Sum(&[8], &[11])),
        ("JUMLAH EKUITAS", Sum(&[12], &[])),
        ("JUMLAH KEWAJIBAN DAN EKUITAS", Sum(&[11, 13], &[])),
    ];
    let titles = ["NERACA", "PER 31 DESEMBER 2023 DAN 2022"];
    statement(chance, "neraca", &titles, LINES, true)
}

fn operasional(chance: &mut Chance) -> Sample {
    const LINES: Lines = &[
        ("Pendapatan Retribusi - LO", Amount),
        ("Lain-lain PAD yang Sah - LO", Amount),
        ("JUMLAH PENDAPATAN - LO", Sum(&[0, 1], &[])),
        ("Beban Pegawai", Amount),
        ("Beban Persediaan", Amount),
        ("Beban Jasa", Amount),
        ("JUMLAH BEBAN", Sum(&[3, 4, 5], &[])),
        ("SURPLUS/DEFISIT DARI OPERASI", Sum(&[2], &[6])),
        ("Surplus Penjualan Aset Nonlancar - LO", Amount),
        ("SURPLUS/DEFISIT - LO", Sum(&[7, 8], &[])),
    ];
    let titles = ["LAPORAN OPERASIONAL", "TAHUN 2023 DAN 2022"];
    statement(chance, "laporan-operasional", &titles, LINES, true)
}

fn arus_kas(chance: &mut Chance) -> Sample {
    const LINES: Lines = &[
        ("Penerimaan Pajak Daerah", Amount),
        ("Penerimaan Retribusi Daerah", Amount),
        ("Jumlah Arus Masuk Kas", Sum(&[0, 1], &[])),
        ("Pembayaran Pegawai", Amount),
        ("Pembayaran Barang", Amount),
        ("Jumlah Arus Keluar Kas", Sum(&[3, 4], &[])),
        ("Arus Kas Bersih dari Aktivitas Operasi", Sum(&[2], &[5])),
        ("Penjualan Aset Tetap", Amount),
        ("Jumlah Arus Masuk Kas", Sum(&[7], &[])),
        ("Perolehan Tanah", Amount),
        ("Perolehan Gedung dan Bangunan", Amount),
        ("Jumlah Arus Keluar Kas", Sum(&[9, 10], &[])),
        ("Arus Kas Bersih dari Aktivitas Investasi", Sum(&[8], &[11])),
        (
            "Kenaikan/Penurunan Bersih Kas Selama Periode",
            Sum(&[6, 12], &[]),
        ),
        ("Saldo Awal Kas", Amount),
        ("Saldo Akhir Kas", Sum(&[13, 14], &[])),
    ];
    let titles = ["LAPORAN ARUS KAS", "TAHUN 2023 DAN 2022"];
    statement(chance, "laporan-arus-kas", &titles, LINES, false)
}

fn ekuitas(chance: &mut Chance) -> Sample {
    const LINES: Lines = &[
        ("EKUITAS AWAL", Amount),
        ("SURPLUS/DEFISIT - LO", Amount),
        ("RK PPKD", Amount),
        ("KOREKSI EKUITAS LAINNYA", Amount),
        ("EKUITAS AKHIR", Sum(&[0, 1, 2, 3], &[])),
    ];
    let titles = ["LAPORAN PERUBAHAN EKUITAS", "TAHUN 2023 DAN 2022"];
    statement(chance, "laporan-perubahan-ekuitas", &titles, LINES, false)
}

fn saldo_anggaran_lebih(chance: &mut Chance) -> Sample {
    const LINES: Lines = &[
        ("Saldo Anggaran Lebih Awal", Amount),
        (
            "Penggunaan SAL sebagai Penerimaan Pembiayaan",
            Sum(&[0], &[]),
        ),
        ("Subtotal (1 - 2)", Sum(&[0], &[1])),
        ("Sisa Lebih Pembiayaan Anggaran (SiLPA)", Amount),
        ("Subtotal (3 + 4)", Sum(&[2, 3], &[])),
        ("Koreksi Kesalahan Pembukuan Tahun Sebelumnya", Amount),
        ("Saldo Anggaran Lebih Akhir", Sum(&[4, 5], &[])),
    ];
    let titles = [
        "LAPORAN PERUBAHAN SALDO ANGGARAN LEBIH",
        "TAHUN 2023 DAN 2022",
    ];
    statement(chance, "laporan-perubahan-sal", &titles, LINES, false)
}
