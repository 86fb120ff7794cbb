//! Comes in: the outputs of a run, as they are made and at its end. Goes out: the output folder, whole. The
//! previous folder stays in its place until the new one is complete; then the two change places in one step
//! of the file system, so that whoever looks sees the one or the other. It never removes files that
//! selaras did not write.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::disk::{FoundFile, list_folder};
use super::error::RunError;
use super::lock::beside;
use super::staging::put;
use super::written::{flush_folder, flush_tree, make_folders, write_flushed};
use crate::stages::write_reports::OutputFile;

/// Name of the manifest; a folder that holds it was written by selaras.
pub const MANIFEST: &str = "run.json";

/// Paths of the outputs that a manifest lists; none when it cannot be read.
fn outputs_in(manifest: &[u8]) -> Vec<String> {
    #[derive(Deserialize)]
    struct Listed {
        outputs: Vec<Output>,
    }
    #[derive(Deserialize)]
    struct Output {
        path: String,
    }
    let listed: Result<Listed, _> = serde_json::from_slice(manifest);
    listed.map_or_else(
        |_| Vec::new(),
        |listed| {
            listed
                .outputs
                .into_iter()
                .map(|output| output.path)
                .collect()
        },
    )
}

/// Name and year of the pipeline whose run wrote a manifest; none when it cannot be read.
pub fn owner_in(manifest: &[u8]) -> Option<(String, Option<i32>)> {
    #[derive(Deserialize)]
    struct Owned {
        pipeline: Option<String>,
        year: Option<i32>,
    }
    let owned: Owned = serde_json::from_slice(manifest).ok()?;
    Some((owned.pipeline?, owned.year))
}

/// Whether an output folder may be replaced: absent, empty, or written by selaras.
pub fn check_target(target: &Path) -> Result<(), RunError> {
    if !target.exists() {
        return Ok(());
    }
    let not_ours = || RunError::NotOurs {
        path: target.to_owned(),
    };
    if !target.is_dir() {
        return Err(not_ours());
    }
    let mut entries = fs::read_dir(target).map_err(|source| RunError::Write {
        path: target.to_owned(),
        source,
    })?;
    if entries.next().is_some() && !target.join(MANIFEST).is_file() {
        return Err(not_ours());
    }
    Ok(())
}

/// Puts right what a run that was killed left beside an output folder: the previous output, or the
/// new one if it was complete. Must be called under the run's lock.
pub fn recover_folder(target: &Path) -> Result<(), RunError> {
    let target = &fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
    Folders::beside(target, 0)
        .recover(target)
        .map_err(|source| RunError::Write {
            path: target.to_owned(),
            source,
        })
}

/// The bytes of the manifest in an output folder, if there is one.
pub fn manifest_in(target: &Path) -> Option<Vec<u8>> {
    fs::read(target.join(MANIFEST)).ok()
}

/// Where new outputs stand beside their folder until they are complete.
pub(super) fn fresh_folder(target: &Path) -> PathBuf {
    let target = &fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
    Folders::beside(target, 0).fresh
}

/// Puts the outputs in place, beside those that are staged, and keeps this many earlier ones beside them.
/// `same` are the paths of further outputs that lie in place already and stay as they are. Must be called
/// under the run's lock, as the names of the folders beside the target are fixed.
pub fn place_folder(
    target: &Path,
    files: &[OutputFile],
    same: &[String],
    keep: usize,
) -> Result<(), RunError> {
    check_target(target)?;
    // A link to a folder elsewhere is written through, not replaced.
    let target = &fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
    let folders = Folders::beside(target, keep);
    let fail = |source| RunError::Write {
        path: target.to_owned(),
        source,
    };
    let filled = folders
        .take_over(target, same)
        .and_then(|()| folders.fill(files));
    if let Err(source) = filled {
        let _ = fs::remove_dir_all(&folders.fresh);
        return Err(fail(source));
    }
    folders.swap(target).map_err(fail)?;
    // The new output stands; what is left to do is tidying, which the next run repeats if it fails.
    if let Err(error) = folders.tidy(target) {
        tracing::warn!(folder = %folders.old.display(), %error, "previous output could not be removed");
    }
    Ok(())
}

