//! Comes in: a decoded text and its separator. Goes out: its fields with row and column, counted
//! as a spreadsheet does: blank lines are rows, a quoted field with line ends in it is one cell.
//! An opening quote that nothing closes never swallows the lines behind it.

use std::borrow::Cow;

use memchr::{memchr, memchr3};

use crate::model::place::CellRef;

/// A field's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Field<'t> {
    /// The value without its quotes.
    Read(Cow<'t, str>),
    /// Its opening quote is not closed; the rest of its line was read as if it had none.
    Unclosed,
}

/// The fields of a text, in order.
pub(super) struct Fields<'t> {
    text: &'t str,
    at: usize,
    separator: u8,
    /// Bytes within which a quoted field must end.
    most_bytes: usize,
    next: CellRef,
}

impl<'t> Fields<'t> {
    /// Fields with texts of at most so many letters.
    pub(super) fn new(text: &'t str, separator: u8, most_letters: u64) -> Self {
        let most_letters = usize::try_from(most_letters).unwrap_or(usize::MAX);
        Self {
            text,
            at: 0,
            separator,
            most_bytes: most_letters.saturating_mul(char::MAX_LEN_UTF8),
            next: CellRef::new(0, 0),
        }
    }

    /// Bytes up to the end of the field that has no quotes.
    fn plain_end(&self, rest: &str) -> usize {
        memchr3(self.separator, b'\r', b'\n', rest.as_bytes()).unwrap_or(rest.len())
    }

    /// A field that begins with a quote, and its length in bytes. `None` when no quote closes it
    /// within a text's limit, or when the quote that would close it stands inside another value:
    /// then the lines between were never one field.
    fn quoted(&self, rest: &'t str) -> Option<(Cow<'t, str>, usize)> {
        let bytes = rest.as_bytes();
        let bytes = bytes.get(..self.most_bytes).unwrap_or(bytes);
        let mut from = 1;
        let mut has_doubled = false;
        let close = loop {
            let quote = from + memchr(b'"', bytes.get(from..)?)?;
            if bytes.get(quote + 1) == Some(&b'"') {
                has_doubled = true;
                from = quote + 2;
            } else {
                break quote;
            }
        };
        let inner = rest.get(1..close)?;
        let behind = rest.get(close + 1..)?;
        let tail = behind.get(..self.plain_end(behind))?;
        let is_plain_end = tail.trim().is_empty();
        if !is_plain_end && inner.contains(['\r', '\n']) {
            return None;
        }
        let mut value = if has_doubled {
            Cow::Owned(inner.replace("\"\"", "\""))
        } else {
            Cow::Borrowed(inner)
        };
        if !is_plain_end {
            // As spreadsheets do with `"Dinas" Kesehatan`.
            value.to_mut().push_str(tail);
        }
        Some((value, close + 1 + tail.len()))
    }
}

impl<'t> Iterator for Fields<'t> {
    type Item = (CellRef, Field<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let place = self.next;
        let plain_end = self.plain_end(rest);
        let (field, n_bytes) = if rest.starts_with('"') {
            match self.quoted(rest) {
                Some((value, n_bytes)) => (Field::Read(value), n_bytes),
                None => (Field::Unclosed, plain_end),
            }
        } else {
            let value = rest.get(..plain_end).unwrap_or_default();
            (Field::Read(Cow::Borrowed(value)), plain_end)
        };
        let behind = rest.as_bytes().get(n_bytes..).unwrap_or_default();
        let (n_end, is_row_end) = match behind {
            [b'\r', b'\n', ..] => (2, true),
            [b'\r' | b'\n', ..] => (1, true),
            [_, ..] => (1, false),
            [] => (0, true),
        };
        self.at += n_bytes + n_end;
        self.next = if is_row_end {
            CellRef::new(place.row.saturating_add(1), 0)
        } else {
            CellRef::new(place.row, place.col.saturating_add(1))
        };
        Some((place, field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str) -> Vec<(u32, u32, String)> {
        Fields::new(text, b';', 100)
            .map(|(at, field)| {
                let value = match field {
                    Field::Read(value) => value.into_owned(),
                    Field::Unclosed => "UNCLOSED".to_owned(),
                };
                (at.row, at.col, value)
            })
            .filter(|(_, _, value)| !value.is_empty())
            .collect()
    }

    fn check(text: &str, expected: &[(u32, u32, &str)]) {
        let expected: Vec<_> = expected
            .iter()
            .map(|&(row, col, value)| (row, col, value.to_owned()))
            .collect();
        assert_eq!(fields(text), expected, "{text:?}");
    }

    #[test]
    fn every_line_end_counts() {
        check(
            "a\n\nb\r\n\r\nc\r\rd;e",
            &[
                (0, 0, "a"),
                (2, 0, "b"),
                (4, 0, "c"),
                (6, 0, "d"),
                (6, 1, "e"),
            ],
        );
        check("", &[]);
        check(";;\n;x;", &[(1, 1, "x")]);
    }

    #[test]
    fn quotes_hold_separators_lines_and_quotes() {
        check(
            "\"a;b\";\"c\nd\"\n\"e \"\"f\"\"\";\"g\" ;\"\";\"h\" i;j \"k\"",
            &[
                (0, 0, "a;b"),
                (0, 1, "c\nd"),
                (1, 0, "e \"f\""),
                (1, 1, "g"),
                (1, 3, "h i"),
                (1, 4, "j \"k\""),
            ],
        );
    }

    #[test]
    fn a_quote_that_is_not_closed_costs_its_own_cell_only() {
        // Nothing closes it.
        check(
            "1;\"a;5\n2;b;6",
            &[
                (0, 0, "1"),
                (0, 1, "UNCLOSED"),
                (0, 2, "5"),
                (1, 0, "2"),
                (1, 1, "b"),
                (1, 2, "6"),
            ],
        );
        // The next field's opening quote would close it.
        check(
            "1;\"a;5\n2;\"b\";6",
            &[
                (0, 0, "1"),
                (0, 1, "UNCLOSED"),
                (0, 2, "5"),
                (1, 0, "2"),
                (1, 1, "b"),
                (1, 2, "6"),
            ],
        );
        // It would be longer than a text may be.
        let long = format!("\"a;1\n{}\"", "x;2\n".repeat(200));
        let read = fields(&long);
        assert_eq!(read.len(), 403);
        assert_eq!(read.first(), Some(&(0, 0, "UNCLOSED".to_owned())));
    }
}
