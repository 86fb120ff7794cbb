//! Reads pages saved under the name of a workbook: HTML as web systems, Excel and `LibreOffice`
//! write it, and the same in one MIME file. A page is one sheet with its tables one below the
//! other, as Excel opens it; only `LibreOffice`, which marks its sheets, and MIME files, which name
//! them, have several. Never follows a link.

mod formats;
mod head;
mod looks;
mod mime;
mod page;
mod style;
mod table;
#[cfg(test)]
mod tests;
mod tokens;
mod value;
mod words;

use std::collections::BTreeMap;

use html5ever::tokenizer::Tag;

use super::builder::WorkbookBuilder;
use super::csv_text::stem;
use super::encoding::{Encoded, declared_in};
use super::fault::Fault;
use super::refusals;
use crate::model::limits::Limit;
use head::{Head, ListedSheet};
use looks::Looks;
use page::{PageReader, Seen};
use tokens::{Piece, Tokens, attribute};

/// Reads a page.
pub(super) fn read_page(bytes: &[u8], book: &mut WorkbookBuilder<'_>) -> Result<(), Fault> {
    let name = stem(book.document).to_owned();
    let seen = read(bytes, None, book, |head| {
        (head.only_name().unwrap_or(&name).to_owned(), head.is_hidden)
    })?;
    // Why a sheet was lost has been told.
    if seen.n_values > 0 || seen.is_lost {
        let is_login = seen.has_password && seen.n_with_digits == 0;
        return if is_login {
            Err(refusals::login_page())
        } else {
            Ok(())
        };
    }
    Err(if seen.has_frames {
        refusals::page_of_frames()
    } else if seen.has_password {
        refusals::login_page()
    } else {
        refusals::page_without_table()
    })
}

/// Reads the pages in a MIME file: each page that the workbook lists is a sheet. Where none is
/// listed, every page with a table is one.
pub(super) fn read_mime(bytes: &[u8], book: &mut WorkbookBuilder<'_>) -> Result<(), Fault> {
    let found = mime::parts(bytes, book.limits.get(Limit::Parts))?;
    let pages: Vec<&mime::Part<'_>> = found.parts.iter().filter(|part| part.is_page()).collect();
    let [first, others @ ..] = pages.as_slice() else {
        return Err(refusals::page_without_table());
    };
    let listed = listed_sheets(first)?;
    if others.is_empty() && listed.iter().all(|sheet| sheet.source.is_none()) && !found.is_cut {
        return read_part(first, book, None).map(|_| ());
    }
    let mut by_name: BTreeMap<String, &mime::Part<'_>> = BTreeMap::new();
    for part in &pages {
        by_name.entry(part.file_name()).or_insert(part);
    }
    let mut n_values = 0;
    for sheet in &listed {
        let Some(source) = &sheet.source else {
            continue;
        };
        match by_name.remove(&mime::file_name(source)) {
            Some(part) => n_values += read_part(part, book, Some(sheet))?.n_values,
            None => book.lost_sheet(&sheet.name, sheet.is_hidden, missing_part())?,
        }
    }
    if listed.iter().all(|sheet| sheet.source.is_none()) {
        for part in &pages {
            n_values += read_part(part, book, None)?.n_values;
        }
    }
    if found.is_cut {
        return book.lost_sheet("?", false, missing_part());
    }
    if n_values == 0 && listed.is_empty() {
        return Err(refusals::page_without_table());
    }
    Ok(())
}

fn missing_part() -> Fault {
    Fault::damaged(
        "berkas terpotong: bagian yang memuat lembar ini tidak ada",
        "the file is cut off: the part that holds this sheet is missing",
    )
}

/// The sheets that a MIME file's first page lists.
fn listed_sheets(part: &mime::Part<'_>) -> Result<Vec<ListedSheet>, Fault> {
    let bytes = part.bytes()?;
    let declared = part.charset.clone().or_else(|| declared_in(&bytes));
    let mut tokens = Tokens::new(Encoded::new(&bytes, declared.as_deref()));
    Ok(head::read(&mut tokens, &mut Looks::default())?.sheets)
}

