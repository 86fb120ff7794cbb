//! One link of the chain: what one paper states against what the paper before it states, node by
//! node. Comes in: two lists of nodes. Goes out: relations, or one finding where the two are
//! versions of different times. Never tells hundreds of nodes where one reason explains them.

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::nodes::{Node, whole};
use super::pairs::{Pair, pairs};
use crate::model::amount::{english, indonesian};
use crate::model::cause::{Cause, CauseKind, Confidence};
use crate::model::finding::{Finding, Related, Role, Severity};
use crate::model::language::Language;
use crate::model::place::Place;
use crate::model::relation::{Matched, Origin, Proof};
use crate::stages::reconcile_documents::comparison::relate;

/// What is made of a region: relations, findings, and the pairs that are related already.
pub(super) struct Work<'a> {
    pub(super) proof: &'a mut Proof,
    pub(super) findings: Vec<Finding>,
    /// Documents that were told as a whole: their figures are compared no further.
    pub(super) doubtful: BTreeSet<Arc<str>>,
    /// Figures of a plan that neither the step before it nor the one behind it has.
    pub(super) strays: BTreeSet<Place>,
    /// Whether it is told that a change was not handed in.
    has_told_unseen: bool,
    before: &'a Compared,
    compared: Compared,
}

/// Pairs of cells that are compared.
pub(super) type Compared = BTreeSet<(Place, Place)>;

/// The pairs of cells that a proof compares.
pub(super) fn compared(proof: &Proof) -> Compared {
    let relations = proof.relations.iter();
    relations
        .filter(|relation| relation.origin == Origin::BetweenDocuments)
        .filter_map(|relation| match relation.operands.as_slice() {
            [only] => Some((relation.target.clone(), only.clone())),
            _ => None,
        })
        .collect()
}

/// What two papers are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bond {
    /// The later one restates the earlier: every difference is wrong.
    Restates,
    /// A plan and what followed it: differences may be decisions.
    Follows,
}

/// The two sides of a link, with their names.
pub(super) struct Link<'l> {
    pub(super) earlier: &'l [Node],
    pub(super) later: &'l [Node],
    pub(super) earlier_title: String,
    pub(super) later_title: String,
    pub(super) bond: Bond,
}

/// How the nodes of two papers compare.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Agreement {
    /// Lowest nodes that both have.
    pub(super) n_lowest: usize,
    /// Those that differ.
    pub(super) n_differing: usize,
}

impl Agreement {
    /// Whether they are versions of different times: most nodes differ.
    pub(super) fn is_other_version(self) -> bool {
        self.n_lowest >= MIN_NODES && self.n_differing * 2 > self.n_lowest
    }
}

/// Fewest common nodes of which a majority says something.
const MIN_NODES: usize = 4;
/// Nodes that a message names.
const MAX_NAMED: usize = 5;
/// Nodes that a finding lists.
const MAX_LISTED: usize = 40;
/// Least part of the lower paper's nodes that both must have before the others are missed.
const MIN_COMMON: (usize, usize) = (4, 5);

impl<'a> Work<'a> {
    /// Work whose relations go to a proof, beside those that were made before.
    pub(super) fn new(proof: &'a mut Proof, before: &'a Compared) -> Self {
        Self {
            proof,
            findings: Vec::new(),
            doubtful: BTreeSet::new(),
            strays: BTreeSet::new(),
            has_told_unseen: false,
            before,
            compared: Compared::new(),
        }
    }

    /// Whether two cells are compared already.
    fn knows(&self, pair: &Pair<'_>) -> bool {
        let (a, b) = (&pair.earlier.cell.0, &pair.later.cell.0);
        [(a, b), (b, a)].into_iter().any(|(from, to)| {
            let pair = (from.clone(), to.clone());
            self.before.contains(&pair) || self.compared.contains(&pair)
        })
    }

    /// Compares two papers.
    pub(super) fn link(&mut self, link: &Link<'_>) {
        let mut pairs = pairs(link.earlier, link.later);
        pairs.retain(|pair| !self.knows(pair));
        let agreement = agreement(&pairs);
        if agreement.is_other_version() {
            let finding = versions(link, &pairs, agreement);
            self.doubtful
                .extend(link.later.first().map(|node| node.cell.0.on.file.clone()));
            self.findings.push(finding);
            return;
        }
        match link.bond {
            Bond::Restates => self.restates(&pairs),
            Bond::Follows => self.follows(link, &pairs),
        }
        self.missed(link, &pairs);
    }

