//! What `extract_cells` made of a workbook.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::cli::columns::Columns;
use crate::cli::console::clean;
use crate::model::grid::{Alignment, Area, Cell, Color, Content, DefinedName, Grid, Spans, Style};
use crate::model::language::Language;
use crate::model::place::column_letters;
use crate::model::report::cells_in_words;

/// The cells of a sheet in columns, then what else the sheet has.
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
                "sel|jenis|isi|tersimpan|rumus|format|gaya",
                "cell|type|content|stored|formula|format|style",
            )
            .split('|'),
    );
    for (at, cell) in &grid.cells {
        columns.row([
            at.to_string(),
            kind(cell).to_owned(),
            cell.raw(),
            cell.stored().unwrap_or_default().to_owned(),
            cell.formula()
                .map_or(String::new(), |formula| format!("={formula}")),
            cell.style.format.as_deref().unwrap_or("").to_owned(),
            style_words(&cell.style),
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
    out.push_str(&beside_cells(grid, language));
    out
}

/// Hidden rows and columns, filter, comments, and what became of the cells that the file holds.
fn beside_cells(grid: &Grid, language: Language) -> String {
    let mut out = String::new();
    let mut line = |id: &str, en: &str, what: &str| {
        if !what.is_empty() {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "  {}: {what}", language.pick(id, en));
        }
    };
    line(
        "baris tersembunyi",
        "hidden rows",
        &rows(&grid.hidden_rows).join(", "),
    );
    line(
        "kolom tersembunyi",
        "hidden columns",
        &columns(&grid.hidden_cols).join(", "),
    );
    line(
        "saringan",
        "filter",
        &grid.filter.as_ref().map(area).unwrap_or_default(),
    );
    line(
        "tercatat di berkas",
        "stored in the file",
        &cells_in_words(grid.cells.len(), grid.tally, language),
    );
    let comments: Vec<String> = grid
        .comments
        .iter()
        .map(|(at, comment)| format!("{at}: {comment}"))
        .collect();
    out.push_str(&super::listed(
        language.pick("komentar", "comments"),
        &comments,
    ));
    out
}

/// One object a cell, then one a merged area and a comment, then one for the sheet.
pub(super) fn lines(grid: &Grid) -> Vec<Value> {
    let sheet = grid.name.as_ref();
    let cells = grid.cells.iter().map(|(at, cell)| {
        json!({
            "sheet": sheet,
            "cell": at,
            "type": kind(cell),
            "content": cell.raw(),
            "stored": cell.stored(),
            "formula": cell.formula(),
            "format": cell.style.format.as_deref(),
            "bold": cell.style.bold,
            "underline": cell.style.underline,
            "indent": cell.style.indent,
            "alignment": alignment(cell.style.alignment),
            "fill": cell.style.fill.map(color),
        })
    });
    let merges = grid
        .merges
        .iter()
        .map(|merge| json!({ "sheet": sheet, "merge": area(merge) }));
    let comments = grid
        .comments
        .iter()
        .map(|(at, text)| json!({ "sheet": sheet, "comment": at, "text": text }));
    let whole = json!({
        "sheet": sheet,
        "hidden": grid.hidden,
        "incomplete": grid.is_incomplete,
        "hidden_rows": rows(&grid.hidden_rows),
        "hidden_columns": columns(&grid.hidden_cols),
        "filter": grid.filter.as_ref().map(area),
        "tally": {
            "stored": grid.tally.stored,
            "read": grid.cells.len(),
            "blank": grid.tally.blank,
            "refused": grid.tally.refused,
        },
    });
    cells.chain(merges).chain(comments).chain([whole]).collect()
}

/// The defined names of a workbook.
pub(super) fn names_text(names: &[&DefinedName], language: Language) -> String {
    let shown: Vec<String> = names
        .iter()
        .map(|name| match &name.sheet {
            Some(sheet) => format!("{} [{sheet}] = {}", name.name, name.refers_to),
            None => format!("{} = {}", name.name, name.refers_to),
        })
        .collect();
    super::listed(language.pick("nama", "defined names"), &shown)
}

/// The same, one object a name.
pub(super) fn names_lines(names: &[&DefinedName]) -> Vec<Value> {
    let names = names.iter();
    names
        .map(|name| {
            json!({
                "name": name.name,
                "sheet": name.sheet.as_deref(),
                "refers_to": name.refers_to,
            })
        })
        .collect()
}

fn area(area: &Area) -> String {
    format!("{}:{}", area.first, area.last)
}

/// Spans of rows as people count them.
fn rows(spans: &Spans) -> Vec<String> {
    let shown = |row: u32| u64::from(row) + 1;
    spans
        .iter()
        .map(|(first, last)| format!("{}:{}", shown(first), shown(last)))
        .collect()
}

fn columns(spans: &Spans) -> Vec<String> {
    spans
        .iter()
        .map(|(first, last)| format!("{}:{}", column_letters(first), column_letters(last)))
        .collect()
}

/// How a cell is shown, in few letters: bold, underlined, indent, alignment, fill.
fn style_words(style: &Style) -> String {
    let mut words = Vec::new();
    let mut letters = String::new();
    if style.bold {
        letters.push('b');
    }
    if style.underline {
        letters.push('u');
    }
    if style.indent > 0 {
        // Writing to a string cannot fail.
        let _ = write!(letters, "+{}", style.indent);
    }
    if !letters.is_empty() {
        words.push(letters);
    }
    if style.alignment != Alignment::General {
        words.push(alignment(style.alignment).to_owned());
    }
    words.extend(style.fill.map(color));
    words.join(" ")
}

fn alignment(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::General => "general",
        Alignment::Left => "left",
        Alignment::Center => "center",
        Alignment::Right => "right",
        Alignment::Other => "other",
    }
}

