//! Comes in: the bytes of a file. Goes out: the stream that holds its workbook, taken out of the OLE
//! container ([MS-CFB]) or the bytes themselves where a program wrote the bare stream. Never
//! allocates more than the file has bytes, whatever the container declares.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use cfb::CompoundFile;

use super::records::Fields;
use super::refused;
use crate::model::document::FileFormat;
use crate::stages::extract_cells::fault::Fault;
use crate::stages::extract_cells::refusals;

const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
/// Streams of a container that holds an encrypted package or a document under rights management
/// ([MS-OFFCRYPTO] 2.3.1 and 2.3.4).
const ENCRYPTED: [&str; 3] = ["/EncryptedPackage", "/EncryptionInfo", "/\u{6}DataSpaces"];
/// Streams of a workbook: of Excel 97 and later, and of Excel 5.0 and 95. A file for both has both.
const WORKBOOKS: [&str; 2] = ["/Workbook", "/Book"];
/// Streams of other documents: text, slides, drawings, messages.
const OTHERS: [&str; 4] = [
    "/WordDocument",
    "/PowerPoint Document",
    "/VisioDocument",
    "/__properties_version1.0",
];
/// Bytes read at a time.
const CHUNK_BYTES: usize = 1 << 20;

/// Entries of the sector table that the header lists itself, where its fields stand, and what marks
/// an unused entry ([MS-CFB] 2.2).
const HEADER_ENTRIES: usize = 109;
const SECTOR_SHIFT_AT: usize = 30;
const FIRST_LIST_AT: usize = 68;
const UNUSED: u32 = 0xFFFF_FFFF;
const LAST_SECTOR: u32 = 0xFFFF_FFFA;

/// The stream that holds the workbook. It may end early where the file is cut off; its last sheet
/// tells then.
pub(super) fn workbook_stream(bytes: &[u8]) -> Result<Cow<'_, [u8]>, Fault> {
    if !bytes.starts_with(SIGNATURE) {
        return Ok(Cow::Borrowed(bytes));
    }
    check_sector_table(bytes).ok_or_else(|| damaged(&"its sector table is too large"))?;
    let mut container = CompoundFile::open(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if ENCRYPTED.iter().any(|path| container.exists(path)) {
        return Err(Fault::Encrypted);
    }
    let Some(path) = WORKBOOKS.iter().find(|path| container.is_stream(path)) else {
        let is_other = OTHERS.iter().any(|path| container.exists(path));
        return Err(if is_other {
            refusals::refusal(FileFormat::OtherOffice)
        } else {
            refused::no_workbook()
        });
    };
    let mut stream = container
        .open_stream(path)
        .map_err(|error| damaged(&error))?;
    let mut content = Vec::new();
    let mut chunk = vec![0; CHUNK_BYTES.min(bytes.len())];
    // A stream cannot have more bytes than its container, so this ends whatever length it declares.
    while content.len() < bytes.len() {
        match stream.read(&mut chunk) {
            Ok(0) => break,
            Ok(n_read) => content.extend_from_slice(chunk.get(..n_read).unwrap_or_default()),
            Err(error) if content.is_empty() => return Err(damaged(&error)),
            // What stands before is whole; the sheet in which the stream ends says so.
            Err(_) => break,
        }
    }
    Ok(Cow::Owned(content))
}

/// Whether the table of sectors is no larger than the file. The sectors that hold it are listed in
/// the header and in a chain of lists ([MS-CFB] 2.5); nothing keeps a forged list from naming one
/// sector a million times, each of which would be read into memory.
fn check_sector_table(bytes: &[u8]) -> Option<()> {
    let shift = Fields::of(bytes.get(SECTOR_SHIFT_AT..)?).u16()?;
    let sector_bytes = 1usize.checked_shl(u32::from(shift))?;
    if !matches!(shift, 9 | 12) {
        // The container's own reader says what is wrong.
        return Some(());
    }
    let n_sectors = bytes.len().div_ceil(sector_bytes);
    let mut header = Fields::of(bytes.get(FIRST_LIST_AT..)?);
    let mut list = header.u32()?;
    header.u32()?;
    let mut n_entries = HEADER_ENTRIES;
    let mut n_lists = 0;
    while list < LAST_SECTOR {
        n_lists += 1;
        let start = usize::try_from(list).ok()?.checked_add(1)?;
        let start = start.checked_mul(sector_bytes)?;
        let Some(sector) = bytes.get(start..start.checked_add(sector_bytes)?) else {
            // Beyond the file: the container's own reader says so.
            return Some(());
        };
        let mut fields = Fields::of(sector);
        for _ in 1..sector_bytes / 4 {
            n_entries += usize::from(fields.u32()? != UNUSED);
        }
        list = fields.u32()?;
        if n_lists > n_sectors || n_entries > n_sectors + HEADER_ENTRIES {
            return None;
        }
    }
    Some(())
}

fn damaged(error: &dyn std::fmt::Display) -> Fault {
    Fault::damaged(
        format!("wadah OLE rusak atau terpotong ({error})"),
        format!("the OLE container is damaged or cut off ({error})"),
    )
}
