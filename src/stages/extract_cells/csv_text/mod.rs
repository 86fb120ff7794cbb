//! Reads text with separators as a grid: one sheet, named by the file's stem, every cell a text.
//! A formula in such a text is words; no value is taken for a number here.

mod records;
mod separator;

use std::borrow::Cow;

use records::{Field, Fields};

use super::builder::{CellStyle, Stored, WorkbookBuilder};
use super::encoding::{Encoded, bad_bytes};
use super::fault::Fault;
use crate::model::limits::Limit;

/// Reads the text as one sheet.
pub(super) fn read(bytes: &[u8], book: &mut WorkbookBuilder<'_>) -> Result<(), Fault> {
    let encoded = Encoded::new(bytes, None);
    let encoding = encoded.name();
    let (text, n_bad) = encoded.text();
    // Old programs end a text with Ctrl-Z.
    let text = text.trim_end_matches('\u{1a}');
    let most_letters = book.limits.get(Limit::TextLetters);
    let (separator, text) =
        separator::told(text).unwrap_or_else(|| (separator::separator(text, most_letters), text));
    let name = stem(book.document).to_owned();
    book.sheet(&name, false, |sheet| {
        if let Some(fault) = bad_bytes(n_bad, encoding) {
            sheet.incomplete(&fault);
        }
        let plain = CellStyle::default();
        for (at, field) in Fields::new(text, separator, most_letters) {
            match field {
                Field::Read(value) if value.is_empty() => {}
                Field::Read(value) if value.contains('\0') => {
                    let fault =
                        Fault::damaged("teksnya memuat byte NUL", "its text holds NUL bytes");
                    sheet.put(at, Stored::Unreadable(fault), None, &plain)?;
                }
                Field::Read(value) => {
                    sheet.put(at, Stored::Text(&kept_as_text(value)), None, &plain)?;
                }
                Field::Unclosed => {
                    sheet.put(at, Stored::Unreadable(unclosed()), None, &plain)?;
                }
            }
        }
        Ok(())
    })
}

fn unclosed() -> Fault {
    Fault::damaged(
        "tanda kutip pembukanya tidak ditutup; sisa barisnya dibaca tanpa tanda kutip itu",
        "its opening quote is not closed; the rest of its line is read without that quote",
    )
}

