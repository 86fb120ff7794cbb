//! What `extract_cells` made of a sheet.

use serde_json::{Value, json};

use crate::cli::columns::Columns;
use crate::cli::console::clean;
use crate::model::grid::{Area, Cell, Content, Grid};
use crate::model::language::Language;

/// The cells of a sheet in columns.
pub(super) fn text(grid: &Grid, language: Language) -> String {
    let hidden = if grid.hidden {
        language.pick(" (tersembunyi)", " (hidden)")
    } else {
        ""
    };
    let head = language.pick("Lembar", "Sheet");
    let mut out = format!(
        "{head} \"{}\"{hidden}, {} {}\n",
        clean(&grid.name),
        grid.cells.len(),
        language.pick("sel", "cells")
    );
    let mut columns = Columns::new(
        language
            .pick(
                "sel|jenis|isi|rumus|format|gaya",
                "cell|type|content|formula|format|style",
            )
            .split('|'),
    );
    for (at, cell) in &grid.cells {
        let bold = if cell.style.bold { "b" } else { "" };
        let indent = if cell.style.indent > 0 {
            format!("+{}", cell.style.indent)
        } else {
            String::new()
        };
        columns.row([
            at.to_string(),
            kind(cell).to_owned(),
            cell.raw(),
            cell.formula
                .as_ref()
                .map_or(String::new(), |formula| format!("={formula}")),
            cell.style.format.as_deref().unwrap_or("").to_owned(),
            format!("{bold}{indent}"),
        ]);
    }
    if !columns.is_empty() {
        out.push_str(&columns.text("  "));
    }
    let merges: Vec<String> = grid.merges.iter().map(area).collect();
    out.push_str(&super::listed(
        language.pick("sel gabung", "merged"),
        &merges,
    ));
    out
}

/// One object a cell, then one a merged area.
pub(super) fn lines(grid: &Grid) -> Vec<Value> {
    let sheet = grid.name.as_ref();
    let cells = grid.cells.iter().map(|(at, cell)| {
        json!({
            "sheet": sheet,
            "cell": at,
            "type": kind(cell),
            "content": cell.raw(),
            "formula": cell.formula,
            "format": cell.style.format.as_deref(),
            "bold": cell.style.bold,
            "indent": cell.style.indent,
        })
    });
    let merges = grid
        .merges
        .iter()
        .map(|merge| json!({ "sheet": sheet, "merge": area(merge) }));
    cells.chain(merges).collect()
}

fn area(merge: &Area) -> String {
    format!("{}:{}", merge.first, merge.last)
}

fn kind(cell: &Cell) -> &'static str {
    match cell.content {
        Content::Text(_) => "text",
        Content::Number(_) => "number",
        Content::Bool(_) => "bool",
        Content::Date(_) => "date",
        Content::Error(_) => "error",
        Content::NoCachedValue => "no-cached-value",
    }
}
