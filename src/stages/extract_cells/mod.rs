//! Comes in: the bytes of one file. Goes out: a [`Workbook`] of
//! sparse grids, or several where the file is an archive. Floats end here: a stored number becomes
//! the shortest decimal that prints it. Never allocates from what a file declares.

mod archive;
mod builder;
mod csv_text;
mod dates;
mod encoding;
mod exact;
mod fault;
mod html;
mod number_formats;
mod ods;
mod package;
mod refusals;
mod relations;
mod second_reader;
mod spreadsheet_xml;
mod xls;
mod xlsb;
mod xlsx;
mod xml;

use std::collections::BTreeSet;
use std::sync::Arc;

use builder::WorkbookBuilder;
use fault::Fault;
use package::Package;

use crate::model::document::FileFormat;
use crate::model::extraction::{Extracted, Taker};
use crate::model::finding::{Finding, Severity};
use crate::model::format::first_look;
use crate::model::grid::Workbook;
use crate::model::limits::{Limit, Limits};

/// Reads a file and hands over each workbook in it; what cannot be read is a finding. `path` is
/// the document's path: it stands in findings, names a CSV's sheet, and tells text tables from
/// other text.
pub fn extract_cells(bytes: &[u8], path: &str, limits: &Limits, take: &mut dyn FnMut(Extracted)) {
    struct Whole<'f>(&'f mut dyn FnMut(Extracted));
    impl Taker for Whole<'_> {
        fn members(&mut self, _: Vec<Arc<str>>) {}
        fn opens(&mut self, _: usize) {}
        fn document(&mut self, extracted: Extracted) {
            (self.0)(extracted);
        }
    }
    let own = extract_parts(bytes, path, limits, &BTreeSet::new(), &mut Whole(take));
    own.into_iter().for_each(take);
}

/// The same, handing on what is read of an archive while it is read. Members whose paths are in `done` are
/// left out: they were read before. A file that is no archive is given back: its bytes are of no more use.
pub fn extract_parts(
    bytes: &[u8],
    path: &str,
    limits: &Limits,
    done: &BTreeSet<Arc<str>>,
    taker: &mut dyn Taker,
) -> Option<Extracted> {
    if bytes.len() as u64 > limits.get(Limit::FileBytes) {
        let fault = Fault::Limit(Limit::FileBytes);
        return Some(refused(first_look(bytes, path), path, &fault, limits));
    }
    match format_of(bytes, path, limits) {
        Ok(FileFormat::Archive) => {
            archive::read(bytes, path, limits, done, taker);
            None
        }
        Ok(format) => Some(read_one(bytes, path, format, limits)),
        Err(fault) => Some(refused(FileFormat::Xlsx, path, &fault, limits)),
    }
}

/// What a file is: by its bytes, and where it is a package, by the parts inside.
fn format_of(bytes: &[u8], path: &str, limits: &Limits) -> Result<FileFormat, Fault> {
    match first_look(bytes, path) {
        FileFormat::Xlsx | FileFormat::Xlsb | FileFormat::Ods => inside_package(bytes, limits),
        format => Ok(format),
    }
}

/// Compares a workbook with what a second, independent reader sees in the same bytes, and adds what
/// differs to its findings. A member of an archive is not compared, which is told too.
pub fn read_again(bytes: &[u8], path: &str, extracted: &mut Extracted) {
    let differences = second_reader::compare(bytes, path, extracted);
    extracted.findings.extend(differences);
}

/// What a zip package holds, by the names of its parts.
fn inside_package(bytes: &[u8], limits: &Limits) -> Result<FileFormat, Fault> {
    let mut package = Package::open_any(bytes, limits)?;
    if package.has("xl/workbook.bin") {
        return Ok(FileFormat::Xlsb);
    }
    if package.has("[content_types].xml") {
        let is_other = ["word/document.xml", "ppt/presentation.xml"]
            .iter()
            .any(|name| package.has(name));
        return Ok(if is_other {
            FileFormat::OtherOffice
        } else {
            FileFormat::Xlsx
        });
    }
    if package.has("content.xml") {
        let mimetype = package
            .bytes("mimetype", Limit::TextLetters)?
            .unwrap_or_default();
        let is_other = !mimetype.is_empty()
            && !mimetype.starts_with(b"application/vnd.oasis.opendocument.spreadsheet");
        return Ok(if is_other {
            FileFormat::OtherOffice
        } else {
            FileFormat::Ods
        });
    }
    if package.has("xl/workbook.xml") {
        return Ok(FileFormat::Xlsx);
    }
    Ok(FileFormat::Archive)
}

/// Reads one workbook whose format is known.
fn read_one(bytes: &[u8], path: &str, format: FileFormat, limits: &Limits) -> Extracted {
    let mut book = WorkbookBuilder::new(path, limits);
    let result = match format {
        FileFormat::Xlsx => xlsx::read(bytes, &mut book),
        FileFormat::Xlsb => xlsb::read(bytes, &mut book),
        FileFormat::Xls => xls::read(bytes, &mut book),
        FileFormat::Ods => ods::read(bytes, &mut book),
        FileFormat::SpreadsheetXml => spreadsheet_xml::read(bytes, &mut book),
        FileFormat::Html => html::read_page(bytes, &mut book),
        FileFormat::Mhtml => html::read_mime(bytes, &mut book),
        FileFormat::Csv => csv_text::read(bytes, &mut book),
        FileFormat::Archive
        | FileFormat::Encrypted
        | FileFormat::Pdf
        | FileFormat::Picture
        | FileFormat::OtherOffice
        | FileFormat::Lock
        | FileFormat::Empty => Err(refusals::refusal(format)),
        FileFormat::Unknown => Err(refusals::unknown(bytes)),
    };
    let is_empty = book.is_empty();
    let (workbook, mut findings) = book.finish();
    let mut extracted = match result {
        Ok(()) => {
            if is_empty && findings.is_empty() {
                findings.push(Finding::about("R003", Severity::Warning, path));
            }
            Extracted {
                member: None,
                is_passed_over: false,
                format,
                workbook,
                findings,
            }
        }
        Err(fault) => refused(format, path, &fault, limits),
    };
    if extracted
        .findings
        .iter()
        .any(|finding| finding.code == "R006")
    {
        extracted.format = FileFormat::Encrypted;
    }
    extracted
}

/// Nothing but the reason why.
fn refused(format: FileFormat, path: &str, fault: &Fault, limits: &Limits) -> Extracted {
    Extracted {
        member: None,
        is_passed_over: false,
        format,
        workbook: Workbook::default(),
        findings: vec![fault.about_file(path, limits)],
    }
}
