//! Records of Excel 97 to 2003 that lie: counts, lengths, places, versions and encryption.

use super::Expect::{Clean, Refused, Safe, Told, ToldAndRight};
use super::stream::{
    BOF, BOUND_SHEET, EOF, LABEL_SST, NUMBER, RK, SST, cell, changed, first, joined, records,
    stream, with_cells, workbook,
};
use super::{Nasty, kind, noise};

pub(super) fn kinds() -> Vec<Nasty> {
    let mut kinds = cells();
    kinds.extend(strings());
    kinds.extend(structure());
    kinds.extend(versions());
    kinds
}

#[rustfmt::skip]
fn cells() -> Vec<Nasty> {
    let one = 1f64.to_le_bytes();
    let number = |value: f64| with_cells(&[cell(NUMBER, 8, 4, &value.to_le_bytes())]);
    let mut formula = cell(0x06, 8, 4, &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF]);
    formula.1.extend([0, 0, 0, 0, 0, 0, 3, 0, 0x1E, 1, 0]);
    let with_result = |result: [u8; 8]| { let mut record = formula.clone(); record.1[6..14].copy_from_slice(&result); record };
    vec![
        kind("number-nan.xls", ToldAndRight, "a number that is none", number(f64::NAN)),
        kind("number-infinity.xls", ToldAndRight, "an infinite number", number(f64::INFINITY)),
        kind("number-1e300.xls", ToldAndRight, "a number beyond exact arithmetic", number(1e300)),
        kind("text-index-huge.xls", ToldAndRight, "an index far beyond the shared texts", with_cells(&[cell(LABEL_SST, 8, 4, &[0xFF; 4])])),
        kind("text-index-next.xls", ToldAndRight, "the index after the last shared text", with_cells(&[cell(LABEL_SST, 8, 4, &[7, 0, 0, 0])])),
        kind("row-65535.xls", Clean, "a cell in the last row", with_cells(&[cell(NUMBER, 0xFFFF, 4, &one)])),
        kind("column-65535.xls", ToldAndRight, "a cell far beyond the last column", with_cells(&[cell(NUMBER, 8, 0xFFFF, &one)])),
        kind("cell-twice.xls", ToldAndRight, "a cell that stands twice", with_cells(&[cell(NUMBER, 8, 4, &one), cell(NUMBER, 8, 4, &2f64.to_le_bytes())])),
        kind("cell-short.xls", Told, "a cell of four bytes", with_cells(&[(NUMBER, vec![8, 0, 4, 0])])),
        kind("cell-empty.xls", Told, "a cell of no bytes", with_cells(&[(LABEL_SST, Vec::new())])),
        kind("style-65535.xls", Safe, "a cell whose style does not exist", with_cells(&[{ let mut record = cell(NUMBER, 8, 4, &one); record.1[4..6].copy_from_slice(&[0xFF, 0xFF]); record }])),
        kind("many-rk-lies.xls", Told, "numbers in a row whose last column lies", with_cells(&[(0xBD, { let mut bytes = vec![8, 0, 4, 0]; bytes.extend([15, 0, 0, 0, 0, 0]); bytes.extend([0xFF, 0xFF]); bytes })])),
        kind("many-rk-backwards.xls", Safe, "numbers in a row whose last column is before the first", with_cells(&[(0xBD, { let mut bytes = vec![8, 0, 4, 0]; bytes.extend([15, 0, 0, 0, 0, 0]); bytes.extend([0, 0]); bytes })])),
        kind("formula-text-absent.xls", Safe, "a formula whose text does not follow", with_cells(&[with_result([0, 0, 0, 0, 0, 0, 0xFF, 0xFF])])),
        kind("formula-result-absurd.xls", ToldAndRight, "a formula with a result of a kind that does not exist", with_cells(&[with_result([77, 0, 0, 0, 0, 0, 0xFF, 0xFF])])),
        kind("formula-error-absurd.xls", Safe, "a formula with an error that does not exist", with_cells(&[with_result([2, 0, 0x99, 0, 0, 0, 0xFF, 0xFF])])),
        kind("formula-code-lies.xls", Safe, "a formula whose code is longer than its record", with_cells(&[{ let mut record = with_result(one); let end = record.1.len(); record.1[end - 5..end - 3].copy_from_slice(&[0xFF, 0xFF]); record }])),
        kind("formula-code-noise.xls", Safe, "a formula whose code is noise", with_cells(&[{ let mut record = with_result(one); let end = record.1.len(); record.1[end - 5..end - 3].copy_from_slice(&[200, 0]); record.1.extend(noise(197)); record }])),
        kind("text-alone.xls", Safe, "the text of a formula without the formula", with_cells(&[(0x207, vec![3, 0, 0, b'a', b'b', b'c'])])),
        kind("label-lies.xls", Told, "a text in a cell, longer than its record", with_cells(&[cell(0x204, 8, 4, &[0xFF, 0x7F, 0, b'a'])])),
        kind("bool-error-absurd.xls", Safe, "an error value that does not exist", with_cells(&[cell(0x205, 8, 4, &[0x99, 1])])),
        kind("blanks-lie.xls", Safe, "empty cells up to column 65,535", with_cells(&[(0xBE, vec![8, 0, 4, 0, 15, 0, 0xFF, 0xFF])])),
    ]
}

