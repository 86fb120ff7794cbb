//! Opens a zip package part by part. Every part that is read is inflated to its end and compared
//! with its checksum, names may not stand twice, and sizes are bounded while inflating, whatever
//! the package declares.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufReader, Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::fault::{Fault, Said};
use crate::model::limits::{Limit, Limits, RATIO_FREE_BYTES};

/// Bytes inflated at a time.
const BUFFER_BYTES: usize = 64 * 1024;

/// A zip package in memory.
pub(super) struct Package<'a> {
    bytes: &'a [u8],
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Index of each part by its name: in lower case, or as it is spelled where names that differ
    /// in case are told apart.
    parts: BTreeMap<String, usize>,
    tells_case_apart: bool,
    /// A name of which another part's differs in case only.
    alike: Option<String>,
    limits: &'a Limits,
    n_inflated: u64,
}

/// The bytes of a part while they are inflated.
pub(super) type Part<'p, 'a> = BufReader<Bounded<'p, 'a>>;

impl<'a> Package<'a> {
    /// Opens a package of parts; nothing is inflated yet. Refuses names that differ in case only,
    /// since such a package takes them for the same (ECMA-376 part 2, 6.2.2.3).
    pub(super) fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Fault> {
        let package = Self::open_any(bytes, limits)?;
        match &package.alike {
            Some(name) => Err(twice(name)),
            None => Ok(package),
        }
    }

    /// Opens a package of parts or files.
    pub(super) fn open_any(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, Fault> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
            Fault::damaged(
                "paket zip rusak atau terpotong",
                format!("the zip package is damaged or cut off ({error})"),
            )
        })?;
        if archive.len() as u64 > limits.get(Limit::Parts) {
            return Err(Fault::Limit(Limit::Parts));
        }
        // Another package may stand before this one, and other programs may read that.
        if archive.offset() > 0 {
            return Err(Fault::damaged(
                "ada byte lain di depan paket zip",
                "other bytes stand before the zip package",
            ));
        }
        let mut parts = BTreeMap::new();
        let mut spelled = BTreeSet::new();
        let mut alike = None;
        for idx in 0..archive.len() {
            let name = match archive.name_for_index(idx) {
                Some(Ok(name)) => name.replace('\\', "/"),
                Some(Err(_)) | None => continue,
            };
            let name = name.trim_start_matches('/').to_owned();
            if parts.insert(name.to_lowercase(), idx).is_some() {
                alike = Some(name.clone());
            }
            if !spelled.insert(name.clone()) {
                return Err(twice(&name));
            }
        }
        if archive.has_duplicate_names() {
            return Err(twice("?"));
        }
        Ok(Self {
            bytes,
            archive,
            parts,
            tells_case_apart: false,
            alike,
            limits,
            n_inflated: 0,
        })
    }

    /// Takes names that differ in case for names of different parts, as archives of files do.
    pub(super) fn tell_names_apart(&mut self) {
        self.tells_case_apart = true;
        self.parts = (0..self.archive.len())
            .filter_map(|idx| {
                let name = self.archive.name_for_index(idx)?.ok()?.replace('\\', "/");
                Some((name.trim_start_matches('/').to_owned(), idx))
            })
            .collect();
    }

    fn key(&self, name: &str) -> String {
        if self.tells_case_apart {
            name.to_owned()
        } else {
            name.to_lowercase()
        }
    }

    /// The parts: the name by which each is read, and the name as the package spells it.
    pub(super) fn members(&self) -> impl Iterator<Item = (&str, String)> {
        self.parts.iter().map(|(key, idx)| {
            let spelled = self.archive.name_for_index(*idx).and_then(Result::ok);
            (
                key.as_str(),
                spelled.map_or_else(|| key.clone(), Into::into),
            )
        })
    }

    /// Bytes that a part claims to inflate to; 0 where there is no such part.
    pub(super) fn size(&self, name: &str) -> u64 {
        let idx = self.parts.get(name);
        let entry = idx.and_then(|idx| self.archive.by_index_data(*idx).ok());
        entry.map_or(0, |entry| entry.size())
    }

    /// How many parts cannot be read because their names are no text.
    pub(super) fn n_unnamed(&self) -> usize {
        self.archive.len().saturating_sub(self.parts.len())
    }

    /// Whether there is a part of this name, whatever its case.
    pub(super) fn has(&self, name: &str) -> bool {
        self.parts.contains_key(&self.key(name))
    }

    /// Reads a part with `read`, then inflates what `read` left and compares the checksum; what was
    /// read before a fault must be thrown away. `None` when there is no such part.
    pub(super) fn part<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(&mut Part<'_, 'a>) -> Result<T, Fault>,
    ) -> Result<Option<T>, Fault> {
        let Some(&idx) = self.parts.get(&self.key(name)) else {
            return Ok(None);
        };
        let file = match self.archive.by_index(idx) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Fault::Encrypted);
            }
            Err(error) => return Err(damaged(name, &said_of_zip(&error))),
        };
        if file.encrypted() {
            return Err(Fault::Encrypted);
        }
        if !is_own_header(self.bytes, &file) {
            let said = Said::new(
                "kepalanya menyebut bagian lain",
                "its header names another part",
            );
            return Err(damaged(name, &said));
        }
        // A part cannot be packed into more bytes than the file has, whatever it declares.
        let packed = file.compressed_size().min(self.bytes.len() as u64);
        let mut part = BufReader::with_capacity(
            BUFFER_BYTES,
            Bounded {
                file,
                packed,
                n_inflated: 0,
                n_left: self
                    .limits
                    .get(Limit::InflatedBytes)
                    .saturating_sub(self.n_inflated),
                ratio: self.limits.get(Limit::Ratio),
            },
        );
        let value = read(&mut part);
        let drained = match &value {
            Ok(_) => io::copy(&mut part, &mut io::sink()).map(|_| ()),
            Err(_) => Ok(()),
        };
        let n_inflated = part.get_ref().n_inflated;
        self.n_inflated = self.n_inflated.saturating_add(n_inflated);
        drained.map_err(|error| fault_of(name, &error))?;
        value.map(Some)
    }

    /// All bytes of a part, as many as `limit` allows; a part that has more is not kept, nor
    /// inflated further.
    pub(super) fn bytes(&mut self, name: &str, limit: Limit) -> Result<Option<Vec<u8>>, Fault> {
        let shown = name.to_owned();
        let most = self.limits.get(limit);
        self.part(name, |part| {
            let mut bytes = Vec::new();
            part.take(most.saturating_add(1))
                .read_to_end(&mut bytes)
                .map_err(|error| fault_of(&shown, &error))?;
            if bytes.len() as u64 > most {
                return Err(Fault::Limit(limit));
            }
            Ok(bytes)
        })
    }
}

