//! Comes in: records of cells, in the order of the file. Goes out: each with its value, style and
//! formula, handed to the builder. Never drops one: what cannot be read is told for its cell.

use std::collections::BTreeMap;

use super::super::builder::{CellStyle, SheetBuilder, Stored};
use super::super::fault::Fault;
use super::formula::{Tokens, UNTOLD, Unit, error_name, text_of};
use super::records::Fields;
use super::sheet::{Shared, area};
use super::strings::is_too_long;
use crate::model::limits::Limit;
use crate::model::place::CellRef;

// Kinds of records ([MS-XLSB] 2.3.2). The short forms leave out the column: it is the next one.
const BLANK: u16 = 1;
const RK: u16 = 2;
const ERROR: u16 = 3;
const BOOL: u16 = 4;
const REAL: u16 = 5;
const TEXT: u16 = 6;
const SHARED_TEXT: u16 = 7;
const FORMULA_TEXT: u16 = 8;
const FORMULA_NUMBER: u16 = 9;
const FORMULA_BOOL: u16 = 10;
const FORMULA_ERROR: u16 = 11;
const SHORT_BLANK: u16 = 12;
const SHORT_RK: u16 = 13;
const SHORT_ERROR: u16 = 14;
const SHORT_BOOL: u16 = 15;
const SHORT_REAL: u16 = 16;
const SHORT_TEXT: u16 = 17;
const SHORT_SHARED_TEXT: u16 = 18;
const SHORT_RICH_TEXT: u16 = 61;
const RICH_TEXT: u16 = 62;
const ARRAY_FORMULA: u16 = 426;
const SHARED_FORMULA: u16 = 427;

/// Whether a record is a cell, or a formula for several.
pub(super) fn is_cell(kind: u16) -> bool {
    matches!(
        kind,
        BLANK..=SHORT_SHARED_TEXT | SHORT_RICH_TEXT | RICH_TEXT | ARRAY_FORMULA | SHARED_FORMULA
    )
}

/// The cells of a sheet while they are read.
pub(super) struct Cells<'r, 's, 'b, 'a, 'w> {
    /// The sheet that takes them.
    pub(super) sheet: &'s mut SheetBuilder<'b, 'a>,
    shared: &'r mut Shared<'w>,
    row: Option<u32>,
    last_col: Option<u32>,
    /// Formulas for several cells, by the cell that holds them.
    for_several: BTreeMap<CellRef, Several>,
    /// The cell before such a formula, which comes only after it.
    waiting: Option<Waiting>,
}

/// A formula for several cells.
enum Several {
    /// Each cell has its own, made from this.
    Shared { tokens: Vec<u8>, extra: Vec<u8> },
    /// One formula whose result fills the cells: only the first holds it, as in other formats.
    Array,
}

struct Waiting {
    at: CellRef,
    style: usize,
    value: Stored<'static>,
}

impl<'r, 's, 'b, 'a, 'w> Cells<'r, 's, 'b, 'a, 'w> {
    /// Before the first row.
    pub(super) fn new(sheet: &'s mut SheetBuilder<'b, 'a>, shared: &'r mut Shared<'w>) -> Self {
        Self {
            sheet,
            shared,
            row: None,
            last_col: None,
            for_several: BTreeMap::new(),
            waiting: None,
        }
    }

    /// The cells that follow are on this row; `None` where the file does not say.
    pub(super) fn begin_row(&mut self, row: Option<u32>) {
        self.row = row;
        self.last_col = None;
    }

    /// Takes a record.
    pub(super) fn record(&mut self, kind: u16, mut fields: Fields<'_>) -> Result<(), Fault> {
        if matches!(kind, ARRAY_FORMULA | SHARED_FORMULA) {
            return self.formula_for_several(kind, fields);
        }
        self.flush()?;
        let is_short = matches!(kind, SHORT_BLANK..=SHORT_SHARED_TEXT | SHORT_RICH_TEXT);
        let col = if is_short {
            Some(self.last_col.map_or(0, |col| col.saturating_add(1)))
        } else {
            fields.u32()
        };
        self.last_col = col;
        if matches!(kind, BLANK | SHORT_BLANK) {
            return Ok(());
        }
        // Three bytes are the style, the fourth is about phonetic letters.
        let (Some(row), Some(col), Some(style)) = (self.row, col, fields.u32()) else {
            self.sheet
                .misplaced(if self.row.is_some() { "?" } else { "-" });
            return Ok(());
        };
        let at = CellRef::new(row, col);
        let style = usize::try_from(style & 0xFF_FFFF).unwrap_or(usize::MAX);
        let value = self.value(kind, &mut fields);
        if matches!(kind, FORMULA_TEXT..=FORMULA_ERROR) {
            return self.put_formula(at, value, fields, style);
        }
        let style = style_of(self.shared, style);
        self.sheet.put(at, value, None, style)
    }

    /// The value of a cell; behind it `fields` stand at its formula.
    fn value(&mut self, kind: u16, fields: &mut Fields<'_>) -> Stored<'static> {
        let value = match kind {
            RK | SHORT_RK => fields.u32().map(|number| Stored::Double(rk(number))),
            REAL | SHORT_REAL | FORMULA_NUMBER => fields.f64().map(Stored::Double),
            BOOL | SHORT_BOOL | FORMULA_BOOL => fields.u8().map(|byte| Stored::Bool(byte != 0)),
            ERROR | SHORT_ERROR | FORMULA_ERROR => fields.u8().map(error),
            TEXT | SHORT_TEXT | FORMULA_TEXT => fields.text().map(|text| self.text(&text)),
            RICH_TEXT | SHORT_RICH_TEXT => fields.rich_text().map(|text| self.text(&text)),
            _ => fields.count().map(|idx| self.shared_text(idx)),
        };
        value.unwrap_or_else(|| {
            Stored::Unreadable(Fault::damaged(
                "catatan sel ini terpotong",
                "the cell's record is cut off",
            ))
        })
    }

    fn text(&mut self, text: &str) -> Stored<'static> {
        if is_too_long(text, self.sheet.limits()) {
            return Stored::Unreadable(Fault::Limit(Limit::TextLetters));
        }
        Stored::Shared(self.sheet.share(text))
    }

