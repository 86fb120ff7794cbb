//! Percentages computed in another way than their column claims.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::super::atlas::Seat;
use super::{Case, Explanation};
use crate::model::amount::Grain;
use crate::model::cause::{CauseKind, Confidence};
use crate::model::relation::{Operation, Stated, Verdict, judge};

fn likely(kind: CauseKind) -> Explanation {
    Explanation::new(kind, Confidence::Likely)
}

/// Whether a sum states the mean of its addends, rounded to the decimals it has.
pub(super) fn is_mean(operation: Operation, target: &Stated, operands: &[Stated]) -> bool {
    operation == Operation::Sum
        && operands.len() > 1
        && !target.value.is_zero()
        && matches!(
            judge(Operation::Mean, &as_rounded(target), operands),
            Verdict::Holds(_)
        )
}

/// A figure as whoever worked it out has rounded it: to the decimals that stand there.
fn as_rounded(target: &Stated) -> Stated {
    Stated {
        grain: match target.grain {
            Grain::Exact => Grain::Decimals(target.value.normalize().scale()),
            grain => grain,
        },
        ..target.clone()
    }
}

/// A row labelled as a sum that states the mean.
pub(super) fn sum_labelled_mean(case: &Case<'_, '_>) -> Option<Explanation> {
    let operands = case.operands_of(Operation::Sum)?;
    is_mean(Operation::Sum, &case.stated, operands).then(|| likely(CauseKind::SumLabelledMean))
}

/// A parent's percentage that is the mean of percentages below it, at any one level of the tree.
pub(super) fn mean_of_percentages(case: &Case<'_, '_>) -> Option<Explanation> {
    case.operands_of(Operation::Share)?;
    let seat = case.context.atlas.seat(case.place)?;
    // The author took the mean of what stands there, or stood there before another slip.
    let levels = [
        percentages_below(case, seat, false),
        percentages_below(case, seat, true),
    ];
    let is_mean_of = |target: &Stated| {
        levels
            .iter()
            .flat_map(BTreeMap::values)
            .any(|below| matches!(judge(Operation::Mean, target, below), Verdict::Holds(_)))
    };
    // A whole number under a format with decimals was typed rounded: judge it by what was typed.
    let typed = Stated {
        grain: Grain::Decimals(case.stated.value.normalize().scale()),
        ..case.stated.clone()
    };
    let is_mean =
        is_mean_of(&case.stated) || (typed.grain != case.stated.grain && is_mean_of(&typed));
    is_mean.then(|| likely(CauseKind::MeanOfPercentages))
}

/// Percentages below a cell, by depth and by level, since an urusan's mean may skip the bidang
/// between; as stated, or with the other roots mended.
fn percentages_below(
    case: &Case<'_, '_>,
    seat: Seat<'_>,
    is_mended: bool,
) -> BTreeMap<String, Vec<Stated>> {
    let mut below: BTreeMap<String, Vec<Stated>> = BTreeMap::new();
    for line in case.context.atlas.lines_below(case.place) {
        let Some((place, mut stated)) = seat.records.number(line.row_idx, seat.col_idx) else {
            continue;
        };
        if is_mended {
            let mended = case.context.graph.mended(&place, case.context.settled);
            stated.value = mended.unwrap_or(stated.value);
        }
        let by_depth = below.entry(format!("depth {}", line.depth)).or_default();
        by_depth.push(stated.clone());
        if let Some(level) = &line.level {
            below.entry(level.to_string()).or_default().push(stated);
        }
    }
    below
}

/// An achievement above 100 that is stated as 100.
pub(super) fn capped_at_100(case: &Case<'_, '_>) -> Option<Explanation> {
    case.operands_of(Operation::Share)?;
    let capped = case.stated.value == Decimal::ONE_HUNDRED && case.right > Decimal::ONE_HUNDRED;
    capped.then(|| likely(CauseKind::CappedAt100))
}

/// The plain difference of two percentages where their percent change is claimed.
pub(super) fn points_instead_of_percent(case: &Case<'_, '_>) -> Option<Explanation> {
    let operands = case.operands_of(Operation::Change)?;
    let points = matches!(
        judge(Operation::Difference, &case.stated, operands),
        Verdict::Holds(_)
    );
    points.then(|| likely(CauseKind::PointsInsteadOfPercent))
}
