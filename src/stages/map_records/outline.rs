//! The tree of tables without codes: from numbering (01, then 1, then nothing), or from the words
//! that labels begin with.

use std::collections::BTreeMap;

use super::set_parents;
use super::sums::Sums;
use crate::config::profile::{Level, Tree, TreeSource};
use crate::model::record::{Line, RecordSet};
use crate::model::text::normalize;

/// Deepest outline that is read.
const MAX_DEPTH: usize = 6;

/// Grows the tree; `known` kinds are trusted, others only where at least half of the sums hold.
pub(super) fn grow(records: &mut RecordSet, tree: &Tree, known: bool) {
    let ranks = match tree.from {
        TreeSource::Words => by_words(&records.lines, &tree.levels),
        TreeSource::Auto => by_marks(records, &tree.levels),
        TreeSource::None => None,
    };
    let Some(ranks) = ranks else { return };
    let parents = parents(&ranks.iter().map(|rank| rank.depth).collect::<Vec<_>>());
    let is_guessed = ranks.iter().any(|rank| rank.is_guessed);
    if !known || is_guessed {
        let score = Sums::of(records).score(&parents);
        if !score.is_borne_out() {
            return;
        }
    }
    set_parents(&mut records.lines, &parents);
    for (line, rank) in records.lines.iter_mut().zip(ranks) {
        line.level = rank.level;
    }
}

/// A line's place in the outline.
struct Rank {
    depth: usize,
    level: Option<String>,
    /// Whether only words, indent or bold type tell it.
    is_guessed: bool,
}

/// Parents from depths: the nearest line above that is less deep.
fn parents(depths: &[usize]) -> Vec<Option<usize>> {
    let mut path: Vec<usize> = Vec::new();
    let mut parents = Vec::with_capacity(depths.len());
    for (idx, &depth) in depths.iter().enumerate() {
        while path
            .last()
            .is_some_and(|&line| depths.get(line).is_some_and(|&other| other >= depth))
        {
            path.pop();
        }
        parents.push(path.last().copied());
        path.push(idx);
    }
    parents
}

/// The level whose words a label begins with; of several the longest.
fn level_of(line: &Line, levels: &[Level]) -> Option<usize> {
    let name = normalize(&line.name);
    let begins = |word: &str| name == word || name.starts_with(&format!("{word} "));
    let words = levels
        .iter()
        .enumerate()
        .flat_map(|(idx, level)| level.words.iter().map(move |word| (idx, normalize(word))));
    words
        .filter(|(_, word)| begins(word))
        .max_by_key(|(_, word)| word.len())
        .map(|(idx, _)| idx)
}

fn by_words(lines: &[Line], levels: &[Level]) -> Option<Vec<Rank>> {
    let deepest = levels.len().checked_sub(1)?;
    let ranks: Vec<Rank> = lines
        .iter()
        .map(|line| {
            let depth = level_of(line, levels).unwrap_or(deepest);
            Rank {
                depth,
                level: levels.get(depth).map(|level| level.name.clone()),
                is_guessed: false,
            }
        })
        .collect();
    let first = ranks.first()?.depth;
    ranks
        .iter()
        .any(|rank| rank.depth != first)
        .then_some(ranks)
}

/// What stands before a label: the marker's column and its style.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    /// Column index of the marker; the number of columns when it stands in the label itself.
    column: usize,
    style: Style,
    /// The level that the label's first word names, where the marker alone does not tell levels apart.
    word: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Style {
    Roman,
    Letter,
    /// `01`
    Padded,
    /// `1.`
    Dotted,
    /// `1`
    Plain,
    /// `1)`
    Bracketed,
    /// No marker at all.
    Bare,
    /// No marker, but this far indented, where indents tell levels.
    Indented(usize),
    /// No marker, bold, where only that tells headings.
    Bold,
}

fn by_marks(records: &RecordSet, levels: &[Level]) -> Option<Vec<Rank>> {
    let mut marks: Vec<Mark> = records
        .lines
        .iter()
        .map(|line| mark(records, line))
        .collect();
    continue_padded(&mut marks, records);
    tell_bare_apart(&mut marks, records);
    split_by_words(&mut marks, &records.lines, levels);
    let mut order: Vec<Mark> = Vec::new();
    for mark in &marks {
        if !order.contains(mark) {
            order.push(mark.clone());
        }
    }
    if order.len() < 2
        || order.len() > MAX_DEPTH
        || marks.first().is_some_and(|mark| mark.style == Style::Bare)
    {
        return None;
    }
    let names = level_names(&order, &marks, &records.lines, levels);
    marks
        .iter()
        .map(|mark| {
            // Less indented is higher, whichever stands first.
            let depth = match mark.style {
                Style::Indented(indent) => order
                    .iter()
                    .filter(|other| matches!(other.style, Style::Indented(other) if other < indent))
                    .count(),
                _ => order.iter().position(|other| other == mark)?,
            };
            Some(Rank {
                depth,
                level: names.get(depth).cloned().flatten(),
                is_guessed: mark.word.is_some()
                    || matches!(mark.style, Style::Indented(_) | Style::Bold),
            })
        })
        .collect()
}

