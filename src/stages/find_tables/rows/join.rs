//! Rows of a sheet that make one row together: a code pushed to the row below its name, a label
//! that goes on in the next row. Never joins what could be a heading or a note.

use rust_decimal::Decimal;

use super::super::by_column::{ByColumn, Columns};
use super::super::shape::{Shape, looks_grouped};
use super::super::sheet::{Look, Sheet};
use super::persons;
use super::words::begins_note;
use crate::model::evidence::Why;
use crate::model::grid::Content;
use crate::model::of_which;

/// Most sheet rows of one row.
const MAX_ROWS: usize = 6;

/// Longest text of a part of a code that is stored as a number.
const LONGEST_PART: usize = 5;

/// Fewest words of a label that goes on in the next row for want of room.
const MIN_WRAPPED: usize = 3;

/// Fewest letters of a text in capitals; fewer are an abbreviation.
const MIN_SHOUTED: usize = 7;

/// Sheet rows that make one row.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) sheet_rows: Vec<u32>,
    pub(super) joined: Option<Why>,
}

/// What the cells of a row are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Makeup {
    /// Numbers or codes only, at most a few.
    Marks,
    /// Words only.
    Words,
    /// Anything else.
    Whole,
}

/// A row of the sheet, and what all questions about it begin with.
#[derive(Debug, Clone, Copy)]
struct Facts {
    row: u32,
    makeup: Makeup,
    /// Whether it begins as a total does; totals have no code.
    is_total: bool,
}

fn is_mark(look: &Look<'_>) -> bool {
    matches!(look.shape, Shape::Small | Shape::Code)
}

fn makeup(sheet: &Sheet<'_>, row: u32) -> Makeup {
    let (mut n_marks, mut n_words, mut n_cells) = (0, 0, 0);
    for look in sheet.row(row) {
        n_cells += 1;
        match look.shape {
            Shape::Small | Shape::Code => n_marks += 1,
            Shape::Words => n_words += 1,
            Shape::Amount | Shape::Dash => return Makeup::Whole,
        }
    }
    if n_marks == n_cells {
        Makeup::Marks
    } else if n_words == n_cells {
        Makeup::Words
    } else {
        Makeup::Whole
    }
}

/// Whether a cell can only be a code, or a part of one.
fn is_code(look: &Look<'_>) -> bool {
    // A stored number has no zero before it.
    let is_padded = || match &look.cell.content {
        Content::Text(text) => {
            let text = text.trim();
            text.len() == 2 && text.starts_with('0')
        }
        _ => false,
    };
    look.shape == Shape::Code || (look.shape == Shape::Small && is_padded())
}

/// Whether a row begins with a number or code; one like 2.01 may be stored as a number.
fn leads_with_mark(sheet: &Sheet<'_>, row: u32) -> bool {
    let first = sheet.row(row).first();
    first.is_some_and(|look| {
        is_mark(look)
            || match &look.cell.content {
                Content::Number(number) => is_short(*number),
                _ => begins_with_code(look),
            }
    })
}

/// Whether a stored number is as short as a part of a code.
fn is_short(number: Decimal) -> bool {
    // Longer ones need not be written out to be known.
    number.mantissa().unsigned_abs() < 100_000 && number.to_string().len() <= LONGEST_PART
}

