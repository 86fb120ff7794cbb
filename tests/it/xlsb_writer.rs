//! Writes binary workbooks (xlsb) for tests, since no program at hand does: a workbook as the reader
//! hands it over becomes the bytes of a package ([MS-XLSB] 2.1). Formulas are written from their
//! text. Excel's own parts that no reader asks for (theme, views, properties) are left out.
#![allow(
    clippy::cast_possible_truncation,
    clippy::float_arithmetic,
    reason = "test workbooks are small; their numbers are chosen to fit"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Write};
use std::sync::Arc;

use rust_decimal::prelude::ToPrimitive;
use selaras::model::grid::{Area, Cell, Content, Grid, Style, Workbook};
use selaras::model::place::CellRef;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::xlsb_styles::styles;
use crate::xlsb_tokens::{Named, tokens_of};

const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const ERRORS: [(&str, u8); 7] = [
    ("#NULL!", 0x00),
    ("#DIV/0!", 0x07),
    ("#VALUE!", 0x0F),
    ("#REF!", 0x17),
    ("#NAME?", 0x1D),
    ("#NUM!", 0x24),
    ("#N/A", 0x2A),
];

/// A part of records.
#[derive(Debug, Default)]
pub(crate) struct Part(pub(crate) Vec<u8>);

impl Part {
    /// Adds a record: its kind, the length of its body, its body ([MS-XLSB] 2.1.4).
    pub(crate) fn record(&mut self, kind: u16, body: &[u8]) {
        if kind < 0x80 {
            self.0.push(kind.to_le_bytes()[0]);
        } else {
            self.0.push((kind & 0x7F) as u8 | 0x80);
            self.0.push((kind >> 7) as u8);
        }
        let mut len = body.len();
        while len >= 0x80 {
            self.0.push((len & 0x7F) as u8 | 0x80);
            len >>= 7;
        }
        self.0.push(len as u8);
        self.0.extend_from_slice(body);
    }
}

/// A text with its count before it.
pub(crate) fn text(text: &str) -> Vec<u8> {
    let letters: Vec<u16> = text.encode_utf16().collect();
    let mut bytes = (letters.len() as u32).to_le_bytes().to_vec();
    bytes.extend(letters.iter().flat_map(|letter| letter.to_le_bytes()));
    bytes
}

/// Numbers of four bytes.
pub(crate) fn u32s(numbers: &[u32]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

fn corners(area: Area) -> Vec<u8> {
    u32s(&[area.first.row, area.last.row, area.first.col, area.last.col])
}

/// A package of parts.
pub(crate) fn zipped(parts: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        // As they are, so that a test finds the bytes that it wants to change.
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The bytes of a workbook.
pub(crate) fn xlsb(workbook: &Workbook) -> Vec<u8> {
    zipped(&parts(workbook))
}

/// The parts of a workbook by name, for tests that damage one.
pub(crate) fn parts(workbook: &Workbook) -> BTreeMap<String, Vec<u8>> {
    let mut shared = Shared::of(workbook);
    let mut parts = BTreeMap::new();
    let mut types = String::new();
    let mut relations = String::new();
    let mut add = |name: String, kind: &str, content_type: &str, id: &str, bytes: Vec<u8>| {
        types.push_str(&format!(
            "<Override PartName=\"/{name}\" ContentType=\"application/vnd.ms-excel.{content_type}\"/>"
        ));
        if !kind.is_empty() {
            relations.push_str(&format!(
                "<Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{}\"/>",
                name.trim_start_matches("xl/")
            ));
        }
        parts.insert(name, bytes);
    };
    for (idx, grid) in workbook.sheets.iter().enumerate() {
        let number = idx + 1;
        add(
            format!("xl/worksheets/sheet{number}.bin"),
            "worksheet",
            "worksheet",
            &format!("rId{number}"),
            sheet(grid, &mut shared),
        );
        if !grid.comments.is_empty() {
            let name = format!("xl/comments{number}.bin");
            add(name.clone(), "", "comments", "", comments(grid));
            let list = rels(&format!(
                "<Relationship Id=\"rId1\" Type=\"{RELATIONS}/comments\" Target=\"/{name}\"/>"
            ));
            add(
                format!("xl/worksheets/_rels/sheet{number}.bin.rels"),
                "",
                "x",
                "",
                list,
            );
        }
    }
    add(
        "xl/styles.bin".to_owned(),
        "styles",
        "styles",
        "rIdStyles",
        styles(&shared.styles),
    );
    add(
        "xl/sharedStrings.bin".to_owned(),
        "sharedStrings",
        "sharedStrings",
        "rIdStrings",
        strings(&shared.strings),
    );
    add(
        "xl/workbook.bin".to_owned(),
        "",
        "sheet.binary.macroEnabled.main",
        "",
        book(workbook, &shared.named),
    );
    parts.insert("xl/_rels/workbook.bin.rels".to_owned(), rels(&relations));
    parts.insert(
        "_rels/.rels".to_owned(),
        rels(&format!(
            "<Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.bin\"/>"
        )),
    );
    // Lists of relationships are told by their extension, not one by one.
    let types: String = types
        .split_inclusive("/>")
        .filter(|part| !part.contains(".rels\""))
        .collect();
    parts.insert(
        "[Content_Types].xml".to_owned(),
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"bin\" ContentType=\"application/vnd.ms-excel.sheet.binary.macroEnabled.main\"/>{types}</Types>"
        )
        .into_bytes(),
    );
    parts
}

fn rels(relations: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"
    )
    .into_bytes()
}

