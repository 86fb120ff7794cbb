//! Reads and audits untrusted files in other processes: the same program, started again, with nothing
//! but a pipe. A process that aborts, hangs or grows, in whichever stage, costs its document only.
//!
//! A process does for a document everything up to where documents meet, and hands over the result: no
//! cell crosses the pipe. Reading and auditing have bounds of memory and time each. A file gets a
//! share of the memory at first; one that needs more is worked on again by itself with all of it. So
//! many ordinary files are at work at a time, and a bomb cannot take its share many times over. What
//! came of a file before its process died stays: an archive loses the one member on which it died.

mod confine;
mod course;
mod frame;
mod hand_over;
mod message;
mod serve;
mod setup;
mod stopped;
mod take_over;
mod watchdog;
mod worker;

pub use course::Take;
pub use serve::{READER_WORD, serve};

use std::io;
use std::path::PathBuf;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use course::{Course, Phase};
use message::Share;
use setup::Setup;
use stopped::{End, Stopped};
use take_over::Receiver;
use watchdog::Watchdog;
use worker::Worker;

use crate::model::document::SourceFile;
use crate::model::limits::{Limit, Limits};
use crate::run::assignment::Assignment;
use crate::run::reading::Care;

/// Bytes of memory that a file gets at first to be read.
const FIRST_BYTES: u64 = 384 << 20;
/// Bytes of memory that each of its documents gets at first to be audited.
const FIRST_AUDIT_BYTES: u64 = 1 << 30;
/// How long to wait before trying again to start a process, where none is given back.
const NEXT_TRY: Duration = Duration::from_secs(1);

/// Processes that read and audit, started when needed and used again.
pub struct Pool {
    program: PathBuf,
    limits: Limits,
    care: Care,
    setup: Setup,
    workers: Mutex<Workers>,
    given_back: Condvar,
    /// Held by the one file that may take all of the memory.
    large: Mutex<()>,
    /// Held by the one file of which the run holds much.
    room: Mutex<()>,
    watchdog: Watchdog,
}

/// The processes there are.
struct Workers {
    idle: Vec<Worker>,
    n_busy: usize,
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool")
            .field("program", &self.program)
            .finish_non_exhaustive()
    }
}

impl Pool {
    /// Starts the first process, so that a program that cannot is told at once. Without an assignment
    /// documents are only read.
    pub fn start(
        program: PathBuf,
        limits: &Limits,
        care: Care,
        assignment: Option<Assignment>,
    ) -> io::Result<Self> {
        let watchdog = Watchdog::start()?;
        let setup = Setup { assignment };
        let first = Worker::start(&program, &setup, &watchdog)?;
        tracing::debug!(confinement = first.confinement, "reader process");
        if !confine::keeps(&first.confinement) {
            tracing::warn!(
                confinement = first.confinement,
                "this system cannot keep reader processes from files and network"
            );
        }
        Ok(Self {
            program,
            limits: limits.clone(),
            care,
            setup,
            workers: Mutex::new(Workers {
                idle: vec![first],
                n_busy: 0,
            }),
            given_back: Condvar::new(),
            large: Mutex::new(()),
            room: Mutex::new(()),
            watchdog,
        })
    }

    /// Hands on what came of a file on another night, as it came over the pipe then; gives whether
    /// that was whole. Of one that was not, what was handed on until then is not to be believed.
    pub fn repeat(&self, handed_over: &[u8], file: &SourceFile, take: Take<'_>) -> bool {
        let mut course = Course::new(file, &self.limits, &self.room, take);
        let result = Receiver::new(handed_over).file(&mut course);
        course.end_attempt();
        result.is_ok()
    }

