//! The program as its users meet it: commands, exit codes, messages.

use std::fs;
use std::path::Path;

use selaras::model::limits::{LIMITS, Limits};

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

/// A folder with what runs meet: a good file, one that is no workbook, one that is no input.
fn mixed_inputs(folder: &Path) {
    fs::create_dir_all(folder.join("masukan/dinas-a")).expect("a folder");
    let write = |name: &str, text: &str| {
        fs::write(folder.join("masukan/dinas-a").join(name), text).expect("a file");
    };
    // Two cells hold blanks only; the empty ones beside them are not in the file at all.
    write(
        "bersih.csv",
        &CLEAN.replace("REALISASI;;", "REALISASI; ;  ;"),
    );
    write("laporan.xlsx", "%PDF-1.7 bukan buku kerja");
    write("~$bersih.xlsx", "kunci");
}

fn archive(path: &Path, members: &[(&str, &str)]) {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(fs::File::create(path).expect("a file"));
    for (name, text) in members {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(*name, options).expect("a member");
        archive.write_all(text.as_bytes()).expect("written");
    }
    archive.finish().expect("an archive");
}

#[test]
fn inputs_and_cells_add_up_in_the_manifest_and_in_what_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = pipeline(folder.path(), PIPELINE);
    mixed_inputs(folder.path());
    let output = selaras(folder.path(), &["run", &name, "-v"]);
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    let said = stderr(&output);
    assert!(
        said.contains(
            "Masukan: 3 = 1 dibaca + 1 dikarantina + 1 dilewati; \
             sel: 23 = 21 dibaca + 2 kosong + 0 tidak terbaca\n"
        ),
        "{said}"
    );
    let ignored = said.lines().find(|line| line.contains("input ignored"));
    let ignored = ignored.expect("the ignored file, with -v");
    assert!(ignored.contains("~$bersih.xlsx") && ignored.contains("hidden-or-lock"));

    let manifest = fs::read(folder.path().join("output/coba/run.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    let inputs = manifest["inputs"].as_array().expect("inputs");
    let told: Vec<(&str, &str)> = inputs
        .iter()
        .map(|input| {
            let text = |key: &str| input[key].as_str().expect("a text");
            (text("path"), text("status"))
        })
        .collect();
    assert_eq!(
        told,
        [
            ("dinas-a/bersih.csv", "read"),
            ("dinas-a/laporan.xlsx", "quarantined"),
            ("dinas-a/~$bersih.xlsx", "ignored")
        ]
    );
    let cells = serde_json::json!({ "stored": 23, "read": 21, "blank": 2, "refused": 0 });
    assert_eq!(inputs[0]["cells"], cells);
    assert_eq!(inputs[0]["sheets"], 1);
    assert!(
        inputs[1]["reason"]
            .as_str()
            .is_some_and(|reason| reason.starts_with("R002: "))
    );
    assert_eq!(manifest["counts"]["tally"], cells);
    let totals = serde_json::json!({ "total": 3, "read": 1, "quarantined": 1, "ignored": 1 });
    assert_eq!(manifest["counts"]["inputs"], totals);

    // Without a pipeline there is no manifest; the same is said.
    let args = ["audit", "masukan", "--format", "jsonl", "--lang", "en"];
    let audit = selaras(folder.path(), &args);
    assert!(
        stderr(&audit).contains("Inputs: 3 = 1 read + 1 quarantined + 1 ignored; cells: 23 = "),
        "{}",
        stderr(&audit)
    );
    assert!(!stderr(&audit).contains("input ignored"));
}

#[test]
fn an_archive_is_ignored_and_its_members_are_inputs() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = pipeline(folder.path(), PIPELINE);
    mixed_inputs(folder.path());
    let members = [
        ("b/rekap.csv", CLEAN),
        ("foto.csv", "\u{89}PNG bukan tabel"),
    ];
    archive(&folder.path().join("masukan/dinas-a/kiriman.zip"), &members);
    let output = selaras(folder.path(), &["run", &name]);
    let manifest = fs::read(folder.path().join("output/coba/run.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("JSON");
    let inputs = manifest["inputs"].as_array().expect("inputs");
    let find = |path: &str| {
        let found = inputs.iter().find(|input| input["path"] == path);
        found.unwrap_or_else(|| panic!("{path} in {inputs:#?}"))
    };
    assert_eq!(find("dinas-a/kiriman.zip")["status"], "ignored");
    assert_eq!(find("dinas-a/kiriman.zip")["reason"], "unpacked");
    assert_eq!(find("dinas-a/kiriman.zip/b/rekap.csv")["status"], "read");
    // However each ends, the counts of the manifest are those of its list.
    let count = |status: &str| {
        inputs
            .iter()
            .filter(|input| input["status"] == status)
            .count()
    };
    let (read, quarantined, ignored) = (count("read"), count("quarantined"), count("ignored"));
    assert_eq!(
        manifest["counts"]["inputs"],
        serde_json::json!({
            "total": inputs.len(), "read": read, "quarantined": quarantined, "ignored": ignored,
        })
    );
    let sum = |key: &str| -> u64 {
        inputs
            .iter()
            .filter_map(|input| input["cells"][key].as_u64())
            .sum()
    };
    assert_eq!(sum("stored"), sum("read") + sum("blank") + sum("refused"));
    for key in ["stored", "read", "blank", "refused"] {
        assert_eq!(manifest["counts"]["tally"][key], sum(key), "{key}");
    }
    let said = format!(
        "Masukan: {} = {read} dibaca + {quarantined} dikarantina + {ignored} dilewati",
        inputs.len()
    );
    assert!(stderr(&output).contains(&said), "{}", stderr(&output));
}

#[test]
fn a_limit_is_told_with_its_name_its_value_and_how_to_raise_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = pipeline(folder.path(), &format!("{PIPELINE}[limits]\ncells = 5\n"));
    fs::write(folder.path().join("masukan/bersih.csv"), CLEAN).expect("a file");
    let manifest = || -> serde_json::Value {
        let bytes = fs::read(folder.path().join("output/coba/run.json")).expect("a manifest");
        serde_json::from_slice(&bytes).expect("JSON")
    };
    let bounded = selaras(folder.path(), &["run", &name]);
    assert_eq!(bounded.status.code(), Some(3), "{}", stderr(&bounded));
    assert_eq!(manifest()["limits"], serde_json::json!({ "cells": 5 }));
    let findings = fs::read_to_string(folder.path().join("output/coba/temuan.jsonl"));
    let findings = findings.expect("findings");
    assert_eq!(findings.lines().count(), 1, "{findings}");
    let finding: serde_json::Value = serde_json::from_str(&findings).expect("JSON");
    assert_eq!(finding["code"], "R005");
    assert_eq!(finding["name"], "limit-exceeded");
    let message = finding["message"].as_str().expect("a message");
    for part in [
        "`cells` = 5 ",
        "`[limits]`",
        "`--limit cells=...`",
        "sel dalam satu buku kerja",
    ] {
        assert!(message.contains(part), "{part} in {message}");
    }
    // The command line comes before the pipeline.
    let raised = selaras(folder.path(), &["run", &name, "--limit", "cells=500"]);
    assert_eq!(raised.status.code(), Some(0), "{}", stderr(&raised));
    assert_eq!(manifest()["limits"], serde_json::json!({ "cells": 500 }));
    let shut = [
        "audit", "masukan", "--limit", "cells=9", "--limit", "cells=3",
    ];
    let shut = selaras(folder.path(), &shut);
    assert_eq!(shut.status.code(), Some(3));
    assert!(stdout(&shut).contains("`cells` = 3 "), "{}", stdout(&shut));
    let inspect = ["inspect", "masukan/bersih.csv", "--limit", "cells=3"];
    assert_eq!(selaras(folder.path(), &inspect).status.code(), Some(3));
}

#[test]
fn a_limit_that_is_none_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let name = pipeline(folder.path(), PIPELINE);
    fs::write(folder.path().join("masukan/bersih.csv"), CLEAN).expect("a file");
    for wrong in ["cels=5", "cells=0", "cells", "cells=banyak"] {
        for args in [
            ["run", &name, "--limit", wrong],
            ["audit", "masukan", "--limit", wrong],
            ["inspect", "masukan/bersih.csv", "--limit", wrong],
        ] {
            let output = selaras(folder.path(), &args);
            assert_eq!(output.status.code(), Some(2), "{args:?}");
            let said = stderr(&output);
            assert!(said.contains("cells"), "{said}");
            let names_all = Limits::names().all(|name| said.contains(name));
            assert_eq!(names_all, wrong == "cels=5", "{said}");
        }
    }
    let text = format!("{PIPELINE}[limits]\ncels = 5\nsheets = 0\n");
    let name = pipeline(folder.path(), &text);
    let output = selaras(folder.path(), &["validate", &name, "--lang", "en"]);
    assert_eq!(output.status.code(), Some(2));
    let told = stdout(&output);
    for part in [
        "p.toml:6:8: P006",
        "did you mean `cells`?",
        "p.toml:7:10: P001",
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
}

/// The limits that pipelines may set are documented; `UPDATE=1` rewrites their table.
#[test]
fn the_documented_limits_are_the_limits() {
    let mut table = String::from("| limit | default | what it counts |\n| --- | ---: | --- |\n");
    for row in &LIMITS {
        table.push_str(&format!(
            "| `{}` | {} | {} |\n",
            row.name, row.default, row.en
        ));
    }
    let path = project("pipelines/README.md");
    let text = fs::read_to_string(&path).expect("the page");
    let start = text.find("| limit |").expect("the table");
    let end = start + text[start..].find("\n\n").expect("an end") + 1;
    if std::env::var_os("UPDATE").is_some() {
        let fresh = format!("{}{table}{}", &text[..start], &text[end..]);
        fs::write(&path, fresh).expect("written");
    } else {
        assert_eq!(&text[start..end], table);
    }
}

#[test]
fn the_cells_of_a_file_can_be_looked_at_with_their_count() {
    let folder = tempfile::tempdir().expect("a folder");
    mixed_inputs(folder.path());
    let path = "masukan/dinas-a/bersih.csv";
    let inspect = |format: &str| {
        let args = [
            "inspect",
            path,
            "--stage",
            "extract_cells",
            "--format",
            format,
        ];
        let output = selaras(folder.path(), &args);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        stdout(&output)
    };
    let text = inspect("text");
    let tally = "tercatat di berkas: 23 = 21 dibaca + 2 kosong + 0 tidak terbaca";
    assert!(text.contains(tally), "{text}");
    let lines: Vec<serde_json::Value> = inspect("jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    let cells = lines.iter().filter(|line| line["cell"].is_string()).count();
    let sheet = lines.last().expect("the sheet");
    assert_eq!(sheet["tally"]["read"], cells);
    assert_eq!(sheet["tally"]["stored"], 23);
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
