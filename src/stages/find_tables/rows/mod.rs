//! The rows below a header: what each is, and which sheet rows make one row together.

mod join;
mod persons;
mod signatures;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;

use smol_str::SmolStr;

use join::{Group, begins_with_code, join};
pub(super) use signatures::begins_signature;
use words::{SHORT_LABEL, is_bare_total, is_carried, is_tax, may_be_mean, mean_word};
pub(super) use words::{begins_note, begins_total, is_total_label, may_be_total};

use super::by_column::Columns;
use super::shape::Shape;
use super::sheet::{Look, Sheet};
use super::{joined_letters, one_spaced};
use crate::model::evidence::Why;
use crate::model::extreme::Extreme;
use crate::model::person_number::is_whole_number;
use crate::model::table::{Row, RowKind};
use crate::model::text::{is_normally, normalize};

/// Reads the rows of a table's body, top to bottom.
pub(super) fn rows(sheet: &Sheet<'_>, sheet_rows: &[u32]) -> Vec<Row> {
    let groups = join(sheet, sheet_rows);
    let marker = marker_column(sheet, sheet_rows);
    let mut out: Vec<Row> = Vec::with_capacity(groups.len());
    let mut above = Above::default();
    for group in groups {
        let first = named(sheet, &group);
        let label = label(sheet, &group, first);
        let (kind, is_sure, why) = kind(sheet, &group, &label, marker, &mut above, &out);
        above.add(kind);
        let (indent, is_bold) = first.map_or((0, false), standing);
        out.push(Row {
            sheet_rows: group.sheet_rows,
            kind,
            label,
            is_sure,
            why,
            joined: group.joined,
            indent,
            is_bold,
        });
    }
    restore_kinds(&mut out);
    restore_headings(sheet, &mut out);
    note_the_end(sheet, &mut out);
    signatures::note(sheet, &mut out);
    demote_totals_in_the_middle(&mut out);
    doubt_inner_totals(&mut out);
    out
}

/// Makes lines of rows that only their names set apart, where lines stand below them: classes may be called
/// `Tertinggi`, and pupils `Pindahan`.
fn restore_kinds(rows: &mut [Row]) {
    let is_line = |row: &Row| row.kind == RowKind::Line && row.why == Why::HasFigures;
    let Some(last) = rows.iter().rposition(is_line) else {
        return;
    };
    let Some(first) = rows.iter().position(is_line) else {
        return;
    };
    let n_carried = rows.iter().filter(|row| is_carried(&row.label)).count();
    // A total of all classes stands below them, the highest of all lines below their total.
    let total = rows
        .iter()
        .position(|row| row.kind == RowKind::Total && !is_carried(&row.label));
    let last = total.unwrap_or(last).max(last);
    for (idx, row) in rows.iter_mut().enumerate().take(last).skip(first) {
        let is_above = total.is_none_or(|total| idx < total);
        let is_class = is_above && row.kind == RowKind::Note && Extreme::of(&row.label).is_some();
        let is_alone = row.kind == RowKind::Total && n_carried == 1 && is_carried(&row.label);
        if is_class || is_alone {
            (row.kind, row.why) = (RowKind::Line, Why::HasFigures);
        }
    }
}

/// The cell that names a row: its first words, with or without their code before them. Short ones with a
/// code may look like a number with its unit, so where there are no others any text will do.
fn named<'s, 'a>(sheet: &'s Sheet<'a>, group: &Group) -> Option<&'s Look<'a>> {
    let has_letters = |look: &Look<'_>| look.text().contains(char::is_alphabetic) && !look.is_mark;
    let is_coded = |look: &Look<'_>| begins_with_code(look) && has_letters(look);
    let mut all = looks(sheet, group);
    let named = all.clone().find(|look| look.is_label() || is_coded(look));
    named.or_else(|| all.find(|look| has_letters(look)))
}

