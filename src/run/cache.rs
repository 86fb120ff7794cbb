//! Comes in: what a process handed over for a file. Goes out: the same on another night, while the
//! file, the program and all that it works with are the same. An entry is what came over the pipe,
//! byte for byte, and is believed no more than that: it is taken over by the same checks.
//!
//! What names a person by number is never kept, so a roster is read anew every night.

use std::fs::{self, File};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

use super::written::{create, make_folders, write_unflushed};
use crate::model::document::SourceFile;
use crate::model::hash::hexadecimal;
use crate::model::identity::names_anyone;

/// First bytes of an entry.
const MAGIC: &[u8; 16] = b"selaras-cache-1\n";
/// Bytes of the checksum behind them.
const CHECKSUM_BYTES: usize = 32;
/// Largest entry.
pub(super) const MOST_ENTRY_BYTES: usize = 64 << 20;
/// Bytes that all entries may take; of more the longest unused go first.
const MOST_BYTES: u64 = 2 << 30;
/// How long an entry is kept that nobody asked for.
const KEPT: Duration = Duration::from_hours(24 * 60);

/// Where results are kept, and whether those of earlier nights are used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CacheOrder {
    /// Their folder.
    pub folder: PathBuf,
    /// Whether what is there is believed; else everything is made, and kept, anew.
    pub is_believed: bool,
}

/// Results of earlier nights.
#[derive(Debug)]
pub struct Cache {
    order: CacheOrder,
    settings: [u8; 32],
}

impl Cache {
    /// The cache in a folder, for what a program of this build makes with these settings.
    pub fn new(order: CacheOrder, settings: &[u8]) -> Self {
        Self {
            order,
            settings: key([settings]),
        }
    }

    /// What was handed over for a file, if that was kept and is whole. A damaged entry is removed.
    pub(super) fn get(&self, file: &SourceFile) -> Option<Vec<u8>> {
        let path = self.place(file)?;
        self.order.is_believed.then(|| read_entry(&path))?
    }

    /// Keeps what was handed over for a file. A cache that cannot be written makes a night slower,
    /// nothing else.
    pub(super) fn put(&self, file: &SourceFile, handed_over: &[u8]) {
        let Some(path) = self.place(file) else { return };
        if handed_over.len() > MOST_ENTRY_BYTES || names_anyone(handed_over) {
            return;
        }
        write_entry(&path, handed_over);
    }

    /// Where the entry of a file lies; nowhere for one whose content is unknown.
    fn place(&self, file: &SourceFile) -> Option<PathBuf> {
        if file.sha256.is_empty() {
            return None;
        }
        let mut hasher = Sha256::new();
        hasher.update(self.settings);
        let year = file.year.map(|year| year.to_string());
        let size = file.size.to_string();
        let words = [
            &*file.path,
            &*file.sha256,
            &*size,
            file.format.name(),
            file.agency.as_deref().unwrap_or("\u{0}"),
            year.as_deref().unwrap_or("\u{0}"),
        ];
        for word in words {
            hasher.update((word.len() as u64).to_le_bytes());
            hasher.update(word);
        }
        let name = hexadecimal(&hasher.finalize());
        let (folder, name) = name.split_at_checked(2)?;
        Some(self.order.folder.join(folder).join(name))
    }
}

/// A hash of everything that decides what this build of the program makes, besides the files.
pub(super) fn key<'w>(words: impl IntoIterator<Item = &'w [u8]>) -> [u8; 32] {
    let mut hasher = Sha256::new();
    let mut add = |word: &[u8]| {
        hasher.update((word.len() as u64).to_le_bytes());
        hasher.update(word);
    };
    add(env!("CARGO_PKG_VERSION").as_bytes());
    add(&build());
    words.into_iter().for_each(add);
    hasher.finalize().into()
}

