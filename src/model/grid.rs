//! What a workbook file holds, before anything is understood: sparse grids of cells.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::amount::plain;
use super::cells::Cells;
use super::place::CellRef;

/// A workbook as read: its sheets in file order.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Workbook {
    /// The sheets, hidden ones too.
    pub sheets: Vec<Grid>,
    /// Names that stand for areas or formulas.
    pub names: Vec<DefinedName>,
    /// Whether day numbers count from 1904 instead of 1900; dates are converted already.
    pub counts_from_1904: bool,
}

impl Workbook {
    /// Whether any cell holds a formula.
    pub fn has_formulas(&self) -> bool {
        let mut cells = self.sheets.iter().flat_map(|grid| grid.cells.values());
        cells.any(|cell| cell.formula().is_some())
    }
}

/// A name that stands for an area or a formula.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DefinedName {
    /// The name.
    pub name: String,
    /// The sheet it belongs to; `None` for the whole workbook.
    pub sheet: Option<Arc<str>>,
    /// What it stands for, as the file writes it, without a leading `=`.
    pub refers_to: String,
}

/// One sheet: only cells that hold something are stored, whatever size the file declares.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    /// The sheet's name.
    pub name: Arc<str>,
    /// Whether the sheet is hidden.
    pub hidden: bool,
    /// Non-empty cells by position (row first).
    pub cells: Cells,
    /// Whether some of its cells could not be read, so that sums over them prove nothing.
    pub is_incomplete: bool,
    /// Merged areas by their first cell; the value stands in that cell.
    pub merges: Vec<Area>,
    /// Rows that are not shown, hidden by hand or by a filter.
    pub hidden_rows: Spans,
    /// Columns that are not shown.
    pub hidden_cols: Spans,
    /// The area with filter buttons.
    pub filter: Option<Area>,
    /// Comments (notes) by the cell they stand at.
    pub comments: BTreeMap<CellRef, String>,
    /// What became of the cells that the file holds.
    pub tally: Tally,
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
    pub fn merge_at(&self, row: u32, col: u32) -> Option<&Area> {
        let at = CellRef::new(row, col);
        let idx = self.merges.binary_search_by_key(&at, |area| area.first);
        idx.ok().and_then(|idx| self.merges.get(idx))
    }
}

/// A rectangle of cells, both corners included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Top left.
    pub first: CellRef,
    /// Bottom right.
    pub last: CellRef,
}

/// Rows or columns as spans, both ends included, ascending and apart from each other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spans(Vec<(u32, u32)>);

impl Spans {
    /// The spans that cover all of these.
    pub fn covering(spans: impl IntoIterator<Item = (u32, u32)>) -> Self {
        let mut sorted: Vec<(u32, u32)> = spans.into_iter().filter(|(a, b)| a <= b).collect();
        sorted.sort_unstable();
        let mut joined: Vec<(u32, u32)> = Vec::new();
        for (first, last) in sorted {
            match joined.last_mut() {
                Some(span) if first <= span.1.saturating_add(1) => span.1 = span.1.max(last),
                _ => joined.push((first, last)),
            }
        }
        Self(joined)
    }

    /// Whether one of them covers the row or column.
    pub fn contains(&self, idx: u32) -> bool {
        let behind = self.0.partition_point(|&(first, _)| first <= idx);
        behind
            .checked_sub(1)
            .and_then(|span| self.0.get(span))
            .is_some_and(|&(_, last)| idx <= last)
    }

    /// The spans, ascending.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.0.iter().copied()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What became of the cells of a sheet that hold something in the file. Nothing is lost in
/// silence: `stored` is counted where the file is parsed, the others where each cell ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Cells with a value or a formula in the file.
    pub stored: u64,
    /// Those of them that hold blanks only and so count as empty.
    pub blank: u64,
    /// Those of them that could not be read; each is told by a finding, or the sheet is.
    pub refused: u64,
}

