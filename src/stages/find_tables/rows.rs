//! The rows below a header: what each is, and which sheet rows make one row together.

use std::collections::{BTreeMap, BTreeSet};

use super::shape::{Shape, shape};
use crate::model::grid::Grid;
use crate::model::table::{Row, RowKind};
use crate::model::text::normalize;

/// First words of a label that announce a sum.
const TOTAL_WORDS: &[&str] = &[
    "total",
    "jumlah",
    "grand total",
    "sub total",
    "subtotal",
    "sub jumlah",
    "hasil evaluasi",
    "nilai hasil",
    "nilai akhir",
];
/// Words of a label that announce a mean.
const MEAN_WORDS: &[&str] = &[
    "rata rata",
    "rerata",
    "average",
    "mean",
    "tingkat keberhasilan",
];
/// Longest label, in words, of a total that stands among lines without numbering.
const SHORT_LABEL: usize = 3;

/// Whether a normalised text can only be the label of a total; longer ones may be indicators.
pub(super) fn is_total_label(words: &str) -> bool {
    let short = words.split(' ').count() <= SHORT_LABEL;
    TOTAL_WORDS
        .iter()
        .any(|word| words == *word || (short && words.starts_with(&format!("{word} "))))
}

/// Reads the rows of a table's body, top to bottom.
pub(super) fn rows(grid: &Grid, sheet_rows: &[u32]) -> Vec<Row> {
    let groups = join_continued(grid, sheet_rows);
    let marker = marker_column(grid, sheet_rows);
    let mut out: Vec<Row> = Vec::with_capacity(groups.len());
    let mut above = Above::default();
    for group in groups {
        let label = label(grid, &group);
        let (kind, is_sure) = kind(grid, &group, &label, marker, &above);
        above.add(kind, &label);
        let (indent, is_bold) = standing(grid, &group);
        out.push(Row {
            sheet_rows: group,
            kind,
            label,
            is_sure,
            indent,
            is_bold,
        });
    }
    demote_totals_in_the_middle(&mut out);
    doubt_inner_totals(&mut out);
    out
}

/// How far the label of a row is indented, and whether it is bold.
fn standing(grid: &Grid, group: &[u32]) -> (usize, bool) {
    let mut cells = group.iter().flat_map(|&row| grid.row(row));
    let label = cells.find(|(_, cell)| shape(cell) == Shape::Words);
    label.map_or((0, false), |(_, cell)| {
        let raw = cell.raw();
        let n_spaces = raw.chars().take_while(|c| c.is_whitespace()).count();
        (
            usize::from(cell.style.indent) * 2 + n_spaces,
            cell.style.bold,
        )
    })
}

