//! Comes in: a formula as tokens, operands first ([MS-XLS] 2.2.2). Goes out: its text as Excel shows
//! it, in A1 style with English names. `None` for what cannot be decoded. Never computes anything.

use super::expression::{Binding, Expression};
use super::functions::{self, function};
use super::links::Links;
use super::operands::{self, Point};
use super::records::{Fields, Pieces};
use super::strings::{Text, Texts, Version};
use crate::model::place::CellRef;

/// Stands for a formula that cannot be decoded, so that its cell still counts as computed.
pub(super) const UNDECODED: &str = "?";

/// What decoding a formula needs to know of its workbook.
#[derive(Debug)]
pub(super) struct Decoder<'g> {
    pub(super) texts: Texts,
    pub(super) links: &'g Links,
    /// Most bytes of one formula.
    pub(super) max_bytes: usize,
    /// Bytes that may still be written or moved, for all formulas of the workbook.
    pub(super) fuel: u64,
}

impl Decoder<'_> {
    /// The text of a formula at `base`, which places that are given relative to the formula's cell
    /// count from. `extra` is what stands behind the tokens: arrays and areas kept in memory.
    pub(super) fn text(&mut self, tokens: &[u8], extra: &[u8], base: CellRef) -> Option<String> {
        let mut reading = Reading {
            texts: self.texts,
            links: self.links,
            tokens: Fields::of(tokens),
            extra: Fields::of(extra),
            base,
            out: Expression::new(self.max_bytes, &mut self.fuel),
        };
        while !reading.tokens.rest().is_empty() {
            reading.token()?;
        }
        reading.out.finish()
    }
}

/// A formula being decoded.
struct Reading<'a, 'g, 'f> {
    texts: Texts,
    links: &'g Links,
    tokens: Fields<'a>,
    extra: Fields<'a>,
    base: CellRef,
    out: Expression<'f>,
}

