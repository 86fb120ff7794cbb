//! What a budget leaves, by its words: surplus = pendapatan - belanja, pembiayaan netto = penerimaan -
//! pengeluaran, `SiLPA` = surplus + pembiayaan netto (PP 71/2010, PSAP 02). Claimed only of rows that the
//! figures of some column bear out, since a statement may have transfers apart from spending; of the surplus
//! always where all accounts of the document are revenue, spending and financing.

use super::{Draft, holds};
use crate::model::place::CellRef;
use crate::model::record::Line;
use crate::model::relation::{Operation, Origin, Stated, compute};
use crate::model::text::{has_phrase, normalize};

/// A figure and where it stands.
type Figure = (CellRef, Stated);

/// How many parts the words of a name are cut to.
const MAX_WORDS: usize = 8;

/// The rows of a statement that a balance is made of.
#[derive(Debug, Default)]
struct Rows {
    income: Option<usize>,
    spending: Option<usize>,
    surplus: Option<usize>,
    comes_in: Option<usize>,
    goes_out: Option<usize>,
    net: Option<usize>,
    left: Option<usize>,
}

pub(super) fn build(draft: &mut Draft<'_>) {
    if !draft.known {
        // There the figures themselves are asked.
        return;
    }
    let rows = rows(draft);
    let claims = [
        (
            rows.surplus,
            rows.income,
            rows.spending,
            Operation::Difference,
            "A201",
        ),
        (
            rows.net,
            rows.comes_in,
            rows.goes_out,
            Operation::Difference,
            "A201",
        ),
        (rows.left, rows.surplus, rows.net, Operation::Sum, "A102"),
    ];
    let is_all = has_all_accounts(draft);
    for (target, first, second, operation, rule) in claims {
        if let (Some(target), Some(first), Some(second)) = (target, first, second) {
            let is_identity = is_all && Some(target) == rows.surplus;
            claim(
                draft,
                target,
                [first, second],
                (operation, rule),
                is_identity,
            );
        }
    }
}

/// Revenue, spending and financing: the first parts of their codes.
const ACCOUNTS: std::ops::RangeInclusive<u32> = 4..=6;

/// Whether the topmost lines with codes are those accounts, revenue and spending among them.
fn has_all_accounts(draft: &Draft<'_>) -> bool {
    let lines = draft.records.lines.iter();
    let top = lines.filter(|line| line.parent.is_none());
    let tops: Vec<&[u32]> = top
        .filter_map(|line| line.code.as_ref())
        .map(|code| code.parts.as_slice())
        .collect();
    let is_account = |parts: &&[u32]| parts.first().is_some_and(|part| ACCOUNTS.contains(part));
    // In older charts 6 is what is handed on, and financing 7.
    let hands_on = |line: &Line| {
        let is_top = line.code.as_ref().is_some_and(|code| code.parts.len() == 1);
        is_top && has_phrase(&normalize(&line.name), "transfer")
    };
    tops.iter().all(is_account)
        && tops.contains(&&[4][..])
        && tops.contains(&&[5][..])
        && !draft.records.lines.iter().any(hands_on)
}

/// The first row of each name; of what is left the last, since it also begins the financing.
fn rows(draft: &Draft<'_>) -> Rows {
    let mut rows = Rows::default();
    for (idx, row) in draft.records.typed.table.rows.iter().enumerate() {
        let words = normalize(&row.label);
        let words: Vec<&str> = words.split(' ').take(MAX_WORDS).collect();
        let slot = match words.as_slice() {
            ["pendapatan"] | ["pendapatan", "daerah"] | ["jumlah", "pendapatan"] => {
                &mut rows.income
            }
            ["belanja"] | ["belanja", "daerah"] | ["jumlah", "belanja"] => &mut rows.spending,
            ["surplus", ..] | ["jumlah" | "total", "surplus", ..] => &mut rows.surplus,
            ["penerimaan", "pembiayaan", ..] => &mut rows.comes_in,
            ["pengeluaran", "pembiayaan", ..] => &mut rows.goes_out,
            ["pembiayaan", "netto" | "neto"] => &mut rows.net,
            ["sisa", "lebih", "pembiayaan", ..] if rows.net.is_some() => &mut rows.left,
            _ => continue,
        };
        let has_figures = (0..draft.n_columns()).any(|column| draft.number(idx, column).is_some());
        if slot.is_none() && has_figures {
            *slot = Some(idx);
        }
    }
    rows
}

fn claim(
    draft: &mut Draft<'_>,
    target: usize,
    operands: [usize; 2],
    (operation, rule): (Operation, &'static str),
    is_identity: bool,
) {
    let found: Vec<(Figure, Vec<Figure>)> = (0..draft.n_columns())
        .filter(|&column| draft.is_additive(column))
        .filter_map(|column| {
            let parts: Option<Vec<_>> = operands
                .iter()
                .map(|&row| draft.number(row, column))
                .collect();
            Some((draft.number(target, column)?, parts?))
        })
        .collect();
    let bears_out = |(target, parts): &&((CellRef, Stated), Vec<(CellRef, Stated)>)| {
        let numbers: Vec<Stated> = parts.iter().map(|(_, stated)| stated.clone()).collect();
        !target.1.value.is_zero() && holds(operation, &target.1, &numbers)
    };
    let is_borne_out = found.iter().filter(bears_out).count() > 0;
    if !is_identity && !is_borne_out {
        return;
    }
    for ((target, stated), parts) in found {
        // A deficit may be written without its sign.
        let numbers: Vec<Stated> = parts.iter().map(|(_, stated)| stated.clone()).collect();
        let made = compute(operation, &numbers);
        let is_unsigned = made.is_some_and(|made| -made == stated.value);
        if is_unsigned && !is_borne_out && !stated.value.is_zero() {
            continue;
        }
        if draft.claims.iter().any(|claim| {
            claim.target == target && claim.operands.iter().all(|place| place.row != target.row)
        }) {
            continue;
        }
        let places = parts.into_iter().map(|(place, _)| place).collect();
        draft.claim(rule, target, operation, places, Origin::TotalLabel);
    }
}
