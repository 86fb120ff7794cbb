//! Comes in: the documents that the last runs knew and those of this one. Goes out: which is which,
//! through new names and corrections.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{DocumentEvent, State};
use crate::model::life::{Change, DocumentChange};

/// A document of this run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its path.
    pub path: Arc<str>,
    /// Its hash; empty where it could not be taken.
    pub sha256: Arc<str>,
    /// Whether it was read.
    pub is_read: bool,
    /// What its content looks like: the least of the hashes of its figures with their rows and
    /// columns, ascending.
    pub sketch: Vec<u32>,
}

/// The documents of this run as continuations of earlier ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Followed {
    /// The name that the ledger knows each document by, by its path now.
    pub names: BTreeMap<Arc<str>, Arc<str>>,
    /// Names of documents that are there but could not be read.
    pub unread: BTreeSet<Arc<str>>,
    /// What changed, by path.
    pub changes: Vec<DocumentChange>,
    /// The same for the ledger.
    pub events: Vec<DocumentEvent>,
}

/// Part of the figures, in per mille, that two versions of one document share at least. A report of
/// the next month shares its ceilings, which are fewer.
const ALIKE_PER_MILLE: usize = 700;

/// Follows the documents from the last runs into this one: by path, else by content, else by
/// likeness to one that is gone from the same folder.
pub fn follow_documents(state: &State, tonight: &[Document]) -> Followed {
    let mut names: BTreeMap<Arc<str>, Arc<str>> = BTreeMap::new();
    let mut taken: BTreeSet<Arc<str>> = BTreeSet::new();
    let by_path: BTreeMap<&Arc<str>, &Arc<str>> = {
        // Of several that once stood at a path the one that is there counts.
        let mut known: Vec<_> = state.documents.iter().collect();
        known.sort_by_key(|(_, document)| document.is_there);
        known
            .into_iter()
            .map(|(name, document)| (&document.path, name))
            .collect()
    };
    for document in tonight {
        if let Some(name) = by_path.get(&document.path) {
            names.insert(document.path.clone(), (*name).clone());
            taken.insert((*name).clone());
        }
    }
    for (path, name) in moved(state, tonight, &names, &taken) {
        names.insert(path, name.clone());
        taken.insert(name);
    }
    let mut followed = Followed::default();
    for document in tonight {
        let known = names.get(&document.path).cloned();
        let name = known.unwrap_or_else(|| unused(&document.path, state, &taken));
        taken.insert(name.clone());
        let change = change(state, &name, document);
        if !document.is_read {
            followed.unread.insert(name.clone());
        }
        if let Some(change) = change {
            followed.events.push(DocumentEvent {
                name: name.clone(),
                event: change.name(),
                path: document.path.clone(),
                sha256: document.sha256.clone(),
                // What could not be read keeps its earlier face.
                sketch: match state.documents.get(&name) {
                    Some(known) if !document.is_read => known.sketch.clone(),
                    Some(_) | None => document.sketch.clone(),
                },
            });
            followed.changes.push(DocumentChange {
                path: document.path.clone(),
                change,
            });
        }
        followed.names.insert(document.path.clone(), name);
    }
    for (name, known) in &state.documents {
        if known.is_there && !taken.contains(name) {
            followed.events.push(DocumentEvent {
                name: name.clone(),
                event: Change::Withdrawn.name(),
                path: known.path.clone(),
                sha256: known.sha256.clone(),
                sketch: known.sketch.clone(),
            });
            followed.changes.push(DocumentChange {
                path: known.path.clone(),
                change: Change::Withdrawn,
            });
        }
    }
    followed.changes.sort_by(|a, b| a.path.cmp(&b.path));
    followed
}

/// Documents at new paths that continue one which is at its path no more, best matches first.
fn moved(
    state: &State,
    tonight: &[Document],
    names: &BTreeMap<Arc<str>, Arc<str>>,
    taken: &BTreeSet<Arc<str>>,
) -> Vec<(Arc<str>, Arc<str>)> {
    let fresh = || tonight.iter().filter(|new| !names.contains_key(&new.path));
    let mut pairs = Vec::new();
    for (name, known) in state
        .documents
        .iter()
        .filter(|(name, _)| !taken.contains(*name))
    {
        for new in fresh() {
            let likeness = if !new.sha256.is_empty() && new.sha256 == known.sha256 {
                1001
            } else if folder(&new.path) == folder(&known.path) {
                likeness(&new.sketch, &known.sketch)
            } else {
                0
            };
            if likeness >= ALIKE_PER_MILLE {
                // One that was there last night comes before one that was withdrawn long ago.
                pairs.push((Reverse(likeness), !known.is_there, name, &new.path));
            }
        }
    }
    pairs.sort();
    let mut given: BTreeSet<&Arc<str>> = BTreeSet::new();
    let mut moved = Vec::new();
    for (_, _, name, path) in pairs {
        if !given.contains(name) && !given.contains(path) {
            given.insert(name);
            given.insert(path);
            moved.push((path.clone(), name.clone()));
        }
    }
    moved
}

/// The first folder of a path, an agency's.
fn folder(path: &str) -> &str {
    path.split_once('/').map_or("", |(folder, _)| folder)
}

/// How much of two sketches is the same, in per mille: of the least numbers of both together those
/// that are in both (bottom-k sketches, Broder 1997).
fn likeness(a: &[u32], b: &[u32]) -> usize {
    let most = a.len().max(b.len());
    let (ours, theirs): (BTreeSet<_>, BTreeSet<_>) = (a.iter().collect(), b.iter().collect());
    let least: Vec<_> = ours.union(&theirs).take(most).collect();
    let common = least
        .iter()
        .filter(|number| ours.contains(**number) && theirs.contains(**number))
        .count();
    (common * 1000).checked_div(least.len()).unwrap_or(0)
}

/// A name for a document that none continues: its path, with a number where that is taken.
fn unused(path: &Arc<str>, state: &State, taken: &BTreeSet<Arc<str>>) -> Arc<str> {
    let is_free = |name: &Arc<str>| !state.documents.contains_key(name) && !taken.contains(name);
    let mut name = path.clone();
    let mut number = 2_u32;
    while !is_free(&name) {
        name = format!("{path}#{number}").into();
        number = number.saturating_add(1);
    }
    name
}

fn change(state: &State, name: &Arc<str>, document: &Document) -> Option<Change> {
    let Some(known) = state.documents.get(name) else {
        return Some(Change::Added);
    };
    if !known.is_there {
        return Some(Change::Returned);
    }
    if known.path != document.path {
        let from = known.path.clone();
        return Some(Change::Renamed { from });
    }
    (known.sha256 != document.sha256).then_some(Change::Revised)
}
