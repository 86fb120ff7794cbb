//! Writes small first inputs for every target into `corpus/`: one from here for each format, and
//! the sheets of the samples.
//!
//! `cargo run --manifest-path tests/fuzz/Cargo.toml --example seeds`

use std::fs;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use selaras_fuzz::wrap;
use zip::ZipArchive;

/// Larger inputs slow the fuzzer down more than they teach it.
const MOST_BYTES: usize = 12_000;

fn main() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let write = |target: &str, name: &str, bytes: &[u8]| {
        let folder = home.join("corpus").join(target);
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join(name), bytes).expect("written");
    };
    for (target, name, text) in TEXTS {
        write(target, name, text.as_bytes());
        if matches!(*target, "csv" | "html" | "spreadsheet_xml") {
            write("any", &format!("{target}-{name}"), text.as_bytes());
        }
    }
    for (idx, (_, part)) in wrap::binary_workbook().into_iter().enumerate() {
        let chosen = u8::try_from(idx).expect("a few parts");
        write(
            "xlsb",
            &format!("part-{idx}"),
            &[vec![chosen], part].concat(),
        );
    }
    write("xls", "records", &records());
    write("any", "xls", &wrap::container("Workbook", &records()));
    for (number, path) in workbooks(&home.join("../../samples")).iter().enumerate() {
        let bytes = fs::read(path).expect("a sample");
        if bytes.len() <= 4 * MOST_BYTES {
            write("any", &format!("sample-{number}"), &bytes);
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a package");
        for name in [
            "xl/worksheets/sheet1.xml",
            "xl/sharedStrings.xml",
            "xl/styles.xml",
        ] {
            let Ok(mut part) = archive.by_name(name) else {
                continue;
            };
            let mut text = Vec::new();
            part.read_to_end(&mut text).expect("a part");
            if text.len() > MOST_BYTES {
                continue;
            }
            let before = match name {
                "xl/worksheets/sheet1.xml" => "",
                "xl/sharedStrings.xml" => "\0",
                _ => "\0\0",
            };
            let stem = name.rsplit('/').next().unwrap_or(name);
            write(
                "xlsx",
                &format!("sample-{number}-{stem}"),
                &[before.as_bytes(), &text].concat(),
            );
        }
    }
}

fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            paths.extend(workbooks(&path));
        } else if path
            .extension()
            .is_some_and(|extension| extension == "xlsx")
        {
            paths.push(path);
        }
    }
    paths.sort();
    paths
}

/// A stream of records with a sheet, a number, a label and a formula ([MS-XLS] 2.1.7.20).
fn records() -> Vec<u8> {
    let record = |number: u16, bytes: &[u8]| {
        let length = u16::try_from(bytes.len()).expect("a short record");
        [&number.to_le_bytes(), &length.to_le_bytes(), bytes].concat()
    };
    let start = |kind: u8| {
        record(
            0x0809,
            &[
                0, 6, kind, 0, 0xDB, 0x20, 0xCC, 0x07, 0, 0, 0, 0, 6, 0, 0, 0,
            ],
        )
    };
    let globals = |offset: u32| {
        let sheet = [&offset.to_le_bytes()[..], &[0, 0, 4, 0], b"Data"].concat();
        let texts = [&[1, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0][..], b"Pagu"].concat();
        [
            start(5),
            record(0x041E, &[&[164, 0, 10, 0, 0][..], b"dd/mm/yyyy"].concat()),
            record(0x00E0, &[0; 20]),
            record(0x00E0, &[&[0, 0, 164, 0][..], &[0; 16]].concat()),
            record(0x0085, &sheet),
            record(0x00FC, &texts),
            record(0x000A, &[]),
        ]
        .concat()
    };
    let offset = u32::try_from(globals(0).len()).expect("short");
    let at = |col: u8, style: u8| [0, 0, col, 0, style, 0];
    let formula = [
        &at(3, 0)[..],
        &2_f64.to_le_bytes(),
        &[0; 6],
        &[3, 0, 0x1E, 2, 0],
    ]
    .concat();
    [
        globals(offset),
        start(0x10),
        record(0x0203, &[&at(0, 1)[..], &45_292_f64.to_le_bytes()].concat()),
        record(0x00FD, &[&at(1, 0)[..], &[0, 0, 0, 0]].concat()),
        record(0x027E, &[&at(2, 0)[..], &[2, 0, 0xF0, 0x3F]].concat()),
        record(0x0006, &formula),
        record(0x0204, &[&at(4, 0)[..], &[2, 0, 0], b"ya"].concat()),
        record(0x00E5, &[1, 0, 0, 0, 0, 0, 0, 0, 1, 0]),
        record(0x000A, &[]),
    ]
    .concat()
}

