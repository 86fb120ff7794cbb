//! Codes of the spending tree and of accounts: parts, levels, the spellings met.

use std::cmp::Ordering;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A code by its numbers: `2.16.01.2.01.06` is 2, 16, 1, 2, 1, 6.
///
/// Codes compare by their numbers, not by their text, since newer generations are the older ones
/// padded with zeros (Permendagri 90/2019 and its updates).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AccountCode {
    /// The numbers, from the most general.
    pub parts: Vec<u32>,
    /// The parts as written, zeros kept.
    pub written: Vec<String>,
    /// Whether a leading part was lost in writing (`.16.01`), so that the first number is not known.
    pub first_lost: bool,
}

impl PartialEq for AccountCode {
    fn eq(&self, other: &Self) -> bool {
        self.parts == other.parts
    }
}

impl Eq for AccountCode {}

impl PartialOrd for AccountCode {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for AccountCode {
    fn cmp(&self, other: &Self) -> Ordering {
        self.parts.cmp(&other.parts)
    }
}

/// Most parts a code may have: rekening has six, a sub kegiatan six, an organisation eight, and one
/// may stand before the other.
const MAX_PARTS: usize = 24;
/// Most digits of a part: the sub rincian objek of the newest generation has five.
const MAX_DIGITS: usize = 5;
/// Most letters of a part, as in `X.XX.01`, `VIII.2` or `A.1`.
const MAX_LETTERS: usize = 4;
/// Letters are numbers from here on, so that no written number equals them.
const FIRST_LETTER: u32 = 10_000_000;

impl AccountCode {
    /// Reads a code: numbers joined by dots, spaces around them allowed, a trailing dot too.
    ///
    /// Returns `None` for anything else, and for a plain decimal number with a long fraction.
    pub fn read(text: &str) -> Option<Self> {
        let compact: String = text.split_whitespace().collect();
        let first_lost = compact.starts_with('.') && compact.len() > 1;
        let inner = compact.trim_matches('.');
        if inner.is_empty() {
            return None;
        }
        let written: Vec<&str> = inner.split('.').collect();
        let is_number = |part: &&str| part.bytes().all(|b| b.is_ascii_digit());
        // A number of five digits by itself is an amount.
        if !written.iter().all(is_number) || (written.len() == 1 && inner.len() >= MAX_DIGITS) {
            return None;
        }
        Self::of_parts(&written, first_lost)
    }

    /// A code of parts: numbers, or letters that stand for one (`X.XX.01`, `A.1`).
    pub fn of_parts(written: &[impl AsRef<str>], first_lost: bool) -> Option<Self> {
        let written = written.iter().map(|part| part.as_ref().to_owned());
        Self::of_written(written.collect(), first_lost)
    }

    /// A code of parts that are its own from now on.
    pub fn of_written(written: Vec<String>, first_lost: bool) -> Option<Self> {
        let parts: Option<Vec<u32>> = written.iter().map(|part| number(part)).collect();
        let parts = parts.filter(|parts| (1..=MAX_PARTS).contains(&parts.len()))?;
        Some(Self {
            parts,
            written,
            first_lost,
        })
    }

    /// The code without the parts from `len` on.
    #[must_use]
    pub fn cut(&self, len: usize) -> Self {
        Self {
            parts: self.parts.iter().take(len).copied().collect(),
            written: self.written.iter().take(len).cloned().collect(),
            first_lost: self.first_lost,
        }
    }

    /// Whether this code stands above `other` in the tree.
    pub fn is_above(&self, other: &Self) -> bool {
        self.parts.len() < other.parts.len() && other.parts.starts_with(&self.parts)
    }

    /// The code with its lost first part put back.
    #[must_use]
    pub fn with_first(&self, first: &str) -> Self {
        let mut parts = vec![first.parse().unwrap_or(0)];
        parts.extend(&self.parts);
        let mut written = vec![first.to_owned()];
        written.extend(self.written.iter().cloned());
        Self {
            parts,
            written,
            first_lost: false,
        }
    }

    /// The code of a child that ends as this code does: what a row's code should be when it stands
    /// under `parent`.
    #[must_use]
    pub fn under(&self, parent: &Self) -> Self {
        let tail = self.parts.len().min(parent.parts.len());
        let mut child = parent.clone();
        child.parts.extend(self.parts.iter().skip(tail));
        child
            .written
            .extend(self.written.iter().skip(tail).cloned());
        child
    }
}

/// The number that a part stands for.
fn number(part: &str) -> Option<u32> {
    if part.is_empty() || part.len() > MAX_DIGITS {
        return None;
    }
    if part.bytes().all(|b| b.is_ascii_digit()) {
        return part.parse().ok();
    }
    let is_letters = part.len() <= MAX_LETTERS && part.bytes().all(|b| b.is_ascii_alphabetic());
    is_letters.then(|| {
        part.bytes().fold(0, |sum, b| {
            sum * 27 + u32::from(b.to_ascii_uppercase() - b'A') + 1
        }) + FIRST_LETTER
    })
}

impl fmt::Display for AccountCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written.join("."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_by_their_numbers() {
        let code = |text| AccountCode::read(text).map(|code| code.parts);
        assert_eq!(code("2.16.01.2.01.06"), Some(vec![2, 16, 1, 2, 1, 6]));
        assert_eq!(code("5.1.02."), Some(vec![5, 1, 2]));
        assert_eq!(code(" 2.16 .01 "), Some(vec![2, 16, 1]));
        assert_eq!(code("5"), Some(vec![5]));
        for text in [
            "",
            ".",
            "2..16",
            "2,16",
            "abc",
            "12345",
            "1.000.000.000.000x",
        ] {
            assert_eq!(code(text), None, "{text}");
        }
        assert!(AccountCode::read(".16.01").is_some_and(|code| code.first_lost));
    }

    #[test]
    fn the_newest_accounts_have_parts_of_five_digits() {
        let old = AccountCode::read("5.1.02.01.01.0001");
        let new = AccountCode::read("5.1.02.01.001.00001");
        assert!(old.is_some());
        assert_eq!(old, new);
    }

    #[test]
    fn letters_are_parts_of_their_own() {
        let code = AccountCode::of_parts(&["X", "XX", "01"], false).expect("a code");
        assert_eq!(code.to_string(), "X.XX.01");
        assert_ne!(
            code,
            AccountCode::of_parts(&["X", "X", "01"], false).expect("a code")
        );
        assert_eq!(code.cut(2).to_string(), "X.XX");
    }
}
