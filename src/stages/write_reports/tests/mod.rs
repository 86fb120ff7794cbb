//! Outputs of a tiny report, hostile names included, read back as others read them.

mod lists;
mod page;
mod sample;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::Arc;

use calamine::{DataRef, Reader, Xlsx};
use serde_json::Value as Json;

use super::*;
use crate::model::finding::{Finding, Severity};
use crate::model::frames::to_parquet;
use crate::model::hash::sha256_hex;
use crate::model::place::{CellRef, SheetPath};
use crate::model::record::RecordSet;
use crate::stages::pack_frames::pack_frames_as;
use sample::{HOSTILE, facts, finding, place, report, tonight};

fn write(report: &AuditReport) -> Vec<OutputFile> {
    write_with(report, &facts(), Language::Id)
}

fn write_with(report: &AuditReport, facts: &RunFacts, language: Language) -> Vec<OutputFile> {
    let pack = |take: Taking<'_>| {
        pack_frames_as(&report.records, |partition, frame| {
            take(partition, to_parquet(frame)?);
            Ok(())
        })
    };
    write_reports(report, &pack, facts, &tonight(), language).expect("outputs")
}

fn output<'a>(outputs: &'a [OutputFile], path: &str) -> &'a [u8] {
    &outputs
        .iter()
        .find(|output| output.path == path)
        .expect(path)
        .bytes
}

/// The cells of a sheet as text, by address.
fn sheet_cells(bytes: &[u8], sheet: &str) -> BTreeMap<String, String> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let mut reader = workbook.worksheet_cells_reader(sheet).expect(sheet);
    let mut cells = BTreeMap::new();
    while let Some(cell) = reader.next_cell().expect("a cell") {
        let (row, col) = cell.get_position();
        let text = match cell.get_value() {
            DataRef::SharedString(text) => format!("'{text}"),
            DataRef::String(text) => format!("'{text}"),
            DataRef::Float(number) => number.to_string(),
            other => format!("{other:?}"),
        };
        cells.insert(CellRef::new(row, col).to_string(), text);
    }
    cells
}

#[test]
fn the_outputs_are_those_of_the_contract() {
    let outputs = write(&report());
    let paths: Vec<&str> = outputs.iter().map(|output| output.path.as_str()).collect();
    let folder = "region=Kota Contoh/year=2023/agency=Dinas A/lines.parquet";
    assert_eq!(
        paths,
        [
            "konsolidasi.xlsx",
            "temuan.jsonl",
            "temuan.html",
            "koreksi/Dinas A/%3Drusak.xlsx",
            "koreksi/Dinas A/realisasi.xlsx",
            "ringkasan.txt",
            "karantina.jsonl",
            &format!("data/realisasi-sub-kegiatan/{folder}"),
            &format!("data/renja/{folder}"),
            "run.json",
        ]
    );
    assert!(
        outputs == write(&report()),
        "the same report gives the same bytes"
    );
}

#[test]
fn only_what_is_wanted_is_written() {
    let report = report();
    let mut facts = facts();
    facts.outputs.workbook = false;
    facts.outputs.findings = false;
    facts.outputs.page = false;
    facts.outputs.corrections = false;
    facts.outputs.data = false;
    let outputs = write_with(&report, &facts, Language::En);
    let paths: Vec<&str> = outputs.iter().map(|output| output.path.as_str()).collect();
    assert_eq!(paths, ["ringkasan.txt", "karantina.jsonl", "run.json"]);
}

#[test]
fn a_finding_has_its_keys_in_order_and_hostile_text_escaped() {
    let report = report();
    let line = nth_line(&report, 1);
    let expected = [
        "code",
        "name",
        "severity",
        "document",
        "sha256",
        "kind",
        "agency",
        "year",
        "sheet",
        "cell",
        "stated",
        "computed",
        "difference",
        "tolerance",
        "related",
        "causes",
        "consequences",
        "message",
        "fingerprint",
    ];
    let at: Vec<usize> = expected
        .iter()
        .map(|key| line.find(&format!("\"{key}\":")).expect(key))
        .collect();
    assert!(at.is_sorted(), "{line}");
    let json: Json = serde_json::from_str(&line).expect("JSON");
    assert_eq!(json["stated"], "300.5");
    assert_eq!(json["difference"], "90.5");
    assert_eq!(json["tolerance"], "0");
    assert_eq!(json["kind"], "realisasi-sub-kegiatan");
    assert_eq!(json["year"], 2023);
    assert_eq!(json["cell"], "B5");
    assert_eq!(json["related"][0]["role"], "addend");
    assert_eq!(json["causes"][0]["kind"], "transposed-digits");
    assert_eq!(json["causes"][0]["suggested"], "210");
    assert_eq!(json["consequences"], 1);
    assert_eq!(
        json,
        finding_json(&report.findings[1], &report, Language::Id)
    );
    let unplaced: Json = serde_json::from_str(&nth_line(&report, 0)).expect("JSON");
    assert!(unplaced["sheet"].is_null() && unplaced["cell"].is_null());
}

