//! Words compared as people compare them: without case, accents, punctuation and double spaces.

use unicode_normalization::UnicodeNormalization;

/// Lower case, compatibility forms joined, every run of anything but letters, digits and `%` one space.
pub fn normalize(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.nfkd().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '%' {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        } else if !is_combining(c) {
            gap = true;
        }
    }
    out
}

fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
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
        assert!(has_phrase("sisa anggaran rp", "sisa"));
        assert!(!has_phrase("sisanya", "sisa"));
        assert_eq!(only_year("Tahun 2023"), Some(2023));
        assert_eq!(only_year("Renstra 2021-2026"), None);
    }
}
