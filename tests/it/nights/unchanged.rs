//! Nights on which nothing changed take over what an earlier one made; whatever happens in between,
//! the output folder is to the byte that of a run that makes everything anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use selaras::config::pipeline::Outputs;
use selaras::model::language::Language;
use selaras::run::cache::CacheOrder;
use selaras::run::consolidation::{Done, Order, consolidate};
use selaras::run::progress::Unwatched;
use serde_json::Value;

use super::order;
use super::region::Region;
use crate::privacy::BUDGET;
use crate::support::{files, selaras};

/// The files of an output folder, the manifest without its durations.
fn content(output: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut content = BTreeMap::new();
    for path in files(output) {
        let mut bytes = fs::read(&path).expect("an output");
        if path.ends_with("run.json") {
            let text = String::from_utf8(bytes).expect("UTF-8");
            let (before, rest) = text.split_once("\"timings\": [").expect("timings");
            let (_, behind) = rest.split_once(']').expect("their end");
            bytes = format!("{before}{behind}").into_bytes();
        }
        content.insert(path.strip_prefix(output).expect("below").to_owned(), bytes);
    }
    content
}

/// Two places with the same documents: in one, what earlier nights made is taken over, in the other
/// everything is made anew.
struct Twins {
    folders: [tempfile::TempDir; 2],
    n_nights: u32,
}

impl Twins {
    fn new() -> Self {
        Self {
            folders: [0, 1].map(|_| tempfile::tempdir().expect("a folder")),
            n_nights: 0,
        }
    }

    /// Does the same to both: to the documents, or to what lies in the output folder.
    fn each(&self, happen: impl Fn(&Path)) {
        for folder in &self.folders {
            happen(folder.path());
        }
    }

    /// A night over both; gives whether the first took over what was there, and what it found.
    #[track_caller]
    fn night(&mut self, what: &str, set: impl Fn(&mut Order)) -> (bool, Done) {
        self.n_nights += 1;
        let started = format!("2026-03-{:02}T02:00:00Z", self.n_nights);
        let [first, second] = [0, 1].map(|idx: usize| {
            let folder = self.folders[idx].path();
            let (input, output) = (folder.join("masukan"), folder.join("keluaran"));
            let mut order = order(&input, &output, &started);
            order.outputs = Outputs::default();
            order.request.cache = Some(CacheOrder {
                folder: folder.join("simpanan"),
                is_believed: idx == 0,
            });
            set(&mut order);
            let done = consolidate(&order, &Unwatched).expect("a run");
            (content(&output), done)
        });
        let paths: Vec<&PathBuf> = first.0.keys().collect();
        assert_eq!(paths, second.0.keys().collect::<Vec<_>>(), "{what}");
        for (path, bytes) in &first.0 {
            assert!(
                *bytes == second.0[path],
                "{what}: {} differs",
                path.display()
            );
        }
        assert_eq!(first.1.ending, second.1.ending, "{what}");
        assert_eq!(first.1.since, second.1.since, "{what}");
        let rows = [&first.1, &second.1].map(|done| {
            let mut row = done.row.clone();
            row.milliseconds = 0;
            row
        });
        assert_eq!(rows[0], rows[1], "{what}");
        assert!(second.1.result.is_some(), "{what}");
        (first.1.result.is_none(), first.1)
    }

    #[track_caller]
    fn unchanged(&mut self, what: &str) -> Done {
        let (is_taken_over, done) = self.night(what, |_| {});
        assert!(is_taken_over, "{what}: everything was made anew");
        done
    }

    #[track_caller]
    fn changed(&mut self, what: &str, set: impl Fn(&mut Order)) -> Done {
        let (is_taken_over, done) = self.night(what, set);
        assert!(!is_taken_over, "{what}: it was taken for unchanged");
        done
    }
}

/// The documents of a region, one of them of a known kind.
fn documents(region: &Region, folder: &Path) {
    let input = folder.join("masukan");
    region.write(&input);
    fs::write(input.join("Dinas Contoh 1/LRA.csv"), BUDGET).expect("a file");
}

fn first_file(folder: &Path, ending: &str) -> PathBuf {
    let mut files = files(folder).into_iter();
    files
        .find(|path| path.extension().is_some_and(|found| found == ending))
        .unwrap_or_else(|| panic!("no {ending} in {}", folder.display()))
}

#[test]
fn a_night_without_changes_gives_what_a_full_run_gives() {
    let mut twins = Twins::new();
    let region = Region::new(21, 4);
    twins.each(|folder| documents(&region, folder));
    let done = twins.changed("the first night", |_| {});
    assert!(done.since.counts.new > 0);
    let done = twins.unchanged("what was new is known");
    assert!(done.since.counts.new == 0 && done.since.counts.known > 0);
    twins.unchanged("a third time");

    twins.each(|folder| {
        let file = first_file(&folder.join("masukan"), "csv");
        fs::rename(&file, file.with_file_name("Realisasi (nama lain).csv")).expect("renamed");
    });
    let done = twins.changed("a file has another name", |_| {});
    assert_eq!(done.since.documents.len(), 1);
    let done = twins.unchanged("and keeps it");
    assert!(done.since.documents.is_empty());

    twins.each(|folder| {
        let file = first_file(&folder.join("masukan/Dinas Contoh 2"), "csv");
        let text = fs::read_to_string(&file).expect("text");
        let text = text.replacen(";Jumlah;", ";Jumlah;9", 1);
        fs::write(&file, text).expect("a figure");
    });
    let done = twins.changed("a figure is another", |_| {});
    assert!(done.since.counts.new + done.since.counts.reopened > 0);
    twins.unchanged("and stays so");
    twins.changed("a rule is switched off", |order| {
        order.request.off = vec!["A302".to_owned()];
    });
    twins.changed("another language is asked for", |order| {
        order.language = Language::En;
    });
    twins.changed("fewer outputs are wanted", |order| {
        order.outputs.page = false;
    });
    twins.changed("all is as it was", |_| {});
    twins.unchanged("and stays so");
}

