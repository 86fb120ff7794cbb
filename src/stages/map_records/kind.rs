//! Which kind of document a table is: the profile whose fields and words it has.

use std::collections::BTreeSet;

use super::fields::{self, CODE, Headers};
use super::spelling::{self, Code};
use crate::config::Profile;
use crate::config::phrase::Phrase;
use crate::config::profile::GENERIC;
use crate::model::evidence::KindReason;
use crate::model::record::FieldRef;
use crate::model::table::RowKind;
use crate::model::typed::TypedTable;
use crate::model::words::{find_run, words};

/// Row labels that are looked at for a kind's words.
const LABEL_SAMPLE: usize = 200;

/// Columns among which the labels stand.
const LEADING: usize = 12;

/// Words of a text that are looked at for them.
const MAX_WORDS: usize = 200;

/// The kind found.
pub(super) struct Match<'a> {
    /// The profile whose columns are mapped.
    pub(super) profile: Option<&'a Profile>,
    /// Field of each column.
    pub(super) fields: Vec<Option<FieldRef>>,
    /// Why, one sentence each.
    pub(super) evidence: Vec<KindReason>,
    /// Whether the kind is known, and not the generic one.
    pub(super) known: bool,
}

/// A kind that fits.
struct Candidate<'a> {
    profile: &'a Profile,
    fields: Vec<Option<FieldRef>>,
    evidence: Vec<KindReason>,
    /// Columns with numbers that it knows, and columns that it knows.
    score: (usize, usize),
}

pub(super) fn recognise<'a>(
    typed: &TypedTable,
    year: Option<i32>,
    profiles: &'a [Profile],
) -> Match<'a> {
    let headers = Headers::of(typed, year);
    let said = Said::of(typed, profiles);
    let mut near_misses = Vec::new();
    let mut candidates: Vec<Candidate<'a>> = Vec::new();
    for profile in profiles.iter().filter(|profile| profile.kind != GENERIC) {
        let fields = fields::map(typed, &headers, profile, profiles);
        match fits(&fields, &said, profile) {
            Ok(evidence) => candidates.push(Candidate {
                score: score(typed, &fields),
                profile,
                fields,
                evidence,
            }),
            Err(Some(miss)) => near_misses.push(miss),
            Err(None) => {}
        }
    }
    let rank = |candidate: &Candidate<'_>| (candidate.profile.recognise.priority, candidate.score);
    // Of equals the first in the pipeline's order wins.
    let best = (0..candidates.len())
        .rev()
        .max_by_key(|&idx| candidates.get(idx).map(rank));
    if let Some(idx) = best {
        let mut best = candidates.remove(idx);
        for other in &candidates {
            let (sama, how) = if rank(other) == rank(&best) {
                ("sama baik", "as well")
            } else {
                ("kurang baik", "less well")
            };
            let (kind, n_columns) = (&other.profile.kind, other.score.1);
            best.evidence.push(KindReason {
                id: format!("juga cocok, {sama}: {kind} ({n_columns} kolom)"),
                en: format!("also fits, {how}: {kind} ({n_columns} columns)"),
            });
        }
        return Match {
            profile: Some(best.profile),
            fields: best.fields,
            evidence: best.evidence,
            known: true,
        };
    }
    let generic = profiles.iter().find(|profile| profile.kind == GENERIC);
    let mut evidence = vec![KindReason {
        id: "tidak ada profil yang semua bidang dan katanya ada di tabel ini".to_owned(),
        en: "no profile has all its fields and words in this table".to_owned(),
    }];
    evidence.extend(near_misses);
    Match {
        profile: generic,
        fields: generic.map_or_else(
            || vec![None; typed.table.columns.len()],
            |profile| fields::map(typed, &headers, profile, profiles),
        ),
        evidence,
        known: false,
    }
}

fn score(typed: &TypedTable, fields: &[Option<FieldRef>]) -> (usize, usize) {
    let n_mapped = fields.iter().flatten().count();
    let readings = typed.columns.iter().zip(fields);
    let n_numeric = readings
        .filter(|(reading, field)| field.is_some() && reading.n_numbers > reading.n_texts)
        .count();
    (n_numeric, n_mapped)
}

