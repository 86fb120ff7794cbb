//! Tables that stand side by side. Comes in: the grid of a sheet. Goes out: the same cells in grids of
//! their own, one a table that stands apart by a blank column, each cell in its place. Never parts a
//! table whose columns merely have a blank one between them.

use super::header::signature;
use super::shape::Shape;
use super::sheet::{Look, Sheet};
use crate::model::grid::Grid;
use crate::model::place::CellRef;

/// Most tables beside each other.
const MAX_PARTS: usize = 8;
/// Rows by which a table beside another must at least end before it; one where the gap is wide.
const MIN_SHORTER: usize = 2;

/// Rows below a table that show enough of the one beside it.
const FAR: usize = 40;

/// The cells of a sheet, parted where tables stand side by side.
pub(super) fn parts(grid: &Grid) -> Vec<Sheet<'_>> {
    let mut left = Sheet::of(grid);
    let mut apart: Vec<Sheet<'_>> = Vec::new();
    let filled = left.filled_rows();
    let mut at = 0;
    while at < filled.len() {
        let block = (apart.len() < MAX_PARTS)
            .then(|| block_beside(&left, &filled, at))
            .flatten();
        match block {
            Some(block) => {
                let rows = block.first_row..=block.last_row;
                let is_in = |at: CellRef| rows.contains(&at.row) && at.col >= block.first_col;
                apart.push(left.take(is_in));
                // There may be another to its left.
            }
            None => at += 1,
        }
    }
    apart.push(left);
    apart.reverse();
    apart
}

/// A table right of another: all cells from a column on, in some rows.
struct Block {
    first_row: u32,
    last_row: u32,
    first_col: u32,
}

/// The table whose header begins in a row, right of another table.
fn block_beside(sheet: &Sheet<'_>, filled: &[u32], at: usize) -> Option<Block> {
    let row = *filled.get(at)?;
    let first_col = last_segment(sheet, row)?;
    let header = right(sheet, row, first_col);
    let is_words = |look: &Look<'_>| look.shape == Shape::Words;
    // A title may stand over the block.
    let above = row.checked_sub(1);
    let title = above.filter(|&above| is_title(sheet, above, first_col));
    let is_top =
        title.is_some() || above.is_none_or(|above| right(sheet, above, first_col).is_empty());
    if header.len() < 2 || !header.iter().all(is_words) || !is_top {
        return None;
    }
    let merged_to = header
        .iter()
        .filter_map(|look| sheet.merge_at(row, look.col));
    let head_end = merged_to.map(|merge| merge.last.row).max().unwrap_or(row);
    // Above the header of the block the left table may have begun already.
    let words_left: Vec<String> = (row.saturating_sub(4)..=head_end)
        .flat_map(|row| left_words(sheet, row, first_col))
        .collect();
    let mut body = Body::default();
    let below = filled.iter().skip(at + 1).copied();
    for row in below.filter(|row| *row > head_end) {
        // Behind a gap another table may begin with its header, and says nothing of the one above.
        if body.begins_another(sheet, row, first_col, &words_left) {
            break;
        }
        if !body.take(sheet, row, first_col, head_end) {
            return None;
        }
        if body.is_over {
            break;
        }
    }
    let last_row = body.last?;
    let repeats = signature(sheet, row)
        .iter()
        .rev()
        .take(header.len())
        .any(|text| words_left.contains(text));
    let is_table = body.n_labels * 2 > body.n_rows && body.n_figures > 0 && body.n_left > 0;
    // A gap of several columns parts more surely than one, which a table may have within.
    let is_wide = first_col.checked_sub(2).is_some_and(|gap| {
        let mut rows = row..=last_row;
        rows.all(|row| (gap..first_col).all(|col| sheet.cell(row, col).is_none()))
    });
    let n_shorter = if is_wide { 1 } else { MIN_SHORTER };
    let ends_apart = body.n_left_after >= n_shorter || body.n_right_after >= MIN_SHORTER;
    (is_table && (repeats || ends_apart)).then_some(Block {
        first_row: title.unwrap_or(row),
        last_row,
        first_col,
    })
}

