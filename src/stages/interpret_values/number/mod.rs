//! Comes in: the text of a cell. Goes out: the number it says, in whatever notation, with all that
//! the text tells of it; or why it says none. What only the column can tell is left open until
//! [`Parsed::settle`]. Never guesses, never rounds.

mod digits;
mod product;
mod spelling;
mod tail;

use digits::{Core, Digits, Single, digits};
use rust_decimal::Decimal;
use tail::{Size, Tail, read_tail};

use crate::model::amount::{Grain, Scale, trimmed};
use crate::model::identity::identity_of;
use crate::model::notation::Notation;

/// What a text says as a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Reading {
    /// A number.
    Number(Parsed),
    /// Numbers to be multiplied: `12 Orang x 3 Bulan`.
    Product(Vec<Parsed>),
    /// A dash or `nihil`: zero, or nothing.
    Dash,
    /// More than one number.
    Several,
    /// A range, bound or pair: `10-15`, `≥ 3`, `3/5`.
    Inexact,
    /// Letters stand for digits: `1.O00.000`.
    Lookalike,
    /// An error value written as text: `#REF!`.
    Broken,
    /// `NaN`: programs that work out statistics write it where no figure is known.
    NotKnown,
    /// A number that names somebody or something.
    Identity,
    /// No number.
    None,
}

/// A number with everything its text told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Parsed {
    core: Core,
    is_negative: bool,
    /// Whether `Rp` stands before it.
    pub(super) is_rupiah: bool,
    /// Whether `%` stands after it.
    pub(super) is_percent: bool,
    /// The words after it.
    pub(super) unit: Option<String>,
    /// What is odd about the notation.
    pub(super) unusual: Option<Unusual>,
    size: Size,
    /// Power of ten of `1,23E+10`.
    exponent: i32,
}

/// What is odd about a notation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unusual {
    /// Dots and commas both group digits.
    MixedGrouping,
    /// The percent sign stands twice.
    DoublePercent,
    /// The minus stands behind.
    TrailingMinus,
    /// Rounded by an exponent.
    Exponent,
}

/// A number once its notation is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Settled {
    /// In ones: a scale word or exponent in the cell is worked in.
    pub(super) value: Decimal,
    /// Decimals that are written.
    pub(super) decimals: u32,
    /// The other value it can mean, when a single separator has three digits after it.
    pub(super) other: Option<Decimal>,
    /// How exactly it was written, where a scale word or exponent rounds it.
    pub(super) grain: Option<Grain>,
}

impl Parsed {
    /// Which notation the text proves by itself.
    pub(super) fn proves(&self) -> Option<Notation> {
        self.core.proves
    }

    /// Whether it has a separator.
    pub(super) fn has_separator(&self) -> bool {
        self.core.has_separator
    }

    /// The separator of a number that has one, with three digits after it.
    pub(super) fn single_sign(&self) -> Option<char> {
        self.core
            .single
            .map(|single| if single.is_dot { '.' } else { ',' })
    }

    /// The separator that is surely a decimal sign.
    pub(super) fn decimal_sign(&self) -> Option<char> {
        let proves = self.core.proves.filter(|_| self.core.decimals > 0)?;
        Some(if proves == Notation::English {
            '.'
        } else {
            ','
        })
    }

    /// The value with all separators groups, where the last has three digits after it: `1.234,567`.
    pub(super) fn all_grouped(&self) -> Option<Decimal> {
        self.core.grouped.map(|value| self.signed(value))
    }

    fn signed(&self, value: Decimal) -> Decimal {
        if self.is_negative && !value.is_zero() {
            -value
        } else {
            value
        }
    }

    /// What is meant in a column of this notation; `None` where it is too large to be held.
    pub(super) fn settle(&self, notation: Notation, is_money: bool) -> Option<Settled> {
        let (value, decimals, other) = match self.core.single {
            Some(Single {
                is_dot,
                whole,
                fraction,
            }) => {
                if is_dot == (notation == Notation::English) {
                    (fraction, 3, Some(whole))
                } else {
                    (whole, 0, Some(fraction))
                }
            }
            None => (self.core.value, self.core.decimals, None),
        };
        let scale = match self.size {
            Size::Stated(scale) => scale,
            Size::PerhapsBillions if is_money || self.is_rupiah => Scale::BILLION,
            Size::PerhapsBillions => Scale::ONE,
        };
        let raised = |value: Decimal| {
            let value = power(self.signed(value), self.exponent)?;
            scale.in_ones(value)
        };
        let grain = if scale != Scale::ONE {
            Some(Grain::written(decimals, scale))
        } else if self.exponent != 0 {
            Some(rounded_at(i64::from(self.exponent) - i64::from(decimals)))
        } else {
            None
        };
        Some(Settled {
            value: trimmed(raised(value)?),
            decimals,
            other: match other {
                Some(other) => Some(raised(other)?),
                None => None,
            },
            grain,
        })
    }

