//! Makes claims of cells from signatures of lines, and says how well each is borne out. Leaves out
//! what words have claimed already, and failures on lines that are of another kind.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::super::judged::{Claim, as_inferred};
use super::super::{Draft, holds};
use super::axis::{Along, Axis};
use super::earlier::{Earlier, claim_holds, direction, is_linear, numbers};
use super::signature::{Signature, Term};
use super::weigh::{Found, announces, is_among};
use crate::model::place::CellRef;
use crate::model::relation::{Lines, Operation, Origin, Support, compute};
use crate::model::table::RowKind;

/// Distinct lines from which on support is strong.
const STRONG_LINES: usize = 3;
/// And how many must hold for each that fails.
const STRONG_SHARE: usize = 3;

/// Claims what was found along both directions.
pub(super) fn claim(draft: &mut Draft<'_>, found: &[(&Axis<'_>, Vec<Found>); 2]) {
    let linked = linked_columns(found);
    let running = running_columns(found);
    let breaks = breaks(draft);
    let mut drafted: Vec<Claim> = Vec::new();
    for (axis, all) in found {
        for one in all {
            if (draft.known && !is_of_unmapped(draft, axis, one)) || is_nearly_so(draft, axis, one)
            {
                continue;
            }
            let is_sum_down =
                one.signature.operation == Operation::Sum && axis.along == Along::Column;
            let lines = lines_of(axis, one, &linked, draft.is_complete());
            // A long table makes as many claims as it has rows, of each relation.
            drafted.reserve_exact(lines.len());
            let claims = lines
                .into_iter()
                .filter(|line| {
                    let is_running = is_sum_down && running.contains(line);
                    !is_running || one.tally.holding.contains(line)
                })
                .filter_map(|line| claim_of(draft, axis, one, line, &linked))
                .filter(|claim| {
                    !begins_anew(draft, &breaks, claim) && !restates_last(draft, claim)
                });
            drafted.extend(claims);
        }
    }
    let mut earlier = Earlier::of(draft, &drafted);
    drafted.retain(|claim| earlier.admits(draft, claim));
    let mut new = drafted;
    // Most tables have no line that a figure off excuses.
    let may_excuse = |one: &Found| {
        let mut failing = one.tally.failing.iter();
        !one.signature.is_linear() && failing.any(|line| !one.failing.contains(line))
    };
    let corrected = if found.iter().any(|(_, all)| all.iter().any(may_excuse)) {
        corrected(draft, &new)
    } else {
        BTreeMap::new()
    };
    for (axis, all) in found {
        for one in all.iter().filter(|one| !one.signature.is_linear()) {
            if draft.known && !is_of_unmapped(draft, axis, one) {
                continue;
            }
            for claim in explained(draft, axis, one, &linked, &corrected) {
                if earlier.admits(draft, &claim) {
                    new.push(claim);
                }
            }
        }
    }
    let gone = earlier.gone;
    let mut idx = 0;
    draft.claims.retain(|_| {
        idx += 1;
        !gone.contains(&(idx - 1))
    });
    if draft.claims.is_empty() {
        draft.claims = new;
    } else {
        draft.claims.extend(new);
    }
}

/// Rows of the sheet behind which another card or page may begin, and count anew: totals, and headers said again.
fn breaks(draft: &Draft<'_>) -> Vec<u32> {
    let table = &draft.records.typed.table;
    let totals = table.rows.iter().filter(|row| row.kind == RowKind::Total);
    let totals = totals.flat_map(|total| total.sheet_rows.iter());
    let mut rows: Vec<u32> = totals.chain(&table.repeated_rows).copied().collect();
    rows.sort_unstable();
    rows
}

/// Whether a claim that goes on from an earlier row fails behind one of those.
fn begins_anew(draft: &Draft<'_>, breaks: &[u32], claim: &Claim) -> bool {
    let target = claim.target.row;
    let Some(before) = claim.operands.iter().map(|at| at.row).min() else {
        return false;
    };
    let goes_on = before < target && claim.operands.iter().any(|at| at.row == target);
    let next = breaks.partition_point(|&row| row <= before);
    let has_break = breaks.get(next).is_some_and(|&row| row < target);
    goes_on && has_break && !claim_holds(draft, claim)
}

/// Whether a sum down a column fails and the cell says again what stands last above it, as the last balance does
/// below the sums of what came and went.
fn restates_last(draft: &Draft<'_>, claim: &Claim) -> bool {
    if claim.operation != Operation::Sum || direction(claim) || claim_holds(draft, claim) {
        return false;
    }
    let stated = |place: &CellRef| draft.records.typed.cells.get(place)?.stated();
    let above = claim.operands.iter().filter(|at| at.row < claim.target.row);
    let last = above.max_by_key(|at| at.row).and_then(stated);
    last.zip(stated(&claim.target))
        .is_some_and(|(last, own)| last.value == own.value)
}

/// Lines on which a ratio is missed by little, so that it is another that is like it; and where all miss it to the
/// same side.
const MIN_NEAR: usize = 3;
const MIN_ONE_SIDE: usize = 5;
/// By how many parts of the figure.
const NEAR: i64 = 20;

