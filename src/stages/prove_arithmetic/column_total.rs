//! A column headed `Total` is the sum of the columns with the same lowest header word beside it.

use super::Draft;
use crate::model::relation::{Operation, Origin};
use crate::model::table::Column;
use crate::model::text::normalize;

/// Top header words of a group of total columns.
const TOTAL_HEADERS: &[&str] = &["total", "jumlah", "jumlah total", "total jumlah"];

pub(super) fn build(draft: &mut Draft<'_>) {
    let columns = &draft.records.typed.table.columns;
    let is_total = |column: &Column| {
        column
            .path
            .first()
            .is_some_and(|text| TOTAL_HEADERS.contains(&normalize(text).as_str()))
    };
    // Only groups: a lone `Jumlah` column may be anything.
    let mut claims: Vec<(usize, Vec<usize>)> = Vec::new();
    for (idx, column) in columns.iter().enumerate() {
        let [_, .., lowest] = column.path.as_slice() else {
            continue;
        };
        if !is_total(column) || !draft.records.is_additive(idx) {
            continue;
        }
        let parts: Vec<usize> = columns
            .iter()
            .enumerate()
            .filter(|(other, column)| {
                *other != idx
                    && !is_total(column)
                    && column.path.len() >= 2
                    && draft.records.is_additive(*other)
            })
            .filter(|(_, column)| {
                column
                    .path
                    .last()
                    .is_some_and(|text| normalize(text) == normalize(lowest))
            })
            .map(|(other, _)| other)
            .collect();
        if parts.len() >= 2 {
            claims.push((idx, parts));
        }
    }
    for (target, parts) in claims {
        for row_idx in 0..draft.records.typed.table.rows.len() {
            let Some((place, _)) = draft.number(row_idx, target) else {
                continue;
            };
            let operands: Vec<_> = parts
                .iter()
                .filter_map(|&part| draft.number(row_idx, part))
                .map(|(place, _)| place)
                .collect();
            if !operands.is_empty() {
                draft.claim("A103", place, Operation::Sum, operands, Origin::TotalLabel);
            }
        }
    }
}
