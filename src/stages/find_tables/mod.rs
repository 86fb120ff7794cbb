//! Comes in: the grid of one sheet. Goes out: its tables, each with titles, header tree, numbering,
//! rows and what each row is. Looks at the shape of texts only; what numbers mean comes later.

mod apart;
mod body;
mod drift;
mod fit;
mod header;
mod headless;
mod hidden;
mod numbering;
mod rows;
mod shape;
mod shifted;
mod tell;

use std::collections::BTreeSet;
use std::sync::Arc;

use body::{Body, body};
use header::{Header, header_at};
use shape::is_currency_mark;
use tell::findings;

use crate::model::Outcome;
use crate::model::finding::{Finding, Severity};
use crate::model::grid::Grid;
use crate::model::place::CellRef;
use crate::model::table::{Column, Row, RowKind, Table};

/// Most title rows kept above a table.
const MAX_TITLES: usize = 20;
/// Most tables on a sheet.
const MAX_TABLES: usize = 500;

/// Finds the tables of a sheet of the document at `file`.
pub fn find_tables(grid: &Grid, file: &Arc<str>) -> Outcome<Vec<Table>> {
    let mut outcome = Outcome::clean(Vec::new());
    for part in apart::parts(grid) {
        scan(&part, file, &mut outcome);
    }
    outcome.value.sort_by_cached_key(|table| {
        (
            table.account().first().map(|account| account.sheet_row),
            table.columns.first().map(|column| column.col),
        )
    });
    for (idx, table) in outcome.value.iter_mut().enumerate() {
        table.idx = idx;
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

/// Finds the tables that stand below each other.
fn scan(grid: &Grid, file: &Arc<str>, outcome: &mut Outcome<Vec<Table>>) {
    let filled = grid.filled_rows();
    let mut titles: Vec<u32> = Vec::new();
    let n_before = outcome.value.len();
    let mut at = 0;
    while let Some(&row) = filled.get(at) {
        let header = (outcome.value.len() < MAX_TABLES)
            .then(|| header_at(grid, &filled, row))
            .flatten();
        let Some(header) = header else {
            titles.push(row);
            at += 1;
            continue;
        };
        let first_below = filled.partition_point(|&other| other <= header.last_row());
        let mut body = body(grid, &header, &filled, first_below);
        body.move_totals();
        at = body.next;
        let table = build(
            outcome.value.len(),
            std::mem::take(&mut titles),
            header,
            body,
        );
        outcome.findings.extend(findings(&table, grid, file));
        outcome.value.push(table);
    }
    if outcome.value.len() == n_before
        && let Some(table) = without_header(grid, &filled, outcome.value.len())
    {
        outcome.findings.extend(findings(&table, grid, file));
        outcome.value.push(table);
        return;
    }
    if let Some(last) = outcome
        .value
        .get_mut(n_before..)
        .and_then(<[Table]>::last_mut)
    {
        last.outside_rows = titles;
    }
}

/// The rows that are alike, where no row of the sheet is a header.
fn without_header(grid: &Grid, filled: &[u32], idx: usize) -> Option<Table> {
    let (first, next) = headless::run(grid, filled)?;
    let (above, rest) = filled.split_at_checked(first)?;
    let header = Header {
        rows: Vec::new(),
        numbering_row: None,
        columns: Vec::new(),
        signature: Vec::new(),
    };
    let mut body = Body::new(grid, next);
    let (rows, below) = rest.split_at_checked(next - first)?;
    body.take(rows);
    let mut table = build(idx, above.to_vec(), header, body);
    table.outside_rows = below.to_vec();
    Some(table)
}

fn row_text(grid: &Grid, row: u32) -> String {
    let texts: Vec<String> = grid
        .row(row)
        .map(|(_, cell)| cell.raw().split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    texts.join(" ")
}

fn build(idx: usize, title_rows: Vec<u32>, header: Header, body: Body<'_>) -> Table {
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
    let rows = rows::rows(grid, &body.rows);
    lend_labels(grid, &mut columns, &rows, &header.rows);
    let n_dropped = title_rows.len().saturating_sub(MAX_TITLES);
    let titles = title_rows.iter().skip(n_dropped);
    let title_cells = titles.clone().map(|&row| {
        let first = grid.row(row).next();
        CellRef::new(row, first.map_or(0, |(col, _)| col))
    });
    Table {
        idx,
        title_cells: title_cells.collect(),
        titles: titles.map(|&row| row_text(grid, row)).collect(),
        title_rows,
        outside_rows: Vec::new(),
        header_rows: header.rows,
        numbering_row: header.numbering_row,
        rows,
        columns,
        repeated_rows: body.repeated,
        unplaced_rows: body.unplaced,
        is_incomplete: grid.is_incomplete,
        realigned: body.realigned,
    }
}

/// Gives a column of values without a header the header of an empty column beside it.
fn lend_labels(grid: &Grid, columns: &mut [Column], rows: &[Row], header_rows: &[u32]) {
    // `Rp` alone is no value: its number stands in the next column. Notes stand anywhere.
    let mut with_values: BTreeSet<u32> = BTreeSet::new();
    for row in rows.iter().filter(|row| row.kind != RowKind::Note) {
        let cells = row.sheet_rows.iter().flat_map(|&row| grid.row(row));
        with_values.extend(
            cells
                .filter(|(_, cell)| !is_currency_mark(cell))
                .map(|(col, _)| col),
        );
    }
    let has_values = |col: u32| with_values.contains(&col);
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
            let is_nameless = column.path.is_empty() && !has_own_header(column.col);
            if adjacent && has_values(column.col) && is_nameless {
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
