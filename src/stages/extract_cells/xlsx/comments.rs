//! Comments of a sheet: notes ([ECMA-376] 18.7) and threads of them ([MS-XLSX] 2.6.205). Comes in:
//! the sheet's part. Goes out: the text of each at its cell. A thread also stands in the notes, with
//! a hint for older programs; that copy is passed over where the thread is read.

use std::collections::HashSet;
use std::io::BufRead;

use quick_xml::events::{BytesStart, Event};

use super::super::builder::SheetBuilder;
use super::super::fault::Fault;
use super::super::package::Package;
use super::super::relations;
use super::super::xml::{Words, Xml, attribute};
use super::{references, strings};
use crate::model::place::CellRef;

/// Most cells with threads that are told apart from notes.
const MAX_THREADS: usize = 200_000;

/// Reads the comments that belong to the sheet of a part.
pub(super) fn read(
    package: &mut Package<'_>,
    sheet_part: &str,
    sheet: &mut SheetBuilder<'_, '_>,
) -> Result<(), Fault> {
    let limits = sheet.limits().clone();
    let relations = relations::of(package, sheet_part, &limits)?;
    let mut threads = HashSet::new();
    for kind in ["threadedComment", "comments"] {
        for relation in relations.iter().filter(|one| one.kind == kind) {
            package.part(&relation.part, |bytes| {
                let mut xml = Xml::new(&relation.part, bytes, &limits);
                parse(&mut xml, &mut threads, sheet)
            })?;
        }
    }
    Ok(())
}

fn parse<R: BufRead>(
    xml: &mut Xml<R>,
    threads: &mut HashSet<CellRef>,
    sheet: &mut SheetBuilder<'_, '_>,
) -> Result<(), Fault> {
    let mut words = Words::new(sheet.limits());
    let mut at = None;
    let mut is_thread = false;
    loop {
        match xml.next()? {
            Event::Start(element) => match element.local_name().as_ref() {
                "comment" => {
                    at = place(&element).filter(|at| !threads.contains(at));
                    is_thread = false;
                    continue;
                }
                "threadedComment" => {
                    at = place(&element);
                    is_thread = true;
                    continue;
                }
                "text" => {}
                _ => continue,
            },
            Event::Eof => return Ok(()),
            _ => continue,
        }
        words.clear();
        if is_thread {
            xml.text(&mut words)?;
        } else {
            strings::rich_text(xml, &mut words)?;
        }
        // A comment proves nothing, so one that cannot be read is left out.
        if let (Some(at), Ok(text)) = (at, words.read()) {
            sheet.comment(at, text);
            if is_thread && threads.len() < MAX_THREADS {
                threads.insert(at);
            }
        }
    }
}

fn place(element: &BytesStart<'_>) -> Option<CellRef> {
    references::cell(&attribute(element, "ref")?)
}
