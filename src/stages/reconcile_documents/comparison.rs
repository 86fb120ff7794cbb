//! Comes in: figures of several tables. Goes out: judged relations between them. The one place where
//! claims between tables are made; never claims anything of a cell by itself.

use crate::config::pipeline::{Agreement, Reconcile};
use crate::model::place::Place;
use crate::model::record::RecordSet;
use crate::model::relation::{Operation, Origin, Proof, Relation, Stated, Verdict, judge};
use crate::model::rules::rule;

/// Tables of one agency and year.
pub(super) type Group<'a> = Vec<&'a RecordSet>;

/// One rule of comparison and where its relations go.
pub(super) struct Comparison<'a> {
    pub(super) rule: &'a Reconcile,
    pub(super) proof: &'a mut Proof,
}

/// A figure: the cell that states it, or the cells that make it.
#[derive(Clone)]
pub(super) struct Figure {
    pub(super) cells: Vec<(Place, Stated)>,
}

impl Figure {
    /// Whether both state the same numbers.
    pub(super) fn same_as(&self, other: &Figure) -> bool {
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
pub(super) fn copies_against<'f, T>(before: &'f [T], after: &'f [T]) -> Vec<(&'f T, &'f T)> {
    let (Some(first), Some(second)) = (before.first(), after.first()) else {
        return Vec::new();
    };
    let copies = before.iter().map(|copy| (copy, second));
    copies
        .chain(after.iter().skip(1).map(|copy| (first, copy)))
        .collect()
}

impl Comparison<'_> {
    /// Whether tables of more than one of the rule's kinds are there: without, nothing is compared.
    pub(super) fn has_pair(&self, group: &Group<'_>) -> bool {
        let is_there = |kind: &&String| group.iter().any(|set| set.kind.as_ref() == Some(*kind));
        self.rule.kinds.iter().filter(is_there).count() > 1
    }

    /// Claims that two figures agree; the first is blamed unless only the second is a single cell.
    pub(super) fn agree(&mut self, first: &Figure, second: &Figure) {
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

    pub(super) fn relate(
        &mut self,
        target: &(Place, Stated),
        operands: &[(Place, Stated)],
        operation: Operation,
    ) {
        relate(self.proof, &self.rule.rule, target, operands, operation);
    }
}

/// Adds the claim of a rule that a figure follows from others, and whether it holds; `None` where it
/// cannot be judged or says nothing.
pub(super) fn relate(
    proof: &mut Proof,
    code: &str,
    target: &(Place, Stated),
    operands: &[(Place, Stated)],
    operation: Operation,
) -> Option<bool> {
    let rule = rule(code)?;
    if operands.iter().any(|(place, _)| *place == target.0) {
        return None;
    }
    let numbers: Vec<Stated> = operands.iter().map(|(_, stated)| stated.clone()).collect();
    let verdict = judge(operation, &target.1, &numbers);
    let holds = match verdict {
        Verdict::Holds(_) => true,
        Verdict::Fails(_) => false,
        Verdict::CannotJudge(_) => return None,
    };
    proof.numbers.insert(target.0.clone(), target.1.clone());
    if operation != Operation::Count {
        proof.numbers.extend(operands.iter().cloned());
    }
    proof.relations.push(Relation {
        rule: rule.code,
        target: target.0.clone(),
        operation,
        operands: operands.iter().map(|(place, _)| place.clone()).collect(),
        origin: Origin::BetweenDocuments,
        verdict,
    });
    Some(holds)
}

/// Tables of a kind, in the order of documents and sheets.
pub(super) fn of_kind<'g>(group: &Group<'g>, kind: &str) -> Vec<&'g RecordSet> {
    let mut found: Vec<&RecordSet> = group
        .iter()
        .copied()
        .filter(|set| set.kind.as_deref() == Some(kind))
        .collect();
    // Sheets of a document keep their order, as the sort is stable.
    found.sort_by(|a, b| a.on.file.cmp(&b.on.file));
    found
}

/// The column of a field: of several, the one of the table's own year, else the last.
pub(super) fn column(set: &RecordSet, field: &str) -> Option<usize> {
    let columns = set.columns_of(field);
    let own = columns.iter().copied().find(|&column| {
        let mapped = set.fields.get(column).and_then(Option::as_ref);
        mapped.is_some_and(|mapped| mapped.year.is_some() && mapped.year == set.year)
    });
    own.or(columns.last().copied())
}

pub(super) fn number(set: &RecordSet, row_idx: usize, column: usize) -> Option<(Place, Stated)> {
    set.number(row_idx, column)
}
