//! Formulas from tokens: shared ones, arrays, tables, places on other sheets, names, BIFF5.

use super::made::{
    BIFF5, BIFF8, cell, formula, formula_of, number, one_sheet, read, record, sheet, shown, told,
    unicode, words,
};
use crate::stages::extract_cells::xls::records::kind;

const TEXT_TO_COME: [u8; 8] = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF];

/// The text of a formula in B3 that shows 1.
fn text(version: u16, globals: &[u8], tokens: &[u8]) -> String {
    let cell = formula(2, 1, 1.0_f64.to_le_bytes(), tokens);
    formula_of(&sheet(&one_sheet(version, globals, &[cell])), "B3")
}

/// A name that stands for 1.
fn name(shown: &str) -> Vec<u8> {
    let length = u8::try_from(shown.len()).expect("a short name");
    let data = [
        &[0, 0, 0, length, 3, 0][..],
        &[0; 8],
        &[0],
        shown.as_bytes(),
        &[0x1E, 1, 0],
    ]
    .concat();
    record(kind::NAME, &data)
}

#[test]
fn tokens_become_formulas() {
    let relative = |row: u16, col: u16| [&[0x24][..], &words(&[row, col | 0xC000])].concat();
    let (a1, b2) = (relative(0, 0), relative(1, 1));
    let both = |rest: &[u8]| [&a1, &b2, rest].concat();
    for (tokens, text_wanted) in [
        (both(&[0x05]), "A1*B2"),
        (both(&[0x04, 0x15, 0x13]), "-(A1-B2)"),
        (both(&[0x0E]), "A1<>B2"),
        (both(&[0x08]), "A1&B2"),
        (both(&[0x11]), "A1:B2"),
        (both(&[0x0F]), "A1 B2"),
        (both(&[0x10, 0x15, 0x22, 1, 4, 0]), "SUM((A1,B2))"),
        (both(&[0x10, 0x22, 1, 4, 0]), "SUM((A1,B2))"),
        (both(&[0x41, 27, 0]), "ROUND(A1,B2)"),
        (both(&[0x19, 0x10, 0, 0, 0x05, 0x14]), "(A1*SUM(B2))%"),
        (both(&[0x19, 0x40, 1, 3, 0x19, 0x01, 0, 0, 0x03]), "A1+B2"),
        (
            [
                &[0x17, 3, 0][..],
                b"a\"b",
                &[0x1D, 1],
                &[0x1C, 0x2A],
                &[0x16, 0x42, 4, 1, 0],
            ]
            .concat(),
            "IF(\"a\"\"b\",TRUE,#N/A,)",
        ),
        ([&[0x1F][..], &1e30_f64.to_le_bytes()].concat(), "1E+30"),
        ([&[0x1F][..], &0.05_f64.to_le_bytes()].concat(), "0.05"),
        (
            [&[0x25][..], &words(&[0, 9, 0, 0x4001])].concat(),
            "$A$1:B$10",
        ),
        (
            [&[0x25][..], &words(&[0, 0xFFFF, 0xC000, 0xC002])].concat(),
            "A:C",
        ),
        ([&[0x65][..], &words(&[2, 4, 0x00, 0xFF])].concat(), "$3:$5"),
        ([&[0x2A][..], &[0; 4]].concat(), "#REF!"),
        ([&[0x2B][..], &[0; 8]].concat(), "#REF!"),
        ([&[0x26][..], &[0; 6], &a1].concat(), "?"),
        (vec![0x42, 0, 63, 0], "RAND()"),
        // CHOOSE with its table of jumps.
        (
            [
                &a1[..],
                &[0x19, 0x04, 2, 0],
                &[0; 6],
                &a1,
                &b2,
                &[0x42, 3, 100, 0],
            ]
            .concat(),
            "CHOOSE(A1,A1,B2)",
        ),
    ] {
        assert_eq!(text(BIFF8, &[], &tokens), text_wanted);
    }
}

#[test]
fn what_cannot_be_decoded_keeps_its_value() {
    for tokens in [
        &[][..],
        &[0x03],
        &[0x24, 1],
        &[0x41, 0xFF, 0xFF],
        &[0x41, 4, 0],
        &[0x42, 0xFF, 4, 0],
        &[0x18, 0, 0, 0],
        &[0x1A],
        &[0x17, 200, 1, b'a'],
        &[0x20, 0, 0, 0, 0, 0, 0, 0],
        &[0x23, 9, 0, 0, 0],
        &[0x3A, 9, 0, 0, 0, 0, 0],
        &[0x01, 9, 0, 9, 0],
        &[0x1E, 1, 0, 0x1E, 1, 0],
        &[0x1F, 0, 0, 0, 0, 0, 0, 0xF8, 0x7F],
    ] {
        assert_eq!(text(BIFF8, &[], tokens), "?", "{tokens:?}");
    }
}

