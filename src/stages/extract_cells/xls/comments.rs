//! Comes in: NOTE, OBJ and TXO records ([MS-XLS] 2.4.179, 2.4.181, 2.4.329). Goes out: comments by
//! cell. Never fails: a comment is no value, so a damaged one is left out.

use std::collections::BTreeMap;

use super::records::{Fields, Pieces, Record, kind};
use super::strings::{Texts, Version};
use crate::model::place::CellRef;
use crate::stages::extract_cells::builder::SheetBuilder;

/// The part of an OBJ record that names the object, and the kind of object that comments are.
const COMMON: u16 = 0x0015;
const IS_NOTE: u16 = 0x0019;
/// Row of a NOTE record of BIFF5 that goes on with the text before it.
const GOES_ON: u16 = 0xFFFF;

/// The comments of one sheet.
#[derive(Debug, Default)]
pub(super) struct Comments {
    /// Which comment object the next text belongs to.
    object: Option<u16>,
    /// Texts by the number of their object.
    texts: BTreeMap<u16, String>,
    /// Cells with the number of their comment's object.
    cells: Vec<(CellRef, u16)>,
    /// BIFF5: cells with the bytes of their comments.
    old: Vec<(CellRef, String)>,
}

impl Comments {
    /// One record about comments, joined with what continues it.
    pub(super) fn record(&mut self, record: Record<'_>, mut pieces: Pieces<'_>, texts: &Texts) {
        match record.kind {
            kind::OBJECT => self.object = object(record.fields()),
            kind::TEXT_OBJECT => {
                if let Some(object) = self.object.take()
                    && let Some(text) = text(&mut pieces, record.data.len(), texts)
                {
                    self.texts.insert(object, text);
                }
            }
            _ => {
                let read = match texts.version {
                    Version::Biff8 => self.note(record.fields()),
                    Version::Biff5 => self.old_note(record.fields(), texts),
                };
                // A damaged note names no cell, so there is nothing to keep.
                read.unwrap_or_default();
            }
        }
    }

    fn note(&mut self, mut fields: Fields<'_>) -> Option<()> {
        let at = CellRef::new(fields.u16()?.into(), fields.u16()?.into());
        fields.take(2)?;
        self.cells.push((at, fields.u16()?));
        Some(())
    }

    fn old_note(&mut self, mut fields: Fields<'_>, texts: &Texts) -> Option<()> {
        let (row, col) = (fields.u16()?, fields.u16()?);
        // The length of the whole text, of which this record may hold a part only.
        fields.take(2)?;
        let bytes = fields.rest();
        let text = texts.bytes(bytes).or_best(bytes);
        if row == GOES_ON {
            self.old.last_mut()?.1.push_str(&text);
        } else {
            self.old.push((CellRef::new(row.into(), col.into()), text));
        }
        Some(())
    }

    /// Hands the comments to the sheet, once all of them are known.
    pub(super) fn put(self, sheet: &mut SheetBuilder<'_, '_>) {
        for (at, object) in self.cells {
            if let Some(text) = self.texts.get(&object) {
                sheet.comment(at, text);
            }
        }
        for (at, text) in self.old {
            sheet.comment(at, &text);
        }
    }
}

/// The number of a comment's object.
fn object(mut fields: Fields<'_>) -> Option<u16> {
    let part = fields.u16()?;
    fields.take(2)?;
    let (sort, number) = (fields.u16()?, fields.u16()?);
    (part == COMMON && sort == IS_NOTE).then_some(number)
}

/// The text of a TXO record: its length stands in the record, its characters in those behind it.
fn text(pieces: &mut Pieces<'_>, n_record_bytes: usize, texts: &Texts) -> Option<String> {
    let mut fields = Fields::of(pieces.piece());
    fields.take(10)?;
    let n_chars = usize::from(fields.u16()?);
    if n_chars == 0 {
        return None;
    }
    pieces.take_here(n_record_bytes);
    pieces.next_piece().then_some(())?;
    let bytes = pieces.piece();
    Some(texts.chars(pieces, n_chars)?.or_best(bytes))
}
