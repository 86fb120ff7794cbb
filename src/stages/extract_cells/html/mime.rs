//! Comes in: a MIME file with the pages of a workbook (MHTML, "Single File Web Page"). Goes out:
//! each part with its location, type and decoded bytes. Parts are found by their boundary, one
//! after the other; only headers are left to the mail reader, which would hold all parts at once.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::{MessageParser, MimeHeaders};

use super::super::fault::Fault;

/// Multiparts inside each other that are opened; a workbook has one.
const MAX_DEPTH: u32 = 4;

/// One part of a MIME file.
#[derive(Debug, Default)]
pub(super) struct Part<'a> {
    /// Where it says that it was saved from, without its last letters' case.
    pub(super) location: String,
    /// Its type, such as `text/html`, in lower case.
    pub(super) kind: String,
    /// The encoding that its header declares.
    pub(super) charset: Option<String>,
    transfer: String,
    body: &'a [u8],
}

/// The parts, and whether the file ends before they do.
#[derive(Debug, Default)]
pub(super) struct Parts<'a> {
    pub(super) parts: Vec<Part<'a>>,
    pub(super) is_cut: bool,
}

/// Finds the parts of a MIME file.
pub(super) fn parts(bytes: &[u8], most: u64) -> Result<Parts<'_>, Fault> {
    let mut found = Parts::default();
    open(bytes, 0, most, &mut found)?;
    Ok(found)
}

fn open<'a>(bytes: &'a [u8], depth: u32, most: u64, found: &mut Parts<'a>) -> Result<(), Fault> {
    let (header, body) = header_and_body(bytes);
    let message = MessageParser::default().parse_headers(header);
    let root = message.as_ref().and_then(|message| message.parts.first());
    let content_type = root.and_then(|part| part.content_type());
    let attribute = |name: &str| content_type.and_then(|kind| kind.attribute(name));
    let kind = content_type.map_or_else(String::new, |kind| {
        format!("{}/{}", kind.ctype(), kind.subtype().unwrap_or_default()).to_ascii_lowercase()
    });
    let boundary = attribute("boundary").filter(|_| kind.starts_with("multipart/"));
    if let Some(boundary) = boundary.filter(|boundary| !boundary.is_empty()) {
        if depth >= MAX_DEPTH {
            return Err(Fault::damaged(
                "bagian MIME terlalu dalam bersarang",
                "MIME parts are nested too deep",
            ));
        }
        let mut delimited = Delimited::new(body, boundary);
        while let Some(part) = delimited.next() {
            if found.parts.len() as u64 >= most {
                return Err(Fault::Limit(crate::model::limits::Limit::Parts));
            }
            open(part, depth + 1, most, found)?;
        }
        found.is_cut |= !delimited.is_closed;
        return Ok(());
    }
    let text = |text: Option<&str>| text.unwrap_or_default().trim().to_owned();
    found.parts.push(Part {
        location: text(root.and_then(|part| part.content_location())),
        kind,
        charset: attribute("charset").map(str::to_owned),
        transfer: text(root.and_then(|part| part.content_transfer_encoding())).to_ascii_lowercase(),
        body,
    });
    Ok(())
}

/// Cuts at the first blank line. The header keeps it, since the mail reader wants it.
fn header_and_body(bytes: &[u8]) -> (&[u8], &[u8]) {
    let mut at = 0;
    while let Some(end) = memchr::memchr(b'\n', bytes.get(at..).unwrap_or_default()) {
        let line = bytes.get(at..at + end).unwrap_or_default();
        at += end + 1;
        if line.is_empty() || line == b"\r" {
            return bytes.split_at(at);
        }
    }
    (bytes, &[])
}

/// The pieces between the lines of a boundary (RFC 2046, 5.1.1).
struct Delimited<'a> {
    rest: &'a [u8],
    delimiter: Vec<u8>,
    has_begun: bool,
    is_closed: bool,
}

impl<'a> Delimited<'a> {
    fn new(body: &'a [u8], boundary: &str) -> Self {
        Self {
            rest: body,
            delimiter: [b"--", boundary.as_bytes()].concat(),
            has_begun: false,
            is_closed: false,
        }
    }

    /// Cuts the rest at the next delimiter at the start of a line.
    fn cut(&mut self) -> (&'a [u8], bool) {
        let bytes = self.rest;
        let finder = memchr::memmem::Finder::new(&self.delimiter);
        for at in finder.find_iter(bytes) {
            let before = bytes.get(..at).unwrap_or_default();
            if !(before.is_empty() || before.ends_with(b"\n")) {
                continue;
            }
            let behind = bytes.get(at + self.delimiter.len()..).unwrap_or_default();
            let line_end = memchr::memchr(b'\n', behind);
            let line = behind
                .get(..line_end.unwrap_or(behind.len()))
                .unwrap_or_default();
            let is_last = line.starts_with(b"--");
            if !is_last && !line.trim_ascii().is_empty() {
                // Another boundary that begins with this one.
                continue;
            }
            self.is_closed = is_last;
            self.rest = line_end
                .filter(|_| !is_last)
                .and_then(|end| behind.get(end + 1..))
                .unwrap_or_default();
            let before = before.strip_suffix(b"\n").unwrap_or(before);
            return (before.strip_suffix(b"\r").unwrap_or(before), true);
        }
        self.rest = &[];
        (bytes, false)
    }