/// What sheets call by number.
struct Shared {
    strings: Vec<Arc<str>>,
    string_numbers: BTreeMap<Arc<str>, u32>,
    styles: Vec<Arc<Style>>,
    named: Named,
}

impl Shared {
    fn of(workbook: &Workbook) -> Self {
        let sheets = workbook.sheets.iter();
        Self {
            strings: Vec::new(),
            string_numbers: BTreeMap::new(),
            styles: vec![Arc::default()],
            named: Named {
                sheets: sheets.map(|sheet| sheet.name.to_string()).collect(),
                names: workbook
                    .names
                    .iter()
                    .map(|name| name.name.clone())
                    .collect(),
            },
        }
    }

    fn string(&mut self, text: &Arc<str>) -> u32 {
        let next = self.strings.len() as u32;
        let number = *self.string_numbers.entry(text.clone()).or_insert(next);
        if number == next {
            self.strings.push(text.clone());
        }
        number
    }

    fn style(&mut self, style: &Arc<Style>) -> u32 {
        let known = self.styles.iter().position(|known| known == style);
        let number = known.unwrap_or_else(|| {
            self.styles.push(style.clone());
            self.styles.len() - 1
        });
        number as u32
    }
}

fn book(workbook: &Workbook, named: &Named) -> Vec<u8> {
    let mut part = Part::default();
    part.record(131, &[]);
    let mut properties = u32s(&[u32::from(workbook.counts_from_1904), 0]);
    properties.extend(text(""));
    part.record(153, &properties);
    part.record(143, &[]);
    for (idx, sheet) in workbook.sheets.iter().enumerate() {
        let number = idx as u32 + 1;
        let mut body = u32s(&[u32::from(sheet.hidden), number]);
        body.extend(text(&format!("rId{number}")));
        body.extend(text(&sheet.name));
        part.record(156, &body);
    }
    part.record(144, &[]);
    // Formulas reach every sheet by its own number.
    part.record(353, &[]);
    part.record(357, &[]);
    let n_sheets = workbook.sheets.len() as u32;
    let mut body = u32s(&[n_sheets]);
    body.extend((0..n_sheets).flat_map(|idx| u32s(&[0, idx, idx])));
    part.record(362, &body);
    part.record(354, &[]);
    for name in &workbook.names {
        let sheet = name.sheet.as_ref().and_then(|sheet| {
            let mut sheets = workbook.sheets.iter();
            sheets.position(|grid| grid.name == *sheet)
        });
        let mut body = u32s(&[0]);
        body.push(0);
        body.extend(u32s(&[sheet.map_or(u32::MAX, |idx| idx as u32)]));
        body.extend(text(&name.name));
        body.extend(tokens_of(&name.refers_to, named));
        // No comment.
        body.extend(u32s(&[u32::MAX]));
        part.record(39, &body);
    }
    part.record(132, &[]);
    part.0
}

fn strings(strings: &[Arc<str>]) -> Vec<u8> {
    let mut part = Part::default();
    let n = strings.len() as u32;
    part.record(159, &u32s(&[n, n]));
    for string in strings {
        let mut body = vec![0];
        body.extend(text(string));
        part.record(19, &body);
    }
    part.record(160, &[]);
    part.0
}

