//! What amounts are counted in: `(dalam ribuan rupiah)`, `Rp juta`, `(Rp 000)`, `Rp x 1.000`. The
//! words claim a scale; numbers that would become impossible with it take it back.

use rust_decimal::Decimal;

use super::units::HeaderWords;
use crate::model::amount::Scale;
use crate::model::table::{Column, Table};
use crate::model::text::normalize;
use crate::model::typed::StatedScale;

/// The scale that the titles of a table state; of several the nearest to the table.
pub(super) fn of_table(table: &Table) -> Option<StatedScale> {
    let mut titles = table.titles.iter().rev();
    titles.find_map(|title| stated(title, &normalize(title)))
}

/// The scale that a column's own header states; the lowest word first.
pub(super) fn of_header(column: &Column, words: &HeaderWords) -> Option<StatedScale> {
    let mut texts = column.path.iter().zip(words.texts()).rev();
    texts.find_map(|(text, words)| stated(text, words))
}

/// No amount of a region's documents reaches it: a quadrillion rupiah.
const IMPOSSIBLE: i64 = 1_000_000_000_000_000;

/// Whether the largest number of a table may be counted in a scale.
pub(super) fn is_believable(scale: Scale, largest: Decimal) -> bool {
    scale
        .in_ones(largest.abs())
        .is_some_and(|value| value < Decimal::from(IMPOSSIBLE))
}

/// Longest text in which a scale is looked for.
const MAX_LEN: usize = 400;

/// The scale that a text states, which is this once normalised.
fn stated(text: &str, words: &str) -> Option<StatedScale> {
    if text.len() > MAX_LEN {
        return None;
    }
    // Normalising drops the sign.
    let with_sign = text
        .contains('×')
        .then(|| normalize(&text.replace('×', " x ")));
    let words = with_sign.as_deref().unwrap_or(words);
    let words: Vec<&str> = words.split(' ').collect();
    let scale =
        (0..words.len()).find_map(|idx| by_word(&words, idx).or_else(|| by_zeros(&words, idx)))?;
    Some(StatedScale {
        scale,
        raw: text.trim().to_owned(),
    })
}

/// The scale of a written-out unit: `juta rupiah`, `Rp juta`.
pub(super) fn of_unit(words: &str) -> Option<Scale> {
    let words: Vec<&str> = words.split(' ').collect();
    (0..words.len()).find_map(|idx| by_word(&words, idx))
}

fn is_money(word: Option<&&str>) -> bool {
    word.is_some_and(|word| matches!(*word, "rupiah" | "rp" | "idr"))
}

/// `dalam ribuan rupiah`, `Rp ribu`, `jutaan`: a scale word with money beside it, or alone.
fn by_word(words: &[&str], idx: usize) -> Option<Scale> {
    let word = *words.get(idx)?;
    let (scale, is_collective) = match word {
        "ribu" => (Scale::THOUSAND, false),
        "ribuan" => (Scale::THOUSAND, true),
        "juta" | "jt" => (Scale::MILLION, false),
        "jutaan" => (Scale::MILLION, true),
        "miliar" | "milyar" => (Scale::BILLION, false),
        "miliaran" | "milyaran" => (Scale::BILLION, true),
        "triliun" | "trilyun" => (Scale::TRILLION, false),
        "triliunan" => (Scale::TRILLION, true),
        _ => return None,
    };
    let before = idx.checked_sub(1).and_then(|idx| words.get(idx));
    let after = words.get(idx + 1);
    // `50 juta rupiah` is an amount.
    if before.is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit())) {
        return None;
    }
    let is_inside = before.is_some_and(|word| matches!(*word, "dalam" | "satuan"));
    let stands_alone = after.is_none() && (is_inside || (is_collective && words.len() <= 2));
    (is_money(after) || is_money(before) || stands_alone).then_some(scale)
}

/// `Rp 000`, `Rp x 1.000`, `x Rp 1.000.000`, `dalam Rp 1.000`.
fn by_zeros(words: &[&str], idx: usize) -> Option<Scale> {
    if *words.get(idx)? == "rp000" {
        return Some(Scale::THOUSAND);
    }
    if !is_money(words.get(idx)) {
        return None;
    }
    let times = |word: Option<&&str>| word.is_some_and(|word| *word == "x");
    let before = idx.checked_sub(1).and_then(|idx| words.get(idx));
    let is_factor = times(words.get(idx + 1)) || times(before);
    let is_said = is_factor || before.is_some_and(|word| *word == "dalam");
    let behind = words.get(idx + 1 + usize::from(times(words.get(idx + 1)))..)?;
    let (n_thousands, n_used) = match behind {
        ["1000", ..] if is_said => (1, 1),
        ["1000000", ..] if is_said => (2, 1),
        ["1", rest @ ..] if is_said => {
            let n = zeros(rest);
            (n, n + 1)
        }
        rest => (zeros(rest), zeros(rest)),
    };
    let goes_on = behind
        .get(n_used)
        .is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()));
    match n_thousands {
        _ if goes_on => None,
        1 => Some(Scale::THOUSAND),
        2 => Some(Scale::MILLION),
        3 => Some(Scale::BILLION),
        _ => None,
    }
}

fn zeros(words: &[&str]) -> usize {
    words.iter().take_while(|word| **word == "000").count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_are_stated_in_many_words() {
        let cases = [
            ("(dalam ribuan rupiah)", Some(Scale::THOUSAND)),
            ("(Dalam Jutaan Rupiah)", Some(Scale::MILLION)),
            ("dalam jutaan", Some(Scale::MILLION)),
            ("(jutaan)", Some(Scale::MILLION)),
            ("Anggaran (Rp. x 1.000)", Some(Scale::THOUSAND)),
            ("Pagu (x Rp 1.000.000)", Some(Scale::MILLION)),
            ("(Rp × 1.000)", Some(Scale::THOUSAND)),
            ("(Rp x 1000)", Some(Scale::THOUSAND)),
            ("(Rp 000)", Some(Scale::THOUSAND)),
            ("(Rp.000)", Some(Scale::THOUSAND)),
            ("(Rp 000.000)", Some(Scale::MILLION)),
            ("(Rp '000)", Some(Scale::THOUSAND)),
            ("Rp ribu", Some(Scale::THOUSAND)),
            ("Realisasi (Rp juta)", Some(Scale::MILLION)),
            ("Realisasi (Rp. Jt)", Some(Scale::MILLION)),
            ("dalam miliar", Some(Scale::BILLION)),
            ("(Milyar Rupiah)", Some(Scale::BILLION)),
            ("PDRB (Triliun Rp)", Some(Scale::TRILLION)),
            ("(dalam ribuan ton)", None),
            ("(ribu jiwa)", None),
            ("Kegiatan di atas Rp 50 juta per paket", None),
            ("Anggaran di atas 50 juta rupiah", None),
            ("Jumlah (Rp)", None),
            ("Retribusi Rp 1.000 per lembar", None),
            ("PENGADAAN RIBUAN BIBIT", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(
                stated(text, &normalize(text)).map(|stated| stated.scale),
                expected,
                "{text}"
            );
        }
    }
}