/// A label that only says more than `Jumlah` announces a total where nothing but notes and other
/// totals follows; in the middle it may be a line of its own.
fn doubt_inner_totals(rows: &mut [Row]) {
    let last_line = rows.iter().rposition(|row| row.kind == RowKind::Line);
    for (idx, row) in rows.iter_mut().enumerate() {
        let is_exact = TOTAL_WORDS.contains(&normalize(&row.label).as_str());
        let is_inner = last_line.is_some_and(|last| last > idx);
        if row.kind == RowKind::Total && is_inner && !is_exact {
            row.is_sure = false;
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

/// Joins a row with the next one when each has what the other lacks: a name and amount here, its
/// code pushed to the row below.
fn join_continued(grid: &Grid, sheet_rows: &[u32]) -> Vec<Vec<u32>> {
    let mut filled: BTreeMap<u32, usize> = BTreeMap::new();
    for &row in sheet_rows {
        for (col, _) in grid.row(row) {
            *filled.entry(col).or_default() += 1;
        }
    }
    // Columns that nearly every row fills.
    let usual: BTreeSet<u32> = filled
        .into_iter()
        .filter(|(_, count)| count * 10 >= sheet_rows.len() * 8)
        .map(|(col, _)| col)
        .collect();
    let columns = |row: u32| grid.row(row).map(|(col, _)| col).collect::<BTreeSet<u32>>();
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for &row in sheet_rows {
        let here = columns(row);
        let joins = groups.last().is_some_and(|group| {
            let [above] = group.as_slice() else {
                return false;
            };
            let before = columns(*above);
            let only_marks = grid
                .row(row)
                .all(|(_, cell)| matches!(shape(cell), Shape::Small | Shape::Code));
            only_marks
                && row == above + 1
                && here.is_disjoint(&before)
                && usual
                    .iter()
                    .any(|col| here.contains(col) && !before.contains(col))
                && usual
                    .iter()
                    .any(|col| before.contains(col) && !here.contains(col))
        });
        match groups.last_mut() {
            Some(group) if joins => group.push(row),
            _ => groups.push(vec![row]),
        }
    }
    groups
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

fn label(grid: &Grid, group: &[u32]) -> String {
    let cells = || group.iter().flat_map(|&row| grid.row(row));
    let words = cells().find(|(_, cell)| shape(cell) == Shape::Words);
    words
        .or_else(|| cells().next())
        .map(|(_, cell)| cell.raw().split_whitespace().collect::<Vec<_>>().join(" "))
        .unwrap_or_default()
}

fn kind(
    grid: &Grid,
    group: &[u32],
    label: &str,
    marker: Option<u32>,
    above: &Above,
) -> (RowKind, bool) {
    let cells = || group.iter().flat_map(|&row| grid.row(row));
    let is_marker = |col: u32| Some(col) == marker;
    let has_number = cells().any(|(col, cell)| !is_marker(col) && shape(cell) != Shape::Words);
    let line = (RowKind::Line, true);
    if above.n_lines == 0 {
        return line;
    }
    let unmarked = marker.is_some_and(|marker| {
        !cells().any(|(col, cell)| col == marker && shape(cell) != Shape::Words)
    });
    let after_total = above.last.is_some_and(|last| last != RowKind::Line);
    if !has_number {
        // A heading without figures keeps its marker; a note has neither, and stands alone.
        let marked = cells().any(|(col, cell)| is_marker(col) && shape(cell) != Shape::Words);
        let alone = cells().count() == 1;
        let label_in_marker =
            cells().any(|(col, cell)| is_marker(col) && shape(cell) == Shape::Words);
        return if !marked && (after_total || (alone && marker.is_some()) || label_in_marker) {
            (RowKind::Note, true)
        } else {
            line
        };
    }
    let words = normalize(label);
    let begins = |word: &&str| words == **word || words.starts_with(&format!("{word} "));
    let ends = |word: &&str| words.ends_with(&format!(" {word}"));
    let mean = MEAN_WORDS.iter().find(|word| begins(word) || ends(word));
    let total = TOTAL_WORDS.iter().any(begins);
    if mean.is_none() && !total {
        // Under a total, a row without the lines' numbering says something about the whole.
        return if after_total && unmarked {
            (RowKind::Note, true)
        } else {
            line
        };
    }
    let n_alike = above.by_word.get(&first_word(label)).copied().unwrap_or(0);
    if n_alike * 2 > above.n_lines {
        // `Jumlah OPD ...` among other `Jumlah ...` is an indicator, not a total.
        return line;
    }
    if let Some(mean) = mean {
        let is_sure = words == *mean || unmarked;
        return if marker.is_some() && !is_sure {
            line
        } else {
            (RowKind::Mean, is_sure)
        };
    }
    let exact = TOTAL_WORDS.contains(&words.as_str());
    // A numbered row is a line, whatever it is called, unless it is called nothing but a total.
    match (exact || unmarked, marker.is_some()) {
        (true, _) => (RowKind::Total, true),
        (false, true) => line,
        (false, false) => (RowKind::Total, false),
    }
}

/// A long `Jumlah ...` label that lines follow was an indicator after all.
fn demote_totals_in_the_middle(rows: &mut [Row]) {
    let last_line = rows.iter().rposition(|row| row.kind == RowKind::Line);
    for idx in 0..rows.len() {
        let Some(row) = rows.get_mut(idx) else { break };
        let long = row.label.split_whitespace().count() > SHORT_LABEL + 2;
        if row.kind == RowKind::Total && long && last_line.is_some_and(|last| last > idx) {
            row.kind = RowKind::Line;
        }
    }
}
