//! What a document says before anybody has laid it out: its columns, its tree of rows, its totals.
//! A layout makes a sheet of it; what selaras reads back from the sheet must be this again.

use rust_decimal::Decimal;

/// A document as its author means it.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    /// The kind it must be recognised as; `None` for a table that is no document of any kind.
    pub(crate) kind: Option<&'static str>,
    /// Title lines above the table.
    pub(crate) titles: Vec<String>,
    /// The columns, left to right.
    pub(crate) columns: Vec<Column>,
    /// The rows, top to bottom; headings stand before what they hold.
    pub(crate) rows: Vec<Row>,
}

/// A column.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    /// The field its numbers must be mapped to; empty where none is.
    pub(crate) field: &'static str,
    /// Header words from the top: the group's first, where the column stands in one.
    pub(crate) header: Vec<String>,
    /// What its cells hold.
    pub(crate) holds: Holds,
    /// What a numbering row says of it beside its number, such as `4/3*100%` with the numbers of
    /// the columns, counted from 1.
    pub(crate) formula: Option<String>,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// The code of the row.
    Code,
    /// The name of the row.
    Label,
    /// Other words.
    Words,
    /// Whole or two-decimal amounts of rupiah.
    Rupiah,
    /// Percentages with two decimals.
    Percent,
    /// Numbers of something.
    Count,
}

/// A row.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// What it is.
    pub(crate) role: Role,
    /// Depth in the tree, 0 for a root; totals stand at 0.
    pub(crate) depth: usize,
    /// Its code, joined with dots, where the document has codes.
    pub(crate) code: Option<String>,
    /// Its name.
    pub(crate) label: String,
    /// Its cells, one a column; code and label stand above and are `Empty` here.
    pub(crate) cells: Vec<Datum>,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Holds the rows below it of greater depth; its amounts are their sums.
    Heading,
    /// Holds nothing.
    Detail,
    /// The total of all roots.
    Total,
}

/// What a cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Datum {
    /// Nothing.
    Empty,
    /// A number, in the column's unit.
    Number(Decimal),
    /// Words.
    Words(String),
}
