//! The receiving half of the hand-over: frames into messages, messages into documents. Believes
//! nothing: what does not fit ends the exchange.

mod believe;
mod document;
#[cfg(test)]
mod tests;

use std::io::{self, Read};

use serde::de::DeserializeOwned;

use super::course::Course;
use super::frame::{broken, read_message};
use super::message::Message;
use crate::model::compact::in_turn;

pub(super) use document::Arriving;

/// Reads messages from a pipe.
pub(super) struct Receiver<R: Read> {
    from: R,
    buffer: Vec<u8>,
}

/// Why a file's hand-over ended early.
#[derive(Debug)]
pub(super) enum Interrupted {
    /// The pipe closed, or what came over it does not fit.
    Broken(io::Error),
    /// More came than the limit allows.
    TooMuch,
    /// The process says that it had too little memory, and there is more.
    Memory,
}

impl From<io::Error> for Interrupted {
    fn from(error: io::Error) -> Self {
        Self::Broken(error)
    }
}

impl From<&'static str> for Interrupted {
    fn from(reason: &'static str) -> Self {
        Self::Broken(broken(reason))
    }
}

impl<R: Read> Receiver<R> {
    pub(super) fn new(from: R) -> Self {
        Self {
            from,
            buffer: Vec::new(),
        }
    }

    /// The pipe itself, for what is no message.
    pub(super) fn pipe(&mut self) -> &mut R {
        &mut self.from
    }

    /// The next message.
    pub(super) fn receive<M: DeserializeOwned>(&mut self) -> io::Result<M> {
        read_message(&mut self.from, &mut self.buffer, |_| Ok(()))
    }

    /// Takes over one file, document by document; gives whether the process wants to be replaced.
    pub(super) fn file(&mut self, course: &mut Course<'_>) -> Result<bool, Interrupted> {
        loop {
            // What is read of a document hangs together by its texts.
            let mut texts = std::mem::take(&mut course.texts);
            let message: Result<Message, Interrupted> = in_turn(&mut texts, || {
                read_message(&mut self.from, &mut self.buffer, |n_bytes| {
                    course.count(n_bytes)
                })
            });
            course.texts = texts;
            if let Some(retire) = course.message(message?)? {
                return Ok(retire);
            }
        }
    }
}
