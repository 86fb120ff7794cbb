//! Ratios in rows of totals. There a percentage may be the mean or the sum of those above it, so that
//! its failing says nothing; but no mean of percentages lies beyond all of them, and where the other
//! totals have theirs worked out as the lines have, this one has too.

use std::cell::OnceCell;

use super::axis::{Along, Axis};
use super::numbers::Num;
use super::signature::{Signature, Tally};
use crate::model::relation::Operation;
use crate::model::table::RowKind;

/// Distinct lines that must bear a ratio out before totals are held to it.
const MIN_LINES: usize = 3;

/// A ratio with the lines on which it holds.
pub(super) struct TotalRatios<'a> {
    axis: &'a Axis<'a>,
    signature: &'a Signature,
    tally: &'a Tally,
    range: OnceCell<Option<Range>>,
}

/// The ratios of the lines where it holds, and whether totals are among those.
#[derive(Debug, Clone, Copy)]
struct Range {
    least: i128,
    most: i128,
    sum: i128,
    count: i128,
    has_totals: bool,
}

impl<'a> TotalRatios<'a> {
    /// The ratio of a signature along rows that lines enough bear out.
    pub(super) fn of(
        axis: &'a Axis<'a>,
        signature: &'a Signature,
        tally: &'a Tally,
    ) -> Option<Self> {
        let is_ratio = matches!(signature.operation, Operation::Share | Operation::Change);
        let is_borne_out = axis.along == Along::Row
            && signature.is_plain()
            && tally.n_distinct >= MIN_LINES
            && tally.holding.len() >= MIN_LINES * tally.failing.len();
        (is_ratio && is_borne_out).then(|| Self {
            axis,
            signature,
            tally,
            range: OnceCell::new(),
        })
    }

    /// Whether a total must state the ratio of its own figures: it is no mean and no sum of the
    /// ratios above it.
    pub(super) fn must_hold(&self, line: usize) -> bool {
        let Some(mark) = self.axis.line(line) else {
            return false;
        };
        if mark.kind != Some(RowKind::Total) || mark.is_ratio || mark.is_serial {
            return false;
        }
        let Some(stated) = self.axis.at(self.signature.target, line) else {
            return false;
        };
        let Some(range) = self.range.get_or_init(|| self.range()) else {
            return false;
        };
        // Nothing is often written where nothing is meant.
        if stated.value == 0 || self.is_mean_or_sum(stated, range.sum, range.count) {
            return false;
        }
        let is_beyond = stated.value < range.least || stated.value > range.most;
        let (sum, count) = self.since_total(line);
        is_beyond || (range.has_totals && !self.is_mean_or_sum(stated, sum, count))
    }

    fn is_total(&self, line: usize) -> bool {
        let kind = self.axis.line(line).and_then(|mark| mark.kind);
        matches!(kind, Some(RowKind::Total | RowKind::Mean))
    }

    fn ratio(&self, line: usize) -> Option<i128> {
        Some(self.axis.at(self.signature.target, line)?.value)
    }

    fn range(&self) -> Option<Range> {
        let holding = &self.tally.holding;
        let lines = holding.iter().copied().filter(|&line| !self.is_total(line));
        let ratios: Vec<i128> = lines.filter_map(|line| self.ratio(line)).collect();
        Some(Range {
            least: *ratios.iter().min()?,
            most: *ratios.iter().max()?,
            sum: ratios.iter().sum(),
            count: i128::try_from(ratios.len()).ok()?,
            has_totals: holding.iter().any(|&line| self.is_total(line)),
        })
    }

    /// The ratios of the lines since the total before, added up, and their number.
    fn since_total(&self, line: usize) -> (i128, i128) {
        let lines = (0..line).rev().take_while(|&line| !self.is_total(line));
        let ratios = lines.filter_map(|line| self.ratio(line));
        ratios.fold((0, 0), |(sum, count), ratio| (sum + ratio, count + 1))
    }

    fn is_mean_or_sum(&self, stated: Num, sum: i128, count: i128) -> bool {
        // Each of them was rounded to the decimals that stand there.
        let half = i128::from(stated.as_rounded(self.axis.one()).half);
        let allowed = half * (count + 1);
        (stated.value - sum).abs() <= allowed || (stated.value * count - sum).abs() <= allowed
    }
}
