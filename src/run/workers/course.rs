//! The way of one file through the processes: what came of it so far, whichever process worked on
//! it, so that one that dies loses nothing that was whole; and what the file may still take of time
//! and memory, however many processes try.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::message::{DocumentHead, Message};
use super::stopped::Stopped;
use super::take_over::{Arriving, Interrupted};
use super::watchdog::Watch;
use crate::model::audited::Audited;
use crate::model::compact::Texts;
use crate::model::document::SourceFile;
use crate::model::extraction::{Extracted, Member, member_path};
use crate::model::finding::Finding;
use crate::model::grid::Workbook;
use crate::model::limits::{Limit, Limits};

/// Bytes of a document that may be held without asking; of more than that only one file at a time.
const FREE_BYTES: u64 = 64 << 20;

/// Takes what came of a document: what was read, and what the audit made of it, if it was audited and
/// that came to its end.
pub type Take<'t> = &'t mut dyn FnMut(Extracted, Option<Audited>);

/// What a process does with the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// It reads a document.
    Reading,
    /// It has read the file, and reads it once more with the second reader.
    Comparing,
    /// It audits a document that it has read.
    Auditing,
}

/// The course of a file.
pub(super) struct Course<'f> {
    pub(super) file: &'f SourceFile,
    pub(super) limits: &'f Limits,
    take: Take<'f>,
    /// Members that were handed on, or given up.
    pub(super) done: BTreeSet<Arc<str>>,
    /// Members that the process at work has told.
    members: Vec<Arc<str>>,
    /// The member that it is reading.
    open: Option<Arc<str>>,
    /// The document that is arriving, and its texts.
    arriving: Option<Arriving>,
    pub(super) texts: Texts,
    /// Bytes that came of it.
    n_bytes: u64,
    /// Whether the document of the file itself was handed on.
    has_own: bool,
    is_comparing: bool,
    /// Why the second reader is not asked again.
    pub(super) not_compared: Option<Finding>,
    /// Whether a process that says it lacks memory for reading can be given more.
    pub(super) has_more_memory: bool,
    /// What only one file at a time may take, and whether this one has.
    room: &'f Mutex<()>,
    place: Option<MutexGuard<'f, ()>>,
    pub(super) watch: Option<Watch>,
    begun: Instant,
    n_attempts: u32,
    /// Documents that came of this attempt.
    pub(super) n_handed_on: u32,
    /// Time in which nothing was read, as the process audited, or the run was at work or waited.
    paused: Duration,
    /// When the process began to audit the document that is arriving.
    audits_since: Option<Instant>,
}

impl<'f> Course<'f> {
    pub(super) fn new(
        file: &'f SourceFile,
        limits: &'f Limits,
        room: &'f Mutex<()>,
        take: Take<'f>,
    ) -> Self {
        Self {
            file,
            limits,
            take,
            done: BTreeSet::new(),
            members: Vec::new(),
            open: None,
            arriving: None,
            texts: Texts::default(),
            n_bytes: 0,
            has_own: false,
            is_comparing: false,
            not_compared: None,
            has_more_memory: false,
            room,
            place: None,
            watch: None,
            begun: Instant::now(),
            n_attempts: 0,
            n_handed_on: 0,
            paused: Duration::ZERO,
            audits_since: None,
        }
    }

    /// Begins another attempt; gives the seconds of computing that it may take for reading. All
    /// attempts together get little more than the limit: what one takes the next has less, down to a
    /// quarter, since another program may have kept the processors busy.
    pub(super) fn attempt(&mut self) -> u64 {
        self.open = None;
        self.n_handed_on = 0;
        self.n_attempts += 1;
        let all = self.limits.get(Limit::Seconds);
        if self.n_attempts == 1 {
            return all;
        }
        let used = self.begun.elapsed().saturating_sub(self.paused).as_secs();
        all.saturating_sub(used).max(all / 4)
    }

    /// When the file's time for reading is over: far later than the computing time allowed, since
    /// other programs may keep the processors busy, but once for all attempts.
    pub(super) fn until(&self) -> Instant {
        let patience = patience(self.limits.get(Limit::Seconds));
        let until = self.begun.checked_add(patience.saturating_add(self.paused));
        until.unwrap_or(self.begun)
    }

    /// Whether it is.
    pub(super) fn is_time_over(&self) -> bool {
        Instant::now() >= self.until()
    }

    /// What the process at work is doing.
    pub(super) fn phase(&self) -> Phase {
        match &self.arriving {
            Some(arriving) if arriving.is_audited() => Phase::Auditing,
            _ if self.is_comparing => Phase::Comparing,
            _ => Phase::Reading,
        }
    }

