//! Findings about formulas where no claim fails that would tell them, and what was not calculated.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::book::At;
use super::recompute::Doubted;
use super::relations::{fails, neighbour_text};
use super::value::Doubt;
use super::{Audit, Fault};
use crate::model::cause::{Cause, Confidence};
use crate::model::finding::{Finding, Related, Role, Severity};
use crate::model::formula::FormulaFault;
use crate::model::grid::Content;
use crate::model::place::Place;
use crate::model::relation::Proof;
use crate::model::rules::rule;

/// Most cells that a finding lists.
const MAX_LISTED: usize = 20;
/// Most kinds of doubt that a finding names.
const MAX_NAMED: usize = 6;

pub(super) fn tell(audit: &mut Audit<'_>, proof: &Proof) {
    let failing: BTreeSet<&Place> = proof
        .relations
        .iter()
        .filter(|relation| fails(relation))
        .map(|relation| &relation.target)
        .collect();
    let mut findings = Vec::new();
    let mut texts: BTreeSet<Place> = texts_of_failing(audit, &failing);
    for (&at, fault) in &audit.faults {
        // Circles are told where they are found.
        if fault.what == FormulaFault::Circular {
            continue;
        }
        let Some(place) = audit.place(at) else {
            continue;
        };
        // The same texts make other totals wrong too: told once.
        if let FormulaFault::AddsText(cells) = &fault.what {
            let n_before = texts.len();
            texts.extend(cells.iter().cloned());
            if texts.len() == n_before {
                continue;
            }
        }
        if !failing.contains(&place) {
            findings.extend(finding(audit, at, &place, fault));
        }
    }
    findings.extend(broken(audit));
    findings.extend(not_calculated(audit));
    findings.extend(cut(audit));
    audit.findings.extend(findings);
}

/// The texts that a failed claim tells.
fn texts_of_failing(audit: &Audit<'_>, failing: &BTreeSet<&Place>) -> BTreeSet<Place> {
    let mut texts = BTreeSet::new();
    for (&at, fault) in &audit.faults {
        if let FormulaFault::AddsText(cells) = &fault.what
            && audit
                .place(at)
                .is_some_and(|place| failing.contains(&place))
        {
            texts.extend(cells.iter().cloned());
        }
    }
    texts
}

fn finding(audit: &Audit<'_>, at: At, place: &Place, fault: &Fault) -> Option<Finding> {
    let severity = rule(fault.rule)?.severity;
    let text = if fault.text.is_empty() {
        neighbour_text(audit, at)
    } else {
        fault.text.clone()
    };
    let mut finding = Finding::at(fault.rule, severity, place)
        .fact("label", audit.tables.label(&audit.book, at))
        .fact("column", audit.tables.column(&audit.book, at))
        .fact("formula", text);
    let stated = audit.book.stored(at);
    finding.stated = stated.map(|stated| stated.normalize());
    let mut suggested = fault.suggested;
    let mut at_cells: &[Place] = &[];
    match &fault.what {
        FormulaFault::Stale { computed } => suggested = Some(*computed),
        FormulaFault::LeavesOut(cells)
        | FormulaFault::TakesIn(cells)
        | FormulaFault::AddsText(cells) => at_cells = cells,
        FormulaFault::AddsConstant(constant) => {
            finding = finding.fact("constant", constant.normalize().to_string());
        }
        FormulaFault::TypedAmong
        | FormulaFault::Differs
        | FormulaFault::TakesUpRest
        | FormulaFault::Circular => {}
    }
    finding.computed = suggested.map(|value| value.normalize());
    finding.difference = stated
        .zip(suggested)
        .map(|(stated, value)| stated.saturating_sub(value).normalize());
    finding.tolerance = finding.computed.map(|_| Decimal::ZERO);
    let names: Vec<String> = at_cells
        .iter()
        .take(MAX_LISTED)
        .map(|cell| cell.cell.to_string())
        .collect();
    finding = finding.fact("cells", names.join(", "));
    finding.related = at_cells
        .iter()
        .take(MAX_LISTED)
        .map(|cell| Related {
            role: Role::Addend,
            place: cell.clone(),
            value: None,
        })
        .collect();
    finding.causes.push(Cause {
        kind: fault.what.kind(),
        confidence: match fault.what {
            FormulaFault::Stale { .. } => Confidence::Certain,
            _ => Confidence::Likely,
        },
        place: place.clone(),
        suggested: finding.computed,
    });
    Some(finding)
}

/// Formulas that refer to what is not there. An error value in a table is told where it is read.
fn broken(audit: &Audit<'_>) -> Vec<Finding> {
    let cells = audit
        .doubted
        .iter()
        .filter(|(_, doubted)| **doubted == Doubted::Broken);
    cells
        .filter_map(|(&at, _)| {
            let shows_error = audit
                .book
                .cell(at)
                .is_some_and(|cell| matches!(cell.content, Content::Error(_)));
            if shows_error && audit.tables.seat(at).is_some() {
                return None;
            }
            let finding = Finding::at("A709", Severity::Warning, &audit.place(at)?)
                .fact("label", audit.tables.label(&audit.book, at))
                .fact("column", audit.tables.column(&audit.book, at))
                .fact("formula", audit.book.text(at));
            Some(finding)
        })
        .collect()
}

/// Limits that were hit: areas not walked, formulas that became no relation.
fn cut(audit: &Audit<'_>) -> Option<Finding> {
    let count = audit.n_cut + audit.book.n_refused();
    if count == 0 {
        return None;
    }
    let name = &audit.book.sheets.first()?.grid.name;
    let finding = Finding::about_sheet("A713", Severity::Info, audit.file, name)
        .fact("count", count.to_string())
        .fact_in(
            "reason",
            "rentangnya terlalu panjang untuk ditelusuri sel demi sel",
            "their ranges are too long to be walked cell by cell",
        );
    Some(finding)
}

/// What was not calculated, counted a sheet.
fn not_calculated(audit: &Audit<'_>) -> Vec<Finding> {
    let mut sheets: BTreeMap<usize, BTreeMap<&Doubt, usize>> = BTreeMap::new();
    for (at, doubted) in &audit.doubted {
        match doubted {
            Doubted::Unknown(doubt) if *doubt != Doubt::Syntax("circle") => {
                *sheets.entry(at.0).or_default().entry(doubt).or_default() += 1;
            }
            _ => {}
        }
    }
    sheets
        .into_iter()
        .filter_map(|(sheet, doubts)| {
            let name = &audit.book.sheet(sheet)?.grid.name;
            let count: usize = doubts.values().sum();
            let mut doubts: Vec<(&Doubt, usize)> = doubts.into_iter().collect();
            doubts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            let (mut id, mut en) = (Vec::new(), Vec::new());
            for (doubt, count) in doubts.iter().take(MAX_NAMED) {
                let (said, said_en) = doubt.words();
                id.push(format!("{said} ({count})"));
                en.push(format!("{said_en} ({count})"));
            }
            let finding = Finding::about_sheet("A713", Severity::Info, audit.file, name)
                .fact("count", count.to_string())
                .fact_in("reason", id.join(", "), en.join(", "));
            Some(finding)
        })
        .collect()
}
