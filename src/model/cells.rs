//! The cells of a sheet in the order of their places, in pieces of memory that hold many. A sheet
//! may have a million cells and is built once, from its top left to its bottom right; a tree would
//! take that time twice and the memory twice.

use std::iter::{Flatten, Map};
use std::ops::RangeInclusive;
use std::{slice, vec};

use super::grid::Cell;
use super::place::CellRef;

/// Cells in a piece.
pub const PIECE: usize = 1024;

/// A cell with its position.
pub type Placed = (CellRef, Cell);

/// Non-empty cells by position, row first.
#[derive(Debug, Clone, Default)]
pub struct Cells {
    /// In order, none of them empty.
    pieces: Vec<Vec<Placed>>,
    /// The first place of each, side by side, since every search begins among them.
    firsts: Vec<CellRef>,
    len: usize,
}

impl Cells {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Position of the last cell.
    pub fn last_place(&self) -> Option<CellRef> {
        let (at, _) = self.pieces.last()?.last()?;
        Some(*at)
    }

    /// Adds a cell behind all others; gives it back when its place is not behind theirs.
    pub fn push(&mut self, at: CellRef, cell: Cell) -> Result<(), Placed> {
        if self.last_place() >= Some(at) {
            return Err((at, cell));
        }
        match self.pieces.last_mut() {
            Some(piece) if piece.len() < PIECE => piece.push((at, cell)),
            // Most sheets are smaller than a piece.
            None => {
                self.pieces.push(vec![(at, cell)]);
                self.firsts.push(at);
            }
            Some(_) => {
                let mut piece = Vec::with_capacity(PIECE);
                piece.push((at, cell));
                self.pieces.push(piece);
                self.firsts.push(at);
            }
        }
        self.len += 1;
        Ok(())
    }

    /// Adds cells in order behind all others; gives them back when their places are not.
    pub fn push_piece(&mut self, piece: Vec<Placed>) -> Result<(), Vec<Placed>> {
        let Some(&(first, _)) = piece.first() else {
            return Ok(());
        };
        let ascends = |pair: &[Placed]| matches!(pair, [(one, _), (next, _)] if one < next);
        if self.last_place() >= Some(first) || !piece.windows(2).all(ascends) {
            return Err(piece);
        }
        self.len += piece.len();
        self.pieces.push(piece);
        self.firsts.push(first);
        Ok(())
    }

    /// Adds cells wherever their places are, in one pass; gives back those whose place is taken,
    /// of several at one place all but the first.
    pub fn absorb(&mut self, mut strays: Vec<Placed>) -> Vec<Placed> {
        // Stable, so that the first of several stays the first.
        strays.sort_by_key(|(at, _)| *at);
        let mut strays = strays.into_iter().peekable();
        let mut refused = Vec::new();
        let mut all = Self::default();
        for (at, cell) in std::mem::take(self) {
            while let Some(stray) = strays.next_if(|(stray, _)| *stray < at) {
                refused.extend(all.push(stray.0, stray.1).err());
            }
            refused.extend(all.push(at, cell).err());
        }
        for (at, cell) in strays {
            refused.extend(all.push(at, cell).err());
        }
        *self = all;
        refused
    }

    /// The cell at a position.
    pub fn get(&self, at: &CellRef) -> Option<&Cell> {
        let (piece, idx) = self.find(*at);
        let (_, cell) = self.pieces.get(piece)?.get(idx.ok()?)?;
        Some(cell)
    }

    /// The cell at a position, to be changed.
    pub fn get_mut(&mut self, at: &CellRef) -> Option<&mut Cell> {
        let (piece, idx) = self.find(*at);
        let (_, cell) = self.pieces.get_mut(piece)?.get_mut(idx.ok()?)?;
        Some(cell)
    }

    /// Whether there is a cell at a position.
    pub fn contains_key(&self, at: &CellRef) -> bool {
        self.get(at).is_some()
    }

