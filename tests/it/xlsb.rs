//! Binary workbooks: what is written comes back whole, and what is damaged costs no more than itself.
#![allow(
    clippy::cast_possible_truncation,
    reason = "test workbooks are small; their numbers are chosen to fit"
)]

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader, Xlsb};
use selaras::model::document::FileFormat;
use selaras::model::extraction::Extracted;
use selaras::model::finding::Finding;
use selaras::model::grid::{Content, Grid, Workbook};
use selaras::model::limits::{Limit, Limits};
use selaras::model::place::CellRef;
use selaras::stages::extract_cells::extract_cells;

use crate::xlsb_example::{grid, number, workbook};
use crate::xlsb_tokens::framed;
use crate::xlsb_writer::{Part, parts, text, xlsb, zipped};

fn read_within(bytes: &[u8], limits: &Limits) -> Extracted {
    let mut all = Vec::new();
    extract_cells(bytes, "buku.xlsb", limits, &mut |extracted| {
        all.push(extracted);
    });
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn read(bytes: &[u8]) -> Extracted {
    read_within(bytes, &Limits::default())
}

#[test]
fn what_is_written_comes_back() {
    let written = workbook();
    let extracted = read(&xlsb(&written));
    assert_eq!(extracted.format, FileFormat::Xlsb);
    assert!(extracted.findings.is_empty(), "{:?}", extracted.findings);
    for (read, written) in extracted.workbook.sheets.iter().zip(&written.sheets) {
        for (at, cell) in &written.cells {
            assert_eq!(read.cells.get(at), Some(cell), "{at}");
        }
        assert_eq!(read, written);
    }
    assert_eq!(extracted.workbook, written);
}

/// A second reader sees the same values: the writer and the reader do not share a mistake.
#[test]
fn another_reader_sees_the_same_values() {
    let written = workbook();
    let mut other: Xlsb<_> = Xlsb::new(Cursor::new(xlsb(&written))).unwrap();
    for grid in &written.sheets {
        let mut cells = other.worksheet_cells_reader(&grid.name).unwrap();
        let mut seen = BTreeMap::new();
        while let Some(cell) = cells.next_cell().unwrap() {
            let (row, col) = cell.get_position();
            let text = match cell.get_value() {
                DataRef::Float(number) => number.to_string(),
                DataRef::Int(number) => number.to_string(),
                DataRef::String(text) => text.clone(),
                DataRef::SharedString(text) => (*text).to_owned(),
                DataRef::Bool(yes) => yes.to_string(),
                DataRef::Error(error) => error.to_string(),
                DataRef::DateTime(days) => days.as_f64().to_string(),
                other => panic!("{other:?}"),
            };
            seen.insert(CellRef::new(row, col), text);
        }
        let wanted: BTreeMap<CellRef, String> = grid
            .cells
            .iter()
            // It passes over formulas whose value is an error.
            .filter(|(_, cell)| {
                cell.formula().is_none() || !matches!(cell.content, Content::Error(_))
            })
            .map(|(at, cell)| {
                let stored = cell.stored().map(str::to_owned);
                (*at, stored.unwrap_or_else(|| cell.raw()))
            })
            .collect();
        assert_eq!(seen, wanted, "{}", grid.name);
    }
}

/// A sheet of records made by hand, beside a good one.
fn by_hand(records: &[(u16, Vec<u8>)]) -> Vec<u8> {
    let mut parts = parts(&Workbook {
        sheets: vec![grid("Rusak", []), grid("Baik", [("A1", number("1"))])],
        ..Workbook::default()
    });
    let mut part = Part::default();
    part.record(145, &[]);
    part.record(0, &row(0));
    for (kind, body) in records {
        part.record(*kind, body);
    }
    part.record(146, &[]);
    parts.insert("xl/worksheets/sheet1.bin".to_owned(), part.0);
    zipped(&parts)
}

fn row(row: u32) -> Vec<u8> {
    let mut body = row.to_le_bytes().to_vec();
    body.extend([0; 13]);
    body
}

fn cell(col: u32, value: &[u8]) -> Vec<u8> {
    let mut body = col.to_le_bytes().to_vec();
    body.extend([0; 4]);
    body.extend_from_slice(value);
    body
}

fn told(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(crate::support::at).collect()
}

fn shown(grid: &Grid) -> Vec<String> {
    let cells = grid.cells.iter();
    cells
        .map(|(at, cell)| {
            let formula = cell.formula();
            format!(
                "{at} {}{}",
                cell.raw(),
                formula.map_or_else(String::new, |formula| format!(" ={formula}"))
            )
        })
        .collect()
}

#[track_caller]
fn nothing_is_lost(extracted: &Extracted) {
    for grid in &extracted.workbook.sheets {
        let tally = grid.tally;
        let kept = grid.cells.len() as u64;
        assert_eq!(
            tally.stored,
            kept + tally.blank + tally.refused,
            "{tally:?}"
        );
        assert!(tally.refused == 0 || grid.is_incomplete);
    }
}

#[test]
fn a_bad_cell_costs_itself() {
    let one = 1.0_f64.to_le_bytes();
    let extracted = read(&by_hand(&[
        (5, cell(0, &one)),
        (5, cell(1, &[1, 2])),
        (7, cell(2, &9_999_u32.to_le_bytes())),
        (3, cell(3, &[0x99])),
        (5, cell(4, &f64::NAN.to_le_bytes())),
        (6, cell(5, &[9, 0, 0, 0, 65, 0])),
        (5, cell(99_999, &one)),
        (5, vec![1, 2]),
        (5, cell(0, &one)),
        (1, cell(7, &[])),
        (6, cell(8, &text("  "))),
        (5, cell(9, &one)),
    ]));
    let grid = &extracted.workbook.sheets[0];
    assert_eq!(shown(grid), ["A1 1", "J1 1"]);
    assert_eq!(
        told(&extracted.findings),
        [
            "R007 Rusak!B1",
            "R007 Rusak!C1",
            "R007 Rusak!D1",
            "R007 Rusak!E1",
            "R007 Rusak!F1",
            "R004 Rusak!-",
            "R004 Rusak!-",
            "R007 Rusak!A1",
        ]
    );
    nothing_is_lost(&extracted);
    assert_eq!(shown(&extracted.workbook.sheets[1]), ["A1 1"]);
}

#[test]
fn rich_and_short_cells_are_read() {
    let mut rich = vec![1];
    rich.extend(text("tebal"));
    rich.extend([1, 0, 0, 0, 0, 0, 0, 0]);
    let short = |value: &[u8]| [&[0; 4], value].concat();
    let extracted = read(&by_hand(&[
        (62, cell(0, &rich)),
        (5, cell(3, &1.5_f64.to_le_bytes())),
        (12, short(&[])),
        (13, short(&(123_u32 << 2 | 3).to_le_bytes())),
        (15, short(&[1])),
        (14, short(&[0x2A])),
        (17, short(&text("kata"))),
    ]));
    assert_eq!(
        shown(&extracted.workbook.sheets[0]),
        [
            "A1 tebal", "D1 1.5", "F1 1.23", "G1 true", "H1 #N/A", "I1 kata"
        ]
    );
    assert!(extracted.findings.is_empty());
}

#[test]
fn formulas_for_several_cells_become_one_for_each() {
    let double = |tokens: Vec<u8>| [2.0_f64.to_le_bytes().to_vec(), vec![0, 0], tokens].concat();
    // PtgExp: row and column of the cell that holds the formula.
    let from = |row: u8, col: u8| framed(&[1, row, 0, 0, 0], &[col, 0, 0, 0]);
    let range = |last: u32| [0, last, 1, 1].map(u32::to_le_bytes).concat();
    // One column to the left and the same row, times $A$1.
    let relative = [0x4C, 0, 0, 0, 0, 0xFF, 0xFF];
    let fixed = [0x44, 0, 0, 0, 0, 0, 0];
    let shared = framed(&[&relative[..], &fixed, &[5]].concat(), &[]);
    let array = [
        range(1),
        vec![0],
        framed(&[&fixed[..], &[0x14]].concat(), &[]),
    ]
    .concat();
    let extracted = read(&by_hand(&[
        (9, cell(1, &double(from(0, 1)))),
        (427, [range(9), shared].concat()),
        (9, cell(2, &double(from(0, 1)))),
        (9, cell(3, &double(from(7, 7)))),
        (0, row(1)),
        (9, cell(0, &double(from(0, 1)))),
        (9, cell(1, &double(from(1, 1)))),
        (426, array),
        (9, cell(2, &double(from(1, 1)))),
        (9, cell(3, &double(framed(&[0x39, 0, 0, 0, 0, 0, 0], &[])))),
        (9, cell(4, &double(from(1, 4)))),
    ]));
    assert_eq!(
        shown(&extracted.workbook.sheets[0]),
        [
            "B1 2 =A1*$A$1",
            "C1 2 =B1*$A$1",
            "D1 2 =?",
            "A2 2 =XFD2*$A$1",
            "B2 2 =$A$1%",
            "C2 2",
            "D2 2 =?",
            "E2 2 =?",
        ]
    );
    nothing_is_lost(&extracted);
}

#[test]
fn a_bad_sheet_costs_itself() {
    let book = Workbook {
        sheets: vec![
            grid("Satu", [("A1", number("1"))]),
            grid("Dua", [("A1", number("2"))]),
        ],
        ..Workbook::default()
    };
    let whole = parts(&book);
    let sheet = &whole["xl/worksheets/sheet1.bin"];
    let damages: [(&str, Option<Vec<u8>>); 4] = [
        ("xl/worksheets/sheet1.bin", None),
        (
            "xl/worksheets/sheet1.bin",
            Some(sheet[..sheet.len() / 2].to_vec()),
        ),
        ("xl/worksheets/sheet1.bin", Some(vec![0x91, 0x01, 0, 0xFF])),
        // Its relationship is gone.
        (
            "xl/_rels/workbook.bin.rels",
            Some(
                String::from_utf8(whole["xl/_rels/workbook.bin.rels"].clone())
                    .unwrap()
                    .replace("Id=\"rId1\"", "Id=\"rId9\"")
                    .into_bytes(),
            ),
        ),
    ];
    for (part, damaged) in damages {
        let mut parts = whole.clone();
        parts.remove(part);
        parts.extend(damaged.map(|bytes| (part.to_owned(), bytes)));
        let extracted = read(&zipped(&parts));
        assert_eq!(told(&extracted.findings), ["R004 Satu!-"]);
        let sheets = &extracted.workbook.sheets;
        assert!(sheets[0].is_incomplete && sheets[0].cells.is_empty());
        assert_eq!(shown(&sheets[1]), ["A1 2"]);
        nothing_is_lost(&extracted);
    }
}

#[test]
fn a_changed_byte_is_told_by_the_checksum() {
    let book = Workbook {
        sheets: vec![
            grid("Satu", [("A1", number("1234567.891"))]),
            grid("Dua", [("A1", number("2"))]),
        ],
        ..Workbook::default()
    };
    let mut bytes = xlsb(&book);
    let double = 1_234_567.891_f64.to_le_bytes();
    let place = bytes.windows(8).position(|window| window == double);
    bytes[place.unwrap()] ^= 1;
    let extracted = read(&bytes);
    assert_eq!(told(&extracted.findings), ["R004 Satu!-"]);
    assert!(extracted.workbook.sheets[0].cells.is_empty());
    assert_eq!(shown(&extracted.workbook.sheets[1]), ["A1 2"]);
}

#[test]
fn limits_and_declared_counts_are_kept() {
    let mut damaged = parts(&workbook());
    let mut strings = Part::default();
    strings.record(159, &[0xFF; 8]);
    damaged.insert("xl/sharedStrings.bin".to_owned(), strings.0);
    let extracted = read(&zipped(&damaged));
    assert!(
        extracted
            .findings
            .iter()
            .all(|finding| finding.code == "R007")
    );
    nothing_is_lost(&extracted);

    let mut limits = Limits::default();
    limits.set(Limit::Cells, 3);
    let extracted = read_within(&by_hand(&[(6, cell(0, &text("a")))]), &limits);
    assert!(extracted.findings.is_empty());
    let many: Vec<(u16, Vec<u8>)> = (0..9).map(|col| (4, cell(col, &[1]))).collect();
    let extracted = read_within(&by_hand(&many), &limits);
    assert!(
        extracted
            .findings
            .iter()
            .all(|finding| finding.code == "R005")
    );
    limits.set(Limit::TextLetters, 4);
    let extracted = read_within(
        &by_hand(&[(6, cell(0, &text("lebih"))), (6, cell(1, &text("pas")))]),
        &limits,
    );
    assert_eq!(told(&extracted.findings), ["R007 Rusak!A1"]);
}

/// Whatever byte is changed, reading ends, and every cell is kept, blank or told.
#[test]
fn changed_bytes_never_lose_a_cell_in_silence() {
    let whole = parts(&workbook());
    let mut seed = 7_u64;
    let mut random = |below: usize| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (seed >> 33) as usize % below
    };
    let names: Vec<&String> = whole
        .keys()
        .filter(|name| !name.contains("rels") && !name.starts_with('['))
        .collect();
    for _ in 0..500 {
        let mut parts = whole.clone();
        let part = parts.get_mut(names[random(names.len())]).unwrap();
        for _ in 0..=random(3) {
            let place = random(part.len());
            part[place] = random(256) as u8;
        }
        if random(8) == 0 {
            part.truncate(random(part.len()));
        }
        nothing_is_lost(&read(&zipped(&parts)));
    }
}
