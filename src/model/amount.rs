//! Exact amounts: rupiah, percentages, other quantities, and the precision they were written with.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

/// Money in whole rupiah and sen, exact. A document in thousands or millions is scaled when read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rupiah(#[serde(with = "crate::model::compact::exact")] pub Decimal);

/// A percentage in points: `98,37 %` is 98.37, never 0.9837.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Percent(#[serde(with = "crate::model::compact::exact")] pub Decimal);

/// A number of something: heads, documents, years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// How many.
    #[serde(with = "crate::model::compact::exact")]
    pub value: Decimal,
    /// Of what: the written word in lower case.
    pub unit: SmolStr,
}

/// The value of a cell after interpretation. Kept small, since a sheet may hold millions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// Money.
    Rupiah(Rupiah),
    /// A percentage.
    Percent(Percent),
    /// Another number, of which the document does not say what it counts.
    Number(#[serde(with = "crate::model::compact::exact")] Decimal),
    /// A number of something.
    Quantity(Box<Quantity>),
    /// Words, codes, identifiers, dates as written.
    Text(SmolStr),
}

impl Value {
    /// A number of something.
    pub fn of(value: Decimal, unit: SmolStr) -> Self {
        Value::Quantity(Box::new(Quantity { value, unit }))
    }

    /// The number in it, in its own unit.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Value::Rupiah(rupiah) => Some(rupiah.0),
            Value::Percent(percent) => Some(percent.0),
            Value::Number(value) => Some(*value),
            Value::Quantity(quantity) => Some(quantity.value),
            Value::Text(_) => None,
        }
    }

    /// The unit it is counted in.
    pub fn unit(&self) -> Unit {
        match self {
            Value::Rupiah(_) => Unit::Rupiah,
            Value::Percent(_) => Unit::Percent,
            Value::Quantity(quantity) => Unit::Named(quantity.unit.clone()),
            Value::Number(_) | Value::Text(_) => Unit::Unknown,
        }
    }
}

/// What a number counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Unit {
    /// Money.
    Rupiah,
    /// Points of a hundred.
    Percent,
    /// A word of the document, in lower case.
    Named(#[serde(with = "crate::model::compact::word")] SmolStr),
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Grain {
    /// The number is what it says.
    Exact,
    /// Rounded to this many decimals.
    Decimals(u32),
    /// Rounded to this power of ten: an amount in whole millions is `Tens(6)`.
    Tens(u32),
}

/// Most decimals and most digits that a `Decimal` holds.
const MAX_DIGITS: u32 = 28;

impl Grain {
    /// The grain of a number written with so many decimals and counted in units of a scale.
    pub fn written(decimals: u32, scale: Scale) -> Self {
        match decimals.checked_sub(scale.power()) {
            Some(rest) => Grain::Decimals(rest),
            None => Grain::Tens(scale.power() - decimals),
        }
    }

    /// Half a unit of the last decimal; zero when exact.
    pub fn half_unit(self) -> Decimal {
        match self {
            Grain::Exact => Decimal::ZERO,
            Grain::Decimals(decimals) => {
                Decimal::new(5, decimals.saturating_add(1).min(MAX_DIGITS))
            }
            Grain::Tens(power) => power_of_ten(power.saturating_sub(1)) * Decimal::from(5),
        }
    }

    /// A value as a cell of this grain shows it.
    pub fn round(self, value: Decimal) -> Decimal {
        let away = RoundingStrategy::MidpointAwayFromZero;
        match self {
            Grain::Exact => value,
            Grain::Decimals(decimals) => value.round_dp_with_strategy(decimals, away),
            Grain::Tens(power) => {
                let unit = power_of_ten(power);
                let units = value.checked_div(unit);
                units
                    .and_then(|units| units.round_dp_with_strategy(0, away).checked_mul(unit))
                    .unwrap_or(value)
            }
        }
    }
}

/// Ten to a power, at most 27, so that five times as much still fits.
fn power_of_ten(power: u32) -> Decimal {
    let ten = 10i128.checked_pow(power.min(MAX_DIGITS - 1)).unwrap_or(1);
    Decimal::try_from_i128_with_scale(ten, 0).unwrap_or(Decimal::ONE)
}

/// What one unit of a written amount stands for: `(dalam jutaan rupiah)` is a million rupiah.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Scale(u32);

impl Scale {
    /// Rupiah.
    pub const ONE: Scale = Scale(0);
    /// Ribuan.
    pub const THOUSAND: Scale = Scale(3);
    /// Jutaan.
    pub const MILLION: Scale = Scale(6);
    /// Miliaran.
    pub const BILLION: Scale = Scale(9);
    /// Triliunan.
    pub const TRILLION: Scale = Scale(12);

    /// The power of ten.
    pub const fn power(self) -> u32 {
        self.0
    }

    /// Its word in documents.
    pub const fn name(self) -> &'static str {
        match self.0 {
            0 => "satuan",
            3 => "ribu",
            6 => "juta",
            9 => "miliar",
            _ => "triliun",
        }
    }

    /// A number of these units in ones, exact; `None` where it does not fit.
    pub fn in_ones(self, value: Decimal) -> Option<Decimal> {
        if self == Scale::ONE {
            return Some(value);
        }
        let (mantissa, decimals) = (value.mantissa(), value.scale());
        match self.0.checked_sub(decimals) {
            None | Some(0) => {
                Decimal::try_from_i128_with_scale(mantissa, decimals.saturating_sub(self.0)).ok()
            }
            Some(zeros) => {
                let whole = mantissa.checked_mul(10i128.checked_pow(zeros)?)?;
                Decimal::try_from_i128_with_scale(whole, 0).ok()
            }
        }
    }

    /// A number of ones in these units, exact; `None` where it does not fit.
    pub fn from_ones(self, value: Decimal) -> Option<Decimal> {
        let value = value.normalize();
        let decimals = value.scale().checked_add(self.0)?;
        Decimal::try_from_i128_with_scale(value.mantissa(), decimals)
            .ok()
            .map(|value| value.normalize())
    }
}

