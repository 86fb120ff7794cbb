//! Workbooks that other programs saved, against what was typed into them and against another reader.

use std::io::Cursor;

use calamine::{Data, DataType, Reader, Xls};

use super::made::{formula_of, read, shown};
use crate::model::grid::{Alignment, Content, Grid, Workbook};
use crate::model::place::CellRef;

pub(super) const BIFF8: &[u8] =
    include_bytes!("../../../../../tests/fixtures/xls/budget-biff8.xls");
pub(super) const BIFF5: &[u8] =
    include_bytes!("../../../../../tests/fixtures/xls/budget-biff5.xls");
const FROM_1904: &[u8] = include_bytes!("../../../../../tests/fixtures/xls/from-1904.xls");

fn whole(bytes: &[u8]) -> Workbook {
    let (workbook, findings) = read(bytes);
    assert!(findings.is_empty(), "{findings:?}");
    workbook
}

#[test]
fn values_are_the_ones_typed() {
    for bytes in [BIFF8, BIFF5] {
        let workbook = whole(bytes);
        for (at, value) in [
            ("A1", "Uraian"),
            ("B2", "15175137652"),
            ("B3", "4441885117.27"),
            ("C2", "14000000000.5"),
            ("B4", "0.1"),
            ("B5", "1000000000000000"),
            ("D2", "92.26"),
            ("A12", "true"),
            ("C12", "#DIV/0!"),
            ("E12", "#N/A"),
            ("A13", "2023-12-31"),
            ("B13", "2024-02-29 13:45:30"),
            ("A15", "00123"),
            ("B15", "00123 / Pagu"),
            ("C16", "0.0000001"),
        ] {
            assert_eq!(shown(&workbook.sheets[0], at), value, "{at}");
        }
        let texts = &workbook.sheets[4];
        assert_eq!(shown(texts, "A1").len(), "panjang  akhir".len() + 9_000);
        assert_eq!(shown(texts, "A3"), "ž".repeat(4_200));
        assert_eq!(shown(texts, "B1"), "ab".repeat(2_000));
        assert_eq!(
            shown(texts, "A59").len(),
            "uraian kegiatan nomor 59 ".len() + 59
        );
        assert_eq!(shown(&workbook.sheets[2], "IV16384"), "ujung");
    }
    let unicode = shown(&whole(BIFF8).sheets[4], "A2");
    assert_eq!(unicode, "é ü ñ ≥ 5 – “kutip” 日本 😀");
}

#[test]
fn formulas_are_the_ones_typed() {
    for bytes in [BIFF8, BIFF5] {
        let workbook = whole(bytes);
        for (sheet, at, formula) in [
            (0, "D2", "IF(B2=0,0,ROUND(C2/B2*100,2))"),
            (0, "C6", "SUM($C$2:C$5)"),
            (0, "D6", "C6/B6%"),
            (0, "B14", "IF(B12,\"ya\",\"tidak \"\"benar\"\"\")"),
            (0, "B2", "(none)"),
            (1, "A1", "Anggaran!B6"),
            (1, "A2", "SUM(Anggaran!B2:B5,Anggaran!$C$2)"),
            (1, "A3", "-(1+2)*3"),
            (1, "A4", "(1+2)^-2"),
            (1, "A8", "SUM({1,2;3,4})"),
            (1, "A9", "CHOOSE(2,\"x\",\"y\",\"z\")"),
            (1, "A10", "IF(TRUE,,1)"),
            (1, "A11", "VLOOKUP(\"b\",{\"a\",1;\"b\",2},2,FALSE)"),
            (1, "A16", "MAX(1,2,3)-MIN(4,5)"),
            (1, "A19", "IFERROR(1/0,\"salah\")"),
            (1, "A20", "Total*2"),
            (1, "A21", "'Data 1'!A1"),
            (1, "A25", "1-(2-3)"),
            (1, "A26", "1-2-3"),
            (1, "A28", "NOT(AND(TRUE,OR(FALSE,TRUE)))"),
            (1, "A35", "EDATE(DATE(2023,1,31),1)"),
            (1, "A37", "Anggaran!B2+'Data 1'!$A$1"),
            (1, "A40", "OFFSET(A1,1,0)"),
            (1, "D7", "C7*2+$C$1"),
            (1, "F2", "C1:C2*2"),
        ] {
            assert_eq!(formula_of(&workbook.sheets[sheet], at), formula, "{at}");
        }
        let named = |name: &str| {
            let found = workbook.names.iter().find(|known| known.name == name);
            found.map(|known| known.refers_to.as_str())
        };
        assert_eq!(named("Total"), Some("Anggaran!$B$6"));
        assert_eq!(named("Tarif"), Some("0.11"));
        assert_eq!(named("_xlnm.Print_Area"), Some("Anggaran!$A$1:$E$6"));
    }
}