/// How far a label is indented, and whether it is bold.
fn standing(label: &Look<'_>) -> (usize, bool) {
    let text = label.text();
    let n_spaces = text.chars().take_while(|c| c.is_whitespace()).count();
    let style = &label.cell.style;
    (usize::from(style.indent) * 2 + n_spaces, style.bold)
}

fn looks<'s, 'a>(
    sheet: &'s Sheet<'a>,
    group: &Group,
) -> impl Iterator<Item = &'s Look<'a>> + Clone {
    group.sheet_rows.iter().flat_map(|&row| sheet.row(row))
}

/// Whether the first words of a row are those of a total.
fn is_total_text(sheet: &Sheet<'_>, row: u32) -> bool {
    let label = sheet.row(row).iter().find(|look| look.is_label());
    label.is_some_and(|label| {
        let text = label.text();
        may_be_total(&text) && begins_total(&normalize(&text))
    })
}

/// A label that only says more than `Jumlah` announces a total where nothing but notes and other
/// totals follows; in the middle it may be a line of its own.
fn doubt_inner_totals(rows: &mut [Row]) {
    let last_line = rows.iter().rposition(|row| row.kind == RowKind::Line);
    for (idx, row) in rows.iter_mut().enumerate() {
        let is_inner = last_line.is_some_and(|last| last > idx);
        if row.kind == RowKind::Total && is_inner {
            row.is_sure &= is_bare_total(&normalize(&row.label));
            if row.why != Why::TotalOnTop {
                row.why = Why::TotalInside;
            }
        }
    }
}

/// What the rows above a row are, in numbers.
#[derive(Debug, Default)]
struct Above {
    n_lines: usize,
    /// Lines whose label begins with a word that was asked for, and the rows that are counted.
    by_word: BTreeMap<String, (usize, usize)>,
    last: Option<RowKind>,
}

impl Above {
    fn add(&mut self, kind: RowKind) {
        self.last = Some(kind);
        self.n_lines += usize::from(kind == RowKind::Line);
    }

    /// How many lines begin with the same word as a label. Few words are asked for, since only totals
    /// ask; what was counted once stays so.
    fn n_alike(&mut self, rows: &[Row], label: &str) -> usize {
        let word = normalize(first_word(label));
        let (n_alike, n_counted) = self.by_word.entry(word.clone()).or_default();
        for row in rows.get(*n_counted..).unwrap_or_default() {
            let is_alike = row.kind == RowKind::Line && is_normally(first_word(&row.label), &word);
            *n_alike += usize::from(is_alike);
        }
        *n_counted = rows.len();
        *n_alike
    }
}

fn first_word(label: &str) -> &str {
    label.split_whitespace().next().unwrap_or_default()
}

/// The leftmost column in which at least half of the rows hold a number or code.
fn marker_column(sheet: &Sheet<'_>, sheet_rows: &[u32]) -> Option<u32> {
    let first = sheet_rows
        .iter()
        .filter_map(|&row| sheet.row(row).first().map(|look| look.col))
        .min()?;
    let n_marks = sheet_rows
        .iter()
        .filter_map(|&row| sheet.cell(row, first))
        .filter(|look| matches!(look.shape, Shape::Small | Shape::Code))
        .count();
    (n_marks * 2 >= sheet_rows.len()).then_some(first)
}

/// The first words of a row, with those that go on below them.
fn label(sheet: &Sheet<'_>, group: &Group, words: Option<&Look<'_>>) -> SmolStr {
    let Some(first) = words.or_else(|| looks(sheet, group).next()) else {
        return SmolStr::default();
    };
    let mut text = first.text();
    if group.joined == Some(Why::LabelBelow) {
        let below = group.sheet_rows.iter().skip(1);
        for more in below.filter_map(|&row| sheet.cell(row, first.col)) {
            let text = text.to_mut();
            text.push(' ');
            text.push_str(&more.text());
        }
    }
    let label = joined_letters(&text).unwrap_or_else(|| one_spaced(&text));
    // A long text is shared with its cell.
    if label == *text && matches!(text, Cow::Borrowed(_)) {
        first.cell.kept()
    } else {
        label.into()
    }
}

