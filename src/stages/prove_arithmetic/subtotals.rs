//! Subtotals that are called alike: what most of them bear out is meant of the others too. The rows of a
//! table in, yes or no out. Claims nothing itself.

use super::Draft;
use super::total::{Addends, roots_between, support};
use crate::model::relation::Operation;
use crate::model::table::RowKind;
use crate::model::text::normalize;

/// Subtotals that are looked at for what they add up.
const MAX_ALIKE: usize = 12;
/// Fewest lines whose mean tells something.
const MIN_LINES: usize = 2;

/// Whether a row is a subtotal of the lines since the one before as most others called alike are: what
/// they bear out is meant of it too.
pub(super) fn is_one_of_blocks(draft: &Draft<'_>, row_idx: usize, operation: Operation) -> bool {
    let table = &draft.records.typed.table;
    let kind = |label: &str| {
        let words = normalize(label);
        let mut words = words.split(' ').map(str::to_owned);
        (words.next(), words.next())
    };
    let Some(own) = table.rows.get(row_idx).map(|row| kind(&row.label)) else {
        return false;
    };
    let starts = |word: &str| own.0.as_deref().is_some_and(|own| own.starts_with(word));
    let is_mean = operation == Operation::Mean;
    if !is_mean && !starts("sub") {
        return false;
    }
    let (mut before, mut n_holding, mut n_failing) = (None, 0, 0);
    for (idx, row) in table.rows.iter().enumerate() {
        let is_alike = match row.kind {
            RowKind::Total => !is_mean,
            RowKind::Mean => is_mean,
            RowKind::Line | RowKind::Note => false,
        };
        if !is_alike {
            continue;
        }
        // So many show what is meant by the others.
        if n_holding + n_failing >= MAX_ALIKE {
            break;
        }
        if kind(&row.label) == own {
            let block = Addends {
                lines: roots_between(draft, before, idx),
                ..Addends::default()
            };
            let n_borne_out = support(draft, idx, &block, operation);
            // Of few small figures some column's mean agrees by chance.
            let is_telling = !is_mean
                || (block.lines.len() >= MIN_LINES && n_borne_out == n_figures(draft, idx));
            if n_borne_out > 0 && is_telling {
                n_holding += 1;
            } else if idx != row_idx {
                n_failing += 1;
            }
        }
        before = Some(idx);
    }
    let is_alone =
        || !is_mean && n_holding == 1 && n_failing == 0 && is_within_whole(draft, row_idx);
    (n_holding >= 2 && n_holding > n_failing) || is_alone()
}

/// In how many columns a row states a figure.
pub(super) fn n_figures(draft: &Draft<'_>, row_idx: usize) -> usize {
    let columns = 0..draft.n_columns();
    columns
        .filter(|&column| draft.number(row_idx, column).is_some())
        .count()
}

/// Whether a total further down is the sum of all lines above it, so that they are right.
fn is_within_whole(draft: &Draft<'_>, row_idx: usize) -> bool {
    let rows = draft.records.typed.table.rows.iter().enumerate();
    let below = rows.filter(|(idx, row)| *idx > row_idx && row.kind == RowKind::Total);
    below.take(MAX_ALIKE).any(|(idx, _)| {
        let all = Addends {
            lines: roots_between(draft, None, idx),
            ..Addends::default()
        };
        support(draft, idx, &all, Operation::Sum) > 0
    })
}
