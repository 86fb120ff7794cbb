//! Which field each column means, by the words of its header.

use std::borrow::Cow;
use std::rc::Rc;

use super::lexicon::Lexicon;
use super::period::{self, SaidYear};
use crate::config::Profile;
use crate::config::phrase::Phrase;
use crate::config::profile::{ColumnRule, PeriodRule};
use crate::model::period::Period;
use crate::model::person_number::heads_numbers;
use crate::model::record::FieldRef;
use crate::model::table::RowKind;
use crate::model::text::only_year;
use crate::model::typed::TypedTable;
use crate::model::words::{Initials, find_run, is_misspelt, may_be, words};

/// The columns' headers in one spelling; the same for every profile.
pub(super) struct Headers {
    headers: Vec<Standing>,
}

/// A header over one column.
struct Standing {
    header: Rc<Header>,
    year: Option<i32>,
    /// Whether the group above may have ended before this column.
    has_open_group: bool,
}

/// What a header says, whatever column of whatever table it stands over.
pub(super) struct Header {
    /// The words of each text of the path, from the top.
    texts: Vec<Vec<String>>,
    /// All of them.
    whole: Vec<String>,
    /// What they begin with.
    initials: Initials,
    /// Whether they say that numbers of persons stand below.
    has_numbers: bool,
    /// Whether the lowest text says a year and nothing else.
    is_year: bool,
    /// The lowest text without units, years and numbers.
    core: Vec<String>,
    period: Option<Period>,
    year: SaidYear,
    /// The index of the rule that fits best, of each profile.
    best: Vec<Option<usize>>,
}

impl Headers {
    /// Reads the headers of a table whose document is of a year.
    pub(super) fn of(
        typed: &TypedTable,
        year: Option<i32>,
        profiles: &[Profile],
        lexicon: &Lexicon,
    ) -> Self {
        let columns = typed.table.columns.iter();
        let standing = columns.map(|column| {
            let header = lexicon.header(&column.path, profiles);
            Standing {
                year: header.year.of_document(year),
                has_open_group: column.has_open_group,
                header,
            }
        });
        Self {
            headers: standing.collect(),
        }
    }

    /// Whether some column may be of a field: where none is, there is no need to map all of them.
    pub(super) fn may_have(&self, field: &str, nth: usize, profile: &Profile) -> bool {
        self.headers.iter().any(|standing| {
            standing.has_open_group
                || standing.rule(nth, profile).is_some_and(|rule| {
                    rule.field == field || rule.field.strip_suffix(OF_PERIOD) == Some(field)
                })
        })
    }
}

impl Standing {
    /// The rule of a profile, the `nth`, that fits best.
    fn rule<'p>(&self, nth: usize, profile: &'p Profile) -> Option<&'p ColumnRule> {
        profile.columns.get((*self.header.best.get(nth)?)?)
    }

    fn field(&self, rule: &ColumnRule) -> FieldRef {
        FieldRef {
            name: rule.field.as_str().into(),
            year: self.year,
            period: self.header.period,
            additive: rule.additive,
            holds: rule.unit.holds(),
            is_personal: rule.personal,
            has_numbers: self.header.has_numbers,
        }
    }
}

/// Words of a header text that are read; a longer one is no header, and every phrase of every kind is
/// looked for in it.
const MAX_WORDS: usize = 60;

/// Reads a header by the texts of its path.
pub(super) fn header(path: &[String], profiles: &[Profile], lexicon: &Lexicon) -> Header {
    let texts: Vec<Vec<String>> = path
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
    let whole = texts.concat();
    let mut header = Header {
        initials: Initials::of(&whole),
        has_numbers: heads_numbers(&path.join(" ")),
        is_year: lowest.iter().all(|word| is_decoration(word))
            && path.last().is_some_and(|text| only_year(text).is_some()),
        whole,
        core: if core.is_empty() { lowest } else { core },
        texts,
        period: period::of_header(path),
        year: SaidYear::of(path),
        best: Vec::new(),
    };
    let best = |profile: &Profile| {
        let rules = profile.columns.iter().enumerate();
        rules
            .filter_map(|(idx, rule)| Some((score(&header, rule, lexicon)?, idx)))
            // Of equals the last of the profile, as before it had equals.
            .max()
            .map(|(_, idx)| idx)
    };
    header.best = profiles.iter().map(best).collect();
    header
}

