//! What held on the lines tried first, counted. Comes in: one claim after the other, as it holds on a
//! line. Goes out: those that held on lines enough, in the order of signatures. Holds each in few
//! bytes, as small figures agree by chance in thousands of ways.

use super::signature::Signature;
use crate::model::relation::Operation;

/// Most operands of a claim that is counted here.
const MAX_TERMS: usize = 6;

/// Claims that held, one for each line.
#[derive(Debug, Default)]
pub(super) struct Hits(Vec<Hit>);

/// A claim in few bytes; fields stand in the order of a signature's, so that both sort alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Hit {
    target: u32,
    operation: Kind,
    /// Positions of the operands, from 1; 0 where there are no more.
    terms: [u32; MAX_TERMS],
    is_fraction: bool,
}

/// The operations that are counted, in the order of [`Operation`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Sum,
    Difference,
    /// The first two added, the third taken off.
    Net,
    Product,
    Share,
    Change,
}

impl Kind {
    fn of(operation: Operation) -> Option<Self> {
        match operation {
            Operation::Sum => Some(Kind::Sum),
            Operation::Difference => Some(Kind::Difference),
            Operation::Net(2) => Some(Kind::Net),
            Operation::Product => Some(Kind::Product),
            Operation::Share => Some(Kind::Share),
            Operation::Change => Some(Kind::Change),
            Operation::Net(_)
            | Operation::TaxedProduct
            | Operation::Mean
            | Operation::Count
            | Operation::Equal
            | Operation::AtMost
            | Operation::Formula(_) => None,
        }
    }

    fn operation(self) -> Operation {
        match self {
            Kind::Sum => Operation::Sum,
            Kind::Difference => Operation::Difference,
            Kind::Net => Operation::Net(2),
            Kind::Product => Operation::Product,
            Kind::Share => Operation::Share,
            Kind::Change => Operation::Change,
        }
    }
}

impl Hits {
    /// Takes note of a claim that holds on a line.
    pub(super) fn add(
        &mut self,
        target: usize,
        operation: Operation,
        operands: &[usize],
        is_fraction: bool,
    ) {
        let (Some(operation), Ok(target)) = (Kind::of(operation), u32::try_from(target)) else {
            return;
        };
        let mut terms = [0; MAX_TERMS];
        for (slot, &position) in terms.iter_mut().zip(operands) {
            *slot = u32::try_from(position).map_or(u32::MAX, |position| position + 1);
        }
        self.0.push(Hit {
            target,
            operation,
            terms,
            is_fraction,
        });
    }

    /// The claims that held on so many lines.
    pub(super) fn at_least(mut self, needed: usize) -> Vec<Signature> {
        self.0.sort_unstable();
        let same = self.0.chunk_by(|one, other| one == other);
        let enough = same.filter(|same| same.len() >= needed);
        enough.filter_map(|same| signature(same.first()?)).collect()
    }
}

fn signature(hit: &Hit) -> Option<Signature> {
    let positions = hit.terms.iter().take_while(|&&position| position > 0);
    let operands: Option<Vec<usize>> = positions
        .map(|position| usize::try_from(position - 1).ok())
        .collect();
    let target = usize::try_from(hit.target).ok()?;
    let mut signature = Signature::new(target, hit.operation.operation(), &operands?);
    if hit.operation == Kind::Net {
        signature.n_added = 2;
    }
    signature.is_fraction = hit.is_fraction;
    Some(signature)
}
