//! Comes in: the bytes of a file. Goes out: the workbooks in it, or what the audit made of them.
//! Decides where untrusted bytes are read and audited: in processes of their own, or in this one behind
//! a panic guard.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::assignment::Assignment;
use super::cache::Cache;
use super::clock::Stopwatch;
use super::disk::{InputFault, read_input};
use super::guard::guarded;
use super::within::audit_document;
use super::workers::{Pool, Take};
use crate::model::audited::Stage;
use crate::model::document::{FileFormat, SourceFile};
use crate::model::extraction::{Extracted, Member, Taker, member_path};
use crate::model::finding::{Finding, Severity};
use crate::model::limits::{Limit, Limits};
use crate::stages::extract_cells::{extract_parts, read_again};

/// Where files are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// In this process: for tests and trusted files, since a reader that runs out of memory takes
    /// the process with it.
    InProcess,
    /// In processes of this program, which must answer to [`super::workers::READER_WORD`].
    Workers(PathBuf),
}

impl Reading {
    /// In processes of the program that is running.
    pub fn apart() -> io::Result<Self> {
        // The link leads to the running program even when its file has been replaced since.
        let running = PathBuf::from("/proc/self/exe");
        if cfg!(target_os = "linux") && running.exists() {
            return Ok(Self::Workers(running));
        }
        Ok(Self::Workers(std::env::current_exe()?))
    }
}

/// Readers of files; any number of threads may ask them at a time.
#[derive(Debug)]
pub struct Readers {
    kind: Kind,
    limits: Limits,
    care: Care,
    cache: Option<Cache>,
}

#[derive(Debug)]
enum Kind {
    /// In this process; documents are audited where there is an assignment.
    InProcess(Option<Assignment>),
    Workers(Box<Pool>),
}

/// How often a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Care {
    /// Once.
    #[default]
    Once,
    /// Once more by a second, independent reader, where it knows the format; differences are
    /// findings.
    Twice,
}

impl Readers {
    /// Readers that work there and only read; an error when no process can be started.
    pub fn start(reading: &Reading, limits: &Limits, care: Care) -> io::Result<Self> {
        Self::new(reading, limits, care, None)
    }

    /// Readers that also audit what they read.
    pub fn auditing(
        reading: &Reading,
        limits: &Limits,
        care: Care,
        assignment: Assignment,
        cache: Option<Cache>,
    ) -> io::Result<Self> {
        let mut readers = Self::new(reading, limits, care, Some(assignment))?;
        readers.cache = cache;
        Ok(readers)
    }

    fn new(
        reading: &Reading,
        limits: &Limits,
        care: Care,
        assignment: Option<Assignment>,
    ) -> io::Result<Self> {
        Ok(Self {
            kind: match reading {
                Reading::InProcess => Kind::InProcess(assignment),
                Reading::Workers(program) => {
                    let pool = Pool::start(program.clone(), limits, care, assignment)?;
                    Kind::Workers(Box::new(pool))
                }
            },
            limits: limits.clone(),
            care,
            cache: None,
        })
    }

    /// Has one file worked on and hands each document on: what was read of it, without its sheets
    /// where it was audited, and what the audit made of it. Whatever happens to a process becomes a
    /// finding.
    pub fn work(&self, bytes: &[u8], file: &SourceFile, take: Take<'_>) {
        self.work_and_keep(bytes, file, take);
    }

    /// The same; gives what a process handed over, where one did it all.
    fn work_and_keep(&self, bytes: &[u8], file: &SourceFile, take: Take<'_>) -> Option<Vec<u8>> {
        match &self.kind {
            Kind::InProcess(assignment) => {
                let reading = File {
                    bytes,
                    path: &file.path,
                    limits: &self.limits,
                    care: self.care,
                };
                let mut here = Here {
                    file,
                    assignment: assignment.as_ref(),
                    since: Stopwatch::start(),
                    take,
                };
                if let Some(own) = read_guarded(reading, BTreeSet::new(), &mut here)
                    && let Err(reason) = guarded(|| here.document(own))
                {
                    here.document(internal_fault(&file.path, None, reason));
                }
                None
            }
            Kind::Workers(pool) => pool.work(bytes, file, take),
        }
    }

