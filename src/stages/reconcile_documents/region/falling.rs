//! Cumulative figures that fall from one report to the next, though what was spent stays spent. Comes in: an agency's
//! cumulative reports in the order of their months. Goes out: claims, and findings where it is the later report
//! that all others contradict. Never tells a heading of which a line below is told.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::links::Work;
use super::nodes::Identity;
use super::pairs::{Pair, pairs};
use super::periods::{Report, at_pair};
use crate::model::finding::{Finding, Severity};
use crate::model::relation::Operation;
use crate::stages::reconcile_documents::comparison::relate;

/// What each report states of each line.
type Stated = Vec<BTreeMap<Identity, Decimal>>;

/// Claims that no figure falls, but between reports of which the later, by number, is out of place.
pub(super) fn compare(
    work: &mut Work<'_>,
    reports: &[&Report<'_, '_>],
    out_of_place: &BTreeSet<usize>,
) {
    let mut stated: Option<Stated> = None;
    for (nth, two) in reports.windows(2).enumerate() {
        let [earlier, later] = two else { continue };
        if out_of_place.contains(&(nth + 1)) {
            continue;
        }
        let grown = pairs(&earlier.spent, &later.spent);
        let mut told: Vec<&Pair<'_>> = Vec::new();
        let mut claimed: Vec<&Pair<'_>> = Vec::new();
        for pair in &grown {
            let has_fallen = pair.later.cell.1.value < pair.earlier.cell.1.value;
            let is_later = has_fallen && {
                let stated = stated.get_or_insert_with(|| figures(reports));
                is_contradicted(pair, nth, stated)
            };
            if is_later {
                told.push(pair);
            } else {
                claimed.push(pair);
            }
        }
        for pair in claimed {
            let operand = std::slice::from_ref(&pair.later.cell);
            let target = &pair.earlier.cell;
            relate(work.proof, "C112", target, operand, Operation::AtMost);
        }
        let has_lines = told.iter().any(|pair| pair.is_lowest);
        let told = told.iter().filter(|pair| pair.is_lowest || !has_lines);
        let findings = told.map(|pair| finding(pair, earlier));
        work.findings.extend(findings);
    }
}

fn figures(reports: &[&Report<'_, '_>]) -> Stated {
    let of = |report: &&Report<'_, '_>| {
        let nodes = report.spent.iter();
        nodes
            .map(|node| (node.place_in_paper(), node.cell.1.value))
            .collect()
    };
    reports.iter().map(of).collect()
}

/// Whether it is the later figure that is too low: an older report than the last stated more already, and what
/// comes after it does not bear it out.
fn is_contradicted(pair: &Pair<'_>, nth: usize, stated: &Stated) -> bool {
    let (earlier, later) = (pair.earlier.cell.1.value, pair.later.cell.1.value);
    let place = pair.later.place_in_paper();
    let of = |figures: &BTreeMap<Identity, Decimal>| figures.get(&place).copied();
    let older = stated.get(..nth).unwrap_or_default();
    let had_more = older.iter().filter_map(of).any(|value| value > later);
    let newer = stated.get(nth + 2..).unwrap_or_default();
    let stays_low = newer.iter().filter_map(of).any(|value| value < earlier);
    had_more && !stays_low
}

fn finding(pair: &Pair<'_>, earlier: &Report<'_, '_>) -> Finding {
    at_pair("C112", Severity::Warning, pair, earlier).fact_in("reason", "", "")
}
