//! A sheet of very many rows in pages, with blank rows, headers again and merges.

use std::sync::Arc;
use std::time::{Duration, Instant};

use selaras::model::grid::{Cell, Content};
use selaras::stages::find_tables::find_tables;

use super::sheet::Sheet;

/// Rows of a page.
const PAGE: u32 = 48;

/// The time that its tables take to be found.
pub(super) fn time(n_rows: u32) -> Duration {
    let mut sheet = Sheet::default();
    for row in 0..n_rows {
        let on_page = row % PAGE;
        match on_page {
            0 => {
                for (col, text) in (0..).zip(["Kode", "Uraian", "Pagu", "Realisasi", "Sisa"]) {
                    sheet.text((row, col), text);
                }
                sheet.merge((row, 5), (row, 6));
            }
            // A blank row every other page, so that pages follow with and without one.
            47 if (row / PAGE).is_multiple_of(2) => {}
            _ => {
                sheet.text((row, 0), &format!("5.1.{:02}.{on_page:04}", row % 90));
                sheet.text((row, 1), "Belanja Alat Tulis Kantor");
                for col in 2..5 {
                    let number = rust_decimal::Decimal::from(u64::from(row) * 1_000 + 7);
                    sheet.put((row, col), Cell::of(Content::Number(number)));
                }
                sheet.merge((row, 5), (row, 6));
            }
        }
    }
    let grid = sheet.into_grid();
    let file: Arc<str> = "panjang.xlsx".into();
    let start = Instant::now();
    let tables = find_tables(&grid, &file).value;
    let time = start.elapsed();
    assert_eq!(tables.len(), 1);
    time
}
