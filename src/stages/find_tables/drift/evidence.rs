//! What a page shows about its columns: the points of each of its cells in each column of the table,
//! the layouts that follow from them, and whether a layout can be trusted.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::rows::is_total_label;
use super::super::sheet::{Look, Sheet};
use super::assign::{Points, Seating, seat};
use super::profile::{Kind, MISFIT, Profile, Profiles};

/// Most columns that are looked at.
const MAX_COLUMNS: usize = 48;
/// Most layouts within one page.
const MAX_LAYOUTS: usize = 6;
/// Most rows that are searched for a change of layout; a printed page has fewer.
const MAX_SPLIT: usize = 120;
/// What a second layout within a page must gain.
const SPLIT: i64 = 8;
/// Points by which the best seating of a column must at least beat the second best.
const MIN_MARGIN: i64 = 4;

/// A cell of a page.
struct Seen {
    /// Index of its column among the page's.
    column: usize,
    kind: Kind,
    /// Points in each column of the table; none for the label of a total, which may stand anywhere.
    points: Option<Vec<i64>>,
}

/// Rows of a page that have one layout.
pub(super) struct Layout {
    /// Indexes into the page's rows.
    pub(super) rows: Range<usize>,
    /// The columns of the page that these rows fill.
    columns: Vec<usize>,
    seating: Seating,
}

/// All that a page shows.
pub(super) struct Evidence<'a> {
    profiles: &'a Profiles,
    /// The table's columns that hold anything.
    table: Vec<u32>,
    /// The page's columns, left to right.
    own: Vec<u32>,
    rows: Vec<Vec<Seen>>,
}

impl<'a> Evidence<'a> {
    /// `None` when there is nothing to seat or too much.
    pub(super) fn of(sheet: &Sheet<'_>, page: &[u32], profiles: &'a Profiles) -> Option<Self> {
        let kinds = |row: u32| {
            let looks = sheet.row(row).iter();
            looks.filter_map(|look| Some((look, Kind::of(look)?)))
        };
        let mut own: Vec<u32> = page
            .iter()
            .flat_map(|&row| kinds(row))
            .map(|(look, _)| look.col)
            .collect();
        own.sort_unstable();
        own.dedup();
        let table: Vec<u32> = profiles.columns.iter().map(|(col, _)| *col).collect();
        if own.is_empty() || own.len() > MAX_COLUMNS || table.len() > MAX_COLUMNS {
            return None;
        }
        let seen = |(look, kind): (&Look<'_>, Kind)| {
            let text = look.words();
            let points = profiles
                .columns
                .iter()
                .map(|(_, profile)| profile.points(kind, &text));
            Some(Seen {
                column: own.binary_search(&look.col).ok()?,
                kind,
                points: (!is_total_label(&text)).then(|| points.collect()),
            })
        };
        let rows = page
            .iter()
            .map(|&row| kinds(row).filter_map(seen).collect())
            .collect();
        Some(Self {
            profiles,
            table,
            own,
            rows,
        })
    }

    fn seen(&self, rows: &Range<usize>) -> impl Iterator<Item = &Seen> {
        self.rows
            .get(rows.clone())
            .unwrap_or_default()
            .iter()
            .flatten()
    }

    /// The sheet's columns of some of the page's, and their points together.
    fn points(&self, rows: &Range<usize>) -> (Vec<usize>, Vec<u32>, Points) {
        let mut sums: BTreeMap<usize, Vec<i64>> = BTreeMap::new();
        for seen in self.seen(rows) {
            let sum = sums
                .entry(seen.column)
                .or_insert_with(|| vec![0; self.table.len()]);
            for (sum, points) in sum.iter_mut().zip(seen.points.iter().flatten()) {
                *sum += points;
            }
        }
        let columns: Vec<usize> = sums.keys().copied().collect();
        let own = columns
            .iter()
            .filter_map(|&column| self.own.get(column).copied())
            .collect();
        (columns, own, sums.into_values().collect())
    }

    /// The best layout of rows taken together.
    fn together(&self, rows: Range<usize>) -> Option<Layout> {
        let (columns, own, points) = self.points(&rows);
        let seating = seat(&own, &self.table, &points, None)?;
        Some(Layout {
            rows,
            columns,
            seating,
        })
    }

    /// The layouts of the page, top to bottom; `None` when there are too many or none.
    pub(super) fn layouts(&self) -> Option<Vec<Layout>> {
        let mut layouts = Vec::new();
        self.lay_out(0..self.rows.len(), &mut layouts)?;
        Some(layouts)
    }