fn read_part(
    part: &mime::Part<'_>,
    book: &mut WorkbookBuilder<'_>,
    sheet: Option<&ListedSheet>,
) -> Result<Seen, Fault> {
    let fallback = match stem(&part.file_name()) {
        "" => stem(book.document).to_owned(),
        stem => stem.to_owned(),
    };
    let bytes = match (part.bytes(), sheet) {
        (Ok(bytes), _) => bytes,
        (Err(fault), sheet) => {
            let (name, hidden) = sheet.map_or((&*fallback, false), |s| (&*s.name, s.is_hidden));
            book.lost_sheet(name, hidden, fault)?;
            return Ok(Seen::default());
        }
    };
    let charset = part.charset.as_deref();
    read(&bytes, charset, book, |head| match sheet {
        Some(sheet) => (sheet.name.clone(), sheet.is_hidden || head.is_hidden),
        None => (
            head.only_name().unwrap_or(&fallback).to_owned(),
            head.is_hidden,
        ),
    })
}

/// Reads one page; `named` gives the name of its sheet, and whether it is hidden.
fn read(
    bytes: &[u8],
    charset: Option<&str>,
    book: &mut WorkbookBuilder<'_>,
    named: impl FnOnce(&Head) -> (String, bool),
) -> Result<Seen, Fault> {
    let declared = declared_in(bytes).or_else(|| charset.map(str::to_owned));
    let mut tokens = Tokens::new(Encoded::new(bytes, declared.as_deref()));
    let (mut looks, mut seen) = (Looks::default(), Seen::default());
    let head = head::read(&mut tokens, &mut looks)?;
    seen.has_frames = head.sheets.iter().any(|sheet| sheet.source.is_some());
    let (name, hidden) = named(&head);
    let is_marked = head.is_libreoffice && find_sheet(&mut tokens)?;
    if !is_marked {
        let mut is_lost = false;
        book.sheet(&name, hidden, |sheet| {
            let page = PageReader::new(sheet, &mut looks, &mut seen);
            let page = page.verbatim(head.is_libreoffice);
            page.read(&mut tokens, |_| false)
                .inspect_err(|_| is_lost = true)
        })?;
        seen.is_lost = is_lost;
        return Ok(seen);
    }
    while let Some(name) = sheet_name(&mut tokens)? {
        book.sheet(&name, false, |sheet| {
            let page = PageReader::new(sheet, &mut looks, &mut seen).verbatim(true);
            page.read(&mut tokens, is_sheet_mark)
        })?;
    }
    Ok(seen)
}

/// `<a name="table0">`, by which `LibreOffice` marks where a sheet begins.
fn is_sheet_mark(tag: &Tag) -> bool {
    let name = attribute(tag, "name").and_then(|name| name.strip_prefix("table"));
    &*tag.name == "a"
        && name.is_some_and(|digits| {
            !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit())
        })
}

/// Passes over the overview of a `LibreOffice` page; whether a marked sheet follows.
fn find_sheet(tokens: &mut Tokens<'_>) -> Result<bool, Fault> {
    while let Some(piece) = tokens.next()? {
        if let Piece::Start(tag) = &piece
            && (is_sheet_mark(tag) || &*tag.name == "table")
        {
            let is_marked = is_sheet_mark(tag);
            tokens.put_back(piece);
            return Ok(is_marked);
        }
    }
    Ok(false)
}

/// The name of the sheet whose mark comes next: `<a name="table0"><h1>Sheet 1: <em>Name</em></h1></a>`.
fn sheet_name(tokens: &mut Tokens<'_>) -> Result<Option<String>, Fault> {
    let (mut name, mut is_inside) = (String::new(), false);
    if !find_sheet(tokens)? {
        return Ok(None);
    }
    while let Some(piece) = tokens.next()? {
        match piece {
            Piece::Start(tag) if &*tag.name == "em" => is_inside = true,
            Piece::Start(tag) if &*tag.name == "table" => {
                tokens.put_back(Piece::Start(tag));
                break;
            }
            Piece::End(tag) if &*tag.name == "em" => is_inside = false,
            Piece::End(tag) if &*tag.name == "a" => break,
            Piece::Text(text) if is_inside => name.push_str(&text),
            _ => {}
        }
    }
    Ok(Some(name.trim().to_owned()))
}
