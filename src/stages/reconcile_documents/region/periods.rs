//! Reports of parts of one year: what one carries forward is what the last one stated, a cumulative
//! figure does not fall, single months add up to the cumulative figure, and no report is another
//! period's with a new title. Comes in: an agency's reports of spending. Goes out: claims, and one
//! finding where a whole report is out of place. Never guesses the period of a report without one.

use std::collections::{BTreeMap, BTreeSet};

use super::falling;
use super::links::Work;
use super::nodes::{Node, nodes};
use super::pairs::{Pair, pairs};
use super::papers::{Paper, Shelf};
use super::said::Said;
use crate::model::budget_stage::BudgetStage;
use crate::model::finding::{Finding, Related, Role, Severity};
use crate::model::period::Span;
use crate::model::place::Place;
use crate::model::relation::{Operation, Stated};
use crate::stages::reconcile_documents::comparison::relate;

/// Fewest nodes of which a majority says something.
const MIN_NODES: usize = 4;

/// A report with its figures.
pub(super) struct Report<'p, 'a> {
    pub(super) paper: &'p Paper<'a>,
    pub(super) spent: Vec<Node>,
    carried: Vec<Node>,
    month: u8,
    /// Whether its figures hold all months up to its own; unknown where neither words nor columns
    /// tell.
    is_cumulative: Option<bool>,
}

pub(super) fn compare(work: &mut Work<'_>, shelf: &Shelf<'_>) {
    let reports = || {
        let papers = shelf.papers.iter();
        papers.filter(|paper| paper.step.stage == BudgetStage::Realisasi)
    };
    // A workbook of several months is called by its last.
    let is_alone = |paper: &&Paper<'_>| {
        let of_document = reports().filter(|other| other.document == paper.document);
        of_document.count() == 1
    };
    let named: Vec<Finding> = reports()
        .filter(is_alone)
        .filter_map(contradicting_names)
        .collect();
    work.findings.extend(named);
    let reports = reports_of(shelf);
    let (cumulative, single): (Vec<&Report<'_, '_>>, Vec<&Report<'_, '_>>) = reports
        .iter()
        .filter(|report| report.is_cumulative.is_some())
        .partition(|report| report.is_cumulative == Some(true));
    let mut own: Vec<&Report<'_, '_>> = Vec::new();
    let mut out_of_place: BTreeSet<usize> = BTreeSet::new();
    for &later in &cumulative {
        let followed = own.last().map(|earlier| succeed(work, earlier, later));
        match followed {
            // A report that is another's copy says nothing of the one after it.
            Some(Followed::Copy) => continue,
            Some(Followed::OutOfPlace) => {
                out_of_place.insert(own.len());
            }
            Some(Followed::InPlace) | None => {}
        }
        own.push(later);
    }
    falling::compare(work, &own, &out_of_place);
    let mut copies: BTreeSet<&str> = BTreeSet::new();
    for pair in single.windows(2) {
        let [earlier, later] = pair else { continue };
        let pairs = pairs(&earlier.spent, &later.spent);
        if repeats(work, earlier, later, &pairs) {
            copies.insert(&later.paper.document);
        }
    }
    // What is told as another month's says nothing of its own.
    let single: Vec<&Report<'_, '_>> = single
        .into_iter()
        .filter(|report| !copies.contains(&*report.paper.document))
        .collect();
    for report in &cumulative {
        adds_up(work, report, &single);
    }
}

fn reports_of<'p, 'a>(shelf: &'p Shelf<'a>) -> Vec<Report<'p, 'a>> {
    let mut reports = Vec::new();
    for paper in shelf.of(BudgetStage::Realisasi) {
        let carried = nodes(paper, "realisasi-lalu");
        let period = paper.period;
        // A report of the whole year is the year's last.
        let month = match period {
            None => Some(12),
            Some(period) => period.span.months().map(|(_, last)| last),
        };
        let Some(month) = month else { continue };
        let is_cumulative = match period {
            None => Some(true),
            Some(period) if period.is_cumulative || !carried.is_empty() => Some(true),
            Some(_) => None,
        };
        reports.push(Report {
            paper,
            spent: nodes(paper, "realisasi"),
            carried,
            month,
            is_cumulative,
        });
    }
    reports.sort_by_key(|report| (report.month, report.paper.document.clone()));
    let by_numbers = is_cumulative_by_numbers(&reports);
    for report in &mut reports {
        report.is_cumulative = report.is_cumulative.or(by_numbers);
    }
    reports
}

