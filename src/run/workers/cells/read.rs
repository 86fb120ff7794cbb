//! The reading half: bytes that may say anything to cells that can stand in a sheet.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{
    DATE, ERROR, HAS_FORMULA, HAS_STORED, KIND, LONG, NEXT_COLUMN, NO, NUMBER, STYLE_AS_BEFORE,
    TEXT, TEXTS_AS_BEFORE, YES,
};
use crate::model::cells::{Cells, Placed};
use crate::model::grid::{Cell, Content, Style};
use crate::model::place::CellRef;
use crate::run::workers::message::WireStyle;

/// Last row and column that a sheet of any format has.
pub(in super::super) const MAX_ROW: u32 = 1_048_575;
pub(in super::super) const MAX_COL: u32 = 16_383;
/// Bytes of a number of 64 bits, seven bits in each.
const MOST_BYTES_OF_A_NUMBER: usize = 10;
/// Bytes that a text in memory takes beside its letters.
const TEXT_OVERHEAD: u64 = 32;
const CELL_BYTES: u64 = size_of::<Placed>() as u64;

/// Reads the cells of a document, and remembers which texts and styles were sent.
pub(in super::super) struct CellReader {
    texts: Vec<Arc<str>>,
    styles: Vec<Arc<Style>>,
    at: Option<CellRef>,
    style: Option<Arc<Style>>,
    stored: Option<Arc<str>>,
    formula: Option<Arc<str>>,
    most_letters: u64,
    /// Bytes of memory that the cells read so far take.
    pub(in super::super) n_held: u64,
}

/// What is left of a message.
struct Bytes<'a>(&'a [u8]);

impl CellReader {
    /// For a document whose texts have at most this many letters.
    pub(in super::super) fn new(most_letters: u64) -> Self {
        Self {
            texts: Vec::new(),
            styles: Vec::new(),
            at: None,
            style: None,
            stored: None,
            formula: None,
            most_letters,
            n_held: 0,
        }
    }

    /// Forgets where the last cell stands: the next is the first of its kind again.
    pub(in super::super) fn begin(&mut self) {
        self.at = None;
    }

