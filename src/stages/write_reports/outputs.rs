//! What the reports are given about the run, what they give back, and how they may fail.

use std::collections::BTreeMap;
use std::sync::Arc;

use polars::prelude::PolarsError;
use rust_xlsxwriter::XlsxError;

use super::discretion::Audience;
use crate::config::pipeline::Outputs;
use crate::model::finding::Finding;
use crate::model::frames::PackError;
use crate::model::identity::Numbers;

/// Facts of the run that no document holds and that every run with the same settings shares. What
/// only its night knows is [`crate::model::life::Tonight`].
#[derive(Debug, Clone, Default)]
pub struct RunFacts {
    /// Version of the program.
    pub version: String,
    /// Path of the pipeline's file, as given; `None` for an audit without one.
    pub pipeline_file: Option<String>,
    /// What is wanted.
    pub outputs: Outputs,
    /// Findings left out because their check is switched off, by code.
    pub dropped: BTreeMap<String, usize>,
    /// The findings about inputs that could not be read, those of switched-off rules too.
    pub unreadable: Vec<Finding>,
    /// The limits on reading that are not at their default, by name.
    pub limits: BTreeMap<String, u64>,
    /// The run's exit code, where it is known already.
    pub exit_code: Option<i32>,
    /// How numbers that name a person are shown.
    pub numbers: Numbers,
    /// Who reads the outputs.
    pub audience: Audience,
    /// Whether findings have a life, that is, whether earlier runs are known.
    pub is_nightly: bool,
    /// Paths from the output folder to the files that were read, with `/` between their parts, by the
    /// path that reports know them by; those that cannot be reached so are not there.
    pub input_paths: BTreeMap<Arc<str>, String>,
}

impl RunFacts {
    /// The path to a document: its file's, or that of the archive it is a member of.
    pub(super) fn path_to(&self, document: &str) -> Option<&str> {
        let mut path = document;
        loop {
            if let Some(found) = self.input_paths.get(path) {
                return Some(found);
            }
            (path, _) = path.rsplit_once('/')?;
        }
    }
}

/// One output: where it goes below the output folder, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFile {
    /// Path relative to the output folder, with `/` between its parts.
    pub path: String,
    /// Its whole content.
    pub bytes: Vec<u8>,
}

impl OutputFile {
    pub(super) fn new(path: &str, bytes: Vec<u8>) -> Self {
        Self {
            path: path.to_owned(),
            bytes,
        }
    }
}

/// Why a report could not be written. Always a fault of the program, never of a document.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The consolidated workbook could not be made.
    #[error("konsolidasi.xlsx cannot be made: {0}")]
    Workbook(#[from] XlsxError),
    /// A frame could not be read.
    #[error("the frames cannot be summed: {0}")]
    Frame(#[from] PolarsError),
    /// A frame could not be written.
    #[error(transparent)]
    Data(#[from] PackError),
    /// The page could not be made.
    #[error("temuan.html cannot be made: {0}")]
    Page(#[from] minijinja::Error),
    /// The consolidated workbook could not be put together.
    #[error("konsolidasi.xlsx cannot be put together: {0}")]
    Package(#[from] zip::result::ZipError),
    /// A part of it could not be read.
    #[error("konsolidasi.xlsx cannot be put together: {0}")]
    Part(#[from] std::io::Error),
    /// A JSON output could not be made.
    #[error("a JSON output cannot be made: {0}")]
    Json(#[from] serde_json::Error),
}
