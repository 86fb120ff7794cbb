//! Builds a workbook cell by cell, the same for every format: counts, bounds, shares texts, and
//! turns what cannot be read into findings about one cell.

mod sheet;
mod stored;

pub(super) use sheet::{MAX_COL, MAX_ROW, SheetBuilder};
pub(super) use stored::{CellStyle, Stored};

use std::collections::HashSet;
use std::sync::Arc;

use super::fault::Fault;
use crate::model::cells::Cells;
use crate::model::finding::Finding;
use crate::model::grid::{Area, DefinedName, Workbook};
use crate::model::limits::{Limit, Limits};

/// Most merged areas, hidden spans, comments or names kept of a sheet or workbook.
const MAX_EXTRAS: usize = 200_000;

/// A workbook being read.
pub(super) struct WorkbookBuilder<'a> {
    /// Path of the document, for findings.
    pub(super) document: &'a str,
    /// The bounds of reading.
    pub(super) limits: &'a Limits,
    texts: HashSet<Arc<str>>,
    /// Names of the sheets.
    names: HashSet<Arc<str>>,
    n_cells: u64,
    workbook: Workbook,
    findings: Vec<Finding>,
    /// Names beyond the most that are kept.
    n_dropped_names: u64,
    /// Cells of sheets that were read to their end.
    n_kept: u64,
}

impl<'a> WorkbookBuilder<'a> {
    pub(super) fn new(document: &'a str, limits: &'a Limits) -> Self {
        Self {
            document,
            limits,
            texts: HashSet::new(),
            names: HashSet::new(),
            n_cells: 0,
            workbook: Workbook::default(),
            findings: Vec::new(),
            n_dropped_names: 0,
            n_kept: 0,
        }
    }

    /// Says that day numbers count from 1904. Comes before the sheets.
    pub(super) fn count_from_1904(&mut self) {
        self.workbook.counts_from_1904 = true;
    }

    /// Keeps a defined name.
    pub(super) fn name(&mut self, name: DefinedName) {
        if self.workbook.names.len() < MAX_EXTRAS {
            self.workbook.names.push(name);
        } else {
            self.n_dropped_names += 1;
        }
    }

    /// The area with filter buttons of a sheet that has been read, for formats that tell it later.
    pub(super) fn filter(&mut self, sheet: &str, area: Area) {
        let named = self.workbook.sheets.iter_mut();
        if let Some(grid) = named.into_iter().find(|grid| &*grid.name == sheet) {
            grid.filter = Some(area);
        }
    }

