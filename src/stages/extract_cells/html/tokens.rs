//! Comes in: the encoded text of a page. Goes out: its tags, texts and comments, one after the
//! other, as browsers cut them. Holds one small piece of the page at a time, however large it is,
//! and never builds a tree, so that nesting costs nothing.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use html5ever::buffer_queue::BufferQueue;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::super::encoding::Encoded;
use super::super::fault::Fault;

/// Most attributes of a tag that is still open. An honest tag has twenty; the tokenizer compares
/// each with all before it.
const MAX_OPEN_ATTRIBUTES: usize = 20_000;
/// Most comparisons of attributes with each other on a page, in tags with more than
/// [`MANY_ATTRIBUTES`], for the same reason.
const MAX_COMPARISONS: u64 = 200_000_000;
const MANY_ATTRIBUTES: u64 = 100;

/// A piece of a page.
#[derive(Debug)]
pub(super) enum Piece {
    /// A start tag.
    Start(Tag),
    /// An end tag.
    End(Tag),
    /// Text between tags, with its entities decoded.
    Text(StrTendril),
    /// A comment; Office hides its own XML in some.
    Comment(StrTendril),
}

/// The pieces of a page.
pub(super) struct Tokens<'a> {
    encoded: Encoded<'a>,
    tokenizer: Tokenizer<Sink>,
    chunk: String,
    /// Attributes that the text since the last piece may hold.
    n_open: usize,
    has_ended: bool,
}

#[derive(Default)]
struct Sink {
    pieces: RefCell<VecDeque<Piece>>,
    n_comparisons: Cell<u64>,
    is_cut: Cell<bool>,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(encoded: Encoded<'a>) -> Self {
        Self {
            encoded,
            tokenizer: Tokenizer::new(Sink::default(), TokenizerOpts::default()),
            chunk: String::new(),
            n_open: 0,
            has_ended: false,
        }
    }

    /// The next piece; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Piece>, Fault> {
        loop {
            if let Some(piece) = self.tokenizer.sink.pieces.borrow_mut().pop_front() {
                return Ok(Some(piece));
            }
            if self.has_ended {
                return Ok(None);
            }
            if self.encoded.next(&mut self.chunk) {
                let chunk = std::mem::take(&mut self.chunk);
                self.feed(&chunk);
                self.check(&chunk)?;
                self.chunk = chunk;
            } else {
                self.has_ended = true;
                self.tokenizer.end();
            }
        }
    }

    /// Puts a piece back, to be the next again.
    pub(super) fn put_back(&mut self, piece: Piece) {
        self.tokenizer.sink.pieces.borrow_mut().push_front(piece);
    }

    /// Whether the page ended inside a tag or comment. Known at the end.
    pub(super) fn is_cut(&self) -> bool {
        self.tokenizer.sink.is_cut.get()
    }

    /// Bytes that the page's encoding does not define, and its name. Known at the end.
    pub(super) fn n_bad(&self) -> (u64, &'static str) {
        (self.encoded.n_bad(), self.encoded.name())
    }

    fn feed(&self, text: &str) {
        let input = BufferQueue::default();
        input.push_back(StrTendril::from_slice(text));
        // The sink never asks for a script to be run, so the input is used up at once.
        while !input.is_empty() {
            let _done = self.tokenizer.feed(&input);
        }
    }

    /// Stops at a tag with so many attributes that only an attack has them.
    fn check(&mut self, chunk: &str) -> Result<(), Fault> {
        let sink = &self.tokenizer.sink;
        if sink.n_comparisons.get() > MAX_COMPARISONS {
            return Err(too_many_attributes());
        }
        if !sink.pieces.borrow().is_empty() {
            self.n_open = 0;
            return Ok(());
        }
        self.n_open += attributes_in(chunk);
        if self.n_open <= MAX_OPEN_ATTRIBUTES {
            return Ok(());
        }
        // Either a long comment or a hostile tag. The end of a comment tells them apart, and a
        // comment in two halves is as good as one.
        self.feed("-->");
        let is_comment = matches!(
            self.tokenizer.sink.pieces.borrow().front(),
            Some(Piece::Comment(_))
        );
        if !is_comment {
            return Err(too_many_attributes());
        }
        self.feed("<!--");
        self.n_open = 0;
        Ok(())
    }
}

fn too_many_attributes() -> Fault {
    Fault::damaged(
        "halaman memuat tag dengan terlalu banyak atribut",
        "the page has a tag with too many attributes",
    )
}

