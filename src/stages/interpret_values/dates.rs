//! Dates of a column: one order of day and month for all, by the cells that fit one order only.
//! What fits both without such a cell stays unread. Codes that a spreadsheet made dates of are told.

use super::column::ColumnReader;
use super::notes::Notes;
use super::number::Reading;
use super::seen::Seen;
use crate::model::date::{Date, Written, read_date};
use crate::model::finding::Severity;
use crate::model::grid::Content;
use crate::model::place::CellRef;
use crate::model::typed::TypedTable;

/// A date of the column.
struct Dated {
    at: CellRef,
    written: Written,
    /// Whether the workbook stores it as a date; then its order is settled, rightly or not.
    is_stored: bool,
}

pub(super) fn read(reader: &ColumnReader<'_>, typed: &mut TypedTable, notes: &mut Notes<'_>) {
    let seen = reader.cells.iter();
    let dates: Vec<Dated> = seen.filter_map(|seen| dated(reader, seen)).collect();
    if dates.is_empty() || tell_codes(reader, &dates, notes) {
        return;
    }
    let count = |is_one: fn(&Written) -> bool| {
        let texts = dates.iter().filter(|dated| !dated.is_stored);
        texts.filter(|dated| is_one(&dated.written)).count()
    };
    let n_day_first = count(|written| matches!(written, Written::DayFirst(_)));
    let n_month_first = count(|written| matches!(written, Written::MonthFirst(_)));
    for dated in &dates {
        let date = match dated.written {
            Written::One(date) | Written::DayFirst(date) | Written::MonthFirst(date) => date,
            Written::Two { day_first, .. } if n_month_first == 0 => day_first,
            Written::Two { month_first, .. } if n_day_first == 0 => month_first,
            // Both orders stand in the column: this one may be either.
            Written::Two { .. } => continue,
        };
        typed.dates.insert(dated.at, date);
    }
    tell_swapped(&dates, reader, n_day_first, n_month_first, notes);
}

fn dated(reader: &ColumnReader<'_>, seen: &Seen<'_>) -> Option<Dated> {
    let (text, is_stored) = match &seen.cell.content {
        // A number without blanks has too few parts, or too short ones.
        Content::Text(text)
            if matches!(reader.reading_of(seen), Reading::Number(_))
                && text.bytes().all(|b| b.is_ascii_graphic()) =>
        {
            return None;
        }
        Content::Text(text) => (text.as_ref(), false),
        Content::Date(text) => (text.as_ref(), true),
        Content::Number(_) | Content::Bool(_) | Content::Error(_) | Content::NoCachedValue => {
            return None;
        }
    };
    Some(Dated {
        at: seen.at,
        written: read_date(text)?,
        is_stored,
    })
}

/// Cells that fit day, month only beside cells that fit month, day only; or dates of which all that
/// the program understood have days up to 12, while those above stayed texts: it read them in the
/// other order.
fn tell_swapped(
    dates: &[Dated],
    reader: &ColumnReader<'_>,
    n_day_first: usize,
    n_month_first: usize,
    notes: &mut Notes<'_>,
) {
    let raw = |at: CellRef| {
        let mut cells = reader.cells.iter();
        cells
            .find(|seen| seen.at == at)
            .map(|seen| seen.cell.written())
            .unwrap_or_default()
    };
    if n_day_first > 0 && n_month_first > 0 {
        let rarer_is_month = n_month_first <= n_day_first;
        for dated in dates {
            let is_odd = match dated.written {
                Written::MonthFirst(_) => rarer_is_month,
                Written::DayFirst(_) => !rarer_is_month,
                Written::One(_) | Written::Two { .. } => false,
            };
            if is_odd {
                notes.once("R046", Severity::Warning, dated.at, &raw(dated.at));
            }
        }
        return;
    }
    let stored: Vec<(CellRef, Date)> = dates
        .iter()
        .filter_map(|dated| match dated.written {
            Written::One(date) if dated.is_stored => Some((dated.at, date)),
            Written::One(_)
            | Written::Two { .. }
            | Written::DayFirst(_)
            | Written::MonthFirst(_) => None,
        })
        .collect();
    let is_misread = n_day_first > 0
        && stored.len() >= MIN_STORED
        && stored.iter().all(|(_, date)| date.day() <= 12);
    if is_misread {
        for (at, _) in stored {
            notes.once("R046", Severity::Warning, at, &raw(at));
        }
    }
}

/// Dates with days up to 12 from which on chance is not believed: one in six of 3 such dates.
const MIN_STORED: usize = 3;

/// Tells dates in a column of codes; whether they were such.
fn tell_codes(reader: &ColumnReader<'_>, dates: &[Dated], notes: &mut Notes<'_>) -> bool {
    let stored: Vec<(CellRef, Date)> = dates
        .iter()
        .filter_map(|dated| match dated.written {
            Written::One(date) if dated.is_stored => Some((dated.at, date)),
            Written::One(_)
            | Written::Two { .. }
            | Written::DayFirst(_)
            | Written::MonthFirst(_) => None,
        })
        .collect();
    let Some(&(_, date)) = stored.first() else {
        return false;
    };
    let header = reader.words.last();
    let starts = |word: &str| header == word || header.starts_with(&format!("{word} "));
    let is_headed =
        ["kode", "rekening", "no", "nomor"].into_iter().any(starts) && !header.contains("tanggal");
    let codes: Vec<&str> = reader
        .cells
        .iter()
        .filter_map(|seen| match &seen.cell.content {
            Content::Text(text) if is_code(text) => Some(text.trim()),
            _ => None,
        })
        .collect();
    if !is_headed && codes.len() <= stored.len() {
        return false;
    }
    for (at, date) in &stored {
        notes.once("R047", Severity::Warning, *at, &date.to_string());
    }
    let fitting = as_code(date, &codes);
    notes.add("R047", "label", fitting.unwrap_or_else(|| "-".to_owned()));
    true
}

/// Digits joined by dots.
fn is_code(text: &str) -> bool {
    let text = text.trim();
    let mut parts = text.split('.');
    text.contains('.')
        && parts.all(|part| {
            !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit())
        })
}

/// The code that a date was, where its parts fit the widths of exactly one form of the column's
/// codes.
fn as_code(date: Date, codes: &[&str]) -> Option<String> {
    let mut fitting: Vec<String> = Vec::new();
    for code in codes {
        let widths: Vec<usize> = code.split('.').map(str::len).collect();
        let parts: Vec<u32> = match widths.len() {
            2 => vec![date.day(), date.month()],
            3 => vec![date.day(), date.month(), date.year() % 100],
            _ => continue,
        };
        let written: Vec<String> = parts
            .iter()
            .zip(&widths)
            .map(|(part, width)| format!("{part:0width$}"))
            .collect();
        let fits = written
            .iter()
            .zip(&widths)
            .all(|(part, width)| part.len() == *width);
        let written = written.join(".");
        if fits && !fitting.contains(&written) {
            fitting.push(written);
        }
    }
    match fitting.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}
