//! Records: what a table says once its kind is known, each value with its source.

use std::borrow::Cow;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::amount::{Unit, Value};
use super::code::AccountCode;
use super::evidence::KindReason;
use super::identity::masked;
use super::period::Period;
use super::person_number::hidden;
use super::place::{CellRef, Place, SheetPath};
use super::relation::Stated;
use super::typed::{TypedCell, TypedTable};

/// A table understood as a document of a kind.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecordSet {
    /// The sheet that the table stands on, and its document.
    #[serde(with = "crate::model::compact::sheet")]
    pub on: Arc<SheetPath>,
    /// SHA-256 of the document.
    #[serde(with = "crate::model::compact::shared")]
    pub sha256: Arc<str>,
    /// Kind (a profile's name), or `None` for a table of unknown kind, which is still audited.
    pub kind: Option<String>,
    /// Why this kind: the evidence, one sentence each.
    pub evidence: Vec<KindReason>,
    /// Region, from the pipeline.
    pub region: Option<String>,
    /// Agency.
    pub agency: Option<String>,
    /// Year.
    pub year: Option<i32>,
    /// The typed table.
    pub typed: TypedTable,
    /// Field of each column, in the order of the table's columns; `None` where unmapped.
    pub fields: Vec<Option<FieldRef>>,
    /// The lines, in the order of the table's rows (totals and means are not lines).
    pub lines: Vec<Line>,
    /// The line that states the figures in force, where lines are stages of one budget.
    pub in_force: Option<usize>,
}

/// A field a column was mapped to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FieldRef {
    /// The field's name in the profile, such as `pagu`.
    pub name: SmolStr,
    /// The year its header names.
    pub year: Option<i32>,
    /// The part of the year its header names.
    pub period: Option<Period>,
    /// Whether a column of this field may be summed down the rows.
    pub additive: bool,
    /// What its profile declares to stand in it, whatever a document writes there.
    pub holds: Holds,
    /// Whether it tells who somebody is; then its values stay out of every output (UU 27/2022).
    pub is_personal: bool,
    /// Whether its header says that numbers of persons stand with it.
    pub has_numbers: bool,
}

/// What a profile declares to stand in a field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Holds {
    /// Words; numbers in it are words too.
    Text,
    /// Numbers; words in it are told beside them.
    Number,
    /// Numbers or words.
    #[default]
    Either,
}

/// One line of the records: a heading or a detail.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Line {
    /// Index into the table's rows.
    pub row_idx: usize,
    /// The line's name.
    #[serde(with = "crate::model::compact::label")]
    pub name: SmolStr,
    /// Its code, where it has one; repaired where it was damaged.
    pub code: Option<AccountCode>,
    /// The code's numbers as other documents write them too: without the urusan's first part in a
    /// spending code, whole in an account code. Empty without a code.
    pub key: Vec<u32>,
    /// Depth in the tree, 0 for a root.
    pub depth: usize,
    /// Name of its level, such as `kegiatan`.
    pub level: Option<SmolStr>,
    /// Index of its parent among the lines.
    pub parent: Option<usize>,
    /// Whether it belongs to no sum of the tree, as a surplus below the last account does.
    pub stands_apart: bool,
    /// Whether no other line stands under it.
    pub is_leaf: bool,
}

/// What a line states in a column that is mapped to a field.
#[derive(Debug, Clone, Copy)]
pub struct FieldValue<'a> {
    /// The field.
    pub field: &'a FieldRef,
    /// Where it stands on its sheet.
    pub at: CellRef,
    cell: &'a TypedCell,
}

impl<'a> FieldValue<'a> {
    /// Its value; words in it may name a person, see [`FieldValue::text`].
    pub fn value(self) -> &'a Value {
        self.cell.value()
    }

    /// The number that it is.
    pub fn number(self) -> Option<Decimal> {
        self.value().number()
    }

    /// The words that it is, without numbers that name a person.
    pub fn text(self) -> Option<Cow<'a, str>> {
        match self.value() {
            Value::Text(text) => Some(self.safe(text)),
            Value::Rupiah(_) | Value::Percent(_) | Value::Number(_) | Value::Quantity(_) => None,
        }
    }

    /// A text without what names a person.
    fn safe(self, text: &str) -> Cow<'_, str> {
        if self.field.has_numbers {
            hidden(text)
        } else {
            masked(text)
        }
    }

    /// As it stands in the document, words without numbers that name a person.
    pub fn raw(self) -> Cow<'a, str> {
        let raw = self.cell.raw();
        match (self.value(), &raw) {
            (Value::Text(_), Cow::Borrowed(raw)) => self.safe(raw),
            (Value::Text(_), Cow::Owned(raw)) => Cow::Owned(self.safe(raw).into_owned()),
            (Value::Rupiah(_) | Value::Percent(_) | Value::Number(_) | Value::Quantity(_), _) => {
                raw
            }
        }
    }
}

/// The lines of a record set by the line they stand under, in order.
#[derive(Debug, Clone, Default)]
pub struct Family {
    roots: Vec<usize>,
    under: Vec<Vec<usize>>,
}

