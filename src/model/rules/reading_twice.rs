//! Rules about files that are read by two readers.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this subject, sorted by code.
pub(super) const RULES: &[Rule] = &[
    Rule {
        code: "R016",
        name: "readers-differ",
        severity: Severity::Warning,
        title: Text {
            id: "Dua pembaca membaca sel ini berbeda",
            en: "Two readers read this cell differently",
        },
        message: Text {
            id: "Pembaca kedua membaca hal lain: {reason}",
            en: "The second reader reads something else: {reason}",
        },
        advice: Text {
            id: "Buka sel itu di Excel dan lihat mana yang benar; bila selaras yang keliru, laporkan \
                 beserta berkasnya.",
            en: "Open the cell in Excel and see which is right; if selaras is wrong, report it with \
                 the file.",
        },
        checks: Text {
            id: "Dengan `--second-reader`, setiap berkas .xlsx dan .xlsb dibaca sekali lagi oleh \
                 pustaka calamine, yang tidak berbagi kode dengan pembaca selaras, lalu setiap sel \
                 dibandingkan: bilangan sebagai bilangan, teks sebagai teks.",
            en: "With `--second-reader` every .xlsx and .xlsb is read once more by the library \
                 calamine, which shares no code with the readers of selaras, and every cell is \
                 compared: numbers as numbers, words as words.",
        },
        why: Text {
            id: "Pemeriksa yang menandatangani hasilnya boleh meminta bukti bahwa angkanya terbaca \
                 sebagaimana tertulis.",
            en: "An auditor who signs for the result may ask for proof that the figures were read as \
                 they stand.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Pembaca kedua melewati beberapa jenis sel, jadi sel yang hanya terbaca oleh selaras \
                 tidak dilaporkan; tanggal yang tertulis sebagai kata tidak dibandingkan; bilangan \
                 dibandingkan sampai ketelitian yang ia simpan (15 sampai 17 angka).",
            en: "The second reader passes over some kinds of cells, so a cell that only selaras reads \
                 is not told; dates written as words are not compared; numbers are compared to the \
                 precision it keeps (15 to 17 digits).",
        },
    },
    Rule {
        code: "R017",
        name: "not-read-twice",
        severity: Severity::Info,
        title: Text {
            id: "Tidak dibaca oleh pembaca kedua",
            en: "Not read by the second reader",
        },
        message: Text {
            id: "Tidak dibandingkan dengan pembaca kedua: {reason}",
            en: "Not compared with a second reader: {reason}",
        },
        advice: Text {
            id: "Tidak perlu tindakan; bila pembandingan diperlukan, simpan sebagai .xlsx.",
            en: "Nothing needs to be done; where the comparison is needed, save the file as .xlsx.",
        },
        checks: Text {
            id: "Dengan `--second-reader`: apakah pembaca kedua dapat membaca berkas atau lembar ini.",
            en: "With `--second-reader`: whether the second reader can read this file or sheet.",
        },
        why: Text {
            id: "Yang tidak dibandingkan tidak boleh tampak seolah-olah sudah dibandingkan.",
            en: "What was not compared must not look as if it had been.",
        },
        passes: "",
        fails: "",
        limits: Text {
            id: "Hanya .xlsx dan .xlsb yang dibaca dua kali; anggota arsip tidak.",
            en: "Only .xlsx and .xlsb are read twice; members of archives are not.",
        },
    },
];
