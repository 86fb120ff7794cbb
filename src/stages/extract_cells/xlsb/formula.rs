//! Comes in: a formula as tokens ([MS-XLSB] 2.2.2). Goes out: its text, as it would be typed. What
//! these tokens do not tell in full (arrays of constants, references to other workbooks) makes the
//! whole formula [`UNTOLD`], never a text that means something else.

use super::functions::{NAMED, function};
use super::records::Fields;
use crate::model::place::{CellRef, column_letters};

/// Stands for a formula whose text cannot be told. It is no formula that anyone could type.
pub(super) const UNTOLD: &str = "?";

/// Most bytes of a formula's tokens ([MS-XLSB] 2.2.2); beyond it nothing is honest.
const MAX_TOKEN_BYTES: usize = 16_385;

/// What formulas refer to by number.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// References to sheets as they stand before a cell (`Sheet1!`); `None` where it is not told.
    pub(super) sheets: Vec<Option<String>>,
    /// Defined names, in order.
    pub(super) names: Vec<String>,
    /// Most letters of a formula's text.
    pub(super) most_letters: usize,
}

/// A formula's tokens, and what some of them keep elsewhere.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tokens<'a> {
    /// The tokens, in the order of their evaluation.
    pub(super) tokens: &'a [u8],
    /// What does not fit into tokens.
    pub(super) extra: &'a [u8],
}

impl<'a> Tokens<'a> {
    /// Reads both halves; each has its length before it.
    pub(super) fn read(fields: &mut Fields<'a>) -> Option<Self> {
        let n_tokens = fields.count()?;
        let tokens = fields.bytes(n_tokens)?;
        let n_extra = fields.count().unwrap_or(0);
        let extra = fields.bytes(n_extra).unwrap_or_default();
        Some(Self { tokens, extra })
    }

    /// The cell that holds the formula, where it is shared between cells or covers several:
    /// `PtgExp` names its row, the column stands apart.
    pub(super) fn shared_from(self) -> Option<CellRef> {
        let mut tokens = Fields(self.tokens);
        (tokens.u8()? == 0x01).then_some(())?;
        let row = tokens.u32()?;
        let col = Fields(self.extra).u32()?;
        Some(CellRef::new(row, col))
    }
}

/// For which cells a formula stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Unit {
    /// One cell: references name cells.
    Cell,
    /// Several cells: references count from the cell that is asked for.
    Shared(CellRef),
}

/// The text of a formula without its `=`, or [`UNTOLD`].
pub(super) fn text_of(tokens: Tokens<'_>, names: &Names, unit: Unit) -> String {
    let mut writer = Writer {
        rest: Fields(tokens.tokens),
        stack: Vec::new(),
        n_letters: 0,
        names,
        unit,
    };
    let text = if tokens.tokens.len() <= MAX_TOKEN_BYTES {
        writer.text()
    } else {
        None
    };
    text.unwrap_or_else(|| UNTOLD.to_owned())
}

/// How a reference to these sheets stands before a cell.
pub(super) fn sheet_prefix(first: &str, last: &str) -> String {
    let is_plain = |name: &str| {
        name.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_alphanumeric() || c == '_')
            && name.parse::<CellRef>().is_err()
    };
    let both = if first == last {
        first.to_owned()
    } else {
        format!("{first}:{last}")
    };
    if is_plain(first) && is_plain(last) {
        format!("{both}!")
    } else {
        format!("'{}'!", both.replace('\'', "''"))
    }
}

/// Writes a formula from its tokens: operands wait on a stack until an operator takes them.
struct Writer<'a> {
    rest: Fields<'a>,
    stack: Vec<String>,
    n_letters: usize,
    names: &'a Names,
    unit: Unit,
}

