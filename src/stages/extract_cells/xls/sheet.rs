//! Comes in: the records of one worksheet ([MS-XLS] 2.1.7.20.5). Goes out: its cells, merges, hidden
//! rows and columns and comments, put into the builder. A record that is too short costs its cell;
//! a sheet that ends before its EOF record is a fault of the whole sheet.

use super::comments::Comments;
use super::formula_cells::FormulaCells;
use super::formulas::Decoder;
use super::globals::{self, Globals};
use super::operands;
use super::records::{Fields, Record, Records, kind};
use super::strings::{Text, Version};
use crate::model::grid::Area;
use crate::model::place::CellRef;
use crate::stages::extract_cells::builder::{SheetBuilder, Stored};
use crate::stages::extract_cells::fault::Fault;

/// Columns of a sheet of these formats, less one.
const LAST_COL: u16 = 255;
/// Bit of a ROW record ([MS-XLS] 2.4.221 `fDyZero`) and of a COLINFO record (2.4.53 `fHidden`).
const ROW_IS_HIDDEN: u16 = 0x0020;
const COL_IS_HIDDEN: u16 = 0x0001;

/// What reading a sheet needs.
pub(super) struct Reading<'r, 'g, 'a, 's, 'b, 'l> {
    pub(super) globals: &'g Globals<'a>,
    pub(super) decoder: &'r mut Decoder<'g>,
    pub(super) sheet: &'s mut SheetBuilder<'b, 'l>,
    /// The place of the sheet among all sheets.
    pub(super) place: usize,
}

/// A cell's place and style, with which all of its records begin ([MS-XLS] 2.5.24 Cell).
#[derive(Debug, Clone, Copy)]
pub(super) struct Head {
    pub(super) at: CellRef,
    pub(super) style: u16,
}

impl Reading<'_, '_, '_, '_, '_, '_> {
    /// Reads the records up to the sheet's end. `records` stands behind its BOF record and goes on.
    pub(super) fn read(&mut self, records: &mut Records<'_>) -> Result<(), Fault> {
        let mut formulas = FormulaCells::default();
        let mut comments = Comments::default();
        // Charts inside the sheet are substreams of their own.
        let mut n_inside = 0u64;
        loop {
            let record = records.next()?;
            match record.kind {
                kind::BOF => n_inside += 1,
                kind::EOF if n_inside == 0 => break,
                kind::EOF => n_inside -= 1,
                _ if n_inside > 0 => {}
                kind::STRING => {
                    formulas.string(&mut records.joined(record), &self.globals.texts);
                }
                kind::SHARED_FORMULA | kind::SHARED_FORMULA_OLD => formulas.shared(record),
                kind::ARRAY => formulas.array(record),
                kind::TABLE => formulas.table(record),
                kind::FORMULA => {
                    formulas.put_waiting(self)?;
                    formulas.formula(record, self);
                }
                kind::OBJECT | kind::TEXT_OBJECT | kind::NOTE => {
                    let pieces = records.joined(record);
                    comments.record(record, pieces, &self.globals.texts);
                }
                _ => {
                    formulas.put_waiting(self)?;
                    self.record(records, record)?;
                }
            }
        }
        formulas.put_waiting(self)?;
        comments.put(self.sheet);
        Ok(())
    }

