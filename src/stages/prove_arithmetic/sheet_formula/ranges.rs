//! Sums whose range is not what it should be: judged by what words claim of the same cell, by what
//! stands between a range and its total, and by headers and subtotals inside a range.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::Audit;
use super::book::{At, Range};
use super::claim::{Formula, claim};
use super::evaluate::Evaluator;
use super::syntax::Expression;
use super::tables::Word;
use crate::model::cells::Placed;
use crate::model::formula::FormulaFault;
use crate::model::grid::Content;
use crate::model::place::CellRef;
use crate::model::relation::Operation;
use crate::model::table::RowKind;
use crate::model::text::normalize;

/// Most texts of a range that are listed.
const MAX_TEXTS: usize = 50;

/// Sums of formulas against the sums that words claim of the same cells.
pub(super) fn against_words(audit: &mut Audit<'_>) {
    let mut found: Vec<(At, FormulaFault)> = Vec::new();
    for (at, word) in audit.words.all() {
        if !word.is_sum || word.holds.is_none() {
            continue;
        }
        // A fault of a claim that holds is told only where no claim fails.
        if word.holds == Some(true) && audit.words.fail_at(at) {
            continue;
        }
        let Some(formula) = sum(audit, at) else {
            continue;
        };
        found.extend(fault(audit, at, word, &formula).map(|fault| (at, fault)));
    }
    for (at, what) in found {
        let rule = match what {
            FormulaFault::TakesIn(_) => "A704",
            FormulaFault::AddsText(_) => "A710",
            _ => "A703",
        };
        audit.fault(at, rule, what);
    }
}

/// The sum that a cell's formula is, where it gives the stored value.
fn sum(audit: &Audit<'_>, at: At) -> Option<Formula> {
    if !audit.agrees(at) {
        return None;
    }
    let tree = audit.book.formula(at)?.ok()?;
    claim(&audit.book, at, tree).filter(|formula| formula.operation == Operation::Sum)
}

fn fault(audit: &Audit<'_>, at: At, word: &Word, formula: &Formula) -> Option<FormulaFault> {
    let own: BTreeSet<At> = formula.operands.iter().copied().collect();
    // What a subtotal adds up is not left out with it.
    let is_covered =
        |cell: &At| sum(audit, *cell).is_some_and(|part| is_all_of(&part.operands, &own));
    let missing: Vec<At> = word
        .operands
        .iter()
        .filter(|cell| !own.contains(cell) && !is_covered(cell))
        .copied()
        .collect();
    let is_extra = |cell: &&At| word.operands.binary_search(cell).is_err();
    let extra: Vec<At> = own.iter().filter(is_extra).copied().collect();
    let fails = word.holds == Some(false);
    let are_alike = own.len() > extra.len();
    if missing.is_empty() && extra.is_empty() || !are_alike {
        return None;
    }
    if extra.is_empty() && missing.iter().all(|&cell| is_text(audit, cell)) {
        return Some(FormulaFault::AddsText(audit.places(&missing)));
    }
    if fails {
        return match (missing.is_empty(), extra.is_empty()) {
            (true, _) => Some(FormulaFault::TakesIn(audit.places(&extra))),
            (false, _) => Some(FormulaFault::LeavesOut(audit.places(&missing))),
        };
    }
    // Nothing is wrong yet: rows beside the range that hold zero will be left out once they do not.
    let are_zero = missing
        .iter()
        .all(|&cell| audit.book.stored(cell) == Some(Decimal::ZERO));
    let touches = missing.iter().any(|cell| {
        let beside = |row: u32| own.contains(&(cell.0, CellRef::new(row, cell.1.col)));
        beside(cell.1.row + 1) || cell.1.row.checked_sub(1).is_some_and(beside)
    });
    let is_range = has_range(audit, at);
    (extra.is_empty() && are_zero && touches && is_range)
        .then(|| FormulaFault::LeavesOut(audit.places(&missing)))
}

fn is_all_of(cells: &[At], own: &BTreeSet<At>) -> bool {
    !cells.is_empty() && cells.iter().all(|cell| own.contains(cell))
}

fn is_text(audit: &Audit<'_>, at: At) -> bool {
    let cell = audit.book.cell(at);
    cell.is_some_and(|cell| matches!(cell.content, Content::Text(_)))
}

fn has_range(audit: &Audit<'_>, at: At) -> bool {
    own_range(audit, at).is_some()
}

