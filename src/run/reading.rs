//! Comes in: the bytes of a file. Goes out: the workbooks in it. Decides where untrusted bytes are
//! read: in reader processes, or in this one behind a panic guard.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::{InputFault, read_input};
use super::guard::guarded;
use super::workers::Pool;
use crate::model::document::SourceFile;
use crate::model::extraction::Extracted;
use crate::model::finding::{Finding, Severity};
use crate::model::limits::{Limit, Limits};
use crate::stages::extract_cells::{extract_cells, read_again};

/// Where files are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// In this process: for tests and trusted files, since a reader that runs out of memory takes
    /// the process with it.
    InProcess,
    /// In processes of this program, which must answer to [`super::workers::READER_WORD`].
    Workers(PathBuf),
}

impl Reading {
    /// In processes of the program that is running.
    pub fn apart() -> io::Result<Self> {
        // The link leads to the running program even when its file has been replaced since.
        let running = PathBuf::from("/proc/self/exe");
        if cfg!(target_os = "linux") && running.exists() {
            return Ok(Self::Workers(running));
        }
        Ok(Self::Workers(std::env::current_exe()?))
    }
}

/// Readers of files; any number of threads may ask them at a time.
#[derive(Debug)]
pub struct Readers {
    kind: Kind,
    limits: Limits,
    care: Care,
}

#[derive(Debug)]
enum Kind {
    InProcess,
    Workers(Pool),
}

/// How often a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Care {
    /// Once.
    #[default]
    Once,
    /// Once more by a second, independent reader, where it knows the format; differences are
    /// findings.
    Twice,
}

impl Readers {
    /// Readers that work there; an error when no reader process can be started.
    pub fn start(reading: &Reading, limits: &Limits, care: Care) -> io::Result<Self> {
        Ok(Self {
            kind: match reading {
                Reading::InProcess => Kind::InProcess,
                Reading::Workers(program) => {
                    Kind::Workers(Pool::start(program.clone(), limits, care)?)
                }
            },
            limits: limits.clone(),
            care,
        })
    }

    /// Reads one file. Whatever happens to a reader becomes a finding.
    pub fn read(&self, bytes: &[u8], path: &str) -> Vec<Extracted> {
        match &self.kind {
            Kind::InProcess => {
                let mut all = Vec::new();
                let panicked = guarded(|| {
                    read_here(bytes, path, &self.limits, self.care, &mut |extracted| {
                        all.push(extracted);
                    });
                });
                if let Err(reason) = panicked {
                    all.push(internal_fault(path, reason));
                }
                all
            }
            Kind::Workers(pool) => pool.read(bytes, path),
        }
    }
}

impl Readers {
    /// Reads an input where it lies, as it was listed; what keeps it from being read is a finding.
    pub fn read_file(&self, file: &SourceFile, disk: &Path) -> Vec<Extracted> {
        let limits = &self.limits;
        let fault = match read_input(disk, limits.get(Limit::FileBytes), &file.sha256) {
            Ok(bytes) => return self.read(&bytes, &file.path),
            Err(fault) => fault,
        };
        let about = |code| Finding::about(code, Severity::Error, &file.path);
        let finding = match fault {
            InputFault::Refused((id, en)) => about("R001").fact_in("reason", id, en),
            InputFault::Changed((id, en)) => about("R008").fact_in("reason", id, en),
            InputFault::TooLarge => {
                let row = Limit::FileBytes.row();
                about("R005")
                    .fact("limit", row.name)
                    .fact("value", limits.get(Limit::FileBytes).to_string())
                    .fact_in("reason", row.id, row.en)
            }
        };
        vec![Extracted {
            findings: vec![finding],
            ..Extracted::default()
        }]
    }
}

/// Reads a file in this process, unguarded.
pub(super) fn read_here(
    bytes: &[u8],
    path: &str,
    limits: &Limits,
    care: Care,
    take: &mut dyn FnMut(Extracted),
) {
    let span = tracing::debug_span!("stage", name = "extract_cells", document = path);
    span.in_scope(|| {
        extract_cells(bytes, path, limits, &mut |mut extracted| {
            if care == Care::Twice && !extracted.is_passed_over {
                read_again(bytes, path, &mut extracted);
            }
            take(extracted);
        });
    });
}

/// What stands for a file on which a reader failed by a fault of its own.
pub(super) fn internal_fault(path: &str, reason: String) -> Extracted {
    tracing::error!(document = path, reason, "the reader failed");
    Extracted {
        findings: vec![Finding::about("X001", Severity::Error, path).fact("reason", reason)],
        ..Extracted::default()
    }
}
