//! Rules about reading: files, sheets, numbers, codes, tables.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this family, sorted by code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "R001",
        name: "unreadable-file",
        severity: Severity::Error,
        title: Text {
            id: "Berkas tidak dapat dibaca",
            en: "File cannot be read",
        },
        message: Text {
            id: "Berkas tidak dapat dibaca: {reason}",
            en: "The file cannot be read: {reason}",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
        },
    },
    Rule {
        code: "R002",
        name: "unsupported-format",
        severity: Severity::Error,
        title: Text {
            id: "Format berkas tidak didukung",
            en: "File format is not supported",
        },
        message: Text {
            id: "Isi berkas adalah {format}, bukan buku kerja yang dapat dibaca: {reason}",
            en: "The content is {format}, not a workbook that can be read: {reason}",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
        },
    },
    Rule {
        code: "R003",
        name: "empty-workbook",
        severity: Severity::Warning,
        title: Text {
            id: "Buku kerja kosong",
            en: "Workbook is empty",
        },
        message: Text {
            id: "Buku kerja tidak berisi satu sel pun",
            en: "The workbook holds no cell at all",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
        },
    },
    Rule {
        code: "R004",
        name: "unreadable-sheet",
        severity: Severity::Error,
        title: Text {
            id: "Lembar tidak dapat dibaca",
            en: "Sheet cannot be read",
        },
        message: Text {
            id: "Lembar tidak dapat dibaca seluruhnya: {reason}",
            en: "The sheet cannot be read whole: {reason}",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
        },
    },
    Rule {
        code: "R010",
        name: "unusual-number-notation",
        severity: Severity::Warning,
        title: Text {
            id: "Penulisan angka tidak lazim",
            en: "Unusual number notation",
        },
        message: Text {
            id: "\"{raw}\" dibaca sebagai {stated}; penulisannya tidak lazim: {reason}",
            en: "\"{raw}\" is read as {stated}; its notation is unusual: {reason}",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
        },
    },
    Rule {
        code: "R011",
        name: "ambiguous-number",
        severity: Severity::Warning,
        title: Text {
            id: "Angka dapat dibaca dua cara",
            en: "Number has two readings",
        },
        message: Text {
            id: "\"{raw}\" dapat berarti {stated} atau {other}; dibaca sebagai {stated}",
            en: "\"{raw}\" can mean {stated} or {other}; it is read as {stated}",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
        },
    },
    Rule {
        code: "R012",
        name: "several-numbers-in-cell",
        severity: Severity::Warning,
        title: Text {
            id: "Beberapa angka dalam satu sel",
            en: "Several numbers in one cell",
        },
        message: Text {
            id: "\"{raw}\" berisi lebih dari satu angka; sel ini tidak diperiksa",
            en: "\"{raw}\" holds more than one number; the cell is not judged",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
        },
    },
    Rule {
        code: "R013",
        name: "unread-number",
        severity: Severity::Warning,
        title: Text {
            id: "Angka tidak terbaca",
            en: "Number cannot be read",
        },
        message: Text {
            id: "\"{raw}\" berdiri di kolom angka tetapi tidak dapat dibaca sebagai angka",
            en: "\"{raw}\" stands in a column of numbers but cannot be read as one",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
        },
    },
    Rule {
        code: "R014",
        name: "error-value",
        severity: Severity::Error,
        title: Text {
            id: "Sel berisi nilai galat",
            en: "Cell holds an error value",
        },
        message: Text {
            id: "Sel berisi {raw}; tidak ada angka yang dapat diperiksa",
            en: "The cell holds {raw}; there is no number to judge",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
        },
    },
    Rule {
        code: "R015",
        name: "missing-cached-value",
        severity: Severity::Warning,
        title: Text {
            id: "Rumus tanpa nilai tersimpan",
            en: "Formula without a stored value",
        },
        message: Text {
            id: "Rumus di sel ini tidak menyimpan nilai; sel tidak diperiksa",
            en: "The formula in this cell has no stored value; the cell is not judged",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
        },
    },
    Rule {
        code: "R020",
        name: "damaged-code",
        severity: Severity::Warning,
        title: Text {
            id: "Kode rusak",
            en: "Damaged code",
        },
        message: Text {
            id: "Kode \"{raw}\" tidak utuh; dibaca sebagai {code} menurut baris di sekitarnya",
            en: "The code \"{raw}\" is not whole; read as {code} from the rows around it",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
        },
    },
    Rule {
        code: "R021",
        name: "duplicate-code",
        severity: Severity::Error,
        title: Text {
            id: "Satu kode untuk dua uraian",
            en: "One code for two names",
        },
        message: Text {
            id: "Kode {code} dipakai untuk \"{label}\", padahal sudah dipakai untuk \"{other}\"; menurut letak dan jumlahnya seharusnya {expected}",
            en: "The code {code} is given to \"{label}\" but already belongs to \"{other}\"; by place and sums it should be {expected}",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
        },
    },
    Rule {
        code: "R022",
        name: "code-on-next-row",
        severity: Severity::Info,
        title: Text {
            id: "Kode turun ke baris berikutnya",
            en: "Code pushed to the next row",
        },
        message: Text {
            id: "Kode untuk \"{label}\" berada di baris berikutnya; kedua baris dibaca sebagai satu",
            en: "The code of \"{label}\" stands on the next row; both rows are read as one",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
        },
    },
    Rule {
        code: "R030",
        name: "unknown-kind",
        severity: Severity::Info,
        title: Text {
            id: "Jenis tabel tidak dikenal",
            en: "Table of unknown kind",
        },
        message: Text {
            id: "Jenis tabel ini tidak dikenal; aritmetikanya tetap diperiksa sejauh kepalanya dipahami",
            en: "The kind of this table is not known; its arithmetic is audited as far as its header is understood",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
        },
    },
    Rule {
        code: "R031",
        name: "no-table",
        severity: Severity::Info,
        title: Text {
            id: "Lembar tanpa tabel",
            en: "Sheet without a table",
        },
        message: Text {
            id: "Tidak ada tabel yang ditemukan pada lembar ini: {reason}",
            en: "No table was found on this sheet: {reason}",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
        },
    },
    Rule {
        code: "R032",
        name: "unplaced-rows",
        severity: Severity::Warning,
        title: Text {
            id: "Baris tidak dapat ditempatkan",
            en: "Rows that could not be placed",
        },
        message: Text {
            id: "{count} baris berisi angka tidak dapat ditempatkan dalam tabel dan tidak diperiksa: {reason}",
            en: "{count} rows with numbers could not be placed in the table and are not judged: {reason}",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
        },
    },
    Rule {
        code: "R033",
        name: "unread-header-formula",
        severity: Severity::Info,
        title: Text {
            id: "Rumus kepala kolom tidak dipahami",
            en: "Header formula not understood",
        },
        message: Text {
            id: "Rumus \"{raw}\" di kepala kolom tidak dipahami; kolom ini tidak diperiksa menurut rumus itu",
            en: "The formula \"{raw}\" in the header is not understood; the column is not judged by it",
        },
        advice: Text {
            id: "-",
            en: "-",
        },
        checks: Text {
            id: "-",
            en: "-",
        },
        why: Text {
            id: "-",
            en: "-",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "-",
            en: "-",
        },
    },
];
