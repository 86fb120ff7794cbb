//! All nasty inputs through one audit: it ends, in time and within its memory, tells what it must
//! and reads the good files beside the bad ones right.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::Value;

use super::base::FAULT;
use super::memory::{Watched, watch};
use super::{Expect, GOOD, Nasty, families};

/// Most memory of the program with all its processes.
const MAX_BYTES: u64 = 1536 << 20;
/// Longest time of the whole run; the limit of one file is the program's own.
const MAX_TIME: Duration = Duration::from_mins(10);
/// Fewest kinds of damage that this suite promises.
const MIN_KINDS: usize = 120;

/// Codes of findings about reading.
const READING: [&str; 9] = [
    "R001", "R002", "R003", "R004", "R005", "R006", "R007", "R008", "R009",
];
/// Those among them that refuse a whole file.
const REFUSING: [&str; 5] = ["R001", "R002", "R005", "R006", "R009"];

/// A run of the program over the suite.
struct Run {
    watched: Watched,
    /// Findings by document.
    findings: BTreeMap<String, Vec<Value>>,
    stderr: String,
}

#[test]
fn a_folder_of_nasty_files_is_audited_in_one_run() {
    let families = families();
    let n_kinds: usize = count_kinds(&families);
    assert!(n_kinds >= MIN_KINDS, "{n_kinds} kinds");
    let temporary = tempfile::tempdir().expect("a folder");
    let kept = std::env::var_os("NASTY_KEEP").map(PathBuf::from);
    let folder = kept.unwrap_or_else(|| temporary.path().join("nasty"));
    write_all(&folder, &families);
    let run = audit(&folder, temporary.path());
    let mut wrong = Vec::new();
    check_run(&run, &mut wrong);
    for (family, kinds) in &families {
        for kind in kinds {
            let path = format!("{family}/{}", kind.name);
            if let Err(what) = check(&path, kind, *family == GOOD, &run) {
                wrong.push(format!("{path} ({}): {what}", kind.why));
            }
        }
    }
    let told = format!(
        "{n_kinds} kinds in {} files: {:?}, at most {} MB",
        families.iter().map(|(_, kinds)| kinds.len()).sum::<usize>(),
        run.watched.took,
        run.watched.peak_bytes >> 20
    );
    assert!(
        wrong.is_empty(),
        "{told}\n{} faults:\n{}\n\nstderr:\n{}",
        wrong.len(),
        wrong.join("\n"),
        run.stderr.chars().take(4000).collect::<String>()
    );
}

/// Cuts and flips of one format are one kind each; the good files are none.
fn count_kinds(families: &[(&str, Vec<Nasty>)]) -> usize {
    let many = ["cuts", "flips"];
    families
        .iter()
        .filter(|(family, _)| *family != GOOD)
        .map(|(family, kinds)| {
            if many.contains(family) {
                super::base::formats().len()
            } else {
                kinds.len()
            }
        })
        .sum()
}

