//! What is known of a cell through Excel's own formulas, where that says something about a fault:
//! its formula, and what is wrong with it. `trace_causes` takes it as a fact about dependence.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::cause::CauseKind;
use super::place::Place;

/// A cell whose formula, or whose lack of one, explains a failure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormulaNote {
    /// The formula with its `=`: the cell's own, or the one its neighbours would have here.
    pub text: String,
    /// What is wrong.
    pub fault: FormulaFault,
    /// Words of the cell's row, for cells outside tables.
    pub label: String,
    /// Words of the cell's column, for cells outside tables.
    pub column: String,
}

/// What is wrong with a cell's formula.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FormulaFault {
    /// The stored value is not what the formula gives now.
    Stale {
        /// What it gives.
        #[serde(with = "crate::model::compact::exact")]
        computed: Decimal,
    },
    /// The formula leaves out cells that belong to it.
    LeavesOut(Vec<Place>),
    /// The formula takes in cells that do not belong to it.
    TakesIn(Vec<Place>),
    /// The formula adds cells that hold a number as text, which count as nothing there.
    AddsText(Vec<Place>),
    /// A number was typed where the cells beside it have a formula.
    TypedAmong,
    /// The formula is not the one that the cells beside it have.
    Differs,
    /// The formula adds a number typed into it.
    AddsConstant(#[serde(with = "crate::model::compact::exact")] Decimal),
    /// The formula takes up whatever the other rows leave of a typed total.
    TakesUpRest,
    /// The formula needs its own value.
    Circular,
}

impl FormulaFault {
    /// The mistake it is.
    pub fn kind(&self) -> CauseKind {
        match self {
            FormulaFault::Stale { .. } => CauseKind::StaleFormulaCache,
            FormulaFault::LeavesOut(_) => CauseKind::FormulaRangeTooShort,
            FormulaFault::TakesIn(_) => CauseKind::FormulaRangeTooLong,
            FormulaFault::AddsText(_) => CauseKind::NumberAsText,
            FormulaFault::TypedAmong => CauseKind::HardCodedAmongFormulas,
            FormulaFault::Differs => CauseKind::FormulaDiffersFromNeighbours,
            FormulaFault::AddsConstant(_) => CauseKind::ConstantInFormula,
            FormulaFault::TakesUpRest => CauseKind::ResidualRow,
            FormulaFault::Circular => CauseKind::CircularFormula,
        }
    }
}
