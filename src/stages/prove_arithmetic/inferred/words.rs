//! What labels of rows and columns say of their figures, in several languages. Words never make a
//! claim here: they decide between explanations that the numbers bear out equally well.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::model::of_which;

/// What a label announces.
#[allow(
    clippy::struct_excessive_bools,
    reason = "what a label says are independent facts, each true or not"
)]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) total: bool,
    pub(super) mean: bool,
    pub(super) difference: bool,
    pub(super) share: bool,
    pub(super) change: bool,
    pub(super) running: bool,
    /// A figure that is not added up: a rate, a price, an age.
    pub(super) ratio: bool,
    /// A rate that was divided out: where it is whole it was rounded to that.
    pub(super) quotient: bool,
    /// What there is at a time: what several periods state does not add up.
    pub(super) level: bool,
    /// `of which ...`: part of the figure above it.
    pub(super) part: bool,
}

/// Notes what a word announces.
type Announce = fn(&mut Meaning);
/// A word or phrase with what it announces.
type Word = (&'static str, Announce);

fn total(meaning: &mut Meaning) {
    meaning.total = true;
}
fn mean(meaning: &mut Meaning) {
    meaning.mean = true;
    meaning.ratio = true;
    meaning.quotient = true;
}
fn difference(meaning: &mut Meaning) {
    meaning.difference = true;
}
fn share(meaning: &mut Meaning) {
    meaning.share = true;
    meaning.ratio = true;
}
fn change(meaning: &mut Meaning) {
    meaning.change = true;
    meaning.difference = true;
}
fn running(meaning: &mut Meaning) {
    meaning.running = true;
}
fn balance(meaning: &mut Meaning) {
    meaning.running = true;
    meaning.difference = true;
}
fn level(meaning: &mut Meaning) {
    meaning.level = true;
}
fn ratio(meaning: &mut Meaning) {
    meaning.ratio = true;
}
fn density(meaning: &mut Meaning) {
    meaning.ratio = true;
    meaning.quotient = true;
}
fn part(meaning: &mut Meaning) {
    meaning.part = true;
}

/// The words, in lower case without accents; phrases stand as they are spoken.
#[rustfmt::skip]
const WORDS: &[Word] = &[
    ("total", total), ("totals", total), ("subtotal", total), ("jumlah", total), ("sum", total), ("summe", total),
    ("zwischensumme", total), ("gesamtsumme", total), ("gesamt", total), ("insgesamt", total), ("zusammen", total),
    ("ensemble", total), ("somme", total), ("totaux", total), ("totale", total), ("totaal", total), ("suma", total),
    ("all", total), ("both", total), ("overall", total), ("combined", total), ("keseluruhan", total),
    ("seluruh", total), ("semua", total), ("alle", total), ("tous", total), ("together", total),
    ("average", mean), ("avg", mean), ("mean", mean), ("rata", mean), ("rerata", mean), ("mittelwert", mean),
    ("mittel", mean), ("durchschnitt", mean), ("schnitt", mean), ("moyenne", mean), ("promedio", mean), ("media", mean),
    ("difference", difference), ("diff", difference), ("net", difference), ("netto", difference), ("nett", difference), ("neto", difference), ("bersih", difference),
    ("profit", difference), ("loss", difference), ("losses", difference), ("verlust", difference), ("verluste", difference),
    ("perte", difference), ("pertes", difference), ("susut", difference), ("gain", difference), ("surplus", difference), ("deficit", difference),
    ("selisih", difference), ("sisa", difference), ("laba", difference), ("rugi", difference), ("variance", difference),
    ("ecart", difference), ("neraca", difference), ("differenz", difference), ("uberschuss", difference), ("remaining", difference),
    ("remainder", difference), ("gewinn", difference), ("ergebnis", difference), ("resultat", difference),
    ("excess", difference), ("shortfall", difference), ("gd", difference), ("margin", difference),
    ("reste", difference), ("benefice", difference), ("defisit", difference), ("gap", difference),
    ("balance", balance), ("saldo", balance), ("solde", balance), ("closing", balance), ("bestand", balance),
    ("change", change), ("growth", change), ("variation", change), ("pertumbuhan", change), ("perubahan", change),
    ("veranderung", change), ("wachstum", change), ("croissance", change), ("increase", change), ("decrease", change),
    ("evolution", change), ("kenaikan", change), ("zuwachs", change), ("yoy", change),
    ("stok", level), ("stock", level), ("stocks", level), ("saldo", level), ("bestand", level), ("inventory", level),
    ("cumulative", running), ("cumulated", running), ("kumulatif", running), ("kumuliert", running),
    ("cumul", running), ("cumule", running), ("running", running), ("akumulasi", running), ("ytd", running),
    ("%", share), ("percent", share), ("percentage", share), ("pct", share), ("persen", share), ("persentase", share),
    ("share", share), ("anteil", share), ("proportion", share), ("proporsi", share), ("quote", share), ("rate", share),
    ("ratio", share), ("rasio", share), ("taux", share), ("prozent", share), ("part", share), ("porsi", share),
    ("turnout", share), ("kontribusi", share),
    ("density", density), ("kepadatan", density), ("dichte", density), ("densite", density), ("price", ratio), ("harga", ratio),
    ("preis", ratio), ("prix", ratio), ("index", ratio), ("indeks", ratio), ("age", ratio), ("usia", ratio),
    ("umur", ratio), ("alter", ratio), ("median", ratio), ("per", ratio), ("pro", ratio), ("par", ratio),
    ("rank", ratio), ("score", ratio), ("temperature", ratio), ("temp", ratio), ("gpa", ratio), ("ipk", ratio),
    ("yield", ratio), ("coefficient", ratio), ("latitude", ratio), ("longitude", ratio), ("maximum", ratio),
    ("minimum", ratio), ("max", ratio), ("min", ratio), ("tertinggi", ratio), ("terendah", ratio),
    ("thereof", part), ("davon", part), ("darunter", part), ("dont", part), ("diantaranya", part),
];

/// What each word announces, since labels have many words.
static ANNOUNCED: LazyLock<BTreeMap<&str, Vec<Announce>>> = LazyLock::new(|| {
    let mut announced: BTreeMap<&str, Vec<Announce>> = BTreeMap::new();
    for &(word, announce) in WORDS {
        announced.entry(word).or_default().push(announce);
    }
    announced
});

/// Longest label that is looked into, in words: longer ones are sentences.
const MAX_WORDS: usize = 16;

/// What a label in one spelling announces.
pub(super) fn meaning(words: &str) -> Meaning {
    let mut meaning = Meaning::default();
    for word in words.split(' ').take(MAX_WORDS) {
        // `5%` is a rate of something: what stands below it may be an amount.
        if word.strip_suffix('%').is_some_and(is_number) {
            continue;
        }
        // `%)` and `(in%)` are normalised to words that hold the sign.
        if word.contains('%') {
            share(&mut meaning);
        }
        for announce in ANNOUNCED.get(word).into_iter().flatten() {
            announce(&mut meaning);
        }
    }
    if of_which::begins(words) {
        part(&mut meaning);
    }
    meaning
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::text::normalize;

    fn meaning(label: &str) -> Meaning {
        super::meaning(&normalize(label))
    }

    #[test]
    fn labels_mean_the_same_in_several_languages() {
        for label in [
            "Total",
            "Jumlah / Total",
            "Summe Kohlen",
            "TOTAUX",
            "All regions",
        ] {
            assert!(meaning(label).total, "{label}");
        }
        for label in [
            "Rata-rata kelas",
            "Durchschnitt",
            "Moyenne",
            "Average price",
        ] {
            assert!(meaning(label).mean && meaning(label).ratio, "{label}");
        }
        assert!(meaning("Anteil in %").share);
        assert!(meaning("Variation (%)").change && meaning("Variation (%)").share);
        assert!(meaning("Perubahan 2025 (%)").share);
        assert!(!meaning("Bobot 20%").share && !meaning("PPN 11%").share);
        assert!(meaning("Écart").difference);
        assert_eq!(meaning("Steinkohle"), Meaning::default());
    }
}
