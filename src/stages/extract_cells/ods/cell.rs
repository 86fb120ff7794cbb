//! Comes in: a `table:table-cell` with what stands in it (ODF 1.3 part 3, 9.1.4 and 19.385). Goes
//! out: its value, formula, text and comment. Never lets a cell that cannot be read touch another.

use std::io::BufRead;

use chrono::NaiveDate;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};

use super::super::builder::Stored;
use super::super::fault::Fault;
use super::super::xml::Xml;
use super::moment;
use super::text::{Paragraphs, read_paragraph, read_paragraphs, skip};
use crate::model::limits::Limits;

/// Errors as spreadsheet programs show them; Calc shows its own as `Err:` and a number.
const ERRORS: [&str; 8] = [
    "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#SPILL!",
];

/// A cell being read; its memory serves the next cell too.
#[derive(Debug)]
pub(super) struct CellReader {
    /// The name of its style.
    pub(super) style: Field,
    /// Its formula as stored.
    pub(super) formula: Field,
    /// Its paragraphs.
    pub(super) text: Paragraphs,
    /// Its comment.
    pub(super) comment: Paragraphs,
    /// Columns that it stands in, one after the other.
    pub(super) n_repeated: u32,
    /// Columns and rows that it is spread over.
    pub(super) spanned: (u32, u32),
    kind: Kind,
    is_error: bool,
    value: Field,
    date: Field,
    time: Field,
    boolean: Field,
    string: Field,
    fault: Option<Fault>,
}

/// What a cell says its value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Nothing,
    Number,
    Percentage,
    Date,
    Time,
    Boolean,
    Text,
}

/// The value of an attribute.
#[derive(Debug, Default)]
pub(super) struct Field {
    text: String,
    is_set: bool,
}

impl Field {
    /// The value, where the attribute was there.
    pub(super) fn get(&self) -> Option<&str> {
        self.is_set.then_some(self.text.as_str())
    }

    fn set(&mut self, text: &str) {
        self.text.clear();
        self.text.push_str(text);
        self.is_set = true;
    }
}

