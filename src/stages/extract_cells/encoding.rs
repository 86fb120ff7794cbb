//! Comes in: bytes of a text in some encoding. Goes out: the text, and how many bytes of it no
//! encoding explains. Never guesses a language: UTF-8 and UTF-16 are recognised by their bytes,
//! a page may declare another encoding, and all else is Windows-1252, which office programs use.

use std::borrow::Cow;

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::fault::Fault;

/// Bytes decoded at a time.
const CHUNK_BYTES: usize = 16 * 1024;
/// Bytes of the start by which UTF-16 without a mark is recognised.
const HEAD_BYTES: usize = 512;
/// The byte order mark as a character.
const MARK: char = '\u{feff}';

/// Bytes with their encoding, to be decoded whole or piece by piece.
pub(super) struct Encoded<'a> {
    bytes: &'a [u8],
    encoding: &'static Encoding,
    /// The rest of a text that is UTF-8 throughout and needs no decoding.
    valid: Option<&'a str>,
    decoder: Option<Decoder>,
    n_bad: u64,
}

impl<'a> Encoded<'a> {
    /// Recognises the encoding. `declared` is what the text itself says; bytes that prove another
    /// encoding win over it.
    pub(super) fn new(bytes: &'a [u8], declared: Option<&str>) -> Self {
        let (encoding, bytes) = recognised(bytes, declared);
        let valid = (encoding == UTF_8)
            .then(|| std::str::from_utf8(bytes).ok())
            .flatten();
        let n_undefined = if encoding == WINDOWS_1252 {
            bytes.iter().filter(|byte| is_undefined(**byte)).count()
        } else {
            0
        };
        Self {
            bytes,
            encoding,
            valid,
            decoder: valid
                .is_none()
                .then(|| encoding.new_decoder_without_bom_handling()),
            n_bad: n_undefined as u64,
        }
    }

    /// The whole text.
    pub(super) fn text(mut self) -> (Cow<'a, str>, u64) {
        if let Some(text) = self.valid {
            return (Cow::Borrowed(text), 0);
        }
        let mut text = String::new();
        while self.append_to(&mut text) {}
        (Cow::Owned(text), self.n_bad)
    }

    /// Puts the next piece of the text into an empty buffer; `false` at the end.
    pub(super) fn next(&mut self, piece: &mut String) -> bool {
        piece.clear();
        self.append_to(piece)
    }

    fn append_to(&mut self, text: &mut String) -> bool {
        let Some(decoder) = &mut self.decoder else {
            let rest = self.valid.unwrap_or_default();
            let (head, tail) = rest.split_at(rest.floor_char_boundary(CHUNK_BYTES));
            text.push_str(head);
            self.valid = Some(tail);
            return !head.is_empty();
        };
        let is_last = self.bytes.len() <= CHUNK_BYTES;
        let (mut head, tail) = self.bytes.split_at(self.bytes.len().min(CHUNK_BYTES));
        loop {
            let most = decoder
                .max_utf8_buffer_length_without_replacement(head.len())
                .unwrap_or(4 * CHUNK_BYTES);
            text.reserve(most);
            let (result, n_read) =
                decoder.decode_to_string_without_replacement(head, text, is_last);
            head = head.get(n_read..).unwrap_or_default();
            match result {
                DecoderResult::InputEmpty => break,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(_, _) => {
                    self.n_bad += 1;
                    text.push(char::REPLACEMENT_CHARACTER);
                }
            }
        }
        self.bytes = tail;
        if is_last {
            self.decoder = None;
            self.valid = None;
        }
        true
    }

    /// Bytes so far that the encoding does not define.
    pub(super) fn n_bad(&self) -> u64 {
        self.n_bad
    }

    /// The name of the encoding.
    pub(super) fn name(&self) -> &'static str {
        self.encoding.name()
    }
}

/// What to say of a text with such bytes; nothing when there are none.
pub(super) fn bad_bytes(n_bad: u64, encoding: &str) -> Option<Fault> {
    (n_bad > 0).then(|| {
        Fault::damaged(
            format!("{n_bad} byte bukan huruf yang sah dalam {encoding}"),
            format!("{n_bad} bytes are no valid letters in {encoding}"),
        )
    })
}

/// Windows-1252 leaves five bytes without a meaning.
fn is_undefined(byte: u8) -> bool {
    matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D)
}

fn recognised<'a>(bytes: &'a [u8], declared: Option<&str>) -> (&'static Encoding, &'a [u8]) {
    if let Some((encoding, n_mark)) = Encoding::for_bom(bytes) {
        return (encoding, bytes.get(n_mark..).unwrap_or_default());
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return (encoding, bytes);
    }
    let declared = declared
        .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        // Bytes that were ASCII enough to read the declaration are no UTF-16.
        .filter(|encoding| *encoding != UTF_16LE && *encoding != UTF_16BE);
    if let Some(encoding) = declared
        && encoding != UTF_8
    {
        return (encoding, bytes);
    }
    (if is_utf8(bytes) { UTF_8 } else { WINDOWS_1252 }, bytes)
}