#[test]
fn every_line_of_jsonl_is_one_object_whatever_the_text() {
    let mut report = report();
    for hostile in HOSTILE {
        let hostile = Finding::at("A101", Severity::Error, &place("B7"))
            .fact("label", format!("{hostile}\r\n\u{0}\u{1b}[31m\u{2028}"));
        report.findings.push(hostile);
    }
    let outputs = write(&report);
    let text = String::from_utf8(output(&outputs, "temuan.jsonl").to_vec()).expect("UTF-8");
    assert_eq!(text.lines().count(), report.findings.len());
    for line in text.lines() {
        assert!(!line.chars().any(|c| c < ' '), "{line:?}");
        serde_json::from_str::<Json>(line).expect("JSON");
    }
}

#[test]
fn fingerprints_follow_the_row_not_its_number() {
    let fingerprint = |report: &AuditReport, idx: usize, language| {
        let json = finding_json(&report.findings[idx], report, language);
        json["fingerprint"]
            .as_str()
            .expect("a fingerprint")
            .to_owned()
    };
    let report = report();
    let first = fingerprint(&report, 1, Language::Id);
    assert_eq!(first.len(), 16);
    assert_eq!(first, fingerprint(&report, 1, Language::En));

    let mut moved = report.clone();
    let mut set = RecordSet::clone(&moved.records[0]);
    for row in &mut set.typed.table.rows {
        row.sheet_rows[0] += 7;
    }
    moved.records[0] = Arc::new(set);
    moved.findings = vec![finding("B12")];
    assert_eq!(first, fingerprint(&moved, 0, Language::Id));

    let mut twins = report.clone();
    twins.records.clear();
    twins.findings = vec![finding("B5"), finding("B9")];
    assert_ne!(
        fingerprint(&twins, 0, Language::Id),
        fingerprint(&twins, 1, Language::Id)
    );
}

#[test]
fn the_workbook_holds_texts_numbers_and_our_own_formulas_only() {
    let outputs = write(&report());
    let bytes = output(&outputs, "konsolidasi.xlsx");
    let workbook = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    assert_eq!(
        workbook.sheet_names(),
        [
            "Ringkasan",
            "Pohon OPD",
            "Pagu-Realisasi",
            "Temuan",
            "Belanja",
            "Cakupan",
            "Sumber"
        ]
    );
    let budget = sheet_cells(bytes, "Belanja");
    assert_eq!(budget["I2"], format!("'{}", HOSTILE[0]));
    assert_eq!(budget["I3"], format!("'{}", HOSTILE[1]));
    assert_eq!(budget["I4"], format!("'{}", HOSTILE[2]));
    assert_eq!(budget["F2"], "'B5");
    assert_eq!(budget["J2"], "300.5");
    assert_eq!(budget["L2"], "200.5");
    assert_eq!(budget["M3"], "60");
    // More digits than a double holds: text, and what follows from it is no formula.
    assert_eq!(budget["J7"], "'12345678901234567");
    assert_eq!(budget["L7"], "'12345678901234566");

    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    for idx in 0..archive.len() {
        let mut part = archive.by_index(idx).expect("a part");
        let mut xml = String::new();
        part.read_to_string(&mut xml).expect("UTF-8");
        assert!(!xml.contains("<script"), "{:?}", part.name());
        for formula in xml.split("<f>").skip(1) {
            let formula = formula.split_once("</f>").expect("an end").0;
            let formula = formula.replace("'Pohon OPD'!", "");
            let is_ours =
                |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || "()+-*/,:".contains(c);
            assert!(formula.chars().all(is_ours), "{formula}");
        }
        // A link leads to an input by a path of ours, and to nothing else.
        for target in xml.rsplit("TargetMode=\"External\"").skip(1) {
            let target = target.rsplit_once("Target=\"").expect("a target").1;
            let target = target.split_once('"').expect("an end").0;
            let known = [
                "../masukan/Dinas%20A/realisasi.xlsx",
                "../masukan/Dinas%20A/kiriman.zip",
            ];
            assert!(known.contains(&target), "{target}");
        }
    }
}