impl Writer<'_> {
    fn text(&mut self) -> Option<String> {
        while let Some(token) = self.rest.u8() {
            self.token(token)?;
        }
        let text = self.stack.pop()?;
        (self.stack.is_empty() && text.len() <= self.names.most_letters).then_some(text)
    }

    /// An operand. Its letters are counted, so that few tokens cannot make a long text.
    fn push(&mut self, text: impl Into<String>) -> Option<()> {
        let text = text.into();
        self.n_letters += text.len();
        (self.n_letters <= self.names.most_letters).then_some(())?;
        self.stack.push(text);
        Some(())
    }

    /// Tokens by number ([MS-XLSB] 2.5.97.16); three of each operand, for references, values and
    /// arrays, look the same in text.
    fn token(&mut self, token: u8) -> Option<()> {
        match token {
            0x03..=0x11 => self.binary(token),
            0x12 => self.wrap("+", ""),
            0x13 => self.wrap("-", ""),
            0x14 => self.wrap("", "%"),
            0x15 => self.wrap("(", ")"),
            // An operand left out.
            0x16 => self.push(""),
            0x17 => self.string(),
            0x19 => self.attribute(),
            0x1C => {
                let error = error_name(self.rest.u8()?)?;
                self.push(error)
            }
            0x1D => {
                let text = if self.rest.u8()? == 0 {
                    "FALSE"
                } else {
                    "TRUE"
                };
                self.push(text)
            }
            0x1E => {
                let number = self.rest.u16()?;
                self.push(number.to_string())
            }
            0x1F => {
                let number = self.rest.f64()?;
                number.is_finite().then(|| self.push(number.to_string()))?
            }
            0x20..=0x7F => self.operand(0x20 | token & 0x1F),
            _ => None,
        }
    }

    fn operand(&mut self, token: u8) -> Option<()> {
        match token {
            0x21 => {
                let (name, n_operands) = function(self.rest.u16()?)?;
                self.call(name, n_operands)
            }
            0x22 => self.call_with_count(),
            0x23 => {
                // Names are counted from one.
                let idx = self.rest.count()?.checked_sub(1)?;
                let name = self.names.names.get(idx)?.clone();
                self.push(name)
            }
            0x24 => {
                let text = self.reference(false)?;
                self.push(text)
            }
            0x25 => {
                let text = self.area(false)?;
                self.push(text)
            }
            // Where a part of the formula was computed before; the part itself follows.
            0x26..=0x28 => self.rest.bytes(6).map(|_| ()),
            0x29 => self.rest.bytes(2).map(|_| ()),
            0x2A => self.broken(6, ""),
            0x2B => self.broken(12, ""),
            0x2C => {
                let text = self.reference(true)?;
                self.push(text)
            }
            0x2D => {
                let text = self.area(true)?;
                self.push(text)
            }
            0x3A..=0x3D => self.on_sheet(token),
            _ => None,
        }
    }

    fn on_sheet(&mut self, token: u8) -> Option<()> {
        let idx = usize::from(self.rest.u16()?);
        let sheet = self.names.sheets.get(idx)?.clone()?;
        match token {
            0x3A => {
                let text = self.reference(false)?;
                self.push(sheet + &text)
            }
            0x3B => {
                let text = self.area(false)?;
                self.push(sheet + &text)
            }
            0x3C => self.broken(6, &sheet),
            _ => self.broken(12, &sheet),
        }
    }

    /// A reference to cells that are gone.
    fn broken(&mut self, n_bytes: usize, sheet: &str) -> Option<()> {
        self.rest.bytes(n_bytes)?;
        self.push(format!("{sheet}#REF!"))
    }

    fn reference(&mut self, counts_from_cell: bool) -> Option<String> {
        let row = self.rest.u32()?;
        let col = self.rest.u16()?;
        self.corner(row, col, counts_from_cell)
    }

    fn area(&mut self, counts_from_cell: bool) -> Option<String> {
        let (first_row, last_row) = (self.rest.u32()?, self.rest.u32()?);
        let (first_col, last_col) = (self.rest.u16()?, self.rest.u16()?);
        let first = self.corner(first_row, first_col, counts_from_cell)?;
        let last = self.corner(last_row, last_col, counts_from_cell)?;
        Some(format!("{first}:{last}"))
    }

    /// A cell of a reference. The column's two high bits say whether column and row move when the
    /// formula is copied; in a shared formula what moves counts from the cell, round the edges.
    fn corner(&self, row: u32, col: u16, counts_from_cell: bool) -> Option<String> {
        let (col_moves, row_moves) = (col & 0x4000 != 0, col & 0x8000 != 0);
        let mut at = CellRef::new(row & 0xF_FFFF, u32::from(col & 0x3FFF));
        if counts_from_cell {
            let Unit::Shared(cell) = self.unit else {
                return None;
            };
            if row_moves {
                at.row = at.row.wrapping_add(cell.row) & 0xF_FFFF;
            }
            if col_moves {
                at.col = at.col.wrapping_add(cell.col) & 0x3FFF;
            }
        }
        let fixed = |moves: bool| if moves { "" } else { "$" };
        Some(format!(
            "{}{}{}{}",
            fixed(col_moves),
            column_letters(at.col),
            fixed(row_moves),
            at.row + 1
        ))
    }

    fn binary(&mut self, token: u8) -> Option<()> {
        const OPERATORS: [&str; 15] = [
            "+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>", " ", ",", ":",
        ];
        let operator = OPERATORS.get(usize::from(token.checked_sub(3)?))?;
        let right = self.stack.pop()?;
        let left = self.stack.last_mut()?;
        left.push_str(operator);
        left.push_str(&right);
        Some(())
    }

    fn wrap(&mut self, before: &str, after: &str) -> Option<()> {
        let operand = self.stack.last_mut()?;
        operand.insert_str(0, before);
        operand.push_str(after);
        Some(())
    }

    fn string(&mut self) -> Option<()> {
        let n_letters = usize::from(self.rest.u16()?);
        let text = self.rest.letters(n_letters)?;
        self.push(format!("\"{}\"", text.replace('"', "\"\"")))
    }

    /// `PtgAttr...`: how to evaluate or print; only a sum of one operand is part of the text.
    fn attribute(&mut self) -> Option<()> {
        match self.rest.u8()? {
            0x04 => {
                // CHOOSE: a table of jumps, one more than it says.
                let n_jumps = usize::from(self.rest.u16()?) + 1;
                self.rest.bytes(n_jumps * 2)?;
            }
            0x10 => {
                self.rest.u16()?;
                return self.call("SUM", 1);
            }
            0x01 | 0x02 | 0x08 | 0x20 | 0x21 | 0x40 | 0x41 | 0x80 => {
                self.rest.u16()?;
            }
            _ => return None,
        }
        Some(())
    }

    fn call_with_count(&mut self) -> Option<()> {
        let n_operands = usize::from(self.rest.u8()? & 0x7F);
        let number = self.rest.u16()?;
        if number & 0x8000 != 0 {
            return None;
        }
        if number != NAMED {
            return self.call(function(number)?.0, n_operands);
        }
        let first = self.stack.len().checked_sub(n_operands)?;
        (n_operands > 0).then_some(())?;
        let name = self.stack.remove(first);
        // New functions are stored under a prefix that nobody types.
        let name = name.strip_prefix("_xlfn.").unwrap_or(&name).to_owned();
        self.call(&name, n_operands - 1)
    }

    fn call(&mut self, name: &str, n_operands: usize) -> Option<()> {
        let first = self.stack.len().checked_sub(n_operands)?;
        let operands = self.stack.split_off(first).join(",");
        self.n_letters = self.n_letters.saturating_sub(operands.len());
        self.push(format!("{name}({operands})"))
    }
}

/// Name of an error value ([MS-XLSB] 2.5.97.2).
pub(super) fn error_name(code: u8) -> Option<&'static str> {
    Some(match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => return None,
    })
}
