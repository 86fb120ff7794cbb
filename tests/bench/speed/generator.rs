//! Makes valid workbooks like those that are really read: titles over merged headers, codes, names
//! that repeat, amounts, percentages, formulas with their cached values.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const WORDS: [&str; 24] = [
    "Penyediaan",
    "Jasa",
    "Penunjang",
    "Urusan",
    "Pemerintahan",
    "Daerah",
    "Koordinasi",
    "Penyusunan",
    "Dokumen",
    "Perencanaan",
    "Perangkat",
    "Evaluasi",
    "Kinerja",
    "Administrasi",
    "Keuangan",
    "Gaji",
    "Tunjangan",
    "Pengadaan",
    "Barang",
    "Milik",
    "Pemeliharaan",
    "Gedung",
    "Kantor",
    "Rehabilitasi",
];
const UNITS: [&str; 6] = ["Dokumen", "Orang / Bulan", "Laporan", "Paket", "Unit", "%"];
const HEADERS: [&str; 9] = [
    "Kode",
    "Uraian",
    "Target",
    "Satuan",
    "Pagu",
    "Realisasi",
    "Sisa",
    "Capaian (%)",
    "Keterangan",
];

/// Numbers that follow from a seed (splitmix64).
pub(crate) struct Seeded(pub(crate) u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        let idx = self.below(of.len() as u64);
        of[usize::try_from(idx).expect("an index")]
    }

    fn name(&mut self) -> String {
        let n_words = 3 + self.below(5);
        let words: Vec<&str> = (0..n_words).map(|_| self.one(&WORDS)).collect();
        words.join(" ")
    }

    fn code(&mut self) -> String {
        format!(
            "2.16.{:02}.2.{:02}.{:04}",
            1 + self.below(5),
            1 + self.below(9),
            1 + self.below(40)
        )
    }

    /// An amount in rupiah that a double holds exactly.
    fn amount(&mut self) -> u32 {
        u32::try_from(self.below(4_000_000) * 1_000 + self.below(4) * 250).expect("an amount")
    }
}

/// A report of some sheets, as an agency writes it by hand in Excel.
pub(crate) fn report(seed: u64) -> Vec<u8> {
    let mut random = Seeded(seed);
    let mut workbook = Workbook::new();
    for idx in 0..=random.below(3) {
        let sheet = workbook.add_worksheet();
        sheet
            .set_name(format!("Tabel {}", idx + 1))
            .expect("a name");
        let n_rows = 40 + u32::try_from(random.below(360)).expect("a row");
        fill_report(sheet, n_rows, &mut random).expect("a sheet");
    }
    workbook.save_to_buffer().expect("a workbook")
}

fn fill_report(sheet: &mut Worksheet, n_rows: u32, random: &mut Seeded) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let header = Format::new()
        .set_bold()
        .set_border(rust_xlsxwriter::FormatBorder::Thin);
    let rupiah = Format::new().set_num_format("#,##0");
    let percent = Format::new().set_num_format("0.00%");
    let date = Format::new().set_num_format("dd/mm/yyyy");
    let framed = Format::new().set_border(rust_xlsxwriter::FormatBorder::Thin);
    sheet.merge_range(0, 0, 0, 8, "LAPORAN REALISASI ANGGARAN", &bold)?;
    sheet.merge_range(1, 0, 1, 8, "TAHUN ANGGARAN 2025", &bold)?;
    for (col, name) in (0..).zip(HEADERS) {
        sheet.merge_range(3, col, 4, col, name, &header)?;
        sheet.write_number_with_format(5, col, f64::from(col) + 1.0, &header)?;
    }
    for row in 6..6 + n_rows {
        let (target, pagu) = (1 + random.below(100), random.amount());
        let realisasi = pagu - u32::try_from(random.below(u64::from(pagu) + 1)).expect("less");
        let target = f64::from(u32::try_from(target).expect("a target"));
        let share = f64::from(realisasi) / f64::from(pagu.max(1));
        let line = row + 1;
        sheet.write_string(row, 0, random.code())?;
        sheet.write_string(row, 1, random.name())?;
        sheet.write_number(row, 2, target)?;
        sheet.write_string(row, 3, random.one(&UNITS))?;
        sheet.write_number_with_format(row, 4, pagu, &rupiah)?;
        sheet.write_number_with_format(row, 5, realisasi, &rupiah)?;
        let sisa =
            Formula::new(format!("=E{line}-F{line}")).set_result((pagu - realisasi).to_string());
        sheet.write_formula_with_format(row, 6, sisa, &rupiah)?;
        let capaian = Formula::new(format!("=F{line}/E{line}")).set_result(share.to_string());
        sheet.write_formula_with_format(row, 7, capaian, &percent)?;
        match random.below(4) {
            0 => {
                let day = ExcelDateTime::from_ymd(
                    2025,
                    6,
                    1 + u8::try_from(random.below(28)).expect("a day"),
                )?;
                sheet.write_datetime_with_format(row, 8, &day, &date)?;
            }
            1 => {
                sheet.write_string(row, 8, random.name())?;
            }
            // A frame around nothing, as tables drawn by hand are full of.
            _ => {
                sheet.write_blank(row, 8, &framed)?;
            }
        }
    }
    Ok(())
}