    /// Reads the cells of a message and puts them behind those that are there.
    pub(in super::super) fn read(
        &mut self,
        message: &[u8],
        cells: &mut Cells,
    ) -> Result<(), &'static str> {
        let mut bytes = Bytes(message);
        while !bytes.0.is_empty() {
            let (at, cell) = self.cell(&mut bytes)?;
            cells.push(at, cell).map_err(|_| "cells out of order")?;
        }
        Ok(())
    }

    fn cell(&mut self, bytes: &mut Bytes<'_>) -> Result<Placed, &'static str> {
        let head = bytes.byte()?;
        let has = |flag: u8| head & flag != 0;
        let at = self.place(has(NEXT_COLUMN), bytes)?;
        if !has(STYLE_AS_BEFORE) {
            self.style = Some(self.style(bytes)?);
        }
        let style = self.style.clone().ok_or("a style before the first")?;
        let content = self.content(head & KIND, bytes)?;
        if !has(TEXTS_AS_BEFORE) {
            self.stored = self.optional(has(HAS_STORED), bytes)?;
            self.formula = self.optional(has(HAS_FORMULA), bytes)?;
        } else if has(HAS_STORED) || has(HAS_FORMULA) {
            return Err("texts that are new and as before");
        }
        self.n_held += CELL_BYTES;
        let cell = Cell {
            content,
            stored: self.stored.clone(),
            formula: self.formula.clone(),
            style,
        };
        Ok((at, cell))
    }

    fn place(&mut self, is_next: bool, bytes: &mut Bytes<'_>) -> Result<CellRef, &'static str> {
        let before = self.at.unwrap_or(CellRef::new(0, 0));
        let at = if is_next {
            // A message counts on from the first cell of a sheet where there is none before.
            CellRef::new(before.row, before.col.saturating_add(1))
        } else {
            let row = u64::from(before.row).saturating_add(bytes.number()?);
            let row = u32::try_from(row).map_err(|_| "a row out of range")?;
            CellRef::new(row, bytes.small()?)
        };
        if at.row > MAX_ROW || at.col > MAX_COL {
            return Err("a cell outside of every sheet");
        }
        if self.at >= Some(at) {
            return Err("cells out of order");
        }
        self.at = Some(at);
        Ok(at)
    }

    fn style(&mut self, bytes: &mut Bytes<'_>) -> Result<Arc<Style>, &'static str> {
        let number = bytes.index()?;
        if let Some(style) = self.styles.get(number) {
            return Ok(style.clone());
        }
        if number > self.styles.len() {
            return Err("a style that was not sent");
        }
        let length = bytes.index()?;
        let sent = bytes.take(length)?;
        let (style, rest): (WireStyle, &[u8]) =
            postcard::take_from_bytes(sent).map_err(|_| "no style")?;
        let style = style.into_style().filter(|_| rest.is_empty());
        let style = Arc::new(style.ok_or("no style")?);
        self.n_held += length as u64 + size_of::<Style>() as u64 + TEXT_OVERHEAD;
        self.styles.push(style.clone());
        Ok(style)
    }

    fn content(&mut self, kind: u8, bytes: &mut Bytes<'_>) -> Result<Content, &'static str> {
        Ok(match kind {
            TEXT => Content::Text(self.shared(bytes)?),
            NUMBER => {
                let folded = bytes.number()?;
                let digits = (folded >> 1).cast_signed() ^ -(folded & 1).cast_signed();
                let scale = bytes.byte()?.into();
                Content::Number(Decimal::try_new(digits, scale).map_err(|_| "no decimal")?)
            }
            LONG => {
                let digits = bytes.take(16)?.try_into().map_err(|_| "no decimal")?;
                let scale = bytes.byte()?.into();
                let decimal = Decimal::try_from_i128_with_scale(i128::from_le_bytes(digits), scale);
                Content::Number(decimal.map_err(|_| "no decimal")?)
            }
            NO => Content::Bool(false),
            YES => Content::Bool(true),
            DATE => Content::Date(self.letters(bytes)?.into()),
            ERROR => Content::Error(self.letters(bytes)?.into()),
            _ => Content::NoCachedValue,
        })
    }

    fn shared(&mut self, bytes: &mut Bytes<'_>) -> Result<Arc<str>, &'static str> {
        let number = bytes.index()?;
        if let Some(text) = self.texts.get(number) {
            return Ok(text.clone());
        }
        if number > self.texts.len() {
            return Err("a text that was not sent");
        }
        let words = self.letters(bytes)?;
        if words.trim().is_empty() {
            return Err("a text without a letter");
        }
        let text: Arc<str> = words.into();
        self.texts.push(text.clone());
        Ok(text)
    }

    /// A text within the limit of letters.
    fn letters<'b>(&mut self, bytes: &mut Bytes<'b>) -> Result<&'b str, &'static str> {
        let words = bytes.text()?;
        // Letters are counted only where the bytes could be too many.
        let most = self.most_letters;
        if words.len() as u64 > most && words.chars().count() as u64 > most {
            return Err("a text that is too long");
        }
        self.n_held += words.len() as u64 + TEXT_OVERHEAD;
        Ok(words)
    }

    fn optional(
        &mut self,
        is_there: bool,
        bytes: &mut Bytes<'_>,
    ) -> Result<Option<Arc<str>>, &'static str> {
        if !is_there {
            return Ok(None);
        }
        let words = bytes.text()?;
        self.n_held += words.len() as u64 + TEXT_OVERHEAD;
        Ok(Some(words.into()))
    }
}

impl<'a> Bytes<'a> {
    #[inline]
    fn byte(&mut self) -> Result<u8, &'static str> {
        let (first, rest) = self.0.split_first().ok_or("a cell is cut off")?;
        self.0 = rest;
        Ok(*first)
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], &'static str> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or("a cell is cut off")?;
        self.0 = rest;
        Ok(taken)
    }

    fn text(&mut self) -> Result<&'a str, &'static str> {
        let length = self.index()?;
        std::str::from_utf8(self.take(length)?).map_err(|_| "a text is no text")
    }

    fn index(&mut self) -> Result<usize, &'static str> {
        usize::try_from(self.number()?).map_err(|_| "a number out of range")
    }

    fn small(&mut self) -> Result<u32, &'static str> {
        u32::try_from(self.number()?).map_err(|_| "a number out of range")
    }

    /// A number in seven bits a byte, the lowest first.
    #[inline]
    fn number(&mut self) -> Result<u64, &'static str> {
        // Most have one byte.
        match self.0.split_first() {
            Some((&byte, rest)) if byte < 0x80 => {
                self.0 = rest;
                Ok(byte.into())
            }
            _ => self.long_number(),
        }
    }

    fn long_number(&mut self) -> Result<u64, &'static str> {
        let (mut value, mut shift) = (0, 0);
        for (idx, byte) in self.0.iter().take(MOST_BYTES_OF_A_NUMBER).enumerate() {
            let bits = u64::from(byte & 0x7F);
            let shifted = bits << shift;
            if shifted >> shift != bits {
                break;
            }
            value |= shifted;
            shift += 7;
            if byte & 0x80 == 0 {
                self.0 = self.0.get(idx + 1..).unwrap_or_default();
                return Ok(value);
            }
        }
        Err("a number out of range")
    }
}
