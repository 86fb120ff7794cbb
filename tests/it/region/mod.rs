//! Whole invented regions: what is right has no error, and the faults put in are found at their
//! documents. `REGIONS=n` tries more of them, `AGENCIES=n` makes them larger.

mod between;
mod cash;
#[path = "../../../examples/fleet/made/mod.rs"]
mod made;
mod sheets;
mod small;
mod voices;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use made::{Fault, Faults, Region};
use selaras::config::expectations::{Expectations, agencies};
use selaras::model::agency::{Agency, resolve};
use selaras::model::cause::CauseKind;
use selaras::model::finding::{Finding, Severity};
use selaras::model::language::Language;
use selaras::model::limits::Limits;
use selaras::model::place::Place;
use selaras::model::rules;
use selaras::run::assignment::{Kept, Reach};
use selaras::run::chain::{AuditResult, Request, audit};
use selaras::run::inputs::Root;
use selaras::run::prepare::builtin_profiles;
use selaras::run::progress::Unwatched;
use selaras::run::reading::{Care, Reading};
use serde::Deserialize;

use crate::support::{project, run_pipeline};

/// The agencies of a region, as many as a large one has.
const AGENCIES: usize = 47;

fn number(name: &str, otherwise: usize) -> usize {
    let given = std::env::var(name).ok().and_then(|text| text.parse().ok());
    given.unwrap_or(otherwise)
}

/// Runs a region as a pipeline does.
fn run(region: &Region, with_registry: bool) -> AuditResult {
    let documents = ["renja", "dpa", "dppa", "realisasi", "nominatif-pegawai"];
    let registry = region.registry();
    let expectations = Expectations {
        agencies: if with_registry {
            agencies(&registry)
        } else {
            Vec::new()
        },
        documents: documents.map(str::to_owned).to_vec(),
        deadline: None,
    };
    let files = region.files.iter();
    let files = files.map(|file| (file.path.as_str(), file.bytes.as_slice()));
    run_files(files, expectations)
}

/// Runs files as a pipeline does.
fn run_files<'f>(
    files: impl Iterator<Item = (&'f str, &'f [u8])>,
    expectations: Expectations,
) -> AuditResult {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, bytes) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, bytes).expect("a file");
    }
    audit(&request(folder.path(), expectations), &Unwatched).expect("a run")
}

fn request(folder: &Path, expectations: Expectations) -> Request {
    Request {
        pipeline: Some("contoh".to_owned()),
        region: Some(made::REGION.to_owned()),
        year: Some(made::YEAR),
        roots: vec![Root {
            name: "masukan".to_owned(),
            disk: folder.to_owned(),
        }],
        skip: None,
        exclude: Vec::new(),
        profiles: builtin_profiles().expect("built-in profiles"),
        reconcile: Vec::new(),
        expectations,
        reach: Reach::AcrossDocuments,
        kept: Kept::Everything,
        off: Vec::new(),
        jobs: None,
        reading: Reading::InProcess,
        limits: Limits::default(),
        care: Care::Once,
        cache: None,
    }
}

/// Whether a finding tells a fault at its document.
fn tells(finding: &Finding, fault: &Fault) -> bool {
    let is_missing = fault.documents.is_empty();
    let is_there = finding
        .document
        .as_ref()
        .is_some_and(|document| fault.documents.contains(document));
    let is_owner = finding
        .facts
        .get("agency")
        .is_some_and(|agency| Agency::named(&fault.agency).fit(agency) > 0);
    let is_there = is_there || (is_missing && is_owner);
    is_there && fault.codes.contains(&finding.code)
}

fn words(finding: &Finding) -> String {
    let document = finding.document.as_deref().unwrap_or("-");
    let cell = finding.place.as_ref().map(|place| place.cell.to_string());
    let message = rules::message(finding, Language::En);
    format!(
        "{} {document} {} {message}",
        finding.code,
        cell.unwrap_or_default()
    )
}

