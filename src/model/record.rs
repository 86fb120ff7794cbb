//! Records: what a table says once its kind is known, each value with its source.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::amount::{Unit, Value};
use super::code::AccountCode;
use super::evidence::KindReason;
use super::period::Period;
use super::place::{CellRef, Place, Sourced};
use super::relation::Stated;
use super::typed::TypedTable;

/// A table understood as a document of a kind.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecordSet {
    /// Path of the document.
    #[serde(with = "crate::model::compact::document")]
    pub document: Arc<str>,
    /// SHA-256 of the document.
    #[serde(with = "crate::model::compact::shared")]
    pub sha256: Arc<str>,
    /// Sheet.
    #[serde(with = "crate::model::compact::shared")]
    pub sheet: Arc<str>,
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
    pub name: String,
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
    /// Values by field, in the order of the columns.
    pub values: Vec<(FieldRef, Sourced<Value>)>,
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

impl RecordSet {
    /// The source of the whole table, for messages.
    pub fn name(&self) -> String {
        format!("{} [{}]", self.document, self.sheet)
    }

    /// Indexes of the columns mapped to a field, left to right.
    pub fn columns_of(&self, field: &str) -> Vec<usize> {
        self.fields
            .iter()
            .enumerate()
            .filter(|(_, mapped)| mapped.as_ref().is_some_and(|mapped| mapped.name == field))
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

    /// Its rows, columns and lines without any value: enough to say what a cell is part of.
    #[must_use]
    pub fn into_outline(mut self) -> Self {
        self.typed = TypedTable {
            table: self.typed.table,
            ..TypedTable::default()
        };
        for line in &mut self.lines {
            line.values = Vec::new();
        }
        self
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
        Place {
            file: self.document.clone(),
            sheet: self.sheet.clone(),
            cell,
        }
    }
}