/// The papers that state what was spent in the year so far: the last cumulative report, or all single
/// ones where none is missing among them. None where that is not known.
pub(super) fn year_so_far<'p, 'a>(shelf: &'p Shelf<'a>) -> Vec<&'p Paper<'a>> {
    let reports = reports_of(shelf);
    let papers = |wanted: &dyn Fn(&Report<'p, 'a>) -> bool| {
        let fitting = reports.iter().filter(|report| wanted(report));
        fitting.map(|report| report.paper).collect::<Vec<_>>()
    };
    let cumulative = reports
        .iter()
        .rfind(|report| report.is_cumulative == Some(true));
    if let Some(last) = cumulative {
        let period = last.paper.period;
        return papers(&|report| report.month == last.month && report.paper.period == period);
    }
    if let [only] = reports.as_slice() {
        return vec![only.paper];
    }
    let are_single = reports
        .iter()
        .all(|report| report.is_cumulative == Some(false));
    let n_months: u8 = reports
        .iter()
        .filter_map(span_len)
        .fold(0, u8::saturating_add);
    let is_whole = reports.last().map(|last| last.month) == Some(n_months);
    if are_single && is_whole {
        papers(&|_| true)
    } else {
        Vec::new()
    }
}

/// Whether reports whose words do not tell hold all months before them: figures of single months
/// rise and fall, cumulative ones do not fall.
fn is_cumulative_by_numbers(reports: &[Report<'_, '_>]) -> Option<bool> {
    const FEWEST: usize = 3;
    let open: Vec<&Report<'_, '_>> = reports
        .iter()
        .filter(|report| report.is_cumulative.is_none())
        .collect();
    if open.len() < FEWEST {
        return None;
    }
    let (mut n_rising, mut n_all) = (0, 0);
    for pair in open.windows(2) {
        let [earlier, later] = pair else { continue };
        for pair in pairs(&earlier.spent, &later.spent) {
            n_all += 1;
            n_rising += usize::from(pair.later.cell.1.value >= pair.earlier.cell.1.value);
        }
    }
    if n_all < MIN_NODES {
        None
    } else if n_rising * 20 >= n_all * 17 {
        Some(true)
    } else if n_rising * 10 <= n_all * 8 {
        Some(false)
    } else {
        None
    }
}

/// How a cumulative report follows the one before it.
enum Followed {
    Copy,
    /// It is told as a whole, or of the same time.
    OutOfPlace,
    InPlace,
}

/// A later cumulative report against the one before it.
fn succeed(work: &mut Work<'_>, earlier: &Report<'_, '_>, later: &Report<'_, '_>) -> Followed {
    if earlier.month == later.month {
        return Followed::OutOfPlace;
    }
    let grown = pairs(&earlier.spent, &later.spent);
    if repeats(work, earlier, later, &grown) {
        return Followed::Copy;
    }
    let has_fallen = |pair: &&Pair<'_>| pair.later.cell.1.value < pair.earlier.cell.1.value;
    let lowest = || grown.iter().filter(|pair| pair.is_lowest);
    let fallen: Vec<&Pair<'_>> = lowest().filter(has_fallen).collect();
    if lowest().count() >= MIN_NODES && fallen.len() * 2 > lowest().count() {
        work.findings.push(whole_report(
            "C112",
            earlier,
            &grown,
            fallen.len(),
            Severity::Error,
        ));
        return Followed::OutOfPlace;
    }
    let is_next = earlier.month + 1 == later.month;
    let carried = if is_next {
        pairs(&earlier.spent, &later.carried)
    } else {
        Vec::new()
    };
    let n_differing = carried
        .iter()
        .filter(|pair| pair.is_lowest && !pair.agrees())
        .count();
    let n_carried = carried.iter().filter(|pair| pair.is_lowest).count();
    if n_carried >= MIN_NODES && n_differing * 2 > n_carried {
        work.findings.push(whole_report(
            "C111",
            earlier,
            &carried,
            n_differing,
            Severity::Error,
        ));
        return Followed::OutOfPlace;
    }
    for pair in &carried {
        let operand = std::slice::from_ref(&pair.earlier.cell);
        relate(
            work.proof,
            "C111",
            &pair.later.cell,
            operand,
            Operation::Equal,
        );
    }
    Followed::InPlace
}