/// `10` after `09` goes on the list of `01`, `02`, though it has no zero.
fn continue_padded(marks: &mut [Mark], records: &RecordSet) {
    let mut last: BTreeMap<usize, u32> = BTreeMap::new();
    for (mark, line) in marks.iter_mut().zip(&records.lines) {
        let text = records
            .typed
            .text(line.row_idx, mark.column)
            .unwrap_or_default();
        let Ok(number) = text.trim_end_matches(['.', ')']).parse::<u32>() else {
            continue;
        };
        let goes_on = last
            .get(&mark.column)
            .is_some_and(|last| last + 1 == number);
        if mark.style == Style::Padded || (number > 9 && goes_on) {
            mark.style = Style::Padded;
            last.insert(mark.column, number);
        }
    }
}

/// Where no line has a marker, indents tell levels, or else bold type.
fn tell_bare_apart(marks: &mut [Mark], records: &RecordSet) {
    if marks.iter().any(|mark| mark.style != Style::Bare) {
        return;
    }
    let rows = &records.typed.table.rows;
    let row = |line: &Line| rows.get(line.row_idx);
    let indents: Vec<usize> = records
        .lines
        .iter()
        .map(|line| row(line).map_or(0, |row| row.indent))
        .collect();
    let is_indented = indents.windows(2).any(|pair| pair[0] != pair[1]);
    for ((mark, line), indent) in marks.iter_mut().zip(&records.lines).zip(indents) {
        if is_indented {
            mark.style = Style::Indented(indent);
        } else if row(line).is_some_and(|row| row.is_bold) {
            mark.style = Style::Bold;
        }
    }
}

fn mark(records: &RecordSet, line: &Line) -> Mark {
    let n_columns = records.typed.table.columns.len();
    for column in 0..n_columns {
        let Some(text) = records.typed.text(line.row_idx, column) else {
            continue;
        };
        if let Some(style) = style(text) {
            return Mark {
                column,
                style,
                word: None,
            };
        }
        // The label: a marker may stand at its beginning.
        let first = text.split_whitespace().next().unwrap_or_default();
        let is_marked = first.ends_with(['.', ')']) && text.len() > first.len();
        return Mark {
            column: n_columns,
            style: style(first).filter(|_| is_marked).unwrap_or(Style::Bare),
            word: None,
        };
    }
    Mark {
        column: n_columns,
        style: Style::Bare,
        word: None,
    }
}

fn style(text: &str) -> Option<Style> {
    let text = text.trim();
    let bare = text.trim_end_matches(['.', ')']);
    let suffix = text.strip_prefix(bare).unwrap_or_default();
    if bare.is_empty() || bare.len() > 4 {
        return None;
    }
    if bare.bytes().all(|b| b.is_ascii_digit()) {
        return Some(match (bare.starts_with('0') && bare.len() == 2, suffix) {
            (true, _) => Style::Padded,
            (false, ".") => Style::Dotted,
            (false, ")") => Style::Bracketed,
            (false, _) => Style::Plain,
        });
    }
    if bare.bytes().all(|b| b"IVX".contains(&b)) {
        return Some(Style::Roman);
    }
    (bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_alphabetic())).then_some(Style::Letter)
}

/// Where one marker serves two levels (programs and kegiatan both `1`), the labels' words tell them
/// apart, provided every such label has one.
fn split_by_words(marks: &mut [Mark], lines: &[Line], levels: &[Level]) {
    let mut words: BTreeMap<Mark, Vec<Option<usize>>> = BTreeMap::new();
    for (mark, line) in marks.iter().zip(lines) {
        words
            .entry(mark.clone())
            .or_default()
            .push(level_of(line, levels));
    }
    // Once a marker, not once a row: one marker may serve every row of a long list.
    words.retain(|_, found| {
        let all_named = found.iter().all(Option::is_some);
        all_named && found.windows(2).any(|pair| pair[0] != pair[1])
    });
    for (mark, line) in marks.iter_mut().zip(lines) {
        if words.contains_key(mark) {
            mark.word = level_of(line, levels);
        }
    }
}

/// Names of the outline's levels: the word most of its labels begin with, else the level after the
/// one above.
fn level_names(
    order: &[Mark],
    marks: &[Mark],
    lines: &[Line],
    levels: &[Level],
) -> Vec<Option<String>> {
    let mut names = Vec::with_capacity(order.len());
    let mut above: Option<usize> = None;
    for mark in order {
        let named = marks
            .iter()
            .zip(lines)
            .filter(|(other, _)| *other == mark)
            .find_map(|(_, line)| level_of(line, levels));
        let level = named.or_else(|| above.map(|above| above + 1));
        names.push(
            level
                .and_then(|level| levels.get(level))
                .map(|level| level.name.clone()),
        );
        above = level;
    }
    names
}