/// The most attributes that a piece of text can hold: words, however they are set apart.
fn attributes_in(chunk: &str) -> usize {
    let is_apart = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'' | b'/');
    let mut was_apart = false;
    chunk
        .bytes()
        .filter(|&byte| {
            let begins = was_apart && !is_apart(byte);
            was_apart = is_apart(byte);
            begins
        })
        .count()
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let (piece, result) = match token {
            Token::TagToken(tag) => {
                let n_attributes = tag.attrs.len() as u64;
                if n_attributes > MANY_ATTRIBUTES {
                    let n_more = n_attributes.saturating_mul(n_attributes);
                    self.n_comparisons
                        .set(self.n_comparisons.get().saturating_add(n_more));
                }
                if tag.kind == TagKind::StartTag {
                    let result = raw_kind(&tag.name)
                        .map_or(TokenSinkResult::Continue, TokenSinkResult::RawData);
                    (Piece::Start(tag), result)
                } else {
                    (Piece::End(tag), TokenSinkResult::Continue)
                }
            }
            Token::CharacterTokens(text) => (Piece::Text(text), TokenSinkResult::Continue),
            Token::CommentToken(text) => (Piece::Comment(text), TokenSinkResult::Continue),
            Token::ParseError(error) => {
                if error.contains("EOF") {
                    self.is_cut.set(true);
                }
                return TokenSinkResult::Continue;
            }
            // Browsers drop NUL from the text of tables as well.
            Token::DoctypeToken(_) | Token::NullCharacterToken | Token::EOFToken => {
                return TokenSinkResult::Continue;
            }
        };
        self.pieces.borrow_mut().push_back(piece);
        result
    }
}

/// Elements whose content is no markup (HTML, 13.2.6.4).
fn raw_kind(name: &str) -> Option<RawKind> {
    Some(match name {
        "script" => RawKind::ScriptData,
        "style" | "xmp" | "iframe" | "noembed" | "noframes" => RawKind::Rawtext,
        "title" | "textarea" => RawKind::Rcdata,
        _ => return None,
    })
}

/// The value of a tag's attribute. Names are in lower case.
pub(super) fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name)
        .map(|attribute| &*attribute.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Result<Vec<String>, Fault> {
        let mut tokens = Tokens::new(Encoded::new(text.as_bytes(), None));
        let mut pieces = Vec::new();
        while let Some(piece) = tokens.next()? {
            pieces.push(match piece {
                Piece::Start(tag) => format!("<{}>", &*tag.name),
                Piece::End(tag) => format!("</{}>", &*tag.name),
                Piece::Text(text) => text.to_string(),
                Piece::Comment(text) => format!("<!{}>", &*text),
            });
        }
        if tokens.is_cut() {
            pieces.push("CUT".to_owned());
        }
        Ok(pieces)
    }

    #[test]
    fn pieces_come_in_order() {
        assert_eq!(
            pieces("<TD x:num=1>a&amp;b<style>td<b></style><!--c--></td>").expect("pieces"),
            [
                "<td>", "a", "&", "b", "<style>", "td", "<", "b", ">", "</style>", "<!c>", "</td>"
            ]
        );
        assert_eq!(pieces("<td cla").expect("pieces"), ["CUT"]);
        assert_eq!(pieces("<td>a").expect("pieces"), ["<td>", "a"]);
    }

    #[test]
    fn a_tag_with_endless_attributes_is_stopped_and_a_long_comment_is_not() {
        let numbers: Vec<String> = (0..30_000).map(|n: u32| n.to_string()).collect();
        let words = format!(" a{}=\">\"", numbers.join("=\">\" a"));
        assert!(pieces(&format!("<td{words}>")).is_err());
        let quoted = format!(" a{}", numbers.join(" a"));
        assert!(pieces(&format!("<td a=\"{quoted}")).is_err());
        assert!(pieces(&format!("<td{}", quoted.replace(' ', "/"))).is_err());
        let comment = pieces(&format!("<!--{words}--><b>")).expect("pieces");
        assert_eq!(comment.last().map(String::as_str), Some("<b>"));
        let total: usize = comment.iter().map(String::len).sum();
        assert!(total > words.len());
        let many = format!("<td{}>", quoted.get(..20_000).unwrap_or_default()).repeat(40);
        assert!(pieces(&many).is_err());
    }
}
