//! Parts of a package and how they lead to each other.

use super::{Parts, TYPES, read, relations, shown, told};
use crate::model::grid::{Alignment, Color};
use crate::model::limits::Limits;
use crate::model::place::CellRef;

const ONE: &str = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";

#[test]
fn the_workbook_is_where_its_relationship_leads() {
    let strict = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    for (target, kinds, sheet_target) in [
        ("/lain/buku.xml", TYPES, "lembar 1.xml"),
        ("lain/buku.xml", strict, "/lain/lembar%201.xml"),
        ("lain\\buku.xml", strict, "..\\lain\\lembar 1.xml"),
        ("./lain/buku.xml", TYPES, "lain/lembar 1.xml"),
    ] {
        let link = |kind: &str, target: &str| {
            format!(
                "<Relationships><Relationship Id=\"rId1\" Type=\"{kinds}/{kind}\" Target=\"{target}\"/></Relationships>"
            )
        };
        let parts = Parts::of_rows(ONE);
        let main = &parts.0[2].1.clone();
        let sheet = &parts.0[4].1.clone();
        let parts = Parts(Vec::new())
            .with("_rels/.rels", link("officeDocument", target))
            .with("lain/buku.xml", main)
            .with("lain/_rels/buku.xml.rels", link("worksheet", sheet_target))
            .with("lain/lembar 1.xml", sheet);
        assert_eq!(shown(&parts.grid().0), ["A1 1"], "{target}");
    }
    for parts in [
        Parts::of_rows(ONE).without("_rels/.rels"),
        Parts::of_rows(ONE).with("_rels/.rels", "<Relation"),
        Parts::of_rows(ONE).with(
            "_rels/.rels",
            relations(&[("a", "officeDocument", "no.xml")]),
        ),
    ] {
        assert_eq!(shown(&parts.grid().0), ["A1 1"]);
    }
    let (result, ..) = read(
        &Parts::of_rows(ONE).without("xl/workbook.xml").zip(),
        &Limits::default(),
    );
    assert!(result.is_err());
}

#[test]
fn sheets_names_and_days_are_as_the_workbook_says() {
    let main = "<workbook xmlns:r=\"x\"><workbookPr date1904=\"1\"/><sheets><sheet name=\"A &amp; B\" r:id=\"rId1\"/>\
        <sheet name=\"Hilang\" r:id=\"rId9\"/><sheet name=\"Grafik\" r:id=\"rId2\"/>\
        <sheet name=\"Rahasia\" state=\"veryHidden\" r:id=\"rId1\"/><sheet name=\"Kosong\" state=\"hidden\" r:id=\"rId3\"/>\
        </sheets><definedNames><definedName name=\"_xlnm.Print_Titles\" localSheetId=\"3\">Rahasia!$1:$2</definedName>\
        <definedName name=\"pagu\">=1&lt;2</definedName></definedNames></workbook>";
    let links = relations(&[
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "chartsheet", "chartsheets/sheet1.xml"),
        ("rId3", "worksheet", "worksheets/none.xml"),
    ]);
    let (workbook, findings) = Parts::of_rows(ONE)
        .with("xl/workbook.xml", main)
        .with("xl/_rels/workbook.xml.rels", links)
        .read();
    let sheets: Vec<_> = workbook
        .sheets
        .iter()
        .map(|grid| {
            (
                &*grid.name,
                grid.hidden,
                grid.is_incomplete,
                grid.cells.len(),
            )
        })
        .collect();
    assert_eq!(
        sheets,
        [
            ("A & B", false, false, 1),
            ("Hilang", false, true, 0),
            ("Rahasia", true, false, 1),
            ("Kosong", true, true, 0)
        ]
    );
    assert!(workbook.counts_from_1904);
    assert_eq!(workbook.names[0].sheet.as_deref(), Some("Rahasia"));
    assert_eq!(workbook.names[1].refers_to, "1<2");
    let findings: Vec<_> = findings.iter().map(told).collect();
    assert_eq!(
        findings,
        [
            "R004 : its content (\"rId9\") is not in the file",
            "R004 : its content (\"xl/worksheets/none.xml\") is not in the file"
        ]
    );
}

const STYLES: &str = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"#,##0.0&quot; x&quot;\"/></numFmts>\
    <fonts><font/><font><b/><u/></font><font><b val=\"0\"/><u val=\"none\"/></font></fonts>\
    <fills><fill><patternFill patternType=\"gray125\"><fgColor rgb=\"FF112233\"/></patternFill></fill>\
    <fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF112233\"/><bgColor indexed=\"64\"/></patternFill></fill>\
    <fill><patternFill patternType=\"solid\"><fgColor theme=\"4\"/></patternFill></fill></fills>\
    <cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>\
    <cellXfs><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\"/><xf numFmtId=\"164\" fontId=\"1\" fillId=\"1\">\
    <alignment horizontal=\"center\" indent=\"3\"/></xf><xf numFmtId=\"14\" fontId=\"2\" fillId=\"2\"/></cellXfs>\
    <dxfs><dxf><font><b/></font><numFmt numFmtId=\"164\" formatCode=\"0\"/></dxf></dxfs></styleSheet>";

