//! Tests of the reader as a whole: files made by Calc, and hand-written ones for the odd cases.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use calamine::{Data, Reader};
use zip::write::SimpleFileOptions;

use super::super::builder::WorkbookBuilder;
use super::super::fault::Fault;
use super::read;
use crate::model::finding::Finding;
use crate::model::grid::{Cell, Content, Grid, Workbook};
use crate::model::limits::{Limit, Limits};

const PACKAGE: &[u8] = include_bytes!("../../../../tests/fixtures/ods/contoh.ods");
const FLAT: &[u8] = include_bytes!("../../../../tests/fixtures/ods/contoh.fods");
const MIMETYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";

type Read = (Result<(), Fault>, Workbook, Vec<Finding>);

fn read_with(bytes: &[u8], limits: &Limits) -> Read {
    let mut book = WorkbookBuilder::new("a.ods", limits);
    let result = read(bytes, &mut book);
    let (workbook, findings) = book.finish();
    for grid in &workbook.sheets {
        let tally = grid.tally;
        let kept = grid.cells.len() as u64;
        assert_eq!(tally.stored, kept + tally.blank + tally.refused);
    }
    (result, workbook, findings)
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in parts {
        zip.start_file(*name, stored).expect("a part");
        zip.write_all(text.as_bytes()).expect("written");
    }
    zip.finish().expect("a package").into_inner()
}

/// A document with these tables, and these automatic styles before them.
fn document(styles: &str, tables: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
         xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:automatic-styles>{styles}\
         </office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet>\
         </office:body></office:document-content>"
    )
}

fn read_tables(styles: &str, tables: &str) -> Read {
    let content = document(styles, tables);
    let bytes = package(&[("mimetype", MIMETYPE), ("content.xml", &content)]);
    read_with(&bytes, &Limits::default())
}

/// Content, formula and format of each cell of a sheet, A1-style.
fn shown(grid: &Grid) -> BTreeMap<String, String> {
    let show = |cell: &Cell| {
        let mut text = match &cell.content {
            Content::NoCachedValue => "?".to_owned(),
            Content::Error(error) => format!("galat {error}"),
            _ => cell.raw(),
        };
        for (mark, word) in [
            (" =", &cell.formula()),
            (" %", &cell.style.format.as_deref()),
        ] {
            if let Some(word) = word {
                text = format!("{text}{mark}{word}");
            }
        }
        text
    };
    grid.cells
        .iter()
        .map(|(at, cell)| (at.to_string(), show(cell)))
        .collect()
}

/// The cells of the only sheet of a table whose rows are these.
fn cells_of(rows: &str) -> Vec<String> {
    let table = format!("<table:table table:name=\"A\">{rows}</table:table>");
    let (result, workbook, findings) = read_tables("", &table);
    assert_eq!((result, findings.len()), (Ok(()), 0), "{rows}");
    let cells = shown(&workbook.sheets[0]);
    cells
        .iter()
        .map(|(at, cell)| format!("{at} {cell}"))
        .collect()
}

fn cell_of(cell: &str) -> String {
    cells_of(&format!("<table:table-row>{cell}</table:table-row>")).join("|")
}

