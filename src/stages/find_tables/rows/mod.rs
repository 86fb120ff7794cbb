//! The rows below a header: what each is, and which sheet rows make one row together.

mod join;
mod words;

use std::collections::BTreeMap;

use join::{Group, join};
use words::{SHORT_LABEL, begins_total, is_bare_total, mean_word};
pub(super) use words::{begins_note, is_total_label};

use super::shape::{Shape, is_currency_mark, shape};
use crate::model::evidence::Why;
use crate::model::grid::{Cell, Grid};
use crate::model::table::{Row, RowKind};
use crate::model::text::normalize;

/// Reads the rows of a table's body, top to bottom.
pub(super) fn rows(grid: &Grid, sheet_rows: &[u32]) -> Vec<Row> {
    let groups = join(grid, sheet_rows);
    let marker = marker_column(grid, sheet_rows);
    let mut out: Vec<Row> = Vec::with_capacity(groups.len());
    let mut above = Above::default();
    for group in groups {
        let label = label(grid, &group);
        let (kind, is_sure, why) = kind(grid, &group, &label, marker, &above);
        above.add(kind, &label);
        let (indent, is_bold) = standing(grid, &group);
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
    demote_totals_in_the_middle(&mut out);
    doubt_inner_totals(&mut out);
    out
}

/// How far the label of a row is indented, and whether it is bold.
fn standing(grid: &Grid, group: &Group) -> (usize, bool) {
    let label = cells(grid, group).find(|(_, cell)| is_words(cell));
    label.map_or((0, false), |(_, cell)| {
        let raw = cell.raw();
        let n_spaces = raw.chars().take_while(|c| c.is_whitespace()).count();
        (
            usize::from(cell.style.indent) * 2 + n_spaces,
            cell.style.bold,
        )
    })
}

fn cells<'a>(grid: &'a Grid, group: &'a Group) -> impl Iterator<Item = (u32, &'a Cell)> {
    group.sheet_rows.iter().flat_map(|&row| grid.row(row))
}

/// Whether a cell holds words; `Rp` alone belongs to the number beside it.
fn is_words(cell: &Cell) -> bool {
    shape(cell) == Shape::Words && !is_currency_mark(cell)
}

/// Whether the first words of a row are those of a total.
fn is_total_text(grid: &Grid, row: u32) -> bool {
    let label = grid.row(row).find(|(_, cell)| is_words(cell));
    label.is_some_and(|(_, cell)| begins_total(&normalize(&cell.raw())))
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
    /// Lines by the first word of their label.
    by_word: BTreeMap<String, usize>,
    last: Option<RowKind>,
}

impl Above {
    fn add(&mut self, kind: RowKind, label: &str) {
        self.last = Some(kind);
        if kind == RowKind::Line {
            self.n_lines += 1;
            *self.by_word.entry(first_word(label)).or_default() += 1;
        }
    }
}

/// The first word of a label, normalised.
fn first_word(label: &str) -> String {
    let first = label.split_whitespace().next().unwrap_or_default();
    normalize(first)
}

/// The leftmost column in which at least half of the rows hold a number or code.
fn marker_column(grid: &Grid, sheet_rows: &[u32]) -> Option<u32> {
    let first = sheet_rows
        .iter()
        .filter_map(|&row| grid.row(row).next().map(|(col, _)| col))
        .min()?;
    let n_marks = sheet_rows
        .iter()
        .filter_map(|&row| grid.cell(row, first))
        .filter(|cell| matches!(shape(cell), Shape::Small | Shape::Code))
        .count();
    (n_marks * 2 >= sheet_rows.len()).then_some(first)
}

/// The first words of a row, with those that go on below them.
fn label(grid: &Grid, group: &Group) -> String {
    let words = cells(grid, group).find(|(_, cell)| is_words(cell));
    let Some((col, cell)) = words.or_else(|| cells(grid, group).next()) else {
        return String::new();
    };
    let mut raw = cell.raw();
    if group.joined == Some(Why::LabelBelow) {
        let below = group.sheet_rows.iter().skip(1);
        for (_, more) in below
            .flat_map(|&row| grid.row(row))
            .filter(|(other, _)| *other == col)
        {
            raw.push(' ');
            raw.push_str(&more.raw());
        }
    }
    raw.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn kind(
    grid: &Grid,
    group: &Group,
    label: &str,
    marker: Option<u32>,
    above: &Above,
) -> (RowKind, bool, Why) {
    let cells = || cells(grid, group);
    let is_marker = |col: u32| Some(col) == marker;
    let has_number = cells().any(|(col, cell)| !is_marker(col) && shape(cell) != Shape::Words);
    let line = |why: Why| (RowKind::Line, true, why);
    let unmarked = marker.is_some_and(|marker| {
        !cells().any(|(col, cell)| col == marker && shape(cell) != Shape::Words)
    });
    let words = normalize(label);
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
        let why = without_figures(grid, group, marker, after_total);
        return why.map_or_else(|| line(Why::HasLabelOnly), |why| (RowKind::Note, true, why));
    }
    let mean = mean_word(&words);
    if mean.is_none() && !begins_total(&words) {
        // Under a total, a row without the lines' numbering says something about the whole.
        return if after_total && unmarked {
            (RowKind::Note, true, Why::BesideTotal)
        } else {
            line(Why::HasFigures)
        };
    }
    let n_alike = above.by_word.get(&first_word(label)).copied().unwrap_or(0);
    if n_alike * 2 > above.n_lines {
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

/// Why a row without figures is a note, if it is. A heading without figures keeps its marker; a
/// note has neither, and stands alone.
fn without_figures(
    grid: &Grid,
    group: &Group,
    marker: Option<u32>,
    after_total: bool,
) -> Option<Why> {
    let cells = || cells(grid, group);
    let is_marker = |col: u32| Some(col) == marker;
    if cells().any(|(col, cell)| is_marker(col) && shape(cell) != Shape::Words) {
        return None;
    }
    if after_total {
        return Some(Why::WordsBelowTotal);
    }
    if cells().count() == 1 {
        if marker.is_some() {
            return Some(Why::WordsAlone);
        }
        if cells().any(|(_, cell)| begins_note(&cell.raw())) {
            return Some(Why::NoteWords);
        }
    }
    let is_for_number = cells().any(|(col, cell)| is_marker(col) && shape(cell) == Shape::Words);
    is_for_number.then_some(Why::WordsForNumber)
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
