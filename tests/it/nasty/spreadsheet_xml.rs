//! The XML of Excel 2003 with places and values that are none.

use super::Expect::{self, Any, Clean, Safe, Told, ToldAndRight};
use super::base::spreadsheet_xml;
use super::xlsx_xml::{laughs, utf_16};
use super::{Nasty, kind, swap};

/// The good workbook with XML after the rows of its table.
fn after_rows(xml: &str) -> String {
    swap(&spreadsheet_xml(), "</Table>", &format!("{xml}</Table>"))
}

pub(super) fn kinds() -> Vec<Nasty> {
    let mut kinds = places();
    kinds.extend(values());
    kinds.extend(text());
    kinds
}

#[rustfmt::skip]
fn places() -> Vec<Nasty> {
    let cell = |name: &str, expect: Expect, attributes: &str| kind(
        format!("cell-{name}.xml"), expect, "a cell at a place that is none, or that spans the world",
        after_rows(&format!("<Row ss:Index=\"9\"><Cell {attributes}><Data ss:Type=\"Number\">7</Data></Cell></Row>")),
    );
    let row = |name: &str, expect: Expect, attributes: &str| kind(
        format!("row-{name}.xml"), expect, "a row at a place that is none, or that spans the world",
        after_rows(&format!("<Row {attributes}><Cell ss:Index=\"5\"><Data ss:Type=\"Number\">7</Data></Cell></Row>")),
    );
    vec![
        cell("2-31", ToldAndRight, "ss:Index=\"2147483648\""),
        cell("2-64", ToldAndRight, "ss:Index=\"18446744073709551616\""),
        cell("negative", ToldAndRight, "ss:Index=\"-3\""),
        cell("0", Safe, "ss:Index=\"0\""),
        cell("word", Safe, "ss:Index=\"lima\""),
        cell("merge-2-31", Clean, "ss:Index=\"5\" ss:MergeAcross=\"2147483648\""),
        cell("merge-down-2-31", Clean, "ss:Index=\"5\" ss:MergeDown=\"2147483648\""),
        cell("merge-negative", Clean, "ss:Index=\"5\" ss:MergeAcross=\"-1\" ss:MergeDown=\"x\""),
        row("2-31", ToldAndRight, "ss:Index=\"2147483648\""),
        row("2-64", ToldAndRight, "ss:Index=\"18446744073709551616\""),
        row("backwards", Safe, "ss:Index=\"2\""),
        row("negative", Safe, "ss:Index=\"-1\""),
        row("span-2-31", Safe, "ss:Index=\"9\" ss:Span=\"2147483648\" ss:Hidden=\"1\""),
        kind("after-merge.xml", Safe, "a cell after one that spans the world", after_rows("<Row ss:Index=\"9\"><Cell ss:MergeAcross=\"4294967295\"><Data ss:Type=\"Number\">7</Data></Cell><Cell><Data ss:Type=\"Number\">8</Data></Cell></Row>")),
        kind("cell-backwards.xml", Safe, "a cell before the one before it", after_rows("<Row ss:Index=\"9\"><Cell ss:Index=\"7\"><Data ss:Type=\"Number\">7</Data></Cell><Cell ss:Index=\"5\"><Data ss:Type=\"Number\">8</Data></Cell></Row>")),
        kind("cell-twice.xml", ToldAndRight, "two cells at one place", after_rows("<Row ss:Index=\"9\"><Cell ss:Index=\"5\"><Data ss:Type=\"Number\">7</Data></Cell><Cell ss:Index=\"5\"><Data ss:Type=\"Number\">8</Data></Cell></Row>")),
    ]
}

