//! What the tests share: running audits in this process, the program as a process, and places.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use selaras::config::builtin;
use selaras::config::expectations::Expectations;
use selaras::model::finding::Finding;
use selaras::model::limits::Limits;
use selaras::run::chain::{AuditResult, Kept, Reach, Request, audit};
use selaras::run::inputs::Root;
use selaras::run::prepare::{builtin_profiles, prepare};
use selaras::run::progress::Unwatched;
use selaras::run::reading::{Care, Reading};

/// A path inside the project.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Audits a folder or file as `selaras audit` does, but in this process.
pub(crate) fn audit_path(path: &Path) -> AuditResult {
    audit(&request_for(path), &Unwatched).expect("an audit")
}

/// The request for that.
pub(crate) fn request_for(path: &Path) -> Request {
    Request {
        pipeline: None,
        region: None,
        year: None,
        roots: vec![Root {
            name: path.display().to_string(),
            disk: path.to_owned(),
        }],
        skip: None,
        exclude: Vec::new(),
        profiles: builtin_profiles().expect("built-in profiles"),
        reconcile: builtin::reconciliations(),
        expectations: Expectations::default(),
        reach: Reach::WithinDocument,
        kept: Kept::Everything,
        off: Vec::new(),
        jobs: None,
        reading: Reading::InProcess,
        limits: Limits::default(),
        care: Care::Once,
        cache: None,
    }
}

/// Runs a pipeline of the project as `selaras run` does, without writing.
pub(crate) fn run_pipeline(name: &str, input: Option<&Path>) -> AuditResult {
    let inputs: Vec<PathBuf> = input.into_iter().map(Path::to_owned).collect();
    let prepared =
        prepare(&project(&format!("pipelines/{name}.toml")), &inputs).expect("a pipeline");
    let request = Request {
        pipeline: Some(prepared.pipeline.name),
        region: Some(prepared.pipeline.region),
        year: Some(prepared.pipeline.year),
        roots: prepared.roots,
        skip: None,
        exclude: prepared.pipeline.exclude,
        profiles: prepared.profiles,
        reconcile: prepared.pipeline.reconcile,
        expectations: prepared.expectations,
        reach: Reach::AcrossDocuments,
        kept: Kept::Everything,
        off: prepared.pipeline.checks.off,
        jobs: None,
        reading: Reading::InProcess,
        limits: Limits::default(),
        care: Care::Once,
        cache: None,
    };
    audit(&request, &Unwatched).expect("a run")
}

/// Audits one CSV text.
pub(crate) fn audit_csv(text: &str) -> AuditResult {
    audit_bytes("lembar.csv", text.as_bytes())
}

/// Audits the bytes of one file.
pub(crate) fn audit_bytes(name: &str, bytes: &[u8]) -> AuditResult {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    audit_path(&path)
}

/// The program, as a process, in a folder.
pub(crate) fn selaras(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_selaras"))
        .current_dir(folder)
        .args(args)
        .env("NO_COLOR", "1")
        .output()
        .expect("the program starts")
}

/// Sheet and cell of a finding, for messages.
pub(crate) fn at(finding: &Finding) -> String {
    let sheet = finding.sheet.as_deref().unwrap_or("-");
    let cell = finding
        .place
        .as_ref()
        .map_or_else(|| "-".to_owned(), |place| place.cell.to_string());
    format!("{} {sheet}!{cell}", finding.code)
}

/// All files below a folder, in order.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}
