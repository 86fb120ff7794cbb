//! Rows of a CSV that have a cell too many since their decimal commas were read as separators:
//! `12,5` stands in two cells. All numbers behind the first such place may belong elsewhere; it is
//! told, and no claim is made of them. Never joins what was split.

use super::Sheet;
use crate::model::finding::{Finding, Severity};
use crate::model::grid::{Cell, Content};
use crate::model::place::CellRef;
use crate::model::table::RowKind;
use crate::model::typed::{TypedTable, Unreadable};

/// A row with cells beyond the header, and where it was split.
struct Split {
    /// The cell with the digits before the comma.
    at: CellRef,
    raw: String,
    n_extra: u32,
    last_col: u32,
}

pub(super) fn tell(typed: &mut TypedTable, sheet: Sheet<'_>, findings: &mut Vec<Finding>) {
    if !is_plain_text(sheet.file) {
        return;
    }
    let headed = typed
        .table
        .columns
        .iter()
        .filter(|column| !column.path.is_empty());
    let Some(last_headed) = headed.map(|column| column.col).max() else {
        return;
    };
    let first_col = typed.table.columns.first().map_or(0, |column| column.col);
    let rows = typed
        .table
        .rows
        .iter()
        .filter(|row| row.kind != RowKind::Note)
        .filter_map(|row| row.sheet_rows.first());
    let splits: Vec<Split> = rows
        .filter_map(|&row| split(sheet, row, first_col, last_headed))
        .collect();
    let Some(first) = splits.first() else {
        return;
    };
    findings.push(
        Finding::at("R045", Severity::Warning, &sheet.place(first.at))
            .fact("raw", &*first.raw)
            .fact("number", first.n_extra.to_string())
            .fact("count", splits.len().to_string()),
    );
    for split in &splits {
        for col in split.at.col..=split.last_col {
            let at = CellRef::new(split.at.row, col);
            typed.unreadable.insert(at, Unreadable::Shifted);
        }
    }
}

/// Whether a file is text with separators, by its name: nothing else is split at commas.
fn is_plain_text(path: &str) -> bool {
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["csv", "txt", "prn"]
        .iter()
        .any(|known| extension.eq_ignore_ascii_case(known))
}

fn split(sheet: Sheet<'_>, row: u32, first_col: u32, last_headed: u32) -> Option<Split> {
    let beyond = CellRef::new(row, last_headed.checked_add(1)?)..=CellRef::new(row, u32::MAX);
    // Most rows end under the header.
    sheet.grid.cells.range(beyond).next()?;
    let cells: Vec<(u32, &Cell)> = sheet
        .grid
        .row(row)
        .filter(|(col, _)| *col >= first_col)
        .collect();
    let last_col = cells.last().map(|(col, _)| *col)?;
    let n_extra = last_col.checked_sub(last_headed).filter(|n| *n > 0)?;
    // A comma inside a cell was quoted, or does not separate here.
    let has_comma = cells.iter().any(|(_, cell)| match &cell.content {
        Content::Text(text) => text.contains(','),
        _ => false,
    });
    if has_comma {
        return None;
    }
    let pairs = cells.iter().zip(cells.iter().skip(1));
    let halves: Vec<(u32, String)> = pairs
        .filter(|((col, before), (next, after))| {
            next.checked_sub(*col) == Some(1) && is_whole(before) && is_fraction(after)
        })
        .map(|((col, before), (_, after))| (*col, format!("{},{}", before.raw(), after.raw())))
        .collect();
    if u32::try_from(halves.len()).ok()? < n_extra {
        return None;
    }
    let (col, raw) = halves.into_iter().next()?;
    Some(Split {
        at: CellRef::new(row, col),
        raw,
        n_extra,
        last_col,
    })
}

/// Digits that may stand before a decimal comma.
fn is_whole(cell: &Cell) -> bool {
    let raw = cell.written();
    let digits = raw.strip_prefix('-').unwrap_or(&raw);
    !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

/// One or two digits, with what stands behind a percentage.
fn is_fraction(cell: &Cell) -> bool {
    let raw = cell.written();
    let digits = raw.trim_end_matches(['%', ' ']);
    (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
}
