//! Whole runs on the samples against the lists of expected findings, which were written by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use rust_decimal::Decimal;
use selaras::model::finding::{Finding, Severity};
use selaras::model::record::{FieldValue, RecordSet};
use selaras::model::relation::{Origin, Verdict};
use selaras::run::chain::AuditResult;
use serde::Deserialize;

use crate::support::{at, audit_path, project, run_pipeline};

const SAMPLES: [(&str, &str); 2] = [
    ("kutai-barat-2023", "dinas-komunikasi-dan-informatika"),
    (
        "luwu-timur-2022",
        "dinas-komunikasi-informatika-statistik-dan-persandian",
    ),
];

#[derive(Debug, Deserialize)]
struct Expectations {
    temuan: Vec<Expected>,
}

#[derive(Debug, Deserialize)]
struct Expected {
    code: String,
    document: String,
    sheet: String,
    cell: String,
    severity: String,
    #[serde(default)]
    stated: String,
    #[serde(default)]
    computed: String,
    #[serde(default)]
    cause: String,
    scope: String,
    verdict: String,
}

type Key = (String, String, String, String);

impl Expected {
    fn key(&self) -> Key {
        (
            self.code.clone(),
            self.document
                .rsplit('/')
                .next()
                .unwrap_or_default()
                .to_owned(),
            self.sheet.clone(),
            self.cell.clone(),
        )
    }

    /// Whether the program must find it; where a reader is unsure it may.
    fn is_required(&self) -> bool {
        self.verdict != "unsure"
    }
}

fn expectations(region: &str, agency: &str) -> Vec<Expected> {
    let path = project(&format!("samples/{region}/{agency}/temuan-diharapkan.toml"));
    let text = std::fs::read_to_string(path).expect("a list");
    toml::from_str::<Expectations>(&text)
        .expect("a list")
        .temuan
}

fn key(finding: &Finding) -> Key {
    let document = finding.document.clone().unwrap_or_default();
    (
        finding.code.to_owned(),
        document.rsplit('/').next().unwrap_or_default().to_owned(),
        finding.sheet.clone().unwrap_or_default(),
        finding
            .place
            .as_ref()
            .map_or_else(String::new, |place| place.cell.to_string()),
    )
}

fn same(written: &str, found: Option<Decimal>) -> bool {
    written
        .parse::<Decimal>()
        .is_ok_and(|written| found.is_some_and(|found| found == written))
}

/// Compares findings with the list: nothing required is missed, nothing is found that is not listed,
/// and severity, numbers and first cause agree.
#[track_caller]
fn check(result: &AuditResult, expected: &[Expected]) {
    let found: BTreeMap<Key, &Finding> = result
        .report
        .findings
        .iter()
        .filter(|finding| finding.severity > Severity::Info)
        .map(|finding| (key(finding), finding))
        .collect();
    let listed: BTreeSet<Key> = expected.iter().map(Expected::key).collect();
    let extra: Vec<_> = found.keys().filter(|key| !listed.contains(*key)).collect();
    assert!(extra.is_empty(), "found but not listed: {extra:#?}");
    for expected in expected.iter().filter(|expected| expected.is_required()) {
        let finding = found
            .get(&expected.key())
            .unwrap_or_else(|| panic!("listed but not found: {expected:?}"));
        assert_eq!(finding.severity.name(), expected.severity, "{expected:?}");
        // Readings and codes are told in words; arithmetic in numbers.
        if expected.code.starts_with(['A', 'C']) {
            assert!(
                same(&expected.stated, finding.stated),
                "{expected:?}: {:?}",
                finding.stated
            );
            assert!(
                expected.computed.is_empty() || same(&expected.computed, finding.computed),
                "{expected:?}: {:?}",
                finding.computed
            );
        }
        if !expected.cause.is_empty() {
            let first = finding.causes.first().map(|cause| cause.kind.name());
            assert_eq!(first, Some(expected.cause.as_str()), "{expected:?}");
        }
    }
}

