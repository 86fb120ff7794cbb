//! Comes in: the findings that the last runs knew and those of this one. Goes out: the life of each,
//! and what is no more and why.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{FindingEvent, Followed, State};
use crate::model::finding::Severity;
use crate::model::life::{End, Gone, Life, LifeCounts};
use crate::model::place::CellRef;

/// What a finding is, in words that outlive its document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Code of its rule.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// The name that the ledger knows its document by.
    pub name: Option<String>,
    /// The document's path.
    pub path: Option<String>,
    /// Its sheet.
    pub sheet: Option<String>,
    /// Its cell.
    pub cell: Option<CellRef>,
    /// Its message, personal numbers masked.
    pub message: String,
}

/// A finding of this run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TonightFinding {
    /// Its fingerprint.
    pub fingerprint: String,
    /// Whether somebody answers for it tonight.
    pub is_waived: bool,
    /// What it is.
    pub told: Told,
}

/// The findings of this run as continuations of earlier ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Followings {
    /// The life of each finding, in their order.
    pub each: Vec<Life>,
    /// What is no more.
    pub gone: Vec<Gone>,
    /// How many of each.
    pub counts: LifeCounts,
    /// The same for the ledger.
    pub events: Vec<FindingEvent>,
}

/// Follows the findings from the last runs into this one. Those of a switched-off rule and those of
/// a document that could not be read are neither fixed nor known: nobody looked.
pub fn follow_findings(
    state: &State,
    followed: &Followed,
    tonight: &[TonightFinding],
    is_off: impl Fn(&str) -> bool,
) -> Followings {
    let mut lives = Followings::default();
    for finding in tonight {
        let known = state.findings.get(&finding.fingerprint);
        let mut happened = |event: &'static str| {
            lives.events.push(FindingEvent {
                fingerprint: finding.fingerprint.clone(),
                event,
                told: finding.told.clone(),
            });
        };
        let mut life = match known {
            None => Life::New,
            Some(known) if known.is_open => Life::Known,
            Some(_) => Life::Reopened,
        };
        if life != Life::Known {
            happened(life.name());
        }
        let was_waived = known.is_some_and(|known| known.is_waived);
        if finding.is_waived != was_waived {
            happened(if finding.is_waived {
                "waived"
            } else {
                "unwaived"
            });
        }
        if finding.is_waived {
            life = Life::Waived;
        } else if was_waived && life == Life::Known {
            // What was waived until yesterday is new to whoever reads tonight's report.
            life = Life::Reopened;
        }
        lives.counts.add(life);
        lives.each.push(life);
    }
    let there: BTreeSet<&str> = tonight.iter().map(|f| f.fingerprint.as_str()).collect();
    let present: BTreeMap<&str, bool> = followed
        .names
        .values()
        .map(|name| (&**name, !followed.unread.contains(name)))
        .collect();
    for (fingerprint, known) in &state.findings {
        if !known.is_open || there.contains(fingerprint.as_str()) {
            continue;
        }
        let told = &known.told;
        let document = told.name.as_deref().map(|name| present.get(name).copied());
        let end = match document {
            Some(None) => End::Withdrawn,
            // That it could not be read is no word about its figures; that it can be now is one
            // about its being unreadable.
            Some(Some(false)) => {
                lives.counts.unjudged += 1;
                continue;
            }
            _ if is_off(&told.code) => {
                lives.counts.unjudged += 1;
                continue;
            }
            Some(Some(true)) | None => End::Fixed,
        };
        match end {
            End::Fixed => lives.counts.fixed += 1,
            End::Withdrawn => lives.counts.withdrawn += 1,
        }
        lives.events.push(FindingEvent {
            fingerprint: fingerprint.clone(),
            event: end.name(),
            told: told.clone(),
        });
        lives.gone.push(gone(end, fingerprint, told));
    }
    lives.gone.sort_by(|a, b| {
        let key = |gone: &Gone| (gone.document.clone(), gone.sheet.clone(), gone.cell);
        key(a)
            .cmp(&key(b))
            .then_with(|| a.fingerprint.cmp(&b.fingerprint))
    });
    lives
}

fn gone(end: End, fingerprint: &str, told: &Told) -> Gone {
    Gone {
        end,
        fingerprint: fingerprint.to_owned(),
        code: told.code.clone(),
        severity: told.severity,
        document: told.path.clone(),
        sheet: told.sheet.clone(),
        cell: told.cell,
        message: told.message.clone(),
    }
}

impl Told {
    /// The document's name, as the ledger's other tables hold it.
    pub fn name(&self) -> Option<Arc<str>> {
        self.name.as_deref().map(Into::into)
    }
}
