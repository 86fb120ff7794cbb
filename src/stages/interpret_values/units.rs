//! What numbers count: from header words, from a unit column, from the cell to the right.

use crate::model::amount::{Grain, Percent, Quantity, Rupiah, Unit, Value};
use crate::model::place::CellRef;
use crate::model::table::{Column, Table};
use crate::model::text::{has_phrase, normalize};
use crate::model::typed::TypedTable;

/// Header words of columns that hold labels and identifiers, never amounts.
const LABEL_WORDS: &[&str] = &[
    "no",
    "nomor",
    "kode",
    "kode rekening",
    "nip",
    "nik",
    "uraian",
    "keterangan",
    "satuan",
    "nama",
    "tahun",
];

/// Whether a header says that the column holds labels: its lowest word, or `kode` anywhere.
pub(super) fn is_label(column: &Column) -> bool {
    if column.formula.is_some() {
        return false;
    }
    let words: Vec<String> = column.path.iter().map(|text| normalize(text)).collect();
    words
        .last()
        .is_some_and(|last| LABEL_WORDS.contains(&last.as_str()))
        || words
            .iter()
            .any(|text| text.starts_with("kode ") || text == "kode")
}

/// Words that say that amounts are in thousands or more.
const SCALE_WORDS: &[&str] = &[
    "ribuan",
    "jutaan",
    "miliaran",
    "milyaran",
    "ribu rupiah",
    "juta rupiah",
    "rp ribu",
    "rp juta",
    "rp 000",
    "miliar rupiah",
];

/// Whether titles or headers say that amounts are in thousands or more.
pub(super) fn is_scaled(table: &Table) -> bool {
    let words = table.words();
    SCALE_WORDS.iter().any(|phrase| has_phrase(&words, phrase))
}

/// The unit a header states.
pub(super) fn of_header(column: &Column) -> Option<Unit> {
    let lowest_first = column.path.iter().rev().map(|text| normalize(text));
    for text in lowest_first {
        if has_phrase(&text, "rp") || has_phrase(&text, "rupiah") {
            return Some(Unit::Rupiah);
        }
        if text.contains('%') || has_phrase(&text, "persen") || has_phrase(&text, "persentase") {
            return Some(Unit::Percent);
        }
    }
    None
}

/// Gives numbers without a unit the one written beside them: in an unlabelled column to the right,
/// or in the row's cell under `Satuan`.
pub(super) fn lend_units(typed: &mut TypedTable) {
    let unit_columns: Vec<u32> = typed
        .table
        .columns
        .iter()
        .filter(|column| {
            column
                .path
                .last()
                .is_some_and(|text| normalize(text) == "satuan")
        })
        .map(|column| column.col)
        .collect();
    let unlabelled: Vec<u32> = typed
        .table
        .columns
        .iter()
        .filter(|column| column.path.is_empty() && column.col > 0)
        .map(|column| column.col)
        .collect();
    let row_unit = unit_columns.as_slice();
    let mut changes: Vec<(CellRef, Unit)> = Vec::new();
    for (at, cell) in &typed.cells {
        if !matches!(
            cell.sourced.value,
            Value::Quantity(Quantity { unit: None, .. })
        ) {
            continue;
        }
        let Some(own) = typed.table.column_of(*at) else {
            continue;
        };
        let right = unlabelled.contains(&(own + 1)).then_some(own + 1);
        let unit = right
            .into_iter()
            .chain(row_unit.iter().copied())
            .filter(|&col| col != own)
            .filter_map(|col| typed.table.sheet_col(at.row, col))
            .find_map(|col| typed.cells.get(&CellRef::new(at.row, col)))
            .and_then(|cell| unit_word(&cell.sourced.raw));
        if let Some(unit) = unit {
            changes.push((*at, unit));
        }
    }
    for (at, unit) in changes {
        if let Some(cell) = typed.cells.get_mut(&at) {
            let Some(value) = cell.sourced.value.number() else {
                continue;
            };
            cell.sourced.value = match unit {
                Unit::Percent => Value::Percent(Percent(value)),
                Unit::Rupiah => Value::Rupiah(Rupiah(value)),
                Unit::Named(word) => Value::Quantity(Quantity {
                    value,
                    unit: Some(word),
                }),
                Unit::Unknown => continue,
            };
            if unit_is_rounded(&cell.sourced.value) && cell.grain == Grain::Exact {
                cell.grain = Grain::Decimals(value.scale());
            }
        }
    }
}

fn unit_is_rounded(value: &Value) -> bool {
    matches!(value, Value::Percent(_))
}

/// A unit written alone in a cell: `%`, `Persen (%)`, `Dokumen`.
fn unit_word(raw: &str) -> Option<Unit> {
    let words = normalize(raw);
    if words.is_empty() || words.split(' ').count() > 4 || words.bytes().any(|b| b.is_ascii_digit())
    {
        return None;
    }
    if words.contains('%') || has_phrase(&words, "persen") {
        return Some(Unit::Percent);
    }
    if words == "rp" || words == "rupiah" {
        return Some(Unit::Rupiah);
    }
    Some(Unit::Named(words))
}
