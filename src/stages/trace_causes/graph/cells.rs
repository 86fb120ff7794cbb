//! The cells of the graph by number, and the relations that each takes part in. Comes in: a proof. Goes
//! out: both, found by counting, since every relation asks for every cell of it. Judges nothing.

use crate::model::by_place::ByPlace;
use crate::model::place::Place;
use crate::model::relation::{Operation, Proof, Stated, Verdict};

use super::{CellId, Link, Role};

/// All cells that some relation speaks of.
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
    numbers: ByPlace<CellId>,
}

impl<'a> Cells<'a> {
    pub(super) fn of(proof: &'a Proof) -> Self {
        let all: Vec<(&Place, &Stated)> = proof.numbers.iter().collect();
        let mut sheets: Vec<Sheet<'a>> = Vec::new();
        for (number, (place, _)) in all.iter().enumerate() {
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
    pub(super) fn id(&self, place: &Place) -> Option<CellId> {
        self.id_near(place, &mut 0)
    }

    /// The number of a cell that is likely on the sheet where the last one was.
    fn id_near(&self, place: &Place, last: &mut usize) -> Option<CellId> {
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

    pub(super) fn place(&self, cell: CellId) -> Option<&'a Place> {
        self.all.get(cell).map(|(place, _)| *place)
    }

    pub(super) fn number(&self, cell: CellId) -> Option<&'a Stated> {
        self.all.get(cell).map(|(_, stated)| *stated)
    }
}

/// The relations that each cell takes part in, cell after cell.
pub(super) struct Links {
    all: Vec<Link>,
    /// Where those of each cell end.
    ends: Vec<usize>,
}

impl Links {
    pub(super) fn of(proof: &Proof, cells: &Cells<'_>) -> Self {
        let mut by_relation: Vec<(CellId, Link)> = Vec::new();
        let mut last = 0;
        for (relation, claim) in proof.relations.iter().enumerate() {
            let n_before = by_relation.len();
            if matches!(claim.verdict, Verdict::CannotJudge(_)) {
                continue;
            }
            // What is counted is rows, not the numbers in them.
            let operands = match claim.operation {
                Operation::Count => &[][..],
                _ => claim.operands.as_slice(),
            };
            let roles = (0..).map(|position| role(claim.operation, position));
            let parts = std::iter::once((&claim.target, Role::Target));
            for (place, role) in parts.chain(operands.iter().zip(roles)) {
                let Some(cell) = cells.id_near(place, &mut last) else {
                    // A relation with a cell of which no number is known takes no part.
                    by_relation.truncate(n_before);
                    break;
                };
                by_relation.push((cell, Link { relation, role }));
            }
        }
        // In the order of the cells, and for each in that of the relations.
        let mut starts = vec![0; cells.all.len() + 1];
        for (cell, _) in &by_relation {
            if let Some(count) = starts.get_mut(cell + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let nothing = Link {
            relation: 0,
            role: Role::Target,
        };
        let mut all = vec![nothing; by_relation.len()];
        for (cell, link) in by_relation {
            if let Some(next) = starts.get_mut(cell)
                && let Some(slot) = all.get_mut(*next)
            {
                *slot = link;
                *next += 1;
            }
        }
        Self { all, ends: starts }
    }

    /// Those of a cell.
    pub(super) fn of_cell(&self, cell: CellId) -> &[Link] {
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
