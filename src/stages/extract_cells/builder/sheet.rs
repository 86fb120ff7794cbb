//! The cells of one sheet, each kept, blank or refused, and what stands beside them.

use std::sync::Arc;

use super::super::dates;
use super::super::exact;
use super::super::fault::Fault;
use super::stored::behind_mark;
use super::{CellStyle, MAX_EXTRAS, Stored, WorkbookBuilder};
use crate::model::cells::{Cells, PIECE, Placed};
use crate::model::finding::{Finding, Severity};
use crate::model::grid::{Area, Cell, Content, Grid, Spans};
use crate::model::limits::{Limit, Limits};
use crate::model::place::{CellRef, Place};

/// Rows and columns of a sheet, the largest that any format has (Excel's own limits).
pub(in super::super) const MAX_ROW: u32 = 1_048_575;
pub(in super::super) const MAX_COL: u32 = 16_383;
/// Most findings about single cells of a sheet; the rest is counted in one more.
const MAX_CELL_FINDINGS: u64 = 1_000;

/// A sheet being read.
pub(in super::super) struct SheetBuilder<'b, 'a> {
    book: &'b mut WorkbookBuilder<'a>,
    grid: Grid,
    piece: Vec<Placed>,
    /// Cells before the piece.
    cells: Cells,
    /// Place of the last cell in order.
    last: Option<CellRef>,
    /// Cells that do not stand behind those before them in the file.
    strays: Vec<(CellRef, Cell)>,
    hidden_rows: Vec<(u32, u32)>,
    hidden_cols: Vec<(u32, u32)>,
    n_told: u64,
    /// Merged areas, hidden spans and comments beyond the most that are kept.
    n_dropped: u64,
}

impl<'b, 'a> SheetBuilder<'b, 'a> {
    pub(super) fn begin(book: &'b mut WorkbookBuilder<'a>, name: Arc<str>, hidden: bool) -> Self {
        Self {
            grid: Grid {
                name,
                hidden,
                ..Grid::default()
            },
            piece: Vec::new(),
            cells: Cells::default(),
            last: None,
            strays: Vec::new(),
            hidden_rows: Vec::new(),
            hidden_cols: Vec::new(),
            n_told: 0,
            n_dropped: 0,
            book,
        }
    }
}

impl SheetBuilder<'_, '_> {
    /// The bounds of reading.
    pub(in super::super) fn limits(&self) -> &Limits {
        self.book.limits
    }

    /// Takes a cell that holds a value, a formula or both. `formula` is without its `=`.
    pub(in super::super) fn put(
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
        let mut cell = Cell::of_style(content, style.style.clone());
        if stored.is_some() || formula.is_some() {
            cell = cell.with(stored, formula.map(Into::into));
        }
        self.keep(at, cell);
        Ok(())
    }

    fn keep(&mut self, at: CellRef, cell: Cell) {
        if self.last >= Some(at) {
            self.strays.push((at, cell));
            return;
        }
        self.last = Some(at);
        self.piece.push((at, cell));
        if self.piece.len() == PIECE {
            self.end_piece();
        }
    }

