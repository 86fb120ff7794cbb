//! Rows of totals that stand a few columns off. Comes in: the rows of a table. Goes out: the totals whose
//! figures stand where no line has any, and fit whole when moved.

use std::collections::{BTreeMap, BTreeSet};

use super::by_column::{ByColumn, Columns};
use super::drift::Kind;
use super::header::Header;
use super::rows::{is_total_label, may_be_total};
use super::shape::Shape;
use super::sheet::{Look, Sheet};
use crate::model::grid::Content;
use crate::model::table::{Realigned, RowKind, Table};
use crate::model::text::normalize;

/// Columns by which a total may be off.
const MAX_OFF: u32 = 3;

/// The totals that are to be moved, top to bottom.
pub(super) fn totals(
    sheet: &Sheet<'_>,
    header: &Header,
    rows: &[u32],
    realigned: &[Realigned],
) -> Vec<Realigned> {
    let moved_rows = realigned.iter().flat_map(|one| &one.sheet_rows);
    let moved_rows: BTreeSet<u32> = moved_rows.copied().collect();
    let is_total = |row: &u32| {
        let mut words = sheet
            .row(*row)
            .iter()
            .filter(|look| look.shape == Shape::Words);
        words.any(|look| is_label(&look.text()))
    };
    let totals: BTreeSet<u32> = rows.iter().copied().filter(is_total).collect();
    if totals.is_empty() || totals.len() == rows.len() {
        return Vec::new();
    }
    let mut standing = Standing::default();
    for &row in rows.iter().filter(|row| !totals.contains(row)) {
        standing.add(sheet, row);
    }
    let columns = header.columns.iter();
    let headed = columns.filter(|column| !column.path.is_empty());
    standing.headed = headed.map(|column| column.col).collect();
    let money = standing.only_money();
    totals
        .into_iter()
        .filter(|row| !moved_rows.contains(row))
        .filter_map(|row| {
            let lone = || {
                let money = money?;
                alone(
                    sheet,
                    row,
                    &standing,
                    (money, page_col(rows, realigned, row, money)),
                )
            };
            moved(sheet, row, &standing).or_else(lone)
        })
        .collect()
}

/// Totals whose only figure stands in a column in which no line has a figure, as it has no header or
/// holds words: where several columns hold money, it alone does not tell which of them it belongs to.
pub(super) fn strays(table: &Table, sheet: &Sheet<'_>) -> Vec<(u32, u32)> {
    let is_moved = |row: u32| {
        let mut realigned = table.realigned.iter();
        realigned.any(|one| one.sheet_rows.contains(&row))
    };
    let totals = table.rows.iter().filter(|row| row.kind == RowKind::Total);
    let alone: Vec<(u32, u32)> = totals
        .flat_map(|row| row.sheet_rows.iter().copied())
        .filter_map(|row| {
            let mut own = figures_of(sheet, row);
            let (col, second) = (own.next()?, own.next());
            (second.is_none() && !is_moved(row)).then_some((row, col))
        })
        .collect();
    if alone.is_empty() {
        return alone;
    }
    let lines = table.rows.iter().filter(|row| row.kind == RowKind::Line);
    let (mut figures, mut words) = (Columns::default(), Columns::default());
    for &row in lines.flat_map(|row| &row.sheet_rows) {
        for look in sheet.row(row) {
            if look.is_figure() {
                figures.insert(look.col);
            } else {
                words.insert(look.col);
            }
        }
    }
    let nameless = |col: u32| {
        let mut columns = table.columns.iter();
        columns.any(|column| column.col == col && column.path.is_empty())
    };
    let is_stray = |col: u32| !figures.contains(col) && (nameless(col) || words.contains(col));
    alone
        .into_iter()
        .filter(|(_, col)| is_stray(*col))
        .collect()
}

/// The columns in which lines have figures, and currency marks alone.
#[derive(Debug, Default)]
struct Standing {
    figures: Columns,
    marks: Columns,
    /// The columns with a header.
    headed: Columns,
    /// Per column how many cells it has, and how many of them are money.
    held: ByColumn<(usize, usize)>,
}

impl Standing {
    /// Takes note of a line.
    fn add(&mut self, sheet: &Sheet<'_>, row: u32) {
        for look in sheet.row(row) {
            if look.is_figure() {
                self.figures.insert(look.col);
            } else if look.is_mark {
                self.marks.insert(look.col);
            }
            let kind = Kind::of(look);
            if let (Some(kind), Some((n_cells, n_money))) = (kind, self.held.of(look.col)) {
                *n_cells += 1;
                *n_money += usize::from(kind == Kind::Money);
            }
        }
    }

    /// The column of the lines' money, if it is the only one in which any stands.
    fn only_money(&self) -> Option<u32> {
        let mut with_money = self.held.iter().filter(|(_, (_, n_money))| *n_money > 0);
        let (col, (n_cells, n_money)) = with_money.next()?;
        (with_money.next().is_none() && n_money * 2 > *n_cells).then_some(col)
    }
}

/// Whether a row holds a label that only a total has.
pub(super) fn is_total(sheet: &Sheet<'_>, row: u32) -> bool {
    let mut looks = sheet.row(row).iter();
    looks.any(|look| matches!(&look.cell.content, Content::Text(text) if is_label(text)))
}

