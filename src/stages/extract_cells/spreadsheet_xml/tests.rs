//! Tests of the reader as a whole: files made by Calc, and hand-written ones for the odd cases.

use super::super::builder::WorkbookBuilder;
use super::super::fault::Fault;
use super::read;
use crate::model::finding::Finding;
use crate::model::grid::{Content, Workbook};
use crate::model::limits::Limits;

const OF_EXCEL: &[u8] = include_bytes!("../../../../tests/fixtures/spreadsheet-xml/excel-2003.xml");
const OF_CALC: &[u8] = include_bytes!("../../../../tests/fixtures/spreadsheet-xml/calc.xml");

type Read = (Result<(), Fault>, Workbook, Vec<Finding>);

fn read_all(bytes: &[u8]) -> Read {
    let limits = Limits::default();
    let mut book = WorkbookBuilder::new("a.xml", &limits);
    let result = read(bytes, &mut book);
    let (workbook, findings) = book.finish();
    for grid in &workbook.sheets {
        let tally = grid.tally;
        let kept = grid.cells.len() as u64;
        assert_eq!(tally.stored, kept + tally.blank + tally.refused);
    }
    (result, workbook, findings)
}

/// Reads the rows of a workbook's only sheet.
fn read_rows(rows: &str) -> Read {
    read_all(
        format!(
            "<Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
             <Worksheet ss:Name=\"A\"><Table>{rows}</Table></Worksheet></Workbook>"
        )
        .as_bytes(),
    )
}

/// Content, formula and format of each cell, A1-style.
fn shown(workbook: &Workbook, sheet: usize) -> Vec<String> {
    let cells = workbook.sheets[sheet].cells.iter();
    let show = cells.map(|(at, cell)| {
        let mut text = match &cell.content {
            Content::NoCachedValue => format!("{at} ?"),
            Content::Error(error) => format!("{at} galat {error}"),
            _ => format!("{at} {}", cell.raw()),
        };
        if let Some(formula) = cell.formula() {
            text = format!("{text} ={formula}");
        }
        if let Some(format) = &cell.style.format {
            text = format!("{text} %{format}");
        }
        text
    });
    show.collect()
}

#[test]
fn a_file_of_excel_is_read_whole() {
    let (result, workbook, findings) = read_all(OF_EXCEL);
    assert_eq!((result, findings.len()), (Ok(()), 0));
    assert_eq!(
        shown(&workbook, 0),
        [
            "A1 Laporan contoh",
            "E1 E1",
            "A2 Uraian",
            "B2 Pagu",
            "C2 Realisasi",
            "D2 %",
            "A3 Belanja",
            "B3 1237067924.4899998 =SUM(B4:B6) %#,##0.00",
            "C3 7 %#,##0.00",
            "A4 Pegawai",
            "B4 1234567890.12",
            "D4 0.81 =C4/B4 %0.00%",
            "A6 tebal biasa",
            "C6 2024-01-31 %dd/mm/yyyy;@",
            "D6 2024-01-31 07:30:00 %dd/mm/yyyy;@",
            "E6 07:30:00 %h:mm",
            "A8 true",
            "B8 galat #DIV/0!",
            "C8 ? ='Lembar Dua'!B2 %#,##0.00",
            "D8 0.5 %0%",
            "E8  baris satu\nbaris dua & <tiga>",
        ]
    );
    let grid = &workbook.sheets[0];
    let title = &grid.cell(0, 0).expect("A1").style;
    assert!(title.bold && title.underline);
    assert!(grid.cell(1, 0).expect("A2").style.fill.is_some());
    assert_eq!(grid.cell(3, 0).expect("A4").style.indent, 2);
    assert_eq!(grid.hidden_rows.iter().collect::<Vec<_>>(), [(3, 4)]);
    assert_eq!(grid.hidden_cols.iter().collect::<Vec<_>>(), [(5, 6)]);
    assert_eq!(grid.merges.len(), 2);
    assert_eq!(
        grid.filter.map(|area| area.last.to_string()).as_deref(),
        Some("D6")
    );
    assert_eq!(
        grid.comments.values().collect::<Vec<_>>(),
        ["Catatan:\nbaris kedua"]
    );
    assert!(!grid.hidden && workbook.sheets[1].hidden);
    assert_eq!(workbook.names[0].refers_to, "Anggaran!$B$4:$B$6");
}

