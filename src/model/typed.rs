//! A table whose cells have been interpreted: exact values, units, notations, scales, and the cells
//! that should hold a number but do not.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::amount::{Grain, Percent, Rupiah, Scale, Unit, Value, plain};
use super::by_place::ByPlace;
use super::date::Date;
use super::notation::{Evidence, Notation};
use super::place::CellRef;
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
    pub value: Decimal,
    /// Of what.
    pub unit: Unit,
}

/// An interpreted cell; where it stands, its table knows. Kept small, since a sheet may hold millions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TypedCell {
    value: Value,
    /// The text as it stands in the document, where the value does not give it back.
    written: Option<Box<SmolStr>>,
    grain: KeptGrain,
}

/// A grain in two bytes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
enum KeptGrain {
    Exact,
    Decimals(u8),
    Tens(u8),
}

impl From<Grain> for KeptGrain {
    fn from(grain: Grain) -> Self {
        let kept = |count: u32| u8::try_from(count).unwrap_or(u8::MAX);
        match grain {
            Grain::Exact => KeptGrain::Exact,
            Grain::Decimals(decimals) => KeptGrain::Decimals(kept(decimals)),
            Grain::Tens(power) => KeptGrain::Tens(kept(power)),
        }
    }
}

/// What a value gives back as its text.
fn given_back(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Text(text) => Cow::Borrowed(text),
        Value::Rupiah(Rupiah(number)) | Value::Percent(Percent(number)) | Value::Number(number) => {
            Cow::Owned(plain(*number).into())
        }
        Value::Quantity(quantity) => Cow::Owned(plain(quantity.value).into()),
    }
}

impl TypedCell {
    /// A cell of this value and text, written so exactly.
    pub fn new(value: Value, raw: SmolStr, grain: Grain) -> Self {
        let is_given = given_back(&value) == raw.as_str();
        Self {
            value,
            written: (!is_given).then(|| Box::new(raw)),
            grain: grain.into(),
        }
    }

    /// A cell that stores a number, which may stand for another value.
    pub fn stored(value: Value, number: Decimal, grain: Grain) -> Self {
        let is_it = |own: Decimal| own.serialize() == number.serialize();
        if !value.number().is_some_and(is_it) {
            return Self::new(value, plain(number), grain);
        }
        Self {
            value,
            written: None,
            grain: grain.into(),
        }
    }

    /// What it says.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// The text as it stands in the document.
    pub fn raw(&self) -> Cow<'_, str> {
        match &self.written {
            Some(written) => Cow::Borrowed(written),
            None => given_back(&self.value),
        }
    }

    /// How exactly it was written.
    pub fn grain(&self) -> Grain {
        match self.grain {
            KeptGrain::Exact => Grain::Exact,
            KeptGrain::Decimals(decimals) => Grain::Decimals(decimals.into()),
            KeptGrain::Tens(power) => Grain::Tens(power.into()),
        }
    }

    /// Takes it for another value, its text staying what it is.
    pub fn take_for(&mut self, value: Value, grain: Grain) {
        let raw = match self.written.take() {
            Some(written) => *written,
            None => given_back(&self.value).into(),
        };
        *self = Self::new(value, raw, grain);
    }

    /// Whether a number is the one it states.
    pub fn states(&self, number: &Stated) -> bool {
        let value = &self.value;
        self.grain() == number.grain
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
            value: self.value.number()?,
            grain: self.grain(),
            unit: self.value.unit(),
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
    pub fn text(&self, row_idx: usize, col_idx: usize) -> Option<Cow<'_, str>> {
        let text = match self.cell(row_idx, col_idx)?.raw() {
            Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
            // A number in plain decimals.
            text @ Cow::Owned(_) => text,
        };
        Some(text).filter(|text| !text.is_empty())
    }

    /// Takes the number of a cell as money counted in units of a scale. What was scaled already
    /// stays as it is.
    pub fn take_as_rupiah(&mut self, at: CellRef, scale: Scale) {
        let Some(cell) = self.cells.get_mut(&at) else {
            return;
        };
        let Some(written) = cell.value.number() else {
            return;
        };
        if scale == Scale::ONE || self.scales.contains_key(&at) {
            cell.take_for(Value::Rupiah(Rupiah(written)), cell.grain());
            return;
        }
        let Some(value) = scale.in_ones(written) else {
            return;
        };
        let decimals = match cell.grain() {
            Grain::Decimals(decimals) => decimals,
            // Whoever counts in thousands has rounded.
            Grain::Exact | Grain::Tens(_) => written.normalize().scale(),
        };
        let value = Value::Rupiah(Rupiah(value.normalize()));
        cell.take_for(value, Grain::written(decimals, scale));
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
        assert_eq!(size_of::<TypedCell>(), 40);
    }
}
