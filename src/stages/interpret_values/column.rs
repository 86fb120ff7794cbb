//! One column: what its header says, what all its cells together say about unit, notation and
//! decimals. Each text is read once.

use rust_decimal::Decimal;

use super::number::{Reading, read};
use super::seen::{Format, Seen};
use super::tally::{SEVERAL, Tally, Votes};
use super::units::HeaderWords;
use super::{Sheet, identifiers, scale, units};
use crate::model::amount::{Scale, Unit};
use crate::model::grid::{Cell, Content};
use crate::model::notation::{Notation, Source};
use crate::model::place::CellRef;
use crate::model::table::{RowKind, Table};
use crate::model::typed::{ColumnReading, StatedScale};

/// Reads one column.
pub(super) struct ColumnReader<'a> {
    pub(super) sheet: Sheet<'a>,
    /// Its header.
    pub(super) words: HeaderWords,
    /// Whether the header says that its cells are labels, whatever they look like.
    pub(super) is_label: bool,
    pub(super) cells: Vec<Seen<'a>>,
    /// What its texts say as numbers.
    readings: Vec<Reading>,
    format: Format,
    tally: Tally,
    /// How many of its cells are texts or dates.
    pub(super) n_words: usize,
    /// How many of its numbers are too long to be whole.
    pub(super) n_long: usize,
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
    /// Whether a comma before three digits groups: several numbers of the table have one or more, and none is
    /// written the Indonesian way.
    pub(super) has_grouping_commas: bool,
    votes: Votes,
    unit: Option<Unit>,
}

impl<'a> ColumnReader<'a> {
    /// A reader of the column at an index, without its cells.
    pub(super) fn new(
        sheet: Sheet<'a>,
        table: &Table,
        idx: usize,
        claimed: Option<&StatedScale>,
    ) -> Option<Self> {
        let column = table.columns.get(idx)?;
        let words = HeaderWords::of(column);
        let own = scale::of_header(column, &words);
        let stated = own.as_ref().or(claimed);
        let is_money = own.is_some()
            || (stated.is_some() && units::is_over_money(&words, units::has_unit_column(table)));
        let unit = match units::of_header(&words) {
            _ if own.is_some() => Some(Unit::Rupiah),
            None if is_money => Some(Unit::Rupiah),
            unit => unit,
        };
        let is_label = units::is_label(column, &words) || continues_code(sheet, table, idx);
        // Where most of the table is filled, most of the column is.
        let n_places = table.rows.len().saturating_mul(table.columns.len());
        let is_dense = n_places <= sheet.grid.cells.len().saturating_mul(2);
        let n_cells = if is_dense { table.rows.len() } else { 0 };
        Some(Self {
            sheet,
            words,
            is_label,
            cells: Vec::with_capacity(n_cells),
            readings: Vec::new(),
            format: Format::default(),
            tally: Tally::default(),
            n_words: 0,
            n_long: 0,
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

    /// Takes the next of its cells, and reads its text.
    pub(super) fn take(&mut self, at: CellRef, kind: RowKind, cell: &'a Cell) {
        let mut seen = Seen {
            at,
            cell,
            reading: None,
            kind,
            is_percent: false,
            shown: None,
        };
        match &cell.content {
            Content::Number(number) => {
                (seen.shown, seen.is_percent) = self.format.of(&cell.style);
                self.n_long += usize::from(identifiers::has_lost_digits(*number));
                self.tally.count_stored(*number, &seen);
            }
            Content::Text(text) if !self.is_label => {
                self.n_words += 1;
                let reading = read(text);
                self.tally.count(&reading, at);
                if reading != Reading::None {
                    seen.reading = u32::try_from(self.readings.len()).ok();
                    self.readings.push(reading);
                }
            }
            Content::Text(_) | Content::Date(_) => {
                self.n_words += 1;
                self.tally.n_texts += 1;
            }
            Content::Bool(_) | Content::Error(_) | Content::NoCachedValue => {
                self.tally.n_texts += 1;
            }
        }
        self.cells.push(seen);
    }

    /// Decides notation, unit and decimals from all cells of the column.
    pub(super) fn survey(&mut self) -> Votes {
        let tally = std::mem::take(&mut self.tally);
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

    /// What the text of a cell says as a number.
    pub(super) fn reading_of(&self, seen: &Seen<'_>) -> &Reading {
        let idx = seen.reading.and_then(|idx| usize::try_from(idx).ok());
        idx.and_then(|idx| self.readings.get(idx))
            .unwrap_or(&Reading::None)
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
            // Nothing spent is as much money as it is anything else.
            let n_told = tally.n_numbers.saturating_sub(tally.n_zeros);
            self.is_unit_inferred = tally.n_large * 2 >= n_told && tally.n_large > 0;
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
        self.has_grouping_commas = all.n_comma_singles.max(all.n_comma_groups) >= SEVERAL
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
            let value = match (&seen.cell.content, self.reading_of(seen)) {
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
    if !headed.is_some_and(|(other, _)| units::is_code(&HeaderWords::of(other))) {
        return false;
    }
    let rows = table.rows.iter().filter(|row| row.kind == RowKind::Line);
    let cells = rows.flat_map(|row| table.places(row, column.col));
    let mut cells = cells
        .filter_map(|at| sheet.grid.cells.get(&at))
        .filter(|cell| !cell.written().trim().is_empty())
        .peekable();
    cells.peek().is_some()
        && cells.all(|cell| {
            let raw = cell.written();
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
