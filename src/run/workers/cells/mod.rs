//! Cells as bytes and back. Every cell of every file passes here, so they are written from where
//! they lie and read into where they stay. What repeats is sent once: a text or style shared by
//! cells is named by number, and so shared again on the other side. The reading half believes
//! nothing: numbers, lengths, places and their order are checked.

mod read;
mod write;

pub(super) use read::{CellReader, MAX_COL, MAX_ROW};
pub(super) use write::CellWriter;

// What the first byte of a cell says: what it holds, and which parts follow.
const KIND: u8 = 0b111;
const TEXT: u8 = 0;
/// A decimal whose digits fit 64 bits.
const NUMBER: u8 = 1;
/// One of the few with more digits.
const LONG: u8 = 2;
const NO: u8 = 3;
const YES: u8 = 4;
const DATE: u8 = 5;
const ERROR: u8 = 6;
const NO_CACHED_VALUE: u8 = 7;
const HAS_STORED: u8 = 1 << 3;
const HAS_FORMULA: u8 = 1 << 4;
/// Stored text and formula are those of the cell before.
const TEXTS_AS_BEFORE: u8 = 1 << 5;
const STYLE_AS_BEFORE: u8 = 1 << 6;
/// It stands right of the cell before.
const NEXT_COLUMN: u8 = 1 << 7;
