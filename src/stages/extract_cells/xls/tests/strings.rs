//! Texts across records and in code pages.

use super::made::{BIFF5, BIFF8, cell, number, one_sheet, read, record, sheet, shown, told, words};
use crate::stages::extract_cells::xls::records::kind;

/// A sheet whose column A shows the shared strings that these records hold.
fn shared(records: &[u8], n_cells: u16) -> Vec<u8> {
    let cells: Vec<Vec<u8>> = (0..n_cells)
        .map(|row| cell(kind::LABEL_SST, row, 0, &u32::from(row).to_le_bytes()))
        .collect();
    one_sheet(BIFF8, records, &cells)
}

#[test]
fn shared_texts_may_change_width_where_a_record_ends() {
    let first = [
        &[0; 8][..],
        &[3, 0, 0],
        b"abc",
        // Six characters, two formatting runs and four bytes of phonetic text.
        &[6, 0, 0x0C, 2, 0, 4, 0, 0, 0],
        b"de",
    ]
    .concat();
    let second = [&[1][..], &words(&[0x2265, 0xD83D])].concat();
    // The pair of half characters is cut as well.
    let third = [&[1][..], &words(&[0xDE00]), &[0; 1]].concat();
    let fourth = [&[0][..], b"f", &[1; 5]].concat();
    let fifth = [&[9; 7][..], &[2, 0, 1], &words(&[0x31, 0x32])].concat();
    let records = [
        record(kind::SHARED_STRINGS, &first),
        record(kind::CONTINUE, &second),
        record(kind::CONTINUE, &[]),
        record(kind::CONTINUE, &third[..3]),
        record(kind::CONTINUE, &fourth),
        record(kind::CONTINUE, &fifth),
    ]
    .concat();
    let grid = sheet(&shared(&records, 3));
    assert_eq!(shown(&grid, "A1"), "abc");
    assert_eq!(shown(&grid, "A2"), "de≥😀f");
    assert_eq!(shown(&grid, "A3"), "12");
}

#[test]
fn what_a_text_declares_costs_nothing() {
    let huge = [&[0xFF; 8][..], &[0xFF, 0xFF, 0x0D], &[0xFF; 6], b"abc"].concat();
    let (_, findings) = read(&shared(&record(kind::SHARED_STRINGS, &huge), 2));
    assert_eq!(told(&findings), ["R007 A1", "R007 A2"]);
}

fn label(row: u16, bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).expect("a length");
    cell(
        kind::LABEL,
        row,
        0,
        &[&words(&[length])[..], bytes].concat(),
    )
}

#[test]
fn byte_strings_are_of_the_code_page() {
    let page = |number: u16| record(kind::CODE_PAGE, &words(&[number]));
    for (globals, bytes, text) in [
        (Vec::new(), &b"caf\xE9 \x96"[..], "café –"),
        (page(1251), b"\xC4\xE0", "Да"),
        (page(10_000), b"\x8E", "é"),
        (page(932), b"\x93\xFA", "日"),
    ] {
        let grid = sheet(&one_sheet(BIFF5, &globals, &[label(0, bytes)]));
        assert_eq!(shown(&grid, "A1"), text);
    }
    let rich = cell(kind::RICH_STRING, 0, 0, &[2, 0, b'a', b'b', 1, 0, 0]);
    assert_eq!(shown(&sheet(&one_sheet(BIFF5, &[], &[rich])), "A1"), "ab");
}

#[test]
fn an_unknown_code_page_costs_only_texts_beyond_ascii() {
    let page = record(kind::CODE_PAGE, &words(&[850]));
    let (workbook, findings) = read(&one_sheet(
        BIFF5,
        &page,
        &[label(0, b"Jumlah"), label(1, b"\x82"), number(2, 0, 1.5)],
    ));
    assert_eq!(told(&findings), ["R007 A2"]);
    assert_eq!(shown(&workbook.sheets[0], "A1"), "Jumlah");
    assert_eq!(shown(&workbook.sheets[0], "A3"), "1.5");
}
