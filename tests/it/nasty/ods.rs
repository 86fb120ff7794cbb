//! `OpenDocument` spreadsheets that repeat without end, lie about themselves or are cut.

use super::Expect::{self, Clean, Refused, Safe, Told, ToldAndRight};
use super::base::{XML, ods};
use super::inflating::repeated;
use super::xlsx_xml::{laughs, utf_16};
use super::{Nasty, kind, noise, swap};

const CONTENT: &str = "content.xml";
const MANIFEST: &str = "META-INF/manifest.xml";
const HUGE: &str = "2147483648";
const FILLED: &str =
    "office:value-type=\"float\" office:value=\"7\"><text:p>7</text:p></table:table-cell>";

pub(super) fn kinds() -> Vec<Nasty> {
    let mut kinds = repeats();
    kinds.extend(values());
    kinds.extend(package());
    kinds.extend(content());
    kinds
}

/// The good content with XML after the rows of its table.
fn after_rows(xml: &str) -> Vec<u8> {
    ods()
        .swap(CONTENT, "</table:table>", &format!("{xml}</table:table>"))
        .zip()
}

fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

#[rustfmt::skip]
fn repeats() -> Vec<Nasty> {
    let cells = |n: &str, rest: &str| row(&format!("<table:table-cell table:number-columns-repeated=\"{n}\" {rest}"));
    let rows = |n: &str, cell: &str| format!("<table:table-row table:number-rows-repeated=\"{n}\">{cell}</table:table-row>");
    let one = format!("<table:table-cell {FILLED}");
    let empty = "<table:table-cell/>";
    vec![
        kind("empty-cells-2-31.ods", Clean, "an empty cell, two thousand million times", after_rows(&cells(HUGE, "/>"))),
        kind("empty-rows-2-31.ods", Clean, "an empty row, two thousand million times", after_rows(&rows(HUGE, empty))),
        kind("empty-both-2-63.ods", Clean, "empty rows and cells, 2^63 times", after_rows(&rows("9223372036854775808", "<table:table-cell table:number-columns-repeated=\"9223372036854775808\"/>"))),
        kind("filled-cells-2-31.ods", Told, "a figure, two thousand million times", after_rows(&cells(HUGE, FILLED))),
        kind("filled-rows-2-31.ods", Told, "a row with ten figures, two thousand million times", after_rows(&rows(HUGE, &format!("<table:table-cell table:number-columns-repeated=\"10\" {FILLED}")))),
        kind("filled-rows-20-000.ods", Clean, "a row with a figure, twenty thousand times", after_rows(&rows("20000", &one))),
        kind("filled-after-empty.ods", ToldAndRight, "a figure after two thousand million empty rows", after_rows(&(rows(HUGE, empty) + &row(&one)))),
        kind("filled-after-cells.ods", ToldAndRight, "a figure after two thousand million empty cells", after_rows(&row(&format!("<table:table-cell table:number-columns-repeated=\"{HUGE}\"/>{one}")))),
        kind("filled-rows-and-cells.ods", Told, "a million rows of sixteen thousand figures", after_rows(&rows("1000000", &format!("<table:table-cell table:number-columns-repeated=\"16000\" {FILLED}")))),
        kind("repeat-0.ods", Safe, "a figure, no times", after_rows(&cells("0", FILLED))),
        kind("repeat-negative.ods", Safe, "a figure, -5 times", after_rows(&cells("-5", FILLED))),
        kind("repeat-word.ods", Safe, "a figure, many times", after_rows(&cells("banyak", FILLED))),
        kind("rows-1024-empty-groups.ods", Clean, "groups of rows in groups of rows", after_rows(&format!("{}{}{}", "<table:table-row-group>".repeat(100), row(empty), "</table:table-row-group>".repeat(100)))),
        kind("spans-2-31.ods", Clean, "a cell that spans the world", after_rows(&row(&format!("<table:table-cell table:number-columns-spanned=\"{HUGE}\" table:number-rows-spanned=\"{HUGE}\" {FILLED}")))),
        kind("columns-2-31.ods", Clean, "hidden columns, two thousand million times", ods().swap(CONTENT, "<table:table-row>", &format!("<table:table-column table:number-columns-repeated=\"{HUGE}\" table:visibility=\"collapse\"/><table:table-row>")).zip()),
    ]
}