fn sheet(grid: &Grid, shared: &mut Shared) -> Vec<u8> {
    let mut part = Part::default();
    part.record(129, &[]);
    let last_row = grid.cells.keys().map(|at| at.row).max().unwrap_or(0);
    let last_col = grid.cells.keys().map(|at| at.col).max().unwrap_or(0);
    part.record(148, &u32s(&[0, last_row, 0, last_col]));
    if !grid.hidden_cols.is_empty() {
        part.record(390, &[]);
        for (first, last) in grid.hidden_cols.iter() {
            let mut body = u32s(&[first, last, 2_304, 0]);
            body.extend(3_u16.to_le_bytes());
            part.record(60, &body);
        }
        part.record(391, &[]);
    }
    part.record(145, &[]);
    let filled = grid.cells.keys().map(|at| at.row);
    let hidden = grid.hidden_rows.iter();
    let rows: BTreeSet<u32> = filled
        .chain(hidden.flat_map(|(first, last)| first..=last))
        .collect();
    for row in rows {
        let mut body = u32s(&[row, 0]);
        body.extend(300_u16.to_le_bytes());
        body.extend([0, u8::from(grid.hidden_rows.contains(row)) << 4, 0]);
        body.extend(u32s(&[0]));
        part.record(0, &body);
        for (col, cell) in grid.row(row) {
            cell_record(&mut part, col, cell, shared);
        }
    }
    part.record(146, &[]);
    if let Some(area) = grid.filter {
        part.record(161, &corners(area));
        part.record(162, &[]);
    }
    if !grid.merges.is_empty() {
        part.record(177, &u32s(&[grid.merges.len() as u32]));
        for area in &grid.merges {
            part.record(176, &corners(*area));
        }
        part.record(178, &[]);
    }
    part.record(130, &[]);
    part.0
}

fn cell_record(part: &mut Part, col: u32, cell: &Cell, shared: &mut Shared) {
    let mut body = u32s(&[col, shared.style(&cell.style)]);
    let is_formula = cell.formula().is_some();
    let kind = match &cell.content {
        Content::Number(number) => number_body(&mut body, number.to_f64().unwrap(), is_formula),
        // Dates are day numbers, which the reader keeps beside them.
        Content::Date(_) => {
            let days: f64 = cell.stored().unwrap().parse().unwrap();
            number_body(&mut body, days, is_formula)
        }
        Content::Text(words) if is_formula => {
            body.extend(text(words));
            8
        }
        Content::Text(words) => {
            body.extend(shared.string(words).to_le_bytes());
            7
        }
        Content::Bool(yes) => {
            body.push(u8::from(*yes));
            if is_formula { 10 } else { 4 }
        }
        Content::Error(name) => {
            let known = ERRORS.iter().find(|(known, _)| *known == &**name);
            body.push(known.unwrap().1);
            if is_formula { 11 } else { 3 }
        }
        Content::NoCachedValue => panic!("this format always holds a value"),
    };
    if let Some(formula) = cell.formula() {
        body.extend([0, 0]);
        body.extend(tokens_of(formula, &shared.named));
    }
    part.record(kind, &body);
}

/// A number in the short form where it fits, as Excel writes it, else as a double.
fn number_body(body: &mut Vec<u8>, number: f64, is_formula: bool) -> u16 {
    let short = |value: f64| {
        let whole = value.round();
        (whole.abs() < 536_870_000.0).then_some(whole as i32)
    };
    if !is_formula
        && let Some(whole) = short(number)
        && f64::from(whole).to_bits() == number.to_bits()
    {
        body.extend((whole << 2 | 2).to_le_bytes());
        return 2;
    }
    if !is_formula
        && let Some(hundredths) = short(number * 100.0)
        && (f64::from(hundredths) / 100.0).to_bits() == number.to_bits()
    {
        body.extend((hundredths << 2 | 3).to_le_bytes());
        return 2;
    }
    body.extend(number.to_le_bytes());
    if is_formula { 9 } else { 5 }
}

fn comments(grid: &Grid) -> Vec<u8> {
    let mut part = Part::default();
    part.record(628, &[]);
    part.record(630, &[]);
    part.record(632, &text("Penulis Uji"));
    part.record(631, &[]);
    part.record(633, &[]);
    for (at, words) in &grid.comments {
        let mut body = u32s(&[0]);
        body.extend(corners(area(*at, *at)));
        body.extend([7; 16]);
        part.record(635, &body);
        let mut body = vec![0];
        body.extend(text(words));
        part.record(637, &body);
        part.record(636, &[]);
    }
    part.record(634, &[]);
    part.record(629, &[]);
    part.0
}

/// An area of cells.
pub(crate) fn area(first: CellRef, last: CellRef) -> Area {
    Area { first, last }
}
