//! The receiving half of the hand-over: messages back into workbooks. Believes nothing: numbers of
//! texts and styles, counts, places, paths and codes are checked, and what does not fit ends the
//! reading. What is held of a document is counted as it grows.

use std::io::{self, Read};

use serde::de::DeserializeOwned;

use super::cells::{CellReader, MAX_COL, MAX_ROW};
use super::course::Course;
use super::frame::{broken, read_frame};
use super::message::{
    CELLS, DocumentHead, Message, STRAYS, SheetHead, WireFinding, area, format_named, tally,
};
use crate::model::cells::Cells;
use crate::model::extraction::{Extracted, Member};
use crate::model::grid::{Area, DefinedName, Grid, Spans, Workbook};
use crate::model::limits::Limit;
use crate::model::place::CellRef;

/// Digits of a SHA-256.
const HASH_DIGITS: usize = 64;

/// Reads messages from a pipe.
pub(super) struct Receiver<R: Read> {
    from: R,
    buffer: Vec<u8>,
}

/// Why a file's hand-over ended early.
#[derive(Debug)]
pub(super) enum Interrupted {
    /// The pipe closed, or what came over it does not fit.
    Broken(io::Error),
    /// More came than the limit allows.
    TooMuch,
    /// The process says that it had too little memory, and there is more.
    Memory,
}

impl From<io::Error> for Interrupted {
    fn from(error: io::Error) -> Self {
        Self::Broken(error)
    }
}

impl From<&'static str> for Interrupted {
    fn from(reason: &'static str) -> Self {
        Self::Broken(broken(reason))
    }
}

impl<R: Read> Receiver<R> {
    pub(super) fn new(from: R) -> Self {
        Self {
            from,
            buffer: Vec::new(),
        }
    }

    /// The pipe itself, for what is no message.
    pub(super) fn pipe(&mut self) -> &mut R {
        &mut self.from
    }

    /// The next message.
    pub(super) fn receive<M: DeserializeOwned>(&mut self) -> io::Result<M> {
        read_frame(&mut self.from, &mut self.buffer)?;
        message(&self.buffer)
    }

    /// Takes over one file, document by document; gives whether the process wants to be replaced.
    pub(super) fn file(&mut self, course: &mut Course<'_>) -> Result<bool, Interrupted> {
        let mut open = Open::new(course);
        loop {
            read_frame(&mut self.from, &mut self.buffer)?;
            match self.buffer.split_first() {
                Some((&CELLS, cells)) => open.cells(cells)?,
                Some((&STRAYS, cells)) => open.strays(cells)?,
                _ => {
                    // What a message holds in memory is bounded by its length.
                    open.n_held_beside = open
                        .n_held_beside
                        .saturating_add(self.buffer.len() as u64 * 2);
                    if let Some(retire) = open.message(message(&self.buffer)?)? {
                        return Ok(retire);
                    }
                }
            }
            open.count()?;
        }
    }
}

fn message<M: DeserializeOwned>(bytes: &[u8]) -> io::Result<M> {
    let (message, rest) = postcard::take_from_bytes(bytes)
        .map_err(|error| broken(format!("a message cannot be read ({error})")))?;
    if rest.is_empty() {
        Ok(message)
    } else {
        Err(broken("a message is longer than its content"))
    }
}