    /// The cells with their positions.
    pub fn iter(&self) -> Iter<'_> {
        self.into_iter()
    }

    /// The cells, each in one piece with its position.
    pub fn placed(&self) -> impl Iterator<Item = &Placed> {
        self.pieces.iter().flatten()
    }

    /// The positions.
    pub fn keys(&self) -> impl Iterator<Item = &CellRef> {
        self.iter().map(|(at, _)| at)
    }

    /// The cells.
    pub fn values(&self) -> impl Iterator<Item = &Cell> {
        self.iter().map(|(_, cell)| cell)
    }

    /// The cells, to be changed.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut Cell> {
        self.pieces.iter_mut().flatten().map(|(_, cell)| cell)
    }

    /// The cells between two positions, both included.
    pub fn range(&self, range: RangeInclusive<CellRef>) -> impl Iterator<Item = (&CellRef, &Cell)> {
        let (first, last) = range.into_inner();
        let (piece, idx) = self.find(first);
        let (Ok(idx) | Err(idx)) = idx;
        let pieces = self.pieces.get(piece..).unwrap_or_default();
        let (begun, others) = match pieces {
            [begun, others @ ..] => (begun.get(idx..).unwrap_or_default(), others),
            [] => (&[][..], pieces),
        };
        begun
            .iter()
            .chain(others.iter().flatten())
            .map(pair)
            .take_while(move |(at, _)| **at <= last)
    }

    /// Puts a cell at a position, in place of the one that is there, which is given back.
    pub fn insert(&mut self, at: CellRef, cell: Cell) -> Option<Cell> {
        let (at, cell) = self.push(at, cell).err()?;
        let (number, idx) = self.find(at);
        let piece = self.pieces.get_mut(number)?;
        match idx {
            Ok(idx) => {
                let (_, old) = piece.get_mut(idx)?;
                Some(std::mem::replace(old, cell))
            }
            Err(idx) => {
                piece.insert(idx, (at, cell));
                self.len += 1;
                if let Some(first) = self.firsts.get_mut(number).filter(|_| idx == 0) {
                    *first = at;
                }
                if piece.len() > 2 * PIECE {
                    let behind = piece.split_off(PIECE);
                    let first = behind.first().map_or(at, |(first, _)| *first);
                    self.firsts.insert(number + 1, first);
                    self.pieces.insert(number + 1, behind);
                }
                None
            }
        }
    }

    /// Takes the cell at a position away.
    pub fn remove(&mut self, at: &CellRef) -> Option<Cell> {
        let (number, idx) = self.find(*at);
        let piece = self.pieces.get_mut(number)?;
        let idx = idx.ok()?;
        if idx >= piece.len() {
            return None;
        }
        let (_, cell) = piece.remove(idx);
        if piece.is_empty() {
            self.pieces.remove(number);
            self.firsts.remove(number);
        } else if let (Some((next, _)), Some(first)) = (piece.first(), self.firsts.get_mut(number))
        {
            *first = *next;
        }
        self.len -= 1;
        Some(cell)
    }

    /// The piece that has or would have a position, and the index in it.
    fn find(&self, at: CellRef) -> (usize, Result<usize, usize>) {
        let behind = self.firsts.partition_point(|first| *first <= at);
        let number = behind.saturating_sub(1);
        let idx = match self.pieces.get(number) {
            Some(piece) => match counted(piece, at) {
                Some(idx) => Ok(idx),
                None => piece.binary_search_by_key(&at, |(at, _)| *at),
            },
            None => Err(0),
        };
        (number, idx)
    }
}

/// The index of a cell in a piece whose rows are as long as each other and without gaps, as most are.
fn counted(piece: &[Placed], at: CellRef) -> Option<usize> {
    let ((first, _), (last, _)) = (piece.first()?, piece.last()?);
    let number = |number: u32| i64::from(number);
    let n_rows = number(last.row) - number(first.row);
    let n_behind = i64::try_from(piece.len()).ok()? - 1;
    let width = (n_behind - (number(last.col) - number(first.col))).checked_div(n_rows)?;
    let row = number(at.row) - number(first.row);
    let idx = row.checked_mul(width)? + number(at.col) - number(first.col);
    let idx = usize::try_from(idx).ok()?;
    let (found, _) = piece.get(idx)?;
    (*found == at).then_some(idx)
}

fn pair((at, cell): &Placed) -> (&CellRef, &Cell) {
    (at, cell)
}

impl PartialEq for Cells {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other)
    }
}

/// In any order; of several at one place the last stays.
impl FromIterator<Placed> for Cells {
    fn from_iter<I: IntoIterator<Item = Placed>>(placed: I) -> Self {
        let mut cells = Self::default();
        let mut strays = Vec::new();
        for (at, cell) in placed {
            if let Err(stray) = cells.push(at, cell) {
                strays.push(stray);
            }
        }
        if strays.is_empty() {
            return cells;
        }
        let mut all: Vec<Placed> = cells.into_iter().chain(strays).collect();
        // Stable, and no cell ran ahead of an earlier one of its place: the last comes last.
        all.sort_by_key(|(at, _)| *at);
        let mut cells = Self::default();
        for (at, cell) in all {
            cells.insert(at, cell);
        }
        cells
    }
}

impl<const N: usize> From<[Placed; N]> for Cells {
    fn from(placed: [Placed; N]) -> Self {
        placed.into_iter().collect()
    }
}