fn kind(
    sheet: &Sheet<'_>,
    group: &Group,
    label: &str,
    marker: Option<u32>,
    above: &mut Above,
    rows: &[Row],
) -> (RowKind, bool, Why) {
    let looks = || looks(sheet, group).filter(|look| look.shape != Shape::Words);
    // Below a table of numbered lines the number of a person is that of who signed.
    let is_of_signer = |look: &Look<'_>| look.has_digits() && is_whole_number(&look.text());
    let is_marked = || marker.is_none() || looks().any(|look| Some(look.col) == marker);
    let has_number =
        looks().any(|look| Some(look.col) != marker && (!is_of_signer(look) || is_marked()));
    let line = |why: Why| (RowKind::Line, true, why);
    let unmarked = marker.is_some_and(|marker| !looks().any(|look| look.col == marker));
    // Most labels need not be normalised to be known as those of lines.
    let words = if may_be_total(label) || may_be_mean(label) {
        normalize(label)
    } else {
        String::new()
    };
    if above.n_lines == 0 {
        return match (
            has_number,
            is_bare_total(&words) && marker.is_none_or(|_| unmarked),
        ) {
            (true, true) => (RowKind::Total, true, Why::TotalOnTop),
            (true, false) => line(Why::HasFigures),
            (false, _) => line(Why::HasLabelOnly),
        };
    }
    let after_total = above.last.is_some_and(|last| last != RowKind::Line);
    if !has_number {
        let why = without_figures(sheet, group, marker, after_total);
        return why.map_or_else(|| line(Why::HasLabelOnly), |why| (RowKind::Note, true, why));
    }
    if marker.is_none_or(|_| unmarked) && is_carried(label) {
        return (RowKind::Total, true, Why::TotalWord);
    }
    // What is highest above is none of the lines.
    if marker.is_none_or(|_| unmarked) && Extreme::of(label).is_some() {
        return (RowKind::Note, true, Why::BesideTotal);
    }
    let mean = mean_word(&words);
    if mean.is_none() && !begins_total(&words) {
        // Under a total, a row without the lines' numbering says something about the whole; so does a tax.
        let says_tax = || marker.is_none() && leads_with_label(sheet, group) && is_tax(label);
        return if after_total && (unmarked || says_tax()) {
            (RowKind::Note, true, Why::BesideTotal)
        } else {
            line(Why::HasFigures)
        };
    }
    if above.n_alike(rows, label) * 2 > above.n_lines {
        // `Jumlah OPD ...` among other `Jumlah ...` is an indicator, not a total.
        return line(Why::AlikeLines);
    }
    if let Some(mean) = mean {
        let is_sure = words == mean || unmarked;
        return if marker.is_some() && !is_sure {
            line(Why::NumberedAsLines)
        } else {
            (RowKind::Mean, is_sure, Why::MeanWord)
        };
    }
    // A numbered row is a line, whatever it is called, unless it is called nothing but a total.
    match (is_bare_total(&words), unmarked, marker.is_some()) {
        (true, ..) => (RowKind::Total, true, Why::TotalWord),
        (false, true, _) => (RowKind::Total, true, Why::TotalUnnumbered),
        (false, false, true) => line(Why::NumberedAsLines),
        (false, false, false) => (RowKind::Total, false, Why::TotalWord),
    }
}

/// Whether nothing stands left of a row's first words.
fn leads_with_label(sheet: &Sheet<'_>, group: &Group) -> bool {
    looks(sheet, group).next().is_some_and(Look::is_label)
}

