//! Documents to begin with: a realisation along the spending tree, and one along the account tree.

use rust_decimal::{Decimal, RoundingStrategy};

use super::data::{Column, Datum, Document, Holds, Role, Row};

/// Ceiling and spending of a detail; headings are summed.
type Figures = Option<(i64, i64)>;

/// A realisation by program, kegiatan and sub kegiatan.
pub(crate) fn spending_tree() -> Document {
    let rows: [(usize, &str, &str, Figures); 15] = [
        (0, "2.16", "URUSAN PEMERINTAHAN BIDANG KOMUNIKASI", None),
        (
            1,
            "2.16.01",
            "PROGRAM PENUNJANG URUSAN PEMERINTAHAN DAERAH",
            None,
        ),
        (
            2,
            "2.16.01.2.01",
            "Perencanaan dan Evaluasi Kinerja Perangkat Daerah",
            None,
        ),
        (
            3,
            "2.16.01.2.01.01",
            "Penyusunan Dokumen Perencanaan Perangkat Daerah",
            Some((45_250_000, 44_125_500)),
        ),
        (
            3,
            "2.16.01.2.01.06",
            "Koordinasi dan Penyusunan Laporan Capaian Kinerja",
            Some((12_480_000, 12_480_000)),
        ),
        (
            2,
            "2.16.01.2.02",
            "Administrasi Keuangan Perangkat Daerah",
            None,
        ),
        (
            3,
            "2.16.01.2.02.01",
            "Penyediaan Gaji dan Tunjangan ASN",
            Some((4_812_730_150, 4_650_118_927)),
        ),
        (
            3,
            "2.16.01.2.02.05",
            "Koordinasi Penyusunan Laporan Keuangan Akhir Tahun",
            Some((9_600_000, 0)),
        ),
        (
            1,
            "2.16.02",
            "PROGRAM INFORMASI DAN KOMUNIKASI PUBLIK",
            None,
        ),
        (
            2,
            "2.16.02.2.01",
            "Pengelolaan Informasi dan Komunikasi Publik",
            None,
        ),
        (
            3,
            "2.16.02.2.01.03",
            "Monitoring Opini dan Aspirasi Publik",
            Some((88_000_000, 79_350_250)),
        ),
        (
            3,
            "2.16.02.2.01.10",
            "Kemitraan dengan Media Komunikasi Daerah",
            Some((250_000_000, 231_417_000)),
        ),
        (1, "2.16.03", "PROGRAM APLIKASI INFORMATIKA", None),
        (
            2,
            "2.16.03.2.02",
            "Pengelolaan Layanan Pemerintahan Elektronik",
            None,
        ),
        (
            3,
            "2.16.03.2.02.11",
            "Pengembangan Aplikasi Layanan Publik Terpadu",
            Some((1_375_900_000, 1_301_004_775)),
        ),
    ];
    realisation(
        "realisasi-sub-kegiatan",
        &[
            "LAPORAN REALISASI KEUANGAN PER PROGRAM DAN KEGIATAN",
            "DINAS CONTOH KABUPATEN RAYA UTARA",
            "TAHUN ANGGARAN 2023",
        ],
        ["Kode", "Urusan / Program / Kegiatan / Sub Kegiatan"],
        &rows,
    )
}

