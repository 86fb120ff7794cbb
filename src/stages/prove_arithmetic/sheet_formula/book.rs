//! A workbook ready to be calculated: its sheets by their columns, its names, its formulas each parsed
//! once a form. Never changes a cell.

use std::cell::{Cell as Counter, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::columns::{Column, Sheet};
use super::reference::Reference;
use super::syntax::{Expression, NotRead, parse};
use super::tokens::tokens;
use super::value::{Doubt, Number, Value};
use crate::model::cells::Placed;
use crate::model::grid::{Area, Cell, Content, Workbook};
use crate::model::place::{CellRef, Place};

/// Cells that the formulas of a workbook may look at one by one, beside running sums.
const MAX_LOOKS: u64 = 30_000_000;

/// A cell of the workbook: sheet and position.
pub(super) type At = (usize, CellRef);

/// An area of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    pub(super) sheet: usize,
    pub(super) area: Area,
}

impl Range {
    /// The cell that it is, if it is only one.
    pub(super) fn only(&self) -> Option<At> {
        (self.area.first == self.area.last).then_some((self.sheet, self.area.first))
    }
}

/// A workbook ready to be calculated.
pub(super) struct Book<'a> {
    pub(super) sheets: Vec<Sheet<'a>>,
    by_name: BTreeMap<String, usize>,
    names: BTreeMap<(Option<usize>, Box<str>), Result<Expression, NotRead>>,
    /// The different formulas.
    shapes: Vec<Result<Expression, NotRead>>,
    /// The first cell of each.
    firsts: Vec<At>,
    /// Every cell with a formula and the number of its shape, by sheet and place.
    pub(super) formulas: BTreeMap<At, usize>,
    looks_left: Counter<u64>,
    /// Times that an area was not walked, since too many cells had been looked at.
    n_refused: Counter<usize>,
    /// Values calculated for cells that have none, as ranges see them.
    calculated: BTreeMap<At, Value>,
    /// Those calculated since, which only single references see.
    fresh: RefCell<BTreeMap<At, Value>>,
}

/// The sum and counts of an area.
pub(super) struct Added {
    pub(super) sum: Option<Number>,
    pub(super) n_numbers: u64,
    pub(super) n_filled: u64,
    /// Errors, dates and cells without value.
    pub(super) n_odd: u64,
}

impl<'a> Book<'a> {
    pub(super) fn new(workbook: &'a Workbook) -> Self {
        let sheets: Vec<Sheet<'a>> = workbook.sheets.iter().map(Sheet::new).collect();
        let names = workbook.sheets.iter().enumerate();
        let mut book = Self {
            sheets,
            by_name: names
                .rev()
                .map(|(idx, grid)| (grid.name.to_lowercase(), idx))
                .collect(),
            names: BTreeMap::new(),
            shapes: Vec::new(),
            firsts: Vec::new(),
            n_refused: Counter::new(0),
            formulas: BTreeMap::new(),
            looks_left: Counter::new(MAX_LOOKS),
            calculated: BTreeMap::new(),
            fresh: RefCell::default(),
        };
        book.read_names(workbook);
        book.read_formulas();
        book
    }

    fn read_names(&mut self, workbook: &Workbook) {
        for defined in &workbook.names {
            let sheet = match &defined.sheet {
                Some(name) => match self.sheet_named(name) {
                    Some(sheet) => Some(sheet),
                    None => continue,
                },
                None => None,
            };
            let (tokens, _) = tokens(&defined.refers_to, CellRef::new(0, 0));
            // What a relative name means depends on the cell where it was defined.
            let read = parse(&tokens).and_then(|expression| {
                let is_fixed = expression
                    .references()
                    .iter()
                    .all(|reference| reference.is_fixed());
                is_fixed
                    .then_some(expression)
                    .ok_or(NotRead::Foreign("name"))
            });
            let key = (sheet, defined.name.to_lowercase().into_boxed_str());
            self.names.insert(key, read);
        }
    }

