//! The words by which labels announce totals, means and notes.

use crate::model::date::month_of;
use crate::model::person_number::claimed;
use crate::model::text::{normalize, only_year};

/// First words of a label that announce a sum.
const TOTAL_WORDS: &[&str] = &[
    "total",
    "jumlah",
    "jml",
    "grand total",
    "sub total",
    "subtotal",
    "sub jumlah",
    "hasil evaluasi",
    "nilai hasil",
    "nilai akhir",
];
/// Labels that can only be a total's, too.
const BARE_TOTALS: &[&str] = &[
    "jumlah total",
    "total jumlah",
    "jumlah seluruhnya",
    "jumlah keseluruhan",
    "total keseluruhan",
    "total seluruhnya",
    "jumlah semua",
    "jumlah besar",
];
/// Labels of sums at a page's end, and where the next begins: costs of moving are called otherwise.
const CARRIED: &[&str] = &[
    "dipindahkan",
    "pindahan",
    "pindahan dari halaman sebelumnya",
    "dipindahkan ke halaman berikutnya",
];
/// Words of a label that announce a mean.
const MEAN_WORDS: &[&str] = &[
    "rata rata",
    "rerata",
    "average",
    "mean",
    "tingkat keberhasilan",
];
/// First words of rows that are taxes of the total above them.
const TAXES: &[&str] = &["ppn", "pph", "vat"];
/// First words of notes, sources and signatures.
const NOTE_WORDS: &[&str] = &[
    "catatan",
    "sumber",
    "keterangan",
    "mengetahui",
    "menyetujui",
    "disetujui",
    "disusun oleh",
    "dibuat oleh",
    "nip",
    "nb",
    "ket",
    "halaman",
    "note",
    "source",
    "dicetak",
    "tanggal cetak",
    "printed",
];
/// First words of cells that only a signature has.
const SIGNATURE_WORDS: &[&str] = &[
    "mengetahui",
    "menyetujui",
    "mengesahkan",
    "pihak pertama",
    "pihak kesatu",
    "pihak kedua",
    "yang membuat pernyataan",
    "dibuat oleh",
    "disusun oleh",
    "diperiksa oleh",
    "disetujui oleh",
    "disahkan oleh",
    "ttd",
];
/// Most words of such a cell; more are a sentence.
const LONGEST_SIGNATURE: usize = 5;

/// Longest label, in words, of a total that stands among lines without numbering.
pub(super) const SHORT_LABEL: usize = 3;

/// Whether a normalised text can only be the label of a total; longer ones may be indicators.
pub(in super::super) fn is_total_label(words: &str) -> bool {
    let short = words.split(' ').count() <= SHORT_LABEL;
    is_bare_total(words)
        || TOTAL_WORDS
            .iter()
            .any(|word| short && words != *word && begins(words, word))
}

/// Whether a text begins with a letter that a total's first word begins with: quick, and never
/// wrongly no.
pub(in super::super) fn may_be_total(text: &str) -> bool {
    // What is no ASCII may be a letter in disguise.
    let first = text
        .chars()
        .find(|c| c.is_ascii_alphanumeric() || !c.is_ascii());
    first.is_some_and(|c| !c.is_ascii() || "tjgshnTJGSHN".contains(c))
}

/// Whether a text begins or ends with the letters of a mean's word: quick, and never wrongly no.
pub(super) fn may_be_mean(text: &str) -> bool {
    let is_said = |b: &u8| b.is_ascii_alphanumeric() || *b == b'%' || !b.is_ascii();
    let bytes = text.as_bytes();
    let begins = |b: u8| matches!(b, b'R' | b'r' | b'A' | b'a' | b'M' | b'm' | b'T' | b't');
    let first = bytes.iter().copied().find(is_said);
    if first.is_some_and(|b| begins(b) || !b.is_ascii()) {
        return true;
    }
    let end = bytes.iter().rposition(is_said).map_or(0, |last| last + 1);
    match bytes.get(..end) {
        Some([.., one, last]) if one.is_ascii() && last.is_ascii() => {
            let last_two = [one.to_ascii_lowercase(), last.to_ascii_lowercase()];
            [*b"ta", *b"ge", *b"an"].contains(&last_two)
        }
        // What is no ASCII may be a letter in disguise.
        Some([.., _, _]) => true,
        Some(_) | None => false,
    }
}

/// Whether a normalised label says nothing but that it is a total.
pub(super) fn is_bare_total(words: &str) -> bool {
    TOTAL_WORDS.contains(&words) || BARE_TOTALS.contains(&words)
}

