//! Comes in: facts of the files that lie under the input folders. Goes out: the [`Inventory`], each
//! file with its format by content, agency and year. Never reads a file itself.

use std::sync::Arc;

use globset::{Glob, GlobSet, GlobSetBuilder};

use crate::model::Outcome;
use crate::model::document::{IgnoreReason, Ignored, Inventory, SourceFile};
use crate::model::format::first_look;
use crate::model::text::only_year;

/// What the disk tells about a file.
#[derive(Debug, Clone)]
pub struct FileFacts {
    /// Path relative to its input folder, with `/` between its parts.
    pub path: String,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 of the bytes in hexadecimal; empty when the file could not be read.
    pub sha256: String,
    /// The first bytes, at least 4096 where the file has them.
    pub head: Vec<u8>,
}

/// Sorts files into inputs and ignored ones. `exclude` holds glob patterns over relative paths;
/// a pattern that is none selects nothing (the pipeline's validation tells it). The facts of a file
/// are let go before the next one's are asked for.
pub fn discover_files(
    files: impl IntoIterator<Item = FileFacts>,
    exclude: &[String],
    year: Option<i32>,
) -> Outcome<Inventory> {
    let excluded = patterns(exclude);
    let mut inventory = Inventory::default();
    for facts in files {
        let path: Arc<str> = facts.path.as_str().into();
        if let Some(reason) = ignore_reason(&path, &excluded) {
            inventory.ignored.push(Ignored { path, reason });
            continue;
        }
        inventory.entries.push(SourceFile {
            agency: agency(&path),
            format: first_look(&facts.head, &path),
            sha256: facts.sha256.into(),
            size: facts.size,
            year: year.or_else(|| year_of(&path)),
            path,
        });
    }
    inventory.entries.sort_by(|a, b| a.path.cmp(&b.path));
    inventory.ignored.sort_by(|a, b| a.path.cmp(&b.path));
    Outcome::clean(inventory)
}

fn patterns(exclude: &[String]) -> GlobSet {
    let mut builder = GlobSetBuilder::new();
    for pattern in exclude.iter().filter_map(|pattern| Glob::new(pattern).ok()) {
        builder.add(pattern);
    }
    builder.build().unwrap_or_default()
}

fn ignore_reason(path: &str, excluded: &GlobSet) -> Option<IgnoreReason> {
    if path
        .split('/')
        .any(|part| part.starts_with('.') || part.starts_with("~$"))
    {
        return Some(IgnoreReason::HiddenOrLock);
    }
    // A pipeline's own files (profiles, lists of expected findings) lie beside the workbooks.
    let is_settings = path.rsplit_once('.').is_some_and(|(_, extension)| {
        ["toml", "md"].contains(&extension.to_ascii_lowercase().as_str())
    });
    (is_settings || excluded.is_match(path)).then_some(IgnoreReason::NotSelected)
}

/// The year that the file's name, or else the nearest folder with one, names.
fn year_of(path: &str) -> Option<i32> {
    path.rsplit('/').find_map(only_year)
}

/// The first folder below the input folder names the agency.
fn agency(path: &str) -> Option<Arc<str>> {
    path.split_once('/').map(|(folder, _)| folder.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::FileFormat;

    fn facts(path: &str, head: &[u8]) -> FileFacts {
        FileFacts {
            path: path.into(),
            size: head.len() as u64,
            sha256: String::new(),
            head: head.to_vec(),
        }
    }

    #[test]
    fn files_are_sorted_into_inputs_and_ignored() {
        let files = vec![
            facts("dinas-b/x.xlsx", b"PK\x03\x04"),
            facts("dinas-a/~$x.xlsx", b""),
            facts("dinas-a/temuan.toml", b""),
            facts("dinas-a/lama/y.csv", b"a;b\n1;2\n"),
        ];
        let inventory = discover_files(files, &["**/lama/*".into()], Some(2023)).value;
        assert_eq!(inventory.entries.len(), 1);
        assert_eq!(inventory.entries[0].agency.as_deref(), Some("dinas-b"));
        assert_eq!(inventory.entries[0].format, FileFormat::Xlsx);
        assert_eq!(inventory.ignored.len(), 3);
    }
}