/// `="00123"` is how Excel is made to keep the zeros of a code: the text 00123.
fn kept_as_text(value: Cow<'_, str>) -> Cow<'_, str> {
    let inner = value
        .trim()
        .strip_prefix("=\"")
        .and_then(|rest| rest.strip_suffix('"'))
        .filter(|inner| !inner.contains('"'));
    match inner {
        Some(inner) => Cow::Owned(inner.to_owned()),
        None => value,
    }
}

/// A path's last name without its ending.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::finding::Finding;
    use crate::model::grid::{Cell, Grid};
    use crate::model::limits::Limits;
    use crate::model::place::CellRef;

    fn grid(bytes: &[u8]) -> (Grid, Vec<Finding>) {
        let limits = Limits::default();
        let mut book = WorkbookBuilder::new("dinas/rekap.csv", &limits);
        read(bytes, &mut book).expect("a table");
        let (mut workbook, findings) = book.finish();
        let grid = workbook.sheets.remove(0);
        let tally = grid.tally;
        assert_eq!(
            tally.stored,
            grid.cells.len() as u64 + tally.blank + tally.refused
        );
        (grid, findings)
    }

    fn raw(grid: &Grid, row: u32, col: u32) -> Option<String> {
        grid.cell(row, col).map(Cell::raw)
    }

    #[test]
    fn a_csv_keeps_its_rows_and_separators() {
        let (grid, findings) = grid(b"\na;\"b\nc\"\r\n\r\n1.234,50;\"x;y\"\n\r9;=A1+1;\x1A");
        assert_eq!(&*grid.name, "rekap");
        assert_eq!(raw(&grid, 1, 1).as_deref(), Some("b\nc"));
        assert_eq!(raw(&grid, 3, 0).as_deref(), Some("1.234,50"));
        assert_eq!(raw(&grid, 3, 1).as_deref(), Some("x;y"));
        assert_eq!(raw(&grid, 5, 0).as_deref(), Some("9"));
        assert_eq!(raw(&grid, 5, 1).as_deref(), Some("=A1+1"));
        assert_eq!(grid.cells.len(), 6);
        assert!(findings.is_empty(), "{findings:?}");
    }

    #[test]
    fn encodings_are_told_only_where_a_letter_is_lost() {
        let utf16: Vec<u8> = "a;b\r\n1;2"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for bytes in [
            b"a;b\n1;2".to_vec(),
            b"\xEF\xBB\xBFa;b\n1;2".to_vec(),
            [b"\xFF\xFE".as_slice(), &utf16].concat(),
            utf16,
        ] {
            let (grid, findings) = grid(&bytes);
            assert_eq!(grid.cells.len(), 4);
            assert_eq!(raw(&grid, 1, 1).as_deref(), Some("2"));
            assert_eq!(raw(&grid, 0, 0).as_deref(), Some("a"));
            assert!(findings.is_empty(), "{findings:?}");
        }
        let (grid1252, findings) = grid(b"Caf\xE9;5\x80");
        assert_eq!(raw(&grid1252, 0, 1).as_deref(), Some("5€"));
        assert!(findings.is_empty(), "{findings:?}");
        let (grid1252, findings) = grid(b"Caf\xE9;5\x81");
        assert!(grid1252.is_incomplete);
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].code, "R004");
    }

    #[test]
    fn codes_kept_as_text_come_without_their_wrapping() {
        let (grid, _) =
            grid(b"kode;\"nilai\"\n=\"00123\";1\n\"=\"\"0045\"\"\";2\n=\"a\"&\"b\";3\n");
        assert_eq!(raw(&grid, 1, 0).as_deref(), Some("00123"));
        assert_eq!(raw(&grid, 2, 0).as_deref(), Some("0045"));
        assert_eq!(raw(&grid, 3, 0).as_deref(), Some("=\"a\"&\"b\""));
    }

    #[test]
    fn bad_cells_cost_only_themselves() {
        let long = "x".repeat(40_000);
        let text = format!("a;b;c\n1;\"dua;3\n4;{long};6\n7;8\09;9\n");
        let (grid, findings) = grid(text.as_bytes());
        assert_eq!(grid.tally.refused, 3);
        assert_eq!(findings.len(), 3);
        assert!(findings.iter().all(|finding| finding.code == "R007"));
        assert!(grid.is_incomplete);
        for (row, col, value) in [(1, 2, "3"), (2, 2, "6"), (3, 0, "7"), (3, 2, "9")] {
            assert_eq!(raw(&grid, row, col).as_deref(), Some(value));
        }
        assert!(grid.cells.keys().all(|at| *at != CellRef::new(1, 1)));
    }

    #[test]
    fn ragged_rows_and_nothing_at_all() {
        let (grid1, findings) = grid(b"sep=,\na,b\n1\n1,2,3,4,,\n , \n");
        assert_eq!(grid1.cells.len(), 7);
        assert_eq!(raw(&grid1, 0, 1).as_deref(), Some("b"));
        assert_eq!(raw(&grid1, 2, 3).as_deref(), Some("4"));
        assert_eq!(grid1.tally.blank, 2);
        assert!(findings.is_empty(), "{findings:?}");
        for nothing in [b"\xEF\xBB\xBF".as_slice(), b"\xFF\xFE", b"", b"\r\n\r\n"] {
            assert!(grid(nothing).0.cells.is_empty());
        }
        let column = grid(b"Nama\nA, B\nC\nD\nE\nF\nG\nH\nI\n").0;
        assert_eq!(raw(&column, 1, 0).as_deref(), Some("A, B"));
    }

    #[test]
    fn damaged_text_never_stops_the_program() {
        let sound = "sep=;\r\nNo;\"Uraian\";Rp\n1;\"a \"\"b\"\"\";=\"01\"\n\t|,;'\"é\0\u{1a}";
        let mut seed = 7u32;
        let mut random = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            usize::try_from(seed >> 8).unwrap_or(0)
        };
        for _ in 0..3_000 {
            let mut bytes = sound.repeat(1 + random() % 3).into_bytes();
            for _ in 0..=random() % 8 {
                let (at, n) = (random() % bytes.len(), random());
                match n % 3 {
                    0 => bytes[at] = u8::try_from(n % 256).unwrap_or(0),
                    1 => bytes.truncate(at.max(1)),
                    _ => bytes.insert(at, *b"\";\r\n\xFF\0".get(n % 6).unwrap_or(&0)),
                }
            }
            grid(&bytes);
        }
    }
}
