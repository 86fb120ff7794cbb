//! Fills the slots of a finished workbook: its parts are taken over as they are packed, and only those
//! that hold a slot are packed anew. The same workbook and words give the same bytes.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::outputs::WriteError;
use super::slots::{fill, has_slots};

/// The creation time of a workbook that is not filled yet, as the properties say it.
pub(super) const NO_TIME: &str = "2000-01-01T00:00:00";

/// The part that tells when a workbook was made.
const PROPERTIES: &str = "docProps/core.xml";

/// Where the parts of the sheets lie. Texts are in a part of their own: a sheet's has numbers, formulas
/// of ours and what texts it shows by their place in that part.
const SHEETS: &str = "xl/worksheets/sheet";

/// The names of the parts of a workbook that have slots of a seal.
pub(super) fn parts_with_slots(workbook: &[u8], seal: &str) -> Result<Vec<String>, WriteError> {
    let mut archive = ZipArchive::new(Cursor::new(workbook))?;
    let mut found = Vec::new();
    let mut bytes = Vec::new();
    for idx in 0..archive.len() {
        let mut part = archive.by_index(idx)?;
        if part.name()?.starts_with(SHEETS) {
            continue;
        }
        bytes.clear();
        part.read_to_end(&mut bytes)?;
        if has_slots(&bytes, seal) {
            found.push(part.name()?.into_owned());
        }
    }
    Ok(found)
}

/// The workbook with the slots of these parts filled by `word` and made at `started`.
pub(super) fn filled(
    workbook: &[u8],
    parts: &[String],
    seal: &str,
    started: &str,
    mut word: impl FnMut(&str) -> String,
) -> Result<Vec<u8>, WriteError> {
    let mut archive = ZipArchive::new(Cursor::new(workbook))?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(workbook.len())));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .unix_permissions(0o600)
        .last_modified_time(DateTime::default());
    for idx in 0..archive.len() {
        let part = archive.by_index_raw(idx)?;
        let name = part.name()?.into_owned();
        let is_properties = name == PROPERTIES;
        if !is_properties && !parts.contains(&name) {
            writer.raw_copy_file(part)?;
            continue;
        }
        drop(part);
        let mut text = String::new();
        archive.by_index(idx)?.read_to_string(&mut text)?;
        let text = if is_properties {
            text.replace(NO_TIME, made_at(started))
        } else {
            fill(&text, seal, |name| escaped(&word(name)))
        };
        writer.start_file(name, options)?;
        writer.write_all(text.as_bytes())?;
    }
    Ok(writer.finish()?.into_inner())
}

/// A moment without its zone, as the properties of a workbook hold it; of one that is none, none.
fn made_at(started: &str) -> &str {
    let moment = started.get(..NO_TIME.len()).unwrap_or_default();
    let fits = moment
        .chars()
        .zip(NO_TIME.chars())
        .all(|(c, like)| c == like || (c.is_ascii_digit() && like.is_ascii_digit()));
    if fits && moment.len() == NO_TIME.len() {
        moment
    } else {
        NO_TIME
    }
}

/// A text as XML holds it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_that_is_none_is_not_written() {
        assert_eq!(made_at("2026-11-05T01:02:03+07:00"), "2026-11-05T01:02:03");
        assert_eq!(made_at("2026-01-02"), NO_TIME);
        assert_eq!(made_at("<a>"), NO_TIME);
    }
}
