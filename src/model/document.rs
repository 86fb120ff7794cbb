//! The files of a run: what was found, what each is, which agency and year it belongs to.

use std::sync::Arc;

/// Files found under the input folders, in the order of their paths.
#[derive(Debug, Clone, Default)]
pub struct Inventory {
    /// One entry a file, readable or not.
    pub entries: Vec<SourceFile>,
    /// Files that are no inputs (expectation files, lock files, hidden files), with the reason.
    pub ignored: Vec<Ignored>,
}

/// One input file.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path relative to its input folder, with `/` between its parts.
    pub path: Arc<str>,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: Arc<str>,
    /// Size in bytes.
    pub size: u64,
    /// What the bytes are.
    pub format: FileFormat,
    /// The agency, from the first folder below the input folder.
    pub agency: Option<Arc<str>>,
    /// The year, from the pipeline or the path.
    pub year: Option<i32>,
}

/// A file that was not taken as input.
#[derive(Debug, Clone)]
pub struct Ignored {
    /// Path relative to its input folder.
    pub path: Arc<str>,
    /// Why.
    pub reason: IgnoreReason,
}

/// Why a file was not taken as input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IgnoreReason {
    /// Its name begins with a dot, or `~$` as Office's lock files do.
    HiddenOrLock,
    /// Its name matches none of the pipeline's patterns.
    NotSelected,
}

/// What a file's bytes are, whatever its name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileFormat {
    /// Office Open XML workbook.
    Xlsx,
    /// Text with separators.
    Csv,
    /// Binary OLE container: old `.xls`, or an encrypted workbook.
    Ole,
    /// An `OpenDocument` spreadsheet.
    Ods,
    /// Binary Office workbook.
    Xlsb,
    /// HTML or XML saved under a workbook's name.
    Markup,
    /// PDF.
    Pdf,
    /// Nothing in it.
    Empty,
    /// Anything else.
    Unknown,
}

impl FileFormat {
    /// Public name, as in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            FileFormat::Xlsx => "xlsx",
            FileFormat::Csv => "csv",
            FileFormat::Ole => "ole",
            FileFormat::Ods => "ods",
            FileFormat::Xlsb => "xlsb",
            FileFormat::Markup => "markup",
            FileFormat::Pdf => "pdf",
            FileFormat::Empty => "empty",
            FileFormat::Unknown => "unknown",
        }
    }
}
