//! The writing half: cells to bytes.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use super::{
    DATE, ERROR, HAS_FORMULA, HAS_STORED, LONG, NEXT_COLUMN, NO, NO_CACHED_VALUE, NUMBER,
    STYLE_AS_BEFORE, TEXT, TEXTS_AS_BEFORE, YES,
};
use crate::model::grid::{Cell, Content, Style};
use crate::model::place::CellRef;
use crate::run::workers::message::WireStyle;

/// Writes the cells of a document, and remembers which texts and styles it wrote.
pub(in super::super) struct CellWriter {
    texts: Numbered<Arc<str>>,
    styles: Numbered<Arc<Style>>,
    /// Where the last cell stands, and how it looked.
    at: CellRef,
    style: Option<Arc<Style>>,
    stored: Option<Arc<str>>,
    formula: Option<Arc<str>>,
}

/// Numbers of what was written. Cells that share something share its memory, so its address tells
/// it; it is kept, so that nothing else comes to lie there.
struct Numbered<T> {
    numbers: HashMap<usize, u32, BuildHasherDefault<Spread>>,
    kept: Vec<T>,
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self {
            numbers: HashMap::default(),
            kept: Vec::new(),
        }
    }
}

impl<T: Clone> Numbered<T> {
    /// Its number, and whether it is new.
    fn number(&mut self, value: &T, address: usize) -> (u32, bool) {
        let next = u32::try_from(self.kept.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(address).or_insert(next);
        let is_new = number == next;
        if is_new {
            self.kept.push(value.clone());
        }
        (number, is_new)
    }
}

/// Spreads addresses of our own memory over a table; nobody outside chooses them, so no stronger
/// hash is needed.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte));
        }
    }

    fn write_usize(&mut self, value: usize) {
        // The odd constant nearest to 2^64 divided by the golden ratio spreads multiples best
        // (Knuth, The Art of Computer Programming, vol. 3, 6.4).
        let mixed = (self.0 ^ value as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 32);
    }
}

/// Where counting begins.
const ORIGIN: CellRef = CellRef { row: 0, col: 0 };

impl Default for CellWriter {
    fn default() -> Self {
        Self {
            texts: Numbered::default(),
            styles: Numbered::default(),
            at: ORIGIN,
            style: None,
            stored: None,
            formula: None,
        }
    }
}

impl CellWriter {
    /// Forgets where the last cell stands: the next is the first of its kind again.
    pub(in super::super) fn begin(&mut self) {
        self.at = ORIGIN;
    }

    /// Writes a cell that stands behind those before; gives the reason where it cannot be written.
    pub(in super::super) fn write(
        &mut self,
        at: CellRef,
        cell: &Cell,
        out: &mut Vec<u8>,
    ) -> Result<(), &'static str> {
        let texts_as_before = self.has_same_texts(cell);
        let style_as_before = self
            .style
            .as_ref()
            .is_some_and(|style| Arc::ptr_eq(style, &cell.style));
        let is_next = at.row == self.at.row && self.at.col.checked_add(1) == Some(at.col);
        let flag = |holds: bool, flag: u8| if holds { flag } else { 0 };
        out.push(
            kind(&cell.content)
                | flag(cell.stored.is_some() && !texts_as_before, HAS_STORED)
                | flag(cell.formula.is_some() && !texts_as_before, HAS_FORMULA)
                | flag(texts_as_before, TEXTS_AS_BEFORE)
                | flag(style_as_before, STYLE_AS_BEFORE)
                | flag(is_next, NEXT_COLUMN),
        );
        if !is_next {
            let rows_on = at.row.checked_sub(self.at.row);
            number(rows_on.ok_or("a row before the last")?.into(), out);
            number(at.col.into(), out);
        }
        self.at = at;
        if !style_as_before {
            self.style(&cell.style, out)?;
        }
        self.content(&cell.content, out);
        if !texts_as_before {
            for words in [&cell.stored, &cell.formula].into_iter().flatten() {
                text(words, out);
            }
            self.stored.clone_from(&cell.stored);
            self.formula.clone_from(&cell.formula);
        }
        Ok(())
    }

    /// Whether a cell that has a stored text or formula shares both with the one before.
    fn has_same_texts(&self, cell: &Cell) -> bool {
        let is_same = |one: &Option<Arc<str>>, other: &Option<Arc<str>>| match (one, other) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        };
        (cell.stored.is_some() || cell.formula.is_some())
            && is_same(&cell.stored, &self.stored)
            && is_same(&cell.formula, &self.formula)
    }

    fn style(&mut self, style: &Arc<Style>, out: &mut Vec<u8>) -> Result<(), &'static str> {
        let (named, is_new) = self.styles.number(style, Arc::as_ptr(style).addr());
        number(named.into(), out);
        if is_new {
            let bytes = postcard::to_stdvec(&WireStyle::of(style));
            let bytes = bytes.map_err(|_| "a style that cannot be written")?;
            number(bytes.len() as u64, out);
            out.extend_from_slice(&bytes);
        }
        self.style = Some(style.clone());
        Ok(())
    }

    fn content(&mut self, content: &Content, out: &mut Vec<u8>) {
        match content {
            Content::Text(words) => {
                let (named, is_new) = self.texts.number(words, words.as_ptr().addr());
                number(named.into(), out);
                if is_new {
                    text(words, out);
                }
            }
            Content::Number(decimal) => {
                let digits = decimal.mantissa();
                match i64::try_from(digits) {
                    // Small whatever the sign: 0, -1, 1, -2, ...
                    Ok(digits) => number(((digits << 1) ^ (digits >> 63)).cast_unsigned(), out),
                    Err(_) => out.extend_from_slice(&digits.to_le_bytes()),
                }
                out.push(u8::try_from(decimal.scale()).unwrap_or(u8::MAX));
            }
            Content::Date(words) | Content::Error(words) => text(words, out),
            Content::Bool(_) | Content::NoCachedValue => {}
        }
    }
}

fn kind(content: &Content) -> u8 {
    match content {
        Content::Text(_) => TEXT,
        Content::Number(decimal) if i64::try_from(decimal.mantissa()).is_ok() => NUMBER,
        Content::Number(_) => LONG,
        Content::Bool(false) => NO,
        Content::Bool(true) => YES,
        Content::Date(_) => DATE,
        Content::Error(_) => ERROR,
        Content::NoCachedValue => NO_CACHED_VALUE,
    }
}

fn text(words: &str, out: &mut Vec<u8>) {
    number(words.len() as u64, out);
    out.extend_from_slice(words.as_bytes());
}

/// A number in seven bits a byte, the lowest first.
#[inline]
fn number(mut value: u64, out: &mut Vec<u8>) {
    loop {
        let [low, ..] = value.to_le_bytes();
        value >>= 7;
        if value == 0 {
            out.push(low & 0x7F);
            return;
        }
        out.push(low | 0x80);
    }
}