/// Words that say how a column is written, not what it is: units of money, years, column numbers.
fn is_decoration(word: &str) -> bool {
    matches!(word, "rp" | "rupiah" | "idr" | "ta" | "tahun" | "n")
        || word.starts_with(|c: char| c.is_ascii_digit())
}

/// Maps columns to the fields of a profile, the `nth`; `None` where no phrase fits.
/// How the fields of this period and of the time before it are called beside the whole's.
const OF_PERIOD: &str = "-ini";
const BEFORE: &str = "-lalu";

pub(super) fn map(
    typed: &TypedTable,
    headers: &Headers,
    nth: usize,
    profile: &Profile,
) -> Vec<Option<FieldRef>> {
    let mut fields: Vec<Option<FieldRef>> = headers
        .headers
        .iter()
        .map(|standing| Some(standing.field(standing.rule(nth, profile)?)))
        .collect();
    end_open_groups(headers, profile, &mut fields);
    take_period_for_whole(profile, &mut fields);
    spread_codes(typed, &mut fields);
    fields
}

/// A field that the kind must have and that no column has is taken from a header that says it exactly,
/// where only a group that may have ended before it speaks against it.
fn end_open_groups(headers: &Headers, profile: &Profile, fields: &mut [Option<FieldRef>]) {
    for name in missing(profile, fields) {
        let rules = profile.columns.iter().filter(|rule| rule.field == name);
        let phrases: Vec<_> = rules
            .flat_map(|rule| rule.words.iter().map(move |phrase| (rule, phrase)))
            .collect();
        let says = |header: &Header| {
            let lowest = header.texts.last()?;
            let is_named = header.period.is_some_and(|period| period.span.is_named());
            let exact = phrases.iter().find(|(rule, phrase)| {
                let wanted = phrase.words();
                let has_period = is_named || rule.period != PeriodRule::Named;
                has_period && (lowest == wanted || header.core == wanted)
            });
            exact.map(|(rule, _)| *rule)
        };
        let mut open = headers.headers.iter().zip(fields.iter_mut());
        let found = open.find_map(|(standing, field)| {
            let rule = says(&standing.header).filter(|_| standing.has_open_group)?;
            Some((standing, field, rule))
        });
        if let Some((standing, field, rule)) = found {
            *field = Some(standing.field(rule));
        }
    }
}

/// A field that the kind must have and that no column has is this period's, `realisasi triwulan ini`, where the
/// table states that alone and nothing of the time before: then it is what the document is about.
fn take_period_for_whole(profile: &Profile, fields: &mut [Option<FieldRef>]) {
    for name in missing(profile, fields) {
        let (own, before) = (format!("{name}{OF_PERIOD}"), format!("{name}{BEFORE}"));
        let has = |wanted: &str| fields.iter().flatten().any(|field| field.name == wanted);
        if has(&before) {
            continue;
        }
        let mut of_period = fields
            .iter_mut()
            .flatten()
            .filter(|field| field.name == own.as_str());
        if let (Some(only), None) = (of_period.next(), of_period.next()) {
            only.name = name.into();
        }
    }
}

/// The fields that the kind must have and that no column has, nor one that may stand for them.
fn missing<'p>(profile: &'p Profile, fields: &[Option<FieldRef>]) -> Vec<&'p str> {
    let has = |name: &&str| fields.iter().flatten().any(|field| field.name == **name);
    let wanted = profile.recognise.alternatives();
    let missing = wanted.filter(|names| !names.iter().any(has));
    missing.flatten().collect()
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
    // Who signs below may stand there too.
    let rows = typed.table.rows.iter().enumerate();
    let texts: Vec<Cow<'_, str>> = rows
        .filter(|(_, row)| row.kind != RowKind::Note)
        .filter_map(|(row_idx, _)| typed.text(row_idx, col_idx))
        .collect();
    let is_part = |text: &&Cow<'_, str>| {
        text.len() <= MAX_CODE_LEN
            && text.bytes().all(|b| b.is_ascii_digit() || b == b'.')
            && text.split('.').all(|part| part.len() <= 4)
    };
    let n_parts = texts.iter().filter(is_part).count();
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

