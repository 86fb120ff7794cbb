//! What must hold of every file, however broken: nothing is lost in silence, nothing lies outside a
//! sheet, every finding can be told.

use crate::model::audited::Audited;
use crate::model::extraction::Extracted;
use crate::model::grid::{Content, Grid};
use crate::model::language::Language;
use crate::model::limits::{Limit, Limits};
use crate::model::rules;
use crate::run::workers;
use crate::stages::extract_cells::{extract_cells, read_again};

/// Rows and columns of the largest sheet.
const ROWS: u32 = 1_048_576;
const COLS: u32 = 16_384;

/// Limits so low that going beyond them is tried often and costs little.
fn limits() -> Limits {
    let mut limits = Limits::default();
    for (limit, value) in [
        (Limit::FileBytes, 4 << 20),
        (Limit::Parts, 200),
        (Limit::InflatedBytes, 16 << 20),
        (Limit::Cells, 20_000),
        (Limit::Sheets, 40),
        (Limit::Nesting, 64),
        (Limit::Members, 20),
    ] {
        limits.set(limit, value);
    }
    limits
}

/// Reads a file and checks whatever came of it.
pub fn read(bytes: &[u8], path: &str) {
    let limits = limits();
    let mut n_workbooks = 0;
    extract_cells(bytes, path, &limits, &mut |extracted| {
        n_workbooks += 1;
        check(&extracted, &limits);
    });
    assert!(n_workbooks > 0, "nothing was said of the file");
}

/// Reads a file with both readers: the second adds findings at most.
pub fn read_twice(bytes: &[u8], path: &str) {
    let limits = limits();
    extract_cells(bytes, path, &limits, &mut |mut extracted| {
        read_again(bytes, path, &mut extracted);
        check(&extracted, &limits);
    });
}

/// Takes over frames of any content, then what an honest process sends of the bytes as a text.
pub fn take_over(bytes: &[u8]) {
    let limits = limits();
    let mut rest = bytes;
    let contents = std::iter::from_fn(|| {
        let (length, behind) = rest.split_first_chunk::<2>()?;
        let length = usize::from(u16::from_le_bytes(*length)).min(behind.len());
        let (content, behind) = behind.split_at(length);
        rest = behind;
        Some(content)
    });
    let pipe = workers::frames(contents);
    let mut n_documents = 0;
    workers::take_over(&pipe, "masukan.csv", &limits, &mut |extracted, audited| {
        n_documents += 1;
        check_taken(&extracted, &limits);
        if let Some(audited) = audited {
            check_audited(&audited);
        }
    });
    assert!(n_documents > 0, "nothing was said of the file");
    extract_cells(bytes, "masukan.csv", &limits, &mut |extracted| {
        if extracted.member.is_some() {
            return;
        }
        let mut n_same = 0;
        workers::take_over(&workers::sent(&extracted), "masukan.csv", &limits, &mut |taken, _| {
            assert_eq!(taken.workbook, extracted.workbook);
            assert_eq!(taken.findings.len(), extracted.findings.len());
            n_same += 1;
        });
        assert_eq!(n_same, 1);
    });
}

/// What even a process that lies cannot bring about.
fn check_taken(extracted: &Extracted, limits: &Limits) {
    let sheets = &extracted.workbook.sheets;
    let n_cells: u64 = sheets.iter().map(|sheet| sheet.cells.len() as u64).sum();
    assert!(n_cells <= limits.get(Limit::Cells));
    for sheet in sheets {
        check_cells(sheet, limits);
    }
    check_findings(extracted);
}

/// The same of what an audit is said to have made: the lines of records can be walked.
fn check_audited(audited: &Audited) {
    assert_eq!(&*audited.summary.path, "masukan.csv");
    for set in &audited.records {
        assert_eq!(&*set.on.file, "masukan.csv");
        for line in &set.lines {
            assert!(line.row_idx < set.typed.table.rows.len());
            let parents = std::iter::successors(line.parent, |idx| set.lines[*idx].parent);
            assert!(parents.take(set.lines.len() + 1).count() <= set.lines.len());
        }
    }
    for finding in &audited.findings {
        let document = finding.document.as_deref();
        assert!(document.is_none_or(|document| document == "masukan.csv"));
    }
}

fn check(extracted: &Extracted, limits: &Limits) {
    let mut n_cells = 0;
    for sheet in &extracted.workbook.sheets {
        check_sheet(sheet, limits);
        n_cells += sheet.cells.len() as u64;
        let is_told = sheet.tally.refused == 0 || !extracted.findings.is_empty();
        assert!(is_told, "cells were refused and nobody says so");
    }
    assert!(n_cells <= limits.get(Limit::Cells));
    assert!(extracted.workbook.sheets.len() as u64 <= limits.get(Limit::Sheets));
    assert!(
        n_cells > 0 || !extracted.findings.is_empty() || extracted.is_passed_over,
        "a file without cells is told"
    );
    check_findings(extracted);
}

fn check_findings(extracted: &Extracted) {
    for finding in &extracted.findings {
        assert!(rules::rule(finding.code).is_some(), "{}", finding.code);
        for language in [Language::Id, Language::En] {
            assert!(!rules::message(finding, language).is_empty());
        }
    }
}

fn check_sheet(sheet: &Grid, limits: &Limits) {
    let tally = sheet.tally;
    assert_eq!(
        tally.stored,
        sheet.cells.len() as u64 + tally.blank + tally.refused,
        "a cell was lost in silence: {tally:?}, {} kept",
        sheet.cells.len()
    );
    assert!(tally.refused == 0 || sheet.is_incomplete);
    check_cells(sheet, limits);
}

fn check_cells(sheet: &Grid, limits: &Limits) {
    for (at, cell) in &sheet.cells {
        assert!(
            at.row < ROWS && at.col < COLS,
            "{at:?} lies outside the sheet"
        );
        if let Content::Text(text) = &cell.content {
            assert!(!text.trim().is_empty(), "a blank is no text");
            assert!(text.chars().count() as u64 <= limits.get(Limit::TextLetters));
        }
    }
    let is_apart = |pair: &[crate::model::grid::Area]| match pair {
        [before, after] => before.first < after.first,
        _ => true,
    };
    assert!(sheet.merges.windows(2).all(is_apart), "merges out of order");
}
