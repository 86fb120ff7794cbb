//! What agencies handed in, in words that the workbook and the page share.

use crate::model::completeness::{AgencyRow, Expected, State};
use crate::model::language::Language;

/// A column's title: the document, and whether every agency must hand it in.
pub(super) fn column_title(column: &Expected, language: Language) -> String {
    let mark = if column.is_required {
        language.pick(" (wajib)", " (required)")
    } else {
        ""
    };
    format!("{}{mark}", column.name)
}

/// The documents of an agency that do not count, each with what became of it.
pub(super) fn others(row: &AgencyRow, language: Language) -> Vec<String> {
    let others = row.cells.iter().flat_map(|cell| &cell.others);
    // The reports of other months count as well, each for its own.
    others
        .filter(|(_, state)| *state != State::Present)
        .map(|(document, state)| format!("{document}: {}", state.words(language)))
        .collect()
}
