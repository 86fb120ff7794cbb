//! Processes that read and audit: what they make of a file is what this process would; one that dies,
//! hangs, grows or talks nonsense, while reading or while auditing, costs its document only; and they
//! are confined.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use selaras::model::extraction::Extracted;
use selaras::model::limits::{Limit, Limits};
use selaras::run::chain::{AuditResult, Kept, Reach, Request, audit};
use selaras::run::progress::Unwatched;
use selaras::run::reading::{Care, Readers, Reading};

use crate::support::{project, request_for};

/// One of these tests ends reader processes from outside, so they take turns.
static TURN: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn program() -> Reading {
    Reading::Workers(PathBuf::from(env!("CARGO_BIN_EXE_selaras")))
}

fn read(limits: &Limits, bytes: &[u8], path: &str) -> Vec<Extracted> {
    let readers = Readers::start(&program(), limits, Care::Once).expect("reader processes");
    readers.read(bytes, path)
}

fn samples() -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![project("samples")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "xlsx") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

#[test]
fn a_process_apart_reads_what_this_one_reads() {
    let _turn = turn();
    let limits = Limits::default();
    let apart = Readers::start(&program(), &limits, Care::Once).expect("reader processes");
    let here = Readers::start(&Reading::InProcess, &limits, Care::Once).expect("readers");
    let mut n_cells = 0;
    for path in samples() {
        let bytes = fs::read(&path).expect("a sample");
        let (one, other) = (apart.read(&bytes, "a.xlsx"), here.read(&bytes, "a.xlsx"));
        assert_eq!(one.len(), other.len());
        for (one, other) in one.iter().zip(&other) {
            assert_eq!(one.workbook, other.workbook, "{}", path.display());
            assert_eq!(one.format, other.format);
            assert_eq!(
                format!("{:?}", one.findings),
                format!("{:?}", other.findings)
            );
            let sheets = one.workbook.sheets.iter();
            n_cells += sheets.map(|sheet| sheet.cells.len()).sum::<usize>();
        }
    }
    assert!(n_cells > 1000, "{n_cells}");
}

/// All that an audit knows at its end, but for how long it took.
fn told(request: &Request) -> String {
    let result = audit(request, &Unwatched).expect("an audit");
    let AuditResult {
        report,
        unreadable,
        switched_off,
        timings: _,
        is_repeatable: _,
    } = result;
    format!("{report:?} {unreadable:?} {switched_off:?}")
}

/// Whatever is kept and compared, processes give to the letter what this process gives.
#[test]
fn a_process_apart_audits_as_this_one_does() {
    let _turn = turn();
    let folder = project("samples");
    for (reach, kept) in [
        (Reach::AcrossDocuments, Kept::Everything),
        (Reach::WithinDocument, Kept::Outlines),
    ] {
        let here = Request {
            reach,
            kept,
            region: Some("Kabupaten Contoh".to_owned()),
            ..request_for(&folder)
        };
        let apart = Request {
            reading: program(),
            ..here.clone()
        };
        let (here, apart) = (told(&here), told(&apart));
        assert!(here.len() > 50_000, "{}", here.len());
        let differs = here.bytes().zip(apart.bytes()).position(|(a, b)| a != b);
        let at = differs.unwrap_or(0).saturating_sub(200);
        let shown: String = apart.chars().skip(at).take(400).collect();
        assert!(here == apart, "{reach:?} {kept:?}: {shown}");
    }
}

/// The samples as a second reader of another make sees them: no cell differs.
#[test]
fn samples_read_twice_are_the_same_twice() {
    let _turn = turn();
    let limits = Limits::default();
    let twice = Readers::start(&program(), &limits, Care::Twice).expect("reader processes");
    for path in samples() {
        let bytes = fs::read(&path).expect("a sample");
        for extracted in twice.read(&bytes, "a.xlsx") {
            assert!(extracted.findings.is_empty(), "{:?}", extracted.findings);
        }
    }
}

