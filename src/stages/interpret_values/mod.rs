//! Comes in: a table and its grid. Goes out: the table with exact values, units and notations; one
//! notation a column, with its evidence. A cell with two readings is a finding, never a guess in
//! silence. Never rounds, never uses floats.

mod number;
mod units;

use std::collections::BTreeMap;
use std::sync::Arc;

use number::{Parsed, Reading, Unusual, read};
use rust_decimal::Decimal;

use crate::model::Outcome;
use crate::model::amount::{Grain, Percent, Quantity, Rupiah, Unit, Value, english, indonesian};
use crate::model::finding::{Finding, Severity};
use crate::model::grid::{Cell, Content, Grid};
use crate::model::notation::Notation;
use crate::model::place::{CellRef, Place, Sourced};
use crate::model::table::{RowKind, Table};
use crate::model::typed::{ColumnReading, TypedCell, TypedTable};

/// Decimals beyond which a stored number is a computed one, not a typed one.
const MAX_TYPED_DECIMALS: u32 = 4;

/// Decimals of money.
const SEN: u32 = 2;
/// Digits of a double that survive a few operations; it holds 15 to 17.
const SURE_DIGITS: u32 = 13;

/// Interprets the cells of a table of the document at `file`.
pub fn interpret_values(table: Table, grid: &Grid, file: &Arc<str>) -> Outcome<TypedTable> {
    let mut outcome = Outcome::clean(BTreeMap::new());
    let is_scaled = units::is_scaled(&table);
    let mut readers: Vec<ColumnReader<'_>> = table
        .columns
        .iter()
        .map(|column| ColumnReader {
            grid,
            file,
            unit: units::of_header(column),
            is_label: units::is_label(column),
            cells: column_cells(&table, grid, column.col),
            reading: ColumnReading::default(),
            votes: Votes::default(),
            table_votes: Votes::default(),
        })
        .collect();
    let mut votes = Votes::default();
    for reader in &mut readers {
        votes.add(reader.survey());
    }
    for reader in &mut readers {
        reader.table_votes = votes;
        reader.follow_table();
        reader.interpret(&mut outcome);
    }
    let columns = readers.into_iter().map(|reader| reader.reading).collect();
    let mut typed = TypedTable {
        table,
        columns,
        cells: outcome.value,
        is_scaled,
    };
    if is_scaled {
        round_amounts(&mut typed);
    }
    units::lend_units(&mut typed);
    Outcome {
        value: typed,
        findings: outcome.findings,
    }
}

/// Amounts in thousands or millions were rounded to what they show.
fn round_amounts(typed: &mut TypedTable) {
    for cell in typed.cells.values_mut() {
        let value = match &cell.sourced.value {
            Value::Rupiah(Rupiah(value)) | Value::Quantity(Quantity { value, unit: None }) => value,
            Value::Percent(_) | Value::Quantity(_) | Value::Text(_) => continue,
        };
        if cell.grain == Grain::Exact {
            cell.grain = Grain::Decimals(value.scale());
        }
    }
}

type RowCell<'a> = (CellRef, RowKind, &'a Cell);

fn column_cells<'a>(table: &Table, grid: &'a Grid, col: u32) -> Vec<RowCell<'a>> {
    table
        .rows
        .iter()
        .flat_map(|row| table.places(row, col).map(|at| (at, row.kind)))
        .filter_map(|(at, kind)| grid.cells.get(&at).map(|cell| (at, kind, cell)))
        .collect()
}

/// How many texts prove a notation by themselves.
#[derive(Debug, Clone, Copy, Default)]
struct Votes {
    n_indonesian: usize,
    n_english: usize,
    /// Most digits before the decimal sign of any number.
    whole_digits: u32,
}

impl Votes {
    fn add(&mut self, other: Votes) {
        self.n_indonesian += other.n_indonesian;
        self.n_english += other.n_english;
        self.whole_digits = self.whole_digits.max(other.whole_digits);
    }
}

/// Reads one column.
struct ColumnReader<'a> {
    grid: &'a Grid,
    file: &'a Arc<str>,
    /// What the header says the numbers count.
    unit: Option<Unit>,
    /// Whether the header says that its cells are labels, whatever they look like.
    is_label: bool,
    cells: Vec<RowCell<'a>>,
    reading: ColumnReading,
    /// What the column's own numbers prove.
    votes: Votes,
    /// What all columns of the table prove together.
    table_votes: Votes,
}

