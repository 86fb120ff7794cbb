//! Comes in: the records that formulas refer to by number: sheets, other workbooks, and names
//! ([MS-XLS] 2.4.271 `SupBook`, 2.4.105 `ExternSheet`, 2.4.106 `ExternName`, 2.4.150 Lbl). Goes out: what
//! stands for them in a formula's text. Never opens another workbook.

use super::records::{Fields, Pieces, Record};
use super::strings::{Text, Texts, Version};

/// In place of a path: the workbook itself, or functions of add-ins.
const OWN_BOOK: u16 = 0x0401;
const ADD_INS: u16 = 0x3A01;

/// What formulas refer to by number.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// Names of the sheets, those without cells too.
    pub(super) sheets: Vec<String>,
    /// Names of the workbook as formulas show them, in file order.
    pub(super) names: Vec<String>,
    books: Vec<Book>,
    /// BIFF8: book, first and last sheet of each reference.
    sheet_ranges: Vec<(u16, i16, i16)>,
}

/// A workbook, or something like one, that references go to.
#[derive(Debug)]
enum Book {
    Own,
    AddIns {
        names: Vec<String>,
    },
    Other {
        /// Path and name, as formulas show them: `C:\data\[a.xls]`. For BIFF5, with the sheet.
        shown: String,
        sheets: Vec<String>,
        names: Vec<String>,
    },
}

impl Links {
    /// A SUPBOOK record of BIFF8.
    pub(super) fn sup_book(&mut self, pieces: &mut Pieces<'_>, texts: &Texts) {
        let read = || -> Option<Book> {
            let n_sheets = pieces.u16()?;
            let length = pieces.u16()?;
            if length == OWN_BOOK {
                return Some(Book::Own);
            }
            if length == ADD_INS {
                return Some(Book::AddIns { names: Vec::new() });
            }
            let path = known(texts.chars(pieces, usize::from(length))?)?;
            let mut sheets = Vec::new();
            for _ in 0..n_sheets {
                sheets.push(known(texts.long(pieces)?)?);
            }
            Some(Book::Other {
                shown: bracketed(&readable_path(&path)),
                sheets,
                names: Vec::new(),
            })
        }();
        self.books.push(read.unwrap_or_else(unknown_book));
    }

    /// An EXTERNSHEET record: in BIFF8 the table of references, in BIFF5 one sheet.
    pub(super) fn extern_sheet(&mut self, pieces: &mut Pieces<'_>, texts: &Texts) {
        match texts.version {
            Version::Biff8 => {
                let n_ranges = pieces.u16().unwrap_or(0);
                for _ in 0..n_ranges {
                    let (Some(book), Some(first), Some(last)) =
                        (pieces.u16(), pieces.u16(), pieces.u16())
                    else {
                        return;
                    };
                    self.sheet_ranges
                        .push((book, first.cast_signed(), last.cast_signed()));
                }
            }
            Version::Biff5 => {
                let book = match texts.short(pieces).and_then(known) {
                    Some(path) => match path.strip_prefix('\u{3}') {
                        // A sheet of this workbook; formulas name it by its place.
                        Some(_) => Book::Own,
                        None if path == "\u{4}" => Book::Own,
                        None if path == ":" => Book::AddIns { names: Vec::new() },
                        None => Book::Other {
                            shown: readable_path(&path),
                            sheets: Vec::new(),
                            names: Vec::new(),
                        },
                    },
                    None => unknown_book(),
                };
                self.books.push(book);
            }
        }
    }

    /// An EXTERNNAME record: a name of the book before it.
    pub(super) fn extern_name(&mut self, record: Record<'_>, texts: &Texts) {
        let name = record
            .data
            .get(6..)
            .and_then(|bytes| known(texts.short(&mut Pieces::one(bytes))?))
            .unwrap_or_else(|| "?".to_owned());
        match self.books.last_mut() {
            Some(Book::AddIns { names } | Book::Other { names, .. }) => names.push(name),
            Some(Book::Own) | None => {}
        }
    }

    /// What stands before a reference to the sheets of BIFF8's reference `number`: `Sheet1!`.
    pub(super) fn sheet_range(&self, number: u16) -> Option<String> {
        let &(book, first, last) = self.sheet_ranges.get(usize::from(number))?;
        let (shown, sheets) = match self.books.get(usize::from(book))? {
            Book::Own => ("", &self.sheets),
            Book::Other { shown, sheets, .. } => (shown.as_str(), sheets),
            Book::AddIns { .. } => return None,
        };
        prefix(shown, sheets, first, last)
    }

    /// The same for BIFF5, where the sheets of this workbook are named by their places and those of
    /// others by an EXTERNSHEET record.
    pub(super) fn old_sheet_range(&self, fields: &mut Fields<'_>) -> Option<String> {
        let book = fields.i16()?;
        fields.take(8)?;
        let (first, last) = (fields.i16()?, fields.i16()?);
        if book < 0 {
            return prefix("", &self.sheets, first, last);
        }
        match self
            .books
            .get(usize::try_from(book).ok()?.checked_sub(1)?)?
        {
            Book::Own => prefix("", &self.sheets, first, last),
            Book::Other { shown, .. } => Some(format!("{}!", quoted(shown))),
            Book::AddIns { .. } => None,
        }
    }

