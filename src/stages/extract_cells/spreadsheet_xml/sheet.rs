//! Comes in: a `Worksheet` element. Goes out: its cells at their places, merged areas, hidden rows
//! and columns, filter and comments. Never trusts an index: one that goes back or cannot be read
//! costs the cells behind it, one by one, and one that is too large makes no room.

use std::collections::BTreeMap;
use std::io::BufRead;

use chrono::NaiveDate;
use quick_xml::events::{BytesStart, Event};

use super::super::builder::{MAX_COL, MAX_ROW, SheetBuilder, Stored};
use super::super::fault::Fault;
use super::super::ods::skip;
use super::super::xml::{Xml, attribute, is_true};
use super::cell::{CellReader, read_text};
use super::style::Styles;
use super::{formula, r1c1};
use crate::model::grid::Area;
use crate::model::place::CellRef;

/// Most bytes of a word between tags that is looked at.
const MAX_WORD: usize = 100;

/// A worksheet being read; `name` takes the elements of names that it defines.
pub(super) struct SheetReader<'s, 'b, 'a, R: BufRead, N: FnMut(&BytesStart<'_>)> {
    xml: &'s mut Xml<R>,
    styles: &'s mut Styles,
    null_date: NaiveDate,
    sheet: &'s mut SheetBuilder<'b, 'a>,
    name: N,
    cell: CellReader,
    table_style: Option<Box<str>>,
    columns: Vec<Columns>,
    column: Position,
    row: Position,
    covered: Covered,
    moment: String,
}

/// Columns that cells of earlier rows reach down into, by their first: the last one, and the last
/// row that is reached.
#[derive(Debug, Default)]
struct Covered(BTreeMap<u32, (u32, u32)>);

impl Covered {
    /// Whether a cell of an earlier row covers this one.
    fn contains(&self, at: CellRef) -> bool {
        let before = self.0.range(..=at.col).next_back();
        before.is_some_and(|(_, &(last_col, last_row))| at.col <= last_col && at.row <= last_row)
    }

    /// Remembers what a cell covers below its own row; no more than one area a column.
    fn cover(&mut self, at: CellRef, n_across: u32, n_down: u32) {
        if n_down > 0 && at.col <= MAX_COL {
            let last = (
                at.col.saturating_add(n_across),
                at.row.saturating_add(n_down),
            );
            self.0.insert(at.col, last);
        }
    }
}

/// Columns next to each other that are described together.
struct Columns {
    first: u32,
    last: u32,
    style: Option<Box<str>>,
}

/// Where the next row, column or cell stands that names no place itself.
#[derive(Debug, Clone, Copy, Default)]
struct Position {
    /// `None` when what stood before had a place that could not be read.
    next: Option<u32>,
    /// The first place that nothing has been read for.
    free: u32,
}

/// The place of a row, column or cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    At(u32),
    /// In front of what was read already.
    Back(u32),
    Nowhere,
}

impl Position {
    const START: Self = Self {
        next: Some(0),
        free: 0,
    };

    /// The place of an element, by its index where it has one.
    fn find(&self, element: &BytesStart<'_>) -> Found {
        let idx = match attribute(element, "Index") {
            None => self.next,
            Some(text) => number(&text).and_then(|index| index.checked_sub(1)),
        };
        match idx {
            None => Found::Nowhere,
            Some(idx) if idx < self.free => Found::Back(idx),
            Some(idx) => Found::At(idx),
        }
    }

    /// Goes behind an element that takes `n_more` places more than one.
    fn pass(&mut self, found: Found, n_more: Option<u32>) {
        self.next = match found {
            Found::At(idx) | Found::Back(idx) => {
                n_more.map(|n_more| idx.saturating_add(n_more).saturating_add(1))
            }
            Found::Nowhere => None,
        };
        self.free = self.free.max(self.next.unwrap_or(0));
    }
}

