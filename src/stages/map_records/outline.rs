//! The tree of tables without codes: from numbering (01, then 1, then nothing), indent, bold type,
//! capitals, or the words that labels begin with. Where several tell levels apart, the one whose sums
//! hold best is taken; known kinds are trusted with their numbering.

use std::collections::BTreeMap;

use super::marks::{Look, Style, looks};
use super::sums::{Score, Sums};
use super::{APART, set_parents};
use crate::config::profile::{Level, Tree, TreeSource};
use crate::model::of_which;
use crate::model::record::{Line, RecordSet};
use crate::model::text::normalize;

/// Deepest outline that is read.
const MAX_DEPTH: usize = 8;
/// Words that begin a line of what is left: it is an addend of nothing above it.
const LEFT: &[&str] = &["surplus", "defisit", "silpa", "sisa lebih", "laba", "rugi"];
/// Lines whose sums decide between outlines; the rest follows.
const SAMPLE: usize = 3000;

/// Grows the tree; `known` kinds are trusted, others only where at least half of the sums hold.
pub(super) fn grow(records: &mut RecordSet, tree: &Tree, known: bool) {
    let found = match tree.from {
        TreeSource::Words => by_words_or_looks(records, &tree.levels),
        TreeSource::Auto | TreeSource::Figures => by_looks(records, &tree.levels, known),
        TreeSource::None => None,
    };
    let listed = listed_by_looks(records);
    let Some((depths, levels)) = found else {
        for (line, is_listed) in records.lines.iter_mut().zip(listed) {
            line.stands_apart |= is_listed;
        }
        return;
    };
    let mut parents = parents(&depths);
    if tree.from == TreeSource::Words && !known && !Sums::of(records).score(&parents).is_borne_out()
    {
        return;
    }
    set_remarks_apart(&mut parents, &depths, records);
    for (parent, is_listed) in parents.iter_mut().zip(listed) {
        if is_listed {
            *parent = Some(APART);
        }
    }
    set_parents(&mut records.lines, &parents);
    for (line, level) in records.lines.iter_mut().zip(levels) {
        line.level = level
            .and_then(|level| tree.levels.get(level))
            .map(|level| level.name.as_str().into());
    }
}

/// Per line its depth, and the number of its level among those that the kind names.
type Outline = (Vec<usize>, Vec<Option<usize>>);

/// A list of some of what a sum holds ("di antaranya") belongs to no sum.
fn set_remarks_apart(parents: &mut [Option<usize>], depths: &[usize], records: &RecordSet) {
    let mut list: Option<usize> = None;
    for ((parent, line), &depth) in parents.iter_mut().zip(&records.lines).zip(depths) {
        list = list.filter(|&begun| depth >= begun);
        let begins = of_which::begins(&normalize(&line.name));
        if list.is_none() && begins && !has_figures(records, line) {
            list = Some(depth);
        }
        if list.is_some() || begins {
            *parent = Some(APART);
        }
    }
}

/// Whether a line states figures behind its number and name: a part that is mentioned with them is a list by itself.
fn has_figures(records: &RecordSet, line: &Line) -> bool {
    let mut columns = 1..records.typed.table.columns.len();
    columns.any(|column| records.typed.number(line.row_idx, column).is_some())
}