/// Whether bytes are UTF-8, or nearly: a text with more whole letters beyond ASCII than broken
/// ones is damaged UTF-8 and no other encoding.
fn is_utf8(bytes: &[u8]) -> bool {
    let (mut n_good, mut n_broken) = (0u64, 0u64);
    for chunk in bytes.utf8_chunks() {
        if chunk.invalid().is_empty() && n_broken == 0 {
            return true;
        }
        let n_beyond = chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        n_good += n_beyond as u64;
        n_broken += u64::from(!chunk.invalid().is_empty());
    }
    n_good > n_broken
}

/// UTF-16 without a mark: nearly every second byte of a Latin text is zero.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD_BYTES).unwrap_or(bytes);
    let pairs = head.chunks_exact(2);
    let n_pairs = pairs.len();
    let (mut n_low, mut n_high) = (0, 0);
    for pair in pairs {
        n_low += usize::from(pair.first() == Some(&0));
        n_high += usize::from(pair.last() == Some(&0));
    }
    let most = n_pairs * 3 / 4;
    if n_pairs < 2 {
        None
    } else if n_high > most && n_low == 0 {
        Some(UTF_16LE)
    } else if n_low > most && n_high == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The encoding that a page declares near its start, in a `meta` tag or an XML declaration.
pub(super) fn declared_in(bytes: &[u8]) -> Option<String> {
    // Excel's pages declare it in their first lines; browsers look at 1,024 bytes.
    let head = bytes.get(..4 * 1024).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let after_of = |word: &str| {
        let mut rest = head.as_str();
        while let Some((_, after)) = rest.split_once(word) {
            let label = after.trim_start();
            if let Some(label) = label.strip_prefix('=') {
                let label = label.trim_start().trim_start_matches(['"', '\'']);
                let end = label
                    .find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)))
                    .unwrap_or(label.len());
                return label.get(..end).map(str::to_owned);
            }
            rest = after;
        }
        None
    };
    let is_xml = head.trim_start_matches(MARK).trim_start();
    is_xml
        .starts_with("<?xml")
        .then(|| after_of("encoding"))
        .flatten()
        .or_else(|| after_of("charset"))
        .filter(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(to_bytes).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "No;Uraian\n1;Café – Rp 5";
        let with_mark = format!("{MARK}{text}");
        let bytes = [
            text.as_bytes().to_vec(),
            with_mark.clone().into_bytes(),
            utf16(&with_mark, u16::to_le_bytes),
            utf16(&with_mark, u16::to_be_bytes),
            utf16(text, u16::to_le_bytes),
            utf16(text, u16::to_be_bytes),
            b"No;Uraian\n1;Caf\xE9 \x96 Rp 5".to_vec(),
        ];
        for bytes in bytes {
            assert_eq!(Encoded::new(&bytes, None).text(), (text.into(), 0));
        }
    }

    #[test]
    fn pieces_are_the_whole() {
        let text = "Ångström é ".repeat(10_000);
        for bytes in [text.clone().into_bytes(), utf16(&text, u16::to_le_bytes)] {
            // The text holds no ASCII to speak of, so UTF-16 needs its mark.
            let bytes = if bytes.len() == text.len() {
                bytes
            } else {
                [b"\xFF\xFE".as_slice(), &bytes].concat()
            };
            let mut encoded = Encoded::new(&bytes, None);
            let (mut whole, mut piece) = (String::new(), String::new());
            while encoded.next(&mut piece) {
                whole.push_str(&piece);
            }
            assert_eq!(whole, text);
        }
    }

    #[test]
    fn bytes_without_a_meaning_are_counted() {
        assert_eq!(Encoded::new(b"a;\x81;\x8D", None).text().1, 2);
        let damaged = "é;é;é;é".as_bytes().strip_suffix(b"\xA9").expect("a byte");
        assert_eq!(
            Encoded::new(damaged, None).text(),
            ("é;é;é;\u{fffd}".into(), 1)
        );
        assert_eq!(Encoded::new(b"\xFF\xFEa\0\0\xD8", None).text().1, 1);
        assert!(bad_bytes(0, "UTF-8").is_none());
        assert!(bad_bytes(2, "UTF-8").is_some());
    }

    #[test]
    fn a_declaration_counts_unless_the_bytes_prove_otherwise() {
        for (page, label) in [
            ("<meta charset=utf-8>", Some("utf-8")),
            (
                "<meta http-equiv=Content-Type content=\"text/html; charset=Windows-1251\">",
                Some("windows-1251"),
            ),
            (
                "<?xml version='1.0' encoding='ISO-8859-1'?>",
                Some("iso-8859-1"),
            ),
            ("<p>charset</p>", None),
        ] {
            assert_eq!(declared_in(page.as_bytes()).as_deref(), label);
        }
        let cyrillic = Encoded::new(b"\xC4\xE0", Some("windows-1251")).text();
        assert_eq!(cyrillic.0, "Да");
        assert_eq!(Encoded::new(b"\xE9", Some("utf-8")).text().0, "é");
        assert_eq!(Encoded::new(b"a", Some("utf-16")).text().0, "a");
    }
}
