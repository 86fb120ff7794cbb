//! Comes in: the events of paragraphs (ODF 1.3 part 3, 6.1). Goes out: their text as the cell shows
//! it, with blanks collapsed as 6.1.2 says. Never grows beyond what one text may hold.

use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::super::fault::Fault;
use super::super::xml::{Xml, attribute, reference};
use crate::model::limits::{Limit, Limits};

/// Paragraphs joined by line breaks.
#[derive(Debug, Default)]
pub(super) struct Paragraphs {
    /// The text so far.
    pub(super) text: String,
    /// How many paragraphs there were, empty ones too.
    pub(super) n_begun: usize,
    most_bytes: usize,
    is_after_blank: bool,
}

impl Paragraphs {
    /// No text yet; the limits say how long it may grow.
    pub(super) fn new(limits: &Limits) -> Self {
        let most = usize::try_from(limits.get(Limit::TextLetters)).unwrap_or(usize::MAX);
        Self {
            // A letter has at most four bytes: a longer text has too many letters for certain, and
            // is refused when it is put.
            most_bytes: most.saturating_mul(4).saturating_add(4),
            ..Self::default()
        }
    }

    /// Forgets the text.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.n_begun = 0;
    }

    /// Begins a paragraph.
    pub(super) fn begin(&mut self) {
        if self.n_begun > 0 {
            self.push('\n');
        }
        self.n_begun += 1;
        self.is_after_blank = true;
    }

    /// Takes letters; a run of blanks counts as one, and none at the start of a paragraph.
    fn take(&mut self, letters: &str) {
        if self.text.len() > self.most_bytes {
            return;
        }
        // Most pieces are words or digits without a blank.
        if !letters.is_empty() && !letters.bytes().any(|b| b <= b' ') {
            self.text.push_str(letters);
            self.is_after_blank = false;
            return;
        }
        for c in letters.chars() {
            let is_blank = matches!(c, ' ' | '\t' | '\r' | '\n');
            if is_blank && self.is_after_blank {
                continue;
            }
            self.text.push(if is_blank { ' ' } else { c });
            self.is_after_blank = is_blank;
        }
    }

    fn push(&mut self, c: char) {
        if self.text.len() <= self.most_bytes {
            self.text.push(c);
        }
        self.is_after_blank = false;
    }

    /// Takes an element that stands for letters; says whether it was one.
    fn take_element(&mut self, element: &BytesStart<'_>) -> bool {
        match element.local_name().as_ref() {
            "s" => {
                let count = attribute(element, "c").and_then(|count| count.trim().parse().ok());
                let room = self.most_bytes.saturating_sub(self.text.len());
                for _ in 0..count.unwrap_or(1).min(room) {
                    self.push(' ');
                }
            }
            "tab" => self.push('\t'),
            "line-break" => self.push('\n'),
            _ => return false,
        }
        true
    }
}

/// Reads to the end of the paragraph that has just been opened.
pub(super) fn read_paragraph<R: BufRead>(
    xml: &mut Xml<R>,
    into: &mut Paragraphs,
) -> Result<(), Fault> {
    let depth = xml.depth();
    into.begin();
    loop {
        match xml.next()? {
            Event::Text(text) => into.take(&text.xml10_content()),
            Event::CData(text) => into.take(&text.xml10_content()),
            Event::GeneralRef(entity) => {
                if let Some(c) = reference(&entity) {
                    into.take(c.encode_utf8(&mut [0; 4]));
                } else {
                    // An entity that nobody defined says its own name rather than nothing.
                    into.take("&");
                    into.take(&entity.xml10_content());
                    into.take(";");
                }
            }
            Event::Empty(element) => {
                into.take_element(&element);
            }
            Event::Start(element) => {
                let is_shown = into.take_element(&element) || is_text(&element);
                drop(element);
                if !is_shown {
                    skip(xml)?;
                }
            }
            Event::End(element) => {
                drop(element);
                if xml.depth() < depth {
                    return Ok(());
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Whether what stands inside an element of a paragraph is shown in it: drawings, comments and the
/// small letters above others are not.
fn is_text(element: &BytesStart<'_>) -> bool {
    let name = element.name();
    let is_foreign = name.prefix().is_some_and(|prefix| {
        matches!(
            prefix.as_ref(),
            "draw" | "office" | "svg" | "dr3d" | "form" | "presentation" | "chart"
        )
    });
    !is_foreign && !matches!(name.local_name().as_ref(), "ruby-text" | "note" | "script")
}

/// Reads the paragraphs directly inside the element that has just been opened, a comment or a
/// text box, to its end.
pub(super) fn read_paragraphs<R: BufRead>(
    xml: &mut Xml<R>,
    into: &mut Paragraphs,
) -> Result<(), Fault> {
    let depth = xml.depth();
    loop {
        match xml.next()? {
            Event::Empty(element) => {
                if matches!(element.local_name().as_ref(), "p" | "h") {
                    into.begin();
                }
            }
            Event::Start(element) => {
                let local = element.local_name();
                let is_paragraph = matches!(local.as_ref(), "p" | "h");
                let is_list = matches!(local.as_ref(), "list" | "list-item" | "list-header");
                drop(element);
                if is_paragraph {
                    read_paragraph(xml, into)?;
                } else if !is_list {
                    skip(xml)?;
                }
            }
            Event::End(element) => {
                drop(element);
                if xml.depth() < depth {
                    return Ok(());
                }
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// Reads to the end of the element that has just been opened.
pub(in super::super) fn skip<R: BufRead>(xml: &mut Xml<R>) -> Result<(), Fault> {
    let depth = xml.depth();
    while xml.depth() >= depth {
        if matches!(xml.next()?, Event::Eof) {
            break;
        }
    }
    Ok(())
}