    /// Reads one file and gives all workbooks in it.
    pub fn read(&self, bytes: &[u8], path: &str) -> Vec<Extracted> {
        let mut all = Vec::new();
        let file = SourceFile {
            path: path.into(),
            sha256: "".into(),
            size: bytes.len() as u64,
            format: FileFormat::Unknown,
            agency: None,
            year: None,
        };
        self.work(bytes, &file, &mut |extracted, _| all.push(extracted));
        all
    }

    /// The same for an input where it lies, as it was listed; what keeps it from being read is a
    /// finding. Says whether the same would come of the same file on another night.
    pub fn work_on_file(&self, file: &SourceFile, disk: &Path, take: Take<'_>) -> bool {
        if self.repeat(file, take) {
            return true;
        }
        let limits = &self.limits;
        let fault = match read_input(disk, limits.get(Limit::FileBytes), &file.sha256) {
            Ok(bytes) => {
                let handed_over = self.work_and_keep(&bytes, file, take);
                let is_whole = handed_over.is_some() || matches!(self.kind, Kind::InProcess(_));
                if let (Some(cache), Some(handed_over)) = (&self.cache, handed_over) {
                    cache.put(file, &handed_over);
                }
                // What the listing could not vouch for may be another file next time.
                return is_whole && !file.sha256.is_empty();
            }
            Err(fault) => fault,
        };
        // A file that was too large to be hashed will be so again; its size is known.
        let repeats = matches!(fault, InputFault::TooLarge);
        let about = |code| Finding::about(code, Severity::Error, &file.path);
        let finding = match fault {
            InputFault::Refused((id, en)) => about("R001").fact_in("reason", id, en),
            InputFault::Changed((id, en)) => about("R008").fact_in("reason", id, en),
            InputFault::TooLarge => {
                let row = Limit::FileBytes.row();
                about("R005")
                    .fact("limit", row.name)
                    .fact("value", limits.get(Limit::FileBytes).to_string())
                    .fact_in("reason", row.id, row.en)
            }
        };
        let extracted = Extracted {
            findings: vec![finding],
            ..Extracted::default()
        };
        take(extracted, None);
        repeats
    }
}

impl Readers {
    /// Hands on what came of a file on another night, if that was kept.
    fn repeat(&self, file: &SourceFile, take: Take<'_>) -> bool {
        let (Some(cache), Kind::Workers(pool)) = (&self.cache, &self.kind) else {
            return false;
        };
        let Some(handed_over) = cache.get(file) else {
            return false;
        };
        // Nothing is handed on of what turns out not to be whole.
        let mut all = Vec::new();
        let mut keep = |extracted, audited| all.push((extracted, audited));
        let is_whole = pool.repeat(&handed_over, file, &mut keep);
        if is_whole {
            for (extracted, audited) in all {
                take(extracted, audited);
            }
        }
        is_whole
    }
}

/// A file to read, and how.
#[derive(Debug, Clone, Copy)]
pub(super) struct File<'f> {
    pub(super) bytes: &'f [u8],
    pub(super) path: &'f str,
    pub(super) limits: &'f Limits,
    pub(super) care: Care,
}

impl File<'_> {
    /// Reads a document of the file again with the second reader, if that is wanted and it is an input;
    /// should that reader fail, it says nothing.
    fn read_again(&self, extracted: &mut Extracted, taker: &mut dyn Taker) {
        if self.care == Care::Once || extracted.is_passed_over {
            return;
        }
        // Members of archives are not read again, only told.
        if extracted.member.is_none() {
            taker.again();
        }
        let n_findings = extracted.findings.len();
        let panicked = guarded(|| read_again(self.bytes, self.path, extracted));
        if let Err(reason) = panicked {
            extracted.findings.truncate(n_findings);
            tracing::error!(document = self.path, reason, "the second reader failed");
            let path = match &extracted.member {
                Some(member) => member_path(self.path, &member.path),
                None => self.path.to_owned(),
            };
            let (id, en) = ("pembaca itu gagal", format!("that reader failed: {reason}"));
            let finding = Finding::about("R017", Severity::Info, &path);
            extracted.findings.push(finding.fact_in("reason", id, en));
        }
    }
}

