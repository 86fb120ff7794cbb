//! What `selaras init` drafts: a pipeline that the loader accepts, and profiles by which the tables
//! they were drafted from are recognised.

use std::fs;
use std::path::Path;

use selaras::config::builtin;
use selaras::config::load::profile_from_str;
use selaras::model::document::{FileFormat, SourceFile};
use selaras::run::document::{Knowledge, map_sheet};
use selaras::run::init::draft;
use selaras::run::prepare::builtin_profiles;

use super::{sheet, unrelated};
use crate::support::audit_path;

fn known_kinds() -> Vec<String> {
    let kinds = builtin::profiles().iter();
    kinds.map(|(kind, _)| (*kind).to_owned()).collect()
}

fn folder_of(tables: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let agency = folder.path().join("dinas-contoh");
    fs::create_dir_all(&agency).expect("a folder");
    for (nth, table) in tables.iter().enumerate() {
        fs::write(agency.join(format!("tabel {nth}.csv")), table).expect("a file");
    }
    folder
}

#[test]
fn drafted_profiles_recognise_what_they_were_drafted_from() {
    let tables: Vec<&str> = unrelated::TABLES.iter().copied().take(20).collect();
    let folder = folder_of(&tables);
    let result = audit_path(folder.path());
    let drafted = draft(&result.report, "Contoh \"2023\"", "masukan".to_owned());
    assert!(drafted.profiles.len() >= 8, "{:?}", drafted.profiles.len());
    let texts = drafted.texts(&known_kinds()).expect("texts that load");
    assert_eq!(drafted.agencies, ["dinas-contoh"]);
    for (kind, text) in &texts.profiles {
        let own = profile_from_str(text, kind).expect("a profile");
        let mut profiles = builtin_profiles().expect("built-in profiles");
        profiles.push(own);
        let file = SourceFile {
            path: "contoh.csv".into(),
            sha256: "".into(),
            size: 0,
            format: FileFormat::Csv,
            agency: None,
            year: None,
        };
        let knowledge = Knowledge {
            region: None,
            profiles: &profiles,
        };
        let kinds: Vec<String> = tables
            .iter()
            .flat_map(|table| map_sheet(&sheet(table), &file, knowledge).value)
            .filter_map(|records| records.kind)
            .collect();
        assert!(
            kinds.iter().all(|found| found == kind) && !kinds.is_empty(),
            "{kind}: {kinds:?}"
        );
    }
}

#[test]
fn relations_that_hold_are_drafted() {
    let table = "BUKU STOK\nBarang;Anggaran;Realisasi;Sisa\nA;100;60;40\nB;250;200;50\nC;90;90;0\n";
    let folder = folder_of(&[table]);
    let result = audit_path(folder.path());
    let drafted = draft(&result.report, "stok", ".".to_owned());
    let [profile] = drafted.profiles.as_slice() else {
        panic!("{:?}", drafted.profiles);
    };
    let told: Vec<_> = profile
        .relations
        .iter()
        .map(|relation| {
            (
                relation.target.as_str(),
                relation.operation,
                relation.n_holding,
            )
        })
        .collect();
    assert!(told.contains(&("sisa", "difference", 3)), "{told:?}");
}

/// Titles and headers are other people's texts; what is written stays one line of TOML each.
#[test]
fn hostile_words_do_not_leave_their_quotes() {
    let table = "\"x\" ]] \\u0000 # judul\n\"Ba\"\"rang\\\";Nilai = \"\"\"\";Jumlah ]\nA;1;2\nB;3;4\nC;5;6\n";
    let folder = folder_of(&[table]);
    let result = audit_path(folder.path());
    let drafted = draft(&result.report, "a\"]\n[x]", "ma\"suk\nan".to_owned());
    drafted.texts(&known_kinds()).expect("texts that load");
    assert!(Path::new(&drafted.name).components().count() == 1);
}
