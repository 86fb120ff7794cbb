//! XML of untrusted parts, event by event: any encoding is decoded, no entity is expanded but the
//! five of XML itself, and names, texts and nesting are bounded.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use encoding_rs::{Encoding, UTF_8};
use quick_xml::encoding::DecodingReader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::fault::Fault;
use super::package::{LimitMet, limit_in};
use crate::model::limits::{Limit, Limits};

/// Most bytes of one tag or text; the longest honest text has 32,767 letters.
const MAX_EVENT_BYTES: usize = 4 << 20;

/// Most bytes of a declaration that are looked at.
const MAX_DECLARATION: usize = 256;

/// A reader of XML events.
pub(super) struct Xml<R: BufRead> {
    reader: Reader<Metered<DecodingReader<R>>>,
    buffer: Vec<u8>,
    depth: u64,
    max_depth: u64,
    part: String,
    is_broken: bool,
}

impl<R: BufRead> Xml<R> {
    /// Reads a part; its name is for messages.
    pub(super) fn new(part: &str, mut bytes: R, limits: &Limits) -> Self {
        let declared = declared_encoding(&mut bytes);
        let mut inner = DecodingReader::new(bytes);
        if let Some(encoding) = declared {
            inner.set_encoding(encoding);
        }
        let mut reader = Reader::from_reader(Metered { inner, n_event: 0 });
        let config = reader.config_mut();
        config.expand_empty_elements = false;
        config.check_end_names = true;
        Self {
            reader,
            buffer: Vec::with_capacity(4096),
            depth: 0,
            max_depth: limits.get(Limit::Nesting),
            part: part.to_owned(),
            is_broken: false,
        }
    }

    /// The next event; [`Event::Eof`] at the end.
    pub(super) fn next(&mut self) -> Result<Event<'_>, Fault> {
        self.buffer.clear();
        self.reader.get_mut().n_event = 0;
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(error) => {
                self.is_broken = true;
                return Err(fault_of(&self.part, &error));
            }
        };
        match &event {
            Event::Start(_) => {
                self.depth += 1;
                if self.depth > self.max_depth {
                    return Err(Fault::Limit(Limit::Nesting));
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => {
                return Err(Fault::damaged(
                    format!("bagian \"{}\" memuat DOCTYPE, yang tidak dibaca", self.part),
                    format!("part \"{}\" has a DOCTYPE, which is not read", self.part),
                ));
            }
            Event::Eof if self.depth > 0 => {
                return Err(Fault::damaged(
                    format!("bagian \"{}\" terpotong", self.part),
                    format!("part \"{}\" is cut off", self.part),
                ));
            }
            _ => {}
        }
        Ok(event)
    }

    /// Whether the text itself is damaged, so that what follows means nothing.
    pub(super) fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> u64 {
        self.depth
    }
}

/// The encoding that a declaration names, where it is one that has the letters of ASCII; those
/// that have not are told by their first bytes. It is asked before reading, since it cannot be
/// changed later.
fn declared_encoding<R: BufRead>(bytes: &mut R) -> Option<&'static Encoding> {
    let head = bytes.fill_buf().ok()?;
    let head = head.get(..MAX_DECLARATION).unwrap_or(head);
    let head = head.strip_prefix(b"<?xml")?;
    let end = head.windows(2).position(|window| window == b"?>")?;
    let declaration = std::str::from_utf8(head.get(..end)?).ok()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next()?;
    let (name, _) = value.get(1..)?.split_once(quote)?;
    Encoding::for_label(name.as_bytes())
        .filter(|encoding| encoding.is_ascii_compatible() && *encoding != UTF_8)
}

fn fault_of(part: &str, error: &quick_xml::Error) -> Fault {
    if let quick_xml::Error::Io(error) = error
        && let Some(fault) = limit_in(error)
    {
        return fault;
    }
    Fault::damaged(
        format!("bagian \"{part}\" rusak ({error})"),
        format!("part \"{part}\" is damaged ({error})"),
    )
}

/// The character that a reference in text stands for; `None` for an entity that XML itself does
/// not define.
pub(super) fn reference(reference: &BytesRef<'_>) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c);
    }
    match &*reference.xml10_content() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}

/// The value of the attribute of this local name, unescaped.
pub(super) fn attribute<'e>(element: &'e BytesStart<'_>, name: &str) -> Option<Cow<'e, str>> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)
        .and_then(|attribute| attribute.normalized_value(XmlVersion::Implicit1_0).ok())
}

/// Whether the attribute of this local name says yes, as XML Schema writes it.
pub(super) fn is_true(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| matches!(&*value, "1" | "true" | "on"))
}

/// Counts the bytes of one event, so that no tag or text fills the memory.
struct Metered<R> {
    inner: R,
    n_event: usize,
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n_read = self.inner.read(buffer)?;
        self.n_event = self.n_event.saturating_add(n_read);
        Ok(n_read)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.n_event > MAX_EVENT_BYTES {
            return Err(io::Error::other(LimitMet(Limit::TextLetters)));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.n_event = self.n_event.saturating_add(amount);
        self.inner.consume(amount);
    }
}