#[rustfmt::skip]
fn strings() -> Vec<Nasty> {
    let sst = |change: fn(&mut Vec<u8>)| changed(|records| { let at = first(records, SST); change(&mut records[at].1); });
    vec![
        kind("strings-count-huge.xls", Safe, "thousands of millions of shared texts", sst(|bytes| bytes[..8].fill(0xFF))),
        kind("strings-count-0.xls", Safe, "no shared texts, says their count", sst(|bytes| bytes[..8].fill(0))),
        kind("strings-cut.xls", Told, "shared texts cut in the middle", sst(|bytes| bytes.truncate(50))),
        kind("strings-short.xls", Told, "shared texts of two bytes", sst(|bytes| bytes.truncate(2))),
        kind("string-65535.xls", Told, "a shared text longer than all of them", sst(|bytes| bytes[8..10].fill(0xFF))),
        kind("string-runs-lie.xls", Told, "a shared text with 65,535 runs of fonts that are not there", sst(|bytes| { bytes[10] = 8; bytes.splice(11..11, [0xFF, 0xFF]); })),
        kind("string-extension-lies.xls", Told, "a shared text with 4 GB of reading aid that is not there", sst(|bytes| { bytes[10] = 4; bytes.splice(11..11, [0xFF, 0xFF, 0xFF, 0xFF]); })),
        kind("strings-missing.xls", Told, "cells with shared texts, and none in the file", changed(|records| { let at = first(records, SST); records.remove(at); })),
        kind("strings-in-pieces.xls", Clean, "shared texts that go on in the next record in the middle of a word", changed(|records| {
            let at = first(records, SST);
            let tail = records[at].1.split_off(30);
            records.insert(at + 1, (0x3C, [vec![0], tail].concat()));
        })),
        kind("piece-alone.xls", Safe, "a record that continues nothing", changed(|records| records.insert(1, (0x3C, noise(400))))),
        kind("pieces-2000.xls", Safe, "two thousand empty records that continue the shared texts", changed(|records| { let at = first(records, SST); let behind = records.split_off(at + 1); records.extend((0..2000).map(|_| (0x3C, Vec::new())).chain(behind)); })),
    ]
}

