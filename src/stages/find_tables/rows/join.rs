//! Rows of a sheet that make one row together: a code pushed to the row below its name, a label
//! that goes on in the next row. Never joins what could be a heading or a note.

use std::collections::{BTreeMap, BTreeSet};

use super::super::shape::{Shape, shape};
use super::words::begins_note;
use crate::model::evidence::Why;
use crate::model::grid::{Cell, Content, Grid};
use crate::model::text::normalize;

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

fn is_mark(cell: &Cell) -> bool {
    matches!(shape(cell), Shape::Small | Shape::Code)
}

fn makeup(grid: &Grid, row: u32) -> Makeup {
    let (mut n_marks, mut n_words, mut n_cells) = (0, 0, 0);
    for (_, cell) in grid.row(row) {
        n_cells += 1;
        match shape(cell) {
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
fn is_code(cell: &Cell) -> bool {
    let is_padded = |text: &str| text.len() == 2 && text.starts_with('0');
    shape(cell) == Shape::Code || (is_mark(cell) && is_padded(cell.raw().trim()))
}

/// Whether a row begins with a number or code; one like 2.01 may be stored as a number.
fn leads_with_mark(grid: &Grid, row: u32) -> bool {
    let is_short =
        |cell: &Cell| matches!(cell.content, Content::Number(_)) && cell.raw().len() <= 5;
    let first = grid.row(row).next();
    first.is_some_and(|(_, cell)| is_mark(cell) || is_short(cell) || begins_with_code(cell))
}

/// Whether a label has its code before it, in the same cell.
fn begins_with_code(cell: &Cell) -> bool {
    let raw = cell.raw();
    let mut words = raw.split_whitespace();
    let (Some(first), Some(_)) = (words.next(), words.next()) else {
        return false;
    };
    first.contains('.')
        && first.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && first.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a cell may be a part of a code, stored as text or as the number that it looks like.
fn is_part(cell: &Cell) -> bool {
    let is_short = |text: &str| text.len() <= LONGEST_PART;
    is_mark(cell)
        || match &cell.content {
            Content::Number(_) => is_short(&cell.raw()),
            Content::Text(text) => {
                let text = text.trim();
                is_short(text) && text.bytes().all(|b| b.is_ascii_digit())
            }
            _ => false,
        }
}

/// Columns that hold nothing but parts of codes, where nearly every line has exactly one of them: each
/// level of the tree has its own.
fn steps(grid: &Grid, sheet_rows: &[u32]) -> BTreeSet<u32> {
    let lines: Vec<u32> = sheet_rows
        .iter()
        .copied()
        .filter(|&row| !super::is_total_text(grid, row) && makeup(grid, row) == Makeup::Whole)
        .collect();
    let mut columns: BTreeMap<u32, (usize, bool)> = BTreeMap::new();
    for &row in &lines {
        for (col, cell) in grid.row(row) {
            let (n_cells, all_parts) = columns.entry(col).or_insert((0, true));
            *n_cells += 1;
            *all_parts &= is_part(cell);
        }
    }
    let parts: Vec<u32> = columns
        .iter()
        .filter(|(_, (n_cells, all_parts))| *all_parts && *n_cells * 10 < lines.len() * 8)
        .map(|(col, _)| *col)
        .collect();
    // Counts of something look like parts of codes too; the levels stand side by side.
    let is_step_of = |levels: &[u32], row: u32| {
        let cells = grid.row(row).map(|(col, _)| col);
        cells.filter(|col| levels.contains(col)).count() == 1
    };
    let are_steps = |levels: &&[u32]| {
        let n_with_one = lines.iter().filter(|&&row| is_step_of(levels, row));
        n_with_one.count() * 10 >= lines.len() * 9
    };
    let found = parts
        .chunk_by(|left, right| left + 1 == *right)
        .filter(|side_by_side| side_by_side.len() > 1 && lines.len() > 2)
        .find(are_steps);
    found.map_or_else(BTreeSet::new, |levels| levels.iter().copied().collect())
}

/// Puts rows together, top to bottom.
pub(super) fn join(grid: &Grid, sheet_rows: &[u32]) -> Vec<Group> {
    let usual = Usual::of(grid, sheet_rows);
    let mut groups: Vec<Group> = Vec::with_capacity(sheet_rows.len());
    for (at, &row) in sheet_rows.iter().enumerate() {
        let why = groups
            .last()
            .filter(|group| {
                group.sheet_rows.len() < MAX_ROWS
                    && group.sheet_rows.last() == Some(&(row.wrapping_sub(1)))
            })
            .and_then(|group| match makeup(grid, row) {
                Makeup::Marks => usual.completes(grid, group, row).then_some(Why::CodeBelow),
                Makeup::Words => {
                    let next = sheet_rows.get(at + 1).copied();
                    usual
                        .goes_on(grid, group, row, next)
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
    columns: BTreeSet<u32>,
    /// Those of them that hold numbers or codes.
    marks: BTreeSet<u32>,
    /// Columns that hold nothing but numbers or codes, some of them surely codes.
    codes: BTreeSet<u32>,
    /// Columns of a code's levels, of which each line fills one.
    steps: BTreeSet<u32>,
    /// Whether nearly every whole row begins with a number or code.
    leads_with_mark: bool,
    /// Letters from which on a label may be as long as its column is wide; `None` where rows without
    /// figures may be headings.
    wraps_from: Option<usize>,
}

impl Usual {
    fn of(grid: &Grid, sheet_rows: &[u32]) -> Self {
        let mut filled: BTreeMap<u32, Filled> = BTreeMap::new();
        let (mut n_whole, mut n_leading) = (0, 0);
        for &row in sheet_rows {
            // Totals have no code.
            let is_line = !super::is_total_text(grid, row);
            if is_line && makeup(grid, row) == Makeup::Whole {
                n_whole += 1;
                n_leading += usize::from(leads_with_mark(grid, row));
            }
            for (col, cell) in grid.row(row) {
                let filled = filled.entry(col).or_default();
                filled.cells += 1;
                filled.marks += usize::from(is_mark(cell));
                filled.codes += usize::from(is_code(cell));
                filled.others += usize::from(is_line && !is_mark(cell));
            }
        }
        let is_usual = |count: usize| count > 1 && count * 10 >= n_whole * 8;
        let columns = |test: &dyn Fn(&Filled) -> bool| {
            let found = filled.iter().filter(|(_, filled)| test(filled));
            found.map(|(col, _)| *col).collect()
        };
        Self {
            leads_with_mark: is_usual(n_leading),
            wraps_from: wraps_from(grid, sheet_rows),
            steps: steps(grid, sheet_rows),
            columns: columns(&|filled| is_usual(filled.cells)),
            marks: columns(&|filled| is_usual(filled.marks)),
            codes: columns(&|filled| filled.codes > 0 && filled.others == 0),
        }
    }

    /// Whether a row of marks has what the row above lacks, and lacks what that has.
    fn completes(&self, grid: &Grid, group: &Group, row: u32) -> bool {
        let [above] = group.sheet_rows.as_slice() else {
            return false;
        };
        let columns = |row: u32| grid.row(row).map(|(col, _)| col).collect::<BTreeSet<u32>>();
        let (here, before) = (columns(row), columns(*above));
        here.is_disjoint(&before)
            && self
                .columns
                .iter()
                .any(|col| here.contains(col) && !before.contains(col))
            && self
                .columns
                .iter()
                .any(|col| before.contains(col) && !here.contains(col))
    }

    /// Whether words go on with those of the row above: they stand under words, nothing marks them
    /// as a heading or a note, and they begin in the middle of a sentence or lack the number that
    /// the lines have.
    fn goes_on(&self, grid: &Grid, group: &Group, row: u32, next: Option<u32>) -> bool {
        let Some((&first, &last)) = group.sheet_rows.first().zip(group.sheet_rows.last()) else {
            return false;
        };
        if makeup(grid, first) != Makeup::Whole {
            return false;
        }
        let stands_under = |(col, cell): (u32, &Cell)| {
            let above = grid.cell(last, col).or_else(|| grid.cell(first, col));
            above.is_some_and(|above| {
                (shape(above) == Shape::Words || begins_with_code(above))
                    && above.style.bold == cell.style.bold
                    && (is_shouted(above) || !is_shouted(cell))
            })
        };
        let all_under = grid.row(row).all(stands_under);
        let is_note = grid.row(row).any(|(_, cell)| begins_note(&cell.raw()));
        let is_item = grid.row(row).any(|(_, cell)| begins_item(&cell.raw()));
        if !all_under || is_note || is_item || super::is_total_text(grid, first) {
            return false;
        }
        let begins_small = grid.row(row).any(|(_, cell)| {
            cell.raw()
                .trim_start()
                .starts_with(|c: char| c.is_lowercase())
        });
        let has_mark = |row: u32| {
            let is_in = |col: u32| self.marks.contains(&col) || self.codes.contains(&col);
            let mut marks = grid.row(row).filter(|(col, _)| is_in(*col));
            marks.any(|(_, cell)| is_mark(cell))
                || grid.row(row).any(|(col, _)| self.steps.contains(&col))
                || (self.leads_with_mark && leads_with_mark(grid, row))
        };
        let lacks_mark = has_mark(first) && !has_mark(row);
        begins_small
            || self.is_wrapped(grid, last, row)
            || (lacks_mark && !next.is_some_and(|next| self.restarts(grid, next)))
    }

    /// Whether a lone text goes on with the long one right above it, where every heading has its figures.
    fn is_wrapped(&self, grid: &Grid, above: u32, row: u32) -> bool {
        let Some(wraps_from) = self.wraps_from else {
            return false;
        };
        let mut cells = grid.row(row);
        let (Some((col, cell)), None) = (cells.next(), cells.next()) else {
            return false;
        };
        let below = cell.raw();
        let first_word = below.split_whitespace().next().unwrap_or_default();
        let label = grid.cell(above, col).map(Cell::raw).unwrap_or_default();
        label.split_whitespace().count() >= MIN_WRAPPED
            && label.trim().chars().count() + first_word.chars().count() >= wraps_from
    }

    /// Whether the numbers of the lines begin again: then the row above is a heading.
    fn restarts(&self, grid: &Grid, row: u32) -> bool {
        let first = grid.row(row).find(|(col, _)| self.marks.contains(col));
        first.is_some_and(|(_, cell)| matches!(normalize(&cell.raw()).as_str(), "1" | "01" | "a"))
    }
}

/// Letters from which on a label may be as long as its column is wide, where all but a few rows have
/// figures, beginning with the first: then a row without figures is no heading.
fn wraps_from(grid: &Grid, sheet_rows: &[u32]) -> Option<usize> {
    let mut rows = sheet_rows
        .iter()
        .filter(|&&row| !super::is_total_text(grid, row))
        .peekable();
    if makeup(grid, **rows.peek()?) != Makeup::Whole {
        return None;
    }
    let lengths = rows.clone().filter_map(|&row| {
        let mut words = grid
            .row(row)
            .filter(|(_, cell)| shape(cell) == Shape::Words);
        words
            .next()
            .map(|(_, cell)| cell.raw().trim().chars().count())
    });
    let longest = lengths.max()?;
    let (mut n_rows, mut n_whole) = (0, 0);
    for &row in rows {
        n_rows += 1;
        n_whole += usize::from(makeup(grid, row) == Makeup::Whole);
    }
    (n_whole * 2 > n_rows).then_some(longest * 4 / 10)
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
fn is_shouted(cell: &Cell) -> bool {
    let raw = cell.raw();
    let letters = || raw.chars().filter(|c| c.is_alphabetic());
    letters().count() >= MIN_SHOUTED && letters().all(char::is_uppercase)
}