#[test]
fn a_file_of_calc_is_read_whole() {
    let (result, workbook, findings) = read_with(PACKAGE, &Limits::default());
    assert_eq!((result, findings.len()), (Ok(()), 0));
    let grid = &workbook.sheets[0];
    let cells = shown(grid);
    for (at, text) in [
        ("B3", "1237067924.49 =SUM(B4:B6) %\"Rp\"#,##0"),
        ("B4", "1234567890.12 %#,##0.00"),
        ("D5", "1 =C5/B5 %0.00%"),
        ("B8", "2024-01-31 %dd/mm/yyyy"),
        ("B9", "2024-01-31 07:30:00 %yyyy-mm-dd hh:mm:ss"),
        ("B10", "07:30:00 %hh:mm"),
        ("B12", "galat #DIV/0! =1/0"),
        ("C12", "galat #N/A =NA()"),
        ("A13", "baris satu\nbaris dua\n\nbaris empat"),
        ("A14", "dua  spasi   tiga dan <tanda> & \"kutip\""),
        ("B15", "x;y =IF(B4>1,\"x;y\",'Lembar Dua'!A1)"),
        ("C15", "45 ='Lembar Dua'!B2+Ketiga!A1"),
        ("E17", "7"),
        ("C28", "5 %#,##0;-#,##0"),
        ("E28", "1234567 %#,##0,"),
        ("A29", "0.5 %0%"),
        ("C29", "12345.678 %0.00E+00"),
        ("E30", "jauh"),
    ] {
        assert_eq!(cells.get(at).map(String::as_str), Some(text), "{at}");
    }
    let title = &grid.cell(0, 0).expect("A1").style;
    assert!(title.bold && title.underline);
    let indents: Vec<u8> = (2..6)
        .filter_map(|row| Some(grid.cell(row, 0)?.style.indent))
        .collect();
    assert_eq!(indents, [0, 1, 2, 3]);
    assert_eq!(grid.merges.len(), 2);
    assert_eq!(grid.hidden_rows.iter().collect::<Vec<_>>(), [(4, 5)]);
    assert_eq!(grid.hidden_cols.iter().collect::<Vec<_>>(), [(5, 6)]);
    assert_eq!(
        grid.filter.map(|area| area.last.to_string()).as_deref(),
        Some("D6")
    );
    assert_eq!(
        grid.comments.values().collect::<Vec<_>>(),
        ["Catatan contoh\nbaris kedua"]
    );
    let hidden: Vec<bool> = workbook.sheets.iter().map(|grid| grid.hidden).collect();
    assert_eq!(hidden, [false, false, true]);
    assert_eq!(workbook.names[0].refers_to, "Anggaran!$B$4:$B$6");
}

#[test]
fn a_flat_file_is_the_same_workbook() {
    let (result, flat, findings) = read_with(FLAT, &Limits::default());
    assert_eq!((result, findings.len()), (Ok(()), 0));
    assert_eq!(flat, read_with(PACKAGE, &Limits::default()).1);
}

#[test]
fn another_reader_sees_the_same_values() {
    let (_, workbook, _) = read_with(PACKAGE, &Limits::default());
    let mut other = calamine::Ods::new(Cursor::new(PACKAGE)).expect("an ods");
    let seen = other.worksheets();
    for grid in &workbook.sheets {
        let range = &seen
            .iter()
            .find(|(name, _)| **name == *grid.name)
            .expect("a sheet")
            .1;
        let (top, left) = range.start().expect("cells");
        let mut n_seen = 0;
        for (row, col, value) in range.used_cells() {
            let row = top + u32::try_from(row).expect("a row");
            let col = left + u32::try_from(col).expect("a column");
            let Some(cell) = grid.cell(row, col) else {
                assert_eq!(value.to_string(), "", "{} {row} {col}", grid.name);
                continue;
            };
            n_seen += 1;
            let raw = cell.raw();
            match value {
                Data::Float(number) => assert_eq!(raw.parse(), Ok(*number)),
                Data::DateTimeIso(text) => assert_eq!(raw, text.replace('T', " ")),
                Data::DurationIso(text) => {
                    assert_eq!((raw.as_str(), text.as_str()), ("07:30:00", "PT07H30M00S"));
                }
                // The other reader loses what stands between paragraphs and drops blanks.
                Data::String(text) => {
                    assert_eq!(raw.replace([' ', '\n'], ""), text.replace([' ', '\n'], ""));
                }
                value => assert_eq!(raw, value.to_string()),
            }
        }
        assert_eq!(n_seen, grid.cells.len());
    }
}

