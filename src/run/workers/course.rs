//! The way of one file through reader processes: what came of it so far, whichever process read
//! it, so that one that dies loses nothing that was whole; and what the file may still take of
//! time and memory, however many processes try.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::message::WireFinding;
use super::take_over::Interrupted;
use super::watchdog::Watch;
use super::worker::Stopped;
use crate::model::extraction::{Extracted, Member, member_path};
use crate::model::finding::{Finding, Severity};
use crate::model::limits::{Limit, Limits};

/// Bytes of a document that may be held without asking; of more than that only one file at a time.
const FREE_BYTES: u64 = 64 << 20;

/// The course of a file.
pub(super) struct Course<'f> {
    pub(super) path: &'f str,
    pub(super) limits: &'f Limits,
    take: &'f mut dyn FnMut(Extracted),
    /// Members that were handed on, or given up.
    pub(super) done: BTreeSet<Arc<str>>,
    /// Members that the process at work has told.
    members: Vec<Arc<str>>,
    /// The member that it is reading.
    open: Option<Arc<str>>,
    /// A document that is whole but may get more findings.
    arrived: Option<Extracted>,
    /// Whether the document of the file itself was handed on.
    has_own: bool,
    /// Whether a process that says it lacks memory can be given more.
    pub(super) has_more_memory: bool,
    /// What only one file at a time may take, and whether this one has.
    room: &'f Mutex<()>,
    place: Option<MutexGuard<'f, ()>>,
    pub(super) watch: Option<Watch>,
    begun: Instant,
    n_attempts: u32,
    /// Time in which nothing was read, as the run was at work itself or waited.
    paused: Duration,
}

impl<'f> Course<'f> {
    pub(super) fn new(
        path: &'f str,
        limits: &'f Limits,
        room: &'f Mutex<()>,
        take: &'f mut dyn FnMut(Extracted),
    ) -> Self {
        Self {
            path,
            limits,
            take,
            done: BTreeSet::new(),
            members: Vec::new(),
            open: None,
            arrived: None,
            has_own: false,
            has_more_memory: false,
            room,
            place: None,
            watch: None,
            begun: Instant::now(),
            n_attempts: 0,
            paused: Duration::ZERO,
        }
    }

    /// Begins another attempt; gives the seconds of computing that it may take. All attempts
    /// together get little more than the limit: what one takes the next has less, down to a
    /// quarter, since another program may have kept the processors busy.
    pub(super) fn attempt(&mut self) -> u64 {
        self.open = None;
        self.n_attempts += 1;
        let all = self.limits.get(Limit::Seconds);
        if self.n_attempts == 1 {
            return all;
        }
        let used = self.begun.elapsed().saturating_sub(self.paused).as_secs();
        all.saturating_sub(used).max(all / 4)
    }

    /// When the file's time is over: far later than the computing time allowed, since other
    /// programs may keep the processors busy, but once for all attempts.
    pub(super) fn until(&self) -> Instant {
        let seconds = self.limits.get(Limit::Seconds);
        let patience = Duration::from_secs(seconds.saturating_mul(4).saturating_add(60));
        let until = self.begun.checked_add(patience.saturating_add(self.paused));
        until.unwrap_or(self.begun)
    }

    /// Whether it is.
    pub(super) fn is_time_over(&self) -> bool {
        Instant::now() >= self.until()
    }

    /// Takes the archive's members.
    pub(super) fn members(&mut self, paths: Vec<String>) -> Result<(), Interrupted> {
        let is_too_many = paths.len() as u64 > self.limits.get(Limit::Members);
        if is_too_many || !paths.iter().all(|path| is_plain(path)) {
            return Err("no paths of members".into());
        }
        let mut seen = BTreeSet::new();
        if !paths.iter().all(|path| seen.insert(path)) {
            return Err("two members of one path".into());
        }
        self.members = paths.into_iter().map(Arc::from).collect();
        Ok(())
    }

    /// Path of a member that is not done.
    pub(super) fn member(&self, number: u32) -> Result<Arc<str>, Interrupted> {
        let number = usize::try_from(number).ok();
        let path = number.and_then(|number| self.members.get(number));
        match path.filter(|path| !self.done.contains(*path)) {
            Some(path) => Ok(path.clone()),
            None => Err("no such member".into()),
        }
    }

    /// A member is being read.
    pub(super) fn opens(&mut self, number: u32) -> Result<(), Interrupted> {
        self.open = Some(self.member(number)?);
        Ok(())
    }

    /// A document is whole.
    pub(super) fn arrived(&mut self, extracted: Extracted) -> Result<(), Interrupted> {
        if self.arrived.is_some() || (extracted.member.is_none() && self.has_own) {
            return Err("a document came out of turn".into());
        }
        if self.has_more_memory && is_short_of_memory(&extracted) {
            return Err(Interrupted::Memory);
        }
        self.arrived = Some(extracted);
        Ok(())
    }

    /// Adds findings, which must be about the document.
    pub(super) fn add_findings(
        &self,
        extracted: &mut Extracted,
        findings: Vec<WireFinding>,
    ) -> Result<(), Interrupted> {
        let member = extracted.member.as_ref();
        let path = member.map(|member| member_path(self.path, &member.path));
        let path = path.as_deref().unwrap_or(self.path);
        for finding in findings {
            let finding = finding.into_finding(path).ok_or("no such finding")?;
            extracted.findings.push(finding);
        }
        Ok(())
    }

