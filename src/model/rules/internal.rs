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
    advice: Text { id: "-", en: "-" },
    checks: Text { id: "-", en: "-" },
    why: Text { id: "-", en: "-" },
    passes: "",
    fails: "",
    limits: Text { id: "-", en: "-" },
}];
