//! Comes in: the bytes of one file. Goes out: a [`Workbook`] of sparse grids. Floats end here: a
//! stored double becomes the shortest decimal that prints it. Never allocates from what a file
//! declares.

mod csv_text;
mod package;
mod xlsx;

use crate::model::Outcome;
use crate::model::document::{FileFormat, SourceFile};
use crate::model::finding::{Finding, Severity};
use crate::model::grid::Workbook;

/// Most cells read from one workbook; more is told as an unreadable file.
pub const MAX_CELLS: usize = 5_000_000;

/// Reads a file's cells; what cannot be read is a finding.
pub fn extract_cells(bytes: &[u8], file: &SourceFile) -> Outcome<Workbook> {
    let mut outcome = match file.format {
        FileFormat::Xlsx => xlsx::read(bytes, file),
        FileFormat::Csv => csv_text::read(bytes, file),
        FileFormat::Empty => refused(
            file,
            ("kosong (0 byte)", "empty (0 bytes)"),
            (
                "berkas tidak berisi apa pun; minta dikirim ulang",
                "the file holds nothing; ask for it again",
            ),
        ),
        FileFormat::Ole => refused(
            file,
            (
                "OLE (.xls lama atau buku kerja bersandi)",
                "OLE (old .xls, or a workbook with a password)",
            ),
            (
                "simpan ulang sebagai .xlsx tanpa kata sandi",
                "save it again as .xlsx without a password",
            ),
        ),
        FileFormat::Ods => refused(
            file,
            ("OpenDocument (.ods)", "OpenDocument (.ods)"),
            ("simpan ulang sebagai .xlsx", "save it again as .xlsx"),
        ),
        FileFormat::Xlsb => refused(
            file,
            ("buku kerja biner (.xlsb)", "a binary workbook (.xlsb)"),
            ("simpan ulang sebagai .xlsx", "save it again as .xlsx"),
        ),
        FileFormat::Markup => refused(
            file,
            ("HTML atau XML", "HTML or XML"),
            (
                "buka di Excel lalu simpan ulang sebagai .xlsx",
                "open it in Excel and save it again as .xlsx",
            ),
        ),
        FileFormat::Pdf => refused(
            file,
            ("PDF", "PDF"),
            (
                "minta buku kerja aslinya (.xlsx)",
                "ask for the workbook it was made from (.xlsx)",
            ),
        ),
        FileFormat::Unknown => refused(
            file,
            ("tidak dikenal", "unknown"),
            (
                "periksa apakah berkas ini benar buku kerja .xlsx atau .csv",
                "check whether this file is an .xlsx or .csv workbook at all",
            ),
        ),
    };
    let readable = outcome.findings.is_empty();
    if readable
        && outcome
            .value
            .sheets
            .iter()
            .all(|sheet| sheet.cells.is_empty())
    {
        outcome
            .findings
            .push(Finding::about("R003", Severity::Warning, &file.path));
    }
    outcome
}

/// A text in Bahasa Indonesia and in English.
type Said<'a> = (&'a str, &'a str);

fn refused(file: &SourceFile, format: Said<'_>, advice: Said<'_>) -> Outcome<Workbook> {
    Outcome {
        value: Workbook::default(),
        findings: vec![
            Finding::about("R002", Severity::Error, &file.path)
                .fact_in("format", format.0, format.1)
                .fact_in("reason", advice.0, advice.1),
        ],
    }
}

fn unreadable(file: &SourceFile, reason: &Fault) -> Outcome<Workbook> {
    Outcome {
        value: Workbook::default(),
        findings: vec![Finding::about("R001", Severity::Error, &file.path).fact_in(
            "reason",
            reason.id.clone(),
            reason.en.clone(),
        )],
    }
}

/// Why a file, sheet or cell cannot be read, in both languages.
#[derive(Debug, Clone)]
struct Fault {
    id: String,
    en: String,
}

impl Fault {
    fn new(id: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            en: en.into(),
        }
    }
}
