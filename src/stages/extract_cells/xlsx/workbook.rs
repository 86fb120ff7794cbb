//! The main part of a workbook (ECMA-376, 18.2): which sheets there are, the names defined in it,
//! and where its days are counted from. Never opens a sheet.

use std::io::BufRead;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::super::builder::WorkbookBuilder;
use super::super::fault::Fault;
use super::super::package::Package;
use super::super::xml::{Words, Xml, attribute, is_true};
use super::escapes;
use crate::model::grid::DefinedName;
use crate::model::limits::{Limit, Limits};

/// Most defined names looked at, Excel's own being bounded by its memory only.
const MAX_NAMES: usize = 200_000;

/// A sheet as the main part lists it.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its name.
    pub(super) name: String,
    /// Whether it is hidden, the deeper kind included.
    pub(super) hidden: bool,
    /// The relationship that leads to its part.
    pub(super) relation: String,
}

/// What the main part says.
#[derive(Default)]
struct Found {
    entries: Vec<Entry>,
    counts_from_1904: bool,
    /// Name, number of its sheet, what it stands for.
    names: Vec<(String, Option<usize>, String)>,
}

/// Reads the main part, hands over names and date system, and gives the sheets in their order.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    book: &mut WorkbookBuilder<'_>,
) -> Result<Vec<Entry>, Fault> {
    let limits = book.limits;
    let found = package.part(part, |bytes| {
        parse(&mut Xml::new(part, bytes, limits), limits)
    })?;
    let found = found.unwrap_or_default();
    if found.counts_from_1904 {
        book.count_from_1904();
    }
    for (name, sheet_idx, refers_to) in found.names {
        let sheet: Option<Arc<str>> = sheet_idx
            .and_then(|idx| found.entries.get(idx))
            .map(|entry| entry.name.as_str().into());
        book.name(DefinedName {
            name,
            sheet,
            refers_to,
        });
    }
    Ok(found.entries)
}

fn parse<R: BufRead>(xml: &mut Xml<R>, limits: &Limits) -> Result<Found, Fault> {
    let mut found = Found::default();
    let mut words = Words::new(limits);
    loop {
        let name = match xml.next()? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "sheet" =>
            {
                if found.entries.len() as u64 > limits.get(Limit::Sheets) {
                    return Err(Fault::Limit(Limit::Sheets));
                }
                found.entries.push(entry(&element));
                continue;
            }
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == "workbookPr" =>
            {
                found.counts_from_1904 |= is_true(&element, "date1904");
                continue;
            }
            Event::Start(element) if element.local_name().as_ref() == "definedName" => {
                let sheet = attribute(&element, "localSheetId");
                let sheet_idx = sheet.and_then(|idx| idx.trim_ascii().parse().ok());
                let name = attribute(&element, "name").unwrap_or_default();
                (name.into_owned(), sheet_idx)
            }
            Event::Eof => return Ok(found),
            _ => continue,
        };
        words.clear();
        xml.text(&mut words)?;
        escapes::decode(words.text_mut(), 0);
        // A name too long to be one stands for nothing that is audited.
        if let (Ok(text), true) = (words.read(), found.names.len() < MAX_NAMES) {
            let text = text.trim_ascii();
            let refers_to = text.strip_prefix('=').unwrap_or(text).to_owned();
            found.names.push((name.0, name.1, refers_to));
        }
    }
}

fn entry(element: &BytesStart<'_>) -> Entry {
    let text = |name| attribute(element, name).unwrap_or_default();
    let mut name = text("name").into_owned();
    escapes::decode(&mut name, 0);
    Entry {
        name,
        hidden: matches!(&*text("state"), "hidden" | "veryHidden"),
        relation: text("id").into_owned(),
    }
}
