//! A document that arrives: its cells, what stands around them, its findings. Numbers of texts and
//! styles, counts, places, paths and codes are checked; what is held of it is counted as it grows.

use super::super::cells::{CellReader, MAX_COL, MAX_ROW};
use super::super::course::Course;
use super::super::message::{
    DocumentHead, Message, SheetHead, WireFinding, area, format_named, tally,
};
use super::Interrupted;
use crate::model::cells::Cells;
use crate::model::extraction::{Extracted, Member};
use crate::model::grid::{Area, DefinedName, Grid, Spans, Workbook};
use crate::model::limits::Limit;
use crate::model::place::CellRef;

/// Digits of a SHA-256.
const HASH_DIGITS: usize = 64;

/// A document that is arriving.
pub(super) struct Open<'c, 'f> {
    course: &'c mut Course<'f>,
    reader: CellReader,
    /// Cells of the sheet that is arriving.
    cells: Cells,
    /// Cells of the sheets that have come.
    sheets: Vec<Cells>,
    /// What stands around them.
    grids: Vec<Grid>,
    findings: Vec<WireFinding>,
    /// Bytes held beside cells.
    n_held_beside: u64,
    n_cells: u64,
}

impl<'c, 'f> Open<'c, 'f> {
    pub(super) fn new(course: &'c mut Course<'f>) -> Self {
        Self {
            reader: CellReader::new(course.limits.get(Limit::TextLetters)),
            course,
            cells: Cells::default(),
            sheets: Vec::new(),
            grids: Vec::new(),
            findings: Vec::new(),
            n_held_beside: 0,
            n_cells: 0,
        }
    }

    pub(super) fn cells(&mut self, bytes: &[u8]) -> Result<(), Interrupted> {
        Ok(self.reader.read(bytes, &mut self.cells)?)
    }

    pub(super) fn strays(&mut self, bytes: &[u8]) -> Result<(), Interrupted> {
        let mut strays = Cells::default();
        self.reader.begin();
        self.reader.read(bytes, &mut strays)?;
        if self.cells.absorb(strays.into_iter().collect()).is_empty() {
            Ok(())
        } else {
            Err("cells in others' places".into())
        }
    }

    /// Counts what is held, against what one file may hold and what all may.
    pub(super) fn count(&mut self) -> Result<(), Interrupted> {
        let n_cells = self.n_cells + self.cells.len() as u64;
        let limits = self.course.limits;
        if n_cells > limits.get(Limit::Cells)
            || (self.sheets.len() as u64) > limits.get(Limit::Sheets)
        {
            return Err("more cells or sheets than the limits allow".into());
        }
        self.course
            .holds(self.reader.n_held.saturating_add(self.n_held_beside))
    }

    /// Takes a message of so many bytes; gives whether the process wants to be replaced, when the
    /// file is done.
    pub(super) fn message(
        &mut self,
        message: Message,
        n_bytes: usize,
    ) -> Result<Option<bool>, Interrupted> {
        // What a message holds in memory is bounded by its length.
        self.n_held_beside = self.n_held_beside.saturating_add(n_bytes as u64 * 2);
        match message {
            Message::Members(paths) => self.course.members(paths)?,
            Message::Opens(number) => self.course.opens(number)?,
            Message::EndSheet { is_kept, n_cells } => self.end_sheet(is_kept, n_cells)?,
            Message::Discard => self.begin(),
            Message::Sheet(head) => self.grids.push(grid(*head)?),
            Message::Findings(findings) => self.findings.extend(findings),
            Message::Document(head) => {
                let extracted = self.document(head)?;
                self.course.arrived(extracted)?;
            }
            Message::DocumentEnd => {
                let findings = std::mem::take(&mut self.findings);
                self.course.end_document(findings)?;
                // What is held now is only what came of the next.
                self.n_held_beside = 0;
            }
            Message::Done { retire } => {
                let is_over = self.sheets.is_empty()
                    && self.cells.is_empty()
                    && self.grids.is_empty()
                    && self.findings.is_empty();
                if !is_over || !self.course.is_over() {
                    return Err("a file ended too early".into());
                }
                return Ok(Some(retire));
            }
        }
        Ok(None)
    }

    /// Begins a document anew.
    fn begin(&mut self) {
        self.reader = CellReader::new(self.course.limits.get(Limit::TextLetters));
        self.cells = Cells::default();
        self.sheets.clear();
        self.n_cells = 0;
    }

    fn end_sheet(&mut self, is_kept: bool, n_cells: u64) -> Result<(), Interrupted> {
        let cells = std::mem::take(&mut self.cells);
        if cells.len() as u64 != n_cells {
            return Err("cells are missing".into());
        }
        self.reader.begin();
        self.n_cells += n_cells;
        self.sheets
            .push(if is_kept { cells } else { Cells::default() });
        Ok(())
    }

    fn document(&mut self, head: DocumentHead) -> Result<Extracted, Interrupted> {
        let mut sheets = std::mem::take(&mut self.grids);
        // A document without sheets may have waited while the cells of the next were sent.
        if !sheets.is_empty() {
            if sheets.len() != self.sheets.len() || !self.cells.is_empty() {
                return Err("sheets are missing".into());
            }
            for (grid, cells) in sheets.iter_mut().zip(self.sheets.drain(..)) {
                grid.cells = cells;
            }
            self.begin();
        }
        if head.is_passed_over && head.member.is_none() {
            return Err("a file that is passed over".into());
        }
        let mut member = None;
        if let Some((number, sha256, size)) = head.member {
            if !sha256.is_empty() && (sha256.len() != HASH_DIGITS || !is_hexadecimal(&sha256)) {
                return Err("no hash".into());
            }
            member = Some(Member {
                path: self.course.member(number)?,
                sha256: sha256.into(),
                size,
            });
        }
        let mut extracted = Extracted {
            member,
            is_passed_over: head.is_passed_over,
            format: format_named(&head.format).ok_or("no such format")?,
            workbook: Workbook {
                sheets,
                names: head
                    .names
                    .into_iter()
                    .map(|(name, sheet, refers_to)| DefinedName {
                        name,
                        sheet: sheet.map(Into::into),
                        refers_to,
                    })
                    .collect(),
                counts_from_1904: head.counts_from_1904,
            },
            findings: Vec::new(),
        };
        let findings = std::mem::take(&mut self.findings);
        self.course.add_findings(&mut extracted, findings)?;
        Ok(extracted)
    }
}

fn is_hexadecimal(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn grid(head: SheetHead) -> Result<Grid, Interrupted> {
    let mut grid = Grid {
        name: head.name.into(),
        hidden: head.hidden,
        is_incomplete: head.is_incomplete,
        hidden_rows: Spans::covering(head.hidden_rows),
        hidden_cols: Spans::covering(head.hidden_cols),
        filter: head.filter.map(area),
        tally: tally(head.tally),
        ..Grid::default()
    };
    grid.merges = head.merges.into_iter().map(area).collect();
    let is_apart = |pair: &[Area]| matches!(pair, [one, next] if one.first < next.first);
    if !grid.merges.windows(2).all(is_apart) {
        return Err("merged areas out of order".into());
    }
    for (row, col, text) in head.comments {
        if row > MAX_ROW || col > MAX_COL {
            return Err("a comment outside of every sheet".into());
        }
        grid.comments.insert(CellRef::new(row, col), text);
    }
    Ok(grid)
}
