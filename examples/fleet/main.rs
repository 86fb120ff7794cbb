//! Writes the documents of an invented region into a folder, with the truth about the faults in them:
//! `cargo run --example fleet -- FOLDER [AGENCIES] [SEED] [SIZE] [clean|every]`. The same seed gives the same bytes
//! of every text file; a larger size makes longer tables. Everything in it is invented.
#![allow(
    clippy::print_stderr,
    clippy::expect_used,
    reason = "a program for developers that stops at the first thing it cannot write"
)]

mod made;

use std::fs;
use std::path::PathBuf;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(folder) = arguments.first().map(PathBuf::from) else {
        eprintln!("fleet FOLDER [AGENCIES] [SEED] [SIZE] [clean|every]");
        return;
    };
    let number = |at: usize, otherwise: u64| {
        let given = arguments.get(at).and_then(|text| text.parse().ok());
        given.unwrap_or(otherwise)
    };
    let n_agencies = usize::try_from(number(1, 47)).unwrap_or(47);
    let faults = if arguments.iter().any(|word| word == "clean") {
        made::Faults::None
    } else if arguments.iter().any(|word| word == "every") {
        made::Faults::Every
    } else {
        made::Faults::Some
    };
    let size = usize::try_from(number(3, 1)).unwrap_or(1);
    let region = made::region(number(2, 1), n_agencies, size, faults);
    for file in &region.files {
        let path = folder.join("masukan").join(&file.path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, &file.bytes).expect("a file");
    }
    fs::write(folder.join("opd.csv"), region.registry()).expect("a file");
    fs::write(folder.join("kebenaran.json"), region.truth()).expect("a file");
    fs::write(folder.join("temuan-diharapkan.toml"), region.expected()).expect("a file");
    fs::write(folder.join("pipeline.toml"), made::PIPELINE).expect("a file");
    eprintln!(
        "{} files of {n_agencies} agencies, {} faults",
        region.files.len(),
        region.faults.len()
    );
}