/// First inputs that are text: target, name, bytes.
const TEXTS: &[(&str, &str, &str)] = &[
    (
        "csv",
        "semicolons",
        "Kode;Uraian;Pagu\n2.16.01;\"Gaji; dan\"\"tunjangan\";1.234.567,00\n\nJumlah;;(12)\n",
    ),
    ("csv", "tabs", "a\tb\r\n1,5\t-2\r\n"),
    (
        "html",
        "table",
        "html><table><tr><th rowspan=2 colspan=\"3\">Pagu</th><td style='mso-number-format:\"\\@\"'>1.234,00<br>x &amp; y</td></tr><tr hidden><td x:num=\"12.5\">12,5</table>",
    ),
    (
        "html",
        "mime",
        "Content-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<table><tr><td>a=3D1</td></tr></table>\r\n--b--\r\n",
    ),
    (
        "spreadsheet_xml",
        "sheet",
        "<ss:Styles><ss:Style ss:ID=\"s1\"><ss:NumberFormat ss:Format=\"Short Date\"/><ss:Font ss:Bold=\"1\"/></ss:Style></ss:Styles><Worksheet ss:Name=\"Data\"><Table><Row ss:Index=\"3\" ss:Hidden=\"1\"><Cell ss:StyleID=\"s1\" ss:MergeAcross=\"2\" ss:Formula=\"=RC[1]*2\"><Data ss:Type=\"Number\">2.5</Data><Comment><Data>cek</Data></Comment></Cell><Cell ss:Index=\"9\"><Data ss:Type=\"DateTime\">2024-01-31T00:00:00.000</Data></Cell><Cell><Data ss:Type=\"String\">a &#65; b</Data></Cell><Cell><Data ss:Type=\"Boolean\">1</Data></Cell><Cell><Data ss:Type=\"Error\">#REF!</Data></Cell></Row></Table></Worksheet>",
    ),
    (
        "ods",
        "cells",
        "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\"><office:automatic-styles><number:date-style style:name=\"N1\"><number:day/></number:date-style><style:style style:name=\"ce1\" style:family=\"table-cell\" style:data-style-name=\"N1\"/></office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"Data\"><table:table-row table:number-rows-repeated=\"3\" table:visibility=\"collapse\"><table:table-cell table:number-columns-repeated=\"2\" table:style-name=\"ce1\" table:formula=\"of:=[.B1]*2\" office:value-type=\"float\" office:value=\"2.5\"><text:p>2,5</text:p></table:table-cell><table:covered-table-cell/><table:table-cell office:value-type=\"date\" office:date-value=\"2024-01-31\" table:number-columns-spanned=\"2\"/><table:table-cell office:value-type=\"string\"><office:annotation><text:p>cek</text:p></office:annotation><text:p>a<text:s text:c=\"3\"/>b<text:span>c</text:span></text:p></table:table-cell><table:table-cell office:value-type=\"percentage\" office:value=\"0.5\"/><table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"/><table:table-cell office:value-type=\"time\" office:time-value=\"PT12H30M00S\"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>",
    ),
    (
        "xlsx",
        "sheet",
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension ref=\"A1:F9\"/><cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData><row r=\"2\" hidden=\"1\"><c r=\"A2\" t=\"s\"><v>1</v></c><c t=\"inlineStr\"><is><r><t xml:space=\"preserve\"> a_x0041_</t></r><rPh><t>b</t></rPh></is></c><c r=\"C2\" s=\"1\"><f t=\"shared\" ref=\"C2:C9\" si=\"0\">A2+$B$1</f><v>45292.5</v></c><c r=\"D2\" t=\"b\"><v>1</v></c><c r=\"E2\" t=\"e\"><v>#REF!</v></c><c r=\"F2\" t=\"str\"><f>A1&amp;\"x\"</f><v>1,5</v></c></row><row><c><f t=\"shared\" si=\"0\"/></c><c t=\"d\"><v>2024-01-31</v></c><c><v>1.5E3</v></c></row></sheetData><autoFilter ref=\"A2:F9\"/><mergeCells count=\"1\"><mergeCell ref=\"A2:B3\"/></mergeCells></worksheet>",
    ),
    ("number", "grouped", "Rp 1.234.567,00"),
    ("number", "percent", "129,73%%"),
    ("number", "minus", "(1,234.5) Orang / Bulan"),
    ("number", "mixed", "3.209,848,994"),
];