    fn read_formulas(&mut self) {
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut formulas = Vec::new();
        for (sheet_idx, sheet) in self.sheets.iter().enumerate() {
            for (at, cell) in &sheet.grid.cells {
                let Some(text) = cell.formula().filter(|text| !text.is_empty()) else {
                    continue;
                };
                let (tokens, key) = tokens(text, *at);
                let next = self.shapes.len();
                let shape = *known.entry(key).or_insert(next);
                if shape == next {
                    self.shapes.push(parse(&tokens));
                    self.firsts.push((sheet_idx, *at));
                }
                formulas.push(((sheet_idx, *at), shape));
            }
        }
        self.formulas = formulas.into_iter().collect();
    }

    /// The tree of a shape.
    pub(super) fn shape(&self, shape: usize) -> Result<&Expression, Doubt> {
        match self.shapes.get(shape) {
            Some(read) => tree(read),
            None => Err(Doubt::Syntax("")),
        }
    }

    /// The tree of a cell's formula.
    pub(super) fn formula(&self, at: At) -> Option<Result<&Expression, Doubt>> {
        self.formulas.get(&at).map(|&shape| self.shape(shape))
    }

    /// The formula of a cell as written, with its `=`.
    pub(super) fn text(&self, at: At) -> String {
        let formula = self.cell(at).and_then(|cell| cell.formula());
        let shown: String = formula.unwrap_or_default().chars().take(120).collect();
        format!("={shown}")
    }

    /// The formula of the first cell of a shape, as written, with its `=`.
    pub(super) fn text_of_shape(&self, shape: usize) -> Option<String> {
        self.firsts.get(shape).map(|&at| self.text(at))
    }

    /// Times that an area was not walked.
    pub(super) fn n_refused(&self) -> usize {
        self.n_refused.get()
    }

    pub(super) fn sheet_named(&self, name: &str) -> Option<usize> {
        self.by_name.get(&name.to_lowercase()).copied()
    }

