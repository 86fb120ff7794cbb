//! A figure that several documents state: what is compared between documents.

use super::amount::Unit;
use super::place::Place;
use rust_decimal::Decimal;

/// One stated figure with what it claims to be.
#[derive(Debug, Clone)]
pub struct Figure {
    /// Kind of the document (a profile's `kind`).
    pub kind: String,
    /// Agency it belongs to.
    pub agency: Option<String>,
    /// Year it speaks of.
    pub year: Option<i32>,
    /// What it measures: a field's name, or `count:<level>`.
    pub quantity: String,
    /// Whose figure it is.
    pub scope: Scope,
    /// The number.
    pub value: Decimal,
    /// Its unit.
    pub unit: Unit,
    /// Cells that make it: one, or the addends of a total nobody wrote.
    pub places: Vec<Place>,
    /// Label of the row, for messages.
    pub label: String,
}

/// What a figure is the figure of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The document's total.
    Total,
    /// A node of the spending tree: its comparable code, and which row of that code it is.
    Node {
        /// Code without the urusan's first part, numbers only.
        code: Vec<u32>,
        /// 0 for the first row with this code, 1 for the second.
        nth: u32,
    },
    /// An indicator of performance, by its normalised words.
    Indicator(String),
}
