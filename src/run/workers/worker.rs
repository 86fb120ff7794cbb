//! One process as the run sees it: started, told its work, given a file, listened to, and replaced
//! when it dies, hangs or hands over nonsense.

use std::io::{self, BufReader, BufWriter, Read};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};

use super::course::Course;
use super::frame::{broken, write_frame};
use super::hand_over::Sender;
use super::message::{Hello, Share, Task};
use super::serve::READER_WORD;
use super::setup::Setup;
use super::stopped::{End, Stopped};
use super::take_over::{Interrupted, Receiver};
use super::watchdog::{Kill, Watchdog};
use crate::model::limits::Limit;
use crate::run::cache::MOST_ENTRY_BYTES;
use crate::run::reading::Care;

/// Bytes of the file sent in one frame.
const SEND_BYTES: usize = 1 << 20;
/// Bytes that a pipe should have room for: the most that Linux gives without privileges.
#[cfg(target_os = "linux")]
const PIPE_BYTES: usize = 1 << 20;
/// From how many bytes on glibc gives a piece of memory back to the system as soon as it is free. Unless
/// told, it keeps ever larger ones to itself, and a long sheet takes a tenth more.
const LARGE_PIECES: &str = "MALLOC_MMAP_THRESHOLD_";
const LARGE_BYTES: &str = "1048576";
/// Bytes kept of what a reader process says on its standard error.
const LAST_WORDS_BYTES: u64 = 4096;
/// Time that a reader process has to end once its pipe is closed.
const LAST_MOMENT: Duration = Duration::from_millis(500);
/// Time that a reader process has for its first word.
const START: Duration = Duration::from_secs(30);

/// A reader process.
pub(super) struct Worker {
    process: Process,
    sender: Sender<BufWriter<ChildStdin>>,
    receiver: Receiver<Tee<BufReader<ChildStdout>>>,
    last_words: mpsc::Receiver<String>,
    /// Whether it has read a file before.
    pub(super) has_served: bool,
    /// What confines it, in its own words.
    pub(super) confinement: String,
}

/// The process itself, which ends when this is dropped: it holds nothing that could be lost, and it
/// must not outlive the run.
struct Process(Arc<Mutex<Child>>);

impl Worker {
    /// Starts a reader process.
    pub(super) fn start(program: &Path, setup: &Setup, watchdog: &Watchdog) -> io::Result<Self> {
        let mut child = Command::new(program)
            .arg(READER_WORD)
            .env_clear()
            .env(LARGE_PIECES, LARGE_BYTES)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let process = Process(Arc::new(Mutex::new(child)));
        let (Some(stdin), Some(stdout), Some(stderr)) = pipes else {
            return Err(broken("a reader process has no pipes"));
        };
        widen(&stdin);
        widen(&stdout);
        let (tell, last_words) = mpsc::channel();
        std::thread::Builder::new()
            .name("last-words".to_owned())
            .spawn(move || listen(stderr, &tell))?;
        let mut receiver = Receiver::new(Tee::new(BufReader::with_capacity(1 << 16, stdout)));
        let watch = watchdog.watch(&process.0, Instant::now() + START);
        let hello: Hello = receiver.receive()?;
        drop(watch);
        if hello.version != env!("CARGO_PKG_VERSION") {
            return Err(broken("a reader process of another version"));
        }
        let mut sender = Sender::new(BufWriter::with_capacity(1 << 16, stdin));
        sender.send(setup)?;
        Ok(Self {
            process,
            sender,
            receiver,
            last_words,
            has_served: false,
            confinement: hello.confinement,
        })
    }

    /// Has a file read, or what is left of it, with at most this much memory; gives whether the process
    /// wants to be replaced. After a fault it is of no more use.
    pub(super) fn work(
        &mut self,
        bytes: &[u8],
        course: &mut Course<'_>,
        share: Share,
        care: Care,
        watchdog: &Watchdog,
    ) -> Result<Worked, Stopped> {
        self.has_served = true;
        self.receiver.pipe().keep();
        let watch = watchdog.watch(&self.process.0, course.time.until());
        course.time.watched_by(watch);
        let result = self.exchange(bytes, course, share, care);
        let was_killed = course.end_attempt();
        match result {
            // What is left in the pipe would be taken for the answer to the next file.
            Ok(retire) => Ok(Worked {
                retire: retire || !self.receiver.pipe().from.buffer().is_empty(),
                handed_over: self.receiver.pipe().kept.take(),
            }),
            Err(Interrupted::TooMuch) => Err(Stopped::TooMuch),
            Err(Interrupted::Memory) => Err(Stopped::Memory),
            Err(Interrupted::Broken(_)) if was_killed => Err(Stopped::Time),
            Err(Interrupted::Broken(error)) => Err(self.why(&error)),
        }
    }

