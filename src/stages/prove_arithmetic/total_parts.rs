//! Totals that stand below each other, each of its own part of the lines: `TOTAL BELANJA OPERASI`, `TOTAL
//! BELANJA MODAL`, `TOTAL BELANJA`. Comes in: the lines and such rows. Goes out: the lines of each part, where
//! the numbers cut the lines so. Never claims anything itself.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Draft, near_total};
use crate::model::table::RowKind;

/// Most parts below each other.
const MAX_PARTS: usize = 8;
/// Most lines that are cut.
const MAX_LINES: usize = 120;

/// Per total of a part its lines.
pub(super) fn parts(draft: &Draft<'_>) -> BTreeMap<usize, Vec<usize>> {
    let rows = draft.records.typed.table.rows.iter().enumerate();
    let totals: Vec<usize> = rows
        .filter(|(_, row)| row.kind == RowKind::Total)
        .map(|(idx, _)| idx)
        .collect();
    let mut blocks = totals.chunk_by(|one, next| one + 1 == *next);
    let lines = &draft.records.lines;
    // All lines stand above the only such block.
    let Some(block) = blocks.next().filter(|_| blocks.next().is_none()) else {
        return BTreeMap::new();
    };
    let is_above = lines.iter().all(|line| Some(&line.row_idx) < block.first());
    let Some((whole, parts)) = block.split_last().filter(|_| is_above) else {
        return BTreeMap::new();
    };
    let says_more = |row: &usize| {
        let row = draft.records.typed.table.rows.get(*row);
        row.is_some_and(|row| !near_total::is_bare(&row.label))
    };
    let roots: Vec<usize> = (0..lines.len())
        .filter(|&idx| {
            let line = lines.get(idx);
            line.is_some_and(|line| line.parent.is_none() && !line.stands_apart)
        })
        .collect();
    let is_few =
        (2..=MAX_PARTS).contains(&parts.len()) && (parts.len()..=MAX_LINES).contains(&roots.len());
    if !is_few || !parts.iter().all(says_more) {
        return BTreeMap::new();
    }
    let sums = Sums::of(draft, &roots);
    cut(draft, &sums, *whole, parts)
        .map(|cuts| {
            let runs = cuts.windows(2).map(|pair| roots.get(pair[0]..pair[1]));
            let runs = runs.map(|run| run.unwrap_or_default().to_vec());
            parts.iter().copied().zip(runs).collect()
        })
        .unwrap_or_default()
}

/// Where the lines are cut into as many runs as there are parts, so that most parts hold: all of them, or all
/// but one where the whole holds.
fn cut(draft: &Draft<'_>, sums: &Sums, whole: usize, parts: &[usize]) -> Option<Vec<usize>> {
    let n_lines = sums.n_lines;
    // Per number of lines cut so far the most parts that hold, and the cuts.
    let mut best: Vec<Option<(usize, Vec<usize>)>> = vec![None; n_lines + 1];
    if let Some(first) = best.first_mut() {
        *first = Some((0, vec![0]));
    }
    for &part in parts {
        let stated = sums.stated(draft, part);
        let mut next: Vec<Option<(usize, Vec<usize>)>> = vec![None; n_lines + 1];
        for (from, (n_holding, cuts)) in best
            .iter()
            .enumerate()
            .filter_map(|(from, reached)| Some((from, reached.as_ref()?)))
        {
            for to in from + 1..=n_lines {
                let n_holding = n_holding + usize::from(sums.holds(&stated, from, to));
                let is_better = next
                    .get(to)
                    .is_some_and(|old| old.as_ref().is_none_or(|(old, _)| *old < n_holding));
                if let Some(slot) = next.get_mut(to).filter(|_| is_better) {
                    *slot = Some((n_holding, cuts.iter().copied().chain([to]).collect()));
                }
            }
        }
        best = next;
    }
    let (n_holding, cuts) = best.pop().flatten()?;
    let whole_holds = sums.holds(&sums.stated(draft, whole), 0, n_lines);
    let is_enough = n_holding == parts.len() || (n_holding + 1 == parts.len() && whole_holds);
    // A part of one line agrees by chance.
    let is_telling = |pair: (&[usize], &usize)| match pair {
        ([from, to], part) => to - from > 1 && sums.holds(&sums.stated(draft, *part), *from, *to),
        _ => false,
    };
    (is_enough && cuts.windows(2).zip(parts).any(is_telling)).then_some(cuts)
}

/// The sums of the first lines, column by column.
struct Sums {
    n_lines: usize,
    /// Per column that adds up the sum of the first lines, of none first.
    columns: Vec<(usize, Vec<Decimal>)>,
}

impl Sums {
    fn of(draft: &Draft<'_>, roots: &[usize]) -> Self {
        let sum = |column: usize| {
            let mut sums = vec![Decimal::ZERO];
            for &idx in roots {
                let row_idx = draft.records.lines.get(idx)?.row_idx;
                let number = draft.number(row_idx, column);
                let number = number.map_or(Decimal::ZERO, |(_, stated)| stated.value);
                sums.push(sums.last()?.checked_add(number)?);
            }
            Some((column, sums))
        };
        let columns = (0..draft.n_columns()).filter(|&column| draft.is_additive(column));
        Self {
            n_lines: roots.len(),
            columns: columns.filter_map(sum).collect(),
        }
    }

    /// What a total states in each of the columns.
    fn stated(&self, draft: &Draft<'_>, row_idx: usize) -> Vec<Option<Decimal>> {
        let number = |column: usize| draft.number(row_idx, column).map(|(_, one)| one.value);
        self.columns
            .iter()
            .map(|(column, _)| number(*column))
            .collect()
    }

    /// Whether a run of lines adds up to what is stated, in every column that states something.
    fn holds(&self, stated: &[Option<Decimal>], from: usize, to: usize) -> bool {
        let pairs = || self.columns.iter().zip(stated);
        let is_sum = |sums: &[Decimal], stated: Decimal| {
            let sum = sums.get(to).zip(sums.get(from));
            sum.is_some_and(|(to, from)| to.checked_sub(*from) == Some(stated))
        };
        pairs().any(|(_, stated)| stated.is_some_and(|stated| !stated.is_zero()))
            && pairs().all(|((_, sums), stated)| stated.is_none_or(|stated| is_sum(sums, stated)))
    }
}