#[test]
fn the_tree_shows_what_is_stated_beside_what_adds_up() {
    let mut report = report();
    let set = Arc::make_mut(&mut report.records[0]);
    // Without the figure that no workbook's number holds.
    set.lines.pop();
    let outputs = write(&report);
    let bytes = output(&outputs, "konsolidasi.xlsx");
    let tree = sheet_cells(bytes, "Pohon OPD");
    // Region, agency, program; the program states 300.50, and its lines add up to 200.
    assert_eq!(tree["C2"], "'Kota Contoh 2023");
    assert_eq!(tree["C3"], "'Dinas A");
    let row: Vec<&str> = ["D4", "E4", "F4", "G4", "H4", "J4"]
        .iter()
        .map(|cell| tree[*cell].as_str())
        .collect();
    assert_eq!(row, ["300.5", "200", "100.5", "100", "100", "100"]);
    let mut workbook = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let range = workbook.worksheet_formula("Pohon OPD").expect("a sheet");
    let formula = |row, col| range.get_value((row, col)).expect("a formula").clone();
    assert_eq!(formula(1, 4), "SUM(E3)");
    assert_eq!(formula(3, 4), "SUM(E5:E8)");
    assert_eq!(formula(4, 4), "D5");
    assert_eq!(formula(3, 5), "D4-E4");
    let summary = sheet_cells(bytes, "Ringkasan");
    let (at, _) = summary
        .iter()
        .find(|(_, text)| *text == "'Dinas A")
        .expect("the agency");
    let range = workbook.worksheet_formula("Ringkasan").expect("a sheet");
    let row: u32 = at.trim_start_matches('A').parse().expect("a row");
    let followed = range.get_value((row - 1, 3)).expect("a formula");
    assert_eq!(followed, "'Pohon OPD'!E3");
}

#[test]
fn the_summary_counts_leaves_once() {
    let mut report = report();
    let mut copy = RecordSet::clone(&report.records[0]);
    copy.on = SheetPath::new("Dinas A/salinan.xlsx", copy.on.sheet.clone());
    report.records.push(Arc::new(copy));
    let outputs = write(&report);
    let summary = sheet_cells(output(&outputs, "konsolidasi.xlsx"), "Ringkasan");
    let (at, _) = summary
        .iter()
        .find(|(_, text)| *text == "'Dinas A")
        .expect("the agency");
    let row = at.trim_start_matches('A');
    assert_eq!(summary[&format!("C{row}")], "3");
    assert_eq!(summary[&format!("D{row}")], "'12345678901234767");
    assert_eq!(summary[&format!("E{row}")], "101");
    assert_eq!(summary[&format!("H{row}")], "2");
    assert!(summary.values().any(|text| text == "'Jumlah"));
}

#[test]
fn plan_and_realisation_meet_by_code() {
    let outputs = write(&report());
    let sheet = sheet_cells(output(&outputs, "konsolidasi.xlsx"), "Pagu-Realisasi");
    let row = (2..20)
        .find(|row| {
            sheet
                .get(&format!("D{row}"))
                .is_some_and(|code| code == "'2.16.01.2.01")
        })
        .expect("the code");
    assert_eq!(sheet[&format!("G{row}")], "90");
    assert_eq!(sheet[&format!("H{row}")], "100");
    assert_eq!(sheet[&format!("I{row}")], "10");
    assert_eq!(sheet[&format!("J{row}")], "11.11");
    assert_eq!(sheet[&format!("L{row}")], "40");
    assert_eq!(sheet[&format!("M{row}")], "60");
    assert!(
        sheet.values().any(|text| text == "'16.01.2.09"),
        "planned, never realised"
    );
}

