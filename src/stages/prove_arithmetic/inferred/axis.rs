//! One direction in which a table may add up. Its positions are what claims speak of (columns, when
//! claims run across a row; rows, when they run down a column); its lines are where they are tried.

use std::borrow::Cow;

use smol_str::SmolStr;

use super::numbers::{Num, Numbers, gcd, is_percent};
use super::words::{Meaning, meaning};
use crate::model::record::RecordSet;
use crate::model::table::RowKind;
use crate::model::text::{normalize, only_year};

/// Which way the claims run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Along {
    /// Across the columns of a row; every row is a line.
    Row,
    /// Down the rows of a column; every column is a line.
    Column,
}

/// What is known of a row or column besides its numbers.
#[allow(
    clippy::struct_excessive_bools,
    reason = "what a label says are independent facts, each true or not"
)]
#[derive(Debug, Clone, Default)]
pub(super) struct Mark {
    pub(super) meaning: Meaning,
    /// The last word of its label, by which members of a group know each other.
    pub(super) tail: SmolStr,
    /// The first word of it.
    pub(super) head: SmolStr,
    pub(super) is_bold: bool,
    pub(super) indent: usize,
    /// Identifiers, ranks, years: numbers that count nothing.
    pub(super) is_serial: bool,
    /// Percentages, prices, ages: numbers that do not add up.
    pub(super) is_ratio: bool,
    /// Percentages, by what was read or said of them.
    pub(super) is_percent: bool,
    /// Whether it is shown with decimals.
    pub(super) has_decimals: bool,
    /// For rows: the year of another such table, among rows that are no years.
    pub(super) is_other_year: bool,
    /// For rows: a total or mean, as the shape of the table says.
    pub(super) kind: Option<RowKind>,
}

/// Marks of all rows and columns that hold numbers.
#[derive(Debug)]
pub(super) struct Marks {
    rows: Vec<Mark>,
    columns: Vec<Mark>,
    /// What all numbers of a column are multiples of.
    grains: Vec<i128>,
    /// The bits that a number of a column tells at most: those of one in so many different ones.
    tells: Vec<u32>,
}

/// A table seen along one of its directions.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis<'a> {
    numbers: &'a Numbers,
    marks: &'a Marks,
    pub(super) along: Along,
}

impl<'a> Axis<'a> {
    pub(super) fn new(numbers: &'a Numbers, marks: &'a Marks, along: Along) -> Self {
        Self {
            numbers,
            marks,
            along,
        }
    }

    pub(super) fn n_positions(&self) -> usize {
        match self.along {
            Along::Row => self.numbers.columns.len(),
            Along::Column => self.numbers.rows.len(),
        }
    }

    pub(super) fn n_lines(&self) -> usize {
        match self.along {
            Along::Row => self.numbers.rows.len(),
            Along::Column => self.numbers.columns.len(),
        }
    }

    pub(super) fn at(&self, position: usize, line: usize) -> Option<Num> {
        match self.along {
            Along::Row => self.numbers.at(line, position),
            Along::Column => self.numbers.at(position, line),
        }
    }

    /// The table's row and column of a position on a line.
    pub(super) fn cell(&self, position: usize, line: usize) -> Option<(usize, usize)> {
        let (row, column) = match self.along {
            Along::Row => (line, position),
            Along::Column => (position, line),
        };
        Some((
            *self.numbers.rows.get(row)?,
            *self.numbers.columns.get(column)?,
        ))
    }

    pub(super) fn position(&self, position: usize) -> Option<&'a Mark> {
        match self.along {
            Along::Row => self.marks.columns.get(position),
            Along::Column => self.marks.rows.get(position),
        }
    }

    pub(super) fn line(&self, line: usize) -> Option<&'a Mark> {
        match self.along {
            Along::Row => self.marks.rows.get(line),
            Along::Column => self.marks.columns.get(line),
        }
    }

    /// What the numbers of the column at a position and line are multiples of.
    pub(super) fn grain(&self, position: usize, line: usize) -> i128 {
        let column = match self.along {
            Along::Row => position,
            Along::Column => line,
        };
        self.marks.grains.get(column).copied().unwrap_or(1)
    }

    /// The bits that the number at a position and line tells at most.
    pub(super) fn tells(&self, position: usize, line: usize) -> u32 {
        let column = match self.along {
            Along::Row => position,
            Along::Column => line,
        };
        self.marks.tells.get(column).copied().unwrap_or(u32::MAX)
    }

    /// What one is, in units.
    pub(super) fn one(&self) -> i128 {
        self.numbers.one
    }

    /// Whether a position takes part in claims.
    pub(super) fn takes_part(&self, position: usize) -> bool {
        self.position(position).is_some_and(|mark| !mark.is_serial)
    }

    /// Whether a line is tried: a column of identifiers proves nothing.
    pub(super) fn is_tried(&self, line: usize) -> bool {
        self.line(line).is_some_and(|mark| !mark.is_serial)
    }
}

