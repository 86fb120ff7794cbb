//! What stands around the cells of an xlsx: used ranges, merges, columns, names, sheets, comments.

use super::Expect::{Clean, Safe, Told};
use super::base::{MAIN, RELATIONS, SHEET, WORKBOOK, XML, xlsx};
use super::{Nasty, kind};

pub(super) fn kinds() -> Vec<Nasty> {
    let mut kinds = around_cells();
    kinds.extend(sheets());
    kinds.extend(workbook());
    kinds
}

#[rustfmt::skip]
fn around_cells() -> Vec<Nasty> {
    let dimension = |to: &str| xlsx().swap(SHEET, "A1:C5", to).zip();
    let before = |xml: &str| xlsx().swap(SHEET, "<sheetData>", &format!("{xml}<sheetData>")).zip();
    let after = |xml: &str| xlsx().swap(SHEET, "</sheetData>", &format!("</sheetData>{xml}")).zip();
    let merges = |areas: &[String]| after(&format!("<mergeCells count=\"9\">{}</mergeCells>", areas.iter().map(|area| format!("<mergeCell ref=\"{area}\"/>")).collect::<String>()));
    let area = |text: &str| merges(&[text.to_owned()]);
    vec![
        kind("dimension-sheet.xlsx", Clean, "a used range of the whole sheet", dimension("A1:XFD1048576")),
        kind("dimension-garbage.xlsx", Clean, "a used range that is none", dimension("halo")),
        kind("dimension-empty.xlsx", Clean, "an empty used range", dimension("")),
        kind("dimension-beyond.xlsx", Clean, "a used range beyond the sheet", dimension("A1:ZZZZZZ99999999999")),
        kind("dimension-backwards.xlsx", Clean, "a used range from its end to its start", dimension("C5:A1")),
        kind("dimension-too-small.xlsx", Clean, "a used range of one cell", dimension("A1")),
        kind("merge-sheet.xlsx", Clean, "the whole sheet is one merged area", area("A1:XFD1048576")),
        kind("merge-backwards.xlsx", Clean, "a merged area from its end to its start", area("F9:E7")),
        kind("merge-garbage.xlsx", Clean, "a merged area that is none", area("halo:-1")),
        kind("merge-one-cell.xlsx", Clean, "a merged area of one cell", area("F9")),
        kind("merge-overlapping.xlsx", Clean, "merged areas over each other", merges(&["E7:G9".into(), "F8:H10".into(), "E7:G9".into(), "E7:E8".into()])),
        kind("merges-100-000.xlsx", Clean, "a hundred thousand merged areas", merges(&(1..=100_000).map(|row| format!("F{row}:G{row}")).collect::<Vec<_>>())),
        kind("columns-huge.xlsx", Clean, "a column that reaches to 4294967295", before("<cols><col min=\"1\" max=\"4294967295\" hidden=\"1\" width=\"1e300\"/></cols>")),
        kind("columns-negative.xlsx", Clean, "columns of negative numbers", before("<cols><col min=\"-5\" max=\"-1\" hidden=\"1\"/><col min=\"9\" max=\"2\" hidden=\"1\"/><col/></cols>")),
        kind("columns-100-000.xlsx", Clean, "a hundred thousand descriptions of columns", before(&format!("<cols>{}</cols>", (1..=100_000).map(|n| format!("<col min=\"{n}\" max=\"{n}\" hidden=\"1\"/>")).collect::<String>()))),
        kind("hidden-rows.xlsx", Clean, "every row and column hidden", before("<cols><col min=\"1\" max=\"16384\" hidden=\"1\"/></cols>")),
        kind("filter-garbage.xlsx", Clean, "a filter over an area that is none", after("<autoFilter ref=\"\"/><autoFilter ref=\"A0:@\"/>")),
        kind("format-conditions.xlsx", Clean, "fifty thousand conditions of formats", after(&"<conditionalFormatting sqref=\"A1:XFD1048576\"><cfRule type=\"expression\" priority=\"1\"><formula>A1</formula></cfRule></conditionalFormatting>".repeat(50_000))),
        kind("no-sheet-data.xlsx", Told, "a sheet without its element for cells", xlsx().with(SHEET, format!("{XML}<worksheet xmlns=\"{MAIN}\"/>")).zip()),
    ]
}

