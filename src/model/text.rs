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
        out.take_plain(plain);
        let end = behind.bytes().position(|byte| byte.is_ascii());
        let (other, behind) = behind.split_at(end.unwrap_or(behind.len()));
        for c in other.nfkd().flat_map(char::to_lowercase) {
            out.take(c);
        }
        rest = behind;
    }
    // What is not ASCII is in lower case already.
    out.text.make_ascii_lowercase();
    out.text
}

/// A normalised text that is being made.
struct Normal {
    text: String,
    has_gap: bool,
}

impl Normal {
    /// Takes a run of ASCII, word by word.
    fn take_plain(&mut self, plain: &str) {
        let of_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'%';
        let mut rest = plain;
        while !rest.is_empty() {
            let start = rest.bytes().position(|byte| of_word(&byte));
            let Some((gap, words)) = start.and_then(|start| rest.split_at_checked(start)) else {
                self.has_gap = true;
                return;
            };
            let end = words.bytes().position(|byte| !of_word(&byte));
            let (word, behind) = words.split_at(end.unwrap_or(words.len()));
            self.has_gap |= !gap.is_empty();
            if self.has_gap && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.has_gap = false;
            self.text.push_str(word);
            rest = behind;
        }
    }

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

/// Whether a text is one of these once normalised: without making the normalised text, where its first
/// letter tells.
pub fn is_one_of<T: AsRef<str>>(text: &str, normal: &[T]) -> bool {
    let is_first = |c: &char| c.is_ascii_alphanumeric() || *c == '%' || !c.is_ascii();
    let first = text.chars().find(is_first).map(|c| c.to_ascii_lowercase());
    let may_be = |normal: &T| match first {
        Some(first) if first.is_ascii() => normal.as_ref().starts_with(first),
        // What is no ASCII may become any letter, or none.
        Some(_) => true,
        None => normal.as_ref().is_empty(),
    };
    normal.iter().any(may_be) && {
        let words = normalize(text);
        normal.iter().any(|normal| normal.as_ref() == words)
    }
}

/// Whether a text is this one once normalised.
pub fn is_normally(text: &str, normal: &str) -> bool {
    is_one_of(text, &[normal])
}

/// Whether the normalised `phrase` stands in the normalised `text` as whole words.
pub fn has_phrase(text: &str, phrase: &str) -> bool {
    let mut rest = text;
    while !phrase.is_empty() && rest.len() >= phrase.len() {
        let behind = rest.strip_prefix(phrase);
        if behind.is_some_and(|behind| behind.is_empty() || behind.starts_with(' ')) {
            return true;
        }
        // A phrase begins where a word does.
        let Some((_, next)) = rest.split_once(' ') else {
            return false;
        };
        rest = next;
    }
    false
}

/// Whether a header or label has a percent sign for its numbers: in `Tahap I (40%)` it belongs to the words.
pub fn has_lone_percent(text: &str) -> bool {
    let mut before = None;
    let mut symbols = text.chars().filter(|symbol| !symbol.is_whitespace());
    text.contains('%')
        && symbols.any(|symbol| {
            let is_lone = symbol == '%' && !before.is_some_and(|last: char| last.is_ascii_digit());
            before = Some(symbol);
            is_lone
        })
}

/// Whether one of some normalised phrases stands in the normalised `text` as whole words.
pub fn has_any(text: &str, phrases: &[&str]) -> bool {
    let mut rest = text;
    while let Some(first) = rest.bytes().next() {
        let begins = |phrase: &&&str| phrase.bytes().next() == Some(first);
        let ends = |behind: &str| behind.is_empty() || behind.starts_with(' ');
        let mut likely = phrases.iter().filter(begins);
        if likely.any(|phrase| rest.strip_prefix(*phrase).is_some_and(ends)) {
            return true;
        }
        let Some((_, next)) = rest.split_once(' ') else {
            return false;
        };
        rest = next;
    }
    false
}

/// Whether a text may have one of some phrases once it is normalised: cheaply, and never `false` where it
/// has one.
pub fn may_have(text: &str, phrases: &[&str]) -> bool {
    !text.is_ascii() || {
        let of_word = |c: char| c.is_ascii_alphanumeric() || c == '%';
        let mut words = text.split(|c| !of_word(c));
        words.any(|word| {
            let begins = |phrase: &&str| {
                let first = phrase.split(' ').next().unwrap_or_default();
                first.eq_ignore_ascii_case(word)
            };
            !word.is_empty() && phrases.iter().any(begins)
        })
    }
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
        for text in ["sisa pagu", "pagu", "asisa", "sisanya pagu x", "", "x sisa"] {
            let phrases = ["sisa", "pagu x", "", "sisa pagu"];
            let has = phrases.iter().any(|phrase| has_phrase(text, phrase));
            assert_eq!(has_any(text, &phrases), has, "{text}");
        }
        for text in [
            "Sisa–pagu",
            "PAGU, x",
            "pagux",
            "ｓisa",
            "(%) sisa%",
            "Lain-lain",
            "",
            "–",
        ] {
            for phrase in ["sisa", "pagu x", "%", "lain lain", ""] {
                let has = has_phrase(&normalize(text), phrase);
                assert!(
                    may_have(text, &["belanja", phrase]) || !has,
                    "{text}: {phrase}"
                );
            }
        }
        assert!(!may_have("Belanja Pegawai", &["sisa", "belanjaan"]));
        assert_eq!(only_year("Tahun 2023"), Some(2023));
        assert_eq!(only_year("Renstra 2021-2026"), None);
    }
}