    /// Counts what came of the document that is arriving; waits while another holds much.
    pub(super) fn count(&mut self, n_bytes: u64) -> Result<(), Interrupted> {
        self.n_bytes = self.n_bytes.saturating_add(n_bytes);
        let most = self.limits.get(Limit::HandoverMegabytes);
        if self.n_bytes > most.saturating_mul(1 << 20) {
            return Err(Interrupted::TooMuch);
        }
        if self.n_bytes > FREE_BYTES && self.place.is_none() {
            let room = self.room;
            let place = self.pause(|_| room.lock().unwrap_or_else(PoisonError::into_inner));
            self.place = Some(place);
        }
        Ok(())
    }

    /// Takes a message; gives whether the process wants to be replaced, when the file is done.
    pub(super) fn message(&mut self, message: Message) -> Result<Option<bool>, Interrupted> {
        let arriving = self.arriving.as_mut().ok_or("a part of no document");
        match message {
            Message::Members(paths) => self.members(paths)?,
            Message::Opens(number) => self.open = Some(self.member(number)?),
            Message::Again => self.again()?,
            Message::Document(head) => self.document(head)?,
            Message::Findings(findings) => arriving?.findings(findings)?,
            Message::Sheet(grid) => arriving?.sheet(*grid, self.limits)?,
            Message::Audits => {
                arriving?.audits()?;
                self.audits()?;
            }
            Message::Table(set) => arriving?.table(set)?,
            Message::Relations(relations) => arriving?.relations(relations),
            Message::Numbers(numbers) => arriving?.numbers(numbers),
            Message::Formulas(formulas) => arriving?.formulas(formulas),
            Message::Support(support) => arriving?.support(support),
            Message::Summary(summary, times) => arriving?.summary(*summary, times)?,
            Message::DocumentEnd => self.document_end()?,
            Message::Done { retire } => {
                let is_over = self.has_own || !self.done.is_empty();
                if self.arriving.is_some() || !is_over {
                    return Err("a file ended too early".into());
                }
                return Ok(Some(retire));
            }
        }
        Ok(None)
    }

