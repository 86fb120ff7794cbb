//! One column: what its header says, what all its cells together say about unit, notation and
//! decimals. Each text is read once.

use rust_decimal::Decimal;

use super::number::{Parsed, Reading, read};
use super::{Sheet, scale, units};
use crate::model::amount::{Scale, Unit};
use crate::model::grid::{Cell, Content};
use crate::model::notation::{Notation, Source};
use crate::model::place::CellRef;
use crate::model::table::{Column, RowKind, Table};
use crate::model::typed::{ColumnReading, StatedScale, TypedTable};

/// A cell of the column, its text read.
pub(super) struct Seen<'a> {
    pub(super) at: CellRef,
    pub(super) kind: RowKind,
    pub(super) cell: &'a Cell,
    pub(super) reading: Reading,
}

/// A cell of the table.
pub(super) struct Placed<'a> {
    at: CellRef,
    kind: RowKind,
    cell: &'a Cell,
}

/// The cells of each column, in one pass over the rows, since a sheet is kept row by row; `typed` gets
/// room for them.
pub(super) fn by_column<'a>(
    sheet: Sheet<'a>,
    table: &Table,
    typed: &mut TypedTable,
) -> Vec<Vec<Placed<'a>>> {
    let mut columns: Vec<Vec<Placed<'a>>> = Vec::new();
    columns.resize_with(table.columns.len(), Vec::new);
    for row in &table.rows {
        let mut n_found = 0;
        for (column, cells) in table.columns.iter().zip(&mut columns) {
            let kind = row.kind;
            let found = table.places(row, column.col).filter_map(|at| {
                let cell = sheet.grid.cells.get(&at)?;
                n_found += 1;
                Some(Placed { at, kind, cell })
            });
            cells.extend(found);
        }
        if let [sheet_row] = row.sheet_rows.as_slice() {
            typed.cells.reserve(*sheet_row, n_found);
        }
    }
    columns
}

/// How many texts prove a notation by themselves.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Votes {
    pub(super) n_indonesian: usize,
    pub(super) n_english: usize,
    first_indonesian: Option<CellRef>,
    first_english: Option<CellRef>,
    /// Numbers with a comma that is surely a decimal sign.
    n_comma_decimals: usize,
    /// Numbers with one comma, three digits after it.
    n_comma_singles: usize,
    /// Numbers with one dot, three digits after it.
    n_dot_singles: usize,
    /// Most digits before the decimal sign of any number.
    pub(super) whole_digits: u32,
}

impl Votes {
    /// Takes over the votes of another column.
    pub(super) fn add(&mut self, other: Votes) {
        self.n_indonesian += other.n_indonesian;
        self.n_english += other.n_english;
        self.first_indonesian = self.first_indonesian.or(other.first_indonesian);
        self.first_english = self.first_english.or(other.first_english);
        self.n_comma_decimals += other.n_comma_decimals;
        self.n_comma_singles += other.n_comma_singles;
        self.n_dot_singles += other.n_dot_singles;
        self.whole_digits = self.whole_digits.max(other.whole_digits);
    }

    /// Whether nothing proves a notation.
    pub(super) fn are_none(&self) -> bool {
        self.n_indonesian == 0 && self.n_english == 0
    }

    pub(super) fn count(&mut self, proves: Option<Notation>, at: CellRef) {
        match proves {
            Some(Notation::English) => {
                self.n_english += 1;
                self.first_english.get_or_insert(at);
            }
            Some(Notation::Indonesian) => {
                self.n_indonesian += 1;
                self.first_indonesian.get_or_insert(at);
            }
            Some(Notation::Plain | Notation::Mixed | Notation::Stored) | None => {}
        }
    }
}

/// Reads one column.
pub(super) struct ColumnReader<'a> {
    pub(super) sheet: Sheet<'a>,
    pub(super) column: Column,
    /// Whether the header says that its cells are labels, whatever they look like.
    pub(super) is_label: bool,
    pub(super) cells: Vec<Seen<'a>>,
    pub(super) reading: ColumnReading,
    /// The words that state the scale.
    pub(super) scale_raw: String,
    /// By which notation a separator is read that may be either: never `Mixed` or `Plain`.
    pub(super) base: Notation,
    /// What all columns of the table prove together.
    pub(super) table_votes: Votes,
    /// How many stored numbers are shown as percentages.
    pub(super) n_percent_formats: usize,
    /// How many numbers are shown as percentages, in whatever way.
    pub(super) n_percents: usize,
    /// Whether only the size of its numbers says that they are money.
    pub(super) is_unit_inferred: bool,
    /// How many cells hold a range such as `25-39`.
    pub(super) n_ranges: usize,
    /// The smallest percentage that is surely one.
    pub(super) least_percent: Option<Decimal>,
    /// Whether a comma before three digits groups: several numbers of the table have one, and none is
    /// written the Indonesian way.
    pub(super) has_grouping_commas: bool,
    votes: Votes,
    unit: Option<Unit>,
}

