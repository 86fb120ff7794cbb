//! The sending half of the hand-over: what is read goes over a pipe while it is read, so the
//! process that reads holds no sheet, and the run takes over while the reading goes on.

use std::io::{self, Write};
use std::sync::Arc;

use super::cells::CellWriter;
use super::frame::{MAX_FRAME_BYTES, broken, write_frame};
use super::message::{
    CELLS, DocumentHead, Message, STRAYS, SheetHead, WireFinding, wire_area, wire_tally,
};
use crate::model::cells::Placed;
use crate::model::extraction::{CellTaker, Extracted};
use crate::model::finding::Finding;
use crate::model::grid::{Cell, Grid, Workbook};
use crate::model::place::CellRef;

/// Bytes of cells in one frame, roughly.
const CELL_BYTES: usize = 32 << 10;
/// Findings in one message.
const FINDINGS_A_MESSAGE: usize = 4096;

/// Writes to a pipe what was read. What fails once fails for good: see [`Sender::result`].
pub(super) struct Sender<W: Write> {
    out: W,
    buffer: Vec<u8>,
    cells: Vec<u8>,
    writer: CellWriter,
    n_cells: u64,
    members: Vec<Arc<str>>,
    n_bytes: u64,
    result: io::Result<()>,
}

impl<W: Write> Sender<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            buffer: Vec::new(),
            cells: vec![CELLS],
            writer: CellWriter::default(),
            n_cells: 0,
            members: Vec::new(),
            n_bytes: 0,
            result: Ok(()),
        }
    }

    /// Bytes sent since the last call.
    pub(super) fn take_count(&mut self) -> u64 {
        std::mem::take(&mut self.n_bytes)
    }

    /// How sending went since the last call.
    pub(super) fn result(&mut self) -> io::Result<()> {
        std::mem::replace(&mut self.result, Ok(()))
    }

    /// Sends one message.
    pub(super) fn send<M: serde::Serialize>(&mut self, message: &M) -> io::Result<()> {
        self.buffer.clear();
        let buffer = std::mem::take(&mut self.buffer);
        self.buffer = postcard::to_extend(message, buffer)
            .map_err(|error| broken(format!("a message cannot be written ({error})")))?;
        if self.buffer.len() > MAX_FRAME_BYTES {
            return Err(broken("a message is too long"));
        }
        self.n_bytes += self.buffer.len() as u64;
        write_frame(&mut self.out, &self.buffer)
    }

    /// The pipe itself, for what is no message.
    pub(super) fn pipe(&mut self) -> &mut W {
        &mut self.out
    }

    /// Makes sure that all that was sent is on its way.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Sends on what is waiting here.
    pub(super) fn flush_now(&mut self) {
        self.attempt(Self::flush);
    }

    /// Says which members an archive has.
    pub(super) fn members(&mut self, paths: Vec<Arc<str>>) {
        let told = paths.iter().map(std::string::ToString::to_string).collect();
        self.members = paths;
        self.attempt(|sender| sender.send(&Message::Members(told)));
    }

    /// Says which member is read next, at once: should reading end here, it was that one.
    pub(super) fn opens(&mut self, number: usize) {
        self.attempt(|sender| {
            let number = u32::try_from(number).map_err(|_| broken("too many members"))?;
            sender.send(&Message::Opens(number))?;
            sender.flush()
        });
    }

    /// Sends a document whose cells were sent before.
    pub(super) fn document(&mut self, extracted: &Extracted) {
        self.attempt(|sender| {
            for grid in &extracted.workbook.sheets {
                sender.send(&Message::Sheet(Box::new(sheet_head(grid))))?;
            }
            sender.findings(&extracted.findings)?;
            let head = sender.head(extracted)?;
            // One without sheets may have waited while the cells of the next were sent.
            if !extracted.workbook.sheets.is_empty() {
                sender.writer = CellWriter::default();
            }
            sender.send(&Message::Document(head))
        });
    }

    /// Sends the cells of a document that has them.
    pub(super) fn cells_of(&mut self, extracted: &Extracted) {
        for grid in &extracted.workbook.sheets {
            for (at, cell) in &grid.cells {
                self.cell(*at, cell);
            }
            self.end_sheet(true);
        }
    }

    /// Ends a document, behind what else was found in it.
    pub(super) fn end_document(&mut self, more: &[Finding]) {
        self.attempt(|sender| {
            sender.findings(more)?;
            sender.send(&Message::DocumentEnd)
        });
    }

    /// Ends the file; gives how sending went.
    pub(super) fn done(&mut self, retire_from: u64) -> io::Result<()> {
        self.result()?;
        self.members.clear();
        let retire = self.take_count() > retire_from;
        self.send(&Message::Done { retire })?;
        self.flush()
    }

    fn findings(&mut self, findings: &[Finding]) -> io::Result<()> {
        for group in findings.chunks(FINDINGS_A_MESSAGE) {
            let mut told = Vec::with_capacity(group.len());
            for finding in group {
                told.push(WireFinding::of(finding).ok_or_else(|| {
                    broken(format!("finding {} cannot be handed over", finding.code))
                })?);
            }
            self.send(&Message::Findings(told))?;
        }
        Ok(())
    }

    fn head(&self, extracted: &Extracted) -> io::Result<DocumentHead> {
        let workbook: &Workbook = &extracted.workbook;
        let mut member = None;
        if let Some(told) = &extracted.member {
            let number = self.members.iter().position(|path| *path == told.path);
            let number = number.and_then(|number| u32::try_from(number).ok());
            let number = number.ok_or_else(|| broken("a member that was not told"))?;
            member = Some((number, told.sha256.to_string(), told.size));
        }
        let names = workbook.names.iter().map(|name| {
            let sheet = name.sheet.as_deref().map(str::to_owned);
            (name.name.clone(), sheet, name.refers_to.clone())
        });
        Ok(DocumentHead {
            member,
            is_passed_over: extracted.is_passed_over,
            format: extracted.format.name().to_owned(),
            counts_from_1904: workbook.counts_from_1904,
            names: names.collect(),
        })
    }

    fn cell(&mut self, at: CellRef, cell: &Cell) {
        self.n_cells += 1;
        let written = self.writer.write(at, cell, &mut self.cells);
        if let Err(reason) = written
            && self.result.is_ok()
        {
            self.result = Err(broken(reason));
        }
        if self.cells.len() >= CELL_BYTES {
            self.send_cells();
        }
    }

    /// Sends the cells that are waiting.
    fn send_cells(&mut self) {
        self.attempt(|sender| {
            if sender.cells.len() > 1 {
                sender.n_bytes += sender.cells.len() as u64;
                write_frame(&mut sender.out, &sender.cells)?;
            }
            Ok(())
        });
        self.cells.truncate(1);
    }

    /// Does something unless something failed before.
    fn attempt(&mut self, send: impl FnOnce(&mut Self) -> io::Result<()>) {
        if self.result.is_ok() {
            self.result = send(self);
        }
    }
}