    fn shared_text(&self, idx: usize) -> Stored<'static> {
        match self.shared.strings.get(idx) {
            Some(Some(text)) => Stored::Shared(text.clone()),
            Some(None) | None => Stored::Unreadable(Fault::damaged(
                format!("teks bersama nomor {idx} tidak ada atau tidak terbaca"),
                format!("shared text {idx} does not exist or cannot be read"),
            )),
        }
    }

    /// Hands over a cell with a formula, or lets it wait where its formula only comes behind it.
    fn put_formula(
        &mut self,
        at: CellRef,
        value: Stored<'static>,
        mut fields: Fields<'_>,
        style: usize,
    ) -> Result<(), Fault> {
        // Two bytes of flags stand before the formula.
        let tokens = fields.u16().and_then(|_| Tokens::read(&mut fields));
        let formula = match tokens {
            None => Some(UNTOLD.to_owned()),
            Some(tokens) => match tokens.shared_from() {
                None => Some(text_of(tokens, self.shared.names, Unit::Cell)),
                Some(holder) if holder == at && !self.for_several.contains_key(&at) => {
                    self.waiting = Some(Waiting { at, style, value });
                    return Ok(());
                }
                Some(holder) => self.made_from(holder, at),
            },
        };
        self.put(at, value, formula.as_deref(), style)
    }

    fn put(
        &mut self,
        at: CellRef,
        value: Stored<'_>,
        formula: Option<&str>,
        style: usize,
    ) -> Result<(), Fault> {
        self.shared.spend(formula.map_or(0, str::len))?;
        let style = style_of(self.shared, style);
        self.sheet.put(at, value, formula, style)
    }

    /// The formula of a cell, made from the one that another cell holds.
    fn made_from(&self, holder: CellRef, at: CellRef) -> Option<String> {
        match self.for_several.get(&holder) {
            Some(Several::Shared { tokens, extra }) => {
                let tokens = Tokens { tokens, extra };
                Some(text_of(tokens, self.shared.names, Unit::Shared(at)))
            }
            Some(Several::Array) => None,
            None => Some(UNTOLD.to_owned()),
        }
    }

    /// `BrtShrFmla` and `BrtArrFmla`: the cells that share the formula, then the formula; it stands
    /// behind the first of them.
    fn formula_for_several(&mut self, kind: u16, mut fields: Fields<'_>) -> Result<(), Fault> {
        let Some(waiting) = self.waiting.take() else {
            return Ok(());
        };
        let is_array = kind == ARRAY_FORMULA;
        let tokens = area(&mut fields)
            .filter(|_| !is_array || fields.u8().is_some())
            .and_then(|_| Tokens::read(&mut fields));
        let formula = tokens.map_or_else(
            || UNTOLD.to_owned(),
            |tokens| text_of(tokens, self.shared.names, Unit::Shared(waiting.at)),
        );
        let several = if is_array {
            Several::Array
        } else {
            let tokens = tokens.unwrap_or_default();
            self.shared
                .spend(tokens.tokens.len() + tokens.extra.len())?;
            Several::Shared {
                tokens: tokens.tokens.to_vec(),
                extra: tokens.extra.to_vec(),
            }
        };
        self.for_several.insert(waiting.at, several);
        self.put(waiting.at, waiting.value, Some(&formula), waiting.style)
    }

    /// Hands over a cell whose formula should have come and did not (a data table, as Excel calls
    /// what it computes by trying values, has none that could be told).
    pub(super) fn flush(&mut self) -> Result<(), Fault> {
        match self.waiting.take() {
            Some(waiting) => self.put(waiting.at, waiting.value, Some(UNTOLD), waiting.style),
            None => Ok(()),
        }
    }
}

/// The style of this number; the plain one where there is none.
fn style_of<'x>(shared: &'x Shared<'_>, number: usize) -> &'x CellStyle {
    shared.styles.get(number).unwrap_or(&shared.plain)
}

fn error(code: u8) -> Stored<'static> {
    match error_name(code) {
        Some(name) => Stored::Error(name),
        None => Stored::Unreadable(Fault::damaged(
            format!("nilai galat {code:#04x} tidak dikenal"),
            format!("error value {code:#04x} is unknown"),
        )),
    }
}

/// `RkNumber` ([MS-XLSB] 2.5.123): the high thirty bits are a whole number or the head of a double;
/// the low two say which, and whether it is to be divided by a hundred.
#[expect(
    clippy::float_arithmetic,
    reason = "the format stores some doubles as hundredths; the quotient is the double that was typed"
)]
fn rk(number: u32) -> f64 {
    let value = if number & 2 != 0 {
        f64::from(number.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(number & !3) << 32)
    };
    if number & 1 != 0 {
        value / 100.0
    } else {
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_are_whole_or_heads_of_doubles_and_may_be_hundredths() {
        for (number, value) in [
            (123 << 2 | 2, 123.0),
            ((-7_i32 << 2).cast_unsigned() | 2, -7.0),
            (9_873 << 2 | 3, 98.73),
            (0x3FF0_0000, 1.0),
            (0x3FF0_0001, 0.01),
        ] {
            assert_eq!(rk(number).to_string(), value.to_string());
        }
    }
}