/// Tells a report that has all figures of another period's.
fn repeats(
    work: &mut Work<'_>,
    earlier: &Report<'_, '_>,
    later: &Report<'_, '_>,
    pairs: &[Pair<'_>],
) -> bool {
    let lowest: Vec<&Pair<'_>> = pairs.iter().filter(|pair| pair.is_lowest).collect();
    let n_moving = lowest
        .iter()
        .filter(|pair| !pair.later.cell.1.value.is_zero())
        .count();
    let repeats = earlier.month != later.month
        && n_moving >= MIN_NODES
        && lowest
            .iter()
            .all(|pair| pair.later.cell.1.value == pair.earlier.cell.1.value);
    // Late in the year nothing may be left to spend.
    let is_spent = earlier.month >= 11;
    if repeats && !is_spent {
        work.findings.push(whole_report(
            "C114",
            earlier,
            pairs,
            lowest.len(),
            Severity::Warning,
        ));
    }
    repeats
}

/// One finding about a report that is out of place as a whole.
fn whole_report(
    code: &'static str,
    earlier: &Report<'_, '_>,
    pairs: &[Pair<'_>],
    count: usize,
    severity: Severity,
) -> Finding {
    let severity =
        crate::model::rules::rule(code).map_or(severity, |rule| rule.severity.min(severity));
    // The total where there is one, else the topmost line.
    let home = pairs
        .iter()
        .find(|pair| pair.later.is_total())
        .or(pairs.first());
    let Some(home) = home else {
        return Finding::about(code, severity, &earlier.paper.document);
    };
    at_pair(code, severity, home, earlier).fact_in(
        "reason",
        format!("pada {count} baris, "),
        format!("in {count} rows, "),
    )
}

/// A finding at the later figure of a pair, beside what the earlier report states.
pub(super) fn at_pair(
    code: &'static str,
    severity: Severity,
    pair: &Pair<'_>,
    earlier: &Report<'_, '_>,
) -> Finding {
    let (stated, computed) = (pair.later.cell.1.value, pair.earlier.cell.1.value);
    let mut finding = Finding::at(code, severity, &pair.later.cell.0)
        .fact("label", pair.later.words())
        .fact("other", earlier.paper.title());
    finding.stated = Some(stated);
    finding.computed = Some(computed);
    finding.difference = Some(stated.saturating_sub(computed));
    finding.related.push(Related {
        role: Role::Counterpart,
        place: pair.earlier.cell.0.clone(),
        value: Some(computed),
    });
    finding
}

/// A line with the figures that it adds up.
type Addends<'n> = (&'n Node, Vec<(Place, Stated)>);

/// Single months, all from the first, add up to a cumulative figure.
fn adds_up(work: &mut Work<'_>, report: &Report<'_, '_>, single: &[&Report<'_, '_>]) {
    let mut by_month: BTreeMap<u8, &Report<'_, '_>> = BTreeMap::new();
    for part in single.iter().filter(|part| part.month <= report.month) {
        by_month.insert(part.month, part);
    }
    let step = by_month
        .values()
        .next()
        .and_then(|first| span_len(first))
        .unwrap_or(1);
    let n_wanted = usize::from(report.month / step.max(1));
    let is_whole = by_month.len() == n_wanted
        && n_wanted > 1
        && by_month.values().all(|part| span_len(part) == Some(step));
    if !is_whole {
        return;
    }
    let parts: Vec<Vec<Pair<'_>>> = by_month
        .values()
        .map(|part| pairs(&part.spent, &report.spent))
        .collect();
    let mut addends: BTreeMap<&Place, Addends<'_>> = BTreeMap::new();
    for pair in parts.iter().flatten() {
        let entry = addends
            .entry(&pair.later.cell.0)
            .or_insert((pair.later, Vec::new()));
        entry.1.push(pair.earlier.cell.clone());
    }
    for (node, parts) in addends
        .into_values()
        .filter(|(_, parts)| parts.len() == n_wanted)
    {
        relate(work.proof, "C113", &node.cell, &parts, Operation::Sum);
    }
}

/// How many months a report's span has.
fn span_len(report: &Report<'_, '_>) -> Option<u8> {
    let (first, last) = report.paper.period?.span.months()?;
    Some(last - first + 1)
}

/// The file says another month than the title.
fn contradicting_names(paper: &Paper<'_>) -> Option<Finding> {
    let set = paper.tables.first()?.set;
    let said = Said::of(set);
    let (title, file) = (said.period_of_titles()?, said.period_of_file()?);
    let last = |span: Span| span.months().map(|(_, last)| last);
    (last(title.span) != last(file.span)).then(|| {
        Finding::about_sheet("C115", Severity::Warning, &paper.document, &set.on.sheet)
            .fact("title", title.to_string())
            .fact("other", file.to_string())
    })
}
