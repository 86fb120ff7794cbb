//! Comes in: a finished audit. Goes out: its outputs, first without what their night adds, then with it.
//! Guards the two stages that make them, since a fault of theirs must not look like a fault of the
//! documents.

use super::chain::AuditResult;
use super::error::RunError;
use super::guard::guarded;
use crate::model::frames::to_parquet;
use crate::model::language::Language;
use crate::model::life::Tonight;
use crate::stages::pack_frames::pack_frames_as;
use crate::stages::write_reports::{Forms, OutputFile, Placing, RunFacts, Taking, write_forms};

/// The outputs that the facts of the run ask for, but for what their night adds; what no night changes is
/// placed.
pub fn forms(
    result: &AuditResult,
    facts: &RunFacts,
    language: Language,
    place: Placing<'_>,
) -> Result<Forms, RunError> {
    told(guarded(|| {
        let pack = |take: Taking<'_>| {
            pack_frames_as(&result.report.records, |partition, frame| {
                if facts.outputs.data {
                    take(partition, to_parquet(frame)?);
                }
                Ok(())
            })
        };
        write_forms(&result.report, (&pack, place), facts, language)
            .map_err(|error| error.to_string())
    }))
}

/// The outputs of a night, the manifest last.
pub fn filled(
    forms: Forms,
    tonight: &Tonight,
    language: Language,
) -> Result<Vec<OutputFile>, RunError> {
    told(guarded(|| {
        forms
            .fill(tonight, language)
            .map_err(|error| error.to_string())
    }))
}

fn told<T>(made: Result<Result<T, String>, String>) -> Result<T, RunError> {
    match made {
        Ok(Ok(made)) => Ok(made),
        Ok(Err(reason)) | Err(reason) => Err(RunError::Report { reason }),
    }
}
