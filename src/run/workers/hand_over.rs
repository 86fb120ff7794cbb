//! The sending half of the hand-over: what was made of a file goes over a pipe, document by document,
//! each in parts, so that nothing is held twice.

use std::io::{self, Write};
use std::sync::Arc;

use serde::Serialize;

use super::frame::{broken, write_message};
use super::message::{DocumentHead, Message};
use crate::model::audited::Audited;
use crate::model::compact::{Texts, in_turn};
use crate::model::extraction::Extracted;
use crate::model::finding::Finding;
use crate::model::grid::Grid;

/// Relations, numbers or findings in one message.
const LIST_LENGTH: usize = 4096;

/// Writes to a pipe what was made of files. What fails once fails for good: see [`Sender::done`].
pub(super) struct Sender<W: Write> {
    out: W,
    members: Vec<Arc<str>>,
    /// Texts of the document that is being sent.
    texts: Texts,
    result: io::Result<()>,
}

impl<W: Write> Sender<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            members: Vec::new(),
            texts: Texts::default(),
            result: Ok(()),
        }
    }

    /// Sends one message.
    pub(super) fn send<M: Serialize>(&mut self, message: &M) -> io::Result<()> {
        let out = &mut self.out;
        in_turn(&mut self.texts, || write_message(out, message))
    }

    /// The pipe itself, for what is no message.
    pub(super) fn pipe(&mut self) -> &mut W {
        &mut self.out
    }

    /// Makes sure that all that was sent is on its way.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }

    /// Says which members an archive has.
    pub(super) fn members(&mut self, paths: Vec<Arc<str>>) {
        let told = paths.iter().map(std::string::ToString::to_string).collect();
        self.members = paths;
        self.attempt(|sender| sender.send(&Message::Members(told)));
    }

    /// Says which member is read next, at once: should reading end here, it was that one.
    pub(super) fn opens(&mut self, number: usize) {
        self.attempt(|sender| {
            let number = u32::try_from(number).map_err(|_| broken("too many members"))?;
            sender.send(&Message::Opens(number))?;
            sender.flush()
        });
    }

    /// Says at once that a second reader is at work.
    pub(super) fn again(&mut self) {
        self.attempt(|sender| {
            sender.send(&Message::Again)?;
            sender.flush()
        });
    }

    /// Sends what is known of a document that was read, but for its sheets.
    pub(super) fn document(&mut self, extracted: &Extracted) {
        self.attempt(|sender| {
            let head = sender.head(extracted)?;
            sender.send(&Message::Document(head))?;
            sender.texts = Texts::default();
            sender.list(extracted.findings.clone(), Message::Findings)
        });
    }

    /// Sends the sheets of a document that is only read.
    pub(super) fn sheets(&mut self, sheets: Vec<Grid>) {
        self.attempt(|sender| {
            let mut sheets = sheets.into_iter();
            sheets.try_for_each(|grid| sender.send(&Message::Sheet(Box::new(grid))))
        });
    }

    /// Says at once that the document is being audited.
    pub(super) fn audits(&mut self) {
        self.attempt(|sender| {
            sender.send(&Message::Audits)?;
            sender.flush()
        });
    }

    /// Says at once that auditing the document needs more memory than its share.
    pub(super) fn lacks(&mut self) {
        self.attempt(|sender| {
            sender.send(&Message::Lacks)?;
            sender.flush()
        });
    }

    /// Sends what the audit made of the document; of its findings those behind the first, which
    /// were sent when it was read.
    pub(super) fn audited(&mut self, audited: Audited, n_sent: usize) {
        let Audited {
            summary,
            records,
            proof,
            findings,
            times,
        } = audited;
        self.attempt(|sender| {
            let findings: Vec<Finding> = findings.into_iter().skip(n_sent).collect();
            sender.list(findings, Message::Findings)?;
            let mut records = records.into_iter();
            records.try_for_each(|set| sender.send(&Message::Table(set)))?;
            sender.list(proof.relations, Message::Relations)?;
            sender.list(proof.numbers, Message::Numbers)?;
            sender.list(proof.formulas, Message::Formulas)?;
            sender.list(proof.support, Message::Support)?;
            sender.send(&Message::Summary(Box::new(summary), times))
        });
    }

    /// Ends a document.
    pub(super) fn end_document(&mut self) {
        self.attempt(|sender| {
            sender.texts = Texts::default();
            sender.send(&Message::DocumentEnd)
        });
    }

    /// Ends the file; gives how sending went.
    pub(super) fn done(&mut self, retire: bool) -> io::Result<()> {
        std::mem::replace(&mut self.result, Ok(()))?;
        self.members.clear();
        self.send(&Message::Done { retire })?;
        self.flush()
    }

    /// Sends many of a kind, some at a time.
    fn list<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        message: fn(Vec<T>) -> Message,
    ) -> io::Result<()> {
        let mut items = items.into_iter();
        loop {
            let some: Vec<T> = items.by_ref().take(LIST_LENGTH).collect();
            if some.is_empty() {
                return Ok(());
            }
            self.send(&message(some))?;
        }
    }

    fn head(&self, extracted: &Extracted) -> io::Result<DocumentHead> {
        let mut member = None;
        if let Some(told) = &extracted.member {
            let number = self.members.iter().position(|path| *path == told.path);
            let number = number.and_then(|number| u32::try_from(number).ok());
            let number = number.ok_or_else(|| broken("a member that was not told"))?;
            member = Some((number, told.sha256.to_string(), told.size));
        }
        Ok(DocumentHead {
            member,
            is_passed_over: extracted.is_passed_over,
            format: extracted.format,
            counts_from_1904: extracted.workbook.counts_from_1904,
            names: extracted.workbook.names.clone(),
        })
    }

    /// Does something unless something failed before.
    fn attempt(&mut self, send: impl FnOnce(&mut Self) -> io::Result<()>) {
        if self.result.is_ok() {
            self.result = send(self);
        }
    }
}