#[test]
fn the_manifest_names_every_input_and_output() {
    let outputs = write(&report());
    let json: Json = serde_json::from_slice(output(&outputs, "run.json")).expect("JSON");
    let statuses: Vec<&str> = json["inputs"]
        .as_array()
        .expect("inputs")
        .iter()
        .map(|input| input["status"].as_str().expect("a status"))
        .collect();
    assert_eq!(
        statuses,
        ["quarantined", "ignored", "read", "read", "ignored"]
    );
    // An archive is no input; what is in it is.
    assert_eq!(json["inputs"][1]["reason"], "unpacked");
    assert_eq!(json["inputs"][1]["cells"], Json::Null);
    assert_eq!(json["inputs"][2]["path"], "Dinas A/kiriman.zip/renja.xlsx");
    let cells = serde_json::json!({ "stored": 43, "read": 40, "blank": 2, "refused": 1 });
    assert_eq!(json["inputs"][2]["cells"], cells);
    assert_eq!(json["inputs"][2]["sheets"], 1);
    let inputs = serde_json::json!({ "total": 5, "read": 2, "quarantined": 1, "ignored": 2 });
    assert_eq!(json["counts"]["inputs"], inputs);
    let cells = serde_json::json!({ "stored": 86, "read": 80, "blank": 4, "refused": 2 });
    assert_eq!(json["counts"]["tally"], cells);
    assert_eq!(json["counts"]["cells"], 80);
    assert_eq!(json["limits"]["cells"], 100);
    assert_eq!(json["counts"]["tables"]["tanpa-jenis"], 3);
    assert_eq!(json["counts"]["findings"]["by_severity"]["error"], 2);
    assert_eq!(json["counts"]["numbers"]["proved"], 27);
    assert_eq!(json["dropped"]["R031"], 4);
    assert_eq!(json["timings"][0]["stage"], "extract_cells");
    let listed = json["outputs"].as_array().expect("outputs");
    assert_eq!(listed.len() + 1, outputs.len());
    assert_eq!(listed[0]["sha256"], sha256_hex(&outputs[0].bytes).as_str());

    let quarantine: Json =
        serde_json::from_slice(output(&outputs, "karantina.jsonl")).expect("JSON");
    assert_eq!(quarantine["document"], "Dinas A/=rusak.xls");
    assert_eq!(quarantine["format"], "xls");
    assert_eq!(quarantine["reasons"][0]["code"], "R001");
}

/// A switched-off rule leaves its findings out; why an input is missing is told all the same.
#[test]
fn a_quarantine_has_its_reason_when_its_rule_is_switched_off() {
    let mut report = report();
    let mut facts = facts();
    let unread = report
        .findings
        .extract_if(.., |finding| finding.is_of_unread_file());
    facts.unreadable = unread.collect();
    assert_eq!(facts.unreadable.len(), 1);
    let outputs = write_with(&report, &facts, Language::Id);
    let quarantine: Json =
        serde_json::from_slice(output(&outputs, "karantina.jsonl")).expect("JSON");
    assert_eq!(quarantine["reasons"][0]["code"], "R001");
    let manifest: Json = serde_json::from_slice(output(&outputs, "run.json")).expect("JSON");
    let reason = manifest["inputs"][0]["reason"].as_str().expect("a reason");
    assert!(
        reason.starts_with("R001: ") && reason.contains("terenkripsi"),
        "{reason}"
    );
}

#[test]
fn the_workbook_says_what_became_of_inputs_and_cells() {
    let outputs = write(&report());
    let bytes = output(&outputs, "konsolidasi.xlsx");
    let summary = sheet_cells(bytes, "Ringkasan");
    for words in [
        "'5 = 2 dibaca + 1 dikarantina + 2 dilewati",
        "'86 = 80 dibaca + 4 kosong + 2 tidak terbaca",
    ] {
        assert!(summary.values().any(|text| text == words), "{words}");
    }
    let sources = sheet_cells(bytes, "Sumber");
    let row = (2..8)
        .find(|row| sources[&format!("A{row}")] == "'Dinas A/kiriman.zip/renja.xlsx")
        .expect("the member");
    let told: Vec<&str> = ["H", "I", "J", "K"]
        .iter()
        .map(|col| sources[&format!("{col}{row}")].as_str())
        .collect();
    assert_eq!(told, ["40", "2", "1", "'dibaca"]);
    assert!(sources.values().any(|text| text.starts_with("'arsip; ")));
}

#[test]
fn an_empty_report_is_written_too() {
    let outputs = write(&AuditReport::default());
    assert_eq!(outputs.len(), 6);
    assert!(Xlsx::new(Cursor::new(output(&outputs, "konsolidasi.xlsx"))).is_ok());
    assert!(output(&outputs, "temuan.jsonl").is_empty());
}

/// The line of one finding.
fn nth_line(report: &AuditReport, idx: usize) -> String {
    let bytes = findings_lines(report, Audience::Own, Language::Id).expect("JSON lines");
    let text = String::from_utf8(bytes).expect("UTF-8");
    text.lines().nth(idx).expect("a line").to_owned()
}
