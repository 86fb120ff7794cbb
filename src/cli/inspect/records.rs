//! What `map_records` made of a table, and how many rows it gives the frames.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::values::{kind, shown, unit};
use super::{heading, listed};
use crate::cli::columns::Columns;
use crate::cli::console::clean;
use crate::model::language::Language;
use crate::model::person_number::hidden;
use crate::model::place::column_letters;
use crate::model::record::{FieldRef, Line, RecordSet};

/// Kind, evidence, fields and lines of a table.
pub(super) fn text(records: &RecordSet, language: Language) -> String {
    let mut out = format!(
        "{}: {}\n",
        heading(records, language),
        kind_words(records, language)
    );
    let reasons = records.evidence.iter();
    let reasons: Vec<String> = reasons
        .map(|reason| reason.text(language).to_owned())
        .collect();
    out.push_str(&listed(language.pick("alasan", "evidence"), &reasons));
    let mut columns = Columns::new(
        language
            .pick("kolom|kepala|bidang data", "column|header|field")
            .split('|'),
    );
    for (idx, column) in records.typed.table.columns.iter().enumerate() {
        let field = records.fields.get(idx).and_then(Option::as_ref);
        columns.row([
            column_letters(column.col),
            column.title(),
            match column_state(records, idx) {
                ColumnState::Mapped => field.map_or_else(String::new, field_name),
                ColumnState::Unmapped => {
                    language.pick("(tidak dipetakan)", "(unmapped)").to_owned()
                }
                ColumnState::Ignored => language.pick("(diabaikan)", "(ignored)").to_owned(),
            },
        ]);
    }
    out.push_str(&columns.text("  "));
    out.push('\n');
    out.push_str(&lines_text(records, language));
    out.push('\n');
    out
}

/// What became of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ColumnState {
    /// It means a field.
    Mapped,
    /// It holds numbers that no field of the kind means.
    Unmapped,
    /// It holds words, running numbers or nothing: no figure is lost with it.
    Ignored,
}

impl ColumnState {
    fn name(self) -> &'static str {
        match self {
            ColumnState::Mapped => "mapped",
            ColumnState::Unmapped => "unmapped",
            ColumnState::Ignored => "ignored",
        }
    }
}

fn column_state(records: &RecordSet, idx: usize) -> ColumnState {
    if records.fields.get(idx).is_some_and(Option::is_some) {
        return ColumnState::Mapped;
    }
    let typed = &records.typed;
    // What is a label by its header was read as words, whatever it looks like.
    let has_numbers =
        (0..typed.table.rows.len()).any(|row_idx| typed.number(row_idx, idx).is_some());
    if has_numbers {
        ColumnState::Unmapped
    } else {
        ColumnState::Ignored
    }
}

/// The lines in columns, names indented by their depth.
fn lines_text(records: &RecordSet, language: Language) -> String {
    let fields: Vec<(usize, &FieldRef)> = records
        .fields
        .iter()
        .enumerate()
        .filter_map(|(idx, field)| Some((idx, field.as_ref()?)))
        .collect();
    let fixed = language
        .pick(
            "baris|induk|tingkat|kode|uraian",
            "row|parent|level|code|name",
        )
        .split('|')
        .map(str::to_owned);
    let mut columns = Columns::new(fixed.chain(fields.iter().map(|(_, field)| field_name(field))));
    for line in &records.lines {
        let parent = line.parent.and_then(|idx| records.lines.get(idx));
        let mut cells = vec![
            row_number(records, line),
            parent.map_or("-".to_owned(), |parent| row_number(records, parent)),
            line.level.as_deref().unwrap_or_default().to_owned(),
            line.code
                .as_ref()
                .map_or(String::new(), ToString::to_string),
            format!("{}{}", "  ".repeat(line.depth.min(10)), line.name.trim()),
        ];
        for (col_idx, field) in &fields {
            let cell = records.typed.cell(line.row_idx, *col_idx);
            let text = cell.map_or(String::new(), |cell| shown(cell.value()));
            // A roster is shown as the outputs would show it.
            cells.push(if field.is_personal || field.has_numbers {
                hidden(&text).into_owned()
            } else {
                text
            });
        }
        columns.row(cells);
    }
    columns.text("  ")
}