#[test]
fn values_are_told_by_their_type() {
    let string = "office:value-type=\"string\"";
    let float = "office:value-type=\"float\"";
    let formula = "table:formula=\"of:=[.B1]\"";
    for (cell, expected) in [
        (format!("<table:table-cell {float} office:value=\"1.50\"/>"), "A1 1.50"),
        ("<c:table-cell v:value-type=\"float\" v:value=\"2\"/>".to_owned(), "A1 2"),
        ("<table:table-cell office:value=\"3\"/>".to_owned(), "A1 3"),
        (format!("<table:table-cell {float}><text:p>4</text:p></table:table-cell>"), "A1 4"),
        (format!("<table:table-cell {float}/>"), ""),
        (format!("<table:table-cell {float} {formula}/>"), "A1 ? =B1"),
        (format!("<table:table-cell {formula}/>"), "A1 ? =B1"),
        (format!("<table:table-cell {formula}><text:p/></table:table-cell>"), ""),
        (
            format!("<table:table-cell {formula} {float} office:value=\"0\"><text:p>Err:502</text:p></table:table-cell>"),
            "A1 galat Err:502 =B1",
        ),
        (
            format!("<table:table-cell {string} calcext:value-type=\"error\"><text:p>#WERT!</text:p></table:table-cell>"),
            "A1 galat #WERT!",
        ),
        (
            "<table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>WAHR</text:p></table:table-cell>".to_owned(),
            "A1 true",
        ),
        (
            "<table:table-cell office:value-type=\"percentage\" office:value=\"0.955\"><text:p>95,5 %</text:p></table:table-cell>".to_owned(),
            "A1 0.955 %0.0%",
        ),
        (
            format!("<table:table-cell {string} office:string-value=\"penuh\"><text:p>tampak</text:p></table:table-cell>"),
            "A1 penuh",
        ),
        ("<table:table-cell><text:p>tanpa jenis</text:p></table:table-cell>".to_owned(), "A1 tanpa jenis"),
        (
            format!("<table:table-cell {string}>\n <text:p>\n  a <text:span>b\n c</text:span><text:s text:c=\"2\"/><text:tab/>&lt;&#65;&lain;<text:line-break/><text:a>d</text:a></text:p>\n <text:p/><text:p>e<draw:frame><text:p>x</text:p></draw:frame></text:p></table:table-cell>"),
            "A1 a b c  \t<A&lain;\nd\n\ne",
        ),
        (
            format!("<table:table-cell {string}><office:annotation><dc:creator>Rekaan</dc:creator><text:p>catatan</text:p></office:annotation><draw:frame><draw:object><table:table><table:table-row><table:table-cell><text:p>dalam</text:p></table:table-cell></table:table-row></table:table></draw:object></draw:frame><text:p>isi</text:p></table:table-cell>"),
            "A1 isi",
        ),
    ] {
        assert_eq!(cell_of(&cell), expected, "{cell}");
    }
}

#[test]
fn repeats_move_what_follows() {
    let cell = |n: u32, text: &str| {
        format!(
            "<table:table-cell table:number-columns-repeated=\"{n}\"><text:p>{text}</text:p>\
             </table:table-cell>"
        )
    };
    let rows = format!(
        "<table:table-header-rows><table:table-row>{}</table:table-row></table:table-header-rows>\
         <table:table-row table:number-rows-repeated=\"3\"/>\
         <table:table-row-group><table:table-row table:number-rows-repeated=\"2\"> <!-- - -->\
         <table:covered-table-cell table:number-columns-repeated=\"2\"/>{}\
         </table:table-row></table:table-row-group>\
         <table:table-row table:number-rows-repeated=\"1048570\">\
         <table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
        cell(1, "a"),
        cell(2, "b"),
    );
    assert_eq!(cells_of(&rows), ["A1 a", "C5 b", "C6 b", "D5 b", "D6 b"]);
}

#[test]
fn a_billion_filled_cells_end_at_a_limit() {
    let many = "table:number-columns-repeated=\"4000000000\"";
    let row = |repeats: &str, cell: &str| {
        format!(
            "<table:table table:name=\"A\"><table:table-row {repeats}>{cell}</table:table-row></table:table>"
        )
    };
    let rows = "table:number-rows-repeated=\"99999999999999999999\"";
    let filled = format!("<table:table-cell {many} office:value=\"7\"/>");
    let (result, _, _) = read_tables("", &row(rows, &filled));
    assert_eq!(result, Err(Fault::Limit(Limit::Cells)));
    // One row of them ends at the sheet's edge, and what lies behind it is told once.
    let (result, workbook, findings) = read_tables("", &row("", &filled));
    assert_eq!(result, Ok(()));
    assert_eq!(
        (workbook.sheets[0].cells.len(), findings.len()),
        (16_384, 1)
    );
    // Blanks and what cannot be read are counted without being made.
    for cell in ["<text:p> </text:p>", ""] {
        let cell = format!(
            "<table:table-cell {many} office:value-type=\"string\">{cell}</table:table-cell>"
        );
        let (result, workbook, _) = read_tables("", &row(rows, &cell));
        assert_eq!((result, workbook.sheets[0].cells.len()), (Ok(()), 0));
    }
    let (_, workbook, findings) = read_tables("", &row(rows, &filled.replace('7', "x")));
    assert_eq!((workbook.sheets[0].cells.len(), findings.len()), (0, 2));
    // A long formula cannot fill the memory.
    let long = format!(
        "<table:table-cell office:value=\"1\" table:formula=\"of:={}\"/>",
        "1+".repeat(10_000)
    );
    let (result, workbook, findings) = read_tables("", &row(rows, &long));
    assert_eq!(
        (result, workbook.sheets[0].cells.len(), findings.len()),
        (Ok(()), 0, 1)
    );
}

