//! The same small table as a good workbook of every format. Its total is wrong by two swapped
//! digits, so that an audit that reads it right has exactly one thing to say of its figures.

use std::fs;

use super::package::Package;
use super::xlsb::xlsb;
use super::{Expect, Nasty, kind};
use crate::support::project;

/// The cells as they are read, row by row; an empty text is no cell.
pub(super) const TABLE: [[&str; 3]; 5] = [
    ["No", "Uraian", "Jumlah (Rp)"],
    ["1", "Belanja Pegawai", "1250000"],
    ["2", "Belanja Barang dan Jasa", "730500.25"],
    ["3", "Belanja Modal", "19500"],
    ["", "Jumlah", "2000000.52"],
];
/// What the audit says of the table: code, cell, stated, computed.
pub(super) const FAULT: [&str; 4] = ["A102", "C5", "2000000.52", "2000000.25"];

pub(super) const SHEET: &str = "xl/worksheets/sheet1.xml";
pub(super) const STRINGS: &str = "xl/sharedStrings.xml";
pub(super) const WORKBOOK: &str = "xl/workbook.xml";
pub(super) const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
pub(super) const TYPES: &str = "[Content_Types].xml";

/// Rows of the table as `make` writes each, which gets the row's number from 0 and its cells as
/// (column from 0, text).
pub(super) fn rows(make: impl Fn(usize, &[(usize, &str)]) -> String) -> String {
    let row = |(idx, row): (usize, &[&'static str; 3])| {
        let cells: Vec<(usize, &str)> = row.iter().copied().enumerate().collect();
        let filled: Vec<_> = cells
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .collect();
        make(idx, &filled)
    };
    TABLE.iter().enumerate().map(row).collect()
}

/// Whether the text is a figure of the table.
pub(super) fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok()
}

const LETTERS: [&str; 3] = ["A", "B", "C"];

/// The good workbook as xlsx: its words shared, its parts stored.
pub(super) fn xlsx() -> Package {
    let words: Vec<&str> = TABLE
        .iter()
        .flatten()
        .copied()
        .filter(|text| !text.is_empty() && !is_number(text))
        .collect();
    let index = |text: &str| words.iter().position(|word| *word == text);
    let sheet_rows = rows(|idx, cells| {
        let cell = |(col, text): &(usize, &str)| {
            let at = format!("{}{}", LETTERS[*col], idx + 1);
            match index(text) {
                Some(word) => format!("<c r=\"{at}\" t=\"s\"><v>{word}</v></c>"),
                None => format!("<c r=\"{at}\"><v>{text}</v></c>"),
            }
        };
        let cells: String = cells.iter().map(cell).collect();
        format!("<row r=\"{}\">{cells}</row>", idx + 1)
    });
    let strings: String = words
        .iter()
        .map(|word| format!("<si><t>{word}</t></si>"))
        .collect();
    let sheet = format!(
        "{XML}<worksheet xmlns=\"{MAIN}\"><dimension ref=\"A1:C5\"/><sheetData>{sheet_rows}</sheetData></worksheet>"
    );
    let strings = format!(
        "{XML}<sst xmlns=\"{MAIN}\" count=\"{0}\" uniqueCount=\"{0}\">{strings}</sst>",
        words.len()
    );
    Package::of(&[
        (TYPES, XLSX_TYPES.into()),
        ("_rels/.rels", XLSX_ROOT.into()),
        (WORKBOOK, XLSX_WORKBOOK.into()),
        (RELATIONS, XLSX_RELATIONS.into()),
        ("xl/styles.xml", XLSX_STYLES.into()),
        (STRINGS, strings.into()),
        (SHEET, sheet.into()),
    ])
}

pub(super) const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const XLSX_TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>"#;
const XLSX_ROOT: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const XLSX_WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Rekap" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const XLSX_RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const XLSX_STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>"#;

