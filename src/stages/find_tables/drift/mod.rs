//! Pages whose columns drifted when a PDF was converted. Comes in: the rows placed so far and a page
//! that does not stand in their columns. Goes out: the columns that the page's cells belong to, found
//! by what the cells look like, and only where that is sure. Never guesses: what fits two ways stays
//! unplaced.

mod assign;
mod evidence;
mod profile;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use evidence::Evidence;
pub(super) use profile::Kind;
use profile::{MISFIT, Profiles};

use super::rows::is_total_label;
use super::sheet::Sheet;
use super::shifted::is_total;
use crate::model::table::Realigned;

/// Fewest rows that show what the columns of a table hold.
const MIN_ROWS: usize = 3;
/// Fewest rows that show whether a page drifted as one.
const FEW_ROWS: usize = 2;
/// Most rows of a page; more in one run are no page, and would only cost time.
const MAX_PAGE: usize = 2_000;

/// Most columns by which a page that drifted as one is off.
const MAX_AS_ONE: i64 = 3;
/// Of so many cells one may stand badly all the same.
const FEW_MISFITS: usize = 20;
/// Of so many cells one stands badly at least, where a page does not belong.
const MANY_MISFITS: usize = 5;

/// Fewest cells of a row that shows by itself whether it stands well.
const WIDE: usize = 4;

/// Fewest columns that nearly every row fills, by which a page that drifted as one is known.
const MIN_USUAL: usize = 2;

/// How a page stands to the columns of its table.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing shows that it drifted.
    Straight,
    /// It drifted, and it is sure where its cells belong.
    Drifted(Vec<Realigned>),
    /// It drifted, and it is not sure where its cells belong.
    Unsure,
}

/// Finds the columns that the cells of a page belong to.
pub(super) fn standing(sheet: &Sheet<'_>, so_far: &[u32], page: &[u32]) -> Standing {
    if so_far.len() < MIN_ROWS {
        return Standing::Straight;
    }
    let profiles = Profiles::of(sheet, so_far);
    match realign(sheet, &profiles, page) {
        Some(realigned) => Standing::Drifted(realigned),
        None if page.iter().any(|&row| has_strayed(sheet, &profiles, row)) => Standing::Unsure,
        None => Standing::Straight,
    }
}

/// The rows of a page that have money where none stood before, and none where money always stands.
pub(super) fn strayed(sheet: &Sheet<'_>, so_far: &[u32], page: &[u32]) -> Vec<u32> {
    let profiles = Profiles::of(sheet, so_far);
    let rows = page.iter().copied();
    rows.filter(|&row| has_strayed(sheet, &profiles, row))
        .collect()
}

/// A page whose header stands so far right of the table's, put under the table's; `None` where its
/// cells do not stand better there.
pub(super) fn moved(sheet: &Sheet<'_>, so_far: &[u32], page: &[u32], by: i64) -> Option<Realigned> {
    if by == 0 || so_far.is_empty() || page.len() > MAX_PAGE {
        return None;
    }
    let profiles = Profiles::of(sheet, so_far);
    let (mut here, mut there) = (0, 0);
    let mut columns: BTreeMap<u32, u32> = BTreeMap::new();
    for look in page.iter().flat_map(|&row| sheet.row(row)) {
        let target = u32::try_from(i64::from(look.col) - by).ok()?;
        columns.insert(target, look.col);
        if let Some(kind) = Kind::of(look) {
            let text = look.words();
            here += profiles.points(look.col, kind, &text);
            there += profiles.points(target, kind, &text);
        }
    }
    (there > here).then(|| Realigned {
        sheet_rows: page.to_vec(),
        columns,
    })
}