/// The only range of a plain SUM over the formula's own column.
fn own_range(audit: &Audit<'_>, at: At) -> Option<Range> {
    let tree = audit.book.formula(at)?.ok()?;
    let Expression::Call(name, arguments) = tree else {
        return None;
    };
    let (("SUM", [argument]) | ("SUBTOTAL", [Expression::Number(_), argument])) =
        (&**name, arguments.as_slice())
    else {
        return None;
    };
    let Expression::Reference(reference) = argument else {
        return None;
    };
    if reference.sheet.is_some() || reference.is_cell() {
        return None;
    }
    let range = audit.book.range(reference, at)?;
    let area = range.area;
    (area.first.col == at.1.col && area.last.col == at.1.col).then_some(range)
}

/// Totals below their range with rows of details between: a row was added under the last one.
pub(super) fn beside_totals(audit: &mut Audit<'_>) {
    let cells: Vec<At> = audit.book.formulas.keys().copied().collect();
    for at in cells {
        if audit.faults.contains_key(&at) || !audit.agrees(at) {
            continue;
        }
        let Some(left_out) = between(audit, at).or_else(|| first_line(audit, at)) else {
            continue;
        };
        let texts: Vec<At> = left_out
            .iter()
            .copied()
            .filter(|&cell| is_text(audit, cell))
            .collect();
        if texts.is_empty() {
            let places = audit.places(&left_out);
            audit.fault(at, "A703", FormulaFault::LeavesOut(places));
        }
    }
}

/// The details between a range and the total below it.
fn between(audit: &Audit<'_>, at: At) -> Option<Vec<At>> {
    let range = own_range(audit, at)?;
    let last = range.area.last.row;
    let is_claimed = audit
        .words
        .of(at)
        .iter()
        .any(|word| word.is_sum && !word.is_guess);
    if last + 1 >= at.1.row || is_claimed {
        return None;
    }
    let sheet = audit.book.sheet(at.0)?;
    let cells = sheet.between(at.1.col, last + 1, at.1.row - 1);
    // Every row between must hold a number, else it is another block.
    if cells.is_empty() || u32::try_from(cells.len()).ok()? != at.1.row - last - 1 {
        return None;
    }
    let in_range = sheet.between(at.1.col, range.area.first.row, last);
    let are_details_typed = in_range.iter().all(|(_, cell)| cell.formula().is_none());
    let table = audit
        .tables
        .seat((at.0, range.area.last))
        .map(|seat| (seat.table, seat.line.and_then(|line| line.parent)));
    let is_detail = |(detail, cell): &Placed| {
        let place = (at.0, *detail);
        let seat = audit.tables.seat(place);
        let is_line = match (table, seat) {
            (Some(table), Some(seat)) => {
                seat.kind == RowKind::Line
                    && table == (seat.table, seat.line.and_then(|line| line.parent))
            }
            (None, None) => true,
            _ => false,
        };
        is_line
            && matches!(cell.content, Content::Number(_))
            && cell.formula().is_none() == are_details_typed
            && !refers_into(audit, place, range)
    };
    cells
        .iter()
        .all(|placed| is_detail(placed))
        .then(|| cells.iter().map(|(detail, _)| (at.0, *detail)).collect())
}

/// The table's first line, where the range of a plain `Jumlah` begins just below it. Words choose
/// what such a total adds up by the numbers, so they follow the formula.
fn first_line(audit: &Audit<'_>, at: At) -> Option<Vec<At>> {
    let range = own_range(audit, at)?;
    let first = (at.0, range.area.first);
    let above = (at.0, CellRef::new(first.1.row.checked_sub(1)?, at.1.col));
    let is_below = range.area.last.row < at.1.row;
    let (seat, inside) = (audit.tables.seat(above)?, audit.tables.seat(first)?);
    let (line, other) = (seat.line?, inside.line?);
    let is_first = seat.records.lines.first().map(|line| line.row_idx) == Some(seat.row_idx);
    let are_alike = line.is_leaf
        && other.is_leaf
        && (seat.table, line.parent) == (inside.table, other.parent)
        && audit.book.formulas.get(&above) == audit.book.formulas.get(&first);
    let label = normalize(&audit.tables.label(&audit.book, at));
    let is_bare = ["jumlah", "total", "jumlah total", "total jumlah"].contains(&label.as_str());
    let amount = audit.book.stored(above)?;
    // A heading above its details states what they make.
    let is_heading = audit.book.stored(at) == Some(amount);
    let is_left_out = is_below && is_first && are_alike && is_bare && !is_heading;
    (is_left_out && !amount.is_zero()).then(|| vec![above])
}