/// Reads what labels, style and the numbers themselves say of rows and columns.
pub(super) fn marks(records: &RecordSet, numbers: &Numbers) -> Marks {
    let typed = &records.typed;
    let table = &typed.table;
    let columns = numbers
        .columns
        .iter()
        .enumerate()
        .map(|(position, &column)| {
            let title = table
                .columns
                .get(column)
                .map(crate::model::table::Column::title)
                .unwrap_or_default();
            let title = normalize(&title);
            let meaning = meaning(&title);
            let is_percent = is_percent(typed, column) || meaning.share;
            Mark {
                meaning,
                tail: tail(&title),
                head: head(&title),
                is_serial: is_serial(numbers, position),
                is_ratio: is_percent || meaning.ratio,
                is_percent,
                has_decimals: typed
                    .columns
                    .get(column)
                    .is_some_and(|reading| reading.decimals > 0),
                ..Mark::default()
            }
        })
        .collect();
    let rows = numbers.rows.iter();
    let mut rows: Vec<Mark> = rows.map(|&row_idx| row_mark(records, row_idx)).collect();
    let n_years = rows.iter().filter(|mark| mark.is_other_year).count();
    if n_years * FEW_YEARS > rows.len() {
        for mark in &mut rows {
            mark.is_other_year = false;
        }
    }
    let grains = (0..numbers.columns.len())
        .map(|column| {
            let values = (0..numbers.rows.len()).filter_map(|row| numbers.at(row, column));
            let (mut grain, mut first, mut varies) = (0, None, false);
            for num in values {
                grain = gcd(grain, num.value);
                varies |= *first.get_or_insert(num.value) != num.value;
            }
            // A column of one number could hold any other.
            if varies {
                grain.max(1)
            } else {
                gcd(grain, numbers.one).max(1)
            }
        })
        .collect();
    let tells = (0..numbers.columns.len()).map(|column| tells(numbers, column));
    Marks {
        rows,
        columns,
        grains,
        tells: tells.collect(),
    }
}

/// Numbers from which on a column is known to hold the same few again and again.
const MIN_REPEATING: usize = 20;

/// The bits that a number of a column tells at most: where few different ones come again and again,
/// another is most likely one of them.
fn tells(numbers: &Numbers, column: usize) -> u32 {
    let mut values: Vec<i128> = (0..numbers.rows.len())
        .filter_map(|row| numbers.at(row, column))
        .map(|num| num.value)
        .collect();
    let n_all = values.len();
    values.sort_unstable();
    values.dedup();
    if n_all >= MIN_REPEATING && values.len() * 2 < n_all {
        values.len().max(1).ilog2()
    } else {
        u32::MAX
    }
}

/// Of so many rows one at most may be that of another year; where more are, the rows are years.
const FEW_YEARS: usize = 4;

/// Longest label of a row that is read, in letters.
const MAX_LABEL: usize = 160;

fn row_mark(records: &RecordSet, row_idx: usize) -> Mark {
    let typed = &records.typed;
    let Some(row) = typed.table.rows.get(row_idx) else {
        return Mark::default();
    };
    let mut label = String::new();
    for column in 0..typed.table.columns.len() {
        let is_word = |text: &Cow<'_, str>| text.chars().any(|c| c.is_alphabetic() || c == '%');
        let holds_words = typed
            .columns
            .get(column)
            .is_some_and(|reading| reading.n_texts > 0);
        if let Some(text) = holds_words
            .then(|| typed.text(row_idx, column))
            .flatten()
            .filter(is_word)
        {
            label.push_str(&text);
            label.push(' ');
        }
        if label.len() > MAX_LABEL {
            break;
        }
    }
    let label = normalize(&label);
    let meaning = meaning(&label);
    Mark {
        meaning,
        tail: tail(&label),
        head: head(&label),
        is_bold: row.is_bold,
        indent: row.indent,
        is_ratio: meaning.share || meaning.ratio,
        is_percent: meaning.share,
        is_other_year: only_year(&row.label).is_some(),
        kind: Some(row.kind),
        ..Mark::default()
    }
}

/// The first word of a label in one spelling.
fn head(words: &str) -> SmolStr {
    words.split(' ').next().unwrap_or_default().into()
}

/// The last word of a label in one spelling that is no number.
fn tail(words: &str) -> SmolStr {
    words
        .split(' ')
        .rfind(|word| word.chars().any(char::is_alphabetic))
        .unwrap_or_default()
        .into()
}

/// Numbers from which on a run of equal steps is no accident.
const MIN_SERIAL: usize = 4;

/// Whether a column counts nothing: its numbers go up or down by one step, or are years.
fn is_serial(numbers: &Numbers, column: usize) -> bool {
    let values: Vec<i128> = (0..numbers.rows.len())
        .filter_map(|row| numbers.at(row, column))
        .map(|num| num.value)
        .collect();
    let whole = |value: &i128| value % numbers.one == 0;
    if values.len() < MIN_SERIAL || !values.iter().all(whole) {
        return false;
    }
    let is_year = |value: &i128| (1900..=2100).contains(&(value / numbers.one));
    // One cell may be amiss, and totals may stand below.
    let n_steps = values.len() - 1;
    let first = values.get(1).zip(values.first()).map(|(b, a)| b - a);
    let n_same = values
        .windows(2)
        .filter(|pair| matches!(pair, [a, b] if Some(b - a) == first && a != b))
        .count();
    values.iter().all(is_year) || n_same * 10 >= n_steps * 9
}