impl CellReader {
    /// A cell without anything.
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            style: Field::default(),
            formula: Field::default(),
            text: Paragraphs::new(limits),
            comment: Paragraphs::new(limits),
            n_repeated: 1,
            spanned: (1, 1),
            kind: Kind::Nothing,
            is_error: false,
            value: Field::default(),
            date: Field::default(),
            time: Field::default(),
            boolean: Field::default(),
            string: Field::default(),
            fault: None,
        }
    }

    /// Begins a cell with the attributes of its element. Attributes go by their local names, since
    /// each namespace has the prefix that its writer chose; only `value-type` stands in two.
    pub(super) fn open(&mut self, element: &BytesStart<'_>) {
        self.clear();
        for attribute in element.attributes().with_checks(false) {
            let Ok(attribute) = attribute else {
                self.fault = Some(unreadable_attribute());
                continue;
            };
            let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0) else {
                self.fault = Some(unreadable_attribute());
                continue;
            };
            match attribute.key.local_name().as_ref() {
                "style-name" => self.style.set(&value),
                "formula" => self.formula.set(&value),
                "value" => self.value.set(&value),
                "date-value" => self.date.set(&value),
                "time-value" => self.time.set(&value),
                "boolean-value" => self.boolean.set(&value),
                "string-value" => self.string.set(&value),
                "value-type" if value == "error" => self.is_error = true,
                "value-type" => {
                    let prefix = attribute.key.prefix();
                    if prefix.is_none_or(|prefix| prefix.as_ref() != "calcext") {
                        self.kind = Kind::named(&value);
                    }
                }
                "number-columns-repeated" => self.n_repeated = self.count(&value),
                "number-columns-spanned" => self.spanned.0 = self.count(&value),
                "number-rows-spanned" => self.spanned.1 = self.count(&value),
                _ => {}
            }
        }
    }

    fn clear(&mut self) {
        for field in [
            &mut self.style,
            &mut self.formula,
            &mut self.value,
            &mut self.date,
            &mut self.time,
            &mut self.boolean,
            &mut self.string,
        ] {
            field.is_set = false;
        }
        self.text.clear();
        self.comment.clear();
        self.n_repeated = 1;
        self.spanned = (1, 1);
        self.kind = Kind::Nothing;
        self.is_error = false;
        self.fault = None;
    }

    fn count(&mut self, text: &str) -> u32 {
        count(text).unwrap_or_else(|| {
            self.fault = Some(unreadable_attribute());
            1
        })
    }

    /// Reads what stands in the cell, whose element has just been opened, to its end.
    pub(super) fn read_content<R: BufRead>(&mut self, xml: &mut Xml<R>) -> Result<(), Fault> {
        let depth = xml.depth();
        loop {
            match xml.next()? {
                Event::Empty(element) => {
                    if matches!(element.local_name().as_ref(), "p" | "h") {
                        self.text.begin();
                    }
                }
                Event::Start(element) => {
                    let inside = Inside::of(&element);
                    drop(element);
                    match inside {
                        Inside::Paragraph => read_paragraph(xml, &mut self.text)?,
                        Inside::Comment => read_paragraphs(xml, &mut self.comment)?,
                        Inside::List => {}
                        Inside::Other => skip(xml)?,
                    }
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

    /// What the cell holds; `None` when that is nothing. `moment` keeps a date's new form.
    pub(super) fn stored<'c>(
        &'c self,
        null_date: NaiveDate,
        moment: &'c mut String,
    ) -> Option<Stored<'c>> {
        if let Some(fault) = &self.fault {
            return Some(Stored::Unreadable(fault.clone()));
        }
        if let Some(error) = self.error() {
            return Some(Stored::Error(error));
        }
        let kind = match self.kind {
            // A value without a type has the type of its attribute.
            Kind::Nothing if self.value.is_set => Kind::Number,
            Kind::Nothing if self.date.is_set => Kind::Date,
            Kind::Nothing if self.time.is_set => Kind::Time,
            Kind::Nothing if self.boolean.is_set => Kind::Boolean,
            Kind::Nothing if self.string.is_set => Kind::Text,
            kind => kind,
        };
        let told = match kind {
            Kind::Nothing => None,
            Kind::Number | Kind::Percentage => self.value.get().map(Stored::Number),
            Kind::Date => {
                let stored = self.date.get();
                stored.map(|text| as_moment(text, moment::date(text, null_date), moment))
            }
            Kind::Time => {
                let stored = self.time.get();
                stored.map(|text| as_moment(text, moment::time(text), moment))
            }
            Kind::Boolean => self.boolean.get().map(|text| match text.trim() {
                "true" | "TRUE" | "1" => Stored::Bool(true),
                "false" | "FALSE" | "0" => Stored::Bool(false),
                text => Stored::Unreadable(no_value(text)),
            }),
            Kind::Text => {
                let string = self.string.get().filter(|string| !string.is_empty());
                Some(Stored::Text(string.unwrap_or(&self.text.text)))
            }
        };
        if told.is_some() {
            return told;
        }
        // A value that is not there leaves what the cell shows.
        if !self.text.text.trim().is_empty() {
            return Some(Stored::Text(&self.text.text));
        }
        self.formula.get().map(|_| {
            // Calc leaves out the type of an empty text, but not its paragraph.
            if self.text.n_begun > 0 && kind == Kind::Nothing {
                Stored::Text("")
            } else {
                Stored::NoCachedValue
            }
        })
    }

    /// The error that the cell shows, where it is one: Calc marks it, others only show it.
    fn error(&self) -> Option<&str> {
        let text = self.text.text.trim();
        let string = self.string.get().unwrap_or_default().trim();
        let shown = if text.is_empty() { string } else { text };
        if self.is_error {
            return Some(if shown.is_empty() { "#N/A" } else { shown });
        }
        (self.formula.is_set && is_error(shown)).then_some(shown)
    }

    /// Bytes that each copy of the cell would keep for itself.
    pub(super) fn n_own_bytes(&self) -> u64 {
        let formula = self.formula.get().unwrap_or_default().len();
        let value = self.value.get().unwrap_or_default().len();
        let error = if self.is_error {
            self.text.text.len()
        } else {
            0
        };
        (formula + value + error) as u64
    }

    /// Decimals of the percentage that the cell shows; `None` for what is no percentage.
    pub(super) fn percentage_decimals(&self) -> Option<usize> {
        if self.kind != Kind::Percentage {
            return None;
        }
        let shown = self.text.text.trim_end_matches(['%', ' ', '\u{a0}']);
        let decimals = shown
            .rsplit_once(['.', ','])
            .map_or("", |(_, decimals)| decimals);
        let are_digits = decimals.bytes().all(|b| b.is_ascii_digit());
        Some(if are_digits {
            decimals.len().min(30)
        } else {
            0
        })
    }
}

impl Kind {
    /// The kind of this name; an unknown one leaves the choice to the attributes.
    fn named(name: &str) -> Self {
        match name {
            "float" | "currency" | "fraction" | "scientific" => Kind::Number,
            "percentage" => Kind::Percentage,
            "date" => Kind::Date,
            "time" => Kind::Time,
            "boolean" => Kind::Boolean,
            "string" => Kind::Text,
            _ => Kind::Nothing,
        }
    }
}

/// What an element inside a cell is to the cell.
enum Inside {
    Paragraph,
    Comment,
    List,
    Other,
}

impl Inside {
    fn of(element: &BytesStart<'_>) -> Self {
        match element.local_name().as_ref() {
            "p" | "h" => Inside::Paragraph,
            "annotation" => Inside::Comment,
            "list" | "list-item" | "list-header" => Inside::List,
            _ => Inside::Other,
        }
    }
}

/// Whether a text is an error value.
pub(in super::super) fn is_error(text: &str) -> bool {
    ERRORS.contains(&text)
        || text
            .strip_prefix("Err:")
            .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

/// A count of rows or columns; `None` for what is no number. Nothing is made of its size.
pub(super) fn count(text: &str) -> Option<u32> {
    let text = text.trim();
    let is_count = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_count.then(|| text.parse().unwrap_or(u32::MAX).max(1))
}

fn as_moment<'c>(text: &str, read: Option<String>, into: &'c mut String) -> Stored<'c> {
    match read {
        Some(iso) => {
            *into = iso;
            Stored::Date(into)
        }
        None => Stored::Unreadable(no_value(text)),
    }
}

fn no_value(text: &str) -> Fault {
    let shown: String = text.chars().take(40).collect();
    Fault::damaged(
        format!("\"{shown}\" bukan tanggal, waktu, atau nilai ya/tidak yang dapat dibaca"),
        format!("\"{shown}\" is no date, time or yes/no that can be read"),
    )
}

fn unreadable_attribute() -> Fault {
    Fault::damaged(
        "keterangan sel ini dalam berkas rusak",
        "the cell's attributes in the file are damaged",
    )
}
