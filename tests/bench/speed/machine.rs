//! What the figures were measured on, and how much memory a way takes.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::Duration;

use crate::measure::read_with;
use crate::ways::{Way, ready};

/// How many threads run at a time.
pub(crate) fn n_cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Cores, processor, memory, compiler and load before the run.
pub(crate) fn facts() -> String {
    let first = |path: &str, key: &str| {
        let text = fs::read_to_string(path).unwrap_or_default();
        let line = text.lines().find(|line| line.starts_with(key));
        let value = line.and_then(|line| line.split_once(':'));
        value.map_or("?".to_owned(), |(_, value)| value.trim().to_owned())
    };
    let rustc = Command::new("rustc").arg("--version").output();
    let rustc = rustc.map_or("rustc ?".to_owned(), |output| {
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    });
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    format!(
        "{} cores ({}), {} memory, {rustc}, load before the run {}",
        n_cores(),
        first("/proc/cpuinfo", "model name"),
        first("/proc/meminfo", "MemTotal"),
        load.split(' ').next().unwrap_or("?")
    )
}

/// Peak memory of a way in kilobytes, found by a process that does nothing else.
pub(crate) fn peak_of(way: Way, n_threads: usize, files: &[PathBuf]) -> u64 {
    let program = std::env::current_exe().expect("this program");
    let output = Command::new(program)
        .args(["memory", way.name(), &n_threads.to_string()])
        .args(files)
        .output()
        .expect("a process");
    String::from_utf8_lossy(&output.stdout)
        .trim()
        .parse()
        .unwrap_or_default()
}

/// Reads all files once and prints the peak of this process and of its workers together.
pub(crate) fn report_peak(way: Way, n_threads: usize, files: &[PathBuf]) {
    let ready = ready(way);
    read_with(&ready, n_threads, files);
    // The workers are asked while they are still there.
    let own = std::process::id();
    let mut peak = peak_kilobytes(own);
    for entry in fs::read_dir("/proc").into_iter().flatten().flatten() {
        if let Ok(id) = entry.file_name().to_string_lossy().parse::<u32>()
            && field(id, "PPid:") == u64::from(own)
        {
            peak += peak_kilobytes(id);
        }
    }
    drop(ready);
    println!("{peak}");
}

/// Computing time of this process and of its ended children ([`proc_pid_stat(5)`]: the 14th to
/// 17th field, in hundredths of a second).
///
/// [`proc_pid_stat(5)`]: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
pub(crate) fn computing_time() -> Duration {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The second field is the program's name in brackets, which may hold anything.
    let fields = stat.rsplit_once(") ").map_or("", |(_, fields)| fields);
    let ticks = fields.split(' ').skip(11).take(4);
    let hundredths = ticks.map(|ticks| ticks.parse().unwrap_or(0)).sum::<u64>();
    Duration::from_millis(hundredths * 10)
}

/// Kilobytes that a process and all processes under it hold now. What they share counts for each.
pub(crate) fn resident_of_all(root: u32) -> u64 {
    let ids = fs::read_dir("/proc").into_iter().flatten().flatten();
    let ids = ids.filter_map(|entry| entry.file_name().to_string_lossy().parse::<u32>().ok());
    let parents: Vec<(u32, u64)> = ids.map(|id| (id, field(id, "PPid:"))).collect();
    let mut family = vec![root];
    let mut next = 0;
    while let Some(&parent) = family.get(next) {
        let children = parents.iter().filter(|(_, of)| *of == u64::from(parent));
        family.extend(children.map(|(id, _)| id));
        next += 1;
    }
    family.iter().map(|&id| field(id, "VmRSS:")).sum()
}

fn peak_kilobytes(id: u32) -> u64 {
    field(id, "VmHWM:")
}

/// A number from what the system says about a process; 0 where it says nothing.
fn field(id: u32, key: &str) -> u64 {
    let text = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    text.lines()
        .find_map(|line| line.strip_prefix(key))
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .unwrap_or_default()
}
