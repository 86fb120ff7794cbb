//! What columns of these names mean: sisa = pagu - realisasi, capaian = realisasi / pagu x 100.

use std::collections::BTreeSet;

use super::judged::as_percent;
use super::operand_columns::operand_choices;
use super::{Draft, grouped_rows, holds};
use crate::config::profile::RelationRule;
use crate::model::amount::Unit;
use crate::model::place::CellRef;
use crate::model::relation::{Operation, Origin, Stated};
use crate::model::rules::rule;
use crate::model::table::RowKind;

/// Of the rows of a table of unknown kind, the share that must bear a claim out, in percent.
const MIN_SUPPORT: usize = 60;
/// And how many at least.
const MIN_ROWS: usize = 2;
/// Rows from which on it is not believed that every one of them is wrong.
const MANY_ROWS: usize = 5;

pub(super) fn build(draft: &mut Draft<'_>) {
    for relation in draft.rules {
        let targets = draft.records.columns_of(&relation.target);
        if targets.is_empty() {
            continue;
        }
        let Some(rule) = rule(&relation.rule) else {
            continue;
        };
        if !relation.by.is_empty() {
            grouped_rows::claim(draft, relation, rule.code);
            continue;
        }
        let meant: Vec<Meant> = targets
            .into_iter()
            .filter_map(|target| meant(draft, relation, target))
            .collect();
        let shared: Vec<bool> = meant
            .iter()
            .map(|one| is_made_elsewhere(draft, relation, &meant, one))
            .collect();
        for (one, is_shared) in meant.into_iter().zip(shared) {
            let is_settled = one.is_settled && !is_shared;
            if may_claim(draft, relation.operation.operation(), &one, is_settled) {
                claim_rows(draft, relation, rule.code, one.rows);
                claim_unreadable(draft, relation, rule.code, one.target, &one.operands);
            }
        }
    }
}

/// What a column is likeliest to be made of.
struct Meant {
    target: usize,
    operands: Vec<usize>,
    rows: Vec<Row>,
    /// Rows that bear it out.
    n_holding: usize,
    /// Whether its words leave no choice.
    is_settled: bool,
}

fn meant(draft: &Draft<'_>, relation: &RelationRule, target: usize) -> Option<Meant> {
    let choices = operand_choices(draft, &relation.operands, target);
    let is_settled = choices.len() == 1 && !relation.tentative;
    let chosen = choices.into_iter().map(|operands| {
        let rows = rows(draft, relation, target, &operands);
        Meant {
            target,
            operands,
            n_holding: n_holding(&rows),
            rows,
            is_settled,
        }
    });
    // Of equals the first is likeliest.
    let mut best = chosen.rev().max_by_key(|meant| meant.n_holding)?;
    if relation.inverse && best.n_holding >= MIN_PLAIN {
        best.n_holding += n_inverse(&best.rows);
    }
    Some(best)
}

/// Rows that must bear a share out as it is, before those where less is better speak for it too.
const MIN_PLAIN: usize = 3;

/// The rows that bear a share out only as it is written where less is better.
fn n_inverse(rows: &[Row]) -> usize {
    let is_inverse = |row: &&Row| {
        let numbers = row.operands.iter().map(|(_, stated)| stated.clone());
        let numbers: Vec<Stated> = numbers.collect();
        !holds(row.operation, &row.target.1, &numbers) && inverse(&row.target.1, &numbers).is_some()
    };
    rows.iter().filter(is_inverse).count()
}

/// Whether another column would be made of the same columns, as `Capaian` and `Capaian tahun lalu`
/// may: which of them is, or that both are, only the numbers tell.
fn is_made_elsewhere(
    draft: &Draft<'_>,
    relation: &RelationRule,
    all: &[Meant],
    one: &Meant,
) -> bool {
    let is_other = |other: &Meant| other.target != one.target && other.operands == one.operands;
    if all.iter().any(is_other) {
        return true;
    }
    let col = |idx: usize| Some(draft.records.typed.table.columns.get(idx)?.col);
    let cols: Option<Vec<u32>> = one.operands.iter().map(|&idx| col(idx)).collect();
    let Some((own, cols)) = col(one.target).zip(cols) else {
        return false;
    };
    draft.claims.iter().any(|claim| {
        claim.origin == Origin::HeaderFormula
            && claim.operation == relation.operation.operation()
            && claim.target.col != own
            && claim
                .operands
                .iter()
                .map(|place| place.col)
                .eq(cols.iter().copied())
    })
}

