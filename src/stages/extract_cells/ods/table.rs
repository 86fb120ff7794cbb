//! Comes in: a `table:table` (ODF 1.3 part 3, 9.1). Goes out: its cells at their places, merged
//! areas, hidden rows and columns, comments. Never makes room for what is only repeated: empty
//! cells advance, filled ones end at the sheet's edge or at the limit of cells.

use std::io::BufRead;

use chrono::NaiveDate;
use quick_xml::events::{BytesStart, Event};

use super::super::builder::{CellStyle, MAX_COL, MAX_ROW, SheetBuilder};
use super::super::fault::Fault;
use super::super::xml::{Xml, attribute};
use super::cell::{CellReader, count};
use super::content::{Expression, keep_name};
use super::formula;
use super::style::Styles;
use super::text::skip;
use crate::model::grid::{Area, Style};
use crate::model::limits::Limit;
use crate::model::place::CellRef;

/// Most merged areas that come from repeating one.
const MAX_REPEATED_MERGES: u32 = 200_000;

/// A table being read.
pub(super) struct TableReader<'t, R: BufRead> {
    /// The document, inside the table.
    pub(super) xml: &'t mut Xml<R>,
    /// The styles of the document.
    pub(super) styles: &'t mut Styles,
    /// The day that counts as zero.
    pub(super) null_date: NaiveDate,
    /// The names that the table defines.
    pub(super) names: &'t mut Vec<Expression>,
    cell: CellReader,
    columns: Vec<Columns>,
    n_columns: u32,
    n_rows: u32,
    n_merges_left: u32,
    n_repeated_bytes: u64,
    moment: String,
}

/// Columns next to each other with one default style.
struct Columns {
    last: u32,
    style: Option<Box<str>>,
}

/// A row, or several that are the same.
struct Rows {
    first: u32,
    last: u32,
    style: Option<Box<str>>,
}

/// What an element inside a table is to it.
enum Inside {
    Row(Rows),
    Group,
    Name(Option<Expression>),
    Other,
}

impl<'t, R: BufRead> TableReader<'t, R> {
    /// A reader of the table whose element has just been opened.
    pub(super) fn new(
        xml: &'t mut Xml<R>,
        styles: &'t mut Styles,
        null_date: NaiveDate,
        names: &'t mut Vec<Expression>,
        cell: CellReader,
    ) -> Self {
        Self {
            xml,
            styles,
            null_date,
            names,
            cell,
            columns: Vec::new(),
            n_columns: 0,
            n_rows: 0,
            n_merges_left: MAX_REPEATED_MERGES,
            n_repeated_bytes: 0,
            moment: String::new(),
        }
    }

    /// Reads the table to its end.
    pub(super) fn read(mut self, sheet: &mut SheetBuilder<'_, '_>) -> Result<(), Fault> {
        let depth = self.xml.depth();
        // Depths of the groups around that are folded up and not shown.
        let mut folded: Vec<u64> = Vec::new();
        loop {
            let (element, is_open) = match self.xml.next()? {
                Event::Start(element) => (element, true),
                Event::Empty(element) => (element, false),
                Event::End(element) => {
                    drop(element);
                    let now = self.xml.depth();
                    if now < depth {
                        return Ok(());
                    }
                    folded.retain(|&group| group <= now);
                    continue;
                }
                Event::Eof => return Ok(()),
                _ => continue,
            };
            let local = element.local_name();
            let inside = match local.as_ref() {
                "table-row" => {
                    let rows = rows(&element, self.n_rows)?;
                    if !folded.is_empty() || is_hidden(&element) {
                        sheet.hide_rows(rows.first, rows.last.min(MAX_ROW));
                    }
                    Inside::Row(rows)
                }
                "table-column" => {
                    let first = self.n_columns;
                    let columns = columns(&element, first)?;
                    if (!folded.is_empty() || is_hidden(&element)) && first <= MAX_COL {
                        sheet.hide_cols(first, columns.last.min(MAX_COL));
                    }
                    self.n_columns = columns.last.saturating_add(1);
                    if first <= MAX_COL {
                        self.columns.push(columns);
                    }
                    Inside::Other
                }
                "table-row-group" | "table-column-group" => {
                    let is_folded = attribute(&element, "display").is_some_and(|v| v == "false");
                    drop(element);
                    if is_open && is_folded {
                        folded.push(self.xml.depth());
                    }
                    Inside::Group
                }
                "table-rows"
                | "table-header-rows"
                | "table-columns"
                | "table-header-columns"
                | "named-expressions" => Inside::Group,
                "named-range" | "named-expression" => Inside::Name(Expression::of(&element)),
                _ => Inside::Other,
            };
            match inside {
                Inside::Row(rows) => {
                    self.n_rows = rows.last.saturating_add(1);
                    if is_open {
                        self.read_row(&rows, sheet)?;
                    }
                }
                Inside::Name(name) => {
                    keep_name(self.names, name);
                    if is_open {
                        skip(self.xml)?;
                    }
                }
                Inside::Other if is_open => skip(self.xml)?,
                Inside::Other | Inside::Group => {}
            }
        }
    }