#[test]
fn one_bad_cell_costs_one_cell() {
    let rows = "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"x\"/>\
        <table:table-cell office:value-type=\"date\" office:date-value=\"2024-02-30\"/>\
        <table:table-cell office:value=\"&bad;\"/><table:table-cell table:number-columns-spanned=\"-1\"><text:p>a</text:p></table:table-cell>\
        <table:table-cell office:value=\"5\"/></table:table-row>";
    let (result, workbook, findings) = read_tables(
        "",
        &format!("<table:table table:name=\"A\">{rows}</table:table>"),
    );
    assert_eq!(result, Ok(()));
    assert_eq!(
        shown(&workbook.sheets[0]).into_keys().collect::<Vec<_>>(),
        ["E1"]
    );
    assert!(findings.iter().all(|finding| finding.code == "R007"));
    assert_eq!(findings.len(), 4);
}

#[test]
fn damage_costs_the_sheet_and_what_follows_is_told() {
    let good = "<table:table table:name=\"A\"><table:table-row><table:table-cell office:value=\"1\"/></table:table-row></table:table>";
    let unclosed = "<table:table table:name=\"B\"><table:table-row><table:table-cell office:value=\"1\"/></table:table>";
    let (result, workbook, findings) = read_tables("", &format!("{good}{unclosed}{good}"));
    assert_eq!(result, Ok(()));
    let n_cells: Vec<usize> = workbook
        .sheets
        .iter()
        .map(|grid| grid.cells.len())
        .collect();
    assert_eq!(n_cells, [1, 0]);
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["R004", "R001"]);
    // What is well formed but cannot be placed, or nests too deep, costs its own sheet only.
    let unplaced = good.replace(
        "<table:table-row>",
        "<table:table-row table:number-rows-repeated=\"x\">",
    );
    let deep = good.replace(
        "office:value=\"1\"/>",
        &format!(
            ">{}{}</table:table-cell>",
            "<a>".repeat(300),
            "</a>".repeat(300)
        ),
    );
    let (result, workbook, findings) = read_tables("", &format!("{unplaced}{deep}{good}"));
    assert_eq!(result, Ok(()));
    let n_cells: Vec<usize> = workbook
        .sheets
        .iter()
        .map(|grid| grid.cells.len())
        .collect();
    // The second and third sheet bear the first's name, which is told too.
    assert_eq!((n_cells, findings.len()), (vec![0, 0, 1], 4));
}

#[test]
fn encrypted_and_foreign_packages_are_refused() {
    let manifest = "<!DOCTYPE manifest:manifest PUBLIC \"x\" \"Manifest.dtd\"><manifest:manifest>\
        <manifest:encryption-data/></manifest:manifest>";
    let content = document("", "<table:table table:name=\"A\"/>");
    let limits = Limits::default();
    let encrypted = package(&[
        ("content.xml", "\u{1}\u{2}"),
        ("META-INF/manifest.xml", manifest),
    ]);
    assert_eq!(read_with(&encrypted, &limits).0, Err(Fault::Encrypted));
    let whole = package(&[("mimetype", MIMETYPE), ("encrypted-package", "x")]);
    assert_eq!(read_with(&whole, &limits).0, Err(Fault::Encrypted));
    let old = manifest.replace("<manifest:encryption-data/>", "");
    let plain = package(&[("content.xml", &content), ("META-INF/manifest.xml", &old)]);
    assert_eq!(read_with(&plain, &limits).0, Ok(()));
    for content in [
        "<office:document office:mimetype=\"application/vnd.oasis.opendocument.text\"/>",
        "<a/>",
        "",
        "<a",
    ] {
        assert!(
            read_with(content.as_bytes(), &limits).0.is_err(),
            "{content}"
        );
    }
    let no_content = package(&[("mimetype", MIMETYPE)]);
    assert!(read_with(&no_content, &limits).0.is_err());
}

