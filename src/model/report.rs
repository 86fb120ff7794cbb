//! Everything a run knows at its end: what the reports are written from.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::amount::{english, indonesian};
use super::budget_chain::BudgetChain;
use super::completeness::Completeness;
use super::coverage::Coverage;
use super::document::{Ignored, Inventory};
use super::finding::{Finding, Severity};
use super::grid::Tally;
use super::language::Language;
use super::place::Place;
use super::record::RecordSet;
use super::relation::{Relation, RelationCounts, Stated};
use super::staff::AgencyStaff;

/// The result of a run, before it is written.
#[derive(Debug, Clone, Default)]
pub struct AuditReport {
    /// Name of the pipeline; `None` for an audit without one.
    pub pipeline: Option<String>,
    /// Region, from the pipeline.
    pub region: Option<String>,
    /// Year, from the pipeline.
    pub year: Option<i32>,
    /// Files found.
    pub inventory: Inventory,
    /// One entry a document that was read.
    pub documents: Vec<DocumentSummary>,
    /// Tables with their records.
    pub records: Vec<Arc<RecordSet>>,
    /// How many relations were judged, inside and between documents.
    pub counts: RelationCounts,
    /// The relations, judged; of a region only those of documents with findings, since reports show no
    /// others.
    pub relations: Vec<Relation>,
    /// The numbers that they speak of; of a region only those that a finding names.
    pub numbers: BTreeMap<Place, Stated>,
    /// Findings, sorted.
    pub findings: Vec<Finding>,
    /// What each agency handed in; empty where documents are audited one by one.
    pub completeness: Completeness,
    /// What each agency's documents state as a whole, stage by stage; empty likewise.
    pub chain: BudgetChain,
    /// How many people each agency has; empty likewise.
    pub staff: Vec<AgencyStaff>,
    /// The name by which earlier runs know a document, by its path, where that is another.
    pub names: BTreeMap<Arc<str>, Arc<str>>,
}

/// What became of everything that was found: inputs by their end, cells by theirs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accounts {
    /// Inputs that were read.
    pub read: usize,
    /// Inputs that could not be read.
    pub quarantined: usize,
    /// Files that are no inputs, and archives whose members stand in their place.
    pub ignored: usize,
    /// Cells of the inputs that were read and hold something.
    pub cells: usize,
    /// What became of all their cells.
    pub tally: Tally,
}

impl Accounts {
    /// All files found, whatever became of them.
    pub fn inputs(&self) -> usize {
        self.read + self.quarantined + self.ignored
    }

    /// What became of the files, as a sum: `12 = 9 dibaca + 2 dikarantina + 1 dilewati`.
    pub fn inputs_in_words(&self, language: Language) -> String {
        let (read, quarantined, ignored) = (self.read, self.quarantined, self.ignored);
        let all = self.inputs();
        match language {
            Language::Id => {
                format!("{all} = {read} dibaca + {quarantined} dikarantina + {ignored} dilewati")
            }
            Language::En => {
                format!("{all} = {read} read + {quarantined} quarantined + {ignored} ignored")
            }
        }
    }

    /// What became of the cells of the inputs that were read, as a sum.
    pub fn cells_in_words(&self, language: Language) -> String {
        cells_in_words(self.cells, self.tally, language)
    }
}

/// What became of cells, as a sum: `4 = 1 dibaca + 1 kosong + 2 tidak terbaca`.
pub fn cells_in_words(n_read: usize, tally: Tally, language: Language) -> String {
    let shown = |count: Decimal| match language {
        Language::Id => indonesian(count),
        Language::En => english(count),
    };
    let (stored, read) = (shown(tally.stored.into()), shown(n_read.into()));
    let (blank, refused) = (shown(tally.blank.into()), shown(tally.refused.into()));
    match language {
        Language::Id => {
            format!("{stored} = {read} dibaca + {blank} kosong + {refused} tidak terbaca")
        }
        Language::En => format!("{stored} = {read} read + {blank} blank + {refused} unreadable"),
    }
}

/// What is said of a run in two lines, and kept of it when its report is gone.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Brief {
    /// What became of everything that was found.
    pub accounts: Accounts,
    /// Findings of severity error, warning and info.
    pub told: [usize; 3],
    /// Of the errors and warnings those that nobody answers for.
    pub counted: [usize; 2],
    /// Numeric cells in tables, and what became of each.
    pub coverage: Coverage,
    /// Numeric cells in tables.
    pub n_numbers: usize,
    /// Those that some judged relation speaks of.
    pub n_proved: usize,
    /// Files that were no input.
    pub ignored: Vec<Ignored>,
}

impl AuditReport {
    /// What is said of the run in two lines.
    pub fn brief(&self) -> Brief {
        let mut brief = Brief {
            accounts: self.accounts(),
            ignored: self.inventory.ignored.clone(),
            ..Brief::default()
        };
        let [errors, warnings, infos] = &mut brief.told;
        let [counted_errors, counted_warnings] = &mut brief.counted;
        for finding in &self.findings {
            let counts = usize::from(!finding.is_waived());
            match finding.severity {
                Severity::Error => {
                    *errors += 1;
                    *counted_errors += counts;
                }
                Severity::Warning => {
                    *warnings += 1;
                    *counted_warnings += counts;
                }
                Severity::Info => *infos += 1,
            }
        }
        for sheet in self.documents.iter().flat_map(|document| &document.sheets) {
            brief.n_numbers += sheet.n_numbers;
            brief.n_proved += sheet.n_proved;
            brief.coverage.absorb(&sheet.coverage);
        }
        brief
    }

    /// What became of everything that was found.
    pub fn accounts(&self) -> Accounts {
        let summaries: BTreeMap<&str, &DocumentSummary> = self
            .documents
            .iter()
            .map(|document| (document.path.as_ref(), document))
            .collect();
        let mut accounts = Accounts {
            ignored: self.inventory.ignored.len(),
            ..Accounts::default()
        };
        for file in &self.inventory.entries {
            match summaries.get(file.path.as_ref()) {
                Some(summary) if !summary.unreadable => {
                    accounts.read += 1;
                    accounts.cells += summary.n_cells;
                    accounts.tally.absorb(summary.tally);
                }
                Some(_) | None => accounts.quarantined += 1,
            }
        }
        accounts
    }
}

/// What became of a document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DocumentSummary {
    /// Path relative to the input.
    #[serde(with = "crate::model::compact::document")]
    pub path: Arc<str>,
    /// Number of sheets.
    pub n_sheets: usize,
    /// Number of cells that were read and hold something.
    pub n_cells: usize,
    /// What became of all cells of the file, those that were read among them.
    pub tally: Tally,
    /// One entry a sheet.
    pub sheets: Vec<SheetSummary>,
    /// Whether it could not be read.
    pub unreadable: bool,
}

/// What became of a sheet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SheetSummary {
    /// Its name.
    #[serde(with = "crate::model::compact::shared")]
    pub name: Arc<str>,
    /// Number of cells that were read and hold something; none of a sheet that was lost.
    pub n_cells: usize,
    /// What became of all its cells; `stored` is `n_cells`, `blank` and `refused` together.
    pub tally: Tally,
    /// Kinds of its tables; `None` for a table of unknown kind.
    pub tables: Vec<Option<String>>,
    /// Numeric cells in its tables.
    pub n_numbers: usize,
    /// Numeric cells that some judged relation speaks of.
    pub n_proved: usize,
    /// What became of every numeric cell.
    pub coverage: Coverage,
}
