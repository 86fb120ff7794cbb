//! A row labelled as cumulative below a row of figures states, in each column, what the columns up to it make.
//! The label of the row in, claims out; most of its figures must bear it out, and it may begin anew nowhere.

use std::collections::BTreeSet;

use super::Draft;
use super::judged::Claim;
use crate::model::place::CellRef;
use crate::model::relation::{Operation, Origin, Stated};
use crate::model::text::normalize;

/// Words in the label of such a row.
const CUMULATIVE: &[&str] = &["kumulatif", "komulatif", "akumulasi", "cumulative"];
/// The rule that they break.
const RULE: &str = "A103";
/// Rows above that are tried.
const MAX_ABOVE: usize = 4;
/// Most columns that are added up.
const MAX_COLUMNS: usize = 120;
/// Fewest figures that bear it out, the first aside, which restates its own.
const MIN_HOLDING: usize = 2;

/// A figure and what stands above it up to it.
struct Running {
    target: (CellRef, Stated),
    operands: Vec<(CellRef, Stated)>,
}

impl Running {
    fn holds(&self) -> bool {
        let numbers: Vec<Stated> = self.operands.iter().map(|it| it.1.clone()).collect();
        super::holds(Operation::Sum, &self.target.1, &numbers)
    }
}

pub(super) fn build(draft: &mut Draft<'_>) {
    let rows = &draft.records.typed.table.rows;
    let is_cumulative = |label: &str| {
        let words = normalize(label);
        words.split(' ').any(|word| CUMULATIVE.contains(&word))
    };
    let mut found: Vec<Running> = Vec::new();
    for (row_idx, row) in rows.iter().enumerate() {
        if !is_cumulative(&row.label) {
            continue;
        }
        let above = (0..row_idx).rev().take(MAX_ABOVE);
        let choices = above.map(|above| runs(draft, row_idx, above));
        let borne_out = |runs: &Vec<Running>| {
            let later = || runs.iter().filter(|run| run.operands.len() > 1);
            let n_holding = later().filter(|run| run.holds()).count();
            n_holding >= MIN_HOLDING && n_holding * 2 > later().count()
        };
        found.extend(choices.into_iter().find(borne_out).unwrap_or_default());
    }
    for run in found.into_iter().filter(|run| run.operands.len() > 1) {
        let places = run.operands.into_iter().map(|(place, _)| place).collect();
        draft.claim(
            RULE,
            run.target.0,
            Operation::Sum,
            places,
            Origin::TotalLabel,
        );
    }
}

/// The rows of the sheet that were found to run on so: they add up no lines, whatever they are called.
pub(super) fn found(draft: &Draft<'_>) -> BTreeSet<u32> {
    let claims = draft.claims.iter();
    // A column of totals is made of its own row.
    let is_running = |claim: &&Claim| {
        claim.rule == RULE
            && claim.origin == Origin::TotalLabel
            && claim
                .operands
                .iter()
                .all(|cell| cell.row != claim.target.row)
    };
    claims
        .filter(is_running)
        .map(|claim| claim.target.row)
        .collect()
}

/// The figures of a row with those of a row above it, from its first column on.
fn runs(draft: &Draft<'_>, row_idx: usize, above: usize) -> Vec<Running> {
    let mut operands: Vec<(CellRef, Stated)> = Vec::new();
    let mut runs = Vec::new();
    for column in 0..draft.n_columns() {
        let Some(target) = draft.number(row_idx, column) else {
            continue;
        };
        if operands.len() >= MAX_COLUMNS {
            break;
        }
        operands.extend(draft.number(above, column));
        runs.push(Running {
            target,
            operands: operands.clone(),
        });
    }
    runs
}