    fn exchange(
        &mut self,
        bytes: &[u8],
        course: &mut Course<'_>,
        share: Share,
        care: Care,
    ) -> Result<bool, Interrupted> {
        let mut limits = course.limits.clone();
        limits.set(Limit::Seconds, course.attempt());
        self.sender.send(&Task {
            file: course.file.clone(),
            n_bytes: bytes.len() as u64,
            limits: limits.values().to_vec(),
            share,
            twice: care == Care::Twice && course.not_compared.is_none(),
            done: course
                .done
                .iter()
                .map(std::string::ToString::to_string)
                .collect(),
        })?;
        for part in bytes.chunks(SEND_BYTES) {
            write_frame(self.sender.pipe(), part)?;
        }
        self.sender.flush()?;
        self.receiver.file(course)
    }

    /// How the process ended. One that goes on although its pipe is closed, or after nonsense, is
    /// ended here: nobody watches it any more.
    fn end(&self) -> io::Result<ExitStatus> {
        let mut child = self
            .process
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let until = Instant::now() + LAST_MOMENT;
        while Instant::now() < until {
            if let Some(status) = child.try_wait()? {
                return Ok(status);
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        child.kill()?;
        child.wait()
    }

    /// Why the process ended, from how it ended and what it said last.
    fn why(&mut self, error: &io::Error) -> Stopped {
        let status = self.end();
        let words = self
            .last_words
            .recv_timeout(LAST_MOMENT)
            .unwrap_or_default();
        if words.contains("memory allocation of") {
            return Stopped::Memory;
        }
        let Ok(status) = status else {
            return Stopped::Died(ended(error, ""));
        };
        let words = said(&words);
        match signal(status) {
            Some(SIGXCPU) => Stopped::Time,
            Some(number) => Stopped::Died(End::new(
                format!("sinyal {number}"),
                format!("signal {number}{words}"),
            )),
            None => Stopped::Died(ended(error, &words)),
        }
    }
}

/// A file that a process did.
pub(super) struct Worked {
    /// Whether the process is to be replaced.
    pub(super) retire: bool,
    /// What it handed over, byte for byte, if that was not too much to be kept.
    pub(super) handed_over: Option<Vec<u8>>,
}

/// Keeps what is read through it.
pub(super) struct Tee<R> {
    from: R,
    kept: Option<Vec<u8>>,
}

impl<R> Tee<R> {
    fn new(from: R) -> Self {
        Self { from, kept: None }
    }

    /// Keeps what is read from now on.
    fn keep(&mut self) {
        self.kept = Some(Vec::new());
    }
}

impl<R: Read> Read for Tee<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_read = self.from.read(buffer)?;
        if let Some(kept) = &mut self.kept {
            kept.extend_from_slice(buffer.get(..n_read).unwrap_or_default());
            if kept.len() > MOST_ENTRY_BYTES {
                self.kept = None;
            }
        }
        Ok(n_read)
    }
}

const SIGXCPU: i32 = 24;

impl Drop for Process {
    fn drop(&mut self) {
        let mut child = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // It may have ended by itself.
        let _ = child.kill();
        let _ = child.wait();
    }
}

impl Kill for Child {
    fn kill_now(&mut self) {
        // It may have ended by itself in the meantime.
        let _ = self.kill();
    }
}

/// Keeps the first words on standard error and swallows the rest, so that nobody waits for room.
fn listen(mut stderr: impl Read, tell: &mpsc::Sender<String>) {
    let mut words = Vec::new();
    let _ = stderr
        .by_ref()
        .take(LAST_WORDS_BYTES)
        .read_to_end(&mut words);
    // Nobody may be listening any more.
    let _ = tell.send(String::from_utf8_lossy(&words).into_owned());
    let _ = io::copy(&mut stderr, &mut io::sink());
}

/// What a broken pipe tells.
fn ended(error: &io::Error, words: &str) -> End {
    let id = match error.kind() {
        io::ErrorKind::InvalidData => "hasilnya tidak sah",
        _ => "hasilnya terputus",
    };
    End::new(id, format!("{error}{words}"))
}

fn said(words: &str) -> String {
    let line = words.lines().find(|line| !line.trim().is_empty());
    line.map_or_else(String::new, |line| {
        let shown: String = line.chars().filter(|c| !c.is_control()).take(200).collect();
        format!("; {shown}")
    })
}

/// Gives a pipe room for more than its usual 64 KiB, so that the two sides wait less for each other.
/// Where the system does not, they only wait more.
#[cfg(target_os = "linux")]
fn widen(pipe: &impl std::os::fd::AsFd) {
    let _ = rustix::pipe::fcntl_setpipe_size(pipe, PIPE_BYTES);
}

#[cfg(not(target_os = "linux"))]
fn widen<P>(_pipe: &P) {}

#[cfg(unix)]
fn signal(status: ExitStatus) -> Option<i32> {
    use std::os::unix::process::ExitStatusExt;
    status.signal()
}

#[cfg(not(unix))]
fn signal(_status: ExitStatus) -> Option<i32> {
    None
}
