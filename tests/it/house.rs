//! What the map in `src/README.md` promises about the house itself.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use selaras::config::builtin;
use selaras::model::rules::rules;
use selaras::stages::STAGES;

use crate::support::project;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn names(folder: &str, wanted: impl Fn(&Path) -> bool) -> BTreeSet<String> {
    fs::read_dir(project(folder))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| wanted(path))
        .map(|path| {
            path.file_stem()
                .expect("a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect()
}

#[test]
fn the_listing_of_stages_is_the_table_of_stages() {
    let folders = names("src/stages", Path::is_dir);
    assert_eq!(
        folders,
        STAGES.iter().map(|&stage| stage.to_owned()).collect()
    );
    assert!(STAGES.is_sorted());
}

#[test]
fn every_file_opens_by_saying_what_it_is() {
    for path in sources(&project("src")) {
        let text = fs::read_to_string(&path).expect("a file");
        let opens = text.starts_with("//!") || path.ends_with("lib.rs");
        assert!(opens, "{} has no module comment", path.display());
    }
}

/// The fuzz targets compile the model file by file: one that is not listed there breaks them all, and no
/// other test would tell.
#[test]
fn the_fuzz_targets_know_the_whole_model() {
    let mut model = names("src/model", |_| true);
    // Frames are of polars, and `mod` is the list itself.
    model.retain(|name| name != "frames" && name != "mod");
    let text = fs::read_to_string(project("tests/fuzz/src/model.rs")).expect("a file");
    let listed: BTreeSet<String> = text
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect();
    assert_eq!(listed, model);
}

/// `model` <- `config` <- `stages` <- `run` <- `cli`, and no stage imports another.
#[test]
fn nobody_imports_what_stands_above() {
    let above = |layer: &str| -> &[&str] {
        match layer {
            "model" => &["config", "stages", "run", "cli"],
            "config" => &["stages", "run", "cli"],
            "stages" => &["run", "cli"],
            "run" => &["cli"],
            _ => &[],
        }
    };
    for layer in ["model", "config", "stages", "run"] {
        for path in sources(&project(&format!("src/{layer}"))) {
            let text = fs::read_to_string(&path).expect("a file");
            for forbidden in above(layer) {
                assert!(
                    !text.contains(&format!("crate::{forbidden}::")),
                    "{} imports {forbidden}",
                    path.display()
                );
            }
        }
    }
    for stage in STAGES {
        for path in sources(&project(&format!("src/stages/{stage}"))) {
            // Tests may walk two stages to see what they hand over.
            if path.components().any(|part| part.as_os_str() == "tests") {
                continue;
            }
            let text = fs::read_to_string(&path).expect("a file");
            for other in STAGES.iter().filter(|other| *other != stage) {
                assert!(
                    !text.contains(&format!("stages::{other}")),
                    "{} imports {other}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn outside_crates_stay_in_their_places() {
    let allowed: [(&str, &[&str]); 20] = [
        ("clap::", &["src/cli"]),
        ("toml::", &["src/config"]),
        (
            "calamine::",
            &["src/stages/extract_cells", "src/stages/write_reports/tests"],
        ),
        (
            "zip::",
            &["src/stages/extract_cells", "src/stages/write_reports"],
        ),
        ("quick_xml::", &["src/stages/extract_cells"]),
        ("cfb::", &["src/stages/extract_cells"]),
        ("html5ever::", &["src/stages/extract_cells"]),
        ("encoding_rs::", &["src/stages/extract_cells"]),
        ("mail_parser::", &["src/stages/extract_cells"]),
        ("landlock::", &["src/run/workers"]),
        ("seccompiler::", &["src/run/workers"]),
        (
            "postcard::",
            &[
                "src/model/relation/proofs.rs",
                "src/run/workers",
                "src/run/unchanged.rs",
            ],
        ),
        ("rusqlite::", &["src/run/ledger"]),
        ("signal_hook::", &["src/cli"]),
        ("rust_xlsxwriter::", &["src/stages/write_reports"]),
        (
            "minijinja::",
            &[
                "src/stages/write_reports/page",
                "src/stages/write_reports/outputs.rs",
            ],
        ),
        ("base64::engine::", &["src/stages/write_reports/page"]),
        (
            "polars::",
            &[
                "src/model/frames",
                "src/stages/pack_frames",
                "src/stages/write_reports",
            ],
        ),
        ("std::fs", &["src/run", "src/cli"]),
        ("std::time", &["src/run", "src/cli"]),
    ];
    for path in sources(&project("src")) {
        let text = fs::read_to_string(&path).expect("a file");
        for (name, places) in allowed {
            let here = places.iter().any(|place| path.starts_with(project(place)));
            let used = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .any(|line| line.contains(name));
            assert!(!used || here, "{} uses {name}", path.display());
        }
    }
}

#[test]
fn the_built_in_profiles_are_the_folder_of_profiles() {
    let files = names("pipelines/profiles", |path| {
        path.extension()
            .is_some_and(|extension| extension == "toml")
    });
    let built_in: BTreeSet<String> = builtin::profiles()
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    assert_eq!(files, built_in);
}

/// No sample is a special case: neither source nor profile names one's figures, agency or files.
#[test]
fn no_sample_is_named_in_the_program() {
    let words = [
        "kutai",
        "luwu",
        "kominfo",
        "realisasi per belanja",
        "tabel 15",
        "15175137",
        "17959372858",
        "9352674750",
    ];
    let mut paths = sources(&project("src"));
    paths.extend(
        names("pipelines/profiles", |_| true)
            .iter()
            .map(|name| project(&format!("pipelines/profiles/{name}.toml"))),
    );
    // Tests may use any figure.
    paths.retain(|path| {
        let mut parts = path.components();
        parts.all(|part| part.as_os_str() != "tests" && part.as_os_str() != "tests.rs")
    });
    for path in paths {
        let text = fs::read_to_string(&path).expect("a file");
        let program = text
            .split("#[cfg(test)]")
            .next()
            .unwrap_or_default()
            .to_lowercase();
        for word in words {
            assert!(!program.contains(word), "{} names {word}", path.display());
        }
    }
}

/// The README of the rules is the table of rules; `UPDATE=1` rewrites it.
#[test]
fn the_list_of_rules_is_current() {
    let mut text = String::from(
        "# Rules\n\nEvery rule by family and code, as `selaras rules` lists them; `selaras explain CODE` tells one in full.\nThe first letter is the family: R reading, P pipelines, A arithmetic inside a table, C between tables\nand documents, S staff, X the program itself. This file is generated from the table of rules.\n\n| code | name | severity | title |\n| --- | --- | --- | --- |\n",
    );
    for rule in rules() {
        text.push_str(&format!(
            "| {} | {} | {} | {} |\n",
            rule.code,
            rule.name,
            rule.severity.name(),
            rule.title.en
        ));
    }
    let path = project("src/model/rules/README.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &text).expect("written");
    }
    assert_eq!(fs::read_to_string(&path).expect("the list"), text);
}
