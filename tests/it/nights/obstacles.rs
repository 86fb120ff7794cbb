//! What keeps a run from working: each obstacle ends it with code 2 and a message that names it, and
//! leaves what was there as it was.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use selaras::run::consolidation::consolidate;
use selaras::run::progress::Unwatched;

use super::kills::has_strace;
use super::region::Region;
use super::{night, order, pipeline};
use crate::support::{files, selaras};

/// The bytes of every file of an output folder.
fn bytes_of(output: &Path) -> Vec<Vec<u8>> {
    let files = files(output).into_iter();
    files.map(|path| fs::read(path).expect("a file")).collect()
}

/// A run under `strace` in which one kind of call on one path fails.
fn failing(folder: &Path, calls: &str, error: &str, path: &Path) -> Output {
    let inject = format!("inject={calls}:error={error}");
    Command::new("strace")
        .current_dir(folder)
        .args(["-f", "-o", "/dev/null", "-e", &format!("trace={calls}")])
        .args(["-e", &inject, "-P"])
        .arg(path)
        .arg(env!("CARGO_BIN_EXE_selaras"))
        .args(["run", "contoh.toml", "--jobs", "1", "--full"])
        .output()
        .expect("strace")
}

#[test]
fn a_place_that_cannot_be_written_is_told_for_what_it_is() {
    if !has_strace() {
        println!("no strace: nothing fails here");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let root = fs::canonicalize(folder.path()).expect("a folder");
    pipeline(&root, &Region::new(31, 2));
    assert_eq!(
        selaras(&root, &["run", "contoh.toml"]).status.code(),
        Some(1)
    );
    let output = root.join("output/contoh");
    let before = bytes_of(&output);
    let fresh = root.join("output/.contoh.selaras-new");
    let state = root.join("output/.contoh.selaras-state");
    let cases = [
        (
            "write",
            "EDQUOT",
            fresh.join("temuan.jsonl"),
            "kuota disk pengguna ini habis",
        ),
        ("write", "ENOSPC", fresh.join("run.json"), "disk penuh"),
        (
            "write",
            "EFBIG",
            fresh.join("konsolidasi.xlsx"),
            "melampaui batas ukuran",
        ),
        ("mkdir,mkdirat", "EROFS", fresh, "hanya dapat dibaca"),
        (
            "openat",
            "EROFS",
            root.join("output/.contoh.selaras-lock"),
            "hanya dapat dibaca",
        ),
        (
            "openat",
            "EACCES",
            state.join("ledger.sqlite"),
            "buku catatan",
        ),
    ];
    for (calls, error, path, told) in cases {
        let end = failing(&root, calls, error, &path);
        let said = String::from_utf8_lossy(&end.stderr).into_owned();
        let what = format!("{calls} {error} {}: {said}", path.display());
        assert_eq!(end.status.code(), Some(2), "{what}");
        assert!(said.contains(told) && said.contains("-> "), "{what}");
        assert!(bytes_of(&output) == before, "{what}");
    }
    assert_eq!(
        selaras(&root, &["run", "contoh.toml"]).status.code(),
        Some(1)
    );
}

#[test]
fn a_ledger_of_a_newer_program_is_neither_used_nor_put_aside() {
    let folder = tempfile::tempdir().expect("a folder");
    pipeline(folder.path(), &Region::new(33, 2));
    let run = || selaras(folder.path(), &["run", "contoh.toml"]);
    assert_eq!(run().status.code(), Some(1));
    let state = folder.path().join("output/.contoh.selaras-state");
    let ledger = state.join("ledger.sqlite");
    let mut bytes = fs::read(&ledger).expect("a ledger");
    // The version that the program keeps in the header of the file.
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes());
    fs::write(&ledger, &bytes).expect("a newer ledger");
    for end in [run(), selaras(folder.path(), &["history", "contoh.toml"])] {
        let said = String::from_utf8_lossy(&end.stderr).into_owned();
        assert_eq!(end.status.code(), Some(2), "{said}");
        assert!(said.contains("selaras yang lebih baru"), "{said}");
    }
    assert!(fs::read(&ledger).expect("the ledger")[60..64] == 99_u32.to_be_bytes());
    assert!(
        files(&state)
            .iter()
            .all(|path| !path.to_string_lossy().contains("rusak"))
    );
}

#[test]
fn two_pipelines_do_not_take_turns_in_one_folder() {
    let folder = tempfile::tempdir().expect("a folder");
    pipeline(folder.path(), &Region::new(35, 2));
    let text = fs::read_to_string(folder.path().join("contoh.toml")).expect("a pipeline");
    let other = text.replace("name = \"contoh\"", "name = \"lain\"");
    fs::write(folder.path().join("lain.toml"), other).expect("a pipeline");
    let next_year = text.replace("year = 2023", "year = 2024");
    fs::write(folder.path().join("tahun-depan.toml"), next_year).expect("a pipeline");
    let run = |name: &str| selaras(folder.path(), &["run", name, "--output", "keluaran"]);
    assert_eq!(run("contoh.toml").status.code(), Some(1));
    let before = bytes_of(&folder.path().join("keluaran"));
    for name in ["lain.toml", "tahun-depan.toml"] {
        let end = run(name);
        let said = String::from_utf8_lossy(&end.stderr).into_owned();
        assert_eq!(end.status.code(), Some(2), "{said}");
        assert!(said.contains("pipeline lain (contoh, 2023)"), "{said}");
        assert!(bytes_of(&folder.path().join("keluaran")) == before);
    }
    assert_eq!(run("contoh.toml").status.code(), Some(1));
}

#[test]
fn a_clock_that_goes_back_loses_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let (input, output) = (
        folder.path().join("masukan"),
        folder.path().join("keluaran"),
    );
    let mut region = Region::new(37, 3);
    region.write(&input);
    let first = night(&input, &output, "2026-05-05T02:00:00Z");
    assert!(!first.is_behind && first.since.counts.new > 0);
    let run = |started: &str| {
        let mut order = order(&input, &output, started);
        order.keep = 1;
        consolidate(&order, &Unwatched).expect("a run")
    };
    let second = run("2026-05-01T02:00:00Z");
    assert!(second.is_behind);
    assert_eq!(
        second.since.previous.as_deref(),
        Some("2026-05-05T02:00:00Z")
    );
    assert_eq!(second.since.counts.known, first.since.counts.new);
    region.happen();
    region.write(&input);
    let third = run("2026-05-02T02:00:00Z");
    assert!(!third.is_behind);
    assert_eq!(
        third.since.previous.as_deref(),
        Some("2026-05-01T02:00:00Z")
    );
    // Of the earlier outputs the last one is kept, though another has a later date.
    let kept = fs::read_dir(folder.path().join(".keluaran.selaras-earlier")).expect("a folder");
    let kept: Vec<_> = kept.map(|entry| entry.expect("it").file_name()).collect();
    assert_eq!(kept, ["2026-05-01T020000Z_1"]);
}
