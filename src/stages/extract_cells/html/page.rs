//! Comes in: the pieces of a page. Goes out: the cells of one sheet: the page's tables one below
//! the other with the text between them in rows of their own, as Excel opens such a page. Never
//! drops a text that is shown: what stands in a table but in no cell gets a row, and a table
//! inside a cell begins at that cell and pushes down what follows.

use std::collections::BTreeSet;
use std::rc::Rc;

use html5ever::LocalName;
use html5ever::tokenizer::Tag;

use super::super::builder::{MAX_COL, MAX_ROW, SheetBuilder, Stored};
use super::super::encoding::bad_bytes;
use super::super::fault::Fault;
use super::looks::{Known, Looks};
use super::table::{Claim, OpenCell, Table};
use super::tokens::{Piece, Tokens, attribute};
use super::value::{Stated, field};
use super::words::{Marks, Words};
use crate::model::limits::Limit;
use crate::model::place::CellRef;

/// What was seen on a page, by which one without data is told.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Cells of tables that hold something.
    pub(super) n_values: u64,
    /// Those of them with a digit.
    pub(super) n_with_digits: u64,
    /// A field for a password.
    pub(super) has_password: bool,
    /// Frames: the data are in other files.
    pub(super) has_frames: bool,
    /// Whether its sheet could not be read.
    pub(super) is_lost: bool,
    /// The end of the page's body.
    pub(super) has_end: bool,
}

/// Reads one sheet.
pub(super) struct PageReader<'r, 'b, 'a> {
    sheet: &'r mut SheetBuilder<'b, 'a>,
    looks: &'r mut Looks,
    seen: &'r mut Seen,
    tables: Vec<Table>,
    most_tables: usize,
    /// Tables too deep inside each other: their text stays with the cell around them.
    n_folded: u64,
    words: Words,
    /// The next row of the sheet outside tables.
    next_row: u32,
    /// The element whose content is no text of the page.
    skipped: Option<LocalName>,
    css: String,
    /// Whether blanks in cells stand as they are, though HTML would join them.
    is_verbatim: bool,
    /// Inside what Excel writes for programs that show no comments.
    is_comment_mark: bool,
    shown_cols: BTreeSet<u32>,
    hidden_cols: BTreeSet<u32>,
}

impl<'r, 'b, 'a> PageReader<'r, 'b, 'a> {
    pub(super) fn new(
        sheet: &'r mut SheetBuilder<'b, 'a>,
        looks: &'r mut Looks,
        seen: &'r mut Seen,
    ) -> Self {
        let most_tables = usize::try_from(sheet.limits().get(Limit::Nesting)).unwrap_or(usize::MAX);
        Self {
            sheet,
            looks,
            seen,
            tables: Vec::new(),
            most_tables,
            n_folded: 0,
            words: Words::default(),
            next_row: 0,
            skipped: None,
            css: String::new(),
            is_verbatim: false,
            is_comment_mark: false,
            shown_cols: BTreeSet::new(),
            hidden_cols: BTreeSet::new(),
        }
    }

    /// Takes blanks in cells as they are: `LibreOffice` writes each text on one line, unchanged.
    pub(super) fn verbatim(mut self, is_verbatim: bool) -> Self {
        self.is_verbatim = is_verbatim;
        self
    }

    /// Reads until the page ends or `is_end` says that the next sheet begins.
    pub(super) fn read(
        mut self,
        tokens: &mut Tokens<'_>,
        is_end: fn(&Tag) -> bool,
    ) -> Result<(), Fault> {
        while let Some(piece) = tokens.next()? {
            match piece {
                Piece::Text(text) => self.text(&text),
                Piece::Start(tag) if self.tables.is_empty() && is_end(&tag) => {
                    tokens.put_back(Piece::Start(tag));
                    return self.finish();
                }
                Piece::Start(tag) => self.start(&tag)?,
                Piece::End(tag) => self.end(&tag.name)?,
                // `<![if !supportAnnotations]>` comes as a comment.
                Piece::Comment(text) => {
                    self.is_comment_mark = text.starts_with("[if !supportAnnotations");
                }
            }
        }
        let is_open = self.tables.iter().any(|table| table.is_explicit);
        let is_cut = tokens.is_cut() || (is_open && !self.seen.has_end);
        if is_cut {
            self.sheet.incomplete(&Fault::damaged(
                "halaman berakhir di tengah tabel atau tag; mungkin terpotong saat diunduh",
                "the page ends inside a table or tag; it may have been cut off while downloaded",
            ));
        }
        let (n_bad, encoding) = tokens.n_bad();
        if let Some(fault) = bad_bytes(n_bad, encoding) {
            self.sheet.incomplete(&fault);
        }
        self.finish()
    }

