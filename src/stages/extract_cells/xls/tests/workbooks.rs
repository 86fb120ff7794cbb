//! What the workbook says about its sheets: places, kinds, names.

use super::made::{
    BIFF8, GLOBALS, WORKSHEET, bof, eof, number, read, record, shown, told, unicode, words,
};
use crate::stages::extract_cells::xls::records::kind;

/// A workbook whose sheet entries are given whole: place counted from the end of the globals, state
/// and sort.
fn listed(entries: &[(u32, u8, u8)], sheets: &[u8]) -> Vec<u8> {
    let entry = |number: usize, offset: u32, state: u8, sort: u8| {
        let head = [&offset.to_le_bytes()[..], &[state, sort]].concat();
        let name = unicode(&format!("S{number:02}"), true);
        record(kind::BOUND_SHEET, &[head, name].concat())
    };
    let n_bytes = bof(BIFF8, GLOBALS).len() + entries.len() * entry(0, 0, 0, 0).len() + eof().len();
    let after = u32::try_from(n_bytes).expect("small");
    let mut out = bof(BIFF8, GLOBALS);
    for (number, &(offset, state, sort)) in entries.iter().enumerate() {
        out.extend(entry(number, after.saturating_add(offset), state, sort));
    }
    out.extend(eof());
    out.extend(sheets);
    out
}

fn small_sheet() -> Vec<u8> {
    [bof(BIFF8, WORKSHEET), number(0, 0, 1.0), eof()].concat()
}

#[test]
fn only_worksheets_are_read() {
    let (workbook, findings) = read(&listed(
        &[(0, 0, 0), (0, 0, 2), (0, 0, 1), (0, 0, 6)],
        &small_sheet(),
    ));
    assert_eq!(workbook.sheets.len(), 1);
    assert!(findings.is_empty());
}

#[test]
fn hidden_sheets_are_marked() {
    let length = u32::try_from(small_sheet().len()).expect("small");
    let sheets = small_sheet().repeat(3);
    let entries = [(0, 0, 0), (length, 1, 0), (2 * length, 2, 0)];
    let (workbook, findings) = read(&listed(&entries, &sheets));
    let hidden: Vec<bool> = workbook.sheets.iter().map(|sheet| sheet.hidden).collect();
    assert_eq!(hidden, [false, true, true]);
    assert!(findings.is_empty());
}

#[test]
fn entries_that_point_nowhere_or_into_each_other_are_told() {
    let (workbook, findings) = read(&listed(
        &[(0, 0, 0), (0xFFFF_FF00, 0, 0), (4, 0, 0), (0, 0, 0)],
        &small_sheet(),
    ));
    assert_eq!(told(&findings), ["R004", "R004"]);
    assert_eq!(shown(&workbook.sheets[0], "A1"), "1");

    // The same long sheet many times over: read as often as the stream has room for.
    let long: Vec<u8> = [bof(BIFF8, WORKSHEET), number(0, 0, 1.0)]
        .into_iter()
        .chain((0..1_000).map(|row| number(row, 1, 1.0)))
        .chain([eof()])
        .flatten()
        .collect();
    let (workbook, findings) = read(&listed(&[(0, 0, 0); 50], &long));
    let n_cells: usize = workbook.sheets.iter().map(|sheet| sheet.cells.len()).sum();
    assert_eq!(n_cells, 1_001);
    assert_eq!(findings.len(), 49);
}

#[test]
fn a_workbook_that_ends_in_its_globals_is_damaged() {
    let bytes = [bof(BIFF8, GLOBALS), record(kind::FONT, &[0; 14])].concat();
    let (workbook, findings) = read(&bytes);
    assert_eq!(told(&findings), ["R001"]);
    assert!(workbook.sheets.is_empty());
}

#[test]
fn dates_count_from_1904_where_the_workbook_says_so() {
    let globals = record(kind::DATE_1904, &words(&[1]));
    let xf = record(kind::XF, &[&words(&[0, 14, 0])[..], &[0; 14]].concat());
    let bytes = super::made::one_sheet(BIFF8, &[globals, xf].concat(), &[number(0, 0, 43_830.0)]);
    let (workbook, _) = read(&bytes);
    assert!(workbook.counts_from_1904);
    assert_eq!(shown(&workbook.sheets[0], "A1"), "2024-01-01");
}