    /// Nothing more comes of the document: hands it on.
    pub(super) fn end_document(&mut self, findings: Vec<WireFinding>) -> Result<(), Interrupted> {
        let mut extracted = self.arrived.take().ok_or("no document")?;
        self.add_findings(&mut extracted, findings)?;
        self.hand_on(extracted);
        Ok(())
    }

    /// Whether all that was begun is handed on.
    pub(super) fn is_over(&self) -> bool {
        self.arrived.is_none() && (self.has_own || !self.done.is_empty())
    }

    /// Whether another attempt could read more: what is whole needs none.
    pub(super) fn has_something_to_read(&self) -> bool {
        self.arrived.is_none() && !self.has_own
    }

    /// Counts what the file holds at this moment; waits while another holds much.
    pub(super) fn holds(&mut self, n_bytes: u64) -> Result<(), Interrupted> {
        let most = self.limits.get(Limit::HandoverMegabytes);
        if n_bytes > most.saturating_mul(1 << 20) {
            return Err(Interrupted::TooMuch);
        }
        if n_bytes > FREE_BYTES && self.place.is_none() {
            let room = self.room;
            let place = self.pause(|_| room.lock().unwrap_or_else(PoisonError::into_inner));
            self.place = Some(place);
        }
        Ok(())
    }

    /// Ends an attempt: nobody else needs to wait for what it held.
    pub(super) fn end_attempt(&mut self) {
        self.place = None;
        self.watch = None;
    }

    /// Gives up what a process could not read; gives whether there may be more to read.
    pub(super) fn give_up(&mut self, stopped: &Stopped) -> bool {
        let is_time_over = *stopped == Stopped::Time || self.is_time_over();
        if let Some(mut extracted) = self.arrived.take() {
            // The document itself is whole; only the second reading of it is not.
            extracted.findings.push(stopped.second(&extracted, self));
            self.hand_on(extracted);
        } else if let Some(open) = self.open.take().filter(|open| !self.done.contains(open)) {
            self.give_up_member(open, stopped);
        } else if !self.has_own {
            // Not while reading a member: what is left of them is not readable either.
            if self.members.is_empty() {
                self.hand_on(Extracted {
                    findings: vec![stopped.finding(self.path, self.limits)],
                    ..Extracted::default()
                });
                return false;
            }
            self.give_up_rest(stopped);
            return false;
        }
        if is_time_over {
            self.give_up_rest(&Stopped::Time);
            return false;
        }
        !self.has_own && !self.members.is_empty()
    }

    /// Gives up all members that are left.
    fn give_up_rest(&mut self, stopped: &Stopped) {
        for member in std::mem::take(&mut self.members) {
            if !self.done.contains(&member) {
                self.give_up_member(member, stopped);
            }
        }
    }

    fn give_up_member(&mut self, member: Arc<str>, stopped: &Stopped) {
        let path = member_path(self.path, &member);
        self.hand_on(Extracted {
            findings: vec![stopped.finding(&path, self.limits)],
            member: Some(Member {
                path: member,
                sha256: "".into(),
                size: 0,
            }),
            ..Extracted::default()
        });
    }

    fn hand_on(&mut self, extracted: Extracted) {
        match &extracted.member {
            Some(member) => {
                self.done.insert(member.path.clone());
            }
            None => self.has_own = true,
        }
        self.pause(|course| (course.take)(extracted));
        self.place = None;
    }

    /// Does something in which the process is not at work, or waits.
    fn pause<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        if let Some(watch) = &self.watch {
            watch.set(None);
        }
        let begun = Instant::now();
        let result = work(self);
        self.paused += begun.elapsed();
        if let Some(watch) = &self.watch {
            watch.set(Some(self.until()));
        }
        result
    }
}

/// Whether a path can stand below an archive's: the reader makes only such.
fn is_plain(path: &str) -> bool {
    let is_part = |part: &str| !matches!(part.trim(), "" | "." | "..");
    path.split('/').all(is_part) && !path.chars().any(char::is_control)
}

/// Whether a reader says that a document needs more memory than it had.
fn is_short_of_memory(extracted: &Extracted) -> bool {
    extracted.findings.iter().any(|finding| {
        let limit = finding.facts.get("limit").map(String::as_str);
        finding.code == "R005" && limit == Some(Limit::MemoryMegabytes.row().name)
    })
}

impl Stopped {
    /// What is said of a file or member.
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
            Stopped::Died(end) => Finding::about("R009", Severity::Error, path).fact_in(
                "reason",
                format!("proses pembaca berhenti ({})", end.id),
                format!("the reading process ended ({})", end.en),
            ),
        }
    }

    /// What is said of a document whose second reading came to no end.
    fn second(&self, extracted: &Extracted, course: &Course<'_>) -> Finding {
        let member = extracted.member.as_ref();
        let path = member.map(|member| member_path(course.path, &member.path));
        let path = path.as_deref().unwrap_or(course.path);
        let (id, en) = match self {
            Stopped::Memory => ("memori habis", "it ran out of memory"),
            Stopped::Time => ("waktu habis", "it ran out of time"),
            Stopped::TooMuch | Stopped::Died(_) => ("pembaca itu berhenti", "that reader ended"),
        };
        Finding::about("R017", Severity::Info, path).fact_in("reason", id, en)
    }
}
