//! What `find_tables` made of a sheet.

use serde_json::{Value, json};

use super::{heading, picture};
use crate::cli::columns::Columns;
use crate::cli::console::Console;
use crate::model::grid::Grid;
use crate::model::language::Language;
use crate::model::place::column_letters;
use crate::model::record::RecordSet;
use crate::model::table::HeaderFormula;

/// The table drawn into its part of the sheet, then its columns.
pub(super) fn text(grid: &Grid, records: &RecordSet, console: &Console) -> String {
    let table = &records.typed.table;
    let language = console.language;
    let mut out = heading(records, language);
    out.push('\n');
    out.push_str(&picture::text(grid, records, language, console.paint));
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
    out
}

/// The table as one object; rows count from 1.
pub(super) fn line(records: &RecordSet, language: Language) -> Value {
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
    let account: Vec<Value> = table
        .account()
        .iter()
        .map(|account| {
            json!({
                "row": u64::from(account.sheet_row) + 1,
                "role": account.role.name(),
                "why": account.why.name(),
                "reason": account.why.text(language),
            })
        })
        .collect();
    json!({
        "sheet": records.on.sheet.as_ref(),
        "table": table.idx + 1,
        "titles": table.titles,
        "header_rows": shown(&table.header_rows),
        "numbering_row": table.numbering_row.map(|row| u64::from(row) + 1),
        "columns": columns,
        "rows": rows,
        "account": account,
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
