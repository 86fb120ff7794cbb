//! What `find_tables` made of a sheet.

use std::fmt::Write;

use serde_json::{Value, json};

use super::{heading, listed};
use crate::cli::columns::Columns;
use crate::model::language::Language;
use crate::model::place::column_letters;
use crate::model::record::RecordSet;
use crate::model::table::HeaderFormula;

/// Titles, columns and rows of a table.
pub(super) fn text(records: &RecordSet, language: Language) -> String {
    let table = &records.typed.table;
    let mut out = heading(records, language);
    out.push('\n');
    out.push_str(&listed(language.pick("judul", "titles"), &table.titles));
    let numbering: Vec<u32> = table.numbering_row.into_iter().collect();
    let rows = [
        (
            language.pick("baris kepala", "header rows"),
            &table.header_rows,
        ),
        (
            language.pick("baris nomor kolom", "numbering row"),
            &numbering,
        ),
        (
            language.pick("baris kepala yang berulang", "repeated header rows"),
            &table.repeated_rows,
        ),
        (
            language.pick("baris yang tidak ditempatkan", "unplaced rows"),
            &table.unplaced_rows,
        ),
    ];
    for (name, rows) in rows.into_iter().filter(|(_, rows)| !rows.is_empty()) {
        let rows: Vec<String> = shown(rows).iter().map(ToString::to_string).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  {name}: {}", rows.join(", "));
    }
    let mut columns = Columns::new(
        language
            .pick("kolom|nomor|kepala|rumus", "column|number|header|formula")
            .split('|'),
    );
    for column in &table.columns {
        columns.row([
            column_letters(column.col),
            column
                .number
                .map_or(String::new(), |number| number.to_string()),
            column.title(),
            column.formula.as_ref().map_or(String::new(), formula_text),
        ]);
    }
    out.push_str(&columns.text("  "));
    out.push('\n');
    let mut rows = Columns::new(
        language
            .pick("baris|jenis|uraian", "row|kind|label")
            .split('|'),
    );
    for row in &table.rows {
        let numbers: Vec<String> = shown(&row.sheet_rows)
            .iter()
            .map(ToString::to_string)
            .collect();
        rows.row([
            numbers.join("+"),
            row.kind.name().to_owned(),
            row.label.clone(),
        ]);
    }
    out.push_str(&rows.text("  "));
    out.push('\n');
    out
}

/// The table as one object; rows count from 1.
pub(super) fn line(records: &RecordSet) -> Value {
    let table = &records.typed.table;
    let columns: Vec<Value> = table
        .columns
        .iter()
        .map(|column| {
            json!({
                "column": column_letters(column.col),
                "path": column.path,
                "number": column.number,
                "formula": column.formula.as_ref().map(|formula| &formula.raw),
                "formula_understood": column.formula.as_ref().map(|formula| formula.meaning.is_some()),
            })
        })
        .collect();
    let rows: Vec<Value> = table
        .rows
        .iter()
        .map(|row| json!({ "rows": shown(&row.sheet_rows), "kind": row.kind.name(), "label": row.label }))
        .collect();
    json!({
        "sheet": records.sheet.as_ref(),
        "table": table.idx + 1,
        "titles": table.titles,
        "header_rows": shown(&table.header_rows),
        "numbering_row": table.numbering_row.map(|row| u64::from(row) + 1),
        "columns": columns,
        "rows": rows,
        "repeated_rows": shown(&table.repeated_rows),
        "unplaced_rows": shown(&table.unplaced_rows),
    })
}

/// Row numbers as people count them.
fn shown(rows: &[u32]) -> Vec<u64> {
    rows.iter().map(|&row| u64::from(row) + 1).collect()
}

fn formula_text(formula: &HeaderFormula) -> String {
    match formula.meaning {
        Some(_) => formula.raw.clone(),
        None => format!("{} (?)", formula.raw),
    }
}
