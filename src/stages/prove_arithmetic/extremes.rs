//! The highest and the lowest of a list, in rows below it that say so: `Nilai Tertinggi`, `Terendah`. Labels
//! in, claims out, that each is the figure that stands above; nearly all of them must bear it out, since a
//! limit or the best of another list is called so too.

use super::Draft;
use crate::model::extreme::Extreme;
use crate::model::place::CellRef;
use crate::model::relation::{Operation, Origin, Stated};
use crate::model::table::RowKind;

/// Lines that are needed, and figures among them in a column.
const MIN_LINES: usize = 4;
/// Most rows that say so; more are values of a column.
const MAX_SAID: usize = 8;
/// Figures that must bear it out, and how many for each that does not.
const MIN_HOLDING: usize = 2;
const SHARE: usize = 4;

/// A figure that should be another one: its place, and that of the other.
struct Stands {
    target: CellRef,
    operand: CellRef,
    holds: bool,
}

pub(super) fn build(draft: &mut Draft<'_>) {
    let rows = &draft.records.typed.table.rows;
    let said: Vec<(usize, Extreme)> = rows
        .iter()
        .enumerate()
        .filter_map(|(row_idx, row)| Some((row_idx, Extreme::of(&row.label)?)))
        .collect();
    let Some(&(first, _)) = said.first().filter(|_| said.len() <= MAX_SAID) else {
        return;
    };
    let above = rows.iter().take(first);
    let n_lines = above.take_while(|row| row.kind == RowKind::Line).count();
    if n_lines < MIN_LINES {
        return;
    }
    let mut found: Vec<Stands> = Vec::new();
    for (row_idx, which) in said {
        for column in 0..draft.n_columns() {
            found.extend(extreme(draft, row_idx, column, n_lines, which));
        }
    }
    let n_holding = found.iter().filter(|extreme| extreme.holds).count();
    let n_failing = found.len() - n_holding;
    if n_holding < MIN_HOLDING || n_holding < n_failing * SHARE {
        return;
    }
    for extreme in found {
        draft.claim(
            "A203",
            extreme.target,
            Operation::Equal,
            vec![extreme.operand],
            Origin::TotalLabel,
        );
    }
}

/// What a row states of a column, and the figure of the list that it should be.
fn extreme(
    draft: &Draft<'_>,
    row_idx: usize,
    column: usize,
    n_lines: usize,
    which: Extreme,
) -> Option<Stands> {
    let (target, stated) = draft.number(row_idx, column)?;
    let figures = (0..n_lines).filter_map(|row| draft.number(row, column));
    let figures: Vec<(CellRef, Stated)> = figures.collect();
    let open = (0..n_lines).any(|row| {
        let unreadable = draft.records.typed.unreadable_cell(row, column);
        unreadable.is_some()
    });
    if figures.len() < MIN_LINES || open {
        return None;
    }
    let is_better = |one: &Stated, other: &Stated| {
        if which == Extreme::Highest {
            one.value > other.value
        } else {
            one.value < other.value
        }
    };
    // Of equals the first.
    let best = figures.iter().reduce(|best, other| {
        if is_better(&other.1, &best.1) {
            other
        } else {
            best
        }
    })?;
    Some(Stands {
        target,
        operand: best.0,
        holds: super::holds(Operation::Equal, &stated, std::slice::from_ref(&best.1)),
    })
    .filter(|extreme| extreme.holds || !is_doubted(draft, extreme.operand))
}

/// Whether another claim says of a figure that it is wrong: then another may be the highest.
fn is_doubted(draft: &Draft<'_>, cell: CellRef) -> bool {
    let stated = |at: &CellRef| draft.records.typed.cells.get(at)?.stated();
    let claims = draft.claims.iter().filter(|claim| claim.target == cell);
    claims
        .filter(|claim| claim.operation != Operation::AtMost)
        .any(|claim| {
            let numbers: Option<Vec<Stated>> = claim.operands.iter().map(stated).collect();
            let told = stated(&cell).zip(numbers);
            told.is_some_and(|(told, numbers)| !super::holds(claim.operation, &told, &numbers))
        })
}