#[rustfmt::skip]
fn values() -> Vec<Nasty> {
    let value = |name: &str, expect: Expect, attributes: &str| kind(
        format!("value-{name}.ods"), expect, "a cell whose value is not of its type",
        after_rows(&row(&format!("<table:table-cell {attributes}><text:p>7</text:p></table:table-cell>"))),
    );
    vec![
        value("word", ToldAndRight, "office:value-type=\"float\" office:value=\"tujuh\""),
        value("nan", ToldAndRight, "office:value-type=\"float\" office:value=\"NaN\""),
        value("1e400", ToldAndRight, "office:value-type=\"float\" office:value=\"1e400\""),
        value("comma", ToldAndRight, "office:value-type=\"float\" office:value=\"7,5\""),
        value("missing", Safe, "office:value-type=\"float\""),
        value("type-unknown", Safe, "office:value-type=\"berat\" office:value=\"7\""),
        value("date-garbage", Safe, "office:value-type=\"date\" office:date-value=\"2023-13-45\""),
        value("time-garbage", Safe, "office:value-type=\"time\" office:time-value=\"PT99999999999999H\""),
        value("bool-garbage", Safe, "office:value-type=\"boolean\" office:boolean-value=\"mungkin\""),
        value("percentage", Clean, "office:value-type=\"percentage\" office:value=\"0.07\""),
        value("other-prefix", Clean, "xmlns:o=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" o:value-type=\"float\" o:value=\"7\""),
        kind("spaces-2-31.ods", Safe, "a text with two thousand million blanks", after_rows(&row(&format!("<table:table-cell office:value-type=\"string\"><text:p>a<text:s text:c=\"{HUGE}\"/>b</text:p></table:table-cell>")))),
        kind("table-in-cell.ods", Safe, "a table inside a cell", after_rows(&row("<table:table-cell><table:table table:name=\"dalam\"><table:table-row><table:table-cell office:value-type=\"float\" office:value=\"9\"/></table:table-row></table:table></table:table-cell>"))),
    ]
}

#[rustfmt::skip]
fn package() -> Vec<Nasty> {
    let encrypted = r#"<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" manifest:size="4000"><manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="AAAA"><manifest:algorithm manifest:algorithm-name="Blowfish CFB" manifest:initialisation-vector="AAAA"/><manifest:key-derivation manifest:key-derivation-name="PBKDF2" manifest:salt="AAAA" manifest:iteration-count="1024"/></manifest:encryption-data></manifest:file-entry>"#;
    let plain = "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>";
    let typed = |to: &str| ods().with("mimetype", to).zip();
    vec![
        kind("no-content.ods", Told, "no content", ods().without(CONTENT).zip()),
        kind("no-manifest.ods", Clean, "no list of parts", ods().without(MANIFEST).zip()),
        kind("no-mimetype.ods", Clean, "no mimetype", ods().without("mimetype").zip()),
        kind("encrypted.ods", Refused, "a spreadsheet behind a password", ods().swap(MANIFEST, plain, encrypted).with(CONTENT, noise(4000)).zip()),
        kind("mimetype-text.ods", Refused, "a letter, its mimetype says", typed("application/vnd.oasis.opendocument.text")),
        kind("mimetype-absurd.ods", Refused, "a mimetype of noise", ods().with("mimetype", noise(300)).zip()),
        kind("mimetype-template.ods", Clean, "a template", typed("application/vnd.oasis.opendocument.spreadsheet-template")),
        kind("mimetype-lines.ods", Clean, "a mimetype with a line end", typed("application/vnd.oasis.opendocument.spreadsheet\n")),
        kind("garbage-content.ods", Refused, "content of noise", ods().with(CONTENT, noise(4000)).zip()),
        kind("garbage-manifest.ods", Safe, "a list of parts of noise", ods().with(MANIFEST, noise(4000)).zip()),
        kind("empty-content.ods", Refused, "content of no bytes", ods().with(CONTENT, "").zip()),
        kind("wrong-sum.ods", Told, "content whose checksum is wrong", ods().but(CONTENT, |part| part.declared.crc ^= 1).zip()),
        kind("bomb-content.ods", Told, "content of 4 GB", ods().inflating(CONTENT, repeated(XML.as_bytes(), b"                ", 4 << 30, b"")).zip()),
        kind("mimetype-bomb.ods", Safe, "a mimetype of 1 GB", ods().inflating("mimetype", repeated(b"", b"application/vnd.", 1 << 30, b"")).zip()),
        kind("flat.fods", Told, "a spreadsheet as one file of XML, which is not read", ods().text(CONTENT).replace("document-content", "document")),
    ]
}