fn only_code(all: &[Extracted]) -> (&'static str, Option<&str>) {
    assert_eq!(all.len(), 1);
    assert!(all[0].workbook.sheets.is_empty());
    assert_eq!(all[0].findings.len(), 1, "{:?}", all[0].findings);
    let finding = &all[0].findings[0];
    (finding.code, finding.facts.get("limit").map(String::as_str))
}

/// Rows of text in many different words, so that nothing is shared.
fn rows(n_rows: usize) -> Vec<u8> {
    (0..n_rows)
        .flat_map(|row| format!("{row};uraian belanja nomor {row};{row}000\n").into_bytes())
        .collect()
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_needs_too_much_memory_is_told_and_the_next_is_read() {
    let _turn = turn();
    let mut limits = Limits::default();
    limits.set(Limit::MemoryMegabytes, 24);
    let readers = Readers::start(&program(), &limits, Care::Once).expect("reader processes");
    let all = readers.read(&rows(100_000), "besar.csv");
    assert_eq!(only_code(&all), ("R005", Some("memory-megabytes")));
    let all = readers.read(b"a;b\n1;2\n", "kecil.csv");
    assert_eq!(all[0].workbook.sheets[0].cells.len(), 4);
}

/// The member that is too much is told; those before and behind it are read.
#[cfg(target_os = "linux")]
#[test]
fn a_member_that_ends_its_reader_costs_itself_only() {
    let _turn = turn();
    let mut limits = Limits::default();
    limits.set(Limit::MemoryMegabytes, 24);
    let small = b"a;b\n1;2\n".to_vec();
    let archive = zip_of(&[
        ("a.csv", small.clone()),
        ("besar.csv", rows(100_000)),
        ("surat.pdf", b"%PDF-1.7".to_vec()),
        ("z.csv", small),
    ]);
    let all = read(&limits, &archive, "kiriman.zip");
    let told: Vec<(&str, usize, Vec<&str>)> = all
        .iter()
        .map(|one| {
            let path = &one.member.as_ref().expect("a member").path;
            let codes = one.findings.iter().map(|finding| finding.code).collect();
            (&**path, one.workbook.sheets.len(), codes)
        })
        .collect();
    assert_eq!(
        told,
        [
            ("a.csv", 1, vec![]),
            ("besar.csv", 0, vec!["R005"]),
            ("surat.pdf", 0, vec!["R002"]),
            ("z.csv", 1, vec![]),
        ]
    );
    let finding = &all[1].findings[0];
    assert_eq!(finding.document.as_deref(), Some("kiriman.zip/besar.csv"));
}

#[cfg(target_os = "linux")]
fn zip_of(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    use std::io::{Cursor, Write};
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Stored);
        zip.start_file(*name, options).expect("a member");
        zip.write_all(bytes).expect("a member");
    }
    zip.finish().expect("an archive").into_inner()
}

/// An archive of whose members one takes all the time: what is not read is told by name.
#[cfg(target_os = "linux")]
#[test]
fn members_for_which_no_time_is_left_are_told() {
    let _turn = turn();
    let mut limits = Limits::default();
    limits.set(Limit::Seconds, 0);
    limits.set(Limit::Cells, u64::MAX);
    let small = b"a;b\n1;2\n".to_vec();
    let archive = zip_of(&[
        ("a.csv", small.clone()),
        ("lama.csv", rows(1_500_000)),
        ("z.csv", small),
    ]);
    let all = read(&limits, &archive, "kiriman.zip");
    let codes: Vec<Vec<&str>> = all
        .iter()
        .map(|one| one.findings.iter().map(|finding| finding.code).collect())
        .collect();
    assert_eq!(codes, [vec![], vec!["R005"], vec!["R005"]]);
}