fn write_all(folder: &Path, families: &[(&str, Vec<Nasty>)]) {
    for (family, kinds) in families {
        for kind in kinds {
            let path = folder.join(family).join(&kind.name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            fs::write(&path, &kind.bytes).expect("a file");
        }
    }
    #[cfg(unix)]
    write_what_is_no_file(folder);
}

/// Links, pipes, sockets, names that are not UTF-8, and a file that may not be read.
#[cfg(unix)]
fn write_what_is_no_file(folder: &Path) {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;

    let odd = folder.join("odd");
    fs::create_dir_all(odd.join("empty-folder.xlsx")).expect("a folder");
    for (to, name) in [
        ("/etc/passwd", "link-out.csv"),
        ("/dev/zero", "link-device.csv"),
        ("link-self.xlsx", "link-self.xlsx"),
        ("nowhere.xlsx", "link-nowhere.xlsx"),
        ("..", "link-parent"),
    ] {
        let _ = fs::remove_file(odd.join(name));
        symlink(to, odd.join(name)).expect("a link");
    }
    let pipe = odd.join("pipe.csv");
    let _ = fs::remove_file(&pipe);
    let made = Command::new("mkfifo").arg(&pipe).status();
    assert!(made.is_ok_and(|status| status.success()), "a pipe");
    let socket = odd.join("s.xlsx");
    let _ = fs::remove_file(&socket);
    // Where the folder's path is too long for a socket there is none.
    drop(UnixListener::bind(&socket));
    let raw = odd.join(OsStr::from_bytes(b"tidak-utf-8-\xFF\xFE.csv"));
    fs::write(raw, super::base::csv()).expect("a file");
    let secret = odd.join("secret.csv");
    let _ = fs::remove_file(&secret);
    fs::write(&secret, super::base::csv()).expect("a file");
    fs::set_permissions(&secret, fs::Permissions::from_mode(0o0)).expect("a mode");
}

fn audit(folder: &Path, outputs: &Path) -> Run {
    let stdout = outputs.join("stdout");
    let stderr = outputs.join("stderr");
    let file = |path: &Path| Stdio::from(File::create(path).expect("a file"));
    let child = Command::new(env!("CARGO_BIN_EXE_selaras"))
        .args(["audit", "--format", "jsonl", "--lang", "en"])
        .arg(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(file(&stdout))
        .stderr(file(&stderr))
        .spawn()
        .expect("the program starts");
    let watched = watch(child, MAX_TIME);
    let lines = fs::read_to_string(stdout).expect("output in UTF-8");
    let mut findings: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for line in lines.lines() {
        let finding: Value = serde_json::from_str(line).expect("a finding");
        let document = finding["document"].as_str().unwrap_or("").to_owned();
        findings.entry(document).or_default().push(finding);
    }
    Run {
        watched,
        findings,
        stderr: String::from_utf8_lossy(&fs::read(stderr).expect("talk")).into_owned(),
    }
}

/// What must be true of the run as a whole.
fn check_run(run: &Run, wrong: &mut Vec<String>) {
    let watched = &run.watched;
    // The good files have a wrong total, so there are findings at the gate.
    if watched.exit_code != Some(1) {
        wrong.push(format!("the run ended with {:?}", watched.exit_code));
    }
    if watched.peak_bytes > MAX_BYTES {
        wrong.push(format!("the run took {} MB", watched.peak_bytes >> 20));
    }
    for finding in run.findings.values().flatten() {
        if finding["code"] == "X001" {
            let document = &finding["document"];
            wrong.push(format!("{document}: X001 {}", finding["message"]));
        }
        let message = finding["message"].as_str().unwrap_or("");
        if finding["code"] == "R005" && message.contains("seconds") {
            wrong.push(format!("{}: out of time", finding["document"]));
        }
    }
    if run.stderr.contains("panicked") {
        wrong.push("something panicked on the way".to_owned());
    }
    check_no_files(run, wrong);
}

/// Nothing outside the folder is read, and what may be read is.
fn check_no_files(run: &Run, wrong: &mut Vec<String>) {
    for (document, findings) in &run.findings {
        let is_readable = document.contains("tidak-utf-8") || document.contains("secret");
        if document.starts_with("odd/") && !is_readable {
            let codes: Vec<&Value> = findings.iter().map(|finding| &finding["code"]).collect();
            if codes.iter().any(|code| *code != "R001" && *code != "R002") {
                wrong.push(format!("{document} was read: {codes:?}"));
            }
        }
    }
    let of_name = |part: &str| {
        let mut findings = run.findings.iter();
        findings.find(|(document, _)| document.contains(part))
    };
    if !of_name("tidak-utf-8").is_some_and(|(_, findings)| findings.iter().any(is_the_fault)) {
        wrong.push("the file whose name is not UTF-8 was not read right".to_owned());
    }
    // The administrator may read everything, and so finds the wrong total; others are refused.
    if !of_name("secret").is_some_and(|(_, findings)| {
        let is_refused = |finding: &Value| finding["code"] == "R001";
        findings.iter().any(is_the_fault) || findings.iter().any(is_refused)
    }) {
        wrong.push("the file that may not be read is not told".to_owned());
    }
}

/// Whether it is the wrong total of the good table, told exactly.
fn is_the_fault(finding: &Value) -> bool {
    ["code", "cell", "stated", "computed"]
        .iter()
        .zip(FAULT)
        .all(|(field, value)| finding[*field] == value)
}

/// What must be true of one file.
fn check(path: &str, kind: &Nasty, is_good: bool, run: &Run) -> Result<(), String> {
    let below = format!("{path}/");
    let findings: Vec<&Value> = run
        .findings
        .iter()
        .filter(|(document, _)| *document == path || document.starts_with(&below))
        .flat_map(|(_, findings)| findings)
        .collect();
    let code = |finding: &Value| finding["code"].as_str().unwrap_or("").to_owned();
    let codes: Vec<String> = findings.iter().map(|finding| code(finding)).collect();
    let has = |wanted: &[&str]| codes.iter().any(|code| wanted.contains(&code.as_str()));
    let met = match kind.expect {
        Expect::Refused => {
            has(&REFUSING) && findings.iter().all(|finding| finding["cell"].is_null())
        }
        Expect::Told | Expect::ToldAndRight => has(&READING),
        Expect::Clean => !has(&READING) && !findings.is_empty(),
        Expect::Safe => has(&READING) || !findings.is_empty(),
        Expect::Any => true,
        Expect::Ignored => findings.is_empty(),
    };
    if !met {
        return Err(format!("should be {:?}, has {codes:?}", kind.expect));
    }
    let n_faults = findings
        .iter()
        .filter(|finding| is_the_fault(finding))
        .count();
    if is_good && n_faults != 1 {
        return Err(format!("read wrong: {codes:?}"));
    }
    Ok(())
}
