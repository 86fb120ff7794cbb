//! The program as its users meet it: commands, exit codes, messages.

use std::fs;
use std::path::Path;

use crate::support::{project, selaras};

fn stdout(output: &std::process::Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &std::process::Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// A pipeline in a folder of its own, with an input folder beside it.
fn pipeline(folder: &Path, text: &str) -> String {
    fs::create_dir_all(folder.join("masukan")).expect("a folder");
    fs::write(folder.join("p.toml"), text).expect("a file");
    "p.toml".to_owned()
}

const PIPELINE: &str =
    "name = \"coba\"\nregion = \"Kabupaten Contoh\"\nyear = 2023\ninputs = [\"masukan\"]\n";

const CLEAN: &str = "REALISASI;;;;\nKode;Uraian;Anggaran (Rp);Realisasi (Rp);Sisa (Rp)\n5;Belanja Daerah;300;200;100\n5.1;Belanja Operasi;200;150;50\n5.2;Belanja Modal;100;50;50\n";

#[test]
fn a_clean_document_ends_with_0_and_a_faulty_one_with_1() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("bersih.csv"), CLEAN).expect("a file");
    let clean = selaras(folder.path(), &["audit", "bersih.csv"]);
    assert_eq!(
        clean.status.code(),
        Some(0),
        "{}{}",
        stdout(&clean),
        stderr(&clean)
    );
    fs::write(
        folder.path().join("salah.csv"),
        CLEAN.replace("Daerah;300", "Daerah;310"),
    )
    .expect("a file");
    let faulty = selaras(folder.path(), &["audit", "salah.csv"]);
    assert_eq!(faulty.status.code(), Some(1), "{}", stdout(&faulty));
    assert!(stdout(&faulty).contains("A101"), "{}", stdout(&faulty));
    let never = selaras(folder.path(), &["audit", "salah.csv", "--fail-on", "never"]);
    assert_eq!(never.status.code(), Some(0));
}

#[test]
fn what_is_no_workbook_is_a_finding_and_ends_with_3() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("bersih.csv"), CLEAN).expect("a file");
    fs::write(
        folder.path().join("laporan.xlsx"),
        "%PDF-1.7 bukan buku kerja",
    )
    .expect("a file");
    let output = selaras(folder.path(), &["audit", ".", "--format", "jsonl"]);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    let line = stdout(&output)
        .lines()
        .next()
        .expect("a finding")
        .to_owned();
    let finding: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    assert_eq!(finding["code"], "R002");
    assert_eq!(finding["document"], "laporan.xlsx");
    assert_eq!(finding["cell"], serde_json::Value::Null);
}

#[test]
fn a_missing_and_an_empty_input_folder_end_with_2_and_say_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = pipeline(folder.path(), PIPELINE);
    let empty = selaras(folder.path(), &["run", &name]);
    assert_eq!(empty.status.code(), Some(2));
    assert!(stderr(&empty).contains("masukan"), "{}", stderr(&empty));
    fs::remove_dir(folder.path().join("masukan")).expect("removed");
    let missing = selaras(folder.path(), &["run", &name]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(stderr(&missing).contains("masukan"), "{}", stderr(&missing));
    assert!(
        !folder.path().join("output/coba").exists(),
        "nothing is written by a run that cannot work"
    );
}

#[test]
fn a_typing_error_is_told_with_line_column_and_hint() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = pipeline(folder.path(), &PIPELINE.replace("year", "yaer"));
    for command in ["run", "validate"] {
        let output = selaras(folder.path(), &[command, &name, "--lang", "en"]);
        assert_eq!(output.status.code(), Some(2));
        let told = format!("{}{}", stdout(&output), stderr(&output));
        assert!(told.contains("p.toml:3:1"), "{told}");
        assert!(told.contains("yaer") && told.contains("year"), "{told}");
    }
}

#[test]
fn every_fault_of_a_pipeline_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = format!("{PIPELINE}profiles = [\"renjaa\"]\n[checks]\noff = [\"A999\"]\n");
    let name = pipeline(folder.path(), &text);
    let output = selaras(folder.path(), &["validate", &name]);
    let told = format!("{}{}", stdout(&output), stderr(&output));
    assert_eq!(output.status.code(), Some(2));
    assert!(told.contains("renjaa") && told.contains("A999"), "{told}");
}

#[test]
fn the_sample_pipelines_are_valid() {
    for name in ["kutai-barat-2023", "luwu-timur-2022"] {
        let path = project(&format!("pipelines/{name}.toml"));
        let output = selaras(&project("."), &["validate", &path.to_string_lossy()]);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{}{}",
            stdout(&output),
            stderr(&output)
        );
    }
}

#[test]
fn rules_are_listed_and_explained_in_both_languages() {
    let folder = project(".");
    let rules = selaras(&folder, &["rules", "--format", "json"]);
    let rules: serde_json::Value = serde_json::from_slice(&rules.stdout).expect("JSON");
    assert!(rules.as_array().is_some_and(|rules| rules.len() > 30));
    let id = selaras(&folder, &["explain", "A101"]);
    let en = selaras(&folder, &["explain", "children-sum", "--lang", "en"]);
    assert!(stdout(&id).contains("Memeriksa") && stdout(&en).contains("Checks"));
    let unknown = selaras(&folder, &["explain", "A100"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(stderr(&unknown).contains("A101"), "{}", stderr(&unknown));
}

#[test]
fn every_stage_can_be_looked_at() {
    let folder =
        project("samples/luwu-timur-2022/dinas-komunikasi-informatika-statistik-dan-persandian");
    for stage in selaras::stages::STAGES {
        if *stage == "write_reports" {
            continue;
        }
        for format in ["text", "jsonl"] {
            let args = [
                "inspect",
                "Realisasi Keuangan 2022.xlsx",
                "--sheet",
                "Tabel 15",
                "--stage",
                stage,
                "--format",
                format,
            ];
            let output = selaras(&folder, &args);
            assert!(
                output.status.code().is_some_and(|code| code <= 1),
                "{stage}: {}",
                stderr(&output)
            );
            if format == "jsonl" {
                for line in stdout(&output).lines() {
                    serde_json::from_str::<serde_json::Value>(line).expect("JSON");
                }
            }
        }
    }
}

#[test]
fn a_relation_is_told_as_the_contract_says() {
    let folder =
        project("samples/luwu-timur-2022/dinas-komunikasi-informatika-statistik-dan-persandian");
    let args = [
        "inspect",
        "Realisasi Keuangan 2022.xlsx",
        "--sheet",
        "Tabel 15",
        "--stage",
        "prove_arithmetic",
        "--format",
        "jsonl",
    ];
    let output = selaras(&folder, &args);
    let relations: Vec<serde_json::Value> = stdout(&output)
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let total = relations
        .iter()
        .find(|relation| relation["target"] == "C59" && relation["operation"] == "sum")
        .expect("the total");
    assert_eq!(
        total["operands"],
        serde_json::json!(["C7", "C38", "C45", "C52", "C56"])
    );
    assert_eq!(total["origin"], "total-label");
    assert_eq!(total["verdict"], "holds");
    assert_eq!(total["stated"], "9352674750");
    assert_eq!(total["tolerance"], "0");
}
