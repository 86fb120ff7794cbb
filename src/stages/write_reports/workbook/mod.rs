//! The consolidated workbook `konsolidasi.xlsx`: six sheets for people, from totals to sources.
//!
//! Sheet names are Indonesian in every language, as other workbooks may point at them. No text of an
//! input ever becomes a formula or a link.

mod agencies;
mod amounts;
mod budget;
mod comparison;
mod completeness;
mod findings;
mod sources;
mod summary;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::catalogue::Catalogue;
use super::outputs::{RunFacts, WriteError};
use super::package::NO_TIME;
use crate::model::frames::Frames;
use crate::model::language::Language;

/// What every sheet is made from.
pub(super) struct Context<'a> {
    catalogue: &'a Catalogue<'a>,
    frames: &'a Frames,
    facts: &'a RunFacts,
    language: Language,
}

/// Makes the workbook; the same report, facts and language give the same bytes.
pub(super) fn consolidated_workbook(
    catalogue: &Catalogue<'_>,
    frames: &Frames,
    facts: &RunFacts,
    language: Language,
) -> Result<Vec<u8>, WriteError> {
    let context = Context {
        catalogue,
        frames,
        facts,
        language,
    };
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(language)?);
    summary::write(&context, &mut workbook)?;
    budget::write(&context, &mut workbook)?;
    comparison::write(&context, &mut workbook)?;
    completeness::write(&context, &mut workbook)?;
    findings::write(&context, &mut workbook)?;
    sources::write(&context, &mut workbook)?;
    Ok(workbook.save_to_buffer()?)
}

/// The document's properties. Without a creation time of ours the library would ask the clock; the
/// run's own takes its place when the workbook is filled ([`super::package`]).
fn properties(language: Language) -> Result<DocProperties, XlsxError> {
    let created = ExcelDateTime::parse_from_str(NO_TIME)?;
    Ok(DocProperties::new()
        .set_title(language.pick("Konsolidasi anggaran", "Consolidated budget"))
        .set_author("selaras")
        .set_creation_datetime(&created))
}
