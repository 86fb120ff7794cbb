//! What `interpret_values` made of a table.

use serde_json::{Value as Json, json};

use super::heading;
use crate::cli::columns::Columns;
use crate::model::amount::{Grain, Value};
use crate::model::language::Language;
use crate::model::place::column_letters;
use crate::model::record::RecordSet;

/// The reading of each column, then of each cell.
pub(super) fn text(records: &RecordSet, language: Language) -> String {
    let mut out = heading(records, language);
    out.push('\n');
    let mut columns = Columns::new(
        language
            .pick(
                "kolom|kepala|satuan|penulisan|angka|teks|desimal",
                "column|header|unit|notation|numbers|texts|decimals",
            )
            .split('|'),
    );
    for (column, reading) in records
        .typed
        .table
        .columns
        .iter()
        .zip(&records.typed.columns)
    {
        columns.row([
            column_letters(column.col),
            column.title(),
            reading
                .unit
                .as_ref()
                .map_or(String::new(), ToString::to_string),
            reading.notation.name().to_owned(),
            reading.n_numbers.to_string(),
            reading.n_texts.to_string(),
            reading.decimals.to_string(),
        ]);
    }
    out.push_str(&columns.text("  "));
    out.push('\n');
    let mut cells = Columns::new(
        language
            .pick(
                "sel|tertulis|nilai|satuan|ketelitian",
                "cell|raw|value|unit|grain",
            )
            .split('|'),
    );
    for (at, cell) in &records.typed.cells {
        cells.row([
            at.to_string(),
            cell.sourced.raw.clone(),
            shown(&cell.sourced.value),
            unit(&cell.sourced.value).unwrap_or_default(),
            grain(cell.grain),
        ]);
    }
    out.push_str(&cells.text("  "));
    out.push('\n');
    out
}

/// One object a column, then one a cell.
pub(super) fn lines(records: &RecordSet) -> Vec<Json> {
    let (sheet, table) = (records.sheet.as_ref(), records.typed.table.idx + 1);
    let readings = records
        .typed
        .table
        .columns
        .iter()
        .zip(&records.typed.columns);
    let columns = readings.map(|(column, reading)| {
        json!({
            "sheet": sheet,
            "table": table,
            "column": column_letters(column.col),
            "header": column.title(),
            "unit": reading.unit.as_ref().map(ToString::to_string),
            "notation": reading.notation.name(),
            "numbers": reading.n_numbers,
            "texts": reading.n_texts,
            "decimals": reading.decimals,
        })
    });
    let cells = records.typed.cells.iter().map(|(at, cell)| {
        json!({
            "sheet": sheet,
            "table": table,
            "cell": at,
            "raw": cell.sourced.raw,
            "kind": kind(&cell.sourced.value),
            "value": shown(&cell.sourced.value),
            "unit": unit(&cell.sourced.value),
            "grain": grain(cell.grain),
        })
    });
    columns.chain(cells).collect()
}

/// A value as text: numbers as plain decimals.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Rupiah(rupiah) => rupiah.0.to_string(),
        Value::Percent(percent) => percent.0.to_string(),
        Value::Quantity(quantity) => quantity.value.to_string(),
        Value::Text(text) => text.clone(),
    }
}

/// The kind of a value.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Rupiah(_) => "rupiah",
        Value::Percent(_) => "percent",
        Value::Quantity(_) => "quantity",
        Value::Text(_) => "text",
    }
}

/// What a number counts; `None` for words and where the document does not say.
pub(super) fn unit(value: &Value) -> Option<String> {
    match value {
        Value::Rupiah(_) | Value::Percent(_) => Some(value.unit().to_string()),
        Value::Quantity(quantity) => quantity.unit.clone(),
        Value::Text(_) => None,
    }
}

fn grain(grain: Grain) -> String {
    match grain {
        Grain::Exact => "exact".to_owned(),
        Grain::Decimals(decimals) => format!("decimals:{decimals}"),
    }
}