/// The good workbook as an `OpenDocument` spreadsheet.
pub(super) fn ods() -> Package {
    let table_rows = rows(|_, cells| {
        let mut at = 0;
        let mut out = String::new();
        for (col, text) in cells {
            out.push_str(&"<table:table-cell/>".repeat(col - at));
            at = col + 1;
            if is_number(text) {
                out.push_str(&format!("<table:table-cell office:value-type=\"float\" office:value=\"{text}\"><text:p>{text}</text:p></table:table-cell>"));
            } else {
                out.push_str(&format!("<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"));
            }
        }
        format!("<table:table-row>{out}</table:table-row>")
    });
    let content = format!(
        "{XML}<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" office:version=\"1.3\"><office:automatic-styles/><office:body><office:spreadsheet><table:table table:name=\"Rekap\">{table_rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    Package::of(&[
        ("mimetype", ODS_TYPE.into()),
        ("content.xml", content.into()),
        ("META-INF/manifest.xml", ODS_MANIFEST.into()),
    ])
}

const ODS_TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
const ODS_MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"#;

/// The good workbook as Excel 97 to 2003 writes it, made by an office program.
pub(super) fn xls() -> Vec<u8> {
    fs::read(project("tests/fixtures/nasty/rekap.xls")).expect("the fixture")
}

/// The good workbook as the XML of Excel 2003.
pub(super) fn spreadsheet_xml() -> String {
    let table_rows = rows(|_, cells| {
        let cell = |(col, text): &(usize, &str)| {
            let kind = if is_number(text) { "Number" } else { "String" };
            format!(
                "<Cell ss:Index=\"{}\"><Data ss:Type=\"{kind}\">{text}</Data></Cell>",
                col + 1
            )
        };
        format!("<Row>{}</Row>", cells.iter().map(cell).collect::<String>())
    });
    format!(
        "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"Rekap\"><Table>{table_rows}</Table></Worksheet></Workbook>"
    )
}

/// The good workbook as a page.
pub(super) fn html() -> String {
    let table_rows = rows(|_, cells| {
        let mut texts = [""; 3];
        for (col, text) in cells {
            texts[*col] = text;
        }
        format!("<tr><td>{}</td></tr>\n", texts.join("</td><td>"))
    });
    format!(
        "<html><head><meta charset=\"utf-8\"></head><body><table>\n{table_rows}</table></body></html>\n"
    )
}

/// The good workbook as a page in a MIME file.
pub(super) fn mhtml() -> String {
    format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"batas\"\r\n\r\n--batas\r\nContent-Location: file:///C:/rekap.htm\r\nContent-Transfer-Encoding: 8bit\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n{}\r\n--batas--\r\n",
        html().replace('\n', "\r\n")
    )
}

/// The good workbook as text.
pub(super) fn csv() -> String {
    TABLE
        .iter()
        .map(|row| format!("{}\n", row.join(";")))
        .collect()
}

/// The parts of a package, deflated.
pub(super) fn deflated(package: &Package) -> Vec<u8> {
    use std::io::Write;

    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for entry in &package.0 {
        let name = String::from_utf8(entry.name.clone()).expect("a plain name");
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated);
        writer.start_file(name, options).expect("a part");
        writer.write_all(&entry.packed).expect("bytes");
    }
    writer.finish().expect("a package").into_inner()
}

/// One good workbook of every format by its ending.
pub(super) fn formats() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("xlsx", deflated(&xlsx())),
        ("xlsb", deflated(&xlsb())),
        ("xls", xls()),
        ("ods", deflated(&ods())),
        ("xml", spreadsheet_xml().into()),
        ("html", html().into()),
        ("mht", mhtml().into()),
        ("csv", csv().into()),
    ]
}

/// The good workbooks, packed and plain.
pub(super) fn good() -> Vec<Nasty> {
    let mut good: Vec<Nasty> = formats()
        .into_iter()
        .map(|(ending, bytes)| {
            let name = format!("rekap.{ending}");
            kind(name, Expect::Clean, "a good workbook", bytes)
        })
        .collect();
    for (ending, package) in [("xlsx", xlsx()), ("xlsb", xlsb()), ("ods", ods())] {
        good.push(kind(
            format!("stored.{ending}"),
            Expect::Clean,
            "a good workbook whose parts are not packed",
            package.zip(),
        ));
    }
    good
}
