//! XML of untrusted parts, event by event: any encoding is decoded, no entity is expanded but the
//! five of XML itself, and names, texts and nesting are bounded.

use std::borrow::Cow;
use std::io::{self, BufRead, Read};

use encoding_rs::{Encoding, UTF_8};
use quick_xml::encoding::DecodingReader;
use quick_xml::errors::{IllFormedError, SyntaxError};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::fault::{Fault, Said};
use super::package::{LimitMet, limit_in, said_of};
use crate::model::limits::{Limit, Limits};

/// Most bytes of one tag or text; the longest honest text has 32,767 letters.
const MAX_EVENT_BYTES: usize = 4 << 20;

/// A reader of XML events.
pub(super) struct Xml<R: BufRead> {
    reader: Reader<Metered<Source<R>>>,
    buffer: Vec<u8>,
    depth: u64,
    max_depth: u64,
    has_root: bool,
    /// Whether the last event ended with its markup, so that the next one begins at the next byte.
    is_between: bool,
    part: String,
    is_broken: bool,
}

impl<R: BufRead> Xml<R> {
    /// Reads a part; its name is for messages.
    pub(super) fn new(part: &str, bytes: R, limits: &Limits) -> Self {
        let mut reader = Reader::from_reader(Metered {
            inner: Source::of(bytes),
            n_event: 0,
        });
        let config = reader.config_mut();
        config.expand_empty_elements = false;
        config.check_end_names = true;
        Self {
            reader,
            buffer: Vec::with_capacity(4096),
            depth: 0,
            max_depth: limits.get(Limit::Nesting),
            has_root: false,
            is_between: false,
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
        self.is_between = matches!(event, Event::Start(_) | Event::Empty(_) | Event::End(_));
        match &event {
            Event::Start(_) | Event::Empty(_) if self.depth == 0 && self.has_root => {
                return Err(no_xml(&self.part));
            }
            Event::Start(_) => {
                self.depth += 1;
                self.has_root = true;
                if self.depth > self.max_depth {
                    return Err(Fault::Limit(Limit::Nesting));
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::Empty(_) => self.has_root = true,
            Event::Text(text) if self.depth == 0 && !text.trim_ascii().is_empty() => {
                return Err(no_xml(&self.part));
            }
            Event::Decl(declaration) if self.reader.get_ref().inner.is_plain() => {
                // The encoding is chosen before the first event; what slipped through would be
                // read with the wrong letters.
                let declared = declaration.encoder().unwrap_or(UTF_8);
                if declared != UTF_8 && declared.is_ascii_compatible() {
                    return Err(no_xml(&self.part));
                }
            }
            Event::DocType(_) => {
                return Err(Fault::damaged(
                    format!("bagian \"{}\" memuat DOCTYPE, yang tidak dibaca", self.part),
                    format!("part \"{}\" has a DOCTYPE, which is not read", self.part),
                ));
            }
            Event::Eof if self.depth > 0 => {
                return Err(damaged(&self.part, &Said::new("terpotong", "cut off")));
            }
            Event::Eof if !self.has_root => return Err(no_xml(&self.part)),
            _ => {}
        }
        Ok(event)
    }

    /// Lets `take` read whole elements from the bytes at hand, in UTF-8, without making events of
    /// them; it gives the number of bytes it has taken, 0 where it leaves all to the events. What
    /// it takes must be well-formed and closed.
    pub(super) fn at_hand(
        &mut self,
        take: impl FnOnce(&[u8]) -> Result<usize, Fault>,
    ) -> Result<(), Fault> {
        // The elements taken are not counted, so they need room for a few inside each other.
        if !self.is_between || self.depth == 0 || self.depth + 4 > self.max_depth {
            return Ok(());
        }
        let mut stream = self.reader.stream();
        // A fault of reading shows again when the next event is read.
        let n_taken = match stream.fill_buf() {
            Ok(bytes) => take(bytes)?.min(bytes.len()),
            Err(_) => return Ok(()),
        };
        stream.consume(n_taken);
        self.reader.get_mut().n_event = 0;
        Ok(())
    }

    /// Whether the text itself is damaged, so that what follows means nothing.
    pub(super) fn is_broken(&self) -> bool {
        self.is_broken
    }

    /// How many elements are open.
    pub(super) fn depth(&self) -> u64 {
        self.depth
    }

    /// The name of the part, for messages.
    pub(super) fn part(&self) -> &str {
        &self.part
    }

    /// Passes over the rest of the element whose start was the last event.
    pub(super) fn skip(&mut self) -> Result<(), Fault> {
        let inside = self.depth;
        while self.depth >= inside {
            self.next()?;
        }
        Ok(())
    }

    /// Adds the text of the element whose start was the last event, up to its end; elements inside
    /// it are passed over.
    pub(super) fn text(&mut self, words: &mut Words) -> Result<(), Fault> {
        let mut n_open = 0u64;
        loop {
            match self.next()? {
                Event::Text(text) if n_open == 0 => words.push(&text.xml10_content()),
                Event::CData(text) if n_open == 0 => words.push(&text.xml10_content()),
                Event::GeneralRef(name) if n_open == 0 => words.push_reference(&name),
                Event::Start(_) => n_open += 1,
                Event::End(_) if n_open == 0 => return Ok(()),
                Event::End(_) => n_open -= 1,
                _ => {}
            }
        }
    }
}

/// Text put together from the pieces of an element, bounded.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    most: usize,
    fault: Option<Fault>,
}

impl Words {
    /// No text yet. Room is given for letters that are written as escapes of several bytes.
    pub(super) fn new(limits: &Limits) -> Self {
        let most = limits.get(Limit::TextLetters).saturating_mul(8);
        Self {
            text: String::new(),
            most: usize::try_from(most).unwrap_or(usize::MAX),
            fault: None,
        }
    }

    /// Forgets the text, to take the next.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.fault = None;
    }

    /// Adds a piece.
    pub(super) fn push(&mut self, piece: &str) {
        if self.text.len() + piece.len() > self.most {
            self.fault = Some(Fault::Limit(Limit::TextLetters));
        } else {
            self.text.push_str(piece);
        }
    }

    fn push_reference(&mut self, name: &BytesRef<'_>) {
        if let Some(c) = reference(name) {
            let mut bytes = [0; 4];
            self.push(c.encode_utf8(&mut bytes));
        } else {
            let shown: String = name.chars().take(20).collect();
            self.fault = Some(Fault::damaged(
                format!("huruf \"&{shown};\" tidak dikenal"),
                format!("the letter \"&{shown};\" is unknown"),
            ));
        }
    }

    /// The text, or why it cannot be read.
    pub(super) fn read(&self) -> Result<&str, Fault> {
        match &self.fault {
            Some(fault) => Err(fault.clone()),
            None => Ok(&self.text),
        }
    }

    /// The text so far, to be changed in place.
    pub(super) fn text_mut(&mut self) -> &mut String {
        &mut self.text
    }
}

fn damaged(part: &str, said: &Said) -> Fault {
    Fault::damaged(
        format!("bagian \"{part}\" rusak ({})", said.id),
        format!("part \"{part}\" is damaged ({})", said.en),
    )
}

fn no_xml(part: &str) -> Fault {
    damaged(
        part,
        &Said::new("isinya bukan XML", "its content is not XML"),
    )
}

fn fault_of(part: &str, error: &quick_xml::Error) -> Fault {
    let words = match error {
        quick_xml::Error::Io(error) => {
            return limit_in(error).unwrap_or_else(|| damaged(part, &said_of(error)));
        }
        quick_xml::Error::Syntax(SyntaxError::InvalidBangMarkup) => "isinya bukan XML",
        // All other faults of syntax are ends of the part inside a tag or comment.
        quick_xml::Error::Syntax(_) => "terpotong",
        quick_xml::Error::IllFormed(
            IllFormedError::MismatchedEndTag { .. }
            | IllFormedError::UnmatchedEndTag(_)
            | IllFormedError::MissingEndTag(_),
        ) => "tag penutupnya tidak cocok",
        quick_xml::Error::Encoding(_) => "hurufnya tidak sesuai dengan pengodean UTF-8",
        _ => "XML-nya tidak sah",
    };
    damaged(part, &Said::new(words, error.to_string()))
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

/// The attributes of a tag as written, in their order: names with prefix, values not unescaped.
/// An attribute that is not well-formed ends them with `None` as its item.
pub(super) struct Pairs<'e> {
    rest: &'e str,
}

/// The attributes of a tag as written.
pub(super) fn pairs<'e>(element: &'e BytesStart<'_>) -> Pairs<'e> {
    Pairs {
        rest: element.attributes_raw(),
    }
}

impl<'e> Pairs<'e> {
    fn split(&self) -> Option<(&'e str, &'e str, &'e str)> {
        let (name, after) = self.rest.split_once('=')?;
        let after = after.trim_ascii_start();
        let (value, rest) = match after.as_bytes().first()? {
            b'"' => after.get(1..)?.split_once('"')?,
            b'\'' => after.get(1..)?.split_once('\'')?,
            _ => return None,
        };
        Some((name.trim_ascii_end(), value, rest))
    }
}

impl<'e> Iterator for Pairs<'e> {
    type Item = Option<(&'e str, &'e str)>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rest = self.rest.trim_ascii_start();
        if self.rest.is_empty() {
            return None;
        }
        let split = self.split();
        self.rest = split.map_or("", |(_, _, rest)| rest);
        Some(split.map(|(name, value, _)| (name, value)))
    }
}