#[rustfmt::skip]
fn structure() -> Vec<Nasty> {
    let sheet_at = |offset: u32| { let mut all = records(); let at = first(&all, BOUND_SHEET); let whole = stream(&all); let end = u32::try_from(whole.len()).unwrap(); all[at].1[..4].copy_from_slice(&offset.min(end + 99).to_le_bytes()); workbook(&joined(&all)) };
    let named = |name: &[u8]| changed(|records| { let at = first(records, BOUND_SHEET); records[at].1.truncate(6); records[at].1.extend(name); });
    let whole = stream(&records());
    let after = |bytes: &[u8]| changed_end(bytes);
    vec![
        kind("stream-cut.xls", Told, "a workbook cut in the middle of its cells", workbook_unpadded(&whole[..1700])),
        kind("stream-cut-early.xls", Told, "a workbook cut before its sheets", workbook_unpadded(&whole[..500])),
        kind("record-over-the-end.xls", Told, "a record longer than the rest of the workbook", after(&[0x03, 0x02, 0xFF, 0xFF, 1, 2])),
        kind("record-half.xls", Told, "half of a record's head", after(&[0x03, 0x02, 0x0E])),
        kind("sheet-at-0.xls", Safe, "a sheet that begins where the workbook begins", sheet_at(0)),
        kind("sheet-beyond-end.xls", Told, "a sheet that begins beyond the end", sheet_at(u32::MAX)),
        kind("sheet-in-record.xls", Told, "a sheet that begins in the middle of a record", sheet_at(1241)),
        kind("sheet-without-end.xls", Told, "a sheet without its end", { let mut all = records(); all.pop(); workbook_unpadded(&stream(&all)) }),
        kind("sheets-5000.xls", Told, "five thousand sheets that are one", changed(|records| { let at = first(records, BOUND_SHEET); let sheet = records[at].clone(); records.splice(at..at, (0..5000).map(|_| sheet.clone())); })),
        kind("sheets-none.xls", Told, "no sheet", changed(|records| { let at = first(records, BOUND_SHEET); records.remove(at); })),
        kind("sheet-name-lies.xls", Safe, "a sheet's name longer than its record", named(&[0xFF, 0, b'a'])),
        kind("sheet-name-turned.xls", Safe, "a sheet's name with controls", named(&[4, 1, 0x2E, 0x20, 0x1B, 0, b'[', 0, 0, 0])),
        kind("sheet-chart.xls", Safe, "a sheet that is a chart, it says", changed(|records| { let at = first(records, BOUND_SHEET); records[at].1[5] = 2; })),
        kind("nested-100-000.xls", Told, "a hundred thousand substreams inside each other", changed(|records| { let at = records.iter().rposition(|record| record.0 == RK).unwrap() + 1; let begin = (BOF, vec![0, 6, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]); records.splice(at..at, (0..100_000).map(|_| begin.clone())); })),
        kind("chart-inside.xls", Clean, "a chart inside the sheet", changed(|records| { let at = records.iter().position(|record| record.0 == RK).unwrap(); let begin = (BOF, vec![0, 6, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]); records.splice(at..at, [begin, cell(NUMBER, 0, 0, &9f64.to_le_bytes()), (EOF, Vec::new())]); })),
        kind("used-range-lies.xls", Clean, "a used range of the whole sheet and more", changed(|records| { let at = first(records, 0x200); records[at].1.fill(0xFF); })),
        kind("merges-lie.xls", Safe, "merged areas that are not there", with_cells(&[(0xE5, vec![0xFF, 0xFF, 0, 0, 1, 0, 0, 0, 1, 0])])),
        kind("columns-lie.xls", Clean, "hidden columns up to 65,535", with_cells(&[(0x7D, vec![9, 0, 0xFF, 0xFF, 0, 8, 15, 0, 1, 0, 0, 0])])),
        kind("format-lies.xls", Safe, "a number format longer than its record", changed(|records| { let at = first(records, 0x41E); records[at].1[2..4].fill(0xFF); })),
        kind("codepage-absurd.xls", Safe, "a code page that does not exist", changed(|records| { let at = first(records, 0x42); records[at].1 = vec![0x39, 0x30]; })),
        kind("unknown-records.xls", Clean, "records that nobody defined", with_cells(&[(0x7777, noise(8000)), (0xFFFF, Vec::new()), (0, Vec::new())])),
    ]
}

/// The good workbook, cut after its last figure and ended by these bytes.
fn changed_end(bytes: &[u8]) -> Vec<u8> {
    let all = records();
    let last = all.iter().rposition(|record| record.0 == RK).unwrap();
    let whole = stream(&all);
    let length = joined(&all[..=last]).len();
    workbook_unpadded(&[&whole[..length], bytes].concat())
}

/// A container whose workbook ends where the bytes end.
fn workbook_unpadded(stream: &[u8]) -> Vec<u8> {
    super::ole_file::OleFile::of(&[("/Workbook", stream)]).0
}

#[rustfmt::skip]
fn versions() -> Vec<Nasty> {
    let version = |bytes: [u8; 2]| changed(|records| { records[0].1[..2].copy_from_slice(&bytes); });
    let encrypted = |bytes: Vec<u8>| changed(|records| records.insert(1, (0x2F, bytes)));
    let bare = |head: &[u8]| [head, &[0x03, 0, 0x0F, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0x0A, 0, 0, 0]].concat();
    vec![
        kind("encrypted-rc4.xls", Refused, "a workbook behind a password (RC4)", encrypted([vec![1, 0, 1, 0, 1, 0], noise(48)].concat())),
        kind("encrypted-xor.xls", Refused, "a workbook behind a password (XOR)", encrypted(vec![0, 0, 0x12, 0x34, 0x56, 0x78])),
        kind("encrypted-empty.xls", Refused, "an encryption of no bytes", encrypted(Vec::new())),
        kind("version-5.xls", Safe, "records of Excel 97 that call themselves Excel 95", version([0, 5])),
        kind("version-absurd.xls", Safe, "a version that does not exist", version([0x77, 0x77])),
        kind("biff-2.xls", Refused, "a worksheet of Excel 2, without a container", bare(&[9, 0, 4, 0, 2, 0, 0x10, 0])),
        kind("biff-3.xls", Refused, "a worksheet of Excel 3", bare(&[9, 2, 6, 0, 0, 3, 0x10, 0, 0, 0])),
        kind("biff-4.xls", Refused, "a worksheet of Excel 4", bare(&[9, 4, 6, 0, 0, 4, 0x10, 0, 0, 0])),
        kind("bof-missing.xls", Refused, "records without a beginning", changed(|records| { records.remove(0); })),
        kind("bare-stream.xls", Safe, "the records of Excel 97 without their container", stream(&records())),
    ]
}
