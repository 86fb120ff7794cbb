//! Comes in: an output folder. Goes out: the lock on it, which the operating system releases when
//! the program ends in any way. Never waits.

use std::ffi::OsString;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::error::RunError;

/// The right to write an output folder; given back when dropped.
#[derive(Debug)]
pub struct RunLock {
    file: File,
}

impl RunLock {
    /// Takes the lock on an output folder, making the folders above it. Fails when another run has it.
    pub fn take(output: &Path) -> Result<Self, RunError> {
        let path = beside(output, ".selaras-lock");
        let fail = |source| RunError::Write {
            path: path.clone(),
            source,
        };
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).map_err(fail)?;
        }
        // The file stays: removing it would let a third run lock a new file of the same name.
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(fail)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(RunError::Busy { path }),
            Err(TryLockError::Error(source)) => Err(fail(source)),
        }
    }
}

impl Drop for RunLock {
    fn drop(&mut self) {
        // Closing the file releases the lock as well.
        let _ = self.file.unlock();
    }
}

/// A hidden name beside a path: `output/kota` gives `output/.kota<suffix>`.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(suffix);
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.join(name),
        Some(_) | None => PathBuf::from(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_run_is_turned_away_until_the_first_ends() {
        let folder = tempfile::tempdir().expect("a folder");
        let output = folder.path().join("deep/kota");
        let first = RunLock::take(&output).expect("the lock");
        assert!(matches!(RunLock::take(&output), Err(RunError::Busy { .. })));
        assert!(RunLock::take(&folder.path().join("deep/other")).is_ok());
        drop(first);
        assert!(RunLock::take(&output).is_ok());
    }
}