impl Tally {
    /// Whether every stored cell was read, blank or refused.
    pub fn adds_up(&self, n_read: usize) -> bool {
        let ended = u64::try_from(n_read)
            .ok()
            .and_then(|n_read| n_read.checked_add(self.blank)?.checked_add(self.refused));
        ended == Some(self.stored)
    }

    /// Adds the counts of another sheet or document.
    pub fn absorb(&mut self, other: Self) {
        self.stored = self.stored.saturating_add(other.stored);
        self.blank = self.blank.saturating_add(other.blank);
        self.refused = self.refused.saturating_add(other.refused);
    }
}

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// What it holds.
    pub content: Content,
    /// How it is shown.
    pub style: Arc<Style>,
    /// What few cells have, so that it takes no room in the others.
    pub rare: Option<Box<Rare>>,
}

/// What few cells have. Texts are shared by cells that a file tells once and repeats.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rare {
    /// The text that the file stores, where the content does not give it back: a number with an
    /// exponent or more digits than it stands for, a date's day number.
    pub stored: Option<Arc<str>>,
    /// The formula without its `=`, where the cell has one.
    pub formula: Option<Arc<str>>,
}

/// How a cell is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Style {
    /// The number format's code; `None` for General.
    pub format: Option<Arc<str>>,
    /// Whether it is bold.
    pub bold: bool,
    /// Whether it is underlined.
    pub underline: bool,
    /// The indent level of its alignment.
    pub indent: u8,
    /// Its horizontal alignment.
    pub alignment: Alignment,
    /// The colour it is filled with.
    pub fill: Option<Color>,
}

/// Horizontal alignment of a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Alignment {
    /// Words to the left, numbers to the right.
    #[default]
    General,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
    /// Anything else: filled, justified, distributed, centred across a selection.
    Other,
}

/// A colour as the file names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Color {
    /// Red, green, blue in the lower 24 bits.
    Rgb(u32),
    /// Index in the workbook's theme.
    Theme(u8),
    /// Index in the palette.
    Indexed(u8),
}

/// Content of a cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Content {
    /// Words, or a number typed as words.
    Text(#[serde(with = "crate::model::compact::shared")] Arc<str>),
    /// A number: the shortest decimal that prints the stored double, or the stored digits.
    Number(#[serde(with = "crate::model::compact::exact")] Decimal),
    /// Yes or no.
    Bool(bool),
    /// A date or time, as ISO text.
    Date(Box<str>),
    /// An error value such as `#REF!`.
    Error(Box<str>),
    /// A formula whose value the file does not hold.
    NoCachedValue,
}

/// Bytes of a text that is kept in its place; sharing it would cost more.
const SHORT: usize = 23;

impl Cell {
    /// A plain text cell, for grids made in memory.
    pub fn text(text: &str) -> Self {
        Self::of(Content::Text(text.into()))
    }

    /// A cell without formula or style.
    pub fn of(content: Content) -> Self {
        Self::of_style(content, Arc::default())
    }

    /// A cell without formula.
    pub fn of_style(content: Content, style: Arc<Style>) -> Self {
        Self {
            content,
            style,
            rare: None,
        }
    }

    /// The same cell with what few cells have.
    #[must_use]
    pub fn with(mut self, stored: Option<Arc<str>>, formula: Option<Arc<str>>) -> Self {
        let has_some = stored.is_some() || formula.is_some();
        self.rare = has_some.then(|| Box::new(Rare { stored, formula }));
        self
    }

    /// The text that the file stores, where the content does not give it back.
    pub fn stored(&self) -> Option<&str> {
        self.rare.as_ref()?.stored.as_deref()
    }

    /// The formula without its `=`, where the cell has one.
    pub fn formula(&self) -> Option<&str> {
        self.rare.as_ref()?.formula.as_deref()
    }

    /// The content as text: a text as it stands, a number in plain decimals.
    pub fn raw(&self) -> String {
        self.written().into_owned()
    }

    /// The same, borrowed where the content is a text.
    pub fn written(&self) -> Cow<'_, str> {
        match &self.content {
            Content::Text(text) => Cow::Borrowed(text),
            Content::Date(text) | Content::Error(text) => Cow::Borrowed(text),
            Content::Number(number) => Cow::Owned(plain(*number).into()),
            Content::Bool(true) => Cow::Borrowed("true"),
            Content::Bool(false) => Cow::Borrowed("false"),
            Content::NoCachedValue => Cow::Borrowed(""),
        }
    }

    /// The same, to be kept: a long text is shared with the cell.
    pub fn kept(&self) -> SmolStr {
        match &self.content {
            Content::Text(text) if text.len() <= SHORT => SmolStr::new(text),
            Content::Text(text) => SmolStr::from(text.clone()),
            Content::Number(number) => plain(*number),
            Content::Date(text) | Content::Error(text) => SmolStr::from(&**text),
            Content::Bool(_) | Content::NoCachedValue => SmolStr::from(self.written()),
        }
    }

    /// Decimals that the number format shows; `None` for General, text and date formats.
    pub fn format_decimals(&self) -> Option<u32> {
        self.style.decimals()
    }

    /// Whether the number format shows a percentage, so that a stored 0.95 means 95 %.
    pub fn format_is_percent(&self) -> bool {
        self.style.is_percent()
    }
}

