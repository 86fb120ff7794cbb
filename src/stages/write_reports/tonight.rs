//! What its night adds to the manifest: the difference to the run before, how long each part took, and
//! the outputs with their hashes.

use serde::Serialize;

use super::outputs::WriteError;
use super::slots::slot;
use crate::model::life::{Change, LifeCounts, Since, Tonight};

/// The difference to the run before.
#[derive(Serialize)]
struct SinceRecord<'a> {
    previous: Option<&'a str>,
    findings: LifeCounts,
    documents: Vec<ChangeRecord<'a>>,
}

#[derive(Serialize)]
struct ChangeRecord<'a> {
    path: &'a str,
    change: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a str>,
}

fn since_record(since: &Since) -> SinceRecord<'_> {
    let documents = since.documents.iter().map(|changed| ChangeRecord {
        path: &changed.path,
        change: changed.change.name(),
        from: match &changed.change {
            Change::Renamed { from } => Some(from),
            _ => None,
        },
    });
    SinceRecord {
        previous: since.previous.as_deref(),
        findings: since.counts,
        documents: documents.collect(),
    }
}

#[derive(Serialize)]
struct Timing<'a> {
    stage: &'a str,
    milliseconds: u64,
}

/// An output as the manifest lists it.
#[derive(Serialize)]
pub(super) struct Output {
    pub(super) path: String,
    pub(super) sha256: String,
    pub(super) bytes: usize,
}

/// The manifest with what its night adds, but for the moment of the run.
pub(super) fn manifest_of_tonight(
    manifest: &str,
    seal: &str,
    tonight: &Tonight,
    outputs: &[Output],
) -> Result<String, WriteError> {
    let timings: Vec<Timing<'_>> = tonight
        .timings
        .iter()
        .map(|(stage, milliseconds)| Timing {
            stage,
            milliseconds: *milliseconds,
        })
        .collect();
    let since = tonight.since.as_ref().map(since_record);
    let (since, timings) = (nested(&since)?, nested(&timings)?);
    let outputs = nested(&outputs)?;
    // The slots stand where the values go, as texts.
    let mut filled = manifest.to_owned();
    for (name, value) in [("since", since), ("timings", timings), ("outputs", outputs)] {
        filled = filled.replacen(&format!("\"{}\"", slot(seal, name)), &value, 1);
    }
    Ok(filled)
}

/// A value as it stands one level deep in a JSON object.
fn nested(value: &impl Serialize) -> Result<String, WriteError> {
    Ok(serde_json::to_string_pretty(value)?.replace('\n', "\n  "))
}