fn twice(part: &str) -> Fault {
    Fault::damaged(
        format!("bagian \"{part}\" ada dua kali dalam paket"),
        format!("part \"{part}\" stands twice in the package"),
    )
}

fn damaged(part: &str, said: &Said) -> Fault {
    Fault::damaged(
        format!("bagian \"{part}\" rusak ({})", said.id),
        format!("part \"{part}\" is damaged ({})", said.en),
    )
}

fn fault_of(part: &str, error: &io::Error) -> Fault {
    limit_in(error).unwrap_or_else(|| damaged(part, &said_of(error)))
}

/// What a fault of reading is, in plain words; the library's own stand in the English text.
pub(super) fn said_of(error: &io::Error) -> Said {
    let words = match error.kind() {
        io::ErrorKind::UnexpectedEof => "terpotong",
        io::ErrorKind::InvalidData if error.to_string().contains("checksum") => {
            "nilai ujinya (checksum) tidak cocok"
        }
        io::ErrorKind::InvalidData if error.to_string().contains("declared") => {
            "lebih besar daripada ukuran yang tercatat"
        }
        _ => "isinya tidak dapat dibuka",
    };
    Said::new(words, error.to_string())
}

fn said_of_zip(error: &ZipError) -> Said {
    match error {
        ZipError::Io(error) => said_of(error),
        ZipError::UnsupportedArchive(_) => {
            Said::new("cara pemampatannya tidak didukung", error.to_string())
        }
        _ => Said::new("paket zip tidak sah", error.to_string()),
    }
}

/// Whether the header that stands before a part's bytes names that part.
fn is_own_header(bytes: &[u8], file: &ZipFile<'_, Cursor<&[u8]>>) -> bool {
    let header = usize::try_from(file.header_start())
        .ok()
        .and_then(|start| bytes.get(start..));
    let own_name = header.and_then(|header| {
        let low = usize::from(*header.get(26)?);
        let high = usize::from(*header.get(27)?);
        header.get(30..30 + (high << 8 | low))
    });
    own_name == Some(file.name_raw())
}

/// A part's bytes with bounds on how many there may be.
pub(super) struct Bounded<'p, 'a> {
    file: ZipFile<'p, Cursor<&'a [u8]>>,
    packed: u64,
    n_inflated: u64,
    n_left: u64,
    ratio: u64,
}

/// A limit met while reading, inside an [`io::Error`].
#[derive(Debug, thiserror::Error)]
#[error("limit {}", .0.row().name)]
pub(super) struct LimitMet(pub(super) Limit);

/// The limit that an error of reading stands for, if any.
pub(super) fn limit_in(error: &io::Error) -> Option<Fault> {
    if error.kind() == io::ErrorKind::OutOfMemory {
        return Some(Fault::Limit(Limit::MemoryMegabytes));
    }
    error
        .get_ref()?
        .downcast_ref::<LimitMet>()
        .map(|met| Fault::Limit(met.0))
}

impl Read for Bounded<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_read = self.file.read(buffer)?;
        self.n_inflated += n_read as u64;
        if self.n_inflated > self.n_left {
            return Err(io::Error::other(LimitMet(Limit::InflatedBytes)));
        }
        let allowed = self.packed.saturating_mul(self.ratio);
        if self.n_inflated > RATIO_FREE_BYTES && self.n_inflated > allowed {
            return Err(io::Error::other(LimitMet(Limit::Ratio)));
        }
        Ok(n_read)
    }
}
