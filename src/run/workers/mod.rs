//! Reads untrusted bytes in other processes: the same program, started again, with nothing but a
//! pipe. A reader that aborts, hangs or grows takes its process with it, never the run.
//!
//! A file gets a share of the memory at first; one that needs more is read again by itself with
//! all of it. So many ordinary files are read at a time, and a bomb cannot take its share many
//! times over.

mod confine;
mod frame;
mod hand_over;
mod message;
mod serve;
mod take_over;
mod watchdog;
mod worker;

pub use serve::{READER_WORD, serve};

use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use watchdog::Watchdog;
use worker::{Stopped, Worker};

use crate::model::extraction::Extracted;
use crate::model::finding::{Finding, Severity};
use crate::model::limits::{Limit, Limits};
use crate::run::reading::Care;

/// Bytes of memory that a file gets at first.
const FIRST_BYTES: u64 = 256 << 20;

/// Reader processes, started when needed and used again.
pub struct Pool {
    program: PathBuf,
    limits: Limits,
    care: Care,
    idle: Mutex<Vec<Worker>>,
    /// Held by the one file that may take all of the memory.
    large: Mutex<()>,
    watchdog: Watchdog,
}

impl std::fmt::Debug for Pool {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pool")
            .field("program", &self.program)
            .finish_non_exhaustive()
    }
}

impl Pool {
    /// Starts the first reader process, so that a program that cannot is told at once.
    pub fn start(program: PathBuf, limits: &Limits, care: Care) -> io::Result<Self> {
        let watchdog = Watchdog::start()?;
        let first = Worker::start(&program, &watchdog)?;
        tracing::debug!(confinement = first.confinement, "reader process");
        Ok(Self {
            program,
            limits: limits.clone(),
            care,
            idle: Mutex::new(vec![first]),
            large: Mutex::new(()),
            watchdog,
        })
    }

    /// Reads one file. Whatever happens to its reader becomes a finding.
    pub fn read(&self, bytes: &[u8], path: &str) -> Vec<Extracted> {
        let all = self
            .limits
            .get(Limit::MemoryMegabytes)
            .saturating_mul(1 << 20);
        let first = FIRST_BYTES.min(all);
        let mut result = self.attempt(bytes, path, first);
        if first < all && is_short_of_memory(&result) {
            tracing::debug!(document = path, "read again with all of the memory");
            let alone = self.large.lock().unwrap_or_else(PoisonError::into_inner);
            result = self.attempt(bytes, path, all);
            drop(alone);
        }
        result.unwrap_or_else(|stopped| {
            tracing::warn!(document = path, ?stopped, "a reader process was stopped");
            vec![Extracted {
                findings: vec![stopped.finding(path, &self.limits)],
                ..Extracted::default()
            }]
        })
    }

    /// One attempt; a process that served other files before and died is not believed to have died
    /// of this one, so a fresh one tries once more.
    fn attempt(&self, bytes: &[u8], path: &str, memory: u64) -> Result<Vec<Extracted>, Stopped> {
        let (result, was_fresh) = self.attempt_once(bytes, path, memory, self.take())?;
        match result {
            Err(Stopped::Died(_) | Stopped::Memory) if !was_fresh => {
                self.attempt_once(bytes, path, memory, None)?.0
            }
            result => result,
        }
    }

    fn attempt_once(
        &self,
        bytes: &[u8],
        path: &str,
        memory: u64,
        idle: Option<Worker>,
    ) -> Result<(Result<Vec<Extracted>, Stopped>, bool), Stopped> {
        let mut worker = match idle {
            Some(worker) => worker,
            None => Worker::start(&self.program, &self.watchdog)
                .map_err(|error| Stopped::Died(format!("cannot start: {error}")))?,
        };
        let was_fresh = !worker.has_served;
        let result = worker.read(bytes, path, &self.limits, memory, self.care, &self.watchdog);
        Ok((
            result.map(|(all, retire)| {
                if !retire {
                    self.idle
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .push(worker);
                }
                all
            }),
            was_fresh,
        ))
    }

    fn take(&self) -> Option<Worker> {
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop()
    }
}

/// Whether a file needs more memory than it had: its reader was stopped for it, or said so.
fn is_short_of_memory(result: &Result<Vec<Extracted>, Stopped>) -> bool {
    match result {
        Ok(all) => all
            .iter()
            .flat_map(|extracted| &extracted.findings)
            .any(|finding| {
                let limit = finding.facts.get("limit").map(String::as_str);
                finding.code == "R005" && limit == Some(Limit::MemoryMegabytes.row().name)
            }),
        Err(stopped) => *stopped == Stopped::Memory,
    }
}

impl Stopped {
    /// What is said of the file.
    fn finding(&self, path: &str, limits: &Limits) -> Finding {
        let limited = |code, limit: Limit| {
            let row = limit.row();
            Finding::about(code, Severity::Error, path)
                .fact("limit", row.name)
                .fact("value", limits.get(limit).to_string())
                .fact_in("reason", row.id, row.en)
        };
        match self {
            Stopped::Memory => limited("R005", Limit::MemoryMegabytes),
            Stopped::Time => limited("R005", Limit::Seconds),
            Stopped::TooMuch => limited("R005", Limit::HandoverMegabytes),
            Stopped::Died(words) => Finding::about("R009", Severity::Error, path).fact_in(
                "reason",
                format!("proses pembaca berhenti ({words})"),
                format!("the reading process ended ({words})"),
            ),
        }
    }
}
