//! Comes in: an `OpenDocument` spreadsheet (ODF 1.3, part 3), as a package or as one flat XML file.
//! Goes out: its sheets, names, filters and comments, read in one pass. Never expands what a file
//! only says it repeats, and never stops for what does not touch a cell.

mod cell;
mod content;
mod formula;
mod moment;
mod number_format;
mod style;
mod table;
mod text;

#[cfg(test)]
mod tests;

use std::io::BufRead;

use memchr::memmem::Finder;

use super::builder::WorkbookBuilder;
use super::fault::Fault;
use super::package::{Package, Part, limit_in};
use super::xml::Xml;
pub(super) use cell::is_error;
pub(super) use formula::translate as excel_formula;
pub(super) use moment::date as iso_date;
use style::Styles;
pub(super) use text::skip;

/// The element by which a manifest tells that a part is encrypted (ODF 1.3 part 2, 4.4). It is
/// looked for in the bytes, since manifests of old programs open with a DOCTYPE.
const ENCRYPTION: &[u8] = b"encryption-data";
/// The part that holds the whole package where a program encrypts it as one.
const WHOLE_PACKAGE: &str = "encrypted-package";

/// Reads a spreadsheet.
pub(super) fn read(bytes: &[u8], book: &mut WorkbookBuilder<'_>) -> Result<(), Fault> {
    let limits = book.limits;
    let mut styles = Styles::default();
    if !bytes.starts_with(b"PK") {
        let mut xml = Xml::new("office:document", bytes, limits);
        return content::read(&mut xml, &mut styles, book);
    }
    let mut package = Package::open(bytes, limits)?;
    if package.has(WHOLE_PACKAGE) || has_encryption(&mut package)? {
        return Err(Fault::Encrypted);
    }
    package.part("styles.xml", |part| {
        content::read_styles(&mut Xml::new("styles.xml", part, limits), &mut styles)
    })?;
    package
        .part("content.xml", |part| {
            content::read(
                &mut Xml::new("content.xml", part, limits),
                &mut styles,
                book,
            )
        })?
        .ok_or_else(|| {
            Fault::damaged(
                "paket tidak memuat content.xml",
                "the package has no content.xml",
            )
        })
}

/// Whether the manifest says that parts are encrypted.
fn has_encryption(package: &mut Package<'_>) -> Result<bool, Fault> {
    let found = package.part("META-INF/manifest.xml", scan)?;
    Ok(found.unwrap_or(false))
}

/// Looks for the mark of encryption, a buffer at a time.
fn scan(part: &mut Part<'_, '_>) -> Result<bool, Fault> {
    let finder = Finder::new(ENCRYPTION);
    let mut window: Vec<u8> = Vec::new();
    loop {
        let chunk = part.fill_buf().map_err(|error| {
            limit_in(&error).unwrap_or_else(|| {
                Fault::damaged(
                    format!("daftar isi paket rusak ({error})"),
                    format!("the package's manifest is damaged ({error})"),
                )
            })
        })?;
        let n_read = chunk.len();
        if n_read == 0 {
            return Ok(false);
        }
        window.extend_from_slice(chunk);
        part.consume(n_read);
        if finder.find(&window).is_some() {
            return Ok(true);
        }
        // The mark may stand across two buffers.
        let n_seen = window.len().saturating_sub(ENCRYPTION.len());
        window.drain(..n_seen);
    }
}