/// The table as one object; rows count from 1.
pub(super) fn line(records: &RecordSet) -> Value {
    let columns = records.typed.table.columns.iter().enumerate();
    let fields: Vec<Value> = columns
        .map(|(idx, column)| {
            let field = records.fields.get(idx).and_then(Option::as_ref);
            json!({
                "column": column_letters(column.col),
                "header": column.title(),
                "state": column_state(records, idx).name(),
                "field": field.map(|field| &field.name),
                "year": field.and_then(|field| field.year),
                "period": field.and_then(|field| field.period).map(|period| period.to_string()),
                "additive": field.map(|field| field.additive),
            })
        })
        .collect();
    let lines: Vec<Value> = records
        .lines
        .iter()
        .map(|line| line_object(records, line))
        .collect();
    json!({
        "sheet": records.on.sheet.as_ref(),
        "table": records.typed.table.idx + 1,
        "kind": records.kind,
        "evidence": records.evidence.iter().map(|reason| &reason.en).collect::<Vec<_>>(),
        "region": records.region,
        "agency": records.agency,
        "year": records.year,
        "fields": fields,
        "lines": lines,
    })
}

fn line_object(records: &RecordSet, line: &Line) -> Value {
    let values = records.values(line).map(|value| {
        json!({
            "field": value.field.name,
            "year": value.field.year,
            "cell": value.at,
            "raw": value.raw(),
            "kind": kind(value.value()),
            "value": value.text().map_or_else(|| shown(value.value()), Cow::into_owned),
            "unit": unit(value.value()),
        })
    });
    let values: Vec<Value> = values.collect();
    let parent = line.parent.and_then(|idx| records.lines.get(idx));
    json!({
        "row": sheet_row(records, line),
        "parent": parent.and_then(|parent| sheet_row(records, parent)),
        "level": line.level,
        "depth": line.depth,
        "code": line.code.as_ref().map(ToString::to_string),
        "name": line.name,
        "leaf": line.is_leaf,
        "values": values,
    })
}

/// How many rows a table gives the frame of its kind.
pub(super) fn rows_text(records: &RecordSet, language: Language) -> String {
    let n_lines = records.lines.len();
    let head = format!(
        "{}: {}",
        heading(records, language),
        kind_words(records, language)
    );
    match language {
        Language::Id => format!("{head}, {n_lines} baris; isinya ditulis `selaras run` ke data/\n"),
        Language::En => format!("{head}, {n_lines} rows; `selaras run` writes them to data/\n"),
    }
}

/// The same as one object.
pub(super) fn rows_line(records: &RecordSet) -> Value {
    json!({
        "sheet": records.on.sheet.as_ref(),
        "table": records.typed.table.idx + 1,
        "kind": records.kind,
        "rows": records.lines.len(),
    })
}

fn kind_words(records: &RecordSet, language: Language) -> String {
    let unknown = language.pick("jenis tidak dikenal", "unknown kind");
    clean(records.kind.as_deref().unwrap_or(unknown))
}

/// A field with its year and part of the year, as in `pagu@2023` and `realisasi@until-m06`.
fn field_name(field: &FieldRef) -> String {
    let year = field.year.map(|year| format!("@{year}"));
    let period = field.period.map(|period| format!("@{period}"));
    let marks = year.into_iter().chain(period);
    std::iter::once(field.name.to_string())
        .chain(marks)
        .collect()
}

fn sheet_row(records: &RecordSet, line: &Line) -> Option<u64> {
    let row = records.typed.table.rows.get(line.row_idx)?;
    row.sheet_rows.first().map(|&row| u64::from(row) + 1)
}

fn row_number(records: &RecordSet, line: &Line) -> String {
    sheet_row(records, line).map_or("?".to_owned(), |row| row.to_string())
}
