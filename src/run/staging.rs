//! Comes in: outputs, one by one as they are made, from any thread. Goes out: the same on the disk, beside the
//! output folder, where no one looks for them yet. All of them together would be the largest thing that
//! a run holds.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::error::RunError;
use super::place_outputs::fresh_folder;
use super::written::{make_folders, write_flushed};
use crate::stages::write_reports::OutputFile;

/// Where outputs wait until all are made. Must be used under the run's lock, behind [`super::place_outputs::recover_folder`].
#[derive(Debug)]
pub(super) struct Staging {
    fresh: PathBuf,
    target: PathBuf,
    failed: Mutex<Option<io::Error>>,
}

impl Staging {
    /// For an output folder.
    pub(super) fn beside(target: &Path) -> Self {
        Self {
            fresh: fresh_folder(target),
            target: target.to_owned(),
            failed: Mutex::default(),
        }
    }

    /// Takes an output; what keeps it from being written is told at the end.
    pub(super) fn put(&self, file: &OutputFile) {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        if failed.is_some() {
            return;
        }
        // Threads do not wait for each other's writing.
        drop(failed);
        if let Err(error) = put(&self.fresh, file) {
            failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
            failed.get_or_insert(error);
        }
    }

    /// Says whether all that was taken is written.
    pub(super) fn settled(self) -> Result<(), RunError> {
        let failed = self.failed.into_inner();
        match failed.unwrap_or_else(PoisonError::into_inner) {
            None => Ok(()),
            Some(source) => Err(RunError::Write {
                path: self.target,
                source,
            }),
        }
    }
}

/// Removes what was made of an output that is not to be.
pub(super) fn discard(target: &Path) {
    // What is left the next run removes.
    let _ = fs::remove_dir_all(fresh_folder(target));
}

/// Writes an output into the folder of new ones.
pub(super) fn put(fresh: &Path, file: &OutputFile) -> io::Result<()> {
    let path = fresh.join(&file.path);
    if let Some(parent) = path.parent() {
        make_folders(parent)?;
    }
    write_flushed(&path, &file.bytes)
}
