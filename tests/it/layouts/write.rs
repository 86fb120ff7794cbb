//! A document laid out on a sheet, with the place of every row and figure.

use std::collections::BTreeMap;

use selaras::model::grid::{Cell, Grid};
use selaras::model::place::CellRef;

use super::around;
use super::body::{Line, lines};
use super::choices::Layout;
use super::data::Document;
use super::head::{self, Parts};
use super::sheet::Sheet;
use super::slots::{Slot, What, slots};

/// A sheet, and where it says what.
#[derive(Debug)]
pub(crate) struct Written {
    pub(crate) grid: Grid,
    /// Per row of the document the sheet's rows that say it.
    pub(crate) rows: Vec<Vec<u32>>,
    /// The sheet's rows of the table, header first.
    pub(crate) body: Vec<u32>,
    /// Per column of the document the sheet's columns that say it.
    pub(crate) columns: Vec<Vec<u32>>,
    /// The cell of a row in a column of the document, where it has one.
    pub(crate) places: BTreeMap<(usize, usize), CellRef>,
}

/// Lays a document out.
pub(crate) fn write(document: &Document, layout: &Layout) -> Written {
    let mut sheet = Sheet::default();
    let slots = slots(document, layout);
    let left: u32 = layout.get("offset-col").parse().expect("a number");
    let width = u32::try_from(slots.len()).expect("a small number");
    let top = around::above(&mut sheet, document, layout, (left, width));
    let mut writer = Writer {
        document,
        layout,
        slots: &slots,
        left,
        written: Written {
            grid: Grid::default(),
            rows: vec![Vec::new(); document.rows.len()],
            body: Vec::new(),
            columns: (0..document.columns.len())
                .map(|column| {
                    let own = (left..).zip(&slots);
                    let own = own.filter(|(_, slot)| slot.source == Some(column));
                    own.map(|(col, _)| col).collect()
                })
                .collect(),
            places: BTreeMap::new(),
        },
    };
    let body = head::write(
        &mut sheet,
        document,
        layout,
        &slots,
        (top, left),
        Parts::Both,
    );
    let end = writer.body(&mut sheet, body);
    around::beside(&mut sheet, layout, (top, body), left + width + 2);
    around::below(&mut sheet, layout, end, (left, width));
    let first_amount = slots
        .iter()
        .position(|slot| head::is_amount(slot, document));
    if layout.is("hidden-column", "one")
        && let Some(at) = first_amount
    {
        sheet.hide_col(left + u32::try_from(at).expect("a small number"));
    }
    Written {
        grid: sheet.into_grid(),
        body: (top..end).collect(),
        ..writer.written
    }
}

struct Writer<'a> {
    document: &'a Document,
    layout: &'a Layout,
    slots: &'a [Slot],
    left: u32,
    written: Written,
}

impl Writer<'_> {
    /// Writes the lines below the header; gives the row below them.
    fn body(&mut self, sheet: &mut Sheet, first: u32) -> u32 {
        let lines = lines(self.document, self.layout, self.slots);
        let n_pages = if self.layout.is("pages", "one") { 1 } else { 2 };
        // A row is not torn from its continuation.
        let half = lines.len() / n_pages;
        let page = (half..lines.len())
            .find(|&at| at == 0 || lines[at].row.is_none() || lines[at].row != lines[at - 1].row)
            .unwrap_or(lines.len());
        let mut row = first + u32::from(self.layout.is("header-gap", "row"));
        let mut shift = 0;
        for (at, line) in lines.iter().enumerate() {
            if n_pages > 1 && at == page {
                shift = u32::from(self.layout.is("page-drift", "right"));
                row = self.page_break(sheet, row, self.left + shift);
            } else {
                row += u32::from(line.has_gap);
            }
            self.line(sheet, line, (row, self.left + shift + line.shift));
            row += 1;
        }
        row
    }

    /// Ends a page; gives the first row of the next.
    fn page_break(&self, sheet: &mut Sheet, row: u32, left: u32) -> u32 {
        let mut row = row;
        match self.layout.get("page-gap") {
            "row" => row += 1,
            "page-line" => {
                sheet.text((row, left + 1), "Halaman 2 dari 2");
                row += 1;
            }
            _ => {}
        }
        let parts = match self.layout.get("pages") {
            "header" => Parts::Header,
            "header-numbering" => Parts::Both,
            "numbering" => Parts::Numbering,
            _ => return row,
        };
        head::write(
            sheet,
            self.document,
            self.layout,
            self.slots,
            (row, left),
            parts,
        )
    }

    fn line(&mut self, sheet: &mut Sheet, line: &Line, (row, left): (u32, u32)) {
        let at = |slot: usize| (row, left + u32::try_from(slot).expect("a small number"));
        for (&slot, cell) in &line.cells {
            sheet.put(at(slot), cell.clone());
            if let (Some(idx), What::Field(column)) = (line.row, self.slots[slot].what) {
                let (row, col) = at(slot);
                self.written
                    .places
                    .insert((idx, column), CellRef::new(row, col));
            }
        }
        if let Some((first, last)) = line.merge {
            sheet.merge(at(first), at(last));
        }
        if let Some(cell) = &line.outside {
            sheet.put((row, left.saturating_sub(1)), Cell::clone(cell));
        }
        if line.is_hidden {
            sheet.hide_row(row);
        }
        if let Some(idx) = line.row {
            self.written.rows[idx].push(row);
        }
    }
}
