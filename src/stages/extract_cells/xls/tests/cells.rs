//! Cells from records: values, and what is told of those that cannot be read.

use super::made::{
    BIFF5, BIFF8, bof, cell, eof, number, one_sheet, read, record, sheet, shown, told, unicode,
    words, workbook,
};
use crate::model::grid::Color;
use crate::stages::extract_cells::xls::records::kind;

fn rk(bits: u32) -> [u8; 4] {
    bits.to_le_bytes()
}

#[test]
fn numbers_come_in_all_their_forms() {
    let half = u32::try_from(0.5_f64.to_bits() >> 32).expect("half a double");
    let many = [
        &words(&[4, 1, 0])[..],
        &rk(7 << 2 | 2),
        &words(&[0]),
        &rk(3387 << 2 | 3),
        &words(&[2]),
    ]
    .concat();
    let grid = sheet(&one_sheet(
        BIFF8,
        &[],
        &[
            number(0, 0, 4_441_885_117.27),
            cell(kind::RK, 1, 0, &rk((-5_i32 << 2 | 2).cast_unsigned())),
            cell(kind::RK, 2, 0, &rk(12_345 << 2 | 3)),
            cell(kind::RK, 3, 0, &rk(half)),
            record(kind::MUL_RK, &many),
            cell(kind::BOOL_ERROR, 5, 0, &[1, 0]),
            cell(kind::BOOL_ERROR, 6, 0, &[0x17, 1]),
            cell(kind::LABEL, 7, 0, &unicode("≥ 5", false)),
        ],
    ));
    for (at, text) in [
        ("A1", "4441885117.27"),
        ("A2", "-5"),
        ("A3", "123.45"),
        ("A4", "0.5"),
        ("B5", "7"),
        ("C5", "33.87"),
        ("A6", "true"),
        ("A7", "#REF!"),
        ("A8", "≥ 5"),
    ] {
        assert_eq!(shown(&grid, at), text, "{at}");
    }
}

#[test]
fn a_damaged_cell_costs_that_cell() {
    let globals = record(
        kind::SHARED_STRINGS,
        &[
            &[9, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF][..],
            &[1, 0, 0, b'a'],
            &[9, 0, 0, b'b'],
        ]
        .concat(),
    );
    let (workbook, findings) = read(&one_sheet(
        BIFF8,
        &globals,
        &[
            cell(kind::LABEL_SST, 0, 0, &[0; 4]),
            cell(kind::LABEL_SST, 1, 0, &[1, 0, 0, 0]),
            cell(kind::LABEL_SST, 2, 0, &[0xFF; 4]),
            cell(kind::NUMBER, 3, 0, &[0; 7]),
            number(4, 0, f64::NAN),
            cell(kind::BOOL_ERROR, 5, 0, &[0x99, 1]),
            cell(kind::LABEL, 6, 0, &[5, 0, 0, b'x']),
            record(
                kind::MUL_RK,
                &[&words(&[7, 0, 0])[..], &rk(2), &words(&[0, 0])].concat(),
            ),
            record(kind::RK, &[0; 3]),
            number(8, 300, 1.0),
            number(9, 0, 10.0),
        ],
    ));
    assert_eq!(shown(&workbook.sheets[0], "A1"), "a");
    assert_eq!(shown(&workbook.sheets[0], "A10"), "10");
    assert_eq!(shown(&workbook.sheets[0], "A8"), "0");
    assert!(workbook.sheets[0].is_incomplete);
    assert_eq!(
        told(&findings),
        [
            "R007 A2", "R007 A3", "R007 A4", "R007 A5", "R007 A6", "R007 A7", "R007 B8", "R004",
            "R007 KO9"
        ]
    );
}

#[test]
fn a_sheet_that_ends_early_is_told_and_the_others_are_read() {
    let whole = [number(0, 0, 1.0), eof()].concat();
    let mut bytes = workbook(
        BIFF8,
        &[],
        &[
            ("Satu", whole.clone()),
            ("Dua", whole.clone()),
            ("Tiga", whole),
        ],
    );
    bytes.truncate(bytes.len() - 2);
    let (workbook, findings) = read(&bytes);
    assert_eq!(told(&findings), ["R004"]);
    assert_eq!(findings[0].sheet.as_deref(), Some("Tiga"));
    let kept: Vec<usize> = workbook.sheets.iter().map(|s| s.cells.len()).collect();
    assert_eq!(kept, [1, 1, 0]);
    assert!(workbook.sheets[2].is_incomplete);
}

#[test]
fn charts_inside_a_sheet_are_passed_over() {
    let grid = sheet(&one_sheet(
        BIFF8,
        &[],
        &[
            number(0, 0, 1.0),
            bof(BIFF8, 0x0020),
            number(0, 0, 2.0),
            eof(),
            number(1, 0, 3.0),
        ],
    ));
    assert_eq!(grid.cells.len(), 2);
    assert_eq!(shown(&grid, "A1"), "1");
}

