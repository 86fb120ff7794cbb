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
            "kosong (0 byte)",
            "berkas tidak berisi apa pun; minta dikirim ulang",
        ),
        FileFormat::Ole => refused(
            file,
            "OLE (.xls lama atau buku kerja bersandi)",
            "simpan ulang sebagai .xlsx tanpa kata sandi",
        ),
        FileFormat::Ods => refused(file, "OpenDocument (.ods)", "simpan ulang sebagai .xlsx"),
        FileFormat::Xlsb => refused(
            file,
            "buku kerja biner (.xlsb)",
            "simpan ulang sebagai .xlsx",
        ),
        FileFormat::Markup => refused(
            file,
            "HTML atau XML",
            "buka di Excel lalu simpan ulang sebagai .xlsx",
        ),
        FileFormat::Pdf => refused(file, "PDF", "minta buku kerja aslinya (.xlsx)"),
        FileFormat::Unknown => refused(
            file,
            "tidak dikenal",
            "periksa apakah berkas ini benar buku kerja .xlsx atau .csv",
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

fn refused(file: &SourceFile, format: &str, reason: &str) -> Outcome<Workbook> {
    Outcome {
        value: Workbook::default(),
        findings: vec![
            Finding::about("R002", Severity::Error, &file.path)
                .fact("format", format)
                .fact("reason", reason),
        ],
    }
}

fn unreadable(file: &SourceFile, reason: &str) -> Outcome<Workbook> {
    Outcome {
        value: Workbook::default(),
        findings: vec![Finding::about("R001", Severity::Error, &file.path).fact("reason", reason)],
    }
}
