//! A pipeline: a region's inputs, the kinds expected in them, what to reconcile, what to write.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::identity::Numbers;
use crate::model::limits::Limits;

/// A pipeline as its TOML file states it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pipeline {
    /// Name; also the default output folder below `output/`.
    pub name: String,
    /// The region, as people write it.
    pub region: String,
    /// The budget year.
    pub year: i32,
    /// Input folders, relative to the pipeline's file; agencies are the folders below them.
    pub inputs: Vec<String>,
    /// Patterns of file names to leave out, relative to the input folder.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// Kinds that may match; all known kinds when empty.
    #[serde(default)]
    pub profiles: Vec<String>,
    /// Checks that are switched off.
    #[serde(default)]
    pub checks: Checks,
    /// The region's agencies.
    #[serde(default)]
    pub agencies: Agencies,
    /// What every agency must hand in.
    #[serde(default)]
    pub completeness: Handing,
    /// Figures to compare between tables and documents.
    #[serde(default)]
    pub reconcile: Vec<Reconcile>,
    /// What is written.
    #[serde(default)]
    pub outputs: Outputs,
    /// Limits on reading that differ from their defaults, by name.
    #[serde(default)]
    pub limits: BTreeMap<String, i64>,
    /// The file of waivers, relative to the pipeline's file; without one `<its stem>.waivers.toml`
    /// beside it, where there is such a file.
    pub waivers: Option<String>,
    /// What outputs keep to themselves.
    #[serde(default)]
    pub privacy: Privacy,
    /// What is done when a run has ended.
    #[serde(default)]
    pub after: After,
}

/// What outputs keep to themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Privacy {
    /// How numbers that name a person are shown: `masked` (default) or `whole`.
    #[serde(default)]
    pub numbers: Numbers,
}

impl Pipeline {
    /// Every limit on reading: the pipeline's value, or the default. Names and values that the
    /// check of the pipeline refuses change nothing.
    pub fn limits(&self) -> Limits {
        let mut limits = Limits::default();
        for (name, value) in &self.limits {
            if let (Some(limit), Ok(value)) = (Limits::named(name), u64::try_from(*value)) {
                limits.set(limit, value);
            }
        }
        limits
    }
}

/// What is done when a run has ended, with or without success.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct After {
    /// A file that gets the run's figures in the text format of Prometheus' node exporter, relative
    /// to the pipeline's file.
    pub metrics: Option<String>,
    /// A command and its arguments, which gets the run's summary on its standard input. Never run
    /// through a shell.
    pub notify: Vec<String>,
    /// On which runs the command is run.
    pub notify_on: NotifyOn,
    /// How many earlier outputs are kept beside the output folder.
    pub keep: Option<u32>,
}

/// On which runs somebody is notified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NotifyOn {
    /// On every run.
    #[default]
    Always,
    /// When something is new, came back, or went; and when the run failed.
    Change,
    /// When its exit code is not 0.
    Failure,
}

/// Which checks run.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checks {
    /// Codes of rules whose findings are left out; the report says so.
    #[serde(default)]
    pub off: Vec<String>,
}

/// The region's agencies.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Agencies {
    /// A CSV of them (code, name, aliases joined by `|`), relative to the pipeline's file.
    #[serde(default)]
    pub registry: Option<String>,
}

/// What every agency must hand in.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handing {
    /// Stages of the budget (`dpa`, `realisasi`) or kinds (`nominatif-pegawai`).
    #[serde(default)]
    pub expects: Vec<String>,
    /// The last day, such as `2024-01-31`.
    #[serde(default)]
    pub deadline: Option<String>,
}

/// A figure that several kinds of document state and that must agree.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Reconcile {
    /// Name, for messages.
    pub name: String,
    /// Code of the rule that a disagreement breaks.
    pub rule: String,
    /// The field compared, or `count:<level>` for a number of rows.
    pub quantity: String,
    /// Whose figure: the document's total, each node of the tree, or each indicator.
    pub scope: ScopeName,
    /// Kinds in the order of the documents' chain; each is compared with the next.
    pub kinds: Vec<String>,
    /// `equal` (default) or `at-most`.
    #[serde(default)]
    pub operation: Agreement,
}

/// What a figure is the figure of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScopeName {
    /// The document's total.
    Total,
    /// Each node of the spending tree.
    Node,
    /// Each indicator of performance.
    Indicator,
}

/// How two figures must agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agreement {
    /// They are the same.
    #[default]
    Equal,
    /// The first is at most the second.
    AtMost,
}

/// What a run writes.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a line of the pipeline that a user turns on or off"
)]
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Outputs {
    /// The consolidated workbook.
    pub workbook: bool,
    /// The findings as JSON Lines.
    pub findings: bool,
    /// The findings as a page for people.
    pub page: bool,
    /// A workbook of corrections for every agency's document.
    pub corrections: bool,
    /// The records as Parquet.
    pub data: bool,
}

impl Default for Outputs {
    fn default() -> Self {
        Self {
            workbook: true,
            findings: true,
            page: true,
            corrections: true,
            data: true,
        }
    }
}
