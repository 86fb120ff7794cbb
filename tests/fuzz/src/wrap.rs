//! Puts a fuzzer's bytes where a reader looks: into the parts of a package or a container that is
//! whole otherwise. Raw bytes alone would fail at the first checksum and try nothing.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A part of a package: its name, and what it holds where the fuzzer gives nothing.
pub type Part = (&'static str, &'static [u8]);

/// A package of these parts. The bytes are split at their NULs, which no XML has: the first piece
/// becomes the first part, and so on; an empty or missing piece leaves the part as it is.
pub fn xml_package(parts: &[Part], bytes: &[u8]) -> Vec<u8> {
    let mut pieces = bytes.split(|&b| b == 0);
    let filled: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|&(name, default)| match pieces.next() {
            Some(piece) if !piece.is_empty() => (name, piece),
            _ => (name, default),
        })
        .collect();
    package(&filled)
}

/// A package of these parts, one of which the first byte chooses; the others stay as they are.
pub fn binary_package(parts: &[(&str, Vec<u8>)], bytes: &[u8]) -> Vec<u8> {
    let (&chosen, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let chosen = usize::from(chosen) % parts.len().max(1);
    let filled: Vec<(&str, &[u8])> = parts
        .iter()
        .enumerate()
        .map(|(idx, (name, default))| (*name, if idx == chosen { rest } else { default }))
        .collect();
    package(&filled)
}

/// The parts of a binary workbook with one sheet, one text and one date ([MS-XLSB] 2.1.7).
pub fn binary_workbook() -> Vec<(&'static str, Vec<u8>)> {
    let sheet = [
        record(129, &[]),
        record(145, &[]),
        record(0, &[0; 17]),
        record(7, &[0; 12]),
        record(
            5,
            &[[1, 0, 0, 0, 1, 0, 0, 0], 45_292_f64.to_le_bytes()].concat(),
        ),
        record(146, &[]),
        record(130, &[]),
    ];
    let texts = [
        record(159, &[1, 0, 0, 0, 1, 0, 0, 0]),
        record(19, &[vec![0], wide("Pagu")].concat()),
        record(160, &[]),
    ];
    let format = [vec![164, 0], wide("dd/mm/yyyy")].concat();
    let styles = [
        record(278, &[]),
        record(615, &[1, 0, 0, 0]),
        record(44, &format),
        record(616, &[]),
        record(617, &[2, 0, 0, 0]),
        record(47, &[0; 16]),
        record(47, &[[0, 0, 164, 0], [0; 4], [0; 4], [1, 0, 0, 0]].concat()),
        record(618, &[]),
        record(279, &[]),
    ];
    let bundle = [vec![0, 0, 0, 0, 1, 0, 0, 0], wide("rId1"), wide("Data")].concat();
    let workbook = [
        record(131, &[]),
        record(143, &[]),
        record(156, &bundle),
        record(144, &[]),
        record(132, &[]),
    ];
    vec![
        ("xl/worksheets/sheet1.bin", sheet.concat()),
        ("xl/sharedStrings.bin", texts.concat()),
        ("xl/styles.bin", styles.concat()),
        ("xl/workbook.bin", workbook.concat()),
        ("xl/_rels/workbook.bin.rels", RELATIONS.to_vec()),
        (
            "[Content_Types].xml",
            b"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"
                .to_vec(),
        ),
    ]
}

const RELATIONS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.bin"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.bin"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.bin"/></Relationships>"#;

/// A record: its number and length in seven bits a byte, then its bytes ([MS-XLSB] 2.1.4).
pub fn record(number: u16, bytes: &[u8]) -> Vec<u8> {
    let [low, high] = [number & 0x7F, number >> 7].map(|part| part.to_le_bytes()[0]);
    let mut out = if high == 0 {
        vec![low]
    } else {
        vec![low | 0x80, high]
    };
    let mut left = bytes.len();
    loop {
        let part = left.to_le_bytes()[0] & 0x7F;
        left >>= 7;
        out.push(if left == 0 { part } else { part | 0x80 });
        if left == 0 {
            break;
        }
    }
    out.extend_from_slice(bytes);
    out
}

/// A text as its length and its UTF-16 letters.
fn wide(text: &str) -> Vec<u8> {
    let letters: Vec<u16> = text.encode_utf16().collect();
    let length = u32::try_from(letters.len()).unwrap_or(0).to_le_bytes();
    let letters = letters.into_iter().flat_map(u16::to_le_bytes);
    length.into_iter().chain(letters).collect()
}

/// Stored parts with the right checksums.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, stored).expect("a part");
        zip.write_all(bytes).expect("a part");
    }
    zip.finish().expect("a package").into_inner()
}

/// A compound file with one stream.
pub fn container(stream: &str, bytes: &[u8]) -> Vec<u8> {
    let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a container");
    let mut out = container.create_stream(stream).expect("a stream");
    out.write_all(bytes).expect("a stream");
    drop(out);
    container.flush().expect("a container");
    container.into_inner().into_inner()
}

/// The parts of a small whole Office Open XML workbook, the sheet first.
pub const WORKBOOK: &[Part] = &[
    ("xl/worksheets/sheet1.xml", br#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45292</v></c></row></sheetData></worksheet>"#),
    ("xl/sharedStrings.xml", br#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>Pagu</t></si><si><r><t>Rea</t></r><r><t>lisasi</t></r></si></sst>"#),
    ("xl/styles.xml", br#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><fonts><font/><font><b/></font></fonts><cellXfs><xf/><xf numFmtId="164" fontId="1" applyNumberFormat="1"/></cellXfs></styleSheet>"#),
    ("xl/workbook.xml", br#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
    ("xl/_rels/workbook.xml.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#),
    ("xl/comments1.xml", br#"<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><commentList><comment ref="A1"><text><t>cek</t></text></comment></commentList></comments>"#),
    ("xl/worksheets/_rels/sheet1.xml.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="../comments1.xml"/></Relationships>"#),
    ("_rels/.rels", br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
    ("[Content_Types].xml", br#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#),
];
