//! Cells that are not like their neighbours: a number typed, or another formula, where nearly all
//! cells of a column or of a row have one formula.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::book::{At, kept};
use super::evaluate::Evaluator;
use super::ranges::{has_operands, operands};
use super::recompute::is_stored;
use super::syntax::Expression;
use super::value::{Number, Value};
use super::{Audit, Typed};
use crate::model::formula::FormulaFault;
use crate::model::grid::Content;
use crate::model::place::CellRef;
use crate::model::table::RowKind;

/// Fewest cells of one formula that make a rule.
const MIN_ALIKE: usize = 3;

/// A cell with a number or formula.
#[derive(Debug, Clone, Copy)]
struct Entry {
    at: At,
    shape: Option<usize>,
}

/// A block of a column: a table's lines, or cells without a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Block {
    Table(usize),
    Run(u32),
}

/// Columns whose lines nearly all have one formula.
pub(super) fn down_columns(audit: &mut Audit<'_>) {
    for sheet in 0..audit.book.sheets.len() {
        let blocks = blocks(audit, sheet);
        for entries in blocks.values() {
            column(audit, entries);
        }
    }
}

fn blocks(audit: &Audit<'_>, sheet: usize) -> BTreeMap<(u32, Block), Vec<Entry>> {
    let mut blocks: BTreeMap<(u32, Block), Vec<Entry>> = BTreeMap::new();
    let Some(columns) = audit.book.sheet(sheet).map(super::columns::Sheet::columns) else {
        return blocks;
    };
    for (col, cells) in columns {
        if cells.iter().all(|(_, cell)| cell.formula().is_none()) {
            continue;
        }
        let (mut run, mut before) = (0, None);
        for (at, cell) in cells.iter().copied() {
            let (row, at) = (at.row, (sheet, *at));
            if before.is_none_or(|before: u32| before + 1 < row) {
                run = row;
            }
            before = Some(row);
            let block = match audit.tables.seat(at) {
                Some(seat) if seat.kind == RowKind::Line => Block::Table(seat.table),
                Some(_) => continue,
                None => Block::Run(run),
            };
            let shape = audit.book.formulas.get(&at).copied();
            if shape.is_some() || matches!(cell.content, Content::Number(_)) {
                blocks
                    .entry((col, block))
                    .or_default()
                    .push(Entry { at, shape });
            }
        }
    }
    blocks
}

/// The formula that most of some cells have.
fn most_common(entries: &[Entry]) -> Option<usize> {
    counted(entries)
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .map(|(shape, _)| shape)
}

fn counted(entries: &[Entry]) -> BTreeMap<usize, usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for shape in entries.iter().filter_map(|entry| entry.shape) {
        *counts.entry(shape).or_default() += 1;
    }
    counts
}

/// The formula that nearly all of some cells have.
fn rule_of(entries: &[Entry]) -> Option<usize> {
    let shape = most_common(entries)?;
    let count = counted(entries).get(&shape).copied()?;
    (count >= MIN_ALIKE && count * 4 >= entries.len() * 3 && count < entries.len()).then_some(shape)
}

/// Whether a formula numbers lines: the cell above and one.
fn counts_up(tree: &Expression) -> bool {
    match tree {
        Expression::Terms(terms) => terms.iter().any(
            |(_, part)| matches!(part, Expression::Number(number) if number.abs() == Decimal::ONE),
        ),
        _ => false,
    }
}

/// The same, with the cells it rules: where a formula looks at other rows, as a running balance
/// does, the first and last cells may well have another.
fn rule_between<'e>(audit: &Audit<'_>, entries: &'e [Entry]) -> Option<(usize, &'e [Entry])> {
    let counted = rule_of(entries);
    let most = most_common(entries)?;
    if is_of_row(audit, most) {
        return Some((counted?, entries));
    }
    let is_alike = |entry: &Entry| entry.shape == Some(most);
    let first = entries.iter().position(is_alike)?;
    let last = entries.iter().rposition(is_alike)?;
    let ruled = entries.get(first..=last)?;
    Some((rule_of(ruled)?, ruled))
}