/// Where no more processes can be started, files wait for the one there is.
#[cfg(target_os = "linux")]
#[test]
fn files_wait_where_no_process_can_be_started() {
    let _turn = turn();
    let folder = tempfile::tempdir().expect("a folder");
    let program = folder.path().join("selaras");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_selaras"), &program).expect("a link");
    let limits = Limits::default();
    let reading = Reading::Workers(program.clone());
    let readers = Readers::start(&reading, &limits, Care::Once).expect("reader processes");
    fs::remove_file(program).expect("removed");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..5 {
                    let all = readers.read(&rows(2_000), "satu.csv");
                    assert!(all[0].findings.is_empty(), "{:?}", all[0].findings);
                }
            });
        }
    });
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_takes_too_long_is_told() {
    let _turn = turn();
    let mut limits = Limits::default();
    limits.set(Limit::Seconds, 0);
    limits.set(Limit::Cells, u64::MAX);
    let all = read(&limits, &rows(1_500_000), "lama.csv");
    assert_eq!(only_code(&all), ("R005", Some("seconds")));
}

/// Audits a folder with a document that is too much for the audit, and one that is not; gives the
/// codes and limits of the large one's findings.
#[cfg(target_os = "linux")]
fn audit_beyond(limit: Limit, value: u64, n_rows: usize) -> Vec<(&'static str, String)> {
    let folder = tempfile::tempdir().expect("a folder");
    let small = b"Uraian;Nilai\nSatu;1\nDua;2\nJumlah;4\n".to_vec();
    let archive = zip_of(&[
        ("a.csv", small.clone()),
        ("besar.csv", table(n_rows)),
        ("z.csv", small.clone()),
    ]);
    fs::write(folder.path().join("kiriman.zip"), archive).expect("an archive");
    fs::write(folder.path().join("lain.csv"), small).expect("a file");
    let mut request = Request {
        reading: program(),
        kept: Kept::Findings,
        ..request_for(folder.path())
    };
    request.limits.set(limit, value);
    let result = audit(&request, &Unwatched).expect("an audit");
    let accounts = result.report.accounts();
    assert_eq!((accounts.read, accounts.quarantined), (3, 1));
    let of = |path: &str| {
        let findings = result.report.findings.iter();
        let own = findings.filter(|finding| finding.document.as_deref() == Some(path));
        own.map(|finding| {
            let limit = finding.facts.get("limit").cloned().unwrap_or_default();
            (finding.code, limit)
        })
        .collect::<Vec<_>>()
    };
    for path in ["kiriman.zip/a.csv", "kiriman.zip/z.csv", "lain.csv"] {
        assert!(!of(path).is_empty(), "{path}: the wrong sum is told");
        assert!(of(path).iter().all(|(_, limit)| limit.is_empty()), "{path}");
    }
    assert_eq!(result.unreadable.len(), 1);
    of("kiriman.zip/besar.csv")
}

/// A table whose rows are all different.
#[cfg(target_os = "linux")]
fn table(n_rows: usize) -> Vec<u8> {
    let rows =
        (0..n_rows).map(|row| format!("{};Uraian belanja nomor {row};{row}000;{row}\n", row + 1));
    let text: String = rows.collect();
    format!("No;Uraian;Pagu;Realisasi\n{text}").into_bytes()
}

#[cfg(target_os = "linux")]
#[test]
fn an_audit_that_needs_too_much_memory_is_told_and_the_others_go_on() {
    let _turn = turn();
    let told = audit_beyond(Limit::AuditMegabytes, 16, 20_000);
    assert_eq!(told, [("R005", "audit-megabytes".to_owned())]);
}

#[cfg(target_os = "linux")]
#[test]
fn an_audit_that_takes_too_long_is_told_and_the_others_go_on() {
    let _turn = turn();
    let told = audit_beyond(Limit::AuditSeconds, 0, 100_000);
    assert_eq!(told, [("R005", "audit-seconds".to_owned())]);
}

