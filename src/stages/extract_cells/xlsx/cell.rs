//! One cell of a sheet's part (ECMA-376, 18.3.1.4). Comes in: its attributes, then the pieces inside
//! it. Goes out: the value that the part stores, for the builder to judge. A cell that cannot be
//! read costs itself only.

use std::io::BufRead;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use quick_xml::events::{BytesStart, Event};

use super::super::builder::Stored;
use super::super::fault::Fault;
use super::super::xml::{Words, Xml, attribute, pairs};
use super::formulas::{Head, Kind};
use super::strings::{Strings, rich_text};
use super::{escapes, references};
use crate::model::limits::Limits;
use crate::model::place::CellRef;

/// Where a cell says that it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Position {
    /// It does not say: next to the cell before it.
    Next,
    /// At a cell.
    At(CellRef),
    /// At no cell: what it says.
    Nowhere(Box<str>),
}

/// What a cell's value is (18.18.11).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Type {
    #[default]
    Number,
    Shared,
    Text,
    Bool,
    Error,
    Date,
    Unknown,
}

impl Type {
    /// The type of this name.
    pub(super) fn named(name: &[u8]) -> Self {
        match name {
            b"n" => Type::Number,
            b"s" => Type::Shared,
            b"str" | b"inlineStr" => Type::Text,
            b"b" => Type::Bool,
            b"e" => Type::Error,
            b"d" => Type::Date,
            _ => Type::Unknown,
        }
    }
}

/// The attributes of a cell.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Opening {
    /// Where it stands.
    pub(super) position: Position,
    /// The index of its format.
    pub(super) style_idx: usize,
    /// What its value is.
    pub(super) kind: Type,
}

impl Opening {
    /// Reads the attributes of a `c` element; `None` where they are not well-formed.
    pub(super) fn of(element: &BytesStart<'_>) -> Option<Self> {
        let mut opening = Self {
            position: Position::Next,
            style_idx: 0,
            kind: Type::Number,
        };
        for pair in pairs(element) {
            // Attributes with a prefix belong to extensions.
            let (name, value) = pair?;
            match name {
                "r" if opening.position != Position::Next => return None,
                "r" => {
                    opening.position = match references::cell(value) {
                        Some(at) => Position::At(at),
                        None => Position::Nowhere(value.chars().take(20).collect()),
                    }
                }
                "s" => opening.style_idx = value.parse().unwrap_or(usize::MAX),
                "t" => opening.kind = Type::named(value.as_bytes()),
                _ => {}
            }
        }
        Some(opening)
    }
}

/// The pieces inside a cell; one is used again for all cells.
pub(super) struct Pieces {
    value: Words,
    n_values: u32,
    inline: Words,
    has_inline: bool,
    formula: Words,
    head: Option<Head>,
    date: Option<String>,
}

/// What the start of a piece says of what to read next.
enum Piece {
    Value,
    Inline,
    Formula,
    Other,
}

impl Pieces {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            value: Words::new(limits),
            n_values: 0,
            inline: Words::new(limits),
            has_inline: false,
            formula: Words::new(limits),
            head: None,
            date: None,
        }
    }

    /// Reads what is inside a cell whose start was the last event, up to its end. `kind` says what
    /// its value is.
    pub(super) fn read<R: BufRead>(&mut self, kind: Type, xml: &mut Xml<R>) -> Result<(), Fault> {
        self.clear();
        loop {
            let piece = match xml.next()? {
                Event::Start(element) => self.open(&element),
                Event::Empty(element) => {
                    self.open(&element);
                    continue;
                }
                Event::End(_) => return Ok(()),
                _ => continue,
            };
            match piece {
                Piece::Value => {
                    xml.text(&mut self.value)?;
                    match kind {
                        Type::Text => escapes::decode(self.value.text_mut(), 0),
                        Type::Date => self.date = self.value.read().ok().and_then(iso),
                        _ => {}
                    }
                }
                Piece::Inline => rich_text(xml, &mut self.inline)?,
                Piece::Formula => {
                    xml.text(&mut self.formula)?;
                    escapes::decode(self.formula.text_mut(), 0);
                }
                Piece::Other => xml.skip()?,
            }
        }
    }

    fn clear(&mut self) {
        self.value.clear();
        self.n_values = 0;
        self.inline.clear();
        self.has_inline = false;
        self.formula.clear();
        self.head = None;
        self.date = None;
    }

    fn open(&mut self, element: &BytesStart<'_>) -> Piece {
        match element.local_name().as_ref() {
            "v" => {
                self.n_values += 1;
                Piece::Value
            }
            "is" => {
                self.has_inline = true;
                Piece::Inline
            }
            "f" => {
                self.head = Some(head(element));
                Piece::Formula
            }
            _ => Piece::Other,
        }
    }

    /// What the cell says of its formula, and the formula's text, if it has one.
    pub(super) fn formula(&self) -> Result<Option<(&Head, &str)>, Fault> {
        match &self.head {
            Some(head) => Ok(Some((head, self.formula.read()?))),
            None => Ok(None),
        }
    }

    /// The value that the cell stores; `None` where it holds neither value nor formula.
    pub(super) fn stored(&self, kind: Type, strings: &Strings) -> Option<Stored<'_>> {
        let has_formula = self.head.is_some();
        if self.n_values == 0 && !self.has_inline {
            return has_formula.then_some(Stored::NoCachedValue);
        }
        if self.n_values > 1 {
            return Some(Stored::Unreadable(Fault::damaged(
                "sel ini memuat lebih dari satu nilai",
                "the cell holds more than one value",
            )));
        }
        let text = match self.value.read() {
            Ok(text) => text,
            Err(fault) => return Some(Stored::Unreadable(fault)),
        };
        if self.has_inline && text.is_empty() {
            return Some(match self.inline.read() {
                Ok(text) => Stored::Text(text),
                Err(fault) => Stored::Unreadable(fault),
            });
        }
        value(kind, text, has_formula, self.date.as_deref(), strings)
    }
}