fn column(audit: &mut Audit<'_>, entries: &[Entry]) {
    let Some((shape, entries)) = rule_between(audit, entries) else {
        return;
    };
    let mut found = Vec::new();
    {
        let Ok(tree) = audit.book.shape(shape) else {
            return;
        };
        if tree.references().is_empty() || counts_up(tree) {
            return;
        }
        for entry in entries.iter().filter(|entry| entry.shape != Some(shape)) {
            if !has_operands(audit, entry.at, tree) {
                continue;
            }
            let Value::Number(expected) = Evaluator::new(&audit.book, entry.at).value(tree) else {
                continue;
            };
            found.push((*entry, expected));
        }
    }
    let is_of_row = is_of_row(audit, shape);
    for (entry, expected) in found {
        note(audit, entry, shape, expected, is_of_row);
    }
}

/// Whether a formula looks at its own row only, so that it says the same of every line.
fn is_of_row(audit: &Audit<'_>, shape: usize) -> bool {
    audit.book.shape(shape).is_ok_and(|tree| {
        tree.references()
            .iter()
            .all(|reference| reference.is_own_row() || reference.is_fixed())
    })
}

fn note(audit: &mut Audit<'_>, entry: Entry, shape: usize, expected: Number, is_of_row: bool) {
    let at = entry.at;
    let (Some(cell), Some(stored)) = (audit.book.cell(at), audit.book.stored(at)) else {
        return;
    };
    let is_same = is_stored(&expected, stored, cell) || rounds_to(&expected, stored);
    if entry.shape.is_some() {
        if !is_same && audit.agrees(at) {
            audit.fault(at, "A707", FormulaFault::Differs);
            suggest(audit, at, expected.value);
        }
        return;
    }
    // That nothing was typed as 0 is no habit worth a word, and what a table does not read as a
    // number is none of its amounts.
    let is_word = audit.tables.seat(at).is_some() && audit.tables.typed(at).is_none();
    if (is_same && stored.is_zero()) || is_word {
        return;
    }
    // A balance that runs on from line to line may begin anew.
    typed(audit, at, shape, expected.value, !is_same && is_of_row);
}

/// Whether a typed number is the computed one, rounded to the decimals it was typed with.
fn rounds_to(expected: &Number, stored: Decimal) -> bool {
    let stored = stored.normalize();
    stored.scale() >= 2
        && expected.value.round_dp_with_strategy(
            stored.scale(),
            rust_decimal::RoundingStrategy::MidpointAwayFromZero,
        ) == stored
}

/// Notes a number typed where a formula belongs.
pub(super) fn typed(
    audit: &mut Audit<'_>,
    at: At,
    shape: usize,
    expected: Decimal,
    is_other: bool,
) {
    if audit.faults.contains_key(&at) {
        return;
    }
    let rule = if is_other { "A706" } else { "A705" };
    audit.fault(at, rule, FormulaFault::TypedAmong);
    if let Some(fault) = audit.faults.get_mut(&at) {
        fault.text = String::new();
    }
    suggest(audit, at, expected);
    audit.typed.insert(at, Typed { shape, is_other });
}

fn suggest(audit: &mut Audit<'_>, at: At, value: Decimal) {
    if let Some(fault) = audit.faults.get_mut(&at)
        && fault.suggested.is_none()
    {
        fault.suggested = Some(kept(value));
    }
}

/// Rows in which most sums go over the same rows, each in its own column.
pub(super) fn along_rows(audit: &mut Audit<'_>) {
    let mut rows: BTreeMap<(usize, u32), Vec<Entry>> = BTreeMap::new();
    for (&at, &shape) in &audit.book.formulas {
        let is_down = audit.book.shape(shape).is_ok_and(|tree| {
            let references = tree.references();
            !references.is_empty() && references.iter().all(|reference| reference.is_own_column())
        });
        if is_down {
            rows.entry((at.0, at.1.row)).or_default().push(Entry {
                at,
                shape: Some(shape),
            });
        }
    }
    for ((sheet, row), entries) in rows {
        along(audit, sheet, row, &entries);
    }
}

