//! Comes in: the outputs of a report with slots in them. Goes out: the outputs of one night. What holds
//! no slot is settled: it stays to the byte while inputs and settings do. The same forms serve every
//! such night, so they can be kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::discretion::Audience;
use super::outputs::{OutputFile, WriteError};
use super::page;
use super::summary_text::{Line, difference};
use super::tonight::{Output, manifest_of_tonight};
use super::{package, since, slots};
use crate::model::hash::sha256_hex;
use crate::model::language::Language;
use crate::model::life::{Life, Tonight};

/// Every output of a run but for what its night adds, the manifest last.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Forms {
    pub(super) seal: String,
    pub(super) outputs: Vec<Form>,
    /// What the summary says of each finding, in their order.
    pub(super) lines: Vec<Line>,
    /// Who reads them.
    pub(super) audience: Audience,
}

/// An output before its night is known.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Form {
    pub(super) path: String,
    pub(super) body: Body,
}

/// What an output holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Body {
    /// Bytes that no night changes. They were placed when they were made.
    Settled { sha256: String, n_bytes: usize },
    /// A text with slots.
    Text(String),
    /// The page, whose slots stand in HTML.
    Page(String),
    /// The summary, with its slots.
    Summary(String),
    /// A workbook and those of its parts that have slots.
    Workbook(Vec<u8>, Vec<String>),
    /// The manifest, with its slots.
    Manifest(String),
}

/// Takes an output that no night changes, when it is made: all of them together would be the largest
/// thing that a run holds.
pub type Placing<'p> = &'p (dyn Fn(OutputFile) + Sync);

impl Form {
    /// An output that no night changes.
    pub(super) fn settled(file: OutputFile, place: Placing<'_>) -> Self {
        let form = Self {
            path: file.path.clone(),
            body: Body::Settled {
                sha256: sha256_hex(&file.bytes),
                n_bytes: file.bytes.len(),
            },
        };
        place(file);
        form
    }
}

/// An output that no night changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled<'f> {
    /// Its path below the output folder.
    pub path: &'f str,
    /// Its hash.
    pub sha256: &'f str,
}

impl Forms {
    /// The outputs that no night changes.
    pub fn settled(&self) -> impl Iterator<Item = Settled<'_>> {
        self.outputs.iter().filter_map(|form| match &form.body {
            Body::Settled { sha256, .. } => Some(Settled {
                path: &form.path,
                sha256,
            }),
            _ => None,
        })
    }

    /// The outputs of a night, the manifest last, but for those that are settled.
    pub fn fill(
        self,
        tonight: &Tonight,
        language: Language,
    ) -> Result<Vec<OutputFile>, WriteError> {
        let tonight = &match self.audience {
            Audience::Own => tonight.clone(),
            Audience::Strangers => without_past(tonight),
        };
        let mut listed = Vec::new();
        let mut files = Vec::new();
        let words = Words {
            tonight,
            language,
            headline: match &tonight.since {
                Some(since) => since::headline(since, language),
                None => "-".to_owned(),
            },
        };
        for Form { path, body } in self.outputs {
            let seal = &self.seal;
            let bytes = match body {
                Body::Settled { sha256, n_bytes } => {
                    listed.push(Output {
                        path,
                        sha256,
                        bytes: n_bytes,
                    });
                    continue;
                }
                Body::Text(text) => slots::fill(&text, seal, |name| words.plain(name)).into_bytes(),
                Body::Page(text) => {
                    let section = page::difference(tonight.since.as_ref(), language)?;
                    let word = |name: &str| match name {
                        "since" => section.clone(),
                        name => words.plain(name),
                    };
                    slots::fill(&text, seal, word).into_bytes()
                }
                Body::Summary(text) => {
                    let difference = difference(tonight, &self.lines, language);
                    let word = |name: &str| match name {
                        "since" => difference.clone(),
                        name => words.plain(name),
                    };
                    slots::fill(&text, seal, word).into_bytes()
                }
                Body::Workbook(bytes, parts) => {
                    let word = |name: &str| words.plain(name);
                    package::filled(&bytes, &parts, seal, &tonight.started, word)?
                }
                Body::Manifest(text) => {
                    let text = manifest_of_tonight(&text, seal, tonight, &listed)?;
                    slots::fill(&text, seal, |name| words.plain(name)).into_bytes()
                }
            };
            listed.push(Output {
                path: path.clone(),
                sha256: sha256_hex(&bytes),
                bytes: bytes.len(),
            });
            files.push(OutputFile { path, bytes });
        }
        Ok(files)
    }
}

/// A night without what it tells of documents and findings that are no more: the words of earlier nights
/// hide nothing from strangers.
fn without_past(tonight: &Tonight) -> Tonight {
    let mut tonight = tonight.clone();
    if let Some(since) = &mut tonight.since {
        since.gone.clear();
        since.documents.clear();
    }
    tonight
}

/// What slots stand for on one night, in every output alike.
struct Words<'t> {
    tonight: &'t Tonight,
    language: Language,
    headline: String,
}

impl Words<'_> {
    fn plain(&self, name: &str) -> String {
        let started = &self.tonight.started;
        let lives: &BTreeMap<String, Life> = &self.tonight.lives;
        let life = |print: &str| lives.get(print).copied();
        match name.split_once('-') {
            Some(("life", print)) => life(print).map_or("", Life::name).to_owned(),
            Some(("word", print)) => life(print)
                .map_or("", |life| since::life_word(life, self.language))
                .to_owned(),
            Some(("mark", print)) => match life(print) {
                None | Some(Life::Known) => String::new(),
                Some(life) => format!(
                    " <span class=\"life {}\">{}</span>",
                    life.name(),
                    since::life_word(life, self.language)
                ),
            },
            _ => match name {
                "started" => started.clone(),
                "minute" => started.get(..16).unwrap_or_default().to_owned(),
                "moment" => since::moment(started),
                "headline" => self.headline.clone(),
                _ => String::new(),
            },
        }
    }
}
