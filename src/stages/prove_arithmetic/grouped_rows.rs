//! A figure that every line of a group repeats, as a payment document's total stands on each of its
//! lines: it is the sum of the group's lines, and the same on all of them.

use std::collections::BTreeMap;

use super::{Draft, holds};
use crate::config::profile::RelationRule;
use crate::model::place::CellRef;
use crate::model::relation::{Operation, Origin, Stated};
use crate::model::table::RowKind;

/// Of the groups, the share whose sum must hold, in percent: below it the figure means something else.
const MIN_SUPPORT: usize = 60;
/// Groups from which on that is asked.
const MANY_GROUPS: usize = 4;

/// A group: the figure as its lines repeat it, and the figures of its lines.
#[derive(Default)]
struct Group {
    totals: Vec<(CellRef, Stated)>,
    lines: Vec<(CellRef, Stated)>,
}

/// Claims what a rule with `by` says.
pub(super) fn claim(draft: &mut Draft<'_>, relation: &RelationRule, rule: &'static str) {
    let Some(operand) = relation.operands.first() else {
        return;
    };
    // A row that could not be placed may be a line of any group.
    if !draft.is_complete() {
        return;
    }
    let sources = draft.records.columns_of(&operand.field);
    let [source] = sources.as_slice() else { return };
    let keys: Vec<usize> = relation
        .by
        .iter()
        .flat_map(|field| draft.records.columns_of(field))
        .collect();
    for target in draft.records.columns_of(&relation.target) {
        let groups = groups(draft, target, *source, &keys);
        if !is_meant(&groups) {
            continue;
        }
        for group in groups.into_values() {
            let mut totals = group.totals.into_iter().map(|(place, _)| place);
            let Some(first) = totals.next() else { continue };
            for again in totals {
                let operands = vec![first];
                draft.claim(
                    "A203",
                    again,
                    Operation::Equal,
                    operands,
                    Origin::ColumnMeaning,
                );
            }
            let addends = group.lines.into_iter().map(|(place, _)| place).collect();
            draft.claim(rule, first, Operation::Sum, addends, Origin::ColumnMeaning);
        }
    }
}

/// The lines by what they say in the key columns; lines that say nothing belong to no group.
fn groups(
    draft: &Draft<'_>,
    target: usize,
    source: usize,
    keys: &[usize],
) -> BTreeMap<Vec<String>, Group> {
    let typed = &draft.records.typed;
    let mut groups: BTreeMap<Vec<String>, Group> = BTreeMap::new();
    for (row_idx, row) in typed.table.rows.iter().enumerate() {
        let key: Vec<String> = keys
            .iter()
            .map(|&key| typed.text(row_idx, key).unwrap_or_default().into_owned())
            .collect();
        if row.kind != RowKind::Line || key.iter().all(String::is_empty) {
            continue;
        }
        let group = groups.entry(key).or_default();
        group.totals.extend(draft.number(row_idx, target));
        group.lines.extend(draft.number(row_idx, source));
    }
    groups.retain(|_, group| !group.lines.is_empty());
    groups
}

/// Whether the groups bear it out: that a document's figure is the sum of its lines is certain only
/// where the table lists all of them.
fn is_meant(groups: &BTreeMap<Vec<String>, Group>) -> bool {
    let bears_out = |group: &&Group| {
        let lines: Vec<Stated> = group
            .lines
            .iter()
            .map(|(_, stated)| stated.clone())
            .collect();
        group
            .totals
            .first()
            .is_some_and(|(_, total)| holds(Operation::Sum, total, &lines))
    };
    let n_holding = groups.values().filter(bears_out).count();
    groups.len() < MANY_GROUPS || n_holding * 100 >= groups.len() * MIN_SUPPORT
}