    fn finish(mut self) -> Result<(), Fault> {
        while !self.tables.is_empty() {
            self.close_table()?;
        }
        self.flush_line()?;
        for col in self.hidden_cols.difference(&self.shown_cols) {
            self.sheet.hide_cols(*col, *col);
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(name) = &self.skipped {
            if &**name == "style" {
                self.css.push_str(text);
            }
        } else if !self.is_comment_mark {
            self.words.push(text);
        }
    }

    fn start(&mut self, tag: &Tag) -> Result<(), Fault> {
        let name = &*tag.name;
        match name {
            "table" => self.open_table(tag),
            "caption" => self.flush_line(),
            "thead" | "tbody" | "tfoot" => self.open_group(tag),
            "tr" => self.open_row(tag),
            "td" | "th" => self.open_cell(tag),
            "col" | "colgroup" => {
                self.columns(tag);
                Ok(())
            }
            "br" | "hr" => self.line_end(),
            "input" => {
                let kind = attribute(tag, "type").unwrap_or_default();
                self.seen.has_password |= kind.eq_ignore_ascii_case("password");
                if let Some(value) = field(tag) {
                    self.words.push(" ");
                    self.words.push(&value);
                    self.words.push(" ");
                }
                Ok(())
            }
            "script" | "style" | "title" | "iframe" | "noembed" | "noframes" => {
                self.seen.has_frames |= name == "noframes";
                self.skipped = Some(tag.name.clone());
                self.css.clear();
                Ok(())
            }
            "frame" | "frameset" => {
                self.seen.has_frames = true;
                Ok(())
            }
            _ if is_void(name) => Ok(()),
            _ => {
                if is_block(name) {
                    self.block()?;
                }
                let known = self.looks.of(tag);
                self.words.open(&tag.name, &known.look);
                Ok(())
            }
        }
    }

    fn end(&mut self, name: &LocalName) -> Result<(), Fault> {
        if self.skipped.as_ref() == Some(name) {
            self.skipped = None;
            if &**name == "style" {
                let css = std::mem::take(&mut self.css);
                self.looks.read_rules(&css);
            }
            return Ok(());
        }
        match &**name {
            "table" => self.close_table(),
            "caption" => self.flush_line(),
            "thead" | "tbody" | "tfoot" if self.n_folded == 0 => self.end_group(),
            "tr" if self.n_folded == 0 => self.end_row(),
            "td" | "th" if self.n_folded == 0 => self.end_cell(),
            "body" | "html" => {
                self.seen.has_end = true;
                Ok(())
            }
            // Browsers take a lone `</br>` for `<br>`.
            "br" => self.line_end(),
            block => {
                if is_block(block) {
                    self.block()?;
                }
                self.words.close(name);
                Ok(())
            }
        }
    }

    fn cell(&mut self) -> Option<&mut OpenCell> {
        self.tables.last_mut()?.row.as_mut()?.cell.as_mut()
    }

    fn line_end(&mut self) -> Result<(), Fault> {
        if self.cell().is_some() {
            self.words.line_end();
        } else if self.words.is_empty() && self.tables.is_empty() {
            self.next_row = self.next_row.saturating_add(1);
        } else {
            self.flush_line()?;
        }
        Ok(())
    }

    fn block(&mut self) -> Result<(), Fault> {
        if self.cell().is_some() {
            self.words.block();
            return Ok(());
        }
        self.flush_line()
    }

    /// Puts text that stands in no cell into a row of its own.
    fn flush_line(&mut self) -> Result<(), Fault> {
        if self.cell().is_some() {
            self.words.block();
            return Ok(());
        }
        let said = self.words.take();
        if said.text.is_empty() {
            return Ok(());
        }
        let (next_row, col) = match self.tables.last_mut() {
            None => (&mut self.next_row, 0),
            Some(table) => {
                let next_row = table
                    .row
                    .as_mut()
                    .map_or(&mut table.next_row, |row| &mut row.bottom);
                (next_row, table.first.col)
            }
        };
        let at = CellRef::new(*next_row, col);
        *next_row = next_row.saturating_add(1);
        let style = self.looks.style(&Known::plain(), said.bold, said.underline);
        self.sheet.put(at, Stored::Text(&said.text), None, &style)
    }

    fn open_table(&mut self, tag: &Tag) -> Result<(), Fault> {
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
            let hidden = super::style::Look {
                hidden: Some(true),
                ..look.look.clone()
            };
            look = Looks::unkept(hidden);
        }
        let first = first.unwrap_or(CellRef::new(self.next_row, 0));
        self.tables.push(Table::new(first, look));
        Ok(())
    }

    fn close_table(&mut self) -> Result<(), Fault> {
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

    fn open_group(&mut self, tag: &Tag) -> Result<(), Fault> {
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

    fn end_group(&mut self) -> Result<(), Fault> {
        self.end_row()?;
        if let Some(table) = self.tables.last_mut() {
            table.group = Known::plain();
            for area in table.end_group() {
                self.sheet.merge(area);
            }
        }
        Ok(())
    }

    fn open_row(&mut self, tag: &Tag) -> Result<(), Fault> {
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

    fn end_row(&mut self) -> Result<(), Fault> {
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

    fn open_cell(&mut self, tag: &Tag) -> Result<(), Fault> {
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
    fn flush_cell(&mut self) -> Result<(), Fault> {
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

    fn end_cell(&mut self) -> Result<(), Fault> {
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

    fn columns(&mut self, tag: &Tag) {
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

/// Elements without an end tag.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area" | "base" | "embed" | "img" | "link" | "meta" | "param" | "source" | "track" | "wbr"
    )
}

/// Elements that stand on lines of their own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "center"
            | "dd"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "legend"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "option"
            | "p"
            | "pre"
            | "section"
            | "ul"
            | "xmp"
    )
}
