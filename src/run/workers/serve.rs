//! A process that reads: takes files over its standard input, one after the other, audits each
//! document as soon as it is read, and hands over the result on its standard output. It opens nothing
//! itself, and after its first breath it cannot.

use std::io::{self, BufReader, BufWriter, Read, Write};
use std::sync::Arc;
use std::thread;

use super::confine::{self, Bounds};
use super::frame::{broken, read_frame};
use super::hand_over::Sender;
use super::message::{Hello, Task};
use super::setup::Setup;
use super::take_over::Receiver;
use crate::model::audited::Stage;
use crate::model::extraction::{Extracted, Taker};
use crate::model::limits::{LIMITS, Limit, Limits};
use crate::run::assignment::Assignment;
use crate::run::clock::Stopwatch;
use crate::run::reading::{Care, File, read_guarded};
use crate::run::within::audit_document;

/// The word on the command line that makes the program a process that reads.
pub const READER_WORD: &str = "__read";
/// Cells of one file above which the process has grown and asks to be replaced.
const RETIRE_CELLS: usize = 200_000;
/// Bytes of memory that auditing takes for each cell, roughly: measured on tables of 12 columns.
const BYTES_A_CELL: u64 = 285;
/// Stack of the working thread: deep nesting in a document must not exhaust it.
const STACK_BYTES: usize = 16 << 20;
/// Bytes of a pipe's buffer on this side.
const BUFFER_BYTES: usize = 64 << 10;

/// Serves until the other side closes the pipe. The exit code tells nothing: what matters was
/// handed over or was not.
pub fn serve() -> u8 {
    // Files are given up before the working thread starts, which inherits that; new processes and
    // threads can be refused only once it runs.
    let mut confinement = confine::give_up_files();
    let working = thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || {
            confinement.push_str(&confine::refuse_calls());
            serve_files(
                BufReader::with_capacity(BUFFER_BYTES, io::stdin().lock()),
                BufWriter::with_capacity(BUFFER_BYTES, io::stdout().lock()),
                confinement,
            )
        })
        .map(thread::JoinHandle::join);
    u8::from(!matches!(working, Ok(Ok(Ok(())))))
}

fn serve_files(input: impl Read, output: impl Write, confinement: String) -> io::Result<()> {
    let mut receiver = Receiver::new(input);
    let mut sender = Sender::new(output);
    sender.send(&Hello {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        confinement,
    })?;
    sender.flush()?;
    let setup: Setup = match receiver.receive() {
        Ok(setup) => setup,
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
        Err(error) => return Err(error),
    };
    loop {
        let task: Task = match receiver.receive() {
            Ok(task) => task,
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(error) => return Err(error),
        };
        let limits = limits(&task)?;
        let bounds = Bounds::of_file(task.share.reading, task.share.auditing, &limits);
        let bytes = receiver.bytes(task.n_bytes)?;
        let file = File {
            bytes: &bytes,
            path: &task.file.path,
            limits: &limits,
            care: if task.twice { Care::Twice } else { Care::Once },
        };
        let done = task.done.iter().map(|path| path.as_str().into()).collect();
        let mut handing = Handing {
            limits: &limits,
            task: &task,
            assignment: setup.assignment.as_ref(),
            bounds,
            reading: Stopwatch::start(),
            n_cells: 0,
            sender,
        };
        let own = read_guarded(file, done, &mut handing);
        // They are of no more use, and auditing takes much.
        drop(bytes);
        if let Some(own) = own {
            handing.document(own);
        }
        let retire = handing.n_cells > RETIRE_CELLS;
        sender = handing.sender;
        sender.done(retire)?;
    }
}

/// Hands over what is made of a file.
struct Handing<'f, W: Write> {
    limits: &'f Limits,
    task: &'f Task,
    assignment: Option<&'f Assignment>,
    bounds: Bounds<'f>,
    /// Runs since the document began to be read.
    reading: Stopwatch,
    n_cells: usize,
    sender: Sender<W>,
}

impl<W: Write> Taker for Handing<'_, W> {
    fn members(&mut self, paths: Vec<Arc<str>>) {
        self.sender.members(paths);
    }

    fn opens(&mut self, number: usize) {
        self.sender.opens(number);
    }

    fn again(&mut self) {
        self.sender.again();
    }

    fn document(&mut self, extracted: Extracted) {
        let sheets = extracted.workbook.sheets.iter();
        self.n_cells += sheets.map(|grid| grid.cells.len()).sum::<usize>();
        self.sender.document(&extracted);
        match self.assignment {
            None => self.sender.sheets(extracted.workbook.sheets),
            Some(_) if extracted.is_passed_over => {}
            Some(assignment) => self.audit(extracted, assignment),
        }
        self.sender.end_document();
        self.reading = Stopwatch::start();
    }
}

impl<W: Write> Handing<'_, W> {
    fn audit(&mut self, extracted: Extracted, assignment: &Assignment) {
        let reading = self.reading.micros();
        self.sender.audits();
        // Rather than find out after most of the work.
        let all = self.limits.get(Limit::AuditMegabytes);
        let sheets = extracted.workbook.sheets.iter();
        let n_cells: usize = sheets.map(|grid| grid.cells.len()).sum();
        let needed = (n_cells as u64).saturating_mul(BYTES_A_CELL);
        let share = self.task.share.auditing;
        if needed > share && share < all.saturating_mul(1 << 20) {
            return self.sender.lacks();
        }
        self.bounds.audits();
        let file = self.task.file.as_read(&extracted);
        let n_findings = extracted.findings.len();
        let mut audited = audit_document(extracted, &file, assignment);
        audited.times.add(Stage::ExtractCells, reading);
        self.sender.audited(audited, n_findings);
        self.bounds.reads_on();
    }
}

fn limits(task: &Task) -> io::Result<Limits> {
    let mut limits = Limits::default();
    if task.limits.len() != LIMITS.len() {
        return Err(broken("the limits do not fit"));
    }
    for (row, value) in LIMITS.iter().zip(&task.limits) {
        limits.set(row.limit, *value);
    }
    Ok(limits)
}

impl<R: Read> Receiver<R> {
    /// The bytes of a file, in frames.
    fn bytes(&mut self, n_bytes: u64) -> io::Result<Vec<u8>> {
        let mut all = Vec::new();
        while (all.len() as u64) < n_bytes {
            if read_frame(self.pipe(), &mut all)? == 0 {
                return Err(broken("an empty part of a file"));
            }
        }
        Ok(all)
    }
}
