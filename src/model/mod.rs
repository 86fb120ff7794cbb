//! The words of the domain, one type a file; no input or output, no clock.
//!
//! The documents' own words stay Indonesian, each with one spelling:
//!
//! - *pagu*: the ceiling, what may be spent; *realisasi*: what was spent; *sisa*: what remains;
//! - *capaian*: achieved / planned x 100; *rekening*: account; *urusan*, *bidang*, *program*,
//!   *kegiatan*, *sub kegiatan*: the five levels of the spending tree;
//! - *OPD*: an agency of a regional government.

pub mod agency;
pub mod agency_line;
pub mod amount;
pub mod audited;
pub mod budget_chain;
pub mod budget_stage;
pub mod by_place;
pub mod cause;
pub mod cells;
pub mod code;
pub mod compact;
pub mod completeness;
pub mod coverage;
pub mod date;
pub mod document;
pub mod evidence;
pub mod expression;
pub mod extraction;
pub mod extreme;
pub mod finding;
pub mod format;
pub mod formula;
pub mod frames;
pub mod grid;
pub mod harmless;
pub mod hash;
pub mod identity;
pub mod language;
pub mod life;
pub mod limits;
pub mod notation;
pub mod of_which;
pub mod period;
pub mod person_number;
pub mod place;
pub mod record;
pub mod relation;
pub mod report;
pub mod row_role;
pub mod rules;
pub mod staff;
pub mod table;
pub mod text;
pub mod typed;
pub mod words;

/// Result of a stage: a value and what was found wrong with the documents on the way.
///
/// Bad data never stops a run, so stages do not return `Result`.
#[derive(Debug, Clone, Default)]
pub struct Outcome<T> {
    /// What the stage made.
    pub value: T,
    /// What it found.
    pub findings: Vec<finding::Finding>,
}

impl<T> Outcome<T> {
    /// An outcome without findings.
    pub fn clean(value: T) -> Self {
        Self {
            value,
            findings: Vec::new(),
        }
    }
}