fn color(color: Color) -> String {
    match color {
        Color::Rgb(rgb) => format!("#{rgb:06X}"),
        Color::Theme(idx) => format!("theme:{idx}"),
        Color::Indexed(idx) => format!("indexed:{idx}"),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::grid::Tally;
    use crate::model::place::CellRef;

    fn grid() -> Grid {
        let mut cell = Cell::of(Content::Number(1500.into()));
        cell = cell.with(Some("1.5E3".into()), Some("SUM(A2:A3)".into()));
        cell.style = Style {
            bold: true,
            underline: true,
            indent: 2,
            alignment: Alignment::Right,
            fill: Some(Color::Rgb(0x00FF_FF00)),
            ..Style::default()
        }
        .into();
        let at = CellRef::new(0, 0);
        Grid {
            name: "Realisasi".into(),
            hidden: true,
            cells: [(at, cell)].into(),
            hidden_rows: Spans::covering([(2, 4)]),
            hidden_cols: Spans::covering([(1, 1)]),
            filter: Some(Area {
                first: at,
                last: CellRef::new(8, 3),
            }),
            comments: [(at, "dicek\n\u{1b}[2Julang".to_owned())].into(),
            tally: Tally {
                stored: 4,
                blank: 1,
                refused: 2,
            },
            ..Grid::default()
        }
    }

    #[test]
    fn what_a_sheet_has_beside_cells_is_told() {
        let text = text(&grid(), Language::En);
        for part in [
            "Sheet \"Realisasi\" (hidden), 1 cells\n",
            "1500     1.5E3   =SUM(A2:A3)",
            "bu+2 right #FFFF00",
            "  hidden rows: 3:5\n",
            "  hidden columns: B:B\n",
            "  filter: A1:D9\n",
            "  stored in the file: 4 = 1 read + 1 blank + 2 unreadable\n",
            "  comments:\n    A1: dicek  [2Julang\n",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }

    #[test]
    fn programs_get_the_same() {
        let lines = lines(&grid());
        assert_eq!(lines.len(), 3);
        assert_eq!(lines[0]["stored"], "1.5E3");
        assert_eq!(lines[0]["alignment"], "right");
        assert_eq!(lines[0]["fill"], "#FFFF00");
        assert_eq!(lines[1]["comment"], "A1");
        assert_eq!(lines[2]["hidden_rows"], json!(["3:5"]));
        assert_eq!(lines[2]["hidden_columns"], json!(["B:B"]));
        assert_eq!(lines[2]["filter"], "A1:D9");
        assert_eq!(
            lines[2]["tally"],
            json!({ "stored": 4, "read": 1, "blank": 1, "refused": 2 })
        );
    }

    #[test]
    fn names_are_told_with_their_sheet() {
        let name = |sheet: Option<&str>| DefinedName {
            name: "Pagu".to_owned(),
            sheet: sheet.map(Into::into),
            refers_to: "S!$A$1".to_owned(),
        };
        let (own, general) = (name(Some("S")), name(None));
        let text = names_text(&[&own, &general], Language::Id);
        assert_eq!(text, "  nama:\n    Pagu [S] = S!$A$1\n    Pagu = S!$A$1\n");
        assert_eq!(names_lines(&[&own])[0]["sheet"], "S");
    }
}
