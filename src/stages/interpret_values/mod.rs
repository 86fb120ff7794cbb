//! Comes in: a table and its grid. Goes out: the table with exact values in ones, units and
//! notations; one notation a column, with its evidence; the cells that should hold a number but hold
//! none. A cell with two readings is a finding, never a guess in silence. Never rounds, never uses
//! floats.

mod beyond;
mod column;
mod dates;
mod fractions;
mod identifiers;
mod notes;
mod number;
mod scale;
mod seen;
mod split_rows;
mod stored;
mod tally;
mod units;
mod values;

use std::sync::Arc;

use column::ColumnReader;
use tally::Votes;

use crate::model::Outcome;
use crate::model::amount::{Grain, Percent, Scale, Unit, Value};
use crate::model::finding::{Finding, Severity};
use crate::model::grid::Grid;
use crate::model::place::{CellRef, Place};
use crate::model::table::Table;
use crate::model::typed::{ColumnReading, StatedScale, TypedTable};

/// Interprets the cells of a table of the document at `file`.
pub fn interpret_values(table: Table, grid: &Grid, file: &Arc<str>) -> Outcome<TypedTable> {
    let sheet = Sheet { grid, file };
    let mut outcome = Outcome::clean(TypedTable::default());
    let claimed = scale::of_table(&table);
    let mut readers: Vec<ColumnReader<'_>> = (0..table.columns.len())
        .filter_map(|idx| ColumnReader::new(sheet, &table, idx, claimed.as_ref()))
        .collect();
    let order = seen::hand_out(sheet, &table, &mut readers, &mut outcome.value);
    let mut votes = Votes::default();
    for reader in &mut readers {
        votes.add(reader.survey());
    }
    let typed = &mut outcome.value;
    typed.scale = believed(&table, sheet, claimed, &mut readers, &mut outcome.findings);
    typed.table = table;
    split_rows::tell(typed, sheet, &mut outcome.findings);
    let is_open = votes.are_none() && readers.iter().any(ColumnReader::is_open);
    let beyond = if is_open {
        beyond::votes(&typed.table, grid)
    } else {
        Votes::default()
    };
    let speaks_english = is_open && beyond::speaks_english(&typed.table);
    for reader in &mut readers {
        reader.follow(votes, beyond, speaks_english);
    }
    typed.cells.shrink();
    values::interpret(&readers, &order, typed, &mut outcome.findings);
    typed.columns = readers.into_iter().map(|reader| reader.reading).collect();
    fractions::confirm(typed, sheet, &mut outcome.findings);
    units::lend_units(typed);
    apply_scales(typed);
    outcome
}

/// The sheet that is read, and its file.
#[derive(Debug, Clone, Copy)]
struct Sheet<'a> {
    grid: &'a Grid,
    file: &'a Arc<str>,
}

impl Sheet<'_> {
    fn place(&self, cell: CellRef) -> Place {
        Place::new(self.file.clone(), self.grid.name.clone(), cell)
    }
}

/// The scale that titles claim, where the numbers do not make it impossible; else the columns lose
/// it too.
fn believed(
    table: &Table,
    sheet: Sheet<'_>,
    claimed: Option<StatedScale>,
    readers: &mut [ColumnReader<'_>],
    findings: &mut Vec<Finding>,
) -> Option<StatedScale> {
    let mut is_told = false;
    let largest = readers
        .iter()
        .filter(|reader| reader.reading.scale != Scale::ONE)
        .filter_map(ColumnReader::largest_money)
        .max_by_key(|(value, _)| *value);
    let first_scaled = readers
        .iter()
        .find(|reader| reader.reading.scale != Scale::ONE && reader.is_money())
        .map(|reader| (reader.reading.scale, reader.scale_raw.clone()));
    let at = largest.map(|(_, at)| at).or_else(|| {
        let row = table.rows.first()?;
        let column = table.columns.first()?;
        Some(CellRef::new(*row.sheet_rows.first()?, column.col))
    })?;
    for reader in readers.iter_mut() {
        let scale = reader.reading.scale;
        if scale == Scale::ONE {
            continue;
        }
        let Some((value, at)) = reader.largest_money() else {
            continue;
        };
        if scale::is_believable(scale, value) {
            continue;
        }
        if !is_told {
            let mut finding = Finding::at("R043", Severity::Warning, &sheet.place(at))
                .fact("scale", scale.name())
                .fact("raw", reader.scale_raw.clone());
            finding.stated = Some(value);
            findings.push(finding);
            is_told = true;
        }
    }
    if is_told {
        for reader in readers.iter_mut() {
            reader.reading.scale = Scale::ONE;
        }
        return None;
    }
    if let Some((scale, raw)) = first_scaled {
        findings.push(
            Finding::at("R048", Severity::Info, &sheet.place(at))
                .fact("scale", scale.name())
                .fact("raw", raw),
        );
    }
    claimed
}

/// Counts money in rupiah, and takes other numbers of a table in thousands as rounded to what they
/// show.
fn apply_scales(typed: &mut TypedTable) {
    let is_scaled = |reading: &ColumnReading| reading.scale != Scale::ONE;
    if !typed.columns.iter().any(is_scaled) {
        return;
    }
    let scales: Vec<(u32, Scale)> = typed
        .table
        .columns
        .iter()
        .zip(&typed.columns)
        .filter(|(_, reading)| is_scaled(reading))
        .map(|(column, reading)| (column.col, reading.scale))
        .collect();
    let mut money: Vec<(CellRef, Scale)> = Vec::new();
    for (at, cell) in typed.cells.iter_mut() {
        let own = typed.table.column_of(at);
        let Some((_, scale)) = scales.iter().find(|(col, _)| Some(*col) == own) else {
            continue;
        };
        match *cell.value() {
            Value::Rupiah(_) => money.push((at, *scale)),
            Value::Number(value) if cell.grain() == Grain::Exact => {
                cell.take_for(Value::Number(value), Grain::Decimals(value.scale()));
            }
            Value::Percent(_) | Value::Number(_) | Value::Quantity(_) | Value::Text(_) => {}
        }
    }
    for (at, scale) in money {
        typed.take_as_rupiah(at, scale);
    }
}

/// A number in a unit.
fn in_unit(value: rust_decimal::Decimal, unit: Unit) -> Value {
    match unit {
        Unit::Rupiah => Value::Rupiah(crate::model::amount::Rupiah(value)),
        Unit::Percent => Value::Percent(Percent(value)),
        Unit::Named(word) => Value::of(value, word),
        Unit::Unknown => Value::Number(value),
    }
}
