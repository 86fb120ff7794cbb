//! Excel's own formulas as relations, and their faults. Comes in: a whole workbook, since formulas
//! reach over its sheets and over cells outside tables, with its records and what words already
//! claim. Goes out: the formulas' relations in the proof, notes on cells whose formula explains a
//! failure, and findings where no claim fails. Formulas are calculated exactly; what is not known
//! here is counted and told. Never calls a cell wrong for a double's noise.

mod book;
mod circles;
mod claim;
mod columns;
mod constants;
mod criteria;
mod cycles;
mod evaluate;
mod functions;
mod missing;
mod neighbours;
mod ranges;
mod recompute;
mod reference;
mod relations;
mod syntax;
mod tables;
mod tokens;
mod told;
mod typed_totals;
mod value;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use book::{At, Book};
pub use missing::compute_missing;
use recompute::Doubted;
use rust_decimal::Decimal;
use tables::{Tables, Words};

use crate::model::finding::Finding;
use crate::model::formula::FormulaFault;
use crate::model::grid::Workbook;
use crate::model::place::Place;
use crate::model::record::RecordSet;
use crate::model::relation::{Origin, Proof, Verdict};

/// Proves the formulas of a document, after its tables have been proved.
pub fn prove_formulas(
    workbook: &Workbook,
    file: &Arc<str>,
    records: &[Arc<RecordSet>],
    proof: &mut Proof,
) -> Vec<Finding> {
    if !workbook.has_formulas() {
        return Vec::new();
    }
    let book = Book::new(workbook);
    let mut audit = Audit {
        tables: Tables::new(records, &book),
        words: Words::new(proof, file, &book),
        book,
        file,
        doubted: BTreeMap::new(),
        faults: BTreeMap::new(),
        typed: BTreeMap::new(),
        findings: Vec::new(),
        n_cut: 0,
    };
    for step in STEPS {
        step(&mut audit);
    }
    relations::add(&mut audit, proof);
    drop_guesses(&audit, proof);
    told::tell(&mut audit, proof);
    audit.findings
}

/// Takes back what only the figures of other lines claim of a cell, where it fails and the cell's
/// own formula says what the cell is: a formula that holds, or one whose fault is told.
fn drop_guesses(audit: &Audit<'_>, proof: &mut Proof) {
    let at_fault = audit.faults.keys().filter_map(|&at| audit.place(at));
    let mut settled: BTreeSet<Place> = at_fault.collect();
    let by_formula = proof.relations.iter().filter(|relation| {
        relation.origin == Origin::SheetFormula && matches!(relation.verdict, Verdict::Holds(_))
    });
    settled.extend(by_formula.map(|relation| relation.target.clone()));
    proof.relations.retain(|relation| {
        let is_guess = relation.origin == Origin::Inferred && relations::fails(relation);
        !is_guess || !settled.contains(&relation.target)
    });
}

/// What is looked for, in the order in which one fault of a cell hides another.
const STEPS: &[fn(&mut Audit<'_>)] = &[
    circles::find,
    recompute::judge_all,
    ranges::against_words,
    neighbours::down_columns,
    neighbours::along_rows,
    typed_totals::find,
    ranges::over_texts,
    ranges::beside_totals,
    ranges::over_headers_and_subtotals,
    constants::find,
    constants::plugs,
];

/// One document's formulas while they are proved.
struct Audit<'a> {
    book: Book<'a>,
    tables: Tables<'a>,
    words: Words,
    file: &'a Arc<str>,
    /// What calculating each formula again gave, where that is not the stored value.
    doubted: BTreeMap<At, Doubted>,
    /// What is wrong with a cell's formula.
    faults: BTreeMap<At, Fault>,
    /// Numbers typed among formulas: the shape that belongs there.
    typed: BTreeMap<At, Typed>,
    findings: Vec<Finding>,
    /// Formulas that are no relations, since those before them have too many operands.
    n_cut: usize,
}

/// A fault with the rule that tells it where no claim fails.
#[derive(Debug, Clone)]
struct Fault {
    rule: &'static str,
    what: FormulaFault,
    /// The formula that the finding shows.
    text: String,
    /// The value that would mend it, where one follows.
    suggested: Option<Decimal>,
}

/// A number typed where a formula belongs.
#[derive(Debug, Clone, Copy)]
struct Typed {
    shape: usize,
    /// Whether it would give another number.
    is_other: bool,
}

impl Audit<'_> {
    fn place(&self, at: At) -> Option<Place> {
        book::place(&self.book, self.file, at)
    }

    fn places(&self, cells: &[At]) -> Vec<Place> {
        cells.iter().filter_map(|&at| self.place(at)).collect()
    }

    /// Whether a cell has a formula that gives the stored value.
    fn agrees(&self, at: At) -> bool {
        self.book.formulas.contains_key(&at) && !self.doubted.contains_key(&at)
    }

    /// Notes a fault, unless another of the cell hides it.
    fn fault(&mut self, at: At, rule: &'static str, what: FormulaFault) {
        let text = self.book.text(at);
        self.faults.entry(at).or_insert(Fault {
            rule,
            what,
            text,
            suggested: None,
        });
    }
}
