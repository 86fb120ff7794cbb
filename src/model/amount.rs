//! Exact amounts: rupiah, percentages, other quantities, and the precision they were written with.

use std::fmt;

use rust_decimal::Decimal;

/// Money in whole rupiah and sen, exact. A document in thousands or millions is scaled when read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rupiah(pub Decimal);

/// A percentage in points: `98,37 %` is 98.37, never 0.9837.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(pub Decimal);

/// A number of something: heads, documents, an index. `unit` is the written word in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    /// How many.
    pub value: Decimal,
    /// Of what; `None` when the document does not say.
    pub unit: Option<String>,
}

/// The value of a cell after interpretation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Money.
    Rupiah(Rupiah),
    /// A percentage.
    Percent(Percent),
    /// Another number.
    Quantity(Quantity),
    /// Words, codes, identifiers, dates as written.
    Text(String),
}

impl Value {
    /// The number in it, in its own unit.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Value::Rupiah(rupiah) => Some(rupiah.0),
            Value::Percent(percent) => Some(percent.0),
            Value::Quantity(quantity) => Some(quantity.value),
            Value::Text(_) => None,
        }
    }

    /// The unit it is counted in.
    pub fn unit(&self) -> Unit {
        match self {
            Value::Rupiah(_) => Unit::Rupiah,
            Value::Percent(_) => Unit::Percent,
            Value::Quantity(Quantity {
                unit: Some(unit), ..
            }) => Unit::Named(unit.clone()),
            Value::Quantity(Quantity { unit: None, .. }) | Value::Text(_) => Unit::Unknown,
        }
    }
}

/// What a number counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Money.
    Rupiah,
    /// Points of a hundred.
    Percent,
    /// A word of the document, in lower case.
    Named(String),
    /// The document does not say.
    Unknown,
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unit::Rupiah => f.write_str("rupiah"),
            Unit::Percent => f.write_str("%"),
            Unit::Named(word) => f.write_str(word),
            Unit::Unknown => f.write_str("?"),
        }
    }
}

/// How exactly a number was written.
///
/// A number printed with `d` decimals stands for any value within half a unit of that decimal; an
/// exact one (rupiah, counts) stands for itself. This is the reading of XBRL Calculations 1.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grain {
    /// The number is what it says.
    Exact,
    /// Rounded to this many decimals.
    Decimals(u32),
}

impl Grain {
    /// Half a unit of the last decimal; zero when exact.
    pub fn half_unit(self) -> Decimal {
        match self {
            Grain::Exact => Decimal::ZERO,
            // 28 is the most decimals a `Decimal` holds.
            Grain::Decimals(decimals) => Decimal::new(5, (decimals + 1).min(28)),
        }
    }
}

/// Writes an amount as Indonesian readers expect: `15.175.137.652` or `84,50`.
pub fn indonesian(value: Decimal) -> String {
    let text = value.abs().to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::new();
    if value.is_sign_negative() && !value.is_zero() {
        out.push('-');
    }
    for (idx, digit) in whole.chars().enumerate() {
        if idx > 0 && (whole.len() - idx) % 3 == 0 {
            out.push('.');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

/// Writes an amount as English readers expect: `15,175,137,652` or `84.50`.
pub fn english(value: Decimal) -> String {
    indonesian(value)
        .chars()
        .map(|c| match c {
            '.' => ',',
            ',' => '.',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_for_people() {
        let cases = [
            ("15175137652", "15.175.137.652"),
            ("84.50", "84,50"),
            ("-3.54", "-3,54"),
            ("0", "0"),
            ("999", "999"),
            ("1000", "1.000"),
        ];
        for (plain, shown) in cases {
            let value: Decimal = plain.parse().expect("a decimal");
            assert_eq!(indonesian(value), shown);
        }
    }

    #[test]
    fn half_a_unit_follows_the_decimals() {
        assert_eq!(Grain::Exact.half_unit(), Decimal::ZERO);
        assert_eq!(Grain::Decimals(0).half_unit().to_string(), "0.5");
        assert_eq!(Grain::Decimals(2).half_unit().to_string(), "0.005");
    }
}
