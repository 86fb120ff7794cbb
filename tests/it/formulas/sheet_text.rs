//! Sheets with formulas as text: cells between `;`, a formula as `=C4-D4 -> 200` with its stored
//! value, `'` before a number that is text. Goes out as the bytes of an xlsx.

use rust_xlsxwriter::{Formula, Workbook};

/// Whether a sheet as text holds formulas.
pub(crate) fn has_formulas(text: &str) -> bool {
    text.lines()
        .any(|line| line.split(';').any(|cell| cell.starts_with('=')))
}

/// A workbook with one sheet of this text.
pub(crate) fn workbook(text: &str) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("lembar").expect("a name");
    for (row, line) in text.lines().enumerate() {
        for (col, cell) in line.split(';').enumerate() {
            let row = u32::try_from(row).expect("a row");
            let col = u16::try_from(col).expect("a column");
            if let Some((formula, result)) = cell.split_once(" -> ") {
                let formula = Formula::new(formula).set_result(result);
                sheet.write_formula(row, col, formula).expect("written");
            } else if let Some(words) = cell.strip_prefix('\'') {
                sheet.write_string(row, col, words).expect("written");
            } else if let Ok(number) = cell.parse::<f64>() {
                sheet.write_number(row, col, number).expect("written");
            } else if !cell.is_empty() {
                sheet.write_string(row, col, cell).expect("written");
            }
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}
