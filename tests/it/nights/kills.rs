//! Runs that are killed, at random moments and at single system calls, and disks that fail: whatever
//! happens, the output is one whole run's, and the next run equals an undisturbed one.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use sha2::{Digest, Sha256};

use super::pipeline;
use super::region::{Region, below};
use crate::chance::Chance;
use crate::support::selaras;

/// The files of an output folder by their hash, the manifest without what differs by the clock.
fn content(output: &Path) -> BTreeMap<String, String> {
    let manifest = fs::read(output.join("run.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    let mut content = BTreeMap::new();
    for listed in manifest["outputs"].as_array().expect("outputs") {
        let path = listed["path"].as_str().expect("a path");
        let bytes = fs::read(output.join(path)).unwrap_or_else(|_| panic!("{path} is missing"));
        let hash: String = Sha256::digest(&bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        assert_eq!(
            listed["sha256"],
            hash.as_str(),
            "{path} is not the manifest's"
        );
        content.insert(path.to_owned(), hash);
    }
    content
}

/// The findings of an output folder without what the clock and the nights before add.
fn findings(output: &Path) -> Vec<String> {
    let text = fs::read_to_string(output.join("temuan.jsonl")).expect("findings");
    let mut lines: Vec<String> = text
        .lines()
        .map(|line| {
            let mut finding: serde_json::Value = serde_json::from_str(line).expect("JSON");
            finding.as_object_mut().expect("an object").remove("life");
            finding.to_string()
        })
        .collect();
    lines.sort();
    lines
}

/// Two states of a region, and the findings of an undisturbed run over each.
struct Stage {
    folder: tempfile::TempDir,
    regions: [Region; 2],
    expected: [Vec<String>; 2],
}

/// Whose calls are counted and tampered with.
#[derive(Clone, Copy, Debug)]
enum Threads {
    /// The one that places outputs and keeps the ledger.
    Main,
    /// Each by itself, so also those that keep results for later runs.
    Each,
}

impl Threads {
    fn flags(self) -> &'static [&'static str] {
        match self {
            Self::Main => &[],
            Self::Each => &["-f"],
        }
    }
}

impl Stage {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let regions = [Region::new(11, 4), Region::new(12, 5)];
        let expected = [0, 1].map(|idx: usize| {
            let alone = tempfile::tempdir().expect("a folder");
            pipeline(alone.path(), &regions[idx]);
            assert_eq!(
                selaras(alone.path(), &["run", "contoh.toml"]).status.code(),
                Some(1)
            );
            findings(&alone.path().join("output/contoh"))
        });
        assert_ne!(expected[0], expected[1]);
        let stage = Self {
            folder,
            regions,
            expected,
        };
        stage.show(0);
        assert_eq!(stage.run().status.code(), Some(1));
        stage
    }

    /// The agencies' files are now those of one of the two states.
    fn show(&self, idx: usize) {
        pipeline(self.folder.path(), &self.regions[idx]);
    }

    fn run(&self) -> std::process::Output {
        selaras(self.folder.path(), &["run", "contoh.toml", "--jobs", "1"])
    }

    /// After a run over `idx` was disturbed: the output is whole, of this state or the one before;
    /// the next run completes and equals an undisturbed one.
    fn check(&self, idx: usize, what: &str) {
        let output = self.folder.path().join("output/contoh");
        // Between two steps of a file system without exchange there may be no output; not here.
        content(&output);
        let found = findings(&output);
        assert!(
            found == self.expected[idx] || found == self.expected[1 - idx],
            "{what}: mixed"
        );
        let next = self.run();
        let said = String::from_utf8_lossy(&next.stderr).into_owned();
        assert_eq!(next.status.code(), Some(1), "{what}: {said}");
        content(&output);
        assert_eq!(findings(&output), self.expected[idx], "{what}");
        let history = selaras(
            self.folder.path(),
            &["history", "contoh.toml", "--format", "jsonl"],
        );
        let text = String::from_utf8(history.stdout).expect("UTF-8");
        let last: serde_json::Value =
            serde_json::from_str(text.lines().next().expect("a run")).expect("JSON");
        assert_eq!(last["state"], "done", "{what}");
    }

    /// A run under `strace` with a fault put into one call of a kind, in the thread that places outputs
    /// and keeps the ledger; a call is tampered with only where it is traced.
    fn strace(&self, calls: &str, fault: &str, path: Option<&Path>) -> Option<i32> {
        let only = path
            .iter()
            .flat_map(|path| ["-P".into(), path.into()])
            .collect::<Vec<std::ffi::OsString>>();
        self.strace_with(calls, fault, &only).0
    }

    /// Also tells whether any call was tampered with: behind the last of a run none is.
    fn strace_with(
        &self,
        calls: &str,
        fault: &str,
        flags: &[std::ffi::OsString],
    ) -> (Option<i32>, bool) {
        let seen = self.folder.path().join("calls.txt");
        let (trace, inject) = (format!("trace={calls}"), format!("inject={calls}:{fault}"));
        let code = Command::new("strace")
            .current_dir(self.folder.path())
            .arg("-o")
            .arg(&seen)
            .args(["-e", &trace, "-e", &inject])
            .args(flags)
            .arg(env!("CARGO_BIN_EXE_selaras"))
            .args(["run", "contoh.toml", "--jobs", "1", "-q"])
            .stderr(Stdio::null())
            .status()
            .expect("strace")
            .code();
        // The files' names and what they hold must not be taken for what strace says of a call.
        let text = fs::read_to_string(&seen).expect("a trace");
        let felt = code.is_none() || text.lines().any(|line| line.ends_with("(INJECTED)"));
        (code, felt)
    }
}

pub(super) fn has_strace() -> bool {
    let found = Command::new("strace")
        .arg("-V")
        .stdout(Stdio::null())
        .status();
    found.is_ok_and(|status| status.success())
}

/// `KILLS=n` kills n runs instead of eight.
#[test]
fn killed_at_any_moment_the_output_is_whole_and_the_next_run_right() {
    let n_kills: usize = std::env::var("KILLS").map_or(8, |n| n.parse().expect("a number"));
    let stage = Stage::new();
    let mut chance = Chance::new(99);
    // How long an undisturbed run takes here, so that the moments spread over all of it.
    let since = std::time::Instant::now();
    stage.run();
    let whole = u64::try_from(since.elapsed().as_micros()).expect("a short time");
    for number in 0..n_kills {
        let idx = (number + 1) % 2;
        stage.show(idx);
        let mut child = Command::new(env!("CARGO_BIN_EXE_selaras"))
            .current_dir(stage.folder.path())
            .args(["run", "contoh.toml", "--jobs", "1", "-q"])
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let moment = below(&mut chance, whole);
        std::thread::sleep(Duration::from_micros(moment));
        child.kill().expect("killed");
        child.wait().expect("an end");
        stage.check(idx, &format!("killed after {moment} of {whole} µs"));
    }
}

/// `KILL_POINTS=n` tries the first n calls of each kind instead of a few spread over them; a number
/// behind the last call tries every one of a whole run.
#[test]
fn killed_or_failing_at_a_system_call_nothing_is_torn() {
    if !has_strace() {
        println!("no strace: runs are not killed at system calls here");
        return;
    }
    let all: Option<usize> = std::env::var("KILL_POINTS")
        .ok()
        .map(|n| n.parse().expect("a number"));
    let stage = Stage::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let (renames, flushes, writes) = (
        "rename,renameat,renameat2,mkdir",
        "fsync,fdatasync",
        "write,pwrite64",
    );
    // Readers write too, and one that is killed costs its file: only main's writes are looked at.
    let kinds = [
        (Threads::Main, renames, "signal=KILL", vec![1, 2, 3, 4]),
        (Threads::Each, renames, "signal=KILL", vec![2]),
        (Threads::Main, flushes, "signal=KILL", vec![1, 5, 9]),
        (Threads::Main, writes, "signal=KILL", vec![2, 20]),
        (Threads::Main, writes, "error=ENOSPC", vec![5, 25]),
        (Threads::Main, writes, "error=EIO", vec![7]),
        (Threads::Main, flushes, "error=EIO", vec![2, 8]),
        (Threads::Main, renames, "error=EIO", vec![1, 2, 3]),
        (Threads::Each, renames, "error=EIO", vec![2]),
        (Threads::Main, "syncfs", "signal=KILL", vec![1]),
        (Threads::Main, "syncfs", "error=EIO", vec![1]),
    ];
    let mut number = 0;
    for (threads, calls, fault, points) in kinds {
        let mut n_felt = 0;
        let points = all.map_or(points, |all| (1..=all).collect());
        for point in points {
            number += 1;
            let idx = number % 2;
            stage.show(idx);
            let flags: Vec<_> = threads.flags().iter().map(Into::into).collect();
            let fault_at = format!("{fault}:when={point}");
            let (code, felt) = stage.strace_with(calls, &fault_at, &flags);
            let what = format!("{threads:?} {calls} {fault} at {point}");
            n_felt += usize::from(felt);
            if fault.contains("error=") {
                // Either the call was one that may fail, or the run ends as one that could not work.
                assert!(matches!(code, Some(1..=3)), "{what}: ended with {code:?}");
            }
            let end = code.map_or("killed".to_owned(), |code| code.to_string());
            *counts
                .entry(format!("{threads:?} {calls} {fault}: {end}"))
                .or_default() += 1;
            stage.check(idx, &what);
            if !felt && all.is_some() {
                break;
            }
        }
        // A fault that no run felt would prove nothing.
        assert!(n_felt > 0, "{threads:?} {calls} {fault}");
    }
    println!("{counts:#?}");
}

/// The folder in which the outputs change places must be on the disk before the run has succeeded: one
/// that cannot be flushed is a run that failed, and the previous output stands. A file system that does
/// not know how to flush a folder is none that failed.
#[test]
fn a_folder_that_cannot_be_flushed_is_an_error() {
    if !has_strace() {
        println!("no strace: no folder fails here");
        return;
    }
    let stage = Stage::new();
    let root = fs::canonicalize(stage.folder.path()).expect("a folder");
    stage.show(1);
    for (calls, path) in [
        ("fsync", root.join("output")),
        ("syncfs", root.join("output/.contoh.selaras-new")),
    ] {
        let code = stage.strace(calls, "error=EIO", Some(&path));
        assert_eq!(code, Some(2), "{calls}");
        let output = stage.folder.path().join("output/contoh");
        content(&output);
        assert_eq!(findings(&output), stage.expected[0], "{calls}");
    }
    let unknown = stage.strace("fsync", "error=EINVAL", Some(&root.join("output")));
    assert_eq!(unknown, Some(1));
    stage.check(1, "a folder that nobody can flush");
}

/// A night that takes over what lies in place is as safe as one that makes it: killed or failing at any
/// of its calls it leaves a whole output, and a file system without second names gets copies.
#[test]
fn an_unchanged_night_that_is_killed_or_fails_tears_nothing() {
    if !has_strace() {
        println!("no strace: runs are not killed at system calls here");
        return;
    }
    let stage = Stage::new();
    stage.show(0);
    let unchanged = |stage: &Stage| {
        let output = stage.folder.path().join("output/contoh");
        let facts = fs::metadata(output.join("karantina.jsonl")).expect("an output");
        std::os::unix::fs::MetadataExt::nlink(&facts) > 1
    };
    assert_eq!(stage.run().status.code(), Some(1));
    assert!(unchanged(&stage), "nothing was taken over");
    let renames = "rename,renameat,renameat2";
    for (calls, fault, end) in [
        ("linkat", "signal=KILL:when=1", None),
        ("linkat", "signal=KILL:when=3", None),
        ("syncfs", "signal=KILL", None),
        (renames, "signal=KILL:when=1", None),
        (renames, "signal=KILL:when=2", None),
        ("syncfs", "error=EIO", Some(2)),
        ("linkat", "error=EPERM", Some(1)),
    ] {
        let code = stage.strace(calls, fault, None);
        assert_eq!(code, end, "{calls} {fault}");
        if fault.contains("EPERM") {
            assert!(!unchanged(&stage), "copies are files of their own");
        }
        stage.check(0, &format!("{calls} {fault} on an unchanged night"));
    }
}
