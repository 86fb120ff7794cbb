//! Lays a document out: titles, header, lines, total; as a CSV with Indonesian numbers or as a
//! workbook with numbers or texts. Every look says the same.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Formula, Workbook};

use super::chance::Chance;
use super::papers::{Content, MONTHS, Paper};
use super::slips::Slip;
use super::tree::{summed, total};
use super::{REGION, YEAR};

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    format: Format,
    /// Whether the agency stands in a line of its own behind a label.
    has_label: bool,
    pub(super) has_total: bool,
    has_numbering: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Numbers,
    /// Numbers, with the sums of a budget as formulas.
    Formulas,
    Texts,
}

/// The ranks of rosters: code and name.
pub(super) const RANKS: &[(&str, &str)] = &[
    ("II/c", "Pengatur"),
    ("III/a", "Penata Muda"),
    ("III/b", "Penata Muda Tingkat I"),
    ("III/d", "Penata Tingkat I"),
    ("IV/a", "Pembina"),
];

/// A cell of a sheet.
#[derive(Clone)]
pub(super) enum Datum {
    Text(String),
    Number(i64),
    /// A percentage in hundredths.
    Percent(i64),
    /// A formula with its stored value.
    Formula(String, i64),
    Empty,
}

impl Look {
    pub(super) fn by(chance: &mut Chance) -> Self {
        Self {
            format: [Format::Csv, Format::Numbers, Format::Texts][chance.below(3)],
            has_label: chance.percent(50),
            has_total: chance.percent(50),
            has_numbering: chance.percent(50),
        }
    }

    /// The same with live sums, in a workbook.
    pub(super) fn with_formulas(self) -> Self {
        Self {
            format: Format::Formulas,
            ..self
        }
    }

    pub(super) fn has_formulas(self) -> bool {
        self.format == Format::Formulas
    }

    pub(super) fn ending(self) -> &'static str {
        match self.format {
            Format::Csv => "csv",
            Format::Numbers | Format::Formulas | Format::Texts => "xlsx",
        }
    }
}

/// The bytes of a document's file.
pub(super) fn bytes(paper: &Paper) -> Vec<u8> {
    let rows = rows(paper);
    match paper.look.format {
        Format::Csv => csv(&rows),
        Format::Numbers | Format::Formulas | Format::Texts => workbook(&rows, paper.look.format),
    }
}

fn text(text: impl Into<String>) -> Datum {
    Datum::Text(text.into())
}

/// The rows of a document's only sheet.
fn rows(paper: &Paper) -> Vec<Vec<Datum>> {
    let (titles, header) = words(paper);
    let mut rows: Vec<Vec<Datum>> = titles.into_iter().map(|title| vec![text(title)]).collect();
    rows.push(Vec::new());
    if paper.look.has_numbering {
        rows.push(header.iter().map(|name| text(*name)).collect());
        rows.push(
            (1..=header.len())
                .map(|nth| text(nth.to_string()))
                .collect(),
        );
    } else {
        rows.push(header.iter().map(|name| text(*name)).collect());
    }
    if let Content::Roster { people } = &paper.content {
        for (nth, person) in people.iter().enumerate() {
            let (code, name) = RANKS[person.rank];
            rows.push(vec![
                text((nth + 1).to_string()),
                text(&person.name),
                text(&person.nip),
                text(name),
                text(code),
                text("Pelaksana Contoh"),
                text(if person.is_male { "L" } else { "P" }),
                text("S1"),
            ]);
        }
        return rows;
    }
    let columns = columns(paper);
    let first = rows.len();
    for (idx, node) in paper.nodes.iter().enumerate() {
        let mut row = vec![text(&node.code), text(&node.name)];
        if let Content::Renja { .. } = &paper.content {
            row.push(text(format!("Persentase keluaran contoh {}", idx + 1)));
            row.push(text("100 Persen"));
        }
        row.extend(figures(&columns, |column| column[idx]));
        rows.push(row);
    }
    if paper.look.has_total {
        let mut row = vec![Datum::Empty, text("JUMLAH")];
        if let Content::Renja { .. } = &paper.content {
            row.extend([Datum::Empty, Datum::Empty]);
        }
        let totals: Vec<i64> = leaves(paper)
            .iter()
            .map(|leaves| total(&paper.nodes, leaves))
            .collect();
        let columns: Vec<Vec<i64>> = totals.into_iter().map(|total| vec![total]).collect();
        row.extend(figures(&columns, |column| column[0]));
        rows.push(row);
    }
    if paper.look.has_formulas() {
        calculate(paper, &mut rows, first);
    }
    slip(paper, &mut rows, first);
    rows
}