/// The bytes of a part as UTF-8. Parts that are UTF-8 already, nearly all, take no detour; whether
/// they are is checked where events are made of them.
enum Source<R> {
    Plain(R),
    Decoded(Box<DecodingReader<R>>),
}

impl<R: BufRead> Source<R> {
    /// Chooses by the first bytes (XML 1.0, appendix F). A fault of reading shows again when the
    /// first event is read.
    fn of(mut bytes: R) -> Self {
        let head = bytes.fill_buf().unwrap_or_default();
        let is_wide = head.starts_with(b"\xFE\xFF")
            || head.starts_with(b"\xFF\xFE")
            || head.starts_with(b"\0<\0?")
            || head.starts_with(b"<\0?\0");
        if is_wide {
            return Self::Decoded(Box::new(DecodingReader::new(bytes)));
        }
        match declared(head) {
            Some(encoding) if encoding != UTF_8 && encoding.is_ascii_compatible() => {
                let mut reader = DecodingReader::new(bytes);
                reader.set_encoding(encoding);
                Self::Decoded(Box::new(reader))
            }
            _ => Self::Plain(bytes),
        }
    }

    fn is_plain(&self) -> bool {
        matches!(self, Self::Plain(_))
    }
}

/// The encoding that an XML declaration names.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let end = head.iter().position(|&byte| byte == b'>')?;
    let declaration = std::str::from_utf8(head.get(..end)?).ok()?;
    let (_, after) = declaration.strip_prefix("<?xml")?.split_once("encoding")?;
    let label = after.trim_ascii_start().strip_prefix('=')?.trim_ascii();
    let quote = label.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (label, _) = label.get(1..)?.split_once(quote)?;
    Encoding::for_label(label.as_bytes())
}

impl<R: BufRead> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Plain(inner) => inner.read(buffer),
            Self::Decoded(inner) => inner.read(buffer),
        }
    }
}

impl<R: BufRead> BufRead for Source<R> {
    #[inline]
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self {
            Self::Plain(inner) => inner.fill_buf(),
            Self::Decoded(inner) => inner.fill_buf(),
        }
    }

    #[inline]
    fn consume(&mut self, amount: usize) {
        match self {
            Self::Plain(inner) => inner.consume(amount),
            Self::Decoded(inner) => inner.consume(amount),
        }
    }
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