/// Whether a label has its code before it, in the same cell.
pub(super) fn begins_with_code(look: &Look<'_>) -> bool {
    let text = look.text();
    let mut words = text.split_whitespace();
    let (Some(first), Some(_)) = (words.next(), words.next()) else {
        return false;
    };
    first.contains('.')
        && !looks_grouped(first)
        && first.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && first.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a cell may be a part of a code, stored as text or as the number that it looks like.
fn is_part(look: &Look<'_>) -> bool {
    is_mark(look)
        || match &look.cell.content {
            Content::Number(number) => is_short(*number),
            Content::Text(text) => {
                let text = text.trim();
                text.len() <= LONGEST_PART && text.bytes().all(|b| b.is_ascii_digit())
            }
            _ => false,
        }
}

/// Columns that hold nothing but parts of codes, where nearly every line has exactly one of them: each
/// level of the tree has its own.
fn steps(sheet: &Sheet<'_>, bodies: &[Facts]) -> Columns {
    let lines = bodies
        .iter()
        .filter(|body| !body.is_total && body.makeup == Makeup::Whole);
    let lines: Vec<u32> = lines.map(|body| body.row).collect();
    let mut columns: ByColumn<(usize, bool)> = ByColumn::default();
    for &row in &lines {
        for look in sheet.row(row) {
            if let Some((n_cells, has_others)) = columns.of(look.col) {
                *n_cells += 1;
                *has_others = *has_others || !is_part(look);
            }
        }
    }
    let parts: Vec<u32> = columns
        .iter()
        .filter(|(_, (n_cells, has_others))| !has_others && *n_cells * 10 < lines.len() * 8)
        .map(|(col, _)| col)
        .collect();
    // Counts of something look like parts of codes too; the levels stand side by side.
    let is_step_of = |levels: &[u32], row: u32| {
        let looks = sheet.row(row).iter();
        looks.filter(|look| levels.contains(&look.col)).count() == 1
    };
    let are_steps = |levels: &&[u32]| {
        let n_with_one = lines.iter().filter(|&&row| is_step_of(levels, row));
        n_with_one.count() * 10 >= lines.len() * 9
    };
    let found = parts
        .chunk_by(|left, right| left + 1 == *right)
        .filter(|side_by_side| side_by_side.len() > 1 && lines.len() > 2)
        .find(are_steps);
    found.unwrap_or_default().iter().copied().collect()
}

/// Puts rows together, top to bottom.
pub(super) fn join(sheet: &Sheet<'_>, sheet_rows: &[u32]) -> Vec<Group> {
    let body = |&row: &u32| Facts {
        row,
        makeup: makeup(sheet, row),
        is_total: super::is_total_text(sheet, row),
    };
    let bodies: Vec<Facts> = sheet_rows.iter().map(body).collect();
    let usual = Usual::of(sheet, &bodies);
    let persons = persons::below(sheet, sheet_rows);
    let mut groups: Vec<Group> = Vec::with_capacity(sheet_rows.len());
    for (at, &Facts { row, makeup, .. }) in bodies.iter().enumerate() {
        let why = groups
            .last()
            .filter(|group| {
                group.sheet_rows.len() < MAX_ROWS
                    && group.sheet_rows.last() == Some(&(row.wrapping_sub(1)))
            })
            .and_then(|group| match makeup {
                _ if persons.contains(&row) => Some(Why::PersonBelow),
                Makeup::Marks => usual.completes(sheet, group, row).then_some(Why::CodeBelow),
                Makeup::Words => {
                    let next = sheet_rows.get(at + 1).copied();
                    usual
                        .goes_on(sheet, group, row, next)
                        .then_some(Why::LabelBelow)
                }
                Makeup::Whole => None,
            });
        match groups.last_mut() {
            Some(group) if why.is_some() => {
                group.sheet_rows.push(row);
                group.joined = why;
            }
            _ => groups.push(Group {
                sheet_rows: vec![row],
                joined: None,
            }),
        }
    }
    groups
}

/// What a column holds, in numbers.
#[derive(Default)]
struct Filled {
    cells: usize,
    marks: usize,
    codes: usize,
    /// Cells of lines that are neither numbers nor codes.
    others: usize,
}

/// The columns that nearly every whole row fills.
struct Usual {
    columns: Vec<u32>,
    /// Those of them that hold numbers or codes.
    marks: Columns,
    /// Columns that hold nothing but numbers or codes, some of them surely codes.
    codes: Columns,
    /// Columns of a code's levels, of which each line fills one.
    steps: Columns,
    /// Whether nearly every whole row begins with a number or code.
    leads_with_mark: bool,
    /// Letters from which on a label may be as long as its column is wide; `None` where rows without
    /// figures may be headings.
    wraps_from: Option<usize>,
}

impl Usual {
    fn of(sheet: &Sheet<'_>, bodies: &[Facts]) -> Self {
        let mut filled: ByColumn<Filled> = ByColumn::default();
        let (mut n_whole, mut n_leading) = (0, 0);
        for body in bodies {
            let is_line = !body.is_total;
            if is_line && body.makeup == Makeup::Whole {
                n_whole += 1;
                n_leading += usize::from(leads_with_mark(sheet, body.row));
            }
            for look in sheet.row(body.row) {
                let Some(filled) = filled.of(look.col) else {
                    continue;
                };
                let is_mark = is_mark(look);
                filled.cells += 1;
                filled.marks += usize::from(is_mark);
                filled.codes += usize::from(is_mark && is_code(look));
                filled.others += usize::from(is_line && !is_mark);
            }
        }
        let is_usual = |count: usize| count > 1 && count * 10 >= n_whole * 8;
        let columns = |test: &dyn Fn(&Filled) -> bool| {
            let found = filled.iter().filter(|(_, filled)| test(filled));
            found.map(|(col, _)| col).collect::<Vec<u32>>()
        };
        let marks = columns(&|filled| is_usual(filled.marks));
        let codes = columns(&|filled| filled.codes > 0 && filled.others == 0);
        Self {
            leads_with_mark: is_usual(n_leading),
            wraps_from: wraps_from(sheet, bodies),
            steps: steps(sheet, bodies),
            columns: columns(&|filled| is_usual(filled.cells)),
            marks: marks.into_iter().collect(),
            codes: codes.into_iter().collect(),
        }
    }

    /// Whether a row of marks has what the row above lacks, and lacks what that has.
    fn completes(&self, sheet: &Sheet<'_>, group: &Group, row: u32) -> bool {
        let [above] = group.sheet_rows.as_slice() else {
            return false;
        };
        let is_in = |row: u32, col: u32| sheet.cell(row, col).is_some();
        let mut here = sheet.row(row).iter();
        let usual = |row: u32| self.columns.iter().any(|&col| is_in(row, col));
        // Apart from each other, so what one has the other lacks.
        here.all(|look| !is_in(*above, look.col)) && usual(row) && usual(*above)
    }

    /// Whether words go on with those of the row above: they stand under words, nothing marks them
    /// as a heading or a note, and they begin in the middle of a sentence or lack the number that
    /// the lines have.
    fn goes_on(&self, sheet: &Sheet<'_>, group: &Group, row: u32, next: Option<u32>) -> bool {
        let Some((&first, &last)) = group.sheet_rows.first().zip(group.sheet_rows.last()) else {
            return false;
        };
        if makeup(sheet, first) != Makeup::Whole {
            return false;
        }
        let looks = || sheet.row(row).iter();
        let stands_under = |look: &Look<'_>| {
            let above = sheet.cell(last, look.col);
            let above = above.or_else(|| sheet.cell(first, look.col));
            above.is_some_and(|above| {
                (above.shape == Shape::Words || begins_with_code(above))
                    && above.cell.style.bold == look.cell.style.bold
                    && (is_shouted(above) || !is_shouted(look))
            })
        };
        if !looks().all(stands_under)
            || looks().any(|look| begins_note(&look.text()))
            || looks().any(|look| begins_item(&look.text()))
            || looks().any(|look| of_which::begins(&look.words()))
            || super::is_total_text(sheet, first)
        {
            return false;
        }
        let begins_small = looks().any(|look| {
            let text = look.text();
            text.trim_start().starts_with(char::is_lowercase)
        });
        let has_mark = |row: u32| {
            let is_in = |col: u32| self.marks.contains(col) || self.codes.contains(col);
            let mut looks = sheet.row(row).iter();
            looks.any(|look| (is_mark(look) && is_in(look.col)) || self.steps.contains(look.col))
                || (self.leads_with_mark && leads_with_mark(sheet, row))
        };
        let lacks_mark = has_mark(first) && !has_mark(row);
        begins_small
            || self.is_wrapped(sheet, last, row)
            || (lacks_mark && !next.is_some_and(|next| self.restarts(sheet, next)))
    }

    /// Whether a lone text goes on with the long one right above it, where every heading has its figures.
    fn is_wrapped(&self, sheet: &Sheet<'_>, above: u32, row: u32) -> bool {
        let Some(wraps_from) = self.wraps_from else {
            return false;
        };
        let [look] = sheet.row(row) else {
            return false;
        };
        let below = look.text();
        let first_word = below.split_whitespace().next().unwrap_or_default();
        let label = sheet.cell(above, look.col).map(Look::text);
        let label = label.unwrap_or_default();
        label.split_whitespace().count() >= MIN_WRAPPED
            && label.trim().chars().count() + first_word.chars().count() >= wraps_from
    }

    /// Whether the numbers of the lines begin again: then the row above is a heading.
    fn restarts(&self, sheet: &Sheet<'_>, row: u32) -> bool {
        let mut looks = sheet.row(row).iter();
        let first = looks.find(|look| self.marks.contains(look.col));
        first.is_some_and(|look| matches!(look.words().as_str(), "1" | "01" | "a"))
    }
}

