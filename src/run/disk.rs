//! Comes in: paths. Goes out: lists of files, their facts, their bytes. What the program reads it reads
//! here; it writes in [`super::written`]. Never looks into what it reads.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::error::RunError;
use crate::model::document::{IgnoreReason, Ignored};
use crate::model::hash::{hexadecimal, sha256_hex};
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
    pub unreadable: Vec<(String, Words)>,
    /// What lies there but is no file: links, pipes, sockets, devices.
    pub others: Vec<Ignored>,
}

/// A reason in Bahasa Indonesia and in English.
pub type Words = (String, String);

/// First bytes kept of a file, enough to tell its format.
const HEAD_BYTES: usize = 8192;

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
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => listing.others.push(Ignored {
                path: relative(&root, entry.path()).into(),
                reason: if entry.file_type().is_symlink() {
                    IgnoreReason::Link
                } else {
                    IgnoreReason::NoFile
                },
            }),
            Err(error) => {
                let path = error
                    .path()
                    .map_or_else(|| ".".to_owned(), |path| relative(&root, path));
                let words = match error.io_error() {
                    Some(error) => words(error),
                    None => (
                        "foldernya memuat dirinya sendiri".to_owned(),
                        error.to_string(),
                    ),
                };
                listing.unreadable.push((path, words));
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

/// Hash, size and first bytes of a file; an empty hash when it could not be read or is larger than
/// what is read.
pub fn facts(found: &FoundFile, most_bytes: u64) -> FileFacts {
    let mut facts = FileFacts {
        path: found.path.clone(),
        size: fs::metadata(&found.disk).map_or(0, |metadata| metadata.len()),
        sha256: String::new(),
        head: Vec::new(),
    };
    match hash_and_head(&found.disk, most_bytes) {
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

fn hash_and_head(path: &Path, most_bytes: u64) -> io::Result<(String, Vec<u8>)> {
    let mut file = open_regular(path)?.take(most_bytes.saturating_add(1));
    let mut hasher = Sha256::new();
    let mut head = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let n_read = file.read(&mut buffer)?;
        let Some(part) = buffer.get(..n_read).filter(|part| !part.is_empty()) else {
            let is_whole = file.limit() > 0;
            let sha256 = is_whole.then(|| hexadecimal(&hasher.finalize()));
            return Ok((sha256.unwrap_or_default(), head));
        };
        hasher.update(part);
        let missing = HEAD_BYTES.saturating_sub(head.len());
        head.extend(part.iter().take(missing));
    }
}

/// Whether a file is there with this content.
pub(super) fn has_hash(path: &Path, sha256: &str) -> bool {
    hash_and_head(path, u64::MAX - 1).is_ok_and(|(found, _)| found == sha256)
}

/// Why an input's bytes could not be had.
#[derive(Debug)]
pub enum InputFault {
    /// The system refuses.
    Refused(Words),
    /// It is not what it was when it was listed: gone, replaced or written to.
    Changed(Words),
    /// It is larger than the limit.
    TooLarge,
}

/// The bytes of an input as it was listed: of this size at most, with this hash.
pub fn read_input(path: &Path, most_bytes: u64, sha256: &str) -> Result<Vec<u8>, InputFault> {
    let fault = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::IsADirectory => InputFault::Changed(words(&error)),
        _ => InputFault::Refused(words(&error)),
    };
    let file = open_regular(path).map_err(fault)?;
    let mut bytes = Vec::new();
    file.take(most_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(fault)?;
    if bytes.len() as u64 > most_bytes {
        return Err(InputFault::TooLarge);
    }
    // A file whose hash could not be taken when it was listed was refused then.
    if !sha256.is_empty() && sha256_hex(&bytes) != sha256 {
        return Err(InputFault::Changed((
            "isinya berubah sejak didaftar".to_owned(),
            "its content changed after it was listed".to_owned(),
        )));
    }
    Ok(bytes)
}

/// Opens a file that is one. Without waiting: a pipe put in its place would be waited for without
/// end. Without following a link put in its place: it may lead outside the input folder.
fn open_regular(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(libc::O_NONBLOCK | libc::O_NOFOLLOW);
    }
    let file = options.open(path)?;
    if file.metadata()?.is_file() {
        Ok(file)
    } else {
        Err(io::Error::other("not a regular file"))
    }
}

/// What the system's refusal means, in plain words.
fn words(error: &io::Error) -> Words {
    let (id, en) = match error.kind() {
        io::ErrorKind::NotFound => (
            "berkas sudah tidak ada atau dipindahkan",
            "the file is gone or was moved",
        ),
        io::ErrorKind::PermissionDenied => (
            "tidak ada izin untuk membacanya",
            "there is no permission to read it",
        ),
        // The system tells the rest in its own words.
        _ => {
            return (
                "sistem tidak dapat membacanya".to_owned(),
                error.to_string(),
            );
        }
    };
    (id.to_owned(), en.to_owned())
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

/// Whether something is there, be it a link that leads nowhere.
pub fn exists(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// A path relative to a folder, with `/` between its parts.
pub fn relative(root: &Path, path: &Path) -> String {
    let tail = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = tail
        .components()
        .filter_map(|part| match part {
            Component::Normal(name) => Some(shown_name(name)),
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

/// A name as text. Bytes that are no UTF-8 stand as `\\xE9`, so that two names stay two.
fn shown_name(name: &OsStr) -> Cow<'_, str> {
    if let Some(text) = name.to_str() {
        return Cow::Borrowed(text);
    }
    let mut shown = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        shown.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(shown, "\\x{byte:02X}");
        }
    }
    Cow::Owned(shown)
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
        #[cfg(unix)]
        assert_eq!(listing.others.len(), 1, "the link is told");
        let facts = facts(&listing.files[0], 1);
        assert_eq!((facts.size, facts.head.as_slice()), (1, b"x".as_slice()));
        assert_eq!(
            facts.sha256,
            "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
        );
        assert_eq!(facts.sha256, sha256_hex(b"x"));
    }

    #[test]
    fn an_input_is_read_as_it_was_listed_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.csv");
        fs::write(&path, "satu").expect("a file");
        let hash = sha256_hex(b"satu");
        assert_eq!(read_input(&path, 4, &hash).expect("bytes"), b"satu");
        assert!(matches!(
            read_input(&path, 3, &hash),
            Err(InputFault::TooLarge)
        ));
        fs::write(&path, "dua").expect("a file");
        assert!(matches!(
            read_input(&path, 9, &hash),
            Err(InputFault::Changed(_))
        ));
        fs::remove_file(&path).expect("removed");
        assert!(matches!(
            read_input(&path, 9, &hash),
            Err(InputFault::Changed(_))
        ));
        #[cfg(unix)]
        {
            let elsewhere = folder.path().join("b.csv");
            fs::write(&elsewhere, "satu").expect("a file");
            std::os::unix::fs::symlink(&elsewhere, &path).expect("a link");
            assert!(
                read_input(&path, 9, &hash).is_err(),
                "a link put in its place"
            );
        }
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_stay_apart() {
        use std::os::unix::ffi::OsStrExt;
        let shown = |bytes: &[u8]| shown_name(OsStr::from_bytes(bytes)).into_owned();
        assert_eq!(shown(b"caf\xE9.csv"), "caf\\xE9.csv");
        assert_ne!(shown(b"\xE9"), shown(b"\xE8"));
        assert_eq!(shown("dinas é".as_bytes()), "dinas é");
    }
}
