//! Trees of rows as budgets have them: invented agencies' programs, and accounts.

use rust_decimal::Decimal;

use crate::chance::Chance;
use crate::layouts::data::{Datum, Role, Row};

/// A row of a tree before it has amounts.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) depth: usize,
    pub(super) code: Option<String>,
    pub(super) label: String,
    pub(super) role: Role,
}

const PROGRAMS: &[&str] = &[
    "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH KABUPATEN/KOTA",
    "PROGRAM PENGELOLAAN INFORMASI DAN KOMUNIKASI PUBLIK",
    "PROGRAM PEMBERDAYAAN USAHA MENENGAH, USAHA KECIL, DAN USAHA MIKRO",
    "PROGRAM PENYELENGGARAAN STATISTIK SEKTORAL",
    "PROGRAM PENGEMBANGAN PERUMAHAN",
    "PROGRAM PENANGGULANGAN BENCANA",
];
const ACTIVITIES: &[&str] = &[
    "Perencanaan, Penganggaran, dan Evaluasi Kinerja Perangkat Daerah",
    "Administrasi Keuangan Perangkat Daerah",
    "Administrasi Umum Perangkat Daerah",
    "Penyediaan Jasa Penunjang Urusan Pemerintahan Daerah",
    "Pengelolaan Layanan bagi Masyarakat",
    "Pembinaan dan Pengawasan Wilayah",
];
const SUB_ACTIVITIES: &[&str] = &[
    "Penyusunan Dokumen Perencanaan Perangkat Daerah",
    "Penyediaan Gaji dan Tunjangan ASN",
    "Penyediaan Komponen Instalasi Listrik/Penerangan Bangunan Kantor",
    "Penyelenggaraan Rapat Koordinasi dan Konsultasi SKPD",
    "Penyediaan Jasa Komunikasi, Sumber Daya Air dan Listrik",
    "Pemeliharaan Kendaraan Dinas Operasional",
    "Monitoring dan Evaluasi Pelaksanaan Kegiatan",
    "Pelatihan bagi Kelompok Masyarakat",
];

/// Programs, kegiatan and sub kegiatan; `with_root` adds the urusan above them.
pub(super) fn programs(chance: &mut Chance, with_root: bool) -> Vec<Line> {
    let field = format!("{}.{:02}", chance.within(1, 3), chance.within(2, 19));
    let mut lines = Vec::new();
    let base = usize::from(with_root);
    if with_root {
        lines.push(heading(0, &field, "URUSAN PEMERINTAHAN WAJIB"));
    }
    for program in 1..=chance.within(2, 3) {
        let code = format!("{field}.{program:02}");
        lines.push(heading(base, &code, chance.pick(PROGRAMS)));
        for activity in 1..=chance.within(1, 2) {
            let code = format!("{code}.2.{activity:02}");
            lines.push(heading(base + 1, &code, chance.pick(ACTIVITIES)));
            for sub in 1..=chance.within(1, 3) {
                let code = format!("{code}.{:04}", sub * chance.within(1, 2) + sub);
                lines.push(detail(base + 2, Some(code), chance.pick(SUB_ACTIVITIES)));
            }
        }
    }
    lines
}

type Coded = (&'static str, &'static str);

const GROUPS: &[(&str, &str, &[Coded])] = &[
    (
        "5.1",
        "BELANJA OPERASI",
        &[
            ("5.1.01", "Belanja Pegawai"),
            ("5.1.02", "Belanja Barang dan Jasa"),
            ("5.1.05", "Belanja Hibah"),
        ],
    ),
    (
        "5.2",
        "BELANJA MODAL",
        &[
            ("5.2.02", "Belanja Modal Peralatan dan Mesin"),
            ("5.2.03", "Belanja Modal Gedung dan Bangunan"),
        ],
    ),
];
const OBJECTS: &[&str] = &[
    "Belanja Gaji dan Tunjangan",
    "Belanja Barang Pakai Habis",
    "Belanja Jasa Kantor",
    "Belanja Perjalanan Dinas Dalam Negeri",
    "Belanja Modal Alat Kantor",
    "Belanja Pemeliharaan",
];

/// Accounts of spending from `5` down to objek.
pub(super) fn accounts(chance: &mut Chance) -> Vec<Line> {
    let mut lines = vec![heading(0, "5", "BELANJA DAERAH")];
    for (code, label, groups) in GROUPS {
        lines.push(heading(1, code, label));
        for (code, label) in *groups {
            lines.push(heading(2, code, label));
            for object in 1..=chance.within(1, 3) {
                let code = format!("{code}.{object:02}");
                lines.push(detail(3, Some(code), chance.pick(OBJECTS)));
            }
        }
    }
    lines
}
pub(super) fn heading(depth: usize, code: &str, label: &str) -> Line {
    Line {
        depth,
        code: Some(code.to_owned()),
        label: label.to_owned(),
        role: Role::Heading,
    }
}

pub(super) fn detail(depth: usize, code: Option<String>, label: &str) -> Line {
    Line {
        depth,
        code,
        label: label.to_owned(),
        role: Role::Detail,
    }
}

/// Gives each row its amounts: details by `leaf`, headings the sums of what they hold, and, where
/// asked, a total of all roots. `cells` makes the row's cells of its amounts.
pub(super) fn fill(
    lines: &[Line],
    total: Option<&str>,
    mut leaf: impl FnMut(&Line) -> Vec<i64>,
    cells: impl Fn(&Line, &[Decimal]) -> Vec<Datum>,
) -> Vec<Row> {
    let own: Vec<Option<Vec<Decimal>>> = lines
        .iter()
        .map(|line| {
            (line.role == Role::Detail).then(|| leaf(line).into_iter().map(Decimal::from).collect())
        })
        .collect();
    let sum = |from: usize, to: usize| -> Vec<Decimal> {
        own[from..to]
            .iter()
            .flatten()
            .fold(Vec::new(), |sum, figures| {
                if sum.is_empty() {
                    figures.clone()
                } else {
                    sum.iter().zip(figures).map(|(a, b)| a + b).collect()
                }
            })
    };
    let mut rows: Vec<Row> = lines
        .iter()
        .enumerate()
        .map(|(idx, line)| {
            let below = lines[idx + 1..]
                .iter()
                .take_while(|other| other.depth > line.depth)
                .count();
            row(line, cells(line, &sum(idx, idx + 1 + below)))
        })
        .collect();
    if let Some(label) = total {
        let line = Line {
            depth: 0,
            code: None,
            label: label.to_owned(),
            role: Role::Total,
        };
        rows.push(row(&line, cells(&line, &sum(0, lines.len()))));
    }
    rows
}

fn row(line: &Line, cells: Vec<Datum>) -> Row {
    Row {
        role: line.role,
        depth: line.depth,
        code: line.code.clone(),
        label: line.label.clone(),
        cells,
    }
}
