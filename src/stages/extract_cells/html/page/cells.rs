//! Comes in: the tags of tables, rows and cells. Goes out: each cell on the sheet with its merged
//! area, and which rows and columns are hidden. Tags may be missing as HTML allows; a tag that
//! opens something closes what cannot stand around it.

use std::rc::Rc;

use html5ever::tokenizer::Tag;

use super::super::super::builder::{MAX_COL, MAX_ROW};
use super::super::super::fault::Fault;
use super::super::looks::{Known, Looks};
use super::super::style::Look;
use super::super::table::{Claim, OpenCell, Table};
use super::super::tokens::attribute;
use super::super::value::Stated;
use super::super::words::Marks;
use super::PageReader;
use crate::model::place::CellRef;

impl PageReader<'_, '_, '_> {
    pub(super) fn open_table(&mut self, tag: &Tag) -> Result<(), Fault> {
        if self.tables.len() >= self.most_tables {
            self.n_folded += 1;
            return self.block();
        }
        if self.cell().is_none() {
            self.flush_line()?;
            // A table that begins between the rows of another ends it.
            if !self.tables.is_empty() {
                self.close_table()?;
            }
        }
        let mut look = self.looks.of(tag);
        let is_hidden = self.words.marks().has(Marks::HIDDEN);
        self.flush_cell()?;
        let first = self.cell().map(|cell| cell.at);
        if is_hidden {
            // A hidden element around the table.
            let hidden = Look {
                hidden: Some(true),
                ..look.look.clone()
            };
            look = Looks::unkept(hidden);
        }
        let first = first.unwrap_or(CellRef::new(self.next_row, 0));
        self.tables.push(Table::new(first, look));
        Ok(())
    }

    pub(super) fn close_table(&mut self) -> Result<(), Fault> {
        if self.n_folded > 0 {
            self.n_folded -= 1;
            return self.block();
        }
        if self.tables.is_empty() {
            return Ok(());
        }
        self.end_group()?;
        self.flush_line()?;
        let Some(table) = self.tables.pop() else {
            return Ok(());
        };
        let Some(outer) = self.tables.last_mut() else {
            self.next_row = table.next_row;
            return Ok(());
        };
        // Pages lay out pictures in tables without text; they take no room.
        if !table.has_values {
            return Ok(());
        }
        outer.has_values = true;
        outer.right = outer.right.max(table.right);
        if let Some(row) = &mut outer.row {
            row.end_col_at(table.right.saturating_sub(outer.first.col));
            if let Some(cell) = &mut row.cell {
                cell.at.row = table.next_row;
            }
        }
        Ok(())
    }

    /// Some pages have rows without a table around them.
    fn ensure_table(&mut self) {
        if self.tables.is_empty() {
            let mut table = Table::new(CellRef::new(self.next_row, 0), Known::plain());
            table.is_explicit = false;
            self.tables.push(table);
        }
    }

    pub(super) fn open_group(&mut self, tag: &Tag) -> Result<(), Fault> {
        if self.n_folded > 0 {
            return self.block();
        }
        self.end_group()?;
        let known = self.looks.of(tag);
        if let Some(table) = self.tables.last_mut() {
            table.group = known;
        }
        Ok(())
    }

    pub(super) fn end_group(&mut self) -> Result<(), Fault> {
        self.end_row()?;
        if let Some(table) = self.tables.last_mut() {
            table.group = Known::plain();
            for area in table.end_group() {
                self.sheet.merge(area);
            }
        }
        Ok(())
    }

    pub(super) fn open_row(&mut self, tag: &Tag) -> Result<(), Fault> {
        if self.n_folded > 0 {
            return self.block();
        }
        self.end_row()?;
        self.flush_line()?;
        let own = self.looks.of(tag);
        let n_rows = own.look.n_rows.unwrap_or(1).clamp(1, MAX_ROW + 1);
        self.ensure_table();
        let Some(table) = self.tables.last_mut() else {
            return Ok(());
        };
        let is_hidden = [&table.look, &table.group, &own]
            .iter()
            .any(|known| known.look.hidden == Some(true));
        let look = self.looks.inside(&table.look, &table.group);
        let look = self.looks.inside(&look, &own);
        table.open_row(look, is_hidden);
        if let Some(row) = &mut table.row {
            row.bottom = row.first.saturating_add(n_rows);
        }
        Ok(())
    }

    pub(super) fn end_row(&mut self) -> Result<(), Fault> {
        self.end_cell()?;
        if self.tables.last().is_some_and(|table| table.row.is_some()) {
            self.flush_line()?;
        }
        let Some(table) = self.tables.last_mut() else {
            return Ok(());
        };
        let Some(row) = table.row.take() else {
            return Ok(());
        };
        for area in table.end_row(row.bottom) {
            self.sheet.merge(area);
        }
        if row.is_hidden && row.first <= MAX_ROW {
            let last = row.bottom.saturating_sub(1).min(MAX_ROW);
            self.sheet.hide_rows(row.first, last);
        }
        Ok(())
    }

    pub(super) fn open_cell(&mut self, tag: &Tag) -> Result<(), Fault> {
        if self.n_folded > 0 {
            return self.block();
        }
        self.end_cell()?;
        self.flush_line()?;
        let own = self.looks.of(tag);
        let number = |name: &str| {
            let value = attribute(tag, name)?.trim();
            let digits = value.find(|c: char| !c.is_ascii_digit());
            value.get(..digits.unwrap_or(value.len()))?.parse().ok()
        };
        let claim = Claim {
            n_rows: number("rowspan").unwrap_or(1),
            n_cols: number("colspan").unwrap_or(1),
            is_merge: own.look.is_no_merge != Some(true),
        };
        self.ensure_table();
        let Some(table) = self.tables.last_mut() else {
            return Ok(());
        };
        if table.row.is_none() {
            table.open_row(table.look.clone(), false);
        }
        let (at, area) = table.place(claim);
        let is_hidden = own.look.hidden == Some(true) || table.is_hidden_col(at.col);
        if let Some(area) = area {
            self.sheet.merge(area);
        }
        if at.col <= MAX_COL {
            let cols = if is_hidden {
                &mut self.hidden_cols
            } else {
                &mut self.shown_cols
            };
            cols.insert(at.col);
        }
        self.enter_cell(tag, &own, at);
        Ok(())
    }

    fn enter_cell(&mut self, tag: &Tag, own: &Rc<Known>, at: CellRef) {
        let Some(row) = self.tables.last_mut().and_then(|table| table.row.as_mut()) else {
            return;
        };
        let own = self.looks.inside(&row.look, own);
        let mut look = own.look.inherited();
        if self.is_verbatim {
            look.pre = Some(true);
        }
        let marks = Marks::default().inside(&tag.name, &look);
        let outside = self.words.enter(marks);
        let stated = Stated::of(tag);
        row.cell = Some(OpenCell {
            at,
            own,
            stated,
            outside,
        });
    }

    /// Puts what the open cell holds so far.
    pub(super) fn flush_cell(&mut self) -> Result<(), Fault> {
        let Some(cell) = self.cell() else {
            return Ok(());
        };
        let (at, own, stated) = (cell.at, cell.own.clone(), cell.stated.take());
        let said = self.words.take();
        let stated = stated.unwrap_or_default();
        if said.text.is_empty() && !stated.is_value() {
            return Ok(());
        }
        self.seen.n_values += 1;
        self.seen.n_with_digits += u64::from(said.text.contains(|c: char| c.is_ascii_digit()));
        let style = self.looks.style(&own, said.bold, said.underline);
        self.sheet
            .put(at, stated.value(&said.text), stated.formula(), &style)?;
        if let Some(cell) = self.cell() {
            cell.at.row = at.row.saturating_add(1);
        }
        if let Some(table) = self.tables.last_mut() {
            table.has_values = true;
        }
        Ok(())
    }

    pub(super) fn end_cell(&mut self) -> Result<(), Fault> {
        self.is_comment_mark = false;
        self.flush_cell()?;
        let Some(row) = self.tables.last_mut().and_then(|table| table.row.as_mut()) else {
            return Ok(());
        };
        let Some(cell) = row.cell.take() else {
            return Ok(());
        };
        row.bottom = row.bottom.max(cell.at.row);
        self.words.leave(&cell.outside);
        Ok(())
    }

    pub(super) fn columns(&mut self, tag: &Tag) {
        if self.n_folded > 0 {
            return;
        }
        // A group's own span counts only when it has no `col` inside, which cannot be known yet;
        // no program that hides columns writes one.
        if &*tag.name == "colgroup" && attribute(tag, "span").is_none() {
            return;
        }
        let n_cols = attribute(tag, "span").and_then(|span| span.trim().parse().ok());
        let known = self.looks.of(tag);
        if let Some(table) = self.tables.last_mut() {
            table.add_columns(n_cols.unwrap_or(1), known.look.hidden == Some(true));
        }
    }
}