/// The folders that stand beside the target while it is replaced.
struct Folders {
    /// The new output, until it is complete.
    fresh: PathBuf,
    /// The new output once it is complete, then the previous one, from the moment the two changed
    /// places.
    old: PathBuf,
    /// What is only left to be removed.
    trash: PathBuf,
    /// Outputs of earlier runs.
    earlier: PathBuf,
    /// How many of them are kept.
    keep: usize,
}

impl Folders {
    fn beside(target: &Path, keep: usize) -> Self {
        Self {
            fresh: beside(target, ".selaras-new"),
            old: beside(target, ".selaras-old"),
            trash: beside(target, ".selaras-trash"),
            earlier: beside(target, ".selaras-earlier"),
            keep,
        }
    }

    /// Puts right what a run that was killed left behind.
    fn recover(&self, target: &Path) -> io::Result<()> {
        remove_if_there(&self.fresh)?;
        if self.old.exists() {
            if target.exists() {
                self.tidy(target)?;
            } else {
                fs::rename(&self.old, target)?;
            }
        }
        remove_if_there(&self.trash)
    }

    /// Puts outputs that stay as they are beside the new ones: the same files under a second name,
    /// where the file system knows that, since they are on the disk already.
    fn take_over(&self, target: &Path, same: &[String]) -> io::Result<()> {
        for path in same {
            let (from, to) = (target.join(path), self.fresh.join(path));
            if let Some(parent) = to.parent() {
                make_folders(parent)?;
            }
            if !is_private(&from) || fs::hard_link(&from, &to).is_err() {
                write_flushed(&to, &fs::read(&from)?)?;
            }
        }
        Ok(())
    }

    fn fill(&self, files: &[OutputFile]) -> io::Result<()> {
        make_folders(&self.fresh)?;
        for file in files {
            put(&self.fresh, file)?;
        }
        flush_tree(&self.fresh)
    }

    fn swap(&self, target: &Path) -> io::Result<()> {
        let had_one = target.exists();
        if had_one {
            // Complete from here on: should the run die now, the next one finds two whole outputs.
            fs::rename(&self.fresh, &self.old)?;
            if !exchange(&self.old, target)? {
                // A file system that cannot exchange is without output for a moment.
                fs::rename(&self.old, &self.fresh)?;
                fs::rename(target, &self.old)?;
                if let Err(error) = fs::rename(&self.fresh, target) {
                    fs::rename(&self.old, target)?;
                    return Err(error);
                }
            }
        } else {
            fs::rename(&self.fresh, target)?;
        }
        let Err(error) = flush_folder(target.parent().unwrap_or(Path::new(""))) else {
            return Ok(());
        };
        // Nobody knows whether the new names would outlive a failure of power. The run counts as
        // failed, so the previous output must be the one that is seen.
        if had_one {
            if !exchange(&self.old, target)? {
                fs::rename(target, &self.fresh)?;
                fs::rename(&self.old, target)?;
            }
            remove_if_there(&self.old)?;
        } else {
            fs::rename(target, &self.fresh)?;
        }
        remove_if_there(&self.fresh)?;
        Err(error)
    }

