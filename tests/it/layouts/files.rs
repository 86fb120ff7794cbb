//! Layouts written as real files, xlsx and csv, and read again: the records are those that the document
//! means, as they are of the sheet itself.

use csv::WriterBuilder;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, Workbook};
use selaras::config::Profile;
use selaras::model::grid::{Cell, Content, Grid};
use selaras::model::limits::Limits;
use selaras::run::prepare::builtin_profiles;
use selaras::stages::extract_cells::extract_cells;

use super::choices::Layout;
use super::compare::compare;
use super::data::Document;
use super::documents;
use super::write::{Written, write};

/// How many layouts of each document are written.
const N_FILES: u64 = 12;

/// What a csv does not carry, said in a way that it does.
const WITHOUT_STYLE: &[(&str, &str)] = &[
    ("header-merge", "none"),
    ("title-merge", "none"),
    ("total-label", "label"),
    ("outline", "none"),
    ("percent", "text"),
    ("hidden-row", "none"),
    ("hidden-column", "none"),
    // A program that writes a number loses its zeros, and its dot is the comma of the others.
    ("code-store", "text"),
];

#[test]
fn an_xlsx_is_read_as_its_layout_was_meant() {
    check(|layout| layout, xlsx, "tata-letak.xlsx");
}

#[test]
fn a_csv_is_read_as_its_layout_was_meant() {
    let without_style = |layout: Layout| {
        let losses = WITHOUT_STYLE.iter();
        losses.fold(layout, |layout, (name, value)| layout.with(name, value))
    };
    check(without_style, csv, "tata-letak.csv");
}

fn check(prepare: impl Fn(Layout) -> Layout, save: fn(&Grid) -> Vec<u8>, path: &str) {
    let profiles = builtin_profiles().expect("built-in profiles");
    for document in [documents::spending_tree(), documents::accounts()] {
        for seed in 0..N_FILES {
            let layout = prepare(Layout::of_seed(seed));
            check_one(&document, &layout, save, path, &profiles);
        }
    }
}

fn check_one(
    document: &Document,
    layout: &Layout,
    save: fn(&Grid) -> Vec<u8>,
    path: &str,
    profiles: &[Profile],
) {
    let written = write(document, layout);
    let bytes = save(&written.grid);
    let mut all = Vec::new();
    extract_cells(&bytes, path, &Limits::default(), &mut |extracted| {
        all.push(extracted);
    });
    let grid = all.remove(0).workbook.sheets.remove(0);
    assert_eq!(
        grid.cells.len(),
        written.grid.cells.len(),
        "{}",
        layout.describe()
    );
    let from_file = Written { grid, ..written };
    let comparison = compare(document, &from_file, profiles);
    let told = [comparison.differences, comparison.false_alarms].concat();
    assert!(told.is_empty(), "{}: {told:?}", layout.describe());
}

/// The sheet with its merges, styles and hidden parts, as a program would save it.
fn xlsx(grid: &Grid) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let column = |col: u32| u16::try_from(col).expect("a column");
    for merge in &grid.merges {
        let (first, last) = (merge.first, merge.last);
        sheet
            .merge_range(
                first.row,
                column(first.col),
                last.row,
                column(last.col),
                "",
                &Format::new(),
            )
            .expect("a merge");
    }
    for (at, cell) in &grid.cells {
        let (col, format) = (column(at.col), format_of(cell));
        let written = match &cell.content {
            Content::Number(number) => {
                let number = number.to_f64().expect("a double");
                sheet.write_number_with_format(at.row, col, number, &format)
            }
            _ => sheet.write_string_with_format(at.row, col, cell.raw(), &format),
        };
        written.expect("a cell");
    }
    for (first, last) in grid.hidden_rows.iter() {
        for row in first..=last {
            sheet.set_row_hidden(row).expect("a row");
        }
    }
    for (first, last) in grid.hidden_cols.iter() {
        for col in first..=last {
            sheet.set_column_hidden(column(col)).expect("a column");
        }
    }
    workbook.save_to_buffer().expect("bytes")
}

fn format_of(cell: &Cell) -> Format {
    let mut format = Format::new();
    if let Some(code) = &cell.style.format {
        format = format.set_num_format(&**code);
    }
    if cell.style.bold {
        format = format.set_bold();
    }
    if cell.style.indent > 0 {
        format = format.set_indent(cell.style.indent);
    }
    format
}

/// The sheet as an office program of this country exports it: semicolons, and a comma before decimals.
fn csv(grid: &Grid) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .delimiter(b';')
        .flexible(true)
        .from_writer(Vec::new());
    let last = grid.cells.keys().map(|at| at.row).max().unwrap_or(0);
    let width = grid.cells.keys().map(|at| at.col).max().unwrap_or(0);
    for row in 0..=last {
        let texts = (0..=width).map(|col| {
            let cell = grid.cell(row, col);
            cell.map_or_else(String::new, |cell| match &cell.content {
                Content::Number(number) => number.to_string().replace('.', ","),
                _ => cell.raw(),
            })
        });
        writer.write_record(texts).expect("a record");
    }
    writer.into_inner().expect("bytes")
}
