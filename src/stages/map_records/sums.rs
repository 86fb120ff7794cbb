//! How well a tree's sums hold: what decides between two trees that words leave open. Numbers in,
//! counts of sums out; moving a few lines costs a few sums, not all of them.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::APART;
use crate::model::record::RecordSet;
use crate::model::table::RowKind;

/// The numbers that a tree must add up, one set a column that adds up.
pub(super) struct Sums {
    columns: Vec<Column>,
}

/// One column's numbers.
struct Column {
    /// Per line its number.
    stated: Vec<Option<Decimal>>,
    /// The number of the last total row.
    total: Option<Decimal>,
    /// Half a unit of the last decimal that most show: what rounding may add to each number. A number
    /// that ends in zeros may be written without them and is no rougher for that.
    half_unit: Decimal,
}

/// Sums from which on some must be over several lines, and which share of them.
const MANY: usize = 20;
const TELLING_SHARE: usize = 10;

/// How well a tree adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Score {
    /// Sums that hold.
    pub(super) holding: usize,
    /// Those of them over several lines: one line is as much as another by chance, where figures repeat.
    pub(super) telling: usize,
    /// Sums that do not.
    pub(super) failing: usize,
}

impl Score {
    /// Whether more sums hold than do with the other tree, and not at the cost of as many that fail.
    pub(super) fn is_better_than(self, other: Self) -> bool {
        self.holding > other.holding && self.holding + other.failing > other.holding + self.failing
    }

    /// Whether at least half of the sums hold, and one at all; of many, some of them over several lines.
    pub(super) fn is_borne_out(self) -> bool {
        let are_telling = self.holding < MANY || self.telling * TELLING_SHARE >= self.holding;
        self.holding > 0 && self.holding >= self.failing && are_telling
    }

    fn count(&mut self, (holds, n_addends): (bool, u32)) {
        self.holding += usize::from(holds);
        self.telling += usize::from(holds && n_addends > 1);
        self.failing += usize::from(!holds);
    }
}

impl Sums {
    /// Takes the numbers of the additive columns: those the profile says, else all money.
    pub(super) fn of(records: &RecordSet) -> Self {
        let rows = &records.typed.table.rows;
        let total_row = rows.iter().rposition(|row| row.kind == RowKind::Total);
        let columns = (0..records.typed.table.columns.len())
            .filter(|&column| records.is_additive(column))
            .map(|column| {
                let mut half_units: Vec<Decimal> = Vec::new();
                let mut number = |row_idx: usize| {
                    let (_, stated) = records.typed.number(row_idx, column)?;
                    half_units.push(stated.grain.half_unit());
                    Some(stated.value)
                };
                let lines = records.lines.iter();
                let stated = lines.map(|line| number(line.row_idx)).collect();
                let total = total_row.and_then(&mut number);
                half_units.sort_unstable();
                let half_unit = half_units.get(half_units.len() / 2);
                Column {
                    stated,
                    total,
                    half_unit: half_unit.copied().unwrap_or_default(),
                }
            })
            .collect();
        Self { columns }
    }

    /// Whether no column has numbers to add up.
    pub(super) fn is_empty(&self) -> bool {
        self.columns
            .iter()
            .all(|column| column.stated.iter().all(Option::is_none))
    }

    /// Adds up a tree given as parents of the first lines.
    pub(super) fn ledger(&self, parents: &[Option<usize>]) -> Ledger<'_> {
        let accounts = self
            .columns
            .iter()
            .map(|column| Account::new(column, parents));
        Ledger {
            accounts: accounts.collect(),
            n_lines: parents.len(),
        }
    }

    /// Whether each sum that fails misses what is stated by a third of it and more, so that it is no slip.
    pub(super) fn are_far(&self, parents: &[Option<usize>]) -> bool {
        let ledger = self.ledger(parents);
        let slots = 0..parents.len();
        let mut all = ledger.accounts.iter().flat_map(|account| {
            let slots = slots.clone();
            slots
                .filter(|&slot| account.holds(slot).is_some_and(|(holds, _)| !holds))
                .filter_map(|slot| Some((account.stated(slot)?, account.under.get(slot)?.1)))
        });
        all.all(|(stated, sum)| {
            let miss = stated.saturating_sub(sum).abs();
            miss.saturating_mul(Decimal::from(3)) >= stated.abs()
        })
    }

    /// Judges a tree given as parents of the first lines; totals only where all lines are given.
    pub(super) fn score(&self, parents: &[Option<usize>]) -> Score {
        let ledger = self.ledger(parents);
        let mut score = Score::default();
        for account in &ledger.accounts {
            let is_whole = parents.len() == account.column.stated.len();
            let n_slots = parents.len() + usize::from(is_whole);
            for slot in 0..n_slots {
                if let Some(holds) = account.holds(slot) {
                    score.count(holds);
                }
            }
        }
        score
    }
}