/// The row of the first line, counted from 0: titles, a blank row and the header stand above it.
fn first_line(paper: &Paper) -> usize {
    5 + usize::from(paper.look.has_numbering)
}

/// The column of the `nth` figure; a report has its percentage before the last.
pub(super) fn column(paper: &Paper, nth: usize) -> usize {
    match &paper.content {
        Content::Renja { .. } => 4 + nth,
        Content::Report { .. } if nth == 4 => 7,
        _ => 2 + nth,
    }
}

/// The address of a line's cell.
pub(super) fn cell(paper: &Paper, line: usize, col: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(col).unwrap_or(25));
    format!("{letter}{}", first_line(paper) + line + 1)
}

/// A sum over the lines from one to another.
pub(super) fn sum(paper: &Paper, nth: usize, first: usize, last: usize) -> String {
    let at = |line| cell(paper, line, column(paper, nth));
    format!("=SUM({}:{})", at(first), at(last))
}

/// The formula of a budget's cell: details add up to headings, operasi and modal to Jumlah.
pub(super) fn formula(paper: &Paper, line: usize, nth: usize) -> String {
    let at = |line: usize, nth: usize| cell(paper, line, column(paper, nth));
    if nth == 2 {
        return format!("={}+{}", at(line, 0), at(line, 1));
    }
    let nodes = &paper.nodes;
    let below = nodes.get(line).map_or(0, |node| node.depth + 1);
    let from = if line < nodes.len() { line + 1 } else { 0 };
    let lines = (from..nodes.len()).take_while(|&idx| nodes[idx].depth >= below);
    let lines: Vec<usize> = lines.filter(|&idx| nodes[idx].depth == below).collect();
    match lines.as_slice() {
        [first, .., last] if last - first + 1 == lines.len() => sum(paper, nth, *first, *last),
        lines => {
            let cells = lines.iter().map(|&line| at(line, nth));
            format!("={}", cells.collect::<Vec<_>>().join("+"))
        }
    }
}

/// Puts the formulas of a budget in the place of its sums.
fn calculate(paper: &Paper, rows: &mut [Vec<Datum>], first: usize) {
    for (line, row) in rows.iter_mut().skip(first).enumerate() {
        let is_leaf = paper.nodes.get(line).is_some_and(|node| node.depth == 2);
        for nth in 0..3 {
            if is_leaf && nth < 2 {
                continue;
            }
            let datum = &mut row[column(paper, nth)];
            if let Datum::Number(value) = *datum {
                *datum = Datum::Formula(formula(paper, line, nth), value);
            }
        }
    }
}

/// Types what is typed wrong.
fn slip(paper: &Paper, rows: &mut Vec<Vec<Datum>>, first: usize) {
    let mut dropped = Vec::new();
    for slip in &paper.slips {
        match slip {
            Slip::Cell(line, col, datum) => rows[first + line][*col] = datum.clone(),
            Slip::Dropped(line) => dropped.push(first + line),
        }
    }
    for row in dropped.into_iter().rev() {
        rows.remove(row);
    }
}

/// A percentage in hundredths, rounded.
pub(super) fn share(pagu: i64, all: i64) -> i64 {
    let share = if pagu == 0 {
        0
    } else {
        (i128::from(all) * 20_000 / i128::from(pagu) + 1) / 2
    };
    i64::try_from(share).unwrap_or(0)
}

