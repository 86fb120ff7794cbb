//! Which columns the operands of a claim are: by field, and by the year and the part of the year
//! that their headers name. Never looks at a number.

use super::Draft;
use crate::config::operand::{Choice, Operand};
use crate::model::period::{Period, Span};
use crate::model::record::{FieldRef, RecordSet};

/// Most combinations of operand columns that are tried.
const MAX_CHOICES: usize = 24;
/// Fewest columns that a list of operands has.
const MIN_LIST: usize = 2;

/// The columns that may be a claim's operands for one target column: one choice where the words
/// settle it, several where a field stands over more than one column.
pub(super) fn operand_choices(
    draft: &Draft<'_>,
    operands: &[Operand],
    target: usize,
) -> Vec<Vec<usize>> {
    let mut choices: Vec<Vec<usize>> = vec![Vec::new()];
    for operand in operands {
        let mut found = operand_columns(draft.records, operand, target);
        found.retain(|columns| !columns.contains(&target));
        if found.is_empty() && operand.is_optional {
            continue;
        }
        choices = choices
            .into_iter()
            .flat_map(|choice| {
                found
                    .iter()
                    .map(move |columns| choice.iter().chain(columns).copied().collect())
            })
            .take(MAX_CHOICES)
            .collect();
    }
    // Of a sum all of whose other addends are missing nothing is known.
    let fewest = operands.len().min(2);
    choices.retain(|choice| choice.len() >= fewest);
    choices
}

/// What an operand may be, likeliest first: one column each, or a list of columns.
fn operand_columns(records: &RecordSet, operand: &Operand, target: usize) -> Vec<Vec<usize>> {
    let columns = records.columns_of(&operand.field);
    let period = |column: usize| mapped(records, column).and_then(|field| field.period);
    let spans = |wanted: &dyn Fn(Period) -> bool| -> Vec<usize> {
        let fits = |&column: &usize| column != target && period(column).is_some_and(wanted);
        columns.iter().copied().filter(fits).collect()
    };
    let single = |wanted: &dyn Fn(Span) -> bool| -> Vec<usize> {
        spans(&|period| !period.is_cumulative && wanted(period.span))
    };
    let own = period(target);
    match operand.choice {
        Choice::Fitting => fitting(records, &columns, target),
        Choice::Any => each(columns),
        Choice::Later => one(dated(records, &columns)
            .split_last()
            .and_then(|((_, column), earlier)| (!earlier.is_empty()).then_some(*column))),
        Choice::Earlier => {
            let dated = dated(records, &columns);
            let earlier = dated.len().checked_sub(2).and_then(|idx| dated.get(idx));
            one(earlier.map(|(_, column)| *column))
        }
        Choice::All => {
            let all = columns.iter().copied().filter(|&column| column != target);
            list(all.collect())
        }
        Choice::Months => run(records, single(&|span| matches!(span, Span::Month(_)))),
        Choice::Quarters => run(records, single(&|span| matches!(span, Span::Quarter(_)))),
        Choice::Halves => run(records, single(&|span| matches!(span, Span::Half(_)))),
        Choice::MonthsWithin => {
            let Some((first, last)) = own
                .filter(|own| !own.is_cumulative && !matches!(own.span, Span::Month(_)))
                .and_then(|own| own.span.months())
            else {
                return Vec::new();
            };
            let within =
                single(&|span| matches!(span, Span::Month(nth) if (first..=last).contains(&nth)));
            let is_whole = within.len() == usize::from(last - first) + 1;
            if is_whole { list(within) } else { Vec::new() }
        }
        Choice::UntilBefore => {
            let before = own
                .filter(|own| own.is_cumulative)
                .and_then(|own| own.span.before());
            let until =
                |before: Span| spans(&|period| period.is_cumulative && period.span == before);
            each(before.map(until).unwrap_or_default())
        }
        Choice::Alone => {
            let own = own.filter(|own| own.is_cumulative);
            each(own.map_or_else(Vec::new, |own| single(&|span| span == own.span)))
        }
    }
}

fn mapped(records: &RecordSet, column: usize) -> Option<&FieldRef> {
    records.fields.get(column).and_then(Option::as_ref)
}

fn one(column: Option<usize>) -> Vec<Vec<usize>> {
    column.into_iter().map(|column| vec![column]).collect()
}

fn each(columns: Vec<usize>) -> Vec<Vec<usize>> {
    columns.into_iter().map(|column| vec![column]).collect()
}

fn list(columns: Vec<usize>) -> Vec<Vec<usize>> {
    if columns.len() < MIN_LIST {
        return Vec::new();
    }
    vec![columns]
}

/// Parts of the year that follow each other from the first one, each once; with a gap, one column
/// was not understood, and a sum over the rest would be wrong.
fn run(records: &RecordSet, columns: Vec<usize>) -> Vec<Vec<usize>> {
    let mut ends: Vec<u8> = columns
        .iter()
        .filter_map(|&column| mapped(records, column)?.period?.span.months())
        .flat_map(|(first, last)| first..=last)
        .collect();
    ends.sort_unstable();
    let follows = ends.iter().zip(1..).all(|(&month, nth)| month == nth);
    if follows { list(columns) } else { Vec::new() }
}

/// Columns with a year, the earliest first, one a year.
fn dated(records: &RecordSet, columns: &[usize]) -> Vec<(i32, usize)> {
    let mut dated: Vec<(i32, usize)> = columns
        .iter()
        .filter_map(|&column| Some((mapped(records, column)?.year?, column)))
        .collect();
    dated.sort_unstable();
    dated.dedup_by_key(|(year, _)| *year);
    dated
}

/// The column of the target's year and part of the year, or those that may be meant.
fn fitting(records: &RecordSet, columns: &[usize], target: usize) -> Vec<Vec<usize>> {
    let year = |column: usize| mapped(records, column).and_then(|field| field.year);
    let own = mapped(records, target).and_then(|field| field.period);
    // A column of the target's own part of the year is meant before any other.
    let of_period: Vec<usize> = columns
        .iter()
        .copied()
        .filter(|&column| {
            own.is_some() && mapped(records, column).and_then(|field| field.period) == own
        })
        .collect();
    let columns = if of_period.is_empty() {
        columns
    } else {
        of_period.as_slice()
    };
    let found: Vec<usize> = match (columns, year(target)) {
        // One column of the field, and no year that speaks against it.
        ([only], wanted) => {
            let of_column = year(*only);
            let fits = wanted.is_none() || of_column.is_none() || wanted == of_column;
            fits.then_some(*only).into_iter().collect()
        }
        (many, Some(wanted)) => many
            .iter()
            .copied()
            .filter(|&column| year(column) == Some(wanted))
            .collect(),
        // Of several without a year the nearest to the left is likeliest.
        (many, None) => {
            let mut many = many.to_vec();
            many.sort_by_key(|&column| (column > target, column.abs_diff(target)));
            many
        }
    };
    each(found)
}
