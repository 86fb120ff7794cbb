//! Any single amount of a sample, changed by one digit, is found and blamed on that cell or on the
//! total it is part of: a property over random cells of all samples.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use rust_decimal::Decimal;
use selaras::config::{Profile, builtin};
use selaras::model::amount::Value;
use selaras::model::document::SourceFile;
use selaras::model::finding::{Finding, Severity};
use selaras::model::grid::{Content, Grid};
use selaras::model::limits::Limits;
use selaras::model::place::Place;
use selaras::model::record::RecordSet;
use selaras::model::relation::{Operation, Proof, Proofs, Relation, Verdict};
use selaras::run::prepare::builtin_profiles;
use selaras::stages::discover_files::{FileFacts, discover_files};
use selaras::stages::extract_cells::extract_cells;
use selaras::stages::find_tables::find_tables;
use selaras::stages::interpret_values::interpret_values;
use selaras::stages::map_records::map_records;
use selaras::stages::prove_arithmetic::prove_arithmetic;
use selaras::stages::reconcile_documents::reconcile_documents;
use selaras::stages::trace_causes::trace_causes;

use crate::support::{at, project};

const REGIONS: [(&str, i32); 2] = [("kutai-barat-2023", 2023), ("luwu-timur-2022", 2022)];

/// The grids of a region's workbooks.
struct Region {
    sheets: Vec<(SourceFile, Grid)>,
}

/// What an audit of the grids says.
struct Audited {
    records: Vec<Arc<RecordSet>>,
    proof: Proof,
    findings: Vec<Finding>,
}

/// The tables of one sheet, with the relations inside each.
type Proved = Vec<(Arc<RecordSet>, Proof)>;

fn region(name: &str, year: i32) -> Region {
    let root = project(&format!("samples/{name}"));
    let mut sheets = Vec::new();
    for path in workbooks(&root) {
        let bytes = std::fs::read(&path).expect("a file");
        let relative = path.strip_prefix(&root).expect("below the root");
        let facts = FileFacts {
            path: relative.to_string_lossy().replace('\\', "/"),
            size: bytes.len() as u64,
            sha256: String::new(),
            head: bytes.iter().take(4096).copied().collect(),
        };
        for file in discover_files(vec![facts], &[], Some(year)).value.entries {
            extract_cells(&bytes, &file.path, &Limits::default(), &mut |extracted| {
                let grids = extracted.workbook.sheets.into_iter();
                sheets.extend(grids.map(|grid| (file.clone(), grid)));
            });
        }
    }
    Region { sheets }
}

fn workbooks(folder: &Path) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            paths.extend(workbooks(&path));
        } else if path
            .extension()
            .is_some_and(|extension| extension == "xlsx")
        {
            paths.push(path);
        }
    }
    paths.sort();
    paths
}

/// The tables of a sheet and what they claim; nothing of it depends on other sheets.
fn proved(file: &SourceFile, grid: &Grid, profiles: &[Profile]) -> Proved {
    let tables = find_tables(grid, &file.path).value.into_iter();
    let proved = tables.map(|table| {
        let typed = interpret_values(table, grid, &file.path).value;
        let records = map_records(typed, file, &grid.name, None, profiles).value;
        let proof = prove_arithmetic(&records, profiles).value;
        (Arc::new(records), proof)
    });
    proved.collect()
}

/// What is said of all sheets together.
fn audited(sheets: &[Proved]) -> Audited {
    let mut all = Audited {
        records: Vec::new(),
        proof: Proof::default(),
        findings: Vec::new(),
    };
    for (records, proof) in sheets.iter().flatten() {
        all.proof.absorb(proof.clone());
        all.records.push(records.clone());
    }
    let rules = builtin::reconciliations();
    all.proof
        .absorb(reconcile_documents(&all.records, &rules).value);
    all.findings = trace_causes(&all.records, &Proofs::of_one(all.proof.clone()));
    all
}

/// Money cells that some exact claim speaks of. The others (a plan's figure that no table repeats)
/// cannot be caught by arithmetic; the coverage counts them.
fn provable_amounts(all: &Audited) -> Vec<Place> {
    let mut places = Vec::new();
    for set in &all.records {
        for (at, cell) in set.typed.cells.iter() {
            let place = &set.placed(at);
            let is_money =
                matches!(cell.value(), Value::Rupiah(amount) if amount.0 >= Decimal::TEN);
            let is_claimed = all.proof.relations.iter().any(|relation| {
                matches!(
                    relation.operation,
                    Operation::Sum | Operation::Difference | Operation::Equal
                ) && matches!(relation.verdict, Verdict::Holds(_))
                    && (relation.target == *place || relation.operands.contains(place))
            });
            if is_money && is_claimed {
                places.push(place.clone());
            }
        }
    }
    places
}