#[test]
fn rows_columns_and_merges_keep_to_their_sheet() {
    let row = |row: u16, flags: u16| record(kind::ROW, &words(&[row, 0, 1, 255, 0, 0, flags, 0]));
    let columns = |first: u16, last: u16, width: u16, flags: u16| {
        record(
            kind::COLUMN_INFO,
            &words(&[first, last, width, 15, flags, 0]),
        )
    };
    let grid = sheet(&one_sheet(
        BIFF8,
        &[],
        &[
            row(3, 0x20),
            row(4, 0x20),
            row(9, 0x100),
            columns(2, 3, 2_000, 1),
            columns(250, 999, 0, 0),
            columns(300, 301, 0, 1),
            number(0, 0, 1.0),
            record(kind::MERGED_CELLS, &words(&[2, 0, 1, 0, 2, 5, 5, 5, 5])),
            record(kind::MERGED_CELLS, &words(&[0xFFFF, 7, 8, 0])),
        ],
    ));
    assert_eq!(grid.hidden_rows.iter().collect::<Vec<_>>(), [(3, 4)]);
    assert_eq!(
        grid.hidden_cols.iter().collect::<Vec<_>>(),
        [(2, 3), (250, 255)]
    );
    assert_eq!(grid.merges.len(), 1);
}

#[test]
fn styles_are_found_by_number() {
    let font = |weight: u16, underline: u8| {
        let data = [
            &words(&[200, 0, 8, weight, 0])[..],
            &[underline, 0, 0, 0, 0],
        ]
        .concat();
        record(kind::FONT, &data)
    };
    let xf = |font: u16, format: u16, align: u8, indent: u8, pattern: u32, color: u16| {
        let data = [
            &words(&[font, format, 0])[..],
            &[align, 0, indent, 0],
            &[0; 4],
            &(pattern << 26).to_le_bytes(),
            &color.to_le_bytes(),
        ]
        .concat();
        record(kind::XF, &data)
    };
    let globals = [
        font(400, 0),
        font(700, 0),
        font(400, 1),
        font(400, 0),
        font(700, 1),
        record(
            kind::FORMAT,
            &[&words(&[164])[..], &unicode("dd mmm", false)].concat(),
        ),
        xf(5, 4, 2, 0, 1, 13),
        xf(1, 164, 1, 3, 0, 64),
        record(kind::XF, &[0; 3]),
        xf(0, 50, 0, 0, 0, 64),
    ]
    .concat();
    let styled = |row: u16, style: u16| {
        let data = [&words(&[row, 0, style])[..], &45_292.0_f64.to_le_bytes()].concat();
        record(kind::NUMBER, &data)
    };
    let records: Vec<Vec<u8>> = (0..5).map(|row| styled(row, row)).collect();
    let grid = sheet(&one_sheet(BIFF8, &globals, &records));
    let style = |row: u32| grid.cell(row, 0).expect("a cell").style.clone();
    assert_eq!(style(0).format.as_deref(), Some("#,##0.00"));
    assert!(style(0).bold && style(0).underline);
    assert_eq!(style(0).fill, Some(Color::Indexed(13)));
    assert!(style(1).bold && !style(1).underline);
    assert_eq!((style(1).indent, style(1).fill), (3, None));
    for (at, text) in [
        ("A1", "45292"),
        ("A2", "2024-01-01"),
        ("A3", "45292"),
        ("A4", "2024-01-01"),
        ("A5", "45292"),
    ] {
        assert_eq!(shown(&grid, at), text, "{at}");
    }
}

#[test]
fn comments_are_found_by_their_object() {
    let object = |sort: u16, number: u16| record(kind::OBJECT, &words(&[0x15, 18, sort, number]));
    let text = |text: &str| {
        let length = u16::try_from(text.len()).expect("a length");
        let text = [&[0], text.as_bytes()].concat();
        [
            record(
                kind::TEXT_OBJECT,
                &words(&[0, 0, 0, 0, 0, length, 16, 0, 0]),
            ),
            record(kind::CONTINUE, &text),
            record(kind::CONTINUE, &[0; 16]),
        ]
        .concat()
    };
    let grid = sheet(&one_sheet(
        BIFF8,
        &[],
        &[
            number(0, 0, 1.0),
            object(0x19, 7),
            text("Periksa angka ini"),
            object(0x05, 8),
            text("Judul bagan"),
            record(kind::NOTE, &words(&[2, 1, 0, 7, 0])),
            record(kind::NOTE, &words(&[3, 1, 0, 9, 0])),
            record(kind::NOTE, &words(&[3])),
        ],
    ));
    let comments: Vec<&str> = grid.comments.values().map(String::as_str).collect();
    assert_eq!(comments, ["Periksa angka ini"]);

    let note =
        |row: u16, text: &[u8]| record(kind::NOTE, &[&words(&[row, 2, 9])[..], text].concat());
    let grid = sheet(&one_sheet(
        BIFF5,
        &[],
        &[number(0, 0, 1.0), note(1, b"Cata"), note(0xFFFF, b"tan")],
    ));
    let comments: Vec<&str> = grid.comments.values().map(String::as_str).collect();
    assert_eq!(comments, ["Catatan"]);
}
