//! The region's plan for all agencies in one document, as papers of single agencies. Comes in: tables of
//! plans whose rows name agencies. Goes out: for each agency a paper of its rows alone. A row is an
//! agency's that says so, or that stands under one; a heading only where all below it is one agency's.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::agencies::Owners;
use super::papers::{Paper, Part};
use crate::model::agency::{looks_like_agency, resolve};
use crate::model::budget_stage::BudgetStage;
use crate::model::record::RecordSet;

/// The column that names the agency of a row.
const AGENCY: &str = "perangkat-daerah";

/// Fewest agencies that a plan of the region names.
const FEWEST: usize = 2;

/// Puts papers of single agencies in the place of plans that list several; those of an agency that has
/// such a paper of its own are not made.
pub(super) fn split(papers: &mut Vec<Paper<'_>>, owners: &Owners) {
    let mut made: Vec<Paper<'_>> = Vec::new();
    let mut whole: BTreeSet<usize> = BTreeSet::new();
    for (idx, paper) in papers.iter().enumerate() {
        let is_regional = matches!(paper.step.stage, BudgetStage::Rkpd | BudgetStage::KuaPpas);
        if !is_regional || !paper.counts() {
            continue;
        }
        let mut parts: BTreeMap<usize, Vec<Part<'_>>> = BTreeMap::new();
        for part in &paper.tables {
            for (agency, lines) in by_agency(part.set, owners) {
                let part = Part {
                    set: part.set,
                    lines: Some(lines),
                };
                parts.entry(agency).or_default().push(part);
            }
        }
        if parts.len() < FEWEST {
            continue;
        }
        whole.insert(idx);
        for (agency, tables) in parts {
            made.push(Paper {
                agency: Some(agency),
                tables,
                ..paper.clone()
            });
        }
    }
    // What lists several agencies is none's, whoever's folder it lies in.
    for (_, paper) in papers
        .iter_mut()
        .enumerate()
        .filter(|(idx, _)| whole.contains(idx))
    {
        paper.agency = None;
    }
    let has_own = |made: &Paper<'_>| {
        papers.iter().any(|own| {
            (own.agency, own.year, own.step) == (made.agency, made.year, made.step) && own.counts()
        })
    };
    made.retain(|paper| !has_own(paper));
    papers.extend(made);
}

/// The lines of each agency that a table names.
fn by_agency<'a>(set: &'a RecordSet, owners: &Owners) -> BTreeMap<usize, BTreeSet<usize>> {
    let column = set.columns_of(AGENCY).first().copied();
    let mut known: BTreeMap<Cow<'a, str>, Option<usize>> = BTreeMap::new();
    let mut find = |name: Cow<'a, str>| {
        if let Some(found) = known.get(&name) {
            return *found;
        }
        let found = resolve(&owners.agencies, &name);
        known.insert(name, found);
        found
    };
    // What a line says itself, else what the line above it in the tree is known to be of.
    let mut own: Vec<Option<usize>> = Vec::with_capacity(set.lines.len());
    for line in &set.lines {
        let named = column.and_then(|column| set.typed.text(line.row_idx, column));
        let named = named.filter(|name| !name.trim().is_empty());
        let heading = || looks_like_agency(&line.name).then(|| Cow::from(line.name.as_str()));
        let above = || {
            line.parent
                .and_then(|parent| own.get(parent).copied().flatten())
        };
        let agency = match named.or_else(heading) {
            Some(name) => find(name),
            None => above(),
        };
        own.push(agency);
    }
    // A heading is an agency's where all the lines below it are; children stand behind their parents.
    let mut below: Vec<Option<Option<usize>>> = vec![None; set.lines.len()];
    for (idx, line) in set.lines.iter().enumerate().rev() {
        let agency = match below.get(idx).copied().flatten() {
            Some(agency) if !line.is_leaf => agency,
            Some(_) | None => own.get(idx).copied().flatten(),
        };
        if let Some(slot) = own.get_mut(idx) {
            *slot = agency;
        }
        if let Some(slot) = line.parent.and_then(|parent| below.get_mut(parent)) {
            *slot = match *slot {
                None => Some(agency),
                Some(known) if known == agency => Some(known),
                Some(_) => Some(None),
            };
        }
    }
    let mut lines: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (idx, agency) in own.into_iter().enumerate() {
        if let Some(agency) = agency {
            lines.entry(agency).or_default().insert(idx);
        }
    }
    lines
}