/// The evidence that a profile fits; else what is missing, where it has all of its fields.
fn fits(
    fields: &[Option<FieldRef>],
    said: &Said<'_>,
    profile: &Profile,
) -> Result<Vec<KindReason>, Option<KindReason>> {
    let recognise = &profile.recognise;
    let has_field = |name: &String| {
        let in_column = fields.iter().flatten().any(|field| field.name == *name);
        in_column || (name == CODE && said.has_coded_labels)
    };
    if !recognise.fields.iter().all(has_field) {
        return Err(None);
    }
    let miss = |id: String, en: String| {
        Err(Some(KindReason {
            id: format!("bukan {}: {id}", profile.kind),
            en: format!("not {}: {en}", profile.kind),
        }))
    };
    if let Some(phrase) = recognise.absent.iter().find(|phrase| said.says(phrase)) {
        let written = phrase.written();
        return miss(
            format!("ada kata `{written}`"),
            format!("it says `{written}`"),
        );
    }
    let found = recognise.fields.join(", ");
    let mut evidence = vec![KindReason {
        id: format!("kolom yang ada: {found}"),
        en: format!("columns found: {found}"),
    }];
    for group in &recognise.words {
        let Some(phrase) = group.iter().find(|phrase| said.says(phrase)) else {
            let wanted: Vec<&str> = group.iter().map(Phrase::written).collect();
            let wanted = wanted.join("`, `");
            return miss(
                format!("tidak ada satu pun kata `{wanted}`"),
                format!("it says none of `{wanted}`"),
            );
        };
        let written = phrase.written();
        evidence.push(KindReason {
            id: format!("kata yang ada: {written}"),
            en: format!("words found: {written}"),
        });
    }
    Ok(evidence)
}

/// Digits of a label from which on it holds the number of a person or a letter.
const LONG_NUMBER: usize = 8;

/// Whether a label belongs to who signed, as `NIP. 19700101 199503 1 002` below a table does: it says
/// nothing of what the table is.
fn is_signature(label: &str) -> bool {
    label.chars().filter(char::is_ascii_digit).count() >= LONG_NUMBER
}

/// What a table says, text by text.
struct Said<'a> {
    /// Titles and headers, where a slip is forgiven.
    heads: Vec<Vec<String>>,
    /// Row labels.
    labels: Vec<Vec<String>>,
    /// Every word of them.
    vocabulary: BTreeSet<String>,
    /// Whether codes stand before the labels, in their cells.
    has_coded_labels: bool,
    profiles: &'a [Profile],
}

/// Whether most labels begin with a code of the budget, as `5.1.02.01 Belanja Barang`. Its parts have
/// leading zeros, which tells it from the numbers of an outline.
fn are_coded(labels: &[&str]) -> bool {
    let spelt = labels.iter().filter_map(|label| spelling::read(label));
    let codes: Vec<_> = spelt
        .filter(|spelt| !spelt.rest.is_empty())
        .filter_map(|spelt| match spelt.code {
            Code::Parts(code) => Some(code),
            Code::Runs(_) | Code::Date(_) => None,
        })
        .collect();
    let is_padded = |part: &String| part.len() > 1 && part.starts_with('0');
    let padded = codes
        .iter()
        .filter(|code| code.parts.len() > 2 && code.written.iter().any(is_padded));
    codes.len() * 2 > labels.len() && padded.count() * 2 > codes.len()
}

impl<'a> Said<'a> {
    fn of(typed: &TypedTable, profiles: &'a [Profile]) -> Self {
        let table = &typed.table;
        let read = |text: &str| {
            let mut words = words(text);
            words.truncate(MAX_WORDS);
            words
        };
        let plain =
            |texts: BTreeSet<&str>| -> Vec<Vec<String>> { texts.into_iter().map(read).collect() };
        // Notes below the last figures name who signed, not what the table is about.
        let last = table.rows.iter().rposition(|row| row.kind != RowKind::Note);
        let n_said = last.map_or(table.rows.len(), |last| last + 1);
        let titles = table.titles.iter();
        let headers = table.columns.iter().flat_map(|column| &column.path);
        let mut heads = plain(titles.chain(headers).map(String::as_str).collect());
        let rows = || table.rows.iter().take(n_said).take(LABEL_SAMPLE);
        let lines = (0..n_said.min(LABEL_SAMPLE)).filter(|&idx| {
            table
                .rows
                .get(idx)
                .is_some_and(|row| row.kind == RowKind::Line)
        });
        // A running number may stand before them.
        let named = lines.filter_map(|row_idx| {
            let mut texts =
                (0..table.columns.len().min(LEADING)).filter_map(|col| typed.text(row_idx, col));
            texts.find(|text| text.contains(char::is_alphabetic))
        });
        let has_coded_labels = are_coded(&named.collect::<Vec<_>>());
        if has_coded_labels {
            // They are what a header of their own would be called.
            heads.push(vec![CODE.to_owned()]);
        }
        let labels = rows().map(|row| row.label.as_str());
        let labels = plain(labels.filter(|label| !is_signature(label)).collect());
        let vocabulary = heads.iter().chain(&labels).flatten().cloned().collect();
        Self {
            heads,
            labels,
            vocabulary,
            has_coded_labels,
            profiles,
        }
    }

    fn says(&self, phrase: &Phrase) -> bool {
        let wanted = phrase.words();
        let may_stand = wanted.iter().all(|word| self.vocabulary.contains(word));
        let mut texts = self.heads.iter().chain(&self.labels);
        (may_stand && texts.any(|text| find_run(text, wanted).is_some()))
            || self
                .heads
                .iter()
                .any(|text| fields::stands_in(text, phrase, self.profiles))
    }
}
