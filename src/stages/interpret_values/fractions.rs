//! Percentages typed as fractions, `0,95` for 95 %, where the header says by a formula how the column is
//! computed and the row's own numbers bear it out. Comes in: a typed table. Goes out: the same with those
//! cells as percentages, told once a column. Never takes a number that its formula does not give.

use rust_decimal::Decimal;

use super::Sheet;
use crate::model::amount::{Grain, Percent, Unit, Value};
use crate::model::finding::Finding;
use crate::model::place::CellRef;
use crate::model::relation::Operation;
use crate::model::typed::{TypedCell, TypedTable};

/// Reads the fractions of every column whose header states a share.
pub(super) fn confirm(typed: &mut TypedTable, sheet: Sheet<'_>, findings: &mut Vec<Finding>) {
    for col_idx in 0..typed.table.columns.len() {
        let Some((part, whole)) = parts(typed, col_idx) else {
            continue;
        };
        let rows = 0..typed.table.rows.len();
        let found: Vec<(CellRef, Decimal, u32)> = rows
            .filter_map(|row_idx| fraction(typed, row_idx, [col_idx, part, whole]))
            .collect();
        let Some((first, value, _)) = found.first().copied() else {
            continue;
        };
        let raw = typed.cells.get(&first).map(TypedCell::raw);
        let count = found.len();
        let raw = raw.unwrap_or_default();
        let place = sheet.place(first);
        findings.push(Finding::of_fractions(&place, raw.trim(), value, count));
        for (at, value, decimals) in found {
            if let Some(cell) = typed.cells.get_mut(&at) {
                let percent = Value::Percent(Percent(value));
                cell.take_for(percent, Grain::Decimals(decimals));
            }
        }
    }
}

/// The columns of part and whole that a header names for a column of percentages.
fn parts(typed: &TypedTable, col_idx: usize) -> Option<(usize, usize)> {
    let meaning = typed.table.columns.get(col_idx)?.formula.as_ref()?;
    let meaning = meaning.meaning.as_ref()?;
    let is_percent = typed.columns.get(col_idx)?.unit == Some(Unit::Percent);
    if meaning.operation != Operation::Share || !is_percent {
        return None;
    }
    let [part, whole] = meaning.operands.as_slice() else {
        return None;
    };
    let of_number = |number: &u32| {
        let mut columns = typed.table.columns.iter();
        columns.position(|column| column.number == Some(*number))
    };
    Some((of_number(part)?, of_number(whole)?))
}

/// A cell that is a hundredth of what its row's numbers give, to the last digit written: where it stands,
/// the percentage, its decimals.
fn fraction(
    typed: &TypedTable,
    row_idx: usize,
    [own, part, whole]: [usize; 3],
) -> Option<(CellRef, Decimal, u32)> {
    let number = |col_idx: usize| typed.cell(row_idx, col_idx)?.value().number();
    let (at, cell) = typed.cell_at(row_idx, own)?;
    let value = number(own).filter(|value| !value.is_zero() && value.abs() < Decimal::ONE)?;
    if cell.raw().contains('%') {
        return None;
    }
    let hundred = Decimal::ONE_HUNDRED;
    let share = number(part)?.checked_div(number(whole)?)?;
    let expected = share.checked_mul(hundred)?;
    let percent = value.checked_mul(hundred)?.normalize();
    let half = Decimal::new(5, value.normalize().scale() + 1);
    let means = |meant: Decimal, tolerance: Decimal| {
        let off = expected.checked_sub(meant).map(|off| off.abs());
        off.is_some_and(|off| off <= tolerance)
    };
    let is_meant = means(percent, half.checked_mul(hundred)?) && !means(value, half);
    is_meant.then(|| (at, percent, value.normalize().scale().saturating_sub(2)))
}
