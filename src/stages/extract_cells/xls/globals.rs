//! Comes in: the first substream of a workbook ([MS-XLS] 2.1.7.20.3), which is about the whole of
//! it. Goes out: its sheets, shared texts, styles, names and links. Never reads a cell.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::links::Links;
use super::names::{self, Name};
use super::records::{self, Record, Records, kind};
use super::strings::{self, Texts, Version};
use super::styles::StyleRecords;
use crate::model::grid::Area;
use crate::model::limits::Limit;
use crate::stages::extract_cells::builder::{CellStyle, WorkbookBuilder};
use crate::stages::extract_cells::fault::Fault;

/// What the workbook says about all of its sheets.
#[derive(Debug)]
pub(super) struct Globals<'a> {
    pub(super) texts: Texts,
    pub(super) sheets: Vec<SheetEntry>,
    /// Shared texts by number; `None` for one that cannot be read.
    pub(super) shared: Vec<Option<Arc<str>>>,
    pub(super) styles: Vec<CellStyle>,
    pub(super) links: Links,
    pub(super) names: Vec<Name<'a>>,
    /// The areas with filter buttons by the place of their sheet.
    pub(super) filters: BTreeMap<usize, Area>,
}

/// A sheet as the workbook lists it ([MS-XLS] 2.4.28 `BoundSheet8`).
#[derive(Debug)]
pub(super) struct SheetEntry {
    pub(super) name: String,
    pub(super) offset: u32,
    pub(super) hidden: bool,
    /// Whether it holds cells; charts, macros and modules of programs do not.
    pub(super) is_worksheet: bool,
}

/// Reads the globals, whose BOF record was read already.
pub(super) fn read<'a>(
    records: &mut Records<'a>,
    version: Version,
    book: &mut WorkbookBuilder<'_>,
) -> Result<Globals<'a>, Fault> {
    let mut globals = Globals {
        texts: Texts::of(version),
        sheets: Vec::new(),
        shared: Vec::new(),
        styles: Vec::new(),
        links: Links::default(),
        names: Vec::new(),
        filters: BTreeMap::new(),
    };
    let mut styles = StyleRecords::default();
    loop {
        let record = records.next()?;
        match record.kind {
            kind::EOF => break,
            kind::FILE_PASS => return Err(Fault::Encrypted),
            kind::FONT => styles.font(record),
            kind::XF => styles.xf(record),
            kind::FORMAT => styles.format(&mut records.joined(record), &globals.texts),
            _ => globals.record(records, record, book)?,
        }
    }
    globals.styles = styles.finish();
    globals.links.sheets = globals
        .sheets
        .iter()
        .map(|sheet| sheet.name.clone())
        .collect();
    globals.links.names = globals
        .names
        .iter()
        .map(|name| name.shown.clone())
        .collect();
    globals.filters = names::filters(&globals.names, version);
    Ok(globals)
}

impl<'a> Globals<'a> {
    fn record(
        &mut self,
        records: &mut Records<'a>,
        record: Record<'a>,
        book: &mut WorkbookBuilder<'_>,
    ) -> Result<(), Fault> {
        match record.kind {
            kind::CODE_PAGE => {
                if let Some(code_page) = record.fields().u16() {
                    self.texts.set_code_page(code_page);
                }
            }
            kind::DATE_1904 if record.fields().u16() == Some(1) => book.count_from_1904(),
            kind::BOUND_SHEET => self.bound_sheet(records, record),
            kind::SHARED_STRINGS => self.shared_strings(records, record, book)?,
            kind::SUP_BOOK => {
                let mut pieces = records.joined(record);
                self.links.sup_book(&mut pieces, &self.texts);
            }
            kind::EXTERN_SHEET => {
                let mut pieces = records.joined(record);
                self.links.extern_sheet(&mut pieces, &self.texts);
            }
            kind::EXTERN_NAME => self.links.extern_name(record, &self.texts),
            kind::NAME => self.names.push(names::read(record, &self.texts)),
            _ => {}
        }
        Ok(())
    }

    fn bound_sheet(&mut self, records: &mut Records<'a>, record: Record<'a>) {
        let mut pieces = records.joined(record);
        // A sheet whose entry is cut keeps its place, as formulas count places.
        let offset = pieces.u32().unwrap_or(u32::MAX);
        let hidden = pieces.u8().is_some_and(|state| state & 0x03 != 0);
        let is_worksheet = pieces.u8().is_none_or(|sort| sort == 0);
        let bytes = pieces.piece();
        let name = self
            .texts
            .short(&mut pieces)
            .map_or_else(|| "?".to_owned(), |name| name.or_best(bytes));
        self.sheets.push(SheetEntry {
            name,
            offset,
            hidden,
            is_worksheet,
        });
    }

    /// The shared strings ([MS-XLS] 2.4.265). How many there are is declared first, and ignored:
    /// they end where their bytes end. From one that is cut on, none can be found.
    fn shared_strings(
        &mut self,
        records: &mut Records<'a>,
        record: Record<'a>,
        book: &mut WorkbookBuilder<'_>,
    ) -> Result<(), Fault> {
        let most = book.limits.get(Limit::Cells);
        let mut pieces = records.joined(record);
        if pieces.skip(8).is_none() {
            return Ok(());
        }
        while !pieces.is_at_end() {
            if self.shared.len() as u64 >= most {
                return Err(Fault::Limit(Limit::Cells));
            }
            let text = strings::rich(&mut pieces);
            let is_cut = text.is_none();
            self.shared.push(text.map(|text| book.share(&text)));
            if is_cut {
                break;
            }
        }
        Ok(())
    }

    /// The style of a number; the default where there is none.
    pub(super) fn style(&self, number: u16) -> CellStyle {
        self.styles
            .get(usize::from(number))
            .cloned()
            .unwrap_or_default()
    }
}

/// Which format a BOF record opens, and the kind of its substream. `None` where the record is no
/// BOF of BIFF5 or BIFF8. Programs that write cells only leave the version out (0) or give one of
/// their own; what is not BIFF8 has the records of BIFF5.
pub(super) fn opening(record: Record<'_>) -> Option<(Version, u16)> {
    if record.kind != kind::BOF {
        return None;
    }
    let mut fields = record.fields();
    let version = if fields.u16()? == 0x0600 {
        Version::Biff8
    } else {
        Version::Biff5
    };
    Some((version, fields.u16().unwrap_or(records::WORKSHEET)))
}