/// Whether a ratio fails on several lines, on all of them by little: a logarithm is nearly a change, and what was
/// planned of one thing nearly what was planned of another.
fn is_nearly_so(draft: &Draft<'_>, axis: &Axis<'_>, found: &Found) -> bool {
    let is_ratio = matches!(
        found.signature.operation,
        Operation::Share | Operation::Change
    );
    let n_failing = found.failing.len();
    if !is_ratio || n_failing < MIN_NEAR {
        return false;
    }
    // Few that are off are slips, unless all are off to the same side.
    let n_judged = found.tally.holding.len() + n_failing;
    let are_many = n_failing * 4 > n_judged;
    let mut sides: BTreeSet<bool> = BTreeSet::new();
    let linked = BTreeSet::new();
    let mut is_near = |claim: &Claim| {
        let Some((mut target, mut operands)) = numbers(draft, claim) else {
            return false;
        };
        if let Some(support) = claim.support {
            as_inferred(support, claim.operation, &mut target, &mut operands);
        }
        let made = compute(claim.operation, &operands);
        let miss = made.and_then(|made| target.value.checked_sub(made));
        sides.extend(miss.map(|miss| miss.is_sign_negative()));
        let missed = miss.and_then(|miss| miss.abs().checked_mul(NEAR.into()));
        missed.is_some_and(|missed| missed <= target.value.abs())
    };
    let mut failing = found.failing.iter();
    let are_near = failing.all(|&line| {
        claim_of(draft, axis, found, line, &linked).is_some_and(|claim| is_near(&claim))
    });
    are_near && (are_many || (n_failing > MIN_ONE_SIDE && sides.len() == 1))
}

/// Whether a claim runs along the rows and is made in a column that a known kind has no name for, or is
/// mostly made of such: what the kind does name, its profile claims.
fn is_of_unmapped(draft: &Draft<'_>, axis: &Axis<'_>, found: &Found) -> bool {
    let is_unmapped = |position: usize| {
        axis.cell(position, 0)
            .is_some_and(|(_, column)| draft.is_unmapped(column))
    };
    let positions = found.signature.positions();
    let unmapped = positions.iter().filter(|&&position| is_unmapped(position));
    let is_said = found.signature.is_linear() || announces(axis, &found.signature);
    axis.along == Along::Row
        && is_said
        && found.signature.is_plain()
        && found.tally.n_distinct >= MIN_KNOWN_LINES
        && (is_unmapped(found.signature.target) || unmapped.count() * 2 >= positions.len())
}

/// Lines that must bear out a claim in a table of known kind.
const MIN_KNOWN_LINES: usize = 4;

/// What cells should be that fail a sum or difference.
fn corrected(draft: &Draft<'_>, claims: &[Claim]) -> BTreeMap<CellRef, Decimal> {
    claims
        .iter()
        .filter(|claim| is_linear(claim.operation))
        .filter_map(|claim| {
            let (target, operands) = numbers(draft, claim)?;
            let is_off = !holds(claim.operation, &target, &operands);
            let computed = compute(claim.operation, &operands).filter(|_| is_off)?;
            Some((claim.target, computed))
        })
        .collect()
}

/// The claims of lines of another kind, such as percentages of the totals, that fail only because of
/// a figure that is off: they hold once it is mended, and so bear witness.
fn explained(
    draft: &Draft<'_>,
    axis: &Axis<'_>,
    found: &Found,
    linked: &BTreeSet<usize>,
    corrected: &BTreeMap<CellRef, Decimal>,
) -> Vec<Claim> {
    let excused = found
        .tally
        .failing
        .iter()
        .filter(|line| !corrected.is_empty() && !found.failing.contains(line));
    excused
        .filter_map(|&line| claim_of(draft, axis, found, line, linked))
        .filter(|claim| {
            let is_touched = claim
                .operands
                .iter()
                .any(|place| corrected.contains_key(place));
            is_touched && holds_once_mended(draft, claim, corrected)
        })
        .collect()
}

fn holds_once_mended(
    draft: &Draft<'_>,
    claim: &Claim,
    corrected: &BTreeMap<CellRef, Decimal>,
) -> bool {
    let (Some((mut target, mut operands)), Some(support)) = (numbers(draft, claim), claim.support)
    else {
        return false;
    };
    for (place, operand) in claim.operands.iter().zip(&mut operands) {
        if let Some(&value) = corrected.get(place) {
            operand.value = value;
        }
    }
    as_inferred(support, claim.operation, &mut target, &mut operands);
    holds(claim.operation, &target, &operands)
}

