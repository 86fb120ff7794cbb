//! Comes in: the records of a cell that holds a formula: FORMULA ([MS-XLS] 2.4.127), and behind it
//! STRING, SHRFMLA, ARRAY or TABLE. Goes out: one cell with value and formula text. A formula that
//! cannot be decoded never costs the value.

use std::collections::BTreeMap;

use super::formulas::UNDECODED;
use super::records::{Fields, Pieces, Record};
use super::sheet::{self, Head, Reading};
use super::strings::{Text, Texts};
use crate::model::place::CellRef;
use crate::stages::extract_cells::builder::Stored;
use crate::stages::extract_cells::fault::Fault;

/// First tokens of formulas that stand elsewhere ([MS-XLS] 2.5.198.58 and 2.5.198.93).
const ELSEWHERE: u8 = 0x01;
const IN_TABLE: u8 = 0x02;

/// The formulas of one sheet.
#[derive(Debug, Default)]
pub(super) struct FormulaCells<'r> {
    /// The cell whose further records may still come.
    waiting: Option<Waiting<'r>>,
    /// Formulas that several cells share, by the cell that their tokens name.
    shared: BTreeMap<CellRef, Shared<'r>>,
}

#[derive(Debug)]
struct Waiting<'r> {
    head: Head,
    value: Value,
    tokens: &'r [u8],
    extra: &'r [u8],
}

#[derive(Debug)]
enum Value {
    Number(f64),
    Bool(bool),
    Error(u8),
    /// A text whose record has not come yet.
    TextToCome,
    Text(Text),
    EmptyText,
    /// The record ends too early.
    Missing,
}

#[derive(Debug, Clone, Copy)]
enum Shared<'r> {
    /// Cells count what is relative from their own place.
    Formula(&'r [u8]),
    Array(&'r [u8], &'r [u8]),
    /// A table of values for other inputs ([MS-XLS] 2.4.313).
    Table {
        flags: u16,
        row_input: CellRef,
        col_input: CellRef,
    },
}

impl<'r> FormulaCells<'r> {
    /// A FORMULA record; the cell waits for the records behind it.
    pub(super) fn formula(
        &mut self,
        record: Record<'r>,
        reading: &mut Reading<'_, '_, '_, '_, '_, '_>,
    ) {
        let mut fields = record.fields();
        let Some(head) = reading.head(&mut fields) else {
            return;
        };
        let value = fields.take(8).and_then(value);
        let (tokens, extra) = fields
            .take(6)
            .and_then(|_| tokens(&mut fields))
            .unwrap_or_default();
        self.waiting = Some(Waiting {
            head,
            value: value.unwrap_or(Value::Missing),
            tokens,
            extra,
        });
    }

    /// The text of the waiting cell.
    pub(super) fn string(&mut self, pieces: &mut Pieces<'_>, texts: &Texts) {
        if let Some(waiting) = &mut self.waiting
            && matches!(waiting.value, Value::TextToCome)
        {
            waiting.value = texts.long(pieces).map_or(Value::Missing, Value::Text);
        }
    }

    /// A formula that the waiting cell shares with others: SHRFMLA ([MS-XLS] 2.4.277).
    pub(super) fn shared(&mut self, record: Record<'r>) {
        let mut fields = record.fields();
        let read = fields.take(8).and_then(|_| tokens(&mut fields));
        if let Some((tokens, _)) = read {
            self.share(record, Shared::Formula(tokens));
        }
    }

    /// An array formula: ARRAY ([MS-XLS] 2.4.4).
    pub(super) fn array(&mut self, record: Record<'r>) {
        let mut fields = record.fields();
        let read = fields.take(12).and_then(|_| tokens(&mut fields));
        if let Some((tokens, extra)) = read {
            self.share(record, Shared::Array(tokens, extra));
        }
    }