/// Whether a label says nothing but that sums are carried over a page's end.
pub(super) fn is_carried(label: &str) -> bool {
    label.trim_start().starts_with(['d', 'D', 'p', 'P'])
        && CARRIED.contains(&normalize(label).as_str())
}

/// Whether a normalised label begins with the word of a total.
pub(in super::super) fn begins_total(words: &str) -> bool {
    TOTAL_WORDS.iter().any(|word| begins(words, word))
}

/// Whether a label begins as that of a tax does.
pub(super) fn is_tax(label: &str) -> bool {
    let words = normalize(label);
    TAXES.iter().any(|word| begins(&words, word))
}

/// The word of a mean that a normalised label begins or ends with.
pub(super) fn mean_word(words: &str) -> Option<&'static str> {
    let ends = |word: &str| {
        let before = words.strip_suffix(word);
        before.is_some_and(|before| before.ends_with(' '))
    };
    MEAN_WORDS
        .iter()
        .copied()
        .find(|word| begins(words, word) || ends(word))
}

/// Whether a text begins as a note, a source or a signature does.
pub(in super::super) fn begins_note(raw: &str) -> bool {
    let raw = raw.trim();
    let words = normalize(raw);
    let is_marked = raw.starts_with('*') || raw.starts_with("Ket.");
    is_marked || NOTE_WORDS.iter().any(|word| begins(&words, word))
}

/// Whether a cell can only be of those who sign: the word that opens a signature, the number of who signed,
/// place and date.
pub(in super::super) fn is_signature(raw: &str) -> bool {
    let raw = raw.trim();
    let words = normalize(raw);
    let is_opened = SIGNATURE_WORDS.iter().any(|word| begins(&words, word));
    let is_short = words.split(' ').count() <= LONGEST_SIGNATURE;
    (is_opened && is_short) || (begins(&words, "nip") && claimed(raw).is_some()) || is_dated(raw)
}

/// Whether a text is a place and a date, `Kota Contoh, 2 Januari 2025`.
fn is_dated(raw: &str) -> bool {
    let Some((place, date)) = raw.rsplit_once(',') else {
        return false;
    };
    let is_place = place.starts_with(char::is_alphabetic) && !place.contains([',', ':', ';']);
    let is_short = place.split_whitespace().count() <= LONGEST_SIGNATURE;
    is_place && is_short && is_day(date.trim())
}

/// Whether a text is a date with its month in words; the day may be left to be written by hand.
fn is_day(text: &str) -> bool {
    let mut words = text.split_whitespace().rev();
    let is_year = words.next().and_then(only_year).is_some();
    let has_month = words
        .next()
        .is_some_and(|word| month_of(&normalize(word)).is_some());
    let day = words.next().unwrap_or_default();
    let is_open = |c: char| c.is_ascii_digit() || matches!(c, '.' | '…' | '_');
    is_year && has_month && day.chars().all(is_open) && words.next().is_none()
}

fn begins(words: &str, word: &str) -> bool {
    words
        .strip_prefix(word)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_signs_is_told_from_who_is_listed() {
        for (text, wanted) in [
            ("Mengetahui,", true),
            ("PIHAK KEDUA", true),
            ("NIP. 19800101 200501 1 001", true),
            ("Kota Contoh, 2 Januari 2025", true),
            ("Kota Contoh,      Januari 2025", true),
            ("Kota Contoh, ... Januari 2025", true),
            ("Mengetahui cara kerja alat dan bahan dengan baik", false),
            ("NIP", false),
            ("Rapat, 12 orang", false),
            ("Kepala Bidang", false),
        ] {
            assert_eq!(is_signature(text), wanted, "{text}");
        }
    }

    #[test]
    fn a_quick_look_never_misses_the_words_that_matter() {
        let texts = [
            "Rata-rata",
            "(RATA - RATA)",
            "Nilai rata rata:",
            "Capaian rerata",
            "Overall Average",
            "Ｍｅａｎ",
            "x ｍean",
            "the mean ",
            "Tingkat Keberhasilan",
            "Persentase tingkat keberhasilan.",
            "Jumlah",
            " - Total",
            "(Grand Total)",
            "Sub Jumlah",
            "ＴＯＴＡＬ",
            "Hasil Evaluasi",
            "Nilai Akhir",
            "nilai rat\u{301}a rata",
            "Belanja",
            "Honor",
            "",
            "%",
            "5",
            "rata rat\u{301}a",
        ];
        for text in texts {
            let words = normalize(text);
            let (is_total, is_mean) = (begins_total(&words), mean_word(&words).is_some());
            assert!(!is_total || may_be_total(text), "{text}");
            assert!(!is_mean || may_be_mean(text), "{text}");
        }
    }
}
