//! Which kind of document a table is: the profile whose fields and words it has.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use super::fields::{self, CODE, Headers};
use super::lexicon::{Lexicon, Text};
use super::spelling::{self, Code};
use crate::config::Profile;
use crate::config::phrase::Phrase;
use crate::config::profile::GENERIC;
use crate::model::code::AccountCode;
use crate::model::evidence::KindReason;
use crate::model::record::FieldRef;
use crate::model::table::RowKind;
use crate::model::typed::TypedTable;
use crate::model::words::find_run;

/// Row labels that are looked at for a kind's words.
const LABEL_SAMPLE: usize = 200;

/// Columns among which the labels stand.
const LEADING: usize = 12;

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
    let lexicon = Lexicon::of(profiles);
    let headers = Headers::of(typed, year, profiles, &lexicon);
    let said = Said::of(typed, &lexicon);
    let mut near_misses = Vec::new();
    let mut candidates: Vec<Candidate<'a>> = Vec::new();
    let is_generic = |profile: &Profile| profile.kind == GENERIC;
    let kinds = profiles.iter().enumerate();
    for (nth, profile) in kinds.filter(|(_, profile)| !is_generic(profile)) {
        let may_have = |field: &&str| {
            headers.may_have(field, nth, profile) || (*field == CODE && said.has_coded_labels())
        };
        let mut wanted = profile.recognise.alternatives();
        if !wanted.all(|fields| fields.iter().any(may_have)) {
            continue;
        }
        let fields = fields::map(typed, &headers, nth, profile);
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
    let generic = profiles.iter().position(is_generic);
    let generic = generic.and_then(|nth| Some((nth, profiles.get(nth)?)));
    let mut evidence = vec![KindReason {
        id: "tidak ada profil yang semua bidang dan katanya ada di tabel ini".to_owned(),
        en: "no profile has all its fields and words in this table".to_owned(),
    }];
    evidence.extend(near_misses);
    Match {
        profile: generic.map(|(_, profile)| profile),
        fields: generic.map_or_else(
            || vec![None; typed.table.columns.len()],
            |(nth, profile)| fields::map(typed, &headers, nth, profile),
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
    let has_field = |name: &&str| {
        let in_column = fields.iter().flatten().any(|field| field.name == **name);
        in_column || (*name == CODE && said.has_coded_labels())
    };
    let found = recognise.alternatives();
    let found: Vec<Option<&str>> = found
        .map(|names| names.into_iter().find(has_field))
        .collect();
    let found: Option<Vec<&str>> = found.into_iter().collect();
    let Some(found) = found else {
        return Err(None);
    };
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
    let found = found.join(", ");
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

/// What a table says, text by text; read as far as a kind asks for it.
struct Said<'a> {
    typed: &'a TypedTable,
    lexicon: &'a Lexicon,
    /// Titles and headers, where a slip is forgiven.
    heads: OnceCell<Vec<Rc<Text>>>,
    /// Row labels.
    labels: OnceCell<Vec<Rc<Text>>>,
    /// Whether codes stand before the labels, in their cells.
    has_coded_labels: OnceCell<bool>,
    /// Whether the codes are those of the spending tree.
    has_tree_codes: OnceCell<bool>,
}

/// Words that codes of the spending tree say, whatever stands in the header.
const TREE_WORDS: &[&[&str]] = &[&["program"], &["kegiatan"], &["sub", "kegiatan"]];
/// Digits of the parts of such a code, urusan to kegiatan, which no account has.
const TREE_WIDTHS: [usize; 5] = [1, 2, 2, 1, 2];
/// Fewest of them that say so.
const MIN_TREE_CODES: usize = 2;

/// Whether a text is a code of the spending tree, down to a kegiatan at least.
fn is_tree_code(text: &str) -> bool {
    AccountCode::read(text).is_some_and(|code| {
        let mut parts = code.written_parts().map(str::len);
        let is_kegiatan = TREE_WIDTHS.iter().all(|width| parts.next() == Some(*width));
        let last = parts.next();
        is_kegiatan && matches!(last, None | Some(2..=4)) && parts.next().is_none()
    })
}

/// Whether a text holds nothing but a code or a part of one.
fn is_code(text: &str) -> bool {
    let is_of_code = |c: char| c.is_ascii_digit() || c == '.' || c == ' ';
    text.chars().all(is_of_code)
}

/// Whether a code has parts enough for a kegiatan.
fn is_deep(code: &str) -> bool {
    code.matches('.').count() >= 4
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
    let is_padded = |part: &str| part.len() > 1 && part.starts_with('0');
    let padded = codes
        .iter()
        .filter(|code| code.parts.len() > 2 && code.written_parts().any(is_padded));
    codes.len() * 2 > labels.len() && padded.count() * 2 > codes.len()
}

impl<'a> Said<'a> {
    fn of(typed: &'a TypedTable, lexicon: &'a Lexicon) -> Self {
        Self {
            typed,
            lexicon,
            heads: OnceCell::new(),
            labels: OnceCell::new(),
            has_coded_labels: OnceCell::new(),
            has_tree_codes: OnceCell::new(),
        }
    }

    fn heads(&self) -> &[Rc<Text>] {
        self.heads.get_or_init(|| {
            let table = &self.typed.table;
            let headers = table.columns.iter().flat_map(|column| &column.path);
            let texts: BTreeSet<&String> = table.titles.iter().chain(headers).collect();
            let texts = texts.into_iter();
            texts.map(|text| self.lexicon.text(text)).collect()
        })
    }

    /// Rows that are looked at: notes below the last figures name who signed, not what the table is
    /// about.
    fn n_rows(&self) -> usize {
        let rows = &self.typed.table.rows;
        let last = rows.iter().rposition(|row| row.kind != RowKind::Note);
        last.map_or(rows.len(), |last| last + 1).min(LABEL_SAMPLE)
    }

    fn labels(&self) -> &[Rc<Text>] {
        self.labels.get_or_init(|| {
            let rows = self.typed.table.rows.iter().take(self.n_rows());
            let labels = rows.map(|row| row.label.as_str());
            let mut labels: Vec<&str> = labels.filter(|label| !is_signature(label)).collect();
            labels.sort_unstable();
            labels.dedup();
            let labels = labels.into_iter();
            labels.map(|label| self.lexicon.text(label)).collect()
        })
    }

    fn has_coded_labels(&self) -> bool {
        *self.has_coded_labels.get_or_init(|| {
            let typed = self.typed;
            let rows = typed.table.rows.iter().take(self.n_rows()).enumerate();
            let lines = rows.filter(|(_, row)| row.kind == RowKind::Line);
            // A running number may stand before them.
            let named = lines.filter_map(|(row_idx, _)| {
                let leading = 0..typed.table.columns.len().min(LEADING);
                let mut texts = leading.filter_map(|col| typed.text(row_idx, col));
                texts.find(|text| text.contains(char::is_alphabetic))
            });
            let named: Vec<Cow<'_, str>> = named.collect();
            are_coded(&named.iter().map(|text| &**text).collect::<Vec<_>>())
        })
    }

    /// Whether nearly all codes of kegiatan's length are of the spending tree, as accounts are not.
    fn has_tree_codes(&self) -> bool {
        *self.has_tree_codes.get_or_init(|| {
            let typed = self.typed;
            let rows = typed.table.rows.iter().take(self.n_rows()).enumerate();
            let lines = rows.filter(|(_, row)| row.kind == RowKind::Line);
            let codes = lines.filter_map(|(row_idx, _)| {
                let leading = 0..typed.table.columns.len().min(LEADING);
                let texts = leading.filter_map(|col| typed.text(row_idx, col));
                let texts: Vec<Cow<'_, str>> = texts.collect();
                let one = texts.iter().find(|text| is_code(text) && is_deep(text));
                // One part a column before the label, as often as all in one.
                let in_parts = || {
                    let label = texts.iter().position(|text| !is_code(text))?;
                    Some(texts.get(..label)?.join("."))
                };
                let code = one.map(ToString::to_string).or_else(in_parts)?;
                is_deep(&code).then_some(code)
            });
            let (mut n_tree, mut n_all) = (0, 0);
            for code in codes {
                n_all += 1;
                n_tree += usize::from(is_tree_code(&code));
            }
            n_tree >= MIN_TREE_CODES && n_tree * 10 >= n_all * 9
        })
    }

    fn says(&self, phrase: &Phrase) -> bool {
        let wanted = phrase.words();
        let (initials, lexicon) = (phrase.initials(), self.lexicon);
        self.heads()
            .iter()
            .any(|text| fields::stands_in(&text.words, text.initials, phrase, lexicon))
            // Codes before the labels are what a header of their own would be called.
            || (wanted == [CODE] && self.has_coded_labels())
            || (TREE_WORDS.iter().any(|words| wanted == *words) && self.has_tree_codes())
            || self.labels().iter().any(|text| {
                text.initials.hold(initials) && find_run(&text.words, wanted).is_some()
            })
    }
}
