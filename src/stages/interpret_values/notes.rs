//! Findings about the cells of one column: told at each cell, or once a column with their number.
//! What goes into a message is masked first.

use std::collections::BTreeMap;

use super::Sheet;
use crate::model::finding::{Finding, Severity};
use crate::model::identity::masked;
use crate::model::place::CellRef;

/// The findings of a column.
pub(super) struct Notes<'a> {
    sheet: Sheet<'a>,
    once: BTreeMap<&'static str, Once>,
    findings: &'a mut Vec<Finding>,
}

/// What is told once a column.
struct Once {
    finding: Finding,
    count: usize,
}

impl<'a> Notes<'a> {
    pub(super) fn new(sheet: Sheet<'a>, findings: &'a mut Vec<Finding>) -> Self {
        Self {
            sheet,
            once: BTreeMap::new(),
            findings,
        }
    }

    /// A finding about a cell, with the cell's text.
    pub(super) fn about(
        &self,
        code: &'static str,
        severity: Severity,
        at: CellRef,
        raw: &str,
    ) -> Finding {
        Finding::at(code, severity, &self.sheet.place(at)).fact("raw", masked(raw.trim()))
    }

    /// Tells a finding.
    pub(super) fn tell(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Tells a finding of a code at its first cell only, with the number of cells.
    pub(super) fn once(&mut self, code: &'static str, severity: Severity, at: CellRef, raw: &str) {
        if let Some(once) = self.once.get_mut(code) {
            once.count += 1;
            return;
        }
        let finding = self.about(code, severity, at, raw);
        self.once.insert(code, Once { finding, count: 1 });
    }

    /// Adds a word to what is told once under a code.
    pub(super) fn add(&mut self, code: &'static str, key: &'static str, word: String) {
        if let Some(once) = self.once.get_mut(code) {
            once.finding.facts.insert(key, word);
        }
    }

    /// Tells what is told once.
    pub(super) fn finish(self) {
        for (_, Once { finding, count }) in self.once {
            self.findings.push(finding.fact("count", count.to_string()));
        }
    }
}
