//! Totals typed in a column whose other totals are formulas: words say which cells are totals.

use std::collections::BTreeMap;

use super::Audit;
use super::book::At;
use crate::model::formula::FormulaFault;

/// Fewest totals with formulas that make a rule.
const MIN_ALIKE: usize = 3;

pub(super) fn find(audit: &mut Audit<'_>) {
    let mut columns: BTreeMap<(usize, u32), Vec<(At, bool)>> = BTreeMap::new();
    for (at, word) in audit.words.all() {
        let is_down = word.is_sum
            && word.holds.is_some()
            && word.operands.len() > 1
            && word
                .operands
                .iter()
                .all(|cell| cell.0 == at.0 && cell.1.col == at.1.col);
        if is_down
            && audit
                .book
                .stored(at)
                .is_some_and(|stored| !stored.is_zero())
        {
            let totals = columns.entry((at.0, at.1.col)).or_default();
            if totals.last().is_none_or(|(other, _)| *other != at) {
                totals.push((at, audit.book.formulas.contains_key(&at)));
            }
        }
    }
    for totals in columns.into_values() {
        let n_formulas = totals.iter().filter(|(_, is_formula)| *is_formula).count();
        if n_formulas < MIN_ALIKE || n_formulas * 4 < totals.len() * 3 {
            continue;
        }
        for (at, _) in totals.into_iter().filter(|(_, is_formula)| !is_formula) {
            audit.fault(at, "A705", FormulaFault::TypedAmong);
            if let Some(fault) = audit.faults.get_mut(&at)
                && fault.what == FormulaFault::TypedAmong
                && !audit.typed.contains_key(&at)
            {
                "=SUM(...)".clone_into(&mut fault.text);
            }
        }
    }
}
