//! What a file is, by its first bytes. The name decides only what bytes cannot: whether text is CSV.

use crate::model::document::FileFormat;

const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

pub(super) fn detect(head: &[u8], path: &str) -> FileFormat {
    if head.is_empty() {
        return FileFormat::Empty;
    }
    if head.starts_with(ZIP) {
        return zip_kind(head);
    }
    if head.starts_with(OLE) {
        return FileFormat::Ole;
    }
    if head.starts_with(b"%PDF-") {
        return FileFormat::Pdf;
    }
    let text = String::from_utf8_lossy(head.get(..1024).unwrap_or(head));
    let start = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_ascii_lowercase();
    if start.starts_with('<') || start.starts_with("mime-version:") {
        return FileFormat::Markup;
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