fn along(audit: &mut Audit<'_>, sheet: usize, row: u32, entries: &[Entry]) {
    let counts = counted(entries);
    let Some((&shape, &count)) = counts.iter().max_by_key(|(_, count)| **count) else {
        return;
    };
    if count < 2 {
        return;
    }
    for entry in entries.iter().filter(|entry| entry.shape != Some(shape)) {
        let n_alike = counts.get(&entry.shape.unwrap_or(usize::MAX)).copied();
        if n_alike.unwrap_or(0) < count
            && let Some(what) = other_range(audit, entry.at, shape)
        {
            let rule = match what {
                FormulaFault::TakesIn(_) => "A704",
                FormulaFault::LeavesOut(_) => "A703",
                _ => "A707",
            };
            audit.fault(entry.at, rule, what);
        }
    }
    for at in typed_beside(audit, sheet, row, entries) {
        typed_in_row(audit, at, shape);
    }
}

/// How the range of a sum differs from its neighbours'.
fn other_range(audit: &Audit<'_>, at: At, shape: usize) -> Option<FormulaFault> {
    if !audit.agrees(at) {
        return None;
    }
    let own = operands(audit, at, audit.book.formula(at)?.ok()?)?;
    // What words claim of the very same cells is meant.
    let mut words = audit.words.of(at).iter();
    if words.any(|word| word.holds == Some(true) && word.operands.iter().eq(&own)) {
        return None;
    }
    let wanted = operands(audit, at, audit.book.shape(shape).ok()?)?;
    let missing: Vec<At> = wanted.difference(&own).copied().collect();
    let extra: Vec<At> = own.difference(&wanted).copied().collect();
    match (missing.is_empty(), extra.is_empty()) {
        (true, true) => None,
        (false, true) => Some(FormulaFault::LeavesOut(audit.places(&missing))),
        (true, false) => Some(FormulaFault::TakesIn(audit.places(&extra))),
        (false, false) => (missing.len() < wanted.len()).then_some(FormulaFault::Differs),
    }
}

/// The typed numbers of a row that stand among its sums.
fn typed_beside(audit: &Audit<'_>, sheet: usize, row: u32, entries: &[Entry]) -> Vec<At> {
    let (Some(first), Some(last)) = (entries.first(), entries.last()) else {
        return Vec::new();
    };
    let reach = first.at.1.col.saturating_sub(1)..=last.at.1.col + 1;
    let Some(sheet_cells) = audit.book.sheet(sheet) else {
        return Vec::new();
    };
    sheet_cells
        .grid
        .row(row)
        .filter(|(col, cell)| {
            reach.contains(col)
                && cell.formula().is_none()
                && matches!(cell.content, Content::Number(_))
        })
        .map(|(col, _)| (sheet, CellRef::new(row, col)))
        .collect()
}

/// A number typed in a row of sums: the same number is only a habit; another is a fault only where
/// words claim a sum there, since its column may not add up.
fn typed_in_row(audit: &mut Audit<'_>, at: At, shape: usize) {
    let Some(stored) = audit.book.stored(at).filter(|stored| !stored.is_zero()) else {
        return;
    };
    let Ok(tree) = audit.book.shape(shape) else {
        return;
    };
    let n_addends = operands(audit, at, tree).map_or(0, |operands| operands.len());
    let Value::Number(expected) = Evaluator::new(&audit.book, at).value(tree) else {
        return;
    };
    let is_same = expected.is(stored);
    if n_addends >= 2 && (is_same || audit.words.miss_sum_at(at)) {
        typed(audit, at, shape, expected.value, !is_same);
    }
}
