//! Numbers that a cell stores as numbers: what they are in their column, and how exactly they are meant, by
//! the format they are shown in. What is written as words is read elsewhere.

use rust_decimal::Decimal;

use super::column::ColumnReader;
use super::in_unit;
use super::notes::Notes;
use super::seen::Seen;
use super::values::Read;
use crate::model::amount::{Grain, Percent, Scale, Unit, Value, own_decimals};
use crate::model::finding::Severity;

/// Decimals beyond which a stored number is a computed one, not a typed one.
pub(super) const MAX_TYPED_DECIMALS: u32 = 4;
/// Decimals of money.
const SEN: u32 = 2;
/// Digits from which on a fraction is the noise of binary numbers, and those that such a number is
/// sure of: many were stored in single precision before, where 24 bits make 7 digits.
const NOISY_DIGITS: u32 = 14;
const SINGLE_DIGITS: u32 = 7;
/// Digits of a double that survive a few operations; it holds 15 to 17.
const SURE_DIGITS: u32 = 13;
/// Fewest numbers whose last shown decimal is zero in each because they were rounded before it.
const MIN_ROUNDED: usize = 5;

impl ColumnReader<'_> {
    /// The value of a number as it is stored.
    pub(super) fn stored(&self, number: Decimal, seen: &Seen<'_>, notes: &mut Notes<'_>) -> Read {
        let shown = seen.shown.map(u32::from);
        if (seen.is_percent || self.is_fraction_of_percents(number, seen))
            && let Some(value) = number.checked_mul(Decimal::ONE_HUNDRED)
        {
            let value = value.normalize();
            let grain = if seen.is_percent {
                Grain::Decimals(shown.unwrap_or(0))
            } else {
                tell_fraction(seen, value, notes);
                Grain::Decimals(value.scale())
            };
            return (Value::Percent(Percent(value)), grain);
        }
        let own = own_decimals(number);
        let grain = match (self.reading.unit.as_ref(), shown) {
            // What is counted in thousands was rounded to what it shows.
            (Some(Unit::Rupiah), Some(shown)) if self.reading.scale != Scale::ONE => {
                Grain::Decimals(shown)
            }
            // A typed amount is exact; one with more decimals than shown was computed and rounded.
            (Some(Unit::Rupiah), Some(shown)) if own > shown => Grain::Decimals(shown),
            (Some(Unit::Rupiah), None) if own > SEN => Grain::Decimals(SEN),
            (Some(Unit::Rupiah), _) => Grain::Exact,
            (_, Some(shown)) => Grain::Decimals(shown.min(self.most_decimals(shown))),
            (_, None) => self.grain(number),
        };
        let unit = self.reading.unit.clone().unwrap_or(Unit::Unknown);
        (in_unit(number, unit), grain)
    }

    /// The decimals that the stored numbers of a column were rounded to, where they are fewer than it
    /// shows: not one of many numbers ends in a zero by chance.
    fn most_decimals(&self, shown: u32) -> u32 {
        let stored = self.reading.decimals;
        if stored > 0 && self.reading.n_numbers >= MIN_ROUNDED {
            stored
        } else {
            shown
        }
    }

    /// Whether a number under the General format is a fraction among cells shown as percentages.
    fn is_fraction_of_percents(&self, number: Decimal, seen: &Seen<'_>) -> bool {
        self.n_percent_formats > 1
            && self.n_percent_formats * 2 > self.reading.n_numbers
            && self.reading.unit == Some(Unit::Percent)
            && seen.shown.is_none()
            && number.abs() < Decimal::ONE
            && !number.is_zero()
    }

    /// Grain of a number under the General format, which shows the decimals it has. One with many
    /// was computed, and its last digits are the noise of a double.
    pub(super) fn grain(&self, number: Decimal) -> Grain {
        let own = own_decimals(number);
        let is_rounded = self.reading.decimals > 0 || self.reading.unit == Some(Unit::Percent);
        if !is_rounded {
            return Grain::Exact;
        }
        if own <= MAX_TYPED_DECIMALS {
            return Grain::Decimals(own);
        }
        // It may be the small difference of the table's largest numbers.
        let whole_digits = self.table_votes.whole_digits.max(1);
        let sure = SURE_DIGITS.saturating_sub(whole_digits);
        Grain::Decimals(own.min(sure).min(single_decimals(number)))
    }
}

pub(super) fn tell_fraction(seen: &Seen<'_>, value: Decimal, notes: &mut Notes<'_>) {
    let mut finding = notes
        .about("R010", Severity::Warning, seen.at, &seen.cell.written())
        .fact_in(
            "reason",
            "persentase ditulis sebagai pecahan",
            "a percentage written as a fraction",
        );
    finding.stated = Some(value);
    notes.tell(finding);
}

/// Decimals that a number in single precision is sure of, if one is written as exactly as only a
/// program writes.
fn single_decimals(number: Decimal) -> u32 {
    let number = number.normalize();
    let n_digits = number
        .mantissa()
        .unsigned_abs()
        .checked_ilog10()
        .map_or(0, |power| power + 1);
    if n_digits < NOISY_DIGITS {
        return u32::MAX;
    }
    // Digits in front of the decimal sign count, zeros behind it do not.
    (SINGLE_DIGITS + number.scale()).saturating_sub(n_digits)
}
