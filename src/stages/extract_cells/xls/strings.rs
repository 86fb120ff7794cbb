//! Comes in: strings as records hold them. Goes out: text. BIFF8 stores UTF-16, with the high bytes
//! left out where all are zero ([MS-XLS] 2.5.293 and 2.5.294); BIFF5 stores bytes of a code page.
//! Never allocates more than the bytes that are there.

use encoding_rs::Encoding;

use super::records::{Fields, Pieces};

/// What the flags before the characters of a BIFF8 string say.
const IS_WIDE: u8 = 0x01;
const HAS_EXTRA: u8 = 0x04;
const HAS_RUNS: u8 = 0x08;
/// Bytes of one formatting run.
const RUN_BYTES: usize = 4;

/// Which of the two file formats is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    /// Excel 5.0 and 95, and bare streams of programs that write nothing but cells.
    Biff5,
    /// Excel 97 to 2003.
    Biff8,
}

/// How the strings of a workbook are stored.
#[derive(Debug, Clone, Copy)]
pub(super) struct Texts {
    pub(super) version: Version,
    /// The code page of byte strings; `None` for one that is not known.
    encoding: Option<&'static Encoding>,
    /// Its number.
    code_page: u16,
}

/// A text that was read, or the code page without which it cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Text {
    Known(String),
    UnknownCodePage(u16),
}

impl Text {
    /// The text; where its code page is unknown, the bytes beyond ASCII are lost. For names and
    /// formats only, never for values.
    pub(super) fn or_best(self, bytes: &[u8]) -> String {
        match self {
            Text::Known(text) => text,
            Text::UnknownCodePage(_) => bytes
                .iter()
                .map(|&b| {
                    if b.is_ascii() {
                        char::from(b)
                    } else {
                        char::REPLACEMENT_CHARACTER
                    }
                })
                .collect(),
        }
    }
}

impl Texts {
    /// Strings of this version; byte strings are of Windows' western code page where nothing says
    /// otherwise.
    pub(super) fn of(version: Version) -> Self {
        Self {
            version,
            encoding: Some(encoding_rs::WINDOWS_1252),
            code_page: 1252,
        }
    }

    /// Says which code page byte strings are of ([MS-XLS] 2.4.52).
    pub(super) fn set_code_page(&mut self, code_page: u16) {
        self.code_page = code_page;
        self.encoding = encoding(code_page);
    }

    /// Bytes as text. ASCII is the same in every code page.
    pub(super) fn bytes(&self, bytes: &[u8]) -> Text {
        if let Some(text) = ascii(bytes) {
            return Text::Known(text);
        }
        match self.encoding {
            Some(encoding) => {
                let (text, _) = encoding.decode_without_bom_handling(bytes);
                Text::Known(text.into_owned())
            }
            None => Text::UnknownCodePage(self.code_page),
        }
    }

    /// A string with a length of one byte, as names of sheets have.
    pub(super) fn short(&self, pieces: &mut Pieces<'_>) -> Option<Text> {
        let n_chars = usize::from(pieces.u8()?);
        self.chars(pieces, n_chars)
    }

    /// A string with a length of two bytes, as cells have.
    pub(super) fn long(&self, pieces: &mut Pieces<'_>) -> Option<Text> {
        let n_chars = usize::from(pieces.u16()?);
        self.chars(pieces, n_chars)
    }

    /// A string whose length stands elsewhere.
    pub(super) fn chars(&self, pieces: &mut Pieces<'_>, n_chars: usize) -> Option<Text> {
        match self.version {
            Version::Biff8 => {
                let flags = pieces.u8()?;
                characters(pieces, n_chars, flags).map(Text::Known)
            }
            Version::Biff5 => {
                let mut bytes = pieces.take_here(n_chars);
                let mut joined;
                if bytes.len() < n_chars {
                    joined = bytes.to_vec();
                    while joined.len() < n_chars {
                        if pieces.is_at_end() {
                            return None;
                        }
                        joined.extend_from_slice(pieces.take_here(n_chars - joined.len()));
                    }
                    bytes = &joined;
                }
                Some(self.bytes(bytes))
            }
        }
    }

