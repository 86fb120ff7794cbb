//! Comes in: the grid of one sheet. Goes out: its tables, each with titles, header tree, numbering,
//! rows and what each row is. Looks at the shape of texts only; what numbers mean comes later.

mod bare;
mod drift;
mod fit;
mod header;
mod numbering;
mod rows;
mod shape;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use drift::Standing;
use fit::Usual;
use header::{Header, header_at, signature};
use shape::{Shape, is_currency_mark, shape};

use crate::model::Outcome;
use crate::model::finding::{Finding, Severity};
use crate::model::grid::Grid;
use crate::model::place::{CellRef, Place};
use crate::model::table::{Column, Realigned, Table};

/// Most title rows kept above a table.
const MAX_TITLES: usize = 20;
/// Most tables on a sheet.
const MAX_TABLES: usize = 500;

/// Finds the tables of a sheet of the document at `file`.
pub fn find_tables(grid: &Grid, file: &Arc<str>) -> Outcome<Vec<Table>> {
    let filled = grid.filled_rows();
    let mut outcome = Outcome::clean(Vec::new());
    let mut titles: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(&row) = filled.get(at) {
        let header = (outcome.value.len() < MAX_TABLES)
            .then(|| header_at(grid, &filled, row))
            .flatten();
        let Some(header) = header else {
            titles.push(row_text(grid, row));
            at += 1;
            continue;
        };
        let first_below = filled.partition_point(|&other| other <= header.last_row());
        let body = body(grid, &header, &filled, first_below);
        at = body.next;
        let kept = titles.len().saturating_sub(MAX_TITLES);
        let table = build(outcome.value.len(), titles.split_off(kept), header, body);
        titles.clear();
        outcome.findings.extend(findings(&table, grid, file));
        outcome.value.push(table);
    }
    if outcome.value.is_empty()
        && let Some((header, first)) = bare::header(grid, &filled)
    {
        let body = body(grid, &header, &filled, first);
        let titles = titles.into_iter().take(first).collect();
        let table = build(0, titles, header, body);
        outcome.findings.extend(findings(&table, grid, file));
        outcome.value.push(table);
    }
    if outcome.value.is_empty() && !grid.cells.is_empty() {
        outcome.findings.push(
            Finding::about_sheet("R031", Severity::Info, file, &grid.name).fact_in(
                "reason",
                "tidak ada baris kepala kolom yang diikuti baris isi",
                "no header row is followed by rows",
            ),
        );
    }
    outcome
}

fn row_text(grid: &Grid, row: u32) -> String {
    let texts: Vec<String> = grid
        .row(row)
        .map(|(_, cell)| cell.raw().split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    texts.join(" ")
}

/// The rows that belong to a header.
#[derive(Debug)]
struct Body<'a> {
    /// The sheet, with the cells of drifted pages put in their columns.
    grid: Cow<'a, Grid>,
    rows: Vec<u32>,
    usual: Usual,
    realigned: Vec<Realigned>,
    repeated: Vec<u32>,
    unplaced: Vec<u32>,
    /// Index into the filled rows where the search goes on.
    next: usize,
}

impl Body<'_> {
    /// Takes rows into the table.
    fn take(&mut self, rows: &[u32]) {
        for &row in rows {
            self.usual.add(&self.grid, row);
            self.rows.push(row);
        }
    }
}

fn body<'a>(grid: &'a Grid, header: &Header, filled: &[u32], first: usize) -> Body<'a> {
    let mut body = Body {
        grid: Cow::Borrowed(grid),
        rows: Vec::new(),
        usual: Usual::default(),
        realigned: Vec::new(),
        repeated: Vec::new(),
        unplaced: Vec::new(),
        next: first,
    };
    let mut at = first;
    let mut previous = header.last_row();
    while let Some(&row) = filled.get(at) {
        let after_gap = row > previous + 1;
        if repeats(grid, header, row) {
            let depth = header.last_row() - header.rows.first().copied().unwrap_or_default();
            while let Some(&skipped) = filled.get(at).filter(|&&skipped| skipped <= row + depth) {
                body.repeated.push(skipped);
                previous = skipped;
                at += 1;
            }
            continue;
        }
        if after_gap {
            if starts_another(grid, filled, at) {
                break;
            }
            let block = block(filled, at);
            let fit = body.usual.fit(&body.grid, block);
            let page = block
                .iter()
                .take_while(|&&row| !repeats(grid, header, row))
                .count();
            let page = block.get(..page).unwrap_or_default();
            let standing = if fit.has_numbers && !fit.is_whole() {
                drift::standing(&body.grid, &body.rows, page)
            } else {
                Standing::Straight
            };
            if let Standing::Drifted(realigned) = standing {
                drift::straighten(body.grid.to_mut(), &realigned);
                body.realigned.extend(realigned);
                body.take(page);
                at += page.len();
                previous = page.last().copied().unwrap_or(row);
                continue;
            }
            if !fit.is_enough() || standing == Standing::Unsure {
                body.unplaced.extend(block);
                at += block.len();
                previous = block.last().copied().unwrap_or(row);
                continue;
            }
        }
        body.take(&[row]);
        previous = row;
        at += 1;
    }
    body.next = at;
    body
}

