//! Turns the lines of one partition into the columns of one frame. Knows no kind of document.

use std::borrow::Cow;
use std::collections::BTreeMap;

use polars::prelude::{
    Column, DataFrame, Int128Chunked, IntoColumn, IntoSeries, NamedFrom, NewChunkedArray,
    PolarsResult, Series,
};

use super::columns::{ColumnType, ColumnTypes, column_names};
use crate::model::frames::{PRECISION, Partition, SCALE, to_scaled};
use crate::model::record::{FieldValue, Line, RecordSet};

/// A frame and how many numbers it could not hold.
pub(super) struct Packed {
    pub(super) frame: DataFrame,
    pub(super) inexact: usize,
}

/// Values of one column, one a row.
type Values<'a> = Vec<Option<FieldValue<'a>>>;

/// Packs the lines of the record sets of a partition.
pub(super) fn pack_rows(
    partition: &Partition,
    record_sets: &[&RecordSet],
    types: &ColumnTypes,
) -> PolarsResult<Packed> {
    let lines: Vec<(&RecordSet, &Line)> = record_sets
        .iter()
        .flat_map(|record_set| record_set.lines.iter().map(|line| (*record_set, line)))
        .collect();
    let mut columns = source_columns(partition, &lines);
    let mut inexact = 0;
    for (name, values) in values_by_column(record_sets, lines.len()) {
        let key = (partition.kind.clone(), name);
        match types.get(&key).copied().unwrap_or(ColumnType::Text) {
            ColumnType::Number => inexact += push_numbers(&mut columns, &key.1, &values)?,
            ColumnType::Text => push_texts(&mut columns, &key.1, &values),
        }
    }
    let frame = DataFrame::new(lines.len(), columns)?;
    Ok(Packed { frame, inexact })
}

fn source_columns(partition: &Partition, lines: &[(&RecordSet, &Line)]) -> Vec<Column> {
    let n_rows = lines.len();
    let texts = |name: &str, text: &dyn Fn(&RecordSet, &Line) -> Option<String>| {
        let values: Vec<_> = lines
            .iter()
            .map(|(records, line)| text(records, line))
            .collect();
        Series::new(name.into(), values).into_column()
    };
    let sheet_row = |records: &RecordSet, line: &Line| {
        let row = records.typed.table.rows.get(line.row_idx)?;
        row.sheet_rows.first().map(|&row| i64::from(row) + 1)
    };
    let rows: Vec<Option<i64>> = lines
        .iter()
        .map(|(set, line)| sheet_row(set, line))
        .collect();
    let depths: Vec<Option<i32>> = lines
        .iter()
        .map(|(_, line)| i32::try_from(line.depth).ok())
        .collect();
    let leaves: Vec<bool> = lines.iter().map(|(_, line)| line.is_leaf).collect();
    vec![
        texts("region", &|_, _| partition.region.clone()),
        texts("agency", &|_, _| partition.agency.clone()),
        Series::new("year".into(), vec![partition.year; n_rows]).into_column(),
        texts("document", &|records, _| Some(records.on.file.to_string())),
        texts("sha256", &|records, _| Some(records.sha256.to_string())),
        texts("sheet", &|records, _| Some(records.on.sheet.to_string())),
        Series::new("row".into(), rows).into_column(),
        texts("level", &|_, line| {
            line.level.as_ref().map(ToString::to_string)
        }),
        Series::new("depth".into(), depths).into_column(),
        texts("code", &|_, line| {
            line.code.as_ref().map(ToString::to_string)
        }),
        texts("code_key", &|_, line| {
            (!line.key.is_empty()).then(|| code_key(&line.key))
        }),
        texts("name", &|_, line| Some(line.name.to_string())),
        Series::new("is_leaf".into(), leaves).into_column(),
    ]
}

fn code_key(parts: &[u32]) -> String {
    let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
    parts.join(".")
}

/// The values of every column, one a row.
fn values_by_column<'a>(
    record_sets: &[&'a RecordSet],
    n_rows: usize,
) -> BTreeMap<String, Values<'a>> {
    let mut columns: BTreeMap<String, Values<'a>> = BTreeMap::new();
    let mut first_row = 0;
    for &record_set in record_sets {
        for (col_idx, name) in column_names(record_set).into_iter().enumerate() {
            let Some(name) = name else {
                continue;
            };
            let values = columns.entry(name).or_insert_with(|| vec![None; n_rows]);
            let slots = values.iter_mut().skip(first_row);
            for (slot, line) in slots.zip(&record_set.lines) {
                *slot = record_set.value(line, col_idx);
            }
        }
        first_row += record_set.lines.len();
    }
    columns
}

/// Adds a numeric column and the cells it came from; returns how many numbers did not fit.
///
/// Words in the column, and numbers that did not fit, keep their raw text in a `_text` column, which
/// is there without any too, so that all files of a kind have the same columns.
fn push_numbers(columns: &mut Vec<Column>, name: &str, values: &Values<'_>) -> PolarsResult<usize> {
    let numbers: Vec<Option<i128>> = values
        .iter()
        .map(|value| value.and_then(FieldValue::number).and_then(to_scaled))
        .collect();
    let inexact = values
        .iter()
        .zip(&numbers)
        .filter(|(value, number)| number.is_none() && value.and_then(FieldValue::number).is_some())
        .count();
    let texts: Vec<Option<Cow<'_, str>>> = values
        .iter()
        .zip(&numbers)
        .map(|(value, number)| match number {
            Some(_) => None,
            None => value.map(FieldValue::raw),
        })
        .collect();
    let scale = usize::try_from(SCALE).unwrap_or_default();
    let decimals = Int128Chunked::from_slice_options(name.into(), &numbers)
        .into_decimal(PRECISION, scale)?
        .into_series();
    columns.push(decimals.into_column());
    push_cells(columns, name, values);
    push_words(columns, &format!("{name}_text"), &texts);
    Ok(inexact)
}

fn push_texts(columns: &mut Vec<Column>, name: &str, values: &Values<'_>) {
    let texts: Vec<Option<Cow<'_, str>>> = values
        .iter()
        .map(|value| value.map(|value| value.text().unwrap_or_else(|| value.raw())))
        .collect();
    push_words(columns, name, &texts);
    push_cells(columns, name, values);
}

fn push_words(columns: &mut Vec<Column>, name: &str, words: &[Option<Cow<'_, str>>]) {
    let words: Vec<Option<&str>> = words.iter().map(Option::as_deref).collect();
    columns.push(Series::new(name.into(), words).into_column());
}

fn push_cells(columns: &mut Vec<Column>, name: &str, values: &Values<'_>) {
    let cells: Vec<Option<String>> = values
        .iter()
        .map(|value| value.map(|value| value.at.to_string()))
        .collect();
    columns.push(Series::new(format!("{name}_cell").into(), cells).into_column());
}