#[test]
fn a_result_beyond_the_limit_is_told() {
    let _turn = turn();
    let mut limits = Limits::default();
    limits.set(Limit::HandoverMegabytes, 1);
    let all = read(&limits, &rows(100_000), "banyak.csv");
    assert_eq!(only_code(&all), ("R005", Some("handover-megabytes")));
}

#[test]
fn a_file_beyond_the_limit_is_told() {
    let _turn = turn();
    let mut limits = Limits::default();
    limits.set(Limit::FileBytes, 100);
    let all = read(&limits, &rows(100), "panjang.csv");
    assert_eq!(only_code(&all), ("R005", Some("file-bytes")));
}

#[cfg(unix)]
#[test]
fn a_program_that_is_no_reader_is_refused_at_once() {
    let _turn = turn();
    let limits = Limits::default();
    for program in ["/bin/cat", "/bin/false", "/nowhere/selaras"] {
        let reading = Reading::Workers(PathBuf::from(program));
        assert!(
            Readers::start(&reading, &limits, Care::Once).is_err(),
            "{program}"
        );
    }
    #[cfg(target_os = "linux")]
    assert_eq!(ended_children(), 0, "none is left behind");
}

/// Processes that this one started, that have ended, and that nobody has taken notice of.
#[cfg(target_os = "linux")]
fn ended_children() -> usize {
    let own = std::process::id().to_string();
    let entries = fs::read_dir("/proc").expect("processes").flatten();
    let statuses = entries.map(|entry| fs::read_to_string(entry.path().join("status")));
    let ended = statuses.flatten().filter(|status| {
        field(status, "PPid:") == Some(&own)
            && field(status, "State:") == Some("Z")
            && field(status, "Name:") == Some("cat")
    });
    ended.count()
}

/// A reader that is killed in the middle of things costs nothing but a second attempt.
#[cfg(target_os = "linux")]
#[test]
fn a_killed_reader_is_replaced() {
    let _turn = turn();
    let limits = Limits::default();
    let readers = Readers::start(&program(), &limits, Care::Once).expect("reader processes");
    assert_eq!(readers.read(b"a;b\n1;2\n", "satu.csv").len(), 1);
    for process in readers_of_this_process() {
        let status = std::process::Command::new("kill")
            .args(["-9", &process])
            .status()
            .expect("kill");
        assert!(status.success());
    }
    let all = readers.read(b"a;b\n1;2\n", "dua.csv");
    assert_eq!(all[0].workbook.sheets[0].cells.len(), 4);
}

/// The reader processes that this process started and that are confined by now.
#[cfg(target_os = "linux")]
fn readers_of_this_process() -> Vec<String> {
    let own = std::process::id().to_string();
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").expect("processes").flatten() {
        let process = entry.file_name().to_string_lossy().into_owned();
        let status = fs::read_to_string(entry.path().join("status")).unwrap_or_default();
        if field(&status, "PPid:") == Some(&own) && field(&status, "Seccomp:") == Some("2") {
            found.push(process);
        }
    }
    found
}

#[cfg(target_os = "linux")]
fn field<'a>(status: &'a str, name: &str) -> Option<&'a str> {
    let line = status.lines().find(|line| line.starts_with(name))?;
    line.split_whitespace().nth(1)
}

/// What the kernel says of a reader process: no new privileges, calls filtered, nothing written.
#[cfg(target_os = "linux")]
#[test]
fn a_reader_is_confined() {
    let _turn = turn();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_selaras"))
        .args(["audit", "-vv", "--no-progress"])
        .arg(project("samples/README.md").parent().expect("a folder"))
        .output()
        .expect("the program");
    let log = String::from_utf8_lossy(&output.stderr);
    let line = log
        .lines()
        .find(|line| line.contains("confinement"))
        .expect("the log tells the confinement");
    for word in [
        "ends with the run: yes",
        "no core dump: yes",
        "no file grows: yes",
        "system calls: filtered",
    ] {
        assert!(line.contains(word), "{word}: {line}");
    }
    if Path::new("/sys/kernel/security/landlock").exists() || log.contains("landlock: yes") {
        assert!(
            line.contains("landlock: yes") || line.contains("landlock: in part"),
            "{line}"
        );
    }
}

