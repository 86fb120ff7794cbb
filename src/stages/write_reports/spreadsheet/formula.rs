//! Formulas made of our own words and cell addresses only. Comes in: rows and columns, counted from
//! zero. Goes out: formulas as Excel writes them. No text of an input ever comes here.

use std::fmt::Write as _;

use crate::model::place::CellRef;

/// Most references that one call of a function gets; Excel takes 255.
const MAX_REFERENCES: usize = 200;

/// Longest formula; Excel takes 8,192 characters.
const MAX_LENGTH: usize = 8_000;

/// A cell's address: `E12`.
pub(in crate::stages::write_reports) fn address(row: u32, col: u16) -> String {
    CellRef::new(row, u32::from(col)).to_string()
}

/// A cell's address that stays when the formula is copied: `$E$12`.
pub(in crate::stages::write_reports) fn fixed(row: u32, col: u16) -> String {
    let address = address(row, col);
    let digits = address
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(address.len());
    let (column, row) = address.split_at(digits);
    format!("${column}${row}")
}

/// The same cell as another sheet of ours calls it: `'Pohon OPD'!E12`.
pub(in crate::stages::write_reports) fn on_sheet(
    sheet: &'static str,
    row: u32,
    col: u16,
) -> String {
    format!("'{sheet}'!{}", address(row, col))
}

/// The cells of a column in ascending rows, as references: rows that follow each other are one range.
pub(in crate::stages::write_reports) fn references(
    sheet: Option<&'static str>,
    col: u16,
    rows: &[u32],
) -> Vec<String> {
    let at = |row: u32| match sheet {
        Some(sheet) => on_sheet(sheet, row, col),
        None => address(row, col),
    };
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for &row in rows {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(row) => *last = row,
            Some(_) | None => runs.push((row, row)),
        }
    }
    let references = runs.into_iter().map(|(first, last)| {
        if first == last {
            at(first)
        } else {
            format!("{}:{}", at(first), address(last, col))
        }
    });
    references.collect()
}

/// `=SUM(...)` over references; `None` where Excel could not hold it.
pub(in crate::stages::write_reports) fn sum(references: &[String]) -> Option<String> {
    if references.is_empty() {
        return None;
    }
    let parts: Vec<String> = references.chunks(MAX_REFERENCES).map(call).collect();
    let formula = match parts.as_slice() {
        [only] => only.clone(),
        parts if parts.len() <= MAX_REFERENCES => call(parts),
        _ => return None,
    };
    (formula.len() < MAX_LENGTH).then(|| format!("={formula}"))
}

fn call(references: &[String]) -> String {
    let mut formula = String::from("SUM(");
    for (nth, reference) in references.iter().enumerate() {
        let comma = if nth == 0 { "" } else { "," };
        // Writing to a string cannot fail.
        let _ = write!(formula, "{comma}{reference}");
    }
    formula.push(')');
    formula
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_are_one_range() {
        let sum_of = |rows: &[u32]| sum(&references(None, 4, rows));
        assert_eq!(sum_of(&[4]).as_deref(), Some("=SUM(E5)"));
        assert_eq!(sum_of(&[4, 5, 6, 9]).as_deref(), Some("=SUM(E5:E7,E10)"));
        assert_eq!(sum_of(&[]), None);
        assert_eq!(fixed(4, 27), "$AB$5");
        let other = references(Some("Pohon OPD"), 4, &[1, 2]);
        assert_eq!(other, ["'Pohon OPD'!E2:E3"]);
    }

    #[test]
    fn many_addends_are_sums_of_sums_and_too_many_are_none() {
        let rows: Vec<u32> = (0..300).map(|nth| nth * 2).collect();
        let formula = sum(&references(None, 4, &rows)).expect("a formula");
        assert!(formula.starts_with("=SUM(SUM(E1,") && formula.len() < MAX_LENGTH);
        let rows: Vec<u32> = (0..5000).map(|nth| nth * 2).collect();
        assert_eq!(sum(&references(None, 4, &rows)), None);
    }
}