/// A realisation along the account tree.
pub(crate) fn accounts() -> Document {
    let rows: [(usize, &str, &str, Figures); 14] = [
        (0, "5", "BELANJA DAERAH", None),
        (1, "5.1", "BELANJA OPERASI", None),
        (2, "5.1.01", "Belanja Pegawai", None),
        (
            3,
            "5.1.01.01",
            "Belanja Gaji dan Tunjangan ASN",
            Some((3_905_118_400, 3_811_902_655)),
        ),
        (
            3,
            "5.1.01.02",
            "Belanja Tambahan Penghasilan ASN",
            Some((907_611_750, 838_216_272)),
        ),
        (2, "5.1.02", "Belanja Barang dan Jasa", None),
        (
            3,
            "5.1.02.01",
            "Belanja Barang Pakai Habis",
            Some((311_450_000, 298_772_135)),
        ),
        (
            3,
            "5.1.02.02",
            "Belanja Jasa Kantor",
            Some((725_300_000, 700_115_480)),
        ),
        (
            3,
            "5.1.02.04",
            "Belanja Perjalanan Dinas",
            Some((186_000_000, 185_999_900)),
        ),
        (1, "5.2", "BELANJA MODAL", None),
        (2, "5.2.02", "Belanja Modal Peralatan dan Mesin", None),
        (
            3,
            "5.2.02.05",
            "Belanja Modal Alat Kantor dan Rumah Tangga",
            Some((92_750_000, 90_125_000)),
        ),
        (
            3,
            "5.2.02.10",
            "Belanja Modal Komputer",
            Some((465_730_000, 463_365_000)),
        ),
        (
            3,
            "5.2.02.19",
            "Belanja Modal Alat Studio dan Komunikasi",
            Some((18_000_000, 0)),
        ),
    ];
    realisation(
        "realisasi-rekening",
        &["LAPORAN REALISASI ANGGARAN BELANJA", "TAHUN ANGGARAN 2023"],
        ["Kode Rekening", "Uraian"],
        &rows,
    )
}

fn realisation(
    kind: &'static str,
    titles: &[&str],
    [code, label]: [&str; 2],
    given: &[(usize, &str, &str, Figures)],
) -> Document {
    let figures: Vec<(Decimal, Decimal)> = (0..given.len())
        .map(|idx| {
            let own = given[idx].0;
            let below = given[idx + 1..]
                .iter()
                .take_while(|(depth, ..)| *depth > own);
            let all = std::iter::once(&given[idx]).chain(below);
            all.filter_map(|(.., figures)| *figures).fold(
                (Decimal::ZERO, Decimal::ZERO),
                |(ceiling, spent), (more, also)| {
                    (ceiling + Decimal::from(more), spent + Decimal::from(also))
                },
            )
        })
        .collect();
    let rows = given
        .iter()
        .zip(&figures)
        .map(|((depth, code, label, own), figures)| Row {
            role: if own.is_some() {
                Role::Detail
            } else {
                Role::Heading
            },
            depth: *depth,
            code: Some((*code).to_owned()),
            label: (*label).to_owned(),
            cells: cells(*figures),
        });
    let mut rows: Vec<Row> = rows.collect();
    let roots = given
        .iter()
        .zip(&figures)
        .filter(|((depth, ..), _)| *depth == 0);
    let all = roots.fold((Decimal::ZERO, Decimal::ZERO), |sum, (_, figures)| {
        (sum.0 + figures.0, sum.1 + figures.1)
    });
    rows.push(Row {
        role: Role::Total,
        depth: 0,
        code: None,
        label: "JUMLAH".to_owned(),
        cells: cells(all),
    });
    let column = |field, header: &str, holds, formula: Option<&str>| Column {
        field,
        header: vec![header.to_owned()],
        holds,
        formula: formula.map(str::to_owned),
    };
    Document {
        kind: Some(kind),
        titles: titles.iter().map(|&title| title.to_owned()).collect(),
        columns: vec![
            column("kode", code, Holds::Code, None),
            column("uraian", label, Holds::Label, None),
            column("pagu", "Anggaran", Holds::Rupiah, None),
            column("realisasi", "Realisasi", Holds::Rupiah, None),
            column("capaian", "%", Holds::Percent, Some("4/3*100")),
            column("sisa", "Sisa Anggaran", Holds::Rupiah, Some("3-4")),
        ],
        rows,
    }
}

/// Ceiling, spending, percentage, remainder; code and label stand in the row itself.
fn cells((ceiling, spent): (Decimal, Decimal)) -> Vec<Datum> {
    let share = (spent * Decimal::ONE_HUNDRED / ceiling)
        .round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    vec![
        Datum::Empty,
        Datum::Empty,
        Datum::Number(ceiling),
        Datum::Number(spent),
        Datum::Number(share),
        Datum::Number(ceiling - spent),
    ]
}