struct Row {
    operation: Operation,
    target: (CellRef, Stated),
    operands: Vec<(CellRef, Stated)>,
}

/// The rows of a claim, in the order in which the column is written.
fn rows(draft: &Draft<'_>, relation: &RelationRule, target: usize, operands: &[usize]) -> Vec<Row> {
    let mut operation = relation.operation.operation();
    // Without a column of taxes it is the plain product.
    if operation == Operation::TaxedProduct && operands.len() < relation.operands.len() {
        operation = Operation::Product;
    }
    // The header's own formula says the same more surely.
    let stated_by_header: BTreeSet<&CellRef> = draft
        .claims
        .iter()
        .filter(|claim| claim.origin == Origin::HeaderFormula && claim.operation == operation)
        .map(|claim| &claim.target)
        .collect();
    // Nothing limits what comes in; of other claims nobody asks.
    let is_income = match operation {
        Operation::AtMost => income_rows(draft),
        _ => BTreeSet::new(),
    };
    let table = &draft.records.typed.table;
    let rows = (0..table.rows.len())
        .filter(|&row_idx| {
            table.rows.get(row_idx).is_some_and(|row| match row.kind {
                RowKind::Line => true,
                // A total of products is a sum, not a product of totals.
                RowKind::Total => {
                    !matches!(operation, Operation::Product | Operation::TaxedProduct)
                }
                RowKind::Mean | RowKind::Note => false,
            })
        })
        .filter_map(|row_idx| {
            let target = draft.number(row_idx, target)?;
            let (operation, operands) = row_operands(draft, operation, row_idx, operands)?;
            Some(Row {
                operation,
                target,
                operands,
            })
        })
        .filter(|row| !stated_by_header.contains(&row.target.0))
        .filter(|row| !is_income.contains(&row.target.0.row))
        .collect();
    in_written_order(operation, rows)
}

/// What a line of income, or of what is left, is called; and those that lie under it.
const INCOME: &[&str] = &["pendapatan", "penerimaan", "surplus", "sisa lebih", "silpa"];

/// The sheet rows of income: what came in may exceed what was expected, nothing limits it.
fn income_rows(draft: &Draft<'_>) -> BTreeSet<u32> {
    let lines = &draft.records.lines;
    let mut is_income: Vec<bool> = Vec::with_capacity(lines.len());
    for (line, words) in lines.iter().zip(&draft.names) {
        let starts = |word: &&str| words.starts_with(*word);
        let above = line.parent.and_then(|parent| is_income.get(parent));
        is_income.push(INCOME.iter().any(starts) || above.is_some_and(|&above| above));
    }
    lines
        .iter()
        .zip(&is_income)
        .filter(|(_, is_income)| **is_income)
        .filter_map(|(line, _)| {
            let row = draft.records.typed.table.rows.get(line.row_idx)?;
            row.sheet_rows.first().copied()
        })
        .collect()
}

/// The operands in a row. Blank addends add nothing, and a blank tax is none; every other operation
/// needs all of its operands.
fn row_operands(
    draft: &Draft<'_>,
    operation: Operation,
    row_idx: usize,
    columns: &[usize],
) -> Option<(Operation, Vec<(CellRef, Stated)>)> {
    let (operation, columns) = match columns.split_last() {
        Some((&tax, factors))
            if operation == Operation::TaxedProduct && draft.number(row_idx, tax).is_none() =>
        {
            (Operation::Product, factors)
        }
        _ => (operation, columns),
    };
    let found: Vec<_> = columns
        .iter()
        .filter_map(|&column| draft.number(row_idx, column))
        .collect();
    let unreadable = |&column: &usize| {
        let typed = &draft.records.typed;
        typed.unreadable_cell(row_idx, column).is_some()
    };
    if columns.iter().any(unreadable) {
        return None;
    }
    let may_be_blank = operation == Operation::Sum && columns.len() > 1 && !found.is_empty();
    (may_be_blank || found.len() == columns.len()).then_some((operation, found))
}

