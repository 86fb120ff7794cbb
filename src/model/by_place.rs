//! What is known of the cells of a table, by their place, row first. A table is asked for its cells
//! far more often than it is built, mostly row by row and column by column without a gap: a place is
//! found there by counting, and by halving only where rows or cells are missing.

use std::iter::Flatten;
use std::vec;

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
    row: u32,
    /// In order.
    cells: Vec<(CellRef, T)>,
}

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
        let mut by_place = Self::default();
        for (at, known) in cells {
            by_place.insert(at, known);
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
                let cells = Vec::with_capacity(count);
                self.rows.insert(row_idx, Row { row, cells });
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
        let (_, known) = row.cells.get(row.position(*at).ok()?)?;
        Some(known)
    }

    /// Where a cell stands among those known: the how-manieth row, and which of its cells.
    pub fn position(&self, at: &CellRef) -> Option<(usize, usize)> {
        let row_idx = self.row(at.row).ok()?;
        let position = self.rows.get(row_idx)?.position(*at).ok()?;
        Some((row_idx, position))
    }

    /// The rows with their cells.
    pub fn rows(&self) -> impl Iterator<Item = &[(CellRef, T)]> {
        self.rows.iter().map(|row| row.cells.as_slice())
    }

    /// What is known of a cell, to be changed.
    pub fn get_mut(&mut self, at: &CellRef) -> Option<&mut T> {
        let row_idx = self.row(at.row).ok()?;
        let row = self.rows.get_mut(row_idx)?;
        let position = row.position(*at).ok()?;
        let (_, known) = row.cells.get_mut(position)?;
        Some(known)
    }

    /// Whether something is known of a cell.
    pub fn contains_key(&self, at: &CellRef) -> bool {
        self.get(at).is_some()
    }

    /// Says something of a cell, instead of what was said before, which is given back.
    pub fn insert(&mut self, at: CellRef, known: T) -> Option<T> {
        // Most come in order.
        if let Some(row) = self.rows.last_mut()
            && row.row == at.row
            && row.cells.last().is_none_or(|(last, _)| *last < at)
        {
            row.cells.push((at, known));
            return None;
        }
        let row_idx = match self.row(at.row) {
            Ok(row_idx) => row_idx,
            Err(row_idx) => {
                let row = Row {
                    row: at.row,
                    cells: Vec::new(),
                };
                self.rows.insert(row_idx, row);
                row_idx
            }
        };
        let row = self.rows.get_mut(row_idx)?;
        match row.position(at) {
            Ok(position) => {
                let (_, old) = row.cells.get_mut(position)?;
                Some(std::mem::replace(old, known))
            }
            Err(position) => {
                row.cells.insert(position, (at, known));
                None
            }
        }
    }

    /// The cells with what is known of them.
    pub fn iter(&self) -> impl Iterator<Item = (&CellRef, &T)> {
        let cells = self.rows.iter().flat_map(|row| &row.cells);
        cells.map(|(at, known)| (at, known))
    }

    /// The cells with what is known of them, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&CellRef, &mut T)> {
        let cells = self.rows.iter_mut().flat_map(|row| &mut row.cells);
        cells.map(|(at, known)| (&*at, known))
    }

    /// What is known, without the places.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.iter().map(|(_, known)| known)
    }

    /// The index of a row, or where it would have to stand.
    fn row(&self, row: u32) -> Result<usize, usize> {
        let is_it = |idx: usize| self.rows.get(idx).is_some_and(|other| other.row == row);
        let first = self.rows.first().ok_or(0_usize)?;
        let counted = row.checked_sub(first.row).ok_or(0_usize)?;
        let counted = usize::try_from(counted).unwrap_or(usize::MAX);
        if is_it(counted) {
            return Ok(counted);
        }
        // Rows that are missing only bring those behind them nearer.
        let upto = counted.min(self.rows.len());
        let rows = self.rows.get(..upto).unwrap_or_default();
        rows.binary_search_by_key(&row, |other| other.row)
    }
}

impl<T> IntoIterator for ByPlace<T> {
    type Item = (CellRef, T);
    type IntoIter = Flatten<vec::IntoIter<Vec<(CellRef, T)>>>;

    fn into_iter(self) -> Self::IntoIter {
        let rows: Vec<_> = self.rows.into_iter().map(|row| row.cells).collect();
        rows.into_iter().flatten()
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
    /// The position of a cell, or where it would have to stand.
    fn position(&self, at: CellRef) -> Result<usize, usize> {
        let is_it = |idx: usize| self.cells.get(idx).is_some_and(|(other, _)| *other == at);
        let (first, _) = self.cells.first().ok_or(0_usize)?;
        let counted = at.col.checked_sub(first.col).ok_or(0_usize)?;
        let counted = usize::try_from(counted).unwrap_or(usize::MAX);
        if is_it(counted) {
            return Ok(counted);
        }
        let upto = counted.min(self.cells.len());
        let cells = self.cells.get(..upto).unwrap_or_default();
        cells.binary_search_by_key(&at, |(other, _)| *other)
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
        assert!(known.iter().eq(&map));
        assert!(known.values().eq(map.values()));
        assert!(known.clone().into_iter().eq(map.clone()));
        assert_eq!(map.clone().into_iter().collect::<ByPlace<_>>(), known);
        for row in 0..24 {
            for col in 0..12 {
                let at = CellRef::new(row, col);
                assert_eq!(known.get(&at), map.get(&at), "{at}");
                assert_eq!(known.contains_key(&at), map.contains_key(&at), "{at}");
                assert_eq!(known.get_mut(&at), map.get_mut(&at), "{at}");
            }
        }
        for (_, value) in known.iter_mut() {
            *value += 1;
        }
        assert_eq!(known.get(&CellRef::new(3, 2)), Some(&1));
    }
}
