//! Streams made record by record, and what reading them gives.

use std::io::{Cursor, Write};

use crate::model::extraction::Extracted;
use crate::model::finding::Finding;
use crate::model::grid::{Grid, Workbook};
use crate::model::limits::Limits;
use crate::stages::extract_cells::xls::records::kind;
use crate::stages::extract_cells::{extract_cells, xls};

pub(super) const BIFF8: u16 = 0x0600;
pub(super) const BIFF5: u16 = 0x0500;
pub(super) const GLOBALS: u16 = 0x0005;
pub(super) const WORKSHEET: u16 = 0x0010;

/// Bytes of 16-bit numbers.
pub(super) fn words(numbers: &[u16]) -> Vec<u8> {
    numbers.iter().flat_map(|n| n.to_le_bytes()).collect()
}

/// One record.
pub(super) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).expect("a record's length");
    [&words(&[kind, length]), data].concat()
}

pub(super) fn bof(version: u16, substream: u16) -> Vec<u8> {
    record(kind::BOF, &words(&[version, substream, 0, 0]))
}

pub(super) fn eof() -> Vec<u8> {
    record(kind::EOF, &[])
}

/// A cell's record: place, style 0, then `rest`.
pub(super) fn cell(kind: u16, row: u16, col: u16, rest: &[u8]) -> Vec<u8> {
    record(kind, &[&words(&[row, col, 0]), rest].concat())
}

pub(super) fn number(row: u16, col: u16, value: f64) -> Vec<u8> {
    cell(kind::NUMBER, row, col, &value.to_le_bytes())
}

/// A formula that shows `value`, with its tokens.
pub(super) fn formula(row: u16, col: u16, value: [u8; 8], tokens: &[u8]) -> Vec<u8> {
    let length = words(&[u16::try_from(tokens.len()).expect("a length")]);
    let rest = [&value[..], &[0; 6], &length, tokens].concat();
    cell(kind::FORMULA, row, col, &rest)
}

/// A string of BIFF8 with a length of one byte (`short`) or two.
pub(super) fn unicode(text: &str, is_short: bool) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u16::try_from(units.len()).expect("a length");
    let mut out = length.to_le_bytes()[..if is_short { 1 } else { 2 }].to_vec();
    out.push(1);
    out.extend(words(&units));
    out
}

fn short_name(version: u16, name: &str) -> Vec<u8> {
    if version == BIFF8 {
        unicode(name, true)
    } else {
        let length = u8::try_from(name.len()).expect("a short name");
        [&[length], name.as_bytes()].concat()
    }
}

/// A workbook: records of its globals, and for each sheet its name and records, the EOF record too.
pub(super) fn workbook(version: u16, globals: &[u8], sheets: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let entry = |offset: usize, name: &str| {
        let offset = u32::try_from(offset).expect("an offset").to_le_bytes();
        let data = [&offset[..], &[0, 0], &short_name(version, name)].concat();
        record(kind::BOUND_SHEET, &data)
    };
    let n_entry_bytes: usize = sheets.iter().map(|(name, _)| entry(0, name).len()).sum();
    let mut out = [&bof(version, GLOBALS), globals].concat();
    let mut offset = out.len() + n_entry_bytes + eof().len();
    for (name, records) in sheets {
        out.extend(entry(offset, name));
        offset += bof(version, WORKSHEET).len() + records.len();
    }
    out.extend(eof());
    for (_, records) in sheets {
        out.extend(bof(version, WORKSHEET));
        out.extend(records);
    }
    out
}

/// A workbook of one sheet `S`, whose EOF record is added.
pub(super) fn one_sheet(version: u16, globals: &[u8], records: &[Vec<u8>]) -> Vec<u8> {
    let records = [records.concat(), eof()].concat();
    workbook(version, globals, &[("S", records)])
}

/// An OLE container with these streams.
pub(super) fn container(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut container =
        cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))
            .expect("a container");
    for (path, content) in streams {
        let mut stream = container.create_stream(path).expect("a stream");
        stream.write_all(content).expect("written");
    }
    container.flush().expect("flushed");
    container.into_inner().into_inner()
}

pub(super) fn extracted(bytes: &[u8]) -> Extracted {
    let mut all = Vec::new();
    extract_cells(bytes, "a.xls", &Limits::default(), &mut |extracted| {
        all.push(extracted);
    });
    all.remove(0)
}

/// What reading gives; each stored cell must be kept, blank or refused.
pub(super) fn read(bytes: &[u8]) -> (Workbook, Vec<Finding>) {
    let read = extracted(bytes);
    for grid in &read.workbook.sheets {
        let kept = grid.cells.len() as u64;
        let tally = grid.tally;
        assert_eq!(
            tally.stored,
            kept + tally.blank + tally.refused,
            "{tally:?}"
        );
    }
    (read.workbook, read.findings)
}

/// The only sheet of a workbook without findings.
pub(super) fn sheet(bytes: &[u8]) -> Grid {
    let (mut workbook, findings) = read(bytes);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(workbook.sheets.len(), 1);
    workbook.sheets.remove(0)
}

/// A cell's content as text.
pub(super) fn shown(grid: &Grid, cell: &str) -> String {
    let at: crate::model::place::CellRef = cell.parse().expect("a cell");
    grid.cell(at.row, at.col)
        .map_or_else(|| "(empty)".to_owned(), crate::model::grid::Cell::raw)
}

/// A cell's formula.
pub(super) fn formula_of(grid: &Grid, cell: &str) -> String {
    let at: crate::model::place::CellRef = cell.parse().expect("a cell");
    grid.cell(at.row, at.col)
        .and_then(|cell| cell.formula())
        .unwrap_or("(none)")
        .to_owned()
}

/// Code and cell of each finding.
pub(super) fn told(findings: &[Finding]) -> Vec<String> {
    findings
        .iter()
        .map(|finding| match &finding.place {
            Some(place) => format!("{} {}", finding.code, place.cell),
            None => finding.code.to_owned(),
        })
        .collect()
}

/// The fault of a file that is refused.
pub(super) fn fault(bytes: &[u8]) -> String {
    let limits = Limits::default();
    let mut book = super::super::super::builder::WorkbookBuilder::new("a.xls", &limits);
    match xls::read(bytes, &mut book) {
        Ok(()) => "(none)".to_owned(),
        Err(fault) => format!("{fault:?}"),
    }
}
