//! Words compared as people compare them: without case, accents, punctuation and double spaces.

use unicode_normalization::UnicodeNormalization;

/// Lower case, compatibility forms joined, every run of anything but letters, digits and `%` one space.
pub fn normalize(text: &str) -> String {
    let mut out = Normal {
        text: String::with_capacity(text.len()),
        has_gap: false,
    };
    let mut rest = text;
    // Nothing composes with ASCII, so what stands between its runs may be taken by itself.
    while !rest.is_empty() {
        let end = rest.bytes().position(|byte| !byte.is_ascii());
        let (plain, behind) = rest.split_at(end.unwrap_or(rest.len()));
        for byte in plain.bytes() {
            out.take(char::from(byte.to_ascii_lowercase()));
        }
        let end = behind.bytes().position(|byte| byte.is_ascii());
        let (other, behind) = behind.split_at(end.unwrap_or(behind.len()));
        for c in other.nfkd().flat_map(char::to_lowercase) {
            out.take(c);
        }
        rest = behind;
    }
    out.text
}

/// A normalised text that is being made.
struct Normal {
    text: String,
    has_gap: bool,
}

impl Normal {
    fn take(&mut self, c: char) {
        if c.is_alphanumeric() || c == '%' {
            if self.has_gap && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.has_gap = false;
            self.text.push(c);
        } else if !is_combining(c) {
            self.has_gap = true;
        }
    }
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Whether a text is this one once normalised: without making the normalised text, where its first
/// letter tells.
pub fn is_normally(text: &str, normal: &str) -> bool {
    let first = |c: &char| c.is_ascii_alphanumeric() || *c == '%' || !c.is_ascii();
    match (text.chars().find(first), normal.chars().next()) {
        (Some(own), Some(other)) if own.is_ascii() => {
            own.to_ascii_lowercase() == other && normalize(text) == normal
        }
        (None, other) => other.is_none(),
        (Some(own), None) if own.is_ascii() => false,
        (Some(_), _) => normalize(text) == normal,
    }
}

/// Whether the normalised `phrase` stands in the normalised `text` as whole words.
pub fn has_phrase(text: &str, phrase: &str) -> bool {
    let mut rest = text.as_bytes();
    while !phrase.is_empty() {
        // Only where a word begins, and to where one ends.
        if let Some(behind) = rest.strip_prefix(phrase.as_bytes())
            && behind.first().is_none_or(|&b| b == b' ')
        {
            return true;
        }
        let Some(gap) = rest.iter().position(|&b| b == b' ') else {
            break;
        };
        rest = rest.get(gap + 1..).unwrap_or_default();
    }
    false
}

/// How alike two normalised texts are, 0 to 1 (normalised Levenshtein).
pub fn likeness(a: &str, b: &str) -> f64 {
    strsim::normalized_levenshtein(a, b)
}

/// The year 1990 to 2099 that stands alone in a text, if exactly one does.
pub fn only_year(text: &str) -> Option<i32> {
    let mut found = None;
    for word in text.split(|c: char| !c.is_ascii_digit()) {
        if word.len() == 4
            && let Ok(year) = word.parse::<i32>()
            && (1990..=2099).contains(&year)
        {
            if found.is_some_and(|other| other != year) {
                return None;
            }
            found = Some(year);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_compared_plainly() {
        assert_eq!(normalize("  ANGGARAN\n(Rp.) "), "anggaran rp");
        assert_eq!(normalize("Capaian (%)"), "capaian %");
        assert_eq!(normalize("Ｔotal–é\u{301}é x"), "total ee x");
        assert_eq!(normalize("™ m² A\u{30a}"), "tm m2 a");
        for text in ["Jumlah", " (JUMLAH)", "Ｊumlah", "–", "", "a", "%", "É"] {
            for normal in ["jumlah", "", "a", "%", "e"] {
                assert_eq!(
                    is_normally(text, normal),
                    normalize(text) == normal,
                    "{text}"
                );
            }
        }
        assert!(has_phrase("sisa anggaran rp", "sisa"));
        assert!(!has_phrase("sisanya", "sisa"));
        assert!(has_phrase("sisa", "sisa") && has_phrase("xa a a", "a a"));
        assert!(!has_phrase("a sisanya", "sisa") && !has_phrase("asisa", "sisa"));
        assert!(!has_phrase("", "sisa") && !has_phrase("sisa", ""));
        assert_eq!(only_year("Tahun 2023"), Some(2023));
        assert_eq!(only_year("Renstra 2021-2026"), None);
    }
}
