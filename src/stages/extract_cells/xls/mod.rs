//! Reads workbooks of Excel 5.0/95 (BIFF5) and 97-2003 (BIFF8), in their OLE container or as a bare
//! stream ([MS-XLS]). Comes in: bytes. Goes out: cells in the builder. A damaged cell costs that
//! cell, a damaged sheet that sheet. Never allocates from what a record declares.

mod comments;
mod container;
mod expression;
mod formula_cells;
mod formulas;
pub(super) mod functions;
mod globals;
mod links;
mod names;
mod operands;
mod records;
mod refused;
mod sheet;
mod strings;
mod styles;
#[cfg(test)]
mod tests;

use formulas::{Decoder, UNDECODED};
use globals::{Globals, SheetEntry};
use records::Records;
use sheet::Reading;

use super::builder::WorkbookBuilder;
use super::fault::Fault;
use crate::model::grid::DefinedName;
use crate::model::limits::Limit;
use crate::model::place::CellRef;

/// What a bare stream without a list of sheets calls its only one.
const ONLY_SHEET: &str = "Sheet1";
/// What the names of functions that are newer than the format begin with.
const NEWER_FUNCTION: &str = "_xlfn.";
/// Bytes that decoding formulas may write and move: some, and so many times those of the stream.
/// Sharing lets few bytes stand for many formulas, so what honest files need is not less.
const FUEL_AT_LEAST: u64 = 64 << 20;
const FUEL_TIMES: u64 = 64;

/// Reads a workbook.
pub(super) fn read(bytes: &[u8], book: &mut WorkbookBuilder<'_>) -> Result<(), Fault> {
    let stream = container::workbook_stream(bytes)?;
    let mut records = Records::from(&stream, 0);
    let first = records.next()?;
    let (version, substream) = globals::opening(first).ok_or_else(|| refused::no_biff(first))?;
    let mut globals = globals::read(&mut records, version, book)?;
    if substream == records::WORKSHEET && globals.sheets.is_empty() {
        globals.sheets.push(SheetEntry {
            name: ONLY_SHEET.to_owned(),
            offset: 0,
            hidden: false,
            is_worksheet: true,
        });
        globals.links.sheets.push(ONLY_SHEET.to_owned());
    } else if substream != records::GLOBALS {
        return Err(refused::no_cells());
    }
    let most_letters = book.limits.get(Limit::TextLetters);
    let mut decoder = Decoder {
        texts: globals.texts,
        links: &globals.links,
        max_bytes: usize::try_from(most_letters).unwrap_or(usize::MAX),
        fuel: FUEL_AT_LEAST.saturating_add(FUEL_TIMES.saturating_mul(stream.len() as u64)),
    };
    keep_names(&globals, &mut decoder, book);
    read_sheets(&stream, &globals, &mut decoder, book)
}

fn read_sheets<'g>(
    stream: &[u8],
    globals: &'g Globals<'_>,
    decoder: &mut Decoder<'g>,
    book: &mut WorkbookBuilder<'_>,
) -> Result<(), Fault> {
    // Sheets stand apart, so all of them together are no longer than the stream; entries that point
    // into each other would be read as often as there are entries.
    let mut n_left = stream.len();
    for (place, entry) in globals.sheets.iter().enumerate() {
        if !entry.is_worksheet {
            continue;
        }
        match sheet::open(stream, entry.offset, globals.texts.version) {
            Err(fault) => book.lost_sheet(&entry.name, entry.hidden, fault)?,
            Ok(records) => {
                let mut records = records.within(n_left);
                let n_before = records.n_left();
                book.sheet(&entry.name, entry.hidden, |sheet| {
                    Reading {
                        globals,
                        decoder,
                        sheet,
                        place,
                    }
                    .read(&mut records)
                })?;
                n_left -= n_before - records.n_left();
            }
        }
    }
    Ok(())
}

/// Hands over the defined names. One whose formula cannot be decoded is kept as such.
fn keep_names(globals: &Globals<'_>, decoder: &mut Decoder<'_>, book: &mut WorkbookBuilder<'_>) {
    for name in &globals.names {
        if name.tokens.is_empty() || name.shown.starts_with(NEWER_FUNCTION) {
            // Functions of programs and of newer Excels have a name that stands for nothing.
            continue;
        }
        let refers_to = decoder.text(name.tokens, name.extra, CellRef::new(0, 0));
        let sheet = name.sheet.and_then(|place| globals.sheets.get(place));
        book.name(DefinedName {
            name: name.full(),
            sheet: sheet.map(|sheet| sheet.name.as_str().into()),
            refers_to: refers_to.unwrap_or_else(|| UNDECODED.to_owned()),
        });
    }
}