impl Reading<'_, '_, '_> {
    /// One token ([MS-XLS] 2.5.198.25 and the tables before it).
    fn token(&mut self) -> Option<()> {
        let token = self.tokens.u8()?;
        if token & 0x60 != 0 {
            // The two bits say what kind of value is wanted, not what is written.
            return self.classed(token & 0x1F);
        }
        match token {
            0x03 => self.out.between("+", Binding::Add),
            0x04 => self.out.between("-", Binding::Add),
            0x05 => self.out.between("*", Binding::Multiply),
            0x06 => self.out.between("/", Binding::Multiply),
            0x07 => self.out.between("^", Binding::Power),
            0x08 => self.out.between("&", Binding::Concat),
            0x09 => self.out.between("<", Binding::Compare),
            0x0A => self.out.between("<=", Binding::Compare),
            0x0B => self.out.between("=", Binding::Compare),
            0x0C => self.out.between(">=", Binding::Compare),
            0x0D => self.out.between(">", Binding::Compare),
            0x0E => self.out.between("<>", Binding::Compare),
            0x0F => self.out.between(" ", Binding::Intersect),
            0x10 => self.out.between(",", Binding::Union),
            0x11 => self.out.between(":", Binding::Range),
            0x12 => self.out.before("+"),
            0x13 => self.out.before("-"),
            0x14 => self.out.behind("%"),
            0x15 => self.out.brackets(),
            0x16 => self.out.operand(""),
            0x17 => {
                let text = self.texts.in_formula(&mut self.tokens)?;
                self.out.operand(&operands::quoted_text(&text))
            }
            0x19 => self.attribute(),
            0x1C => {
                let error = operands::error(self.tokens.u8()?)?;
                self.out.operand(error)
            }
            0x1D => {
                let yes = self.tokens.u8()? != 0;
                self.out.operand(if yes { "TRUE" } else { "FALSE" })
            }
            0x1E => {
                let number = self.tokens.u16()?;
                self.out.operand(&number.to_string())
            }
            0x1F => {
                let number = self.tokens.f64()?;
                self.out.operand(&operands::number(number)?)
            }
            // Formulas that stand elsewhere were looked up before; the rest is of older formats.
            _ => None,
        }
    }

    /// Hints on how to compute and how to lay out, of which only a sum is written ([MS-XLS]
    /// 2.5.198.4 and following).
    fn attribute(&mut self) -> Option<()> {
        const CHOOSE: u8 = 0x04;
        const SUM: u8 = 0x10;
        let attribute = self.tokens.u8()?;
        let data = self.tokens.u16()?;
        if attribute & CHOOSE != 0 {
            self.tokens.take((usize::from(data) + 1) * 2)?;
        }
        if attribute & SUM != 0 {
            self.out.call("SUM", 1)?;
        }
        Some(())
    }

    fn classed(&mut self, token: u8) -> Option<()> {
        let is_old = self.texts.version == Version::Biff5;
        match token {
            0x00 => {
                self.tokens.take(7)?;
                self.array()
            }
            0x01 => {
                let function = function(self.tokens.u16()?)?;
                self.out.call(function.name, function.n_args?.into())
            }
            0x02 => {
                let n_args = usize::from(self.tokens.u8()? & 0x7F);
                match self.tokens.u16()? {
                    functions::BY_NAME => self.out.call_by_name(n_args),
                    number => self.out.call(function(number)?.name, n_args),
                }
            }
            0x03 => {
                let number = self.tokens.u16()?;
                self.tokens.take(if is_old { 12 } else { 2 })?;
                let name = self.links.name(number.into())?;
                self.out.operand(plain_name(name))
            }
            0x04 => self.cell("", false),
            0x05 => self.area("", false),
            0x06 => {
                self.tokens.take(6)?;
                self.skip_areas()
            }
            // Only hints, as what they stand for is spelt out behind them.
            0x07 | 0x08 => self.tokens.take(6).map(|_| ()),
            0x09 | 0x0E | 0x0F => self.tokens.take(2).map(|_| ()),
            0x0A => self.lost(false, ""),
            0x0B => self.lost(true, ""),
            0x0C => self.cell("", true),
            0x0D => self.area("", true),
            0x19 => self.name_elsewhere(),
            0x1A..=0x1D => {
                let sheets = if is_old {
                    self.links.old_sheet_range(&mut self.tokens)?
                } else {
                    self.links.sheet_range(self.tokens.u16()?)?
                };
                match token {
                    0x1A => self.cell(&sheets, false),
                    0x1B => self.area(&sheets, false),
                    0x1C => self.lost(false, &sheets),
                    _ => self.lost(true, &sheets),
                }
            }
            _ => None,
        }
    }

    /// A cell; `is_offset` where what is relative counts from the formula's cell.
    fn cell(&mut self, sheets: &str, is_offset: bool) -> Option<()> {
        let base = is_offset.then_some(self.base);
        let point = match self.texts.version {
            Version::Biff8 => {
                let (row, col) = (self.tokens.u16()?, self.tokens.u16()?);
                Point::biff8(row, col, base)
            }
            Version::Biff5 => {
                let (row, col) = (self.tokens.u16()?, self.tokens.u8()?);
                Point::biff5(row, col, base)
            }
        };
        if sheets.starts_with('#') {
            return self.out.operand(sheets);
        }
        self.out.operand(&format!("{sheets}{point}"))
    }

    fn area(&mut self, sheets: &str, is_offset: bool) -> Option<()> {
        let base = is_offset.then_some(self.base);
        let rows = (self.tokens.u16()?, self.tokens.u16()?);
        let (first, last) = match self.texts.version {
            Version::Biff8 => {
                let cols = (self.tokens.u16()?, self.tokens.u16()?);
                (
                    Point::biff8(rows.0, cols.0, base),
                    Point::biff8(rows.1, cols.1, base),
                )
            }
            Version::Biff5 => {
                let cols = (self.tokens.u8()?, self.tokens.u8()?);
                (
                    Point::biff5(rows.0, cols.0, base),
                    Point::biff5(rows.1, cols.1, base),
                )
            }
        };
        if sheets.starts_with('#') {
            return self.out.operand(sheets);
        }
        let area = operands::area(first, last, self.texts.version);
        self.out.operand(&format!("{sheets}{area}"))
    }

    /// A reference to cells that were deleted.
    fn lost(&mut self, is_area: bool, sheets: &str) -> Option<()> {
        let n_bytes = match self.texts.version {
            Version::Biff8 => 4,
            Version::Biff5 => 3,
        };
        self.tokens.take(n_bytes << usize::from(is_area))?;
        if sheets.starts_with('#') {
            return self.out.operand(sheets);
        }
        self.out.operand(&format!("{sheets}#REF!"))
    }

    fn name_elsewhere(&mut self) -> Option<()> {
        let name = match self.texts.version {
            Version::Biff8 => {
                let (range, number) = (self.tokens.u16()?, self.tokens.u32()?);
                self.links.name_in_range(range, number)?
            }
            Version::Biff5 => {
                let book = self.tokens.i16()?;
                self.tokens.take(8)?;
                let number = self.tokens.u16()?;
                self.tokens.take(12)?;
                self.links.name_in_old_book(book, number)?
            }
        };
        self.out.operand(plain_name(&name))
    }

    /// Areas that were computed before and stand behind the tokens ([MS-XLS] 2.5.198.60).
    fn skip_areas(&mut self) -> Option<()> {
        let n_areas = usize::from(self.extra.u16()?);
        let n_bytes = match self.texts.version {
            Version::Biff8 => 8,
            Version::Biff5 => 6,
        };
        self.extra.take(n_areas * n_bytes).map(|_| ())
    }

    /// An array of constants, which stands behind the tokens ([MS-XLS] 2.5.198.59).
    fn array(&mut self) -> Option<()> {
        let (n_cols, n_rows) = match self.texts.version {
            Version::Biff8 => (
                u32::from(self.extra.u8()?) + 1,
                u32::from(self.extra.u16()?) + 1,
            ),
            Version::Biff5 => match (self.extra.u8()?, self.extra.u16()?) {
                (0, n_rows) => (256, u32::from(n_rows)),
                (n_cols, n_rows) => (n_cols.into(), n_rows.into()),
            },
        };
        let mut text = String::from("{");
        for row in 0..n_rows {
            for col in 0..n_cols {
                if col > 0 {
                    text.push(',');
                } else if row > 0 {
                    text.push(';');
                }
                text.push_str(&self.constant()?);
            }
        }
        text.push('}');
        self.out.operand(&text)
    }

    fn constant(&mut self) -> Option<String> {
        let sort = self.extra.u8()?;
        if sort == 0x02 {
            let mut pieces = Pieces::one(self.extra.rest());
            let text = match self.texts.version {
                Version::Biff8 => self.texts.long(&mut pieces)?,
                Version::Biff5 => self.texts.short(&mut pieces)?,
            };
            self.extra = Fields::of(pieces.piece());
            return match text {
                Text::Known(text) => Some(operands::quoted_text(&text)),
                Text::UnknownCodePage(_) => None,
            };
        }
        let mut value = Fields::of(self.extra.take(8)?);
        match sort {
            0x00 => Some(String::new()),
            0x01 => operands::number(value.f64()?),
            0x04 => Some(if value.u8()? != 0 { "TRUE" } else { "FALSE" }.to_owned()),
            0x10 => operands::error(value.u8()?).map(str::to_owned),
            _ => None,
        }
    }
}

/// A name without what files put before functions that are newer than their format, which Excel
/// does not show.
fn plain_name(name: &str) -> &str {
    let name = name.strip_prefix("_xlfn.").unwrap_or(name);
    name.strip_prefix("_xlws.").unwrap_or(name)
}
