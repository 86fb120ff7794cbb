//! Places in outputs for what only the night of a run knows: its moment, the lives of findings, the
//! difference to the run before. Reports are made with slots in these places and filled after, so that a
//! night on which nothing changed fills what an earlier one made.

use crate::model::hash::sha256_hex;
use crate::model::report::AuditReport;

/// What every slot begins with, before the seal.
const OPEN: &str = "slot-";
/// What it ends with.
const CLOSE: char = ';';

/// The slots of one report. A slot is plain letters, which no format escapes, and carries a seal
/// made of the hashes of all inputs, which no input can contain.
pub(super) struct Slots {
    seal: String,
    is_nightly: bool,
}

impl Slots {
    /// Slots for a report; `is_nightly` says whether findings have a life.
    pub(super) fn new(report: &AuditReport, is_nightly: bool) -> Self {
        let mut words = String::new();
        for file in &report.inventory.entries {
            for word in [&file.path, &file.sha256] {
                words.push_str(word);
                words.push('\u{1f}');
            }
        }
        let seal = sha256_hex(words.as_bytes()).chars().take(32).collect();
        Self { seal, is_nightly }
    }

    /// The seal that [`fill`] knows the slots by.
    pub(super) fn seal(&self) -> &str {
        &self.seal
    }

    /// When the run started, as RFC 3339.
    pub(super) fn started(&self) -> String {
        self.slot("started")
    }

    /// The same to the minute, as RFC 3339.
    pub(super) fn minute(&self) -> String {
        self.slot("minute")
    }

    /// The same as people read it.
    pub(super) fn moment(&self) -> String {
        self.slot("moment")
    }

    /// The difference to the run before in one line; `-` where none is known.
    pub(super) fn headline(&self) -> String {
        self.slot("headline")
    }

    /// The difference in full, as the output at hand shows it.
    pub(super) fn since(&self) -> String {
        self.slot("since")
    }

    /// How long each part took.
    pub(super) fn timings(&self) -> String {
        self.slot("timings")
    }

    /// The outputs with their hashes.
    pub(super) fn outputs(&self) -> String {
        self.slot("outputs")
    }

    /// Where a finding stands in its life: the public name.
    pub(super) fn life(&self, fingerprint: &str) -> Option<String> {
        self.of_finding("life", fingerprint)
    }

    /// The same in a reader's words.
    pub(super) fn life_word(&self, fingerprint: &str) -> Option<String> {
        self.of_finding("word", fingerprint)
    }

    /// The same as the page marks it; nothing for a finding that is known.
    pub(super) fn life_mark(&self, fingerprint: &str) -> Option<String> {
        self.of_finding("mark", fingerprint)
    }

    /// Whether findings have a life.
    pub(super) fn is_nightly(&self) -> bool {
        self.is_nightly
    }

    fn of_finding(&self, what: &str, fingerprint: &str) -> Option<String> {
        self.is_nightly
            .then(|| self.slot(&format!("{what}-{fingerprint}")))
    }

    fn slot(&self, name: &str) -> String {
        slot(&self.seal, name)
    }
}

/// The slot of a name.
pub(super) fn slot(seal: &str, name: &str) -> String {
    format!("{OPEN}{seal}-{name}{CLOSE}")
}

/// Whether a text has slots of this seal.
pub(super) fn has_slots(text: &[u8], seal: &str) -> bool {
    let open = format!("{OPEN}{seal}-");
    memchr::memmem::find(text, open.as_bytes()).is_some()
}

/// The text with every slot of this seal replaced by what its name stands for.
pub(super) fn fill(text: &str, seal: &str, mut word: impl FnMut(&str) -> String) -> String {
    let open = format!("{OPEN}{seal}-");
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(&open) {
        out.push_str(before);
        let (name, behind) = after.split_once(CLOSE).unwrap_or((after, ""));
        out.push_str(&word(name));
        rest = behind;
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_slots_of_the_seal_are_filled() {
        let slots = Slots::new(&AuditReport::default(), true);
        let life = slots.life("abc").expect("a slot");
        let text = format!("a {} b {life} slot-0-started; c", slots.started());
        let filled = fill(&text, slots.seal(), |name| format!("<{name}>"));
        assert_eq!(filled, "a <started> b <life-abc> slot-0-started; c");
        assert!(has_slots(text.as_bytes(), slots.seal()));
        assert!(!has_slots(filled.as_bytes(), slots.seal()));
        assert_eq!(Slots::new(&AuditReport::default(), false).life("abc"), None);
    }
}
