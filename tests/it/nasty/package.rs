//! A package of named parts (xlsx, xlsb, ods) that can be changed part by part before it is
//! zipped.

use super::swap;
use super::zipped::{Entry, zip};

/// Parts by name, in the order of the file.
#[derive(Debug, Clone)]
pub(super) struct Package(pub(super) Vec<Entry>);

impl Package {
    pub(super) fn of(parts: &[(&str, Vec<u8>)]) -> Self {
        let entries = parts
            .iter()
            .map(|(name, bytes)| Entry::stored(name, bytes.clone()));
        Self(entries.collect())
    }

    fn find(&mut self, name: &str) -> Option<&mut Entry> {
        self.0
            .iter_mut()
            .find(|entry| entry.name == name.as_bytes())
    }

    /// The part as text.
    pub(super) fn text(&self, name: &str) -> String {
        let entry = self.0.iter().find(|entry| entry.name == name.as_bytes());
        String::from_utf8(entry.expect("a part").packed.clone()).expect("a text part")
    }

    /// Sets a part, new or not.
    pub(super) fn with(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let entry = Entry::stored(name, bytes);
        match self.find(name) {
            Some(old) => *old = entry,
            None => self.0.push(entry),
        }
        self
    }

    /// Changes a passage of a text part.
    pub(super) fn swap(self, name: &str, from: &str, to: &str) -> Self {
        let text = swap(&self.text(name), from, to);
        self.with(name, text)
    }

    /// Replaces a part by one that inflates.
    pub(super) fn inflating(mut self, name: &str, packed: Vec<u8>) -> Self {
        *self.find(name).expect("a part") = Entry::deflated(name, packed);
        self
    }

    /// Lies about a part.
    pub(super) fn but(mut self, name: &str, change: impl FnOnce(&mut Entry)) -> Self {
        change(self.find(name).expect("a part"));
        self
    }

    /// Drops a part.
    pub(super) fn without(mut self, name: &str) -> Self {
        assert!(self.find(name).is_some(), "no part {name}");
        self.0.retain(|entry| entry.name != name.as_bytes());
        self
    }

    /// Moves a part to the end.
    pub(super) fn last(mut self, name: &str) -> Self {
        self.0.sort_by_key(|entry| entry.name == name.as_bytes());
        self
    }

    /// The file.
    pub(super) fn zip(&self) -> Vec<u8> {
        zip(&self.0)
    }
}