    /// Adds a finding about the whole file that does not stop its reading.
    pub(super) fn find(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Reads one sheet. When `read` fails, the sheet's cells are dropped, a finding says why, and
    /// the next sheet can be read; only a limit of the whole workbook is passed on.
    pub(super) fn sheet(
        &mut self,
        name: &str,
        hidden: bool,
        read: impl FnOnce(&mut SheetBuilder<'_, 'a>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        if self.workbook.sheets.len() as u64 >= self.limits.get(Limit::Sheets) {
            return Err(Fault::Limit(Limit::Sheets));
        }
        let name = self.own_name(name);
        let mut sheet = SheetBuilder::begin(self, name.clone(), hidden);
        let result = read(&mut sheet);
        let mut grid = sheet.finish();
        let passed_on = match result {
            Ok(()) => {
                self.n_kept += grid.cells.len() as u64;
                Ok(())
            }
            Err(fault) => {
                grid.tally.refused = grid.tally.stored - grid.tally.blank;
                grid.cells = Cells::default();
                grid.is_incomplete = true;
                let finding = fault.about_sheet(self.document, &name, self.limits);
                self.findings.push(finding);
                match fault {
                    Fault::Limit(Limit::Cells | Limit::InflatedBytes) => Err(fault),
                    _ => Ok(()),
                }
            }
        };
        self.workbook.sheets.push(grid);
        passed_on
    }

    /// The name of a new sheet. A sheet that bears another's name is numbered, and told: their
    /// cells must not be taken for each other's.
    fn own_name(&mut self, name: &str) -> Arc<str> {
        let own: Arc<str> = name.into();
        if self.names.insert(own.clone()) {
            return own;
        }
        let mut number = 2u32;
        let own: Arc<str> = loop {
            let own: Arc<str> = format!("{name} ({number})").into();
            if self.names.insert(own.clone()) {
                break own;
            }
            number += 1;
        };
        let fault = Fault::damaged(
            format!("lembar lain juga bernama \"{name}\"; lembar ini disebut \"{own}\""),
            format!("another sheet is named \"{name}\" too; this one is called \"{own}\""),
        );
        let finding = fault.about_sheet(self.document, &own, self.limits);
        self.findings.push(finding);
        own
    }

    /// A sheet that cannot be opened at all.
    pub(super) fn lost_sheet(
        &mut self,
        name: &str,
        hidden: bool,
        fault: Fault,
    ) -> Result<(), Fault> {
        self.sheet(name, hidden, |_| Err(fault))
    }

    /// A text shared by all cells that hold it.
    pub(super) fn share(&mut self, text: &str) -> Arc<str> {
        if let Some(shared) = self.texts.get(text) {
            return shared.clone();
        }
        let shared: Arc<str> = text.into();
        self.texts.insert(shared.clone());
        shared
    }

    /// Whether no sheet holds anything.
    pub(super) fn is_empty(&self) -> bool {
        self.n_kept == 0
    }

    /// The workbook and what was found wrong with it.
    pub(super) fn finish(mut self) -> (Workbook, Vec<Finding>) {
        if self.n_dropped_names > 0 {
            let n_dropped = self.n_dropped_names;
            let fault = Fault::damaged(
                format!("{n_dropped} nama tidak dibaca karena terlalu banyak"),
                format!("{n_dropped} names are too many and are not read"),
            );
            let first = self.workbook.sheets.first();
            let finding = match first {
                Some(sheet) => fault.about_sheet(self.document, &sheet.name, self.limits),
                None => fault.about_file(self.document, self.limits),
            };
            self.findings.push(finding);
        }
        (self.workbook, self.findings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::grid::Tally;
    use crate::model::grid::{Cell, Style};
    use crate::model::place::CellRef;

    #[test]
    fn every_stored_cell_is_kept_blank_or_refused() {
        let limits = Limits::default();
        let mut book = WorkbookBuilder::new("a.xlsx", &limits);
        let plain = CellStyle::default();
        let date = CellStyle::of(Style {
            format: Some("dd/mm/yyyy".into()),
            ..Style::default()
        });
        book.sheet("S", false, |sheet| {
            sheet.put(CellRef::new(1, 1), Stored::Number("2.50"), None, &plain)?;
            sheet.put(CellRef::new(0, 0), Stored::Text("a"), None, &plain)?;
            sheet.put(CellRef::new(0, 1), Stored::Text("  "), None, &plain)?;
            sheet.put(CellRef::new(0, 2), Stored::Number("NaN"), None, &plain)?;
            sheet.put(CellRef::new(0, 0), Stored::Text("b"), None, &plain)?;
            sheet.put(CellRef::new(0, 3), Stored::Number("45292"), None, &date)?;
            sheet.put(
                CellRef::new(0, 4),
                Stored::NoCachedValue,
                Some("A1"),
                &plain,
            )?;
            sheet.put(CellRef::new(2_000_000, 4), Stored::Bool(true), None, &plain)?;
            sheet.misplaced("A0");
            Ok(())
        })
        .expect("a sheet");
        let (workbook, findings) = book.finish();
        let grid = &workbook.sheets[0];
        assert_eq!(grid.cells.len(), 4);
        assert_eq!(
            grid.tally,
            Tally {
                stored: 9,
                blank: 1,
                refused: 4
            }
        );
        assert_eq!(
            grid.tally.stored,
            grid.cells.len() as u64 + grid.tally.blank + grid.tally.refused
        );
        assert_eq!(findings.len(), 4);
        assert!(grid.is_incomplete);
        assert_eq!(
            grid.cell(0, 3).map(Cell::raw).as_deref(),
            Some("2024-01-01")
        );
        assert_eq!(grid.cell(1, 1).map(Cell::raw).as_deref(), Some("2.50"));
    }

    #[test]
    fn sheets_of_one_name_stay_two() {
        let limits = Limits::default();
        let mut book = WorkbookBuilder::new("a.xlsx", &limits);
        let plain = CellStyle::default();
        for number in ["1", "2", "3"] {
            book.sheet("S", false, |sheet| {
                sheet.put(CellRef::new(0, 0), Stored::Number(number), None, &plain)
            })
            .expect("a sheet");
        }
        let (workbook, findings) = book.finish();
        let sheets: Vec<(&str, Option<String>)> = workbook
            .sheets
            .iter()
            .map(|grid| (&*grid.name, grid.cell(0, 0).map(Cell::raw)))
            .collect();
        let one = |name, number: &str| (name, Some(number.to_owned()));
        assert_eq!(
            sheets,
            [one("S", "1"), one("S (2)", "2"), one("S (3)", "3")]
        );
        let told: Vec<_> = findings.iter().map(|one| one.sheet.as_deref()).collect();
        assert_eq!(told, [Some("S (2)"), Some("S (3)")]);
    }

    #[test]
    fn names_that_are_too_many_are_told() {
        let limits = Limits::default();
        let mut book = WorkbookBuilder::new("a.xlsb", &limits);
        let name = DefinedName {
            name: "Total".to_owned(),
            sheet: None,
            refers_to: "S!$A$1".to_owned(),
        };
        for _ in 0..MAX_EXTRAS + 2 {
            book.name(name.clone());
        }
        book.sheet("S", false, |_| Ok(())).expect("a sheet");
        let (workbook, findings) = book.finish();
        assert_eq!(workbook.names.len(), MAX_EXTRAS);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].code, "R004");
        assert!(findings[0].facts["reason"].starts_with("2 nama"));
    }
}