#[test]
fn a_right_region_has_no_error() {
    for seed in 1..=number("REGIONS", 1) as u64 {
        for with_registry in [true, false].into_iter().take(number("REGIONS", 1).min(2)) {
            let region = made::region(seed, number("AGENCIES", AGENCIES), 1, Faults::None);
            let result = run(&region, with_registry);
            let findings = &result.report.findings;
            let errors = findings
                .iter()
                .filter(|finding| finding.severity == Severity::Error);
            let told: Vec<String> = errors.map(words).collect();
            assert!(
                told.is_empty(),
                "seed {seed}: {} errors {told:#?}",
                told.len()
            );
            let mut warnings: BTreeMap<&str, usize> = BTreeMap::new();
            for finding in findings
                .iter()
                .filter(|finding| finding.severity == Severity::Warning)
            {
                *warnings.entry(finding.code).or_default() += 1;
            }
            println!(
                "seed {seed}: {} files, no error, warnings {warnings:?}",
                region.files.len()
            );
            // Plans that were changed on purpose are the only warnings.
            assert!(
                warnings.keys().all(|code| *code == "C106"),
                "{warnings:?}: {:#?}",
                findings
                    .iter()
                    .filter(
                        |finding| finding.severity == Severity::Warning && finding.code != "C106"
                    )
                    .map(words)
                    .collect::<Vec<_>>()
            );
        }
    }
}

#[test]
fn faults_of_a_region_are_found_at_their_documents() {
    let (mut n_found, mut n_faults) = (0, 0);
    let mut by_kind: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    let mut n_errors = 0;
    let mut innocent: Vec<String> = Vec::new();
    for seed in 1..=number("REGIONS", 1) as u64 {
        let region = made::region(seed, number("AGENCIES", AGENCIES), 1, Faults::Some);
        let result = run(&region, seed % 2 == 0);
        for fault in &region.faults {
            let is_found = result
                .report
                .findings
                .iter()
                .any(|finding| tells(finding, fault));
            let count = by_kind.entry(fault.kind).or_default();
            count.1 += 1;
            n_faults += 1;
            if is_found {
                count.0 += 1;
                n_found += 1;
            } else {
                let folder = |path: Option<&str>| {
                    let folder = path.and_then(|path| path.split('/').next());
                    folder.unwrap_or_default().to_owned()
                };
                let own = folder(fault.documents.first().map(String::as_str));
                let findings = result.report.findings.iter();
                let near = findings.filter(|finding| folder(finding.document.as_deref()) == own);
                missed.push(format!(
                    "seed {seed} {fault:?}: {:#?}",
                    near.map(words).collect::<Vec<_>>()
                ));
            }
        }
        let known = agencies(&region.registry());
        let is_faulty = |name: &str| {
            let agency = resolve(&known, name).and_then(|idx| known.get(idx));
            agency.is_some_and(|agency| {
                region
                    .faults
                    .iter()
                    .any(|fault| fault.agency == agency.name)
            })
        };
        for finding in &result.report.findings {
            if finding.severity < Severity::Error {
                continue;
            }
            n_errors += 1;
            let path = finding.document.as_deref();
            let is_listed =
                |fault: &Fault| fault.documents.iter().any(|listed| path == Some(listed));
            if region.faults.iter().any(is_listed) {
                continue;
            }
            let folder = path.and_then(|path| path.split('/').next());
            let agency = folder.or_else(|| finding.facts.get("agency").map(String::as_str));
            if !agency.is_some_and(is_faulty) {
                innocent.push(format!("seed {seed}: {}", words(finding)));
            }
        }
    }
    println!("{n_found} of {n_faults} faults found, {n_errors} errors told; by kind {by_kind:?}");
    assert!(
        innocent.is_empty(),
        "agencies without a fault: {innocent:#?}"
    );
    assert!(
        n_found * 100 >= n_faults * 99,
        "{n_found} of {n_faults}: {missed:#?}"
    );
}

/// The faults listed beside the sample.
#[derive(Debug, Deserialize)]
struct Listed {
    kesalahan: Vec<Kesalahan>,
}

#[derive(Debug, Deserialize)]
struct Kesalahan {
    jenis: String,
    opd: String,
    dokumen: Vec<String>,
    kode: Vec<String>,
    /// Why, of a slip: causes that are as true.
    #[serde(default)]
    sebab: Vec<String>,
    sel: Option<String>,
}

