//! Which field each column means, by the words of its header.

use super::period;
use crate::config::Profile;
use crate::config::phrase::Phrase;
use crate::config::profile::{ColumnRule, PeriodRule};
use crate::model::period::Period;
use crate::model::record::FieldRef;
use crate::model::table::Column;
use crate::model::typed::TypedTable;
use crate::model::words::{MONTHS, find_run, is_misspelt, may_be, words};

/// The columns' headers in one spelling; the same for every profile.
pub(super) struct Headers {
    headers: Vec<Header>,
}

struct Header {
    /// The words of each text of the path, from the top.
    texts: Vec<Vec<String>>,
    /// All of them.
    whole: Vec<String>,
    /// The lowest text without units, years and numbers.
    core: Vec<String>,
    period: Option<Period>,
    year: Option<i32>,
    /// Whether the group above may have ended before this column.
    has_open_group: bool,
}

impl Headers {
    /// Reads the headers of a table whose document is of a year.
    pub(super) fn of(typed: &TypedTable, year: Option<i32>) -> Self {
        let columns = typed.table.columns.iter();
        Self {
            headers: columns.map(|column| header(column, year)).collect(),
        }
    }
}

/// Words of a header text that are read; a longer one is no header, and every phrase of every kind is
/// looked for in it.
const MAX_WORDS: usize = 60;

fn header(column: &Column, year: Option<i32>) -> Header {
    let texts: Vec<Vec<String>> = column
        .path
        .iter()
        .map(|text| {
            let mut words = words(text);
            words.truncate(MAX_WORDS);
            words
        })
        .filter(|words| !words.is_empty())
        .collect();
    let lowest = texts.last().cloned().unwrap_or_default();
    let core: Vec<String> = lowest
        .iter()
        .filter(|word| !is_decoration(word))
        .cloned()
        .collect();
    Header {
        whole: texts.concat(),
        core: if core.is_empty() { lowest } else { core },
        texts,
        period: period::of_header(&column.path),
        year: period::year(&column.path, year),
        has_open_group: column.has_open_group,
    }
}

/// Words that say how a column is written, not what it is: units of money, years, column numbers.
fn is_decoration(word: &str) -> bool {
    matches!(word, "rp" | "rupiah" | "idr" | "ta" | "tahun" | "n")
        || word.starts_with(|c: char| c.is_ascii_digit())
}

/// Maps columns to the fields of a profile; `None` where no phrase fits. `profiles` are all kinds:
/// a word of any of them is no misspelling of another.
pub(super) fn map(
    typed: &TypedTable,
    headers: &Headers,
    profile: &Profile,
    profiles: &[Profile],
) -> Vec<Option<FieldRef>> {
    let mut fields: Vec<Option<FieldRef>> = headers
        .headers
        .iter()
        .map(|header| {
            let best = profile
                .columns
                .iter()
                .filter_map(|rule| Some((score(header, rule, profiles)?, rule)))
                // Of equals the last of the profile, as before it had equals.
                .max_by_key(|(score, _)| *score);
            best.map(|(_, rule)| FieldRef {
                name: rule.field.clone(),
                year: header.year,
                period: header.period,
                additive: rule.additive,
            })
        })
        .collect();
    end_open_groups(headers, profile, &mut fields);
    spread_codes(typed, &mut fields);
    fields
}