#[test]
fn cells_share_a_formula_each_from_its_place() {
    // The cell two to the left, wrapping round, times a fixed one.
    let tokens = [
        &[0x2C][..],
        &words(&[0, 0xC0FE]),
        &[0x44],
        &words(&[0, 0]),
        &[0x05],
    ]
    .concat();
    let length = u16::try_from(tokens.len()).expect("a length");
    let shared = [
        &words(&[0, 9])[..],
        &[2, 2, 0, 3],
        &words(&[length]),
        &tokens,
    ]
    .concat();
    let one = 1.0_f64.to_le_bytes();
    let elsewhere = |row: u16| [&[0x01][..], &words(&[row, 2])].concat();
    let grid = sheet(&one_sheet(
        BIFF8,
        &[],
        &[
            formula(0, 2, one, &elsewhere(0)),
            record(kind::SHARED_FORMULA, &shared),
            formula(1, 2, one, &elsewhere(0)),
            formula(9, 2, one, &elsewhere(0)),
            formula(10, 2, one, &elsewhere(5)),
        ],
    ));
    assert_eq!(formula_of(&grid, "C1"), "A1*$A$1");
    assert_eq!(formula_of(&grid, "C2"), "A2*$A$1");
    assert_eq!(formula_of(&grid, "C10"), "A10*$A$1");
    assert_eq!(formula_of(&grid, "C11"), "?");
}

#[test]
fn arrays_and_data_tables_are_shown_in_all_their_cells() {
    let one = 1.0_f64.to_le_bytes();
    let constants = [
        &[1, 1, 0][..],
        &[1],
        &one,
        &[2, 1, 0, 0, b'x'],
        &[4, 1, 0, 0, 0, 0, 0, 0, 0],
        &[16, 0x2A, 0, 0, 0, 0, 0, 0, 0],
    ]
    .concat();
    let array = [
        &words(&[0, 1])[..],
        &[0, 0],
        &[0; 6],
        &words(&[8]),
        &[0x60, 0, 0, 0, 0, 0, 0, 0],
        &constants,
    ]
    .concat();
    let table = [&words(&[0, 1])[..], &[3, 3], &words(&[0x0C, 5, 1, 6, 1])].concat();
    let elsewhere = |token: u8, col: u16| [&[token][..], &words(&[0, col])].concat();
    let grid = sheet(&one_sheet(
        BIFF8,
        &[],
        &[
            formula(0, 0, one, &elsewhere(1, 0)),
            record(kind::ARRAY, &array),
            formula(1, 0, one, &elsewhere(1, 0)),
            formula(0, 3, one, &elsewhere(2, 3)),
            record(kind::TABLE, &table),
            formula(1, 3, one, &elsewhere(2, 3)),
        ],
    ));
    for at in ["A1", "A2"] {
        assert_eq!(formula_of(&grid, at), "{1,\"x\";TRUE,#N/A}");
    }
    for at in ["D1", "D2"] {
        assert_eq!(formula_of(&grid, at), "TABLE(B6,B7)");
    }
}

#[test]
fn sheets_books_and_names_are_named() {
    let path = "\u{1}\u{1}Cdata\u{3}a b.xls";
    let other = [
        &words(&[1, u16::try_from(path.len()).expect("short")])[..],
        &[0],
        path.as_bytes(),
        &unicode("Q1", false),
    ]
    .concat();
    let named = |name: &str| {
        let data = [&[0; 6][..], &unicode(name, true)].concat();
        record(kind::EXTERN_NAME, &data)
    };
    let globals = [
        record(kind::SUP_BOOK, &words(&[1, 0x0401])),
        record(kind::SUP_BOOK, &other),
        named("Pajak"),
        record(kind::SUP_BOOK, &words(&[1, 0x3A01])),
        named("EDATE"),
        record(
            kind::EXTERN_SHEET,
            &words(&[4, 0, 0, 0, 1, 0, 0, 2, 0xFFFE, 0xFFFE, 0, 0xFFFF, 0xFFFF]),
        ),
        name("Total"),
        name("_xlfn.IFERROR"),
    ]
    .concat();
    let place = |range: u16| [&[0x3A][..], &words(&[range, 0, 0xC000])].concat();
    let by_name = [
        &[0x39][..],
        &words(&[2, 1, 0]),
        &[0x1E, 1, 0, 0x42, 2, 0xFF, 0],
    ]
    .concat();
    let newer = [
        &[0x23][..],
        &words(&[2, 0]),
        &[0x1E, 1, 0, 0x42, 2, 0xFF, 0],
    ]
    .concat();
    for (tokens, wanted) in [
        (place(0), "S!A1"),
        (place(1), "'C:\\data\\[a b.xls]Q1'!A1"),
        (place(2), "?"),
        (place(3), "#REF!"),
        (by_name, "EDATE(1)"),
        (newer, "IFERROR(1)"),
        ([&[0x43][..], &words(&[1, 0])].concat(), "Total"),
        (
            [&[0x39][..], &words(&[1, 1, 0])].concat(),
            "'C:\\data\\[a b.xls]'!Pajak",
        ),
        (
            [&[0x3B][..], &words(&[0, 0, 1, 0, 0])].concat(),
            "S!$A$1:$A$2",
        ),
        ([&[0x3C][..], &words(&[0, 0, 1])].concat(), "S!#REF!"),
    ] {
        assert_eq!(text(BIFF8, &globals, &tokens), wanted);
    }
    let (workbook, _) = read(&one_sheet(BIFF8, &globals, &[number(0, 0, 1.0)]));
    let names: Vec<(&str, &str)> = workbook
        .names
        .iter()
        .map(|name| (name.name.as_str(), name.refers_to.as_str()))
        .collect();
    assert_eq!(names, [("Total", "1")]);
}

