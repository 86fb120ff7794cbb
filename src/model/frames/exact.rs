//! Exact numbers in and out of polars: `Decimal` as a scaled `i128`, never a float, never a text.
//! Sums are refused where the 128-bit integer could overflow, since polars would wrap in silence.

use polars::prelude::{AnyValue, ChunkAgg, DataFrame};
use rust_decimal::Decimal;

/// Digits before and after the decimal point that a column holds.
pub const PRECISION: usize = 38;

/// Decimals of every numeric column.
///
/// One scale for all, since Parquet files of the same kind must share a schema. 18 decimals hold a
/// percentage as a workbook stores it (98.37307692307692 is usual) and leave 20 digits before the
/// point: a hundred million times the budget of the whole state in rupiah.
pub const SCALE: u32 = 18;

/// 10^38, the first integer that `Decimal(38, _)` does not hold.
const LIMIT: i128 = 10i128.pow(38);

/// The number as an integer of [`SCALE`] decimals; `None` where that is not exact.
pub fn to_scaled(value: Decimal) -> Option<i128> {
    let value = value.normalize();
    let shift = SCALE.checked_sub(value.scale())?;
    let scaled = value.mantissa().checked_mul(10i128.checked_pow(shift)?)?;
    (scaled.abs() < LIMIT).then_some(scaled)
}

/// The number of an integer of `scale` decimals; `None` where `Decimal` does not hold it exactly.
pub fn from_scaled(scaled: i128, scale: u32) -> Option<Decimal> {
    let (mut scaled, mut scale) = (scaled, scale);
    // A Decimal's mantissa has 96 bits: without its trailing zeros a large amount fits.
    while scale > 0 && scaled % 10 == 0 {
        scaled /= 10;
        scale -= 1;
    }
    Decimal::try_from_i128_with_scale(scaled, scale).ok()
}

/// The sum of a numeric column, of its leaf rows only or of all.
///
/// `None` where there is no such column, where it holds no number, and where the sum is too large.
pub fn column_total(frame: &DataFrame, column: &str, leaves_only: bool) -> Option<Decimal> {
    let series = frame.column(column).ok()?.as_materialized_series();
    let series = if leaves_only {
        series
            .filter(frame.column("is_leaf").ok()?.bool().ok()?)
            .ok()?
    } else {
        series.clone()
    };
    let numbers = series.decimal().ok()?;
    let (least, most) = numbers.physical().min_max()?;
    let count = i128::try_from(numbers.len()).ok()?;
    least
        .checked_abs()?
        .max(most.checked_abs()?)
        .checked_mul(count)?;
    let sum = series.sum_reduce().ok()?;
    match sum.value() {
        AnyValue::Decimal(sum, _, scale) => from_scaled(*sum, u32::try_from(*scale).ok()?),
        // The sum of a decimal column is a decimal.
        _ => None,
    }
}