/// A reader that closes its pipe and goes on is ended, not waited for.
#[cfg(unix)]
#[test]
fn a_reader_that_falls_silent_is_ended() {
    use std::time::{Duration, Instant};

    let _turn = turn();
    let folder = tempfile::tempdir().expect("a folder");
    let script = script(folder.path(), &[&hello()], "exec 1>&-\nexec /bin/sleep 300");
    let reading = Reading::Workers(script);
    let limits = Limits::default();
    let readers = Readers::start(&reading, &limits, Care::Once).expect("a greeting");
    let begun = Instant::now();
    let all = readers.read(b"a;b\n1;2\n", "satu.csv");
    assert_eq!(only_code(&all), ("R009", None));
    // It would have slept for five minutes.
    assert!(begun.elapsed() < Duration::from_mins(1));
}

/// The greeting of a process.
#[cfg(unix)]
fn hello() -> Vec<u8> {
    let version = env!("CARGO_PKG_VERSION");
    let mut hello = vec![0, u8::try_from(version.len()).expect("short")];
    hello.extend(version.bytes());
    hello.push(0);
    hello
}

/// A program that says this, whatever it is told, and ends so.
#[cfg(unix)]
fn script(folder: &Path, says: &[&[u8]], end: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;

    let print = |message: &&[u8]| {
        let length = u32::try_from(message.len()).expect("short");
        let checksum = crc32fast::hash(message);
        let frame = [&length.to_le_bytes(), &checksum.to_le_bytes(), *message].concat();
        let octal: String = frame.iter().map(|byte| format!("\\{byte:03o}")).collect();
        format!("printf '{octal}'\n")
    };
    let (first, rest) = says.split_first().expect("a greeting");
    let rest: String = rest.iter().map(print).collect();
    let script = folder.join("palsu.sh");
    // What it is told must be on its way before it ends.
    let text = format!("#!/bin/sh\n{}/bin/sleep 0.3\n{rest}{end}\n", print(first));
    fs::write(&script, text).expect("a script");
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).expect("a mode");
    script
}

/// A process that dies while it audits, or answers with nonsense, costs its document only.
#[cfg(unix)]
#[test]
fn a_process_that_dies_in_the_audit_or_talks_nonsense_is_told() {
    let _turn = turn();
    // A document that was read (of no member, not passed over, CSV, without names), being audited.
    let (document, audits): (&[u8], &[u8]) = (&[0, 3, 0, 0, 7, 0, 0], &[0, 6]);
    let hello = hello();
    let cases: [(&[&[u8]], &str); 4] = [
        (&[&hello, document, audits], "auditing process"),
        (&[&hello, document], "reading process"),
        (&[&hello, &[0, 99]], "reading process"),
        (
            &[&hello, document, audits, &[0, 3, 7, 9]],
            "auditing process",
        ),
    ];
    for (says, words) in cases {
        let folder = tempfile::tempdir().expect("a folder");
        let program = script(folder.path(), says, "exit 1");
        let input = folder.path().join("satu.csv");
        fs::write(&input, "a;b\n1;2\n").expect("a file");
        let request = Request {
            reading: Reading::Workers(program),
            ..request_for(&input)
        };
        let result = audit(&request, &Unwatched).expect("an audit");
        let [finding] = result.unreadable.as_slice() else {
            panic!("{:?}", result.report.findings);
        };
        assert_eq!(finding.code, "R009");
        assert!(
            finding.facts["reason_en"].contains(words),
            "{:?}",
            finding.facts
        );
        assert_eq!(result.report.accounts().quarantined, 1);
    }
}
