//! Words of lists that hold only some of what a sum does: `di antaranya`, `terdiri dari antara lain`, `of which`.
//! Normalised words in, yes or no out.

use super::text::has_phrase;

/// Words that say so wherever they stand.
const PHRASES: &[&str] = &["di antaranya", "diantaranya", "antara lain", "of which"];
/// Words that say so at the beginning of a label.
const BEGINNINGS: &[&str] = &[
    "termasuk",
    "including",
    "dari jumlah tersebut",
    "dari jumlah di atas",
    "dari jumlah diatas",
];
/// Words that may stand before those of a list.
const FILLERS: &[&str] = &[
    "terdiri",
    "dari",
    "atas",
    "yang",
    "meliputi",
    "yaitu",
    "rinciannya",
];

/// Whether a label begins such a list, or is a part that is only mentioned.
pub fn begins(words: &str) -> bool {
    let is_filler = |word: &str| FILLERS.contains(&word);
    let rest = words.trim_start_matches(|c: char| !c.is_alphanumeric());
    let begins = |phrase: &&str| {
        let behind = rest.strip_prefix(*phrase);
        behind.is_some_and(|behind| behind.is_empty() || behind.starts_with(' '))
    };
    let is_behind_fillers = |phrase: &&str| {
        rest.split_once(*phrase).is_some_and(|(before, _)| {
            before.ends_with(' ') && before.trim_end().split(' ').all(is_filler)
        })
    };
    PHRASES.iter().chain(BEGINNINGS).any(begins) || PHRASES.iter().any(is_behind_fillers)
}

/// Whether a heading says that the rows below it are only some of its parts: `Belanja Barang, di antaranya:`.
pub fn says(words: &str) -> bool {
    PHRASES.iter().any(|phrase| has_phrase(words, phrase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_some_parts_are_known_by_their_words() {
        let cases = [
            ("di antaranya", true, true),
            ("terdiri dari antara lain", true, true),
            ("termasuk retribusi pasar", true, false),
            (
                "dari jumlah di atas yang ditentukan penggunaannya",
                true,
                false,
            ),
            ("belanja barang di antaranya", false, true),
            ("terdiri dari", false, false),
            ("belanja antara lain", false, true),
        ];
        for (words, begun, said) in cases {
            assert_eq!((begins(words), says(words)), (begun, said), "{words}");
        }
    }
}