/// Whether a text is a label that only a total has.
fn is_label(text: &str) -> bool {
    may_be_total(text) && is_total_label(&normalize(text))
}

fn figures_of(sheet: &Sheet<'_>, row: u32) -> impl Iterator<Item = u32> {
    let figures = sheet.row(row).iter().filter(|look| look.is_figure());
    figures.map(|look| look.col)
}

fn marks_of(sheet: &Sheet<'_>, row: u32) -> impl Iterator<Item = u32> {
    let marks = sheet.row(row).iter().filter(|look| look.is_mark);
    marks.map(|look| look.col)
}

impl Look<'_> {
    fn is_figure(&self) -> bool {
        matches!(self.shape, Shape::Amount | Shape::Dash | Shape::Small)
    }
}

fn stands(figures: &Columns, col: Option<u32>) -> bool {
    col.is_some_and(|col| figures.contains(col))
}

/// The column of the sheet where the page right above a row holds what belongs to a column.
fn page_col(rows: &[u32], realigned: &[Realigned], row: u32, col: u32) -> u32 {
    let above = rows.partition_point(|&other| other < row).checked_sub(1);
    let page = above.and_then(|above| {
        let above = rows.get(above)?;
        let is_before = |one: &Realigned| one.sheet_rows.first() <= Some(above);
        let page = realigned.get(realigned.partition_point(is_before).checked_sub(1)?)?;
        (page.sheet_rows.last() >= Some(above)).then_some(page)
    });
    let moved = page.and_then(|page| page.columns.get(&col));
    moved.copied().unwrap_or(col)
}

/// A total whose only figure is money near the only column of money, in which the total has nothing:
/// there is nothing else that it could be the total of. In an empty column with a header it may be
/// meant as it stands, unless it is where the page above has its money, or the header is the money's.
fn alone(
    sheet: &Sheet<'_>,
    row: u32,
    standing: &Standing,
    (money, page_money): (u32, u32),
) -> Option<Realigned> {
    let mut own = sheet.row(row).iter().filter(|look| look.is_figure());
    let (figure, second) = (own.next()?, own.next());
    let off = figure.col.abs_diff(money);
    let is_headed = |col: u32| standing.headed.contains(col);
    let is_held = |col: u32| standing.held.get(col).is_some();
    // The header of an empty column may be that of the one beside it, which has none.
    let lends = |col: u32| {
        let mut beside = [col.checked_sub(1), col.checked_add(1)]
            .into_iter()
            .flatten();
        beside.any(|beside| !is_headed(beside) && is_held(beside))
    };
    let is_meant = |col: u32| is_headed(col) && !is_held(col) && !lends(col) && col != page_money;
    let is_stray = second.is_none()
        && Kind::of(figure) == Some(Kind::Money)
        && (1..=MAX_OFF).contains(&off)
        && !standing.figures.contains(figure.col)
        && !is_meant(figure.col)
        && marks_of(sheet, row).next().is_none();
    if !is_stray {
        return None;
    }
    // A label in the column of money has moved with the figure.
    let has_moved = |col: u32| col == figure.col || (col == money && figure.col > money);
    let to = |col: u32| {
        if has_moved(col) {
            (col + money).checked_sub(figure.col)
        } else {
            Some(col)
        }
    };
    let cols: Vec<u32> = sheet.row(row).iter().map(|look| look.col).collect();
    let columns: BTreeMap<u32, u32> = cols
        .iter()
        .filter_map(|&col| Some((to(col)?, col)))
        .collect();
    (columns.len() == cols.len()).then(|| Realigned {
        sheet_rows: vec![row],
        columns,
    })
}

/// A total with every cell moved by as few columns as it takes for all its figures to stand under
/// figures, and its currency marks under such marks.
fn moved(sheet: &Sheet<'_>, row: u32, standing: &Standing) -> Option<Realigned> {
    let own: Vec<u32> = figures_of(sheet, row).collect();
    let marks: Vec<u32> = marks_of(sheet, row).collect();
    if own.is_empty()
        || own.len() + marks.len() < 2
        || own.iter().all(|&col| standing.figures.contains(col))
    {
        return None;
    }
    let fits = |by: &dyn Fn(u32) -> Option<u32>| {
        own.iter().all(|&col| stands(&standing.figures, by(col)))
            && marks.iter().all(|&col| stands(&standing.marks, by(col)))
    };
    let way = (1..=MAX_OFF).find_map(|off| {
        let left = fits(&|col| col.checked_sub(off));
        let right = fits(&|col| col.checked_add(off));
        match (left, right) {
            (true, false) => Some((off, 0)),
            (false, true) => Some((0, off)),
            (true, true) | (false, false) => None,
        }
    });
    let (left, right) = way?;
    let way = |col: u32| col.checked_add(right)?.checked_sub(left);
    // A label in the first column stays, since nothing stands left of it.
    let cols = sheet.row(row).iter().map(|look| look.col);
    let columns: BTreeMap<u32, u32> = cols.map(|col| (way(col).unwrap_or(col), col)).collect();
    Some(Realigned {
        sheet_rows: vec![row],
        columns,
    })
}
