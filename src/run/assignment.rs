//! What a document is audited with, known before it is opened: the same for every document of a run,
//! whichever process audits it.

use serde::{Deserialize, Serialize};

use super::document::Knowledge;
use super::reading::Care;
use crate::config::Profile;
use crate::config::pipeline::Reconcile;
use crate::model::limits::Limits;

/// What every document of a run is audited with.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Assignment {
    /// Region, from the pipeline.
    pub region: Option<String>,
    /// The kinds of document.
    pub profiles: Vec<Profile>,
    /// Figures to compare.
    pub reconcile: Vec<Reconcile>,
    /// Among which tables.
    pub reach: Reach,
    /// What is kept of a document.
    pub kept: Kept,
}

impl Assignment {
    /// All that decides what is made of a document, besides the document and the program.
    pub fn settings(&self, limits: &Limits, care: Care) -> Vec<u8> {
        let care = match care {
            Care::Once => "once",
            Care::Twice => "twice",
        };
        format!("{self:?} {:?} {care}", limits.values()).into_bytes()
    }

    /// What is known before a document is opened.
    pub fn knowledge(&self) -> Knowledge<'_> {
        Knowledge {
            region: self.region.as_deref(),
            profiles: &self.profiles,
        }
    }
}

/// Among which tables figures are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reach {
    /// Among the tables of one document.
    WithinDocument,
    /// Among the tables of all documents.
    AcrossDocuments,
}

/// What is kept of a document once everything was compared and traced. Until then documents that are
/// compared with each other need all of it; of them the relations are let go that reports do not show, or,
/// with `Everything`, none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Kept {
    /// Its records and relations.
    #[default]
    Everything,
    /// Where anything was found, the columns of its records and the rows that findings name, without their
    /// values: enough to say what a finding is about.
    Outlines,
    /// Its findings only.
    Findings,
}
