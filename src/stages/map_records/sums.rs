//! How well a tree's sums hold: what decides between two trees that words leave open.

use rust_decimal::Decimal;

use crate::model::record::RecordSet;
use crate::model::table::RowKind;

/// The numbers that a tree must add up: of each additive column, one a line, and the totals.
pub(super) struct Sums {
    /// Per column: per line its number.
    columns: Vec<Vec<Option<Decimal>>>,
    /// Per column: the number of the last total row.
    totals: Vec<Option<Decimal>>,
}

/// How well a tree adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Score {
    /// Sums that hold.
    pub(super) n_holding: usize,
    /// Minus the sum of what the others miss.
    misses: Decimal,
    /// Sums looked at.
    pub(super) n_sums: usize,
}

impl Sums {
    /// Takes the numbers of the additive columns: those the profile says, else all money.
    pub(super) fn of(records: &RecordSet) -> Self {
        let additive: Vec<usize> = (0..records.typed.table.columns.len())
            .filter(|&column| records.is_additive(column))
            .collect();
        let total_row = records
            .typed
            .table
            .rows
            .iter()
            .rposition(|row| row.kind == RowKind::Total);
        let number = |row_idx: usize, column: usize| {
            records
                .typed
                .number(row_idx, column)
                .map(|(_, stated)| stated.value)
        };
        Self {
            columns: additive
                .iter()
                .map(|&column| {
                    records
                        .lines
                        .iter()
                        .map(|line| number(line.row_idx, column))
                        .collect()
                })
                .collect(),
            totals: additive
                .iter()
                .map(|&column| total_row.and_then(|row_idx| number(row_idx, column)))
                .collect(),
        }
    }

    /// Judges a tree given as parents of lines.
    pub(super) fn score(&self, parents: &[Option<usize>]) -> Score {
        let mut score = Score {
            n_holding: 0,
            misses: Decimal::ZERO,
            n_sums: 0,
        };
        for (numbers, total) in self.columns.iter().zip(&self.totals) {
            let mut sums: Vec<Option<Decimal>> = vec![None; numbers.len()];
            let mut roots: Option<Decimal> = None;
            for (number, parent) in numbers.iter().zip(parents) {
                let Some(number) = number else { continue };
                let sum = match parent {
                    Some(parent) => sums.get_mut(*parent),
                    None => Some(&mut roots),
                };
                if let Some(sum) = sum {
                    *sum = Some(sum.unwrap_or_default().saturating_add(*number));
                }
            }
            let pairs = numbers.iter().copied().zip(sums).chain([(*total, roots)]);
            for (stated, sum) in pairs {
                let (Some(stated), Some(sum)) = (stated, sum) else {
                    continue;
                };
                score.n_sums += 1;
                let miss = (stated.saturating_sub(sum)).abs();
                if miss.is_zero() {
                    score.n_holding += 1;
                } else {
                    score.misses = score.misses.saturating_sub(miss);
                }
            }
        }
        score
    }
}