    /// Takes the archive's members.
    fn members(&mut self, paths: Vec<String>) -> Result<(), Interrupted> {
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

    /// The second reader is at work on the file; once is enough.
    fn again(&mut self) -> Result<(), Interrupted> {
        if self.not_compared.is_some() || self.has_own || !self.members.is_empty() {
            return Err("a second reading out of turn".into());
        }
        self.is_comparing = true;
        Ok(())
    }

    /// Path of a member that is not done.
    fn member(&self, number: u32) -> Result<Arc<str>, Interrupted> {
        let number = usize::try_from(number).ok();
        let path = number.and_then(|number| self.members.get(number));
        match path.filter(|path| !self.done.contains(*path)) {
            Some(path) => Ok(path.clone()),
            None => Err("no such member".into()),
        }
    }

    /// A document begins to arrive.
    fn document(&mut self, head: DocumentHead) -> Result<(), Interrupted> {
        if self.arriving.is_some() || (head.member.is_none() && self.has_own) {
            return Err("a document came out of turn".into());
        }
        let member = match head.member {
            None => None,
            Some((number, sha256, size)) => Some(Member {
                path: self.member(number)?,
                sha256: sha256.into(),
                size,
            }),
        };
        let path = self.path_of(member.as_ref().map(|member| &*member.path));
        let extracted = Extracted {
            member,
            is_passed_over: head.is_passed_over,
            format: head.format,
            workbook: Workbook {
                sheets: Vec::new(),
                names: head.names,
                counts_from_1904: head.counts_from_1904,
            },
            findings: Vec::new(),
        };
        self.texts = Texts::of_document(path.clone());
        self.is_comparing = false;
        self.arriving = Some(Arriving::new(extracted, path)?);
        Ok(())
    }

    /// The document is read and being audited, for which it has time of its own.
    fn audits(&mut self) -> Result<(), Interrupted> {
        self.believe_memory()?;
        let now = Instant::now();
        self.audits_since = Some(now);
        if let Some(watch) = &self.watch {
            watch.set(now.checked_add(patience(self.limits.get(Limit::AuditSeconds))));
        }
        Ok(())
    }

    /// Nothing more comes of the document: hands it on.
    fn document_end(&mut self) -> Result<(), Interrupted> {
        self.believe_memory()?;
        let arriving = self.arriving.take().ok_or("no document")?;
        self.audit_ends();
        let (extracted, audited) = arriving.whole()?;
        self.hand_on(extracted, audited);
        Ok(())
    }

    /// A document whose reader says that it lacks memory is not taken while there is more.
    fn believe_memory(&self) -> Result<(), Interrupted> {
        let arriving = self.arriving.as_ref();
        let is_short = arriving.is_some_and(|arriving| is_short_of_memory(&arriving.extracted));
        if is_short && self.has_more_memory {
            return Err(Interrupted::Memory);
        }
        Ok(())
    }

    /// Auditing took no time from reading.
    fn audit_ends(&mut self) {
        if let Some(since) = self.audits_since.take() {
            self.paused += since.elapsed();
            if let Some(watch) = &self.watch {
                watch.set(Some(self.until()));
            }
        }
    }

    /// Whether another attempt could do more.
    pub(super) fn has_something_to_read(&self) -> bool {
        !self.has_own
    }

    /// Ends an attempt: nobody else needs to wait for what it held.
    pub(super) fn end_attempt(&mut self) {
        self.audit_ends();
        self.place = None;
        self.watch = None;
    }

    /// Forgets what came of the document that was arriving, since it is tried again.
    pub(super) fn try_again(&mut self) {
        self.arriving = None;
        self.is_comparing = false;
        self.n_bytes = 0;
    }

    /// Gives up what a process could not do; gives whether there may be more to do.
    pub(super) fn give_up(&mut self, stopped: &Stopped) -> bool {
        let phase = self.phase();
        self.is_comparing = false;
        self.n_bytes = 0;
        let is_time_over =
            (*stopped == Stopped::Time && phase == Phase::Reading) || self.is_time_over();
        let arriving = self.arriving.take();
        if phase == Phase::Comparing {
            // The file was read; only the second reading of it came to no end. What was taken for
            // it is not taken from the next attempt.
            self.not_compared = Some(stopped.second(&self.file.path));
            self.begun = Instant::now();
            self.paused = Duration::ZERO;
            return true;
        }
        if let Some(arriving) = arriving.filter(Arriving::is_audited) {
            let mut extracted = arriving.extracted;
            let member = extracted.member.as_ref();
            let path = self.path_of(member.map(|member| &*member.path));
            extracted
                .findings
                .push(stopped.finding(&path, self.limits, phase));
            self.hand_on(extracted, None);
        } else if let Some(open) = self.open.take().filter(|open| !self.done.contains(open)) {
            self.give_up_member(open, stopped);
        } else if !self.has_own {
            // Not while reading a member: what is left of them is not readable either.
            if self.members.is_empty() {
                let finding = stopped.finding(&self.file.path, self.limits, phase);
                let extracted = Extracted {
                    findings: vec![finding],
                    ..Extracted::default()
                };
                self.hand_on(extracted, None);
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
        let path = self.path_of(Some(&member));
        let extracted = Extracted {
            findings: vec![stopped.finding(&path, self.limits, Phase::Reading)],
            member: Some(Member {
                path: member,
                sha256: "".into(),
                size: 0,
            }),
            ..Extracted::default()
        };
        self.hand_on(extracted, None);
    }

    /// Path of the document that the file is, or of its member.
    fn path_of(&self, member: Option<&str>) -> Arc<str> {
        match member {
            Some(member) => member_path(&self.file.path, member).into(),
            None => self.file.path.clone(),
        }
    }

    fn hand_on(&mut self, mut extracted: Extracted, mut audited: Option<Audited>) {
        match &extracted.member {
            Some(member) => {
                self.done.insert(member.path.clone());
            }
            None => {
                self.has_own = true;
                let findings = match &mut audited {
                    Some(audited) => &mut audited.findings,
                    None => &mut extracted.findings,
                };
                findings.extend(self.not_compared.take());
            }
        }
        let found = audited.as_ref().map(|audited| &audited.findings);
        tell_faults(found.unwrap_or(&extracted.findings));
        self.pause(|course| (course.take)(extracted, audited));
        self.n_handed_on += 1;
        self.place = None;
        self.n_bytes = 0;
    }

    /// Does something in which the process is not at work, or waits.
    fn pause<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        if let Some(watch) = &self.watch {
            watch.set(None);
        }
        let begun = Instant::now();
        let result = work(self);
        let waited = begun.elapsed();
        self.paused += waited;
        let until = match &mut self.audits_since {
            // What an audit waits it is given again.
            Some(since) => {
                *since += waited;
                since.checked_add(patience(self.limits.get(Limit::AuditSeconds)))
            }
            None => Some(self.until()),
        };
        if let Some(watch) = &self.watch {
            watch.set(until);
        }
        result
    }
}

/// How long a process may take by the clock that may compute for so many seconds.
fn patience(seconds: u64) -> Duration {
    Duration::from_secs(seconds.saturating_mul(4).saturating_add(60))
}

/// Faults of selaras that a process met, which has no log of its own.
fn tell_faults(findings: &[Finding]) {
    for finding in findings.iter().filter(|finding| finding.code == "X001") {
        let (document, sheet) = (finding.document.as_deref(), finding.sheet.as_deref());
        let reason = finding.facts.get("reason");
        tracing::error!(document, sheet, reason, "a stage failed");
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
