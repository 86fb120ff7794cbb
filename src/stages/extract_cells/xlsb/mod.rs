//! Comes in: the bytes of a binary workbook (xlsb). Goes out: its sheets, cell by cell, with
//! formulas, number formats, merged areas, hidden rows and columns, and comments. Never believes a
//! count or a length that the file declares, and never evaluates a formula.
//!
//! The records are read here and not by calamine, whose reader of this format (0.38) passes over
//! cells in silence (formulas that show an error, rich text, the short forms of cells), tells
//! formulas wrongly (the columns of `SUM(B2:B5)`, `>=` for `>`), fills a buffer of a declared length,
//! and panics on records that are too short and on texts, sheets and relationships that do not exist.

mod cells;
mod comments;
mod formula;
mod functions;
mod records;
mod sheet;
mod strings;
mod styles;
mod workbook;

use super::builder::WorkbookBuilder;
use super::fault::Fault;
use super::package::Package;
use sheet::Shared;
use workbook::{Contents, Sheet};

/// Reads a binary workbook. A fault of its lists of sheets, texts or styles is a fault of the whole
/// file, since every cell needs them; one of a sheet costs that sheet.
pub(super) fn read(bytes: &[u8], book: &mut WorkbookBuilder<'_>) -> Result<(), Fault> {
    let mut package = Package::open(bytes, book.limits)?;
    let mut contents = workbook::read(&mut package, book.limits)?;
    if contents.counts_from_1904 {
        book.count_from_1904();
    }
    for name in std::mem::take(&mut contents.names) {
        book.name(name);
    }
    let part = contents.part("sharedStrings", "xl/sharedStrings.bin");
    let strings = strings::read(&mut package, part, book)?;
    let part = contents.part("styles", "xl/styles.bin");
    let styles = styles::read(&mut package, part)?;
    let mut shared = Shared::new(&strings, &styles, &contents.known, book.limits);
    for sheet in &contents.sheets {
        read_sheet(&mut package, &contents, sheet, &mut shared, book)?;
    }
    Ok(())
}

/// Reads one sheet and its comments.
fn read_sheet(
    package: &mut Package<'_>,
    contents: &Contents,
    sheet: &Sheet,
    shared: &mut Shared<'_>,
    book: &mut WorkbookBuilder<'_>,
) -> Result<(), Fault> {
    let relation = sheet
        .relation
        .as_ref()
        .and_then(|id| contents.relations.iter().find(|one| one.id == *id));
    let Some(relation) = relation else {
        return book.lost_sheet(&sheet.name, sheet.hidden, no_part("?"));
    };
    if relation.is_no_worksheet() {
        return Ok(());
    }
    let limits = book.limits;
    let part = relation.part.as_str();
    let mut lost_comments = None;
    book.sheet(&sheet.name, sheet.hidden, |builder| {
        package
            .part(part, |bytes| sheet::read(part, bytes, builder, shared))?
            .ok_or_else(|| no_part(part))?;
        lost_comments = comments::read(package, part, builder, limits).err();
        Ok(())
    })?;
    if let Some(fault) = lost_comments {
        book.find(fault.about_sheet(book.document, &sheet.name, limits));
    }
    Ok(())
}

fn no_part(part: &str) -> Fault {
    Fault::damaged(
        format!("bagian \"{part}\" dari lembar ini tidak ada"),
        format!("the sheet's part \"{part}\" is missing"),
    )
}
