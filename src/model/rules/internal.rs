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
                 kegagalannya dicatat di sini dan dokumen berikutnya tetap dikerjakan. Untuk \
                 setiap lembar, sel yang tercatat di berkas harus sama banyaknya dengan sel yang \
                 dibaca, yang kosong, dan yang tidak terbaca.",
        en: "Each document is audited behind a guard: where selaras itself fails, the failure \
                 is noted here and the next document goes on. On every sheet the cells stored in \
                 the file must be as many as those read, those blank and those unreadable.",
    },
    why: Text {
        id: "Kesalahan program tidak boleh disangka sebagai dokumen yang bersih.",
        en: "A fault of the program must not pass for a clean document.",
    },
    passes: "",
    fails: "",
    limits: Text {
        id: "Hasil pemeriksaan dokumen ini tidak lengkap. Proses pembaca yang terhenti dilaporkan \
                 sebagai R005 atau R009; kehabisan memori sesudah berkas dibaca menghentikan \
                 seluruh program dan tidak tertangkap di sini.",
        en: "The audit of this document is not complete. A reading process that was stopped is \
                 told as R005 or R009; running out of memory after the files are read ends the \
                 whole program and is not caught here.",
    },
}];
