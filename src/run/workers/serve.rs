//! A reader process: takes files over its standard input, one after the other, and hands over what
//! it read on its standard output. It opens nothing itself, and after its first breath it cannot.

use std::io::{self, BufReader, BufWriter, Read, Write};
use std::sync::Arc;
use std::thread;

use super::confine;
use super::frame::{broken, read_frame};
use super::hand_over::Sender;
use super::message::{Hello, Task};
use super::take_over::Receiver;
use crate::model::extraction::{CellTaker, Extracted, Taker};
use crate::model::limits::{LIMITS, Limits};
use crate::run::reading::{Care, File, read_guarded};

/// The word on the command line that makes the program a reader process.
pub const READER_WORD: &str = "__read";
/// Bytes handed over for one file above which the process has grown and asks to be replaced.
const RETIRE_BYTES: u64 = 32 << 20;
/// Stack of the reading thread.
const STACK_BYTES: usize = 16 << 20;
/// Bytes of a pipe's buffer on this side.
const BUFFER_BYTES: usize = 64 << 10;

/// Serves until the other side closes the pipe. The exit code tells nothing: what matters was
/// handed over or was not.
pub fn serve() -> u8 {
    // Files are given up before the reading thread starts, which inherits that; new processes and
    // threads can be refused only once it runs.
    let mut confinement = confine::give_up_files();
    let reading = thread::Builder::new()
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
    u8::from(!matches!(reading, Ok(Ok(Ok(())))))
}

fn serve_files(input: impl Read, output: impl Write, confinement: String) -> io::Result<()> {
    let mut receiver = Receiver::new(input);
    let mut sender = Sender::new(output);
    sender.send(&Hello {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        confinement,
    })?;
    sender.flush()?;
    loop {
        let task: Task = match receiver.receive() {
            Ok(task) => task,
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            Err(error) => return Err(error),
        };
        let limits = limits(&task)?;
        confine::bound(task.memory, &limits);
        let bytes = receiver.bytes(task.n_bytes)?;
        let file = File {
            bytes: &bytes,
            path: &task.path,
            limits: &limits,
            care: if task.twice { Care::Twice } else { Care::Once },
        };
        sender.take_count();
        let done = task.done.iter().map(|path| path.as_str().into()).collect();
        let mut handing = Handing { file, sender };
        read_guarded(file, done, &mut handing);
        sender = handing.sender;
        sender.done(RETIRE_BYTES)?;
    }
}

/// Hands over what is read of a file.
struct Handing<'f, W: Write> {
    file: File<'f>,
    sender: Sender<W>,
}

impl<W: Write> Taker for Handing<'_, W> {
    fn members(&mut self, paths: Vec<Arc<str>>) {
        self.sender.members(paths);
    }

    fn opens(&mut self, number: usize) {
        self.sender.opens(number);
    }

    fn document(&mut self, mut extracted: Extracted) {
        if self.file.care == Care::Twice {
            self.sender.cells_of(&extracted);
        }
        self.sender.document(&extracted);
        let n_findings = extracted.findings.len();
        if self.file.care == Care::Twice {
            // Should the second reader end this process, the first one's result is safe.
            self.sender.flush_now();
            self.file.read_again(&mut extracted);
        }
        let more = extracted.findings.get(n_findings..);
        self.sender.end_document(more.unwrap_or_default());
    }

    fn cells(&mut self) -> Option<&mut dyn CellTaker> {
        // The second reader's cells are compared with a whole workbook.
        match self.file.care {
            Care::Once => Some(&mut self.sender),
            Care::Twice => None,
        }
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
        let mut frame = Vec::new();
        while (all.len() as u64) < n_bytes {
            read_frame(self.pipe(), &mut frame)?;
            if frame.is_empty() {
                return Err(broken("an empty part of a file"));
            }
            if all.is_empty() {
                // Most files come in one.
                std::mem::swap(&mut all, &mut frame);
            } else {
                all.append(&mut frame);
            }
        }
        Ok(all)
    }
}