    /// A data table: TABLE.
    pub(super) fn table(&mut self, record: Record<'r>) {
        let mut fields = record.fields();
        let read = || -> Option<Shared<'r>> {
            fields.take(6)?;
            let flags = fields.u16()?;
            let mut input = || Some(CellRef::new(fields.u16()?.into(), fields.u16()?.into()));
            Some(Shared::Table {
                flags,
                row_input: input()?,
                col_input: input()?,
            })
        }();
        if let Some(table) = read {
            self.share(record, table);
        }
    }

    /// Keeps a formula under the cell that it stands behind, which the others name, and under the
    /// first cell of its area, which some programs name instead.
    fn share(&mut self, record: Record<'_>, shared: Shared<'r>) {
        let mut fields = record.fields();
        let first = (fields.u16(), fields.take(2), fields.u8());
        if let (Some(row), Some(_), Some(col)) = first {
            self.shared
                .entry(CellRef::new(row.into(), col.into()))
                .or_insert(shared);
        }
        if let Some(waiting) = &self.waiting {
            self.shared.insert(waiting.head.at, shared);
        }
    }

    /// Puts the waiting cell, as no further record is about it.
    pub(super) fn put_waiting(
        &mut self,
        reading: &mut Reading<'_, '_, '_, '_, '_, '_>,
    ) -> Result<(), Fault> {
        let Some(waiting) = self.waiting.take() else {
            return Ok(());
        };
        let text = self.text(&waiting, reading);
        let formula = Some(text.as_deref().unwrap_or(UNDECODED));
        match &waiting.value {
            Value::Number(number) => reading.put(waiting.head, Stored::Double(*number), formula),
            Value::Bool(yes) => reading.put(waiting.head, Stored::Bool(*yes), formula),
            Value::Error(code) => reading.put(waiting.head, sheet::error(*code), formula),
            Value::Text(Text::Known(text)) => {
                reading.put(waiting.head, Stored::Text(text), formula)
            }
            Value::Text(Text::UnknownCodePage(code_page)) => {
                reading.put(waiting.head, sheet::unknown(*code_page), formula)
            }
            Value::EmptyText => reading.put(waiting.head, Stored::Text(""), formula),
            Value::TextToCome => reading.put(waiting.head, Stored::NoCachedValue, formula),
            Value::Missing => reading.put(waiting.head, sheet::too_short(), formula),
        }
    }

    fn text(
        &self,
        waiting: &Waiting<'_>,
        reading: &mut Reading<'_, '_, '_, '_, '_, '_>,
    ) -> Option<String> {
        let at = waiting.head.at;
        let mut fields = Fields::of(waiting.tokens);
        if !matches!(fields.u8(), Some(ELSEWHERE | IN_TABLE)) {
            return reading.decoder.text(waiting.tokens, waiting.extra, at);
        }
        let named = CellRef::new(fields.u16()?.into(), fields.u16()?.into());
        match *self.shared.get(&named)? {
            Shared::Formula(tokens) => reading.decoder.text(tokens, waiting.extra, at),
            Shared::Array(tokens, extra) => reading.decoder.text(tokens, extra, named),
            Shared::Table {
                flags,
                row_input,
                col_input,
            } => Some(table_text(flags, row_input, col_input)),
        }
    }
}

/// The value that a formula showed when the file was saved ([MS-XLS] 2.5.133).
fn value(bytes: &[u8]) -> Option<Value> {
    let mut fields = Fields::of(bytes);
    let number = fields.f64()?;
    let &[sort, _, value, _, _, _, 0xFF, 0xFF] = bytes else {
        return Some(Value::Number(number));
    };
    Some(match sort {
        0 => Value::TextToCome,
        1 => Value::Bool(value != 0),
        2 => Value::Error(value),
        3 => Value::EmptyText,
        // No number has these bits either; the builder says so.
        _ => Value::Number(number),
    })
}

/// Tokens with their length before them, and what stands behind them.
fn tokens<'r>(fields: &mut Fields<'r>) -> Option<(&'r [u8], &'r [u8])> {
    let n_bytes = fields.u16()?;
    let tokens = fields.take(n_bytes.into())?;
    Some((tokens, fields.rest()))
}

/// A data table's formula as Excel shows it: its input cells, by row and by column.
fn table_text(flags: u16, first_input: CellRef, second_input: CellRef) -> String {
    const IS_ROW: u16 = 0x0004;
    const HAS_TWO: u16 = 0x0008;
    if flags & HAS_TWO != 0 {
        format!("TABLE({first_input},{second_input})")
    } else if flags & IS_ROW != 0 {
        format!("TABLE({first_input},)")
    } else {
        format!("TABLE(,{first_input})")
    }
}
