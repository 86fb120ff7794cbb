//! Values that a file does not store. Comes in: a workbook. Goes out: the workbook with the value of
//! each such formula that can be calculated, and a finding a column that says so. A workbook whose
//! formulas all store 0 was written by a program that never calculated them; it is taken the same
//! way. Never changes a value that was calculated.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::book::{At, Book, kept, place};
use super::evaluate::Evaluator;
use super::value::{Number, Value};
use crate::model::finding::{Finding, Severity};
use crate::model::grid::{Content, Workbook};

/// Rounds of calculation: in each, formulas see what earlier ones gave. Between two rounds long
/// ranges are added up anew.
const MAX_ROUNDS: usize = 24;
/// Formulas of zeros from which on a workbook may never have been calculated.
const MIN_ZEROS: usize = 3;

/// Calculates the formulas whose values a workbook does not store.
pub fn compute_missing(workbook: &mut Workbook, file: &Arc<str>) -> Vec<Finding> {
    let was_never_calculated = was_never_calculated(workbook);
    if was_never_calculated {
        for grid in &mut workbook.sheets {
            for cell in grid
                .cells
                .values_mut()
                .filter(|cell| cell.formula().is_some())
            {
                cell.content = Content::NoCachedValue;
            }
        }
    }
    let missing = missing(workbook);
    if missing.is_empty() {
        return Vec::new();
    }
    let mut book = Book::new(workbook);
    calculate(&mut book, &missing);
    let mut columns: BTreeMap<(usize, u32), (At, usize)> = BTreeMap::new();
    for at in &missing {
        if !matches!(book.value(*at), Value::Doubt(_)) {
            let column = columns.entry((at.0, at.1.col)).or_insert((*at, 0));
            column.1 += 1;
        }
    }
    let findings = columns
        .values()
        .filter_map(|&(first, count)| {
            let (id, en) = if was_never_calculated {
                ("semua rumus menyimpan 0", "all formulas store 0")
            } else {
                ("nilainya tidak tersimpan", "no value is stored")
            };
            let finding = Finding::at("A702", Severity::Info, &place(&book, file, first)?)
                .fact("count", count.to_string())
                .fact_in("reason", id, en);
            Some(finding)
        })
        .collect();
    let calculated = book.into_calculated();
    for ((sheet, at), value) in calculated {
        let cell = workbook
            .sheets
            .get_mut(sheet)
            .and_then(|grid| grid.cells.get_mut(&at));
        if let (Some(cell), Some(content)) = (cell, content(value)) {
            cell.content = content;
        }
    }
    findings
}

/// Whether a program wrote the formulas of a workbook without ever calculating them.
fn was_never_calculated(workbook: &Workbook) -> bool {
    let mut n_zeros = 0;
    let cells = workbook.sheets.iter().flat_map(|grid| grid.cells.values());
    for cell in cells.filter(|cell| cell.formula().is_some()) {
        match &cell.content {
            Content::Number(number) if number.is_zero() => n_zeros += 1,
            Content::NoCachedValue => {}
            _ => return false,
        }
    }
    if n_zeros < MIN_ZEROS {
        return false;
    }
    // Zeros may be what they give: then calculating them shows it.
    let book = Book::new(workbook);
    book.formulas.keys().any(|&at| {
        let Some(Ok(tree)) = book.formula(at) else {
            return false;
        };
        match Evaluator::new(&book, at).value(tree) {
            Value::Number(number) => !number.is(rust_decimal::Decimal::ZERO),
            _ => false,
        }
    })
}

fn missing(workbook: &Workbook) -> Vec<At> {
    let sheets = workbook.sheets.iter().enumerate();
    sheets
        .flat_map(|(idx, grid)| {
            grid.cells
                .iter()
                .filter(|(_, cell)| cell.content == Content::NoCachedValue)
                .map(move |(at, _)| (idx, *at))
        })
        .collect()
}

fn calculate(book: &mut Book<'_>, missing: &[At]) {
    let mut open: Vec<At> = missing.to_vec();
    for _ in 0..MAX_ROUNDS {
        let n_before = open.len();
        open.retain(|&at| !is_calculated(book, at));
        if open.is_empty() || open.len() == n_before {
            break;
        }
        // Totals may stand above or below what they add up.
        open.reverse();
        book.recount();
    }
}

/// Calculates a cell as far as it can be now.
fn is_calculated(book: &Book<'_>, at: At) -> bool {
    let Some(Ok(tree)) = book.formula(at) else {
        return false;
    };
    let value = match Evaluator::new(book, at).value(tree) {
        Value::Number(number) => Value::Number(Number::stored(kept(number.value))),
        Value::Text(text) if text.trim().is_empty() => return false,
        Value::Doubt(_) | Value::Blank => return false,
        other => other,
    };
    book.calculate(at, value);
    true
}

fn content(value: Value) -> Option<Content> {
    match value {
        Value::Number(number) => Some(Content::Number(number.value)),
        Value::Text(text) => Some(Content::Text(text)),
        Value::Bool(yes) => Some(Content::Bool(yes)),
        Value::Error(error) => Some(Content::Error((*error).into())),
        Value::Blank | Value::Doubt(_) => None,
    }
}