/// The decimals that a number has of its own: without zeros at the end.
pub fn own_decimals(number: Decimal) -> u32 {
    let digits = number.mantissa().unsigned_abs();
    match (number.scale(), u64::try_from(digits)) {
        (0, _) => 0,
        // Nearly all are stored without such zeros.
        (decimals, Ok(digits)) if digits % 10 != 0 => decimals,
        (_, Ok(_) | Err(_)) => number.normalize().scale(),
    }
}

/// A number without zeros at the end of its decimals.
pub fn trimmed(number: Decimal) -> Decimal {
    if number.is_zero() || own_decimals(number) != number.scale() {
        number.normalize()
    } else {
        number
    }
}

/// How many digits stand before the decimal sign of a number, at least one.
pub fn whole_digits(number: Decimal) -> u32 {
    let digits = number.mantissa().unsigned_abs();
    let power = match u64::try_from(digits) {
        Ok(digits) => digits.checked_ilog10(),
        Err(_) => digits.checked_ilog10(),
    };
    let n_digits = power.map_or(1, |power| power + 1);
    n_digits.saturating_sub(number.scale()).max(1)
}

/// A number in plain decimals, as its `Display` writes it.
pub fn plain(number: Decimal) -> SmolStr {
    /// Digits, sign and decimal sign of the numbers that are written here.
    const ROOM: usize = 22;
    let decimals = number.scale();
    let digits = u64::try_from(number.mantissa().unsigned_abs());
    let Some(mut rest) = digits.ok().filter(|_| decimals < 19) else {
        return number.to_string().into();
    };
    let mut text = [b'-'; ROOM];
    let (mut n_free, mut n_digits) = (ROOM, 0);
    while rest > 0 || n_digits <= decimals {
        let digit = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        let next = [digit]
            .into_iter()
            .chain((n_digits + 1 == decimals).then_some(b'.'));
        for byte in next {
            n_free = n_free.saturating_sub(1);
            if let Some(place) = text.get_mut(n_free) {
                *place = byte;
            }
        }
        rest /= 10;
        n_digits += 1;
    }
    let start = n_free.saturating_sub(usize::from(number.is_sign_negative()));
    let text = text.get(start..).unwrap_or_default();
    std::str::from_utf8(text).map_or_else(|_| number.to_string().into(), SmolStr::new)
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
    fn digits_are_counted_and_written_as_they_are() {
        let cases = [
            "0",
            "-0",
            "5",
            "-5",
            "10",
            "0.5",
            "-0.05",
            "1.50",
            "100.00",
            "-12345.678",
            "0.000",
            "18446744073709551615",
            "-18446744073709551615",
            "18446744073709551616",
            "1.8446744073709551615",
            "-0.0000000000000000001",
            "1.844674407370955161",
            "-0.000000000000000001",
            "-9999999999999999999.9",
            "1234567890123456789012345678",
            "0.0000000000000000000000000012",
            "100000",
            "99999.99",
            "7.0000000000",
        ];
        for text in cases {
            let number: Decimal = text.parse().expect("a decimal");
            assert_eq!(plain(number), number.to_string(), "{text}");
            assert_eq!(own_decimals(number), number.normalize().scale(), "{text}");
            assert_eq!(trimmed(number).to_string(), number.normalize().to_string());
            let whole = number.trunc().abs().normalize().to_string();
            assert_eq!(whole_digits(number) as usize, whole.len(), "{text}");
        }
        let mut zero = Decimal::ZERO;
        zero.set_sign_negative(true);
        assert_eq!(plain(zero), zero.to_string());
    }

    #[test]
    fn half_a_unit_follows_the_decimals() {
        assert_eq!(Grain::Exact.half_unit(), Decimal::ZERO);
        assert_eq!(Grain::Decimals(0).half_unit().to_string(), "0.5");
        assert_eq!(Grain::Decimals(2).half_unit().to_string(), "0.005");
        assert_eq!(Grain::Tens(6).half_unit().to_string(), "500000");
        assert_eq!(Grain::Tens(1).half_unit().to_string(), "5");
        assert!(Grain::Tens(99).half_unit() > Decimal::ZERO);
    }

    #[test]
    fn scales_are_exact_both_ways() {
        let cases = [
            ("1235.25", Scale::MILLION, "1235250000", Grain::Tens(4)),
            ("1235", Scale::MILLION, "1235000000", Grain::Tens(6)),
            ("-0.5", Scale::THOUSAND, "-500", Grain::Tens(2)),
            ("1.2345", Scale::THOUSAND, "1234.5", Grain::Decimals(1)),
            ("7", Scale::ONE, "7", Grain::Decimals(0)),
        ];
        for (written, scale, ones, grain) in cases {
            let written: Decimal = written.parse().expect("a decimal");
            let value = scale.in_ones(written).expect("it fits");
            assert_eq!(value.normalize().to_string(), ones);
            assert_eq!(scale.from_ones(value), Some(written.normalize()));
            assert_eq!(Grain::written(written.scale(), scale), grain);
            assert_eq!(grain.round(value), value);
        }
        assert_eq!(Scale::MILLION.in_ones(Decimal::MAX), None);
        let value = Decimal::from(1_235_500_000_i64);
        assert_eq!(Grain::Tens(6).round(value).to_string(), "1236000000");
    }
}
