//! What is known of the cells of a table, by their place, row first. A table is asked for its cells
//! far more often than it is built, mostly row by row and column by column without a gap: a place is
//! found there by counting, and by halving only where rows or cells are missing.

use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::place::CellRef;

/// Something for each of some cells, in the order of their places.
#[derive(Debug, Clone)]
pub struct ByPlace<T> {
    /// In order.
    rows: Vec<Row<T>>,
}

#[derive(Debug, Clone)]
struct Row<T> {
    number: u32,
    /// The column of its first cell.
    first: u32,
    /// In order.
    cells: Vec<T>,
    /// The columns of its cells, where they are not one beside the other.
    columns: Option<Box<Columns>>,
}

#[derive(Debug, Clone)]
struct Columns(Vec<u32>);

impl<T> Default for ByPlace<T> {
    fn default() -> Self {
        Self { rows: Vec::new() }
    }
}

impl<T: Serialize> Serialize for ByPlace<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Their number stands first, as formats without names want it.
        let mut cells = serializer.serialize_seq(Some(self.len()))?;
        for cell in self.iter() {
            cells.serialize_element(&cell)?;
        }
        cells.end()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ByPlace<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let cells: Vec<(CellRef, T)> = Vec::deserialize(deserializer)?;
        // Whatever their order was, they are in order here; in order it costs nothing.
        let mut by_place: Self = cells.into_iter().collect();
        by_place.shrink();
        for row in &mut by_place.rows {
            row.cells.shrink_to_fit();
        }
        Ok(by_place)
    }
}

impl<T> ByPlace<T> {
    /// Makes room for so many cells of a row, which then come one column after the other.
    pub fn reserve(&mut self, row: u32, count: usize) {
        match self.row(row) {
            Ok(row_idx) => {
                if let Some(row) = self.rows.get_mut(row_idx) {
                    row.cells.reserve(count);
                }
            }
            Err(row_idx) => {
                self.rows.insert(row_idx, Row::new(row, count));
            }
        }
    }

    /// Gives back the room that was made for more rows than came.
    pub fn shrink(&mut self) {
        self.rows.shrink_to_fit();
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.iter().all(|row| row.cells.is_empty())
    }

    /// What is known of a cell.
    pub fn get(&self, at: &CellRef) -> Option<&T> {
        let row = self.rows.get(self.row(at.row).ok()?)?;
        row.cells.get(row.position(at.col).ok()?)
    }

    /// Where a cell stands among those known: the how-manieth row, and which of its cells.
    pub fn position(&self, at: &CellRef) -> Option<(usize, usize)> {
        let row_idx = self.row(at.row).ok()?;
        let position = self.rows.get(row_idx)?.position(at.col).ok()?;
        Some((row_idx, position))
    }

    /// What is known of the cells, row by row.
    pub fn rows(&self) -> impl Iterator<Item = &[T]> {
        self.rows.iter().map(|row| row.cells.as_slice())
    }

    /// What is known of a cell, to be changed.
    pub fn get_mut(&mut self, at: &CellRef) -> Option<&mut T> {
        let row_idx = self.row(at.row).ok()?;
        let row = self.rows.get_mut(row_idx)?;
        let position = row.position(at.col).ok()?;
        row.cells.get_mut(position)
    }

    /// Whether something is known of a cell.
    pub fn contains_key(&self, at: &CellRef) -> bool {
        self.get(at).is_some()
    }

    /// Says something of a cell, instead of what was said before, which is given back.
    pub fn insert(&mut self, at: CellRef, known: T) -> Option<T> {
        // Most come in order.
        let row_idx = match self.rows.last() {
            Some(row) if row.number == at.row => Ok(self.rows.len() - 1),
            Some(row) if row.number < at.row => Err(self.rows.len()),
            _ => self.row(at.row),
        };
        let row_idx = match row_idx {
            Ok(row_idx) => row_idx,
            Err(row_idx) => {
                self.rows.insert(row_idx, Row::new(at.row, 0));
                row_idx
            }
        };
        self.rows.get_mut(row_idx)?.insert(at.col, known)
    }

    /// The cells with what is known of them.
    pub fn iter(&self) -> impl Iterator<Item = (CellRef, &T)> {
        let rows = self.rows.iter();
        rows.flat_map(|row| row.places().zip(&row.cells))
    }

    /// The cells with what is known of them, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (CellRef, &mut T)> {
        self.rows.iter_mut().flat_map(|row| {
            let (number, first, columns) = (row.number, row.first, row.columns.as_deref());
            let cells = row.cells.iter_mut().enumerate();
            cells.map(move |(position, known)| {
                let col = column(first, columns, position);
                (CellRef::new(number, col), known)
            })
        })
    }

    /// What is known, without the places.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.rows.iter().flat_map(|row| &row.cells)
    }

    /// The index of a row, or where it would have to stand.
    fn row(&self, row: u32) -> Result<usize, usize> {
        let is_it = |idx: usize| self.rows.get(idx).is_some_and(|other| other.number == row);
        let first = self.rows.first().ok_or(0_usize)?;
        let counted = row.checked_sub(first.number).ok_or(0_usize)?;
        let counted = usize::try_from(counted).unwrap_or(usize::MAX);
        if is_it(counted) {
            return Ok(counted);
        }
        // Rows that are missing only bring those behind them nearer.
        let upto = counted.min(self.rows.len());
        let rows = self.rows.get(..upto).unwrap_or_default();
        rows.binary_search_by_key(&row, |other| other.number)
    }
}

