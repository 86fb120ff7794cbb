//! Small packages made in memory, at least one for each promise of the reader.

mod cells;
mod hostile;
mod parts;

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::super::builder::WorkbookBuilder;
use super::super::fault::Fault;
use crate::model::finding::Finding;
use crate::model::grid::{Cell, Content, Grid, Workbook};
use crate::model::limits::Limits;
use crate::model::place::CellRef;

const TYPES: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// Parts of a package by their names.
#[derive(Clone)]
struct Parts(Vec<(String, Vec<u8>)>);

impl Parts {
    /// A workbook of one sheet named `S` whose `sheetData` holds `rows`.
    fn of_rows(rows: &str) -> Self {
        Self::of_sheet(&format!("<sheetData>{rows}</sheetData>"))
    }

    /// A workbook of one sheet named `S` with this inside it.
    fn of_sheet(inside: &str) -> Self {
        let relations = relations(&[("rId1", "worksheet", "worksheets/sheet1.xml")]);
        Self(Vec::new())
            .with("[Content_Types].xml", "<Types/>")
            .with(
                "_rels/.rels",
                self::relations(&[("rId1", "officeDocument", "xl/workbook.xml")]),
            )
            .with(
                "xl/workbook.xml",
                "<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
            )
            .with("xl/_rels/workbook.xml.rels", &relations)
            .with(
                "xl/worksheets/sheet1.xml",
                format!("<worksheet>{inside}</worksheet>"),
            )
    }

    /// With a part added or replaced.
    fn with(mut self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.0.retain(|(other, _)| other != name);
        self.0.push((name.to_owned(), content.as_ref().to_vec()));
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.0.retain(|(other, _)| other != name);
        self
    }

    fn zip(&self) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.0 {
            writer
                .start_file(name.as_str(), SimpleFileOptions::default())
                .expect("a part");
            writer.write_all(content).expect("its bytes");
        }
        writer.finish().expect("a package").into_inner()
    }

    /// The workbook read from it, which must be readable.
    fn read(&self) -> (Workbook, Vec<Finding>) {
        let (result, workbook, findings) = read(&self.zip(), &Limits::default());
        assert_eq!(result, Ok(()));
        for grid in &workbook.sheets {
            check_tally(grid);
        }
        (workbook, findings)
    }

    /// Its first sheet, and the findings as text.
    fn grid(&self) -> (Grid, Vec<String>) {
        let (mut workbook, findings) = self.read();
        (
            workbook.sheets.remove(0),
            findings.iter().map(told).collect(),
        )
    }
}

fn relations(rows: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        format!("<Relationship Id=\"{id}\" Type=\"{TYPES}/{kind}\" Target=\"{target}\"/>")
    };
    let rows = rows.iter().map(one).collect::<Vec<_>>().concat();
    format!("<Relationships>{rows}</Relationships>")
}

fn read(bytes: &[u8], limits: &Limits) -> (Result<(), Fault>, Workbook, Vec<Finding>) {
    let mut book = WorkbookBuilder::new("a.xlsx", limits);
    let result = super::read(bytes, &mut book);
    let (workbook, findings) = book.finish();
    (result, workbook, findings)
}

/// Every stored cell is kept, blank or refused.
fn check_tally(grid: &Grid) {
    let tally = grid.tally;
    let n_kept = grid.cells.len() as u64;
    assert_eq!(
        tally.stored,
        n_kept + tally.blank + tally.refused,
        "{tally:?}"
    );
}

/// A finding as `R007 B2: reason`.
fn told(finding: &Finding) -> String {
    let place = finding.place.as_ref().map(|place| place.cell.to_string());
    let fact = |name| finding.facts.get(name).cloned().unwrap_or_default();
    let (limit, reason) = (fact("limit"), fact("reason_en"));
    format!(
        "{} {}: {limit}{reason}",
        finding.code,
        place.unwrap_or_default()
    )
}

/// The cells of a sheet as text: `A1 5`, `A2 "words"`, `A3 5 =B1`.
fn shown(grid: &Grid) -> Vec<String> {
    let one = |(at, cell): (&CellRef, &Cell)| {
        let value = match &cell.content {
            Content::Text(text) => format!("{text:?}"),
            Content::Number(_) => cell.stored().map_or(cell.raw(), str::to_owned),
            Content::NoCachedValue => "?".to_owned(),
            Content::Bool(_) | Content::Date(_) | Content::Error(_) => cell.raw(),
        };
        match cell.formula() {
            Some(formula) => format!("{at} {value} ={formula}"),
            None => format!("{at} {value}"),
        }
    };
    grid.cells.iter().map(one).collect()
}
