//! The one idea that carries the audit: *this cell equals this operation over those cells*.

mod counts;
mod judge;
mod proofs;

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::amount::{Grain, Unit};
use super::expression::Formula;
use super::formula::FormulaNote;
use super::language::Language;
use super::place::Place;
use super::rules::Code;

pub use counts::{RelationCounts, VerdictCounts};
pub use judge::{compute, judge};
pub use proofs::{DocumentProof, OpenProofs, Proofs};

/// One arithmetic claim of a document, judged.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Relation {
    /// Code of the rule that a failure breaks.
    #[serde(with = "crate::model::compact::code")]
    pub rule: Code,
    /// The cell that makes the claim.
    pub target: Place,
    /// What it claims to be.
    pub operation: Operation,
    /// The cells it is made of, in the operation's order.
    pub operands: Vec<Place>,
    /// Why this claim is believed to be made.
    pub origin: Origin,
    /// Whether it holds.
    pub verdict: Verdict,
}

impl Relation {
    /// Whether it was judged and does not hold.
    pub fn fails(&self) -> bool {
        matches!(self.verdict, Verdict::Fails(_))
    }
}

/// Judged relations with the numbers they speak of.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Proof {
    /// The relations, in the order of their builders.
    pub relations: Vec<Relation>,
    /// Every number that is a target or operand.
    pub numbers: BTreeMap<Place, Stated>,
    /// Cells whose formula, or lack of one, explains a failure.
    pub formulas: BTreeMap<Place, FormulaNote>,
    /// How well claims that only numbers make are borne out, by target and rule.
    pub support: BTreeMap<(Place, Operation), Support>,
    /// By what the cells of two documents are known to state one figure: target and operand. Only of what
    /// stands between documents, which is never packed.
    #[serde(skip)]
    pub matches: BTreeMap<(Place, Place), Matched>,
    /// Figures of a cell's node in older versions of its document; likewise.
    #[serde(skip)]
    pub older: BTreeMap<Place, Vec<Decimal>>,
}

/// By what two lines of different documents are known to be the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matched {
    /// Both write the same code.
    Code,
    /// The code of one was damaged, and mended.
    MendedCode,
    /// One has no code: the name alone.
    Name,
}

impl Matched {
    /// In a reader's words.
    pub const fn words(self, language: Language) -> &'static str {
        match self {
            Matched::Code => language.pick("kode sama", "same code"),
            Matched::MendedCode => language.pick("kode diperbaiki", "code mended"),
            Matched::Name => language.pick("hanya nama yang sama", "by name only"),
        }
    }
}

/// How well a claim that only numbers make is borne out: what holds on most lines of a table is
/// claimed of all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    /// Lines on which it holds and says something.
    pub n_holding: usize,
    /// Lines on which it says something.
    pub n_lines: usize,
    /// What the lines are.
    pub lines: Lines,
    /// Whether a ratio is written as a fraction of one.
    pub is_fraction: bool,
    /// Whether a line on which it fails is wrong, or only looks so.
    pub is_strong: bool,
}

/// What a claim is made of all at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lines {
    /// Rows: the claim runs across columns.
    Rows,
    /// Columns: the claim runs down rows.
    Columns,
    /// Subtotals of one kind, each with the rows of its block.
    Blocks,
}

impl Proof {
    /// All that proofs hold, those of documents in the order of their places.
    pub fn gathered(proofs: Vec<Proof>) -> Self {
        let mut all = Self::default();
        // One that grows by doubling would hold twice what it needs.
        let n_relations = proofs.iter().map(|proof| proof.relations.len()).sum();
        all.relations.reserve_exact(n_relations);
        let mut numbers = Vec::with_capacity(proofs.len());
        for proof in proofs {
            all.relations.extend(proof.relations);
            numbers.push(proof.numbers);
            all.formulas.extend(proof.formulas);
            all.support.extend(proof.support);
            all.matches.extend(proof.matches);
            all.older.extend(proof.older);
        }
        // Made in one go, which is far cheaper than one place after the other.
        all.numbers = numbers.into_iter().flatten().collect();
        all
    }