#[test]
fn biff5_has_narrower_places() {
    let own = |rest: &[u8]| [&words(&[0xFFFF])[..], &[0; 8], &words(&[0, 0]), rest].concat();
    for (tokens, wanted) in [
        (vec![0x24, 0x01, 0xC0, 2], "C2"),
        (vec![0x24, 0x01, 0x40, 2], "C$2"),
        (vec![0x25, 0, 0xC0, 9, 0xC0, 0, 1], "A1:B10"),
        (vec![0x2C, 0xFF, 0xFF, 0xFF], "A2"),
        ([&[0x3A][..], &own(&[0, 0xC0, 0])].concat(), "S!A1"),
        (
            [&[0x3B][..], &own(&[0, 0, 1, 0, 0, 3])].concat(),
            "S!$A$1:$D$2",
        ),
        (vec![0x17, 2, b'a', 0xE9], "\"aé\""),
    ] {
        assert_eq!(text(BIFF5, &[], &tokens), wanted);
    }
}

#[test]
fn formulas_show_what_they_last_showed() {
    let tokens = [0x1E, 1, 0];
    let result = |sort: u8, value: u8| [sort, 0, value, 0, 0, 0, 0xFF, 0xFF];
    let (workbook, findings) = read(&one_sheet(
        BIFF8,
        &[],
        &[
            formula(0, 0, 33.87_f64.to_le_bytes(), &tokens),
            formula(1, 0, TEXT_TO_COME, &tokens),
            record(kind::STRING, &[3, 0, 0, b'y']),
            record(kind::CONTINUE, &[1, b'a', 0, 0x65, 0x22]),
            formula(2, 0, result(1, 1), &tokens),
            formula(3, 0, result(2, 0x07), &tokens),
            formula(4, 0, result(3, 0), &tokens),
            formula(5, 0, TEXT_TO_COME, &tokens),
            formula(6, 0, result(2, 0x99), &tokens),
            cell(kind::FORMULA, 7, 0, &[0; 4]),
        ],
    ));
    let grid = &workbook.sheets[0];
    for (at, value) in [
        ("A1", "33.87"),
        ("A2", "ya≥"),
        ("A3", "true"),
        ("A4", "#DIV/0!"),
        ("A5", "(empty)"),
        ("A6", ""),
    ] {
        assert_eq!(shown(grid, at), value, "{at}");
    }
    assert_eq!(told(&findings), ["R007 A7", "R007 A8"]);
}

/// One formula of 8,000 signs that 20,000 cells share: some are decoded, none takes long.
#[test]
fn forged_formulas_run_out_of_fuel() {
    let tokens = [vec![0x1E, 1, 0], vec![0x13; 8_000]].concat();
    let length = u16::try_from(tokens.len()).expect("a length");
    let shared = [
        &words(&[0, 0xFFFF])[..],
        &[0, 0, 0, 3],
        &words(&[length]),
        &tokens,
    ]
    .concat();
    let one = 1.0_f64.to_le_bytes();
    let mut cells = vec![
        formula(0, 0, one, &[1, 0, 0, 0, 0]),
        record(kind::SHARED_FORMULA, &shared),
    ];
    cells.extend((1..20_000).map(|row| formula(row, 0, one, &[1, 0, 0, 0, 0])));
    let grid = sheet(&one_sheet(BIFF8, &[], &cells));
    assert_eq!(grid.cells.len(), 20_000);
    assert_eq!(formula_of(&grid, "A1").len(), 8_001);
    assert_eq!(formula_of(&grid, "A20000"), "?");
}