/// Letters from which on a label may be as long as its column is wide, where all but a few rows have
/// figures, beginning with the first: then a row without figures is no heading.
fn wraps_from(sheet: &Sheet<'_>, bodies: &[Facts]) -> Option<usize> {
    // Notes below the last figures are no headings.
    let last = bodies
        .iter()
        .rposition(|body| body.makeup == Makeup::Whole)?;
    let above = bodies.get(..=last).unwrap_or_default();
    let lines = || above.iter().filter(|body| !body.is_total);
    if lines().next()?.makeup != Makeup::Whole {
        return None;
    }
    let n_whole = lines().filter(|body| body.makeup == Makeup::Whole).count();
    // Only words may go on with words.
    if n_whole * 2 <= lines().count() || bodies.iter().all(|body| body.makeup != Makeup::Words) {
        return None;
    }
    let lengths = lines().filter_map(|body| {
        let mut looks = sheet.row(body.row).iter();
        let words = looks.find(|look| look.shape == Shape::Words)?;
        Some(words.text().trim().chars().count())
    });
    Some(lengths.max()? * 4 / 10)
}

/// Whether a text begins with the mark of an item of a list, which is a row of its own: `[#] Paket`, `- ATK`,
/// `• Sewa`. A `:` or a comma goes on.
fn begins_item(text: &str) -> bool {
    let text = text.trim_start();
    let bracketed = text
        .strip_prefix('[')
        .and_then(|rest| rest.split_once(']'))
        .is_some_and(|(mark, _)| mark.chars().count() <= 2);
    let bullet = ['-', '–', '•', '*', '>', '·', '▪', '#'];
    bracketed || text.starts_with(bullet)
}

/// Whether a text is written in capitals, and no mere abbreviation.
fn is_shouted(look: &Look<'_>) -> bool {
    let text = look.text();
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    letters().count() >= MIN_SHOUTED && letters().all(char::is_uppercase)
}