/// The figures of a row; of a report with its percentage, which no column adds up to.
fn figures(columns: &[Vec<i64>], of: impl Fn(&Vec<i64>) -> i64) -> Vec<Datum> {
    let numbers: Vec<i64> = columns.iter().map(of).collect();
    match numbers.as_slice() {
        [pagu, before, this, all, rest] => {
            let share = share(*pagu, *all);
            vec![
                Datum::Number(*pagu),
                Datum::Number(*before),
                Datum::Number(*this),
                Datum::Number(*all),
                Datum::Percent(share),
                Datum::Number(*rest),
            ]
        }
        numbers => numbers
            .iter()
            .map(|number| Datum::Number(*number))
            .collect(),
    }
}

fn leaves(paper: &Paper) -> Vec<Vec<i64>> {
    let both = |a: &[i64], b: &[i64], made: fn(i64, i64) -> i64| -> Vec<i64> {
        a.iter().zip(b).map(|(a, b)| made(*a, *b)).collect()
    };
    match &paper.content {
        Content::Renja { pagu } => vec![pagu.clone()],
        Content::Dpa { operasi, modal } => vec![
            operasi.clone(),
            modal.clone(),
            both(operasi, modal, |a, b| a + b),
        ],
        Content::Change { before, after, .. } => vec![
            before.clone(),
            after.clone(),
            both(after, before, |a, b| a - b),
        ],
        Content::Report {
            pagu, before, this, ..
        } => {
            let all = both(before, this, |a, b| a + b);
            let rest = both(pagu, &all, |a, b| a - b);
            vec![pagu.clone(), before.clone(), this.clone(), all, rest]
        }
        Content::Quarter { pagu, this, .. } => vec![pagu.clone(), this.clone()],
        Content::Roster { .. } => Vec::new(),
    }
}

/// The columns of figures, headings added up.
pub(super) fn columns(paper: &Paper) -> Vec<Vec<i64>> {
    leaves(paper)
        .iter()
        .map(|leaves| summed(&paper.nodes, leaves))
        .collect()
}

/// The titles and the header of a document.
#[allow(clippy::too_many_lines, reason = "a table of words")]
fn words(paper: &Paper) -> (Vec<String>, Vec<&'static str>) {
    let region = REGION.to_uppercase();
    let (title, header): (String, Vec<&'static str>) = match &paper.content {
        Content::Renja { .. } => (
            "RENCANA KERJA PERANGKAT DAERAH (RENJA)".to_owned(),
            vec![
                "Kode",
                "Program / Kegiatan / Sub Kegiatan",
                "Indikator Kinerja",
                "Target Kinerja",
                "Pagu Indikatif (Rp)",
            ],
        ),
        Content::Dpa { .. } => (
            "DOKUMEN PELAKSANAAN ANGGARAN (DPA-SKPD)".to_owned(),
            vec![
                "Kode",
                "Program / Kegiatan / Sub Kegiatan",
                "Belanja Operasi",
                "Belanja Modal",
                "Jumlah",
            ],
        ),
        Content::Change { is_shift, .. } => (
            if *is_shift {
                "PERGESERAN ANGGARAN"
            } else {
                "DOKUMEN PELAKSANAAN PERUBAHAN ANGGARAN (DPPA-SKPD)"
            }
            .to_owned(),
            if *is_shift {
                vec![
                    "Kode",
                    "Program / Kegiatan / Sub Kegiatan",
                    "Anggaran Sebelum Pergeseran",
                    "Anggaran Sesudah Pergeseran",
                    "Bertambah / (Berkurang)",
                ]
            } else {
                vec![
                    "Kode",
                    "Program / Kegiatan / Sub Kegiatan",
                    "Anggaran Sebelum Perubahan",
                    "Anggaran Sesudah Perubahan",
                    "Bertambah / (Berkurang)",
                ]
            },
        ),
        Content::Report { month, .. } => (
            match month {
                0 => "LAPORAN REALISASI ANGGARAN".to_owned(),
                month => format!(
                    "LAPORAN REALISASI ANGGARAN S.D. BULAN {}",
                    MONTHS[month - 1].to_uppercase()
                ),
            },
            vec![
                "Kode",
                "Program / Kegiatan / Sub Kegiatan",
                "Pagu Anggaran",
                "Realisasi s.d. Bulan Lalu",
                "Realisasi Bulan Ini",
                "Realisasi s.d. Bulan Ini",
                "%",
                "Sisa Anggaran",
            ],
        ),
        Content::Quarter { nth, .. } => (
            format!(
                "LAPORAN REALISASI ANGGARAN TRIWULAN {}",
                ["I", "II", "III", "IV"][nth - 1]
            ),
            vec![
                "Kode",
                "Program / Kegiatan / Sub Kegiatan",
                "Pagu Anggaran",
                "Realisasi",
            ],
        ),
        Content::Roster { .. } => (
            "DAFTAR NOMINATIF PEGAWAI".to_owned(),
            vec![
                "No",
                "Nama",
                "NIP",
                "Pangkat",
                "Golongan",
                "Jabatan",
                "Jenis Kelamin",
                "Pendidikan",
            ],
        ),
    };
    let name = &paper.agency.name;
    let titles = if paper.look.has_label {
        vec![
            format!("{title} {region}"),
            format!("TAHUN ANGGARAN {YEAR}"),
            format!("Perangkat Daerah : {name}"),
        ]
    } else {
        vec![
            title,
            format!("{} {region}", name.to_uppercase()),
            format!("TAHUN ANGGARAN {YEAR}"),
        ]
    };
    (titles, header)
}

