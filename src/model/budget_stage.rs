//! The stages of a year's budget, from the region's plan to what was spent, in their order. Knows
//! their names; how a document is recognised as one of them is for `reconcile_documents`.

use serde::Serialize;

/// A stage of the chain of documents of one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BudgetStage {
    /// The region's work plan.
    Rkpd,
    /// Budget policy and its ceilings.
    KuaPpas,
    /// The agency's work plan.
    Renja,
    /// The agency's proposal of its budget.
    Rka,
    /// The budget as it is to be carried out.
    Dpa,
    /// A shift inside the budget.
    Pergeseran,
    /// The changed budget.
    Dppa,
    /// What was spent.
    Realisasi,
}

impl BudgetStage {
    /// All stages in the order of the year.
    pub const ALL: [Self; 8] = [
        Self::Rkpd,
        Self::KuaPpas,
        Self::Renja,
        Self::Rka,
        Self::Dpa,
        Self::Pergeseran,
        Self::Dppa,
        Self::Realisasi,
    ];

    /// The name that pipelines and outputs use.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rkpd => "rkpd",
            Self::KuaPpas => "kua-ppas",
            Self::Renja => "renja",
            Self::Rka => "rka",
            Self::Dpa => "dpa",
            Self::Pergeseran => "pergeseran",
            Self::Dppa => "dppa",
            Self::Realisasi => "realisasi",
        }
    }

    /// The name as documents write it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Rkpd => "RKPD",
            Self::KuaPpas => "KUA-PPAS",
            Self::Renja => "Renja",
            Self::Rka => "RKA",
            Self::Dpa => "DPA",
            Self::Pergeseran => "pergeseran",
            Self::Dppa => "DPPA",
            Self::Realisasi => "realisasi",
        }
    }

    /// The stage of a name, in any case of letters.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase().replace([' ', '_'], "-");
        Self::ALL.into_iter().find(|stage| stage.name() == name)
    }

    /// Whether its amounts are intentions, which the budget may rightly change.
    pub const fn is_plan(self) -> bool {
        matches!(self, Self::Rkpd | Self::KuaPpas | Self::Renja | Self::Rka)
    }

    /// Whether its amounts are ceilings that bind from their day on.
    pub const fn is_ceiling(self) -> bool {
        matches!(self, Self::Dpa | Self::Pergeseran | Self::Dppa)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for stage in BudgetStage::ALL {
            assert_eq!(BudgetStage::named(stage.name()), Some(stage));
            assert_eq!(BudgetStage::named(stage.title()), Some(stage));
            assert!(!(stage.is_plan() && stage.is_ceiling()));
        }
        assert_eq!(BudgetStage::named("KUA PPAS"), Some(BudgetStage::KuaPpas));
        assert_eq!(BudgetStage::named("anggaran"), None);
    }
}