/// A page moved as one by a few columns, where all but a few of its cells then stand well, and neither
/// where they are nor moved in any other way do they.
pub(super) fn as_one(sheet: &Sheet<'_>, so_far: &[u32], page: &[u32]) -> Option<Realigned> {
    if page.len() > MAX_PAGE || so_far.len() < FEW_ROWS {
        return None;
    }
    // Few rows show less, so nothing may stand badly.
    let few_misfits = if so_far.len() < MIN_ROWS {
        usize::MAX
    } else {
        FEW_MISFITS
    };
    let profiles = Profiles::of(sheet, so_far);
    let rows: Vec<Vec<(u32, Kind, String)>> = page
        .iter()
        .map(|&row| {
            let looks = sheet.row(row).iter();
            looks
                .filter_map(|look| Some((look.col, Kind::of(look)?, look.words())))
                .filter(|(.., text)| !is_total_label(text))
                .collect()
        })
        .collect();
    let n_cells: usize = rows.iter().map(Vec::len).sum();
    let misfits_of = |row: &[(u32, Kind, String)], by: i64| {
        let stands = |(col, kind, text): &&(u32, Kind, String)| {
            let target = u32::try_from(i64::from(*col) - by).ok();
            target.is_some_and(|target| profiles.points(target, *kind, text) > MISFIT)
        };
        row.len() - row.iter().filter(stands).count()
    };
    let n_misfits = |by: i64| rows.iter().map(|row| misfits_of(row, by)).sum::<usize>();
    let ways = -MAX_AS_ONE..=MAX_AS_ONE;
    let (best, by) = ways.clone().map(|by| (n_misfits(by), by)).min()?;
    // Among many columns of money most cells stand well anywhere, but some of each row do not.
    let few = usize::from(best > 0);
    let is_bad_row = |row: &&Vec<_>, by: i64| misfits_of(row, by) > few;
    let n_wide = rows.iter().filter(|row| row.len() >= WIDE).count();
    let n_bad = |by: i64| rows.iter().filter(|row| is_bad_row(row, by)).count();
    let is_alone = ways.filter(|other| *other != by).all(|other| {
        n_misfits(other) * MANY_MISFITS >= n_cells
            || (n_wide > 0 && n_bad(other) * 10 >= n_wide * 8)
    });
    // A row half of whose cells stand badly even so is off by itself; so is a total with any such cell.
    let is_stray = |(row, sheet_row): (&Vec<_>, &u32)| {
        let n_misfits = misfits_of(row, by);
        (n_misfits > 1 && n_misfits * 2 >= row.len())
            || (n_misfits > 0 && is_total(sheet, *sheet_row))
    };
    let has_stray = rows.iter().zip(page).any(is_stray);
    if by == 0 || best.saturating_mul(few_misfits) > n_cells || !is_alone || has_stray {
        return None;
    }
    // A number below a signature fills one column only.
    let filled: BTreeSet<i64> = rows
        .iter()
        .flatten()
        .map(|(col, ..)| i64::from(*col) - by)
        .collect();
    let (mut n_usual, mut n_filled) = (0, 0);
    for (col, _) in profiles.usual().filter_map(|idx| profiles.columns.get(idx)) {
        n_usual += 1;
        n_filled += usize::from(filled.contains(&i64::from(*col)));
    }
    if n_usual < MIN_USUAL || n_filled * 10 < n_usual * 8 {
        return None;
    }
    let looks = page.iter().flat_map(|&row| sheet.row(row));
    let columns = looks.filter_map(|look| {
        let target = u32::try_from(i64::from(look.col) - by).ok()?;
        // A mark may have no column of its own.
        (!look.is_mark || profiles.marks.contains(&target)).then_some((target, look.col))
    });
    Some(Realigned {
        sheet_rows: page.to_vec(),
        columns: columns.collect(),
    })
}

/// `None` when all cells stand where they should, or when it is not sure where they belong.
fn realign(sheet: &Sheet<'_>, profiles: &Profiles, page: &[u32]) -> Option<Vec<Realigned>> {
    if page.len() > MAX_PAGE {
        return None;
    }
    let evidence = Evidence::of(sheet, page, profiles)?;
    let layouts = evidence.layouts()?;
    if !layouts.iter().all(|layout| evidence.is_sure(layout)) {
        return None;
    }
    let mut realigned: Vec<Realigned> = Vec::new();
    for layout in &layouts {
        let columns = evidence.columns(layout);
        if columns.iter().all(|(col, sheet_col)| col == sheet_col) {
            continue;
        }
        realigned.push(Realigned {
            sheet_rows: page.get(layout.rows.clone()).unwrap_or_default().to_vec(),
            columns,
        });
    }
    (!realigned.is_empty()).then_some(realigned)
}

/// Whether a row has money where none stood before, and no figure where money always stands: nowhere, or
/// words or a code in its place.
fn has_strayed(sheet: &Sheet<'_>, profiles: &Profiles, row: u32) -> bool {
    let is_money = |col: u32| {
        let profile = profiles.columns.iter().find(|(other, _)| *other == col);
        profile.is_some_and(|(_, profile)| profile.is_money())
    };
    let mut looks = sheet.row(row).iter();
    if !looks.any(|look| Kind::of(look) == Some(Kind::Money) && !is_money(look.col)) {
        return false;
    }
    let usual = profiles.usual();
    let usual = usual.filter_map(|idx| profiles.columns.get(idx));
    let money = usual.filter(|(_, profile)| profile.is_money());
    let (mut n_money, mut n_empty) = (0, 0);
    for (col, _) in money {
        n_money += 1;
        match sheet.cell(row, *col).and_then(Kind::of) {
            Some(Kind::Money | Kind::Number | Kind::Mark | Kind::Blank) => {}
            Some(Kind::Code | Kind::Words | Kind::Sentence) => return true,
            None => n_empty += 1,
        }
    }
    n_money > 0 && n_empty == n_money
}
