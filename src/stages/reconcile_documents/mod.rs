//! Comes in: the records of all tables. Goes out: relations between tables and documents, judged:
//! totals, nodes of the tree, stated counts, indicators. Compares only within one agency and year.
//! Never compares a table of which rows could not be placed.

mod counts;
mod indicators;
mod nodes;
mod totals;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::pipeline::{Agreement, Reconcile, ScopeName};
use crate::model::Outcome;
use crate::model::place::Place;
use crate::model::record::RecordSet;
use crate::model::relation::{Operation, Origin, Proof, Relation, Stated, Verdict, judge};
use crate::model::rules::rule;

/// Compares the figures that several tables state.
pub fn reconcile_documents(records: &[Arc<RecordSet>], rules: &[Reconcile]) -> Outcome<Proof> {
    let mut proof = Proof::default();
    for group in groups(records).values() {
        for rule in rules {
            let mut comparison = Comparison {
                rule,
                proof: &mut proof,
            };
            match rule.scope {
                ScopeName::Total if rule.quantity.starts_with("count:") => {
                    counts::compare(&mut comparison, group);
                }
                ScopeName::Total => totals::compare(&mut comparison, group),
                ScopeName::Node => nodes::compare(&mut comparison, group),
                ScopeName::Indicator => indicators::compare(&mut comparison, group),
            }
        }
    }
    Outcome::clean(proof)
}

type Group<'a> = Vec<&'a RecordSet>;

/// Tables of one agency and year; without an agency, of one document.
fn groups(records: &[Arc<RecordSet>]) -> BTreeMap<(String, Option<i32>), Group<'_>> {
    let mut groups: BTreeMap<(String, Option<i32>), Group<'_>> = BTreeMap::new();
    // A table that names no year belongs to its document's year when the others agree on one.
    let mut years: BTreeMap<&str, Vec<i32>> = BTreeMap::new();
    for set in records {
        let years = years.entry(&set.document).or_default();
        if let Some(year) = set.year.filter(|year| !years.contains(year)) {
            years.push(year);
        }
    }
    for set in records
        .iter()
        .filter(|set| set.kind.is_some() && set.typed.table.unplaced_rows.is_empty())
        // A cell that could not be read may be part of any total.
        .filter(|set| !set.typed.table.is_incomplete)
    {
        let only = years
            .get(&*set.document)
            .and_then(|years| match years.as_slice() {
                [year] => Some(*year),
                _ => None,
            });
        let owner = set
            .agency
            .clone()
            .unwrap_or_else(|| set.document.to_string());
        groups
            .entry((owner, set.year.or(only)))
            .or_default()
            .push(set);
    }
    groups
}

/// One rule of comparison and where its relations go.
struct Comparison<'a> {
    rule: &'a Reconcile,
    proof: &'a mut Proof,
}

/// A figure: the cell that states it, or the cells that make it.
#[derive(Clone)]
struct Figure {
    cells: Vec<(Place, Stated)>,
}

impl Figure {
    /// Whether both state the same numbers.
    fn same_as(&self, other: &Figure) -> bool {
        let values = |figure: &Figure| -> Vec<rust_decimal::Decimal> {
            figure
                .cells
                .iter()
                .map(|(_, stated)| stated.value)
                .collect()
        };
        values(self) == values(other)
    }
}

/// Which copies of two kinds are compared: each of the first kind with the first of the second, and
/// the first of the first kind with each other copy, so that a fault is told in every file that has it.
fn copies_against<'f, T>(before: &'f [T], after: &'f [T]) -> Vec<(&'f T, &'f T)> {
    let (Some(first), Some(second)) = (before.first(), after.first()) else {
        return Vec::new();
    };
    let copies = before.iter().map(|copy| (copy, second));
    copies
        .chain(after.iter().skip(1).map(|copy| (first, copy)))
        .collect()
}

impl Comparison<'_> {
    /// Claims that two figures agree; the first is blamed unless only the second is a single cell.
    fn agree(&mut self, first: &Figure, second: &Figure) {
        let (target, others, operation) = match (
            first.cells.as_slice(),
            second.cells.as_slice(),
            self.rule.operation,
        ) {
            ([one], [_], Agreement::Equal) => (one, &second.cells, Operation::Equal),
            ([one], [_], Agreement::AtMost) => (one, &second.cells, Operation::AtMost),
            ([one], [_, ..], Agreement::Equal) => (one, &second.cells, Operation::Sum),
            ([_, ..], [one], Agreement::Equal) => (one, &first.cells, Operation::Sum),
            _ => return,
        };
        self.relate(target, others, operation);
    }

    fn relate(
        &mut self,
        target: &(Place, Stated),
        operands: &[(Place, Stated)],
        operation: Operation,
    ) {
        let Some(rule) = rule(&self.rule.rule) else {
            return;
        };
        if operands.iter().any(|(place, _)| *place == target.0) {
            return;
        }
        let numbers: Vec<Stated> = operands.iter().map(|(_, stated)| stated.clone()).collect();
        let verdict = judge(operation, &target.1, &numbers);
        if matches!(verdict, Verdict::CannotJudge(_)) {
            return;
        }
        self.proof
            .numbers
            .insert(target.0.clone(), target.1.clone());
        if operation != Operation::Count {
            self.proof.numbers.extend(operands.iter().cloned());
        }
        self.proof.relations.push(Relation {
            rule: rule.code,
            target: target.0.clone(),
            operation,
            operands: operands.iter().map(|(place, _)| place.clone()).collect(),
            origin: Origin::BetweenDocuments,
            verdict,
        });
    }
}

/// Tables of a kind, in the order of documents and sheets.
fn of_kind<'g>(group: &Group<'g>, kind: &str) -> Vec<&'g RecordSet> {
    let mut found: Vec<&RecordSet> = group
        .iter()
        .copied()
        .filter(|set| set.kind.as_deref() == Some(kind))
        .collect();
    // Sheets of a document keep their order, as the sort is stable.
    found.sort_by(|a, b| a.document.cmp(&b.document));
    found
}

/// The column of a field: of several, the one of the table's own year, else the last.
fn column(set: &RecordSet, field: &str) -> Option<usize> {
    let columns = set.columns_of(field);
    let own = columns.iter().copied().find(|&column| {
        let mapped = set.fields.get(column).and_then(Option::as_ref);
        mapped.is_some_and(|mapped| mapped.year.is_some() && mapped.year == set.year)
    });
    own.or(columns.last().copied())
}

fn number(set: &RecordSet, row_idx: usize, column: usize) -> Option<(Place, Stated)> {
    let (cell, stated) = set.typed.number(row_idx, column)?;
    Some((cell.sourced.place.clone(), stated))
}