impl<'s, 'b, 'a, R: BufRead, N: FnMut(&BytesStart<'_>)> SheetReader<'s, 'b, 'a, R, N> {
    /// A reader of the worksheet whose element has just been opened.
    pub(super) fn new(
        xml: &'s mut Xml<R>,
        styles: &'s mut Styles,
        counts_from_1904: bool,
        sheet: &'s mut SheetBuilder<'b, 'a>,
        name: N,
    ) -> Self {
        let (year, month, day) = if counts_from_1904 {
            (1904, 1, 1)
        } else {
            (1899, 12, 31)
        };
        let cell = CellReader::new(sheet.limits());
        Self {
            xml,
            styles,
            null_date: NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default(),
            sheet,
            name,
            cell,
            table_style: None,
            columns: Vec::new(),
            column: Position::START,
            row: Position::START,
            covered: Covered::default(),
            moment: String::new(),
        }
    }

    /// Reads the worksheet to its end.
    pub(super) fn read(mut self) -> Result<(), Fault> {
        let depth = self.xml.depth();
        loop {
            let (element, is_open) = match self.xml.next()? {
                Event::Start(element) => (element, true),
                Event::Empty(element) => (element, false),
                Event::End(element) => {
                    drop(element);
                    if self.xml.depth() < depth {
                        return Ok(());
                    }
                    continue;
                }
                Event::Eof => return Ok(()),
                _ => continue,
            };
            match element.local_name().as_ref() {
                "Table" => {
                    self.table_style = style_id(&element);
                    drop(element);
                    if is_open {
                        self.read_table()?;
                    }
                }
                "NamedRange" => (self.name)(&element),
                "AutoFilter" => {
                    if let Some(area) = attribute(&element, "Range").and_then(|r| r1c1::area(&r)) {
                        self.sheet.filter(area);
                    }
                }
                "Names" | "WorksheetOptions" => {}
                "Visible" if is_open => {
                    drop(element);
                    let mut word = String::new();
                    read_text(self.xml, &mut word, MAX_WORD)?;
                    if matches!(word.trim(), "SheetHidden" | "SheetVeryHidden") {
                        self.sheet.hide();
                    }
                }
                _ => {
                    drop(element);
                    if is_open {
                        skip(self.xml)?;
                    }
                }
            }
        }
    }

    fn read_table(&mut self) -> Result<(), Fault> {
        let depth = self.xml.depth();
        loop {
            let (element, is_open) = match self.xml.next()? {
                Event::Start(element) => (element, true),
                Event::Empty(element) => (element, false),
                Event::End(element) => {
                    drop(element);
                    if self.xml.depth() < depth {
                        return Ok(());
                    }
                    continue;
                }
                Event::Eof => return Ok(()),
                _ => continue,
            };
            match element.local_name().as_ref() {
                "Column" => {
                    let found = self.column.find(&element);
                    let n_more = more(&element, "Span");
                    self.column.pass(found, n_more);
                    if let (Found::At(first), Some(n_more)) = (found, n_more)
                        && first <= MAX_COL
                    {
                        let last = first.saturating_add(n_more).min(MAX_COL);
                        if is_true(&element, "Hidden") {
                            self.sheet.hide_cols(first, last);
                        }
                        let style = style_id(&element);
                        self.columns.push(Columns { first, last, style });
                    }
                }
                "Row" => {
                    let found = self.row.find(&element);
                    let n_more = more(&element, "Span");
                    self.row.pass(found, n_more);
                    if let (Found::At(first), true) = (found, is_true(&element, "Hidden"))
                        && first <= MAX_ROW
                    {
                        let last = first.saturating_add(n_more.unwrap_or(0)).min(MAX_ROW);
                        self.sheet.hide_rows(first, last);
                    }
                    let style = style_id(&element);
                    drop(element);
                    if is_open {
                        self.read_row(found, style.as_deref())?;
                    }
                }
                _ => {
                    drop(element);
                    if is_open {
                        skip(self.xml)?;
                    }
                }
            }
        }
    }

    fn read_row(&mut self, row: Found, row_style: Option<&str>) -> Result<(), Fault> {
        let depth = self.xml.depth();
        let mut position = Position::START;
        let mut is_uncertain = false;
        loop {
            let (element, is_open) = match self.xml.next()? {
                Event::Start(element) => (element, true),
                Event::Empty(element) => (element, false),
                Event::End(element) => {
                    drop(element);
                    if self.xml.depth() < depth {
                        return Ok(());
                    }
                    continue;
                }
                Event::Eof => return Ok(()),
                _ => continue,
            };
            if element.local_name().as_ref() != "Cell" {
                drop(element);
                if is_open {
                    skip(self.xml)?;
                }
                continue;
            }
            let head = Head {
                col: position.find(&element),
                style: style_id(&element),
                formula: attribute(&element, "Formula").map(Into::into),
                index: attribute(&element, "Index").map(Into::into),
                n_across: more(&element, "MergeAcross"),
                n_down: more(&element, "MergeDown"),
            };
            drop(element);
            position.pass(head.col, head.n_across);
            // Excel skips covered cells by an index and calls a file without it invalid. Others
            // leave the cells out, or write them empty, so that what follows has two places.
            is_uncertain = head.index.is_none() && (is_uncertain || self.is_covered(row, head.col));
            self.cell.clear();
            if is_open {
                self.cell.read(self.xml)?;
            }
            self.place(row, row_style, &head, is_uncertain)?;
        }
    }

    fn is_covered(&self, row: Found, col: Found) -> bool {
        match (row, col) {
            (Found::At(row), Found::At(col)) => self.covered.contains(CellRef::new(row, col)),
            _ => false,
        }
    }

    /// Puts the cell that was read at its place.
    fn place(
        &mut self,
        row: Found,
        row_style: Option<&str>,
        head: &Head,
        is_uncertain: bool,
    ) -> Result<(), Fault> {
        let has_formula = head.formula.is_some();
        let stored = self
            .cell
            .stored(has_formula, self.null_date, &mut self.moment);
        let (at, is_back) = match (row, head.col) {
            (Found::At(row), Found::At(col)) => (CellRef::new(row, col), false),
            (Found::At(row) | Found::Back(row), Found::At(col) | Found::Back(col)) => {
                (CellRef::new(row, col), true)
            }
            (Found::Nowhere, _) | (_, Found::Nowhere) => {
                if stored.is_some() {
                    self.sheet.misplaced(head.index.as_deref().unwrap_or("?"));
                }
                return Ok(());
            }
        };
        let stored = match stored {
            Some(_) if is_back => Some(Stored::Unreadable(goes_back())),
            Some(_) if is_uncertain => Some(Stored::Unreadable(is_under_another())),
            stored => stored,
        };
        if !is_back && !is_uncertain {
            self.sheet.comment(at, &self.cell.comment);
            merge(self.sheet, at, head);
            let (n_across, n_down) = (head.n_across.unwrap_or(0), head.n_down.unwrap_or(0));
            self.covered.cover(at, n_across, n_down);
        }
        let Some(stored) = stored else {
            return Ok(());
        };
        let style = head
            .style
            .as_deref()
            .or(row_style)
            .or_else(|| column_style(&self.columns, at.col))
            .or(self.table_style.as_deref());
        let style = self.styles.of(style);
        let formula = head.formula.as_deref().map(|stored| formula(stored, at));
        self.sheet.put(at, stored, formula.as_deref(), style)
    }
}

