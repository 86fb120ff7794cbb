//! What each agency handed in of what is expected of it: a matrix of agencies and documents, each
//! cell with its state, the document that fills it and why. Never judges the figures.

use std::sync::Arc;

use super::evidence::Why;
use super::language::Language;

/// The matrix, agencies in the order of their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completeness {
    /// The kinds of document that the pipeline expects, in its order; then those met besides.
    pub columns: Vec<Expected>,
    /// One row an agency.
    pub rows: Vec<AgencyRow>,
}

/// A column of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// A stage of the budget (`dpa`), or a kind (`nominatif-pegawai`).
    pub name: String,
    /// Whether every agency must hand it in.
    pub is_required: bool,
}

/// What an agency handed in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgencyRow {
    /// The agency.
    pub agency: String,
    /// Its code, where a registry gives one.
    pub code: Option<String>,
    /// One entry a column.
    pub cells: Vec<Submission>,
}

/// What fills a cell of the matrix.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Submission {
    /// What became of it.
    pub state: State,
    /// The document that counts, where there is one.
    pub document: Option<Arc<str>>,
    /// By what its agency is known.
    pub why: Option<Why>,
    /// Documents of the same agency and kind that do not count, each with what became of it.
    pub others: Vec<(Arc<str>, State)>,
}

/// What became of an expected document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum State {
    /// Not handed in, and not required.
    #[default]
    None,
    /// Required and not handed in.
    Missing,
    /// Handed in.
    Present,
    /// Handed in after the deadline.
    Late,
    /// Handed in, and could not be read.
    Unreadable,
    /// A form that nobody filled in.
    Template,
    /// The same bytes as another document.
    Duplicate,
    /// A later revision counts instead.
    Superseded,
}

impl State {
    /// Public name.
    pub const fn name(self) -> &'static str {
        match self {
            State::None => "none",
            State::Missing => "missing",
            State::Present => "present",
            State::Late => "late",
            State::Unreadable => "unreadable",
            State::Template => "template",
            State::Duplicate => "duplicate",
            State::Superseded => "superseded",
        }
    }

    /// In a reader's words.
    pub const fn words(self, language: Language) -> &'static str {
        match self {
            State::None => language.pick("-", "-"),
            State::Missing => language.pick("belum ada", "missing"),
            State::Present => language.pick("ada", "present"),
            State::Late => language.pick("terlambat", "late"),
            State::Unreadable => language.pick("tidak terbaca", "unreadable"),
            State::Template => language.pick("formulir belum diisi", "a form not filled in"),
            State::Duplicate => language.pick("salinan", "a copy"),
            State::Superseded => language.pick("digantikan revisi", "superseded by a revision"),
        }
    }
}

impl Completeness {
    /// How many cells of the required columns are in a state.
    pub fn n_in(&self, state: State) -> usize {
        let required: Vec<bool> = self
            .columns
            .iter()
            .map(|column| column.is_required)
            .collect();
        let cells = self
            .rows
            .iter()
            .flat_map(|row| row.cells.iter().zip(&required));
        cells
            .filter(|(cell, is_required)| **is_required && cell.state == state)
            .count()
    }

    /// The cell of an agency and column.
    pub fn cell(&self, agency: &str, column: &str) -> Option<&Submission> {
        let column = self.columns.iter().position(|known| known.name == column)?;
        let row = self.rows.iter().find(|row| row.agency == agency)?;
        row.cells.get(column)
    }
}
