//! Comes in: a finished audit. Goes out: the bytes of every output. Guards the two stages that make
//! them, since a fault of theirs must not look like a fault of the documents.

use super::chain::AuditResult;
use super::error::RunError;
use super::guard::guarded;
use crate::model::language::Language;
use crate::stages::pack_frames::pack_frames;
use crate::stages::write_reports::{OutputFile, RunFacts, write_reports};

/// The outputs that the facts of the run ask for, the manifest last.
pub fn outputs(
    result: &AuditResult,
    facts: &RunFacts,
    language: Language,
) -> Result<Vec<OutputFile>, RunError> {
    let made = guarded(|| {
        let frames = pack_frames(&result.report.records).map_err(|error| error.to_string())?;
        write_reports(&result.report, &frames, facts, language).map_err(|error| error.to_string())
    });
    match made {
        Ok(Ok(files)) => Ok(files),
        Ok(Err(reason)) | Err(reason) => Err(RunError::Report { reason }),
    }
}
