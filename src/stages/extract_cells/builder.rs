//! Builds a workbook cell by cell, the same for every format: counts, bounds, shares texts, and
//! turns what cannot be read into findings about one cell.

use std::collections::HashSet;
use std::sync::Arc;

use super::dates;
use super::exact;
use super::fault::Fault;
use crate::model::cells::Cells;
use crate::model::finding::{Finding, Severity};
use crate::model::grid::{Area, Cell, Content, DefinedName, Grid, Spans, Style, Workbook};
use crate::model::limits::{Limit, Limits};
use crate::model::place::{CellRef, Place};

/// Rows and columns of a sheet, the largest that any format has (Excel's own limits).
pub(super) const MAX_ROW: u32 = 1_048_575;
pub(super) const MAX_COL: u32 = 16_383;
/// Most findings about single cells of a sheet; the rest is counted in one more.
const MAX_CELL_FINDINGS: u64 = 1_000;
/// Most merged areas, hidden spans, comments or names kept of a sheet or workbook.
const MAX_EXTRAS: usize = 200_000;

/// A workbook being read.
pub(super) struct WorkbookBuilder<'a> {
    /// Path of the document, for findings.
    pub(super) document: &'a str,
    /// The bounds of reading.
    pub(super) limits: &'a Limits,
    texts: HashSet<Arc<str>>,
    n_cells: u64,
    workbook: Workbook,
    findings: Vec<Finding>,
}

