//! A document that arrives, part by part: what was read of it, what was found, what the audit made of
//! it. It is whole when its parts are.

use std::sync::Arc;

use super::Interrupted;
use super::believe::{believe_records, believe_sheet};
use crate::model::audited::{Audited, Times};
use crate::model::extraction::Extracted;
use crate::model::finding::Finding;
use crate::model::formula::FormulaNote;
use crate::model::grid::Grid;
use crate::model::limits::{Limit, Limits};
use crate::model::place::Place;
use crate::model::record::RecordSet;
use crate::model::relation::{Operation, Proof, Relation, Stated, Support};
use crate::model::report::DocumentSummary;

/// Digits of a SHA-256.
const HASH_DIGITS: usize = 64;

/// A document that is arriving.
#[derive(Default)]
pub(in super::super) struct Arriving {
    /// What was read of it.
    pub(in super::super) extracted: Extracted,
    /// Path of the document, to which all that comes must belong.
    path: Arc<str>,
    n_cells: u64,
    is_audited: bool,
    summary: Option<(DocumentSummary, Times)>,
    records: Vec<Arc<RecordSet>>,
    relations: Vec<Relation>,
    numbers: Vec<(Place, Stated)>,
    formulas: Vec<(Place, FormulaNote)>,
    support: Vec<((Place, Operation), Support)>,
    findings: Vec<Finding>,
}

impl Arriving {
    /// A document of which nothing but its head has come.
    pub(in super::super) fn new(extracted: Extracted, path: Arc<str>) -> Result<Self, Interrupted> {
        let hash = extracted.member.as_ref().map(|member| &*member.sha256);
        let is_hash = |text: &str| {
            text.len() == HASH_DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit())
        };
        if hash.is_some_and(|hash| !hash.is_empty() && !is_hash(hash)) {
            return Err("no hash".into());
        }
        if extracted.is_passed_over && extracted.member.is_none() {
            return Err("a file that is passed over".into());
        }
        Ok(Self {
            extracted,
            path,
            ..Self::default()
        })
    }

    /// Whether it was read and is being audited.
    pub(in super::super) fn is_audited(&self) -> bool {
        self.is_audited
    }

    pub(in super::super) fn audits(&mut self) -> Result<(), Interrupted> {
        if self.is_audited || !self.extracted.workbook.sheets.is_empty() {
            return Err("an audit out of turn".into());
        }
        self.is_audited = true;
        Ok(())
    }

    pub(in super::super) fn sheet(
        &mut self,
        grid: Grid,
        limits: &Limits,
    ) -> Result<(), Interrupted> {
        believe_sheet(&grid, limits)?;
        self.n_cells = self.n_cells.saturating_add(grid.cells.len() as u64);
        let sheets = &mut self.extracted.workbook.sheets;
        sheets.push(grid);
        let is_too_much = self.n_cells > limits.get(Limit::Cells)
            || sheets.len() as u64 > limits.get(Limit::Sheets);
        if self.is_audited || is_too_much {
            return Err("more cells or sheets than the limits allow".into());
        }
        Ok(())
    }

    pub(in super::super) fn findings(&mut self, found: Vec<Finding>) -> Result<(), Interrupted> {
        let is_own = |finding: &Finding| {
            let document = finding.document.as_deref();
            document.is_none_or(|document| document == &*self.path)
        };
        if !found.iter().all(is_own) {
            return Err("a finding about another document".into());
        }
        if self.is_audited {
            self.findings.extend(found);
        } else {
            self.extracted.findings.extend(found);
        }
        Ok(())
    }

    pub(in super::super) fn table(&mut self, set: Arc<RecordSet>) -> Result<(), Interrupted> {
        believe_records(&set)?;
        self.records.push(set);
        Ok(())
    }

    pub(in super::super) fn relations(&mut self, relations: Vec<Relation>) {
        self.relations.extend(relations);
    }

    pub(in super::super) fn numbers(&mut self, numbers: Vec<(Place, Stated)>) {
        self.numbers.extend(numbers);
    }

    pub(in super::super) fn formulas(&mut self, formulas: Vec<(Place, FormulaNote)>) {
        self.formulas.extend(formulas);
    }

    pub(in super::super) fn support(&mut self, support: Vec<((Place, Operation), Support)>) {
        self.support.extend(support);
    }

    pub(in super::super) fn summary(
        &mut self,
        summary: DocumentSummary,
        times: Times,
    ) -> Result<(), Interrupted> {
        if !self.is_audited || self.summary.is_some() {
            return Err("a result out of turn".into());
        }
        self.summary = Some((summary, times));
        Ok(())
    }

    /// The document, now that nothing more comes of it.
    pub(in super::super) fn whole(self) -> Result<(Extracted, Option<Audited>), Interrupted> {
        let mut extracted = self.extracted;
        if !self.is_audited {
            return Ok((extracted, None));
        }
        let (summary, times) = self.summary.ok_or("a document without a result")?;
        let mut findings = std::mem::take(&mut extracted.findings);
        findings.extend(self.findings);
        let audited = Audited {
            summary,
            records: self.records,
            proof: Proof {
                relations: self.relations,
                numbers: self.numbers.into_iter().collect(),
                formulas: self.formulas.into_iter().collect(),
                support: self.support.into_iter().collect(),
                // What documents say of each other is for the run, which has them all.
                ..Proof::default()
            },
            findings,
            times,
        };
        Ok((extracted, Some(audited)))
    }
}