/// Whether a cell's formula refers into a range.
fn refers_into(audit: &Audit<'_>, at: At, range: Range) -> bool {
    let Some(Ok(tree)) = audit.book.formula(at) else {
        return false;
    };
    tree.references().iter().any(|reference| {
        audit.book.range(reference, at).is_some_and(|other| {
            other.sheet == range.sheet
                && other.area.first.row <= range.area.last.row
                && other.area.last.row >= range.area.first.row
                && other.area.first.col <= range.area.last.col
                && other.area.last.col >= range.area.first.col
        })
    })
}

/// Sums over numbers that are stored as text, which count as nothing there.
pub(super) fn over_texts(audit: &mut Audit<'_>) {
    let cells = audit.book.formulas.keys();
    let sums = cells.filter_map(|&at| Some((at, own_range(audit, at)?)));
    let sums: Vec<(At, Range)> = sums.collect();
    if sums.is_empty() {
        return;
    }
    let texts = audit.tables.number_texts(&audit.book);
    for (at, range) in sums {
        if audit.faults.contains_key(&at) {
            continue;
        }
        let Some(rows) = texts.get(&(range.sheet, at.1.col)) else {
            continue;
        };
        let found: Vec<At> = rows
            .range(range.area.first.row..=range.area.last.row)
            .map(|&row| (range.sheet, CellRef::new(row, at.1.col)))
            .take(MAX_TEXTS)
            .collect();
        if !found.is_empty() {
            let places = audit.places(&found);
            audit.fault(at, "A710", FormulaFault::AddsText(places));
        }
    }
}

/// Sums that take in a header's number, or a subtotal together with its details.
pub(super) fn over_headers_and_subtotals(audit: &mut Audit<'_>) {
    let cells: Vec<At> = audit.book.formulas.keys().copied().collect();
    for at in cells {
        if audit.faults.contains_key(&at) || !audit.agrees(at) {
            continue;
        }
        let Some(extra) = own_range(audit, at).and_then(|range| taken_in(audit, at, range)) else {
            continue;
        };
        if !extra.is_empty() {
            let places = audit.places(&extra);
            audit.fault(at, "A704", FormulaFault::TakesIn(places));
        }
    }
}

fn taken_in(audit: &Audit<'_>, at: At, range: Range) -> Option<Vec<At>> {
    // What words claim of the cell, with the same cells, is meant.
    let is_meant = audit
        .words
        .of(at)
        .iter()
        .any(|word| word.holds == Some(true));
    if is_meant {
        return None;
    }
    let tree = audit.book.formula(at)?.ok()?;
    let skips_subtotals = matches!(tree, Expression::Call(name, _) if &**name == "SUBTOTAL");
    let mut extra = Vec::new();
    for (cell, held) in audit.book.cells_in(range)? {
        if !matches!(held.content, Content::Number(number) if !number.is_zero()) {
            continue;
        }
        let is_subtotal = || {
            own_range(audit, cell).is_some_and(|inner| {
                is_inside(inner, range) && audit.book.added(inner).n_numbers > 0
            })
        };
        if audit.tables.is_header(cell) || (!skips_subtotals && is_subtotal()) {
            extra.push(cell);
        }
    }
    Some(extra)
}

fn is_inside(inner: Range, outer: Range) -> bool {
    inner.sheet == outer.sheet
        && inner.area.first.row >= outer.area.first.row
        && inner.area.last.row <= outer.area.last.row
}

/// The cells of a plain sum, to be compared with a neighbour's.
pub(super) fn operands(audit: &Audit<'_>, at: At, tree: &Expression) -> Option<BTreeSet<At>> {
    let formula = claim(&audit.book, at, tree)?;
    (formula.operation == Operation::Sum).then(|| formula.operands.into_iter().collect())
}

/// Whether all cells that a formula names one by one hold numbers in a cell's row.
pub(super) fn has_operands(audit: &Audit<'_>, at: At, tree: &Expression) -> bool {
    let on = Evaluator::new(&audit.book, at);
    tree.references().iter().all(|reference| {
        let range = audit.book.range(reference, on.own);
        range.is_some_and(|range| match range.only() {
            Some(cell) => audit.book.stored(cell).is_some(),
            None => audit.book.added(range).n_numbers > 0,
        })
    })
}
