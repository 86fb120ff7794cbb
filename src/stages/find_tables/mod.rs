//! Comes in: the grid of one sheet. Goes out: its tables, each with titles, header tree, numbering,
//! rows and what each row is. Looks at the shape of texts only; what numbers mean comes later.

mod apart;
mod body;
mod by_column;
mod drift;
mod fit;
mod formulas;
mod header;
mod headless;
mod hidden;
mod lists;
mod numbering;
mod rows;
mod shape;
mod sheet;
mod shifted;
mod tell;

use std::sync::Arc;

use body::{Body, body};
use by_column::Columns;
use header::{Header, header_at};
use lists::lists_at;
use sheet::Sheet;
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
fn scan(sheet: &Sheet<'_>, file: &Arc<str>, outcome: &mut Outcome<Vec<Table>>) {
    let filled = sheet.filled_rows();
    let mut titles: Vec<u32> = Vec::new();
    let n_before = outcome.value.len();
    let mut at = 0;
    while let Some(&row) = filled.get(at) {
        let is_below = || outcome.value.len() > n_before;
        let header = (outcome.value.len() < MAX_TABLES)
            .then(|| {
                let header = header_at(sheet, &filled, row);
                header.or_else(|| is_below().then(|| lists_at(sheet, &filled, row))?)
            })
            .flatten();
        let Some(header) = header else {
            titles.push(row);
            at += 1;
            continue;
        };
        let first_below = filled.partition_point(|&other| other <= header.last_row());
        let mut body = body(sheet, &header, &filled, first_below);
        body.move_totals(&header);
        at = body.next;
        let table = build(
            outcome.value.len(),
            std::mem::take(&mut titles),
            header,
            body,
        );
        outcome.findings.extend(findings(&table, sheet, file));
        outcome.value.push(table);
    }
    if outcome.value.len() == n_before
        && let Some(table) = without_header(sheet, &filled, outcome.value.len())
    {
        outcome.findings.extend(findings(&table, sheet, file));
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
fn without_header(sheet: &Sheet<'_>, filled: &[u32], idx: usize) -> Option<Table> {
    let (first, next) = headless::run(sheet, filled)?;
    let (above, rest) = filled.split_at_checked(first)?;
    let header = Header {
        rows: Vec::new(),
        numbering_row: None,
        columns: Vec::new(),
        signature: Vec::new(),
        has_numbers: false,
    };
    let mut body = Body::new(sheet, next);
    let (rows, below) = rest.split_at_checked(next - first)?;
    body.take(rows);
    let mut table = build(idx, above.to_vec(), header, body);
    table.outside_rows = below.to_vec();
    Some(table)
}

fn row_text(sheet: &Sheet<'_>, row: u32) -> String {
    let looks = sheet.row(row).iter();
    let texts: Vec<String> = looks.map(|look| one_spaced(&look.text())).collect();
    texts.join(" ")
}

/// A text with every run of blanks a single one, and none around it.
fn one_spaced(text: &str) -> String {
    let is_plain = |pair: &[u8]| match pair {
        [b' ', next] => *next > b' ' && next.is_ascii(),
        [one, _] => *one > b' ' && one.is_ascii(),
        _ => true,
    };
    let is_inner = |c: char| c.is_ascii_graphic();
    // Most texts are written so.
    if text.starts_with(is_inner)
        && text.ends_with(is_inner)
        && text.as_bytes().windows(2).all(is_plain)
    {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Fewest letters that make a word when each stands apart.
const LETTERS_APART: usize = 5;

/// A label of one word or more whose letters stand apart, as typists set totals off: `J U M L A H`. Wider gaps
/// stand between its words. Any other label is given back.
fn joined_letters(label: &str) -> Option<String> {
    let is_letter = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    };
    let joined = |part: &str| -> Option<String> {
        let letters: Vec<&str> = part.split_whitespace().collect();
        letters
            .iter()
            .all(|word| is_letter(word))
            .then(|| letters.concat())
    };
    let parts = label
        .trim()
        .split("  ")
        .filter(|part| !part.trim().is_empty());
    let words: Vec<String> = parts.map(joined).collect::<Option<_>>()?;
    let is_word = |word: &String| word.chars().count() >= LETTERS_APART;
    (words.iter().any(is_word)).then(|| words.join(" "))
}

fn build(idx: usize, title_rows: Vec<u32>, header: Header, body: Body<'_>) -> Table {
    let sheet = body.sheet.as_ref();
    let mut columns = header.columns;
    let mut known: Columns = columns.iter().map(|column| column.col).collect();
    for &row in &body.rows {
        for look in sheet.row(row) {
            if !known.contains(look.col) {
                known.insert(look.col);
                columns.push(Column {
                    col: look.col,
                    ..Column::default()
                });
            }
        }
    }
    columns.sort_by_key(|column| column.col);
    let mut rows = rows::rows(sheet, &body.rows);
    // They are kept to the end, and may be many.
    rows.shrink_to_fit();
    lend_labels(sheet, &mut columns, &rows, &header.rows);
    let n_dropped = title_rows.len().saturating_sub(MAX_TITLES);
    let titles = title_rows.iter().skip(n_dropped);
    let title_cells = titles.clone().map(|&row| {
        let first = sheet.row(row).first();
        CellRef::new(row, first.map_or(0, |look| look.col))
    });
    Table {
        idx,
        title_cells: title_cells.collect(),
        titles: titles.map(|&row| row_text(sheet, row)).collect(),
        title_rows,
        outside_rows: Vec::new(),
        header_rows: header.rows,
        numbering_row: header.numbering_row,
        rows,
        columns,
        repeated_rows: body.repeated,
        unplaced_rows: body.unplaced,
        is_incomplete: sheet.grid.is_incomplete,
        realigned: body.realigned,
    }
}

/// Gives a column of values without a header the header of an empty column beside it.
fn lend_labels(sheet: &Sheet<'_>, columns: &mut [Column], rows: &[Row], header_rows: &[u32]) {
    // `Rp` alone is no value: its number stands in the next column. Notes stand anywhere, and so do the
    // labels of totals.
    let (mut with_values, mut with_marks) = (Columns::default(), Columns::default());
    for row in rows.iter().filter(|row| row.kind != RowKind::Note) {
        for look in row.sheet_rows.iter().flat_map(|&row| sheet.row(row)) {
            if look.is_mark {
                with_marks.insert(look.col);
            } else if row.kind != RowKind::Total || !look.is_label() {
                with_values.insert(look.col);
            }
        }
    }
    let has_values = |col: u32| with_values.contains(col);
    let has_own_header = |col: u32| {
        header_rows
            .iter()
            .any(|&row| sheet.cell(row, col).is_some())
    };
    for idx in 0..columns.len() {
        let Some(empty) = columns.get(idx) else { break };
        if has_values(empty.col) || !has_own_header(empty.col) {
            continue;
        }
        let lent = empty.clone();
        let before = idx
            .checked_sub(1)
            .filter(|_| !with_marks.contains(lent.col));
        for neighbour in [idx.checked_add(1), before].into_iter().flatten() {
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
