//! Why a claim fails, as far as the numbers prove it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::amount::{english, indonesian};
use super::language::Language;
use super::place::Place;

/// A possible explanation of a failure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// What kind of mistake.
    pub kind: CauseKind,
    /// How sure it is.
    pub confidence: Confidence,
    /// The cell where the mistake stands.
    pub place: Place,
    /// The value that would mend it, where one follows.
    #[serde(with = "crate::model::compact::exact_option")]
    pub suggested: Option<Decimal>,
}

impl Cause {
    /// The cause in one line: what, how sure, where if not at `home`, and what it should be.
    pub fn in_words(&self, home: Option<&Place>, language: Language) -> String {
        let (id, en) = self.kind.words();
        let sure = self.confidence.word(language);
        let mut words = format!("{} ({sure})", language.pick(id, en));
        if home != Some(&self.place) {
            words.push_str(language.pick(", di ", ", at "));
            words.push_str(&self.place.seen_from(home));
        }
        if let Some(suggested) = self.suggested {
            words.push_str(language.pick(", usul ", ", suggested "));
            words.push_str(&match language {
                Language::Id => indonesian(suggested),
                Language::En => english(suggested),
            });
        }
        words
    }
}

/// How sure a cause is. Measured on generated faults (`tests/it/faults`): of a hundred certain causes
/// 99 at least have the right cell and the right value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// No other single cell would mend the same failures, and the kind reproduces the difference
    /// exactly.
    Certain,
    /// The kind reproduces the difference exactly; another cell could be wrong instead.
    Likely,
    /// Compatible with the difference, no more.
    Possible,
}

impl Confidence {
    /// In a reader's word.
    pub fn word(self, language: Language) -> &'static str {
        match self {
            Confidence::Certain => language.pick("pasti", "certain"),
            Confidence::Likely => language.pick("kemungkinan besar", "likely"),
            Confidence::Possible => language.pick("mungkin", "possible"),
        }
    }
}

/// The kinds of mistake. The names are part of the public interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CauseKind {
    /// Two neighbouring digits changed places.
    TransposedDigits,
    /// One digit is another.
    WrongDigit,
    /// A digit is left out.
    MissingDigit,
    /// A digit is written twice or too many.
    ExtraDigit,
    /// Off by a power of ten.
    WrongScale,
    /// The sign is the other.
    WrongSign,
    /// An addend is left out of the total.
    OmittedAddend,
    /// An addend is in the total twice.
    CountedTwice,
    /// A subtotal is added together with its own details.
    SubtotalCountedWithDetails,
    /// The mean of the parts' percentages instead of the whole's own.
    MeanOfPercentages,
    /// A mean under a label that says sum.
    SumLabelledMean,
    /// A percentage above 100 written as 100.
    #[serde(rename = "capped-at-100")]
    CappedAt100,
    /// Percentage points where a percent change is claimed.
    PointsInsteadOfPercent,
    /// Dots and commas read the other way round.
    SwappedSeparators,
    /// Equals another year's or another document's figure.
    StaleValue,
    /// The stored value of a formula is older than what it is computed from.
    StaleFormulaCache,
    /// A formula leaves out cells that belong to it.
    FormulaRangeTooShort,
    /// A formula takes in cells that do not belong to it.
    FormulaRangeTooLong,
    /// A number typed where the cells beside it are computed.
    HardCodedAmongFormulas,
    /// A formula that is not the one of the cells beside it.
    FormulaDiffersFromNeighbours,
    /// A number typed into a formula.
    ConstantInFormula,
    /// A row that takes up whatever is left of a total.
    ResidualRow,
    /// A formula that needs its own value.
    CircularFormula,
    /// A number stored as text, which formulas count as nothing.
    NumberAsText,
    /// Rounding beyond the precision shown.
    Rounding,
    /// A residual that no listed row explains.
    MissingRow,
    /// One cell explains several failures.
    WrongCell,
}

