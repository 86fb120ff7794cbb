//! What tells levels of rows without codes apart: numbering and its style, indent, bold type,
//! capitals, the level a label names. Lines in, looks out; never decides which of them counts.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::record::{Line, RecordSet};
use crate::model::text::{may_have, normalize};

/// How a line looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Look {
    /// Column index of the marker; the number of columns when it stands in the label itself.
    pub(super) column: usize,
    pub(super) style: Style,
    /// The marker's place in its list: 3 for `3`, `c` and `III`.
    pub(super) nth: Option<u32>,
    /// How far the label stands to the right: its column first, then its indent.
    pub(super) indent: (usize, usize),
    pub(super) is_bold: bool,
    pub(super) is_capital: bool,
    /// The level that the label's first words name, of those that all documents share.
    pub(super) word: Option<usize>,
}

/// The style of a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Style {
    Roman(Closing),
    Capital(Closing),
    Small(Closing),
    /// `01`
    Padded,
    Number(Closing),
    /// `-`
    Dash,
    /// No marker at all.
    Bare,
}

/// What stands around a marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Closing {
    Open,
    Dot,
    Bracket,
    Brackets,
}

/// Beginnings of labels that name a level, from the root down.
const LEVEL_WORDS: &[&[&str]] = &[
    &["urusan"],
    &["bidang urusan", "bidang"],
    &["program"],
    &["kegiatan"],
    &["sub kegiatan", "subkegiatan"],
];

/// The words that those begin with.
const LEVELS_BEGIN: &[&str] = &[
    "urusan",
    "bidang",
    "program",
    "kegiatan",
    "sub",
    "subkegiatan",
];

/// The looks of all lines.
pub(super) fn looks(records: &RecordSet) -> Vec<Look> {
    let mut looks: Vec<Look> = records
        .lines
        .iter()
        .map(|line| look(records, line))
        .collect();
    tell_romans_apart(&mut looks, records);
    continue_padded(&mut looks, records);
    for (look, line) in looks.iter_mut().zip(&records.lines) {
        look.nth = nth(&marker_text(records, line, look.column), look.style);
    }
    looks
}

/// The place in its list that a marker says.
fn nth(text: &str, style: Style) -> Option<u32> {
    let bare = text.trim_matches(['(', ')', '.', ' ']);
    match style {
        Style::Padded | Style::Number(_) => bare.parse().ok(),
        Style::Capital(_) | Style::Small(_) => {
            let letter = bare.bytes().next()?.to_ascii_lowercase();
            Some(u32::from(letter.checked_sub(b'a')?) + 1)
        }
        Style::Roman(_) => roman(bare),
        Style::Dash | Style::Bare => None,
    }
}

/// The number that I, V and X write.
fn roman(text: &str) -> Option<u32> {
    let values: Option<Vec<u32>> = text
        .bytes()
        .map(|b| match b {
            b'I' => Some(1),
            b'V' => Some(5),
            b'X' => Some(10),
            _ => None,
        })
        .collect();
    let values = values?;
    let after = values.iter().skip(1).map(Some).chain([None]);
    let (plus, minus) = values
        .iter()
        .zip(after)
        .fold((0, 0), |(plus, minus), (value, after)| {
            if after.is_some_and(|after| after > value) {
                (plus, minus + value)
            } else {
                (plus + value, minus)
            }
        });
    u32::checked_sub(plus, minus)
}

fn look(records: &RecordSet, line: &Line) -> Look {
    let n_columns = records.typed.table.columns.len();
    let (column, style) = marker(records, line, n_columns);
    let row = records.typed.table.rows.get(line.row_idx);
    let label_column = (0..n_columns).find(|&column| {
        records
            .typed
            .text(line.row_idx, column)
            .is_some_and(|text| {
                text.chars().filter(|c| c.is_alphabetic()).count() > 1 && style_of(&text).is_none()
            })
    });
    let mut letters = line.name.chars().filter(|c| c.is_alphabetic()).peekable();
    Look {
        column,
        style,
        nth: None,
        indent: (
            label_column.unwrap_or_default(),
            row.map_or(0, |row| row.indent),
        ),
        is_bold: row.is_some_and(|row| row.is_bold),
        is_capital: letters.peek().is_some() && letters.all(char::is_uppercase),
        word: word(&line.name),
    }
}

