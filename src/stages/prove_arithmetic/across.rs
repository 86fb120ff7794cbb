//! One claim over columns, made in every row that holds its numbers. Builders that know columns by
//! their words share it: which rows there are, how many bear the claim out, and whether it may be
//! made at all.

use super::judged::as_percent;
use super::{Draft, holds};
use crate::model::place::CellRef;
use crate::model::relation::{Operation, Origin, Stated};
use crate::model::table::RowKind;
use crate::model::text::{has_lone_percent, has_phrase, normalize};

/// Of the rows, the share that must bear out what words leave open, in percent.
const MIN_SUPPORT: usize = 60;
/// And how many at least.
const MIN_ROWS: usize = 2;
/// Rows from which on it is not believed that every one of them is wrong.
const MANY_ROWS: usize = 5;

/// Rows that are looked at to choose between claims.
const SAMPLE: usize = 400;

/// A claim that columns make in every row.
#[derive(Debug, Clone)]
pub(super) struct Across {
    pub(super) rule: &'static str,
    pub(super) operation: Operation,
    pub(super) target: usize,
    pub(super) operands: Vec<usize>,
}

/// How far the words of the columns settle a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    /// Nothing else can be meant; it is believed unless it fails in every one of many rows.
    Settle,
    /// Most rows must bear it out.
    Suggest,
}

/// A row of a claim.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Its place among the rows of the table.
    pub(super) nth: usize,
    pub(super) target: (CellRef, Stated),
    pub(super) operands: Vec<(CellRef, Stated)>,
}

impl Row {
    fn numbers(&self) -> Vec<Stated> {
        self.operands
            .iter()
            .map(|(_, stated)| stated.clone())
            .collect()
    }

    /// Whether each part states the whole anew, as a level does that is kept or reached step by step:
    /// 100 % in every quarter makes 100 % a year.
    fn stays(&self) -> bool {
        let values = || self.operands.iter().map(|(_, stated)| stated.value);
        let never_falls = values()
            .zip(values().skip(1))
            .all(|(one, next)| one <= next);
        self.operands.len() > 1 && never_falls && values().next_back() == Some(self.target.1.value)
    }

    pub(super) fn holds(&self, operation: Operation) -> bool {
        let numbers = self.numbers();
        holds(operation, &self.target.1, &numbers)
            || as_percent(operation, &self.target.1, &numbers).is_some()
    }
}

impl Across {
    /// A column that others make together.
    pub(super) fn sum(target: usize, operands: Vec<usize>) -> Self {
        Self {
            rule: "A103",
            operation: Operation::Sum,
            target,
            operands,
        }
    }

    /// The rows that hold all of its numbers; of a sum, some of its addends. A total of products is
    /// a sum, so a product is claimed of lines only.
    pub(super) fn rows(&self, draft: &Draft<'_>) -> Vec<Row> {
        self.first_rows(draft, usize::MAX)
    }

    /// Enough of the rows to tell what may be meant from what is not.
    pub(super) fn sample(&self, draft: &Draft<'_>) -> Vec<Row> {
        self.first_rows(draft, SAMPLE)
    }

    fn first_rows(&self, draft: &Draft<'_>, most: usize) -> Vec<Row> {
        let table = &draft.records.typed.table;
        let rows = table
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| match row.kind {
                RowKind::Line => true,
                RowKind::Total => !matches!(
                    self.operation,
                    Operation::Product | Operation::TaxedProduct | Operation::Formula(_)
                ),
                RowKind::Mean | RowKind::Note => false,
            });
        rows.filter_map(|(row_idx, _)| {
            let target = draft.number(row_idx, self.target)?;
            let operands: Vec<_> = self
                .operands
                .iter()
                .filter_map(|&column| draft.number(row_idx, column))
                .collect();
            let is_whole = operands.len() == self.operands.len()
                || (self.operation == Operation::Sum && !operands.is_empty());
            is_whole.then_some(Row {
                nth: row_idx,
                target,
                operands,
            })
        })
        .take(most)
        .collect()
    }

    /// Makes the claim in every row, where words and numbers allow it.
    pub(super) fn claim(&self, draft: &mut Draft<'_>, words: Words) {
        self.claim_but(draft, words, |_, _| false);
    }

    /// The same, but not of rows that say they are of another kind and do not bear it out.
    pub(super) fn claim_but(
        &self,
        draft: &mut Draft<'_>,
        words: Words,
        is_apart: impl Fn(&Draft<'_>, &Row) -> bool,
    ) {
        let rows = self.rows(draft);
        let may_claim = match words {
            Words::Settle => {
                rows.len() < MANY_ROWS || rows.iter().any(|row| row.holds(self.operation))
            }
            Words::Suggest => is_supported(self.operation, &rows),
        };
        if !may_claim {
            return;
        }
        for row in rows {
            let is_rate = || row.stays() || says_rate(draft, row.nth);
            let is_other =
                || is_apart(draft, &row) || (self.operation == Operation::Sum && is_rate());
            if !row.holds(self.operation) && is_other() {
                continue;
            }
            let Row {
                target, operands, ..
            } = row;
            let places = operands.into_iter().map(|(place, _)| place).collect();
            draft.claim(
                self.rule,
                target.0,
                self.operation,
                places,
                Origin::ColumnMeaning,
            );
        }
    }

    /// In how many rows of a sample it holds; what holds because all is zero, or one addend alone, tells nothing.
    pub(super) fn support(&self, draft: &Draft<'_>) -> usize {
        let rows = self.sample(draft);
        rows.iter()
            .filter(|row| is_telling(row) && row.holds(self.operation))
            .count()
    }
}

/// Words of rows whose figures are divided out: those of several columns do not add up.
const RATES: &[&str] = &[
    "persen",
    "persentase",
    "prosentase",
    "rasio",
    "rata rata",
    "rerata",
    "percentage",
    "ratio",
    "average",
];

/// Whether a row's label says that its figures are rates or means.
pub(super) fn says_rate(draft: &Draft<'_>, row_idx: usize) -> bool {
    let row = draft.records.typed.table.rows.get(row_idx);
    row.is_some_and(|row| {
        let words = normalize(&row.label);
        has_lone_percent(&words) || RATES.iter().any(|word| has_phrase(&words, word))
    })
}

fn is_telling(row: &Row) -> bool {
    !row.target.1.value.is_zero()
        || row
            .operands
            .iter()
            .any(|(_, stated)| !stated.value.is_zero())
}

/// Whether most rows bear a claim out, rows of nothing but zeros aside.
fn is_supported(operation: Operation, rows: &[Row]) -> bool {
    let telling: Vec<&Row> = rows.iter().filter(|row| is_telling(row)).collect();
    let n_holding = telling.iter().filter(|row| row.holds(operation)).count();
    n_holding >= MIN_ROWS && n_holding * 100 >= telling.len() * MIN_SUPPORT
}
