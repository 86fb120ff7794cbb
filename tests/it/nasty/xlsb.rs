//! Binary workbooks ([MS-XLSB]) that lie: record lengths, counts, places and parts.

use super::Expect::{Clean, Refused, Safe, Told, ToldAndRight};
use super::base::{TABLE, is_number, xlsx};
use super::package::Package;
use super::{Nasty, kind, noise};

const SHEET: &str = "xl/worksheets/sheet1.bin";
const STRINGS: &str = "xl/sharedStrings.bin";
const WORKBOOK: &str = "xl/workbook.bin";
const RELATIONS: &str = "xl/_rels/workbook.bin.rels";

/// A record: its number and bytes.
type Record = (u32, Vec<u8>);

/// Numbers of records ([MS-XLSB] 2.3.2).
const ROW: u32 = 0;
const REAL: u32 = 5;
const ISST: u32 = 7;
const SST_ITEM: u32 = 19;
const BEGIN_SHEET: u32 = 129;
const END_SHEET: u32 = 130;
const BEGIN_DATA: u32 = 145;
const END_DATA: u32 = 146;
const DIMENSION: u32 = 148;
const BUNDLE: u32 = 156;
const BEGIN_SST: u32 = 159;

fn varint(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(u8::try_from(value & 0x7F).unwrap() | 0x80);
        value >>= 7;
    }
    out.push(u8::try_from(value).unwrap());
}

fn part(records: &[Record]) -> Vec<u8> {
    let mut out = Vec::new();
    for (number, bytes) in records {
        varint(&mut out, *number);
        varint(&mut out, u32::try_from(bytes.len()).unwrap());
        out.extend(bytes);
    }
    out
}

/// A text with its length before it ([MS-XLSB] 2.5.168).
fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = u32::try_from(units.len()).unwrap().to_le_bytes().to_vec();
    out.extend(units.iter().flat_map(|unit| unit.to_le_bytes()));
    out
}

fn ints(values: &[u32]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect()
}

fn row(idx: u32) -> Record {
    let mut bytes = ints(&[idx, 0]);
    bytes.extend([0x2C, 1, 0, 0, 0]);
    bytes.extend(ints(&[0]));
    (ROW, bytes)
}

fn cell(number: u32, col: u32, value: &[u8]) -> Record {
    let mut bytes = ints(&[col, 0]);
    bytes.extend(value);
    (number, bytes)
}

fn words() -> Vec<&'static str> {
    let all = TABLE.iter().flatten().copied();
    all.filter(|text| !text.is_empty() && !is_number(text))
        .collect()
}

fn sheet_records() -> Vec<Record> {
    let words = words();
    let mut records = vec![
        (BEGIN_SHEET, Vec::new()),
        (DIMENSION, ints(&[0, 4, 0, 2])),
        (BEGIN_DATA, Vec::new()),
    ];
    for (row_idx, texts) in (0u32..).zip(&TABLE) {
        records.push(row(row_idx));
        for (col, text) in (0u32..).zip(texts) {
            if let Some(word) = words.iter().position(|word| word == text) {
                records.push(cell(ISST, col, &ints(&[u32::try_from(word).unwrap()])));
            } else if let Ok(number) = text.parse::<f64>() {
                records.push(cell(REAL, col, &number.to_le_bytes()));
            }
        }
    }
    records.push((END_DATA, Vec::new()));
    records.push((END_SHEET, Vec::new()));
    records
}

fn string_records() -> Vec<Record> {
    let words = words();
    let n_words = u32::try_from(words.len()).unwrap();
    let item = |word: &&str| {
        let mut bytes = vec![0];
        bytes.extend(wide(word));
        (SST_ITEM, bytes)
    };
    let mut records = vec![(BEGIN_SST, ints(&[n_words, n_words]))];
    records.extend(words.iter().map(item));
    records.push((160, Vec::new()));
    records
}

fn workbook_records() -> Vec<Record> {
    let mut sheet = ints(&[0, 1]);
    sheet.extend(wide("rId1"));
    sheet.extend(wide("Rekap"));
    vec![
        (131, Vec::new()),
        (143, Vec::new()),
        (BUNDLE, sheet),
        (144, Vec::new()),
        (132, Vec::new()),
    ]
}

/// The good workbook as binary records.
pub(super) fn xlsb() -> Package {
    let base = xlsx();
    let binary = |name: &str| base.text(name).replace(".xml\"", ".bin\"");
    let types = binary("[Content_Types].xml")
        .replace(
            "spreadsheetml.sheet.main+xml",
            "ms-excel.sheet.binary.macroEnabled.main",
        )
        .replace("openxmlformats-officedocument.spreadsheetml.", "ms-excel.");
    Package::of(&[
        ("[Content_Types].xml", types.into()),
        ("_rels/.rels", binary("_rels/.rels").into()),
        (WORKBOOK, part(&workbook_records())),
        (
            RELATIONS,
            base.text("xl/_rels/workbook.xml.rels")
                .replace(".xml\"", ".bin\"")
                .replace(
                    "<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.bin\"/>",
                    "",
                )
                .into(),
        ),
        (STRINGS, part(&string_records())),
        (SHEET, part(&sheet_records())),
    ])
}

/// The sheet with records added after those of the table.
fn with_records(more: &[Record]) -> Vec<u8> {
    let mut records = sheet_records();
    let end = records.len() - 2;
    records.splice(end..end, more.iter().cloned());
    xlsb().with(SHEET, part(&records)).zip()
}

/// The sheet's bytes, then others in place of its end.
fn with_tail(tail: &[u8]) -> Vec<u8> {
    let records = sheet_records();
    let mut bytes = part(&records[..records.len() - 2]);
    bytes.extend(tail);
    xlsb().with(SHEET, bytes).zip()
}

