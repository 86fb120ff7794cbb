//! Small sheets as data: those in `tests/golden/benar` are right and must stay without a finding of
//! severity error; those in `tests/golden/salah` are named `CODE-CELL-what.csv` after the finding that
//! they must have.

use std::fs;
use std::path::{Path, PathBuf};

use selaras::model::finding::Severity;

use crate::support::{at, audit_path, project};

fn sheets(folder: &str) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(project(folder))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .expect("a name")
        .to_string_lossy()
        .into_owned()
}

#[test]
fn right_sheets_have_no_error() {
    let sheets = sheets("tests/golden/benar");
    assert!(sheets.len() >= 30);
    for path in sheets {
        let result = audit_path(&path);
        let errors: Vec<String> = result
            .report
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(at)
            .collect();
        assert!(errors.is_empty(), "{}: {errors:?}", stem(&path));
    }
}

#[test]
fn wrong_sheets_have_the_finding_they_are_named_after() {
    for path in sheets("tests/golden/salah") {
        let name = stem(&path);
        let mut parts = name.splitn(3, '-');
        let (code, cell) = (parts.next().expect("a code"), parts.next().expect("a cell"));
        let result = audit_path(&path);
        let told: Vec<String> = result.report.findings.iter().map(at).collect();
        let wanted = format!("{code} {name}!{cell}");
        assert!(told.contains(&wanted), "{name}: {told:?}");
        // Whoever reads it is told whose figure it is.
        let nameless: Vec<String> = result
            .report
            .findings
            .iter()
            .filter(|finding| finding.severity > Severity::Info && finding.code.starts_with("A1"))
            // The whole of a column has no row of its own.
            .filter(|finding| finding.code != "A107")
            .filter(|finding| finding.facts.get("label").is_none_or(String::is_empty))
            .map(at)
            .collect();
        assert!(nameless.is_empty(), "{name}: {nameless:?}");
        // One fault is one finding.
        let n_errors = result
            .report
            .findings
            .iter()
            .filter(|finding| finding.severity > Severity::Info)
            .count();
        assert_eq!(n_errors, 1, "{name}: {told:?}");
    }
}
