//! What to say of files that are no workbooks: what each is, and what to do.

use super::fault::{Fault, Said};
use crate::model::document::FileFormat;
use crate::model::format::text_of;

/// What something is and what helps: in Bahasa Indonesia, in English, and the same of the advice.
type Row = [&'static str; 4];

fn refused([id, en, advice_id, advice_en]: Row) -> Fault {
    Fault::Refused {
        format: Said::new(id, en),
        advice: Said::new(advice_id, advice_en),
    }
}

/// Why a format is not read, and what helps.
pub(super) fn refusal(format: FileFormat) -> Fault {
    refused(match format {
        FileFormat::Encrypted => return Fault::Encrypted,
        FileFormat::Empty => EMPTY,
        FileFormat::Pdf => PDF,
        FileFormat::Picture => PICTURE,
        FileFormat::OtherOffice => OTHER_OFFICE,
        FileFormat::Lock => LOCK,
        FileFormat::Archive => ARCHIVE_WITHOUT_WORKBOOK,
        FileFormat::Xlsx
        | FileFormat::Xlsb
        | FileFormat::Xls
        | FileFormat::Ods
        | FileFormat::SpreadsheetXml
        | FileFormat::Html
        | FileFormat::Mhtml
        | FileFormat::Csv
        | FileFormat::Unknown => UNKNOWN,
    })
}

/// Why a file of no known format is not read: its bytes tell some that people mistake for
/// workbooks.
pub(super) fn unknown(bytes: &[u8]) -> Fault {
    let found = MAGICS
        .iter()
        .find(|(at, magic, _)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(magic)));
    if let Some((_, _, row)) = found {
        return refused(*row);
    }
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    let Some(text) = text_of(head) else {
        return refused(UNKNOWN);
    };
    let text = text.trim_start().to_ascii_lowercase();
    let is_link = text.contains("docs.google.com")
        || text.contains("drive.google.com")
        || text.starts_with("[internetshortcut]");
    refused(if is_link && text.len() < HEAD_BYTES {
        LINK
    } else if text.starts_with(['{', '[']) {
        ANSWER
    } else if text.starts_with('<') {
        OTHER_XML
    } else {
        PLAIN_TEXT
    })
}

/// Whether bytes are an archive of another kind than zip.
pub(super) fn is_archive(bytes: &[u8]) -> bool {
    unknown(bytes) == refused(OTHER_ARCHIVE)
}

/// A page whose frames show other files.
pub(super) fn page_of_frames() -> Fault {
    refused([
        "halaman HTML yang hanya menampilkan berkas lain (sheet001.htm dan seterusnya)",
        "an HTML page that only shows other files (sheet001.htm and so on)",
        "berkas ini tidak memuat data; buka di Excel lalu simpan sebagai .xlsx",
        "this file holds no data; open it in Excel and save it as .xlsx",
    ])
}

/// A page on which there is nothing to read.
pub(super) fn page_without_table() -> Fault {
    refused([
        "halaman HTML tanpa tabel",
        "an HTML page without a table",
        "mungkin halaman galat atau halaman masuk yang tersimpan sebagai buku kerja; unduh ulang dari aplikasinya",
        "it may be an error or login page saved as a workbook; download it again from its system",
    ])
}

/// A page that asks who one is.
pub(super) fn login_page() -> Fault {
    refused([
        "halaman masuk (login) yang tersimpan sebagai buku kerja",
        "a login page saved as a workbook",
        "masuk dahulu ke aplikasinya, lalu unduh ulang",
        "log in to its system first, then download it again",
    ])
}

/// A workbook of Apple's Numbers.
pub(super) fn numbers() -> Fault {
    refused([
        "buku kerja Apple Numbers",
        "an Apple Numbers workbook",
        "di Numbers pilih File > Export To > Excel, lalu kirim berkas .xlsx-nya",
        "in Numbers choose File > Export To > Excel, and send the .xlsx",
    ])
}

/// An archive inside an archive.
pub(super) fn nested_archive() -> Fault {
    Fault::damaged(
        "arsip di dalam arsip tidak dibuka; keluarkan isinya, lalu kirim buku kerjanya langsung",
        "an archive inside an archive is not opened; unpack it and send its workbooks themselves",
    )
}

/// Bytes of a file that are looked at.
const HEAD_BYTES: usize = 4 * 1024;

