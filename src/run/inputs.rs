//! Comes in: input folders and files as the user named them. Goes out: the inventory, each entry
//! with the place of its bytes. Never opens a workbook.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use super::disk::{FoundFile, Listing, canonical, facts, list_folder};
use super::error::RunError;
use crate::model::document::{FileFormat, Inventory, SourceFile};
use crate::model::finding::{Finding, Severity};
use crate::stages::discover_files::{FileFacts, discover_files};

/// Files whose facts are gathered at a time: enough for all threads; the first bytes of all files of a
/// large region would be the largest thing that a run holds.
const AT_A_TIME: usize = 256;

/// A folder or file to read, as the user named it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// The name as written, for messages.
    pub name: String,
    /// Where it lies.
    pub disk: PathBuf,
}

/// What was found under all roots.
#[derive(Debug, Default)]
pub struct Found {
    /// The files, by path.
    pub inventory: Inventory,
    /// Where the bytes of each entry of the inventory lie, in its order.
    pub disk: Vec<PathBuf>,
    /// What was found wrong on the way.
    pub findings: Vec<Finding>,
}

impl Found {
    /// Where each file lies, by its path as reports write it.
    pub fn by_path(&self) -> BTreeMap<Arc<str>, PathBuf> {
        let paths = self.inventory.entries.iter().map(|file| file.path.clone());
        paths.zip(self.disk.iter().cloned()).collect()
    }
}

/// Lists, hashes and sorts the files under the roots. `skip` is the folder of outputs; a file of
/// more than `most_bytes` is listed, but not hashed.
pub fn find_inputs(
    roots: &[Root],
    skip: Option<&Path>,
    exclude: &[String],
    year: Option<i32>,
    most_bytes: u64,
) -> Result<Found, RunError> {
    let mut listings = list_roots(roots, skip)?;
    let mut paths = BTreeSet::new();
    let collide = listings
        .iter()
        .flat_map(|(_, listing)| &listing.files)
        .any(|file| !paths.insert(file.path.clone()));
    // Two folders may hold files of the same relative path. Agencies follow from that path, so each
    // root is then sorted by itself, and its name put before the paths afterwards.
    if !collide {
        let mut joined = Listing::default();
        for (_, listing) in listings.drain(..) {
            joined.files.extend(listing.files);
            joined.unreadable.extend(listing.unreadable);
            joined.others.extend(listing.others);
        }
        listings = vec![(String::new(), joined)];
    }
    let mut found = Found::default();
    let mut entries: Vec<(SourceFile, PathBuf)> = Vec::new();
    for (prefix, listing) in listings {
        for (path, (id, en)) in &listing.unreadable {
            let path = prefixed(&prefix, path);
            let finding = Finding::about("R001", Severity::Error, &path);
            found.findings.push(finding.fact_in("reason", id, en));
            // Counted as one input that could not be read; nothing opens it again.
            entries.push((unread_folder(path, year), PathBuf::new()));
        }
        let places: BTreeMap<&str, &PathBuf> = listing
            .files
            .iter()
            .map(|file| (file.path.as_str(), &file.disk))
            .collect();
        let facts_of = |files: &[FoundFile]| -> Vec<FileFacts> {
            let files = files.par_iter();
            files.map(|file| facts(file, most_bytes)).collect()
        };
        let files = listing.files.chunks(AT_A_TIME).flat_map(facts_of);
        let outcome = discover_files(files, exclude, year);
        for mut finding in outcome.findings {
            finding.document = finding
                .document
                .map(|document| prefixed(&prefix, &document));
            found.findings.push(finding);
        }
        for mut entry in outcome.value.entries {
            let Some(place) = places.get(entry.path.as_ref()) else {
                continue;
            };
            entry.path = Arc::from(prefixed(&prefix, &entry.path));
            entries.push((entry, (*place).clone()));
        }
        found.inventory.ignored.extend(
            outcome
                .value
                .ignored
                .into_iter()
                .chain(listing.others)
                .map(|mut ignored| {
                    ignored.path = Arc::from(prefixed(&prefix, &ignored.path));
                    ignored
                }),
        );
    }
    entries.sort_by(|a, b| a.0.path.cmp(&b.0.path));
    (found.inventory.entries, found.disk) = entries.into_iter().unzip();
    Ok(found)
}

/// What stands for the files of a folder that could not be looked into.
fn unread_folder(path: String, year: Option<i32>) -> SourceFile {
    SourceFile {
        path: path.into(),
        sha256: Arc::default(),
        size: 0,
        format: FileFormat::Unknown,
        agency: None,
        year,
    }
}

/// The files of each root, each file once, with the name to put before them if need be.
fn list_roots(roots: &[Root], skip: Option<&Path>) -> Result<Vec<(String, Listing)>, RunError> {
    let mut seen = BTreeSet::new();
    let mut listings = Vec::new();
    for root in roots {
        let disk = canonical(&root.disk)?;
        let (prefix, mut listing) = if disk.is_dir() {
            (root.name.clone(), list_folder(&disk, skip)?)
        } else {
            let name = root.disk.file_name().map_or_else(
                || root.name.clone(),
                |name| name.to_string_lossy().into_owned(),
            );
            let prefix = root.name.strip_suffix(&name).unwrap_or("").to_owned();
            let file = FoundFile { disk, path: name };
            let files = vec![file];
            (
                prefix,
                Listing {
                    files,
                    ..Listing::default()
                },
            )
        };
        listing.files.retain(|file| seen.insert(file.disk.clone()));
        listings.push((prefix, listing));
    }
    Ok(listings)
}

fn prefixed(prefix: &str, path: &str) -> String {
    let prefix = prefix.trim_start_matches("./").trim_end_matches('/');
    if prefix.is_empty() {
        path.to_owned()
    } else {
        format!("{prefix}/{path}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_file_is_listed_once_whatever_the_roots() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("a.csv"), "x").expect("a file");
        let root = |disk: PathBuf| Root {
            name: disk.display().to_string(),
            disk,
        };
        let roots = [
            root(folder.path().to_owned()),
            root(folder.path().join("a.csv")),
        ];
        let listings = list_roots(&roots, None).expect("listings");
        let n_files: usize = listings
            .iter()
            .map(|(_, listing)| listing.files.len())
            .sum();
        assert_eq!(n_files, 1);
        let missing = list_roots(&[root(folder.path().join("b"))], None);
        assert!(matches!(missing, Err(RunError::Missing { .. })));
    }

    #[test]
    fn prefixes_are_joined_plainly() {
        assert_eq!(prefixed("./2023/", "dinas/a.xlsx"), "2023/dinas/a.xlsx");
        assert_eq!(prefixed("", "a.xlsx"), "a.xlsx");
    }
}