impl Family {
    /// Children of a line, or the roots for `None`.
    pub fn of(&self, parent: Option<usize>) -> &[usize] {
        match parent {
            None => &self.roots,
            Some(parent) => self.under.get(parent).map_or(&[], Vec::as_slice),
        }
    }
}

fn is_field(mapped: Option<&FieldRef>, name: &str) -> bool {
    mapped.is_some_and(|mapped| mapped.name == name)
}

impl RecordSet {
    /// The source of the whole table, for messages.
    pub fn name(&self) -> String {
        format!("{} [{}]", self.on.file, self.on.sheet)
    }

    /// Indexes of the columns mapped to a field, left to right.
    pub fn columns_of(&self, field: &str) -> Vec<usize> {
        self.fields
            .iter()
            .enumerate()
            .filter(|(_, mapped)| is_field(mapped.as_ref(), field))
            .map(|(idx, _)| idx)
            .collect()
    }

    /// The lines by the line they stand under, made once for all questions about it.
    pub fn family(&self) -> Family {
        let mut family = Family {
            roots: Vec::new(),
            under: vec![Vec::new(); self.lines.len()],
        };
        // A line that stands apart is no root, though it has no parent.
        let counted = self.lines.iter().enumerate();
        for (idx, line) in counted.filter(|(_, line)| !line.stands_apart) {
            match line.parent {
                None => family.roots.push(idx),
                Some(parent) => {
                    if let Some(siblings) = family.under.get_mut(parent) {
                        siblings.push(idx);
                    }
                }
            }
        }
        family
    }

    /// Children of a line, or the roots for `None`, in order: for one question; for many see
    /// [`RecordSet::family`].
    pub fn children(&self, parent: Option<usize>) -> Vec<usize> {
        // A line that stands apart is no root, though it has no parent.
        let lines = self.lines.iter().enumerate();
        lines
            .filter(|(_, line)| line.parent == parent && !line.stands_apart)
            .map(|(idx, _)| idx)
            .collect()
    }

    /// Whether totals of a column are sums of its rows: what the profile says, else whether it is money.
    pub fn is_additive(&self, col_idx: usize) -> bool {
        match self.fields.get(col_idx) {
            Some(Some(field)) => field.additive,
            Some(None) | None => self
                .typed
                .columns
                .get(col_idx)
                .is_some_and(|column| column.unit == Some(Unit::Rupiah)),
        }
    }

    /// Its columns, and those of its rows and lines that stand on certain rows of the sheet, without any
    /// value and by themselves: enough to say what a cell of these rows is part of.
    #[must_use]
    pub fn into_outline(mut self, is_asked: impl Fn(u32) -> bool) -> Self {
        let mut table = self.typed.table;
        let rows = std::mem::take(&mut table.rows);
        // The number that each row has from now on.
        let mut numbers: Vec<Option<usize>> = Vec::with_capacity(rows.len());
        for row in rows {
            let is_kept = row.sheet_rows.iter().any(|&sheet_row| is_asked(sheet_row));
            numbers.push(is_kept.then_some(table.rows.len()));
            table.rows.extend(is_kept.then_some(row));
        }
        let lines = self.lines.into_iter().filter_map(|line| {
            let row_idx = numbers.get(line.row_idx).copied().flatten()?;
            Some(Line {
                row_idx,
                depth: 0,
                parent: None,
                is_leaf: true,
                ..line
            })
        });
        self.lines = lines.collect();
        self.in_force = None;
        self.typed = TypedTable {
            table,
            ..TypedTable::default()
        };
        self
    }

    /// What a line states in a column; nothing where the column is unmapped or tells who somebody is.
    pub fn value(&self, line: &Line, col_idx: usize) -> Option<FieldValue<'_>> {
        let field = self.fields.get(col_idx)?.as_ref();
        let field = field.filter(|field| !field.is_personal)?;
        let (at, cell) = self.typed.cell_at(line.row_idx, col_idx)?;
        Some(FieldValue { field, at, cell })
    }

    /// What a line states, in the order of the columns, without what tells who somebody is.
    pub fn values<'a>(&'a self, line: &'a Line) -> impl Iterator<Item = FieldValue<'a>> {
        (0..self.fields.len()).filter_map(|col_idx| self.value(line, col_idx))
    }

    /// What a line states in the columns of a field.
    pub fn values_of<'a>(
        &'a self,
        line: &'a Line,
        field: &'a str,
    ) -> impl Iterator<Item = FieldValue<'a>> {
        let columns = self.fields.iter().enumerate();
        let columns = columns.filter(move |(_, mapped)| is_field(mapped.as_ref(), field));
        columns.filter_map(|(col_idx, _)| self.value(line, col_idx))
    }

    /// Place of a cell of this table.
    pub fn place(&self, row_idx: usize, col_idx: usize) -> Option<Place> {
        let (cell, _) = self.typed.cell_at(row_idx, col_idx)?;
        Some(self.placed(cell))
    }

    /// The number in a row and column, with its place.
    pub fn number(&self, row_idx: usize, col_idx: usize) -> Option<(Place, Stated)> {
        let (cell, stated) = self.typed.number_at(row_idx, col_idx)?;
        Some((self.placed(cell), stated))
    }

    /// A cell of this table as other tables know it.
    pub fn placed(&self, cell: CellRef) -> Place {
        self.on.at(cell)
    }
}
