//! selaras as its users start it. Comes in: a folder with inputs and a pipeline. Goes out: how many
//! cells the program says it read, and how much memory all its processes took together.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use crate::machine;
use crate::ways::{Counted, Way};

/// How often the memory of a program is looked at. A peak between two looks is not seen.
const LOOK: Duration = Duration::from_millis(5);

/// Runs a program over a folder to its end.
pub(crate) fn run(way: Way, n_threads: usize, home: &Path) -> Counted {
    ended(start(way, n_threads, home), home, way)
}

/// The same; gives the most kilobytes that all its processes held at a time.
pub(crate) fn peak(way: Way, n_threads: usize, home: &Path) -> u64 {
    let mut child = start(way, n_threads, home);
    let mut peak = 0;
    while child.try_wait().expect("a child").is_none() {
        peak = peak.max(machine::resident_of_all(child.id()));
        thread::sleep(LOOK);
    }
    ended(child, home, way);
    peak
}

fn start(way: Way, n_threads: usize, home: &Path) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_selaras"));
    command.current_dir(home).env("TZ", "UTC");
    match way {
        Way::AuditProgram => {
            command.args(["audit", "masukan", "--format", "jsonl"]);
            command.args(["--output", "temuan.jsonl"]);
        }
        _ => {
            command.args(["run", "pipeline.toml", "--full", "--output", "keluaran"]);
        }
    }
    command
        .args(["--lang", "en", "--fail-on", "never"])
        .args(["--jobs", &n_threads.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

fn ended(child: Child, home: &Path, way: Way) -> Counted {
    let output = child.wait_with_output().expect("an end");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let cells = if way == Way::AuditProgram {
        let cells = said.rsplit_once("cells: ").map(|(_, rest)| rest);
        let digits = cells.map(|rest| rest.chars().take_while(|c| !c.is_whitespace()));
        let digits = digits.map(|digits| digits.filter(char::is_ascii_digit).collect());
        digits.map(|digits: String| digits.parse().expect("a count"))
    } else {
        let manifest = fs::read(home.join("keluaran/run.json")).expect("a manifest");
        let manifest: Value = serde_json::from_slice(&manifest).expect("JSON");
        manifest["counts"]["cells"].as_u64()
    };
    Counted {
        n_filled: cells.unwrap_or_else(|| panic!("no count of cells: {said}")),
        n_blank: 0,
    }
}
