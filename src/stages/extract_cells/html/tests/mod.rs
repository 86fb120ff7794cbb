//! Pages as programs write them, read as grids.

mod excel;
mod hostile;
mod libreoffice;
mod tables;

use super::*;
use crate::model::finding::Finding;
use crate::model::grid::{Cell, Content, Grid, Workbook};
use crate::model::limits::Limits;

/// Reads a page; the counts of its sheets must prove that no cell was lost.
fn page(text: &str) -> Result<(Workbook, Vec<Finding>), Fault> {
    page_of(text.as_bytes())
}

fn page_of(bytes: &[u8]) -> Result<(Workbook, Vec<Finding>), Fault> {
    let limits = Limits::default();
    let mut book = WorkbookBuilder::new("dinas/rekap.xls", &limits);
    read_page(bytes, &mut book)?;
    Ok(checked(book))
}

fn mime_of(bytes: &[u8]) -> Result<(Workbook, Vec<Finding>), Fault> {
    let limits = Limits::default();
    let mut book = WorkbookBuilder::new("dinas/rekap.xls", &limits);
    read_mime(bytes, &mut book)?;
    Ok(checked(book))
}

fn checked(book: WorkbookBuilder<'_>) -> (Workbook, Vec<Finding>) {
    let (workbook, findings) = book.finish();
    for grid in &workbook.sheets {
        let tally = grid.tally;
        let kept = grid.cells.len() as u64;
        assert_eq!(tally.stored, kept + tally.blank + tally.refused);
    }
    (workbook, findings)
}

/// The only sheet of a sound page.
fn grid(text: &str) -> Grid {
    let (mut workbook, findings) = page(text).expect("a page");
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(workbook.sheets.len(), 1);
    workbook.sheets.remove(0)
}

/// The cells of a grid as `A1=text`.
fn cells(grid: &Grid) -> Vec<String> {
    let shown = |cell: &Cell| match &cell.content {
        Content::Text(text) => text.replace('\n', "/"),
        Content::Number(number) => format!("#{number}"),
        Content::Date(date) => format!("@{date}"),
        Content::Bool(yes) => format!("?{yes}"),
        Content::Error(error) => format!("!{error}"),
        Content::NoCachedValue => "none".to_owned(),
    };
    grid.cells
        .iter()
        .map(|(at, cell)| format!("{at}={}", shown(cell)))
        .collect()
}

fn merges(grid: &Grid) -> Vec<String> {
    grid.merges
        .iter()
        .map(|area| format!("{}:{}", area.first, area.last))
        .collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(cells(&grid(text)), expected, "{text}");
}

/// What a refused page is, in English.
fn refused(text: &str) -> String {
    match page(text) {
        Err(Fault::Refused { format, .. }) => format.en,
        other => panic!("{other:?}"),
    }
}
