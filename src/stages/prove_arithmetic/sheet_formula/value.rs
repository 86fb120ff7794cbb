//! What a formula gives: a number with the noise that a double's arithmetic may leave in it, or
//! something else. Exact decimals throughout; a spreadsheet's doubles differ by noise only.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::book::kept;

use crate::model::grid::{Cell, Content};

/// A value while a formula is calculated.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Number(Number),
    Text(Arc<str>),
    Bool(bool),
    Blank,
    /// An error value such as `#DIV/0!`.
    Error(Arc<str>),
    /// Not known, and why.
    Doubt(Doubt),
}

/// Why a formula's value is not known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doubt {
    /// A function that is not calculated here.
    Function(Arc<str>),
    /// A part of the language that is not calculated here.
    Syntax(&'static str),
    /// A cell it needs holds a formula without a value.
    Uncalculated,
    /// A date or time, whose day number is not kept.
    Date,
    /// Numbers beyond exact arithmetic.
    TooLarge,
    /// More cells than a workbook's formulas may look at one by one.
    TooMany,
}

impl Doubt {
    /// Its name in findings.
    pub(super) fn words(&self) -> (String, String) {
        let said = |id: &str, en: &str| (id.to_owned(), en.to_owned());
        match self {
            Doubt::Function(name) => (name.to_string(), name.to_string()),
            Doubt::Syntax("workbook") => said("buku kerja lain", "another workbook"),
            Doubt::Syntax("array") => said("larik", "an array"),
            Doubt::Syntax("table") => said("kolom tabel Excel", "an Excel table's columns"),
            Doubt::Syntax("long") => said("rumus terlalu panjang", "a formula too long"),
            Doubt::Syntax("deep") => said("rumus terlalu bertingkat", "a formula too deep"),
            Doubt::Syntax(_) => said("bentuk lain", "another form"),
            Doubt::Uncalculated => said("sel tanpa nilai", "cells without value"),
            Doubt::Date => said("tanggal", "dates"),
            Doubt::TooLarge => said("angka terlalu besar", "numbers too large"),
            Doubt::TooMany => said("rentang terlalu banyak", "ranges too many"),
        }
    }
}

/// A number and by how much a double's arithmetic may have missed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: Decimal,
    pub(super) noise: Decimal,
}

/// Relative noise of one rounding to a double, 2^-53, a little more.
const EPSILON: Decimal = Decimal::from_parts(12, 0, 0, false, 17);
/// Whole numbers to here are exact in a double: 2^53.
const WHOLE: Decimal = Decimal::from_parts(0, 0x0020_0000, 0, false, 0);

impl Number {
    /// A number as a cell stores it.
    pub(super) fn stored(value: Decimal) -> Self {
        Self {
            value,
            noise: rounding(value),
        }
    }

    /// A number that is exact.
    pub(super) fn exact(value: Decimal) -> Self {
        Self {
            value,
            noise: Decimal::ZERO,
        }
    }

    pub(super) fn add(self, other: Self) -> Option<Self> {
        let value = self.value.checked_add(other.value)?;
        let noise = self.noise.checked_add(other.noise)?;
        // The larger operand's unit is what is lost.
        let size = value.abs().max(self.value.abs()).max(other.value.abs());
        let fraction = if noise.is_zero() {
            rounding(value)
        } else {
            rounding_of(size)
        };
        Some(Self {
            value,
            noise: noise.checked_add(fraction)?,
        })
    }

    pub(super) fn negate(self) -> Self {
        Self {
            value: -self.value,
            ..self
        }
    }

    pub(super) fn multiply(self, other: Self) -> Option<Self> {
        let value = self.value.checked_mul(other.value)?;
        let noise = scaled(self.noise, other.value)?
            .checked_add(scaled(other.noise, self.value)?)?
            .checked_add(rounding(value))?;
        Some(Self { value, noise })
    }

    /// `None` where the numbers are too large; the divisor is not zero.
    pub(super) fn divide(self, other: Self) -> Option<Self> {
        let value = self.value.checked_div(other.value)?;
        let noise = self
            .noise
            .checked_add(scaled(other.noise, value)?)?
            .checked_div(other.value.abs())?
            .checked_add(rounding(value))?;
        Some(Self { value, noise })
    }

    /// Whether a stored number is this one, as far as a double can tell: 15 digits are sure.
    pub(super) fn is(&self, stored: Decimal) -> bool {
        let allowed = rounding_of(stored.abs())
            .saturating_mul(Decimal::TEN)
            .saturating_add(self.noise.saturating_mul(Decimal::TWO));
        let is_near = stored
            .checked_sub(self.value)
            .is_some_and(|miss| miss.abs() <= allowed);
        // Some programs store no more than those digits.
        is_near || kept(stored) == kept(self.value)
    }
}

fn scaled(noise: Decimal, by: Decimal) -> Option<Decimal> {
    if noise.is_zero() {
        return Some(noise);
    }
    noise.checked_mul(by.abs())
}

/// What rounding a number to a double may lose: nothing of a whole one.
fn rounding(value: Decimal) -> Decimal {
    if value.is_integer() && value.abs() <= WHOLE {
        return Decimal::ZERO;
    }
    rounding_of(value.abs())
}

fn rounding_of(size: Decimal) -> Decimal {
    size.checked_mul(EPSILON).unwrap_or(Decimal::ZERO)
}

impl Value {
    pub(super) fn number(value: Decimal) -> Self {
        Value::Number(Number::exact(value))
    }

    pub(super) fn error(text: &str) -> Self {
        Value::Error(text.into())
    }

    pub(super) fn doubt(doubt: Doubt) -> Self {
        Value::Doubt(doubt)
    }

    /// A number, or that it is too large.
    pub(super) fn of(number: Option<Number>) -> Self {
        number.map_or(Value::Doubt(Doubt::TooLarge), Value::Number)
    }

    /// What a cell holds.
    pub(super) fn of_cell(cell: &Cell) -> Self {
        match &cell.content {
            Content::Number(number) => Value::Number(Number::stored(*number)),
            Content::Text(text) => Value::Text(text.clone()),
            Content::Bool(yes) => Value::Bool(*yes),
            Content::Date(_) => Value::Doubt(Doubt::Date),
            Content::Error(error) => Value::Error((**error).into()),
            Content::NoCachedValue => Value::Doubt(Doubt::Uncalculated),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_rupiah_have_no_noise() {
        let billion = Number::stored(Decimal::from(15_175_137_652_i64));
        let sum = billion.add(billion).expect("a sum");
        assert!(sum.is(Decimal::from(30_350_275_304_i64)));
        assert!(!sum.is(Decimal::from(30_350_275_305_i64)));
        assert_eq!(WHOLE, Decimal::from(1_i64 << 53));
    }

    #[test]
    fn a_double_s_thirds_are_the_same_number() {
        let third = Number::stored(Decimal::ONE)
            .divide(Number::stored(Decimal::from(3)))
            .expect("a quotient");
        assert!(third.is("0.3333333333333333".parse().expect("a number")));
        assert!(!third.is("0.33333333333".parse().expect("a number")));
    }
}
