//! A table whose cells have been interpreted: exact values, units, notations, scales, and the cells
//! that should hold a number but do not.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::amount::{Grain, Rupiah, Scale, Unit, Value};
use super::by_place::ByPlace;
use super::date::Date;
use super::notation::{Evidence, Notation};
use super::place::{CellRef, Sourced};
use super::relation::Stated;
use super::table::Table;

/// A table with the meaning of its cells.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct TypedTable {
    /// The table as found.
    pub table: Table,
    /// What each column counts and how it writes numbers; same order as `table.columns`.
    pub columns: Vec<ColumnReading>,
    /// Interpreted cells of the rows, by their true position on the sheet.
    pub cells: ByPlace<TypedCell>,
    /// What the table says that its amounts are counted in, where that is not rupiah.
    pub scale: Option<StatedScale>,
    /// The scale of each cell whose value was multiplied by the scale of its table, column or row;
    /// one for a cell that states its own, as `1,5 miliar` does.
    pub scales: BTreeMap<CellRef, Scale>,
    /// Cells that should hold a number but hold none that can be read; no sum over one is judged.
    pub unreadable: BTreeMap<CellRef, Unreadable>,
    /// The factors of cells that write a product out, such as `12 Orang x 3 Bulan`.
    pub products: BTreeMap<CellRef, Vec<Factor>>,
    /// Cells that hold a date.
    pub dates: BTreeMap<CellRef, Date>,
}

/// A scale and the words that state it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedScale {
    /// The scale.
    pub scale: Scale,
    /// The words, as written.
    pub raw: String,
}

/// How a column was read.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ColumnReading {
    /// The unit that header and cells agree on.
    pub unit: Option<Unit>,
    /// How its numbers are written.
    pub notation: Notation,
    /// What shows how its numbers are written.
    pub evidence: Evidence,
    /// What one unit of its amounts stands for.
    pub scale: Scale,
    /// How many of its cells hold a number.
    pub n_numbers: usize,
    /// How many hold words.
    pub n_texts: usize,
    /// Most decimals shown by any of its cells.
    pub decimals: u32,
}

/// Why a cell that should hold a number cannot be read as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unreadable {
    /// An error value, such as `#REF!`.
    ErrorValue,
    /// A formula without a stored value.
    NoStoredValue,
    /// More than one number.
    Several,
    /// A range or bound, such as `10-15` or `≥ 3`.
    Inexact,
    /// Something that resembles a number.
    Illegible,
    /// A part of a number, or another column's: its row was split at a decimal comma.
    Shifted,
}

impl Unreadable {
    /// Public name, for `inspect`.
    pub fn name(self) -> &'static str {
        match self {
            Unreadable::ErrorValue => "error-value",
            Unreadable::NoStoredValue => "no-stored-value",
            Unreadable::Several => "several",
            Unreadable::Inexact => "inexact",
            Unreadable::Illegible => "illegible",
            Unreadable::Shifted => "shifted",
        }
    }
}

/// A factor of a product that a cell writes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Factor {
    /// How many, or how much.
    #[serde(with = "crate::model::compact::exact")]
    pub value: rust_decimal::Decimal,
    /// Of what.
    pub unit: Unit,
}

/// An interpreted cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TypedCell {
    /// Value and raw text; where it stands, its table knows.
    pub sourced: Sourced<Value, ()>,
    /// How exactly it was written.
    pub grain: Grain,
}

impl TypedCell {
    /// Whether a number is the one it states.
    pub fn states(&self, number: &Stated) -> bool {
        let value = &self.sourced.value;
        self.grain == number.grain
            && value
                .number()
                .is_some_and(|own| own.serialize() == number.value.serialize())
            && match (value, &number.unit) {
                (Value::Quantity(own), Unit::Named(unit)) => own.unit == *unit,
                (Value::Quantity(_), _) => false,
                (value, unit) => value.unit() == *unit,
            }
    }

    /// The number it states, ready to be judged.
    pub fn stated(&self) -> Option<Stated> {
        Some(Stated {
            value: self.sourced.value.number()?,
            grain: self.grain,
            unit: self.sourced.value.unit(),
        })
    }
}

impl TypedTable {
    /// The interpreted cell of a row in a column; the row's first sheet row that has one.
    pub fn cell(&self, row_idx: usize, col_idx: usize) -> Option<&TypedCell> {
        let (_, cell) = self.cell_at(row_idx, col_idx)?;
        Some(cell)
    }

    /// The same, with where it stands on its sheet.
    pub fn cell_at(&self, row_idx: usize, col_idx: usize) -> Option<(CellRef, &TypedCell)> {
        let col = self.table.columns.get(col_idx)?.col;
        let row = self.table.rows.get(row_idx)?;
        let mut places = self.table.places(row, col);
        places.find_map(|at| Some((at, self.cells.get(&at)?)))
    }

    /// The number in a row and column, with where it stands on its sheet.
    pub fn number_at(&self, row_idx: usize, col_idx: usize) -> Option<(CellRef, Stated)> {
        let (at, cell) = self.cell_at(row_idx, col_idx)?;
        Some((at, cell.stated()?))
    }

    /// The number in a row and column.
    pub fn number(&self, row_idx: usize, col_idx: usize) -> Option<(&TypedCell, Stated)> {
        let cell = self.cell(row_idx, col_idx)?;
        Some((cell, cell.stated()?))
    }

    /// The cell that should hold a number but holds none that can be read.
    pub fn unreadable_cell(&self, row_idx: usize, col_idx: usize) -> Option<CellRef> {
        // Most tables have none.
        if self.unreadable.is_empty() {
            return None;
        }
        let (at, _) = self.cell_at(row_idx, col_idx)?;
        self.unreadable.contains_key(&at).then_some(at)
    }

    /// The text of a row and column, as written, trimmed.
    pub fn text(&self, row_idx: usize, col_idx: usize) -> Option<&str> {
        self.cell(row_idx, col_idx)
            .map(|cell| cell.sourced.raw.trim())
            .filter(|text| !text.is_empty())
    }

    /// Takes the number of a cell as money counted in units of a scale. What was scaled already
    /// stays as it is.
    pub fn take_as_rupiah(&mut self, at: CellRef, scale: Scale) {
        let Some(cell) = self.cells.get_mut(&at) else {
            return;
        };
        let Some(written) = cell.sourced.value.number() else {
            return;
        };
        if scale == Scale::ONE || self.scales.contains_key(&at) {
            cell.sourced.value = Value::Rupiah(Rupiah(written));
            return;
        }
        let Some(value) = scale.in_ones(written) else {
            return;
        };
        cell.sourced.value = Value::Rupiah(Rupiah(value.normalize()));
        let decimals = match cell.grain {
            Grain::Decimals(decimals) => decimals,
            // Whoever counts in thousands has rounded.
            Grain::Exact | Grain::Tens(_) => written.normalize().scale(),
        };
        cell.grain = Grain::written(decimals, scale);
        self.scales.insert(at, scale);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_stays_small() {
        // A sheet may hold millions.
        assert_eq!(size_of::<Value>(), 24);
        assert_eq!(size_of::<(CellRef, TypedCell)>(), 64);
    }
}
