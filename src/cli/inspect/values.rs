//! What `interpret_values` made of a table.

use serde_json::{Value as Json, json};

use super::heading;
use crate::cli::columns::Columns;
use crate::model::amount::{Grain, Scale, Value};
use crate::model::language::Language;
use crate::model::notation::Evidence;
use crate::model::place::{CellRef, column_letters};
use crate::model::record::RecordSet;
use crate::model::typed::TypedTable;

/// The reading of each column, then of each cell.
pub(super) fn text(records: &RecordSet, language: Language) -> String {
    let mut out = heading(records, language);
    out.push('\n');
    let mut columns = Columns::new(
        language
            .pick(
                "kolom|kepala|satuan|kelipatan|penulisan|bukti|angka|teks|desimal",
                "column|header|unit|scale|notation|evidence|numbers|texts|decimals",
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
            scale(reading.scale).unwrap_or_default().to_owned(),
            reading.notation.name().to_owned(),
            evidence(reading.evidence),
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
                "sel|tertulis|nilai|satuan|ketelitian|catatan",
                "cell|raw|value|unit|grain|note",
            )
            .split('|'),
    );
    for (at, cell) in records.typed.cells.iter() {
        cells.row([
            at.to_string(),
            cell.raw().to_string(),
            shown(cell.value()),
            unit(cell.value()).unwrap_or_default(),
            grain(cell.grain()),
            note(&records.typed, at).unwrap_or_default(),
        ]);
    }
    out.push_str(&cells.text("  "));
    out.push('\n');
    out
}

/// One object a column, then one a cell.
pub(super) fn lines(records: &RecordSet) -> Vec<Json> {
    let (sheet, table) = (records.on.sheet.as_ref(), records.typed.table.idx + 1);
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
            "scale": scale(reading.scale),
            "notation": reading.notation.name(),
            "evidence": {
                "source": reading.evidence.source.name(),
                "id": reading.evidence.n_indonesian,
                "en": reading.evidence.n_english,
                "first": reading.evidence.first,
            },
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
            "raw": cell.raw(),
            "kind": kind(cell.value()),
            "value": shown(cell.value()),
            "unit": unit(cell.value()),
            "grain": grain(cell.grain()),
            "unreadable": records.typed.unreadable.get(&at).map(|why| why.name()),
            "date": records.typed.dates.get(&at),
            "factors": factors(&records.typed, at),
        })
    });
    columns.chain(cells).collect()
}

/// A value as text: numbers as plain decimals.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Rupiah(rupiah) => rupiah.0.to_string(),
        Value::Percent(percent) => percent.0.to_string(),
        Value::Number(value) => value.to_string(),
        Value::Quantity(quantity) => quantity.value.to_string(),
        Value::Text(text) => text.to_string(),
    }
}

/// The kind of a value.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Rupiah(_) => "rupiah",
        Value::Percent(_) => "percent",
        Value::Number(_) | Value::Quantity(_) => "quantity",
        Value::Text(_) => "text",
    }
}

/// What a number counts; `None` for words and where the document does not say.
pub(super) fn unit(value: &Value) -> Option<String> {
    match value {
        Value::Rupiah(_) | Value::Percent(_) => Some(value.unit().to_string()),
        Value::Quantity(quantity) => Some(quantity.unit.to_string()),
        Value::Number(_) | Value::Text(_) => None,
    }
}

/// The name of a scale that is not one.
fn scale(scale: Scale) -> Option<&'static str> {
    (scale != Scale::ONE).then(|| scale.name())
}

/// Whose cells show the notation, how many for each, and the first.
fn evidence(evidence: Evidence) -> String {
    let first = evidence
        .first
        .map_or_else(String::new, |cell| format!(" {cell}"));
    let Evidence {
        n_indonesian,
        n_english,
        source,
        ..
    } = evidence;
    format!("{} {n_indonesian}:{n_english}{first}", source.name())
}

/// What else is known of a cell: why it holds no number, its date, its factors.
fn note(typed: &TypedTable, at: CellRef) -> Option<String> {
    let why = typed.unreadable.get(&at).map(|why| why.name().to_owned());
    let date = || typed.dates.get(&at).map(ToString::to_string);
    why.or_else(date)
        .or_else(|| factors(typed, at).map(|factors| factors.join(" x ")))
}

fn factors(typed: &TypedTable, at: CellRef) -> Option<Vec<String>> {
    let factors = typed.products.get(&at)?;
    let factors = factors
        .iter()
        .map(|factor| format!("{} {}", factor.value, factor.unit));
    Some(factors.collect())
}

fn grain(grain: Grain) -> String {
    match grain {
        Grain::Exact => "exact".to_owned(),
        Grain::Decimals(decimals) => format!("decimals:{decimals}"),
        Grain::Tens(power) => format!("tens:{power}"),
    }
}
