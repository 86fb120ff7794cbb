//! A stated number of programs, kegiatan or sub kegiatan against the rows that a tree has.

use super::comparison::{Comparison, Group, column, number, of_kind};
use crate::model::amount::{Grain, Unit};
use crate::model::place::Place;
use crate::model::record::RecordSet;
use crate::model::relation::{Operation, Stated};

pub(super) fn compare(comparison: &mut Comparison<'_>, group: &Group<'_>) {
    let quantity = comparison.rule.quantity.clone();
    let Some(level) = quantity.strip_prefix("count:") else {
        return;
    };
    let kinds = comparison.rule.kinds.clone();
    let sets: Vec<&RecordSet> = kinds.iter().flat_map(|kind| of_kind(group, kind)).collect();
    if sets.iter().all(|set| column(set, &quantity).is_none()) {
        return;
    }
    let counted: Vec<Vec<(Place, Stated)>> = sets
        .iter()
        .map(|set| rows_of_level(set, level))
        .filter(|rows| !rows.is_empty())
        .collect();
    // Two trees of one year may be months or revisions; which one is meant is not said.
    let [rows] = counted.as_slice() else { return };
    for set in &sets {
        let Some(column) = column(set, &quantity) else {
            continue;
        };
        let line = set.in_force.or((set.lines.len() == 1).then_some(0));
        let stated = line
            .and_then(|line| set.lines.get(line))
            .and_then(|line| number(set, line.row_idx, column));
        if let Some(stated) = stated {
            comparison.relate(&stated, rows, Operation::Count);
        }
    }
}

/// One cell of each row of a level: what is counted.
fn rows_of_level(set: &RecordSet, level: &str) -> Vec<(Place, Stated)> {
    let n_columns = set.typed.table.columns.len();
    set.lines
        .iter()
        .filter(|line| line.level.as_deref() == Some(level))
        .filter_map(|line| {
            let place = (0..n_columns).find_map(|column| set.place(line.row_idx, column))?;
            let one = Stated {
                value: rust_decimal::Decimal::ONE,
                grain: Grain::Exact,
                unit: Unit::Unknown,
            };
            Some((place, one))
        })
        .collect()
}
