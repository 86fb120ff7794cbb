//! Findings about the cells of one column: told at each cell, or once a column with their number.
//! Whoever tells a message masks what names a person in it.

use std::collections::BTreeMap;

use super::Sheet;
use crate::model::finding::{Finding, Severity};
use crate::model::place::CellRef;

/// The findings of a column.
pub(super) struct Notes<'a> {
    sheet: Sheet<'a>,
    once: BTreeMap<&'static str, Once>,
    findings: Vec<Finding>,
}

/// What is told once a column.
struct Once {
    finding: Finding,
    count: usize,
    /// The first of its cells.
    cells: Vec<CellRef>,
}

/// Most cells that are named.
const MAX_NAMED: usize = 5;

impl<'a> Notes<'a> {
    pub(super) fn new(sheet: Sheet<'a>) -> Self {
        Self {
            sheet,
            once: BTreeMap::new(),
            findings: Vec::new(),
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
        Finding::at(code, severity, &self.sheet.place(at)).fact("raw", raw.trim())
    }

    /// Tells a finding.
    pub(super) fn tell(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Tells a finding of a code at its first cell only, with the number of cells.
    pub(super) fn once(&mut self, code: &'static str, severity: Severity, at: CellRef, raw: &str) {
        let finding = self.about(code, severity, at, raw);
        self.once_of(finding, at);
    }

    /// Tells the first finding of its code only, with the number of cells and the first of them.
    pub(super) fn once_of(&mut self, finding: Finding, at: CellRef) {
        let once = self.once.entry(finding.code).or_insert_with(|| Once {
            finding,
            count: 0,
            cells: Vec::new(),
        });
        once.count += 1;
        if once.cells.len() < MAX_NAMED {
            once.cells.push(at);
        }
    }

    /// Adds a word to what is told once under a code.
    pub(super) fn add(&mut self, code: &'static str, key: &'static str, word: String) {
        if let Some(once) = self.once.get_mut(code) {
            once.finding.facts.insert(key, word);
        }
    }

    /// All that there is to tell, what is told once last.
    pub(super) fn finish(mut self) -> Vec<Finding> {
        for (_, once) in self.once {
            let Once {
                finding,
                count,
                cells,
            } = once;
            let mut named = cells.iter().map(ToString::to_string).collect::<Vec<_>>();
            if count > named.len() {
                named.push("...".to_owned());
            }
            self.findings.push(
                finding
                    .fact("count", count.to_string())
                    .fact("cells", named.join(", ")),
            );
        }
        self.findings
    }
}