const EMPTY: Row = [
    "berkas kosong (0 byte)",
    "an empty file (0 bytes)",
    "berkas tidak berisi apa pun; minta dikirim ulang",
    "the file holds nothing; ask for it again",
];
const PDF: Row = [
    "PDF",
    "PDF",
    "minta buku kerja aslinya (.xlsx)",
    "ask for the workbook it was made from (.xlsx)",
];
const PICTURE: Row = [
    "gambar",
    "a picture",
    "angka dalam gambar tidak dapat diperiksa; minta buku kerja aslinya",
    "figures in a picture cannot be audited; ask for the workbook",
];
const OTHER_OFFICE: Row = [
    "dokumen atau presentasi",
    "a document or presentation",
    "minta tabelnya sebagai buku kerja (.xlsx)",
    "ask for its tables as a workbook (.xlsx)",
];
const LOCK: Row = [
    "berkas kunci Office (buku kerja sedang dibuka orang)",
    "an Office lock file (somebody has the workbook open)",
    "abaikan; berkas ini hilang bila buku kerjanya ditutup",
    "ignore it; it goes away when the workbook is closed",
];
const ARCHIVE_WITHOUT_WORKBOOK: Row = [
    "arsip ZIP tanpa buku kerja di dalamnya",
    "a zip archive without a workbook in it",
    "periksa isi arsip, lalu kirim buku kerjanya",
    "look into the archive, and send the workbooks",
];
const OTHER_ARCHIVE: Row = [
    "arsip RAR, 7z, atau sejenisnya",
    "a RAR, 7z or similar archive",
    "keluarkan isinya, atau kirim sebagai ZIP",
    "unpack it, or send it as a zip archive",
];
const DATABASE: Row = [
    "basis data (Access atau SQLite)",
    "a database (Access or SQLite)",
    "ekspor tabelnya ke buku kerja (.xlsx) atau CSV",
    "export its tables to a workbook (.xlsx) or CSV",
];
const PROGRAM: Row = [
    "program atau skrip",
    "a program or script",
    "jangan dijalankan; minta buku kerjanya dan laporkan asal berkas ini",
    "do not run it; ask for the workbook, and tell where this file came from",
];
const LINK: Row = [
    "tautan ke dokumen lain (misalnya Google Spreadsheet), tanpa data di dalamnya",
    "a link to another document (a Google spreadsheet, for example) without any data",
    "buka tautannya, unduh sebagai .xlsx, lalu kirim berkas itu",
    "open the link, download it as .xlsx, and send that file",
];
const OTHER_XML: Row = [
    "XML dari program lain",
    "XML of another program",
    "buka dengan program pembuatnya, lalu simpan sebagai .xlsx",
    "open it with the program that made it, and save it as .xlsx",
];
const ANSWER: Row = [
    "data JSON, mungkin jawaban galat dari aplikasinya",
    "JSON data, perhaps an error told by its system",
    "unduh ulang dari aplikasinya sebagai .xlsx; isi berkas ini menyebut galatnya bila itu jawaban galat",
    "download it again from its system as .xlsx; where it is an error, the file says which",
];
const PLAIN_TEXT: Row = [
    "teks biasa tanpa kolom",
    "plain text without columns",
    "bila ini tabel, simpan sebagai CSV dengan pemisah titik koma dan akhiran .csv",
    "if it is a table, save it as CSV with semicolons, named .csv",
];
const UNKNOWN: Row = [
    "data dengan format yang tidak dikenal",
    "data of an unknown format",
    "periksa apakah berkas ini benar buku kerja atau CSV",
    "check whether this file is a workbook or CSV at all",
];

/// Formats that are no workbooks, by their bytes at a place.
const MAGICS: [(usize, &[u8], Row); 13] = [
    (0, b"Rar!\x1A\x07", OTHER_ARCHIVE),
    (0, b"7z\xBC\xAF\x27\x1C", OTHER_ARCHIVE),
    (0, b"\x1F\x8B", OTHER_ARCHIVE),
    (0, b"BZh", OTHER_ARCHIVE),
    (0, b"\xFD7zXZ\0", OTHER_ARCHIVE),
    (0, b"\x28\xB5\x2F\xFD", OTHER_ARCHIVE),
    (257, b"ustar", OTHER_ARCHIVE),
    (0, b"SQLite format 3\0", DATABASE),
    (4, b"Standard Jet DB\0", DATABASE),
    (4, b"Standard ACE DB\0", DATABASE),
    (0, b"MZ", PROGRAM),
    (0, b"\x7FELF", PROGRAM),
    (0, b"L\0\0\0\x01\x14\x02\0", LINK),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn format_of(fault: &Fault) -> &str {
        match fault {
            Fault::Refused { format, .. } => &format.en,
            _ => "",
        }
    }

    #[test]
    fn each_kind_of_file_has_its_own_advice() {
        let mut messages: Vec<Fault> = [
            FileFormat::Empty,
            FileFormat::Pdf,
            FileFormat::Picture,
            FileFormat::OtherOffice,
            FileFormat::Lock,
            FileFormat::Archive,
            FileFormat::Unknown,
        ]
        .map(refusal)
        .into();
        for bytes in [
            b"Rar!\x1A\x07\x01\0".as_slice(),
            b"SQLite format 3\0",
            b"MZ\x90",
            b"[InternetShortcut]\nURL=https://contoh.go.id",
            b"<?xml version='1.0'?><gpx/>",
            b"Dengan hormat,\n",
        ] {
            messages.push(unknown(bytes));
        }
        messages.extend([
            page_of_frames(),
            page_without_table(),
            login_page(),
            numbers(),
        ]);
        for (idx, message) in messages.iter().enumerate() {
            let Fault::Refused { format, advice } = message else {
                panic!("{message:?}")
            };
            assert!(!format.id.is_empty() && !advice.id.is_empty() && !advice.en.is_empty());
            assert!(!messages.iter().take(idx).any(|other| other == message));
        }
        assert_eq!(refusal(FileFormat::Encrypted), Fault::Encrypted);
    }

    #[test]
    fn bytes_tell_what_people_mistake_for_workbooks() {
        let tar = [&[b'a'; 257][..], b"ustar\x0000"].concat();
        for (bytes, word) in [
            (b"7z\xBC\xAF\x27\x1C\0\x04".as_slice(), "archive"),
            (b"\x1F\x8B\x08", "archive"),
            (&tar, "archive"),
            (b"\0\x01\0\0Standard Jet DB\0", "database"),
            (b"\x7FELF\x02", "program"),
            (
                b"{\"url\": \"https://docs.google.com/open?id=x\", \"doc_id\": \"x\"}",
                "link",
            ),
            (b"\x01\x02\x03\x04\0\0\0\xFF", "unknown"),
            (b"{\"a\": 1}", "JSON"),
            (b"Dengan hormat,", "plain text"),
        ] {
            assert!(format_of(&unknown(bytes)).contains(word), "{word}");
        }
    }
}
