//! Rules about faults of the program itself.

use super::{Rule, Text};
use crate::model::finding::Severity;

/// The rules of this family, sorted by code.
pub(super) const RULES: &[Rule] = &[Rule {
    code: "X001",
    name: "internal-fault",
    severity: Severity::Error,
    title: Text {
        id: "Kesalahan di dalam selaras",
        en: "Internal fault of selaras",
    },
    message: Text {
        id: "selaras gagal memeriksa dokumen ini karena kesalahannya sendiri: {reason}",
        en: "selaras failed on this document through a fault of its own: {reason}",
    },
    advice: Text {
        id: "Laporkan temuan ini kepada pengelola selaras beserta berkasnya; dokumen lain \
                 tetap diperiksa.",
        en: "Report this finding with its file to whoever maintains selaras; the other \
                 documents are audited all the same.",
    },
    checks: Text {
        id: "Setiap dokumen diperiksa di balik pengaman: bila selaras sendiri gagal, \
                 kegagalannya dicatat di sini dan dokumen berikutnya tetap dikerjakan.",
        en: "Each document is audited behind a guard: where selaras itself fails, the failure \
                 is noted here and the next document goes on.",
    },
    why: Text {
        id: "Kesalahan program tidak boleh disangka sebagai dokumen yang bersih.",
        en: "A fault of the program must not pass for a clean document.",
    },
    passes: "",
    fails: "",
    limits: Text {
        id: "Hasil pemeriksaan dokumen ini tidak lengkap. Kegagalan yang menghentikan seluruh \
                 program, misalnya kehabisan memori, tidak tertangkap di sini.",
        en: "The audit of this document is not complete. A failure that ends the whole \
                 program, such as running out of memory, is not caught here.",
    },
}];
