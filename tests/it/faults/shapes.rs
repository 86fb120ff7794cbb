//! Right documents of each shape: trees of programs and accounts, prices, changes, quarters, heads.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::documents::{Case, Claim, Made, Shape, children};
use crate::chance::Chance;
use crate::layouts::data::{Column, Datum, Document, Holds, Role, Row};

impl Case {
    pub(crate) fn new(shape: Shape, chance: &mut Chance) -> Self {
        match shape {
            Shape::Program => realisasi(shape, Codes::Program, chance),
            Shape::Rekening => realisasi(shape, Codes::Rekening, chance),
            Shape::Rincian => rincian(chance),
            Shape::Perubahan => perubahan(chance),
            Shape::Triwulan => triwulan(chance),
            Shape::Pegawai => pegawai(chance),
            Shape::Kinerja => kinerja(chance),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Codes {
    Program,
    Rekening,
}

const PROGRAM_LEVELS: [&str; 5] = [
    "Urusan",
    "Bidang Urusan",
    "Program",
    "Kegiatan",
    "Sub Kegiatan",
];
const NOUNS: &[&str] = &[
    "Pelayanan",
    "Pengelolaan",
    "Penyediaan",
    "Pembinaan",
    "Pengawasan",
    "Pemeliharaan",
    "Penyusunan",
    "Koordinasi",
    "Pengadaan",
    "Peningkatan",
];
const OBJECTS: &[&str] = &[
    "Gedung",
    "Aparatur",
    "Data",
    "Sarana",
    "Perizinan",
    "Kearsipan",
    "Kendaraan",
    "Perpustakaan",
    "Jaringan",
    "Lingkungan",
];

/// A tree of rows without numbers: three to five levels, two to six rows under each heading.
fn tree(codes: Codes, n_columns: usize, chance: &mut Chance) -> Vec<Row> {
    let (first, n_levels) = match codes {
        // A list begins at the urusan or at the program.
        Codes::Program => chance.pick(&[(0, 5), (2, 3)]),
        Codes::Rekening => (0, usize::try_from(chance.within(3, 5)).expect("small")),
    };
    let mut rows = Vec::new();
    let stem = match (codes, first) {
        (Codes::Program, 2) => "1.02".to_owned(),
        _ => String::new(),
    };
    let n_roots = match codes {
        Codes::Program => chance.within(1, 3),
        Codes::Rekening => 1,
    };
    for root in 1..=n_roots {
        let spot = Spot {
            codes,
            first,
            last: first + n_levels - 1,
            n_columns,
        };
        branch(&spot, first, &stem, root, &mut rows, chance);
    }
    rows
}

struct Spot {
    codes: Codes,
    first: usize,
    last: usize,
    n_columns: usize,
}

fn branch(
    spot: &Spot,
    level: usize,
    above: &str,
    nth: i64,
    rows: &mut Vec<Row>,
    chance: &mut Chance,
) {
    let part = match (spot.codes, level) {
        (Codes::Program, 0) | (Codes::Rekening, 1) => nth.to_string(),
        (Codes::Program, 3) => format!("2.{nth:02}"),
        (Codes::Program, 4) | (Codes::Rekening, 5) => format!("{nth:04}"),
        (Codes::Rekening, 0) => "5".to_owned(),
        _ => format!("{nth:02}"),
    };
    let code = if above.is_empty() {
        part
    } else {
        format!("{above}.{part}")
    };
    let name = format!("{} {}", chance.pick(NOUNS), chance.pick(OBJECTS));
    let label = match spot.codes {
        Codes::Program => format!("{} {name}", PROGRAM_LEVELS[level]),
        Codes::Rekening => format!("Belanja {name}"),
    };
    let is_leaf = level == spot.last;
    rows.push(Row {
        role: if is_leaf { Role::Detail } else { Role::Heading },
        depth: level - spot.first,
        code: Some(code.clone()),
        label,
        cells: vec![Datum::Empty; spot.n_columns],
    });
    if is_leaf {
        return;
    }
    let upper = level + 2 < spot.last || (spot.codes == Codes::Program && level < 2);
    let most = if upper { 2 } else { 4 };
    for nth in 1..=chance.within(if upper { 1 } else { 2 }, most) {
        branch(spot, level + 1, &code, nth, rows, chance);
    }
}

/// An amount as budgets have them: often whole thousands, sometimes to the rupiah.
fn amount(chance: &mut Chance) -> Decimal {
    let digits = chance.within(7, 10);
    let most = 10_i64.pow(u32::try_from(digits).expect("small"));
    let unit = chance.pick(&[1, 1, 100, 500, 1000]);
    Decimal::from(chance.within(most / 10, most - 1) / unit * unit)
}

fn column(field: &'static str, header: &str, holds: Holds) -> Column {
    Column {
        field,
        header: vec![header.to_owned()],
        holds,
        formula: None,
    }
}

fn head(columns: Vec<Column>) -> Vec<Column> {
    let mut all = vec![
        column("kode", "Kode", Holds::Code),
        column("uraian", "Uraian", Holds::Label),
    ];
    all.extend(columns);
    all
}

fn total(label: &str, n_columns: usize) -> Row {
    Row {
        role: Role::Total,
        depth: 0,
        code: None,
        label: label.to_owned(),
        cells: vec![Datum::Empty; n_columns],
    }
}

/// Sums down the tree for these columns, from the deepest heading up; the total last.
fn sums(rows: &[Row], columns: &[usize]) -> Vec<Claim> {
    let mut headings: Vec<usize> = (0..rows.len())
        .filter(|&row| rows[row].role != Role::Detail)
        .collect();
    headings.sort_by_key(|&row| {
        (
            rows[row].role == Role::Total,
            std::cmp::Reverse(rows[row].depth),
        )
    });
    let mut claims = Vec::new();
    for row in headings {
        for &column in columns {
            claims.push(Claim {
                target: (row, column),
                operation: Made::Sum,
                operands: children(rows, row)
                    .into_iter()
                    .map(|row| (row, column))
                    .collect(),
            });
        }
    }
    claims
}

fn across(rows: &[Row], target: usize, operation: Made, operands: &[usize]) -> Vec<Claim> {
    let claim = |row| Claim {
        target: (row, target),
        operation,
        operands: operands.iter().map(|&column| (row, column)).collect(),
    };
    (0..rows.len()).map(claim).collect()
}

fn case(
    shape: Shape,
    kind: Option<&'static str>,
    titles: &[&str],
    columns: Vec<Column>,
    rows: Vec<Row>,
) -> Case {
    let document = Document {
        kind,
        titles: titles.iter().map(|&title| title.to_owned()).collect(),
        columns,
        rows,
    };
    Case {
        shape,
        document,
        claims: Vec::new(),
        typed_as: BTreeMap::new(),
    }
}

fn fulfil(case: &mut Case, claims: Vec<Claim>) {
    for claim in claims {
        case.fulfil(&claim);
        if case.number(claim.target).is_some() {
            case.claims.push(claim);
        }
    }
}

fn details(case: &Case) -> Vec<usize> {
    let rows = &case.document.rows;
    (0..rows.len())
        .filter(|&row| rows[row].role == Role::Detail)
        .collect()
}

fn realisasi(shape: Shape, codes: Codes, chance: &mut Chance) -> Case {
    let columns = head(vec![
        column("pagu", "Anggaran", Holds::Rupiah),
        column("realisasi", "Realisasi", Holds::Rupiah),
        column("capaian", "%", Holds::Percent),
        column("sisa", "Sisa Anggaran", Holds::Rupiah),
    ]);
    let mut rows = tree(codes, columns.len(), chance);
    if codes == Codes::Program || chance.percent(50) {
        rows.push(total("Jumlah", columns.len()));
    }
    let titles = ["Laporan Realisasi Anggaran Tahun 2023", "Dinas Contoh"];
    let mut case = case(shape, None, &titles, columns, rows);
    for row in details(&case) {
        let pagu = amount(chance);
        let share = Decimal::from(chance.within(300, 1000)) / Decimal::from(1000);
        let realisasi = if chance.percent(8) {
            pagu
        } else {
            (pagu * share).round()
        };
        case.set((row, 2), pagu);
        case.set((row, 3), realisasi);
    }
    let rows = case.document.rows.clone();
    fulfil(&mut case, sums(&rows, &[2, 3]));
    fulfil(&mut case, across(&rows, 5, Made::Difference, &[2, 3]));
    fulfil(&mut case, across(&rows, 4, Made::Share, &[3, 2]));
    case.claims.extend(sums(&rows, &[5]));
    case
}

fn rincian(chance: &mut Chance) -> Case {
    let mut columns = head(vec![
        column("volume", "Volume", Holds::Count),
        column("", "Satuan", Holds::Words),
        column("harga", "Harga Satuan", Holds::Rupiah),
        column("jumlah", "Jumlah", Holds::Rupiah),
    ]);
    columns[5].formula = Some("3 x 5".to_owned());
    let mut rows = tree(Codes::Rekening, columns.len(), chance);
    rows.push(total("Jumlah", columns.len()));
    let titles = ["Rincian Belanja", "Dinas Contoh"];
    let mut case = case(Shape::Rincian, None, &titles, columns, rows);
    for row in details(&case) {
        case.set((row, 2), Decimal::from(chance.within(2, 900)));
        let unit = chance.pick(&["Orang", "Buah", "Paket", "Rim"]).to_owned();
        case.document.rows[row].cells[3] = Datum::Words(unit);
        case.set(
            (row, 4),
            Decimal::from(chance.within(25, 99_000) * chance.pick(&[50, 100, 1000])),
        );
    }
    let rows = case.document.rows.clone();
    let lines = across(&rows, 5, Made::Product, &[2, 4]);
    fulfil(
        &mut case,
        lines
            .into_iter()
            .filter(|claim| rows[claim.target.0].role == Role::Detail)
            .collect(),
    );
    fulfil(&mut case, sums(&rows, &[5]));
    case
}

fn perubahan(chance: &mut Chance) -> Case {
    let columns = head(vec![
        column("sebelum", "Sebelum Perubahan", Holds::Rupiah),
        column("sesudah", "Sesudah Perubahan", Holds::Rupiah),
        column("selisih", "Bertambah/(Berkurang)", Holds::Rupiah),
        column("persen", "%", Holds::Percent),
    ]);
    let mut rows = tree(Codes::Rekening, columns.len(), chance);
    if chance.percent(50) {
        rows.push(total("Jumlah", columns.len()));
    }
    let titles = ["Perubahan Anggaran Belanja Tahun 2023", "Dinas Contoh"];
    let mut case = case(Shape::Perubahan, None, &titles, columns, rows);
    for row in details(&case) {
        let before = amount(chance);
        let share = Decimal::from(chance.within(400, 1900)) / Decimal::from(1000);
        case.set((row, 2), before);
        case.set(
            (row, 3),
            if chance.percent(25) {
                before
            } else {
                (before * share).round()
            },
        );
    }
    let rows = case.document.rows.clone();
    fulfil(&mut case, sums(&rows, &[2, 3]));
    fulfil(&mut case, across(&rows, 4, Made::Difference, &[3, 2]));
    fulfil(&mut case, across(&rows, 5, Made::Change, &[3, 2]));
    case.claims.extend(sums(&rows, &[4]));
    case
}

fn triwulan(chance: &mut Chance) -> Case {
    let columns = head(vec![
        column("pagu", "Pagu", Holds::Rupiah),
        column("", "Triwulan I", Holds::Rupiah),
        column("", "Triwulan II", Holds::Rupiah),
        column("", "Triwulan III", Holds::Rupiah),
        column("", "Triwulan IV", Holds::Rupiah),
    ]);
    let mut rows = tree(Codes::Rekening, columns.len(), chance);
    rows.push(total("Jumlah", columns.len()));
    let titles = ["Anggaran Kas Tahun 2023", "Dinas Contoh"];
    let mut case = case(Shape::Triwulan, None, &titles, columns, rows);
    for row in details(&case) {
        for column in 3..7 {
            case.set((row, column), amount(chance));
        }
    }
    let rows = case.document.rows.clone();
    fulfil(&mut case, sums(&rows, &[3, 4, 5, 6]));
    fulfil(&mut case, across(&rows, 2, Made::Sum, &[3, 4, 5, 6]));
    case.claims.extend(sums(&rows, &[2]));
    case
}

fn kinerja(chance: &mut Chance) -> Case {
    let mut columns = vec![
        column("", "No", Holds::Code),
        column("", "Jenis Pelayanan", Holds::Label),
        column("", "Target", Holds::Count),
        column("", "Realisasi", Holds::Count),
        column("", "Capaian (%)", Holds::Percent),
        column("", "Capaian Tahun 2021 (%)", Holds::Percent),
        column("", "Capaian Tahun 2022 (%)", Holds::Percent),
        column("", "Perubahan (%)", Holds::Percent),
    ];
    columns[4].formula = Some("4/3*100%".to_owned());
    columns[7].formula = Some("(7-6)/6*100%".to_owned());
    let n_rows = usize::try_from(chance.within(6, 12)).expect("small");
    let rows: Vec<Row> = (1..=n_rows)
        .map(|nth| Row {
            role: Role::Detail,
            depth: 0,
            code: Some(nth.to_string()),
            label: format!("{} {}", chance.pick(NOUNS), chance.pick(OBJECTS)),
            cells: vec![Datum::Empty; columns.len()],
        })
        .collect();
    let titles = ["Capaian Pelayanan Tahun 2022", "Dinas Contoh"];
    let mut case = case(Shape::Kinerja, None, &titles, columns, rows);
    for row in 0..n_rows {
        let target = chance.within(120, 2900);
        case.set((row, 2), Decimal::from(target));
        let realisasi = target * chance.within(400, 1400) / 1000;
        case.set((row, 3), Decimal::from(realisasi));
        for column in [5, 6] {
            case.set((row, column), Decimal::new(chance.within(3100, 14_000), 2));
        }
    }
    let rows = case.document.rows.clone();
    fulfil(&mut case, across(&rows, 4, Made::Share, &[3, 2]));
    fulfil(&mut case, across(&rows, 7, Made::Change, &[6, 5]));
    case
}

fn pegawai(chance: &mut Chance) -> Case {
    let columns = vec![
        column("", "No", Holds::Code),
        column("", "Golongan", Holds::Label),
        column("", "Laki-laki", Holds::Count),
        column("", "Perempuan", Holds::Count),
        column("", "Jumlah", Holds::Count),
    ];
    let ranks = [
        "I/c", "I/d", "II/a", "II/b", "II/c", "II/d", "III/a", "III/b", "III/c", "III/d", "IV/a",
        "IV/b",
    ];
    let first = usize::try_from(chance.within(0, 5)).expect("small");
    let mut rows: Vec<Row> = ranks[first..]
        .iter()
        .enumerate()
        .map(|(idx, rank)| Row {
            role: Role::Detail,
            depth: 0,
            code: Some((idx + 1).to_string()),
            label: (*rank).to_owned(),
            cells: vec![Datum::Empty; 5],
        })
        .collect();
    let n_lines = rows.len();
    rows.push(total("Jumlah", 5));
    let titles = [
        "Jumlah Pegawai menurut Golongan dan Jenis Kelamin",
        "Dinas Contoh",
    ];
    let mut case = case(Shape::Pegawai, None, &titles, columns, rows);
    for row in 0..n_lines {
        case.set((row, 2), Decimal::from(chance.within(0, 250)));
        case.set((row, 3), Decimal::from(chance.within(0, 250)));
    }
    let rows = case.document.rows.clone();
    fulfil(&mut case, sums(&rows, &[2, 3]));
    fulfil(&mut case, across(&rows, 4, Made::Sum, &[2, 3]));
    case.claims.extend(sums(&rows, &[4]));
    case
}