impl IntoIterator for Cells {
    type Item = Placed;
    type IntoIter = Flatten<vec::IntoIter<Vec<Placed>>>;

    fn into_iter(self) -> Self::IntoIter {
        self.pieces.into_iter().flatten()
    }
}

/// The cells with their positions, in order.
pub type Iter<'a> =
    Map<Flatten<slice::Iter<'a, Vec<Placed>>>, fn(&'a Placed) -> (&'a CellRef, &'a Cell)>;

impl<'a> IntoIterator for &'a Cells {
    type Item = (&'a CellRef, &'a Cell);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Self::IntoIter {
        let pair: fn(&'a Placed) -> (&'a CellRef, &'a Cell) = pair;
        self.pieces.iter().flatten().map(pair)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// Places that follow from a seed, many of them met more than once.
    fn places(n_places: u32) -> impl Iterator<Item = CellRef> {
        let mut seed = 7_u32;
        (0..n_places).map(move |_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            CellRef::new(seed >> 20, seed >> 8 & 3)
        })
    }

    fn raw<'a>(cells: impl Iterator<Item = (&'a CellRef, &'a Cell)>) -> Vec<(CellRef, String)> {
        cells.map(|(at, cell)| (*at, cell.raw())).collect()
    }

    #[test]
    fn cells_behave_as_a_sorted_map() {
        let (mut cells, mut map) = (Cells::default(), BTreeMap::new());
        let mut listed = Vec::new();
        for (idx, at) in places(30_000).enumerate() {
            let cell = Cell::text(&idx.to_string());
            listed.push((at, cell.clone()));
            assert_eq!(cells.insert(at, cell.clone()), map.insert(at, cell));
            if idx % 3 == 0 {
                let gone = CellRef::new(at.row ^ 1, at.col);
                assert_eq!(cells.remove(&gone), map.remove(&gone));
                listed.retain(|(at, _)| *at != gone);
            }
        }
        assert!(cells.pieces.len() > 3);
        assert_eq!(cells.len(), map.len());
        assert_eq!(raw(cells.iter()), raw(map.iter()));
        assert_eq!(cells, listed.into_iter().collect::<Cells>());
        for at in places(2_000).map(|at| CellRef::new(at.row + 1, at.col)) {
            assert_eq!(cells.get(&at), map.get(&at));
            let end = CellRef::new(at.row + at.col, 2);
            if at <= end {
                assert_eq!(raw(cells.range(at..=end)), raw(map.range(at..=end)));
            }
        }
        let last = cells.last_place().expect("a cell");
        assert_eq!(map.last_key_value().map(|(at, _)| *at), Some(last));
        assert!(cells.push(last, Cell::text("x")).is_err());
        assert!(
            cells
                .push(CellRef::new(last.row + 1, 0), Cell::text("x"))
                .is_ok()
        );
        for at in map.keys() {
            assert!(cells.remove(at).is_some());
        }
        assert_eq!((cells.len(), cells.pieces.len()), (1, 1));
    }

    #[test]
    fn strays_find_their_places_and_never_take_another_s() {
        let cell = |at: u32, word: &str| (CellRef::new(at, 0), Cell::text(word));
        let mut cells = Cells::default();
        assert!(cells.push_piece(vec![cell(2, "a"), cell(4, "b")]).is_ok());
        assert!(cells.push_piece(vec![cell(6, "c")]).is_ok());
        for wrong in [vec![cell(6, "d")], vec![cell(9, "d"), cell(8, "e")]] {
            assert!(cells.push_piece(wrong).is_err());
        }
        let refused = cells.absorb(vec![
            cell(9, "e"),
            cell(4, "f"),
            cell(1, "d"),
            cell(1, "g"),
            cell(5, "h"),
        ]);
        let words = |cells: &[Placed]| {
            let words = cells.iter().map(|(_, cell)| cell.raw());
            words.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(words(&refused), "g f");
        assert_eq!(words(&cells.into_iter().collect::<Vec<_>>()), "d a b h c e");
    }

    #[test]
    fn nothing_is_found_where_nothing_is() {
        let mut cells = Cells::default();
        let at = CellRef::new(3, 3);
        assert!(cells.get(&at).is_none() && cells.remove(&at).is_none());
        assert_eq!(cells.range(at..=at).count(), 0);
        assert!(cells.insert(at, Cell::text("a")).is_none());
        assert_eq!(
            cells.range(CellRef::new(0, 0)..=CellRef::new(3, 2)).count(),
            0
        );
        assert_eq!(cells.range(CellRef::new(0, 0)..=at).count(), 1);
    }
}
