//! Comes in: facts of the files that lie under the input folders. Goes out: the [`Inventory`], each
//! file with its format by content, agency and year. Never reads a file itself.

use crate::model::Outcome;
use crate::model::document::Inventory;

/// What the disk tells about a file.
#[derive(Debug, Clone)]
pub struct FileFacts {
    /// Path relative to its input folder, with `/` between its parts.
    pub path: String,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of the bytes in hexadecimal; empty when the file could not be read.
    pub sha256: String,
    /// The first bytes, at least 4096 where the file has them.
    pub head: Vec<u8>,
}

/// Sorts files into inputs and ignored ones. `exclude` holds glob patterns over relative paths.
pub fn discover_files(files: Vec<FileFacts>, exclude: &[String], year: Option<i32>) -> Outcome<Inventory> {
    let _ = (files, exclude, year);
    Outcome::clean(Inventory::default())
}