    /// Has one file worked on and hands each document on. Whatever happens to a process becomes a
    /// finding. Gives what was handed over, byte for byte, where one process did it all.
    pub fn work(&self, bytes: &[u8], file: &SourceFile, take: Take<'_>) -> Option<Vec<u8>> {
        let mut is_first = true;
        let mut course = Course::new(file, &self.limits, &self.room, take);
        let most = |limit| self.limits.get(limit).saturating_mul(1 << 20);
        let all = Share {
            reading: most(Limit::MemoryMegabytes),
            auditing: most(Limit::AuditMegabytes),
        };
        let mut share = Share {
            reading: FIRST_BYTES.min(all.reading),
            auditing: FIRST_AUDIT_BYTES.min(all.auditing),
        };
        let mut alone: Option<MutexGuard<'_, ()>> = None;
        let mut needs_fresh = false;
        loop {
            course.has_more_memory = share.reading < all.reading;
            let (result, was_fresh) = self.attempt(bytes, &mut course, share, needs_fresh);
            let stopped = match result {
                Ok(handed_over) => return handed_over.filter(|_| is_first),
                Err(stopped) => stopped,
            };
            is_first = false;
            let has_more = match course.phase() {
                Phase::Auditing => share.auditing < all.auditing,
                Phase::Reading | Phase::Comparing => share.reading < all.reading,
            };
            let can_retry = course.has_something_to_read() && !course.is_time_over();
            // One that served other files before and died is not believed to have died of this
            // one.
            needs_fresh = matches!(stopped, Stopped::Died(_) | Stopped::Memory) && !was_fresh;
            if can_retry && needs_fresh {
                course.try_again();
                continue;
            }
            if can_retry && stopped == Stopped::Memory && has_more {
                tracing::debug!(document = %file.path, "tried again with all of the memory");
                course.try_again();
                alone.get_or_insert_with(|| {
                    self.large.lock().unwrap_or_else(PoisonError::into_inner)
                });
                share = all;
                continue;
            }
            tracing::warn!(document = %file.path, ?stopped, "a process was stopped");
            if !course.give_up(&stopped) {
                return None;
            }
        }
    }

    /// One attempt, and whether its process had read nothing before.
    fn attempt(
        &self,
        bytes: &[u8],
        course: &mut Course<'_>,
        share: Share,
        needs_fresh: bool,
    ) -> (Result<Option<Vec<u8>>, Stopped>, bool) {
        let mut worker = match self.take(needs_fresh) {
            Ok(worker) => worker,
            Err(error) => {
                let end = End::new("tidak dapat dijalankan", format!("cannot start: {error}"));
                return (Err(Stopped::Died(end)), true);
            }
        };
        let was_fresh = !worker.has_served;
        let result = worker.work(bytes, course, share, self.care, &self.watchdog);
        let is_of_use = matches!(&result, Ok(worked) if !worked.retire);
        self.give_back(is_of_use.then_some(worker));
        (result.map(|worked| worked.handed_over), was_fresh)
    }

    /// A process; a new one where that is needed. Where none can be started, waits as long as
    /// another is at work that may be given back.
    fn take(&self, needs_fresh: bool) -> io::Result<Worker> {
        let mut workers = self.lock();
        loop {
            let idle = if needs_fresh {
                None
            } else {
                workers.idle.pop()
            };
            workers.n_busy += 1;
            drop(workers);
            let error = match idle.map_or_else(
                || Worker::start(&self.program, &self.setup, &self.watchdog),
                Ok,
            ) {
                Ok(worker) => return Ok(worker),
                Err(error) => error,
            };
            workers = self.lock();
            if let Some(worker) = workers.idle.pop() {
                return Ok(worker);
            }
            workers.n_busy -= 1;
            if workers.n_busy == 0 {
                drop(workers);
                self.given_back.notify_all();
                return Err(error);
            }
            let waited = self.given_back.wait_timeout(workers, NEXT_TRY);
            workers = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Takes a process back, if it is still of use.
    fn give_back(&self, worker: Option<Worker>) {
        let mut workers = self.lock();
        workers.n_busy -= 1;
        workers.idle.extend(worker);
        drop(workers);
        self.given_back.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Workers> {
        self.workers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
