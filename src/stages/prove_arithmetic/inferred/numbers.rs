//! The numbers of a table as whole numbers of one unit, so that they add up and compare exactly and
//! fast, with how far each may be rounded.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::model::amount::{Grain, Unit, own_decimals, trimmed};
use crate::model::typed::TypedTable;

/// Most decimals that are told apart; what has more was computed, and its last digits are noise.
const MAX_DECIMALS: u32 = 6;
/// Largest number, in units, that is looked at: a million of them still add up in 128 bits.
const MAX_UNITS: i128 = 10_i128.pow(30);
/// Cells that a table may span for each number in it, and whatever their number.
const MAX_SPAN: usize = 24;
const FREE_SPAN: usize = 1 << 20;

/// A number in units, and half a unit of its last decimal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Num {
    pub(super) value: i128,
    pub(super) half: i64,
}

impl Num {
    /// As a figure that was worked out and rounded to the decimals it has, where nothing else is
    /// known of how it was rounded.
    pub(super) fn as_rounded(self, one: i128) -> Self {
        if self.half != 0 {
            return self;
        }
        let mut half = one / 2;
        while half > 1 && self.value % (half * 2) != 0 {
            half /= 10;
        }
        Self {
            half: i64::try_from(half).unwrap_or(i64::MAX),
            ..self
        }
    }
}

/// A number as a large table keeps it: nearly all are small enough.
#[derive(Debug, Clone, Copy)]
struct Kept {
    value: i64,
    /// Which of [`HALVES`] its half unit is, or one of the two below.
    half: u8,
}

/// There is no number.
const ABSENT: u8 = u8::MAX;
/// It is kept among the large ones.
const LARGE: u8 = u8::MAX - 1;

/// What half a unit of a last decimal may be: nothing, one unit where digits were cut, five times a
/// power of ten.
const HALVES: [i64; 21] = {
    let mut halves = [0; 21];
    halves[1] = 1;
    halves[2] = 5;
    let mut idx = 3;
    while idx < halves.len() {
        halves[idx] = halves[idx - 1] * 10;
        idx += 1;
    }
    halves
};

impl Kept {
    fn of(num: Option<Num>) -> Self {
        let Some(num) = num else {
            return Self {
                value: 0,
                half: ABSENT,
            };
        };
        let half = HALVES.iter().position(|&half| half == num.half);
        let half = half.and_then(|idx| u8::try_from(idx).ok());
        match (i64::try_from(num.value), half) {
            (Ok(value), Some(half)) => Self { value, half },
            _ => Self {
                value: 0,
                half: LARGE,
            },
        }
    }
}

/// The numbers of a table, by the rows and columns that hold some.
#[derive(Debug)]
pub(super) struct Numbers {
    /// Indexes into the table's rows and columns.
    pub(super) rows: Vec<usize>,
    pub(super) columns: Vec<usize>,
    /// Row by row.
    cells: Vec<Kept>,
    /// Those too large for that, by where they would stand.
    large: BTreeMap<usize, Num>,
    pub(super) n_known: usize,
    /// What one is, in units.
    pub(super) one: i128,
}

/// Why the numbers of a table are not searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unsearched {
    /// There are too few for any claim.
    Few,
    /// So many are so far strewn that nearly all of the room between them is blank.
    Strewn(usize),
}

