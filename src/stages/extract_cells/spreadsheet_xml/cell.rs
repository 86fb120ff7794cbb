//! Comes in: a `Cell` element with what stands in it. Goes out: its value, formula and comment.
//! Never lets a cell that cannot be read touch another.

use std::io::BufRead;

use chrono::NaiveDate;
use quick_xml::events::{BytesStart, Event};

use super::super::builder::Stored;
use super::super::fault::Fault;
use super::super::ods::{is_error, iso_date, skip};
use super::super::xml::{Xml, attribute, reference};
use crate::model::limits::{Limit, Limits};

/// A cell being read; its memory serves the next cell too.
#[derive(Debug, Default)]
pub(super) struct CellReader {
    /// The text of its comment.
    pub(super) comment: String,
    kind: Option<Kind>,
    text: String,
    most_bytes: usize,
}

/// What `ss:Type` says a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    Text,
    Boolean,
    DateTime,
    Error,
}

impl CellReader {
    /// A cell without anything; the limits say how long its text may grow.
    pub(super) fn new(limits: &Limits) -> Self {
        let most = usize::try_from(limits.get(Limit::TextLetters)).unwrap_or(usize::MAX);
        Self {
            // A letter has at most four bytes: a longer text has too many letters for certain, and
            // is refused when it is put.
            most_bytes: most.saturating_mul(4).saturating_add(4),
            ..Self::default()
        }
    }

    /// Forgets the last cell.
    pub(super) fn clear(&mut self) {
        self.comment.clear();
        self.text.clear();
        self.kind = None;
    }

    /// Reads what stands in the cell, whose element has just been opened, to its end.
    pub(super) fn read<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), Fault> {
        let depth = xml.depth();
        let mut is_comment = false;
        loop {
            match xml.next()? {
                Event::Start(element) => match element.local_name().as_ref() {
                    "Comment" => is_comment = true,
                    "Data" if is_comment => {
                        drop(element);
                        read_text(xml, &mut self.comment, self.most_bytes)?;
                    }
                    "Data" => {
                        self.kind = Some(Kind::of(&element));
                        drop(element);
                        read_text(xml, &mut self.text, self.most_bytes)?;
                    }
                    _ => {
                        drop(element);
                        skip(xml)?;
                    }
                },
                Event::Empty(element) if !is_comment && element.local_name().as_ref() == "Data" => {
                    self.kind = Some(Kind::of(&element));
                }
                Event::End(element) => {
                    is_comment &= element.local_name().as_ref() != "Comment";
                    drop(element);
                    if xml.depth() < depth {
                        return Ok(());
                    }
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// What the cell holds; `None` when that is nothing. `moment` keeps a date's new form.
    pub(super) fn stored<'c>(
        &'c self,
        has_formula: bool,
        null_date: NaiveDate,
        moment: &'c mut String,
    ) -> Option<Stored<'c>> {
        let text = self.text.trim();
        let no_value = has_formula.then_some(Stored::NoCachedValue);
        Some(match self.kind {
            None => return no_value,
            // Calc writes the errors of its formulas as words.
            Some(Kind::Text) if has_formula && is_error(text) => Stored::Error(text),
            Some(Kind::Text) => Stored::Text(&self.text),
            Some(_) if text.is_empty() => return no_value,
            Some(Kind::Number) => Stored::Number(text),
            Some(Kind::Error) => Stored::Error(text),
            Some(Kind::Boolean) => match text {
                "1" | "true" | "TRUE" => Stored::Bool(true),
                "0" | "false" | "FALSE" => Stored::Bool(false),
                _ => Stored::Unreadable(no_such_value(text)),
            },
            Some(Kind::DateTime) => match iso_date(text, null_date) {
                Some(iso) => {
                    *moment = iso;
                    Stored::Date(moment)
                }
                None => Stored::Unreadable(no_such_value(text)),
            },
        })
    }
}

impl Kind {
    /// The kind that a `Data` element names; words where it names none.
    fn of(element: &BytesStart<'_>) -> Self {
        match attribute(element, "Type").as_deref() {
            Some("Number") => Kind::Number,
            Some("Boolean") => Kind::Boolean,
            Some("DateTime") => Kind::DateTime,
            Some("Error") => Kind::Error,
            _ => Kind::Text,
        }
    }
}

/// Reads the text of the element that has just been opened to its end: letters of any font count,
/// and a line break of HTML is one.
pub(super) fn read_text<R: BufRead>(
    xml: &mut Xml<R>,
    into: &mut String,
    most_bytes: usize,
) -> Result<(), Fault> {
    let depth = xml.depth();
    loop {
        let is_full = into.len() > most_bytes;
        match xml.next()? {
            Event::Text(text) if !is_full => into.push_str(&text.xml10_content()),
            Event::CData(text) if !is_full => into.push_str(&text.xml10_content()),
            Event::GeneralRef(entity) if !is_full => {
                if let Some(c) = reference(&entity) {
                    into.push(c);
                } else {
                    // An entity that nobody defined says its own name rather than nothing.
                    into.push('&');
                    into.push_str(&entity.xml10_content());
                    into.push(';');
                }
            }
            Event::Start(element) | Event::Empty(element)
                if !is_full && element.local_name().as_ref().eq_ignore_ascii_case("br") =>
            {
                into.push('\n');
            }
            Event::End(element) => {
                drop(element);
                if xml.depth() < depth {
                    return Ok(());
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

fn no_such_value(text: &str) -> Fault {
    let shown: String = text.chars().take(40).collect();
    Fault::damaged(
        format!("\"{shown}\" bukan tanggal atau nilai ya/tidak yang dapat dibaca"),
        format!("\"{shown}\" is no date or yes/no that can be read"),
    )
}