    fn next(&mut self) -> Option<&'a [u8]> {
        if !self.has_begun {
            self.has_begun = true;
            if !self.cut().1 {
                return None;
            }
        }
        if self.is_closed || self.rest.is_empty() {
            return None;
        }
        Some(self.cut().0)
    }
}

impl Part<'_> {
    /// Its bytes, decoded.
    pub(super) fn bytes(&self) -> Result<Cow<'_, [u8]>, Fault> {
        match self.transfer.as_str() {
            "quoted-printable" => Ok(Cow::Owned(quoted_printable(self.body))),
            "base64" => base64_decode(self.body).map(Cow::Owned).ok_or_else(|| {
                Fault::damaged(
                    "bagian MIME bukan base64 yang sah",
                    "a MIME part is no valid base64",
                )
            }),
            _ => Ok(Cow::Borrowed(self.body)),
        }
    }

    /// Whether it is a page.
    pub(super) fn is_page(&self) -> bool {
        matches!(self.kind.as_str(), "text/html" | "application/xhtml+xml")
    }

    /// The last name of its location, in lower case.
    pub(super) fn file_name(&self) -> String {
        file_name(&self.location)
    }
}

/// The last name of an address, in lower case.
pub(super) fn file_name(location: &str) -> String {
    let name = location.rsplit(['/', '\\']).next().unwrap_or_default();
    name.to_lowercase()
}

/// Decodes quoted-printable. What is no escape stands for itself, as RFC 2045 (6.7) advises: many
/// programs declare the encoding and do not apply it.
fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'=', rest) {
        let (before, escape) = rest.split_at(at);
        out.extend_from_slice(before);
        rest = match escape {
            [_, b'\r', b'\n', after @ ..] | [_, b'\n', after @ ..] => after,
            [_, high, low, after @ ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                out.push(hex(*high) << 4 | hex(*low));
                after
            }
            // A soft line end at the end of the part.
            [] | [_] => &[],
            [sign, after @ ..] => {
                out.push(*sign);
                after
            }
        };
    }
    out.extend_from_slice(rest);
    out
}

fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        b'a'..=b'f' => digit - b'a' + 10,
        b'A'..=b'F' => digit - b'A' + 10,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_found_and_decoded() {
        let file = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"--=_A\"\r\n\r\n\
            preamble\r\n----=_A\r\nContent-Location: file:///C:/x/Book.htm\r\n\
            Content-Transfer-Encoding: quoted-printable\r\n\
            Content-Type: text/html; charset=\"us-ascii\"\r\n\r\n\
            <td class=3Dxl65>a=20=\r\nb = c</td>\r\n----=_AB\r\n\r\n----=_A\r\n\
            Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\nAQID\r\n----=_A--\r\nend";
        let found = parts(file.as_bytes(), 10).expect("parts");
        assert!(!found.is_cut);
        assert_eq!(found.parts.len(), 2);
        let (page, picture) = (&found.parts[0], &found.parts[1]);
        assert!(page.is_page() && !picture.is_page());
        assert_eq!(page.file_name(), "book.htm");
        assert_eq!(page.charset.as_deref(), Some("us-ascii"));
        let text = page.bytes().expect("bytes");
        assert_eq!(
            String::from_utf8_lossy(&text),
            "<td class=xl65>a b = c</td>\r\n----=_AB\r\n"
        );
        assert_eq!(&*picture.bytes().expect("bytes"), [1, 2, 3]);

        let cut = file.strip_suffix("----=_A--\r\nend").expect("an end");
        assert!(parts(cut.as_bytes(), 10).expect("parts").is_cut);
        assert!(parts(file.as_bytes(), 1).is_err());
    }

    #[test]
    fn endless_nesting_is_refused() {
        let level = |n| format!("Content-Type: multipart/mixed; boundary=a{n}\r\n\r\n--a{n}\r\n");
        let nested: String = (0..10_000).map(level).collect();
        assert!(parts(nested.as_bytes(), 1_000_000).is_err());
        let messages = "Content-Type: message/rfc822\r\n\r\n".repeat(100_000);
        assert_eq!(
            parts(messages.as_bytes(), 10).expect("parts").parts.len(),
            1
        );
    }
}
