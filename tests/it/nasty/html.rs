//! Pages that are saved as workbooks, broken as only pages can be.

use super::Expect::{Any, Clean, Safe, Told};
use super::base::html;
use super::xlsx_xml::utf_16;
use super::{Nasty, kind, noise, swap};

pub(super) fn kinds() -> Vec<Nasty> {
    let mut kinds = tables();
    kinds.extend(depths());
    kinds.extend(texts());
    kinds
}

/// The good page with more rows in its table.
fn after_rows(rows: &str) -> String {
    swap(&html(), "</table>", &format!("{rows}</table>"))
}

#[rustfmt::skip]
fn tables() -> Vec<Nasty> {
    let spanning = |attributes: &str| after_rows(&format!("<tr><td></td></tr><tr><td {attributes}>x</td><td>y</td></tr>"));
    vec![
        kind("colspan-2-31.html", Safe, "a cell that spans two thousand million columns", spanning("colspan=2147483648")),
        kind("rowspan-2-31.html", Safe, "a cell that spans two thousand million rows", spanning("rowspan=2147483648")),
        kind("both-spans.html", Safe, "a cell that spans the world", spanning("colspan=2147483648 rowspan=2147483648")),
        kind("span-negative.html", Safe, "a cell that spans -1 columns", spanning("colspan=-1 rowspan=-1")),
        kind("span-0.html", Safe, "a cell that spans no rows, which means all", spanning("colspan=0 rowspan=0")),
        kind("span-word.html", Safe, "a cell that spans many columns", spanning("colspan=banyak rowspan='1e9'")),
        kind("spans-many.html", Safe, "two thousand cells that span a thousand rows and columns each", after_rows(&"<tr><td colspan=1000 rowspan=65534>x</td></tr>".repeat(2000))),
        kind("cells-20-000.html", Safe, "a row of twenty thousand figures", after_rows(&format!("<tr>{}</tr>", "<td>7</td>".repeat(20_000)))),
        kind("rows-50-000.html", Safe, "fifty thousand empty rows", after_rows(&"<tr>".repeat(50_000))),
        kind("no-table.html", Told, "a page without a table", "<html><body><p>502 Bad Gateway</p></body></html>"),
        kind("frames.html", Told, "a page of frames, its sheets in other files", "<html><frameset rows=\"*,39\"><frame src=\"rekap_files/sheet001.htm\"><frame src=\"rekap_files/tabstrip.htm\"></frameset></html>"),
        kind("table-empty.html", Told, "a table without cells", "<html><body><table></table></body></html>"),
        kind("cells-without-rows.html", Safe, "a second table of cells outside rows", swap(&html(), "</body>", "<table><td>1<td>2<table><td>3</table></table></body>")),
    ]
}

#[rustfmt::skip]
fn depths() -> Vec<Nasty> {
    vec![
        kind("tables-nested.html", Safe, "twenty thousand tables inside each other", after_rows(&"<tr><td><table>".repeat(20_000))),
        kind("tags-nested.html", Safe, "a hundred thousand tags inside each other", after_rows(&format!("<tr><td>{}x</td></tr>", "<div>".repeat(100_000)))),
        kind("fonts-nested.html", Safe, "ten thousand formats, each opened again in every paragraph", after_rows(&format!("<tr><td>{}{}</td></tr>", (0..3000).map(|n| format!("<font size={n}>")).collect::<String>(), "<p>a".repeat(300)))),
        kind("formats-crossed.html", Safe, "formats that close each other", after_rows(&format!("<tr><td>{}</td></tr>", "<b><i><a></b></i>".repeat(3000)))),
        kind("selects-nested.html", Safe, "forms, templates and pictures inside each other", after_rows(&"<tr><td><select><template><svg><math><foreignObject><form>".repeat(2000))),
        kind("nothing-closed.html", Safe, "nothing is ever closed", html().replace("</td>", "").replace("</tr>", "").replace("</table>", "").replace("</body></html>", "")),
        kind("attribute-4-mb.html", Safe, "an attribute of four megabytes", after_rows(&format!("<tr title=\"{}\"><td></td></tr>", "a".repeat(4 << 20)))),
        kind("attributes-20-000.html", Safe, "an element of twenty thousand attributes", after_rows(&format!("<tr {}><td></td></tr>", (0..20_000).map(|n| format!("a{n} ")).collect::<String>()))),
        kind("text-4-mb.html", Told, "a cell of four megabytes", after_rows(&format!("<tr><td>{}</td></tr>", "a".repeat(4 << 20)))),
        kind("comment-open.html", Any, "a comment that never ends: a page has no end that could be missing", swap(&html(), "<tr><td>2</td>", "<!-- <tr><td>2</td>")),
    ]
}

#[rustfmt::skip]
fn texts() -> Vec<Nasty> {
    let good = html();
    let encoded = |text: &str| utf_16(text, true, true);
    vec![
        kind("scripts.html", Clean, "scripts and styles with tables in them", swap(&good, "<body>", "<body><script>document.write('<table><tr><td>9</td></tr></table>')</script><style>td{}</style>")),
        kind("nul.html", Safe, "a NUL inside a figure", swap(&good, "1250000", "125\u{0}0000")),
        kind("charset-absurd.html", Safe, "an encoding that does not exist", swap(&good, "utf-8", "klingon")),
        kind("charset-utf-16-lie.html", Safe, "a page that calls itself UTF-16 and is not", swap(&good, "utf-8", "utf-16")),
        kind("utf-16.html", Safe, "a page in UTF-16", encoded(&good)),
        kind("utf-7.html", Safe, "a page that calls itself UTF-7", swap(&good, "utf-8", "utf-7")),
        kind("entities.html", Safe, "references to letters that do not exist", after_rows("<tr><td>&#0;&#x110000;&#xD800;&foo;&#99999999999999;&nbsp</td></tr>")),
        kind("doctype.html", Clean, "a declaration with entities, which pages do not have", format!("<!DOCTYPE html>\n{good}")),
        kind("xml-declared.html", Safe, "a page that begins as XML", format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"http://127.0.0.1:9/a.dtd\">\n{good}")),
        kind("as-xls.xls", Clean, "a page under the name of a workbook", good.clone()),
        kind("as-xlsx.xlsx", Clean, "a page under the name of a newer workbook", good.clone()),
        kind("error-as-xlsx.xlsx", Told, "a server's message under the name of a workbook", "<!DOCTYPE html><html><head><title>403</title></head><body><h1>Forbidden</h1></body></html>"),
        kind("noise-after-tag.html", Told, "a tag before noise", [b"<html>".to_vec(), noise(20_000)].concat()),
        kind("only-tag.html", Told, "half a tag", "<"),
    ]
}