/// Whether the rows may be claimed. Words that settle everything are believed, unless they fail in
/// every one of many rows: then they mean something else here. Words that leave a choice, tables of
/// unknown kind, and limits need most rows to bear them out.
fn may_claim(draft: &Draft<'_>, operation: Operation, meant: &Meant, is_settled: bool) -> bool {
    let (rows, n_holding) = (&meant.rows, meant.n_holding);
    // A score may have another scale than its weight; money has only one.
    let is_score_limit =
        operation == Operation::AtMost && rows.iter().any(|row| row.target.1.unit != Unit::Rupiah);
    if draft.known && is_settled && !is_score_limit {
        return rows.len() < MANY_ROWS || n_holding > 0;
    }
    n_holding >= MIN_ROWS && n_holding * 100 >= rows.len() * MIN_SUPPORT
}

fn claim_rows(draft: &mut Draft<'_>, relation: &RelationRule, rule: &'static str, rows: Vec<Row>) {
    for Row {
        operation,
        target,
        operands,
    } in rows
    {
        let places: Vec<CellRef> = operands.iter().map(|(place, _)| *place).collect();
        let numbers: Vec<Stated> = operands.into_iter().map(|(_, stated)| stated).collect();
        if relation.inverse && !holds(operation, &target.1, &numbers) {
            match inverse(&target.1, &numbers) {
                Some(Inverse::Swapped) => {
                    let swapped = places.into_iter().rev().collect();
                    draft.claim(rule, target.0, operation, swapped, Origin::ColumnMeaning);
                    continue;
                }
                Some(Inverse::Mirrored) => continue,
                None => {}
            }
        }
        draft.claim(rule, target.0, operation, places, Origin::ColumnMeaning);
    }
}

/// Rows with an operand that cannot be read are claimed too, so that they are known to be open.
fn claim_unreadable(
    draft: &mut Draft<'_>,
    relation: &RelationRule,
    rule: &'static str,
    target: usize,
    operands: &[usize],
) {
    for row_idx in 0..draft.records.typed.table.rows.len() {
        let Some((place, _)) = draft.number(row_idx, target) else {
            continue;
        };
        let places: Option<Vec<CellRef>> = operands
            .iter()
            .map(|&column| draft.operand(row_idx, column))
            .collect();
        if let Some(places) = places.filter(|places| draft.has_unreadable(places)) {
            let operation = relation.operation.operation();
            draft.claim(rule, place, operation, places, Origin::ColumnMeaning);
        }
    }
}

/// The rows with both operands of a difference exchanged where the column is written the other way
/// round throughout, as `Lebih/(Kurang)` = realisasi - anggaran is.
fn in_written_order(operation: Operation, rows: Vec<Row>) -> Vec<Row> {
    let count = |swapped: bool| {
        let bears_out = |row: &&Row| {
            let mut numbers: Vec<Stated> = row
                .operands
                .iter()
                .map(|(_, stated)| stated.clone())
                .collect();
            if swapped {
                numbers.reverse();
            }
            holds(operation, &row.target.1, &numbers)
        };
        rows.iter().filter(bears_out).count()
    };
    let may_swap =
        operation == Operation::Difference && rows.iter().all(|row| row.operands.len() == 2);
    if !may_swap || count(true) <= count(false) {
        return rows;
    }
    rows.into_iter()
        .map(|mut row| {
            row.operands.reverse();
            row
        })
        .collect()
}

enum Inverse {
    /// target / realisasi x 100
    Swapped,
    /// (2 target - realisasi) / target x 100
    Mirrored,
}

/// Whether a share was computed as for an indicator where less is better.
fn inverse(target: &Stated, numbers: &[Stated]) -> Option<Inverse> {
    let [part, whole] = numbers else { return None };
    if holds(Operation::Share, target, &[whole.clone(), part.clone()]) {
        return Some(Inverse::Swapped);
    }
    let mirrored = Stated {
        value: whole.value.checked_mul(2.into())?.checked_sub(part.value)?,
        ..part.clone()
    };
    holds(Operation::Share, target, &[mirrored, whole.clone()]).then_some(Inverse::Mirrored)
}

fn n_holding(rows: &[Row]) -> usize {
    rows.iter()
        .filter(|row| {
            let numbers: Vec<Stated> = row
                .operands
                .iter()
                .map(|(_, stated)| stated.clone())
                .collect();
            holds(row.operation, &row.target.1, &numbers)
                || as_percent(row.operation, &row.target.1, &numbers).is_some()
        })
        .count()
}
