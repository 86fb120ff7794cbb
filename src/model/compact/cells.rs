//! The cells of a sheet: each style once, then the cells in order. Cells out of order, outside of
//! every sheet or of a style that was not told are refused.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, Error as _, SeqAccess, Visitor};
use serde::ser::{SerializeSeq, SerializeTuple};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::cells::Cells;
use crate::model::grid::{Cell, Content, Style};
use crate::model::place::CellRef;

/// Last row and column that any program's sheets have.
const MAX_ROW: u32 = 1_048_575;
const MAX_COL: u32 = 16_383;

/// A cell without what it shares with others.
#[derive(Serialize, Deserialize)]
struct Bare<C, T> {
    at: (u32, u32),
    style: u32,
    content: C,
    stored: Option<T>,
    formula: Option<T>,
}

impl Serialize for Cells {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut numbers: HashMap<&Style, u32> = HashMap::new();
        let mut styles: Vec<&Style> = Vec::new();
        for cell in self.values() {
            let next = u32::try_from(styles.len()).unwrap_or(u32::MAX);
            if *numbers.entry(&cell.style).or_insert(next) == next {
                styles.push(&cell.style);
            }
        }
        let mut tuple = serializer.serialize_tuple(2)?;
        tuple.serialize_element(&styles)?;
        tuple.serialize_element(&InOrder {
            cells: self,
            numbers,
        })?;
        tuple.end()
    }
}

struct InOrder<'c> {
    cells: &'c Cells,
    numbers: HashMap<&'c Style, u32>,
}

impl Serialize for InOrder<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(Some(self.cells.len()))?;
        for (at, cell) in self.cells {
            seq.serialize_element(&Bare {
                at: (at.row, at.col),
                style: self.numbers.get(&*cell.style).copied().unwrap_or(0),
                content: &cell.content,
                stored: cell.stored(),
                formula: cell.formula(),
            })?;
        }
        seq.end()
    }
}

impl<'de> Deserialize<'de> for Cells {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_tuple(2, Whole)
    }
}

struct Whole;

impl<'de> Visitor<'de> for Whole {
    type Value = Cells;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("styles and cells")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Cells, A::Error> {
        let missing = || A::Error::custom("cells are missing");
        let styles: Vec<Arc<Style>> = seq.next_element()?.ok_or_else(missing)?;
        seq.next_element_seed(Taking { styles })?
            .ok_or_else(missing)
    }
}

struct Taking {
    styles: Vec<Arc<Style>>,
}

impl<'de> DeserializeSeed<'de> for Taking {
    type Value = Cells;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cells, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Taking {
    type Value = Cells;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("cells")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Cells, A::Error> {
        let mut cells = Cells::default();
        while let Some(bare) = seq.next_element::<Bare<Content, Arc<str>>>()? {
            let (row, col) = bare.at;
            let idx = usize::try_from(bare.style).map_err(A::Error::custom)?;
            let style = self
                .styles
                .get(idx)
                .filter(|_| row <= MAX_ROW && col <= MAX_COL);
            let mut cell = Cell::of(bare.content).with(bare.stored, bare.formula);
            cell.style = style
                .cloned()
                .ok_or_else(|| A::Error::custom("no such cell"))?;
            let pushed = cells.push(CellRef::new(row, col), cell);
            pushed.map_err(|_| A::Error::custom("cells out of order"))?;
        }
        Ok(cells)
    }
}
