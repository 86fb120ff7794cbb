//! Numbering rows: `1 2 3 4 = (2-3)`. Comes in: a row. Goes out: the number of each column, with the
//! formula beside it. Never takes a row of figures for one.

use super::formulas::{formula_in, parse, small_number};
use super::sheet::{Look, Sheet};
use crate::model::grid::Content;
use crate::model::table::HeaderFormula;

/// A cell of a numbering row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbered {
    pub(super) col: u32,
    pub(super) number: u32,
    pub(super) formula: Option<HeaderFormula>,
}

/// Fewest columns a numbering row has.
const MIN_COLUMNS: usize = 2;
/// Columns of which a row could be figures as well.
const FEW_COLUMNS: usize = 2;
/// Rows below in which the first of few columns shows what stands there.
const FAR_BELOW: u32 = 8;
/// Names that show it.
const MANY_NAMES: usize = 3;

/// The numbering in a row, if the row is one: every cell a number or a formula, rising from 1.
pub(super) fn numbering(sheet: &Sheet<'_>, row: u32) -> Option<Vec<Numbered>> {
    let looks = sheet.row(row);
    if looks.len() < MIN_COLUMNS || !looks.first().is_some_and(may_be_first) {
        return None;
    }
    let mut cells = Vec::with_capacity(looks.len());
    for look in looks {
        let (number, formula) = numbered(&look.text())?;
        cells.push(Numbered {
            col: look.col,
            number,
            formula,
        });
    }
    let rises = cells.windows(2).all(|pair| pair[0].number < pair[1].number);
    let n_steps = cells
        .windows(2)
        .filter(|pair| pair[1].number == pair[0].number + 1)
        .count();
    let starts = cells.first().is_some_and(|cell| cell.number == 1);
    let steady = (n_steps + 1) * 5 >= cells.len() * 4;
    let is_many = || cells.len() > FEW_COLUMNS || is_told(sheet, row);
    (cells.len() >= MIN_COLUMNS && starts && rises && steady && is_many()).then_some(cells)
}

/// Whether the numbers 1 and 2 can only be those of columns: they stand in brackets, or the first stands
/// above names.
fn is_told(sheet: &Sheet<'_>, row: u32) -> bool {
    let looks = sheet.row(row);
    let is_bracketed = |look: &Look<'_>| look.text().trim_start().starts_with('(');
    let first = looks.first().map_or(0, |first| first.col);
    let below = (1..=FAR_BELOW).filter_map(|by| sheet.cell(row.saturating_add(by), first));
    let mut n_names = 0;
    let are_names = below.take(MANY_NAMES).all(|name| {
        n_names += 1;
        name.text().contains(char::is_alphabetic)
    });
    looks.iter().all(is_bracketed) || (are_names && n_names == MANY_NAMES)
}

/// Whether a cell may hold the number of the first column; most rows begin with another number.
fn may_be_first(look: &Look<'_>) -> bool {
    match &look.cell.content {
        Content::Number(number) => *number == rust_decimal::Decimal::ONE,
        _ => true,
    }
}

/// `3`, `(3)`, `4 = (2-3)`, `11 (10/9*100%)`.
pub(super) fn numbered(raw: &str) -> Option<(u32, Option<HeaderFormula>)> {
    let text = raw.trim();
    if let Some(formula) = formula_in(text) {
        return Some((formula.0, Some(formula.1)));
    }
    let bare = text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
        .unwrap_or(text);
    if let Some(number) = small_number(bare) {
        return Some((number, None));
    }
    let (number, rest) = text.split_once(|c: char| c.is_whitespace() || c == '(')?;
    let number = small_number(number)?;
    let meaning = parse(rest);
    meaning.is_some().then(|| {
        (
            number,
            Some(HeaderFormula {
                raw: text.to_owned(),
                meaning,
            }),
        )
    })
}