    /// What it would be in billions, where `M` behind it may mean that and was taken for a unit.
    pub(super) fn in_billions(&self, settled: Settled, is_money: bool) -> Option<Decimal> {
        let is_open = self.size == Size::PerhapsBillions && !is_money && !self.is_rupiah;
        is_open.then(|| Scale::BILLION.in_ones(settled.value))?
    }

    /// The unit behind the number, once it is known whether `M` is a billion.
    pub(super) fn unit(&self, is_money: bool) -> Option<&str> {
        let is_scale = self.size == Size::PerhapsBillions && (is_money || self.is_rupiah);
        self.unit.as_deref().filter(|_| !is_scale)
    }
}

/// A grain whose last digit stands for this power of ten.
fn rounded_at(power: i64) -> Grain {
    match u32::try_from(power) {
        Ok(0) => Grain::Decimals(0),
        Ok(power) => Grain::Tens(power),
        Err(_) => Grain::Decimals(u32::try_from(-power).unwrap_or(u32::MAX)),
    }
}

fn power(value: Decimal, exponent: i32) -> Option<Decimal> {
    if exponent == 0 {
        return Some(value);
    }
    let decimals = i64::from(value.scale()) - i64::from(exponent);
    let mantissa = value.mantissa();
    if let Ok(decimals) = u32::try_from(decimals) {
        // What stands behind the last decimal that is held is rounded away.
        let beyond = decimals.saturating_sub(Decimal::MAX_SCALE);
        let kept = match 10i128.checked_pow(beyond) {
            Some(unit) => (mantissa + mantissa.signum() * unit / 2) / unit,
            None => 0,
        };
        return Decimal::try_from_i128_with_scale(kept, decimals - beyond).ok();
    }
    let zeros = u32::try_from(-decimals).ok()?;
    let whole = mantissa.checked_mul(10i128.checked_pow(zeros)?)?;
    Decimal::try_from_i128_with_scale(whole, 0).ok()
}

/// Longest text that is read as a number.
const MAX_LEN: usize = 80;
/// Longest text of which that is worth finding out; a character takes four bytes at most.
const MAX_RAW_LEN: usize = MAX_LEN * 4;

/// Reads a text.
pub(super) fn read(text: &str) -> Reading {
    let text = text.trim();
    if text.is_empty() || text.len() > MAX_RAW_LEN {
        return Reading::None;
    }
    let plain = spelling::plain(text);
    let text = plain.trim();
    if text.len() > MAX_LEN {
        return Reading::None;
    }
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return without_digits(text);
    }
    if names_something(text) {
        return Reading::Identity;
    }
    // Most numbers are nothing but digits and their separators.
    if text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b',')) {
        return match digits(text.trim_end_matches(['.', ','])) {
            Digits::One(core) => joined(core, Tail::default(), &Marks::default()),
            Digits::Several | Digits::None => Reading::None,
        };
    }
    product::read_product(text).unwrap_or_else(|| read_one(text))
}

/// Dashes, words for nothing, error values.
fn without_digits(text: &str) -> Reading {
    const ERRORS: [&str; 10] = [
        "#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!", "#ERROR!", "#SPILL!",
        "#CALC!",
    ];
    const NOT_NUMBERS: [&str; 4] = ["inf", "-inf", "infinity", "-infinity"];
    let is_one_of = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
    // A column too narrow for its numbers was exported as it looked.
    let is_hashes = text.len() > 1 && text.bytes().all(|b| b == b'#');
    if is_hashes || is_one_of(&ERRORS) || is_one_of(&NOT_NUMBERS) {
        return Reading::Broken;
    }
    if is_one_of(&["nan", "-nan"]) {
        return Reading::NotKnown;
    }
    if is_one_of(&["nihil", "nil", "nol"]) {
        return Reading::Dash;
    }
    let rest = strip_currency(text).map_or(text, |(_, rest)| rest);
    let is_dash = |b: u8| matches!(b, b'-' | b'_' | b' ' | b',' | b'.' | b'%');
    if rest.contains('-') && rest.bytes().all(is_dash) {
        Reading::Dash
    } else {
        Reading::None
    }
}

/// Digits from which on a number with a leading zero is a name of something.
const PADDED: usize = 6;