impl CauseKind {
    /// The kind's public name, as in the JSON.
    pub fn name(self) -> &'static str {
        match self {
            CauseKind::TransposedDigits => "transposed-digits",
            CauseKind::WrongDigit => "wrong-digit",
            CauseKind::MissingDigit => "missing-digit",
            CauseKind::ExtraDigit => "extra-digit",
            CauseKind::WrongScale => "wrong-scale",
            CauseKind::WrongSign => "wrong-sign",
            CauseKind::OmittedAddend => "omitted-addend",
            CauseKind::CountedTwice => "counted-twice",
            CauseKind::SubtotalCountedWithDetails => "subtotal-counted-with-details",
            CauseKind::MeanOfPercentages => "mean-of-percentages",
            CauseKind::SumLabelledMean => "sum-labelled-mean",
            CauseKind::CappedAt100 => "capped-at-100",
            CauseKind::PointsInsteadOfPercent => "points-instead-of-percent",
            CauseKind::SwappedSeparators => "swapped-separators",
            CauseKind::StaleValue => "stale-value",
            CauseKind::StaleFormulaCache => "stale-formula-cache",
            CauseKind::FormulaRangeTooShort => "formula-range-too-short",
            CauseKind::FormulaRangeTooLong => "formula-range-too-long",
            CauseKind::HardCodedAmongFormulas => "hard-coded-among-formulas",
            CauseKind::FormulaDiffersFromNeighbours => "formula-differs-from-neighbours",
            CauseKind::ConstantInFormula => "constant-in-formula",
            CauseKind::ResidualRow => "residual-row",
            CauseKind::CircularFormula => "circular-formula",
            CauseKind::NumberAsText => "number-as-text",
            CauseKind::Rounding => "rounding",
            CauseKind::MissingRow => "missing-row",
            CauseKind::WrongCell => "wrong-cell",
        }
    }

    /// The kind in a reader's words: Bahasa Indonesia, English.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            CauseKind::TransposedDigits => {
                ("dua angka bertukar tempat", "two digits changed places")
            }
            CauseKind::WrongDigit => ("satu angka salah ketik", "one digit is wrong"),
            CauseKind::MissingDigit => ("satu angka tertinggal", "a digit is missing"),
            CauseKind::ExtraDigit => ("satu angka berlebih", "a digit too many"),
            CauseKind::WrongScale => (
                "salah skala (kelipatan sepuluh)",
                "wrong scale (power of ten)",
            ),
            CauseKind::WrongSign => ("tanda plus/minus terbalik", "wrong sign"),
            CauseKind::OmittedAddend => (
                "satu rincian tidak ikut dijumlahkan",
                "an addend was left out",
            ),
            CauseKind::CountedTwice => (
                "satu rincian terhitung dua kali",
                "an addend was counted twice",
            ),
            CauseKind::SubtotalCountedWithDetails => (
                "subtotal ikut dijumlahkan bersama rinciannya",
                "a subtotal was added with its details",
            ),
            CauseKind::MeanOfPercentages => (
                "rata-rata persentase rincian, bukan persentase dari jumlahnya",
                "the mean of the parts' percentages",
            ),
            CauseKind::SumLabelledMean => (
                "berlabel jumlah tetapi isinya rata-rata",
                "labelled a sum but is a mean",
            ),
            CauseKind::CappedAt100 => (
                "capaian di atas 100 dipotong menjadi 100",
                "achievement above 100 cut to 100",
            ),
            CauseKind::PointsInsteadOfPercent => (
                "selisih poin persen, bukan persen perubahan",
                "percentage points, not percent change",
            ),
            CauseKind::SwappedSeparators => {
                ("tanda titik dan koma tertukar", "dot and comma swapped")
            }
            CauseKind::StaleValue => (
                "angka lama atau angka dokumen lain yang terbawa",
                "a stale figure carried over",
            ),
            CauseKind::StaleFormulaCache => (
                "nilai rumus tersimpan sudah usang, belum dihitung ulang",
                "the stored value of the formula is out of date",
            ),
            CauseKind::FormulaRangeTooShort => (
                "rentang rumus tidak mencakup semua rincian",
                "the formula's range leaves out details",
            ),
            CauseKind::FormulaRangeTooLong => (
                "rentang rumus mencakup sel yang bukan rinciannya",
                "the formula's range takes in cells that are no details",
            ),
            CauseKind::HardCodedAmongFormulas => (
                "angka diketik di antara sel-sel berumus",
                "a number typed among formulas",
            ),
            CauseKind::FormulaDiffersFromNeighbours => (
                "rumusnya berbeda dari sel-sel di sekitarnya",
                "the formula differs from its neighbours",
            ),
            CauseKind::ConstantInFormula => (
                "ada angka yang diketik di dalam rumus",
                "a number typed into the formula",
            ),
            CauseKind::ResidualRow => (
                "baris penampung menyerap selisihnya",
                "a row takes up the difference",
            ),
            CauseKind::CircularFormula => (
                "rumus menghitung dirinya sendiri",
                "the formula needs its own value",
            ),
            CauseKind::NumberAsText => (
                "angka tersimpan sebagai teks sehingga tidak ikut terhitung",
                "a number stored as text is not counted",
            ),
            CauseKind::Rounding => ("pembulatan", "rounding"),
            CauseKind::MissingRow => ("ada rincian yang tidak tercantum", "a row is not listed"),
            CauseKind::WrongCell => (
                "satu sel menjelaskan beberapa ketidakcocokan",
                "one cell explains several failures",
            ),
        }
    }
}
