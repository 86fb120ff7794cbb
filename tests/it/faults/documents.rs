//! Right documents of the kinds that agencies write, with every claim that their words make.

use std::collections::BTreeMap;

use rust_decimal::{Decimal, RoundingStrategy};

use crate::layouts::data::{Datum, Document, Role, Row};

/// A cell of a document: row and column.
pub(crate) type At = (usize, usize);

/// A document with what it claims of its own numbers.
#[derive(Debug, Clone)]
pub(crate) struct Case {
    pub(crate) shape: Shape,
    pub(crate) document: Document,
    pub(crate) claims: Vec<Claim>,
    /// Cells that are typed in another way than their column, with their text.
    pub(crate) typed_as: BTreeMap<At, String>,
}

/// This cell is this over those.
#[derive(Debug, Clone)]
pub(crate) struct Claim {
    pub(crate) target: At,
    pub(crate) operation: Made,
    pub(crate) operands: Vec<At>,
}

/// How a target is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Made {
    Sum,
    Difference,
    Product,
    Share,
    Change,
}

/// The kinds of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    /// Ceiling, spending, percentage and remainder along the spending tree.
    Program,
    /// The same along accounts.
    Rekening,
    /// Volume x price along accounts.
    Rincian,
    /// Before, after, change.
    Perubahan,
    /// A ceiling and its four quarters.
    Triwulan,
    /// Heads by rank and sex.
    Pegawai,
    /// Targets, what came of them, and how that changed.
    Kinerja,
}

pub(crate) const SHAPES: &[Shape] = &[
    Shape::Program,
    Shape::Rekening,
    Shape::Rincian,
    Shape::Perubahan,
    Shape::Triwulan,
    Shape::Pegawai,
    Shape::Kinerja,
];

impl Case {
    /// The number of a cell.
    pub(crate) fn number(&self, at: At) -> Option<Decimal> {
        match self.document.rows.get(at.0)?.cells.get(at.1)? {
            Datum::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub(crate) fn set(&mut self, at: At, value: Decimal) {
        self.document.rows[at.0].cells[at.1] = Datum::Number(value);
    }

    /// Whether a claim holds with the numbers as they stand.
    pub(crate) fn holds(&self, claim: &Claim) -> bool {
        let Some(target) = self.number(claim.target) else {
            return true;
        };
        match self.made(claim) {
            Some(made) => (target - made).abs() <= claim.tolerance(),
            None => true,
        }
    }

    /// What a claim's operands make, unrounded.
    pub(crate) fn made(&self, claim: &Claim) -> Option<Decimal> {
        let numbers: Vec<Decimal> = claim
            .operands
            .iter()
            .filter_map(|&at| self.number(at))
            .collect();
        let first = *numbers.first()?;
        let second = || numbers.get(1).copied();
        let hundred = Decimal::ONE_HUNDRED;
        match claim.operation {
            Made::Sum => Some(numbers.iter().sum()),
            Made::Difference => Some(first - second()?),
            Made::Product => Some(numbers.iter().product()),
            Made::Share => (first * hundred).checked_div(second()?),
            Made::Change => ((first - second()?) * hundred).checked_div(second()?),
        }
    }

    /// Writes into a claim's target what its operands make.
    pub(super) fn fulfil(&mut self, claim: &Claim) {
        let made = self.made(claim).map(|made| claim.rounded(made));
        let at = claim.target;
        self.document.rows[at.0].cells[at.1] = made.map_or(Datum::Empty, Datum::Number);
    }

    /// The children of a heading in the tree.
    pub(crate) fn children(&self, row: usize) -> Vec<usize> {
        children(&self.document.rows, row)
    }
}

impl Claim {
    fn is_ratio(&self) -> bool {
        matches!(self.operation, Made::Share | Made::Change)
    }

    pub(crate) fn tolerance(&self) -> Decimal {
        if self.is_ratio() {
            Decimal::new(5, 3)
        } else {
            Decimal::ZERO
        }
    }

    pub(crate) fn rounded(&self, value: Decimal) -> Decimal {
        if self.is_ratio() {
            value.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
        } else {
            value
        }
    }
}

pub(super) fn children(rows: &[Row], row: usize) -> Vec<usize> {
    if rows[row].role == Role::Total {
        let is_root = |&idx: &usize| rows[idx].depth == 0 && rows[idx].role != Role::Total;
        return (0..rows.len()).filter(is_root).collect();
    }
    let depth = rows[row].depth;
    let below = (row + 1..rows.len())
        .take_while(|&idx| rows[idx].depth > depth && rows[idx].role != Role::Total);
    below.filter(|&idx| rows[idx].depth == depth + 1).collect()
}