/// A document that is arriving.
struct Open<'c, 'f> {
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
    fn new(course: &'c mut Course<'f>) -> Self {
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

    fn cells(&mut self, bytes: &[u8]) -> Result<(), Interrupted> {
        Ok(self.reader.read(bytes, &mut self.cells)?)
    }

    fn strays(&mut self, bytes: &[u8]) -> Result<(), Interrupted> {
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
    fn count(&mut self) -> Result<(), Interrupted> {
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

    /// Takes a message; gives whether the process wants to be replaced, when the file is done.
    fn message(&mut self, message: Message) -> Result<Option<bool>, Interrupted> {
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

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use rust_decimal::Decimal;

    use super::*;
    use crate::model::document::FileFormat;
    use crate::model::extraction::CellTaker;
    use crate::model::finding::{Finding, Severity};
    use crate::model::grid::{Alignment, Cell, Color, Content, Style, Tally};
    use crate::model::limits::Limits;
    use crate::model::place::Place;
    use crate::run::workers::frame::write_frame;
    use crate::run::workers::hand_over::Sender;

    const FILE: &str = "dinas/a.zip";

    fn workbook() -> Workbook {
        let text: Arc<str> = "Belanja".into();
        let style = Arc::new(Style {
            format: Some("#,##0".into()),
            bold: true,
            underline: true,
            indent: 3,
            alignment: Alignment::Right,
            fill: Some(Color::Theme(4)),
        });
        let mut grid = Grid {
            name: "Lembar".into(),
            hidden: true,
            is_incomplete: true,
            hidden_rows: Spans::covering([(3, 5)]),
            hidden_cols: Spans::covering([(1, 1)]),
            filter: Some(area([0, 0, 9, 9])),
            tally: Tally {
                stored: 9,
                blank: 1,
                refused: 2,
            },
            ..Grid::default()
        };
        grid.merges = vec![Area {
            first: CellRef::new(0, 0),
            last: CellRef::new(0, 4),
        }];
        grid.comments.insert(CellRef::new(7, 1), "cek".to_owned());
        let contents = [
            Content::Text(text.clone()),
            Content::Text(text),
            Content::Number(Decimal::MAX),
            Content::Number(Decimal::new(-1050, 2)),
            Content::Bool(true),
            Content::Date("2024-01-31".into()),
            Content::Error("#REF!".into()),
            Content::NoCachedValue,
        ];
        for (idx, content) in (0u32..).zip(contents) {
            let mut cell = Cell::of(content);
            if idx % 2 == 0 {
                cell.style = style.clone();
                cell.formula = Some("SUM(A1:A2)".into());
                cell.stored = Some("1E3".into());
            }
            let at = CellRef::new(idx / 3 * 500_000, idx % 3 * 8_000);
            grid.cells.insert(at, cell);
        }
        Workbook {
            sheets: vec![Grid::default(), grid],
            names: vec![DefinedName {
                name: "Total".to_owned(),
                sheet: Some("Lembar".into()),
                refers_to: "Lembar!$A$1".to_owned(),
            }],
            counts_from_1904: true,
        }
    }

    fn sent() -> (Extracted, Vec<u8>) {
        let place = Place {
            file: "dinas/a.zip/b.xlsx".into(),
            sheet: "Lembar".into(),
            cell: CellRef::new(4, 4),
        };
        let extracted = Extracted {
            member: Some(Member {
                path: "b.xlsx".into(),
                sha256: "0".repeat(64).into(),
                size: 12,
            }),
            is_passed_over: true,
            format: FileFormat::Xls,
            workbook: workbook(),
            findings: vec![
                Finding::at("R004", Severity::Error, &place).fact_in("reason", "rusak", "damaged"),
                Finding::about("R003", Severity::Warning, "dinas/a.zip/b.xlsx"),
            ],
        };
        let mut sender = Sender::new(Vec::new());
        sender.members(vec!["a.csv".into(), "b.xlsx".into()]);
        sender.opens(1);
        sender.cells_of(&extracted);
        sender.document(&extracted);
        sender.end_document(&[]);
        sender.done(0).expect("sent");
        let mut bytes = Vec::new();
        std::mem::swap(&mut bytes, sender.pipe());
        (extracted, bytes)
    }

    fn taken(bytes: &[u8], limits: &Limits) -> Result<(Vec<Extracted>, bool), Interrupted> {
        let (mut all, room) = (Vec::new(), Mutex::new(()));
        let mut take = |extracted| all.push(extracted);
        let mut course = Course::new(FILE, limits, &room, &mut take);
        let retire = Receiver::new(bytes).file(&mut course)?;
        drop(course);
        Ok((all, retire))
    }

    #[test]
    fn a_workbook_comes_over_as_it_was() {
        let (extracted, bytes) = sent();
        let (all, retire) = taken(&bytes, &Limits::default()).expect("taken over");
        assert!(retire);
        assert_eq!(all.len(), 1);
        assert_eq!(all[0].workbook, extracted.workbook);
        assert_eq!(all[0].member, extracted.member);
        assert_eq!(all[0].format, extracted.format);
        assert!(all[0].is_passed_over);
        let shown = |findings: &[Finding]| format!("{findings:?}");
        assert_eq!(shown(&all[0].findings), shown(&extracted.findings));
    }

    #[test]
    fn nothing_that_is_cut_off_or_changed_is_taken_over() {
        let (_, bytes) = sent();
        let limits = Limits::default();
        for cut in 0..bytes.len() {
            assert!(taken(&bytes[..cut], &limits).is_err());
        }
        for idx in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[idx] ^= 0x20;
            assert!(taken(&changed, &limits).is_err(), "byte {idx}");
        }
    }

    /// Cells as one document, in one frame of this kind.
    fn with_cells(kind: u8, cells: &[u8], n_cells: u64) -> Vec<u8> {
        let mut sender = Sender::new(Vec::new());
        let frame = [&[kind], cells].concat();
        write_frame(sender.pipe(), &frame).expect("sent");
        sender
            .send(&Message::EndSheet {
                is_kept: true,
                n_cells,
            })
            .expect("sent");
        sender.document(&Extracted {
            workbook: Workbook {
                sheets: vec![Grid::default()],
                ..Workbook::default()
            },
            ..Extracted::default()
        });
        sender.end_document(&[]);
        sender.done(u64::MAX).expect("sent");
        std::mem::take(sender.pipe())
    }

    #[test]
    fn cells_that_do_not_fit_are_refused() {
        let style = postcard::to_stdvec(&super::super::message::WireStyle::of(&Style::default()));
        let style = style.expect("a style");
        // A plain `true`: kind, rows on, column, style and what it is; one right of it.
        let head = [4, 0, 0, 0, u8::try_from(style.len()).expect("short")];
        let yes = [&head[..], &style].concat();
        let next = &[4 | 1 << 6 | 1 << 7][..];
        let limits = Limits::default();
        let whole = [&yes[..], next].concat();
        let (all, _) = taken(&with_cells(CELLS, &whole, 2), &limits).expect("taken over");
        assert_eq!(all[0].workbook.sheets[0].cells.len(), 2);
        assert!(taken(&with_cells(CELLS, &whole, 3), &limits).is_err());
        let mut few = Limits::default();
        few.set(Limit::Cells, 1);
        assert!(taken(&with_cells(CELLS, &whole, 2), &few).is_err());
        let same_style = 1 << 6;
        for wrong in [
            // Nothing says how the first cell looks; it is cut off; it is in its own place again.
            &[4 | same_style, 0, 0][..],
            &[4, 0],
            &[4 | same_style, 0, 0],
            // A text, a style that nobody sent; a blank text; too many rows and columns on.
            &[same_style, 0, 9, 5],
            &[4, 0, 9, 9],
            &[same_style, 0, 9, 0, 1, b' '],
            &[4 | same_style, 0xFF, 0xFF, 0xFF, 1, 0],
            &[4 | same_style, 0, 0xFF, 0xFF, 1],
            // A number of more than 64 bits, a decimal with too many decimals, no UTF-8.
            &[
                4 | same_style,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                0xFF,
                2,
                0,
            ],
            &[1 | same_style, 0, 9, 2, 99],
            &[same_style, 0, 9, 0, 1, 0xFF],
            // Texts that are as before and new.
            &[4 | same_style | 1 << 5 | 1 << 3, 0, 9, 1, b'a'],
        ] {
            let cells = [&yes, wrong].concat();
            assert!(
                taken(&with_cells(CELLS, &cells, 2), &limits).is_err(),
                "{wrong:?}"
            );
        }
        assert!(taken(&with_cells(CELLS, next, 1), &limits).is_err());
        // Strays stand anywhere but in a place that is taken.
        let strays = with_cells(STRAYS, &whole, 2);
        assert!(taken(&strays, &limits).is_ok());
        assert!(taken(&[strays.clone(), strays].concat(), &limits).is_ok());
    }

    #[test]
    fn strays_come_to_their_places() {
        let mut sender = Sender::new(Vec::new());
        let cell = |row, word: &str| (CellRef::new(row, 0), Cell::text(word));
        sender.piece(&mut vec![cell(1, "a"), cell(3, "b")]);
        sender.strays(vec![cell(0, "c"), cell(2, "a")]);
        sender.end_sheet(true);
        let extracted = Extracted {
            workbook: Workbook {
                sheets: vec![Grid::default()],
                ..Workbook::default()
            },
            ..Extracted::default()
        };
        sender.document(&extracted);
        sender.end_document(&[]);
        sender.done(u64::MAX).expect("sent");
        let (all, _) = taken(sender.pipe(), &Limits::default()).expect("taken over");
        let cells = &all[0].workbook.sheets[0].cells;
        let words: Vec<String> = cells.values().map(Cell::raw).collect();
        assert_eq!(words, ["c", "a", "a", "b"]);
    }

    type Told<'t> = &'t dyn Fn(&mut Sender<Vec<u8>>);

    #[test]
    fn what_comes_out_of_turn_is_refused() {
        let whole = Extracted::default();
        let other = Extracted {
            findings: vec![Finding::about("R003", Severity::Warning, "dinas/b.xlsx")],
            ..Extracted::default()
        };
        let member = |path: &str, sha256: &str| Extracted {
            member: Some(Member {
                path: path.into(),
                sha256: sha256.into(),
                size: 1,
            }),
            ..Extracted::default()
        };
        let cases: [(&str, bool, Told<'_>); 9] = [
            ("a document", true, &|to| one(to, &whole)),
            ("nothing", false, &|_| {}),
            ("two documents", false, &|to| {
                one(to, &whole);
                one(to, &whole);
            }),
            ("an open document", false, &|to| to.document(&whole)),
            ("another's finding", false, &|to| one(to, &other)),
            ("a member twice", false, &|to| {
                to.members(vec!["a.csv".into()]);
                one(to, &member("a.csv", ""));
                one(to, &member("a.csv", ""));
            }),
            ("a member outside", false, &|to| {
                to.members(vec!["../a.csv".into()]);
                one(to, &member("../a.csv", ""));
            }),
            ("two of a path", false, &|to| {
                to.members(vec!["a.csv".into(), "a.csv".into()]);
                one(to, &member("a.csv", ""));
            }),
            ("no hash", false, &|to| {
                to.members(vec!["a.csv".into()]);
                one(to, &member("a.csv", "00"));
            }),
        ];
        for (name, is_right, told) in cases {
            let mut sender = Sender::new(Vec::new());
            told(&mut sender);
            sender.done(u64::MAX).expect("sent");
            let result = taken(sender.pipe(), &Limits::default());
            assert_eq!(result.is_ok(), is_right, "{name}");
        }
    }

    fn one(sender: &mut Sender<Vec<u8>>, extracted: &Extracted) {
        sender.document(extracted);
        sender.end_document(&[]);
    }

    #[test]
    fn what_is_held_is_limited() {
        let mut sender = Sender::new(Vec::new());
        let mut extracted = Extracted {
            workbook: workbook(),
            ..Extracted::default()
        };
        for row in 0..20_000 {
            let at = CellRef::new(1_000_000 + row, 0);
            extracted.workbook.sheets[1]
                .cells
                .insert(at, Cell::text("a"));
        }
        sender.cells_of(&extracted);
        sender.document(&extracted);
        sender.end_document(&[]);
        sender.done(0).expect("sent");
        let mut limits = Limits::default();
        assert!(taken(sender.pipe(), &limits).is_ok());
        limits.set(Limit::HandoverMegabytes, 1);
        let result = taken(sender.pipe(), &limits);
        assert!(matches!(result, Err(Interrupted::TooMuch)));
    }
}
