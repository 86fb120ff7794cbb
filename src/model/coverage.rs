//! What became of every numeric cell of a table: which claims speak of it, or why none does. Nothing
//! is left out: the counts add up to all numeric cells.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::amount::Value;
use super::place::Place;
use super::record::RecordSet;
use super::relation::{Proof, Verdict};
use super::table::RowKind;
use super::typed::TypedCell;

/// What a numeric cell is to the audit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It makes a claim that was judged.
    Target,
    /// It is part of one.
    Operand,
    /// A code, a NIP, a year, a row's number: it names and does not count.
    Identifier,
    /// No claim speaks of it.
    Unproved(Why),
}

/// Why no claim speaks of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Claims do, but could not be judged: unlike units, a zero divisor.
    NotJudged,
    /// Rows or cells of its table could not be read, so that sums prove nothing.
    TableIncomplete,
    /// It stands in a row of notes.
    Note,
    /// No total, parent or other column says anything of its column.
    NothingStated,
    /// Its column is claimed in other rows; this row lacks what the claim needs.
    RowLacksOperands,
}

impl Why {
    /// The reason in a reader's words: Bahasa Indonesia, English.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Why::NotJudged => ("tidak dapat dinilai", "could not be judged"),
            Why::TableIncomplete => ("tabel tidak terbaca lengkap", "table not read whole"),
            Why::Note => ("baris catatan", "row of notes"),
            Why::NothingStated => ("tanpa jumlah atau rumus", "without total or formula"),
            Why::RowLacksOperands => ("baris tidak lengkap", "row lacks operands"),
        }
    }
}

/// Counts of numeric cells by what they are to the audit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// Cells that make a judged claim.
    pub targets: usize,
    /// Cells that are only part of one.
    pub operands: usize,
    /// Cells that name and do not count.
    pub identifiers: usize,
    /// Cells that no judged claim speaks of, by the reason.
    pub unproved: BTreeMap<Why, usize>,
}

impl Coverage {
    /// Counts one cell.
    pub fn add(&mut self, standing: Standing) {
        match standing {
            Standing::Target => self.targets += 1,
            Standing::Operand => self.operands += 1,
            Standing::Identifier => self.identifiers += 1,
            Standing::Unproved(why) => *self.unproved.entry(why).or_default() += 1,
        }
    }

    /// Adds the counts of another table or sheet.
    pub fn absorb(&mut self, other: &Self) {
        self.targets += other.targets;
        self.operands += other.operands;
        self.identifiers += other.identifiers;
        for (why, count) in &other.unproved {
            *self.unproved.entry(*why).or_default() += count;
        }
    }

    /// Numbers that some judged claim speaks of.
    pub fn proved(&self) -> usize {
        self.targets + self.operands
    }

    /// Numbers that count something.
    pub fn numbers(&self) -> usize {
        self.proved() + self.unproved.values().sum::<usize>()
    }
}

/// The cells that relations speak of.
#[derive(Debug, Default)]
pub struct Claimed<'a> {
    targets: Places<'a>,
    operands: Places<'a>,
    unjudged: Places<'a>,
}

/// Places in order: found by halving, put in order once.
#[derive(Debug, Default)]
struct Places<'a>(Vec<&'a Place>);

impl<'a> Places<'a> {
    fn add(&mut self, places: impl IntoIterator<Item = &'a Place>) {
        self.0.extend(places);
    }

    fn put_in_order(&mut self) {
        self.0.sort_unstable();
        self.0.dedup();
    }

    fn contains(&self, place: &Place) -> bool {
        self.0.binary_search(&place).is_ok()
    }
}

impl<'a> Claimed<'a> {
    /// Sorts the cells of all relations.
    pub fn new(proof: &'a Proof) -> Self {
        let mut claimed = Self::default();
        for relation in &proof.relations {
            match relation.verdict {
                Verdict::Holds(_) | Verdict::Fails(_) => {
                    claimed.targets.add([&relation.target]);
                    claimed.operands.add(&relation.operands);
                }
                Verdict::CannotJudge(_) => {
                    claimed.unjudged.add([&relation.target]);
                    claimed.unjudged.add(&relation.operands);
                }
            }
        }
        claimed.targets.put_in_order();
        claimed.operands.put_in_order();
        claimed.unjudged.put_in_order();
        claimed
    }

    /// What became of a table's numeric cells.
    pub fn cover(&self, records: &RecordSet) -> Coverage {
        let table = &records.typed.table;
        let notes: BTreeSet<u32> = table
            .rows
            .iter()
            .filter(|row| row.kind == RowKind::Note)
            .flat_map(|row| row.sheet_rows.iter().copied())
            .collect();
        let is_claimed =
            |place: &Place| self.targets.contains(place) || self.operands.contains(place);
        let columns: BTreeSet<Option<u32>> = records
            .typed
            .cells
            .values()
            .map(|cell| &cell.sourced.place)
            .filter(|place| is_claimed(place))
            .map(|place| table.column_of(place.cell))
            .collect();
        let mut coverage = Coverage::default();
        for cell in records.typed.cells.values() {
            let place = &cell.sourced.place;
            let why = || {
                if self.unjudged.contains(place) {
                    Why::NotJudged
                } else if notes.contains(&place.cell.row) {
                    Why::Note
                } else if !table.unplaced_rows.is_empty() || table.is_incomplete {
                    Why::TableIncomplete
                } else if columns.contains(&table.column_of(place.cell)) {
                    Why::RowLacksOperands
                } else {
                    Why::NothingStated
                }
            };
            let standing = match &cell.sourced.value {
                Value::Text(_) if is_identifier(cell) => Standing::Identifier,
                Value::Text(_) => continue,
                _ if self.targets.contains(place) => Standing::Target,
                _ if self.operands.contains(place) => Standing::Operand,
                _ => Standing::Unproved(why()),
            };
            coverage.add(standing);
        }
        coverage
    }
}

/// Whether words are digits that name something: a code, a NIP, a year, a row's number.
fn is_identifier(cell: &TypedCell) -> bool {
    let text = cell.sourced.raw.trim();
    text.contains(|c: char| c.is_ascii_digit())
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || c.is_whitespace() || ".,-/()".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_add_up() {
        let mut coverage = Coverage::default();
        for standing in [
            Standing::Target,
            Standing::Operand,
            Standing::Operand,
            Standing::Identifier,
            Standing::Unproved(Why::Note),
        ] {
            coverage.add(standing);
        }
        let mut twice = coverage.clone();
        twice.absorb(&coverage);
        assert_eq!(
            (twice.proved(), twice.numbers(), twice.identifiers),
            (6, 8, 2)
        );
    }
}
