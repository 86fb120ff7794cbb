//! Where the Parquet files go: Hive-style folders, with names that are safe on any file system.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::model::frames::Partition;
use crate::model::hash::sha256_hex;

/// The folder name of an unknown value, as Hive, `DuckDB` and Arrow read it.
const UNKNOWN: &str = "__HIVE_DEFAULT_PARTITION__";

/// Longest name of a folder in bytes; file systems stop at 255.
const MAX_BYTES: usize = 120;

/// The path of every frame, no two alike even where letter case does not count.
pub(super) fn frame_paths(partitions: BTreeSet<Partition>) -> BTreeMap<Partition, String> {
    let mut taken = BTreeSet::new();
    let mut paths = BTreeMap::new();
    for partition in partitions {
        let folder = folder(&partition);
        let mut free = (1u32..).map(|nth| match nth {
            1 => format!("{folder}/lines.parquet"),
            _ => format!("{folder}/lines-{nth}.parquet"),
        });
        if let Some(path) = free.find(|path| taken.insert(path.to_lowercase())) {
            paths.insert(partition, path);
        }
    }
    paths
}

fn folder(partition: &Partition) -> String {
    let year = partition.year.map(|year| year.to_string());
    let name = |value: Option<&str>| value.map_or_else(|| UNKNOWN.to_owned(), safe_name);
    format!(
        "data/{}/region={}/year={}/agency={}",
        safe_name(&partition.kind),
        name(partition.region.as_deref()),
        name(year.as_deref()),
        name(partition.agency.as_deref()),
    )
}

/// A name as one part of a path: letters, digits, spaces, `-`, `_` and inner dots stay, all else is
/// percent-encoded, which readers of Hive-style folders decode. A long name ends in a hash.
pub(super) fn safe_name(name: &str) -> String {
    let mut safe = String::new();
    for (at, c) in name.char_indices() {
        let is_edge = at == 0 || at + c.len_utf8() == name.len();
        let is_plain =
            c.is_alphanumeric() || matches!(c, '-' | '_') || (matches!(c, '.' | ' ') && !is_edge);
        if is_plain {
            safe.push(c);
        } else {
            let mut buffer = [0; 4];
            for byte in c.encode_utf8(&mut buffer).bytes() {
                // Writing to a string cannot fail.
                let _ = write!(safe, "%{byte:02X}");
            }
        }
    }
    if safe.is_empty() {
        return UNKNOWN.to_owned();
    }
    if safe.len() > MAX_BYTES {
        let mut kept = String::new();
        for c in safe.chars() {
            if kept.len() + c.len_utf8() > MAX_BYTES - 10 {
                break;
            }
            kept.push(c);
        }
        let hash: String = sha256_hex(name.as_bytes()).chars().take(8).collect();
        return format!("{kept}~{hash}");
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_stay_one_safe_part() {
        let cases = [
            ("Dinas Kominfo", "Dinas Kominfo"),
            ("..", "%2E%2E"),
            ("../../etc", "%2E.%2F..%2Fetc"),
            ("a\\b:c*", "a%5Cb%3Ac%2A"),
            ("baris\nbaru\u{0}", "baris%0Abaru%00"),
            ("Badan A.B.", "Badan A.B%2E"),
            ("50%", "50%25"),
            ("", UNKNOWN),
        ];
        for (name, safe) in cases {
            assert_eq!(safe_name(name), safe);
        }
        let long = "ö".repeat(300);
        assert!(safe_name(&long).len() <= MAX_BYTES);
        assert_ne!(safe_name(&long), safe_name(&format!("{long}x")));
    }

    #[test]
    fn names_that_differ_in_case_only_get_paths_of_their_own() {
        let mut partitions = BTreeSet::new();
        for agency in ["BAPPEDA", "Bappeda"] {
            partitions.insert(Partition {
                kind: "renja".to_owned(),
                region: None,
                year: Some(2023),
                agency: Some(agency.to_owned()),
            });
        }
        let paths: BTreeSet<String> = frame_paths(partitions)
            .values()
            .map(|path| path.to_lowercase())
            .collect();
        assert_eq!(paths.len(), 2);
        assert!(paths.iter().all(|path| path.starts_with(
            "data/renja/region=__hive_default_partition__/year=2023/agency=bappeda/lines"
        )));
    }
}