impl ColumnReader<'_> {
    /// Decides notation, unit and decimals from all cells of the column.
    fn survey(&mut self) -> Votes {
        let mut decimals = 0;
        let mut votes = Votes::default();
        let (mut n_rupiah, mut n_percent, mut n_large) = (0, 0, 0);
        for (_, kind, cell) in &self.cells {
            match &cell.content {
                Content::Number(number) => {
                    self.reading.n_numbers += 1;
                    n_percent += usize::from(cell.format_is_percent());
                    n_large += usize::from(is_large(*number));
                    votes.whole_digits = votes.whole_digits.max(whole_digits(*number));
                    if *kind != RowKind::Note {
                        decimals = decimals.max(number.normalize().scale());
                    }
                }
                Content::Text(text) => match read(text, Notation::Indonesian) {
                    Reading::Number(parsed) => {
                        self.reading.n_numbers += 1;
                        n_rupiah += usize::from(parsed.is_rupiah);
                        n_percent += usize::from(parsed.is_percent);
                        n_large += usize::from(is_large(parsed.value));
                        votes.whole_digits = votes.whole_digits.max(whole_digits(parsed.value));
                        match parsed.proves {
                            Some(Notation::English) => votes.n_english += 1,
                            Some(Notation::Indonesian) => votes.n_indonesian += 1,
                            Some(Notation::Stored) | None => {}
                        }
                        decimals = decimals.max(parsed.decimals);
                    }
                    Reading::Dash => {}
                    Reading::Several | Reading::None => self.reading.n_texts += 1,
                },
                Content::Bool(_)
                | Content::Date(_)
                | Content::Error(_)
                | Content::NoCachedValue => {
                    self.reading.n_texts += 1;
                }
            }
        }
        self.reading.decimals = decimals;
        let n_stored = self
            .cells
            .iter()
            .filter(|(_, _, cell)| matches!(cell.content, Content::Number(_)))
            .count();
        self.reading.notation = if votes.n_english > votes.n_indonesian {
            Notation::English
        } else if n_stored > 0 && n_stored == self.reading.n_numbers {
            Notation::Stored
        } else {
            Notation::Indonesian
        };
        // Cells say their unit more surely than headers; large whole numbers are money.
        let half = |count: usize| count * 2 >= self.reading.n_numbers && count > 0;
        self.reading.unit = if half(n_rupiah) {
            Some(Unit::Rupiah)
        } else if half(n_percent) {
            Some(Unit::Percent)
        } else if self.unit.is_some() {
            self.unit.clone()
        } else {
            half(n_large).then_some(Unit::Rupiah)
        };
        self.votes = votes;
        votes
    }

    /// A column whose own numbers prove no notation is written as the rest of the table.
    fn follow_table(&mut self) {
        let (own, all) = (self.votes, self.table_votes);
        let proves_nothing = own.n_indonesian == 0 && own.n_english == 0;
        if proves_nothing
            && self.reading.notation == Notation::Indonesian
            && all.n_english > all.n_indonesian
        {
            self.reading.notation = Notation::English;
        }
    }

    fn interpret(&self, outcome: &mut Outcome<BTreeMap<CellRef, TypedCell>>) {
        for (at, kind, cell) in &self.cells {
            let place = Place {
                file: self.file.clone(),
                sheet: self.grid.name.clone(),
                cell: *at,
            };
            let (value, grain) = self.value(cell, *kind, &place, &mut outcome.findings);
            outcome.value.insert(
                place.cell,
                TypedCell {
                    sourced: Sourced {
                        value,
                        raw: cell.raw(),
                        place,
                    },
                    grain,
                },
            );
        }
    }

    fn value(
        &self,
        cell: &Cell,
        kind: RowKind,
        place: &Place,
        findings: &mut Vec<Finding>,
    ) -> (Value, Grain) {
        let as_text = || (Value::Text(cell.raw()), Grain::Exact);
        if self.is_label {
            return as_text();
        }
        match &cell.content {
            Content::Number(number) => self.stored(*number, cell),
            Content::Text(text) => self
                .written(text, kind, place, findings)
                .unwrap_or_else(as_text),
            Content::Error(raw) => {
                findings.push(Finding::at("R014", Severity::Error, place).fact("raw", raw.clone()));
                as_text()
            }
            Content::NoCachedValue => {
                findings.push(Finding::at("R015", Severity::Warning, place));
                as_text()
            }
            Content::Bool(_) | Content::Date(_) => as_text(),
        }
    }

    fn stored(&self, number: Decimal, cell: &Cell) -> (Value, Grain) {
        let shown = cell.format_decimals();
        if cell.format_is_percent()
            && let Some(value) = number.checked_mul(Decimal::ONE_HUNDRED)
        {
            let grain = Grain::Decimals(shown.unwrap_or(0));
            return (Value::Percent(Percent(value.normalize())), grain);
        }
        let own = number.normalize().scale();
        let grain = match (self.reading.unit.as_ref(), shown) {
            // A typed amount is exact; one with more decimals than shown was computed and rounded.
            (Some(Unit::Rupiah), Some(shown)) if own > shown => Grain::Decimals(shown),
            (Some(Unit::Rupiah), None) if own > SEN => Grain::Decimals(SEN),
            (Some(Unit::Rupiah), _) => Grain::Exact,
            (_, Some(shown)) => Grain::Decimals(shown),
            (_, None) => self.grain(number),
        };
        (self.in_unit(number, None), grain)
    }

    /// Grain of a number under the General format, which shows the decimals it has. One with many
    /// was computed, and its last digits are the noise of a double.
    fn grain(&self, number: Decimal) -> Grain {
        let own = number.normalize().scale();
        let is_rounded = self.reading.decimals > 0 || self.reading.unit == Some(Unit::Percent);
        if !is_rounded {
            return Grain::Exact;
        }
        if own <= MAX_TYPED_DECIMALS {
            return Grain::Decimals(own);
        }
        // It may be the small difference of the table's largest numbers.
        let whole_digits = self.table_votes.whole_digits.max(1);
        Grain::Decimals(own.min(SURE_DIGITS.saturating_sub(whole_digits)))
    }

    fn written(
        &self,
        text: &str,
        kind: RowKind,
        place: &Place,
        findings: &mut Vec<Finding>,
    ) -> Option<(Value, Grain)> {
        let parsed = match read(text, self.reading.notation) {
            Reading::Number(parsed) => parsed,
            // A dash under money is nothing spent; elsewhere it may mean that nothing is known.
            Reading::Dash if self.reading.unit == Some(Unit::Rupiah) => {
                return Some((Value::Rupiah(Rupiah(Decimal::ZERO)), Grain::Exact));
            }
            Reading::Dash => return None,
            Reading::Several => {
                if kind != RowKind::Note {
                    findings.push(
                        Finding::at("R012", Severity::Warning, place).fact("raw", text.trim()),
                    );
                }
                return None;
            }
            Reading::None => {
                if kind != RowKind::Note && self.expects_number() && starts_numeric(text) {
                    findings.push(
                        Finding::at("R013", Severity::Warning, place).fact("raw", text.trim()),
                    );
                }
                return None;
            }
        };
        let parsed = self.likely_reading(text, parsed, place, findings);
        self.tell_notation(text, &parsed, place, findings);
        let grain = match self.reading.unit {
            Some(Unit::Rupiah) => Grain::Exact,
            _ if self.reading.decimals == 0
                && !parsed.is_percent
                && self.reading.unit != Some(Unit::Percent) =>
            {
                Grain::Exact
            }
            _ if parsed.decimals > MAX_TYPED_DECIMALS => self.grain(parsed.value),
            _ => Grain::Decimals(parsed.decimals),
        };
        Some((self.in_unit(parsed.value.normalize(), Some(parsed)), grain))
    }

    /// Money has two decimals at most, so three digits after a single separator are a group; a
    /// percentage is no thousands, so there they are a fraction. The other reading is told.
    fn likely_reading(
        &self,
        text: &str,
        parsed: Parsed,
        place: &Place,
        findings: &mut Vec<Finding>,
    ) -> Parsed {
        let is_percent = parsed.is_percent || self.reading.unit == Some(Unit::Percent);
        if is_percent
            && parsed.value.abs() >= Decimal::ONE_THOUSAND
            && let Some(fraction) = parsed.other
        {
            // Nobody means 97.125 percent as ninety-seven thousand.
            return Parsed {
                value: fraction,
                decimals: 3,
                other: Some(parsed.value),
                ..parsed
            };
        }
        let is_money = parsed.is_rupiah || self.reading.unit == Some(Unit::Rupiah);
        let (3, Some(whole), true) = (parsed.decimals, parsed.other, is_money) else {
            return parsed;
        };
        let mut finding = Finding::at("R011", Severity::Warning, place)
            .fact("raw", text.trim())
            .fact_in("other", indonesian(parsed.value), english(parsed.value));
        finding.stated = Some(whole);
        findings.push(finding);
        Parsed {
            value: whole,
            decimals: 0,
            other: None,
            ..parsed
        }
    }

    /// Whether nearly all of the column's cells are numbers of money or percent.
    fn expects_number(&self) -> bool {
        matches!(self.reading.unit, Some(Unit::Rupiah | Unit::Percent))
            && self.reading.n_numbers > self.reading.n_texts * 4
    }

    fn in_unit(&self, value: Decimal, parsed: Option<Parsed>) -> Value {
        let (is_rupiah, is_percent, unit) = parsed.map_or((false, false, None), |parsed| {
            (parsed.is_rupiah, parsed.is_percent, parsed.unit)
        });
        if is_rupiah {
            return Value::Rupiah(Rupiah(value));
        }
        if is_percent {
            return Value::Percent(Percent(value));
        }
        match (&self.reading.unit, unit) {
            (_, Some(unit)) => Value::Quantity(Quantity {
                value,
                unit: Some(unit),
            }),
            (Some(Unit::Rupiah), None) => Value::Rupiah(Rupiah(value)),
            (Some(Unit::Percent), None) => Value::Percent(Percent(value)),
            (Some(Unit::Named(word)), None) => Value::Quantity(Quantity {
                value,
                unit: Some(word.clone()),
            }),
            (Some(Unit::Unknown) | None, None) => Value::Quantity(Quantity { value, unit: None }),
        }
    }

    fn tell_notation(
        &self,
        text: &str,
        parsed: &Parsed,
        place: &Place,
        findings: &mut Vec<Finding>,
    ) {
        let votes = self.table_votes;
        let against_table = parsed.proves == Some(Notation::English)
            && votes.n_indonesian >= votes.n_english
            && votes.n_indonesian > 0;
        let against_column = matches!(
            (parsed.proves, self.reading.notation),
            (Some(Notation::English), Notation::Indonesian)
                | (Some(Notation::Indonesian), Notation::English)
        ) && self.reading.n_numbers > 1;
        let reason = match parsed.unusual {
            Some(Unusual::MixedGrouping) => Some((
                "titik dan koma sama-sama dipakai sebagai pemisah ribuan",
                "dots and commas both group its digits",
            )),
            Some(Unusual::DoublePercent) => Some((
                "tanda persen ditulis dua kali",
                "the percent sign stands twice",
            )),
            None if against_column => Some((
                "tanda desimalnya berbeda dari angka lain di kolom ini",
                "its decimal sign differs from the other numbers of the column",
            )),
            None if against_table => Some((
                "tanda desimalnya berbeda dari angka lain di tabel ini",
                "its decimal sign differs from the other numbers of the table",
            )),
            None => None,
        };
        if let Some((id, en)) = reason {
            let mut finding = Finding::at("R010", Severity::Warning, place)
                .fact("raw", text.trim())
                .fact_in("reason", id, en);
            finding.stated = Some(parsed.value);
            findings.push(finding);
        }
        // A single separator before three digits is doubtful in a column that writes fractions the
        // English way, and where it was taken for a fraction.
        let is_fraction = parsed.decimals == 3;
        if let Some(other) = parsed.other
            && (self.reading.notation == Notation::English || is_fraction)
        {
            let mut finding = Finding::at("R011", Severity::Warning, place)
                .fact("raw", text.trim())
                .fact_in("other", indonesian(other), english(other));
            finding.stated = Some(parsed.value);
            findings.push(finding);
        }
    }
}

/// Whole amounts from a hundred thousand on are money unless a unit says otherwise.
fn is_large(number: Decimal) -> bool {
    number.abs() >= Decimal::from(100_000)
}

/// Digits before the decimal sign.
fn whole_digits(number: Decimal) -> u32 {
    u32::try_from(number.trunc().abs().to_string().len()).unwrap_or(SURE_DIGITS)
}

fn starts_numeric(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    lower
        .trim_start_matches("rp")
        .trim_start_matches(['.', ' ', '(', '-'])
        .starts_with(|c: char| c.is_ascii_digit())
}