fn word(name: &str) -> Option<usize> {
    if !may_have(name, LEVELS_BEGIN) {
        return None;
    }
    let name = normalize(name);
    let begins = |word: &str| {
        name.strip_prefix(word)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    LEVEL_WORDS
        .iter()
        .position(|words| words.iter().any(|word| begins(word)))
}

/// The text that marks a line: its first cell, or the first word of its label.
fn marker_text<'a>(records: &'a RecordSet, line: &Line, column: usize) -> Cow<'a, str> {
    let n_columns = records.typed.table.columns.len();
    if column < n_columns {
        return records.typed.text(line.row_idx, column).unwrap_or_default();
    }
    let texts = (0..n_columns).filter_map(|column| records.typed.text(line.row_idx, column));
    let mut words = texts.filter_map(first_word);
    words.next().unwrap_or_default()
}

/// The first word of a text.
fn first_word(text: Cow<'_, str>) -> Option<Cow<'_, str>> {
    match text {
        Cow::Borrowed(text) => text.split_whitespace().next().map(Cow::Borrowed),
        Cow::Owned(text) => {
            let word = text.split_whitespace().next();
            word.map(|word| Cow::Owned(word.to_owned()))
        }
    }
}

fn marker(records: &RecordSet, line: &Line, n_columns: usize) -> (usize, Style) {
    let first =
        (0..n_columns).find_map(|column| Some((column, records.typed.text(line.row_idx, column)?)));
    let Some((column, text)) = first else {
        return (n_columns, Style::Bare);
    };
    if let Some(style) = style_of(&text) {
        return (column, style);
    }
    // The label: a marker may stand at its beginning.
    let first = text.split_whitespace().next().unwrap_or_default();
    let is_marked = (first.ends_with(['.', ')']) || first == "-") && text.len() > first.len();
    let style = style_of(first).filter(|_| is_marked);
    (n_columns, style.unwrap_or(Style::Bare))
}

/// The style of a text that is nothing but a marker.
fn style_of(text: &str) -> Option<Style> {
    let text = text.trim();
    if matches!(text, "-" | "–" | "—" | "•" | "*") {
        return Some(Style::Dash);
    }
    let opened = text.strip_prefix('(');
    let inner = opened.unwrap_or(text);
    let bare = inner.trim_end_matches(['.', ')']);
    let closing = match (
        opened.is_some(),
        inner.strip_prefix(bare).unwrap_or_default(),
    ) {
        (true, _) => Closing::Brackets,
        (false, "") => Closing::Open,
        (false, ".") => Closing::Dot,
        (false, _) => Closing::Bracket,
    };
    if bare.is_empty() || bare.len() > 5 {
        return None;
    }
    if bare.bytes().all(|b| b.is_ascii_digit()) {
        let is_padded = bare.starts_with('0') && bare.len() == 2;
        return Some(if is_padded {
            Style::Padded
        } else {
            Style::Number(closing)
        });
    }
    if bare.bytes().all(|b| b"IVX".contains(&b)) {
        return Some(Style::Roman(closing));
    }
    match bare.as_bytes() {
        [b] if b.is_ascii_uppercase() => Some(Style::Capital(closing)),
        [b] if b.is_ascii_lowercase() => Some(Style::Small(closing)),
        _ => None,
    }
}

/// `I`, `V` and `X` are letters where the one before them in the alphabet came before.
fn tell_romans_apart(looks: &mut [Look], records: &RecordSet) {
    let mut last: BTreeMap<(usize, Closing), u8> = BTreeMap::new();
    for (look, line) in looks.iter_mut().zip(&records.lines) {
        let (Style::Roman(closing) | Style::Capital(closing)) = look.style else {
            continue;
        };
        let text = marker_text(records, line, look.column);
        let bare = text.trim_matches(['(', ')', '.', ' ']);
        let &[letter] = bare.as_bytes() else { continue };
        let key = (look.column, closing);
        if last.get(&key).is_some_and(|last| last + 1 == letter) {
            look.style = Style::Capital(closing);
        }
        if matches!(look.style, Style::Capital(_)) {
            last.insert(key, letter);
        }
    }
}

/// `10` after `09` goes on the list of `01`, `02`, though it has no zero.
fn continue_padded(looks: &mut [Look], records: &RecordSet) {
    let mut last: BTreeMap<usize, u32> = BTreeMap::new();
    for (look, line) in looks.iter_mut().zip(&records.lines) {
        if !matches!(look.style, Style::Padded | Style::Number(_)) {
            continue;
        }
        let text = marker_text(records, line, look.column);
        let Ok(number) = text.trim_end_matches(['.', ')']).parse::<u32>() else {
            continue;
        };
        let goes_on = last
            .get(&look.column)
            .is_some_and(|last| last + 1 == number);
        if look.style == Style::Padded || (number > 9 && goes_on) {
            look.style = Style::Padded;
            last.insert(look.column, number);
        }
    }
}