const STYLED: &str = "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\" s=\"1\"><v>2</v></c>\
    <c r=\"C1\" s=\"2\"><v>45292</v></c><c r=\"D1\" s=\"77\"><v>4</v></c></row>";

#[test]
fn cells_have_their_styles() {
    let (grid, findings) = Parts::of_rows(STYLED).with("xl/styles.xml", STYLES).grid();
    assert_eq!(findings.len(), 0);
    assert_eq!(shown(&grid), ["A1 1", "B1 2", "C1 2024-01-01", "D1 4"]);
    let style = |col| grid.cell(0, col).expect("a cell").style.clone();
    assert_eq!(*style(0), *style(3));
    let second = style(1);
    assert_eq!(second.format.as_deref(), Some("#,##0.0\" x\""));
    assert!(second.bold && second.underline);
    assert_eq!((second.indent, second.alignment), (3, Alignment::Center));
    assert_eq!(second.fill, Some(Color::Rgb(0x11_22_33)));
    let third = style(2);
    assert!(!third.bold && !third.underline);
    assert_eq!(third.format.as_deref(), Some("mm-dd-yy"));
    assert_eq!(third.fill, Some(Color::Theme(4)));
    assert_eq!(style(0).fill, None);
}

#[test]
fn styles_that_cannot_be_read_lose_no_value() {
    let (grid, findings) = Parts::of_rows(STYLED)
        .with("xl/styles.xml", STYLES.replace("</fonts>", ""))
        .grid();
    assert_eq!(shown(&grid), ["A1 1", "B1 2", "C1 45292", "D1 4"]);
    assert!(!grid.is_incomplete);
    assert_eq!(findings.len(), 1);
    assert!(findings[0].contains("formats of numbers"), "{findings:?}");
}

#[test]
fn texts_without_their_table_are_told_cell_by_cell() {
    let rows = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c><v>2</v></c></row>";
    for (parts, words) in [
        (Parts::of_rows(rows), "no table"),
        (
            Parts::of_rows(rows).with("xl/sharedStrings.xml", "<sst><si><t>a</t></sst>"),
            "damaged",
        ),
    ] {
        let (grid, findings) = parts.grid();
        assert_eq!(shown(&grid), ["C1 2"]);
        assert_eq!(findings.len(), 2);
        assert!(findings[1].contains(words), "{findings:?}");
    }
}

#[test]
fn comments_stand_at_their_cells() {
    let links = relations(&[
        ("rId1", "comments", "../comments1.xml"),
        ("rId2", "threadedComment", "/xl/threadedComments/t1.xml"),
        ("rId3", "hyperlink", "https://contoh.example"),
    ]);
    let notes = "<comments><authors><author>tc</author></authors><commentList>\
        <comment ref=\"A1\"><text><r><t>dua </t></r><r><t>kata</t></r></text></comment>\
        <comment ref=\"B2\"><text><t>salinan</t></text></comment>\
        <comment ref=\"?\"><text><t>x</t></text></comment></commentList></comments>";
    let threads = "<ThreadedComments><threadedComment ref=\"B2\"><text>tanya</text></threadedComment>\
        <threadedComment ref=\"B2\"><text>jawab</text></threadedComment></ThreadedComments>";
    let parts = Parts::of_rows(ONE)
        .with("xl/worksheets/_rels/sheet1.xml.rels", links)
        .with("xl/threadedComments/t1.xml", threads);
    let (grid, findings) = parts.clone().with("xl/comments1.xml", notes).grid();
    assert_eq!(findings.len(), 0);
    assert_eq!(grid.comments[&CellRef::new(0, 0)], "dua kata");
    assert_eq!(grid.comments[&CellRef::new(1, 1)], "tanya\njawab");
    assert_eq!(grid.comments.len(), 2);
    let (grid, findings) = parts.with("xl/comments1.xml", "<comments>").grid();
    assert_eq!(shown(&grid), ["A1 1"]);
    assert!(findings[0].contains("comments1.xml"), "{findings:?}");
}

#[test]
fn parts_are_read_in_any_encoding() {
    let text = |encoding: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"{encoding}\"?>\n<worksheet><sheetData><row><c t=\"str\"><v>é 5 €</v></c></row></sheetData></worksheet>"
        )
    };
    let wide: Vec<u16> = text("UTF-16").encode_utf16().collect();
    let little: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
    let big: Vec<u8> = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let latin = text("windows-1252")
        .replace('é', "\u{1}")
        .replace('€', "\u{2}");
    let latin: Vec<u8> = latin
        .bytes()
        .map(|byte| match byte {
            1 => 0xE9,
            2 => 0x80,
            byte => byte,
        })
        .collect();
    for bytes in [
        text("UTF-8").into_bytes(),
        [b"\xEF\xBB\xBF", text("utf-8").as_bytes()].concat(),
        [b"\xFF\xFE", &*little].concat(),
        [b"\xFE\xFF", &*big].concat(),
        little,
        big,
        latin,
    ] {
        let (grid, findings) = Parts::of_rows("")
            .with("xl/worksheets/sheet1.xml", &bytes)
            .grid();
        assert_eq!(shown(&grid), ["A1 \"é 5 €\""], "{findings:?}");
    }
}
