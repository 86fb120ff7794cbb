//! What agencies handed in, as the page shows it: a matrix of agencies and documents, each cell with
//! what became of it.

use serde::Serialize;

use crate::model::completeness::{Completeness, State};
use crate::model::language::Language;
use crate::stages::write_reports::completeness::{column_title, others};

/// Every state that is worth counting, in the order in which they are told.
const COUNTED: [State; 5] = [
    State::Present,
    State::Late,
    State::Missing,
    State::Unreadable,
    State::Template,
];

/// The matrix for the template.
#[derive(Serialize)]
pub(super) struct HandedIn<'a> {
    counts: String,
    columns: Vec<String>,
    rows: Vec<Row<'a>>,
    others: Vec<String>,
}

#[derive(Serialize)]
struct Row<'a> {
    agency: &'a str,
    code: Option<&'a str>,
    cells: Vec<Cell<'a>>,
}

#[derive(Serialize)]
struct Cell<'a> {
    words: &'static str,
    mark: &'static str,
    document: Option<&'a str>,
}

/// The matrix, where a pipeline expects something; else the page's own matrix of tables says as much.
pub(super) fn handed_in(completeness: &Completeness, language: Language) -> Option<HandedIn<'_>> {
    if !completeness.columns.iter().any(|column| column.is_required) {
        return None;
    }
    let counts: Vec<String> = COUNTED
        .into_iter()
        .map(|state| (completeness.n_in(state), state))
        .filter(|(count, state)| *count > 0 || *state == State::Missing)
        .map(|(count, state)| format!("{count} {}", state.words(language)))
        .collect();
    let rows = completeness.rows.iter().map(|row| Row {
        agency: &row.agency,
        code: row.code.as_deref(),
        cells: row
            .cells
            .iter()
            .map(|cell| Cell {
                words: cell.state.words(language),
                mark: match cell.state {
                    State::Missing | State::Unreadable => "error",
                    State::Late | State::Template | State::Duplicate | State::Superseded => {
                        "warning"
                    }
                    State::Present => "clean",
                    State::None => "absent",
                },
                document: cell.document.as_deref(),
            })
            .collect(),
    });
    Some(HandedIn {
        counts: counts.join(", "),
        columns: completeness
            .columns
            .iter()
            .map(|column| column_title(column, language))
            .collect(),
        rows: rows.collect(),
        others: completeness
            .rows
            .iter()
            .flat_map(|row| others(row, language))
            .collect(),
    })
}
