//! Comes in: the cells of a table, and what claims take them for. Goes out: every number that a claim
//! speaks of, by its place. Keeps no second copy of what its cell states.

use std::collections::BTreeMap;

use crate::model::by_place::ByPlace;
use crate::model::place::{CellRef, Place};
use crate::model::relation::Stated;
use crate::model::typed::TypedCell;

/// The numbers that claims speak of: nearly all stand there as their cells state them.
pub(super) struct Mentioned<'a> {
    cells: &'a ByPlace<TypedCell>,
    /// Which of the cells are spoken of, row by row.
    is_spoken: Vec<Vec<bool>>,
    /// What claims take for another number than stands there.
    otherwise: BTreeMap<CellRef, Stated>,
}

impl<'a> Mentioned<'a> {
    pub(super) fn of(cells: &'a ByPlace<TypedCell>) -> Self {
        Self {
            cells,
            is_spoken: cells.rows().map(|row| vec![false; row.len()]).collect(),
            otherwise: BTreeMap::new(),
        }
    }

    /// What a cell states.
    pub(super) fn stated(&self, cell: CellRef) -> Option<Stated> {
        self.cells.get(&cell)?.stated()
    }

    /// Whether a claim spoke of a cell.
    pub(super) fn is_spoken(&self, cell: CellRef) -> bool {
        let position = self.cells.position(&cell);
        position.is_some_and(|(row, idx)| {
            self.is_spoken.get(row).and_then(|row| row.get(idx)) == Some(&true)
        })
    }

    /// Takes note of a number as the last claim that speaks of it takes it.
    pub(super) fn speak(&mut self, cell: CellRef, number: Stated) {
        let position = self.cells.position(&cell);
        let known = position.and_then(|(row, idx)| self.is_spoken.get_mut(row)?.get_mut(idx));
        if let Some(is_spoken) = known {
            *is_spoken = true;
        }
        if self
            .cells
            .get(&cell)
            .is_some_and(|known| known.states(&number))
        {
            if !self.otherwise.is_empty() {
                self.otherwise.remove(&cell);
            }
        } else {
            self.otherwise.insert(cell, number);
        }
    }

    /// All of them, by their places.
    pub(super) fn into_numbers(
        mut self,
        placed: impl Fn(CellRef) -> Place,
    ) -> BTreeMap<Place, Stated> {
        let is_spoken = || self.is_spoken.iter().flatten();
        let n_spoken = is_spoken().filter(|is_spoken| **is_spoken).count();
        // Made once, and in one piece: there may be a million.
        let mut numbers = Vec::with_capacity(n_spoken + self.otherwise.len());
        let cells = self.cells.iter().zip(is_spoken());
        let spoken = cells.filter(|(_, is_spoken)| **is_spoken);
        numbers.extend(spoken.filter_map(|((cell, known), _)| {
            let otherwise = (!self.otherwise.is_empty()).then(|| self.otherwise.remove(&cell));
            let number = otherwise.flatten().or_else(|| known.stated())?;
            Some((placed(cell), number))
        }));
        // A header or title states a number too, and is no cell of the table.
        let others = std::mem::take(&mut self.otherwise).into_iter();
        numbers.extend(others.map(|(cell, number)| (placed(cell), number)));
        numbers.into_iter().collect()
    }
}
