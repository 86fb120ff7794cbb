//! Comes in: faults of a pipeline and its profiles. Goes out: their text, one fault a paragraph.

use std::fmt::Write;

use crate::config::ConfigFault;
use crate::model::language::Language;

/// Place, code, reason and hint of every fault.
pub(super) fn faults_text(faults: &[ConfigFault], language: Language) -> String {
    let mut out = String::new();
    for fault in faults {
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{}: {} {}",
            fault.position(),
            fault.code,
            fault.reason.pick(language)
        );
        if let Some(hint) = &fault.hint {
            let _ = writeln!(out, "  -> {}", hint.pick(language));
        }
    }
    out
}