impl<'a> ColumnReader<'a> {
    /// A reader of the column at an index, the texts of all `cells` read that stand in it.
    pub(super) fn new(
        sheet: Sheet<'a>,
        table: &Table,
        idx: usize,
        cells: Vec<Placed<'a>>,
        claimed: Option<&StatedScale>,
    ) -> Option<Self> {
        let column = table.columns.get(idx)?;
        let own = scale::of_header(column);
        let stated = own.as_ref().or(claimed);
        let mut unit = units::of_header(column);
        let is_label = units::is_label(column) || continues_code(sheet, table, idx);
        if unit.is_none()
            && stated.is_some()
            && units::is_over_money(column, units::has_unit_column(table))
        {
            unit = Some(Unit::Rupiah);
        }
        Some(Self {
            sheet,
            column: column.clone(),
            is_label,
            cells: seen(cells, is_label),
            reading: ColumnReading {
                scale: stated
                    .filter(|_| !is_label)
                    .map_or(Scale::ONE, |stated| stated.scale),
                ..ColumnReading::default()
            },
            scale_raw: stated.map(|stated| stated.raw.clone()).unwrap_or_default(),
            base: Notation::Indonesian,
            table_votes: Votes::default(),
            n_percent_formats: 0,
            n_percents: 0,
            is_unit_inferred: false,
            n_ranges: 0,
            least_percent: None,
            has_grouping_commas: false,
            votes: Votes::default(),
            unit,
        })
    }

    /// Decides notation, unit and decimals from all cells of the column.
    pub(super) fn survey(&mut self) -> Votes {
        let mut tally = Tally::default();
        for seen in &self.cells {
            tally.count(seen);
        }
        let votes = tally.votes;
        self.reading.n_numbers = tally.n_numbers;
        self.reading.n_texts = tally.n_texts;
        self.n_ranges = tally.n_ranges;
        self.reading.decimals = tally.decimals;
        self.n_percent_formats = tally.n_percent_formats;
        self.n_percents = tally.n_percent;
        self.least_percent = tally.least_percent;
        if votes.n_english > votes.n_indonesian {
            self.base = Notation::English;
        } else if tally.n_stored > 0 && tally.n_stored == tally.n_numbers {
            self.base = Notation::Stored;
        }
        self.reading.notation = match self.base {
            // Where a third of the cells or more speak against it, it is no notation of the column.
            _ if 2 * votes.n_english.min(votes.n_indonesian)
                >= votes.n_english.max(votes.n_indonesian).max(1) =>
            {
                Notation::Mixed
            }
            Notation::Indonesian if tally.n_numbers > 0 && tally.n_separated == 0 => {
                Notation::Plain
            }
            base => base,
        };
        let is_english = self.base == Notation::English;
        self.reading.evidence.n_indonesian = votes.n_indonesian;
        self.reading.evidence.n_english = votes.n_english;
        self.reading.evidence.first = if is_english {
            votes.first_english
        } else {
            votes.first_indonesian
        };
        if self.reading.evidence.first.is_some() {
            self.reading.evidence.source = Source::Column;
        }
        self.decide_unit(&tally);
        self.votes = votes;
        votes
    }

    /// Cells say their unit more surely than headers; large whole numbers are money.
    fn decide_unit(&mut self, tally: &Tally) {
        let half = |count: usize| count * 2 >= tally.n_numbers && count > 0;
        self.reading.unit = if half(tally.n_rupiah) {
            Some(Unit::Rupiah)
        } else if half(tally.n_percent) {
            Some(Unit::Percent)
        } else if self.unit.is_some() {
            self.unit.clone()
        } else {
            self.is_unit_inferred = half(tally.n_large);
            self.is_unit_inferred.then_some(Unit::Rupiah)
        };
    }

