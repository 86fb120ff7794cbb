//! Where each cell stands in its table: the words of its row and column. Comes in: the records. Goes out:
//! for a place, what a reader calls it. Judges nothing.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::place::Place;
use crate::model::record::{Line, RecordSet};
use crate::model::table::Column;

/// Where each cell stands in its table.
pub(super) struct Atlas<'a> {
    sheets: BTreeMap<(&'a str, &'a str), Vec<Page<'a>>>,
}

/// A table, its rows and lines numbered once somebody asks for one: of most tables of a region nobody does.
struct Page<'a> {
    records: &'a RecordSet,
    sheet: OnceCell<Sheet<'a>>,
}

/// A table with its rows and lines by number.
struct Sheet<'a> {
    records: &'a RecordSet,
    /// Index of a row by the sheet's row.
    rows: BTreeMap<u32, usize>,
    /// Index of a line by its row's index.
    lines: BTreeMap<usize, usize>,
    /// Indexes of the lines under each line.
    children: Vec<Vec<usize>>,
}

/// A cell's table, row and column.
#[derive(Clone, Copy)]
pub(super) struct Seat<'a> {
    pub(super) records: &'a RecordSet,
    pub(super) row_idx: usize,
    pub(super) col_idx: usize,
    /// Index of the row's line, where the row is one.
    pub(super) line: Option<usize>,
}

impl<'a> Sheet<'a> {
    fn of(records: &'a RecordSet) -> Self {
        let lines = records.lines.iter().enumerate();
        let mut children: Vec<Vec<usize>> = vec![Vec::new(); records.lines.len()];
        for (idx, line) in lines.clone() {
            if let Some(siblings) = line.parent.and_then(|parent| children.get_mut(parent)) {
                siblings.push(idx);
            }
        }
        let rows = records.typed.table.rows.iter().enumerate();
        let rows = rows.flat_map(|(idx, row)| {
            let sheet_rows = row.sheet_rows.iter();
            sheet_rows.map(move |&sheet_row| (sheet_row, idx))
        });
        Self {
            records,
            rows: rows.collect(),
            lines: lines.map(|(idx, line)| (line.row_idx, idx)).collect(),
            children,
        }
    }
}

impl<'a> Sheet<'a> {
    fn words(&self, row_idx: usize) -> Option<&'a str> {
        let line = self.lines.get(&row_idx);
        let line = line.and_then(|&line| self.records.lines.get(line));
        let row = self.records.typed.table.rows.get(row_idx);
        line.map(|line| line.name.as_str())
            .or_else(|| row.map(|row| row.label.as_str()))
    }
}

impl<'a> Atlas<'a> {
    pub(super) fn new(records: &'a [Arc<RecordSet>]) -> Self {
        let mut sheets: BTreeMap<(&str, &str), Vec<Page<'_>>> = BTreeMap::new();
        for set in records {
            let page = Page {
                records: set,
                sheet: OnceCell::new(),
            };
            let pages = sheets.entry((&set.on.file, &set.on.sheet)).or_default();
            pages.push(page);
        }
        Self { sheets }
    }

