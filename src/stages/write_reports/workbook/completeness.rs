//! The sheet "Kelengkapan": what each agency handed in of what is expected of it, and which of its
//! documents counts.

use rust_xlsxwriter::Worksheet;

use super::Context;
use crate::model::completeness::{AgencyRow, State, Submission};
use crate::model::language::Language;
use crate::stages::write_reports::completeness::{column_title, others};
use crate::stages::write_reports::outputs::WriteError;
use crate::stages::write_reports::spreadsheet::cell::{text, wrapped};
use crate::stages::write_reports::spreadsheet::sheet::{Cell, Column, Sheet, table_sheets};
use crate::stages::write_reports::spreadsheet::style::Fill;

/// The sheet's name.
pub(super) const COMPLETENESS: &str = "Kelengkapan";

/// Writes the sheet, if there is an agency to speak of.
pub(super) fn write(context: &Context<'_>) -> Result<Vec<Worksheet>, WriteError> {
    let language = context.language;
    let completeness = &context.catalogue.report.completeness;
    if completeness.rows.is_empty() {
        return Ok(Vec::new());
    }
    let titles: Vec<String> = completeness
        .columns
        .iter()
        .map(|column| column_title(column, language))
        .collect();
    let mut columns = vec![
        Column::new(language.pick("OPD", "Agency"), 30),
        Column::new(language.pick("Kode", "Code"), 14),
    ];
    columns.extend(titles.iter().map(|title| Column::new(title, 18)));
    columns.push(Column::new(
        language.pick("Dokumen yang tidak dihitung", "Documents that do not count"),
        50,
    ));
    table_sheets(
        COMPLETENESS,
        &columns,
        &completeness.rows,
        Sheet::new,
        |row, _| cells(row, language),
    )
}

fn cells(row: &AgencyRow, language: Language) -> Vec<Cell> {
    let mut cells = vec![
        wrapped(&*row.agency),
        text(row.code.as_deref().unwrap_or_default()),
    ];
    cells.extend(row.cells.iter().map(|cell| submission(cell, language)));
    cells.push(wrapped(others(row, language).join("\n")));
    cells
}

fn submission(cell: &Submission, language: Language) -> Cell {
    let fill = match cell.state {
        State::Missing | State::Unreadable => Fill::Red,
        State::Late | State::Template | State::Duplicate | State::Superseded => Fill::Yellow,
        State::Present => Fill::Blue,
        State::None => Fill::None,
    };
    let (words, style) = text(cell.state.words(language));
    (words, style.fill(fill))
}