    /// A name of this workbook, counted from one.
    pub(super) fn name(&self, number: u32) -> Option<&str> {
        let idx = usize::try_from(number).ok()?.checked_sub(1)?;
        self.names.get(idx).map(String::as_str)
    }

    /// A name of the book of BIFF8's reference `range`.
    pub(super) fn name_in_range(&self, range: u16, number: u32) -> Option<String> {
        let &(book, first, last) = self.sheet_ranges.get(usize::from(range))?;
        match self.books.get(usize::from(book))? {
            Book::Own => {
                let name = self.name(number)?;
                let sheet = if first < 0 {
                    String::new()
                } else {
                    prefix("", &self.sheets, first, last)?
                };
                Some(format!("{sheet}{name}"))
            }
            book => self.name_in_book(book, number),
        }
    }

    /// A name of BIFF5's book `book`, counted from one; negative for this workbook.
    pub(super) fn name_in_old_book(&self, book: i16, number: u16) -> Option<String> {
        let number = u32::from(number);
        let idx = usize::from(book.unsigned_abs()).checked_sub(1)?;
        match self.books.get(idx) {
            None | Some(Book::Own) if book < 0 => self.name(number).map(str::to_owned),
            None => None,
            Some(book) => self.name_in_book(book, number),
        }
    }

    fn name_in_book(&self, book: &Book, number: u32) -> Option<String> {
        let idx = usize::try_from(number).ok()?.checked_sub(1)?;
        match book {
            Book::Own => self.name(number).map(str::to_owned),
            Book::AddIns { names } => names.get(idx).cloned(),
            Book::Other { shown, names, .. } => {
                Some(format!("{}!{}", quoted(shown), names.get(idx)?))
            }
        }
    }
}

fn known(text: Text) -> Option<String> {
    match text {
        Text::Known(text) => Some(text),
        Text::UnknownCodePage(_) => None,
    }
}

fn unknown_book() -> Book {
    Book::Other {
        shown: "[?]".to_owned(),
        sheets: Vec::new(),
        names: Vec::new(),
    }
}

/// `Sheet1!`, `'My sheet'!`, `'[a.xls]First:Last'!`. A sheet that was deleted is -1.
fn prefix(book: &str, sheets: &[String], first: i16, last: i16) -> Option<String> {
    if first == -1 || last == -1 {
        return Some("#REF!".to_owned());
    }
    let name = |idx: i16| sheets.get(usize::try_from(idx).ok()?);
    let (first, last) = (name(first)?, name(last)?);
    if first == last {
        return Some(format!("{}!", quoted(&format!("{book}{first}"))));
    }
    let both = format!("{book}{first}:{last}");
    let is_plain = is_plain(first) && is_plain(last) && is_plain_book(book);
    Some(if is_plain {
        format!("{both}!")
    } else {
        format!("'{}'!", both.replace('\'', "''"))
    })
}

/// A sheet's name, with its book, as formulas write it: in quotes unless it is plain.
fn quoted(name: &str) -> String {
    let (book, sheet) = match name.rfind(']') {
        Some(end) => name.split_at(end + 1),
        None => ("", name),
    };
    if is_plain_book(book) && (sheet.is_empty() || is_plain(sheet)) {
        name.to_owned()
    } else {
        format!("'{}'", name.replace('\'', "''"))
    }
}

fn is_plain_book(book: &str) -> bool {
    book.chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '[' | ']' | '.' | '_'))
}

/// Whether a name needs no quotes: letters, digits, `_` and `.`, no digit first, and nothing that
/// reads as a cell (`A1`, `R1C1`).
fn is_plain(name: &str) -> bool {
    let starts_well = name
        .chars()
        .next()
        .is_some_and(|c| c.is_alphabetic() || c == '_');
    let all_plain = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
    starts_well && all_plain && !reads_as_cell(name)
}

fn reads_as_cell(name: &str) -> bool {
    let letters = name.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = name.get(letters..).unwrap_or_default();
    let is_a1 = (1..=3).contains(&letters)
        && !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit());
    let is_r1c1 = name
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'R' | b'r' | b'C' | b'c'))
        && matches!(name.bytes().next(), Some(b'R' | b'r' | b'C' | b'c'));
    is_a1 || is_r1c1
}

/// The path of another workbook without the signs that stand in it for drives and folders
/// ([MS-XLS] 2.5.277 `VirtualPath`).
fn readable_path(path: &str) -> String {
    let Some(coded) = path.strip_prefix('\u{1}') else {
        return path.to_owned();
    };
    let mut out = String::new();
    let mut chars = coded.chars();
    while let Some(c) = chars.next() {
        match c {
            '\u{1}' => match chars.next() {
                Some('@') => out.push_str("\\\\"),
                Some(drive) => out.extend([drive, ':', '\\']),
                None => {}
            },
            '\u{2}' | '\u{3}' => out.push('\\'),
            '\u{4}' => out.push_str("..\\"),
            // The length of a web address comes next.
            '\u{5}' => {
                chars.next();
            }
            '\u{6}'..='\u{8}' => {}
            c => out.push(c),
        }
    }
    out
}

/// A workbook's path with its name in brackets.
fn bracketed(path: &str) -> String {
    match path.rfind(['\\', '/']) {
        Some(end) => {
            let (folder, name) = path.split_at(end + 1);
            format!("{folder}[{name}]")
        }
        None => format!("[{path}]"),
    }
}