/// Per line whether it stands in a list of some of what a sum holds, by how lines look: such a list ends where a
/// line looks as the one before it did.
fn listed_by_looks(records: &RecordSet) -> Vec<bool> {
    let lines = &records.lines;
    let begins = |line: &Line| of_which::begins(&normalize(&line.name));
    if !lines.iter().any(begins) {
        return vec![false; lines.len()];
    }
    let looks = looks(records);
    let alike = |one: &Look, other: &Look| {
        (one.indent, one.column, one.style) == (other.indent, other.column, other.style)
    };
    let mut before: Option<&Look> = None;
    let (mut is_open, mut first): (bool, Option<&Look>) = (false, None);
    let listed = lines.iter().zip(&looks).map(|(line, look)| {
        if begins(line) {
            (is_open, first) = (!has_figures(records, line), None);
            return true;
        }
        // It ends where a line looks as the one before it did, or not as its first.
        let is_other = first.is_some_and(|first| !alike(first, look));
        is_open &= !is_other && !before.is_some_and(|before| alike(before, look));
        if is_open {
            first = first.or(Some(look));
        } else {
            before = Some(look);
        }
        is_open
    });
    listed.collect()
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

/// Beginnings of labels that tell a level, in one spelling, with its number.
type LevelWords = [(usize, String)];

fn level_words(levels: &[Level]) -> Vec<(usize, String)> {
    let levels = levels.iter().enumerate();
    levels
        .flat_map(|(idx, level)| level.words.iter().map(move |word| (idx, normalize(word))))
        .collect()
}

/// The level whose words a label begins with; of several the longest.
fn level_of(line: &Line, levels: &LevelWords) -> Option<usize> {
    if levels.is_empty() {
        return None;
    }
    let name = normalize(&line.name);
    let name = without_number(&name);
    let begins = |word: &str| {
        let rest = name.strip_prefix(word);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    levels
        .iter()
        .filter(|(_, word)| begins(word))
        .max_by_key(|(_, word)| word.len())
        .map(|(idx, _)| *idx)
}

/// A normalised label without the number or letter that it begins with: `1. Pendapatan`.
fn without_number(name: &str) -> &str {
    let is_number = |word: &str| {
        let is_short = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
        is_short || word.chars().count() == 1 || ["ii", "iii", "iv"].contains(&word)
    };
    match name.split_once(' ') {
        Some((first, rest)) if is_number(first) => rest,
        Some(_) | None => name,
    }
}

fn by_words(lines: &[Line], levels: &[Level]) -> Option<Vec<usize>> {
    let deepest = levels.len().checked_sub(1)?;
    let words = level_words(levels);
    let depths: Vec<usize> = lines
        .iter()
        .map(|line| level_of(line, &words).unwrap_or(deepest))
        .collect();
    let first = depths.first()?;
    depths.iter().any(|depth| depth != first).then_some(depths)
}

/// The outline that the words of the levels tell, where none that looks tell has more sums that hold: of a kind's
/// lines not all have names that it knows.
fn by_words_or_looks(records: &RecordSet, levels: &[Level]) -> Option<Outline> {
    let named = by_words(&records.lines, levels).map(|depths| {
        let levels = depths.iter().map(|&depth| Some(depth)).collect();
        (depths, levels)
    });
    let sums = Sums::of(records);
    let worth = |outline: &Outline| {
        let mut parents = parents(&outline.0);
        set_remarks_apart(&mut parents, &outline.0, records);
        net(sums.score(&parents))
    };
    let looks = by_looks(records, levels, false).filter(|looks| {
        named
            .as_ref()
            .is_none_or(|named| worth(looks) > worth(named))
    });
    looks.or_else(|| named.filter(|named| !is_unlikely(records, &sums, &named.0)))
}

/// Whether no sum of an outline holds, or nearly does, and all of its lines look alike: then names that the kind does not know are
/// no details of those that it does.
fn is_unlikely(records: &RecordSet, sums: &Sums, depths: &[usize]) -> bool {
    let score = sums.score(&parents(depths));
    let of = |look: &Look| {
        (
            look.indent,
            look.column,
            look.style,
            look.is_bold,
            look.is_capital,
        )
    };
    let looks = looks(records);
    let are_alike = looks
        .windows(2)
        .all(|pair| pair.first().map(of) == pair.last().map(of));
    score.holding == 0 && score.failing > 0 && are_alike && sums.are_far(&parents(depths))
}

/// What of a look tells levels apart.
#[derive(Debug, Clone, Copy, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a sign that is looked at or not"
)]
struct Signs {
    marks: bool,
    words: bool,
    indent: bool,
    bold: bool,
    capitals: bool,
}

const MARKS: Signs = Signs {
    marks: true,
    words: false,
    indent: false,
    bold: false,
    capitals: false,
};

/// What may tell levels apart, likeliest first.
const SIGNS: &[Signs] = &[
    MARKS,
    Signs {
        words: true,
        ..MARKS
    },
    Signs {
        indent: true,
        ..NONE
    },
    Signs {
        indent: true,
        ..MARKS
    },
    Signs {
        words: true,
        ..NONE
    },
    Signs { bold: true, ..NONE },
    Signs {
        bold: true,
        ..MARKS
    },
    Signs {
        capitals: true,
        ..NONE
    },
    Signs {
        capitals: true,
        ..MARKS
    },
    Signs {
        bold: true,
        capitals: true,
        ..NONE
    },
    Signs {
        bold: true,
        indent: true,
        ..NONE
    },
    Signs {
        capitals: true,
        indent: true,
        ..NONE
    },
    Signs {
        bold: true,
        words: true,
        ..NONE
    },
];

