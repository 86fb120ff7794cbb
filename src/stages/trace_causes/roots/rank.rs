//! Which of two corrections is the better explanation.

use std::cmp::Reverse;

use rust_decimal::Decimal;

use super::super::causes;
use super::super::graph::{Graph, Settled};
use super::Candidate;
use crate::model::cause::CauseKind;
use crate::model::relation::{Origin, Relation};

/// How good an explanation is; the greater the better, field by field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    /// Failures mended: the fewest wrong cells explain all of them.
    n_fixed: usize,
    /// A claim of its own table fails, not only one between documents.
    at_home: bool,
    /// How far it is from a known mistake that moves one cell only.
    cost: Reverse<u8>,
    /// Its own claim is the only one that fails, so the claim is told.
    is_lone_target: bool,
    /// Cells that would have been computed from the wrong one.
    n_followers: Reverse<usize>,
    /// It makes one of the claims that fail.
    is_target: bool,
}

/// A correction whose difference has no known kind of mistake.
const WITHOUT_PATTERN: u8 = 3;
/// A wrong digit fits most cells of a claim, since all of them miss the same amount.
const WEAK_PATTERN: u8 = 1;
/// Addends of which one with a wrong digit may still be no chance.
const FEW_ADDENDS: usize = 3;
/// Other cells must have been computed from the wrong one.
const WITH_FOLLOWERS: u8 = 2;
/// So many that a slip in what they were all made of, which they all took up, is hardly likelier than any.
const MANY_FOLLOWERS: usize = 8;
const WITH_MANY_FOLLOWERS: u8 = 3;
/// A wrong total that the totals above it were made of, its own claim alone failing.
const CARRIED_ON: u8 = 1;

/// A positive figure should have been negative.
const TURNED_NEGATIVE: u8 = 1;

/// What it is made of is in doubt itself, and should be settled first.
const RESTS_ON_DOUBT: u8 = 1;

impl Rank {
    pub(super) fn of(graph: &Graph<'_>, settled: &Settled, candidate: &Candidate) -> Self {
        let fixed = &candidate.effect.fixed;
        let relations = || fixed.iter().filter_map(|&idx| graph.relation(idx));
        let is_lone_target =
            fixed.len() == 1 && relations().all(|relation| is_target(graph, candidate, relation));
        let has_pattern = fixed.iter().any(|&idx| {
            graph.relation(idx).is_some_and(|relation| {
                is_target(graph, candidate, relation)
                    && causes::explains_claim(graph, settled, idx, candidate.value)
            })
        });
        // Of many documents' figures that make another's together some is always one digit off.
        let is_one_of_many = relations().all(|relation| {
            relation.origin == Origin::BetweenDocuments
                && relation.operands.len() > FEW_ADDENDS
                && !is_target(graph, candidate, relation)
        });
        let pattern = match slip(graph, candidate) {
            _ if has_pattern => 0,
            Some(CauseKind::WrongDigit) if is_one_of_many => WITHOUT_PATTERN,
            Some(CauseKind::WrongDigit) => WEAK_PATTERN,
            Some(_) => 0,
            None => WITHOUT_PATTERN,
        };
        let n_followers = candidate.effect.followers.len();
        let moved = match (n_followers, is_lone_target) {
            (0, _) => 0,
            (_, true) => CARRIED_ON,
            (MANY_FOLLOWERS.., false) => WITH_MANY_FOLLOWERS,
            (_, false) => WITH_FOLLOWERS,
        };
        let is_doubtful = fixed.iter().any(|&idx| {
            graph
                .relation(idx)
                .is_some_and(|relation| is_target(graph, candidate, relation))
                && graph.rests_on_doubt(idx, settled)
        });
        let doubt = if is_doubtful { RESTS_ON_DOUBT } else { 0 };
        let stated = graph.value(candidate.cell).unwrap_or_default();
        let sign = if turns_negative(stated, candidate.value) {
            TURNED_NEGATIVE
        } else {
            0
        };
        Self {
            n_fixed: fixed.len(),
            at_home: graph.fails_at_home(candidate.cell),
            cost: Reverse(pattern + moved + sign + doubt),
            is_lone_target,
            n_followers: Reverse(n_followers),
            is_target: relations().any(|relation| is_target(graph, candidate, relation)),
        }
    }

    /// Whether nothing tells two corrections apart.
    pub(super) fn equals(&self, other: &Self) -> bool {
        self == other
    }
}

/// Whether a figure that is not negative would have to be.
pub(super) fn turns_negative(stated: Decimal, right: Decimal) -> bool {
    stated >= Decimal::ZERO && right < Decimal::ZERO
}

pub(super) fn is_target(graph: &Graph<'_>, candidate: &Candidate, relation: &Relation) -> bool {
    graph.place(candidate.cell) == Some(&relation.target)
}

/// The slip of the keyboard that a correction undoes.
pub(super) fn slip(graph: &Graph<'_>, candidate: &Candidate) -> Option<CauseKind> {
    let stated = graph.value(candidate.cell)?;
    causes::digit_slip(stated, candidate.value)
}