impl Kesalahan {
    /// Whether a finding names the cell and the cause, where they are listed.
    fn is_named_by(&self, finding: &Finding) -> bool {
        let Some(wanted) = &self.sel else { return true };
        let is_there = |place: &Place| place.cell.to_string() == *wanted;
        let is_told = finding.place.as_ref().is_some_and(is_there);
        let mut causes = finding.causes.iter();
        causes.any(|cause| {
            self.sebab.iter().any(|name| name == cause.kind.name())
                && (is_told || is_there(&cause.place))
        })
    }
}

/// Every kind of cause that a finding may name: what the format knows, so that none is forgotten here.
fn causes_of_the_contract() -> Vec<String> {
    let unknown = serde_json::from_str::<CauseKind>("\"none\"").expect_err("no such cause");
    let said = unknown.to_string();
    let names: Vec<String> = said
        .split('`')
        .skip(3)
        .step_by(2)
        .map(str::to_owned)
        .collect();
    assert!(names.len() > 25, "{said}");
    names
}

/// The sample is what the example writes; `UPDATE=1` writes it again.
#[test]
fn the_sample_region_is_the_one_that_is_made() {
    let region = made::region(12, 8, 1, Faults::Every);
    let folder = project("samples/kabupaten-contoh-2023");
    let list = folder.join("temuan-diharapkan.toml");
    if std::env::var_os("UPDATE").is_some() {
        fs::remove_dir_all(&folder).expect("removed");
        for file in &region.files {
            let path = folder.join(&file.path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, &file.bytes).expect("written");
        }
        fs::write(&list, region.expected()).expect("written");
    }
    for file in &region.files {
        // A workbook's bytes are its writer's; the text of the others is ours.
        let path = folder.join(&file.path);
        assert!(path.is_file(), "{}", path.display());
        let ending = path.extension().and_then(|ending| ending.to_str());
        if ending == Some("csv") {
            let written = fs::read(&path).expect("a file");
            assert!(written == file.bytes, "{}", path.display());
        }
    }
    let listed = fs::read_to_string(list).expect("a list");
    assert!(
        listed == region.expected(),
        "run with UPDATE=1 and look at what changed"
    );
}

#[test]
fn the_sample_region_has_the_faults_listed_and_no_other_error() {
    let path = project("samples/kabupaten-contoh-2023/temuan-diharapkan.toml");
    let text = fs::read_to_string(path).expect("a list");
    let listed: Listed = toml::from_str(&text).expect("a list");
    let result = run_pipeline("kabupaten-contoh-2023", None);
    let tells = |finding: &Finding, fault: &Kesalahan| {
        let is_there = match &finding.document {
            Some(document) => fault.dokumen.contains(document),
            None => finding.facts.get("agency") == Some(&fault.opd),
        };
        is_there && fault.kode.iter().any(|code| code == finding.code)
    };
    let findings = &result.report.findings;
    for fault in &listed.kesalahan {
        let is_told = findings.iter().any(|finding| tells(finding, fault));
        assert!(is_told, "{} of {} is not told", fault.jenis, fault.opd);
        let told = || findings.iter().filter(|finding| tells(finding, fault));
        let is_named = told().any(|finding| fault.is_named_by(finding));
        assert!(
            is_named,
            "{:?} is told otherwise: {:#?}",
            fault,
            told()
                .map(|finding| (words(finding), &finding.causes))
                .collect::<Vec<_>>()
        );
    }
    let causes = || findings.iter().flat_map(|finding| &finding.causes);
    for name in causes_of_the_contract() {
        let is_shown = causes().any(|cause| cause.kind.name() == name);
        assert!(is_shown, "{name} is in no finding of the sample");
        let mut faults = listed.kesalahan.iter();
        let is_listed = faults.any(|fault| fault.sebab.contains(&name));
        assert!(is_listed, "{name} is the cause of no fault that is listed");
    }
    let errors = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    let others: Vec<String> = errors
        .filter(|finding| !listed.kesalahan.iter().any(|fault| tells(finding, fault)))
        .map(words)
        .collect();
    for finding in findings {
        println!("{} {}", finding.severity.name(), words(finding));
    }
    assert!(others.is_empty(), "{others:#?}");
}
