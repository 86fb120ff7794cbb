//! What the cells of a column, or of a table, say together. Comes in: one reading after the other. Goes
//! out: counts, by which the column decides.

use rust_decimal::Decimal;

use super::number::{Parsed, Reading};
use super::seen::Seen;
use crate::model::amount::{own_decimals, whole_digits};
use crate::model::notation::Notation;
use crate::model::place::CellRef;
use crate::model::table::RowKind;

/// How many texts prove a notation by themselves.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Votes {
    pub(super) n_indonesian: usize,
    pub(super) n_english: usize,
    pub(super) first_indonesian: Option<CellRef>,
    pub(super) first_english: Option<CellRef>,
    /// Numbers with a comma that is surely a decimal sign.
    pub(super) n_comma_decimals: usize,
    /// Numbers with one comma, three digits after it.
    pub(super) n_comma_singles: usize,
    /// Numbers that several commas group, and nothing else.
    pub(super) n_comma_groups: usize,
    /// Numbers with one dot, three digits after it.
    pub(super) n_dot_singles: usize,
    /// Most digits before the decimal sign of any number.
    pub(super) whole_digits: u32,
}

impl Votes {
    /// Takes over the votes of another column.
    pub(super) fn add(&mut self, other: Votes) {
        self.n_indonesian += other.n_indonesian;
        self.n_english += other.n_english;
        self.first_indonesian = self.first_indonesian.or(other.first_indonesian);
        self.first_english = self.first_english.or(other.first_english);
        self.n_comma_decimals += other.n_comma_decimals;
        self.n_comma_singles += other.n_comma_singles;
        self.n_comma_groups += other.n_comma_groups;
        self.n_dot_singles += other.n_dot_singles;
        self.whole_digits = self.whole_digits.max(other.whole_digits);
    }

    /// Whether nothing proves a notation.
    pub(super) fn are_none(&self) -> bool {
        self.n_indonesian == 0 && self.n_english == 0
    }

    pub(super) fn count(&mut self, proves: Option<Notation>, at: CellRef) {
        match proves {
            Some(Notation::English) => {
                self.n_english += 1;
                self.first_english.get_or_insert(at);
            }
            Some(Notation::Indonesian) => {
                self.n_indonesian += 1;
                self.first_indonesian.get_or_insert(at);
            }
            Some(Notation::Plain | Notation::Mixed | Notation::Stored) | None => {}
        }
    }
}

/// What the cells of a column say.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) votes: Votes,
    pub(super) decimals: u32,
    pub(super) n_numbers: usize,
    pub(super) n_texts: usize,
    pub(super) n_ranges: usize,
    pub(super) n_stored: usize,
    pub(super) n_separated: usize,
    pub(super) n_rupiah: usize,
    pub(super) n_percent: usize,
    pub(super) n_percent_formats: usize,
    pub(super) n_large: usize,
    pub(super) n_zeros: usize,
    pub(super) least_percent: Option<Decimal>,
}

/// So many numbers of a table that are all written alike are no accident.
pub(super) const SEVERAL: usize = 3;

impl Tally {
    fn add_percent(&mut self, value: Option<Decimal>) {
        let value = value
            .map(|value| value.abs())
            .filter(|value| !value.is_zero());
        self.least_percent = self.least_percent.into_iter().chain(value).min();
    }

    /// Counts a stored number.
    pub(super) fn count_stored(&mut self, number: Decimal, seen: &Seen<'_>) {
        self.n_numbers += 1;
        self.n_stored += 1;
        if seen.is_percent {
            self.n_percent += 1;
            self.n_percent_formats += 1;
            self.add_percent(number.checked_mul(Decimal::ONE_HUNDRED));
        }
        let n_digits = whole_digits(number);
        self.n_large += usize::from(is_large(n_digits));
        self.n_zeros += usize::from(number.is_zero());
        self.votes.whole_digits = self.votes.whole_digits.max(n_digits);
        if seen.kind != RowKind::Note {
            self.decimals = self.decimals.max(own_decimals(number));
        }
    }

    /// Counts what a text says as a number.
    pub(super) fn count(&mut self, reading: &Reading, at: CellRef) {
        match reading {
            Reading::Number(parsed) => {
                let Some(settled) = parsed.settle(Notation::Indonesian, false) else {
                    self.n_texts += 1;
                    return;
                };
                self.n_numbers += 1;
                self.n_rupiah += usize::from(parsed.is_rupiah);
                self.n_percent += usize::from(parsed.is_percent);
                self.n_separated += usize::from(parsed.has_separator());
                let is_counted = parsed.unit.is_some() || parsed.is_percent;
                let n_digits = whole_digits(settled.value);
                self.n_large += usize::from(!is_counted && is_large(n_digits));
                self.n_zeros += usize::from(settled.value.is_zero());
                self.votes.whole_digits = self.votes.whole_digits.max(n_digits);
                self.votes.count(parsed.proves(), at);
                let sign = parsed.single_sign();
                self.votes.n_comma_singles += usize::from(sign == Some(','));
                let groups =
                    parsed.proves() == Some(Notation::English) && parsed.decimal_sign().is_none();
                self.votes.n_comma_groups += usize::from(groups);
                self.votes.n_dot_singles += usize::from(sign == Some('.'));
                self.votes.n_comma_decimals += usize::from(parsed.decimal_sign() == Some(','));
                if parsed.is_percent {
                    self.add_percent(Some(settled.value));
                }
                self.decimals = self.decimals.max(settled.decimals);
            }
            Reading::Product(factors) => {
                self.n_numbers += 1;
                self.n_rupiah += usize::from(factors.iter().any(|factor| factor.is_rupiah));
                self.n_separated += usize::from(factors.iter().any(Parsed::has_separator));
                for factor in factors {
                    self.votes.count(factor.proves(), at);
                }
            }
            Reading::Dash | Reading::NotKnown => {}
            Reading::Inexact => {
                self.n_ranges += 1;
                self.n_texts += 1;
            }
            Reading::Several
            | Reading::Lookalike
            | Reading::Broken
            | Reading::Identity
            | Reading::None => self.n_texts += 1,
        }
    }
}

/// Whole amounts from a hundred thousand on are money unless a unit says otherwise; from a
/// quadrillion on they name somebody.
fn is_large(whole_digits: u32) -> bool {
    (6..=15).contains(&whole_digits)
}
