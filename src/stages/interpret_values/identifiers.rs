//! Numbers that name somebody or something: never amounts. One stored as a number has lost digits,
//! which is told and never guessed.

use rust_decimal::Decimal;

use super::column::ColumnReader;
use super::notes::Notes;
use super::seen::Seen;
use crate::model::amount::Unit;
use crate::model::finding::Severity;
use crate::model::grid::Content;

/// Whether a stored number has more digits than a double keeps: 10^15 and more.
pub(super) fn has_lost_digits(number: Decimal) -> bool {
    number.scale() == 0 && number.mantissa() >= 1_000_000_000_000_000
}

/// Whether a cell holds a number that counts nothing, though nothing but its length says so.
pub(super) fn is_one(reader: &ColumnReader<'_>, seen: &Seen<'_>) -> bool {
    match seen.cell.content {
        Content::Number(number) => {
            has_lost_digits(number) && reader.reading.unit != Some(Unit::Rupiah)
        }
        Content::Text(_)
        | Content::Bool(_)
        | Content::Date(_)
        | Content::Error(_)
        | Content::NoCachedValue => false,
    }
}

/// Tells once a column that its identifiers are stored as numbers.
pub(super) fn tell(reader: &ColumnReader<'_>, notes: &mut Notes<'_>) {
    for seen in &reader.cells {
        if let Content::Number(number) = seen.cell.content
            && has_lost_digits(number)
            && (reader.names_identifiers || is_one(reader, seen))
        {
            notes.once("R044", Severity::Warning, seen.at, &seen.cell.written());
        }
    }
}