/// Whether a row says the header's first row again.
fn repeats(grid: &Grid, header: &Header, row: u32) -> bool {
    let here = signature(grid, row);
    let n_same = here
        .iter()
        .filter(|text| header.signature.contains(text))
        .count();
    here.len() >= 2 && n_same * 10 >= here.len() * 7 && n_same * 10 >= header.signature.len() * 7
}

/// Whether another table begins here: a header, or titles and then a header.
fn starts_another(grid: &Grid, filled: &[u32], at: usize) -> bool {
    for &row in filled.iter().skip(at).take(6) {
        if header_at(grid, filled, row).is_some() {
            return true;
        }
        let is_title = grid.row(row).count() == 1
            && grid.row(row).all(|(_, cell)| shape(cell) == Shape::Words);
        if !is_title {
            return false;
        }
    }
    false
}

/// The rows from `at` to the next blank row.
fn block(filled: &[u32], at: usize) -> &[u32] {
    let mut end = at;
    while let (Some(row), Some(next)) = (filled.get(end), filled.get(end + 1)) {
        if *next != row + 1 {
            break;
        }
        end += 1;
    }
    filled.get(at..=end).unwrap_or_default()
}

fn build(idx: usize, titles: Vec<String>, header: Header, body: Body<'_>) -> Table {
    let grid = body.grid.as_ref();
    let mut columns = header.columns;
    let mut known: BTreeSet<u32> = columns.iter().map(|column| column.col).collect();
    for &row in &body.rows {
        for (col, _) in grid.row(row) {
            if known.insert(col) {
                columns.push(Column {
                    col,
                    ..Column::default()
                });
            }
        }
    }
    columns.sort_by_key(|column| column.col);
    lend_labels(grid, &mut columns, &body.rows, &header.rows);
    Table {
        idx,
        titles,
        header_rows: header.rows,
        numbering_row: header.numbering_row,
        rows: rows::rows(grid, &body.rows),
        columns,
        repeated_rows: body.repeated,
        unplaced_rows: body.unplaced,
        is_incomplete: grid.is_incomplete,
        realigned: body.realigned,
    }
}

/// Gives a column of values without a header the header of an empty column beside it.
fn lend_labels(grid: &Grid, columns: &mut [Column], rows: &[u32], header_rows: &[u32]) {
    // `Rp` alone is no value: its number stands in the next column.
    let has_values = |col: u32| {
        rows.iter()
            .filter_map(|&row| grid.cell(row, col))
            .any(|cell| !is_currency_mark(cell))
    };
    let has_own_header = |col: u32| header_rows.iter().any(|&row| grid.cell(row, col).is_some());
    for idx in 0..columns.len() {
        let Some(empty) = columns.get(idx) else { break };
        if has_values(empty.col) || !has_own_header(empty.col) {
            continue;
        }
        let lent = empty.clone();
        for neighbour in [idx.checked_add(1), idx.checked_sub(1)]
            .into_iter()
            .flatten()
        {
            let Some(column) = columns.get_mut(neighbour) else {
                continue;
            };
            let adjacent = column.col.abs_diff(lent.col) == 1;
            if adjacent && has_values(column.col) && !has_own_header(column.col) {
                let col = column.col;
                *column = Column { col, ..lent };
                if let Some(empty) = columns.get_mut(idx) {
                    *empty = Column {
                        col: empty.col,
                        ..Column::default()
                    };
                }
                break;
            }
        }
    }
}

fn findings(table: &Table, grid: &Grid, file: &Arc<str>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let place = |row: u32, col: u32| Place {
        file: file.clone(),
        sheet: grid.name.clone(),
        cell: CellRef::new(row, col),
    };
    for row in &table.rows {
        if let [_, next, ..] = row.sheet_rows.as_slice()
            && let Some((col, _)) = grid.row(*next).next()
        {
            findings.push(
                Finding::at("R022", Severity::Info, &place(*next, col))
                    .fact("label", row.label.clone()),
            );
        }
    }
    for realigned in &table.realigned {
        if let Some(&first) = realigned.sheet_rows.first()
            && let Some((col, _)) = grid.row(first).next()
        {
            let row = table
                .rows
                .iter()
                .find(|row| row.sheet_rows.contains(&first));
            findings.push(
                Finding::at("R034", Severity::Info, &place(first, col))
                    .fact("count", realigned.sheet_rows.len().to_string())
                    .fact(
                        "label",
                        row.map_or_else(String::new, |row| row.label.clone()),
                    ),
            );
        }
    }
    for column in &table.columns {
        if let Some(formula) = column
            .formula
            .as_ref()
            .filter(|formula| formula.meaning.is_none())
            && let Some(cell) = column.header_cell
        {
            findings.push(
                Finding::at("R033", Severity::Info, &place(cell.row, cell.col))
                    .fact("raw", formula.raw.clone()),
            );
        }
    }
    if let Some(&first) = table.unplaced_rows.first() {
        let col = grid.row(first).next().map_or(0, |(col, _)| col);
        findings.push(
            Finding::at("R032", Severity::Warning, &place(first, col))
                .fact("count", table.unplaced_rows.len().to_string())
                .fact_in(
                    "reason",
                    "kolomnya bergeser terhadap kepala tabel",
                    "their columns have drifted from the header",
                ),
        );
    }
    findings
}
