//! What became of every numeric cell of a table: which claims speak of it, or why none does. Nothing
//! is left out: the counts add up to all numeric cells.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::amount::Value;
use super::by_place::ByPlace;
use super::place::{CellRef, Place};
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

/// The cells that relations speak of, sheet by sheet.
#[derive(Debug, Default)]
pub struct Claimed<'a> {
    sheets: BTreeMap<(&'a str, &'a str), ByPlace<Mention>>,
}

/// As what relations speak of a cell.
#[derive(Debug, Clone, Copy, Default)]
struct Mention {
    is_target: bool,
    is_operand: bool,
    is_unjudged: bool,
}

/// Cells of one sheet that are spoken of; relations of one sheet come together.
struct Speaking<'a> {
    home: &'a Place,
    cells: ByPlace<Mention>,
}

impl<'a> Claimed<'a> {
    /// Takes the cells of all relations.
    pub fn new(proof: &'a Proof) -> Self {
        let mut claimed = Self::default();
        let mut speaking: Option<Speaking<'a>> = None;
        for relation in &proof.relations {
            let is_judged = !matches!(relation.verdict, Verdict::CannotJudge(_));
            claimed.mention(&mut speaking, &relation.target, |mention| {
                mention.is_target |= is_judged;
                mention.is_unjudged |= !is_judged;
            });
            for operand in &relation.operands {
                claimed.mention(&mut speaking, operand, |mention| {
                    mention.is_operand |= is_judged;
                    mention.is_unjudged |= !is_judged;
                });
            }
        }
        claimed.put_away(speaking);
        claimed
    }

    fn mention(
        &mut self,
        speaking: &mut Option<Speaking<'a>>,
        place: &'a Place,
        say: impl FnOnce(&mut Mention),
    ) {
        if !speaking
            .as_ref()
            .is_some_and(|known| known.home.is_beside(place))
        {
            self.put_away(speaking.take());
            let cells = self.sheets.remove(&(&*place.on.file, &*place.on.sheet));
            *speaking = Some(Speaking {
                home: place,
                cells: cells.unwrap_or_default(),
            });
        }
        let Some(known) = speaking else { return };
        if let Some(mention) = known.cells.get_mut(&place.cell) {
            say(mention);
        } else {
            let mut mention = Mention::default();
            say(&mut mention);
            known.cells.insert(place.cell, mention);
        }
    }

    fn put_away(&mut self, speaking: Option<Speaking<'a>>) {
        if let Some(Speaking { home, cells }) = speaking {
            self.sheets.insert((&home.on.file, &home.on.sheet), cells);
        }
    }

    /// What became of a table's numeric cells, of which any of these may speak.
    pub fn cover(all: &[&Self], records: &RecordSet) -> Coverage {
        let table = &records.typed.table;
        let notes: BTreeSet<u32> = table
            .rows
            .iter()
            .filter(|row| row.kind == RowKind::Note)
            .flat_map(|row| row.sheet_rows.iter().copied())
            .collect();
        let name = (&*records.on.file, &*records.on.sheet);
        let sheets = all.iter().filter_map(|claimed| claimed.sheets.get(&name));
        let sheets: Vec<&ByPlace<Mention>> = sheets.collect();
        let mentioned = |at: &CellRef| {
            let mentions = sheets.iter().filter_map(|cells| cells.get(at));
            mentions.fold(Mention::default(), |all, one| Mention {
                is_target: all.is_target || one.is_target,
                is_operand: all.is_operand || one.is_operand,
                is_unjudged: all.is_unjudged || one.is_unjudged,
            })
        };
        let is_claimed = |at: &CellRef| {
            let mention = mentioned(at);
            mention.is_target || mention.is_operand
        };
        let cells = records.typed.cells.iter().map(|(at, _)| at);
        let claimed = cells.filter(&is_claimed);
        let columns: BTreeSet<Option<u32>> = claimed.map(|at| table.column_of(at)).collect();
        let mut coverage = Coverage::default();
        for (at, cell) in records.typed.cells.iter() {
            let mention = mentioned(&at);
            let why = || {
                if mention.is_unjudged {
                    Why::NotJudged
                } else if notes.contains(&at.row) {
                    Why::Note
                } else if !table.unplaced_rows.is_empty() || table.is_incomplete {
                    Why::TableIncomplete
                } else if columns.contains(&table.column_of(at)) {
                    Why::RowLacksOperands
                } else {
                    Why::NothingStated
                }
            };
            let standing = match cell.value() {
                Value::Text(_) if is_identifier(cell) => Standing::Identifier,
                Value::Text(_) => continue,
                _ if mention.is_target => Standing::Target,
                _ if mention.is_operand => Standing::Operand,
                _ => Standing::Unproved(why()),
            };
            coverage.add(standing);
        }
        coverage
    }
}

/// Whether words are digits that name something: a code, a NIP, a year, a row's number.
fn is_identifier(cell: &TypedCell) -> bool {
    let text = cell.raw();
    let text = text.trim();
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
