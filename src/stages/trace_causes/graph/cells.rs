//! The cells of one part of the graph by number, and the relations that each takes part in. Comes in: a
//! proof. Goes out: both, found by counting, since every relation asks for every cell of it. Judges nothing.

use crate::model::by_place::ByPlace;
use crate::model::place::Place;
use crate::model::relation::{Operation, Proof, Stated, Verdict};

use super::Role;

/// Number of a cell or relation in its part of the graph.
type Local = u32;

/// All cells that some relation of a proof speaks of.
pub(super) struct Cells<'a> {
    /// By number, in order.
    all: Vec<(&'a Place, &'a Stated)>,
    /// In order.
    sheets: Vec<Sheet<'a>>,
}

/// The cells of one sheet.
struct Sheet<'a> {
    /// The first of them.
    first: &'a Place,
    numbers: ByPlace<Local>,
}

impl<'a> Cells<'a> {
    pub(super) fn of(proof: &'a Proof) -> Self {
        let all: Vec<(&Place, &Stated)> = proof.numbers.iter().collect();
        let mut sheets: Vec<Sheet<'a>> = Vec::new();
        for (number, (place, _)) in (0..).zip(&all) {
            match sheets.last_mut() {
                Some(sheet) if sheet.first.is_beside(place) => {
                    sheet.numbers.insert(place.cell, number);
                }
                _ => sheets.push(Sheet {
                    first: place,
                    numbers: ByPlace::from_iter([(place.cell, number)]),
                }),
            }
        }
        Self { all, sheets }
    }

    /// The number of a cell.
    pub(super) fn id(&self, place: &Place) -> Option<usize> {
        let number = self.id_near(place, &mut 0)?;
        usize::try_from(number).ok()
    }

    /// The number of a cell that is likely on the sheet where the last one was.
    fn id_near(&self, place: &Place, last: &mut usize) -> Option<Local> {
        let is_there = |idx: usize| {
            let sheet = self.sheets.get(idx);
            sheet.filter(|sheet| sheet.first.is_beside(place))
        };
        let sheet = if let Some(sheet) = is_there(*last) {
            sheet
        } else {
            let stands_after = |sheet: &Sheet<'_>| {
                let other = sheet.first;
                (&other.on.file, &other.on.sheet) > (&place.on.file, &place.on.sheet)
            };
            let after = self.sheets.partition_point(|sheet| !stands_after(sheet));
            *last = after.checked_sub(1)?;
            is_there(*last)?
        };
        sheet.numbers.get(&place.cell).copied()
    }

    pub(super) fn place(&self, cell: usize) -> Option<&'a Place> {
        self.all.get(cell).map(|(place, _)| *place)
    }

    pub(super) fn number(&self, cell: usize) -> Option<&'a Stated> {
        self.all.get(cell).map(|(_, stated)| *stated)
    }
}

/// A relation that a cell takes part in.
#[derive(Debug, Clone, Copy)]
pub(super) struct LocalLink {
    relation: Local,
    pub(super) role: Role,
}

impl LocalLink {
    /// The number of the relation in its part.
    pub(super) fn relation(self) -> usize {
        usize::try_from(self.relation).unwrap_or(usize::MAX)
    }
}

/// The relations that each cell takes part in, cell after cell.
pub(super) struct Links {
    all: Vec<LocalLink>,
    /// Where those of each cell end.
    ends: Vec<usize>,
}

impl Links {
    pub(super) fn of(proof: &Proof, cells: &Cells<'_>) -> Self {
        // How many each cell has, and with that where they begin: in the order of the cells, and for
        // each in that of the relations.
        let mut starts = vec![0; cells.all.len() + 1];
        each_link(proof, cells, |cell, _| {
            if let Some(count) = starts.get_mut(cell + 1) {
                *count += 1;
            }
        });
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let nothing = LocalLink {
            relation: 0,
            role: Role::Target,
        };
        let mut all = vec![nothing; sum];
        each_link(proof, cells, |cell, link| {
            if let Some(next) = starts.get_mut(cell)
                && let Some(slot) = all.get_mut(*next)
            {
                *slot = link;
                *next += 1;
            }
        });
        Self { all, ends: starts }
    }

    /// Those of a cell.
    pub(super) fn of_cell(&self, cell: usize) -> &[LocalLink] {
        let start = match cell.checked_sub(1) {
            Some(before) => self.ends.get(before).copied(),
            None => Some(0),
        };
        let end = self.ends.get(cell).copied();
        let range = start.zip(end);
        range
            .and_then(|(start, end)| self.all.get(start..end))
            .unwrap_or_default()
    }
}

/// Gives each cell of each judged relation, relation after relation.
fn each_link(proof: &Proof, cells: &Cells<'_>, mut give: impl FnMut(usize, LocalLink)) {
    let mut last = 0;
    let mut numbers: Vec<usize> = Vec::new();
    for (relation, claim) in (0..).zip(&proof.relations) {
        if matches!(claim.verdict, Verdict::CannotJudge(_)) {
            continue;
        }
        // What is counted is rows, not the numbers in them.
        let operands = match claim.operation {
            Operation::Count => &[][..],
            _ => claim.operands.as_slice(),
        };
        numbers.clear();
        let places = std::iter::once(&claim.target).chain(operands);
        numbers.extend(places.map_while(|place| {
            let number = cells.id_near(place, &mut last)?;
            usize::try_from(number).ok()
        }));
        // A relation with a cell of which no number is known takes no part.
        if numbers.len() <= operands.len() {
            continue;
        }
        let roles = (0..).map(|position| role(claim.operation, position));
        let roles = std::iter::once(Role::Target).chain(roles);
        for (&cell, role) in numbers.iter().zip(roles) {
            give(cell, LocalLink { relation, role });
        }
    }
}

fn role(operation: Operation, position: usize) -> Role {
    match (operation, position) {
        (Operation::Difference, 1..) => Role::Subtracted,
        (Operation::Net(n_added), position) if position >= usize::from(n_added) => Role::Subtracted,
        (
            Operation::Product
            | Operation::TaxedProduct
            | Operation::Share
            | Operation::Change
            | Operation::Formula(_),
            _,
        ) => Role::Factor,
        _ => Role::Added,
    }
}