#[rustfmt::skip]
fn values() -> Vec<Nasty> {
    let data = |name: &str, expect: Expect, data: &str| kind(
        format!("value-{name}.xml"), expect, "a value that is not of its type",
        after_rows(&format!("<Row ss:Index=\"9\"><Cell ss:Index=\"5\">{data}</Cell></Row>")),
    );
    vec![
        data("word", ToldAndRight, "<Data ss:Type=\"Number\">tujuh</Data>"),
        data("nan", ToldAndRight, "<Data ss:Type=\"Number\">NaN</Data>"),
        data("comma", ToldAndRight, "<Data ss:Type=\"Number\">7,5</Data>"),
        data("bool-7", Safe, "<Data ss:Type=\"Boolean\">7</Data>"),
        data("date", Safe, "<Data ss:Type=\"DateTime\">2023-99-99T00:00:00.000</Data>"),
        data("type-unknown", Safe, "<Data ss:Type=\"Berat\">7</Data>"),
        data("type-missing", Safe, "<Data>7</Data>"),
        data("two", Safe, "<Data ss:Type=\"Number\">7</Data><Data ss:Type=\"Number\">8</Data>"),
        data("markup", Clean, "<ss:Data ss:Type=\"String\" xmlns=\"http://www.w3.org/TR/REC-html40\"><B>te<Font>bal</Font></B></ss:Data>"),
        data("comment", Clean, "<Data ss:Type=\"Number\">7</Data><Comment><ss:Data>=cmd|x &lt;script&gt;</ss:Data></Comment>"),
        data("40-000-letters", ToldAndRight, &format!("<Data ss:Type=\"String\">{}</Data>", "a".repeat(40_000))),
        data("5-mb", Told, &format!("<Data ss:Type=\"String\">{}</Data>", "a".repeat(5 << 20))),
    ]
}

#[rustfmt::skip]
fn text() -> Vec<Nasty> {
    let good = spreadsheet_xml();
    let declared = good.find("<?mso").unwrap();
    let doctype = |text: &str| format!("{}{}{}", &good[..declared], text, &good[declared..]);
    vec![
        kind("laughs.xml", Told, "entities that expand to a thousand million words", swap(&doctype(&laughs()), "Belanja Modal", "&e9;")),
        kind("entity-file.xml", Told, "an entity that is a file of this machine", swap(&doctype("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"), "Belanja Modal", "&x;")),
        kind("entity-unknown.xml", Any, "an entity that nobody declared, which is kept as it is written", swap(&good, "Belanja Modal", "Belanja&foo;Modal")),
        kind("cut-row.xml", Told, "a workbook cut between two rows", good[..good.rfind("<Row>").unwrap()].to_owned()),
        kind("cut-tag.xml", Told, "a workbook cut in the middle of a tag", good[..good.rfind("<Row>").unwrap() + 2].to_owned()),
        kind("tags-crossed.xml", Told, "tags that close each other", swap(&good, "</Data></Cell>", "</Cell></Data>")),
        kind("nested.xml", Told, "a hundred thousand elements inside each other", after_rows(&"<Row>".repeat(100_000))),
        kind("utf-16.xml", Safe, "a workbook in UTF-16", utf_16(&good.replace("?>\n<?mso", " encoding=\"UTF-16\"?>\n<?mso"), true, true)),
        kind("counts-lie.xml", Clean, "a table that declares thousands of millions of cells", swap(&good, "<Table>", "<Table ss:ExpandedRowCount=\"4294967295\" ss:ExpandedColumnCount=\"4294967295\">")),
        kind("sheets-5000.xml", Told, "five thousand sheets", swap(&good, "</Workbook>", &format!("{}</Workbook>", "<Worksheet ss:Name=\"a\"/>".repeat(5000)))),
        kind("name-missing.xml", Safe, "a sheet without a name", swap(&good, " ss:Name=\"Rekap\"", "")),
        kind("prefixed.xml", Clean, "every element with a prefix", { let mut text = good.replace("</", "\u{1}").replace('<', "<ss:").replace("<ss:?", "<?").replace('\u{1}', "</ss:"); text = text.replacen("xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" ", "", 1); text }),
        kind("as-xls.xls", Clean, "under the name of an older workbook", good),
    ]
}
