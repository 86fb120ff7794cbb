//! A writer of zip packages that can lie about everything: names, sizes, checksums, methods,
//! offsets and counts. What it writes without being told to lie is a sound package.

/// A part of a package; every field is written as it stands.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Name in the directory at the end.
    pub(super) name: Vec<u8>,
    /// Name in the header before the bytes; the directory's when `None`.
    pub(super) header_name: Option<Vec<u8>>,
    /// The bytes as they lie in the file.
    pub(super) packed: Vec<u8>,
    /// 0 stored, 8 deflated.
    pub(super) method: u16,
    /// Bit 0 encrypted, bit 3 sizes after the bytes.
    pub(super) flags: u16,
    /// Declared checksum, packed size and size, in the directory.
    pub(super) declared: Declared,
    /// The same in the header; the directory's when `None`.
    pub(super) header_declared: Option<Declared>,
    /// Extra field of the directory.
    pub(super) extra: Vec<u8>,
    /// What follows the bytes: a data descriptor.
    pub(super) after: Vec<u8>,
    /// Where the directory says the header is, instead of where it is.
    pub(super) offset: Option<u32>,
    /// Whether header and bytes are written at all.
    pub(super) is_written: bool,
}

/// What is said of a part's bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Declared {
    pub(super) crc: u32,
    pub(super) packed: u32,
    pub(super) size: u32,
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).expect("a small part")
}

impl Entry {
    /// A stored part.
    pub(super) fn stored(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes: Vec<u8> = bytes.into();
        let declared = Declared {
            crc: crc32fast::hash(&bytes),
            packed: length(&bytes),
            size: length(&bytes),
        };
        Self {
            name: name.into(),
            header_name: None,
            packed: bytes,
            method: 0,
            flags: 0,
            declared,
            header_declared: None,
            extra: Vec::new(),
            after: Vec::new(),
            offset: None,
            is_written: true,
        }
    }

    /// A part of bytes deflated already; the checksum is left wrong, since nobody gets that far.
    pub(super) fn deflated(name: &str, packed: Vec<u8>) -> Self {
        let mut entry = Self::stored(name, packed);
        entry.method = 8;
        entry.declared.crc = 0;
        entry.declared.size = u32::MAX - 1;
        entry
    }

    /// Changes it.
    pub(super) fn but(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }
}

/// The record at the end of a package; `None` where it says the truth.
#[derive(Debug, Clone, Default)]
pub(super) struct Ending {
    /// How many parts.
    pub(super) n_entries: Option<u16>,
    /// Where the directory begins.
    pub(super) offset: Option<u32>,
    /// Bytes of the directory.
    pub(super) size: Option<u32>,
    /// The comment.
    pub(super) comment: Vec<u8>,
    /// Bytes between the directory and the record.
    pub(super) before: Vec<u8>,
}

/// A sound package of these parts.
pub(super) fn zip(entries: &[Entry]) -> Vec<u8> {
    zip_ending(entries, &Ending::default())
}

/// A package with an end of its own.
pub(super) fn zip_ending(entries: &[Entry], ending: &Ending) -> Vec<u8> {
    let mut out = Vec::new();
    let mut offsets = Vec::new();
    for entry in entries {
        offsets.push(entry.offset.unwrap_or(length(&out)));
        if entry.is_written {
            write_part(&mut out, entry);
        }
    }
    let start = length(&out);
    for (entry, offset) in entries.iter().zip(offsets) {
        write_row(&mut out, entry, offset);
    }
    let size = length(&out) - start;
    out.extend(&ending.before);
    let n_entries = ending
        .n_entries
        .unwrap_or(u16::try_from(entries.len()).unwrap_or(u16::MAX));
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(n_entries.to_le_bytes());
    out.extend(n_entries.to_le_bytes());
    out.extend(ending.size.unwrap_or(size).to_le_bytes());
    out.extend(ending.offset.unwrap_or(start).to_le_bytes());
    out.extend(u16::try_from(ending.comment.len()).unwrap().to_le_bytes());
    out.extend(&ending.comment);
    out
}

fn write_part(out: &mut Vec<u8>, entry: &Entry) {
    let name = entry.header_name.as_ref().unwrap_or(&entry.name);
    out.extend(b"PK\x03\x04\x14\0");
    write_facts(out, entry, entry.header_declared.unwrap_or(entry.declared));
    out.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
    out.extend(0u16.to_le_bytes());
    out.extend(name);
    out.extend(&entry.packed);
    out.extend(&entry.after);
}

fn write_row(out: &mut Vec<u8>, entry: &Entry, offset: u32) {
    out.extend(b"PK\x01\x02\x14\0\x14\0");
    write_facts(out, entry, entry.declared);
    out.extend(u16::try_from(entry.name.len()).unwrap().to_le_bytes());
    out.extend(u16::try_from(entry.extra.len()).unwrap().to_le_bytes());
    out.extend([0; 10]);
    out.extend(offset.to_le_bytes());
    out.extend(&entry.name);
    out.extend(&entry.extra);
}

/// Flags, method, time, checksum and sizes, in the same order in header and directory.
fn write_facts(out: &mut Vec<u8>, entry: &Entry, declared: Declared) {
    out.extend(entry.flags.to_le_bytes());
    out.extend(entry.method.to_le_bytes());
    out.extend([0, 0, 0x21, 0x58]);
    out.extend(declared.crc.to_le_bytes());
    out.extend(declared.packed.to_le_bytes());
    out.extend(declared.size.to_le_bytes());
}
