//! Numbers typed into formulas: added to a sum, or multiplied in where no other formula of the
//! column does; and rows that take up whatever difference is left.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Audit;
use super::book::At;
use super::claim::claim;
use super::syntax::Expression;
use crate::model::formula::FormulaFault;
use crate::model::relation::Operation;
use crate::model::table::RowKind;
use crate::model::text::{has_phrase, may_have, normalize};

/// From so many cells of one formula on, its number is part of the design.
const MIN_DESIGN: usize = 3;
/// Words of rows that multiply by a rate.
const RATES: [&str; 8] = [
    "ppn", "pph", "pajak", "inflasi", "tarif", "bunga", "iuran", "potongan",
];
/// Words of rows that take up what is left.
const PLUGS: [&str; 8] = [
    "selisih",
    "koreksi",
    "pembulatan",
    "penyesuaian",
    "lain-lain",
    "lain lain",
    "lainnya",
    "sisa pembulatan",
];

pub(super) fn find(audit: &mut Audit<'_>) {
    let mut n_cells: BTreeMap<usize, usize> = BTreeMap::new();
    for &shape in audit.book.formulas.values() {
        *n_cells.entry(shape).or_default() += 1;
    }
    let mut found = Vec::new();
    for (&at, shape) in &audit.book.formulas {
        if n_cells.get(shape).copied().unwrap_or(0) >= MIN_DESIGN || !audit.agrees(at) {
            continue;
        }
        let Ok(tree) = audit.book.shape(*shape) else {
            continue;
        };
        if let Some(constant) = added(tree).or_else(|| multiplied(audit, at, tree)) {
            found.push((at, constant));
        }
    }
    for (at, constant) in found {
        audit.fault(at, "A711", FormulaFault::AddsConstant(constant));
    }
}

/// The number that a formula adds to the cells it adds up.
fn added(tree: &Expression) -> Option<Decimal> {
    let terms = match tree {
        Expression::Terms(terms) => terms,
        Expression::Call(name, arguments)
            if matches!(&**name, "ROUND" | "ROUNDUP" | "ROUNDDOWN" | "IFERROR") =>
        {
            return added(arguments.first()?);
        }
        Expression::Call(name, arguments) if &**name == "SUM" => {
            let has_cells = arguments.iter().any(|part| !part.references().is_empty());
            let constant = arguments.iter().find_map(number)?;
            return (has_cells && is_amount(constant)).then_some(constant);
        }
        _ => return None,
    };
    // `100-D5` and `2023-C5` count from a number; `SUM(D5:D9)+90` adds one.
    let adds_cells = terms
        .iter()
        .any(|(is_minus, part)| !is_minus && !part.references().is_empty());
    let constant = terms.iter().find_map(|(is_minus, part)| {
        number(part).map(|number| if *is_minus { -number } else { number })
    })?;
    (adds_cells && is_amount(constant)).then_some(constant)
}

fn number(part: &Expression) -> Option<Decimal> {
    match part {
        Expression::Number(number) => Some(*number),
        Expression::Terms(terms) => match terms.as_slice() {
            [(true, Expression::Number(number))] => Some(-*number),
            _ => None,
        },
        _ => None,
    }
}

/// Not a step of counting, and not the whole of percentages.
fn is_amount(number: Decimal) -> bool {
    number.abs() > Decimal::ONE && number.abs() != Decimal::ONE_HUNDRED
}

/// The fraction that a formula multiplies by, where no other formula of its column does.
fn multiplied(audit: &Audit<'_>, at: At, tree: &Expression) -> Option<Decimal> {
    let factor = fraction(tree)?;
    let label = normalize(&audit.tables.label(&audit.book, at));
    if RATES.iter().any(|word| has_phrase(&label, word)) {
        return None;
    }
    let sheet = audit.book.sheet(at.0)?;
    let column = sheet.between(at.1.col, 0, super::reference::MAX_ROW);
    let mut n_numbers = 0;
    for (other, cell) in column.iter().copied() {
        let other = (at.0, *other);
        if other == at {
            continue;
        }
        n_numbers += usize::from(audit.book.stored(other).is_some());
        if cell.formula().is_some()
            && let Some(Ok(tree)) = audit.book.formula(other)
            && fraction(tree).is_some()
        {
            return None;
        }
    }
    (n_numbers >= MIN_DESIGN).then_some(factor)
}

/// A factor such as `1.1` beside a cell.
fn fraction(tree: &Expression) -> Option<Decimal> {
    let Expression::Factors(factors) = tree else {
        return None;
    };
    let has_cell = factors
        .iter()
        .any(|(divides, part)| !divides && matches!(part, Expression::Reference(_)));
    let fraction = factors.iter().find_map(|(_, part)| match part {
        Expression::Number(number) if !number.is_integer() && *number > Decimal::new(5, 1) => {
            Some(*number)
        }
        _ => None,
    });
    fraction.filter(|_| has_cell)
}

/// Rows such as `Selisih` whose formula is a typed total less the other rows: the total then holds
/// whatever the rows say.
pub(super) fn plugs(audit: &mut Audit<'_>) {
    let mut found = Vec::new();
    for &at in audit.book.formulas.keys() {
        let seat = audit.tables.seat(at);
        if seat.is_some_and(|seat| seat.kind != RowKind::Line) {
            continue;
        }
        let label = audit.tables.label(&audit.book, at);
        if !may_have(&label, &PLUGS) {
            continue;
        }
        let label = normalize(&label);
        if !PLUGS.iter().any(|word| has_phrase(&label, word)) {
            continue;
        }
        let Some(Ok(tree)) = audit.book.formula(at) else {
            continue;
        };
        let Some(formula) = claim(&audit.book, at, tree) else {
            continue;
        };
        let in_column = formula
            .operands
            .iter()
            .all(|cell| cell.0 == at.0 && cell.1.col == at.1.col);
        let is_of_typed_total = formula
            .operands
            .first()
            .is_some_and(|total| !audit.book.formulas.contains_key(total));
        let is_nothing = audit.book.stored(at).is_none_or(|value| value.is_zero());
        if formula.operation == Operation::Difference
            && formula.operands.len() > 2
            && in_column
            && is_of_typed_total
            && !is_nothing
        {
            found.push(at);
        }
    }
    for at in found {
        audit.fault(at, "A712", FormulaFault::TakesUpRest);
    }
}
