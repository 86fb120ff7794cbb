//! What a file is, by its first bytes. The name decides only what bytes cannot: whether plain text
//! is a table. What is inside a package or container is known only once it is opened.

use super::document::FileFormat;

/// Bytes that are looked at, however many are at hand.
const HEAD_BYTES: usize = 8 * 1024;
/// Lines of a text that are looked at for columns.
const HEAD_LINES: usize = 30;

const ZIPS: [&[u8]; 3] = [b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08PK\x03\x04"];
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const PICTURES: [&[u8]; 5] = [
    b"\x89PNG\r\n\x1A\n",
    b"\xFF\xD8\xFF",
    b"GIF8",
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
    let head = head.get(..HEAD_BYTES).unwrap_or(head);
    if ZIPS.iter().any(|magic| head.starts_with(magic)) {
        return zip_kind(head);
    }
    if head.starts_with(OLE) || is_bare_biff(head) {
        return FileFormat::Xls;
    }
    if is_picture(head) {
        return FileFormat::Picture;
    }
    if head.starts_with(b"{\\rtf") {
        return FileFormat::OtherOffice;
    }
    // SYLK, an older exchange format, is full of semicolons and no table of them.
    if head.starts_with(b"ID;P") {
        return FileFormat::Unknown;
    }
    let is_pdf = |text: &[u8]| text.windows(5).any(|window| window == b"%PDF-");
    let is_named_text = is_named_text(name);
    let Some(text) = text_of(head) else {
        // Readers of PDF accept junk before its mark.
        return if is_pdf(head.get(..1024).unwrap_or(head)) {
            FileFormat::Pdf
        } else if is_named_text && is_nearly_text(head) {
            FileFormat::Csv
        } else {
            FileFormat::Unknown
        };
    };
    if text.trim_start().starts_with("%PDF-") {
        return FileFormat::Pdf;
    }
    if let Some(format) = markup(&text) {
        return format;
    }
    let is_other = text.trim_start().starts_with(['{', '[']) && !is_named_text;
    if !is_other && (is_named_text || has_columns(&text)) {
        FileFormat::Csv
    } else {
        FileFormat::Unknown
    }
}

fn is_named_text(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["csv", "tsv", "tab", "txt", "prn"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

/// Bytes of a package that are searched for names; the rest may be megabytes, and the package is
/// asked itself when it is opened.
const ZIP_START: usize = 8192;

/// Tells the zip-based formats apart by the names near the start; xlsx where nothing says otherwise.
fn zip_kind(head: &[u8]) -> FileFormat {
    let head = head.get(..ZIP_START).unwrap_or(head);
    let has = |needle: &[u8]| head.windows(needle.len()).any(|window| window == needle);
    if has(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet") {
        FileFormat::Ods
    } else if has(b"xl/workbook.bin") {
        FileFormat::Xlsb
    } else {
        FileFormat::Xlsx
    }
}

/// A workbook stream without its container, as Excel 2 to 4 and some programs write it: it begins
/// with a record that says so and has one of few lengths ([MS-XLS] 2.4.21 and its forerunners).
fn is_bare_biff(head: &[u8]) -> bool {
    matches!(
        head,
        [0x09, 0x08, 8 | 16, 0, ..] | [0x09, 0x04 | 0x02, 4..=8, 0, ..] | [0x09, 0x00, 4, 0, ..]
    )
}

fn is_picture(head: &[u8]) -> bool {
    let at =
        |from: usize, bytes: &[u8]| head.get(from..).is_some_and(|rest| rest.starts_with(bytes));
    PICTURES.iter().any(|magic| head.starts_with(magic))
        // A bitmap has four zeros behind its size; a text may begin with the same letters.
        || (head.starts_with(b"BM") && at(6, &[0; 4]))
        || (head.starts_with(b"RIFF") && at(8, b"WEBP"))
        || at(4, b"ftypheic")
        || at(4, b"ftypmif1")
}

/// The text that bytes stand for, as far as the first bytes tell; `None` where they are no text.
/// Only for a look: letters beyond ASCII may come out wrong.
pub fn text_of(head: &[u8]) -> Option<String> {
    let utf16 = |bytes: &[u8], to_unit: fn([u8; 2]) -> u16| {
        let units = bytes
            .chunks_exact(2)
            .filter_map(|pair| Some(to_unit([*pair.first()?, *pair.last()?])));
        let text: String = char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
        text
    };
    let zeros = |from: usize| {
        let every_second = head.iter().skip(from).step_by(2);
        every_second.filter(|byte| **byte == 0).count() * 8
    };
    let text = if let Some(rest) = head.strip_prefix(b"\xFF\xFE") {
        utf16(rest, u16::from_le_bytes)
    } else if let Some(rest) = head.strip_prefix(b"\xFE\xFF") {
        utf16(rest, u16::from_be_bytes)
    } else if head.len() >= 4 && zeros(1) > head.len() * 3 && zeros(0) == 0 {
        utf16(head, u16::from_le_bytes)
    } else if head.len() >= 4 && zeros(0) > head.len() * 3 && zeros(1) == 0 {
        utf16(head, u16::from_be_bytes)
    } else {
        let bytes = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
        String::from_utf8_lossy(bytes).into_owned()
    };
    let is_text = !text.chars().any(is_no_text);
    is_text.then_some(text)
}

/// Control characters that no text has, but Ctrl-Z, by which old programs end one.
fn is_no_text(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\t' | '\r' | '\n' | '\x0C' | '\x1A')
}

/// Whether bytes are text but for a few; a table that lost some bytes is still read.
fn is_nearly_text(head: &[u8]) -> bool {
    let n_bad = head.iter().filter(|byte| is_no_text(char::from(**byte)));
    n_bad.count() * 50 <= head.len()
}

/// What a text with tags or MIME headers is; `None` for other text.
fn markup(text: &str) -> Option<FileFormat> {
    let start = text.trim_start().to_ascii_lowercase();
    let is_header = start
        .lines()
        .next()
        .and_then(|line| line.split_once(':'))
        .is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        });
    if start.starts_with("mime-version:")
        || (is_header && start.contains("\nmime-version:") && start.contains("content-type:"))
    {
        return Some(FileFormat::Mhtml);
    }
    let has_page = ["<!doctype html", "<html", "<table"]
        .iter()
        .any(|tag| start.contains(tag));
    if !start.starts_with('<') {
        // A program's warnings may stand before its page.
        return has_page.then_some(FileFormat::Html);
    }
    let is_spreadsheet = start.contains("urn:schemas-microsoft-com:office:spreadsheet")
        && (start.contains("<workbook") || start.contains(":workbook"));
    let is_xml = start.starts_with("<?xml");
    Some(if is_spreadsheet && !start.contains("<html") {
        FileFormat::SpreadsheetXml
    } else if has_page || !is_xml {
        FileFormat::Html
    } else {
        FileFormat::Unknown
    })
}

/// Whether a text is a table whatever its name: most of its lines have the same number of one
/// separator outside quotes.
fn has_columns(text: &str) -> bool {
    let whole = text.rfind(['\n', '\r']).unwrap_or(0);
    let lines: Vec<&str> = text
        .get(..whole)
        .unwrap_or_default()
        .split(['\n', '\r'])
        .filter(|line| !line.trim().is_empty())
        .take(HEAD_LINES)
        .collect();
    lines.len() >= 2
        && ['\t', ';', '|', ','].into_iter().any(|separator| {
            let mut counts: Vec<usize> = lines.iter().map(|line| count(line, separator)).collect();
            counts.sort_unstable();
            let most_alike = counts
                .chunk_by(|a, b| a == b)
                .filter(|group| group.first() != Some(&0))
                .map(<[usize]>::len)
                .max();
            most_alike.unwrap_or(0) * 5 >= lines.len() * 3
        })
}

fn count(line: &str, separator: char) -> usize {
    let mut is_quoted = false;
    let outside = |c: char| {
        is_quoted ^= c == '"';
        c == separator && !is_quoted
    };
    line.chars()
        .filter({
            let mut outside = outside;
            move |c| outside(*c)
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str) -> Vec<u8> {
        text.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }

    #[test]
    fn bytes_win_over_names() {
        let cases: [(&[u8], &str, FileFormat); 34] = [
            (b"", "a.xlsx", FileFormat::Empty),
            (b"PK\x03\x04....[Content_Types].xml", "a.xls", FileFormat::Xlsx),
            (
                b"PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
                "a.xlsx",
                FileFormat::Ods,
            ),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a.xlsx", FileFormat::Xls),
            (b"\x09\x08\x10\0\0\x06", "a.xls", FileFormat::Xls),
            (b"\x09\x04\x06\0\0\0\x10\0", "a.xls", FileFormat::Xls),
            (b"\x09\0\x04\0\x07\0\x10\0", "a", FileFormat::Xls),
            (b"%PDF-1.7", "a.xlsx", FileFormat::Pdf),
            (b"\0\x01junk%PDF-1.7\n", "a.xlsx", FileFormat::Pdf),
            (b"\x89PNG\r\n\x1A\n", "a.xlsx", FileFormat::Picture),
            (b"BM\x10\0\0\0\0\0\0\0", "a", FileFormat::Picture),
            (b"BM;Belanja Modal\n1;2\n", "a.csv", FileFormat::Csv),
            (b"{\\rtf1\\ansi", "a.xls", FileFormat::OtherOffice),
            (b"PK\x03\x04", "x/~$a.xlsx", FileFormat::Lock),
            (b"  <html><table>", "a.xls", FileFormat::Html),
            (b"\xEF\xBB\xBF\r\n<TABLE>", "a.xls", FileFormat::Html),
            (b"Warning: x in y.php\n<table><tr>", "a.xls", FileFormat::Html),
            (b"<?xml version='1.0'?><html>", "a.xls", FileFormat::Html),
            (b"<br/><b>Notice</b>", "a.xls", FileFormat::Html),
            (
                b"<html xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><table>",
                "a.xls",
                FileFormat::Html,
            ),
            (
                b"<?xml version='1.0'?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
                "a.xls",
                FileFormat::SpreadsheetXml,
            ),
            (b"<?xml version='1.0'?><gpx/>", "a.xls", FileFormat::Unknown),
            (b"MIME-Version: 1.0\r\n", "a.xls", FileFormat::Mhtml),
            (
                b"From: <Saved by X>\r\nSubject: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n",
                "a.xls",
                FileFormat::Mhtml,
            ),
            (b"No;Uraian\n1;a\n2;b\n", "a.xlsx", FileFormat::Csv),
            (b"Judul, dsb\nNo\tUraian\n1\ta\n2\tb\n3\tc\n", "a", FileFormat::Csv),
            (b"satu kolom\nsaja", "a.csv", FileFormat::Csv),
            (b"satu kolom\nsaja", "a.doc", FileFormat::Unknown),
            (b"{\"a\": 1,\n\"b\": 2,\n\"c\": 3}\n", "a.json", FileFormat::Unknown),
            (b"a;b\0c\n1;2;3;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18\n", "a.csv", FileFormat::Csv),
            (b"\x01\x02\x03\0\0\0", "a.csv", FileFormat::Unknown),
            (b"Rar!\x1A\x07\0", "a.xlsx", FileFormat::Unknown),
            (b"\xFF\xFE<\0h\0t\0m\0l\0>\0", "a.xls", FileFormat::Html),
            (b"Caf\xE9;1\nTh\xE9;2\n", "a.xls", FileFormat::Csv),
        ];
        for (head, path, format) in cases {
            let shown = String::from_utf8_lossy(head);
            assert_eq!(first_look(head, path), format, "{path} {shown}");
        }
    }

    #[test]
    fn utf16_is_text_with_a_mark_and_without() {
        let table = "No;Uraian\r\n1;Belanja\r\n2;Modal\r\n";
        let marked = format!("\u{feff}{table}");
        for text in [table, &marked] {
            let little = utf16(text);
            let big: Vec<u8> = little.chunks(2).flat_map(|p| [p[1], p[0]]).collect();
            assert_eq!(first_look(&little, "a.xls"), FileFormat::Csv);
            assert_eq!(first_look(&big, "a.xls"), FileFormat::Csv);
        }
        assert_eq!(first_look(&utf16("<table><tr>"), "a.xls"), FileFormat::Html);
    }
}
