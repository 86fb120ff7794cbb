//! What must hold of sheets and records that another process made, since the stages behind rely on
//! it: numbers of rows and lines that exist, trees without circles, areas in order, texts within
//! their limits. (Codes, places, decimals and dates are checked where they are read.)

use super::Interrupted;
use crate::model::cells::Cells;
use crate::model::grid::{Area, Content, Grid};
use crate::model::limits::{Limit, Limits};
use crate::model::record::{Line, RecordSet};

/// Last row and column that any program's sheets have.
const MAX_ROW: u32 = 1_048_575;
const MAX_COL: u32 = 16_383;

/// Whether the lines of records can be walked.
pub(super) fn believe_records(set: &RecordSet) -> Result<(), Interrupted> {
    let (n_lines, n_rows) = (set.lines.len(), set.typed.table.rows.len());
    let is_line = |idx: Option<usize>| idx.is_none_or(|idx| idx < n_lines);
    let is_right = |line: &Line| line.row_idx < n_rows && is_line(line.parent);
    if !is_line(set.in_force) || !set.lines.iter().all(is_right) || has_circle(&set.lines) {
        return Err("lines that hang together in no way".into());
    }
    Ok(())
}

/// Whether some line stands under itself.
fn has_circle(lines: &[Line]) -> bool {
    // Of each line the walk that came by, the number of its start.
    let mut seen: Vec<Option<usize>> = vec![None; lines.len()];
    for start in 0..lines.len() {
        let mut at = Some(start);
        while let Some(idx) = at {
            match seen.get_mut(idx) {
                Some(place @ None) => *place = Some(start),
                Some(Some(walk)) if *walk == start => return true,
                // An earlier walk went on from here to an end.
                Some(Some(_)) | None => break,
            }
            at = lines.get(idx).and_then(|line| line.parent);
        }
    }
    false
}

/// Whether a sheet is one that reading may give.
pub(super) fn believe_sheet(grid: &Grid, limits: &Limits) -> Result<(), Interrupted> {
    let is_apart = |pair: &[Area]| matches!(pair, [one, next] if one.first < next.first);
    if !grid.merges.windows(2).all(is_apart) {
        return Err("merged areas out of order".into());
    }
    let mut comments = grid.comments.keys();
    if comments.any(|at| at.row > MAX_ROW || at.col > MAX_COL) {
        return Err("a comment outside of every sheet".into());
    }
    if !has_fitting_texts(&grid.cells, limits) {
        return Err("a text that is blank or too long".into());
    }
    Ok(())
}

fn has_fitting_texts(cells: &Cells, limits: &Limits) -> bool {
    let most = limits.get(Limit::TextLetters);
    // Most texts have fewer bytes than they may have letters.
    let fits = |text: &str| text.len() as u64 <= most || text.chars().count() as u64 <= most;
    cells.values().all(|cell| {
        let others = [cell.stored(), cell.formula()];
        let is_right = match &cell.content {
            Content::Text(text) => fits(text) && !text.trim().is_empty(),
            Content::Date(text) | Content::Error(text) => fits(text),
            Content::Number(_) | Content::Bool(_) | Content::NoCachedValue => true,
        };
        is_right && others.into_iter().flatten().all(&fits)
    })
}
