//! How numbers are written in a column.

/// A way of writing numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Notation {
    /// `1.234,50`: dots group, the comma is decimal.
    #[default]
    Indonesian,
    /// `1,234.50`: commas group, the dot is decimal.
    English,
    /// Stored as numbers: no notation to decide.
    Stored,
}

impl Notation {
    /// Public name, for `inspect`.
    pub fn name(self) -> &'static str {
        match self {
            Notation::Indonesian => "id",
            Notation::English => "en",
            Notation::Stored => "stored",
        }
    }
}