fn names_something(text: &str) -> bool {
    let n_digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_padded = text.starts_with('0')
        && n_digits == text.len()
        && n_digits >= PADDED
        && text.bytes().any(|b| b != b'0');
    is_padded || (n_digits >= 9 && identity_of(text).is_some())
}

/// Marks before the digits.
#[derive(Debug, Default)]
struct Marks {
    is_negative: bool,
    is_bracketed: bool,
    currency: Option<Currency>,
}

/// Money of which country.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Currency {
    Rupiah,
    Other(&'static str),
}

fn strip_currency(text: &str) -> Option<(Currency, &str)> {
    const CURRENCIES: [(&str, Currency); 7] = [
        ("rp", Currency::Rupiah),
        ("idr", Currency::Rupiah),
        ("us$", Currency::Other("usd")),
        ("usd", Currency::Other("usd")),
        ("$", Currency::Other("usd")),
        ("€", Currency::Other("eur")),
        ("eur", Currency::Other("eur")),
    ];
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    CURRENCIES.iter().find_map(|(sign, currency)| {
        let (head, rest) = text.split_at_checked(sign.len())?;
        let is_sign =
            head.eq_ignore_ascii_case(sign) && !rest.starts_with(|c: char| c.is_alphabetic());
        is_sign.then(|| (*currency, rest.trim_start_matches(['.', ':', ' '])))
    })
}

fn strip_marks(text: &str) -> Option<(Marks, &str)> {
    let mut marks = Marks::default();
    let mut rest = text.strip_prefix('\'').unwrap_or(text);
    let mut has_plus = false;
    loop {
        rest = rest.trim_start();
        if let Some(behind) = rest.strip_prefix('-') {
            if marks.is_negative {
                return None;
            }
            marks.is_negative = true;
            rest = behind;
        } else if let Some(behind) = rest.strip_prefix('+') {
            if has_plus || marks.is_negative {
                return None;
            }
            has_plus = true;
            rest = behind;
        } else if let Some(inner) = rest.strip_prefix('(') {
            let inner = inner.trim_end().strip_suffix(')')?;
            if marks.is_bracketed || inner.contains(['(', ')']) {
                return None;
            }
            marks.is_bracketed = true;
            rest = inner;
        } else if let Some((currency, behind)) = strip_currency(rest) {
            if marks.currency.is_some() {
                return None;
            }
            marks.currency = Some(currency);
            rest = behind;
        } else {
            return Some((marks, rest.trim_end()));
        }
    }
}

/// Reads one number with its marks, unit and scale.
fn read_one(text: &str) -> Reading {
    let Some((marks, rest)) = strip_marks(text) else {
        return Reading::None;
    };
    if rest.starts_with(['<', '>', '≤', '≥', '±', '~', '≈']) {
        return Reading::Inexact;
    }
    let in_core = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | ' ');
    let end = rest.find(|c| !in_core(c)).unwrap_or(rest.len());
    let (core, tail) = rest.split_at(end);
    if is_lookalike(core, tail) {
        return Reading::Lookalike;
    }
    if !core.bytes().any(|b| b.is_ascii_digit()) {
        return Reading::None;
    }
    if let Some(reading) = several_or_inexact(core, tail) {
        return reading;
    }
    if let Some(number) = with_exponent(core, tail, &marks) {
        return number;
    }
    let blanks_cut = core.trim_end();
    let is_last = tail.is_empty() || tail.starts_with(['-', '=']);
    let trimmed = blanks_cut.trim_end_matches(if is_last { &['.', ','][..] } else { &[','][..] });
    let is_closed = trimmed.len() < blanks_cut.len();
    match digits(trimmed.trim()) {
        Digits::One(core) => match read_tail(tail, is_closed) {
            Some(tail) => joined(core, tail, &marks),
            None => Reading::None,
        },
        Digits::Several if tail.trim_start_matches('%').is_empty() => Reading::Several,
        Digits::Several | Digits::None => Reading::None,
    }
}

fn joined(core: Core, tail: Tail, marks: &Marks) -> Reading {
    // Brackets around words are a remark, not a minus.
    let is_remark = marks.is_bracketed && tail.unit.is_some();
    if is_remark || (tail.is_minus && (marks.is_negative || marks.is_bracketed)) {
        return Reading::None;
    }
    let (is_rupiah, foreign) = match marks.currency {
        Some(Currency::Rupiah) => (true, None),
        Some(Currency::Other(name)) => (false, Some(name.to_owned())),
        None => (false, None),
    };
    let unusual = tail
        .unusual
        .or_else(|| core.is_mixed.then_some(Unusual::MixedGrouping));
    Reading::Number(Parsed {
        core,
        is_negative: marks.is_negative || marks.is_bracketed || tail.is_minus,
        is_rupiah: is_rupiah || tail.is_rupiah,
        is_percent: tail.is_percent,
        unit: foreign.or(tail.unit),
        unusual,
        size: tail.size,
        exponent: 0,
    })
}