#[test]
fn runs_find_what_is_listed_and_nothing_else() {
    for (region, agency) in SAMPLES {
        check(&run_pipeline(region, None), &expectations(region, agency));
    }
}

/// A pipeline is not needed for what one workbook shows by itself.
#[test]
fn an_audit_without_a_pipeline_finds_the_same_inside_each_document() {
    for (region, agency) in SAMPLES {
        let folder = project(&format!("samples/{region}/{agency}"));
        let result = audit_path(&folder);
        let found: BTreeSet<Key> = result.report.findings.iter().map(key).collect();
        for expected in expectations(region, agency) {
            if expected.is_required() && expected.scope == "document" {
                assert!(found.contains(&expected.key()), "{expected:?}");
            }
        }
    }
}

/// A table's pages were torn apart by its conversion from PDF: what comes back is the table.
#[test]
fn a_conversion_from_pdf_reads_like_the_workbook_it_was_made_of() {
    let result = run_pipeline("kutai-barat-2023", None);
    let plans: Vec<_> = result
        .report
        .records
        .iter()
        .filter(|set| set.kind.as_deref() == Some("renja"))
        .collect();
    let [clean, converted] = plans.as_slice() else {
        panic!("a plan and its conversion");
    };
    assert_ne!(clean.on.file, converted.on.file);
    let lines = |set: &RecordSet| -> Vec<String> {
        let lines = set.lines.iter().map(|line| {
            let numbers = set.values(line).filter_map(|value| {
                let number = value.number()?.normalize();
                Some(format!("{}={number}", value.field.name))
            });
            let numbers: Vec<String> = numbers.collect();
            format!("{} {} {}", line.depth, line.name, numbers.join(" "))
        });
        lines.collect()
    };
    assert_eq!(lines(clean), lines(converted));
    let total = |set: &RecordSet| -> Decimal {
        let leaves = set.lines.iter().filter(|line| line.is_leaf);
        leaves
            .flat_map(|line| set.values_of(line, "pagu"))
            .filter_map(FieldValue::number)
            .sum()
    };
    assert_eq!(total(clean), total(converted));
    assert!(total(clean) > Decimal::ZERO);
}

/// A sheet on which numbers were found has lines, whether its kind is known or not.
#[test]
fn every_sheet_with_figures_becomes_records() {
    for (region, _) in SAMPLES {
        let result = run_pipeline(region, None);
        for document in &result.report.documents {
            for sheet in document.sheets.iter().filter(|sheet| sheet.n_numbers > 0) {
                let sets = result.report.records.iter();
                let n_lines: usize = sets
                    .filter(|set| set.on.file == document.path && *set.on.sheet == *sheet.name)
                    .map(|set| set.lines.len())
                    .sum();
                assert!(n_lines > 0, "{} [{}]", document.path, sheet.name);
            }
        }
    }
}

#[test]
fn the_realisation_by_sub_kegiatan_is_read_whole() {
    let result = run_pipeline("kutai-barat-2023", None);
    let set = result
        .report
        .records
        .iter()
        .find(|set| &*set.on.sheet == "Realisasi per Sub Kegiatan")
        .expect("the sheet");
    let count = |level: &str| {
        set.lines
            .iter()
            .filter(|line| line.level.as_deref() == Some(level))
            .count()
    };
    assert_eq!(
        (count("sub kegiatan"), count("kegiatan"), count("program")),
        (46, 13, 5)
    );
    assert_eq!((count("urusan"), count("bidang")), (1, 3));
    let sum = |field: &str| -> Decimal {
        set.lines
            .iter()
            .filter(|line| line.is_leaf)
            .flat_map(|line| set.values_of(line, field))
            .filter_map(FieldValue::number)
            .sum()
    };
    assert_eq!(sum("pagu"), Decimal::from(17_959_372_858_i64));
    assert_eq!(sum("realisasi"), Decimal::from(15_179_901_362_i64));
    let percentages = result
        .report
        .findings
        .iter()
        .filter(|finding| {
            finding.sheet.as_deref() == Some("Realisasi per Sub Kegiatan") && finding.code == "A301"
        })
        .filter(|finding| {
            finding
                .causes
                .first()
                .is_some_and(|cause| cause.kind.name() == "mean-of-percentages")
        })
        .count();
    assert_eq!(percentages, 21);
}