    fn read_row(&mut self, rows: &Rows, sheet: &mut SheetBuilder<'_, '_>) -> Result<(), Fault> {
        let depth = self.xml.depth();
        let mut col: u32 = 0;
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
            let is_cell = matches!(
                element.local_name().as_ref(),
                "table-cell" | "covered-table-cell"
            );
            if is_cell {
                self.cell.open(&element);
                drop(element);
                if is_open {
                    self.cell.read_content(self.xml)?;
                }
                self.place(rows, col, sheet)?;
                col = col.saturating_add(self.cell.n_repeated);
            } else {
                drop(element);
                if is_open {
                    skip(self.xml)?;
                }
            }
        }
    }

    /// Puts the cell that was read at its places.
    fn place(
        &mut self,
        rows: &Rows,
        col: u32,
        sheet: &mut SheetBuilder<'_, '_>,
    ) -> Result<(), Fault> {
        let area = Area {
            first: CellRef::new(rows.first, col),
            last: CellRef::new(
                rows.last,
                col.saturating_add(self.cell.n_repeated.saturating_sub(1)),
            ),
        };
        if self.cell.comment.n_begun > 0 {
            sheet.comment(area.first, &self.cell.comment.text);
        }
        if self.cell.spanned != (1, 1) {
            self.merge(area, sheet);
        }
        let Some(stored) = self.cell.stored(self.null_date, &mut self.moment) else {
            return Ok(());
        };
        let style_name = self
            .cell
            .style
            .get()
            .or(rows.style.as_deref())
            .or_else(|| default_style(&self.columns, col));
        let style = self.styles.of(style_name);
        let shown = self
            .cell
            .percentage_decimals()
            .filter(|_| !style.style.is_percent())
            .map(|n_decimals| as_percentage(style, n_decimals));
        let style = shown.as_ref().unwrap_or(style);
        let formula = self.cell.formula.get().map(formula::translate);
        if area.first == area.last {
            return sheet.put(area.first, stored, formula.as_deref(), style);
        }
        // Each copy has its own formula and digits: what they add up to is bounded like what is
        // handed over, since the file pays for one copy only.
        let n_copies = n_between(rows.first, rows.last.min(MAX_ROW))
            .saturating_mul(u64::from(self.cell.n_repeated.min(MAX_COL + 1)))
            .min(sheet.limits().get(Limit::Cells));
        self.n_repeated_bytes = self
            .n_repeated_bytes
            .saturating_add(n_copies.saturating_mul(self.cell.n_own_bytes()));
        if self.n_repeated_bytes >> 20 > sheet.limits().get(Limit::HandoverMegabytes) {
            return Err(Fault::Limit(Limit::HandoverMegabytes));
        }
        sheet.put_area(area, stored, formula.as_deref(), style)
    }

    /// Merges what the cell is spread over, in each of the rows that are the same.
    fn merge(&mut self, area: Area, sheet: &mut SheetBuilder<'_, '_>) {
        let (n_cols, n_rows) = self.cell.spanned;
        let last_row = if n_rows > 1 {
            area.first.row
        } else {
            area.last.row
        };
        for row in area.first.row..=last_row.min(MAX_ROW) {
            if self.n_merges_left == 0 || area.first.col > MAX_COL {
                return;
            }
            self.n_merges_left -= 1;
            sheet.merge(Area {
                first: CellRef::new(row, area.first.col),
                last: CellRef::new(
                    row.saturating_add(n_rows - 1).min(MAX_ROW),
                    area.first.col.saturating_add(n_cols - 1).min(MAX_COL),
                ),
            });
        }
    }
}

/// Rows that an element stands for, from `first` on.
fn rows(element: &BytesStart<'_>, first: u32) -> Result<Rows, Fault> {
    let n_repeated = repeated(element, "number-rows-repeated")?;
    Ok(Rows {
        first,
        last: first.saturating_add(n_repeated - 1),
        style: attribute(element, "default-cell-style-name").map(Into::into),
    })
}

/// Columns that an element stands for, from `first` on.
fn columns(element: &BytesStart<'_>, first: u32) -> Result<Columns, Fault> {
    let n_repeated = repeated(element, "number-columns-repeated")?;
    Ok(Columns {
        last: first.saturating_add(n_repeated - 1),
        style: attribute(element, "default-cell-style-name").map(Into::into),
    })
}

/// How often a row or column stands there. What is no number moves all that follow, so that no
/// cell of the sheet has a place that can be trusted.
fn repeated(element: &BytesStart<'_>, name: &str) -> Result<u32, Fault> {
    attribute(element, name).map_or(Ok(1), |text| {
        count(&text).ok_or_else(|| {
            let shown: String = text.chars().take(20).collect();
            Fault::damaged(
                format!("ulangan baris atau kolom \"{shown}\" bukan bilangan"),
                format!("rows or columns are repeated \"{shown}\" times, which is no number"),
            )
        })
    })
}

fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "visibility").is_some_and(|v| matches!(&*v, "collapse" | "filter"))
}

fn default_style(columns: &[Columns], col: u32) -> Option<&str> {
    let idx = columns.partition_point(|columns| columns.last < col);
    columns.get(idx)?.style.as_deref()
}

/// The style of a percentage whose own style does not say so: its type does.
fn as_percentage(style: &CellStyle, n_decimals: usize) -> CellStyle {
    let point = if n_decimals > 0 { "." } else { "" };
    CellStyle::of(Style {
        format: Some(format!("0{point}{}%", "0".repeat(n_decimals)).into()),
        ..(*style.style).clone()
    })
}

fn n_between(first: u32, last: u32) -> u64 {
    u64::from(last.saturating_sub(first)) + 1
}
