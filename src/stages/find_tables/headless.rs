//! Tables without a header. Comes in: the rows of a sheet on which no header was found. Goes out: runs
//! of rows that are alike, column by column, as a roster or a list of figures is. Never takes text
//! or a form for a table.

use super::by_column::ByColumn;
use super::shape::Shape;
use super::sheet::Sheet;

/// Fewest rows of such a table.
const MIN_ROWS: usize = 3;

/// The first run of rows that are alike, as a range of indexes into the filled rows.
pub(super) fn run(sheet: &Sheet<'_>, filled: &[u32]) -> Option<(usize, usize)> {
    let mut first = 0;
    while first < filled.len() {
        let rest = filled.get(first..).unwrap_or_default();
        let n_rows = rest
            .iter()
            .zip(filled.get(first).copied().unwrap_or_default()..)
            .take_while(|(row, expected)| **row == *expected && sheet.row(**row).len() >= 2)
            .count();
        let rows = rest.get(..n_rows).unwrap_or_default();
        if n_rows >= MIN_ROWS && are_alike(sheet, rows) {
            return Some((first, first + n_rows));
        }
        first += n_rows.max(1);
    }
    None
}

/// Whether at least two columns are filled in most rows, each with one sort of cells, and one of them
/// with figures.
fn are_alike(sheet: &Sheet<'_>, rows: &[u32]) -> bool {
    let mut columns: ByColumn<[usize; 3]> = ByColumn::default();
    for &row in rows {
        for look in sheet.row(row) {
            let class = match look.shape {
                Shape::Words => 0,
                Shape::Small | Shape::Code => 1,
                Shape::Amount | Shape::Dash => 2,
            };
            let counts = columns.of(look.col);
            if let Some(count) = counts.and_then(|counts| counts.get_mut(class)) {
                *count += 1;
            }
        }
    }
    let is_most = |count: usize| count * 10 >= rows.len() * 8;
    let n_usual = columns
        .iter()
        .filter(|(_, [words, marks, figures])| is_most(*words) || is_most(marks + figures))
        .count();
    let has_figures = columns
        .iter()
        .any(|(_, [_, marks, figures])| is_most(marks + figures) && marks + figures > 0);
    n_usual >= 2 && has_figures
}