/// What an entry keeps, if it is there and whole. A damaged one is removed.
pub(super) fn read_entry(path: &Path) -> Option<Vec<u8>> {
    let mut bytes = fs::read(path).ok()?;
    let whole = bytes
        .strip_prefix(MAGIC)
        .and_then(|rest| rest.split_at_checked(CHECKSUM_BYTES))
        .filter(|(checksum, kept)| *checksum == Sha256::digest(kept).as_slice());
    if whole.is_none() {
        tracing::warn!(entry = %path.display(), "a damaged entry of the cache is made anew");
        let _ = fs::remove_file(path);
        return None;
    }
    if let Ok(entry) = fs::File::options().append(true).open(path) {
        // So that what is still asked for is not taken for old; nothing depends on it.
        let _ = entry.set_modified(SystemTime::now());
    }
    bytes.drain(..MAGIC.len() + CHECKSUM_BYTES);
    Some(bytes)
}

/// An entry that is written and not yet kept.
#[derive(Debug)]
pub(super) struct Draft {
    written: PathBuf,
    place: PathBuf,
}

impl Draft {
    /// Keeps it.
    pub(super) fn keep(self) {
        if let Err(error) = fs::rename(&self.written, &self.place) {
            tracing::debug!(%error, "the cache could not keep a run");
        }
    }
}

impl Drop for Draft {
    /// What is not kept is removed; what is kept is there no more.
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.written);
    }
}