#[test]
fn a_file_of_calc_loses_only_what_calc_spoils() {
    let (result, workbook, findings) = read_all(OF_CALC);
    assert_eq!(result, Ok(()));
    let cells = shown(&workbook, 0);
    for cell in [
        "B3 1237067924.49 =SUM(B4:B6)",
        "B9 2024-01-31 07:30:00 %m/d/yyyy h:mm",
        "B12 galat #DIV/0! =1/0",
        "A13 baris satu\nbaris dua\n\nbaris empat",
        "B15 x;y =IF(B4>1,\"x;y\",'Lembar Dua'!A1)",
        "E30 jauh",
    ] {
        assert!(cells.iter().any(|shown| shown == cell), "{cell}");
    }
    // Beside a comment Calc writes the number as shown, with separators, which is no number.
    let codes: Vec<_> = findings
        .iter()
        .map(|finding| {
            (
                finding.code,
                finding.place.as_ref().map(|p| p.cell.to_string()),
            )
        })
        .collect();
    assert_eq!(codes, [("R007", Some("B4".to_owned()))]);
}

#[test]
fn indexes_are_never_trusted() {
    let cell = |head: &str| format!("<Cell {head}><Data ss:Type=\"Number\">1</Data></Cell>");
    let row = |head: &str, cells: &str| format!("<Row {head}>{cells}</Row>");
    for (rows, kept, n_findings) in [
        // Back in a row: the cells behind it are uncertain until one stands further on.
        (
            row(
                "",
                &[
                    cell("ss:Index=\"3\""),
                    cell("ss:Index=\"2\""),
                    cell(""),
                    cell(""),
                ]
                .concat(),
            ),
            vec!["C1", "D1"],
            2,
        ),
        // Back to an earlier row.
        (
            [
                row("ss:Index=\"5\"", &cell("")),
                row("ss:Index=\"4\"", &cell("")),
                row("ss:Index=\"6\"", &cell("")),
            ]
            .concat(),
            vec!["A5", "A6"],
            1,
        ),
        // Beyond the sheet, beyond numbers, and no numbers.
        (row("ss:Index=\"2000000\"", &cell("")), vec![], 1),
        (
            row("ss:Index=\"99999999999999999999\"", &cell("")),
            vec![],
            1,
        ),
        (
            row(
                "",
                &[cell("ss:Index=\"x\""), cell(""), cell("ss:Index=\"9\"")].concat(),
            ),
            vec!["I1"],
            2,
        ),
        (
            [
                row("ss:Index=\"0\"", &cell("")),
                row("", &cell("")),
                row("ss:Index=\"9\"", &cell("")),
            ]
            .concat(),
            vec!["A9"],
            2,
        ),
        (
            row(
                "",
                &[cell("ss:MergeAcross=\"4294967295\""), cell("")].concat(),
            ),
            vec!["A1"],
            1,
        ),
        (
            [row("ss:Span=\"3\"", &cell("")), row("", &cell(""))].concat(),
            vec!["A1", "A5"],
            0,
        ),
    ] {
        let (result, workbook, findings) = read_rows(&rows);
        assert_eq!(result, Ok(()), "{rows}");
        let cells: Vec<String> = workbook.sheets[0]
            .cells
            .keys()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            (cells, findings.len()),
            (kept.into_iter().map(String::from).collect(), n_findings),
            "{rows}"
        );
    }
}

#[test]
fn cells_below_a_merged_one_are_uncertain_without_an_index() {
    let above = "<Row><Cell ss:MergeDown=\"1\"><Data>a</Data></Cell><Cell><Data>b</Data></Cell>\
        <Cell ss:MergeDown=\"1\"><Data>c</Data></Cell></Row>";
    let cell = "<Cell><Data>x</Data></Cell>";
    for (cells, kept) in [
        (
            "<Cell ss:Index=\"2\"><Data>x</Data></Cell>".to_owned(),
            vec!["A1", "B1", "C1", "B2"],
        ),
        (cell.to_owned(), vec!["A1", "B1", "C1"]),
        (format!("<Cell/>{cell}"), vec!["A1", "B1", "C1"]),
        (
            format!("<Cell ss:Index=\"2\"/>{cell}"),
            vec!["A1", "B1", "C1"],
        ),
        (
            format!("{cell}<Cell ss:Index=\"4\"/>{cell}"),
            vec!["A1", "B1", "C1", "E2"],
        ),
    ] {
        let (result, workbook, findings) = read_rows(&format!("{above}<Row>{cells}</Row><Row/>"));
        assert_eq!(result, Ok(()));
        let grid = &workbook.sheets[0];
        let cells: Vec<String> = grid.cells.keys().map(ToString::to_string).collect();
        assert_eq!(
            (cells, findings.is_empty()),
            (
                kept.iter().map(ToString::to_string).collect(),
                kept.contains(&"B2")
            )
        );
    }
}

