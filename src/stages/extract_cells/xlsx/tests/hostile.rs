//! Damaged and hostile packages: what is lost is told, the rest is read, and nothing grows beyond
//! its limit.

use std::io::Cursor;

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::super::super::fault::Fault;
use super::{Parts, read, relations, shown, told};
use crate::model::limits::{Limit, Limits};
use std::io::Write;

const TWO: &str = "<workbook><sheets><sheet name=\"S\" r:id=\"rId1\"/><sheet name=\"T\" r:id=\"rId2\"/></sheets></workbook>";
const GOOD: &str = "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>";

/// Two sheets, the first with this part.
fn two(first: &str) -> Parts {
    Parts::of_rows("")
        .with("xl/workbook.xml", TWO)
        .with(
            "xl/_rels/workbook.xml.rels",
            relations(&[
                ("rId1", "worksheet", "worksheets/sheet1.xml"),
                ("rId2", "worksheet", "worksheets/sheet2.xml"),
            ]),
        )
        .with("xl/worksheets/sheet1.xml", first)
        .with("xl/worksheets/sheet2.xml", GOOD)
}

/// The first sheet is lost for a reason, the second is read.
#[track_caller]
fn check_lost(bytes: &[u8], limits: &Limits, reason: &str) {
    let (result, workbook, findings) = read(bytes, limits);
    assert_eq!(result, Ok(()));
    assert!(workbook.sheets[0].cells.is_empty() && workbook.sheets[0].is_incomplete);
    assert_eq!(shown(&workbook.sheets[1]), ["A1 1"]);
    assert_eq!(findings.len(), 1);
    let told = told(&findings[0]);
    assert!(told.contains(reason), "{told}");
}

#[test]
fn a_damaged_sheet_is_lost_alone() {
    let cell = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    let limits = Limits::default();
    for (first, reason) in [
        (format!("<worksheet><sheetData>{cell}"), "cut off"),
        (format!("<worksheet><sheetData>{cell}<row"), "not closed"),
        (
            format!("<worksheet><sheetData>{cell}</row></worksheet>"),
            "expected",
        ),
        (
            format!("<worksheet><sheetData>{cell}</sheetData></worksheet></x>"),
            "close tag",
        ),
        ("not XML".to_owned(), "not XML"),
        (String::new(), "not XML"),
        (format!("{GOOD}{GOOD}"), "not XML"),
        ("<html/>".to_owned(), "no worksheet"),
        (format!("<!DOCTYPE x [<!ENTITY a \"b\">]>{GOOD}"), "DOCTYPE"),
    ] {
        check_lost(&two(&first).zip(), &limits, reason);
    }
    let mut bad_letters = b"<worksheet><sheetData><row><c t=\"str\"><v>\xFF</v></c></row>".to_vec();
    bad_letters.extend(b"</sheetData></worksheet>");
    let parts = two("").with("xl/worksheets/sheet1.xml", bad_letters);
    check_lost(&parts.zip(), &limits, "utf-8");
}

#[test]
fn messages_in_bahasa_indonesia_are_plain_words() {
    for (first, reason) in [
        (
            "<worksheet><sheetData>",
            "bagian \"xl/worksheets/sheet1.xml\" rusak (terpotong)",
        ),
        (
            "<worksheet></x>",
            "bagian \"xl/worksheets/sheet1.xml\" rusak (tag penutupnya tidak cocok)",
        ),
    ] {
        let (_, _, findings) = read(&two(first).zip(), &Limits::default());
        assert_eq!(findings[0].facts["reason"], reason);
    }
}

#[test]
fn a_wrong_checksum_loses_the_sheet() {
    let parts = two("<worksheet><sheetData><row><c><v>98765</v></c></row></sheetData></worksheet>");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in &parts.0 {
        writer.start_file(name.as_str(), stored).expect("a part");
        writer.write_all(content).expect("its bytes");
    }
    let mut bytes = writer.finish().expect("a package").into_inner();
    let at = bytes
        .windows(5)
        .position(|five| five == b"98765")
        .expect("the number");
    bytes[at] = b'8';
    check_lost(&bytes, &Limits::default(), "checksum");
}

#[test]
fn limits_hold_whatever_a_part_says() {
    let rows = |inside: &str| format!("<worksheet><sheetData>{inside}</sheetData></worksheet>");
    let limits = Limits::default();
    let deep = "<a>".repeat(300) + &"</a>".repeat(300);
    check_lost(&two(&rows(&deep)).zip(), &limits, "nesting");
    let mut long = limits.clone();
    long.set(Limit::Ratio, 1_000_000);
    let text = "x".repeat(6 << 20);
    for part in [
        format!("<row><c t=\"str\"><v>{text}</v></c></row>"),
        format!("<row><c r=\"{text}\"/></row>"),
        format!("<!--{text}-->"),
        format!("<{text}/>"),
    ] {
        check_lost(&two(&rows(&part)).zip(), &long, "text-letters");
    }
    let empty = rows(&"<row/>".repeat(3 << 20));
    let mut tight = limits.clone();
    tight.set(Limit::Ratio, 20);
    check_lost(&two(&empty).zip(), &tight, "ratio");
    let mut small = limits.clone();
    small.set(Limit::InflatedBytes, 100_000);
    let (result, ..) = read(&two(&rows(&"<row/>".repeat(50_000))).zip(), &small);
    assert_eq!(result, Err(Fault::Limit(Limit::InflatedBytes)));
    let mut few = limits.clone();
    few.set(Limit::Cells, 10);
    let (result, ..) = read(
        &two(&rows(&"<row><c><v>1</v></c></row>".repeat(11))).zip(),
        &few,
    );
    assert_eq!(result, Err(Fault::Limit(Limit::Cells)));
    let texts = format!("<sst>{}</sst>", "<si/>".repeat(11));
    let (result, ..) = read(&two(GOOD).with("xl/sharedStrings.xml", texts).zip(), &few);
    assert_eq!(result, Err(Fault::Limit(Limit::Cells)));
}

#[test]
fn long_texts_cost_their_cell_only() {
    let long = "x".repeat(40_000);
    let run = format!("<r><t>{long}</t></r>");
    let strings = format!(
        "<sst><si><t>{long}</t></si><si>{}</si><si><t>a</t></si></sst>",
        run.repeat(20)
    );
    let rows = format!(
        "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c><c t=\"str\"><v>{long}</v></c>\
         <c t=\"inlineStr\"><is>{}</is></c><c><f>{}</f><v>1</v></c></row>",
        run.repeat(20),
        long.repeat(8)
    );
    let (grid, findings) = Parts::of_rows(&rows)
        .with("xl/sharedStrings.xml", strings)
        .grid();
    assert_eq!(shown(&grid), ["C1 \"a\""]);
    assert_eq!(grid.tally.refused, 5);
    assert!(
        findings.iter().all(|told| told.contains("text-letters")),
        "{findings:?}"
    );
}

#[test]
fn empty_cells_by_the_million_are_passed_over() {
    let rows = "<c s=\"1\"/>".repeat(1 << 20);
    let mut limits = Limits::default();
    limits.set(Limit::Ratio, 10_000);
    let (result, workbook, _) = read(
        &Parts::of_rows(&format!("<row>{rows}</row>")).zip(),
        &limits,
    );
    assert_eq!(result, Ok(()));
    assert_eq!(workbook.sheets[0].tally.stored, 0);
}

#[test]
fn a_part_that_stands_twice_is_refused() {
    let parts = Parts::of_rows("").with("xl/Workbook.xml", "<workbook/>");
    assert!(read(&parts.zip(), &Limits::default()).0.is_err());
}
