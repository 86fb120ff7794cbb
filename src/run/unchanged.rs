//! Comes in: the listed files of a run, its order, and what earlier runs know. Goes out: what an earlier
//! night made of the very same, where that was kept and its outputs still lie in place as they were
//! made. An entry is named by a hash over everything that the outputs depend on besides the night
//! itself; the night's part is made anew each time, from the ledger.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::cache::{CacheOrder, Draft, draft_entry, key, read_entry};
use super::chain::{Listed, assignment};
use super::consolidation::Order;
use super::disk::has_hash;
use super::gate::Ending;
use super::night::{Seen, holding};
use crate::model::date::Date;
use crate::model::report::Brief;
use crate::stages::write_reports::Forms;

/// What is kept of a run for nights on which nothing changes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Kept {
    /// The hash of all that it depends on.
    pub(super) key: [u8; 32],
    /// What the run saw.
    pub(super) seen: Seen,
    /// What is said of it in two lines.
    pub(super) brief: Brief,
    /// What it ended as.
    pub(super) ending: Ending,
    /// Its outputs, but for what their night adds; what is settled lies in place.
    pub(super) forms: Forms,
}

/// The hash of everything that the outputs of a run depend on, besides its night: program, settings,
/// waivers that hold, and every file with its content.
pub(super) fn key_of(
    order: &Order,
    listed: &Listed,
    input_paths: &BTreeMap<Arc<str>, String>,
    today: Date,
) -> [u8; 32] {
    let request = &order.request;
    let settings = assignment(request).settings(&request.limits, request.care);
    let asked = format!(
        "{:?}",
        (
            &request.pipeline,
            request.year,
            &request.expectations,
            &request.off,
            &order.pipeline_file,
            &order.outputs,
            order.fail_on,
            order.language,
            order.audience,
        )
    );
    let waivers = format!("{:?}", (&order.waivers, holding(&order.waivers, today)));
    let found = format!("{:?}", (&listed.found.inventory, &listed.found.findings));
    let links = format!("{input_paths:?}");
    key([
        &*settings,
        asked.as_bytes(),
        waivers.as_bytes(),
        found.as_bytes(),
        links.as_bytes(),
    ])
}

/// What an earlier night kept under this key, if its settled outputs lie in place unharmed.
pub(super) fn kept(cache: &CacheOrder, key: [u8; 32], output: &Path) -> Option<Kept> {
    if !cache.is_believed {
        return None;
    }
    let bytes = read_entry(&place(cache))?;
    let kept: Kept = postcard::from_bytes(&bytes).ok()?;
    if kept.key != key {
        return None;
    }
    let harmed = kept.forms.settled().find(|settled| {
        let mut parts = Path::new(settled.path).components();
        let is_below = parts.all(|part| matches!(part, Component::Normal(_)));
        !is_below || !has_hash(&output.join(settled.path), settled.sha256)
    });
    if let Some(harmed) = harmed {
        tracing::warn!(
            output = harmed.path,
            "an output is not as it was written; all are made anew"
        );
        return None;
    }
    Some(kept)
}

/// Writes down a run for nights on which nothing changes; it is kept once its outputs stand.
pub(super) fn draft(cache: &CacheOrder, kept: &Kept) -> Option<Draft> {
    draft_entry(place(cache), |file| {
        let written = postcard::to_io(kept, file);
        written.map(|_| ()).map_err(io::Error::other)
    })
}

fn place(cache: &CacheOrder) -> PathBuf {
    cache.folder.join("nights").join("last")
}