impl Style {
    /// Decimals that the number format shows; `None` for General, text and date formats.
    pub fn decimals(&self) -> Option<u32> {
        let mut has_digits = false;
        let mut decimals = None;
        for c in visible(self.format.as_deref()?) {
            let is_digit = matches!(c, '0' | '#');
            has_digits |= is_digit;
            decimals = match decimals {
                None if c == '.' => Some((0, true)),
                Some((count, true)) if is_digit || c == '?' => Some((count + 1, true)),
                Some((count, _)) => Some((count, false)),
                None => None,
            };
        }
        has_digits.then(|| decimals.map_or(0, |(count, _)| count))
    }

    /// Whether the number format shows a percentage.
    pub fn is_percent(&self) -> bool {
        self.format
            .as_deref()
            .is_some_and(|code| visible(code).any(|c| c == '%'))
    }
}

/// The first section of a number format without what it only prints: quoted text, escaped and
/// padding characters, colours and conditions in brackets (ECMA-376, 18.8.31).
fn visible(code: &str) -> impl Iterator<Item = char> {
    let mut chars = code.chars();
    std::iter::from_fn(move || {
        loop {
            match chars.next()? {
                ';' => return None,
                '"' => {
                    chars.find(|&c| c == '"');
                }
                '[' => {
                    chars.find(|&c| c == ']');
                }
                '\\' | '_' | '*' => {
                    chars.next();
                }
                c => return Some(c),
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(code: &str) -> Style {
        Style {
            format: Some(code.into()),
            ..Style::default()
        }
    }

    #[test]
    fn spans_join_and_are_found() {
        let spans = Spans::covering([(7, 9), (1, 2), (3, 3), (8, 12), (20, 19)]);
        assert_eq!(spans.iter().collect::<Vec<_>>(), [(1, 3), (7, 12)]);
        let within: Vec<u32> = (0..15).filter(|&idx| spans.contains(idx)).collect();
        assert_eq!(within, [1, 2, 3, 7, 8, 9, 10, 11, 12]);
    }

    #[test]
    fn a_tally_adds_up_only_when_no_cell_is_missing() {
        let mut tally = Tally {
            stored: 9,
            blank: 1,
            refused: 4,
        };
        assert!(tally.adds_up(4));
        assert!(!tally.adds_up(3) && !tally.adds_up(5));
        tally.absorb(Tally {
            stored: 2,
            blank: 0,
            refused: 2,
        });
        assert!(tally.adds_up(4));
        assert!(Tally::default().adds_up(0));
    }

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
            assert_eq!(style(code).decimals(), decimals, "{code}");
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
            assert_eq!(style(code).is_percent(), is_percent, "{code}");
        }
    }
}
