//! Workbooks for the tests of binary workbooks, as the reader hands them over.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use selaras::model::grid::{
    Alignment, Cell, Color, Content, DefinedName, Grid, Spans, Style, Tally, Workbook,
};
use selaras::model::place::CellRef;

use crate::xlsb_writer::area;

/// A cell by its name.
pub(crate) fn at(cell: &str) -> CellRef {
    cell.parse().unwrap()
}

/// A cell that holds a number.
pub(crate) fn number(text: &str) -> Cell {
    Cell::of(Content::Number(text.parse().unwrap()))
}

fn formula(text: &str, cached: Content) -> Cell {
    Cell::of(cached).with(None, Some(text.into()))
}

/// A sheet of these cells.
pub(crate) fn grid<const N: usize>(name: &str, cells: [(&str, Cell); N]) -> Grid {
    Grid {
        name: name.into(),
        cells: cells.map(|(cell, content)| (at(cell), content)).into(),
        tally: Tally {
            stored: N as u64,
            ..Tally::default()
        },
        ..Grid::default()
    }
}

/// A workbook with one of everything.
pub(crate) fn workbook() -> Workbook {
    let first = first_sheet();
    let mut second = grid("Sub Kegiatan", [("A1", number("1"))]);
    second.hidden = true;
    let third = grid("Pagu2", []);
    Workbook {
        sheets: vec![first, second, third],
        names: vec![
            DefinedName {
                name: "Pagu".to_owned(),
                sheet: None,
                refers_to: "Realisasi!$B$1".to_owned(),
            },
            DefinedName {
                name: "Daerah".to_owned(),
                sheet: Some("Sub Kegiatan".into()),
                refers_to: "'Sub Kegiatan'!$A$1:$B$9".to_owned(),
            },
        ],
        counts_from_1904: false,
    }
}

/// The sheet with one of everything.
fn first_sheet() -> Grid {
    let styled = |cell: Cell, style: Style| Cell {
        style: Arc::new(style),
        ..cell
    };
    let mut first = grid(
        "Realisasi",
        [
            ("A1", Cell::text("Uraian \u{1F4C4} – \"jumlah\"")),
            ("B1", number("15175137652")),
            ("B2", number("98.73")),
            ("B3", number("-7")),
            ("B4", number("0.1")),
            ("B5", number("4441885117.27")),
            ("C1", Cell::of(Content::Bool(true))),
            ("C2", Cell::of(Content::Error("#REF!".into()))),
            (
                "D1",
                formula("SUM(B2:B5)", Content::Number(Decimal::new(1, 1))),
            ),
            (
                "D2",
                formula(
                    "IF($B$1>=B$2*1.5,-(B3+$B4)%,\"tidak\"&\"\")",
                    Content::Text("tidak".into()),
                ),
            ),
            (
                "D3",
                formula(
                    "IFERROR(ROUND(B1/B3,2),0)",
                    Content::Error("#DIV/0!".into()),
                ),
            ),
            (
                "D4",
                formula("B1='Sub Kegiatan'!$A$1:B2", Content::Bool(false)),
            ),
            (
                "D5",
                formula("Pagu+Pagu2!C7-2^3", Content::Number(Decimal::TEN)),
            ),
            (
                "E1",
                styled(
                    number("0.95"),
                    Style {
                        format: Some("0.00%".into()),
                        ..Style::default()
                    },
                ),
            ),
            (
                "E2",
                styled(
                    Cell::text("Program"),
                    Style {
                        bold: true,
                        underline: true,
                        indent: 3,
                        alignment: Alignment::Left,
                        fill: Some(Color::Rgb(0x00FF_CC00)),
                        format: None,
                    },
                ),
            ),
            (
                "E3",
                styled(
                    Cell::of(Content::Date("2024-01-01".into())).with(Some("45292".into()), None),
                    Style {
                        format: Some("dd/mm/yyyy".into()),
                        fill: Some(Color::Theme(4)),
                        alignment: Alignment::Center,
                        ..Style::default()
                    },
                ),
            ),
            ("DL1000", Cell::text("jauh")),
        ],
    );
    first.merges = vec![area(at("E5"), at("E6")), area(at("A7"), at("C8"))];
    first.hidden_rows = Spans::covering([(2, 3), (9, 9)]);
    first.hidden_cols = Spans::covering([(5, 7)]);
    first.filter = Some(area(at("A1"), at("E5")));
    first.comments = BTreeMap::from([(at("B1"), "diperiksa lagi".to_owned())]);
    first
}
