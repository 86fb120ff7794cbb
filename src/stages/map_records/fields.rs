//! Which field each column means, by the words of its header.

use crate::config::Profile;
use crate::config::profile::ColumnRule;
use crate::model::record::FieldRef;
use crate::model::table::Column;
use crate::model::text::{has_phrase, likeness, normalize, only_year};
use crate::model::typed::TypedTable;

/// How alike a misspelt header must be to a known phrase.
const MIN_LIKENESS: f64 = 0.86;
/// Shortest phrase that may be misspelt; shorter ones are alike by chance.
const MIN_FUZZY_LEN: usize = 6;

/// Maps columns to the fields of a profile; `None` where no phrase fits.
pub(super) fn map(typed: &TypedTable, profile: &Profile) -> Vec<Option<FieldRef>> {
    let mut fields: Vec<Option<FieldRef>> = typed
        .table
        .columns
        .iter()
        .map(|column| {
            let best = profile
                .columns
                .iter()
                .filter_map(|rule| Some((score(column, rule)?, rule)))
                .max_by_key(|(score, _)| *score);
            best.map(|(_, rule)| FieldRef {
                name: rule.field.clone(),
                year: only_year(&column.title()),
                additive: rule.additive,
            })
        })
        .collect();
    spread_codes(typed, &mut fields);
    fields
}

/// A header `Kode` without a merge stands over the first part only: the columns without a header to
/// its right that hold parts of codes are its other parts.
fn spread_codes(typed: &TypedTable, fields: &mut [Option<FieldRef>]) {
    for idx in 1..fields.len() {
        let left = fields.get(idx - 1).cloned().flatten();
        let columns = &typed.table.columns;
        let is_beside = match (columns.get(idx - 1), columns.get(idx)) {
            (Some(left), Some(column)) => column.path.is_empty() && column.col == left.col + 1,
            _ => false,
        };
        if let Some(field) =
            left.filter(|field| field.name == CODE && is_beside && holds_parts(typed, idx))
            && let Some(slot) = fields.get_mut(idx)
        {
            *slot = Some(field);
        }
    }
}

/// Whether nearly all texts of a column are parts of codes.
fn holds_parts(typed: &TypedTable, col_idx: usize) -> bool {
    let texts: Vec<&str> = (0..typed.table.rows.len())
        .filter_map(|row_idx| typed.text(row_idx, col_idx))
        .collect();
    let is_part = |text: &&str| {
        text.len() <= MAX_CODE_LEN
            && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && text.split('.').all(|part| part.len() <= 4)
    };
    let n_parts = texts.iter().copied().filter(|text| is_part(text)).count();
    n_parts > 0 && n_parts * 10 >= texts.len() * 9
}

/// Longest text of a code; columns may repeat the whole code so far.
const MAX_CODE_LEN: usize = 24;

/// The field that holds codes.
const CODE: &str = "kode";

/// How well a rule fits a header: the lowest words first, longer phrases first.
fn score(column: &Column, rule: &ColumnRule) -> Option<usize> {
    let texts: Vec<String> = column.path.iter().map(|text| normalize(text)).collect();
    let whole = texts.join(" ");
    if rule
        .not
        .iter()
        .any(|phrase| has_phrase(&whole, &normalize(phrase)))
    {
        return None;
    }
    let lowest = texts.last()?;
    rule.words
        .iter()
        .map(|phrase| normalize(phrase))
        .filter_map(|phrase| {
            if lowest == &phrase {
                Some(3000 + phrase.len())
            } else if phrase == "%" {
                // Many columns are percentages; only one that says nothing else is the spent one.
                None
            } else if has_phrase(lowest, &phrase) {
                Some(2000 + phrase.len())
            } else if phrase.len() >= MIN_FUZZY_LEN && likeness(lowest, &phrase) >= MIN_LIKENESS {
                Some(1500 + phrase.len())
            } else if has_phrase(&whole, &phrase) {
                Some(1000 + phrase.len())
            } else {
                None
            }
        })
        .max()
}
