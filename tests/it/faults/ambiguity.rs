//! Whether arithmetic alone can tell which cell is wrong: tried by brute force over the document's
//! own claims, without the program. A fault is ambiguous when, all other faults mended, changing
//! another single cell would satisfy every claim as well; for a fault that was carried up into the
//! sums above it, when another cell with the sums above it carried up would.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::documents::{At, Case, Claim, Made};
use super::slips::Fault;

/// Other cells that would explain a fault as well, with what they would have to be.
pub(crate) fn rivals(right: &Case, fault: &Fault) -> Vec<(At, Decimal)> {
    let mut case = right.clone();
    case.set(fault.at, fault.wrong);
    for (at, _) in &fault.followed {
        let column = at.1;
        let claim = case
            .claims
            .iter()
            .find(|claim| claim.target == *at && sums_column(claim, column));
        if let Some(made) = claim.and_then(|claim| case.made(claim)) {
            case.set(*at, made);
        }
    }
    let failing: Vec<&Claim> = case
        .claims
        .iter()
        .filter(|claim| !case.holds(claim))
        .collect();
    let cells: BTreeSet<At> = failing
        .iter()
        .flat_map(|claim| claim.operands.iter().copied().chain([claim.target]))
        .filter(|&at| at != fault.at)
        .collect();
    let mut found = Vec::new();
    for &at in &cells {
        let values: BTreeSet<Decimal> = failing
            .iter()
            .flat_map(|claim| solutions(&case, claim, at))
            .collect();
        let serving = values.into_iter().find(|&value| {
            let alone = mended(&case, at, value, false);
            let carried = !fault.followed.is_empty() && mended(&case, at, value, true);
            alone || carried
        });
        found.extend(serving.map(|value| (at, value)));
    }
    found
}

fn sums_column(claim: &Claim, column: usize) -> bool {
    claim.operation == Made::Sum && claim.operands.iter().all(|operand| operand.1 == column)
}

/// Whether all claims hold once a cell has a value, and the sums above it where they follow.
fn mended(case: &Case, at: At, value: Decimal, is_carried: bool) -> bool {
    let mut tried = case.clone();
    tried.set(at, value);
    if is_carried {
        let mut moved = BTreeSet::from([at]);
        for claim in case.claims.iter().filter(|claim| sums_column(claim, at.1)) {
            let follows = claim.target.1 == at.1
                && claim.target != at
                && claim.operands.iter().any(|operand| moved.contains(operand));
            if let (true, Some(made)) = (follows, tried.made(claim)) {
                tried.set(claim.target, made);
                moved.insert(claim.target);
            }
        }
    }
    tried.claims.iter().all(|claim| tried.holds(claim))
}

/// The values a cell needs for a claim to hold.
fn solutions(case: &Case, claim: &Claim, at: At) -> Vec<Decimal> {
    let (Some(target), Some(made), Some(own)) =
        (case.number(claim.target), case.made(claim), case.number(at))
    else {
        return Vec::new();
    };
    if claim.target == at {
        return vec![claim.rounded(made)];
    }
    let Some(position) = claim.operands.iter().position(|&operand| operand == at) else {
        return Vec::new();
    };
    let numbers: Vec<Decimal> = claim
        .operands
        .iter()
        .filter_map(|&at| case.number(at))
        .collect();
    let hundred = Decimal::ONE_HUNDRED;
    match (claim.operation, position) {
        (Made::Sum, _) | (Made::Difference, 0) => vec![own + target - made],
        (Made::Difference, _) => vec![own - target + made],
        (Made::Product, _) => {
            let others: Decimal = numbers
                .iter()
                .enumerate()
                .filter(|(idx, _)| *idx != position)
                .map(|(_, number)| *number)
                .product();
            target
                .checked_div(others)
                .into_iter()
                .filter(|value| value.fract().is_zero())
                .collect()
        }
        // A ratio gives a range, of which the middle and whole numbers near it are tried.
        (Made::Share, 0) => around(target * numbers[1] / hundred),
        (Made::Share, _) => (numbers[0] * hundred)
            .checked_div(target)
            .map(around)
            .unwrap_or_default(),
        (Made::Change, 0) => around((target + hundred) * numbers[1] / hundred),
        (Made::Change, _) => (numbers[0] * hundred)
            .checked_div(target + hundred)
            .map(around)
            .unwrap_or_default(),
    }
}

fn around(value: Decimal) -> Vec<Decimal> {
    vec![value.round()]
}
