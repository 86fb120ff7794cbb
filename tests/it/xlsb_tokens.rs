//! Turns the text of a formula into the tokens of binary workbooks ([MS-XLSB] 2.2.2): numbers,
//! texts, references with and without sheet, names, operators and some functions.
#![allow(
    clippy::cast_possible_truncation,
    reason = "test workbooks are small; their numbers are chosen to fit"
)]

use selaras::model::place::CellRef;

/// What formulas refer to by number.
#[derive(Debug, Default)]
pub(crate) struct Named {
    /// Sheets in order.
    pub(crate) sheets: Vec<String>,
    /// Names in order.
    pub(crate) names: Vec<String>,
}

const FUNCTIONS: [(&str, u16, Option<u8>); 9] = [
    ("IF", 1, None),
    ("SUM", 4, None),
    ("AVERAGE", 5, None),
    ("ABS", 24, Some(1)),
    ("ROUND", 27, Some(2)),
    ("SUBTOTAL", 344, None),
    ("SUMIF", 345, None),
    ("IFERROR", 480, Some(2)),
    ("SUMIFS", 482, None),
];

const OPERATORS: [(&str, u8, u8); 12] = [
    ("<=", 0x0A, 1),
    (">=", 0x0C, 1),
    ("<>", 0x0E, 1),
    ("<", 0x09, 1),
    ("=", 0x0B, 1),
    (">", 0x0D, 1),
    ("&", 0x08, 2),
    ("+", 0x03, 3),
    ("-", 0x04, 3),
    ("*", 0x05, 4),
    ("/", 0x06, 4),
    ("^", 0x07, 5),
];

/// A formula's tokens with the lengths that stand before them, and no extra data.
pub(crate) fn tokens_of(text: &str, named: &Named) -> Vec<u8> {
    let mut compiler = Compiler {
        rest: text,
        tokens: Vec::new(),
        named,
    };
    compiler.expression(0);
    assert!(compiler.rest.is_empty(), "{text}: {}", compiler.rest);
    framed(&compiler.tokens, &[])
}

/// Tokens and extra data with their lengths.
pub(crate) fn framed(tokens: &[u8], extra: &[u8]) -> Vec<u8> {
    let mut bytes = (tokens.len() as u32).to_le_bytes().to_vec();
    bytes.extend_from_slice(tokens);
    bytes.extend((extra.len() as u32).to_le_bytes());
    bytes.extend_from_slice(extra);
    bytes
}

struct Compiler<'a> {
    rest: &'a str,
    tokens: Vec<u8>,
    named: &'a Named,
}

impl Compiler<'_> {
    fn eat(&mut self, wanted: &str) -> bool {
        let found = self.rest.strip_prefix(wanted);
        if let Some(rest) = found {
            self.rest = rest;
        }
        found.is_some()
    }

    fn while_in(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let end = self.rest.find(|c| !wanted(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken.to_owned()
    }

    fn expression(&mut self, least: u8) {
        if self.eat("-") {
            self.expression(5);
            self.tokens.push(0x13);
        } else {
            self.operand();
        }
        loop {
            if self.eat("%") {
                self.tokens.push(0x14);
                continue;
            }
            let next = OPERATORS
                .iter()
                .find(|(text, _, rank)| *rank > least && self.rest.starts_with(text));
            let Some((text, token, rank)) = next else {
                return;
            };
            self.eat(text);
            self.expression(*rank);
            self.tokens.push(*token);
        }
    }

    fn operand(&mut self) {
        if self.eat("(") {
            self.expression(0);
            assert!(self.eat(")"));
            self.tokens.push(0x15);
        } else if self.eat("\"") {
            let text = self.while_in(|c| c != '"');
            assert!(self.eat("\""));
            self.tokens.push(0x17);
            let letters: Vec<u16> = text.encode_utf16().collect();
            self.tokens.extend((letters.len() as u16).to_le_bytes());
            self.tokens
                .extend(letters.iter().flat_map(|letter| letter.to_le_bytes()));
        } else if self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            let number = self.while_in(|c| c.is_ascii_digit() || c == '.');
            if let Ok(number) = number.parse::<u16>() {
                self.tokens.push(0x1E);
                self.tokens.extend(number.to_le_bytes());
            } else {
                self.tokens.push(0x1F);
                self.tokens
                    .extend(number.parse::<f64>().unwrap().to_le_bytes());
            }
        } else if self.eat("'") {
            let sheet = self.while_in(|c| c != '\'');
            assert!(self.eat("'!"));
            self.on_sheet(&sheet);
        } else {
            let word = self.while_in(|c| c.is_alphanumeric() || matches!(c, '$' | '_' | '.'));
            if self.eat("!") {
                self.on_sheet(&word);
            } else if self.eat("(") {
                self.call(&word);
            } else {
                self.reference(&word, None);
            }
        }
    }

    fn on_sheet(&mut self, sheet: &str) {
        let mut sheets = self.named.sheets.iter();
        let idx = sheets.position(|name| name == sheet).unwrap() as u16;
        let word = self.while_in(|c| c.is_alphanumeric() || c == '$');
        self.reference(&word, Some(idx));
    }

    fn call(&mut self, name: &str) {
        let (_, number, fixed) = FUNCTIONS
            .iter()
            .find(|(known, ..)| *known == name)
            .unwrap_or_else(|| panic!("function {name}"));
        let mut n_operands = 0;
        while !self.eat(")") {
            self.eat(",");
            self.expression(0);
            n_operands += 1;
        }
        if fixed.is_some() {
            self.tokens.push(0x41);
        } else {
            self.tokens.extend([0x42, n_operands]);
        }
        self.tokens.extend(number.to_le_bytes());
    }

    fn reference(&mut self, word: &str, sheet: Option<u16>) {
        let Some((row, col)) = corner(word) else {
            let mut names = self.named.names.iter();
            let idx = names.position(|name| name == word).expect(word) as u32;
            self.tokens.push(0x23);
            self.tokens.extend((idx + 1).to_le_bytes());
            return;
        };
        let last = self.eat(":").then(|| {
            let word = self.while_in(|c| c.is_alphanumeric() || c == '$');
            corner(&word).unwrap()
        });
        let token = match (last, sheet) {
            (None, None) => 0x44,
            (Some(_), None) => 0x25,
            (None, Some(_)) => 0x5A,
            (Some(_), Some(_)) => 0x3B,
        };
        self.tokens.push(token);
        self.tokens
            .extend(sheet.iter().flat_map(|sheet| sheet.to_le_bytes()));
        self.tokens.extend(row.to_le_bytes());
        if let Some((last_row, _)) = last {
            self.tokens.extend(last_row.to_le_bytes());
        }
        self.tokens.extend(col.to_le_bytes());
        if let Some((_, last_col)) = last {
            self.tokens.extend(last_col.to_le_bytes());
        }
    }
}

/// Row, and column with the bits that say what moves when the formula is copied.
fn corner(word: &str) -> Option<(u32, u16)> {
    let fixed_col = word.starts_with('$');
    let fixed_row = word.trim_start_matches('$').contains('$');
    let at: CellRef = word.replace('$', "").parse().ok()?;
    let mut col = at.col as u16;
    if !fixed_col {
        col |= 0x4000;
    }
    if !fixed_row {
        col |= 0x8000;
    }
    Some((at.row, col))
}
