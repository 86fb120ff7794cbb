//! Comes in: the events of a document (ODF 1.3 part 3, 3). Goes out: its styles, sheets, names and
//! filters. Never takes for a sheet what only holds a copy of another document's.

use std::io::BufRead;

use chrono::NaiveDate;
use quick_xml::events::{BytesStart, Event};

use super::super::builder::WorkbookBuilder;
use super::super::fault::Fault;
use super::super::refusals;
use super::super::xml::{Xml, attribute};
use super::cell::CellReader;
use super::formula;
use super::style::{Set, StyleHead, Styles};
use super::table::TableReader;
use super::text::skip;
use crate::model::document::FileFormat;
use crate::model::grid::{Area, DefinedName};
use crate::model::limits::Limit;
use crate::model::place::CellRef;

/// Most names kept of a document.
const MAX_NAMES: usize = 200_000;

/// A name and what it stands for.
pub(super) struct Expression {
    name: String,
    refers_to: String,
}

/// What an element of a document is to reading.
enum Part {
    /// Its children are looked at.
    Container,
    Styles(Set),
    Style(StyleHead),
    Table(Table),
    Name(Option<Expression>),
    NullDate(Option<NaiveDate>),
    Filter(Option<(String, Area)>),
    OtherDocument,
    Other,
}

struct Table {
    name: String,
    style: String,
}

/// Reads the styles that a package keeps apart.
pub(super) fn read_styles<R: BufRead>(xml: &mut Xml<R>, styles: &mut Styles) -> Result<(), Fault> {
    let mut is_common = false;
    loop {
        let (element, is_open) = match xml.next()? {
            Event::Start(element) => (element, true),
            Event::Empty(element) => (element, false),
            Event::Eof => return Ok(()),
            _ => continue,
        };
        let part = Part::of(&element, is_open);
        drop(element);
        match part {
            Part::Styles(set) => is_common = set == Set::Common,
            // The automatic styles of this part belong to headers and footers.
            Part::Style(head) if is_common => styles.take(xml, Set::Common, head)?,
            Part::Container => {}
            _ if is_open => skip(xml)?,
            _ => {}
        }
    }
}

/// Reads a document's sheets, and its styles before them.
pub(super) fn read<R: BufRead>(
    xml: &mut Xml<R>,
    styles: &mut Styles,
    book: &mut WorkbookBuilder<'_>,
) -> Result<(), Fault> {
    let mut reading = Reading {
        set: Set::Common,
        null_date: NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default(),
        is_spreadsheet: false,
        last_sheet: None,
    };
    let result = reading.read(xml, styles, book);
    match (result, reading.last_sheet) {
        // What stands before the damage was read whole; what stands behind it is told as lost.
        (Err(fault), Some(_)) if !is_of_the_workbook(&fault) => {
            book.find(fault.about_file(book.document, book.limits));
            Ok(())
        }
        (Ok(()), _) if !reading.is_spreadsheet => Err(Fault::damaged(
            "berkas OpenDocument ini tidak memuat lembar kerja",
            "this OpenDocument file holds no spreadsheet",
        )),
        (result, _) => result,
    }
}

/// Whether a fault says that the workbook as a whole cannot be kept.
fn is_of_the_workbook(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::Limit(Limit::Cells | Limit::Sheets | Limit::InflatedBytes | Limit::Ratio)
            | Fault::Encrypted
            | Fault::Refused { .. }
    )
}

struct Reading {
    set: Set,
    null_date: NaiveDate,
    is_spreadsheet: bool,
    last_sheet: Option<String>,
}

impl Reading {
    fn read<R: BufRead>(
        &mut self,
        xml: &mut Xml<R>,
        styles: &mut Styles,
        book: &mut WorkbookBuilder<'_>,
    ) -> Result<(), Fault> {
        loop {
            let (element, is_open) = match xml.next()? {
                Event::Start(element) => (element, true),
                Event::Empty(element) => (element, false),
                Event::Eof => return Ok(()),
                _ => continue,
            };
            self.is_spreadsheet |= element.local_name().as_ref() == "spreadsheet";
            let part = Part::of(&element, is_open);
            drop(element);
            match part {
                Part::Container => continue,
                Part::Styles(set) => {
                    self.set = set;
                    continue;
                }
                Part::Style(head) => {
                    styles.take(xml, self.set, head)?;
                    continue;
                }
                Part::Table(table) => {
                    self.read_table(&table, is_open, xml, styles, book)?;
                    continue;
                }
                Part::OtherDocument => return Err(refusals::refusal(FileFormat::OtherOffice)),
                Part::Name(Some(name)) => book.name(name.defined(None)),
                Part::NullDate(Some(date)) => {
                    self.null_date = date;
                    if date == NaiveDate::from_ymd_opt(1904, 1, 1).unwrap_or_default() {
                        book.count_from_1904();
                    }
                }
                Part::Filter(Some((sheet, area))) => book.filter(&sheet, area),
                Part::Name(None) | Part::NullDate(None) | Part::Filter(None) | Part::Other => {}
            }
            if is_open {
                skip(xml)?;
            }
        }
    }

