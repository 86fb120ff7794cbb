//! Which kind of document a table is: the profile whose fields and words it has.

use super::fields;
use crate::config::Profile;
use crate::config::profile::GENERIC;
use crate::model::record::FieldRef;
use crate::model::text::{has_phrase, normalize};
use crate::model::typed::TypedTable;

/// Row labels that are looked at for a kind's words.
const LABEL_SAMPLE: usize = 200;

/// The kind found.
pub(super) struct Match<'a> {
    /// The profile whose columns are mapped.
    pub(super) profile: Option<&'a Profile>,
    /// Field of each column.
    pub(super) fields: Vec<Option<FieldRef>>,
    /// Why, one sentence each.
    pub(super) evidence: Vec<String>,
    /// Whether the kind is known, and not the generic one.
    pub(super) known: bool,
}

pub(super) fn recognise<'a>(typed: &TypedTable, profiles: &'a [Profile]) -> Match<'a> {
    let words = all_words(typed);
    let best = profiles
        .iter()
        .filter(|profile| profile.kind != GENERIC)
        .filter_map(|profile| {
            let fields = fields::map(typed, profile);
            let evidence = fits(&fields, &words, profile)?;
            let n_mapped = fields.iter().flatten().count();
            Some((
                profile.recognise.priority,
                n_mapped,
                profile,
                fields,
                evidence,
            ))
        })
        // Of equals the first in the pipeline's order wins.
        .rev()
        .max_by_key(|(priority, n_mapped, ..)| (*priority, *n_mapped));
    if let Some((_, _, profile, fields, evidence)) = best {
        return Match {
            profile: Some(profile),
            fields,
            evidence,
            known: true,
        };
    }
    let generic = profiles.iter().find(|profile| profile.kind == GENERIC);
    Match {
        profile: generic,
        fields: generic.map_or_else(
            || vec![None; typed.table.columns.len()],
            |profile| fields::map(typed, profile),
        ),
        evidence: vec!["no profile has all its fields and words in this table".into()],
        known: false,
    }
}

/// The evidence that a profile fits, or `None`.
fn fits(fields: &[Option<FieldRef>], words: &str, profile: &Profile) -> Option<Vec<String>> {
    let has_field = |name: &str| fields.iter().flatten().any(|field| field.name == name);
    if !profile
        .recognise
        .fields
        .iter()
        .all(|field| has_field(field))
    {
        return None;
    }
    if profile
        .recognise
        .absent
        .iter()
        .any(|phrase| has_phrase(words, &normalize(phrase)))
    {
        return None;
    }
    let mut evidence = vec![format!(
        "columns found: {}",
        profile.recognise.fields.join(", ")
    )];
    for group in &profile.recognise.words {
        let found = group
            .iter()
            .find(|phrase| has_phrase(words, &normalize(phrase)))?;
        evidence.push(format!("words found: {found}"));
    }
    Some(evidence)
}

/// Normalised words of titles, headers and row labels.
fn all_words(typed: &TypedTable) -> String {
    let labels = typed
        .table
        .rows
        .iter()
        .take(LABEL_SAMPLE)
        .map(|row| normalize(&row.label));
    let mut words = typed.table.words();
    for label in labels {
        words.push_str(" | ");
        words.push_str(&label);
    }
    words
}
