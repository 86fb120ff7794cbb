//! Faults of every kind put into generated documents: found, at the right cell, for the right
//! reason; and nothing found where nothing is wrong.
#![allow(
    clippy::print_stdout,
    reason = "the figures are printed where they are asked for"
)]

mod ambiguity;
mod documents;
mod evidence;
mod many;
mod score;
mod shapes;
mod sheet;
mod slips;

use std::collections::BTreeMap;

use crate::chance::Chance;
use documents::{Case, SHAPES, Shape};
use score::{Score, judge, line, show, weigh};
use selaras::model::cause::{CauseKind, Confidence};
use selaras::model::finding::Severity;
use selaras::model::relation::{Proofs, Relation, Verdict};
use sheet::{Sheet, Typed};
use slips::{Fault, KINDS};

use crate::layouts::choices::Layout;
use crate::layouts::data::Role;
use crate::support::at;

/// Documents per shape and kind; more with `FAULTS`.
fn rounds() -> u64 {
    std::env::var("FAULTS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(2)
}

fn typed(chance: &mut Chance) -> Typed {
    chance.pick(&[Typed::Numbers, Typed::Texts])
}

#[test]
fn right_documents_have_no_error() {
    for &shape in SHAPES {
        for seed in 0..rounds() * 4 {
            let mut chance = Chance::new(seed * 31 + 7);
            let case = Case::new(shape, &mut chance);
            let sheet = Sheet::of(&case.document, typed(&mut chance));
            let said = sheet.audit();
            let errors: Vec<String> = said
                .findings
                .iter()
                .filter(|finding| finding.severity == Severity::Error)
                .map(at)
                .collect();
            assert!(errors.is_empty(), "{shape:?} {seed}: {errors:?}");
        }
    }
}

#[test]
fn faults_are_found_at_their_cell_for_their_reason() {
    let mut by_kind: BTreeMap<CauseKind, Score> = BTreeMap::new();
    let mut by_shape: BTreeMap<(Shape, usize), Score> = BTreeMap::new();
    let mut sure: BTreeMap<Confidence, (usize, usize)> = BTreeMap::new();
    let mut n_laid_out = 0;
    for &shape in SHAPES {
        for &kind in KINDS {
            for seed in 0..rounds() {
                let mut chance = Chance::new(seed * 7919 + kind as u64 * 101 + shape as u64);
                let right = Case::new(shape, &mut chance);
                let n_faults = if seed % 3 == 2 {
                    chance.within(2, 5)
                } else {
                    1
                };
                let mut case = right.clone();
                let mut faults: Vec<Fault> = Vec::new();
                for nth in 0..n_faults {
                    let kind = if nth == 0 { kind } else { chance.pick(KINDS) };
                    let taken: Vec<_> = faults.iter().map(|fault| fault.at).collect();
                    let Some(mut fault) = slips::inject(&mut case, kind, &taken, &mut chance)
                    else {
                        continue;
                    };
                    if n_faults == 1 && chance.percent(25) {
                        slips::carry_up(&mut case, &mut fault);
                        if case.claims.iter().all(|claim| case.holds(claim)) {
                            faults.clear();
                            break;
                        }
                    }
                    faults.push(fault);
                }
                if faults.is_empty() {
                    continue;
                }
                // Laying out and reading twice costs more than the audit.
                let is_laid_out = seed % 2 == 1 && (seed > 1 || kind as u64 % 4 == 1);
                let is_laid_out = is_laid_out && case.typed_as.is_empty();
                let layout = is_laid_out
                    .then(|| readable_layout(&right, &mut chance))
                    .flatten();
                n_laid_out += usize::from(layout.is_some());
                let sheet = match &layout {
                    Some(layout) => Sheet::laid_out(&case.document, layout),
                    None => Sheet::of_case(&case, typed(&mut chance)),
                };
                let said = sheet.audit();
                weigh(&faults, &sheet, &said.findings, &mut sure);
                for fault in &faults {
                    let score = judge(&right, fault, &sheet, &said.findings);
                    if std::env::var("FAULTS_SHOW").is_ok()
                        && score.n > 0
                        && (score.blamed == 0 || score.cause == 0)
                        || std::env::var("FAULTS_SHOW").is_ok_and(|show| show == "all")
                            && score.ambiguous_found < score.n_ambiguous
                    {
                        show(shape, seed, fault, &faults, &sheet, &said);
                    }
                    by_kind.entry(fault.kind).or_default().absorb(score);
                    by_shape
                        .entry((shape, faults.len().min(2)))
                        .or_default()
                        .absorb(score);
                }
            }
        }
    }
    let mut all = Score::default();
    for score in by_kind.values() {
        all.absorb(*score);
    }
    if std::env::var("FAULTS").is_ok() {
        println!(
            "{:34} {:>6} {:>6} {:>6} {:>6} | {:>9} {:>6} {:>6}",
            "", "n", "found", "cell", "cause", "ambiguous", "found", "cell"
        );
        for (kind, score) in &by_kind {
            line(kind.name(), score);
        }
        for ((shape, n), score) in &by_shape {
            line(
                &format!("{shape:?} {}", if *n == 1 { "one" } else { "several" }),
                score,
            );
        }
        line("all", &all);
        println!("{n_laid_out} documents in other layouts than the plain one");
        for (confidence, (n, n_right)) in &sure {
            println!("{confidence:?}: {n_right} of {n} causes are right in cell and value");
        }
    }
    if let Some((n, n_right)) = sure.get(&Confidence::Certain) {
        assert!(n_right * 100 >= n * 99, "certain: {n_right} of {n}");
    }
    assert!(all.found * 100 >= all.n * 99, "{all:?}");
    assert!(all.blamed * 100 >= all.n * 97, "{all:?}");
    assert!(all.cause * 100 >= all.blamed * 95, "{all:?}");
}

/// A layout in which the right document is read as in the plain one: no error, and as many claims
/// that hold. How layouts are read is another test's matter.
fn readable_layout(right: &Case, chance: &mut Chance) -> Option<Layout> {
    let n_holding = |said: &sheet::Said| {
        let holds = |relation: &&Relation| matches!(relation.verdict, Verdict::Holds(_));
        said.proof.relations.iter().filter(holds).count()
    };
    let plain = n_holding(&Sheet::of(&right.document, Typed::Numbers).audit());
    let layout = Layout::of_seed(u64::try_from(chance.within(0, 100_000)).expect("no sign"));
    let said = Sheet::laid_out(&right.document, &layout).audit();
    let is_clean = said
        .findings
        .iter()
        .all(|finding| finding.severity < Severity::Error);
    (is_clean && n_holding(&said) >= plain).then_some(layout)
}

/// Failures by the hundred thousand cost about what they are, not their square.
#[test]
fn every_total_wrong_is_told_in_time() {
    let proofs = Proofs::of_one(many::every_total_wrong(many_blocks()));
    let n_failing = many_blocks();
    let started = std::time::Instant::now();
    let findings = selaras::stages::trace_causes::trace_causes(&[], &proofs);
    if std::env::var("FAULTS").is_ok() {
        println!(
            "{n_failing} wrong totals of {} relations in {:?}",
            proofs.between.relations.len(),
            started.elapsed()
        );
    }
    assert_eq!(findings.len(), n_failing);
    assert!(findings.iter().all(|finding| finding.causes.len() <= 8));
}

/// Blocks of ten rows; ten thousand of them make 100,000 rows, with `FAULTS_BLOCKS`.
fn many_blocks() -> usize {
    std::env::var("FAULTS_BLOCKS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(300)
}

/// A row that is left out shows in the total above it, in each column by itself.
#[test]
fn a_missing_row_is_told_where_it_is_missing() {
    let (mut n, mut n_told) = (0, 0);
    for &shape in SHAPES {
        for seed in 0..rounds() * 2 {
            let mut chance = Chance::new(seed * 6007 + shape as u64 * 13 + 5);
            let mut case = Case::new(shape, &mut chance);
            let Some(total) = leave_out_a_row(&mut case, &mut chance) else {
                continue;
            };
            let sheet = Sheet::of(&case.document, typed(&mut chance));
            let said = sheet.audit();
            let row = sheet.place((total, 0)).row;
            let told = said.findings.iter().filter(|finding| {
                finding
                    .causes
                    .first()
                    .is_some_and(|cause| cause.kind == CauseKind::MissingRow)
                    && finding
                        .place
                        .as_ref()
                        .is_some_and(|place| place.cell.row == row)
            });
            n += 1;
            n_told += usize::from(told.count() > 0);
        }
    }
    if std::env::var("FAULTS").is_ok() {
        println!("missing rows: {n_told} of {n} told at the total that lacks them");
    }
    assert!(n_told * 100 >= n * 95, "{n_told} of {n}");
}

/// Takes a detail out of a document; gives the row of the total that lacks it.
fn leave_out_a_row(case: &mut Case, chance: &mut Chance) -> Option<usize> {
    let rows = &case.document.rows;
    let parents: Vec<usize> = (0..rows.len())
        .filter(|&row| rows[row].role != Role::Detail)
        .filter(|&row| {
            let children = case.children(row);
            children.len() > 2
                && children
                    .iter()
                    .all(|&child| rows[child].role == Role::Detail)
        })
        .collect();
    if parents.is_empty() {
        return None;
    }
    let parent = chance.pick(&parents);
    let children = case.children(parent);
    // Details of nothing are not missed.
    let gone = chance.pick(&children);
    case.document.rows.remove(gone);
    Some(if gone < parent { parent - 1 } else { parent })
}
