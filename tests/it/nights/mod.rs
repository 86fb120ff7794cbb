//! Nights: what a pipeline remembers from run to run, and what becomes of it when a run is killed.

mod kills;
mod obstacles;
mod region;
mod unchanged;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use selaras::config::Profile;
use selaras::config::expectations::Expectations;
use selaras::config::pipeline::Outputs;
use selaras::config::waivers::WaiverRow;
use selaras::model::identity::Numbers;
use selaras::model::language::Language;
use selaras::run::cache::CacheOrder;
use selaras::run::chain::{Kept, Reach, Request};
use selaras::run::consolidation::{Done, Order, consolidate};
use selaras::run::gate::FailOn;
use selaras::run::inputs::Root;
use selaras::run::prepare::builtin_profiles;
use selaras::run::progress::Unwatched;
use selaras::run::reading::{Care, Reading};
use selaras::stages::write_reports::Audience;
use serde_json::Value;

use crate::support::{files, selaras};
use region::{Expected, Region};

/// The kinds of document there are: the invented ones are of none, and looking for twenty-five of them
/// in each would be most of what a night costs.
const KIND: &str = "realisasi-sub-kegiatan";

fn profiles() -> Vec<Profile> {
    let mut profiles = builtin_profiles().expect("built-in profiles");
    profiles.retain(|profile| profile.kind == KIND);
    assert_eq!(profiles.len(), 1);
    profiles
}

fn order(input: &Path, output: &Path, started: &str) -> Order {
    Order {
        request: Request {
            pipeline: Some("contoh".to_owned()),
            region: Some("Kabupaten Contoh".to_owned()),
            year: Some(2023),
            roots: vec![Root {
                name: "masukan".to_owned(),
                disk: input.to_owned(),
            }],
            skip: None,
            exclude: Vec::new(),
            profiles: profiles(),
            reconcile: Vec::new(),
            expectations: Expectations::default(),
            reach: Reach::AcrossDocuments,
            kept: Kept::Everything,
            // A region without roster or plan is no fault here.
            off: Vec::new(),
            jobs: None,
            reading: Reading::InProcess,
            limits: selaras::model::limits::Limits::default(),
            care: Care::Once,
            cache: None,
        },
        pipeline_file: "contoh.toml".to_owned(),
        waivers: Vec::new(),
        outputs: Outputs {
            workbook: false,
            page: false,
            corrections: false,
            data: false,
            findings: true,
        },
        numbers: Numbers::Masked,
        audience: Audience::Own,
        output: output.to_owned(),
        keep: 1,
        is_dry: false,
        started: started.to_owned(),
        fail_on: FailOn::Error,
        language: Language::Id,
        last_word: std::sync::Arc::default(),
    }
}

fn night(input: &Path, output: &Path, started: &str) -> Done {
    consolidate(&order(input, output, started), &Unwatched).expect("a run")
}

/// Numbers of errors by their life, as `temuan.jsonl` and the report tell them.
fn told(done: &Done) -> Expected {
    let mut expected = Expected::default();
    let text = done.files.iter().find(|file| file.path == "temuan.jsonl");
    let text = String::from_utf8(text.expect("findings").bytes.clone()).expect("UTF-8");
    for line in text.lines() {
        let finding: Value = serde_json::from_str(line).expect("JSON");
        if finding["severity"] != "error" {
            continue;
        }
        match finding["life"].as_str() {
            Some("new") => expected.new += 1,
            Some("known") => expected.known += 1,
            Some("reopened") => expected.reopened += 1,
            other => panic!("life {other:?}"),
        }
    }
    for gone in &done.since.gone {
        if gone.severity.name() == "error" {
            match gone.end.name() {
                "fixed" => expected.fixed += 1,
                _ => expected.withdrawn += 1,
            }
        }
    }
    expected
}

