//! Reads an Office Open XML workbook (ECMA-376): its parts by their relationships, each sheet in
//! one pass over its XML, into the workbook being built. A part that cannot be read costs what
//! depends on it and nothing else. Never keeps a part in memory and never allocates what a part
//! declares.

mod cell;
mod comments;
mod escapes;
mod formulas;
mod plain_cells;
mod references;
mod sheet;
mod strings;
mod styles;
mod workbook;

#[cfg(test)]
mod tests;

use super::builder::{CellStyle, WorkbookBuilder};
use super::fault::Fault;
use super::package::Package;
use super::relations::{self, Relation};
use formulas::Expansion;
use strings::Strings;
use workbook::Entry;

use crate::model::limits::{Limit, Limits};

/// What the sheets of a workbook share.
struct Shared {
    strings: Strings,
    styles: Vec<CellStyle>,
    /// Why the styles could not be read, if they could not.
    styles_fault: Option<Fault>,
    expansion: Expansion,
}

/// Reads the workbook in a package.
pub(super) fn read(bytes: &[u8], book: &mut WorkbookBuilder<'_>) -> Result<(), Fault> {
    let limits = book.limits;
    let mut package = Package::open(bytes, limits)?;
    let main = relations::workbook_part(&mut package, limits)?;
    let entries = workbook::read(&mut package, &main, book)?;
    let relations = relations::of(&mut package, &main, limits)?;
    let (styles, styles_fault) = styles::read(&mut package, &main, &relations, limits)?;
    let mut shared = Shared {
        strings: strings::read(&mut package, &main, &relations, limits)?,
        styles,
        styles_fault,
        expansion: Expansion::new(limits),
    };
    for entry in &entries {
        let relation = relations.iter().find(|one| one.id == entry.relation);
        match relation {
            Some(relation) if relation.is_no_worksheet() => {}
            Some(relation) => read_sheet(&mut package, entry, relation, &mut shared, book)?,
            None => book.lost_sheet(&entry.name, entry.hidden, no_part(&entry.relation))?,
        }
    }
    Ok(())
}

/// Reads one sheet with its comments.
fn read_sheet(
    package: &mut Package<'_>,
    entry: &Entry,
    relation: &Relation,
    shared: &mut Shared,
    book: &mut WorkbookBuilder<'_>,
) -> Result<(), Fault> {
    let mut comments_fault = None;
    book.sheet(&entry.name, entry.hidden, |sheet| {
        sheet::read(package, &relation.part, shared, sheet)?;
        comments_fault = comments::read(package, &relation.part, sheet).err();
        Ok(())
    })?;
    if let Some(fault @ Fault::Limit(Limit::InflatedBytes)) = comments_fault {
        return Err(fault);
    }
    // The values stand without comments and styles, but their reader should know.
    for fault in comments_fault.iter().chain(&shared.styles_fault) {
        book.find(fault.about_sheet(book.document, &entry.name, book.limits));
    }
    Ok(())
}

fn no_part(name: &str) -> Fault {
    let shown: String = name.chars().take(80).collect();
    Fault::damaged(
        format!("isinya (\"{shown}\") tidak ada dalam berkas"),
        format!("its content (\"{shown}\") is not in the file"),
    )
}

/// The fault itself where it ends the reading of the whole file, else what to do without the part.
fn unless_final<T>(fault: Fault, without: impl FnOnce(Fault) -> T) -> Result<T, Fault> {
    match fault {
        Fault::Limit(Limit::InflatedBytes | Limit::Cells | Limit::MemoryMegabytes)
        | Fault::Encrypted => Err(fault),
        fault => Ok(without(fault)),
    }
}

/// A quarter of the memory that reading may take, in bytes: what one kind of text may fill, so
/// that the cells have the rest.
fn quarter_of_memory(limits: &Limits) -> u64 {
    limits.get(Limit::MemoryMegabytes).saturating_mul(1 << 18)
}