    fn record<'r>(&mut self, records: &mut Records<'r>, record: Record<'r>) -> Result<(), Fault> {
        match record.kind {
            kind::NUMBER => self.cell(record, |_, fields| fields.f64().map(Stored::Double)),
            kind::RK => self.cell(record, |_, fields| {
                fields.u32().map(|rk| Stored::Double(rk_number(rk)))
            }),
            kind::BOOL_ERROR => self.cell(record, |_, fields| {
                let value = fields.u8()?;
                Some(match fields.u8()? {
                    0 => Stored::Bool(value != 0),
                    _ => error(value),
                })
            }),
            kind::LABEL_SST => self.cell(record, |globals, fields| {
                let number = fields.u32()?;
                Some(shared_text(globals, number))
            }),
            kind::MUL_RK => self.many_numbers(record),
            kind::LABEL | kind::RICH_STRING => self.label(records, record),
            kind::ROW => {
                self.row(record);
                Ok(())
            }
            kind::COLUMN_INFO => {
                self.columns(record);
                Ok(())
            }
            kind::MERGED_CELLS => {
                self.merges(record);
                Ok(())
            }
            kind::AUTO_FILTER_INFO => {
                if let Some(area) = self.globals.filters.get(&self.place) {
                    self.sheet.filter(*area);
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// The place and style of a cell's record; one without is told.
    pub(super) fn head(&mut self, fields: &mut Fields<'_>) -> Option<Head> {
        let read = || -> Option<Head> {
            let at = CellRef::new(fields.u16()?.into(), fields.u16()?.into());
            Some(Head {
                at,
                style: fields.u16()?,
            })
        }();
        if read.is_none() {
            self.sheet.misplaced("?");
        }
        read
    }

    /// Puts a cell, unless it lies beyond the columns of the format.
    pub(super) fn put(
        &mut self,
        head: Head,
        value: Stored<'_>,
        formula: Option<&str>,
    ) -> Result<(), Fault> {
        let value = if head.at.col > u32::from(LAST_COL) {
            Stored::Unreadable(Fault::damaged(
                "sel ini di luar kolom terakhir format xls (IV)",
                "the cell lies beyond the last column of the xls format (IV)",
            ))
        } else {
            value
        };
        let style = self.globals.style(head.style);
        self.sheet.put(head.at, value, formula, &style)
    }

    /// A cell whose value `read` takes from the fields behind its head.
    fn cell<'r>(
        &mut self,
        record: Record<'r>,
        read: impl FnOnce(&Globals<'_>, &mut Fields<'r>) -> Option<Stored<'r>>,
    ) -> Result<(), Fault> {
        let mut fields = record.fields();
        let Some(head) = self.head(&mut fields) else {
            return Ok(());
        };
        let value = read(self.globals, &mut fields).unwrap_or_else(|| too_short());
        self.put(head, value, None)
    }

    /// A row of numbers ([MS-XLS] 2.4.175): first column, style and number of each cell, last column.
    fn many_numbers(&mut self, record: Record<'_>) -> Result<(), Fault> {
        let mut fields = record.fields();
        let (Some(row), Some(first_col)) = (fields.u16(), fields.u16()) else {
            self.sheet.misplaced("?");
            return Ok(());
        };
        let mut col = u32::from(first_col);
        while fields.rest().len() > 2 {
            let style = fields.u16().unwrap_or_default();
            let value = match fields.u32() {
                Some(rk) => Stored::Double(rk_number(rk)),
                None => too_short(),
            };
            let at = CellRef::new(row.into(), col);
            let is_cut = matches!(value, Stored::Unreadable(_));
            self.put(Head { at, style }, value, None)?;
            if is_cut {
                break;
            }
            col += 1;
        }
        let last_col = fields.u16().map(u32::from);
        // A cut record has lost the cells up to the last column, and that column's number.
        if last_col.is_none_or(|last_col| last_col + 1 != col) {
            let at = CellRef::new(row.into(), col);
            let style = 0;
            self.put(Head { at, style }, too_short(), None)?;
        }
        Ok(())
    }

    /// A text in the cell itself; in RSTRING, with formatting runs behind it ([MS-XLS] 2.4.148).
    fn label<'r>(&mut self, records: &mut Records<'r>, record: Record<'r>) -> Result<(), Fault> {
        let mut fields = record.fields();
        let Some(head) = self.head(&mut fields) else {
            return Ok(());
        };
        let mut pieces = records.joined(record);
        let text = pieces
            .skip(6)
            .and_then(|()| self.globals.texts.long(&mut pieces));
        match text {
            Some(Text::Known(text)) => self.put(head, Stored::Text(&text), None),
            Some(Text::UnknownCodePage(code_page)) => self.put(head, unknown(code_page), None),
            None => self.put(head, too_short(), None),
        }
    }

    fn row(&mut self, record: Record<'_>) {
        let mut fields = record.fields();
        let row = fields.u16();
        let flags = fields.take(10).and_then(|_| fields.u16());
        if let (Some(row), Some(flags)) = (row, flags)
            && flags & ROW_IS_HIDDEN != 0
        {
            self.sheet.hide_rows(row.into(), row.into());
        }
    }

    fn columns(&mut self, record: Record<'_>) {
        let mut fields = record.fields();
        let (Some(first), Some(last), Some(width)) = (fields.u16(), fields.u16(), fields.u16())
        else {
            return;
        };
        let flags = fields.take(2).and_then(|_| fields.u16()).unwrap_or(0);
        // A column without width is not shown either, whatever its mark says.
        if (flags & COL_IS_HIDDEN != 0 || width == 0) && first <= LAST_COL {
            self.sheet
                .hide_cols(first.into(), last.min(LAST_COL).into());
        }
    }

    fn merges(&mut self, record: Record<'_>) {
        let mut fields = record.fields();
        let n_areas = fields.u16().unwrap_or(0);
        for _ in 0..n_areas {
            let (Some(first_row), Some(last_row), Some(first_col), Some(last_col)) =
                (fields.u16(), fields.u16(), fields.u16(), fields.u16())
            else {
                return;
            };
            self.sheet.merge(Area {
                first: CellRef::new(first_row.into(), first_col.into()),
                last: CellRef::new(last_row.into(), last_col.into()),
            });
        }
    }
}

fn shared_text(globals: &Globals<'_>, number: u32) -> Stored<'static> {
    let text = usize::try_from(number)
        .ok()
        .and_then(|idx| globals.shared.get(idx))
        .cloned()
        .flatten();
    text.map_or_else(
        || {
            Stored::Unreadable(Fault::damaged(
                format!("teks bersama nomor {number} tidak ada atau terpotong"),
                format!("shared text {number} is missing or cut off"),
            ))
        },
        Stored::Shared,
    )
}

/// The number of an RK value ([MS-XLS] 2.5.217): a whole number or the upper half of a double, both
/// possibly to be divided by a hundred.
#[expect(
    clippy::float_arithmetic,
    reason = "the format's own rule; the quotient nearest to the hundredth is the number typed"
)]
fn rk_number(rk: u32) -> f64 {
    const IS_HUNDREDFOLD: u32 = 0x01;
    const IS_WHOLE: u32 = 0x02;
    let value = if rk & IS_WHOLE == 0 {
        f64::from_bits(u64::from(rk & !0x03) << 32)
    } else {
        f64::from(rk.cast_signed() >> 2)
    };
    if rk & IS_HUNDREDFOLD == 0 {
        value
    } else {
        value / 100.0
    }
}

