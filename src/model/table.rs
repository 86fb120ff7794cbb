//! A table found on a sheet: header tree, numbering, rows and what each row is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::evidence::Why;
use super::place::CellRef;
use super::text::normalize;

/// A table of a sheet. Rows and columns are those of the sheet.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Table {
    /// Number of the table on its sheet, from 0.
    pub idx: usize,
    /// Texts above the header, top to bottom.
    pub titles: Vec<String>,
    /// The first cell of each of these texts.
    pub title_cells: Vec<CellRef>,
    /// The rows of these texts, and of those above that were too many to keep.
    pub title_rows: Vec<u32>,
    /// Rows of the first header.
    pub header_rows: Vec<u32>,
    /// Row that numbers the columns, if any.
    pub numbering_row: Option<u32>,
    /// The columns, left to right.
    pub columns: Vec<Column>,
    /// The rows below the header, top to bottom.
    pub rows: Vec<Row>,
    /// Rows that repeat header or numbering on a later page.
    pub repeated_rows: Vec<u32>,
    /// Whether some cells of its sheet could not be read.
    pub is_incomplete: bool,
    /// Rows that could not be placed in the table, with the reason.
    pub unplaced_rows: Vec<u32>,
    /// Rows behind the last table of a sheet that no table takes.
    pub outside_rows: Vec<u32>,
    /// Pages, or parts of one, whose cells stand in other columns than the table's; top to bottom,
    /// none reaching into the next.
    pub realigned: Vec<Realigned>,
}

/// Rows whose cells stand in other columns of the sheet than the table's, all in the same way.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Realigned {
    /// The sheet's rows, ascending.
    pub sheet_rows: Vec<u32>,
    /// Per column of the table the column of the sheet where these rows hold its cell; columns that
    /// did not move are in it too, columns that these rows leave blank are not.
    pub columns: BTreeMap<u32, u32>,
}

impl Table {
    /// The sheet's column where a row of the sheet holds its cell for a column of the table.
    ///
    /// With [`Table::column_of`] the only place that knows of drifted pages.
    pub fn sheet_col(&self, sheet_row: u32, col: u32) -> Option<u32> {
        match self.realigned_at(sheet_row) {
            Some(realigned) => realigned.columns.get(&col).copied(),
            None => Some(col),
        }
    }

    /// Whether the cells of a row of the sheet stand in other columns than the table's.
    pub fn has_drifted(&self, sheet_row: u32) -> bool {
        self.realigned_at(sheet_row).is_some()
    }

    /// The column of the table that a cell of the sheet belongs to, if it stands in one.
    pub fn column_of(&self, at: CellRef) -> Option<u32> {
        match self.realigned_at(at.row) {
            Some(realigned) => realigned
                .columns
                .iter()
                .find(|(_, sheet_col)| **sheet_col == at.col)
                .map(|(col, _)| *col),
            None => Some(at.col),
        }
    }

    /// Where the cells of a row for a column of the table may stand, one a sheet row, in order.
    pub fn places<'a>(&'a self, row: &'a Row, col: u32) -> impl Iterator<Item = CellRef> + 'a {
        row.sheet_rows.iter().filter_map(move |&sheet_row| {
            let sheet_col = self.sheet_col(sheet_row, col)?;
            Some(CellRef::new(sheet_row, sheet_col))
        })
    }

    fn realigned_at(&self, sheet_row: u32) -> Option<&Realigned> {
        let after = self
            .realigned
            .partition_point(|realigned| realigned.sheet_rows.first() <= Some(&sheet_row));
        let realigned = self.realigned.get(after.checked_sub(1)?)?;
        let holds = realigned.sheet_rows.binary_search(&sheet_row).is_ok();
        holds.then_some(realigned)
    }

    /// Normalised titles and header words, for recognising the kind.
    pub fn words(&self) -> String {
        let titles = self.titles.iter();
        let headers = self.columns.iter().flat_map(|column| column.path.iter());
        let words: Vec<String> = titles.chain(headers).map(|text| normalize(text)).collect();
        words.join(" | ")
    }
}

/// A column of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// The sheet's column.
    pub col: u32,
    /// Header words from the topmost down; a merged header counts for every column under it.
    pub path: Vec<String>,
    /// Whether its group was taken from the left, with neither a merge nor a further group to tell where
    /// it ends.
    pub has_open_group: bool,
    /// The last header cell of this column, where a header formula may stand.
    pub header_cell: Option<CellRef>,
    /// The number that the numbering row gives it.
    pub number: Option<u32>,
    /// The formula written in numbering row or header, such as `5 = 3/2*100%`.
    pub formula: Option<HeaderFormula>,
}

impl Column {
    /// The header path as one text.
    pub fn title(&self) -> String {
        self.path.join(" / ")
    }
}

/// A formula that a header states over column numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderFormula {
    /// The text as written.
    pub raw: String,
    /// What it means; `None` when it is not understood.
    pub meaning: Option<HeaderMeaning>,
}

/// Meaning of a header formula.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderMeaning {
    /// The operation.
    pub operation: super::relation::Operation,
    /// Column numbers of the operands, in the operation's order.
    pub operands: Vec<u32>,
}

/// A row of a table: one row of the sheet, or several when it is continued on the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The sheet's rows that make it, the main one first.
    pub sheet_rows: Vec<u32>,
    /// What it is.
    pub kind: RowKind,
    /// Its label: the first words in it.
    #[serde(with = "crate::model::compact::label")]
    pub label: SmolStr,
    /// For a total or mean: whether its label and place alone announce it, or numbers must bear it
    /// out first.
    pub is_sure: bool,
    /// Why it is of this kind.
    pub why: Why,
    /// Why it takes more than one row of the sheet, where it does.
    pub joined: Option<Why>,
    /// How far its label is indented, by style or by spaces.
    pub indent: usize,
    /// Whether its label is bold.
    pub is_bold: bool,
}

/// What a row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowKind {
    /// A line of the table, heading or detail; the tree tells which.
    Line,
    /// A total of the table, or of the block above it.
    Total,
    /// A mean of the lines above it.
    Mean,
    /// Words only: a note, a source, a signature, a grade.
    Note,
}

impl RowKind {
    /// Public name, for `inspect`.
    pub fn name(self) -> &'static str {
        match self {
            RowKind::Line => "line",
            RowKind::Total => "total",
            RowKind::Mean => "mean",
            RowKind::Note => "note",
        }
    }
}