    fn read_table<R: BufRead>(
        &mut self,
        table: &Table,
        is_open: bool,
        xml: &mut Xml<R>,
        styles: &mut Styles,
        book: &mut WorkbookBuilder<'_>,
    ) -> Result<(), Fault> {
        // Calc keeps the cells of other documents that formulas refer to in tables of their own,
        // named by the document's quoted place; no sheet's name may begin with a quote.
        if table.name.starts_with('\'') && table.name.contains("'#") {
            return if is_open { skip(xml) } else { Ok(()) };
        }
        let is_hidden = styles.hides_table(&table.style);
        let mut names = Vec::new();
        let mut fault = None;
        let depth = xml.depth();
        let cell = CellReader::new(book.limits);
        let null_date = self.null_date;
        book.sheet(&table.name, is_hidden, |sheet| {
            if !is_open {
                return Ok(());
            }
            let reader = TableReader::new(xml, styles, null_date, &mut names, cell);
            reader
                .read(sheet)
                .inspect_err(|found| fault = Some(found.clone()))
        })?;
        self.last_sheet = Some(table.name.clone());
        let sheet = book.share(&table.name);
        for name in names {
            book.name(name.defined(Some(&sheet)));
        }
        match fault {
            // The sheet's finding is made; the next sheet begins behind this one's end, unless the
            // text itself is damaged.
            Some(fault) if xml.is_broken() => Err(fault),
            Some(_) => read_past(xml, depth),
            None => Ok(()),
        }
    }
}

/// Reads on to the end of the element at `depth`, after a fault inside it.
fn read_past<R: BufRead>(xml: &mut Xml<R>, depth: u64) -> Result<(), Fault> {
    while xml.depth() >= depth {
        match xml.next() {
            Ok(Event::Eof) => break,
            // Too deep is too deep until it is not.
            Ok(_) | Err(Fault::Limit(Limit::Nesting)) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}

impl Part {
    fn of(element: &BytesStart<'_>, is_open: bool) -> Self {
        let text = |name| attribute(element, name).unwrap_or_default().into_owned();
        match element.local_name().as_ref() {
            "document" => {
                let mimetype = text("mimetype");
                if mimetype.is_empty() || mimetype.contains("opendocument.spreadsheet") {
                    Part::Container
                } else {
                    Part::OtherDocument
                }
            }
            "document-content"
            | "document-styles"
            | "body"
            | "spreadsheet"
            | "calculation-settings"
            | "named-expressions"
            | "database-ranges" => Part::Container,
            "styles" => Part::Styles(Set::Common),
            "automatic-styles" => Part::Styles(Set::Automatic),
            "table" => Part::Table(Table {
                name: text("name"),
                style: text("style-name"),
            }),
            "named-range" | "named-expression" => Part::Name(Expression::of(element)),
            "null-date" => {
                let date = text("date-value");
                Part::NullDate(NaiveDate::parse_from_str(date.trim(), "%Y-%m-%d").ok())
            }
            "database-range" => Part::Filter(filter(element)),
            _ => StyleHead::of(element, is_open).map_or(Part::Other, Part::Style),
        }
    }
}

impl Expression {
    /// The name that a `table:named-range` or `table:named-expression` defines.
    pub(super) fn of(element: &BytesStart<'_>) -> Option<Self> {
        let name = attribute(element, "name")?.into_owned();
        let refers_to = match attribute(element, "cell-range-address") {
            Some(address) => formula::area(&address).unwrap_or_else(|| address.into_owned()),
            None => formula::translate(&attribute(element, "expression")?),
        };
        Some(Self { name, refers_to })
    }

    fn defined(self, sheet: Option<&std::sync::Arc<str>>) -> DefinedName {
        DefinedName {
            name: self.name,
            sheet: sheet.cloned(),
            refers_to: self.refers_to,
        }
    }
}

/// Keeps a name of a table until the table is read.
pub(super) fn keep_name(names: &mut Vec<Expression>, name: Option<Expression>) {
    if names.len() < MAX_NAMES {
        names.extend(name);
    }
}

/// The sheet and the area that have filter buttons, where a database range has them.
fn filter(element: &BytesStart<'_>) -> Option<(String, Area)> {
    if attribute(element, "display-filter-buttons")? != "true" {
        return None;
    }
    let address = attribute(element, "target-range-address")?;
    let (first, last) =
        formula::split_outside_quotes(&address, ':').unwrap_or((&address, &address));
    let (sheet, first) = formula::corner(first)?;
    let (_, last) = formula::corner(last)?;
    let sheet = match sheet.strip_prefix('\'').and_then(|s| s.strip_suffix('\'')) {
        Some(quoted) => quoted.replace("''", "'"),
        None => sheet.to_owned(),
    };
    let cell = |text: &str| text.replace('$', "").parse::<CellRef>().ok();
    let area = Area {
        first: cell(first)?,
        last: cell(last)?,
    };
    Some((sheet, area))
}