/// A field that the kind must have and that no column has is taken from a header that says it exactly,
/// where only a group that may have ended before it speaks against it.
fn end_open_groups(headers: &Headers, profile: &Profile, fields: &mut [Option<FieldRef>]) {
    for name in &profile.recognise.fields {
        if fields.iter().flatten().any(|field| field.name == *name) {
            continue;
        }
        let rules = profile.columns.iter().filter(|rule| rule.field == *name);
        let phrases: Vec<_> = rules
            .flat_map(|rule| rule.words.iter().map(move |phrase| (rule, phrase)))
            .collect();
        let says = |header: &Header| {
            let lowest = header.texts.last()?;
            let exact = phrases.iter().find(|(_, phrase)| {
                let wanted = phrase.words();
                lowest == wanted || header.core == wanted
            });
            exact.map(|(rule, _)| *rule)
        };
        let mut open = headers.headers.iter().zip(fields.iter_mut());
        let found = open.find_map(|(header, field)| {
            let rule = says(header).filter(|_| header.has_open_group)?;
            Some((header, field, rule))
        });
        if let Some((header, field, rule)) = found {
            *field = Some(FieldRef {
                name: rule.field.clone(),
                year: header.year,
                period: header.period,
                additive: rule.additive,
            });
        }
    }
}

/// A header `Kode` without a merge stands over the first part only: the columns without a header to
/// its right that hold parts of codes are its other parts.
fn spread_codes(typed: &TypedTable, fields: &mut [Option<FieldRef>]) {
    for idx in 1..fields.len() {
        let left = fields.get(idx - 1).cloned().flatten();
        let columns = &typed.table.columns;
        let is_beside = match (columns.get(idx - 1), columns.get(idx)) {
            (Some(left), Some(column)) => column.path.is_empty() && column.col == left.col + 1,
            _ => false,
        };
        if let Some(field) =
            left.filter(|field| field.name == CODE && is_beside && holds_parts(typed, idx))
            && let Some(slot) = fields.get_mut(idx)
        {
            *slot = Some(field);
        }
    }
}

/// Whether nearly all texts of a column are parts of codes.
fn holds_parts(typed: &TypedTable, col_idx: usize) -> bool {
    let texts: Vec<&str> = (0..typed.table.rows.len())
        .filter_map(|row_idx| typed.text(row_idx, col_idx))
        .collect();
    let is_part = |text: &&str| {
        text.len() <= MAX_CODE_LEN
            && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && text.split('.').all(|part| part.len() <= 4)
    };
    let n_parts = texts.iter().copied().filter(|text| is_part(text)).count();
    n_parts > 0 && n_parts * 10 >= texts.len() * 9
}

/// Longest text of a code; columns may repeat the whole code so far.
const MAX_CODE_LEN: usize = 24;

/// The field that holds codes.
pub(super) const CODE: &str = "kode";

/// The lowest text says the phrase and nothing else.
const EXACT: usize = 3000;
/// It says it beside a unit, a year or a number.
const DECORATED: usize = 2900;
/// The header names a part of the year, as the rule wants.
const PERIOD: usize = 2500;
/// The lowest text holds the phrase.
const HELD: usize = 2000;
/// It is the phrase with a slip of the keyboard.
const MISSPELT: usize = 1500;
/// The path holds the phrase.
const ABOVE: usize = 1000;
/// More for a rule whose group the header names.
const IN_GROUP: usize = 300;

/// How well a rule fits a header: the lowest words first, longer phrases first.
fn score(header: &Header, rule: &ColumnRule, profiles: &[Profile]) -> Option<usize> {
    let lowest = header.texts.last()?;
    let is_named = header.period.is_some_and(|period| period.span.is_named());
    match rule.period {
        PeriodRule::None if is_named => return None,
        PeriodRule::Named if !is_named => return None,
        PeriodRule::Any | PeriodRule::None | PeriodRule::Named => {}
    }
    if rule
        .not
        .iter()
        .any(|phrase| excludes(header, phrase, profiles))
    {
        return None;
    }
    let in_group = rule
        .with
        .iter()
        .any(|phrase| stands_in(&header.whole, phrase, profiles));
    if !rule.with.is_empty() && !in_group {
        return None;
    }
    let by_period = (rule.period == PeriodRule::Named && rule.words.is_empty()).then_some(PERIOD);
    let best = rule
        .words
        .iter()
        .filter_map(|phrase| fit(header, lowest, phrase, in_group, profiles))
        .chain(by_period)
        .max()?;
    Some(best + if in_group { IN_GROUP } else { 0 })
}