const NONE: Signs = Signs {
    marks: false,
    ..MARKS
};

/// The signs of a line: lines with the same ones are of one class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Class {
    indent: Option<(usize, usize)>,
    mark: Option<(usize, Style)>,
    #[expect(
        clippy::option_option,
        reason = "words are no sign here, or a sign that this line does not have"
    )]
    word: Option<Option<usize>>,
    bold: Option<bool>,
    capital: Option<bool>,
}

impl Signs {
    fn class(self, look: &Look) -> Class {
        Class {
            indent: self.indent.then_some(look.indent),
            mark: self.marks.then_some((look.column, look.style)),
            word: self.words.then_some(look.word),
            bold: self.bold.then_some(look.is_bold),
            capital: self.capitals.then_some(look.is_capital),
        }
    }
}

/// Lines by class, the classes numbered from the highest level down.
struct Classes {
    of_line: Vec<usize>,
    n: usize,
}

impl Classes {
    /// `None` where the signs tell nothing apart, or too much.
    fn new(looks: &[Look], signs: Signs) -> Option<Self> {
        let mut ids: BTreeMap<Class, usize> = BTreeMap::new();
        let mut of_line = Vec::with_capacity(looks.len());
        for look in looks {
            let next = ids.len();
            let id = *ids.entry(signs.class(look)).or_insert(next);
            if id >= MAX_DEPTH {
                return None;
            }
            of_line.push(id);
        }
        let n = ids.len();
        if signs.indent && !signs.marks {
            // Less indented is higher, whichever stands first.
            let mut rank = vec![0; n];
            for (depth, id) in ids.values().enumerate() {
                if let Some(slot) = rank.get_mut(*id) {
                    *slot = depth;
                }
            }
            for id in &mut of_line {
                *id = rank.get(*id).copied().unwrap_or_default();
            }
        }
        (n > 1).then_some(Self { of_line, n })
    }

    /// Depths where each class is one level.
    fn by_order(&self) -> Vec<usize> {
        self.of_line.clone()
    }

    /// Depths where a class stands below the one before it, unless it is open above already.
    fn by_nesting(&self) -> Vec<usize> {
        let mut open: Vec<usize> = Vec::new();
        let mut depths = Vec::with_capacity(self.of_line.len());
        for class in &self.of_line {
            match open.iter().position(|other| other == class) {
                Some(depth) => open.truncate(depth + 1),
                None => open.push(*class),
            }
            depths.push(open.len().saturating_sub(1));
        }
        depths
    }
}

/// The outline whose sums hold best; a known kind is trusted with its numbering where no other
/// outline's hold better.
fn by_looks(records: &RecordSet, levels: &[Level], known: bool) -> Option<Outline> {
    let looks = looks(records);
    let sums = Sums::of(records);
    let is_left: Vec<bool> = records.lines.iter().map(is_left).collect();
    let n_sample = looks.len().min(SAMPLE);
    let sample = |depths: &[usize]| {
        let parents = parents(depths.get(..n_sample).unwrap_or_default());
        sums.score(&parents)
    };
    let flat = net(sums.score(&vec![None; n_sample]));
    let trusted = if known {
        trusted(&looks, &records.lines, levels)
    } else {
        None
    };
    let mut best: Option<(i64, Classes, Vec<usize>)> = None;
    if let Some(classes) = trusted {
        let depths = raised(classes.by_order(), &is_left);
        best = Some((net(sample(&depths)), classes, depths));
    }
    for signs in SIGNS {
        for nest in [Classes::by_order, Classes::by_nesting] {
            let Some(classes) = Classes::new(&looks, *signs) else {
                continue;
            };
            let depths = raised(nest(&classes), &is_left);
            let score = sample(&depths);
            let beats = best.as_ref().map_or(flat, |(net, ..)| *net) < net(score);
            if score.is_borne_out() && beats && net(score) > flat {
                best = Some((net(score), classes, depths));
            }
        }
    }
    if let Some(depths) = by_sequence(&looks).map(|depths| raised(depths, &is_left)) {
        let score = sample(&depths);
        let beats = best.as_ref().map_or(flat, |(net, ..)| *net) < net(score);
        if score.is_borne_out() && beats {
            let n = depths.iter().max().map_or(0, |deepest| deepest + 1);
            let classes = Classes {
                of_line: depths.clone(),
                n,
            };
            best = Some((net(score), classes, depths));
        }
    }
    let (_, classes, depths) = best?;
    // What the first lines bear out, the others may not.
    if !known && depths.len() > n_sample && !sums.score(&parents(&depths)).is_borne_out() {
        return None;
    }
    let levels = level_numbers(&classes, &records.lines, levels);
    Some((depths, levels))
}