/// Why a row without figures is a note, if it is. A heading without figures keeps its marker; a
/// note has neither, and stands alone.
fn without_figures(
    sheet: &Sheet<'_>,
    group: &Group,
    marker: Option<u32>,
    after_total: bool,
) -> Option<Why> {
    let mut marks = looks(sheet, group).filter(|look| Some(look.col) == marker);
    if marks.clone().any(|mark| mark.shape != Shape::Words) {
        return None;
    }
    if after_total {
        return Some(Why::WordsBelowTotal);
    }
    let mut all = looks(sheet, group);
    if let (Some(alone), None) = (all.next(), all.next()) {
        if marker.is_some() {
            return Some(Why::WordsAlone);
        }
        if begins_note(&alone.text()) {
            return Some(Why::NoteWords);
        }
    }
    marks.next().map(|_| Why::WordsForNumber)
}

/// Words right below a total are a heading where they are marked as an earlier heading is, `B` as `A`,
/// and a line follows.
fn restore_headings(sheet: &Sheet<'_>, rows: &mut [Row]) {
    let mark = |row: &Row| {
        let first = sheet.row(*row.sheet_rows.first()?).first()?;
        is_outline_mark(&first.text()).then_some(first.col)
    };
    let last = rows.iter().rposition(|row| row.why == Why::HasFigures);
    let mut marked = Columns::default();
    for row in rows.iter_mut().take(last.unwrap_or_default()) {
        let is_heading = row.why == Why::HasLabelOnly;
        if !is_heading && row.why != Why::WordsBelowTotal {
            continue;
        }
        let Some(col) = mark(row) else { continue };
        if is_heading {
            marked.insert(col);
        } else if marked.contains(col) {
            (row.kind, row.why) = (RowKind::Line, Why::HasLabelOnly);
        }
    }
}

/// Whether a text is one letter or a Roman number, as `B`, `II.` and `(c)`.
fn is_outline_mark(text: &str) -> bool {
    let bare = text.trim().trim_matches(['(', ')', '.']);
    let is_roman = |c: char| matches!(c.to_ascii_uppercase(), 'I' | 'V' | 'X' | 'L');
    match bare.len() {
        0 => false,
        1 => bare.chars().all(|c| c.is_ascii_alphabetic()),
        len => len <= LONGEST_MARK && bare.chars().all(is_roman),
    }
}

/// Longest Roman number that marks a heading.
const LONGEST_MARK: usize = 5;

/// Words behind the last figures are notes or signatures where they stand alone, or below a blank
/// row: a heading has lines under it.
fn note_the_end(sheet: &Sheet<'_>, rows: &mut [Row]) {
    let has_figures = |row: &Row| row.kind != RowKind::Note && row.why != Why::HasLabelOnly;
    let Some(last) = rows.iter().rposition(has_figures) else {
        return;
    };
    let mut previous = rows
        .get(last)
        .and_then(|row| row.sheet_rows.last().copied());
    let mut after_gap = false;
    for row in rows.iter_mut().skip(last + 1) {
        let first = row.sheet_rows.first().copied();
        after_gap |= first > previous.map(|previous| previous + 1);
        previous = row.sheet_rows.last().copied();
        let looks = || row.sheet_rows.iter().flat_map(|&row| sheet.row(row));
        let is_coded = looks().any(|look| look.shape != Shape::Words);
        if row.kind == RowKind::Line && !is_coded && (after_gap || looks().count() == 1) {
            (row.kind, row.why) = (RowKind::Note, Why::WordsAtEnd);
        }
    }
}

/// A long `Jumlah ...` label that lines follow was an indicator after all.
fn demote_totals_in_the_middle(rows: &mut [Row]) {
    let last_line = rows.iter().rposition(|row| row.kind == RowKind::Line);
    for (idx, row) in rows.iter_mut().enumerate() {
        let long = row.label.split_whitespace().count() > SHORT_LABEL + 2;
        if row.kind == RowKind::Total && long && last_line.is_some_and(|last| last > idx) {
            row.kind = RowKind::Line;
            row.why = Why::LongLabel;
        }
    }
}
