//! What each agency's documents of one year state as a whole, stage by stage: from the region's plan to
//! what was spent. Holds figures and where they stand; never decides which document counts.

use std::collections::BTreeSet;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::budget_stage::BudgetStage;
use super::place::Place;

/// The chains of all agencies, in the order of their names and years.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BudgetChain {
    /// One entry an agency and year.
    pub agencies: Vec<AgencyChain>,
}

/// The chain of an agency's year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgencyChain {
    /// The agency.
    pub agency: String,
    /// The year, where it is known.
    pub year: Option<i32>,
    /// What its documents state, in the order of the year.
    pub steps: Vec<StepFigure>,
}

/// A step of a year's chain. The order is that in which the steps are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainStep {
    /// The stage.
    pub stage: BudgetStage,
    /// Whether it is a plan after the change of the year.
    pub is_changed: bool,
    /// Which of several shifts, from 1; 0 where none is said.
    pub nth: u32,
}

/// What one step states as a whole: what may be spent, or in the last step what was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepFigure {
    /// Which step.
    pub step: ChainStep,
    /// The documents that count, in the order of their names.
    pub documents: Vec<Arc<str>>,
    /// Their sheets that count: of a workbook of all months those of the last.
    pub sheets: BTreeSet<(Arc<str>, Arc<str>)>,
    /// The figure; `None` where the documents count but do not state a whole.
    pub amount: Option<Decimal>,
    /// Of spending: the ceiling that the same documents set it against, the last of them if they differ in time.
    pub ceiling: Option<Decimal>,
    /// Whether the documents are reports of single times, added up; else they are parts of one whole.
    pub are_times: bool,
    /// The cells that make the figure up.
    pub cells: Vec<Place>,
}

impl ChainStep {
    /// Where the step stands in the year: plans, budget, shifts, changed plans, changed budget, spending.
    fn rank(self) -> (u8, BudgetStage, u32) {
        let part = match (self.stage, self.is_changed) {
            (BudgetStage::Realisasi, _) => 4,
            (BudgetStage::Dppa, _) => 3,
            (_, true) => 2,
            (BudgetStage::Dpa | BudgetStage::Pergeseran, false) => 1,
            (
                BudgetStage::Rkpd | BudgetStage::KuaPpas | BudgetStage::Renja | BudgetStage::Rka,
                false,
            ) => 0,
        };
        (part, self.stage, self.nth)
    }

    /// The step as documents call it: `pergeseran ke-2`, `Renja perubahan`.
    pub fn title(self) -> String {
        let changed = if self.is_changed { " perubahan" } else { "" };
        match self.nth {
            0 => format!("{}{changed}", self.stage.title()),
            nth => format!("{} ke-{nth}{changed}", self.stage.title()),
        }
    }
}

impl Ord for ChainStep {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.rank().cmp(&other.rank())
    }
}

impl PartialOrd for ChainStep {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl AgencyChain {
    /// What was spent in the year, as the report that counts states it.
    pub fn spent(&self) -> Option<&StepFigure> {
        let mut steps = self.steps.iter();
        steps.find(|figure| figure.step.stage == BudgetStage::Realisasi)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_stand_in_the_order_of_the_year() {
        let step = |stage, is_changed, nth| ChainStep {
            stage,
            is_changed,
            nth,
        };
        let year = [
            step(BudgetStage::Rkpd, false, 0),
            step(BudgetStage::KuaPpas, false, 0),
            step(BudgetStage::Renja, false, 0),
            step(BudgetStage::Rka, false, 0),
            step(BudgetStage::Dpa, false, 0),
            step(BudgetStage::Pergeseran, false, 1),
            step(BudgetStage::Pergeseran, false, 2),
            step(BudgetStage::Rkpd, true, 0),
            step(BudgetStage::Renja, true, 0),
            step(BudgetStage::Dppa, false, 0),
            step(BudgetStage::Realisasi, false, 0),
        ];
        assert!(year.is_sorted());
        assert_eq!(year[6].title(), "pergeseran ke-2");
        assert_eq!(year[8].title(), "Renja perubahan");
    }
}