    /// The table that a cell stands in. Tables may stand side by side, so its column counts; a cell beside all
    /// of them belongs to the first that has its row.
    fn sheet<'s>(&'s self, place: &'s Place) -> Option<(&'s Sheet<'a>, usize)> {
        let has_column = |(sheet, _): &(&Sheet<'_>, usize)| {
            let table = &sheet.records.typed.table;
            let col = table.column_of(place.cell);
            col.is_some_and(|col| table.columns.iter().any(|column| column.col == col))
        };
        let mut in_row = self.in_row(place);
        in_row
            .find(has_column)
            .or_else(|| self.in_row(place).next())
    }

    /// The tables of a cell's sheet that have its row, with the row's index.
    fn in_row<'s>(
        &'s self,
        place: &'s Place,
    ) -> impl Iterator<Item = (&'s Sheet<'a>, usize)> + use<'s, 'a> {
        let pages = self.sheets.get(&(&*place.on.file, &*place.on.sheet));
        let row = place.cell.row;
        pages.into_iter().flatten().filter_map(move |page| {
            let sheet = page.sheet.get_or_init(|| Sheet::of(page.records));
            Some((sheet, *sheet.rows.get(&row)?))
        })
    }

    /// The seat of a cell.
    pub(super) fn seat(&self, place: &Place) -> Option<Seat<'a>> {
        let (sheet, row_idx) = self.sheet(place)?;
        let table = &sheet.records.typed.table;
        let col = table.column_of(place.cell)?;
        let col_idx = table.columns.iter().position(|column| column.col == col)?;
        Some(Seat {
            records: sheet.records,
            row_idx,
            col_idx,
            line: sheet.lines.get(&row_idx).copied(),
        })
    }

    /// All lines below the line of a cell's row, in order.
    pub(super) fn lines_below(&self, place: &Place) -> Vec<&'a Line> {
        let Some((sheet, row_idx)) = self.sheet(place) else {
            return Vec::new();
        };
        let under = |idx: usize| sheet.children.get(idx).into_iter().flatten().rev().copied();
        let mut open: Vec<usize> = sheet
            .lines
            .get(&row_idx)
            .into_iter()
            .flat_map(|&line| under(line))
            .collect();
        let mut below = Vec::new();
        while let Some(idx) = open.pop() {
            below.extend(sheet.records.lines.get(idx));
            open.extend(under(idx));
        }
        below
    }

    /// Whether a cell stands on a line of the tree, and not on a total.
    pub(super) fn is_line(&self, place: &Place) -> bool {
        self.seat(place).is_some_and(|seat| seat.line.is_some())
    }

    /// The sheet rows on which the figures of the lines below a cell stand.
    pub(super) fn rows_below(&self, place: &Place) -> Vec<u32> {
        let rows = self
            .sheet(place)
            .map(|(sheet, _)| &sheet.records.typed.table.rows);
        let lines = self.lines_below(place).into_iter();
        lines
            .filter_map(|line| rows?.get(line.row_idx))
            .flat_map(|row| row.sheet_rows.iter().copied())
            .collect()
    }

    /// The words of a cell's row: its line's name, else the row's label. A table beside another may leave
    /// them to it.
    pub(super) fn label(&self, place: &Place) -> String {
        let Some((own, row_idx)) = self.sheet(place).filter(|_| self.seat(place).is_some()) else {
            return self.title(place).unwrap_or_default();
        };
        let words = own.words(row_idx).unwrap_or_default();
        let has_letters = |words: &str| words.chars().any(char::is_alphabetic);
        if has_letters(words) {
            return words.to_owned();
        }
        let mut beside = self
            .in_row(place)
            .filter_map(|(sheet, row_idx)| sheet.words(row_idx).filter(|words| has_letters(words)));
        beside.next().unwrap_or(words).to_owned()
    }

    /// The title that begins at a cell.
    pub(super) fn title(&self, place: &Place) -> Option<String> {
        let pages = self.sheets.get(&(&*place.on.file, &*place.on.sheet))?;
        let mut tables = pages.iter().map(|page| &page.records.typed.table);
        tables.find_map(|table| {
            let mut cells = table.title_cells.iter();
            let idx = cells.position(|cell| *cell == place.cell)?;
            table.titles.get(idx).cloned()
        })
    }

    /// The words of a cell's column.
    pub(super) fn column(&self, place: &Place) -> String {
        self.seat(place)
            .and_then(|seat| seat.records.typed.table.columns.get(seat.col_idx))
            .map(Column::title)
            .unwrap_or_default()
    }

    /// What a cell's figure measures: its field's name, else the words of its column.
    pub(super) fn quantity(&self, place: &Place) -> String {
        let field = self
            .seat(place)
            .and_then(|seat| seat.records.fields.get(seat.col_idx).cloned().flatten());
        field.map_or_else(|| self.column(place), |field| field.name.to_string())
    }

    /// The indicator of a cell's row, where its table has a column of indicators.
    pub(super) fn indicator(&self, place: &Place) -> Option<String> {
        let seat = self.seat(place)?;
        let column = *seat.records.columns_of("indikator").first()?;
        seat.records
            .typed
            .text(seat.row_idx, column)
            .map(Cow::into_owned)
    }
}
