//! How many cells of a block of rows stand in columns that held their kind before.

use super::by_column::{ByColumn, Columns};
use super::shape::Shape;
use super::sheet::Sheet;

/// So many small numbers in a row are figures, not its marks.
const MANY_SMALL: usize = 4;

/// How a block of rows fits the rows so far.
pub(super) struct Fit {
    n_cells: usize,
    n_fitting: usize,
    /// Whether the block holds figures.
    pub(super) has_numbers: bool,
}

impl Fit {
    /// Whether every cell stands where its kind stood before.
    pub(super) fn is_whole(&self) -> bool {
        self.n_fitting == self.n_cells
    }

    /// Words below a table are notes and signatures; they are placed and told apart later.
    pub(super) fn is_enough(&self) -> bool {
        !self.has_numbers || self.n_fitting * 10 >= self.n_cells * 6
    }
}

/// The kinds of cells that each column has held so far, one bit for each.
#[derive(Debug, Default)]
pub(super) struct Usual(ByColumn<u8>);

impl Usual {
    /// Takes note of a row.
    pub(super) fn add(&mut self, sheet: &Sheet<'_>, row: u32) {
        for look in sheet.row(row) {
            if let Some(classes) = self.0.of(look.col) {
                *classes |= class(look.shape);
            }
        }
    }

    /// The columns that have held figures.
    pub(super) fn figures(&self) -> Columns {
        self.holding(FIGURES)
    }

    /// The columns that have held figures or marks.
    pub(super) fn numbers(&self) -> Columns {
        self.holding(FIGURES | MARKS)
    }

    fn holding(&self, asked: u8) -> Columns {
        let holding = self.0.iter().filter(|(_, held)| **held & asked != 0);
        holding.map(|(col, _)| col).collect()
    }

    /// Counts the cells of a block that are of a kind seen in their column before.
    pub(super) fn fit(&self, sheet: &Sheet<'_>, block: &[u32]) -> Fit {
        let mut fit = Fit {
            n_cells: 0,
            n_fitting: 0,
            has_numbers: false,
        };
        for &row in block {
            let mut n_small = 0;
            for look in sheet.row(row) {
                let class = class(look.shape);
                let classes = self.0.get(look.col);
                let fits = classes.is_some_and(|classes| classes & class != 0);
                fit.n_cells += 1;
                fit.n_fitting += usize::from(fits || self.0.is_empty());
                fit.has_numbers |= class == FIGURES;
                n_small += usize::from(class == MARKS);
            }
            fit.has_numbers |= n_small >= MANY_SMALL;
        }
        fit
    }
}

/// Marks, words and figures: what may stand in for each other in a column.
const MARKS: u8 = 1;
const WORDS: u8 = 2;
const FIGURES: u8 = 4;

fn class(shape: Shape) -> u8 {
    match shape {
        Shape::Small | Shape::Code => MARKS,
        Shape::Words => WORDS,
        Shape::Amount | Shape::Dash => FIGURES,
    }
}
