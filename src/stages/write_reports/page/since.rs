//! The difference to the run before, as the page shows it: one line, what is no more, and which
//! documents changed.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{MAX_ITEMS, render, words};
use crate::model::language::Language;
use crate::model::life::Since;
use crate::stages::write_reports::outputs::WriteError;
use crate::stages::write_reports::since;

const TEMPLATE: &str = include_str!("beda.html");

/// What the template is given.
#[derive(Serialize)]
struct Difference {
    words: BTreeMap<&'static str, &'static str>,
    since: Option<String>,
    gone: Vec<String>,
    n_gone: usize,
    changed: Vec<String>,
    n_changed: usize,
}

/// The section of the page; empty where no earlier runs are known.
pub(in crate::stages::write_reports) fn difference(
    since: Option<&Since>,
    language: Language,
) -> Result<String, WriteError> {
    let gone = since.map_or(&[][..], |since| &since.gone);
    // On the first run every document is new.
    let changed = since.filter(|since| since.previous.is_some());
    let changed = changed.map_or(&[][..], |since| &since.documents);
    let gone_lines = gone.iter().take(MAX_ITEMS);
    let changed_lines = changed.iter().take(MAX_ITEMS);
    let difference = Difference {
        words: words::words(language),
        since: since.map(|since| since::headline(since, language)),
        gone: gone_lines.map(|gone| since::gone(gone, language)).collect(),
        n_gone: gone.len(),
        changed: changed_lines
            .map(|changed| since::document(changed, language))
            .collect(),
        n_changed: changed.len(),
    };
    render(TEMPLATE, &difference)
}
