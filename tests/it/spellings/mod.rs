//! How agencies type numbers: a list of real spellings with what each is read as, and properties over
//! all notations. Every spelling stands in a column with neighbours that write the Indonesian way, the
//! English way, or show no notation.

mod listed;
mod notations;
mod whole;

use std::collections::BTreeMap;
use std::sync::Arc;

use selaras::model::Outcome;
use selaras::model::amount::{Grain, Value};
use selaras::model::evidence::Why;
use selaras::model::grid::{Cell, Content, Grid};
use selaras::model::place::CellRef;
use selaras::model::table::{Column, Row, RowKind, Table};
use selaras::model::typed::{TypedCell, TypedTable};
use selaras::stages::interpret_values::interpret_values;

/// A table with one column of texts under a header.
pub(crate) fn read_column(header: &str, cells: &[&str]) -> Outcome<TypedTable> {
    read_columns(
        &[header],
        &cells.iter().map(|cell| vec![*cell]).collect::<Vec<_>>(),
        &[],
    )
}

/// A table of texts under headers and titles.
pub(crate) fn read_columns(
    headers: &[&str],
    rows: &[Vec<&str>],
    titles: &[&str],
) -> Outcome<TypedTable> {
    let rows: Vec<Vec<Cell>> = rows
        .iter()
        .map(|row| row.iter().map(|text| Cell::text(text)).collect())
        .collect();
    read_cells(headers, &rows, titles)
}

/// A table of cells under headers and titles; an empty text is no cell.
pub(crate) fn read_cells(
    headers: &[&str],
    rows: &[Vec<Cell>],
    titles: &[&str],
) -> Outcome<TypedTable> {
    let mut grid = Grid {
        name: "S".into(),
        ..Grid::default()
    };
    let mut table = Table {
        titles: titles.iter().map(|title| (*title).to_owned()).collect(),
        header_rows: vec![0],
        ..Table::default()
    };
    for (col, header) in (0..).zip(headers) {
        table.columns.push(Column {
            col,
            path: vec![(*header).to_owned()],
            ..Column::default()
        });
    }
    for (row, cells) in (1..).zip(rows) {
        for (col, cell) in (0..).zip(cells) {
            if cell.content != Content::Text("".into()) {
                grid.cells.insert(CellRef::new(row, col), cell.clone());
            }
        }
        table.rows.push(Row {
            sheet_rows: vec![row],
            kind: RowKind::Line,
            label: "".into(),
            is_sure: false,
            why: Why::default(),
            joined: None,
            indent: 0,
            is_bold: false,
        });
    }
    interpret_values(table, &grid, &Arc::from("lembar.xlsx"))
}

/// Codes of the findings at each cell.
pub(crate) fn told(outcome: &Outcome<TypedTable>) -> BTreeMap<CellRef, Vec<&'static str>> {
    let mut told: BTreeMap<CellRef, Vec<&'static str>> = BTreeMap::new();
    for finding in &outcome.findings {
        if let Some(place) = &finding.place {
            told.entry(place.cell).or_default().push(finding.code);
        }
    }
    told
}

/// Value, unit and grain of a cell in one line.
pub(crate) fn shown(cell: &TypedCell) -> String {
    let unit = match cell.value() {
        Value::Rupiah(_) => "rupiah".to_owned(),
        Value::Percent(_) => "%".to_owned(),
        Value::Number(_) => "?".to_owned(),
        Value::Quantity(quantity) => quantity.unit.to_string(),
        Value::Text(_) => return "text".to_owned(),
    };
    let grain = match cell.grain() {
        Grain::Exact => "exact".to_owned(),
        Grain::Decimals(decimals) => format!("d{decimals}"),
        Grain::Tens(power) => format!("t{power}"),
    };
    let value = cell.value().number().expect("a number");
    format!("{value}; {unit}; {grain}")
}