    /// One layout for all rows where every cell then stands well, else two where that is clearly
    /// better, and so on within each.
    fn lay_out(&self, rows: Range<usize>, layouts: &mut Vec<Layout>) -> Option<()> {
        let whole = self.together(rows.clone());
        let split = match &whole {
            Some(whole) if self.misfits(whole) == 0 => None,
            _ if rows.len() > MAX_SPLIT => None,
            Some(_) | None => (rows.start + 1..rows.end)
                .filter_map(|at| {
                    let top = self.together(rows.start..at)?;
                    let bottom = self.together(at..rows.end)?;
                    Some((top.seating.points + bottom.seating.points - SPLIT, at))
                })
                .max()
                .filter(|(points, _)| {
                    whole
                        .as_ref()
                        .is_none_or(|whole| *points > whole.seating.points)
                }),
        };
        match split {
            Some((_, at)) if layouts.len() + 1 < MAX_LAYOUTS => {
                self.lay_out(rows.start..at, layouts)?;
                self.lay_out(at..rows.end, layouts)
            }
            Some(_) => None,
            None => {
                layouts.push(whole?);
                Some(())
            }
        }
    }

    /// How many cells cannot stand where a layout puts them.
    fn misfits(&self, layout: &Layout) -> usize {
        self.seen(&layout.rows)
            .filter(|seen| {
                let points = seen.points.as_ref().zip(layout.seat_of(seen.column));
                points.is_some_and(|(points, seat)| points.get(seat) == Some(&MISFIT))
            })
            .count()
    }

    /// Whether a layout can be trusted: nearly all cells stand well, money stands under money, every
    /// column that the table usually fills has been found, and no column could stand elsewhere.
    pub(super) fn is_sure(&self, layout: &Layout) -> bool {
        let n_cells = self.seen(&layout.rows).count();
        let fills_usual = self
            .profiles
            .usual()
            .all(|usual| layout.seating.seats.contains(&usual));
        let (_, own, points) = self.points(&layout.rows);
        layout.seating.points > 0
            && self.misfits(layout) * 10 <= n_cells
            && fills_usual
            && (0..layout.columns.len()).all(|idx| self.is_seat_sure(layout, idx, &own, &points))
    }

    fn is_seat_sure(&self, layout: &Layout, idx: usize, own: &[u32], points: &Points) -> bool {
        let (Some(&column), Some(&seat_idx), Some(own_points)) = (
            layout.columns.get(idx),
            layout.seating.seats.get(idx),
            points.get(idx),
        ) else {
            return false;
        };
        let mut here = Profile::default();
        for seen in self.seen(&layout.rows) {
            if seen.column == column && seen.points.is_some() {
                here.add(seen.kind, String::new());
            }
        }
        if here.is_empty() {
            // Only labels of totals: they say nothing, and nothing hangs on their column.
            return true;
        }
        let there = self.profiles.columns.get(seat_idx);
        if here.is_money() && !there.is_some_and(|(_, profile)| profile.has_money()) {
            return false;
        }
        let margin = MIN_MARGIN.max(here.n_cells());
        let beats_second = seat(own, &self.table, points, Some((idx, seat_idx)))
            .is_none_or(|second| layout.seating.points - second.points >= margin);
        // Distance alone does not decide between two free columns that look alike.
        let seats = &layout.seating.seats;
        let from = idx
            .checked_sub(1)
            .and_then(|before| seats.get(before))
            .map_or(0, |before| before + 1);
        let to = seats.get(idx + 1).copied().unwrap_or(self.table.len());
        let points_at = |seat: usize| own_points.get(seat).copied().unwrap_or(0);
        let stays = own.get(idx) == self.table.get(seat_idx);
        let has_rival = (from..to)
            .filter(|&other| other != seat_idx)
            .any(|other| points_at(other) + here.n_cells() > points_at(seat_idx));
        beats_second && (!has_rival || (stays && !here.is_money()))
    }

    /// Per column of the table the column of the sheet.
    pub(super) fn columns(&self, layout: &Layout) -> BTreeMap<u32, u32> {
        layout
            .columns
            .iter()
            .zip(&layout.seating.seats)
            .filter_map(|(&column, &seat)| Some((*self.table.get(seat)?, *self.own.get(column)?)))
            .collect()
    }
}

impl Layout {
    fn seat_of(&self, column: usize) -> Option<usize> {
        let idx = self.columns.binary_search(&column).ok()?;
        self.seating.seats.get(idx).copied()
    }
}