/// Columns that a sum or difference links with others: they add up as those do.
fn linked_columns(found: &[(&Axis<'_>, Vec<Found>); 2]) -> BTreeSet<usize> {
    found
        .iter()
        .filter(|(axis, _)| axis.along == Along::Row)
        .flat_map(|(_, all)| all)
        .filter(|found| found.signature.is_linear() && found.signature.is_plain())
        .flat_map(|found| found.signature.positions())
        .collect()
}

/// Columns that go on from line to line, as balances do: they do not add up.
fn running_columns(found: &[(&Axis<'_>, Vec<Found>); 2]) -> BTreeSet<usize> {
    found
        .iter()
        .filter(|(axis, _)| axis.along == Along::Row)
        .flat_map(|(_, all)| all)
        .filter(|found| found.signature.is_linear() && !found.signature.is_plain())
        .map(|found| found.signature.target)
        .collect()
}

/// The lines on which a signature is claimed.
fn lines_of(
    axis: &Axis<'_>,
    found: &Found,
    linked: &BTreeSet<usize>,
    is_complete: bool,
) -> Vec<usize> {
    let mut lines: Vec<usize> = found
        .tally
        .holding
        .iter()
        .chain(&found.tally.trivial)
        .copied()
        .collect();
    if is_complete || axis.along == Along::Row {
        lines.extend(&found.failing);
        lines.extend(&found.tally.mended);
        let is_kept =
            |line: &&usize| !found.failing.contains(line) && may_fail(axis, found, **line, linked);
        lines.extend(found.tally.failing.iter().filter(is_kept));
    }
    lines.sort_unstable();
    lines
}

/// Whether a figure that lies among those it would be the sum of is claimed to be it all the same:
/// where its column adds up with others, or where a label announces a sum and it is a count.
fn may_fail(axis: &Axis<'_>, found: &Found, line: usize, linked: &BTreeSet<usize>) -> bool {
    let Some(mark) = axis.line(line) else {
        return false;
    };
    let is_sum_down = found.signature.operation == Operation::Sum && axis.along == Along::Column;
    is_sum_down
        && !mark.is_ratio
        && !mark.is_serial
        && (linked.contains(&line)
            || (announces(axis, &found.signature)
                && !mark.has_decimals
                && found.tally.n_distinct >= 2))
}

fn claim_of(
    draft: &Draft<'_>,
    axis: &Axis<'_>,
    found: &Found,
    line: usize,
    linked: &BTreeSet<usize>,
) -> Option<Claim> {
    let signature = &found.signature;
    let place = |term: &Term| {
        let line = Signature::line_of(axis, *term, line)?;
        let (row, column) = axis.cell(term.position, line)?;
        let cell = draft.records.typed.cell_at(row, column);
        cell.map(|(at, _)| at)
            .filter(|_| axis.at(term.position, line).is_some())
    };
    let (row, column) = axis.cell(signature.target, line)?;
    let (target, _) = draft.records.typed.cell_at(row, column)?;
    let (mut operands, mut n_added) = (Vec::new(), 0_u16);
    for (idx, term) in signature.terms.iter().enumerate() {
        if let Some(place) = place(term) {
            operands.push(place);
            n_added += u16::from(idx < signature.n_added);
        }
    }
    let n_operands = operands.len();
    let operation = match signature.operation {
        // Where what goes out, or comes in, is blank, less is left to add.
        Operation::Net(_) | Operation::Difference if usize::from(n_added) == n_operands => {
            Operation::Sum
        }
        Operation::Net(_) | Operation::Difference if n_added == 1 => Operation::Difference,
        Operation::Net(_) => Operation::Net(n_added),
        other => other,
    };
    let n_needed = match operation {
        Operation::Share | Operation::Change | Operation::Product => 2,
        _ => 1,
    };
    if n_operands < n_needed {
        return None;
    }
    let support = support(axis, found, line, linked);
    Some(Claim {
        rule: rule(operation, support.is_strong),
        target,
        operation,
        operands,
        origin: Origin::Inferred,
        support: Some(support),
    })
}

fn support(axis: &Axis<'_>, found: &Found, line: usize, linked: &BTreeSet<usize>) -> Support {
    let n_holding = found.tally.holding.len() + found.tally.mended.len();
    let n_judged = n_holding + found.failing.len();
    let (n_holding, n_lines) = found.blocks.unwrap_or((n_holding, n_judged));
    let n_failing = n_lines - n_holding;
    let is_block = found.blocks.is_some();
    let is_doubtful = found.signature.operation == Operation::Sum
        && axis.along == Along::Column
        && !linked.contains(&line)
        && is_among(axis, &found.signature, line);
    let n_distinct = if is_block {
        n_holding
    } else {
        found.tally.n_distinct
    };
    Support {
        n_holding,
        n_lines: n_lines.max(n_holding),
        lines: match (is_block, axis.along) {
            (true, _) => Lines::Blocks,
            (false, Along::Row) => Lines::Rows,
            (false, Along::Column) => Lines::Columns,
        },
        is_fraction: found.signature.is_fraction,
        is_strong: found.is_confirmed
            || (n_distinct >= STRONG_LINES
                && n_holding >= STRONG_SHARE * n_failing
                && !is_doubtful),
    }
}

/// The rule that a failure breaks.
fn rule(operation: Operation, is_strong: bool) -> &'static str {
    match (operation, is_strong) {
        (Operation::Share | Operation::Change, true) => "A603",
        (Operation::Mean, true) => "A602",
        (_, true) => "A601",
        (_, false) => "A604",
    }
}
