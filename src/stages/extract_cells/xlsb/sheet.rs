//! Comes in: the records of one sheet. Goes out: its cells, merged areas, hidden rows and columns
//! and its filter, handed to the builder. A record that cannot be understood costs its cell, one
//! that is cut off the sheet.

use std::io::BufRead;

use super::super::builder::{CellStyle, MAX_COL, MAX_ROW, SheetBuilder};
use super::super::fault::Fault;
use super::cells::{self, Cells};
use super::formula::Names;
use super::records::{Fields, Records};
use super::strings::Strings;
use super::styles::Styles;
use crate::model::grid::Area;
use crate::model::limits::{Limit, Limits};
use crate::model::place::CellRef;

// Kinds of records ([MS-XLSB] 2.3.2).
const ROW: u16 = 0;
const COLUMNS: u16 = 60;
const BEGIN_SHEET_DATA: u16 = 145;
const END_SHEET_DATA: u16 = 146;
const BEGIN_FILTER: u16 = 161;
const MERGE: u16 = 176;
const BEGIN_USER_VIEW: u16 = 423;
const END_USER_VIEW: u16 = 424;

/// What all sheets of a workbook share.
pub(super) struct Shared<'a> {
    /// The texts that cells name by number.
    pub(super) strings: &'a Strings,
    /// The styles that cells name by number.
    pub(super) styles: &'a Styles,
    /// What formulas name by number.
    pub(super) names: &'a Names,
    /// Style of cells whose number names none.
    pub(super) plain: CellStyle,
    /// Bytes that formulas' texts may still take: a short formula shared by many cells becomes a
    /// long text for each.
    n_formula_bytes: u64,
}

impl<'a> Shared<'a> {
    /// What all sheets share, before the first is read.
    pub(super) fn new(
        strings: &'a Strings,
        styles: &'a Styles,
        names: &'a Names,
        limits: &Limits,
    ) -> Self {
        Self {
            strings,
            styles,
            names,
            plain: CellStyle::default(),
            n_formula_bytes: limits.get(Limit::HandoverMegabytes).saturating_mul(1 << 20),
        }
    }

    /// Takes bytes for formulas from what they may take in all.
    pub(super) fn spend(&mut self, n_bytes: usize) -> Result<(), Fault> {
        self.n_formula_bytes = self
            .n_formula_bytes
            .checked_sub(n_bytes as u64)
            .ok_or(Fault::Limit(Limit::HandoverMegabytes))?;
        Ok(())
    }
}

/// Reads a sheet's part.
pub(super) fn read<R: BufRead>(
    part: &str,
    bytes: R,
    sheet: &mut SheetBuilder<'_, '_>,
    shared: &mut Shared<'_>,
) -> Result<(), Fault> {
    let mut records = Records::new(part, bytes);
    let mut cells = Cells::new(sheet, shared);
    let mut is_open = false;
    let mut in_user_view = false;
    while let Some((kind, fields)) = records.next(is_wanted)? {
        match kind {
            BEGIN_SHEET_DATA => is_open = true,
            END_SHEET_DATA => {
                cells.flush()?;
                is_open = false;
            }
            BEGIN_USER_VIEW => in_user_view = true,
            END_USER_VIEW => in_user_view = false,
            ROW => {
                cells.flush()?;
                row(fields, &mut cells);
            }
            COLUMNS => columns(fields, cells.sheet),
            MERGE => {
                let mut fields = fields;
                if let Some(area) = area(&mut fields) {
                    cells.sheet.merge(area);
                }
            }
            BEGIN_FILTER if !in_user_view => {
                let mut fields = fields;
                if let Some(area) = area(&mut fields) {
                    cells.sheet.filter(area);
                }
            }
            BEGIN_FILTER => {}
            kind => cells.record(kind, fields)?,
        }
    }
    if is_open {
        return Err(records.cut_off());
    }
    cells.flush()
}

fn is_wanted(kind: u16) -> bool {
    cells::is_cell(kind)
        || matches!(
            kind,
            ROW | COLUMNS
                | BEGIN_SHEET_DATA
                | END_SHEET_DATA
                | BEGIN_FILTER
                | MERGE
                | BEGIN_USER_VIEW
                | END_USER_VIEW
        )
}

/// `BrtRowHdr`: number, style, height, and flags of which the thirteenth says that it is hidden.
fn row(mut fields: Fields<'_>, cells: &mut Cells<'_, '_, '_, '_, '_>) {
    let row = fields.u32();
    cells.begin_row(row);
    let flags = fields
        .bytes(6)
        .and_then(|_| fields.u16())
        .unwrap_or_default();
    if let Some(row) = row
        && row <= MAX_ROW
        && flags & 0x1000 != 0
    {
        cells.sheet.hide_rows(row, row);
    }
}

/// `BrtColInfo`: first, last, width, style, and flags of which the first says that they are hidden.
fn columns(mut fields: Fields<'_>, sheet: &mut SheetBuilder<'_, '_>) {
    let (Some(first), Some(last)) = (fields.u32(), fields.u32()) else {
        return;
    };
    let flags = fields
        .bytes(8)
        .and_then(|_| fields.u16())
        .unwrap_or_default();
    if flags & 1 != 0 && first <= last && first <= MAX_COL {
        sheet.hide_cols(first, last.min(MAX_COL));
    }
}

/// `UncheckedRfX` ([MS-XLSB] 2.5.153): first and last row, first and last column. `None` for what
/// is no area of a sheet.
pub(super) fn area(fields: &mut Fields<'_>) -> Option<Area> {
    let (first_row, last_row) = (fields.u32()?, fields.u32()?);
    let (first_col, last_col) = (fields.u32()?, fields.u32()?);
    let is_inside = first_row <= last_row
        && first_col <= last_col
        && last_row <= MAX_ROW
        && last_col <= MAX_COL;
    is_inside.then_some(Area {
        first: CellRef::new(first_row, first_col),
        last: CellRef::new(last_row, last_col),
    })
}