/// Thirty nights of agencies that add, correct, spoil, rename and withdraw documents: every night's
/// report says exactly what happened. `NIGHTS_SEEDS=n` runs n regions.
#[test]
fn thirty_nights_are_told_as_they_were() {
    let n_seeds = std::env::var("NIGHTS_SEEDS").map_or(1, |n| n.parse().expect("a number"));
    for seed in 1..=n_seeds {
        let folder = tempfile::tempdir().expect("a folder");
        let (input, output) = (
            folder.path().join("masukan"),
            folder.path().join("keluaran"),
        );
        let mut region = Region::new(seed, 10);
        let mut seen = Expected::default();
        for number in 1..=30 {
            if number > 1 {
                region.happen();
            }
            region.write(&input);
            let done = night(&input, &output, &format!("2026-01-{number:02}T02:00:00Z"));
            let expected = region.expect();
            assert_eq!(told(&done), expected, "seed {seed}, night {number}");
            seen.new += expected.new;
            seen.reopened += expected.reopened;
            seen.fixed += expected.fixed;
            seen.withdrawn += expected.withdrawn;
        }
        // A region in which nothing happened would prove nothing.
        assert!(seen.new > 5 && seen.fixed > 2, "seed {seed}: {seen:?}");
        println!("seed {seed}: {seen:?}");
    }
}

#[test]
fn a_waived_finding_does_not_count_until_its_day_has_passed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (input, output) = (
        folder.path().join("masukan"),
        folder.path().join("keluaran"),
    );
    fs::create_dir_all(input.join("Dinas Contoh")).expect("a folder");
    let text = "No;Uraian;Pagu (Rp)\n1;Kegiatan A;1000\n2;Kegiatan B;2000\n;Jumlah;4000\n";
    fs::write(input.join("Dinas Contoh/a.csv"), text).expect("a file");
    let waiver = |code: &str, until: &str| WaiverRow {
        code: Some(code.to_owned()),
        document: Some("Dinas Contoh/*".to_owned()),
        by: "Sekretaris Contoh".to_owned(),
        why: "menunggu perubahan".to_owned(),
        until: until.to_owned(),
        ..WaiverRow::default()
    };
    let run = |started: &str, waivers: Vec<WaiverRow>| {
        let mut order = order(&input, &output, started);
        order.waivers = waivers;
        consolidate(&order, &Unwatched).expect("a run")
    };
    let plain = run("2026-01-01", Vec::new());
    assert_eq!(plain.ending.exit_code(), 1);
    let report = |done: Done| done.result.expect("a whole run").report;
    let code = report(plain)
        .findings
        .iter()
        .find(|finding| finding.stated.is_some())
        .expect("a finding")
        .code;
    let waived = run("2026-01-02", vec![waiver(code, "2199-01-01")]);
    assert_eq!(waived.ending.exit_code(), 0);
    assert_eq!((waived.row.errors, waived.row.counts.waived), (0, 1));
    let expired = run(
        "2026-01-03",
        vec![waiver(code, "2020-01-01"), waiver("A302", "2199-01-01")],
    );
    assert_eq!(expired.ending.exit_code(), 1);
    assert_eq!(expired.row.counts.reopened, 1);
    let codes: Vec<&str> = report(expired)
        .findings
        .iter()
        .map(|found| found.code)
        .collect();
    assert!(
        codes.contains(&"P007") && codes.contains(&"P008"),
        "{codes:?}"
    );
}

/// A pipeline over a small region, as a file.
fn pipeline(folder: &Path, region: &Region) {
    region.write(&folder.join("masukan"));
    let text = format!(
        "name = \"contoh\"\nregion = \"Kabupaten Contoh\"\nyear = 2023\ninputs = [\"masukan\"]\nprofiles = [\"{KIND}\"]\n"
    );
    fs::write(folder.join("contoh.toml"), text).expect("a pipeline");
}

/// The process that has the lock of the pipeline's output folder, as the system lists it.
fn holder(folder: &Path) -> Option<u32> {
    use std::os::unix::fs::MetadataExt;
    let lock = fs::metadata(folder.join("output/.contoh.selaras-lock")).ok()?;
    let listed = fs::read_to_string("/proc/locks").expect("a list of locks");
    let ours = format!(":{}", lock.ino());
    listed.lines().find_map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            // A process that waits is listed with an arrow.
            [_, "FLOCK", _, "WRITE", pid, inode, ..] if inode.ends_with(&ours) => pid.parse().ok(),
            _ => None,
        }
    })
}

