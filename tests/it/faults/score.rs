//! What became of faults: whether they were found, at which cell, for which reason; whether arithmetic
//! could tell at all; and how often causes of each confidence are right.

use std::collections::BTreeMap;

use selaras::model::cause::{CauseKind, Confidence};
use selaras::model::finding::{Finding, Severity};
use selaras::model::place::CellRef;
use selaras::model::relation::Verdict;

use super::ambiguity;
use super::documents::{Case, Shape};
use super::sheet::{Said, Sheet};
use super::slips::Fault;
use crate::support::at;

/// What became of the faults of one kind.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Score {
    pub(super) n: usize,
    pub(super) found: usize,
    pub(super) blamed: usize,
    pub(super) cause: usize,
    pub(super) n_ambiguous: usize,
    pub(super) ambiguous_found: usize,
    pub(super) ambiguous_blamed: usize,
}

impl Score {
    pub(super) fn absorb(&mut self, other: Self) {
        self.n += other.n;
        self.found += other.found;
        self.blamed += other.blamed;
        self.cause += other.cause;
        self.n_ambiguous += other.n_ambiguous;
        self.ambiguous_found += other.ambiguous_found;
        self.ambiguous_blamed += other.ambiguous_blamed;
    }
}

/// Counts how often causes of each confidence are right: a fault stands at their cell, and what they
/// suggest is what stood there before.
pub(super) fn weigh(
    faults: &[Fault],
    sheet: &Sheet,
    findings: &[Finding],
    sure: &mut BTreeMap<Confidence, (usize, usize)>,
) {
    for cause in findings.iter().flat_map(|finding| &finding.causes) {
        let Some(suggested) = cause.suggested else {
            continue;
        };
        // A layout may state a figure twice, as a heading and as the subtotal below its rows: then
        // the fault, or what was computed from it, stands in both places.
        let is_right = faults.iter().any(|fault| {
            let is_there = sheet.place(fault.at) == cause.place.cell;
            let mut copies = fault.followed.iter().map(|(_, right)| *right);
            let is_copy = fault.right == suggested || copies.any(|right| right == suggested);
            (is_there && fault.right == suggested) || (sheet.is_laid_out && is_copy)
        });
        let count = sure.entry(cause.confidence).or_default();
        count.0 += 1;
        count.1 += usize::from(is_right);
        if !is_right
            && cause.confidence == Confidence::Certain
            && std::env::var("FAULTS_SHOW").is_ok()
        {
            let (kind, cell) = (cause.kind.name(), cause.place.cell);
            println!("not so certain: {kind} {cell} {suggested}");
            for fault in faults {
                println!(
                    "    {} {} {} for {}",
                    fault.kind.name(),
                    sheet.place(fault.at),
                    fault.wrong,
                    fault.right
                );
            }
        }
    }
}

pub(super) fn line(name: &str, score: &Score) {
    println!(
        "{name:34} {:6} {:6} {:6} {:6} | {:9} {:6} {:6}",
        score.n,
        score.found,
        score.blamed,
        score.cause,
        score.n_ambiguous,
        score.ambiguous_found,
        score.ambiguous_blamed
    );
}

pub(super) fn judge(right: &Case, fault: &Fault, sheet: &Sheet, findings: &[Finding]) -> Score {
    let rivals = ambiguity::rivals(right, fault);
    let place = sheet.place(fault.at);
    let told: Vec<&Finding> = findings
        .iter()
        .filter(|finding| finding.severity >= Severity::Warning)
        .collect();
    let names = |finding: &Finding, cell: CellRef| {
        finding
            .place
            .as_ref()
            .is_some_and(|place| place.cell == cell)
            || finding.causes.iter().any(|cause| cause.place.cell == cell)
    };
    let blamed = told
        .iter()
        .find(|finding| finding.place.as_ref().is_some_and(|at| at.cell == place));
    let blamed_by_cause = told.iter().find(|finding| {
        finding
            .causes
            .first()
            .is_some_and(|cause| cause.place.cell == place)
    });
    let blamed = blamed.or(blamed_by_cause);
    let is_found = told.iter().any(|finding| names(finding, place));
    let first = blamed.and_then(|finding| finding.causes.first());
    let is_cause = match fault.kind {
        // A figure without any pattern has no cause but that it explains several failures.
        CauseKind::WrongCell => first
            .is_none_or(|cause| matches!(cause.kind, CauseKind::WrongCell | CauseKind::MissingRow)),
        kind => first.is_some_and(|cause| cause.kind == kind),
    };
    if rivals.is_empty() {
        Score {
            n: 1,
            found: usize::from(is_found),
            blamed: usize::from(blamed.is_some()),
            cause: usize::from(blamed.is_some() && is_cause),
            ..Score::default()
        }
    } else {
        let equals = rivals
            .iter()
            .any(|(at, _)| told.iter().any(|finding| names(finding, sheet.place(*at))));
        Score {
            n_ambiguous: 1,
            ambiguous_found: usize::from(is_found || equals),
            ambiguous_blamed: usize::from(blamed.is_some()),
            ..Score::default()
        }
    }
}

pub(super) fn show(
    shape: Shape,
    seed: u64,
    fault: &Fault,
    faults: &[Fault],
    sheet: &Sheet,
    said: &Said,
) {
    println!(
        "{shape:?} {seed}: {} at {} {} for {} (of {}, carried {})",
        fault.kind.name(),
        sheet.place(fault.at),
        fault.wrong,
        fault.right,
        faults.len(),
        fault.followed.len(),
    );
    for other in faults.iter().filter(|other| other.at != fault.at) {
        println!(
            "    with {} at {} {} for {}",
            other.kind.name(),
            sheet.place(other.at),
            other.wrong,
            other.right
        );
    }
    for finding in said
        .findings
        .iter()
        .filter(|finding| finding.severity >= Severity::Warning)
    {
        let causes: Vec<String> = finding
            .causes
            .iter()
            .map(|cause| {
                format!(
                    "{} {} {:?} {:?}",
                    cause.kind.name(),
                    cause.place.cell,
                    cause.confidence,
                    cause.suggested.map(|value| value.to_string())
                )
            })
            .collect();
        println!(
            "    told {} stated {:?} computed {:?} {} consequences: {causes:?}",
            at(finding),
            finding.stated.map(|v| v.to_string()),
            finding.computed.map(|v| v.to_string()),
            finding.consequences.len()
        );
    }
    let failing = said
        .proof
        .relations
        .iter()
        .filter(|relation| matches!(relation.verdict, Verdict::Fails(_)));
    for relation in failing {
        let operands: Vec<String> = relation
            .operands
            .iter()
            .map(|place| place.cell.to_string())
            .collect();
        println!(
            "    fails {} {:?} {}",
            relation.target.cell,
            relation.operation,
            operands.join(" ")
        );
    }
}