/// The phrase that a year alone says too.
const YEAR: [&str; 1] = ["tahun"];

/// How well a rule fits a header: the lowest words first, longer phrases first.
fn score(header: &Header, rule: &ColumnRule, lexicon: &Lexicon) -> Option<usize> {
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
        .any(|phrase| excludes(header, phrase, lexicon))
    {
        return None;
    }
    let in_group = rule
        .with
        .iter()
        .any(|phrase| stands_in(&header.whole, header.initials, phrase, lexicon));
    if !rule.with.is_empty() && !in_group {
        return None;
    }
    let by_period = (rule.period == PeriodRule::Named && rule.words.is_empty()).then_some(PERIOD);
    let best = rule
        .words
        .iter()
        .filter_map(|phrase| fit(header, lowest, phrase, in_group, lexicon))
        .chain(by_period)
        .max()?;
    Some(best + if in_group { IN_GROUP } else { 0 })
}

fn fit(
    header: &Header,
    lowest: &[String],
    phrase: &Phrase,
    in_group: bool,
    lexicon: &Lexicon,
) -> Option<usize> {
    let wanted = phrase.words();
    if header.is_year && wanted == YEAR {
        return Some(DECORATED + phrase.len());
    }
    // Nearly all phrases are told apart by this: misspelt words begin as the meant ones do.
    if !header.initials.hold(phrase.initials()) {
        return is_split(&header.core, wanted).then(|| MISSPELT + phrase.len());
    }
    let rank = if lowest == wanted {
        EXACT
    } else if header.core == wanted {
        DECORATED
    } else if wanted == ["%"] && !in_group {
        // Many columns are percentages; only one that says nothing else is the spent one.
        return None;
    } else if find_run(lowest, wanted).is_some() {
        HELD
    } else if is_split(&header.core, wanted) || holds_slip(lowest, wanted, lexicon) {
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
fn holds_slip(text: &[String], wanted: &[String], lexicon: &Lexicon) -> bool {
    let is_plain = |word: &String| is_decoration(word) || word == "%" || lexicon.knows(word);
    let fits = |(at, window): (usize, &[String])| {
        let rest = text
            .iter()
            .take(at)
            .chain(text.iter().skip(at + wanted.len()));
        is_slip(window, wanted, lexicon) && rest.into_iter().all(is_plain)
    };
    !wanted.is_empty() && text.windows(wanted.len()).enumerate().any(fits)
}

/// Whether a text is a phrase of as many words, some of them misspelt; a word that some profile
/// knows is never taken for another.
fn is_slip(written: &[String], wanted: &[String], lexicon: &Lexicon) -> bool {
    written.len() == wanted.len()
        && written.iter().zip(wanted).all(|(written, wanted)| {
            written == wanted || (is_misspelt(written, wanted) && !lexicon.knows(written))
        })
}

/// Whether a phrase stands in a text, misspelt or not.
pub(super) fn stands_in(
    text: &[String],
    initials: Initials,
    phrase: &Phrase,
    lexicon: &Lexicon,
) -> bool {
    let wanted = phrase.words();
    initials.hold(phrase.initials())
        && !wanted.is_empty()
        && text
            .windows(wanted.len())
            .any(|window| is_slip(window, wanted, lexicon))
}

/// Whether a header holds words that exclude a field; read generously, as a wrong field is worse
/// than none.
fn excludes(header: &Header, phrase: &Phrase, lexicon: &Lexicon) -> bool {
    let wanted = phrase.words();
    if !header.initials.hold(phrase.initials()) {
        return false;
    }
    if wanted == ["%"] {
        return header.whole.iter().any(|word| word == "%");
    }
    find_run(&header.whole, wanted).is_some()
        || (!wanted.is_empty()
            && header.whole.windows(wanted.len()).any(|window| {
                window.iter().zip(wanted).all(|(written, wanted)| {
                    written == wanted || (may_be(written, wanted) && !lexicon.knows(written))
                })
            }))
}