    /// Every node must be the same.
    pub(super) fn restates(&mut self, pairs: &[Pair<'_>]) {
        for pair in pairs {
            let code = match pair.by {
                Matched::Code | Matched::MendedCode if pair.later.is_total() => "C102",
                Matched::Code | Matched::MendedCode => "C101",
                Matched::Name => "C109",
            };
            self.equal(code, pair);
        }
    }

    fn equal(&mut self, code: &str, pair: &Pair<'_>) {
        let (target, operands, operation) = pair.claim();
        let made = relate(self.proof, code, target, operands, operation);
        if let ([operand], Some(_)) = (operands, made) {
            self.compared.insert((target.0.clone(), operand.0.clone()));
            self.proof
                .matches
                .insert((target.0.clone(), operand.0.clone()), pair.by);
        }
    }

    /// What holds is related; what differs is told once for both papers.
    fn follows(&mut self, link: &Link<'_>, pairs: &[Pair<'_>]) {
        let (same, mut other): (Vec<&Pair<'_>>, Vec<&Pair<'_>>) =
            pairs.iter().partition(|pair| pair.agrees());
        // Where the later paper is back at what stood before, the one between is told.
        let n_all = other.len();
        other.retain(|pair| !self.strays.contains(&pair.earlier.cell.0));
        if other.len() < n_all && !other.iter().any(|pair| pair.is_lowest) {
            return;
        }
        for pair in same {
            self.equal("C106", pair);
        }
        if other.is_empty() {
            return;
        }
        let lowest: Vec<&Pair<'_>> = other
            .iter()
            .copied()
            .filter(|pair| pair.is_lowest)
            .collect();
        let told = if lowest.is_empty() { other } else { lowest };
        let finding = summary("C106", Severity::Warning, link, &told, None);
        self.findings.push(finding);
    }

    /// Nodes with figures that the other paper does not list, where it lists nearly all.
    fn missed(&mut self, link: &Link<'_>, pairs: &[Pair<'_>]) {
        let n_common = pairs.iter().filter(|pair| pair.is_lowest).count();
        if n_common < MIN_NODES {
            return;
        }
        let deepest = pairs
            .iter()
            .filter(|pair| pair.is_lowest && pair.later.subject.is_empty())
            .map(|pair| (pair.later.key().len(), pair.later.is_account()))
            .max();
        for (own, others, title, other) in [
            (
                link.earlier,
                link.later,
                &link.later_title,
                &link.earlier_title,
            ),
            (
                link.later,
                link.earlier,
                &link.earlier_title,
                &link.later_title,
            ),
        ] {
            let known: BTreeSet<&[u32]> = others.iter().map(Node::key).collect();
            let names: BTreeSet<&str> = others.iter().map(|node| node.name.as_str()).collect();
            let is_comparable = |node: &&Node| {
                !node.key().is_empty()
                    && node.subject.is_empty()
                    && Some((node.key().len(), node.is_account())) == deepest
            };
            let all: Vec<&Node> = own.iter().filter(is_comparable).collect();
            let alone: Vec<&Node> = all
                .iter()
                .copied()
                .filter(|node| !known.contains(node.key()) && !names.contains(node.name.as_str()))
                .filter(|node| !node.cell.1.value.is_zero() && !node.is_tentative)
                .collect();
            let n_known = all.len() - alone.len();
            let (part, whole) = MIN_COMMON;
            let Some(first) = alone.first() else { continue };
            if n_known * whole < all.len() * part {
                continue;
            }
            let mut finding = Finding::at("C118", Severity::Warning, &first.cell.0)
                .fact("title", other.as_str())
                .fact("other", title.as_str())
                .fact("count", alone.len().to_string());
            let listed = alone
                .iter()
                .map(|node| (node.words(), node.cell.1.value, None));
            finding = listing(finding, listed);
            finding.stated = Some(sum(alone.iter().map(|node| node.cell.1.value)));
            finding.related = alone
                .iter()
                .skip(1)
                .take(MAX_LISTED)
                .map(|node| counterpart(node))
                .collect();
            self.findings.push(finding);
        }
    }
}

/// One finding for two papers that are versions of different times.
fn versions(link: &Link<'_>, pairs: &[Pair<'_>], agreement: Agreement) -> Finding {
    let differing: Vec<&Pair<'_>> = pairs
        .iter()
        .filter(|pair| pair.is_lowest && !pair.agrees())
        .collect();
    let severity = match link.bond {
        Bond::Restates => Severity::Error,
        Bond::Follows => Severity::Warning,
    };
    summary("C107", severity, link, &differing, Some(agreement)).fact_in("reason", "", "")
}