/// Writes an entry piece by piece, as it need not be held as a whole; none where that fails.
pub(super) fn draft_entry(
    place: PathBuf,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Option<Draft> {
    let written = place.with_extension("new");
    let made = make_folders(place.parent().unwrap_or(Path::new("")))
        .and_then(|()| create(&written))
        .and_then(|file| Checked::fill(file, write));
    match made {
        Ok(()) => Some(Draft { written, place }),
        Err(error) => {
            tracing::debug!(%error, "a run could not be kept");
            let _ = fs::remove_file(&written);
            None
        }
    }
}

/// A file that begins with the checksum of the rest.
struct Checked {
    file: BufWriter<File>,
    hasher: Sha256,
}

impl Checked {
    fn fill(file: File, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let mut checked = Self {
            file: BufWriter::new(file),
            hasher: Sha256::new(),
        };
        checked.file.write_all(MAGIC)?;
        checked.file.write_all(&[0; CHECKSUM_BYTES])?;
        write(&mut checked)?;
        let mut file = checked.file.into_inner()?;
        file.seek(SeekFrom::Start(MAGIC.len() as u64))?;
        file.write_all(&checked.hasher.finalize())
    }
}

impl Write for Checked {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n_written = self.file.write(bytes)?;
        let written = bytes.get(..n_written).unwrap_or(bytes);
        self.hasher.update(written);
        Ok(n_written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Keeps an entry. A cache that cannot be written makes a night slower, nothing else.
pub(super) fn write_entry(path: &Path, kept: &[u8]) {
    let mut bytes = MAGIC.to_vec();
    bytes.extend_from_slice(&Sha256::digest(kept));
    bytes.extend_from_slice(kept);
    let folder = path.parent().unwrap_or(Path::new(""));
    // What a crash leaves half written fails its checksum; waiting for the disk would cost more
    // than that entry.
    let written = make_folders(folder).and_then(|()| write_unflushed(path, &bytes));
    if let Err(error) = written {
        tracing::debug!(%error, "the cache could not keep a result");
    }
}

/// What tells one build of the program from another of the same version.
fn build() -> Vec<u8> {
    let facts = std::env::current_exe().and_then(fs::metadata);
    let Ok(facts) = facts else { return Vec::new() };
    let changed = facts
        .modified()
        .ok()
        .and_then(|changed| changed.duration_since(SystemTime::UNIX_EPOCH).ok());
    format!("{} {:?}", facts.len(), changed).into_bytes()
}

/// Removes from a cache's folder what nobody asked for in a long time, and the longest unused of what
/// is too much.
pub fn tidy(folder: &Path) {
    if let Err(error) = thin_out(folder, MOST_BYTES, KEPT) {
        tracing::debug!(%error, "the cache could not be tidied");
    }
}

fn thin_out(folder: &Path, most_bytes: u64, kept: Duration) -> io::Result<()> {
    let mut entries = Vec::new();
    let subfolders = match fs::read_dir(folder) {
        Ok(subfolders) => subfolders,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for subfolder in subfolders {
        for entry in fs::read_dir(subfolder?.path())? {
            let entry = entry?;
            let facts = entry.metadata()?;
            entries.push((facts.modified()?, facts.len(), entry.path()));
        }
    }
    entries.sort();
    let mut n_bytes: u64 = entries.iter().map(|(_, n_bytes, _)| n_bytes).sum();
    let now = SystemTime::now();
    for (used, size, path) in entries {
        let is_old = now.duration_since(used).is_ok_and(|unused| unused > kept);
        if is_old || n_bytes > most_bytes {
            fs::remove_file(path)?;
            n_bytes = n_bytes.saturating_sub(size);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::FileFormat;

    fn file(path: &str, sha256: &str) -> SourceFile {
        SourceFile {
            path: path.into(),
            sha256: sha256.into(),
            size: 1,
            format: FileFormat::Csv,
            agency: None,
            year: None,
        }
    }

    fn order(folder: &tempfile::TempDir) -> CacheOrder {
        CacheOrder {
            folder: folder.path().to_owned(),
            is_believed: true,
        }
    }

    fn entries(folder: &Path) -> Vec<PathBuf> {
        let files = walkdir::WalkDir::new(folder).into_iter().flatten();
        let files = files.filter(|entry| entry.file_type().is_file());
        files.map(walkdir::DirEntry::into_path).collect()
    }

    #[test]
    fn what_was_kept_comes_back_for_the_same_file_and_settings_only() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::new(order(&folder), b"settings");
        assert_eq!(cache.get(&file("a", "1")), None);
        cache.put(&file("a", "1"), b"made");
        assert_eq!(cache.get(&file("a", "1")).as_deref(), Some(&b"made"[..]));
        assert_eq!(cache.get(&file("a", "2")), None);
        assert_eq!(cache.get(&file("b", "1")), None);
        let other = Cache::new(order(&folder), b"other settings");
        assert_eq!(other.get(&file("a", "1")), None);
        cache.put(&file("c", ""), b"made");
        assert_eq!(cache.get(&file("c", "")), None);
    }

    #[test]
    fn a_damaged_entry_is_never_believed() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::new(order(&folder), b"");
        let whole = b"what was handed over".repeat(9);
        for damage in 0..5 {
            cache.put(&file("a", "1"), &whole);
            let path = entries(folder.path()).pop().expect("an entry");
            let mut bytes = fs::read(&path).expect("bytes");
            match damage {
                0 => bytes.truncate(40),
                1 => bytes[60] ^= 1,
                2 => bytes[20] ^= 1,
                3 => bytes[0] ^= 1,
                _ => bytes.push(0),
            }
            fs::write(&path, bytes).expect("damaged");
            assert_eq!(cache.get(&file("a", "1")), None, "{damage}");
            assert!(entries(folder.path()).is_empty());
        }
    }

    #[test]
    fn nobody_is_named_by_number() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::new(order(&folder), b"");
        cache.put(&file("a", "1"), b"\x05Nama\x12198001012005011001\x00");
        assert!(entries(folder.path()).is_empty());
    }

    #[test]
    fn old_entries_go_and_the_longest_unused_of_too_many() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::new(order(&folder), b"");
        for name in ["a", "b", "c"] {
            cache.put(&file(name, "1"), &[0; 100]);
        }
        let day = Duration::from_hours(24);
        let used = |name: &str, days: u32| {
            let path = cache.place(&file(name, "1")).expect("a place");
            let entry = fs::File::options().append(true).open(path).expect("it");
            entry
                .set_modified(SystemTime::now() - day * days)
                .expect("set");
        };
        used("a", 90);
        used("b", 20);
        used("c", 10);
        thin_out(folder.path(), 1 << 20, KEPT).expect("tidied");
        assert_eq!(entries(folder.path()).len(), 2);
        thin_out(folder.path(), 200, KEPT).expect("tidied");
        assert!(cache.get(&file("b", "1")).is_none() && cache.get(&file("c", "1")).is_some());
    }
}
