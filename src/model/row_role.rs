//! What each row of a sheet is to the table that takes it, with the reason. Derived from a table,
//! never decided here.

use super::evidence::Why;
use super::table::{RowKind, Table};

/// What a row of the sheet is to a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RowRole {
    /// A title, or a line about the document, above the header.
    Title,
    /// A row of the header.
    Header,
    /// The row that numbers the columns.
    Numbering,
    /// Header or numbering again, on a later page, or the page's number.
    Repeated,
    /// A line that holds no figures.
    Heading,
    /// A line.
    Line,
    /// What goes on from the row above.
    Continuation,
    /// A total that lines follow.
    Subtotal,
    /// A total.
    Total,
    /// A mean.
    Mean,
    /// A note, a source, a signature.
    Note,
    /// A row with figures that could not be placed.
    Unplaced,
    /// A row behind the last table that none takes.
    Outside,
}

impl RowRole {
    /// Public name, for `inspect`.
    pub const fn name(self) -> &'static str {
        match self {
            RowRole::Title => "title",
            RowRole::Header => "header",
            RowRole::Numbering => "numbering",
            RowRole::Repeated => "repeated",
            RowRole::Heading => "heading",
            RowRole::Line => "line",
            RowRole::Continuation => "continuation",
            RowRole::Subtotal => "subtotal",
            RowRole::Total => "total",
            RowRole::Mean => "mean",
            RowRole::Note => "note",
            RowRole::Unplaced => "unplaced",
            RowRole::Outside => "outside",
        }
    }
}

/// A row of the sheet, what it is, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Account {
    /// The sheet's row.
    pub sheet_row: u32,
    /// What it is.
    pub role: RowRole,
    /// Why.
    pub why: Why,
}

impl Table {
    /// Every row that the table takes or passes, ascending.
    pub fn account(&self) -> Vec<Account> {
        let mut accounts: Vec<Account> = Vec::new();
        let mut add = |sheet_row: u32, role: RowRole, why: Why| {
            accounts.push(Account {
                sheet_row,
                role,
                why,
            });
        };
        for &row in &self.title_rows {
            add(row, RowRole::Title, Why::AboveHeader);
        }
        for (depth, &row) in self.header_rows.iter().enumerate() {
            let why = if depth == 0 {
                Why::WordsOverRows
            } else {
                Why::UnderSpan
            };
            add(row, RowRole::Header, why);
        }
        if let Some(row) = self.numbering_row {
            add(row, RowRole::Numbering, Why::ColumnNumbers);
        }
        for &row in &self.repeated_rows {
            add(row, RowRole::Repeated, Why::HeaderAgain);
        }
        for &row in &self.unplaced_rows {
            add(row, RowRole::Unplaced, Why::Astray);
        }
        for &row in &self.outside_rows {
            add(row, RowRole::Outside, Why::OutsideTables);
        }
        for row in &self.rows {
            let role = match (row.kind, row.why) {
                (RowKind::Line, Why::HasLabelOnly) => RowRole::Heading,
                (RowKind::Line, _) => RowRole::Line,
                (RowKind::Total, Why::TotalInside) => RowRole::Subtotal,
                (RowKind::Total, _) => RowRole::Total,
                (RowKind::Mean, _) => RowRole::Mean,
                (RowKind::Note, _) => RowRole::Note,
            };
            for (idx, &sheet_row) in row.sheet_rows.iter().enumerate() {
                match row.joined {
                    Some(why) if idx > 0 => add(sheet_row, RowRole::Continuation, why),
                    _ => add(sheet_row, role, row.why),
                }
            }
        }
        accounts.sort_unstable();
        accounts
    }
}
