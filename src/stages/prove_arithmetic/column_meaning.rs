//! What columns of these names mean: sisa = pagu - realisasi, capaian = realisasi / pagu x 100.

use std::collections::BTreeSet;

use super::{Draft, as_percent, holds};
use crate::config::profile::RelationRule;
use crate::model::amount::Unit;
use crate::model::place::Place;
use crate::model::record::FieldRef;
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
        let Some(rule) = rule(&relation.rule) else {
            continue;
        };
        for target in draft.records.columns_of(&relation.target) {
            let choices = operand_choices(draft, relation, target);
            let is_settled = choices.len() == 1;
            let best = choices
                .into_iter()
                .map(|operands| (rows(draft, relation, target, &operands), operands))
                // Of equals the first is likeliest.
                .rev()
                .max_by_key(|(rows, _)| n_holding(relation.operation.operation(), rows));
            if let Some((rows, operands)) = best
                && may_claim(draft, relation.operation.operation(), &rows, is_settled)
            {
                claim_rows(draft, relation, rule.code, rows);
                claim_unreadable(draft, relation, rule.code, target, &operands);
            }
        }
    }
}

/// Most combinations of operand columns that are tried.
const MAX_CHOICES: usize = 24;

/// The columns that may be a claim's operands for one target column: one choice where the words
/// settle it, several where a field stands over more than one column.
fn operand_choices(draft: &Draft<'_>, relation: &RelationRule, target: usize) -> Vec<Vec<usize>> {
    let mut choices: Vec<Vec<usize>> = vec![Vec::new()];
    for operand in &relation.operands {
        let columns = operand_columns(draft, operand, target);
        choices = choices
            .into_iter()
            .flat_map(|choice| {
                columns
                    .iter()
                    .map(move |&column| choice.iter().copied().chain([column]).collect())
            })
            .take(MAX_CHOICES)
            .collect();
    }
    choices.retain(|choice| !choice.contains(&target));
    choices
}

/// The columns that an operand may be, likeliest first.
fn operand_columns(draft: &Draft<'_>, operand: &str, target: usize) -> Vec<usize> {
    let (field, which) = operand.split_once('@').unwrap_or((operand, ""));
    let columns = draft.records.columns_of(field);
    let year = |column: usize| {
        draft
            .records
            .fields
            .get(column)
            .and_then(Option::as_ref)
            .and_then(|field: &FieldRef| field.year)
    };
    let mut dated: Vec<(i32, usize)> = columns
        .iter()
        .filter_map(|&column| Some((year(column)?, column)))
        .collect();
    dated.sort_unstable();
    dated.dedup_by_key(|(year, _)| *year);
    let at = |idx: Option<usize>| {
        idx.and_then(|idx| dated.get(idx))
            .map(|(_, column)| *column)
    };
    match which {
        "later" => at((dated.len() >= 2).then(|| dated.len() - 1))
            .into_iter()
            .collect(),
        "earlier" => at(dated.len().checked_sub(2)).into_iter().collect(),
        _ => match (columns.as_slice(), year(target)) {
            // One column of the field, and no year that speaks against it.
            ([only], wanted) => {
                let own = year(*only);
                let fits = wanted.is_none() || own.is_none() || wanted == own;
                fits.then_some(*only).into_iter().collect()
            }
            (many, Some(wanted)) => many
                .iter()
                .copied()
                .filter(|&column| year(column) == Some(wanted))
                .collect(),
            // Of several without a year the nearest to the left is likeliest.
            (many, None) => {
                let mut many = many.to_vec();
                many.sort_by_key(|&column| (column > target, column.abs_diff(target)));
                many
            }
        },
    }
}

struct Row {
    target: (Place, Stated),
    operands: Vec<(Place, Stated)>,
}

/// The rows of a claim, in the order in which the column is written.
fn rows(draft: &Draft<'_>, relation: &RelationRule, target: usize, operands: &[usize]) -> Vec<Row> {
    let operation = relation.operation.operation();
    // The header's own formula says the same more surely.
    let stated_by_header: BTreeSet<&Place> = draft
        .claims
        .iter()
        .filter(|claim| claim.origin == Origin::HeaderFormula && claim.operation == operation)
        .map(|claim| &claim.target)
        .collect();
    let table = &draft.records.typed.table;
    let rows = (0..table.rows.len())
        .filter(|&row_idx| {
            table
                .rows
                .get(row_idx)
                .is_some_and(|row| matches!(row.kind, RowKind::Line | RowKind::Total))
        })
        .filter_map(|row_idx| {
            let target = draft.number(row_idx, target)?;
            let operands: Option<Vec<_>> = operands
                .iter()
                .map(|&column| draft.number(row_idx, column))
                .collect();
            Some(Row {
                target,
                operands: operands?,
            })
        })
        .filter(|row| !stated_by_header.contains(&row.target.0))
        .collect();
    in_written_order(operation, rows)
}

/// Whether the rows may be claimed. Words that settle everything are believed, unless they fail in
/// every one of many rows: then they mean something else here. Words that leave a choice, tables of
/// unknown kind, and limits need most rows to bear them out.
fn may_claim(draft: &Draft<'_>, operation: Operation, rows: &[Row], is_settled: bool) -> bool {
    // A score may have another scale than its weight; money has only one.
    let is_score_limit =
        operation == Operation::AtMost && rows.iter().any(|row| row.target.1.unit != Unit::Rupiah);
    if draft.known && is_settled && !is_score_limit {
        return rows.len() < MANY_ROWS || n_holding(operation, rows) > 0;
    }
    is_supported(operation, rows)
}

fn claim_rows(draft: &mut Draft<'_>, relation: &RelationRule, rule: &'static str, rows: Vec<Row>) {
    let operation = relation.operation.operation();
    for Row { target, operands } in rows {
        let places: Vec<Place> = operands.iter().map(|(place, _)| place.clone()).collect();
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
        let places: Option<Vec<Place>> = operands
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

fn n_holding(operation: Operation, rows: &[Row]) -> usize {
    rows.iter()
        .filter(|row| {
            let numbers: Vec<Stated> = row
                .operands
                .iter()
                .map(|(_, stated)| stated.clone())
                .collect();
            holds(operation, &row.target.1, &numbers)
                || as_percent(operation, &row.target.1, &numbers).is_some()
        })
        .count()
}

fn is_supported(operation: Operation, rows: &[Row]) -> bool {
    let n_holding = n_holding(operation, rows);
    n_holding >= MIN_ROWS && n_holding * 100 >= rows.len() * MIN_SUPPORT
}
