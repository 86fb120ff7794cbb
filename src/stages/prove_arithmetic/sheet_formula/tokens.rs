//! Comes in: a formula's text and its cell. Goes out: its tokens, references relative to the cell,
//! and a key that is the same for the same formula copied elsewhere. Bounded by the text's length.
//! Never evaluates; what it does not know is a token of its own.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::reference::{Corner, Reference};
use crate::model::place::CellRef;

/// Most letters of a formula that are looked at; Excel allows no more.
pub(super) const MAX_LETTERS: usize = 8_192;

/// A piece of a formula.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(Decimal),
    Text(Box<str>),
    Bool(bool),
    /// An error value, as written.
    Error(Box<str>),
    Reference(Reference),
    /// A name, in lower case, with the sheet it is said to belong to.
    Name(Option<Arc<str>>, Box<str>),
    /// A function, in capitals; its opening bracket is taken.
    Function(Box<str>),
    /// `+ - * / ^ & %`, and the comparisons.
    Operator(&'static str),
    Open,
    Close,
    Comma,
    /// Something that is not calculated here: another workbook, an array, a table's columns.
    Foreign(&'static str),
}

/// The tokens of a formula with its key.
pub(super) fn tokens(text: &str, own: CellRef) -> (Vec<Token>, String) {
    let mut reader = Reader {
        rest: text,
        own,
        tokens: Vec::new(),
        key: String::with_capacity(text.len() + 16),
    };
    if text.len() > MAX_LETTERS * 4 || text.chars().count() > MAX_LETTERS {
        reader.tokens.push(Token::Foreign("long"));
        return (reader.tokens, text.to_owned());
    }
    while let Some(first) = reader.rest.chars().next() {
        reader.next(first);
    }
    (reader.tokens, reader.key)
}

struct Reader<'t> {
    rest: &'t str,
    own: CellRef,
    tokens: Vec<Token>,
    key: String,
}

