//! The sending half of the hand-over: workbooks as messages, in frames.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::io::{self, Write};
use std::sync::Arc;

use super::frame::{MAX_FRAME_BYTES, broken, write_frame};
use super::message::{
    DocumentHead, Message, SheetHead, WireCell, WireContent, WireFinding, WireStyle, wire_area,
    wire_tally,
};
use crate::model::extraction::Extracted;
use crate::model::grid::{Cell, Content, Grid, Style, Workbook};
use crate::model::place::CellRef;

/// Cells in one message.
const CELLS_A_MESSAGE: usize = 4096;
/// Bytes of texts in one message, roughly.
const TEXT_BYTES_A_MESSAGE: usize = 1 << 20;

/// Writes workbooks to a pipe.
pub(super) struct Sender<W: Write> {
    out: W,
    buffer: Vec<u8>,
    n_bytes: u64,
}

impl<W: Write> Sender<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            buffer: Vec::new(),
            n_bytes: 0,
        }
    }

    /// Bytes sent since the last call.
    pub(super) fn take_count(&mut self) -> u64 {
        std::mem::take(&mut self.n_bytes)
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

    /// Sends one workbook.
    pub(super) fn document(&mut self, extracted: &Extracted) -> io::Result<()> {
        let workbook = &extracted.workbook;
        self.send(&Message::Document(head(extracted)))?;
        let mut shared = Shared::default();
        for grid in &workbook.sheets {
            self.sheet(grid, &mut shared)?;
        }
        for group in extracted.findings.chunks(CELLS_A_MESSAGE) {
            let mut findings = Vec::with_capacity(group.len());
            for finding in group {
                findings.push(WireFinding::of(finding).ok_or_else(|| {
                    broken(format!("finding {} cannot be handed over", finding.code))
                })?);
            }
            self.send(&Message::Findings(findings))?;
        }
        self.send(&Message::DocumentEnd)
    }

    fn sheet(&mut self, grid: &Grid, shared: &mut Shared) -> io::Result<()> {
        self.send(&Message::Sheet(Box::new(sheet_head(grid))))?;
        let mut group = Vec::with_capacity(CELLS_A_MESSAGE.min(grid.cells.len()));
        let mut row = 0;
        for (at, cell) in &grid.cells {
            group.push(shared.cell(*at, row, cell));
            row = at.row;
            if group.len() == CELLS_A_MESSAGE || shared.n_text_bytes > TEXT_BYTES_A_MESSAGE {
                self.group(&mut group, shared)?;
            }
        }
        self.group(&mut group, shared)
    }

    /// Sends the cells gathered, behind the texts and styles they name for the first time.
    fn group(&mut self, group: &mut Vec<WireCell>, shared: &mut Shared) -> io::Result<()> {
        shared.n_text_bytes = 0;
        if !shared.new_texts.is_empty() {
            self.send(&Message::Texts(std::mem::take(&mut shared.new_texts)))?;
        }
        if !shared.new_styles.is_empty() {
            self.send(&Message::Styles(std::mem::take(&mut shared.new_styles)))?;
        }
        if !group.is_empty() {
            self.send(&Message::Cells(std::mem::take(group)))?;
        }
        Ok(())
    }
}

/// Numbers of texts and styles that were named already. Cells that share a text share its memory,
/// so its address tells it; the workbook outlives this table.
#[derive(Default)]
struct Shared {
    texts: HashMap<usize, u32, BuildHasherDefault<Spread>>,
    styles: HashMap<usize, u32, BuildHasherDefault<Spread>>,
    last_style: Option<(usize, u32)>,
    new_texts: Vec<String>,
    new_styles: Vec<WireStyle>,
    n_text_bytes: usize,
}

/// Spreads addresses of our own memory over a table; nobody outside chooses them, so no stronger
/// hash is needed.
#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_usize(usize::from(*byte));
        }
    }

    fn write_usize(&mut self, value: usize) {
        // The odd constant nearest to 2^64 divided by the golden ratio spreads multiples best
        // (Knuth, The Art of Computer Programming, vol. 3, 6.4).
        let mixed = (self.0 ^ value as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ (mixed >> 32);
    }
}

impl Shared {
    fn cell(&mut self, at: CellRef, row_before: u32, cell: &Cell) -> WireCell {
        let content = match &cell.content {
            Content::Text(text) => WireContent::Text(self.text(text)),
            Content::Number(number) => match i64::try_from(number.mantissa()) {
                Ok(digits) => WireContent::Number(digits, number.scale()),
                Err(_) => WireContent::Long(number.mantissa(), number.scale()),
            },
            Content::Bool(yes) => WireContent::Bool(*yes),
            Content::Date(text) => WireContent::Date(text.clone()),
            Content::Error(text) => WireContent::Error(text.clone()),
            Content::NoCachedValue => WireContent::NoCachedValue,
        };
        if let Content::Date(text) | Content::Error(text) = &cell.content {
            self.n_text_bytes += text.len();
        }
        let lengths = [&cell.stored, &cell.formula].map(|text| text.as_deref().map_or(0, str::len));
        self.n_text_bytes += lengths.iter().sum::<usize>();
        WireCell {
            rows_on: at.row.saturating_sub(row_before),
            col: at.col,
            style: self.style(&cell.style),
            content,
            stored: cell.stored.clone(),
            formula: cell.formula.clone(),
        }
    }

    fn text(&mut self, text: &Arc<str>) -> u32 {
        let next = number(self.texts.len());
        let (texts, n_bytes) = (&mut self.new_texts, &mut self.n_text_bytes);
        *self.texts.entry(text.as_ptr().addr()).or_insert_with(|| {
            *n_bytes += text.len();
            texts.push(text.to_string());
            next
        })
    }

    fn style(&mut self, style: &Arc<Style>) -> u32 {
        let address = Arc::as_ptr(style).addr();
        if let Some((last, number)) = self.last_style
            && last == address
        {
            return number;
        }
        let next = number(self.styles.len());
        let styles = &mut self.new_styles;
        let number = *self.styles.entry(address).or_insert_with(|| {
            styles.push(WireStyle::of(style));
            next
        });
        self.last_style = Some((address, number));
        number
    }
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn head(extracted: &Extracted) -> DocumentHead {
    let workbook: &Workbook = &extracted.workbook;
    DocumentHead {
        member: extracted.member.as_ref().map(|member| {
            (
                member.path.to_string(),
                member.sha256.to_string(),
                member.size,
            )
        }),
        is_passed_over: extracted.is_passed_over,
        format: extracted.format.name().to_owned(),
        counts_from_1904: workbook.counts_from_1904,
        names: workbook
            .names
            .iter()
            .map(|name| {
                let sheet = name.sheet.as_deref().map(str::to_owned);
                (name.name.clone(), sheet, name.refers_to.clone())
            })
            .collect(),
    }
}

fn sheet_head(grid: &Grid) -> SheetHead {
    SheetHead {
        name: grid.name.to_string(),
        hidden: grid.hidden,
        is_incomplete: grid.is_incomplete,
        n_cells: grid.cells.len() as u64,
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
