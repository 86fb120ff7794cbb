//! Cell references and areas as the attributes of parts write them: `D83`, `A1:XFD1048576`
//! (ECMA-376, 18.18.62 and 18.18.7). What lies outside a sheet is no reference.

use super::super::builder::{MAX_COL, MAX_ROW};
use crate::model::grid::Area;
use crate::model::place::CellRef;

/// The cell that a reference names; lower case is accepted, other forms are not.
pub(super) fn cell(text: &str) -> Option<CellRef> {
    let mut col = 0u32;
    let mut row = 0u32;
    let mut n_digits = 0u32;
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' if col > 0 => {
                row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
                n_digits += 1;
            }
            b'A'..=b'Z' | b'a'..=b'z' if n_digits == 0 => {
                let letter = u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                col = col.checked_mul(26)?.checked_add(letter)?;
            }
            _ => return None,
        }
    }
    let (row, col) = (row.checked_sub(1)?, col.checked_sub(1)?);
    (row <= MAX_ROW && col <= MAX_COL).then(|| CellRef::new(row, col))
}

/// The area that a reference names: two corners, whichever they are, or one cell.
pub(super) fn area(text: &str) -> Option<Area> {
    let text = text.trim_ascii().replace('$', "");
    let (first, last) = text.split_once(':').unwrap_or((&text, &text));
    let (one, other) = (cell(first)?, cell(last)?);
    Some(Area {
        first: CellRef::new(one.row.min(other.row), one.col.min(other.col)),
        last: CellRef::new(one.row.max(other.row), one.col.max(other.col)),
    })
}

/// The zero-based row that the one-based number of a `row` element names.
pub(super) fn row(text: &str) -> Option<u32> {
    let row: u32 = text.trim_ascii().parse().ok()?;
    row.checked_sub(1).filter(|&row| row <= MAX_ROW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_cells_of_a_sheet_are_references() {
        for (text, row, col) in [
            ("A1", 0, 0),
            ("d83", 82, 3),
            ("XFD1048576", 1_048_575, 16_383),
            ("A0001", 0, 0),
        ] {
            assert_eq!(cell(text), Some(CellRef::new(row, col)), "{text}");
        }
        for text in [
            "",
            "A0",
            "1A",
            "XFE1",
            "A1048577",
            "R1C1",
            "A",
            "7",
            "$A$1",
            "A1 ",
            "A-1",
            "Ä1",
            "AAAAAAAAAAAA1",
            "A99999999999",
        ] {
            assert_eq!(cell(text), None, "{text}");
        }
    }

    #[test]
    fn areas_have_their_corners_in_order() {
        let wanted = Area {
            first: CellRef::new(0, 1),
            last: CellRef::new(3, 2),
        };
        for text in ["B1:C4", "C4:B1", "$B$4:$C$1"] {
            assert_eq!(area(text), Some(wanted), "{text}");
        }
        assert_eq!(area("A1").map(|area| area.last), Some(CellRef::new(0, 0)));
        assert_eq!(area("A1:"), None);
        assert_eq!(row("3"), Some(2));
        for text in ["0", "-1", "1048577", "x", "99999999999"] {
            assert_eq!(row(text), None, "{text}");
        }
    }
}
