//! Comes in: an Excel 2003 workbook as one XML file (`SpreadsheetML` of the `urn:schemas-microsoft-com`
//! namespaces). Goes out: its sheets, names, filters and comments, read in one pass. Never makes
//! room for what an index or a span declares.

mod cell;
mod r1c1;
mod sheet;
mod style;

#[cfg(test)]
mod tests;

use std::io::BufRead;
use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::builder::WorkbookBuilder;
use super::fault::Fault;
use super::ods::{excel_formula, skip};
use super::xml::{Xml, attribute};
use crate::model::grid::DefinedName;
use crate::model::limits::Limit;
use crate::model::place::CellRef;
use sheet::SheetReader;
use style::Styles;

/// Most names kept of a sheet or workbook.
const MAX_NAMES: usize = 200_000;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], book: &mut WorkbookBuilder<'_>) -> Result<(), Fault> {
    let mut reading = Reading {
        xml: Xml::new("Workbook", bytes, book.limits),
        styles: Styles::default(),
        counts_from_1904: false,
        is_workbook: false,
        has_sheets: false,
    };
    match reading.read(book) {
        // Sheets that stand before the damage were read whole; what follows is told as lost.
        Err(fault) if reading.has_sheets && !is_of_the_workbook(&fault) => {
            book.find(fault.about_file(book.document, book.limits));
            Ok(())
        }
        Ok(()) if !reading.is_workbook => Err(Fault::damaged(
            "berkas XML ini bukan buku kerja",
            "this XML file is no workbook",
        )),
        result => result,
    }
}

/// Whether a fault says that the workbook as a whole cannot be kept.
fn is_of_the_workbook(fault: &Fault) -> bool {
    matches!(
        fault,
        Fault::Limit(Limit::Cells | Limit::Sheets | Limit::InflatedBytes)
    )
}

struct Reading<R: BufRead> {
    xml: Xml<R>,
    styles: Styles,
    counts_from_1904: bool,
    is_workbook: bool,
    has_sheets: bool,
}

impl<R: BufRead> Reading<R> {
    fn read(&mut self, book: &mut WorkbookBuilder<'_>) -> Result<(), Fault> {
        loop {
            let (element, is_open) = match self.xml.next()? {
                Event::Start(element) => (element, true),
                Event::Empty(element) => (element, false),
                Event::Eof => return Ok(()),
                _ => continue,
            };
            match element.local_name().as_ref() {
                "Workbook" => self.is_workbook = true,
                // Containers: their children are looked at.
                "Styles" | "Names" | "ExcelWorkbook" => {}
                "Style" => {
                    let head = Styles::head(&element);
                    drop(element);
                    self.styles.take(&mut self.xml, head, is_open)?;
                }
                "Worksheet" => {
                    let name = attribute(&element, "Name").unwrap_or_default().into_owned();
                    drop(element);
                    self.has_sheets = true;
                    self.read_sheet(&name, is_open, book)?;
                }
                "NamedRange" => {
                    if let Some(name) = named_range(&element, None) {
                        book.name(name);
                    }
                }
                "Date1904" => {
                    self.counts_from_1904 = true;
                    book.count_from_1904();
                }
                _ => {
                    drop(element);
                    if is_open {
                        skip(&mut self.xml)?;
                    }
                }
            }
        }
    }

    fn read_sheet(
        &mut self,
        name: &str,
        is_open: bool,
        book: &mut WorkbookBuilder<'_>,
    ) -> Result<(), Fault> {
        let mut names = Vec::new();
        let mut fault = None;
        let depth = self.xml.depth();
        let shared = book.share(name);
        let (xml, styles) = (&mut self.xml, &mut self.styles);
        let counts_from_1904 = self.counts_from_1904;
        book.sheet(name, false, |sheet| {
            if !is_open {
                return Ok(());
            }
            SheetReader::new(xml, styles, counts_from_1904, sheet, |element| {
                if names.len() < MAX_NAMES {
                    names.extend(named_range(element, Some(&shared)));
                }
            })
            .read()
            .inspect_err(|found| fault = Some(found.clone()))
        })?;
        for name in names {
            book.name(name);
        }
        match fault {
            None => Ok(()),
            // The sheet's finding is made; the next sheet begins behind this one's end, unless the
            // text itself is damaged.
            Some(fault) if self.xml.is_broken() => Err(fault),
            Some(_) => self.read_past(depth),
        }
    }

    /// Reads on to the end of the element at `depth`, after a fault inside it.
    fn read_past(&mut self, depth: u64) -> Result<(), Fault> {
        while self.xml.depth() >= depth {
            match self.xml.next() {
                Ok(Event::Eof) => break,
                // Too deep is too deep until it is not.
                Ok(_) | Err(Fault::Limit(Limit::Nesting)) => {}
                Err(fault) => return Err(fault),
            }
        }
        Ok(())
    }
}

/// The name that a `NamedRange` defines, for a sheet or the whole workbook.
fn named_range(element: &BytesStart<'_>, sheet: Option<&Arc<str>>) -> Option<DefinedName> {
    Some(DefinedName {
        name: attribute(element, "Name")?.into_owned(),
        sheet: sheet.cloned(),
        refers_to: formula(&attribute(element, "RefersTo")?, CellRef::new(0, 0)),
    })
}

/// A stored formula as Excel shows it in a cell, without its `=`. Calc writes its own formulas into
/// this format; they are known by their namespace.
fn formula(stored: &str, at: CellRef) -> String {
    let is_open_formula = ["of:=", "oooc:=", "msoxl:="]
        .iter()
        .any(|namespace| stored.starts_with(namespace));
    if is_open_formula {
        return excel_formula(stored);
    }
    r1c1::to_a1(stored.strip_prefix('=').unwrap_or(stored), at)
}