#[test]
fn one_wrong_total_is_one_finding_with_its_consequences() {
    let folder = project("samples/kutai-barat-2023/dinas-komunikasi-dan-informatika");
    let result = audit_path(&folder.join("Realisasi Anggaran 2023.xlsx"));
    let on_sheet: Vec<&Finding> = result
        .report
        .findings
        .iter()
        .filter(|finding| finding.sheet.as_deref() == Some("Realisasi per Belanja"))
        .collect();
    let [only] = on_sheet.as_slice() else {
        panic!(
            "{:?}",
            on_sheet
                .iter()
                .map(|finding| at(finding))
                .collect::<Vec<_>>()
        );
    };
    assert_eq!(at(only), "A101 Realisasi per Belanja!D6");
    assert_eq!(only.difference, Some(Decimal::from(90)));
    assert_eq!(only.tolerance, Some(Decimal::ZERO));
    let here: BTreeSet<String> = only
        .consequences
        .iter()
        .filter(|place| &*place.on.sheet == "Realisasi per Belanja")
        .map(|place| place.cell.to_string())
        .collect();
    assert_eq!(
        here,
        BTreeSet::from(["D13", "F6", "F13"].map(str::to_owned))
    );
}

#[test]
fn the_table_without_faults_has_no_finding() {
    let folder: PathBuf = project("samples/luwu-timur-2022");
    let result = audit_path(&folder);
    let on_sheet: Vec<String> = result
        .report
        .findings
        .iter()
        .filter(|finding| finding.sheet.as_deref() == Some("Tabel 15"))
        .map(at)
        .collect();
    assert!(on_sheet.is_empty(), "{on_sheet:?}");
}

/// Relations between tables that hold or fail, by rule and sheet of the target.
fn between(result: &AuditResult, rule: &str, sheet: &str) -> (usize, usize) {
    let relations = || {
        result.report.relations.iter().filter(|relation| {
            relation.origin == Origin::BetweenDocuments
                && relation.rule == rule
                && &*relation.target.on.sheet == sheet
        })
    };
    let holding = relations().filter(|relation| matches!(relation.verdict, Verdict::Holds(_)));
    let failing = relations().filter(|relation| matches!(relation.verdict, Verdict::Fails(_)));
    (holding.count(), failing.count())
}

#[test]
fn the_plan_agrees_with_the_realisation_at_every_leaf_and_not_at_one_heading() {
    let result = run_pipeline("kutai-barat-2023", None);
    // 46 sub kegiatan, 13 kegiatan, 5 programs, 4 urusan and bidang; one of the last differs.
    assert_eq!(between(&result, "C101", "Renja 2023"), (67, 1));
}

#[test]
fn the_stages_of_the_budget_agree_with_the_realisation() {
    let result = run_pipeline("luwu-timur-2022", None);
    // Programs, kegiatan and sub kegiatan; then the ceiling and the revenue's target.
    assert_eq!(between(&result, "C103", "Tabel 14"), (3, 0));
    assert_eq!(between(&result, "C102", "Tabel 14"), (2, 0));
    // Three mixed notations, read right: the agreement's rows add up to the ceiling.
    assert_eq!(between(&result, "C102", "Tabel 15"), (1, 0));
    let set = result
        .report
        .records
        .iter()
        .find(|set| &*set.on.sheet == "Tabel 15")
        .expect("the sheet");
    let count = |level: &str| {
        let lines = set.lines.iter();
        lines
            .filter(|line| line.level.as_deref() == Some(level))
            .count()
    };
    assert_eq!(
        (count("program"), count("kegiatan"), count("sub kegiatan")),
        (5, 13, 34)
    );
}
