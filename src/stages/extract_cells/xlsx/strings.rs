//! The table of shared texts (ECMA-376, 18.4.8 and 18.4.9). Comes in: the part. Goes out: the texts
//! by their index, plain and rich alike, without phonetic guides. The counts that the part declares
//! are not believed.

use std::io::BufRead;
use std::sync::Arc;

use quick_xml::events::Event;

use super::super::fault::Fault;
use super::super::package::Package;
use super::super::relations::{self, Relation};
use super::super::xml::{Words, Xml};
use super::{escapes, plain_cells, quarter_of_memory, unless_final};
use crate::model::limits::{Limit, Limits};

/// The texts by their index, or why one cannot be read.
type Table = Vec<Result<Arc<str>, Box<Fault>>>;

/// The shared texts of a workbook.
#[derive(Debug)]
pub(super) enum Strings {
    /// There are some.
    Table(Table),
    /// Why there are none.
    Lost(Fault),
}

impl Strings {
    /// The text of the index that a cell holds.
    pub(super) fn get(&self, idx: &str) -> Result<Arc<str>, Fault> {
        let table = match self {
            Self::Table(table) => table,
            Self::Lost(fault) => return Err(fault.clone()),
        };
        match idx.parse().ok().and_then(|idx: usize| table.get(idx)) {
            Some(Ok(text)) => Ok(text.clone()),
            Some(Err(fault)) => Err((**fault).clone()),
            None => Err(no_text(idx, table.len())),
        }
    }
}

fn no_text(idx: &str, n_texts: usize) -> Fault {
    let shown: String = idx.chars().take(20).collect();
    Fault::damaged(
        format!("nomor teks bersama \"{shown}\" tidak ada di antara {n_texts} teks"),
        format!("the shared text number \"{shown}\" is not among the {n_texts} texts"),
    )
}

/// Reads the shared texts of a workbook.
pub(super) fn read(
    package: &mut Package<'_>,
    main: &str,
    relations: &[Relation],
    limits: &Limits,
) -> Result<Strings, Fault> {
    let part = relations::part_of(
        package,
        main,
        relations,
        "sharedStrings",
        "sharedStrings.xml",
    );
    let read = part.map_or(Ok(None), |part| {
        package.part(&part, |bytes| {
            parse(&mut Xml::new(&part, bytes, limits), limits)
        })
    });
    match read {
        Ok(Some(table)) => Ok(Strings::Table(table)),
        Ok(None) => Ok(Strings::Lost(Fault::damaged(
            "berkas ini tidak memuat tabel teks bersama",
            "the file has no table of shared texts",
        ))),
        Err(fault) => unless_final(fault, Strings::Lost),
    }
}

fn parse<R: BufRead>(xml: &mut Xml<R>, limits: &Limits) -> Result<Table, Fault> {
    let mut table = Vec::new();
    let mut words = Words::new(limits);
    let nothing: Arc<str> = "".into();
    let mut n_left = quarter_of_memory(limits);
    let most = limits.get(Limit::Cells);
    loop {
        xml.at_hand(|bytes| plain_texts(bytes, &mut table, &mut n_left, limits))?;
        let is_empty = match xml.next()? {
            Event::Start(element) if element.local_name().as_ref() == "si" => false,
            Event::Empty(element) if element.local_name().as_ref() == "si" => true,
            Event::Eof => return Ok(table),
            _ => continue,
        };
        if table.len() as u64 >= most {
            return Err(Fault::Limit(Limit::Cells));
        }
        words.clear();
        if !is_empty {
            rich_text(xml, &mut words)?;
        }
        table.push(match words.read() {
            Ok("") => Ok(nothing.clone()),
            Ok(text) => Ok(kept(text, &mut n_left)?),
            Err(fault) => Err(Box::new(fault)),
        });
    }
}

/// Takes the plain texts that the bytes begin with; gives the bytes that they take.
fn plain_texts(
    bytes: &[u8],
    table: &mut Table,
    n_left: &mut u64,
    limits: &Limits,
) -> Result<usize, Fault> {
    let (most, longest) = (limits.get(Limit::Cells), limits.get(Limit::TextLetters));
    let mut n_taken = 0;
    while let Some((text, n_bytes)) = bytes
        .get(n_taken..)
        .and_then(|bytes| plain_cells::shared_text(bytes, longest))
    {
        if table.len() as u64 >= most {
            return Err(Fault::Limit(Limit::Cells));
        }
        table.push(Ok(kept(text, n_left)?));
        n_taken += n_bytes;
    }
    Ok(n_taken)
}

/// A text to be kept, as far as there is room.
fn kept(text: &str, n_left: &mut u64) -> Result<Arc<str>, Fault> {
    let left = n_left.checked_sub(text.len() as u64);
    *n_left = left.ok_or(Fault::Limit(Limit::MemoryMegabytes))?;
    Ok(text.into())
}

/// Adds the text of a rich text (`si`, `is`, `text`) whose start was the last event, up to its end:
/// the `t` of it and of its runs. Phonetic guides (`rPh`) say the same again and are passed over.
pub(super) fn rich_text<R: BufRead>(xml: &mut Xml<R>, words: &mut Words) -> Result<(), Fault> {
    let mut is_in_run = false;
    loop {
        let is_text = match xml.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "t" => true,
                "r" if !is_in_run => {
                    is_in_run = true;
                    continue;
                }
                _ => false,
            },
            Event::End(_) if is_in_run => {
                is_in_run = false;
                continue;
            }
            Event::End(_) => return Ok(()),
            _ => continue,
        };
        if is_text {
            let from = words.text_mut().len();
            xml.text(words)?;
            escapes::decode(words.text_mut(), from);
        } else {
            xml.skip()?;
        }
    }
}
