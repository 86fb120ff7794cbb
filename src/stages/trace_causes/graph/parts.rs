//! The parts of the graph: what stands between documents, and each document by itself. Comes in: the
//! proofs. Goes out: relations, cells and links by number. A document is opened when a correction reaches
//! it; in a region few are ever reached.

use std::cell::OnceCell;

use super::cells::{Cells, Links};
use super::{CellId, Link, Node};
use crate::model::place::Place;
use crate::model::relation::{OpenProofs, Proof, Relation, Stated};

/// All parts. Their relations and cells are numbered on from one document to the next; those between
/// documents come last. A cell that both speak of has its number there.
pub(super) struct Parts<'a> {
    proofs: &'a OpenProofs<'a>,
    documents: Vec<OnceCell<Option<Part<'a>>>>,
    between: Part<'a>,
    /// Number of the first relation of each document, then of what stands between.
    first_relations: Vec<usize>,
    /// Number of the first cell of each document, then of what stands between.
    first_cells: Vec<usize>,
}

/// The relations of one proof, with their cells.
pub(super) struct Part<'a> {
    proof: &'a Proof,
    cells: Cells<'a>,
    links: Links,
    /// Few of them are ever touched by a correction, so each is made when it is.
    nodes: Vec<OnceCell<Option<Box<Node>>>>,
}

impl<'a> Part<'a> {
    fn of(proof: &'a Proof) -> Self {
        let cells = Cells::of(proof);
        Self {
            links: Links::of(proof, &cells),
            cells,
            nodes: proof.relations.iter().map(|_| OnceCell::new()).collect(),
            proof,
        }
    }
}

impl<'a> Parts<'a> {
    pub(super) fn of(proofs: &'a OpenProofs<'a>) -> Self {
        let documents = proofs.all().documents();
        let firsts = |counts: &mut dyn Iterator<Item = usize>| {
            let mut sum = 0;
            let mut firsts = vec![0];
            firsts.extend(counts.map(|count| {
                sum += count;
                sum
            }));
            firsts
        };
        Self {
            proofs,
            documents: documents.iter().map(|_| OnceCell::new()).collect(),
            between: Part::of(&proofs.all().between),
            first_relations: firsts(&mut documents.iter().map(|one| one.n_relations)),
            first_cells: firsts(&mut documents.iter().map(|one| one.n_numbers)),
        }
    }

    /// The relations that fail, in order.
    pub(super) fn failed(&self) -> impl Iterator<Item = usize> + '_ {
        let documents = self.proofs.all().documents().iter();
        let of_documents = documents.zip(&self.first_relations);
        let of_documents = of_documents
            .flat_map(|(document, first)| document.failed.iter().map(move |idx| first + idx));
        let first = self.first_relations.last().copied().unwrap_or(0);
        let between = self.between.proof.relations.iter().enumerate();
        let between = between.filter(|(_, relation)| relation.fails());
        of_documents.chain(between.map(move |(idx, _)| first + idx))
    }

    pub(super) fn relation(&self, idx: usize) -> Option<&'a Relation> {
        let (number, local) = seat(idx, &self.first_relations)?;
        self.part(number)?.proof.relations.get(local)
    }

    /// Where a relation is kept once it is ready to be judged again.
    pub(super) fn node(&self, idx: usize) -> Option<&OnceCell<Option<Box<Node>>>> {
        let (number, local) = seat(idx, &self.first_relations)?;
        self.part(number)?.nodes.get(local)
    }

    /// The number of a cell.
    pub(super) fn id(&self, place: &Place) -> Option<CellId> {
        if let Some(local) = self.between.cells.id(place) {
            return Some(self.first_cells.last()? + local);
        }
        let (number, local) = self.at_home(place)?;
        Some(self.first_cells.get(number)? + local)
    }

    pub(super) fn place(&self, cell: CellId) -> Option<&'a Place> {
        let (number, local) = seat(cell, &self.first_cells)?;
        self.part(number)?.cells.place(local)
    }

    /// What a cell states.
    pub(super) fn number(&self, cell: CellId) -> Option<&'a Stated> {
        let (number, local) = seat(cell, &self.first_cells)?;
        self.part(number)?.cells.number(local)
    }

    /// The relations that a cell takes part in, those of its own document first.
    pub(super) fn links_of(&self, cell: CellId) -> impl Iterator<Item = Link> + '_ {
        let here = seat(cell, &self.first_cells);
        let is_between = here.is_some_and(|(number, _)| number == self.documents.len());
        let place = self.place(cell).filter(|_| is_between);
        let home = place.and_then(|place| self.at_home(place));
        let seats = home.into_iter().chain(here);
        seats.flat_map(|(number, local)| {
            let part = self.part(number);
            let links = part.map_or(&[][..], |part| part.links.of_cell(local));
            let first = self.first_relations.get(number).copied().unwrap_or(0);
            links.iter().map(move |link| Link {
                relation: first + link.relation(),
                role: link.role,
            })
        })
    }

    /// The proofs that may know something of a place: its document's, and what stands between.
    pub(super) fn proofs_of(&self, place: &Place) -> impl Iterator<Item = &'a Proof> + '_ {
        let number = self.proofs.all().position(&place.on.file);
        let own = number.and_then(|number| self.proofs.document(number));
        own.into_iter().chain([self.between.proof])
    }

    /// What stands between documents.
    pub(super) fn between(&self) -> &'a Proof {
        self.between.proof
    }

    /// A part by its number: a document's, or behind them what stands between.
    fn part(&self, number: usize) -> Option<&Part<'a>> {
        let Some(part) = self.documents.get(number) else {
            return (number == self.documents.len()).then_some(&self.between);
        };
        let open = || self.proofs.document(number).map(Part::of);
        part.get_or_init(open).as_ref()
    }

    /// Where a cell stands in the part of its own document, if that speaks of it.
    fn at_home(&self, place: &Place) -> Option<(usize, usize)> {
        let number = self.proofs.all().position(&place.on.file)?;
        let local = self.part(number)?.cells.id(place)?;
        Some((number, local))
    }
}

/// The part in which a number stands, and its number there.
fn seat(number: usize, firsts: &[usize]) -> Option<(usize, usize)> {
    let part = firsts
        .partition_point(|first| *first <= number)
        .checked_sub(1)?;
    Some((part, number - firsts.get(part)?))
}
