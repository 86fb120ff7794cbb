//! Calculates every formula again from the stored values of its operands, and compares.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Audit;
use super::book::{At, Book, kept};
use super::evaluate::Evaluator;
use super::syntax::Expression;
use super::value::{Doubt, Number, Value};
use crate::model::formula::FormulaFault;
use crate::model::grid::{Cell, Content};

/// What calculating a formula again gave, where it is not the stored value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Doubted {
    /// Another number than the stored one.
    Stale(Decimal),
    /// The stored value is no number, so there is nothing to compare.
    NoNumber,
    /// It cannot be calculated.
    Unknown(Doubt),
    /// It refers to something that is not there.
    Broken,
}

pub(super) fn judge_all(audit: &mut Audit<'_>) {
    let book = &audit.book;
    let cells = book.formulas.iter();
    let cells = cells.filter(|(at, _)| !audit.doubted.contains_key(at));
    let doubted = cells.filter_map(|(&at, &shape)| {
        let doubted = match book.shape(shape) {
            Ok(tree) => judge(book, at, tree)?,
            Err(doubt) => Doubted::Unknown(doubt),
        };
        Some((at, doubted))
    });
    let doubted: Vec<(At, Doubted)> = doubted.collect();
    for (at, doubted) in doubted {
        if let Doubted::Stale(computed) = doubted {
            audit.fault(at, "A701", FormulaFault::Stale { computed });
        }
        audit.doubted.insert(at, doubted);
    }
}

/// What is to be said of a formula that does not give the stored value.
fn judge(book: &Book<'_>, at: At, tree: &Expression) -> Option<Doubted> {
    let Some(cell) = book.cell(at) else {
        return Some(Doubted::NoNumber);
    };
    let value = Evaluator::new(book, at).value(tree);
    if is_broken(book, at, tree) {
        return Some(Doubted::Broken);
    }
    let Content::Number(stored) = cell.content else {
        return Some(match value {
            Value::Doubt(doubt) => Doubted::Unknown(doubt),
            _ => Doubted::NoNumber,
        });
    };
    let number = match value {
        Value::Number(number) => number,
        Value::Blank => Number::exact(Decimal::ZERO),
        Value::Doubt(doubt) => return Some(Doubted::Unknown(doubt)),
        Value::Error(_) => return Some(Doubted::Unknown(Doubt::Syntax("error"))),
        Value::Text(_) | Value::Bool(_) => {
            return Some(Doubted::Unknown(Doubt::Syntax("text")));
        }
    };
    let agrees = is_stored(&number, stored, cell) || is_other_subtotal(book, at, tree, stored);
    (!agrees).then(|| Doubted::Stale(kept(number.value)))
}

/// Whether a stored number is what a formula gives, or that as the cell shows it: Excel can be told
/// to keep what is shown.
pub(super) fn is_stored(number: &Number, stored: Decimal, cell: &Cell) -> bool {
    if number.is(stored) {
        return true;
    }
    let Some(shown) = cell.format_decimals() else {
        return false;
    };
    let decimals = shown + if cell.format_is_percent() { 2 } else { 0 };
    let rounded = kept(number.value)
        .round_dp_with_strategy(decimals.min(28), RoundingStrategy::MidpointAwayFromZero);
    rounded == stored
}

/// Which rows a SUBTOTAL leaves out depends on how they were hidden, which files do not always say.
fn is_other_subtotal(book: &Book<'_>, at: At, tree: &Expression, stored: Decimal) -> bool {
    let mut has_subtotal = false;
    tree.walk(&mut |part| {
        has_subtotal |= matches!(part, Expression::Call(name, _) if &**name == "SUBTOTAL");
    });
    if !has_subtotal {
        return false;
    }
    let mut on = Evaluator::new(book, at);
    on.counts_hidden = false;
    matches!(on.value(tree), Value::Number(number) if number.is(stored))
}

/// Whether a formula refers to what is not there: a deleted cell, a sheet or name unknown.
fn is_broken(book: &Book<'_>, at: At, tree: &Expression) -> bool {
    let on = Evaluator::new(book, at);
    let mut is_broken = false;
    tree.walk(&mut |part| {
        is_broken |= match part {
            Expression::Error(error) => &**error == "#REF!",
            Expression::Reference(reference) => book.range(reference, at).is_none(),
            Expression::Name(sheet, name) => {
                matches!(on.named(sheet.as_deref(), name), Err(Value::Error(_)))
            }
            _ => false,
        };
    });
    is_broken
}
