//! The way of one file through the processes: what came of it so far, whichever process worked on
//! it, so that one that dies loses nothing that was whole; and what the file may still take of time
//! and memory, however many processes try.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::message::{DocumentHead, Message};
use super::stopped::Stopped;
use super::take_over::{Arriving, Interrupted};
use super::time::Time;
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

/// For which part of its work there is more memory than a process was given.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct HasMore {
    pub(super) reading: bool,
    pub(super) auditing: bool,
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
    /// Whether a process that lacks memory can be given more.
    pub(super) has_more: HasMore,
    /// What only one file at a time may take, and whether this one has.
    room: &'f Mutex<()>,
    place: Option<MutexGuard<'f, ()>>,
    /// Documents that came of this attempt.
    pub(super) n_handed_on: u32,
    pub(super) time: Time,
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
            has_more: HasMore::default(),
            room,
            place: None,
            n_handed_on: 0,
            time: Time::new(limits),
        }
    }

    /// Begins another attempt; gives the seconds of computing that it may take for reading.
    pub(super) fn attempt(&mut self) -> u64 {
        self.open = None;
        self.n_handed_on = 0;
        self.time.attempt()
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
            let stopped = self.time.stops();
            let place = self.room.lock();
            self.place = Some(place.unwrap_or_else(PoisonError::into_inner));
            self.time.goes_on(stopped);
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
                self.believe_memory()?;
                self.time.audits();
            }
            // Were there no more, the audit would show what it needs.
            Message::Lacks if !self.has_more.auditing => {
                return Err("memory that is not there".into());
            }
            Message::Lacks => return Err(Interrupted::Memory),
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

    /// Nothing more comes of the document: hands it on.
    fn document_end(&mut self) -> Result<(), Interrupted> {
        self.believe_memory()?;
        let arriving = self.arriving.take().ok_or("no document")?;
        self.time.audit_ends();
        let (extracted, audited) = arriving.whole()?;
        self.hand_on(extracted, audited);
        Ok(())
    }

    /// A document whose reader says that it lacks memory is not taken while there is more.
    fn believe_memory(&self) -> Result<(), Interrupted> {
        let arriving = self.arriving.as_ref();
        let is_short = arriving.is_some_and(|arriving| is_short_of_memory(&arriving.extracted));
        if is_short && self.has_more.reading {
            return Err(Interrupted::Memory);
        }
        Ok(())
    }

    /// Whether another attempt could do more.
    pub(super) fn has_something_to_read(&self) -> bool {
        !self.has_own
    }

    /// Ends an attempt: nobody else needs to wait for what it held. Gives whether its process was
    /// ended for its time.
    pub(super) fn end_attempt(&mut self) -> bool {
        self.place = None;
        self.time.attempt_ends()
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
            (*stopped == Stopped::Time && phase == Phase::Reading) || self.time.is_over();
        let arriving = self.arriving.take();
        if phase == Phase::Comparing {
            // The file was read; only the second reading of it came to no end. What was taken for
            // it is not taken from the next attempt.
            self.not_compared = Some(stopped.second(&self.file.path));
            self.time.begin_anew();
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
        if let Some(member) = &extracted.member {
            self.done.insert(member.path.clone());
        } else {
            self.has_own = true;
            let findings = match &mut audited {
                Some(audited) => &mut audited.findings,
                None => &mut extracted.findings,
            };
            findings.extend(self.not_compared.take());
        }
        let found = audited.as_ref().map(|audited| &audited.findings);
        tell_faults(found.unwrap_or(&extracted.findings));
        let stopped = self.time.stops();
        (self.take)(extracted, audited);
        self.time.goes_on(stopped);
        self.n_handed_on += 1;
        self.place = None;
        self.n_bytes = 0;
    }
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
