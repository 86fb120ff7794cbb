//! What reading one file gives: a workbook, or several where the file is an archive of workbooks;
//! and the form in which it is handed on while it is read, part by part.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::document::FileFormat;
use super::finding::Finding;
use super::grid::Workbook;

/// One workbook read from a file, with what was found wrong while reading it.
#[derive(Debug, Clone, Default)]
pub struct Extracted {
    /// Which member of an archive it is; `None` for the file itself.
    pub member: Option<Member>,
    /// Whether it is a member that is no input: hidden, a lock file, what systems put beside files.
    pub is_passed_over: bool,
    /// What its bytes are.
    pub format: FileFormat,
    /// The workbook; empty where nothing could be read.
    pub workbook: Workbook,
    /// What was found wrong.
    pub findings: Vec<Finding>,
}

/// A file inside an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its path inside the archive, with `/` between its parts.
    pub path: Arc<str>,
    /// SHA-256 of its bytes, in hexadecimal; empty when they could not be read.
    pub sha256: Arc<str>,
    /// Size in bytes.
    pub size: u64,
}

/// Path of a member in findings and reports: the archive's, then its own.
pub fn member_path(archive: &str, member: &str) -> String {
    format!("{archive}/{member}")
}

/// Takes what is read, document by document.
pub trait Taker {
    /// The file is an archive with these members, which are read in this order, less those that
    /// were to be left out.
    fn members(&mut self, paths: Vec<Arc<str>>);

    /// The member of this number is read next.
    fn opens(&mut self, number: usize);

    /// The file was read, and is read once more by the second reader.
    fn again(&mut self) {}

    /// A document is read.
    fn document(&mut self, extracted: Extracted);
}