impl<T: PartialEq> PartialEq for ByPlace<T> {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl<T> FromIterator<(CellRef, T)> for ByPlace<T> {
    /// Of several at one place the last counts.
    fn from_iter<I: IntoIterator<Item = (CellRef, T)>>(cells: I) -> Self {
        let mut all = Self::default();
        for (at, known) in cells {
            all.insert(at, known);
        }
        all
    }
}

impl<T> Row<T> {
    /// A row with room for so many cells.
    fn new(number: u32, count: usize) -> Self {
        Self {
            number,
            first: 0,
            cells: Vec::with_capacity(count),
            columns: None,
        }
    }

    /// The column of a cell.
    fn column(&self, position: usize) -> u32 {
        column(self.first, self.columns.as_deref(), position)
    }

    /// Where its cells stand.
    fn places(&self) -> impl Iterator<Item = CellRef> + '_ {
        (0..self.cells.len()).map(|position| CellRef::new(self.number, self.column(position)))
    }

    /// The position of a cell, or where it would have to stand.
    fn position(&self, col: u32) -> Result<usize, usize> {
        let counted = col.checked_sub(self.first).ok_or(0_usize)?;
        let counted = usize::try_from(counted).unwrap_or(usize::MAX);
        match &self.columns {
            None if counted < self.cells.len() => Ok(counted),
            None => Err(self.cells.len()),
            Some(columns) => {
                // Columns that are missing only bring those behind them nearer.
                let upto = counted.saturating_add(1).min(columns.0.len());
                let columns = columns.0.get(..upto).unwrap_or_default();
                columns.binary_search(&col)
            }
        }
    }

    /// Says something of the cell in a column; gives back what was said before.
    fn insert(&mut self, col: u32, known: T) -> Option<T> {
        if self.cells.is_empty() {
            self.first = col;
        }
        match self.position(col) {
            Ok(position) if position < self.cells.len() => {
                let old = self.cells.get_mut(position)?;
                return Some(std::mem::replace(old, known));
            }
            Ok(position) | Err(position) => {
                let is_next = position == self.cells.len() && self.column(position) == col;
                if self.columns.is_none() && !is_next && !self.cells.is_empty() {
                    let columns = self.places().map(|at| at.col);
                    self.columns = Some(Box::new(Columns(columns.collect())));
                }
                if let Some(columns) = &mut self.columns {
                    columns.0.insert(position, col);
                }
                self.first = self.first.min(col);
                self.cells.insert(position, known);
            }
        }
        None
    }
}

/// The column of a cell by its position in a row.
fn column(first: u32, columns: Option<&Columns>, position: usize) -> u32 {
    match columns {
        Some(columns) => columns.0.get(position).copied().unwrap_or(u32::MAX),
        None => first.saturating_add(u32::try_from(position).unwrap_or(u32::MAX)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn knows_what_a_map_knows() {
        let mut known = ByPlace::default();
        known.reserve(3, 4);
        known.reserve(7, 1);
        let mut map = BTreeMap::new();
        assert_eq!((known.len(), known.is_empty()), (0, true));
        // Whole, with gaps, backwards, and twice.
        let orders: [&[(u32, u32)]; 4] = [
            &[(3, 2), (3, 3), (3, 4), (4, 2), (4, 3), (5, 2)],
            &[(9, 8), (20, 1), (20, 9), (12, 3), (3, 9), (3, 7)],
            &[(1, 1), (0, 5), (0, 0), (u32::MAX, u32::MAX)],
            &[(3, 3), (20, 9), (0, 0), (2, 4), (3, 6)],
        ];
        for (nth, &(row, col)) in orders.into_iter().flatten().enumerate() {
            let at = CellRef::new(row, col);
            assert_eq!(known.insert(at, nth), map.insert(at, nth), "{at}");
            assert_eq!(known.len(), map.len());
        }
        assert!(known.iter().eq(map.iter().map(|(at, nth)| (*at, nth))));
        assert!(known.values().eq(map.values()));
        assert_eq!(map.clone().into_iter().collect::<ByPlace<_>>(), known);
        for row in 0..24 {
            for col in 0..12 {
                let at = CellRef::new(row, col);
                assert_eq!(known.get(&at), map.get(&at), "{at}");
                assert_eq!(known.contains_key(&at), map.contains_key(&at), "{at}");
                assert_eq!(known.get_mut(&at), map.get_mut(&at), "{at}");
            }
        }
        for (at, value) in known.iter_mut() {
            assert_eq!(Some(&*value), map.get(&at));
            *value += 1;
        }
        assert_eq!(known.get(&CellRef::new(3, 2)), Some(&1));
    }
}
