//! What a header states of its column, such as `5 = 3/2*100%`, holds in every row.

use std::cmp::Ordering;

use super::across::Across;
use super::{Draft, rule_of};
use crate::model::amount::Unit;
use crate::model::expression::{Formula, Step};
use crate::model::finding::{Finding, Severity};
use crate::model::relation::{Operation, Origin};
use crate::model::table::{RowKind, Table};
use crate::model::text::normalize;

pub(super) fn build(draft: &mut Draft<'_>) {
    let table = &draft.records.typed.table;
    // Without a numbering row columns count from the left.
    let is_numbered = table
        .columns
        .iter()
        .any(|column| column.number.is_some() && column.formula.is_none());
    let column_of = |number: u32| {
        if is_numbered {
            table
                .columns
                .iter()
                .position(|column| column.number == Some(number))
        } else {
            usize::try_from(number).ok()?.checked_sub(1)
        }
    };
    let mut unread = Vec::new();
    let mut claims: Vec<(usize, Operation, Vec<usize>)> = Vec::new();
    for (idx, column) in table.columns.iter().enumerate() {
        let Some(meaning) = column
            .formula
            .as_ref()
            .and_then(|formula| formula.meaning.as_ref())
        else {
            continue;
        };
        let operands: Option<Vec<usize>> = meaning
            .operands
            .iter()
            .map(|&number| column_of(number))
            .collect();
        let Some(operands) = operands.filter(|operands| !operands.contains(&idx)) else {
            unread.push(idx);
            continue;
        };
        for target in group(table, idx) {
            let beside: Option<Vec<usize>> = operands
                .iter()
                .map(|&operand| same_part(table, operand, target))
                .collect();
            // Only the numbered column itself must have all of its operands.
            match beside {
                Some(beside) => claims.push((target, meaning.operation, beside)),
                None if target == idx => {
                    claims.push((target, meaning.operation, operands.clone()));
                }
                None => {}
            }
        }
    }
    for idx in unread {
        tell_unread(draft, idx);
    }
    for (target, operation, columns) in claims {
        let operation = scaled(draft, target, operation, &columns);
        for row_idx in 0..draft.records.typed.table.rows.len() {
            let kind = draft
                .records
                .typed
                .table
                .rows
                .get(row_idx)
                .map(|row| row.kind);
            // A total of products is a sum, not a product of totals.
            let is_judged = match kind {
                Some(RowKind::Line) => true,
                Some(RowKind::Total) => {
                    !matches!(operation, Operation::Product | Operation::Formula(_))
                }
                Some(RowKind::Mean | RowKind::Note) | None => false,
            };
            if !is_judged {
                continue;
            }
            let Some((place, _)) = draft.number(row_idx, target) else {
                continue;
            };
            let found: Vec<_> = columns
                .iter()
                .filter_map(|&column| draft.operand(row_idx, column))
                .collect();
            // A sum may have blank addends; every other operation needs all of its operands.
            let enough =
                found.len() == columns.len() || (operation == Operation::Sum && !found.is_empty());
            if enough {
                draft.claim(
                    rule_of(operation),
                    place,
                    operation,
                    found,
                    Origin::HeaderFormula,
                );
            }
        }
    }
}

/// A product of percentages, `9 = 8 x 4`, is a hundredth of it where that is what most rows state, or where all
/// of them are percentages and no row tells.
fn scaled(draft: &Draft<'_>, target: usize, operation: Operation, operands: &[usize]) -> Operation {
    use Step::{Divide, Multiply, Number, Operand};
    if operation != Operation::Product || operands.len() != 2 {
        return operation;
    }
    let steps = [Operand(0), Operand(1), Multiply, Number(100), Divide];
    let Some(of_percent) = Formula::new(&steps).map(Operation::Formula) else {
        return operation;
    };
    let support = |operation: Operation| {
        let across = Across {
            rule: rule_of(operation),
            operation,
            target,
            operands: operands.to_vec(),
        };
        across.support(draft)
    };
    let is_percent = |&column: &usize| {
        let reading = draft.records.typed.columns.get(column);
        reading.is_some_and(|reading| reading.unit == Some(Unit::Percent))
    };
    let are_percent = || operands.iter().chain([&target]).all(is_percent);
    match support(of_percent).cmp(&support(operation)) {
        Ordering::Greater => of_percent,
        Ordering::Equal if are_percent() => of_percent,
        Ordering::Equal | Ordering::Less => operation,
    }
}

/// A numbered column with those right of it that share its number: one group of the header, split
/// into parts such as K and Rp, of which only the first is numbered.
fn group(table: &Table, numbered: usize) -> Vec<usize> {
    let above = |idx: usize| {
        let path = &table.columns.get(idx)?.path;
        path.split_last().map(|(_, above)| above)
    };
    let is_part = |&idx: &usize| {
        let column = table.columns.get(idx);
        column.is_some_and(|column| column.number.is_none())
            && above(idx).is_some_and(|path| !path.is_empty())
            && above(idx) == above(numbered)
    };
    let parts = (numbered + 1..table.columns.len()).take_while(is_part);
    std::iter::once(numbered).chain(parts).collect()
}

/// The column in the group of `operand` that is the same part as `target` is of its own group: the
/// group's only column, or the one with the same last words.
fn same_part(table: &Table, operand: usize, target: usize) -> Option<usize> {
    let members = group(table, operand);
    let part = |idx: usize| {
        let words = table.columns.get(idx)?.path.last()?;
        Some(normalize(words))
    };
    match members.as_slice() {
        [only] => Some(*only),
        _ => members
            .iter()
            .copied()
            .find(|&idx| part(idx) == part(target)),
    }
}

/// A formula over a column that the table does not have.
fn tell_unread(draft: &mut Draft<'_>, idx: usize) {
    let records = draft.records;
    let Some(column) = records.typed.table.columns.get(idx) else {
        return;
    };
    if let (Some(formula), Some(cell)) = (&column.formula, column.header_cell) {
        let place = records.placed(cell);
        draft
            .findings
            .push(Finding::at("R033", Severity::Info, &place).fact("raw", formula.raw.clone()));
    }
}