impl Numbers {
    /// Takes the numbers of a table.
    pub(super) fn of(typed: &TypedTable) -> Result<Self, Unsearched> {
        let n_columns = typed.table.columns.len();
        let is_numeric = |&column: &usize| {
            typed
                .columns
                .get(column)
                .is_some_and(|reading| reading.n_numbers > 0)
        };
        let columns: Vec<usize> = (0..n_columns).filter(is_numeric).collect();
        let mut rows: Vec<usize> = Vec::new();
        let (mut n_found, mut decimals) = (0_usize, 0);
        for row_idx in 0..typed.table.rows.len() {
            let n_before = n_found;
            for &column in &columns {
                if let Some((value, grain)) = number(typed, row_idx, column) {
                    decimals = decimals.max(own_decimals(value));
                    if let Grain::Decimals(shown) = grain {
                        decimals = decimals.max(shown);
                    }
                    n_found += 1;
                }
            }
            if n_found > n_before {
                rows.push(row_idx);
            }
        }
        let span = rows.len().saturating_mul(columns.len());
        if n_found < 3 {
            return Err(Unsearched::Few);
        }
        if span > n_found.saturating_mul(MAX_SPAN).saturating_add(FREE_SPAN) {
            return Err(Unsearched::Strewn(n_found));
        }
        let scale = decimals.min(MAX_DECIMALS) + 1;
        let mut numbers = Self {
            cells: Vec::with_capacity(span),
            large: BTreeMap::new(),
            n_known: n_found,
            one: 10_i128.checked_pow(scale).ok_or(Unsearched::Few)?,
            rows,
            columns,
        };
        // The cells are asked again: to keep what they said would take more than both.
        for &row_idx in &numbers.rows {
            for &column in &numbers.columns {
                let number = number(typed, row_idx, column);
                let num = number.and_then(|(value, grain)| in_units(value, grain, scale));
                let kept = Kept::of(num);
                if let (LARGE, Some(num)) = (kept.half, num) {
                    numbers.large.insert(numbers.cells.len(), num);
                }
                numbers.cells.push(kept);
            }
        }
        Ok(numbers)
    }

    /// The number in a row and column of those that hold some.
    pub(super) fn at(&self, row: usize, column: usize) -> Option<Num> {
        let idx = row * self.columns.len() + column;
        let kept = self.cells.get(idx)?;
        if kept.half == LARGE {
            return self.large.get(&idx).copied();
        }
        Some(Num {
            value: kept.value.into(),
            half: *HALVES.get(usize::from(kept.half))?,
        })
    }
}

fn number(typed: &TypedTable, row_idx: usize, column: usize) -> Option<(Decimal, Grain)> {
    let cell = typed.cell(row_idx, column)?;
    Some((cell.value().number()?, cell.grain()))
}

/// A decimal in units of its scale, with its half unit.
fn in_units(value: Decimal, grain: Grain, scale: u32) -> Option<Num> {
    let value = trimmed(value);
    let (value, half) = if value.scale() > scale {
        (value.round_dp(scale), 1)
    } else {
        let half = match grain {
            Grain::Exact => 0,
            Grain::Decimals(shown) => match scale.checked_sub(shown + 1) {
                Some(above) => 10_i64.checked_pow(above)?.checked_mul(5)?,
                None => 0,
            },
            Grain::Tens(power) => {
                let above = scale.checked_add(power)?.checked_sub(1)?;
                10_i64.checked_pow(above)?.checked_mul(5)?
            }
        };
        (value, half)
    };
    let factor = 10_i128.checked_pow(scale.checked_sub(value.scale())?)?;
    let value = value.mantissa().checked_mul(factor)?;
    (value.abs() <= MAX_UNITS).then_some(Num { value, half })
}

/// Whether a column's cells are percentages by what was read of it.
pub(super) fn is_percent(typed: &TypedTable, column: usize) -> bool {
    typed
        .columns
        .get(column)
        .is_some_and(|reading| reading.unit == Some(Unit::Percent))
}

/// The product of two figures, if it fits: nearly all are small enough to be multiplied at once.
pub(super) fn product(a: i128, b: i128) -> Option<i128> {
    match (i64::try_from(a), i64::try_from(b)) {
        (Ok(a), Ok(b)) => Some(i128::from(a) * i128::from(b)),
        _ => a.checked_mul(b),
    }
}

/// The greatest common divisor.
pub(super) fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.unsigned_abs(), b.unsigned_abs());
    if let (Ok(mut a), Ok(mut b)) = (u64::try_from(a), u64::try_from(b)) {
        // Nearly all figures are this small, and are divided much faster.
        while b != 0 {
            (a, b) = (b, a % b);
        }
        return i128::from(a);
    }
    while b != 0 {
        (a, b) = (b, a % b);
    }
    i128::try_from(a).unwrap_or(i128::MAX)
}
