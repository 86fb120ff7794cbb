//! Looks over a zip package before anything parses it: every part inflated to its end, so that a
//! wrong checksum is told instead of read as good, and bounds on counts and sizes.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::Fault;

/// Most entries in a package.
const MAX_ENTRIES: usize = 10_000;
/// Most bytes of all parts together once inflated.
const MAX_INFLATED: u64 = 1 << 30;
/// Most times a part may grow; real parts reach 140.
const MAX_RATIO: u64 = 500;
/// Parts below this size may grow as they like.
const RATIO_FREE: u64 = 10 << 20;

/// Checks a package; the reason when it must not be read.
pub(super) fn check(bytes: &[u8]) -> Result<(), Fault> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| {
        Fault::new(
            format!("paket zip rusak ({error})"),
            format!("the zip package is damaged ({error})"),
        )
    })?;
    if archive.len() > MAX_ENTRIES {
        return Err(Fault::new(
            format!("berisi {} bagian, batasnya {MAX_ENTRIES}", archive.len()),
            format!("it has {} parts, the limit is {MAX_ENTRIES}", archive.len()),
        ));
    }
    let mut names = BTreeSet::new();
    let mut inflated = 0u64;
    let mut has_workbook = false;
    for idx in 0..archive.len() {
        let part = archive.by_index(idx).map_err(|error| {
            Fault::new(
                format!("bagian ke-{} rusak ({error})", idx + 1),
                format!("part {} is damaged ({error})", idx + 1),
            )
        })?;
        let name = part
            .name()
            .map_err(|error| {
                Fault::new(
                    format!("nama bagian ke-{} rusak ({error})", idx + 1),
                    format!("the name of part {} is damaged ({error})", idx + 1),
                )
            })?
            .into_owned();
        has_workbook |= name.eq_ignore_ascii_case("xl/workbook.xml");
        if !names.insert(name.to_lowercase()) {
            return Err(Fault::new(
                format!("bagian \"{name}\" ada dua kali"),
                format!("part \"{name}\" is there twice"),
            ));
        }
        let packed = part.compressed_size();
        let allowed = MAX_INFLATED - inflated;
        let mut limited = part.take(allowed + 1);
        let size = std::io::copy(&mut limited, &mut std::io::sink()).map_err(|error| {
            Fault::new(
                format!("bagian \"{name}\" rusak ({error})"),
                format!("part \"{name}\" is damaged ({error})"),
            )
        })?;
        if size > allowed {
            return Err(Fault::new(
                format!("isinya lebih dari {MAX_INFLATED} byte"),
                format!("it inflates to more than {MAX_INFLATED} bytes"),
            ));
        }
        if size > RATIO_FREE && size / packed.max(1) > MAX_RATIO {
            return Err(Fault::new(
                format!("bagian \"{name}\" mengembang lebih dari {MAX_RATIO} kali"),
                format!("part \"{name}\" inflates more than {MAX_RATIO} times"),
            ));
        }
        inflated += size;
    }
    if has_workbook {
        Ok(())
    } else {
        Err(Fault::new(
            "paket zip ini bukan buku kerja (tidak ada xl/workbook.xml)",
            "this zip package is no workbook (no xl/workbook.xml)",
        ))
    }
}