pub(super) fn agreement(pairs: &[Pair<'_>]) -> Agreement {
    let lowest = || pairs.iter().filter(|pair| pair.is_lowest);
    Agreement {
        n_lowest: lowest().count(),
        n_differing: lowest().filter(|pair| !pair.agrees()).count(),
    }
}

/// One finding about many nodes: at the later paper's total, with the nodes as evidence.
fn summary(
    code: &'static str,
    severity: Severity,
    link: &Link<'_>,
    differing: &[&Pair<'_>],
    agreement: Option<Agreement>,
) -> Finding {
    // What parts make together stands nowhere.
    let wholes = whole(link.later).zip(whole(link.earlier));
    let wholes = wholes.filter(|(later, _)| later.addends.is_empty());
    let later_whole = whole(link.later).filter(|later| later.addends.is_empty());
    let home = later_whole.or_else(|| differing.first().map(|pair| pair.later));
    let Some(home) = home else {
        return Finding::about(code, severity, "");
    };
    let mut finding = Finding::at(code, severity, &home.cell.0)
        .fact("title", link.later_title.as_str())
        .fact("other", link.earlier_title.as_str())
        .fact("count", differing.len().to_string());
    let listed = differing.iter().map(|pair| {
        let (later, earlier) = (pair.later.cell.1.value, pair.earlier.cell.1.value);
        (pair.later.words(), later, Some(earlier))
    });
    finding = listing(finding, listed);
    if let Some(agreement) = agreement {
        finding = finding.fact("all", agreement.n_lowest.to_string());
    }
    let (stated, computed) = match wholes {
        Some((later, earlier)) => (later.cell.1.value, earlier.cell.1.value),
        None => (
            sum(differing.iter().map(|pair| pair.later.cell.1.value)),
            sum(differing.iter().map(|pair| pair.earlier.cell.1.value)),
        ),
    };
    finding.stated = Some(stated.normalize());
    finding.computed = Some(computed.normalize());
    finding.difference = Some(stated.saturating_sub(computed).normalize());
    finding.related = differing
        .iter()
        .take(MAX_LISTED)
        .flat_map(|pair| [counterpart(pair.later), counterpart(pair.earlier)])
        .filter(|related| related.place != home.cell.0)
        .collect();
    finding
}

fn counterpart(node: &Node) -> Related {
    Related {
        role: Role::Counterpart,
        place: node.cell.0.clone(),
        value: Some(node.cell.1.value),
    }
}

fn sum(values: impl Iterator<Item = Decimal>) -> Decimal {
    values.fold(Decimal::ZERO, Decimal::saturating_add)
}

/// A node for a message: its name, its figure, and the other paper's.
type Named = (String, Decimal, Option<Decimal>);

/// Adds the first few nodes with their figures to a message.
fn listing(finding: Finding, nodes: impl Iterator<Item = Named>) -> Finding {
    let nodes: Vec<Named> = nodes.collect();
    let words = |language: Language| {
        let shown = |value: Decimal| match language {
            Language::Id => indonesian(value),
            Language::En => english(value),
        };
        let mut words: Vec<String> = Vec::new();
        for (name, later, earlier) in nodes.iter().take(MAX_NAMED) {
            let earlier = earlier.map(|earlier| format!(" / {}", shown(earlier)));
            let earlier = earlier.unwrap_or_default();
            words.push(format!("\"{name}\" {}{earlier}", shown(*later)));
        }
        if let Some(n_more @ 1..) = nodes.len().checked_sub(MAX_NAMED) {
            words.push(format!("+{n_more}"));
        }
        words.join("; ")
    };
    finding.fact_in("list", words(Language::Id), words(Language::En))
}

impl Work<'_> {
    /// Claims only what agrees, and tells once that the rest may follow a change that was not handed in; not
    /// where most differs.
    pub(super) fn agreeing(&mut self, link: &Link<'_>) -> bool {
        let pairs = pairs(link.earlier, link.later);
        let agreement = agreement(&pairs);
        if agreement.is_other_version() {
            return false;
        }
        let (same, other): (Vec<Pair<'_>>, Vec<Pair<'_>>) =
            pairs.into_iter().partition(Pair::agrees);
        self.restates(&same);
        if !std::mem::replace(&mut self.has_told_unseen, true) {
            let lowest: Vec<&Pair<'_>> = other.iter().filter(|pair| pair.is_lowest).collect();
            let finding = summary("C107", Severity::Warning, link, &lowest, Some(agreement));
            self.findings.push(finding.fact_in(
                "reason",
                "; laporan lain menyebut angka yang sama, mungkin menurut perubahan yang belum disampaikan",
                "; another report states the same, perhaps by a change that was not handed in",
            ));
        }
        true
    }

    /// Tells a report that uses the ceilings of an older version as a whole: `used`, where `due` was
    /// in force.
    pub(super) fn outdated(&mut self, used: &Link<'_>, due: &Link<'_>) {
        self.doubtful
            .extend(due.later.first().map(|node| node.cell.0.on.file.clone()));
        let pairs = pairs(due.earlier, due.later);
        let differing: Vec<&Pair<'_>> = pairs
            .iter()
            .filter(|pair| pair.is_lowest && !pair.agrees())
            .collect();
        let agreement = agreement(&pairs);
        let mut finding = summary("C107", Severity::Error, due, &differing, Some(agreement));
        finding = finding.fact_in(
            "reason",
            format!("; angkanya sama dengan {}", used.earlier_title),
            format!("; its figures are those of {}", used.earlier_title),
        );
        if let (Some(place), Some(value)) = (finding.place.clone(), finding.computed) {
            finding.causes.push(Cause {
                kind: CauseKind::StaleValue,
                confidence: Confidence::Likely,
                place,
                suggested: Some(value),
            });
        }
        self.findings.push(finding);
    }
}