impl<W: Write> CellTaker for Sender<W> {
    fn piece(&mut self, piece: &mut Vec<Placed>) {
        for (at, cell) in piece.drain(..) {
            self.cell(at, &cell);
        }
    }

    fn strays(&mut self, strays: Vec<Placed>) {
        self.send_cells();
        self.writer.begin();
        self.cells = vec![STRAYS];
        for (at, cell) in strays {
            self.cell(at, &cell);
        }
        self.send_cells();
        self.cells = vec![CELLS];
    }

    fn end_sheet(&mut self, is_kept: bool) {
        self.send_cells();
        self.writer.begin();
        let n_cells = std::mem::take(&mut self.n_cells);
        self.attempt(|sender| sender.send(&Message::EndSheet { is_kept, n_cells }));
    }

    fn discard(&mut self) {
        self.cells.truncate(1);
        self.n_cells = 0;
        self.writer = CellWriter::default();
        self.attempt(|sender| sender.send(&Message::Discard));
    }
}

fn sheet_head(grid: &Grid) -> SheetHead {
    SheetHead {
        name: grid.name.to_string(),
        hidden: grid.hidden,
        is_incomplete: grid.is_incomplete,
        merges: grid.merges.iter().map(wire_area).collect(),
        hidden_rows: grid.hidden_rows.iter().collect(),
        hidden_cols: grid.hidden_cols.iter().collect(),
        filter: grid.filter.as_ref().map(wire_area),
        comments: grid
            .comments
            .iter()
            .map(|(at, text)| (at.row, at.col, text.clone()))
            .collect(),
        tally: wire_tally(grid.tally),
    }
}