#[test]
fn styles_come_from_the_cell_the_row_or_the_column() {
    let styles = "<number:percentage-style style:name=\"N1\"><number:number number:decimal-places=\"1\" number:min-integer-digits=\"1\"/><number:text> %</number:text></number:percentage-style>\
        <number:number-style style:name=\"N2\"><number:number number:decimal-places=\"0\" number:grouping=\"true\"/><number:text>% \"x\"</number:text></number:number-style>\
        <number:time-style style:name=\"N3\" number:truncate-on-overflow=\"false\"><number:hours/><number:text>:</number:text><number:minutes number:style=\"long\"/></number:time-style>\
        <style:style style:name=\"a\" style:family=\"table-cell\" style:parent-style-name=\"b\" style:data-style-name=\"N1\"/>\
        <style:style style:name=\"b\" style:family=\"table-cell\" style:parent-style-name=\"a\" style:data-style-name=\"N2\"><style:text-properties fo:font-weight=\"700\"/></style:style>\
        <style:style style:name=\"c\" style:family=\"table-cell\" style:data-style-name=\"N3\"/>\
        <style:style style:name=\"t\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>";
    let table = "<table:table table:name=\"A\" table:style-name=\"t\"><table:table-column table:number-columns-repeated=\"2\" table:default-cell-style-name=\"a\"/><table:table-column table:default-cell-style-name=\"b\"/>\
        <table:table-row><table:table-cell office:value=\"1\"/><table:table-cell office:value=\"1\" table:style-name=\"c\"/><table:table-cell office:value=\"1\"/><table:table-cell office:value=\"1\"/></table:table-row>\
        <table:table-row table:default-cell-style-name=\"b\" table:visibility=\"filter\"><table:table-cell office:value=\"1\"/></table:table-row></table:table>\
        <table:table table:name=\"'file:///tmp/b.ods'#$A\"><table:table-row><table:table-cell office:value=\"1\"/></table:table-row></table:table>";
    let (result, workbook, findings) = read_tables(styles, table);
    assert_eq!((result, findings.len()), (Ok(()), 0));
    assert_eq!(workbook.sheets.len(), 1);
    let grid = &workbook.sheets[0];
    let cells: Vec<String> = shown(grid).into_values().collect();
    assert_eq!(
        cells,
        [
            "1 %0.0 %",
            "1 %#,##0\"%\" \\\"\"x\"\\\"",
            "24:00:00 %[h]:mm",
            "1 %#,##0\"%\" \\\"\"x\"\\\"",
            "1"
        ]
    );
    assert!(grid.hidden && grid.hidden_rows.contains(1));
    assert!(grid.cell(0, 0).expect("A1").style.bold);
}

/// Thousands of files with some bytes changed: each is read or refused, none stops the program.
#[test]
fn damaged_bytes_never_stop_reading() {
    let mut archive = zip::ZipArchive::new(Cursor::new(PACKAGE)).expect("a package");
    let mut content = Vec::new();
    std::io::copy(
        &mut archive.by_name("content.xml").expect("a part"),
        &mut content,
    )
    .expect("read");
    let mut limits = Limits::default();
    limits.set(Limit::Cells, 100_000);
    let mut state: u64 = 20_241_122;
    let mut random = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("small") % below.max(1)
    };
    let body = content
        .windows(13)
        .position(|w| w == b"<office:body>")
        .expect("a body");
    for round in 0..2_000 {
        let mut damaged = content.clone();
        for _ in 0..=random(4) {
            let at = if round % 4 == 0 {
                random(damaged.len())
            } else {
                body + random(damaged.len() - body)
            };
            match random(4) {
                0 => damaged.truncate(at.max(1)),
                1 => damaged[at] = b"<>&\"'/=09;[]-\0\xff"[random(15)],
                2 => {
                    let end = (at + random(40)).min(damaged.len());
                    let copy = damaged[at..end].to_vec();
                    let to = random(damaged.len());
                    damaged.splice(to..to, copy);
                }
                _ => damaged[at] = u8::try_from(random(256)).expect("a byte"),
            }
            if damaged.len() <= body {
                break;
            }
        }
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored =
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file("content.xml", stored).expect("a part");
        zip.write_all(&damaged).expect("written");
        let bytes = zip.finish().expect("a package").into_inner();
        let (result, workbook, findings) = read_with(&bytes, &limits);
        let is_incomplete = workbook.sheets.iter().any(|grid| grid.is_incomplete);
        assert!(result.is_err() || !is_incomplete || !findings.is_empty());
    }
}
