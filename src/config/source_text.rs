//! Comes in: the text of a configuration file. Goes out: line and column of any value in it. Never
//! judges what the values mean.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::fault::{ConfigFault, Said};

/// A configuration file's text with its name and the places of its values.
pub struct SourceText<'a> {
    file: &'a str,
    text: &'a str,
    table: Spanned<DeTable<'a>>,
}

/// One step on the way to a value.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    /// Into the value of a key.
    Key(&'a str),
    /// Into an element of a list, from 0.
    Nth(usize),
}

impl<'a> SourceText<'a> {
    /// Takes a text apart; what cannot be parsed has no places.
    pub fn new(file: &'a str, text: &'a str) -> Self {
        let (table, _) = DeTable::parse_recoverable(text);
        Self { file, text, table }
    }

    /// A fault at the value that `path` leads to, or at the nearest value around it.
    pub fn fault(&self, code: &'static str, path: &[Step<'_>], reason: Said) -> ConfigFault {
        self.fault_at(code, self.span(path), reason)
    }

    /// A fault at a range of bytes.
    pub fn fault_at(
        &self,
        code: &'static str,
        span: Option<Range<usize>>,
        reason: Said,
    ) -> ConfigFault {
        let mut fault = ConfigFault::whole_file(code, self.file, reason);
        if let Some(span) = span {
            let (line, column) = line_and_column(self.text, span.start);
            fault.line = Some(line);
            fault.column = Some(column);
        }
        fault
    }

    fn span(&self, path: &[Step<'_>]) -> Option<Range<usize>> {
        let (first, rest) = path.split_first()?;
        let Step::Key(key) = first else {
            return None;
        };
        let mut value = self.table.get_ref().get(*key)?;
        for step in rest {
            let next = match (step, value.get_ref()) {
                (Step::Key(key), DeValue::Table(table)) => table.get(*key),
                (Step::Nth(idx), DeValue::Array(array)) => array.get(*idx),
                (Step::Key(_) | Step::Nth(_), _) => None,
            };
            let Some(next) = next else {
                break;
            };
            value = next;
        }
        Some(value.span())
    }
}

/// Line and column, both from 1, the column in characters, of a byte of a text.
pub fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let mut end = byte.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = text.get(..end).unwrap_or("");
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.matches('\n').count() + 1;
    let column = before
        .get(line_start..)
        .map_or(0, |part| part.chars().count())
        + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        assert_eq!(line_and_column("a = \"é\" b\nc", 8), (1, 8));
        assert_eq!(line_and_column("a\nbc", 3), (2, 2));
        assert_eq!(line_and_column("", 9), (1, 1));
    }

    #[test]
    fn values_are_found_by_their_path() {
        let source = SourceText::new(
            "p.toml",
            "name = \"x\"\nkinds = [\"a\",\n  \"b\"]\n[[column]]\nfield = \"pagu\"\n",
        );
        let at = |path: &[Step<'_>]| {
            let fault = source.fault("P001", path, Said::new("", ""));
            (fault.line, fault.column)
        };
        assert_eq!(at(&[Step::Key("kinds"), Step::Nth(1)]), (Some(3), Some(3)));
        assert_eq!(
            at(&[Step::Key("column"), Step::Nth(0), Step::Key("field")]),
            (Some(5), Some(9))
        );
        assert_eq!(at(&[Step::Key("absent")]), (None, None));
    }
}