/// A value as a file stores it.
#[derive(Debug, Clone)]
pub(super) enum Stored<'a> {
    /// A number as text, in the form of file formats: `1234.5`, `1E-3`.
    Number(&'a str),
    /// A number as a double.
    Double(f64),
    /// Words.
    Text(&'a str),
    /// Words that many cells share, made by [`WorkbookBuilder::share`].
    Shared(Arc<str>),
    /// Yes or no.
    Bool(bool),
    /// A date or time in ISO form.
    Date(&'a str),
    /// An error value such as `#REF!`.
    Error(&'a str),
    /// A formula whose value the file does not hold.
    NoCachedValue,
    /// Something that is no value, with the reason.
    Unreadable(Fault),
}

/// How a cell is shown, with what reading it needs.
#[derive(Debug, Clone, Default)]
pub(super) struct CellStyle {
    /// The style kept.
    pub(super) style: Arc<Style>,
    /// Whether its numbers are day numbers.
    pub(super) is_date: bool,
}

impl CellStyle {
    /// A style whose number format decides whether its numbers are dates.
    pub(super) fn of(mut style: Style) -> Self {
        style.format = style.format.filter(|code| {
            !code.is_empty()
                && !code.eq_ignore_ascii_case("general")
                && !code.eq_ignore_ascii_case("standard")
        });
        let is_date = style.format.as_deref().is_some_and(dates::is_date_format);
        Self {
            style: Arc::new(style),
            is_date,
        }
    }
}

impl<'a> WorkbookBuilder<'a> {
    pub(super) fn new(document: &'a str, limits: &'a Limits) -> Self {
        Self {
            document,
            limits,
            texts: HashSet::new(),
            n_cells: 0,
            workbook: Workbook::default(),
            findings: Vec::new(),
        }
    }

    /// Says that day numbers count from 1904. Comes before the sheets.
    pub(super) fn count_from_1904(&mut self) {
        self.workbook.counts_from_1904 = true;
    }

    /// Keeps a defined name.
    pub(super) fn name(&mut self, name: DefinedName) {
        if self.workbook.names.len() < MAX_EXTRAS {
            self.workbook.names.push(name);
        }
    }

    /// The area with filter buttons of a sheet that has been read, for formats that tell it later.
    pub(super) fn filter(&mut self, sheet: &str, area: Area) {
        let named = self.workbook.sheets.iter_mut();
        if let Some(grid) = named.into_iter().find(|grid| &*grid.name == sheet) {
            grid.filter = Some(area);
        }
    }

    /// Adds a finding about the whole file that does not stop its reading.
    pub(super) fn find(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Reads one sheet. When `read` fails, the sheet's cells are dropped, a finding says why, and
    /// the next sheet can be read; only a limit of the whole workbook is passed on.
    pub(super) fn sheet(
        &mut self,
        name: &str,
        hidden: bool,
        read: impl FnOnce(&mut SheetBuilder<'_, 'a>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        if self.workbook.sheets.len() as u64 >= self.limits.get(Limit::Sheets) {
            return Err(Fault::Limit(Limit::Sheets));
        }
        let name: Arc<str> = name.into();
        let mut sheet = SheetBuilder {
            grid: Grid {
                name: name.clone(),
                hidden,
                ..Grid::default()
            },
            cells: Cells::default(),
            strays: Vec::new(),
            hidden_rows: Vec::new(),
            hidden_cols: Vec::new(),
            n_told: 0,
            book: self,
        };
        let result = read(&mut sheet);
        let mut grid = sheet.finish();
        let passed_on = match result {
            Ok(()) => Ok(()),
            Err(fault) => {
                grid.tally.refused = grid.tally.stored - grid.tally.blank;
                grid.cells = Cells::default();
                grid.is_incomplete = true;
                let finding = fault.about_sheet(self.document, &name, self.limits);
                self.findings.push(finding);
                match fault {
                    Fault::Limit(Limit::Cells | Limit::InflatedBytes) => Err(fault),
                    _ => Ok(()),
                }
            }
        };
        self.workbook.sheets.push(grid);
        passed_on
    }

    /// A sheet that cannot be opened at all.
    pub(super) fn lost_sheet(
        &mut self,
        name: &str,
        hidden: bool,
        fault: Fault,
    ) -> Result<(), Fault> {
        self.sheet(name, hidden, |_| Err(fault))
    }

    /// A text shared by all cells that hold it.
    pub(super) fn share(&mut self, text: &str) -> Arc<str> {
        if let Some(shared) = self.texts.get(text) {
            return shared.clone();
        }
        let shared: Arc<str> = text.into();
        self.texts.insert(shared.clone());
        shared
    }

    /// The workbook and what was found wrong with it.
    pub(super) fn finish(self) -> (Workbook, Vec<Finding>) {
        (self.workbook, self.findings)
    }
}

/// A sheet being read.
pub(super) struct SheetBuilder<'b, 'a> {
    book: &'b mut WorkbookBuilder<'a>,
    grid: Grid,
    cells: Cells,
    /// Cells that do not stand behind those before them in the file.
    strays: Vec<(CellRef, Cell)>,
    hidden_rows: Vec<(u32, u32)>,
    hidden_cols: Vec<(u32, u32)>,
    n_told: u64,
}

impl SheetBuilder<'_, '_> {
    /// The bounds of reading.
    pub(super) fn limits(&self) -> &Limits {
        self.book.limits
    }

    /// Takes a cell that holds a value, a formula or both. `formula` is without its `=`.
    pub(super) fn put(
        &mut self,
        at: CellRef,
        value: Stored<'_>,
        formula: Option<&str>,
        style: &CellStyle,
    ) -> Result<(), Fault> {
        self.grid.tally.stored += 1;
        if at.row > MAX_ROW || at.col > MAX_COL {
            self.refuse_somewhere(&Fault::damaged(
                format!(
                    "ada sel di luar lembar (baris {}, kolom {})",
                    at.row, at.col
                ),
                format!(
                    "a cell lies outside the sheet (row {}, column {})",
                    at.row, at.col
                ),
            ));
            return Ok(());
        }
        let (content, stored) = match self.content(value, style) {
            Ok(Some(read)) => read,
            // A formula that shows nothing counts as empty, like blanks typed by hand.
            Ok(None) => {
                self.grid.tally.blank += 1;
                return Ok(());
            }
            Err(fault) => {
                self.refuse(at, &fault);
                return Ok(());
            }
        };
        self.book.n_cells += 1;
        if self.book.n_cells > self.limits().get(Limit::Cells) {
            return Err(Fault::Limit(Limit::Cells));
        }
        let cell = Cell {
            content,
            stored,
            formula: formula.map(Into::into),
            style: style.style.clone(),
        };
        if let Err(stray) = self.cells.push(at, cell) {
            self.strays.push(stray);
        }
        Ok(())
    }

    /// Takes the same cell at every place of an area, for formats that say how often a cell is
    /// repeated. What goes beyond the limit of cells is told before any of it is made; what lies
    /// outside the sheet or cannot be read is told once.
    pub(super) fn put_area(
        &mut self,
        area: Area,
        value: Stored<'_>,
        formula: Option<&str>,
        style: &CellStyle,
    ) -> Result<(), Fault> {
        let first = area.first;
        let last = CellRef::new(area.last.row.min(MAX_ROW), area.last.col.min(MAX_COL));
        if last.row < first.row || last.col < first.col {
            return self.put(first, value, formula, style);
        }
        if last != area.last {
            self.put(area.last, value.clone(), None, style)?;
        }
        let n_cells = (u64::from(last.row - first.row) + 1) * (u64::from(last.col - first.col) + 1);
        self.grid.tally.stored += n_cells;
        let (content, stored) = match self.content(value, style) {
            Ok(Some(read)) => read,
            Ok(None) => {
                self.grid.tally.blank += n_cells;
                return Ok(());
            }
            Err(fault) => {
                self.grid.tally.refused += n_cells - 1;
                self.refuse(first, &fault);
                return Ok(());
            }
        };
        self.book.n_cells += n_cells;
        if self.book.n_cells > self.limits().get(Limit::Cells) {
            return Err(Fault::Limit(Limit::Cells));
        }
        let cell = Cell {
            content,
            stored,
            formula: formula.map(Into::into),
            style: style.style.clone(),
        };
        for row in first.row..=last.row {
            let cols = first.col..=last.col;
            for col in cols {
                if let Err(stray) = self.cells.push(CellRef::new(row, col), cell.clone()) {
                    self.strays.push(stray);
                }
            }
        }
        Ok(())
    }

    /// What is kept of a value: content, and the stored text where content does not give it back.
    /// `None` for blanks.
    #[expect(clippy::type_complexity, reason = "a cell's two halves, used once")]
    fn content(
        &mut self,
        value: Stored<'_>,
        style: &CellStyle,
    ) -> Result<Option<(Content, Option<Box<str>>)>, Fault> {
        Ok(Some(match value {
            Stored::Number(text) => {
                let (number, gives_back) = exact::read(text).ok_or_else(|| no_number(text))?;
                if style.is_date
                    && let Some(iso) = text
                        .trim()
                        .parse()
                        .ok()
                        .and_then(|days| dates::iso(days, self.book.workbook.counts_from_1904))
                {
                    return Ok(Some((Content::Date(iso.into()), Some(text.into()))));
                }
                (Content::Number(number), (!gives_back).then(|| text.into()))
            }
            Stored::Double(value) => {
                let number =
                    exact::from_double(value).ok_or_else(|| no_number(&value.to_string()))?;
                if style.is_date
                    && let Some(iso) = dates::iso(value, self.book.workbook.counts_from_1904)
                {
                    let stored = Some(number.to_string().into());
                    return Ok(Some((Content::Date(iso.into()), stored)));
                }
                (Content::Number(number), None)
            }
            Stored::Text(text) => {
                if text.trim().is_empty() {
                    return Ok(None);
                }
                self.check_length(text)?;
                (Content::Text(self.book.share(text)), None)
            }
            Stored::Shared(text) => {
                if text.trim().is_empty() {
                    return Ok(None);
                }
                self.check_length(&text)?;
                (Content::Text(text), None)
            }
            Stored::Bool(yes) => (Content::Bool(yes), None),
            Stored::Date(text) => {
                self.check_length(text)?;
                (Content::Date(text.into()), None)
            }
            Stored::Error(text) => {
                self.check_length(text)?;
                (Content::Error(text.into()), None)
            }
            Stored::NoCachedValue => (Content::NoCachedValue, None),
            Stored::Unreadable(fault) => return Err(fault),
        }))
    }

    fn check_length(&self, text: &str) -> Result<(), Fault> {
        let most = self.limits().get(Limit::TextLetters);
        // Letters are counted only where the bytes could be too many.
        if text.len() as u64 > most && text.chars().count() as u64 > most {
            return Err(Fault::Limit(Limit::TextLetters));
        }
        Ok(())
    }

    /// Says that one cell cannot be read; the others can.
    fn refuse(&mut self, at: CellRef, fault: &Fault) {
        let place = Place {
            file: self.book.document.into(),
            sheet: self.grid.name.clone(),
            cell: at,
        };
        let said = fault.said(self.book.limits);
        let finding =
            Finding::at("R007", Severity::Error, &place).fact_in("reason", said.id, said.en);
        self.tell(finding);
    }

    /// Says that something that holds a value but has no cell cannot be read. The caller has
    /// counted it in `stored`, by [`SheetBuilder::put`] or [`SheetBuilder::misplaced`].
    fn refuse_somewhere(&mut self, fault: &Fault) {
        let finding = fault.about_sheet(self.book.document, &self.grid.name, self.book.limits);
        self.tell(finding);
    }

    /// Counts a cell with a value whose reference names no cell, and tells it.
    pub(super) fn misplaced(&mut self, reference: &str) {
        self.grid.tally.stored += 1;
        let shown: String = reference.chars().take(20).collect();
        self.refuse_somewhere(&Fault::damaged(
            format!("ada nilai tanpa alamat sel yang sah (\"{shown}\")"),
            format!("a value has no valid cell reference (\"{shown}\")"),
        ));
    }

    /// Says that something of the sheet was lost that no single cell stands for, such as the end
    /// of a file that was cut off; what was read is kept.
    pub(super) fn incomplete(&mut self, fault: &Fault) {
        let finding = fault.about_sheet(self.book.document, &self.grid.name, self.book.limits);
        self.grid.is_incomplete = true;
        self.book.findings.push(finding);
    }

    fn tell(&mut self, finding: Finding) {
        self.grid.tally.refused += 1;
        self.grid.is_incomplete = true;
        self.n_told += 1;
        if self.n_told <= MAX_CELL_FINDINGS {
            self.book.findings.push(finding);
        }
    }

    /// A merged area.
    pub(super) fn merge(&mut self, area: Area) {
        let is_area = area.first.row <= area.last.row && area.first.col <= area.last.col;
        if is_area && area.first != area.last && self.grid.merges.len() < MAX_EXTRAS {
            self.grid.merges.push(area);
        }
    }

    /// Says that the sheet is hidden, for formats that tell it behind the cells.
    pub(super) fn hide(&mut self) {
        self.grid.hidden = true;
    }

    /// Rows that are not shown, both ends included.
    pub(super) fn hide_rows(&mut self, first: u32, last: u32) {
        hide(&mut self.hidden_rows, first, last);
    }

    /// Columns that are not shown, both ends included.
    pub(super) fn hide_cols(&mut self, first: u32, last: u32) {
        hide(&mut self.hidden_cols, first, last);
    }

    /// The area with filter buttons.
    pub(super) fn filter(&mut self, area: Area) {
        self.grid.filter = Some(area);
    }

    /// A comment at a cell; several at one cell are joined.
    pub(super) fn comment(&mut self, at: CellRef, text: &str) {
        let text = text.trim();
        if text.is_empty() || self.grid.comments.len() >= MAX_EXTRAS {
            return;
        }
        let most = usize::try_from(self.limits().get(Limit::TextLetters)).unwrap_or(usize::MAX);
        let kept: String = text.chars().take(most).collect();
        self.grid
            .comments
            .entry(at)
            .and_modify(|before| {
                before.push('\n');
                before.push_str(&kept);
            })
            .or_insert(kept);
    }

    /// A text shared by all cells that hold it.
    pub(super) fn share(&mut self, text: &str) -> Arc<str> {
        self.book.share(text)
    }

    fn finish(mut self) -> Grid {
        let n_cells = (self.cells.len() + self.strays.len()) as u64;
        let mut twice = Vec::new();
        let mut strays = std::mem::take(&mut self.strays);
        // Stable, so that of two cells at one place the first in the file comes first; a stray
        // always comes behind the cell of its place that is none.
        strays.sort_by_key(|(at, _)| *at);
        for (at, cell) in strays {
            if !self.cells.contains_key(&at) {
                self.cells.insert(at, cell);
            } else if (twice.len() as u64) < MAX_CELL_FINDINGS {
                twice.push((at, cell.raw()));
            }
        }
        for (at, raw) in &twice {
            self.refuse(
                *at,
                &Fault::damaged(
                    format!("sel ini tercatat dua kali; \"{raw}\" diabaikan"),
                    format!("the cell stands twice in the file; \"{raw}\" is left out"),
                ),
            );
        }
        // Those beyond what is told are counted all the same.
        let n_kept_or_told = (self.cells.len() + twice.len()) as u64;
        let n_more = n_cells - n_kept_or_told;
        self.grid.tally.refused += n_more;
        self.n_told += n_more;
        if self.n_told > MAX_CELL_FINDINGS {
            let more = self.n_told - MAX_CELL_FINDINGS;
            let finding = Fault::damaged(
                format!("{more} sel lain juga tidak dapat dibaca"),
                format!("{more} other cells cannot be read either"),
            )
            .about_sheet(self.book.document, &self.grid.name, self.book.limits);
            self.book.findings.push(finding);
        }
        let mut grid = self.grid;
        grid.cells = self.cells;
        grid.hidden_rows = Spans::covering(self.hidden_rows);
        grid.hidden_cols = Spans::covering(self.hidden_cols);
        grid.merges.sort_by_key(|area| (area.first, area.last));
        grid.merges.dedup_by_key(|area| area.first);
        grid
    }
}

fn hide(spans: &mut Vec<(u32, u32)>, first: u32, last: u32) {
    if let Some(span) = spans.last_mut()
        && span.1.checked_add(1) == Some(first)
    {
        span.1 = last;
    } else if spans.len() < MAX_EXTRAS {
        spans.push((first, last));
    }
}

fn no_number(text: &str) -> Fault {
    let shown: String = text.chars().take(40).collect();
    Fault::damaged(
        format!("\"{shown}\" bukan bilangan yang dapat dibaca"),
        format!("\"{shown}\" is no number that can be read"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::grid::Tally;

    #[test]
    fn every_stored_cell_is_kept_blank_or_refused() {
        let limits = Limits::default();
        let mut book = WorkbookBuilder::new("a.xlsx", &limits);
        let plain = CellStyle::default();
        let date = CellStyle::of(Style {
            format: Some("dd/mm/yyyy".into()),
            ..Style::default()
        });
        book.sheet("S", false, |sheet| {
            sheet.put(CellRef::new(1, 1), Stored::Number("2.50"), None, &plain)?;
            sheet.put(CellRef::new(0, 0), Stored::Text("a"), None, &plain)?;
            sheet.put(CellRef::new(0, 1), Stored::Text("  "), None, &plain)?;
            sheet.put(CellRef::new(0, 2), Stored::Number("NaN"), None, &plain)?;
            sheet.put(CellRef::new(0, 0), Stored::Text("b"), None, &plain)?;
            sheet.put(CellRef::new(0, 3), Stored::Number("45292"), None, &date)?;
            sheet.put(
                CellRef::new(0, 4),
                Stored::NoCachedValue,
                Some("A1"),
                &plain,
            )?;
            sheet.put(CellRef::new(2_000_000, 4), Stored::Bool(true), None, &plain)?;
            sheet.misplaced("A0");
            Ok(())
        })
        .expect("a sheet");
        let (workbook, findings) = book.finish();
        let grid = &workbook.sheets[0];
        assert_eq!(grid.cells.len(), 4);
        assert_eq!(
            grid.tally,
            Tally {
                stored: 9,
                blank: 1,
                refused: 4
            }
        );
        assert_eq!(
            grid.tally.stored,
            grid.cells.len() as u64 + grid.tally.blank + grid.tally.refused
        );
        assert_eq!(findings.len(), 4);
        assert!(grid.is_incomplete);
        assert_eq!(
            grid.cell(0, 3).map(Cell::raw).as_deref(),
            Some("2024-01-01")
        );
        assert_eq!(grid.cell(1, 1).map(Cell::raw).as_deref(), Some("2.50"));
    }
}