#[test]
fn values_are_told_by_their_type() {
    for (inside, expected) in [
        (
            "<Cell><Data ss:Type=\"Number\"> 1.50 </Data></Cell>",
            "A1 1.50",
        ),
        ("<Cell><Data>tanpa jenis</Data></Cell>", "A1 tanpa jenis"),
        ("<Cell><Data ss:Type=\"Number\"/></Cell>", ""),
        (
            "<Cell ss:Formula=\"=RC[1]\"><Data ss:Type=\"Number\"/></Cell>",
            "A1 ? =B1",
        ),
        (
            "<Cell ss:Formula=\"=RC[1]\"><Data ss:Type=\"String\"></Data></Cell>",
            "",
        ),
        (
            "<Cell><Data ss:Type=\"String\"><![CDATA[a<b]]><br/>&lain;&#233;</Data></Cell>",
            "A1 a<b\n&lain;é",
        ),
        (
            "<ss:Cell><ss:Data ss:Type=\"Boolean\">0</ss:Data></ss:Cell>",
            "A1 false",
        ),
        (
            "<Cell><Data ss:Type=\"Number\">NaN</Data></Cell><Cell><Data ss:Type=\"Boolean\">x</Data></Cell><Cell><Data ss:Type=\"DateTime\">1900-02-29T00:00:00</Data></Cell>",
            "",
        ),
    ] {
        let (result, workbook, _) = read_rows(&format!("<Row>{inside}</Row>"));
        assert_eq!(result, Ok(()), "{inside}");
        assert_eq!(shown(&workbook, 0).join("|"), expected, "{inside}");
    }
}

#[test]
fn encodings_are_decoded() {
    let text = "<?xml version=\"1.0\" encoding=\"windows-1252\" standalone=\"yes\"?>                              \
        <Workbook><Worksheet Name=\"A\"><Table><Row><Cell><Data Type=\"String\">caf\u{e9}</Data></Cell></Row></Table></Worksheet></Workbook>";
    let latin: Vec<u8> = text
        .chars()
        .map(|c| u8::try_from(u32::from(c)).expect("a letter"))
        .collect();
    let wide = text.replace("windows-1252", "UTF-16");
    let wide: Vec<u8> = std::iter::once(0xfeff)
        .chain(wide.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [latin, wide] {
        let (result, workbook, _) = read_all(&bytes);
        assert_eq!(
            (result, shown(&workbook, 0)),
            (Ok(()), vec!["A1 caf\u{e9}".to_owned()])
        );
    }
}

#[test]
fn a_file_cut_off_keeps_the_sheets_before() {
    let text = std::str::from_utf8(OF_EXCEL).expect("text");
    let cut = &text[..text.find("Number\">42").expect("a cell")];
    let (result, workbook, findings) = read_all(cut.as_bytes());
    assert_eq!(result, Ok(()));
    let n_cells: Vec<usize> = workbook
        .sheets
        .iter()
        .map(|grid| grid.cells.len())
        .collect();
    assert_eq!(n_cells, [21, 0]);
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["R004", "R001"]);
    for text in ["", "<a/>", "<Workbook", "<!DOCTYPE a><Workbook/>"] {
        assert!(read_all(text.as_bytes()).0.is_err(), "{text}");
    }
}

/// Thousands of files with some bytes changed: each is read or refused, none stops the program.
#[test]
fn damaged_bytes_never_stop_reading() {
    let mut state: u64 = 20_241_122;
    let mut random = |below: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("small") % below.max(1)
    };
    for round in 0..4_000 {
        let mut damaged = if round % 2 == 0 { OF_EXCEL } else { OF_CALC }.to_vec();
        for _ in 0..=random(5) {
            let at = random(damaged.len());
            match random(4) {
                0 if round % 8 == 0 => damaged.truncate(at.max(1)),
                1 => damaged[at] = b"<>&\"'/=09;[]-\0\xff"[random(15)],
                2 => {
                    let end = (at + random(40)).min(damaged.len());
                    let copy = damaged[at..end].to_vec();
                    let to = random(damaged.len());
                    damaged.splice(to..to, copy);
                }
                _ => damaged[at] = u8::try_from(random(256)).expect("a byte"),
            }
        }
        let (result, workbook, findings) = read_all(&damaged);
        let is_incomplete = workbook.sheets.iter().any(|grid| grid.is_incomplete);
        assert!(result.is_err() || !is_incomplete || !findings.is_empty());
    }
}
