//! Digits and separators to a value, or to both values where one separator before three digits
//! leaves two. Allocates nothing.

use rust_decimal::Decimal;

use crate::model::notation::Notation;

/// What digits and separators say.
pub(super) enum Digits {
    /// One number.
    One(Core),
    /// More than one, with blanks between them.
    Several,
    /// None.
    None,
}

/// A number without marks or unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Core {
    pub(super) value: Decimal,
    pub(super) decimals: u32,
    /// The separator of a number that has one, with three digits after it: its value is that of
    /// all digits, or a thousandth of it.
    pub(super) single: Option<Sign>,
    /// Whether the last separator may group by mistake, as all others do: `1.234,567`.
    pub(super) may_be_grouped: bool,
    /// Which notation the text proves by itself.
    pub(super) proves: Option<Notation>,
    pub(super) is_mixed: bool,
    pub(super) has_separator: bool,
}

/// A separator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Dot,
    Comma,
}

/// Decimals of `1.500`, where its dot is the decimal sign.
pub(super) const THREE: u32 = 3;

impl Core {
    /// The value of all digits, so many of them decimals.
    pub(super) fn with_decimals(&self, decimals: u32) -> Option<Decimal> {
        let mut value = self.value;
        value.set_scale(decimals).ok()?;
        Some(value)
    }
}

/// Most separators in a number.
const MAX_MARKS: usize = 12;
/// Most digits that a `Decimal` holds whatever they are, not counting zeros in front.
const MAX_DIGITS: usize = 28;
/// Most digits that are written, zeros in front and all.
const MAX_WRITTEN: usize = 64;

/// Separators and the lengths of the groups between them.
struct Shape {
    mantissa: i128,
    marks: [u8; MAX_MARKS],
    lens: [u8; MAX_MARKS + 1],
    n_marks: usize,
    begins_with_zero: bool,
}

pub(super) fn digits(text: &str) -> Digits {
    let Some(shape) = shape(text) else {
        return Digits::None;
    };
    match shape.core() {
        Some(core) => Digits::One(core),
        None if shape.marks().contains(&b' ') => Digits::Several,
        None => Digits::None,
    }
}

fn shape(text: &str) -> Option<Shape> {
    let mut shape = Shape {
        mantissa: 0,
        marks: [0; MAX_MARKS],
        lens: [0; MAX_MARKS + 1],
        n_marks: 0,
        begins_with_zero: text.starts_with('0'),
    };
    let (mut n_digits, mut n_written) = (0, 0);
    let mut before = 0;
    for byte in text.bytes() {
        if byte.is_ascii_digit() {
            n_written += 1;
            n_digits += usize::from(byte != b'0' || n_digits > 0);
            if n_digits > MAX_DIGITS || n_written > MAX_WRITTEN {
                return None;
            }
            shape.mantissa = shape.mantissa * 10 + i128::from(byte - b'0');
            *shape.lens.get_mut(shape.n_marks)? += 1;
        } else if byte != b' ' || before != b' ' {
            *shape.marks.get_mut(shape.n_marks)? = byte;
            shape.n_marks += 1;
        }
        before = byte;
    }
    (n_written > 0).then_some(shape)
}

impl Shape {
    fn marks(&self) -> &[u8] {
        self.marks.get(..self.n_marks).unwrap_or_default()
    }

    fn lens(&self) -> &[u8] {
        self.lens.get(..=self.n_marks).unwrap_or_default()
    }

    /// Whether the first groups up to one could be groups of a whole number.
    fn is_grouped(&self, n_groups: usize) -> bool {
        let groups = self.lens().get(..n_groups).and_then(<[_]>::split_first);
        groups.is_some_and(|(first, rest)| {
            (1..=3).contains(first) && !self.begins_with_zero && rest.iter().all(|len| *len == 3)
        })
    }

    fn with_decimals(&self, decimals: u8) -> Option<Decimal> {
        Decimal::try_from_i128_with_scale(self.mantissa, decimals.into()).ok()
    }

    fn core(&self) -> Option<Core> {
        let last_len = *self.lens().last()?;
        let Some((&last, others)) = self.marks().split_last() else {
            return self.whole(None);
        };
        // Three in the morning, or a code.
        let is_padded = self.begins_with_zero && self.lens().first().is_some_and(|len| *len > 1);
        if is_padded || last_len == 0 {
            return None;
        }
        let count = |sign: u8| {
            self.marks()
                .iter()
                .copied()
                .filter(|&mark| mark == sign)
                .count()
        };
        let n_dots = count(b'.');
        let n_commas = count(b',');
        let n_groups = self.n_marks + 1;
        let proved = if last == b'.' {
            Notation::English
        } else {
            Notation::Indonesian
        };
        if n_dots + n_commas < self.n_marks {
            return self.blank_groups(last, others, proved);
        }
        match (n_dots, n_commas) {
            (1, 0) | (0, 1) => {
                if last_len != 3 || !self.is_grouped(n_groups) {
                    return self.fraction(Some(proved));
                }
                let sign = if last == b'.' { Sign::Dot } else { Sign::Comma };
                Some(Core {
                    single: Some(sign),
                    ..self.whole(None)?
                })
            }
            // `1.234.567` groups by dots, as Indonesians do.
            (_, 0) => self.all_groups(Some(Notation::Indonesian)),
            (0, _) => self.all_groups(Some(Notation::English)),
            _ if !others.contains(&last) && self.is_grouped(self.n_marks) => {
                let is_long = last_len == 3 && self.is_grouped(n_groups);
                Some(Core {
                    may_be_grouped: is_long,
                    ..self.fraction(Some(proved))?
                })
            }
            // `3.209,848,994`: no separator can be the decimal one, so all of them group.
            _ => Some(Core {
                is_mixed: true,
                ..self.all_groups(None)?
            }),
        }
    }

    /// Groups parted by blanks or apostrophes, with or without a decimal sign.
    fn blank_groups(&self, last: u8, others: &[u8], proved: Notation) -> Option<Core> {
        let is_decimal = matches!(last, b'.' | b',');
        let same = if is_decimal { others } else { self.marks() };
        let group = *same.first()?;
        if matches!(group, b'.' | b',') || same.iter().any(|mark| *mark != group) {
            return None;
        }
        if is_decimal && self.is_grouped(self.n_marks) {
            self.fraction(Some(proved))
        } else if is_decimal {
            None
        } else {
            self.all_groups(None)
        }
    }

    fn all_groups(&self, proves: Option<Notation>) -> Option<Core> {
        self.is_grouped(self.n_marks + 1)
            .then(|| self.whole(proves))
            .flatten()
    }

    fn whole(&self, proves: Option<Notation>) -> Option<Core> {
        Some(self.made_of(self.with_decimals(0)?, 0, proves))
    }

    fn fraction(&self, proves: Option<Notation>) -> Option<Core> {
        let decimals = *self.lens().last()?;
        let value = self.with_decimals(decimals)?;
        Some(self.made_of(value, decimals.into(), proves))
    }

    fn made_of(&self, value: Decimal, decimals: u32, proves: Option<Notation>) -> Core {
        Core {
            value,
            decimals,
            single: None,
            may_be_grouped: false,
            proves,
            is_mixed: false,
            has_separator: self.n_marks > 0,
        }
    }
}