/// A number as Indonesian documents write it.
fn grouped(number: i64) -> String {
    let digits = number.abs().to_string();
    let mut out = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if number < 0 { format!("({out})") } else { out }
}

fn percent(hundredths: i64) -> String {
    format!("{},{:02}", hundredths / 100, hundredths % 100)
}

fn csv(rows: &[Vec<Datum>]) -> Vec<u8> {
    let mut out = String::new();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    for row in rows {
        let cells = (0..width).map(|at| match row.get(at) {
            Some(Datum::Text(text)) => text.replace(';', ","),
            Some(Datum::Number(number) | Datum::Formula(_, number)) => grouped(*number),
            Some(Datum::Percent(share)) => percent(*share),
            Some(Datum::Empty) | None => String::new(),
        });
        out.push_str(&cells.collect::<Vec<_>>().join(";"));
        out.push('\n');
    }
    out.into_bytes()
}

/// A workbook of numbers and formulas with their values.
pub(super) fn calculated(rows: &[Vec<Datum>]) -> Vec<u8> {
    workbook(rows, Format::Formulas)
}

fn workbook(rows: &[Vec<Datum>], format: Format) -> Vec<u8> {
    let mut workbook = Workbook::new();
    // The same figures are the same bytes.
    let made = ExcelDateTime::from_ymd(2023, 1, 2).expect("a day");
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let sheet = workbook.add_worksheet();
    for (row_idx, row) in rows.iter().enumerate() {
        let row_idx = u32::try_from(row_idx).unwrap_or(0);
        for (col_idx, datum) in row.iter().enumerate() {
            let col_idx = u16::try_from(col_idx).unwrap_or(0);
            let written = match datum {
                Datum::Text(text) => sheet.write_string(row_idx, col_idx, text).map(|_| ()),
                Datum::Number(number) if format == Format::Texts => sheet
                    .write_string(row_idx, col_idx, grouped(*number))
                    .map(|_| ()),
                #[allow(clippy::cast_precision_loss, reason = "amounts are far below 2^53")]
                Datum::Number(number) => sheet
                    .write_number(row_idx, col_idx, *number as f64)
                    .map(|_| ()),
                Datum::Formula(formula, value) => sheet
                    .write_formula(
                        row_idx,
                        col_idx,
                        Formula::new(formula.as_str()).set_result(value.to_string()),
                    )
                    .map(|_| ()),
                Datum::Percent(share) => sheet
                    .write_string(row_idx, col_idx, percent(*share))
                    .map(|_| ()),
                Datum::Empty => Ok(()),
            };
            written.expect("a cell");
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}