#[rustfmt::skip]
fn sheets() -> Vec<Nasty> {
    let named = |name: &str| xlsx().swap(WORKBOOK, "Rekap", name).zip();
    let many = |n: usize| {
        let sheets: String = (0..n).map(|n| format!("<sheet name=\"L{n}\" sheetId=\"{n}\" r:id=\"rId1\"/>")).collect();
        xlsx().swap(WORKBOOK, "</sheets>", &format!("{sheets}</sheets>")).zip()
    };
    vec![
        kind("sheets-5000.xlsx", Told, "five thousand sheets", many(5000)),
        kind("sheets-none.xlsx", Told, "no sheet at all", xlsx().swap(WORKBOOK, "<sheet name=\"Rekap\" sheetId=\"1\" r:id=\"rId1\"/>", "").zip()),
        kind("name-control.xlsx", Safe, "a sheet's name with escapes for terminals", named("Re&#27;[31mkap&#7;&#8;")),
        kind("name-turned.xlsx", Clean, "a sheet's name that turns the direction of text", named("Rekap \u{202e}xslx.exe\u{2066}")),
        kind("name-40-000.xlsx", Safe, "a sheet's name of forty thousand letters", named(&"nama ".repeat(8000))),
        kind("name-markup.xlsx", Clean, "a sheet's name that is markup and a formula", named("=cmd|&apos;/C calc&apos;!A0&lt;script&gt;alert(1)&lt;/script&gt;")),
        kind("name-path.xlsx", Clean, "a sheet's name that is a path", named("../../../../etc/passwd")),
        kind("name-empty.xlsx", Safe, "a sheet without a name", named("")),
        kind("name-lines.xlsx", Safe, "a sheet's name of several lines", named("a&#10;b&#13;&#10;{&quot;code&quot;:&quot;A101&quot;}")),
        kind("hidden-sheet.xlsx", Clean, "the only sheet very hidden", xlsx().swap(WORKBOOK, "<sheet ", "<sheet state=\"veryHidden\" ").zip()),
        kind("state-unknown.xlsx", Clean, "a sheet in a state that does not exist", xlsx().swap(WORKBOOK, "<sheet ", "<sheet state=\"melayang\" ").zip()),
        kind("sheet-id-absurd.xlsx", Clean, "a sheet whose number is absurd", xlsx().swap(WORKBOOK, "sheetId=\"1\"", "sheetId=\"-99999999999\"").zip()),
        kind("chart-sheet.xlsx", Safe, "a sheet that is a chart", xlsx().swap(RELATIONS, "relationships/worksheet\"", "relationships/chartsheet\"").with(SHEET, format!("{XML}<chartsheet xmlns=\"{MAIN}\"><drawing/></chartsheet>")).zip()),
    ]
}

#[rustfmt::skip]
fn workbook() -> Vec<Nasty> {
    let after_sheets = |xml: &str| xlsx().swap(WORKBOOK, "</sheets>", &format!("</sheets>{xml}")).zip();
    let styles = |xml: &str| xlsx().with("xl/styles.xml", format!("{XML}<styleSheet xmlns=\"{MAIN}\">{xml}</styleSheet>"));
    let comments = |text: &str| xlsx()
        .with("xl/worksheets/_rels/sheet1.xml.rels", format!("{XML}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"../comments1.xml\"/></Relationships>"))
        .with("xl/comments1.xml", format!("{XML}<comments xmlns=\"{MAIN}\"><authors><author>x</author></authors><commentList>{text}</commentList></comments>")).zip();
    let comment = |at: &str, text: &str| format!("<comment ref=\"{at}\" authorId=\"0\"><text><t>{text}</t></text></comment>");
    vec![
        kind("names-50-000.xlsx", Clean, "fifty thousand defined names", after_sheets(&format!("<definedNames>{}</definedNames>", (0..50_000).map(|n| format!("<definedName name=\"n{n}\">Rekap!$A$1</definedName>")).collect::<String>()))),
        kind("names-absurd.xlsx", Clean, "defined names without name, sheet or meaning", after_sheets("<definedNames><definedName/><definedName name=\"a\" localSheetId=\"4294967295\">#REF!</definedName><definedName name=\"a\" localSheetId=\"-1\">a</definedName></definedNames>")),
        kind("date-1904-garbage.xlsx", Clean, "a date system that is neither", xlsx().swap(WORKBOOK, "<sheets>", "<workbookPr date1904=\"mungkin\"/><sheets>").zip()),
        kind("styles-counts.xlsx", Clean, "styles that declare thousands of millions", styles("<numFmts count=\"4000000000\"><numFmt numFmtId=\"4294967295\" formatCode=\"0\"/><numFmt numFmtId=\"-1\" formatCode=\"0\"/><numFmt/></numFmts><cellXfs count=\"4000000000\"><xf numFmtId=\"4294967295\" fontId=\"99\" fillId=\"-3\"/></cellXfs>").zip()),
        kind("styles-100-000.xlsx", Clean, "a hundred thousand styles", styles(&format!("<cellXfs>{}</cellXfs>", "<xf numFmtId=\"0\"/>".repeat(100_000))).zip()),
        kind("format-1-mb.xlsx", Safe, "a number format of one megabyte, used by a figure", styles(&format!("<numFmts><numFmt numFmtId=\"170\" formatCode=\"{}\"/></numFmts><cellXfs><xf numFmtId=\"170\"/></cellXfs>", "0".repeat(1 << 20))).zip()),
        kind("format-unfinished.xlsx", Safe, "a number format with an open bracket, an open quote and an escape at its end", styles("<numFmts><numFmt numFmtId=\"170\" formatCode=\"[$-0&quot;0\\\"/></numFmts><cellXfs><xf numFmtId=\"170\"/></cellXfs>").zip()),
        kind("indent-absurd.xlsx", Clean, "an indent of 4294967295", styles("<cellXfs><xf numFmtId=\"0\"><alignment indent=\"4294967295\" horizontal=\"miring\"/></xf></cellXfs>").zip()),
        kind("comments-markup.xlsx", Clean, "comments that are markup and formulas", comments(&comment("C2", "=1+1&lt;script&gt;\u{202e}"))),
        kind("comments-places.xlsx", Clean, "comments at places that are none", comments(&(comment("A0", "a") + &comment("XFE1048577", "b") + &comment("", "c")))),
        kind("comments-50-000.xlsx", Clean, "fifty thousand comments at one cell", comments(&comment("C2", "a").repeat(50_000))),
        kind("comments-garbage.xlsx", Safe, "comments of noise", xlsx().with("xl/worksheets/_rels/sheet1.xml.rels", super::noise(500)).zip()),
        kind("protected.xlsx", Clean, "sheets protected by a password, which hides nothing", xlsx().swap(SHEET, "</sheetData>", "</sheetData><sheetProtection password=\"CC1A\" sheet=\"1\"/>").zip()),
    ]
}