#[test]
fn sheets_tell_what_is_not_shown_and_how_the_rest_is() {
    for bytes in [BIFF8, BIFF5] {
        let workbook = whole(bytes);
        let hidden: Vec<bool> = workbook.sheets.iter().map(|sheet| sheet.hidden).collect();
        assert_eq!(hidden, [false, false, true, true, false]);
        let grid = &workbook.sheets[0];
        assert_eq!(grid.hidden_rows.iter().collect::<Vec<_>>(), [(3, 3)]);
        assert_eq!(grid.hidden_cols.iter().collect::<Vec<_>>(), [(6, 7)]);
        assert_eq!(grid.merges.len(), 2);
        assert_eq!(
            grid.merge_at(7, 0).map(|area| area.last),
            Some(CellRef::new(7, 2))
        );
        assert_eq!(grid.filter.map(|area| area.last), Some(CellRef::new(4, 4)));
        let style = |row, col| grid.cell(row, col).expect("a cell").style.clone();
        assert!(style(0, 0).bold && style(0, 0).underline && style(0, 0).fill.is_some());
        assert_eq!(style(0, 0).alignment, Alignment::Center);
        assert!(style(5, 0).bold && !style(1, 0).bold && style(1, 0).fill.is_none());
        assert_eq!(style(1, 1).format.as_deref(), Some("#,##0.00"));
        assert!(style(1, 3).is_percent());
    }
    let workbook = whole(BIFF8);
    let grid = &workbook.sheets[0];
    assert_eq!(grid.cell(2, 0).expect("a cell").style.indent, 3);
    let comments: Vec<(String, &str)> = grid
        .comments
        .iter()
        .map(|(at, text)| (at.to_string(), text.as_str()))
        .collect();
    assert_eq!(
        comments,
        [
            ("B2".to_owned(), "Periksa angka ini\nbaris dua – é"),
            ("C3".to_owned(), "Catatan kedua"),
        ]
    );
}

#[test]
fn days_count_from_1904() {
    let workbook = whole(FROM_1904);
    assert!(workbook.counts_from_1904);
    for (at, date) in [
        ("A1", "2023-12-31"),
        ("A2", "2024-02-29 13:45:30"),
        ("A3", "2024-01-01"),
    ] {
        assert_eq!(shown(&workbook.sheets[0], at), date);
    }
}

/// A value as the other reader has it, in the words of this one.
fn other_words(value: &Data) -> Option<String> {
    Some(match value {
        Data::Empty => return None,
        Data::String(text) if text.trim().is_empty() => return None,
        Data::Error(error) => error.to_string(),
        Data::Bool(yes) => yes.to_string(),
        Data::DateTime(days) => days.as_f64().to_string(),
        value => value.as_string()?,
    })
}

/// A cell in the same words: dates as day numbers.
fn own_words(grid: &Grid, row: u32, col: u32) -> Option<String> {
    let cell = grid.cell(row, col)?;
    Some(match (&cell.content, cell.stored()) {
        (Content::Date(_), Some(stored)) => stored.to_string(),
        _ => cell.raw(),
    })
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the fixtures are small and the other reader streams no such file"
)]
fn another_reader_reads_the_same() {
    for bytes in [BIFF8, BIFF5, FROM_1904] {
        let workbook = whole(bytes);
        let mut other: Xls<_> = Xls::new(Cursor::new(bytes)).expect("a workbook");
        let mut n_compared = 0;
        for grid in &workbook.sheets {
            let range = other.worksheet_range(&grid.name).expect("a sheet");
            for (row, col, value) in range.cells() {
                let (first_row, first_col) = range.start().expect("a start");
                let row = first_row + u32::try_from(row).expect("a row");
                let col = first_col + u32::try_from(col).expect("a column");
                let at = CellRef::new(row, col);
                let (own, other) = (own_words(grid, row, col), other_words(value));
                // The other reader leaves out what continues the long texts of BIFF5.
                let is_cut = bytes == BIFF5 && own.as_ref().is_some_and(|t| t.len() > 2_000);
                if is_cut {
                    assert_ne!(own, other, "{} {at}", grid.name);
                } else {
                    assert_eq!(own, other, "{} {at}", grid.name);
                }
                n_compared += usize::from(*value != Data::Empty);
            }
            let n_other = range.cells().filter_map(|(_, _, v)| other_words(v)).count();
            assert_eq!(grid.cells.len(), n_other);
        }
        assert!(n_compared >= 3, "{n_compared}");
    }
}
