//! Labels of the highest or the lowest of a list: `Nilai Tertinggi`, `Terendah`. `Maksimal` is a limit as well.

use super::text::normalize;

const HIGHEST: &[&str] = &[
    "tertinggi",
    "terbesar",
    "maksimum",
    "max",
    "highest",
    "maximum",
];
const LOWEST: &[&str] = &["terendah", "terkecil", "minimum", "min", "lowest"];
/// Words that may stand beside them.
const BESIDE: &[&str] = &["nilai", "skor", "angka", "score", "value"];
/// Longest label that is read, in bytes.
const MAX_LABEL: usize = 40;

/// Which end of a list a row states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extreme {
    /// The highest figure.
    Highest,
    /// The lowest figure.
    Lowest,
}

impl Extreme {
    /// What a label says, if it says nothing else.
    pub fn of(label: &str) -> Option<Self> {
        if label.len() > MAX_LABEL {
            return None;
        }
        let words = normalize(label);
        let mut said = words.split(' ').filter(|word| !BESIDE.contains(word));
        let word = said.next().filter(|_| said.next().is_none())?;
        if HIGHEST.contains(&word) {
            Some(Self::Highest)
        } else {
            LOWEST.contains(&word).then_some(Self::Lowest)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_extremes_say_nothing_else() {
        for (label, wanted) in [
            ("Nilai Tertinggi", Some(Extreme::Highest)),
            ("TERENDAH", Some(Extreme::Lowest)),
            ("Nilai Minimal Kelulusan", None),
            ("Batas nilai terendah", None),
            ("Nilai", None),
        ] {
            assert_eq!(Extreme::of(label), wanted, "{label}");
        }
    }
}