/// A tree being added up.
pub(super) struct Ledger<'a> {
    accounts: Vec<Account<'a>>,
    n_lines: usize,
}

/// One column of a tree being added up.
struct Account<'a> {
    column: &'a Column,
    /// Per line what it gives to its parent: its number, or that of its children.
    given: Vec<Option<Decimal>>,
    /// Per line, and last for all roots: how many numbers stand under it, and their sum.
    under: Vec<(u32, Decimal)>,
}

impl<'a> Account<'a> {
    fn new(column: &'a Column, parents: &[Option<usize>]) -> Self {
        let n_lines = parents.len();
        let mut account = Self {
            column,
            given: column.stated.iter().take(n_lines).copied().collect(),
            under: vec![(0, Decimal::ZERO); n_lines + 1],
        };
        // Parents stand above their children.
        for (idx, parent) in parents.iter().enumerate().rev() {
            let (n, sum) = account.under.get(idx).copied().unwrap_or_default();
            if let Some(given) = account.given.get_mut(idx)
                && given.is_none()
                && n > 0
            {
                *given = Some(sum);
            }
            account.add(idx, slot(*parent, n_lines), true);
        }
        account
    }

    fn add(&mut self, line: usize, slot: Option<usize>, is_added: bool) {
        let given = self.given.get(line).copied().flatten();
        let under = slot.and_then(|slot| self.under.get_mut(slot));
        if let (Some(given), Some((n, sum))) = (given, under) {
            if is_added {
                *n += 1;
                *sum = sum.saturating_add(given);
            } else {
                *n = n.saturating_sub(1);
                *sum = sum.saturating_sub(given);
            }
        }
    }

    /// The number of a slot.
    fn stated(&self, slot: usize) -> Option<Decimal> {
        if slot + 1 == self.under.len() {
            return self.column.total;
        }
        self.column.stated.get(slot).copied().flatten()
    }

    /// Whether the number of a slot is the sum under it, and of how many; `None` where there is nothing to compare.
    fn holds(&self, slot: usize) -> Option<(bool, u32)> {
        let (n, sum) = self.under.get(slot)?;
        let stated = self.stated(slot);
        let addends = (*n > 0).then_some(*n)?;
        let room = self
            .column
            .half_unit
            .saturating_mul(Decimal::from(addends + 1));
        Some((stated?.saturating_sub(*sum).abs() <= room, addends))
    }
}

impl Ledger<'_> {
    /// Puts lines under another parent if more sums hold then; tells whether they moved.
    pub(super) fn try_move(
        &mut self,
        parents: &mut [Option<usize>],
        lines: &[usize],
        to: Option<usize>,
    ) -> bool {
        let old: Vec<Option<usize>> = lines
            .iter()
            .map(|&line| parents.get(line).copied().flatten())
            .collect();
        let mut slots: BTreeSet<usize> = old
            .iter()
            .filter_map(|parent| slot(*parent, self.n_lines))
            .collect();
        slots.extend(slot(to, self.n_lines));
        let before = self.score(&slots);
        for &line in lines {
            self.put(parents, line, to);
        }
        if self.score(&slots).is_better_than(before) {
            return true;
        }
        for (&line, parent) in lines.iter().zip(old) {
            self.put(parents, line, parent);
        }
        false
    }

    /// Puts a line under another parent.
    pub(super) fn put(&mut self, parents: &mut [Option<usize>], line: usize, to: Option<usize>) {
        let Some(parent) = parents.get_mut(line) else {
            return;
        };
        let from = std::mem::replace(parent, to);
        for account in &mut self.accounts {
            account.add(line, slot(from, self.n_lines), false);
            account.add(line, slot(to, self.n_lines), true);
        }
    }

    /// Judges the sums of some slots.
    fn score(&self, slots: &BTreeSet<usize>) -> Score {
        let mut score = Score::default();
        for account in &self.accounts {
            for &slot in slots {
                if let Some(holds) = account.holds(slot) {
                    score.count(holds);
                }
            }
        }
        score
    }
}

/// Where a parent's children are added up: at its own index, roots behind the last, those apart
/// nowhere.
fn slot(parent: Option<usize>, n_lines: usize) -> Option<usize> {
    match parent {
        None => Some(n_lines),
        Some(APART) => None,
        Some(parent) => Some(parent),
    }
}
