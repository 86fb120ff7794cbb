//! The receiving half of the hand-over: frames into messages, messages into workbooks. Believes
//! nothing: what does not fit ends the reading.

mod document;
#[cfg(test)]
mod tests;

use std::io::{self, Read};

use serde::de::DeserializeOwned;

use super::course::Course;
use super::frame::{broken, read_frame};
use super::message::{CELLS, Message, STRAYS};
use document::Open;

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
        read_frame(&mut self.from, &mut self.buffer)?;
        message(&self.buffer)
    }

    /// Takes over one file, document by document; gives whether the process wants to be replaced.
    pub(super) fn file(&mut self, course: &mut Course<'_>) -> Result<bool, Interrupted> {
        let mut open = Open::new(course);
        loop {
            read_frame(&mut self.from, &mut self.buffer)?;
            match self.buffer.split_first() {
                Some((&CELLS, cells)) => open.cells(cells)?,
                Some((&STRAYS, cells)) => open.strays(cells)?,
                _ => {
                    let message: Message = message(&self.buffer)?;
                    if let Some(retire) = open.message(message, self.buffer.len())? {
                        return Ok(retire);
                    }
                }
            }
            open.count()?;
        }
    }
}

fn message<M: DeserializeOwned>(bytes: &[u8]) -> io::Result<M> {
    let (message, rest) = postcard::take_from_bytes(bytes)
        .map_err(|error| broken(format!("a message cannot be read ({error})")))?;
    if rest.is_empty() {
        Ok(message)
    } else {
        Err(broken("a message is longer than its content"))
    }
}