/// Whether a line states what is left: `SURPLUS/(DEFISIT)`.
fn is_left(line: &Line) -> bool {
    let name = normalize(&line.name);
    let begins = |word: &&str| {
        let rest = name.strip_prefix(*word);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    LEFT.iter().any(begins)
}

/// Depths with the lines of what is left at the top, where nothing stands below them.
fn raised(mut depths: Vec<usize>, is_left: &[bool]) -> Vec<usize> {
    let next: Vec<usize> = depths.iter().copied().skip(1).chain([0]).collect();
    for ((depth, next), &is_left) in depths.iter_mut().zip(next).zip(is_left) {
        if is_left && next == 0 {
            *depth = 0;
        }
    }
    depths
}

/// Depths where a list goes on with its next number and a first number begins a list below: one
/// style of marker may serve several levels.
fn by_sequence(looks: &[Look]) -> Option<Vec<usize>> {
    let mut open: Vec<(usize, Style, Option<u32>)> = Vec::new();
    let mut depths = Vec::with_capacity(looks.len());
    for look in looks {
        let alike = |(column, style, _): &(usize, Style, Option<u32>)| {
            (*column, *style) == (look.column, look.style)
        };
        let goes_on = |list: &(usize, Style, Option<u32>)| {
            alike(list) && list.2.and_then(|last| last.checked_add(1)) == look.nth
        };
        let found = match look.nth {
            None => open.iter().rposition(alike),
            Some(_) => open.iter().rposition(goes_on).or_else(|| {
                let begins = look.nth == Some(1);
                open.iter().rposition(alike).filter(|_| !begins)
            }),
        };
        if let Some(depth) = found {
            open.truncate(depth);
        }
        open.push((look.column, look.style, look.nth));
        if open.len() > MAX_DEPTH {
            return None;
        }
        depths.push(open.len() - 1);
    }
    Some(depths)
}

/// What speaks for a tree: a sum that holds twice as much as one that fails against it, since the
/// one is seldom chance and the other may be a slip.
fn net(score: Score) -> i64 {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX / 4);
    count(score.holding) * 2 - count(score.failing)
}

/// The outline that numbering alone tells: each marker one level, if the first line has one.
fn trusted(looks: &[Look], lines: &[Line], levels: &[Level]) -> Option<Classes> {
    let first = looks.first()?;
    let classes = Classes::new(looks, MARKS).filter(|_| first.style != Style::Bare)?;
    // Where one marker serves two levels, numbering alone does not tell them apart.
    let mut named: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut n_in_class = vec![0_usize; classes.n];
    let levels = &level_words(levels);
    for (line, class) in lines.iter().zip(&classes.of_line) {
        if let Some(level) = level_of(line, levels) {
            *named.entry((*class, level)).or_default() += 1;
        }
        if let Some(n) = n_in_class.get_mut(*class) {
            *n += 1;
        }
    }
    let serves_two = (0..classes.n).any(|class| {
        let found = named.range((class, 0)..(class + 1, 0));
        let n_named: usize = found.clone().map(|(_, n)| n).sum();
        found.count() > 1 && n_in_class.get(class) == Some(&n_named)
    });
    (!serves_two).then_some(classes)
}

/// Numbers of the outline's levels: the level whose words a label of the class begins with, else the
/// level after the one above.
fn level_numbers(classes: &Classes, lines: &[Line], levels: &[Level]) -> Vec<Option<usize>> {
    let mut named: Vec<Option<usize>> = vec![None; classes.n];
    let levels = &level_words(levels);
    for (line, class) in lines.iter().zip(&classes.of_line) {
        if let Some(slot) = named.get_mut(*class).filter(|slot| slot.is_none()) {
            *slot = level_of(line, levels);
        }
    }
    let mut above: Option<usize> = None;
    for slot in &mut named {
        *slot = slot.or_else(|| above.map(|above| above + 1));
        above = *slot;
    }
    classes
        .of_line
        .iter()
        .map(|class| named.get(*class).copied().flatten())
        .collect()
}