/// A second number behind the first: a range, a pair, a date.
fn several_or_inexact(core: &str, tail: &str) -> Option<Reading> {
    let digit_behind = |rest: &str| {
        let rest = rest.trim_start();
        let rest = strip_currency(rest).map_or(rest, |(_, rest)| rest);
        rest.starts_with(|c: char| c.is_ascii_digit())
    };
    if let Some(rest) = tail
        .strip_prefix(['-', '/'])
        .filter(|rest| digit_behind(rest))
    {
        // Three parts are a date, more are a number of something.
        let is_pair = !rest.contains(['-', '/', ':']);
        return Some(if is_pair {
            Reading::Inexact
        } else {
            Reading::None
        });
    }
    let is_apart = core.ends_with(' ');
    let words = [
        "s/d",
        "s.d.",
        "s.d",
        "sd",
        "sampai dengan",
        "sampai",
        "hingga",
    ];
    words.iter().filter(|_| is_apart).find_map(|word| {
        let (head, rest) = tail.split_at_checked(word.len())?;
        (head.eq_ignore_ascii_case(word) && digit_behind(rest)).then_some(Reading::Inexact)
    })
}

/// Largest exponent of a number that means something.
const MAX_EXPONENT: i32 = 24;

/// `1,23E+10`, as a narrow column shows a number and a CSV keeps it.
fn with_exponent(core: &str, tail: &str, marks: &Marks) -> Option<Reading> {
    let power = tail.strip_prefix(['E', 'e'])?;
    let has_sign = power.starts_with(['+', '-']);
    let number = power.strip_prefix('+').unwrap_or(power);
    let exponent: i32 = number.parse().ok().filter(|_| number.len() <= 4)?;
    // `4E10` may be the name of a room.
    if !has_sign && !core.contains(['.', ',']) {
        return None;
    }
    let Digits::One(core) = digits(core) else {
        return Some(Reading::None);
    };
    if exponent > MAX_EXPONENT || core.is_mixed || core.grouped.is_some() {
        return Some(Reading::None);
    }
    // One digit stands before the sign of a number with an exponent, so nothing is grouped.
    let core = match core.single {
        Some(single) => Core {
            value: single.fraction,
            decimals: 3,
            single: None,
            ..core
        },
        None => core,
    };
    let reading = joined(core, Tail::default(), marks);
    Some(match reading {
        Reading::Number(parsed) => Reading::Number(Parsed {
            exponent,
            unusual: Some(Unusual::Exponent),
            ..parsed
        }),
        other => other,
    })
}

/// Whether letters stand for digits: `O` for 0, `l` for 1, in or at the end of grouped digits.
fn is_lookalike(core: &str, tail: &str) -> bool {
    let is_like = |c: char| matches!(c, 'O' | 'o' | 'l' | 'I');
    if core.ends_with(' ') || !tail.starts_with(is_like) {
        return false;
    }
    let in_run = |c: char| is_like(c) || c.is_ascii_digit() || matches!(c, '.' | ',');
    let end = tail.find(|c| !in_run(c)).unwrap_or(tail.len());
    let (run, behind) = tail.split_at(end);
    if behind.starts_with(|c: char| c.is_alphanumeric()) {
        return false;
    }
    let is_group = |group: &str| group.len() == 3 && group.chars().all(in_run);
    if core.is_empty() {
        // `l.250.000`: every group behind the first must be one.
        let mut groups = run.split(['.', ',']);
        return groups.next().is_some_and(|first| first.len() <= 3)
            && run.bytes().any(|b| b.is_ascii_digit())
            && run.contains(['.', ','])
            && groups.all(is_group);
    }
    let has_digit = core.bytes().any(|b| b.is_ascii_digit());
    let closes_group =
        core.ends_with(['.', ',']) && run.split(['.', ',']).next().is_some_and(is_group);
    let is_inside = run
        .chars()
        .any(|c| matches!(c, 'O' | 'o') || c.is_ascii_digit());
    has_digit && (closes_group || (is_inside && !core.ends_with(['.', ','])))
}

#[cfg(test)]
mod tests;