/// Waits until a process has the lock.
fn await_holder(folder: &Path) -> u32 {
    for _ in 0..20_000 {
        if let Some(pid) = holder(folder) {
            return pid;
        }
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    panic!("no process takes the lock");
}

fn signal(name: &str, pid: u32) {
    let pid = pid.to_string();
    let sent = Command::new("kill").args([name, &pid]).status();
    assert!(sent.expect("kill").success());
}

/// The one that runs is held while the others come and go, so that all of them start within its run.
#[test]
#[cfg(target_os = "linux")]
fn of_twenty_starts_one_runs_and_a_killed_one_leaves_no_lock() {
    let folder = tempfile::tempdir().expect("a folder");
    pipeline(folder.path(), &Region::new(5, 6));
    let start = || {
        Command::new(env!("CARGO_BIN_EXE_selaras"))
            .current_dir(folder.path())
            .args(["run", "contoh.toml", "--jobs", "1", "--full"])
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts")
    };
    let mut children: Vec<_> = (0..20).map(|_| start()).collect();
    let runner = await_holder(folder.path());
    signal("-STOP", runner);
    let (mut ran, others): (Vec<_>, Vec<_>) =
        children.drain(..).partition(|child| child.id() == runner);
    for mut child in others {
        assert_eq!(child.wait().expect("an end").code(), Some(4));
    }
    assert_eq!(holder(folder.path()), Some(runner));
    signal("-CONT", runner);
    let code = ran.pop().expect("one of ours").wait().expect("an end");
    assert_eq!(code.code(), Some(1));
    let history = || {
        let arguments = ["history", "contoh.toml", "--format", "jsonl"];
        let history = selaras(folder.path(), &arguments);
        String::from_utf8(history.stdout).expect("UTF-8")
    };
    assert_eq!(history().lines().count(), 1, "{}", history());

    let mut killed = start();
    assert_eq!(await_holder(folder.path()), killed.id());
    signal("-STOP", killed.id());
    assert_eq!(start().wait().expect("an end").code(), Some(4));
    killed.kill().expect("killed");
    killed.wait().expect("an end");
    assert_eq!(holder(folder.path()), None);
    let after = selaras(folder.path(), &["run", "contoh.toml"]);
    assert_eq!(after.status.code(), Some(1));
}

/// Waits until a process has a handler for SIGTERM, the fifteenth signal.
fn wait_until_it_listens(pid: &str) {
    for _ in 0..2_000 {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("a process");
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:"));
        let caught = u64::from_str_radix(caught.unwrap_or("0").trim(), 16).expect("a mask");
        if caught & (1 << 14) != 0 {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    panic!("the program never listens to signals");
}

#[test]
fn a_run_that_is_told_to_end_says_so_and_the_ledger_knows() {
    let folder = tempfile::tempdir().expect("a folder");
    pipeline(folder.path(), &Region::new(7, 40));
    assert_eq!(
        selaras(folder.path(), &["run", "contoh.toml"])
            .status
            .code(),
        Some(1)
    );
    let mut child = Command::new(env!("CARGO_BIN_EXE_selaras"))
        .current_dir(folder.path())
        .args(["run", "contoh.toml", "--jobs", "1", "--full"])
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let pid = child.id().to_string();
    wait_until_it_listens(&pid);
    // At once: on a busy machine the run would be over before another program had started.
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).expect("a signal");
    let since = std::time::Instant::now();
    let status = child.wait().expect("an end");
    assert!(since.elapsed().as_secs() < 5);
    assert_eq!(status.code(), Some(2));
    let history = selaras(
        folder.path(),
        &["history", "contoh.toml", "--format", "jsonl"],
    );
    let text = String::from_utf8(history.stdout).expect("UTF-8");
    let last: Value = serde_json::from_str(text.lines().next().expect("a run")).expect("JSON");
    assert_eq!(
        (last["state"].as_str(), last["exit_code"].as_i64()),
        (Some("failed"), Some(2))
    );
    assert!(
        last["reason"]
            .as_str()
            .expect("a reason")
            .contains("SIGTERM")
    );
    assert_eq!(
        selaras(folder.path(), &["run", "contoh.toml"])
            .status
            .code(),
        Some(1)
    );
}

#[test]
fn figures_word_and_schedules_come_out_as_others_want_them() {
    let folder = tempfile::tempdir().expect("a folder");
    pipeline(folder.path(), &Region::new(5, 6));
    let text = fs::read_to_string(folder.path().join("contoh.toml")).expect("text");
    let after = "[after]\nmetrics = \"selaras.prom\"\nnotify = [\"cp\", \"/dev/stdin\", \"kabar $(id).txt\"]\n";
    fs::write(folder.path().join("contoh.toml"), text + after).expect("a pipeline");
    assert_eq!(
        selaras(folder.path(), &["run", "contoh.toml"])
            .status
            .code(),
        Some(1)
    );
    let metrics = fs::read_to_string(folder.path().join("selaras.prom")).expect("figures");
    assert!(
        metrics.contains("selaras_run_success{pipeline=\"contoh\"} 1"),
        "{metrics}"
    );
    let word = fs::read(folder.path().join("kabar $(id).txt")).expect("word");
    let page = fs::read(folder.path().join("output/contoh/ringkasan.txt")).expect("a summary");
    assert_eq!(word, page);
    let systemd = selaras(folder.path(), &["schedule", "systemd", "contoh.toml"]);
    let text = String::from_utf8(systemd.stdout).expect("UTF-8");
    let (service, timer) = text
        .split_once("# /etc/systemd/system/selaras-contoh.timer")
        .expect("two units");
    fs::write(folder.path().join("selaras-contoh.service"), service).expect("a unit");
    fs::write(folder.path().join("selaras-contoh.timer"), timer).expect("a unit");
    if let Ok(verified) = Command::new("systemd-analyze")
        .current_dir(folder.path())
        .args([
            "verify",
            "./selaras-contoh.service",
            "./selaras-contoh.timer",
        ])
        .output()
    {
        let said = String::from_utf8_lossy(&verified.stderr).into_owned();
        assert!(!said.contains("selaras-contoh"), "{said}");
    }
    let cron = selaras(
        folder.path(),
        &["schedule", "cron", "contoh.toml", "--at", "03:15"],
    );
    assert!(String::from_utf8_lossy(&cron.stdout).contains("\n15 3 * * * '"));
    let wrong = selaras(
        folder.path(),
        &["schedule", "cron", "contoh.toml", "--at", "25:00"],
    );
    assert_eq!(wrong.status.code(), Some(2));
}

/// The outputs of a run by path, the manifest without its times.
fn content(done: &Done) -> Vec<(String, Vec<u8>)> {
    let mut content = Vec::new();
    for file in &done.files {
        let mut bytes = file.bytes.clone();
        if file.path == "run.json" {
            let mut manifest: Value = serde_json::from_slice(&bytes).expect("JSON");
            manifest["timings"] = Value::Null;
            bytes = serde_json::to_vec(&manifest).expect("JSON");
        }
        content.push((file.path.clone(), bytes));
    }
    content
}

/// What earlier nights made of a file is used while nothing of it changes, and the outputs are those
/// of a run that reads everything anew, byte for byte.
#[test]
fn what_is_kept_from_other_nights_changes_no_output() {
    let stages = [tempfile::tempdir(), tempfile::tempdir()].map(|folder| folder.expect("a folder"));
    let mut regions = [Region::new(21, 8), Region::new(21, 8)];
    for number in 1..=4 {
        let mut contents = Vec::new();
        for (idx, (stage, region)) in stages.iter().zip(&mut regions).enumerate() {
            let (input, output) = (stage.path().join("masukan"), stage.path().join("keluaran"));
            if number > 1 {
                region.happen();
            }
            region.write(&input);
            let mut order = order(&input, &output, &format!("2026-01-{number:02}T02:00:00Z"));
            let program = env!("CARGO_BIN_EXE_selaras").into();
            order.request.reading = Reading::Workers(program);
            order.outputs = Outputs::default();
            let kept = output.with_file_name("kept");
            order.request.cache = (idx == 0).then(|| CacheOrder {
                folder: kept.clone(),
                is_believed: true,
            });
            if number == 4 && idx == 0 {
                // A damaged entry is made anew.
                for entry in files(&kept).into_iter().take(3) {
                    fs::write(entry, b"damaged").expect("damaged");
                }
            }
            contents.push(content(&consolidate(&order, &Unwatched).expect("a run")));
            assert_eq!(kept.exists(), idx == 0);
        }
        assert!(contents[0] == contents[1], "night {number}");
    }
    assert!(files(&stages[0].path().join("kept")).len() >= 8);
}