    fn end_piece(&mut self) {
        let room = if self.piece.len() == PIECE { PIECE } else { 0 };
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(room));
        // They are in order, as each stood behind the last.
        let _ = self.cells.push_piece(piece);
    }

    /// Puts the strays in their places; gives the cells whose places were taken.
    fn end_cells(&mut self) -> Vec<Placed> {
        self.end_piece();
        let strays = std::mem::take(&mut self.strays);
        if strays.is_empty() {
            return Vec::new();
        }
        let mut refused = self.cells.absorb(strays);
        refused.sort_by_key(|(at, _)| *at);
        refused
    }

    /// Takes the same cell at every place of an area, for formats that say how often a cell is
    /// repeated. What goes beyond the limit of cells is told before any of it is made; what lies
    /// outside the sheet or cannot be read is told once.
    pub(in super::super) fn put_area(
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
        let mut cell = Cell::of_style(content, style.style.clone());
        if stored.is_some() || formula.is_some() {
            cell = cell.with(stored, formula.map(Into::into));
        }
        for row in first.row..=last.row {
            let cols = first.col..=last.col;
            for col in cols {
                self.keep(CellRef::new(row, col), cell.clone());
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
    ) -> Result<Option<(Content, Option<Arc<str>>)>, Fault> {
        Ok(Some(match value {
            Stored::Number(text) => {
                let (number, gives_back) = exact::read(text).ok_or_else(|| no_number(text))?;
                if let Some(shown) = style.day_number
                    && let Ok(days) = text.trim().parse()
                    && let Some(iso) = dates::iso(days, self.book.workbook.counts_from_1904, shown)
                {
                    return Ok(Some((Content::Date(iso.into()), Some(text.into()))));
                }
                (Content::Number(number), (!gives_back).then(|| text.into()))
            }
            Stored::Double(value) => {
                let number =
                    exact::from_double(value).ok_or_else(|| no_number(&value.to_string()))?;
                if let Some(shown) = style.day_number
                    && let Some(iso) = dates::iso(value, self.book.workbook.counts_from_1904, shown)
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
                let text = behind_mark(text).unwrap_or(text);
                (Content::Text(self.book.share(text)), None)
            }
            Stored::Shared(text) => {
                if text.trim().is_empty() {
                    return Ok(None);
                }
                self.check_length(&text)?;
                let figure = behind_mark(&text).map(|figure| self.book.share(figure));
                (Content::Text(figure.unwrap_or(text)), None)
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
        let place = Place::new(self.book.document, self.grid.name.clone(), at);
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
    pub(in super::super) fn misplaced(&mut self, reference: &str) {
        self.grid.tally.stored += 1;
        let shown: String = reference.chars().take(20).collect();
        self.refuse_somewhere(&Fault::damaged(
            format!("ada nilai tanpa alamat sel yang sah (\"{shown}\")"),
            format!("a value has no valid cell reference (\"{shown}\")"),
        ));
    }

    /// Says that something of the sheet was lost that no single cell stands for, such as the end
    /// of a file that was cut off; what was read is kept.
    pub(in super::super) fn incomplete(&mut self, fault: &Fault) {
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
    pub(in super::super) fn merge(&mut self, area: Area) {
        let is_area = area.first.row <= area.last.row && area.first.col <= area.last.col;
        if !is_area || area.first == area.last {
            return;
        }
        if self.grid.merges.len() < MAX_EXTRAS {
            self.grid.merges.push(area);
        } else {
            self.n_dropped += 1;
        }
    }

    /// Says that the sheet is hidden, for formats that tell it behind the cells.
    pub(in super::super) fn hide(&mut self) {
        self.grid.hidden = true;
    }

    /// Rows that are not shown, both ends included.
    pub(in super::super) fn hide_rows(&mut self, first: u32, last: u32) {
        self.n_dropped += u64::from(!hide(&mut self.hidden_rows, first, last));
    }

    /// Columns that are not shown, both ends included.
    pub(in super::super) fn hide_cols(&mut self, first: u32, last: u32) {
        self.n_dropped += u64::from(!hide(&mut self.hidden_cols, first, last));
    }

    /// The area with filter buttons.
    pub(in super::super) fn filter(&mut self, area: Area) {
        self.grid.filter = Some(area);
    }

    /// A comment at a cell; several at one cell are joined.
    pub(in super::super) fn comment(&mut self, at: CellRef, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if self.grid.comments.len() >= MAX_EXTRAS || at.row > MAX_ROW || at.col > MAX_COL {
            self.n_dropped += 1;
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
    pub(in super::super) fn share(&mut self, text: &str) -> Arc<str> {
        self.book.share(text)
    }

    /// The sheet.
    pub(super) fn finish(mut self) -> Grid {
        let twice = self.end_cells();
        let most = usize::try_from(MAX_CELL_FINDINGS).unwrap_or(usize::MAX);
        for (at, cell) in twice.iter().take(most) {
            let raw = cell.raw();
            self.refuse(
                *at,
                &Fault::damaged(
                    format!("sel ini tercatat dua kali; \"{raw}\" diabaikan"),
                    format!("the cell stands twice in the file; \"{raw}\" is left out"),
                ),
            );
        }
        // Those beyond what is told are counted all the same.
        let n_more = twice.len().saturating_sub(most) as u64;
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
        if self.n_dropped > 0 {
            let n_dropped = self.n_dropped;
            let finding = Fault::damaged(
                format!(
                    "{n_dropped} area gabungan, rentang tersembunyi atau komentar tidak dibaca \
                     karena terlalu banyak"
                ),
                format!(
                    "{n_dropped} merged areas, hidden spans or comments are too many and are not \
                     read"
                ),
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

/// Adds a span; gives whether there was room for it.
fn hide(spans: &mut Vec<(u32, u32)>, first: u32, last: u32) -> bool {
    if let Some(span) = spans.last_mut()
        && span.1.checked_add(1) == Some(first)
    {
        span.1 = last;
    } else if spans.len() < MAX_EXTRAS {
        spans.push((first, last));
    } else {
        return false;
    }
    true
}

fn no_number(text: &str) -> Fault {
    let shown: String = text.chars().take(40).collect();
    Fault::damaged(
        format!("\"{shown}\" bukan bilangan yang dapat dibaca"),
        format!("\"{shown}\" is no number that can be read"),
    )
}
