//! What a file is, by its first bytes. The name decides only what bytes cannot: whether plain text
//! is a table. What is inside a package or container is known only once it is opened.

use super::document::FileFormat;

const ZIP: &[u8] = b"PK\x03\x04";
const EMPTY_ZIP: &[u8] = b"PK\x05\x06";
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const PICTURES: [&[u8]; 6] = [
    b"\x89PNG",
    b"\xFF\xD8\xFF",
    b"GIF8",
    b"BM",
    b"II*\0",
    b"MM\0*",
];

/// What the first bytes say. A zip package counts as xlsx and an OLE container as xls where the
/// bytes at hand do not tell more.
pub fn first_look(head: &[u8], path: &str) -> FileFormat {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    if name.starts_with("~$") {
        return FileFormat::Lock;
    }
    if head.is_empty() {
        return FileFormat::Empty;
    }
    if head.starts_with(ZIP) || head.starts_with(EMPTY_ZIP) {
        return zip_kind(head);
    }
    if head.starts_with(OLE) {
        return FileFormat::Xls;
    }
    if head.starts_with(b"%PDF-") {
        return FileFormat::Pdf;
    }
    if PICTURES.iter().any(|magic| head.starts_with(magic)) {
        return FileFormat::Picture;
    }
    let text = String::from_utf8_lossy(head.get(..1024).unwrap_or(head));
    let start = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_ascii_lowercase();
    if start.starts_with("mime-version:") {
        return FileFormat::Mhtml;
    }
    if start.starts_with('<') {
        return if start.contains("urn:schemas-microsoft-com:office:spreadsheet") {
            FileFormat::SpreadsheetXml
        } else {
            FileFormat::Html
        };
    }
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let named_text = ["csv", "tsv", "txt"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known));
    if named_text && !head.contains(&0) {
        FileFormat::Csv
    } else {
        FileFormat::Unknown
    }
}

/// Tells the zip-based formats apart by the names near the start; xlsx where nothing says otherwise.
fn zip_kind(head: &[u8]) -> FileFormat {
    let has = |needle: &[u8]| head.windows(needle.len()).any(|window| window == needle);
    if has(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet") {
        FileFormat::Ods
    } else if has(b"xl/workbook.bin") {
        FileFormat::Xlsb
    } else {
        FileFormat::Xlsx
    }
}