/// Takes what is read in this process.
struct Here<'f> {
    file: &'f SourceFile,
    assignment: Option<&'f Assignment>,
    /// Runs since the document began to be read.
    since: Stopwatch,
    take: Take<'f>,
}

impl Taker for Here<'_> {
    fn members(&mut self, _: Vec<Arc<str>>) {}

    fn opens(&mut self, _: usize) {}

    fn document(&mut self, extracted: Extracted) {
        match self.assignment.filter(|_| !extracted.is_passed_over) {
            None => (self.take)(extracted, None),
            Some(assignment) => {
                let time = self.since.micros();
                let file = self.file.as_read(&extracted);
                let head = Extracted {
                    member: extracted.member.clone(),
                    format: extracted.format,
                    ..Extracted::default()
                };
                let mut audited = audit_document(extracted, &file, assignment);
                audited.times.add(Stage::ExtractCells, time);
                (self.take)(head, Some(audited));
            }
        }
        self.since = Stopwatch::start();
    }
}

/// Reads a file in this process, less the members that are done; gives it back, where it is no archive. A
/// reader that panics costs the document it was reading.
pub(super) fn read_guarded(
    file: File<'_>,
    done: BTreeSet<Arc<str>>,
    taker: &mut dyn Taker,
) -> Option<Extracted> {
    let span = tracing::debug_span!("stage", name = "extract_cells", document = file.path);
    let _entered = span.enter();
    let mut guarding = Guarding {
        file,
        taker,
        members: Vec::new(),
        done,
        open: None,
    };
    loop {
        let done = guarding.done.clone();
        let read = || extract_parts(file.bytes, file.path, file.limits, &done, &mut guarding);
        let own = match guarded(read) {
            Ok(own) => own,
            Err(reason) => {
                let open = guarding.open.take();
                let member = open.filter(|open| !guarding.done.contains(open));
                let fault = internal_fault(file.path, member, reason);
                if fault.member.is_some() {
                    guarding.document(fault);
                    continue;
                }
                Some(fault)
            }
        };
        return own.map(|mut own| {
            file.read_again(&mut own, guarding.taker);
            own
        });
    }
}

/// Remembers which member is being read and which were.
struct Guarding<'t> {
    file: File<'t>,
    taker: &'t mut dyn Taker,
    members: Vec<Arc<str>>,
    done: BTreeSet<Arc<str>>,
    open: Option<Arc<str>>,
}

impl Taker for Guarding<'_> {
    fn members(&mut self, paths: Vec<Arc<str>>) {
        self.members.clone_from(&paths);
        self.taker.members(paths);
    }

    fn opens(&mut self, number: usize) {
        self.open = self.members.get(number).cloned();
        self.taker.opens(number);
    }

    fn document(&mut self, mut extracted: Extracted) {
        if let Some(member) = &extracted.member {
            self.done.insert(member.path.clone());
        }
        self.file.read_again(&mut extracted, self.taker);
        self.taker.document(extracted);
    }
}

/// What stands for a document on which a reader failed by a fault of its own.
fn internal_fault(file: &str, member: Option<Arc<str>>, reason: String) -> Extracted {
    let path = match &member {
        Some(member) => member_path(file, member),
        None => file.to_owned(),
    };
    tracing::error!(document = path, reason, "the reader failed");
    Extracted {
        member: member.map(|path| Member {
            path,
            sha256: "".into(),
            size: 0,
        }),
        findings: vec![Finding::about("X001", Severity::Error, &path).fact("reason", reason)],
        ..Extracted::default()
    }
}