/// The value of an error's code.
pub(super) fn error(code: u8) -> Stored<'static> {
    operands::error(code).map_or_else(
        || {
            Stored::Unreadable(Fault::damaged(
                format!("nilai galat nomor {code} tidak dikenal"),
                format!("error value {code} is unknown"),
            ))
        },
        Stored::Error,
    )
}

/// A cell whose record ends too early.
pub(super) fn too_short() -> Stored<'static> {
    Stored::Unreadable(Fault::damaged(
        "data sel ini terpotong",
        "the cell's data is cut off",
    ))
}

/// A text whose code page is not known.
pub(super) fn unknown(code_page: u16) -> Stored<'static> {
    Stored::Unreadable(Fault::damaged(
        format!("teksnya memakai halaman kode {code_page} yang tidak dikenal"),
        format!("its text uses code page {code_page}, which is unknown"),
    ))
}

/// Opens a sheet: the record at its place must begin a substream of the workbook's own format.
pub(super) fn open(stream: &[u8], offset: u32, version: Version) -> Result<Records<'_>, Fault> {
    let mut records = Records::from(stream, usize::try_from(offset).unwrap_or(usize::MAX));
    let record = records.next()?;
    match globals::opening(record) {
        Some((opened, _)) if opened == version => Ok(records),
        _ => Err(Fault::damaged(
            "pada tempat lembar ini tidak ada awal lembar",
            "there is no beginning of a sheet at its place",
        )),
    }
}
