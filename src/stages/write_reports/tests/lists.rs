//! A list too long for memory is the same list: every text and number at its cell, and the same bytes
//! each time.

use std::io::Cursor;

use calamine::{DataRef, DataType as _, Xlsx, open_workbook_from_rs};
use rust_decimal::Decimal;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::stages::write_reports::spreadsheet::cell::{count, text, wrapped};
use crate::stages::write_reports::spreadsheet::sheet::{Column, Sheet, table_sheets};

/// Rows of a list that is held on disk.
const ROWS: u32 = 10_001;

fn workbook(n_rows: u32) -> Vec<u8> {
    let columns = [
        Column::new("Uraian", 20),
        Column::new("Catatan", 10),
        Column::new("Pagu (Rp)", 18),
    ];
    let items: Vec<u32> = (0..n_rows).collect();
    let mut workbook = Workbook::new();
    // Without a time of ours the library would ask the clock.
    let created = ExcelDateTime::from_ymd(2000, 1, 1).expect("a day");
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let sheets = table_sheets(
        "Daftar",
        &columns,
        &items,
        |name| Sheet::for_list(&mut workbook, name, items.len()),
        |item, _| {
            vec![
                wrapped(format!("=butir <{item}>")),
                text(""),
                count(Decimal::from(*item) * Decimal::from(1_000)),
            ]
        },
    );
    for sheet in sheets.expect("sheets") {
        workbook.push_worksheet(sheet);
    }
    workbook.save_to_buffer().expect("a workbook")
}

/// The texts and numbers of a workbook's only sheet, by row and column.
fn cells(bytes: Vec<u8>) -> Vec<((u32, u32), String)> {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let mut reader = workbook.worksheet_cells_reader("Daftar").expect("a sheet");
    let mut cells = Vec::new();
    while let Some(cell) = reader.next_cell().expect("a cell") {
        let said = match cell.get_value() {
            DataRef::Empty => continue,
            DataRef::SharedString(text) => (*text).to_owned(),
            DataRef::String(text) => text.clone(),
            other => other.get_float().expect("a number").to_string(),
        };
        cells.push((cell.get_position(), said));
    }
    cells
}

#[test]
fn a_long_list_holds_what_a_short_one_does() {
    let short = cells(workbook(10));
    let long = cells(workbook(ROWS));
    // The headings, and ten rows of a text and a number.
    assert_eq!(short.len(), 3 + 2 * 10);
    assert_eq!(long.get(..short.len()), Some(&short[..]));
    assert_eq!(long.len(), 3 + 2 * ROWS as usize);
    let last = &long[long.len() - 2..];
    assert_eq!(last[0], ((ROWS, 0), "=butir <10000>".to_owned()));
    assert_eq!(last[1], ((ROWS, 2), "10000000".to_owned()));
}

#[test]
fn a_long_list_is_the_same_bytes_each_time() {
    assert!(workbook(ROWS) == workbook(ROWS));
}