/// One sheet of so many rows and 12 columns, as a budget system exports it; its sums are right. Written
/// row by row, so that making it takes no memory.
pub(crate) fn big(n_rows: u32) -> Vec<u8> {
    let mut random = Seeded(1_000_000);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_low_memory().expect("a sheet");
    let rupiah = Format::new().set_num_format("#,##0.00");
    let names: Vec<String> = (0..2_000).map(|_| random.name()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for row in 0..n_rows {
        for col in [0, 2] {
            sheet.write_string(row, col, random.code()).expect("a cell");
            sheet
                .write_string(row, col + 1, random.one(&names))
                .expect("a cell");
        }
        let mut amounts = [0; 7];
        for (col, amount) in (4..).zip(&mut amounts) {
            *amount = random.amount();
            sheet
                .write_number_with_format(row, col, f64::from(*amount) / 100.0, &rupiah)
                .expect("a cell");
        }
        let line = row + 1;
        let difference = f64::from(amounts[0]) - f64::from(amounts[1]);
        let sum =
            Formula::new(format!("=E{line}-F{line}")).set_result((difference / 100.0).to_string());
        sheet.write_formula(row, 11, sum).expect("a cell");
    }
    workbook.save_to_buffer().expect("a workbook")
}

/// A sheet with every value written into its cell as words, amounts with dots and commas.
pub(crate) fn inline_text(seed: u64) -> Vec<u8> {
    let mut random = Seeded(2_000_000 + seed);
    let mut rows = String::new();
    for row in 1..=2_000 {
        let _ = write!(rows, "<row r=\"{row}\">");
        let values = [
            random.code(),
            random.name(),
            spelled(random.amount()),
            spelled(random.amount()),
            format!("{},{:02}", random.below(100), random.below(100)),
            random.one(&UNITS).to_owned(),
        ];
        for (letter, value) in ('A'..).zip(values) {
            let _ = write!(
                rows,
                "<c r=\"{letter}{row}\" t=\"inlineStr\"><is><t>{value}</t></is></c>"
            );
        }
        rows.push_str("</row>");
    }
    package(&format!(
        "<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>"
    ))
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// A package with one sheet and nothing that it does not need.
fn package(sheet: &str) -> Vec<u8> {
    let relation = |id: &str, kind: &str, target: &str| {
        format!(
            "<Relationships xmlns=\"{RELS}\"><Relationship Id=\"{id}\" Type=\"{OFFICE}/{kind}\" Target=\"{target}\"/></Relationships>"
        )
    };
    let content_types = format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"{TYPE}.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{TYPE}.worksheet+xml\"/></Types>"
    );
    let workbook = format!(
        "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"Data\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
    );
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in [
        ("[Content_Types].xml", content_types.as_str()),
        (
            "_rels/.rels",
            &relation("rId1", "officeDocument", "xl/workbook.xml"),
        ),
        ("xl/workbook.xml", &workbook),
        (
            "xl/_rels/workbook.xml.rels",
            &relation("rId1", "worksheet", "worksheets/sheet1.xml"),
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        zip.start_file(name, SimpleFileOptions::default())
            .expect("a part");
        zip.write_all(text.as_bytes()).expect("a part");
    }
    zip.finish().expect("a package").into_inner()
}

/// A text table with semicolons, as Indonesian Excel saves it.
pub(crate) fn csv(seed: u64) -> Vec<u8> {
    let mut random = Seeded(3_000_000 + seed);
    let mut text = String::from("Kode;Uraian;Pagu;Realisasi;Satuan\n");
    for _ in 0..5_000 {
        let _ = writeln!(
            text,
            "{};{};{};{};{}",
            random.code(),
            random.name(),
            spelled(random.amount()),
            spelled(random.amount()),
            random.one(&UNITS)
        );
    }
    text.into_bytes()
}

/// `1234567` as `1.234.567,00`.
fn spelled(amount: u32) -> String {
    let digits = amount.to_string();
    let mut text = String::new();
    for (idx, digit) in digits.chars().enumerate() {
        if idx > 0 && (digits.len() - idx).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text + ",00"
}
