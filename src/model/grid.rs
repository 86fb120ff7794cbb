//! What a workbook file holds, before anything is understood: sparse grids of cells.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::place::CellRef;

/// A workbook as read: its sheets in file order.
#[derive(Debug, Clone, Default)]
pub struct Workbook {
    /// The sheets, hidden ones too.
    pub sheets: Vec<Grid>,
}

/// One sheet: only cells that hold something are stored, whatever size the file declares.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// The sheet's name.
    pub name: Arc<str>,
    /// Whether the sheet is hidden.
    pub hidden: bool,
    /// Non-empty cells by position (row first).
    pub cells: BTreeMap<CellRef, Cell>,
    /// Whether some of its cells could not be read, so that sums over them prove nothing.
    pub is_incomplete: bool,
    /// Merged areas; the value stands in the first cell of each.
    pub merges: Vec<Merge>,
}

impl Grid {
    /// The cell at a position, if it holds something.
    pub fn cell(&self, row: u32, col: u32) -> Option<&Cell> {
        self.cells.get(&CellRef::new(row, col))
    }

    /// The non-empty cells of a row, by column.
    pub fn row(&self, row: u32) -> impl Iterator<Item = (u32, &Cell)> {
        self.cells
            .range(CellRef::new(row, 0)..=CellRef::new(row, u32::MAX))
            .map(|(at, cell)| (at.col, cell))
    }

    /// Numbers of the rows that hold something, ascending.
    pub fn filled_rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.keys().map(|at| at.row).collect();
        rows.dedup();
        rows
    }

    /// The merged area whose first cell is here.
    pub fn merge_at(&self, row: u32, col: u32) -> Option<&Merge> {
        self.merges
            .iter()
            .find(|merge| merge.first == CellRef::new(row, col))
    }
}

/// A merged area, both corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Merge {
    /// Top left.
    pub first: CellRef,
    /// Bottom right.
    pub last: CellRef,
}

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What it holds.
    pub content: Content,
    /// The formula without its `=`, where the cell has one.
    pub formula: Option<String>,
    /// The number format's code; `None` for General.
    pub format: Option<Arc<str>>,
    /// Whether the cell is bold.
    pub bold: bool,
    /// The indent level of its alignment.
    pub indent: u8,
}

/// Content of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Words, or a number typed as words.
    Text(String),
    /// A number: the shortest decimal that prints the stored double.
    Number(Decimal),
    /// Yes or no.
    Bool(bool),
    /// A date or time, as ISO text.
    Date(String),
    /// An error value such as `#REF!`.
    Error(String),
    /// A formula whose value the file does not hold.
    NoCachedValue,
}

impl Cell {
    /// A plain text cell, for grids made in memory.
    pub fn text(text: &str) -> Self {
        Self {
            content: Content::Text(text.to_owned()),
            formula: None,
            format: None,
            bold: false,
            indent: 0,
        }
    }

    /// The content as text: a text as it stands, a number in plain decimals.
    pub fn raw(&self) -> String {
        match &self.content {
            Content::Text(text) | Content::Date(text) | Content::Error(text) => text.clone(),
            Content::Number(number) => number.to_string(),
            Content::Bool(yes) => yes.to_string(),
            Content::NoCachedValue => String::new(),
        }
    }

    /// Decimals that the number format shows; `None` for General, text and date formats.
    pub fn format_decimals(&self) -> Option<u32> {
        let section = visible(self.format.as_deref()?);
        if !section.contains(['0', '#']) {
            return None;
        }
        let after = section.split_once('.').map_or("", |(_, after)| after);
        let decimals = after
            .chars()
            .take_while(|c| matches!(c, '0' | '#' | '?'))
            .count();
        u32::try_from(decimals).ok()
    }

    /// Whether the number format shows a percentage, so that a stored 0.95 means 95 %.
    pub fn format_is_percent(&self) -> bool {
        self.format
            .as_deref()
            .is_some_and(|code| visible(code).contains('%'))
    }
}

/// The first section of a number format without what it only prints: quoted text, escaped and
/// padding characters, colours and conditions in brackets (ECMA-376, 18.8.31).
fn visible(code: &str) -> String {
    let mut out = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '"' => {
                chars.by_ref().find(|&c| c == '"');
            }
            '[' => {
                chars.by_ref().find(|&c| c == ']');
            }
            '\\' | '_' | '*' => {
                chars.next();
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_tell_their_decimals() {
        let cases = [
            ("#,##0.00", Some(2)),
            ("0", Some(0)),
            ("0.0%", Some(1)),
            ("@", None),
            ("_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"_-;_-@_-", Some(2)),
            ("dd/mm/yyyy", None),
            ("\"Rp.\"#,##0.00", Some(2)),
            ("[Red]#,##0", Some(0)),
        ];
        for (code, decimals) in cases {
            let mut cell = Cell::text("");
            cell.format = Some(code.into());
            assert_eq!(cell.format_decimals(), decimals, "{code}");
        }
    }

    #[test]
    fn only_a_real_percent_sign_scales() {
        for (code, is_percent) in [
            ("0.00%", true),
            ("0.00\\%", false),
            ("0\" %\"", false),
            ("[Blue]0%", true),
        ] {
            let mut cell = Cell::text("");
            cell.format = Some(code.into());
            assert_eq!(cell.format_is_percent(), is_percent, "{code}");
        }
    }
}