fn fit(
    header: &Header,
    lowest: &[String],
    phrase: &Phrase,
    in_group: bool,
    profiles: &[Profile],
) -> Option<usize> {
    let wanted = phrase.words();
    let rank = if lowest == wanted {
        EXACT
    } else if header.core == wanted {
        DECORATED
    } else if wanted == ["%"] && !in_group {
        // Many columns are percentages; only one that says nothing else is the spent one.
        return None;
    } else if find_run(lowest, wanted).is_some() {
        HELD
    } else if is_split(&header.core, wanted) || holds_slip(lowest, wanted, profiles) {
        MISSPELT
    } else if find_run(&header.whole, wanted).is_some() {
        ABOVE
    } else {
        return None;
    };
    Some(rank + phrase.len())
}

/// Shortest phrase, in letters, that is known again when its words are torn or run together.
const MIN_SPLIT: usize = 8;

/// Whether only the spaces differ, as after a conversion from PDF.
fn is_split(written: &[String], wanted: &[String]) -> bool {
    let length = |words: &[String]| words.iter().map(String::len).sum::<usize>();
    let n_bytes = length(wanted);
    n_bytes >= MIN_SPLIT && length(written) == n_bytes && written.concat() == wanted.concat()
}

/// Whether a text holds a misspelt phrase and beside it only words that are known: what else stands
/// there may give it another meaning.
fn holds_slip(text: &[String], wanted: &[String], profiles: &[Profile]) -> bool {
    let is_plain = |word: &String| is_decoration(word) || word == "%" || is_known(word, profiles);
    let fits = |(at, window): (usize, &[String])| {
        let rest = text
            .iter()
            .take(at)
            .chain(text.iter().skip(at + wanted.len()));
        is_slip(window, wanted, profiles) && rest.into_iter().all(is_plain)
    };
    !wanted.is_empty() && text.windows(wanted.len()).enumerate().any(fits)
}

/// Whether a text is a phrase of as many words, some of them misspelt; a word that some profile
/// knows is never taken for another.
fn is_slip(written: &[String], wanted: &[String], profiles: &[Profile]) -> bool {
    written.len() == wanted.len()
        && written.iter().zip(wanted).all(|(written, wanted)| {
            written == wanted || (is_misspelt(written, wanted) && !is_known(written, profiles))
        })
}

/// Whether a phrase stands in a text, misspelt or not.
pub(super) fn stands_in(text: &[String], phrase: &Phrase, profiles: &[Profile]) -> bool {
    let wanted = phrase.words();
    find_run(text, wanted).is_some()
        || (!wanted.is_empty()
            && text
                .windows(wanted.len())
                .any(|window| is_slip(window, wanted, profiles)))
}

/// Whether a header holds words that exclude a field; read generously, as a wrong field is worse
/// than none.
fn excludes(header: &Header, phrase: &Phrase, profiles: &[Profile]) -> bool {
    let wanted = phrase.words();
    if wanted == ["%"] {
        return header.whole.iter().any(|word| word == "%");
    }
    find_run(&header.whole, wanted).is_some()
        || (!wanted.is_empty()
            && header.whole.windows(wanted.len()).any(|window| {
                window.iter().zip(wanted).all(|(written, wanted)| {
                    written == wanted || (may_be(written, wanted) && !is_known(written, profiles))
                })
            }))
}

/// Whether a word names a part of the year or stands in a phrase of any column of any kind.
fn is_known(word: &str, profiles: &[Profile]) -> bool {
    if word == "sd" || MONTHS.contains(&word) {
        return true;
    }
    profiles
        .iter()
        .flat_map(|profile| &profile.columns)
        .flat_map(|rule| rule.words.iter().chain(&rule.with).chain(&rule.not))
        .any(|phrase| phrase.words().iter().any(|known| known == word))
}