    /// Carries the user's own files over from the previous output, then removes it.
    fn tidy(&self, target: &Path) -> io::Result<()> {
        if !self.old.exists() {
            return Ok(());
        }
        let manifest = fs::read(self.old.join(MANIFEST)).unwrap_or_default();
        let ours: BTreeSet<String> = outputs_in(&manifest)
            .into_iter()
            .chain([MANIFEST.to_owned()])
            .collect();
        let listing = list_folder(&self.old, None).map_err(io::Error::other)?;
        for FoundFile { disk, path } in listing
            .files
            .iter()
            .filter(|file| !ours.contains(&file.path))
        {
            let mut place = target.join(path);
            if place.exists() {
                place = target.join(format!("{path}.sebelumnya"));
            }
            if let Some(parent) = place.parent() {
                fs::create_dir_all(parent)?;
            }
            fs::rename(disk, &place)?;
        }
        if self.keep > 0 && !manifest.is_empty() {
            make_folders(&self.earlier)?;
            let latest = self.unused(&manifest);
            fs::rename(&self.old, &latest)?;
            return self.thin_out(&latest);
        }
        // A removal that is cut short must not be taken for a previous output.
        fs::rename(&self.old, &self.trash)?;
        remove_if_there(&self.trash)
    }

    /// A name for an earlier output: when its run started.
    fn unused(&self, manifest: &[u8]) -> PathBuf {
        #[derive(Deserialize)]
        struct Started {
            started: String,
        }
        let started: Result<Started, _> = serde_json::from_slice(manifest);
        let started = started.map_or_else(|_| String::new(), |found| found.started);
        let safe = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
        let name: String = started.chars().filter(safe).take(40).collect();
        let mut path = self.earlier.join(format!("{name}_1"));
        let mut number = 2_u32;
        while path.exists() {
            path = self.earlier.join(format!("{name}_{number}"));
            number = number.saturating_add(1);
        }
        path
    }

    /// Removes the oldest of the earlier outputs beyond those that are kept; never the latest, whatever a
    /// clock that was set back says of it.
    fn thin_out(&self, latest: &Path) -> io::Result<()> {
        let mut earlier: Vec<PathBuf> = fs::read_dir(&self.earlier)?
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .collect();
        earlier.sort_by(|a, b| (a == latest).cmp(&(b == latest)).then(a.cmp(b)));
        let too_many = earlier.len().saturating_sub(self.keep);
        for folder in earlier.iter().take(too_many) {
            fs::rename(folder, &self.trash)?;
            remove_if_there(&self.trash)?;
        }
        Ok(())
    }
}

/// Whether a file is for the user and the group only, as outputs are written.
fn is_private(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        const OTHERS: u32 = 0o007;
        fs::metadata(path).is_ok_and(|facts| facts.permissions().mode() & OTHERS == 0)
    }
    #[cfg(not(unix))]
    path.exists()
}

/// Lets two folders change places in one step; `false` where the system cannot.
#[cfg(target_os = "linux")]
fn exchange(a: &Path, b: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Lets two folders change places in one step; `false` where the system cannot.
#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<bool> {
    Ok(false)
}

