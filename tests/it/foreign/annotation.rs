//! Relations as their makers wrote them down, and relations as the program claims them, in one form.

use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::Path;

use selaras::model::place::CellRef;
use selaras::model::relation::{Operation, Relation};

/// A relation, so that equal meanings compare equal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Claim {
    target: CellRef,
    operation: String,
    /// What is added, divided or compared first, in order where the order matters.
    first: Vec<CellRef>,
    /// What is taken off, or divided by.
    second: Vec<CellRef>,
}

/// What is known of a table.
pub(super) struct Annotation {
    pub(super) claims: BTreeSet<Claim>,
    /// Cells that are off.
    pub(super) wrong: BTreeSet<CellRef>,
}

impl Annotation {
    pub(super) fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).expect("relations beside the table");
        let mut annotation = Self {
            claims: BTreeSet::new(),
            wrong: BTreeSet::new(),
        };
        for line in text.lines() {
            if let Some(cells) = line.strip_prefix("# wrong:") {
                let cells = cells.split_whitespace();
                annotation.wrong.extend(cells.map(cell));
            } else if !line.starts_with('#') && !line.is_empty() {
                annotation.claims.insert(claim(line));
            }
        }
        annotation
    }
}

fn cell(text: &str) -> CellRef {
    text.parse().expect("a cell")
}

/// `B3` or `B3:D3`.
fn cells(text: &str) -> Vec<CellRef> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (first, last) = (cell(first), cell(last));
    (first.row..=last.row)
        .flat_map(|row| (first.col..=last.col).map(move |col| CellRef::new(row, col)))
        .collect()
}

fn claim(line: &str) -> Claim {
    let mut words = line.split_whitespace();
    let target = cell(words.next().expect("a target"));
    let operation = words.next().expect("an operation");
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for word in words {
        match word.strip_prefix('-') {
            Some(off) => second.extend(cells(off)),
            None => first.extend(cells(word)),
        }
    }
    if matches!(operation, "difference" | "share" | "change") {
        second = first.split_off(1);
    }
    Claim::new(target, operation.to_owned(), first, second)
}

impl Claim {
    fn new(
        target: CellRef,
        operation: String,
        mut first: Vec<CellRef>,
        mut second: Vec<CellRef>,
    ) -> Self {
        first.sort();
        second.sort();
        Self {
            target,
            operation,
            first,
            second,
        }
    }

    pub(super) fn of(relation: &Relation) -> Self {
        let mut first: Vec<CellRef> = relation.operands.iter().map(|place| place.cell).collect();
        let is_ordered = matches!(
            relation.operation,
            Operation::Difference | Operation::Share | Operation::Change
        );
        let n_first = match relation.operation {
            Operation::Net(n_added) => usize::from(n_added),
            _ if is_ordered => 1,
            _ => first.len(),
        };
        let second = first.split_off(n_first.min(first.len()));
        let operation = relation.operation.name().to_owned();
        Self::new(relation.target.cell, operation, first, second)
    }
}

impl fmt::Display for Claim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.target, self.operation)?;
        for cell in &self.first {
            write!(f, " {cell}")?;
        }
        for cell in &self.second {
            write!(f, " -{cell}")?;
        }
        Ok(())
    }
}