/// What stands below a header on the right, and left of it.
#[derive(Default)]
struct Body {
    last: Option<u32>,
    n_rows: usize,
    n_labels: usize,
    n_figures: usize,
    /// Rows in which the left has several cells, too.
    n_left: usize,
    /// Such rows below the last on the right.
    n_left_after: usize,
    /// Rows with a label on the right below the last on the left.
    n_right_after: usize,
    is_over: bool,
}

impl Body {
    /// Whether words on the left only, behind a gap, are the header of another table: not that of the
    /// left table again, which `words_left` holds.
    fn begins_another(
        &self,
        sheet: &Sheet<'_>,
        row: u32,
        first_col: u32,
        words_left: &[String],
    ) -> bool {
        let is_behind = self.last.is_some_and(|last| row > last + 1);
        let looks = sheet.row(row);
        is_behind
            && self.n_left_after == 0
            && looks.len() > 1
            && looks
                .iter()
                .all(|look| look.is_label() && look.col < first_col)
            && !looks.iter().all(|look| words_left.contains(&look.words()))
    }

    /// Takes a row; false where a blank column does not part the two, or cells come again on the right.
    fn take(&mut self, sheet: &Sheet<'_>, row: u32, first_col: u32, head_end: u32) -> bool {
        let gap = first_col.saturating_sub(1);
        if sheet.cell(row, gap).is_some() && self.n_left_after == 0 {
            return false;
        }
        let n_left = sheet.row(row).partition_point(|look| look.col < gap);
        let (mut n_right, mut has_label) = (0, false);
        for look in right(sheet, row, first_col) {
            n_right += 1;
            has_label |= look.shape == Shape::Words;
            self.n_figures += usize::from(look.shape != Shape::Words);
        }
        let last = self.last.unwrap_or(head_end);
        if n_right > 0 && row == last + 1 {
            self.last = Some(row);
            self.n_rows += 1;
            self.n_labels += usize::from(has_label);
            self.n_left += usize::from(n_left > 1);
            self.n_right_after = match (n_left, has_label && n_right > 1) {
                (0, true) => self.n_right_after + 1,
                (0, false) => self.n_right_after,
                _ => 0,
            };
            return true;
        }
        if n_left <= 1 {
            // A label goes on here; or a note or a signature, which stand anywhere.
            return true;
        }
        self.n_left_after += 1;
        self.is_over = self.n_left_after > FAR;
        n_right == 0
    }
}

/// Whether a row holds one text from a column on, and one left of it too: the titles of two tables.
fn is_title(sheet: &Sheet<'_>, row: u32, first_col: u32) -> bool {
    let is_words = |look: &Look<'_>| look.shape == Shape::Words;
    let [title] = right(sheet, row, first_col) else {
        return false;
    };
    let looks = sheet.row(row).iter();
    let n_left = looks.take_while(|look| look.col < first_col).count();
    title.col == first_col && is_words(title) && n_left <= 1
}

/// The cells of a row from a column on.
fn right<'s, 'a>(sheet: &'s Sheet<'a>, row: u32, first_col: u32) -> &'s [Look<'a>] {
    let looks = sheet.row(row);
    let n_left = looks.partition_point(|look| look.col < first_col);
    looks.get(n_left..).unwrap_or_default()
}

fn left_words(sheet: &Sheet<'_>, row: u32, first_col: u32) -> Vec<String> {
    let n_left = sheet.row(row).partition_point(|look| look.col < first_col);
    signature(sheet, row).into_iter().take(n_left).collect()
}

/// The column after the last blank one of a row, if cells stand before it.
fn last_segment(sheet: &Sheet<'_>, row: u32) -> Option<u32> {
    let looks = sheet.row(row);
    let first = looks.first()?.col;
    // Without a gap no merge parts them either.
    if looks
        .windows(2)
        .all(|pair| matches!(pair, [one, next] if next.col <= one.col + 1))
    {
        return None;
    }
    let mut end = end_of(sheet, row, first);
    let mut segment = None;
    for look in looks.iter().skip(1) {
        if look.col > end + 1 {
            segment = Some(look.col);
        }
        end = end_of(sheet, row, look.col);
    }
    segment
}

/// The last column that a cell takes.
fn end_of(sheet: &Sheet<'_>, row: u32, col: u32) -> u32 {
    sheet.merge_at(row, col).map_or(col, |merge| merge.last.col)
}