/// Writes another digit into one digit of a cell, as a typist would.
fn mistype(grid: &mut Grid, place: &Place, which: usize, by: u32) {
    let cell = grid.cells.get_mut(&place.cell).expect("the cell");
    let text = cell.raw();
    // The sen after a decimal comma are no digits of the amount.
    let end = text.rfind(",00").unwrap_or(text.len());
    let digits: Vec<usize> = text
        .char_indices()
        .filter(|(at, c)| *at < end && c.is_ascii_digit())
        .map(|(at, _)| at)
        .collect();
    let at = digits[which % digits.len()];
    let old = text[at..=at].parse::<u32>().expect("a digit");
    // A first digit stays a first digit.
    let new = if at == digits[0] {
        1 + (old - 1 + by % 8 + 1) % 9
    } else {
        (old + 1 + by % 9) % 10
    };
    let changed = format!("{}{new}{}", &text[..at], &text[at + 1..]);
    *cell = cell.clone().with(None, cell.formula().map(Into::into));
    cell.content = match cell.content {
        Content::Number(_) => Content::Number(changed.parse().expect("a number")),
        _ => Content::Text(changed.into()),
    };
}

/// Whether a finding blames the cell, or a sum that the cell is part of.
fn blames(finding: &Finding, place: &Place, proof: &Proof) -> bool {
    let Some(blamed) = &finding.place else {
        return false;
    };
    blamed == place
        || finding.causes.iter().any(|cause| cause.place == *place)
        || proof.relations.iter().any(|relation| {
            relation.operation == Operation::Sum
                && matches!(relation.verdict, Verdict::Fails(_))
                && relation.target == *blamed
                && relation.operands.contains(place)
        })
}

/// The failed relations, for the message.
fn failing(proof: &Proof) -> Vec<String> {
    let fails = |relation: &&Relation| matches!(relation.verdict, Verdict::Fails(_));
    let told = |relation: &Relation| {
        let operands: Vec<String> = relation.operands.iter().map(ToString::to_string).collect();
        format!(
            "{} {:?} {}",
            relation.target,
            relation.operation,
            operands.join(" ")
        )
    };
    proof.relations.iter().filter(fails).map(told).collect()
}

fn cases() -> u32 {
    let wanted = std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok());
    wanted.unwrap_or(60)
}

#[test]
fn one_wrong_digit_is_found_and_blamed() {
    for (name, year) in REGIONS {
        let profiles = builtin_profiles().expect("profiles");
        let whole = region(name, year);
        let sheets: Vec<Proved> = whole
            .sheets
            .iter()
            .map(|(file, grid)| proved(file, grid, &profiles))
            .collect();
        let clean = audited(&sheets);
        let before: BTreeMap<String, Option<Decimal>> = clean
            .findings
            .iter()
            .map(|finding| (at(finding), finding.computed))
            .collect();
        let places = provable_amounts(&clean);
        assert!(
            places.len() > 90,
            "{name}: only {} amounts are claimed",
            places.len()
        );
        // The same cases on every machine; more of them with PROPTEST_CASES.
        let config = Config {
            cases: cases(),
            failure_persistence: None,
            ..Config::default()
        };
        let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        let mut runner = TestRunner::new_with_rng(config, rng);
        let cases = (0..places.len(), 0..12usize, 0..9u32);
        runner
            .run(&cases, |(idx, which, by)| {
                let place = &places[idx];
                let is_its = |(file, grid): &(SourceFile, Grid)| {
                    file.path == place.on.file && grid.name == place.on.sheet
                };
                let sheet = whole.sheets.iter().position(is_its).expect("the sheet");
                let (file, mut grid) = whole.sheets[sheet].clone();
                mistype(&mut grid, place, which, by);
                let mut spoilt = sheets.clone();
                spoilt[sheet] = proved(&file, &grid, &profiles);
                let all = audited(&spoilt);
                let new: Vec<&Finding> = all
                    .findings
                    .iter()
                    .filter(|finding| finding.severity == Severity::Error)
                    .filter(|finding| before.get(&at(finding)) != Some(&finding.computed))
                    .collect();
                prop_assert!(!new.is_empty(), "{place} changed unseen");
                let told: Vec<String> = new.iter().map(|finding| at(finding)).collect();
                prop_assert!(
                    new.iter().any(|finding| blames(finding, place, &all.proof)),
                    "{place} is not blamed, only {told:?}; these fail: {:?}",
                    failing(&all.proof)
                );
                Ok(())
            })
            .unwrap();
    }
}