/// The value of a cell that has one as text, `None` where the text says nothing. `date` is a date's
/// text in the form of other dates.
pub(super) fn value<'t>(
    kind: Type,
    text: &'t str,
    has_formula: bool,
    date: Option<&'t str>,
    strings: &Strings,
) -> Option<Stored<'t>> {
    let trimmed = text.trim_ascii();
    let is_value = match kind {
        Type::Text => true,
        // An index of nothing is a damaged one.
        Type::Shared => !has_formula || !trimmed.is_empty(),
        Type::Number | Type::Bool | Type::Error | Type::Date | Type::Unknown => !trimmed.is_empty(),
    };
    if !is_value {
        return has_formula.then_some(Stored::NoCachedValue);
    }
    Some(match kind {
        Type::Number => Stored::Number(trimmed),
        // A formula may give an empty text, which is a value.
        Type::Text => Stored::Text(text),
        Type::Shared => match strings.get(trimmed) {
            Ok(text) => Stored::Shared(text),
            Err(fault) => Stored::Unreadable(fault),
        },
        Type::Bool => match trimmed {
            "1" | "true" => Stored::Bool(true),
            "0" | "false" => Stored::Bool(false),
            _ => unreadable(trimmed, "nilai logika", "truth value"),
        },
        Type::Error => Stored::Error(trimmed),
        Type::Date => match date {
            Some(iso) => Stored::Date(iso),
            None => unreadable(trimmed, "tanggal", "date"),
        },
        Type::Unknown => unreadable(
            trimmed,
            "nilai yang jenisnya dikenal",
            "value of a known type",
        ),
    })
}

fn unreadable(text: &str, id: &str, en: &str) -> Stored<'static> {
    let shown: String = text.chars().take(40).collect();
    Stored::Unreadable(Fault::damaged(
        format!("\"{shown}\" bukan {id}"),
        format!("\"{shown}\" is no {en}"),
    ))
}

/// What the attributes of an `f` element say.
fn head(element: &BytesStart<'_>) -> Head {
    let mut head = Head::default();
    if element.attributes_raw().is_empty() {
        return head;
    }
    let text = |name| attribute(element, name).unwrap_or_default();
    match &*text("t") {
        "shared" => {
            head.kind = Kind::Shared;
            head.shared = text("si").trim_ascii().parse().ok();
        }
        "dataTable" => {
            let (first, second) = (text("r1"), text("r2"));
            let is_on = |name| matches!(&*text(name), "1" | "true");
            // One input stands for the row or for the column; two for both, the row's first.
            head.kind = Kind::DataTable(if is_on("dt2D") {
                format!("TABLE({first},{second})")
            } else if is_on("dtr") {
                format!("TABLE({first},)")
            } else {
                format!("TABLE(,{first})")
            });
        }
        _ => {}
    }
    head
}

/// A date or time of XML Schema as the dates of other cells are written: `2024-01-31`,
/// `2024-01-31 07:30:00` or `07:30:00`. `None` for what no calendar has.
fn iso(text: &str) -> Option<String> {
    let text = text.trim_ascii();
    let text = text.strip_suffix('Z').unwrap_or(text);
    if let Ok(date) = text.parse::<NaiveDate>() {
        return Some(date.to_string());
    }
    let time = text.strip_prefix('T').unwrap_or(text);
    if let Ok(time) = NaiveTime::parse_from_str(time, "%H:%M:%S%.f") {
        return Some(time.format("%H:%M:%S").to_string());
    }
    let at = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f"))
        .or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M"))
        .ok()?;
    Some(if at.time() == NaiveTime::MIN {
        at.date().to_string()
    } else {
        at.format("%Y-%m-%d %H:%M:%S").to_string()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_written_like_those_of_other_cells() {
        for (text, wanted) in [
            ("2024-01-31", Some("2024-01-31")),
            ("2024-01-31T00:00:00", Some("2024-01-31")),
            ("2024-01-31T07:30:00.000Z", Some("2024-01-31 07:30:00")),
            ("T07:30:00", Some("07:30:00")),
            ("2024-02-30", None),
            ("kemarin", None),
        ] {
            assert_eq!(iso(text).as_deref(), wanted, "{text}");
        }
    }
}
