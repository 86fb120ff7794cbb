//! How numbers are written in a column, and what shows it.

use serde::{Deserialize, Serialize};

use super::place::CellRef;

/// A way of writing numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Notation {
    /// `1.234,50`: dots group, the comma is decimal.
    #[default]
    Indonesian,
    /// `1,234.50`: commas group, the dot is decimal.
    English,
    /// Digits only: no notation to decide.
    Plain,
    /// Cells of both notations; each is read by what it shows itself.
    Mixed,
    /// Stored as numbers: no notation to decide.
    Stored,
}

impl Notation {
    /// Public name, for `inspect`.
    pub fn name(self) -> &'static str {
        match self {
            Notation::Indonesian => "id",
            Notation::English => "en",
            Notation::Plain => "plain",
            Notation::Mixed => "mixed",
            Notation::Stored => "stored",
        }
    }
}

/// Where the evidence for a notation comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Source {
    /// The column's own cells.
    Column,
    /// Other columns of the table.
    Table,
    /// Cells of the sheet outside the table.
    Sheet,
    /// The language of the table's words.
    Words,
    /// Nothing shows it: the spelling of Bahasa Indonesia is taken.
    #[default]
    Custom,
}

impl Source {
    /// Public name, for `inspect`.
    pub fn name(self) -> &'static str {
        match self {
            Source::Column => "column",
            Source::Table => "table",
            Source::Sheet => "sheet",
            Source::Words => "words",
            Source::Custom => "custom",
        }
    }
}

/// What shows how numbers are written: cells that can be read one way only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Evidence {
    /// Cells that only fit `1.234,50`.
    pub n_indonesian: usize,
    /// Cells that only fit `1,234.50`.
    pub n_english: usize,
    /// The first cell of the notation that was chosen.
    pub first: Option<CellRef>,
    /// Whose cells these are.
    pub source: Source,
}
