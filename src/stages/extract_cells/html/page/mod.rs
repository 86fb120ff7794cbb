//! Comes in: the pieces of a page. Goes out: the cells of one sheet: the page's tables one below
//! the other with the text between them in rows of their own, as Excel opens such a page. Never
//! drops a text that is shown: what stands in a table but in no cell gets a row, and a table
//! inside a cell begins at that cell and pushes down what follows.

mod cells;

use std::collections::BTreeSet;

use html5ever::LocalName;
use html5ever::tokenizer::Tag;

use super::super::builder::{SheetBuilder, Stored};
use super::super::encoding::bad_bytes;
use super::super::fault::Fault;
use super::looks::{Known, Looks};
use super::table::{OpenCell, Table};
use super::tokens::{Piece, Tokens, attribute};
use super::value::field;
use super::words::Words;
use crate::model::limits::Limit;
use crate::model::place::CellRef;

/// What was seen on a page, by which one without data is told.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that a page has or has not"
)]
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