    /// Whether nothing in the column settles its notation, though it has numbers with two readings.
    pub(super) fn is_open(&self) -> bool {
        self.votes.are_none() && self.votes.n_comma_singles + self.votes.n_dot_singles > 0
    }

    /// A column whose own numbers prove no notation is written as the rest of its table, else as the rest
    /// of the sheet, else as people of the table's language write.
    pub(super) fn follow(&mut self, all: Votes, beyond: Votes, speaks_english: bool) {
        self.table_votes = all;
        let own = self.votes;
        self.has_grouping_commas = all.n_comma_singles >= SEVERAL
            && all.n_dot_singles == 0
            && all.n_indonesian == 0
            && all.n_comma_decimals == 0;
        if !own.are_none() || self.base == Notation::Stored {
            return;
        }
        let (others, source) = if all.are_none() {
            (beyond, Source::Sheet)
        } else {
            (all, Source::Table)
        };
        let is_english = others.n_english > others.n_indonesian;
        if is_english {
            self.base = Notation::English;
        }
        if self.reading.notation == Notation::Plain {
            return;
        }
        let first = if is_english {
            others.first_english
        } else {
            others.first_indonesian
        };
        if let Some(first) = first {
            self.reading.notation = self.base;
            self.reading.evidence.first = Some(first);
            self.reading.evidence.source = source;
        } else if self.has_grouping_commas && speaks_english {
            self.base = Notation::English;
            self.reading.notation = self.base;
            self.reading.evidence.source = Source::Words;
        }
    }

    /// Whether its numbers are money.
    pub(super) fn is_money(&self) -> bool {
        !self.is_label && self.reading.unit == Some(Unit::Rupiah)
    }

    /// The largest amount of a column of money, as written, and its cell.
    pub(super) fn largest_money(&self) -> Option<(Decimal, CellRef)> {
        if !self.is_money() {
            return None;
        }
        let numbers = self.cells.iter().filter_map(|seen| {
            let value = match (&seen.cell.content, &seen.reading) {
                (Content::Number(number), _) => *number,
                (_, Reading::Number(parsed)) => {
                    let settled = parsed.settle(self.base, true)?;
                    // A scale word in the cell stands for itself.
                    settled.grain.is_none().then_some(settled.value)?
                }
                _ => return None,
            };
            Some((value.abs(), seen.at))
        });
        numbers.max_by_key(|(value, _)| *value)
    }

    /// Whether at least as many of its cells are numbers as are words.
    pub(super) fn is_mostly_numbers(&self) -> bool {
        self.reading.n_numbers > 0 && self.reading.n_numbers >= self.reading.n_texts
    }

    /// Whether nearly all of the column's cells are numbers of money or percent.
    pub(super) fn expects_number(&self) -> bool {
        matches!(self.reading.unit, Some(Unit::Rupiah | Unit::Percent))
            && self.reading.n_numbers > self.reading.n_texts * 4
    }
}

/// Longest text of a code, which a column may repeat whole so far.
const LONGEST_CODE: usize = 24;
/// Longest text of a part of a code that is stored as a number.
const LONGEST_PART: usize = 5;

/// Whether a column without a header holds the further parts of the codes in the columns left of it, over
/// the first of which the header stands.
fn continues_code(sheet: Sheet<'_>, table: &Table, idx: usize) -> bool {
    let Some(column) = table
        .columns
        .get(idx)
        .filter(|column| column.path.is_empty())
    else {
        return false;
    };
    let left = table.columns.get(..idx).unwrap_or_default();
    let headed = left
        .iter()
        .rev()
        .zip(1..)
        .take_while(|(other, distance)| other.col + distance == column.col)
        .find(|(other, _)| !other.path.is_empty());
    if !headed.is_some_and(|(other, _)| units::is_code(other)) {
        return false;
    }
    let rows = table.rows.iter().filter(|row| row.kind == RowKind::Line);
    let cells = rows.flat_map(|row| table.places(row, column.col));
    let mut cells = cells
        .filter_map(|at| sheet.grid.cells.get(&at))
        .filter(|cell| !cell.raw().trim().is_empty())
        .peekable();
    cells.peek().is_some()
        && cells.all(|cell| {
            let raw = cell.raw();
            let text = raw.trim();
            let longest = match &cell.content {
                Content::Number(_) => LONGEST_PART,
                _ => LONGEST_CODE,
            };
            text.len() <= longest
                && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
                && text.split('.').all(|part| part.len() <= 4)
        })
}

