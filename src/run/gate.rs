//! Comes in: the findings of a run and the gate. Goes out: what the run ends as, and the exit code.

use serde::{Deserialize, Serialize};

use crate::model::finding::{Finding, Severity};
use crate::model::language::Language;

/// Lowest severity that makes a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FailOn {
    /// Errors only.
    #[default]
    Error,
    /// Warnings too.
    Warning,
    /// Nothing.
    Never,
}

/// What a finished run ends as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// Nothing at or above the gate.
    Clean,
    /// Something at or above the gate.
    Findings,
    /// Nothing at or above the gate, but an input could not be read.
    Unreadable,
}

/// Exit code when selaras could not work.
pub const EXIT_FAILED: u8 = 2;
/// Exit code when another run of the pipeline is under way.
pub const EXIT_BUSY: u8 = 4;

/// Whether a finding says that an input could not be read.
pub fn is_unreadable(finding: &Finding) -> bool {
    finding.is_of_unread_file()
}

/// What a run with these findings ends as. Inputs that could not be read have an ending of their
/// own, so the findings about them do not count for the gate.
pub fn ending(findings: &[Finding], any_unreadable: bool, fail_on: FailOn) -> Ending {
    let least = match fail_on {
        FailOn::Error => Some(Severity::Error),
        FailOn::Warning => Some(Severity::Warning),
        FailOn::Never => None,
    };
    let counts = |finding: &Finding| {
        !is_unreadable(finding)
            && !finding.is_waived()
            && least.is_some_and(|least| finding.severity >= least)
    };
    if findings.iter().any(counts) {
        Ending::Findings
    } else if any_unreadable || findings.iter().any(is_unreadable) {
        Ending::Unreadable
    } else {
        Ending::Clean
    }
}

impl Ending {
    /// The exit code.
    pub fn exit_code(self) -> u8 {
        match self {
            Ending::Clean => 0,
            Ending::Findings => 1,
            Ending::Unreadable => 3,
        }
    }

    /// The ending in a reader's words.
    pub fn words(self, language: Language) -> &'static str {
        match self {
            Ending::Clean => language.pick("tidak ada temuan pada atau di atas batas", "nothing at or above the gate"),
            Ending::Findings => language.pick("ada temuan pada atau di atas batas", "findings at or above the gate"),
            Ending::Unreadable => language.pick(
                "tidak ada temuan pada atau di atas batas, tetapi ada masukan yang tidak dapat dibaca",
                "nothing at or above the gate, but some input could not be read",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::place::{CellRef, Place};

    #[track_caller]
    fn check(findings: &[(&'static str, Severity)], fail_on: FailOn, code: u8) {
        let findings: Vec<_> = findings
            .iter()
            .map(|(code, severity)| Finding::about(code, *severity, "a.xlsx"))
            .collect();
        assert_eq!(ending(&findings, false, fail_on).exit_code(), code);
    }

    #[test]
    fn the_gate_decides_the_exit_code() {
        use Severity::{Error, Info, Warning};
        check(&[], FailOn::Error, 0);
        check(&[("A101", Error)], FailOn::Error, 1);
        check(&[("A101", Error)], FailOn::Never, 0);
        check(&[("R010", Warning)], FailOn::Error, 0);
        check(&[("R010", Warning)], FailOn::Warning, 1);
        check(&[("R030", Info)], FailOn::Warning, 0);
    }

    #[test]
    fn an_unreadable_input_is_no_gate_finding() {
        use Severity::Error;
        check(&[("R001", Error)], FailOn::Error, 3);
        check(&[("R002", Error)], FailOn::Never, 3);
        check(&[("R001", Error), ("A101", Error)], FailOn::Error, 1);
        assert_eq!(ending(&[], true, FailOn::Error), Ending::Unreadable);
        for code in ["R005", "R006", "R008", "R009"] {
            check(&[(code, Error)], FailOn::Error, 3);
        }
    }

    #[test]
    fn a_sheet_or_cell_that_could_not_be_read_is_a_gate_finding() {
        let place = Place::new("a.xlsx", "S", CellRef::new(0, 0));
        for finding in [
            Finding::about_sheet("R005", Severity::Error, "a.xlsx", "S"),
            Finding::at("R005", Severity::Error, &place),
            Finding::about_sheet("R004", Severity::Error, "a.xlsx", "S"),
            Finding::at("R007", Severity::Error, &place),
        ] {
            assert!(!is_unreadable(&finding));
            assert_eq!(ending(&[finding], false, FailOn::Error), Ending::Findings);
        }
    }
}