#[test]
fn an_output_that_was_touched_is_not_taken_over() {
    let mut twins = Twins::new();
    let region = Region::new(23, 3);
    twins.each(|folder| documents(&region, folder));
    twins.changed("the first night", |_| {});
    twins.each(|folder| {
        let output = folder.join("keluaran");
        // What is written every night is not believed anyway; a file of the user's is none of ours.
        fs::write(output.join("temuan.jsonl"), "{}\n").expect("an edit");
        fs::write(output.join("catatan.txt"), "milik pengguna").expect("a note");
    });
    twins.unchanged("an edited page is written again");
    for (what, harm) in [
        ("a byte of it is another", 0),
        ("it is longer", 1),
        ("it is gone", 2),
        ("it is a link to itself elsewhere", 3),
    ] {
        twins.each(|folder| {
            let file = first_file(&folder.join("keluaran/koreksi"), "xlsx");
            let mut bytes = fs::read(&file).expect("an output");
            fs::remove_file(&file).expect("removed");
            let last = bytes.len() - 1;
            match harm {
                0 => bytes[last] ^= 1,
                1 => bytes.push(0),
                2 => return,
                _ => {
                    let elsewhere = folder.join("di-tempat-lain.xlsx");
                    fs::write(&elsewhere, bytes).expect("a copy");
                    #[cfg(unix)]
                    std::os::unix::fs::symlink(&elsewhere, &file).expect("a link");
                    return;
                }
            }
            fs::write(&file, bytes).expect("a harmed output");
        });
        twins.changed(what, |_| {});
    }
    twins.unchanged("all is whole again");
    twins.each(|folder| {
        let kept = first_file_named(&folder.join("simpanan"), "last");
        let mut bytes = fs::read(&kept).expect("what is kept");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&kept, bytes).expect("harmed");
    });
    twins.changed("what was kept is damaged", |_| {});
    twins.unchanged("and kept anew");
    twins.each(|folder| {
        let ledger = folder.join(".keluaran.selaras-state/ledger.sqlite");
        fs::write(ledger, b"not a ledger").expect("damaged");
    });
    let done = twins.unchanged("the ledger is lost");
    assert!(done.set_aside.is_some() && done.since.counts.new > 0);
    twins.unchanged("and knows again");
}

fn first_file_named(folder: &Path, name: &str) -> PathBuf {
    let mut files = files(folder).into_iter();
    files.find(|path| path.ends_with(name)).expect("a file")
}

#[test]
fn what_is_taken_over_costs_no_second_copy() {
    let mut twins = Twins::new();
    let region = Region::new(25, 2);
    twins.each(|folder| documents(&region, folder));
    twins.changed("the first night", |_| {});
    twins.unchanged("the second");
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let output = twins.folders[0].path().join("keluaran");
        let file = first_file(&output.join("data"), "parquet");
        assert_eq!(fs::metadata(&file).expect("facts").nlink(), 2);
        // What anybody may read is written again as outputs are.
        twins.each(|folder| {
            let file = first_file(&folder.join("keluaran/data"), "parquet");
            fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).expect("opened");
        });
        twins.unchanged("the third");
        let facts = fs::metadata(&file).expect("facts");
        assert_eq!((facts.nlink(), facts.mode() & 0o777), (1, 0o640));
    }
}

/// The clock of one run is a day and more ahead of the other's, so that midnight passes in between.
#[test]
fn a_waiver_ends_at_midnight_though_nothing_else_changes() {
    let folder = tempfile::tempdir().expect("a folder");
    super::pipeline(folder.path(), &Region::new(5, 4));
    let run = |zone: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_selaras"))
            .current_dir(folder.path())
            .args(["run", "contoh.toml", "--fail-on", "error"])
            .env("TZ", zone)
            .output()
            .expect("the program starts");
        let text = fs::read_to_string(folder.path().join("output/contoh/temuan.jsonl"));
        let lines: Vec<Value> = text
            .expect("findings")
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        let with = |key: &str, value: &str| lines.iter().filter(|l| l[key] == value).count();
        (
            output.status.code(),
            with("life", "waived"),
            with("code", "P007"),
        )
    };
    let today = std::process::Command::new("date")
        .env("TZ", "XXX12")
        .arg("+%F")
        .output()
        .expect("the date");
    let today = String::from_utf8(today.stdout).expect("a day");
    let text = format!(
        "[[waiver]]\ndocument = \"**\"\nby = \"Sekretaris Contoh\"\nwhy = \"menunggu\"\nuntil = \"{}\"\n",
        today.trim()
    );
    fs::write(folder.path().join("contoh.waivers.toml"), text).expect("waivers");
    let (code, n_waived, n_ended) = run("XXX12");
    assert!(code == Some(0) && n_waived > 0 && n_ended == 0);
    let (code, again, _) = run("XXX12");
    assert_eq!((code, again), (Some(0), n_waived));
    let (code, n_waived, n_ended) = run("XXX-14");
    assert_eq!((code, n_waived, n_ended), (Some(1), 0, 1));
    let history = selaras(
        folder.path(),
        &["history", "contoh.toml", "--format", "jsonl"],
    );
    let text = String::from_utf8(history.stdout).expect("UTF-8");
    assert_eq!(
        text.lines()
            .filter(|line| line.contains("\"done\""))
            .count(),
        3
    );
}