impl Reader<'_> {
    fn next(&mut self, first: char) {
        match first {
            ' ' | '\t' | '\r' | '\n' => self.skip(first.len_utf8()),
            '"' => {
                let (text, n_bytes) = quoted(self.rest, '"');
                self.take(n_bytes, Token::Text(text.into()));
            }
            '\'' => {
                let (name, n_bytes) = quoted(self.rest, '\'');
                self.skip(n_bytes);
                self.of_sheet(&name);
            }
            '#' => {
                let n_bytes = error_length(self.rest);
                let error = self.rest.get(..n_bytes).unwrap_or("#");
                let token = Token::Error(error.into());
                self.take(n_bytes, token);
            }
            '[' => self.foreign("table"),
            '{' => self.foreign("array"),
            '(' => self.take(1, Token::Open),
            ')' => self.take(1, Token::Close),
            ',' | ';' => self.take(1, Token::Comma),
            '<' | '>' | '=' => {
                let operator = ["<=", ">=", "<>", "<", ">", "="]
                    .into_iter()
                    .find(|operator| self.rest.starts_with(operator));
                self.operator(operator.unwrap_or("="));
            }
            '+' => self.operator("+"),
            '-' => self.operator("-"),
            '*' => self.operator("*"),
            '/' => self.operator("/"),
            '^' => self.operator("^"),
            '&' => self.operator("&"),
            '%' => self.operator("%"),
            _ if is_of_word(first) => self.word(None),
            _ => self.foreign("sign"),
        }
    }

    fn skip(&mut self, n_bytes: usize) {
        self.rest = self.rest.get(n_bytes..).unwrap_or_default();
    }

    /// Takes a token of so many bytes; its text is its part of the key.
    fn take(&mut self, n_bytes: usize, token: Token) {
        self.key
            .push_str(self.rest.get(..n_bytes).unwrap_or(self.rest));
        self.tokens.push(token);
        self.skip(n_bytes);
    }

    fn operator(&mut self, operator: &'static str) {
        self.take(operator.len(), Token::Operator(operator));
    }

    /// The rest of the formula is not read: it holds something that is not calculated here.
    fn foreign(&mut self, what: &'static str) {
        self.take(self.rest.len(), Token::Foreign(what));
    }

    /// What follows the name of a sheet.
    fn of_sheet(&mut self, name: &str) {
        let Some(rest) = self.rest.strip_prefix('!') else {
            return self.foreign("sheet");
        };
        // Another workbook, or several sheets at once.
        if name.contains(['[', ']', ':']) {
            return self.foreign("workbook");
        }
        self.rest = rest;
        if self.rest.starts_with('#') {
            let n_bytes = error_length(self.rest);
            let token = Token::Error(self.rest.get(..n_bytes).unwrap_or("#REF!").into());
            return self.take(n_bytes, token);
        }
        self.word(Some(name.into()));
    }

    /// A number, reference, name, function or the name of a sheet.
    fn word(&mut self, sheet: Option<Arc<str>>) {
        let word = word_of(self.rest);
        let after = self.rest.get(word.len()..).unwrap_or_default();
        if word.is_empty() {
            return self.foreign("sheet");
        }
        if after.starts_with('!') && sheet.is_none() {
            self.skip(word.len());
            return self.of_sheet(word);
        }
        if after.starts_with('[') || after.starts_with('#') {
            return self.foreign("table");
        }
        if after.starts_with('(') && sheet.is_none() {
            let upper = word.to_ascii_uppercase();
            let name = upper.rsplit("XLFN.").next().unwrap_or(&upper);
            let name = name.strip_prefix("_XLWS.").unwrap_or(name);
            self.key.push_str(name);
            self.key.push('(');
            self.tokens.push(Token::Function(name.into()));
            return self.skip(word.len() + 1);
        }
        if let Some((reference, n_bytes)) = self.reference(word, after, sheet.as_ref()) {
            reference.write_key(&mut self.key);
            self.tokens.push(Token::Reference(reference));
            return self.skip(n_bytes);
        }
        if sheet.is_none() && word.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            return self.number(word, after);
        }
        let token = match (word.to_ascii_uppercase().as_str(), &sheet) {
            ("TRUE", None) => Token::Bool(true),
            ("FALSE", None) => Token::Bool(false),
            _ if after.starts_with(':') => return self.foreign("sheet"),
            _ => Token::Name(sheet, word.to_lowercase().into()),
        };
        self.take(word.len(), token);
    }

    /// A cell, an area, whole columns or whole rows, with the bytes they take.
    fn reference(
        &self,
        word: &str,
        after: &str,
        sheet: Option<&Arc<str>>,
    ) -> Option<(Reference, usize)> {
        let corner = Corner::read(word)?;
        let other = after.strip_prefix(':').map_or("", word_of);
        let behind = after.get(1 + other.len()..).unwrap_or_default();
        if !other.is_empty() && !behind.starts_with(['(', '!', '[', ':']) {
            let other_corner = Corner::read(other)?;
            let reference = corner.reference(other_corner, sheet.cloned(), self.own)?;
            return Some((reference, word.len() + 1 + other.len()));
        }
        if !corner.is_cell() || after.starts_with(':') {
            return None;
        }
        let reference = corner.reference(corner, sheet.cloned(), self.own)?;
        Some((reference, word.len()))
    }

    fn number(&mut self, word: &str, after: &str) {
        let mut n_bytes = word.len();
        let has_exponent = word.ends_with(['e', 'E']) && after.starts_with(['+', '-']);
        if has_exponent {
            n_bytes += 1 + word_of(after.get(1..).unwrap_or_default()).len();
        }
        let text = self.rest.get(..n_bytes).unwrap_or(word);
        let number = if text.contains(['e', 'E']) {
            Decimal::from_scientific(text).ok()
        } else {
            text.parse().ok()
        };
        match number {
            Some(number) => self.take(n_bytes, Token::Number(number)),
            None => self.foreign("number"),
        }
    }
}

/// The text between quotes, where a doubled quote stands for one, and the bytes it takes.
fn quoted(text: &str, quote: char) -> (String, usize) {
    let mut out = String::new();
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((idx, c)) = chars.next() {
        if c != quote {
            out.push(c);
        } else if chars.next_if(|(_, next)| *next == quote).is_some() {
            out.push(quote);
        } else {
            return (out, idx + quote.len_utf8());
        }
    }
    (out, text.len())
}

const ERRORS: [&str; 9] = [
    "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#N/A", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
];

fn error_length(text: &str) -> usize {
    let known = ERRORS.iter().find(|error| text.starts_with(**error));
    known.map_or(1, |error| error.len())
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '$' | '\\' | '?')
}

fn word_of(text: &str) -> &str {
    let end = text.find(|c| !is_of_word(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}