#[rustfmt::skip]
fn content() -> Vec<Nasty> {
    let text = ods().text(CONTENT);
    let with = |text: String| ods().with(CONTENT, text).zip();
    let after_declaration = |more: &str| with(text.replacen(XML, &format!("{XML}{more}"), 1));
    let styles = |xml: &str| with(swap(&text, "<office:automatic-styles/>", &format!("<office:automatic-styles>{xml}</office:automatic-styles>")));
    vec![
        kind("laughs.ods", Told, "entities that expand to a thousand million words", with(swap(&text.replacen(XML, &format!("{XML}{}", laughs()), 1), "Belanja Modal", "&e9;"))),
        kind("doctype.ods", Told, "a declaration of a document's kind", after_declaration("<!DOCTYPE office:document-content SYSTEM \"http://127.0.0.1:9/a.dtd\">")),
        kind("cut.ods", Told, "content cut between two rows", with(text[..text.rfind("<table:table-row>").unwrap()].to_owned())),
        kind("utf-16.ods", Clean, "content in UTF-16", ods().with(CONTENT, utf_16(&swap(&text, "UTF-8", "UTF-16"), true, true)).zip()),
        kind("nested.ods", Told, "a hundred thousand elements inside each other", after_rows(&format!("{}{}", "<table:table-row-group>".repeat(100_000), "</table:table-row-group>".repeat(100_000)))),
        kind("tables-5000.ods", Told, "five thousand tables", with(swap(&text, "</office:spreadsheet>", &format!("{}</office:spreadsheet>", "<table:table table:name=\"a\"/>".repeat(5000))))),
        kind("tables-none.ods", Told, "no table", with(format!("{}{}", &text[..text.find("<table:table ").unwrap()], &text[text.find("</office:spreadsheet>").unwrap()..]))),
        kind("style-circle.ods", Clean, "styles that are each other's parents", styles("<style:style style:name=\"a\" style:family=\"table-cell\" style:parent-style-name=\"b\"/><style:style style:name=\"b\" style:family=\"table-cell\" style:parent-style-name=\"a\"/><style:style style:name=\"Default\" style:family=\"table-cell\" style:parent-style-name=\"Default\"/>")),
        kind("styles-50-000.ods", Clean, "fifty thousand styles, each the next one's parent", styles(&(0..50_000).map(|n| format!("<style:style style:name=\"s{n}\" style:family=\"table-cell\" style:parent-style-name=\"s{}\"/>", n + 1)).collect::<String>())),
        kind("format-absurd.ods", Clean, "a number format of a thousand million decimals", styles("<number:number-style style:name=\"n\"><number:number number:decimal-places=\"1000000000\" number:min-integer-digits=\"1000000000\"/></number:number-style>")),
        kind("name-control.ods", Safe, "a table's name with controls", with(swap(&text, "table:name=\"Rekap\"", "table:name=\"Re&#27;[2Jkap\""))),
        kind("cells-outside-rows.ods", Safe, "a cell outside every row", after_rows("<table:table-cell office:value-type=\"float\" office:value=\"9\"/>")),
    ]
}