fn with_strings(change: impl FnOnce(&mut Vec<Record>)) -> Vec<u8> {
    let mut records = string_records();
    change(&mut records);
    xlsb().with(STRINGS, part(&records)).zip()
}

pub(super) fn kinds() -> Vec<Nasty> {
    let mut kinds = records();
    kinds.extend(parts());
    kinds
}

#[rustfmt::skip]
fn records() -> Vec<Nasty> {
    let nan = f64::NAN.to_le_bytes();
    vec![
        kind("record-over-the-end.xlsb", Told, "a record longer than the part", with_tail(&[5, 0xFF, 0x7F, 1, 2])),
        kind("record-of-256-mb.xlsb", Told, "a record that declares 256 MB", with_tail(&[5, 0xFF, 0xFF, 0xFF, 0x7F])),
        kind("length-without-end.xlsb", Told, "a record length of more than four bytes", with_tail(&[0xFF; 12])),
        kind("no-end-of-data.xlsb", Told, "the records stop without their ends", with_tail(&[])),
        kind("cell-without-column.xlsb", Told, "a cell of two bytes", with_records(&[row(7), (REAL, vec![1, 0])])),
        kind("number-cut.xlsb", ToldAndRight, "a number of three bytes", with_records(&[row(7), cell(REAL, 4, &[1, 2, 3])])),
        kind("nan.xlsb", ToldAndRight, "a number that is none", with_records(&[row(7), cell(REAL, 4, &nan)])),
        kind("text-index-huge.xlsb", ToldAndRight, "an index far beyond the shared texts", with_records(&[row(7), cell(ISST, 4, &ints(&[u32::MAX]))])),
        kind("text-of-4-g-letters.xlsb", Told, "a text that declares 2^32 - 1 letters", with_records(&[row(7), cell(6, 4, &ints(&[u32::MAX]))])),
        kind("row-beyond-the-grid.xlsb", ToldAndRight, "a row of number 2^31", with_records(&[row(1 << 31), cell(REAL, 4, &1f64.to_le_bytes())])),
        kind("column-beyond-the-grid.xlsb", ToldAndRight, "a column of number 2^31", with_records(&[row(7), cell(REAL, 1 << 31, &1f64.to_le_bytes())])),
        kind("cell-twice.xlsb", ToldAndRight, "a cell that stands twice", with_records(&[row(7), cell(REAL, 4, &1f64.to_le_bytes()), cell(REAL, 4, &2f64.to_le_bytes())])),
        kind("rows-backwards.xlsb", Safe, "a row after a later one", with_records(&[row(900), row(7), cell(REAL, 4, &1f64.to_le_bytes())])),
        kind("style-huge.xlsb", Safe, "a cell whose style does not exist", with_records(&[row(7), (REAL, { let mut bytes = ints(&[4, 0x00FF_FFFF]); bytes.extend(1f64.to_le_bytes()); bytes })])),
        kind("unknown-records.xlsb", Clean, "records that nobody defined", with_records(&[(9000, vec![1; 300]), (16_000, Vec::new())])),
        kind("200-000-rows.xlsb", Clean, "many rows without a cell", with_records(&(5..200_005).map(row).collect::<Vec<_>>())),
    ]
}

#[rustfmt::skip]
fn parts() -> Vec<Nasty> {
    let mut lying = sheet_records();
    lying[1] = (DIMENSION, ints(&[0, u32::MAX, 0, u32::MAX]));
    let sheets = |n: u32| {
        let mut records = workbook_records();
        let bundle = records[2].clone();
        records.splice(2..3, (0..n).map(|_| bundle.clone()));
        part(&records)
    };
    vec![
        kind("dimension-huge.xlsb", Clean, "a used range of 2^64 cells", xlsb().with(SHEET, part(&lying)).zip()),
        kind("strings-counts.xlsb", Clean, "a count of 4 thousand million shared texts", with_strings(|records| records[0].1 = ints(&[u32::MAX, u32::MAX]))),
        kind("string-longer-than-record.xlsb", Told, "a shared text longer than its record", with_strings(|records| records[3].1[1] = 0xF0)),
        kind("strings-fewer.xlsb", Told, "fewer shared texts than cells name", with_strings(|records| { records.truncate(3); })),
        kind("no-strings.xlsb", Told, "cells with shared texts, and none in the package", xlsb().without(STRINGS).zip()),
        kind("no-sheet.xlsb", Told, "the sheet's part is missing", xlsb().without(SHEET).zip()),
        kind("no-relations.xlsb", Told, "no relation says where the sheet is", xlsb().without(RELATIONS).zip()),
        kind("garbage-workbook.xlsb", Refused, "a workbook part of noise", xlsb().with(WORKBOOK, noise(2000)).zip()),
        kind("garbage-sheet.xlsb", Told, "a sheet part of noise", xlsb().with(SHEET, noise(2000)).zip()),
        kind("empty-sheet.xlsb", Told, "a sheet part of no bytes", xlsb().with(SHEET, "").zip()),
        kind("xml-in-bin.xlsb", Told, "a sheet part of XML", xlsb().with(SHEET, xlsx().text("xl/worksheets/sheet1.xml")).zip()),
        kind("sheets-5000.xlsb", Told, "five thousand sheets of one part", xlsb().with(WORKBOOK, sheets(5000)).zip()),
        kind("sheet-name-cut.xlsb", Told, "a sheet whose name is cut", xlsb().with(WORKBOOK, { let mut records = workbook_records(); records[2].1.truncate(18); part(&records) }).zip()),
    ]
}