/// Merges the cells that a cell says it covers.
fn merge(sheet: &mut SheetBuilder<'_, '_>, at: CellRef, head: &Head) {
    let (n_across, n_down) = (head.n_across.unwrap_or(0), head.n_down.unwrap_or(0));
    if at.row <= MAX_ROW && at.col <= MAX_COL {
        sheet.merge(Area {
            first: at,
            last: CellRef::new(
                at.row.saturating_add(n_down).min(MAX_ROW),
                at.col.saturating_add(n_across).min(MAX_COL),
            ),
        });
    }
}

/// The attributes of a cell.
struct Head {
    col: Found,
    style: Option<Box<str>>,
    formula: Option<Box<str>>,
    index: Option<Box<str>>,
    n_across: Option<u32>,
    n_down: Option<u32>,
}

fn style_id(element: &BytesStart<'_>) -> Option<Box<str>> {
    attribute(element, "StyleID").map(Into::into)
}

fn column_style(columns: &[Columns], col: u32) -> Option<&str> {
    let idx = columns.partition_point(|columns| columns.last < col);
    let columns = columns.get(idx).filter(|columns| columns.first <= col)?;
    columns.style.as_deref()
}

/// How many places more than one an element takes; none where it does not say, `None` where what
/// it says is no number.
fn more(element: &BytesStart<'_>, name: &str) -> Option<u32> {
    attribute(element, name).map_or(Some(0), |text| number(&text))
}

/// A whole number; one that is too large for any sheet stands for just that.
fn number(text: &str) -> Option<u32> {
    let text = text.trim();
    let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u32::MAX))
}

fn is_under_another() -> Fault {
    Fault::damaged(
        "sel ini tidak menyebut kolomnya, sedangkan sel gabungan dari baris di atas menempati \
         kolom itu atau kolom sebelumnya, sehingga tempatnya tidak pasti",
        "the cell does not say its column, and a merged cell of a row above takes that column or \
         one before it, so that its place is uncertain",
    )
}

fn goes_back() -> Fault {
    Fault::damaged(
        "nomor baris atau kolomnya mundur, sehingga tempatnya tidak pasti",
        "its row or column number goes back, so that its place is uncertain",
    )
}