    /// Takes over the relations and numbers of another proof.
    pub fn absorb(&mut self, other: Proof) {
        if self.relations.is_empty() && self.numbers.is_empty() && self.formulas.is_empty() {
            *self = other;
            return;
        }
        self.relations.extend(other.relations);
        self.numbers.extend(other.numbers);
        self.formulas.extend(other.formulas);
        self.support.extend(other.support);
        self.matches.extend(other.matches);
        self.older.extend(other.older);
    }
}

/// How a target follows from its operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Operation {
    /// All operands added.
    Sum,
    /// The first less all the others.
    Difference,
    /// So many of the first added, all the others taken off.
    Net(u16),
    /// All operands multiplied.
    Product,
    /// All but the last multiplied, and the last percent more: a price with its tax.
    TaxedProduct,
    /// The first over the second, times 100.
    Share,
    /// (first - second) / second, times 100.
    Change,
    /// All operands added, over their number.
    Mean,
    /// The number of operands.
    Count,
    /// The only operand.
    Equal,
    /// At most the only operand.
    AtMost,
    /// A formula of more than one operator over the operands.
    Formula(Formula),
}

impl Operation {
    /// Public name.
    pub fn name(self) -> &'static str {
        match self {
            Operation::Sum => "sum",
            Operation::Difference => "difference",
            Operation::Net(_) => "net",
            Operation::Product => "product",
            Operation::TaxedProduct => "taxed-product",
            Operation::Share => "share",
            Operation::Change => "change",
            Operation::Mean => "mean",
            Operation::Count => "count",
            Operation::Equal => "equal",
            Operation::AtMost => "at-most",
            Operation::Formula(_) => "formula",
        }
    }
}

/// Where the claim comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// Codes of the spending or account tree.
    CodeTree,
    /// Numbering, indent or level words.
    Outline,
    /// A row or column labelled as a total or mean.
    TotalLabel,
    /// A formula in the header, such as `5 = 3/2*100%`.
    HeaderFormula,
    /// Excel's own formula in the cell, or in the cells beside it.
    SheetFormula,
    /// What columns of these names mean.
    ColumnMeaning,
    /// What the numbers of the other lines bear out.
    Inferred,
    /// The same figure in another table or document.
    BetweenDocuments,
    /// What such figures are held to, though no cell states it: weights make a hundred. Its target is
    /// the words over them, which no correction changes.
    Norm,
}

/// A number that a cell states, with what is needed to judge it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// The number.
    #[serde(with = "crate::model::compact::exact")]
    pub value: Decimal,
    /// How exactly it was written.
    pub grain: Grain,
    /// What it counts.
    pub unit: Unit,
}

/// The result of judging a relation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    /// Stated and computed agree within the tolerance.
    Holds(Comparison),
    /// They do not.
    Fails(Comparison),
    /// The claim cannot be tested.
    CannotJudge(Reason),
}

/// Stated against computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// What the target states.
    #[serde(with = "crate::model::compact::exact")]
    pub stated: Decimal,
    /// What its operands make, rounded as the target is.
    #[serde(with = "crate::model::compact::exact")]
    pub computed: Decimal,
    /// `stated - computed`.
    #[serde(with = "crate::model::compact::exact")]
    pub difference: Decimal,
    /// Largest absolute difference that rounding explains.
    #[serde(with = "crate::model::compact::exact")]
    pub tolerance: Decimal,
}

/// Why a relation cannot be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Operands are counted in different units.
    UnitsDiffer,
    /// The divisor is zero.
    DivisorZero,
    /// A cell holds no number.
    NoNumber,
    /// The numbers are too large for exact arithmetic.
    TooLarge,
}
