//! How much memory a program and all that it started take, watched from outside.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Child;
use std::time::{Duration, Instant};

/// Time between two looks.
const PAUSE: Duration = Duration::from_millis(20);

/// What was seen of a program until it ended.
#[derive(Debug, Default)]
pub(super) struct Watched {
    /// Its exit code; `None` when it was killed.
    pub(super) exit_code: Option<i32>,
    /// Most bytes that all its processes held at once.
    pub(super) peak_bytes: u64,
    /// How long it ran.
    pub(super) took: Duration,
}

/// Waits until the program ends, and ends it when it takes too long.
pub(super) fn watch(mut child: Child, at_most: Duration) -> Watched {
    let start = Instant::now();
    let mut watched = Watched::default();
    loop {
        if let Some(status) = child.try_wait().expect("a process of ours") {
            watched.exit_code = status.code();
            watched.took = start.elapsed();
            return watched;
        }
        watched.peak_bytes = watched.peak_bytes.max(held_by(child.id()));
        if start.elapsed() > at_most {
            child.kill().expect("a process of ours");
            let _ = child.wait();
            watched.took = start.elapsed();
            return watched;
        }
        std::thread::sleep(PAUSE);
    }
}

/// Bytes held by a process and all below it. Memory that they share counts for each.
fn held_by(root: u32) -> u64 {
    let processes: BTreeMap<u32, (u32, u64)> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|pid: u32| Some((pid, parent_and_bytes(pid)?)))
        .collect();
    let mut family = BTreeSet::from([root]);
    // A child's number may be smaller than its parent's, so look until nobody is added.
    loop {
        let more: Vec<u32> = processes
            .iter()
            .filter(|(pid, (parent, _))| family.contains(parent) && !family.contains(pid))
            .map(|(pid, _)| *pid)
            .collect();
        if more.is_empty() {
            break;
        }
        family.extend(more);
    }
    family
        .iter()
        .filter_map(|pid| processes.get(pid))
        .map(|(_, bytes)| bytes)
        .sum()
}

fn parent_and_bytes(pid: u32) -> Option<(u32, u64)> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let field = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse::<u64>().ok()
    };
    let parent = u32::try_from(field("PPid:")?).ok()?;
    Some((parent, field("VmRSS:").unwrap_or(0) << 10))
}