    /// A string inside a formula: a length of one byte, nothing continues it.
    pub(super) fn in_formula(&self, fields: &mut Fields<'_>) -> Option<String> {
        let n_chars = usize::from(fields.u8()?);
        let bytes = match self.version {
            Version::Biff5 => fields.take(n_chars)?,
            Version::Biff8 => {
                let n_wide = usize::from(fields.u8()? & IS_WIDE);
                let bytes = fields.take(n_chars << n_wide)?;
                return Some(if n_wide == 1 {
                    wide(bytes)
                } else {
                    narrow(bytes)
                });
            }
        };
        match self.bytes(bytes) {
            Text::Known(text) => Some(text),
            Text::UnknownCodePage(_) => None,
        }
    }
}

/// A string of the shared string table: it may have formatting runs and phonetic text, which are
/// passed over ([MS-XLS] 2.5.293).
pub(super) fn rich(pieces: &mut Pieces<'_>) -> Option<String> {
    let n_chars = usize::from(pieces.u16()?);
    let flags = pieces.u8()?;
    let n_runs = if flags & HAS_RUNS == 0 {
        0
    } else {
        usize::from(pieces.u16()?)
    };
    let n_extra = if flags & HAS_EXTRA == 0 {
        0
    } else {
        usize::try_from(pieces.u32()?).ok()?
    };
    let text = characters(pieces, n_chars, flags)?;
    pieces.skip(n_runs * RUN_BYTES)?;
    pieces.skip(n_extra)?;
    Some(text)
}

/// The characters of a BIFF8 string. Where a CONTINUE record cuts them, new flags come first, since
/// the rest may be stored in the other width.
fn characters(pieces: &mut Pieces<'_>, n_chars: usize, flags: u8) -> Option<String> {
    let mut width = 1 + usize::from(flags & IS_WIDE);
    let here = pieces.take_here(n_chars * width);
    if here.len() == n_chars * width {
        return Some(if width == 2 { wide(here) } else { narrow(here) });
    }
    let mut units: Vec<u16> = Vec::new();
    push_units(&mut units, here, width);
    while units.len() < n_chars {
        if !pieces.next_piece() {
            return None;
        }
        // An empty record continues nothing and has no flags.
        if let Some(&flags) = pieces.take_here(1).first() {
            width = 1 + usize::from(flags & IS_WIDE);
            let here = pieces.take_here((n_chars - units.len()) * width);
            push_units(&mut units, here, width);
        }
    }
    Some(String::from_utf16_lossy(&units))
}

fn push_units(units: &mut Vec<u16>, bytes: &[u8], width: usize) {
    if width == 2 {
        let (pairs, _) = bytes.as_chunks::<2>();
        units.extend(pairs.iter().map(|&pair| u16::from_le_bytes(pair)));
    } else {
        units.extend(bytes.iter().map(|&b| u16::from(b)));
    }
}

/// UTF-16; half of a pair alone becomes the replacement character, as Excel shows it.
fn wide(bytes: &[u8]) -> String {
    let (pairs, _) = bytes.as_chunks::<2>();
    char::decode_utf16(pairs.iter().map(|&pair| u16::from_le_bytes(pair)))
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// UTF-16 without its high bytes.
fn narrow(bytes: &[u8]) -> String {
    ascii(bytes).unwrap_or_else(|| bytes.iter().map(|&b| char::from(b)).collect())
}

fn ascii(bytes: &[u8]) -> Option<String> {
    bytes
        .is_ascii()
        .then(|| String::from_utf8_lossy(bytes).into_owned())
}

/// The encoding of a code page; `None` for the ones of DOS that no table at hand covers.
fn encoding(code_page: u16) -> Option<&'static Encoding> {
    Some(match code_page {
        367 | 1252 | 32_769 => encoding_rs::WINDOWS_1252,
        866 => encoding_rs::IBM866,
        874 => encoding_rs::WINDOWS_874,
        932 => encoding_rs::SHIFT_JIS,
        936 => encoding_rs::GBK,
        949 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        1200 => encoding_rs::UTF_16LE,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        1255 => encoding_rs::WINDOWS_1255,
        1256 => encoding_rs::WINDOWS_1256,
        1257 => encoding_rs::WINDOWS_1257,
        1258 => encoding_rs::WINDOWS_1258,
        10_000 | 32_768 => encoding_rs::MACINTOSH,
        10_007 => encoding_rs::X_MAC_CYRILLIC,
        65_001 => encoding_rs::UTF_8,
        _ => return None,
    })
}
