//! OLE containers ([MS-CFB]) and where their tables lie, so that single numbers in them can be
//! turned into lies.

use std::io::{Cursor, Read, Write};

/// Bytes of a sector of the containers made here.
const SECTOR: usize = 512;
/// Bytes of an entry of the directory.
const ENTRY: usize = 128;

/// Offsets in the header ([MS-CFB] 2.2).
pub(super) const VERSION: usize = 26;
pub(super) const SECTOR_SHIFT: usize = 30;
pub(super) const MINI_SHIFT: usize = 32;
pub(super) const N_FAT: usize = 44;
pub(super) const FIRST_DIRECTORY: usize = 48;
pub(super) const MINI_CUTOFF: usize = 56;
pub(super) const FIRST_MINI_FAT: usize = 60;
pub(super) const N_MINI_FAT: usize = 64;
pub(super) const FIRST_DIFAT: usize = 68;
pub(super) const N_DIFAT: usize = 72;
pub(super) const DIFAT: usize = 76;

/// Offsets in an entry of the directory ([MS-CFB] 2.6.1).
pub(super) const NAME_LENGTH: usize = 64;
pub(super) const KIND: usize = 66;
pub(super) const LEFT: usize = 68;
pub(super) const RIGHT: usize = 72;
pub(super) const CHILD: usize = 76;
pub(super) const START: usize = 116;
pub(super) const SIZE: usize = 120;

/// A container's bytes.
#[derive(Clone)]
pub(super) struct OleFile(pub(super) Vec<u8>);

impl OleFile {
    /// A container of these streams.
    pub(super) fn of(streams: &[(&str, &[u8])]) -> Self {
        let mut file =
            cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::<u8>::new()))
                .expect("a container");
        for (name, bytes) in streams {
            let mut stream = file.create_stream(name).expect("a stream");
            stream.write_all(bytes).expect("bytes");
        }
        file.flush().expect("written");
        Self(file.into_inner().into_inner())
    }

    /// A stream's bytes.
    pub(super) fn stream(&self, name: &str) -> Vec<u8> {
        let mut file = cfb::CompoundFile::open(Cursor::new(self.0.clone())).expect("a container");
        let mut bytes = Vec::new();
        let mut stream = file.open_stream(name).expect("a stream");
        stream.read_to_end(&mut bytes).expect("bytes");
        bytes
    }

    pub(super) fn int(&self, at: usize) -> u32 {
        let bytes = self.0[at..at + 4].try_into().expect("four bytes");
        u32::from_le_bytes(bytes)
    }

    /// Writes bytes over those at an offset.
    pub(super) fn put(mut self, at: usize, bytes: &[u8]) -> Self {
        self.0[at..at + bytes.len()].copy_from_slice(bytes);
        self
    }

    pub(super) fn put_int(self, at: usize, value: u32) -> Self {
        self.put(at, &value.to_le_bytes())
    }

    /// Where a sector begins.
    pub(super) fn sector(sector: u32) -> usize {
        SECTOR * (usize::try_from(sector).unwrap() + 1)
    }

    /// Where the table of sectors says what follows a sector; small containers have one such table.
    pub(super) fn next_of(&self, sector: u32) -> usize {
        Self::sector(self.int(DIFAT)) + 4 * usize::try_from(sector).unwrap()
    }

    /// Where the entry of a stream stands in the directory.
    pub(super) fn entry(&self, name: &str) -> usize {
        let wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut sector = self.int(FIRST_DIRECTORY);
        loop {
            let start = Self::sector(sector);
            let mut entries = (start..start + SECTOR).step_by(ENTRY);
            if let Some(at) = entries.find(|&at| self.0[at..].starts_with(&wanted)) {
                return at;
            }
            sector = self.int(self.next_of(sector));
            assert!(sector < 0xFFFF_FFF0, "no entry {name}");
        }
    }
}
