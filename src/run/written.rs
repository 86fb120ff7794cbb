//! Comes in: paths and bytes. Goes out: files and folders on the disk, whole or not at all, for the user
//! and the group only. Never looks at what it writes.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

#[cfg(target_os = "linux")]
use rustix::fs::syncfs;
use walkdir::WalkDir;

use super::error::RunError;
use super::lock::beside;

/// Makes a folder and those above it, for the user and the group only.
pub(super) fn make_folders(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o750);
    }
    builder.create(path)
}

/// Writes one file so that it is whole or absent: beside its place, flushed, then renamed.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), RunError> {
    let fresh = beside(path, ".selaras-new");
    let written = write_flushed(&fresh, bytes)
        .and_then(|()| fs::rename(&fresh, path))
        .and_then(|()| flush_folder(path.parent().unwrap_or(Path::new(""))));
    written.map_err(|source| {
        let _ = fs::remove_file(&fresh);
        RunError::Write {
            path: path.to_owned(),
            source,
        }
    })
}

/// Writes a new file whole; its folder is made where it is missing.
pub fn write_in_folder(path: &Path, bytes: &[u8]) -> Result<(), RunError> {
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        fs::create_dir_all(folder).map_err(|source| RunError::Write {
            path: folder.to_owned(),
            source,
        })?;
    }
    write_file(path, bytes)
}

/// Writes one file so that readers see it whole or not at all, without waiting for the disk.
pub(super) fn write_unflushed(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let fresh = beside(path, ".selaras-new");
    let written = create(&fresh).and_then(|mut file| file.write_all(bytes));
    let written = written.and_then(|()| fs::rename(&fresh, path));
    if written.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    written
}

/// Makes a file, for the user and the group only: what documents say is not for every user of the
/// machine.
pub(super) fn create(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o640);
    }
    options.open(path)
}

/// Makes an empty file for the user and the group only, where there is none: what another library writes
/// into it, it writes for nobody else.
pub(super) fn make_private(path: &Path) -> io::Result<()> {
    if path.exists() {
        return Ok(());
    }
    create(path).map(|_| ())
}

/// Writes a file and waits until it is on the disk.
pub(super) fn write_flushed(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Waits until the names in a folder are on the disk, where the file system knows how to.
pub(super) fn flush_folder(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let file = match File::open(folder) {
        // A folder that may be written to and not read cannot be flushed by us.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Ok(()),
        file => file?,
    };
    where_known(file.sync_all()).map(|_| ())
}

/// Waits until a folder and all below it are on the disk: at once where the system can, since a wait
/// for each of hundreds of folders costs more than all else on a night without changes.
pub(super) fn flush_tree(folder: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        let synced = syncfs(File::open(folder)?);
        if where_known(synced.map_err(io::Error::from))? {
            return Ok(());
        }
    }
    for entry in WalkDir::new(folder) {
        let entry = entry.map_err(io::Error::other)?;
        if entry.file_type().is_dir() {
            flush_folder(entry.path())?;
        }
    }
    Ok(())
}

/// Whether something was flushed; a file system that does not know how to has not failed.
fn where_known(flushed: io::Result<()>) -> io::Result<bool> {
    match flushed {
        Ok(()) => Ok(true),
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            ) =>
        {
            tracing::debug!(%error, "the file system cannot flush this");
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_or_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("out.jsonl");
        write_file(&path, b"one").expect("written");
        write_file(&path, b"two").expect("written");
        assert_eq!(fs::read(&path).expect("bytes"), b"two");
        assert_eq!(fs::read_dir(folder.path()).expect("entries").count(), 1);
        assert!(write_file(&folder.path().join("absent/out"), b"x").is_err());
    }
}