fn remove_if_there(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        Ok(()) | Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_tells_its_outputs_back() {
        let text = br#"{ "version": "9", "outputs": [{ "path": "temuan.jsonl" }, { "path": "data/a.parquet", "bytes": 1 }] }"#;
        assert_eq!(outputs_in(text), ["temuan.jsonl", "data/a.parquet"]);
        assert!(outputs_in(b"not json").is_empty());
    }

    fn files(texts: &[(&str, &str)]) -> Vec<OutputFile> {
        let manifest: Vec<_> = texts
            .iter()
            .map(|(path, _)| serde_json::json!({ "path": path }))
            .collect();
        let manifest = serde_json::json!({ "outputs": manifest }).to_string();
        texts
            .iter()
            .copied()
            .chain([(MANIFEST, manifest.as_str())])
            .map(|(path, text)| OutputFile {
                path: path.to_owned(),
                bytes: text.as_bytes().to_vec(),
            })
            .collect()
    }

    fn names(folder: &Path) -> Vec<String> {
        let listing = list_folder(folder, None).expect("a listing");
        listing.files.into_iter().map(|file| file.path).collect()
    }

    #[test]
    fn a_new_output_replaces_the_previous_one_and_keeps_the_users_files() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("kota");
        place_folder(
            &target,
            &files(&[("a.txt", "1"), ("data/old.txt", "1")]),
            &[],
            0,
        )
        .expect("placed");
        fs::write(target.join("catatan.txt"), "mine").expect("a note");
        place_folder(&target, &files(&[("a.txt", "2")]), &[], 0).expect("placed");
        assert_eq!(
            names(folder.path()),
            ["kota/a.txt", "kota/catatan.txt", "kota/run.json"]
        );
        assert_eq!(fs::read_to_string(target.join("a.txt")).expect("text"), "2");
    }

    #[test]
    fn the_previous_output_stays_when_writing_fails() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("kota");
        place_folder(&target, &files(&[("a.txt", "1")]), &[], 0).expect("placed");
        // A file where a folder is needed makes the second write fail half way.
        let bad = files(&[("a.txt", "2"), ("b", "x"), ("b/c", "x")]);
        assert!(matches!(
            place_folder(&target, &bad, &[], 0),
            Err(RunError::Write { .. })
        ));
        assert_eq!(names(folder.path()), ["kota/a.txt", "kota/run.json"]);
        assert_eq!(fs::read_to_string(target.join("a.txt")).expect("text"), "1");
    }

    #[test]
    fn a_killed_run_is_put_right() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("kota");
        place_folder(&target, &files(&[("a.txt", "1")]), &[], 0).expect("placed");
        let folders = Folders::beside(&target, 0);
        fs::rename(&target, &folders.old).expect("moved away");
        folders.fill(&files(&[("half.txt", "x")])).expect("filled");
        folders.recover(&target).expect("recovered");
        assert_eq!(names(folder.path()), ["kota/a.txt", "kota/run.json"]);
    }

    #[test]
    fn a_folder_of_somebody_else_is_refused() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("skripsi.docx"), "x").expect("a file");
        let result = place_folder(folder.path(), &files(&[("a.txt", "1")]), &[], 0);
        assert!(matches!(result, Err(RunError::NotOurs { .. })));
        assert_eq!(names(folder.path()), ["skripsi.docx"]);
    }

    #[test]
    fn a_run_killed_at_any_step_leaves_one_whole_output() {
        // What stands beside the target after each step, and which output is there afterwards.
        for (moved, wanted) in [
            ("fresh", "1"),
            ("old", "1"),
            ("exchanged", "2"),
            ("first", "2"),
        ] {
            let folder = tempfile::tempdir().expect("a folder");
            let target = folder.path().join("kota");
            let folders = Folders::beside(&target, 0);
            if moved != "first" {
                place_folder(&target, &files(&[("a.txt", "1")]), &[], 0).expect("placed");
                fs::write(target.join("catatan.txt"), "mine").expect("a note");
            }
            folders.fill(&files(&[("a.txt", "2")])).expect("filled");
            match moved {
                "fresh" => {}
                "old" | "first" => fs::rename(&folders.fresh, &folders.old).expect("moved"),
                _ => {
                    fs::rename(&folders.fresh, &folders.old).expect("moved");
                    assert!(exchange(&folders.old, &target).expect("exchanged"));
                }
            }
            recover_folder(&target).expect("recovered");
            let text = fs::read_to_string(target.join("a.txt")).expect("text");
            assert_eq!(text, wanted, "{moved}");
            let mut expected = vec!["kota/a.txt", "kota/catatan.txt", "kota/run.json"];
            if moved == "first" {
                expected.remove(1);
            }
            assert_eq!(names(folder.path()), expected, "{moved}");
        }
    }

    #[test]
    fn earlier_outputs_are_kept_by_number() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("kota");
        for text in ["1", "2", "3", "4"] {
            place_folder(&target, &files(&[("a.txt", text)]), &[], 2).expect("placed");
        }
        let kept = names(&beside(&target, ".selaras-earlier"));
        assert_eq!(kept, ["_2/a.txt", "_2/run.json", "_3/a.txt", "_3/run.json"]);
    }
}