    pub(super) fn sheet(&self, idx: usize) -> Option<&Sheet<'a>> {
        self.sheets.get(idx)
    }

    pub(super) fn cell(&self, at: At) -> Option<&'a Cell> {
        self.sheets.get(at.0)?.grid.cells.get(&at.1)
    }

    /// The number that a cell stores.
    pub(super) fn stored(&self, at: At) -> Option<Decimal> {
        match self.cell(at)?.content {
            Content::Number(number) => Some(number),
            _ => None,
        }
    }

    pub(super) fn value(&self, at: At) -> Value {
        let Some(cell) = self.cell(at) else {
            return Value::Blank;
        };
        if cell.content == Content::NoCachedValue
            && let Some(value) = self.value_calculated(at)
        {
            return value;
        }
        Value::of_cell(cell)
    }

    fn value_calculated(&self, at: At) -> Option<Value> {
        let fresh = self.fresh.borrow().get(&at).cloned();
        fresh.or_else(|| self.calculated.get(&at).cloned())
    }

    /// Takes a value for a cell that has none; single references see it at once.
    pub(super) fn calculate(&self, at: At, value: Value) {
        self.fresh.borrow_mut().insert(at, value);
    }

    /// Adds the columns up again, with the values taken.
    pub(super) fn recount(&mut self) {
        self.calculated.append(self.fresh.get_mut());
        for sheet in &mut self.sheets {
            sheet.columns.iter_mut().for_each(Column::forget);
        }
    }

    /// The values taken.
    pub(super) fn into_calculated(mut self) -> BTreeMap<At, Value> {
        self.calculated.append(self.fresh.get_mut());
        self.calculated
    }

    /// What a name stands for, seen from a sheet.
    pub(super) fn name(
        &self,
        sheet: Option<&str>,
        own: usize,
        name: &str,
    ) -> Option<Result<&Expression, Doubt>> {
        let of_sheet = match sheet {
            Some(sheet) => self.sheet_named(sheet)?,
            None => own,
        };
        let found = self
            .names
            .get(&(Some(of_sheet), name.into()))
            .or_else(|| self.names.get(&(None, name.into())))?;
        Some(tree(found))
    }

    /// The area that a reference means in a cell; `None` where it points to nothing.
    pub(super) fn range(&self, reference: &Reference, own: At) -> Option<Range> {
        let sheet = match &reference.sheet {
            Some(name) => self.sheet_named(name)?,
            None => own.0,
        };
        Some(Range {
            sheet,
            area: reference.area(own.1)?,
        })
    }

    /// Adds up an area from its columns' running sums.
    pub(super) fn added(&self, range: Range) -> Added {
        let mut added = Added {
            sum: Some(Number::exact(Decimal::ZERO)),
            n_numbers: 0,
            n_filled: 0,
            n_odd: 0,
        };
        let Area { first, last } = range.area;
        let Some(sheet) = self.sheets.get(range.sheet) else {
            return added;
        };
        for column in sheet.columns_between(first.col, last.col) {
            let calculated = |row| {
                let at = (range.sheet, CellRef::new(row, column.col));
                self.calculated.get(&at)
            };
            let tally = column.tally(first.row, last.row, calculated);
            added.n_numbers += u64::from(tally.n_numbers);
            added.n_filled += u64::from(tally.n_filled);
            added.n_odd += u64::from(tally.n_odd);
            added.sum = added.sum.and_then(|sum| sum.add(tally.number()?));
        }
        added
    }

    /// The filled cells of an area, row by row within each column; `None` when the workbook's
    /// formulas have looked at too many cells.
    pub(super) fn cells_in(
        &self,
        range: Range,
    ) -> Option<impl Iterator<Item = (At, &'a Cell)> + '_> {
        let Area { first, last } = range.area;
        let columns = self
            .sheets
            .get(range.sheet)
            .into_iter()
            .flat_map(move |sheet| sheet.columns_between(first.col, last.col));
        let parts: Vec<&[&'a Placed]> = columns
            .map(|column| column.between(first.row, last.row))
            .filter(|cells| !cells.is_empty())
            .collect();
        let n_cells: usize = parts.iter().map(|cells| cells.len()).sum();
        let Some(left) = self.looks_left.get().checked_sub(n_cells as u64) else {
            self.n_refused.set(self.n_refused.get() + 1);
            return None;
        };
        self.looks_left.set(left);
        let cells = parts.into_iter().flatten();
        Some(cells.map(move |(at, cell)| ((range.sheet, *at), cell)))
    }

    /// Whether a row of a sheet is hidden, and whether a filter may have hidden it.
    pub(super) fn hidden(&self, at: At) -> (bool, bool) {
        let Some(sheet) = self.sheets.get(at.0) else {
            return (false, false);
        };
        let is_hidden = sheet.grid.hidden_rows.contains(at.1.row);
        let is_filtered = sheet
            .grid
            .filter
            .is_some_and(|area| (area.first.row..=area.last.row).contains(&at.1.row));
        (is_hidden, is_hidden && is_filtered)
    }
}

fn tree(read: &Result<Expression, NotRead>) -> Result<&Expression, Doubt> {
    read.as_ref().map_err(|fault| match fault {
        NotRead::Foreign(what) => Doubt::Syntax(what),
        NotRead::TooDeep => Doubt::Syntax("deep"),
        NotRead::Malformed => Doubt::Syntax("malformed"),
    })
}

/// A number as Excel keeps it: 15 digits.
pub(super) fn kept(value: Decimal) -> Decimal {
    value.round_sf(15).unwrap_or(value).normalize()
}

/// The place of a cell for findings.
pub(super) fn place(book: &Book<'_>, file: &Arc<str>, at: At) -> Option<Place> {
    let sheet = book.sheet(at.0)?.grid.name.clone();
    Some(Place::new(file.clone(), sheet, at.1))
}