fn seen(cells: Vec<Placed<'_>>, is_label: bool) -> Vec<Seen<'_>> {
    let seen = cells.into_iter().map(|Placed { at, kind, cell }| {
        let reading = match &cell.content {
            Content::Text(text) if !is_label => read(text),
            Content::Text(_)
            | Content::Number(_)
            | Content::Bool(_)
            | Content::Date(_)
            | Content::Error(_)
            | Content::NoCachedValue => Reading::None,
        };
        Seen {
            at,
            kind,
            cell,
            reading,
        }
    });
    seen.collect()
}

/// What the cells of a column say.
#[derive(Debug, Default)]
struct Tally {
    votes: Votes,
    decimals: u32,
    n_numbers: usize,
    n_texts: usize,
    n_ranges: usize,
    n_stored: usize,
    n_separated: usize,
    n_rupiah: usize,
    n_percent: usize,
    n_percent_formats: usize,
    n_large: usize,
    least_percent: Option<Decimal>,
}

/// So many numbers of a table that are all written alike are no accident.
const SEVERAL: usize = 3;

impl Tally {
    fn add_percent(&mut self, value: Option<Decimal>) {
        let value = value
            .map(|value| value.abs())
            .filter(|value| !value.is_zero());
        self.least_percent = self.least_percent.into_iter().chain(value).min();
    }

    fn count(&mut self, seen: &Seen<'_>) {
        if let Content::Number(number) = &seen.cell.content {
            self.n_numbers += 1;
            self.n_stored += 1;
            let is_percent = seen.cell.format_is_percent();
            self.n_percent += usize::from(is_percent);
            self.n_percent_formats += usize::from(is_percent);
            if is_percent {
                self.add_percent(number.checked_mul(Decimal::ONE_HUNDRED));
            }
            self.n_large += usize::from(is_large(*number));
            self.votes.whole_digits = self.votes.whole_digits.max(whole_digits(*number));
            if seen.kind != RowKind::Note {
                self.decimals = self.decimals.max(number.normalize().scale());
            }
            return;
        }
        match &seen.reading {
            Reading::Number(parsed) => {
                let Some(settled) = parsed.settle(Notation::Indonesian, false) else {
                    self.n_texts += 1;
                    return;
                };
                self.n_numbers += 1;
                self.n_rupiah += usize::from(parsed.is_rupiah);
                self.n_percent += usize::from(parsed.is_percent);
                self.n_separated += usize::from(parsed.has_separator());
                let is_counted = parsed.unit.is_some() || parsed.is_percent;
                self.n_large += usize::from(!is_counted && is_large(settled.value));
                self.votes.whole_digits = self.votes.whole_digits.max(whole_digits(settled.value));
                self.votes.count(parsed.proves(), seen.at);
                let sign = parsed.single_sign();
                self.votes.n_comma_singles += usize::from(sign == Some(','));
                self.votes.n_dot_singles += usize::from(sign == Some('.'));
                self.votes.n_comma_decimals += usize::from(parsed.decimal_sign() == Some(','));
                if parsed.is_percent {
                    self.add_percent(Some(settled.value));
                }
                self.decimals = self.decimals.max(settled.decimals);
            }
            Reading::Product(factors) => {
                self.n_numbers += 1;
                self.n_rupiah += usize::from(factors.iter().any(|factor| factor.is_rupiah));
                self.n_separated += usize::from(factors.iter().any(Parsed::has_separator));
                for factor in factors {
                    self.votes.count(factor.proves(), seen.at);
                }
            }
            Reading::Dash | Reading::NotKnown => {}
            Reading::Inexact => {
                self.n_ranges += 1;
                self.n_texts += 1;
            }
            Reading::Several
            | Reading::Lookalike
            | Reading::Broken
            | Reading::Identity
            | Reading::None => self.n_texts += 1,
        }
    }
}

/// Whole amounts from a hundred thousand on are money unless a unit says otherwise; from a
/// quadrillion on they name somebody.
fn is_large(number: Decimal) -> bool {
    let number = number.abs();
    number >= Decimal::from(100_000) && number < Decimal::from(1_000_000_000_000_000_i64)
}

/// Digits before the decimal sign.
fn whole_digits(number: Decimal) -> u32 {
    let mut rest = number.mantissa().unsigned_abs() / 10u128.pow(number.scale());
    let mut n_digits = 1;
    while rest >= 10 {
        rest /= 10;
        n_digits += 1;
    }
    n_digits
}
