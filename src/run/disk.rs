//! Comes in: paths. Goes out: lists of files, their facts, their bytes; and files written whole.
//! The only place of `run` that reads or writes files, with [`super::place_outputs`] and
//! [`super::lock`]. Never looks into what it reads.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::error::RunError;
use super::lock::beside;
use crate::stages::discover_files::FileFacts;

/// A file under an input folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// Where it lies.
    pub disk: PathBuf,
    /// Its path relative to the input folder, with `/` between its parts.
    pub path: String,
}

/// The files of an input folder.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// The files, by path.
    pub files: Vec<FoundFile>,
    /// Folders that could not be looked into: path and reason.
    pub unreadable: Vec<(String, String)>,
}

/// First bytes kept of a file, enough to tell its format.
const HEAD_BYTES: usize = 8192;

/// Largest input read into memory; a workbook of this size is no workbook people keep.
const MAX_INPUT_BYTES: u64 = 1 << 30;

/// Lists the files below a folder in the order of their names. Symbolic links are not followed, so
/// that nothing outside the folder is read. `skip` is left out, being the folder of outputs.
pub fn list_folder(folder: &Path, skip: Option<&Path>) -> Result<Listing, RunError> {
    let root = canonical(folder)?;
    let skip = skip.and_then(|path| fs::canonicalize(path).ok());
    let mut listing = Listing::default();
    let walk = WalkDir::new(&root)
        .follow_links(false)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| skip.as_deref() != Some(entry.path()));
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_file() => listing.files.push(FoundFile {
                path: relative(&root, entry.path()),
                disk: entry.into_path(),
            }),
            Ok(_) => {}
            Err(error) => {
                let path = error
                    .path()
                    .map_or_else(|| ".".to_owned(), |path| relative(&root, path));
                listing.unreadable.push((path, error.to_string()));
            }
        }
    }
    listing.files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(listing)
}

/// The true path of something that must exist.
pub fn canonical(path: &Path) -> Result<PathBuf, RunError> {
    fs::canonicalize(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => RunError::Missing {
            path: path.to_owned(),
        },
        _ => RunError::Read {
            path: path.to_owned(),
            source,
        },
    })
}

/// Hash, size and first bytes of a file; an empty hash when it could not be read.
pub fn facts(found: &FoundFile) -> FileFacts {
    let mut facts = FileFacts {
        path: found.path.clone(),
        size: fs::metadata(&found.disk).map_or(0, |metadata| metadata.len()),
        sha256: String::new(),
        head: Vec::new(),
    };
    match hash_and_head(&found.disk) {
        Ok((sha256, head)) => {
            facts.sha256 = sha256;
            facts.head = head;
        }
        Err(error) => {
            tracing::debug!(path = %found.disk.display(), %error, "file could not be hashed");
        }
    }
    facts
}

fn hash_and_head(path: &Path) -> io::Result<(String, Vec<u8>)> {
    let mut file = open_regular(path)?;
    let mut hasher = Sha256::new();
    let mut head = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let n_read = file.read(&mut buffer)?;
        let Some(part) = buffer.get(..n_read).filter(|part| !part.is_empty()) else {
            return Ok((hex(&hasher.finalize()), head));
        };
        hasher.update(part);
        let missing = HEAD_BYTES.saturating_sub(head.len());
        head.extend(part.iter().take(missing));
    }
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn hex(digest: &[u8]) -> String {
    use std::fmt::Write as _;
    let mut out = String::with_capacity(digest.len() * 2);
    for byte in digest {
        // Writing to a string cannot fail.
        let _ = write!(out, "{byte:02x}");
    }
    out
}

/// The bytes of an input, up to the largest size accepted.
pub fn read_input(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = open_regular(path)?;
    file.take(MAX_INPUT_BYTES + 1).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()).is_ok_and(|len| len > MAX_INPUT_BYTES) {
        return Err(io::Error::other("larger than 1 GiB"));
    }
    Ok(bytes)
}

/// Opens a file that is one: a pipe or device would be waited for without end.
fn open_regular(path: &Path) -> io::Result<File> {
    if fs::metadata(path)?.is_file() {
        File::open(path)
    } else {
        Err(io::Error::other("not a regular file"))
    }
}

/// The text of a configuration file; `None` when it is not UTF-8.
pub fn read_text(path: &Path) -> Result<Option<String>, RunError> {
    let bytes = fs::read(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => RunError::Missing {
            path: path.to_owned(),
        },
        _ => RunError::Read {
            path: path.to_owned(),
            source,
        },
    })?;
    Ok(String::from_utf8(bytes).ok())
}

/// Names of the files of a folder that end in `.toml`, without that ending, sorted; none when there
/// is no such folder.
pub fn toml_stems(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut stems: Vec<String> = entries
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.is_file() && path.extension().is_some_and(|ending| ending == "toml"))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .collect();
    stems.sort();
    stems
}

/// Writes one file so that it is whole or absent: beside its place, flushed, then renamed.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), RunError> {
    let fresh = beside(path, ".selaras-new");
    let written = write_flushed(&fresh, bytes).and_then(|()| fs::rename(&fresh, path));
    if let Err(source) = written {
        let _ = fs::remove_file(&fresh);
        return Err(RunError::Write {
            path: path.to_owned(),
            source,
        });
    }
    if let Some(parent) = path.parent() {
        flush_folder(parent);
    }
    Ok(())
}

/// Writes a file and waits until it is on the disk.
pub(super) fn write_flushed(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Waits until the names in a folder are on the disk, where the system can tell.
pub(super) fn flush_folder(folder: &Path) {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    // Some file systems refuse to flush a folder; the files themselves are flushed already.
    if let Err(error) = File::open(folder).and_then(|file| file.sync_all()) {
        tracing::debug!(folder = %folder.display(), %error, "folder could not be flushed");
    }
}

/// A path relative to a folder, with `/` between its parts.
pub fn relative(root: &Path, path: &Path) -> String {
    let tail = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = tail
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(name.to_string_lossy()),
            Component::Prefix(_)
            | Component::RootDir
            | Component::CurDir
            | Component::ParentDir => None,
        })
        .collect();
    if parts.is_empty() {
        ".".to_owned()
    } else {
        parts.join("/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_listed_in_order_without_links_and_outputs() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        fs::create_dir_all(root.join("dinas/sub")).expect("folders");
        fs::create_dir_all(root.join("output")).expect("folders");
        for name in ["dinas/b.csv", "dinas/sub/c.csv", "a.csv", "output/x.csv"] {
            fs::write(root.join(name), "x").expect("a file");
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink("/etc", root.join("link")).expect("a link");
        let listing = list_folder(root, Some(&root.join("output"))).expect("a listing");
        let paths: Vec<_> = listing
            .files
            .iter()
            .map(|file| file.path.as_str())
            .collect();
        assert_eq!(paths, ["a.csv", "dinas/b.csv", "dinas/sub/c.csv"]);
        let facts = facts(&listing.files[0]);
        assert_eq!((facts.size, facts.head.as_slice()), (1, b"x".as_slice()));
        assert_eq!(
            facts.sha256,
            "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
        );
        assert_eq!(facts.sha256, sha256(b"x"));
    }

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
