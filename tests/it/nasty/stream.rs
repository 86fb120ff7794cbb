//! The records of an Excel 97 to 2003 workbook ([MS-XLS] 2.3), taken apart and put together again
//! with the sheets' offsets set right.

use super::base::xls;
use super::ole_file::OleFile;

/// A record: its number and bytes.
pub(super) type Record = (u16, Vec<u8>);

pub(super) const BOF: u16 = 0x809;
pub(super) const EOF: u16 = 0x0A;
pub(super) const BOUND_SHEET: u16 = 0x85;
pub(super) const SST: u16 = 0xFC;
pub(super) const LABEL_SST: u16 = 0xFD;
pub(super) const NUMBER: u16 = 0x203;
pub(super) const RK: u16 = 0x27E;

/// The good workbook's records.
pub(super) fn records() -> Vec<Record> {
    let bytes = OleFile(xls()).stream("Workbook");
    let mut rest = bytes.as_slice();
    let mut records = Vec::new();
    while let [a, b, c, d, after @ ..] = rest {
        let length = usize::from(u16::from_le_bytes([*c, *d]));
        let (bytes, after) = after.split_at(length);
        records.push((u16::from_le_bytes([*a, *b]), bytes.to_vec()));
        rest = after;
    }
    records
}

/// The stream of records, as they are.
pub(super) fn joined(records: &[Record]) -> Vec<u8> {
    let mut out = Vec::new();
    for (number, bytes) in records {
        out.extend(number.to_le_bytes());
        out.extend(u16::try_from(bytes.len()).unwrap().to_le_bytes());
        out.extend(bytes);
    }
    out
}

/// The stream of records, each sheet's offset set to where it begins.
pub(super) fn stream(records: &[Record]) -> Vec<u8> {
    let mut records = records.to_vec();
    let mut at = 0;
    let mut starts = Vec::new();
    for (number, bytes) in &records {
        if *number == BOF {
            starts.push(u32::try_from(at).unwrap());
        }
        at += 4 + bytes.len();
    }
    let sheets = records
        .iter_mut()
        .filter(|(number, _)| *number == BOUND_SHEET);
    for ((_, bytes), start) in sheets.zip(starts.into_iter().skip(1)) {
        bytes[..4].copy_from_slice(&start.to_le_bytes());
    }
    joined(&records)
}

/// A container with this stream as its workbook, long enough for sectors of its own.
pub(super) fn workbook(stream: &[u8]) -> Vec<u8> {
    let mut stream = stream.to_vec();
    let padded = stream.len().max(4096);
    stream.resize(padded, 0);
    OleFile::of(&[("/Workbook", &stream)]).0
}

/// Index of the first record of a number.
pub(super) fn first(records: &[Record], number: u16) -> usize {
    records
        .iter()
        .position(|record| record.0 == number)
        .expect("a record")
}

/// The good workbook with its records changed.
pub(super) fn changed(change: impl FnOnce(&mut Vec<Record>)) -> Vec<u8> {
    let mut all = records();
    change(&mut all);
    workbook(&stream(&all))
}

/// The good workbook with records after the cells of its sheet.
pub(super) fn with_cells(more: &[Record]) -> Vec<u8> {
    changed(|records| {
        let last = records
            .iter()
            .rposition(|record| record.0 == RK)
            .expect("a figure");
        let behind = records.split_off(last + 1);
        records.extend(more.iter().cloned().chain(behind));
    })
}

/// A record of a cell: row, column, style, then its value.
pub(super) fn cell(number: u16, row: u16, col: u16, value: &[u8]) -> Record {
    let mut bytes = Vec::new();
    for field in [row, col, 15] {
        bytes.extend(field.to_le_bytes());
    }
    bytes.extend(value);
    (number, bytes)
}
