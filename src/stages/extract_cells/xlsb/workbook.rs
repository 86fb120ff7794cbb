//! Comes in: the workbook part of a binary workbook. Goes out: which sheets it has and where they
//! are, its names, and what its formulas' references to sheets stand for. Never opens a sheet.

use super::super::fault::Fault;
use super::super::package::Package;
use super::super::relations::{self, Relation};
use super::formula::{Names, Tokens, Unit, sheet_prefix, text_of};
use super::records::{Fields, Records};
use crate::model::grid::DefinedName;
use crate::model::limits::{Limit, Limits};

/// The part that stands for the workbook.
const PART: &str = "xl/workbook.bin";

// Kinds of records ([MS-XLSB] 2.3.2).
const NAME: u16 = 39;
const BOOK_PROPERTIES: u16 = 153;
const SHEET: u16 = 156;
const BOOK_OUTSIDE: u16 = 355;
const BOOK_SELF: u16 = 357;
const BOOK_SAME: u16 = 358;
const SHEET_REFERENCES: u16 = 362;
const BOOK_ADDIN: u16 = 667;

/// A workbook without the cells.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// Its sheets in order.
    pub(super) sheets: Vec<Sheet>,
    /// Its names.
    pub(super) names: Vec<DefinedName>,
    /// What formulas refer to by number.
    pub(super) known: Names,
    /// Whether day numbers count from 1904.
    pub(super) counts_from_1904: bool,
    /// What the workbook part points to.
    pub(super) relations: Vec<Relation>,
}

/// A sheet that the workbook names.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Its name.
    pub(super) name: String,
    /// Whether it is hidden, by hand or by a macro.
    pub(super) hidden: bool,
    /// How the workbook part calls it among what it points to.
    pub(super) relation: Option<String>,
}

impl Contents {
    /// The part of this kind that the workbook points to, or the usual name for it.
    pub(super) fn part<'a>(&'a self, kind: &str, usual: &'a str) -> &'a str {
        self.relations
            .iter()
            .find(|relation| relation.kind == kind)
            .map_or(usual, |relation| &relation.part)
    }
}

/// A name as the file stores it; its formula may use names that come later.
struct Stored {
    name: String,
    sheet: Option<usize>,
    tokens: Vec<u8>,
    extra: Vec<u8>,
}

/// Reads the workbook part.
pub(super) fn read(package: &mut Package<'_>, limits: &Limits) -> Result<Contents, Fault> {
    let mut contents = Contents {
        relations: relations::of(package, PART, limits)?,
        ..Contents::default()
    };
    contents.known.most_letters =
        usize::try_from(limits.get(Limit::TextLetters)).unwrap_or(usize::MAX);
    let mut stored = Vec::new();
    let found = package.part(PART, |bytes| {
        let mut records = Records::new(PART, bytes);
        walk(&mut records, &mut contents, &mut stored, limits)
    })?;
    if found.is_none() {
        return Err(Fault::damaged(
            format!("bagian \"{PART}\" tidak ada"),
            format!("there is no part \"{PART}\""),
        ));
    }
    contents.known.defined = stored.iter().map(|stored| stored.name.clone()).collect();
    for stored in stored {
        let sheet = stored.sheet.and_then(|idx| contents.sheets.get(idx));
        let tokens = Tokens {
            tokens: &stored.tokens,
            extra: &stored.extra,
        };
        let refers_to = text_of(tokens, &contents.known, Unit::Cell);
        contents.names.push(DefinedName {
            sheet: sheet.map(|sheet| sheet.name.as_str().into()),
            refers_to,
            name: stored.name,
        });
    }
    Ok(contents)
}

fn walk<R: std::io::BufRead>(
    records: &mut Records<R>,
    contents: &mut Contents,
    stored: &mut Vec<Stored>,
    limits: &Limits,
) -> Result<(), Fault> {
    let most_sheets = limits.get(Limit::Sheets);
    // Formulas tell workbooks apart by their order among these records; only one is this workbook.
    let mut books = Vec::new();
    loop {
        let next = records.next(|kind| {
            matches!(
                kind,
                NAME | BOOK_PROPERTIES
                    | SHEET
                    | BOOK_OUTSIDE
                    | BOOK_SELF
                    | BOOK_SAME
                    | BOOK_ADDIN
                    | SHEET_REFERENCES
            )
        })?;
        let Some((kind, fields)) = next else {
            return Ok(());
        };
        match kind {
            BOOK_PROPERTIES => {
                contents.counts_from_1904 = fields.0.first().is_some_and(|flags| flags & 1 != 0);
            }
            SHEET => {
                if contents.sheets.len() as u64 > most_sheets {
                    return Err(Fault::Limit(Limit::Sheets));
                }
                let number = contents.sheets.len() + 1;
                contents.sheets.push(sheet(fields).unwrap_or_else(|| Sheet {
                    name: format!("#{number}"),
                    hidden: false,
                    relation: None,
                }));
            }
            BOOK_SELF | BOOK_SAME => books.push(true),
            BOOK_OUTSIDE | BOOK_ADDIN => books.push(false),
            SHEET_REFERENCES => {
                contents.known.sheets = sheet_references(fields, &books, &contents.sheets);
            }
            _ => stored.extend(name(fields)),
        }
    }
}

/// `BrtBundleSh`: state, number, relationship and name of a sheet.
fn sheet(mut fields: Fields<'_>) -> Option<Sheet> {
    let state = fields.u32()?;
    fields.u32()?;
    let relation = if fields.is_no_text() {
        None
    } else {
        Some(fields.text()?.into_owned())
    };
    let name = fields.text()?;
    Some(Sheet {
        name: name.into_owned(),
        hidden: state != 0,
        relation,
    })
}

/// `BrtExternSheet`: for each number that formulas use, the workbook, its first and its last sheet.
/// `None` for sheets of other workbooks and for sheets that are gone.
fn sheet_references(
    mut fields: Fields<'_>,
    books: &[bool],
    sheets: &[Sheet],
) -> Vec<Option<String>> {
    let name_of = |idx: i32| {
        let idx = usize::try_from(idx).ok()?;
        sheets.get(idx).map(|sheet| sheet.name.as_str())
    };
    let mut references = Vec::new();
    let _declared = fields.u32();
    while let (Some(book), Some(first), Some(last)) = (fields.count(), fields.i32(), fields.i32()) {
        let is_own = books.get(book).copied().unwrap_or(false);
        let names = name_of(first).zip(name_of(last));
        references.push(
            names
                .filter(|_| is_own)
                .map(|(first, last)| sheet_prefix(first, last)),
        );
    }
    references
}

/// `BrtName`: flags, shortcut, sheet, name and formula.
fn name(mut fields: Fields<'_>) -> Option<Stored> {
    fields.u32()?;
    fields.u8()?;
    let sheet = fields.count()?;
    let name = fields.text()?.into_owned();
    let tokens = Tokens::read(&mut fields).unwrap_or_default();
    Some(Stored {
        name,
        // All ones stand for the whole workbook.
        sheet: (sheet != u32::MAX as usize).then_some(sheet),
        tokens: tokens.tokens.to_vec(),
        extra: tokens.extra.to_vec(),
    })
}
