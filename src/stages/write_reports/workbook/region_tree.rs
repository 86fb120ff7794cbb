//! The sheet "Pohon Daerah": the lines of all agencies' spending merged by code, each level a group that
//! folds, each figure a live formula over the rows below it or over "Pohon OPD". Lines of one code are
//! one row; those without a code are, where they stand under one row and have one name.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use rust_xlsxwriter::Worksheet;

use super::Context;
use super::forest::{FIELDS, Forest, Kind, Sum};
use super::tree::{COLUMNS, TREE, headings, rest_cells, sheet_row, sum_cells};
use crate::model::text::normalize;
use crate::stages::write_reports::outputs::WriteError;
use crate::stages::write_reports::spreadsheet::cell::{count, text, wrapped};
use crate::stages::write_reports::spreadsheet::fit::exact_double;
use crate::stages::write_reports::spreadsheet::formula::{references, sum};
use crate::stages::write_reports::spreadsheet::sheet::{Cell, Column, Content, Sheet};
use crate::stages::write_reports::spreadsheet::style::{Fill, Shape, Style, Weight};

/// The sheet's name.
pub(super) const REGION: &str = "Pohon Daerah";

/// The highest number of an urusan: what begins with more lacks its first part.
const MAX_URUSAN: u32 = 8;

/// What a row is known by under the row above it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Identity {
    Code(Vec<u32>),
    Name(String),
}

/// A row of the sheet.
#[derive(Debug, Default)]
struct Merged {
    name: String,
    code: String,
    level: String,
    depth: usize,
    children: BTreeMap<Identity, usize>,
    /// Rows of the forest that it stands for, and those of them without rows below.
    lines: Vec<usize>,
    ends: Vec<usize>,
    sums: [Sum; 2],
}

/// Writes the sheet, where there is more than one agency to merge.
pub(super) fn write(context: &Context<'_>, mut sheet: Sheet) -> Result<Worksheet, WriteError> {
    let forest = context.forest;
    let mut merged = merge(context, forest);
    let order = order(&merged);
    let mut rows: Vec<u32> = vec![0; merged.len()];
    for (nth, &idx) in order.iter().enumerate() {
        if let Some(row) = rows.get_mut(idx) {
            *row = sheet_row(nth);
        }
    }
    for &idx in order.iter().rev() {
        add_up(&mut merged, forest, idx);
    }
    let mut columns = headings(context);
    columns.push(Column::new(context.language.pick("OPD", "Agencies"), 8));
    let made = order.iter().filter_map(|&idx| {
        let depth = merged.get(idx)?.depth;
        Some((depth, cells(&merged, &rows, forest, idx)?))
    });
    sheet.put_tree(&columns, made)?;
    sheet.freeze(1, 3)?;
    Ok(sheet.finished())
}

fn merge(context: &Context<'_>, forest: &Forest<'_>) -> Vec<Merged> {
    let mut merged: Vec<Merged> = Vec::new();
    // The merged row of each row of the forest.
    let mut places: Vec<usize> = Vec::with_capacity(forest.nodes.len());
    for (idx, node) in forest.nodes.iter().enumerate() {
        let above = node.parent.and_then(|parent| places.get(parent).copied());
        let place = match (&node.kind, above) {
            (Kind::Agency(_), Some(above)) => above,
            (Kind::Line(_, line), Some(above)) => {
                let parts = line.code.as_ref().map(|code| code.parts.as_slice());
                let is_top = merged.get(above).is_some_and(|node| node.depth == 0);
                let above = match parts {
                    Some(parts) if is_top => below_bidang(context, &mut merged, above, parts),
                    Some(_) | None => above,
                };
                let code = line.code.as_ref().map(ToString::to_string);
                let identity = match parts {
                    Some(parts) if !parts.is_empty() => Identity::Code(parts.to_vec()),
                    Some(_) | None => Identity::Name(normalize(&line.name)),
                };
                let level = line.level.as_deref().unwrap_or_default();
                child(
                    &mut merged,
                    above,
                    identity,
                    (&line.name, &code.unwrap_or_default(), level),
                )
            }
            (Kind::Region | Kind::Agency(_) | Kind::Line(..), _) => {
                let region = context.catalogue.report.region.as_deref();
                let region = region.unwrap_or(context.language.pick("Seluruh OPD", "All agencies"));
                let year = node.year.map(|year| format!(" {year}"));
                merged.push(Merged {
                    name: format!("{region}{}", year.unwrap_or_default()),
                    level: context.language.pick("daerah", "region").to_owned(),
                    ..Merged::default()
                });
                merged.len() - 1
            }
        };
        places.push(place);
        let has_lines = !node.children.is_empty();
        let is_line = matches!(node.kind, Kind::Line(..));
        if let Some(row) = merged.get_mut(place).filter(|_| is_line || !has_lines) {
            if is_line {
                row.lines.push(idx);
            }
            if !has_lines {
                row.ends.push(idx);
            }
        }
    }
    merged
}

/// The row of a line's bidang urusan below a year, so that programs of one bidang stand together.
fn below_bidang(
    context: &Context<'_>,
    merged: &mut Vec<Merged>,
    root: usize,
    parts: &[u32],
) -> usize {
    match parts {
        [urusan @ 1..=MAX_URUSAN, bidang, _, ..] => {
            let code = format!("{urusan}.{bidang:02}");
            let level = context.language.pick("bidang urusan", "field");
            let name = format!("{level} {code}");
            let identity = Identity::Code(vec![*urusan, *bidang]);
            child(merged, root, identity, (&name, &code, level))
        }
        _ => root,
    }
}

/// The row below another that is known by this, made where there is none.
fn child(
    merged: &mut Vec<Merged>,
    above: usize,
    identity: Identity,
    (name, code, level): (&str, &str, &str),
) -> usize {
    let next = merged.len();
    let Some(parent) = merged.get_mut(above) else {
        return above;
    };
    let idx = *parent.children.entry(identity).or_insert(next);
    let depth = parent.depth + 1;
    if idx == next {
        merged.push(Merged {
            name: name.to_owned(),
            code: code.to_owned(),
            level: level.to_owned(),
            depth,
            ..Merged::default()
        });
    }
    idx
}

/// All rows, parents first, siblings by their codes.
fn order(merged: &[Merged]) -> Vec<usize> {
    let roots = (0..merged.len()).filter(|&idx| merged.get(idx).is_some_and(|row| row.depth == 0));
    let mut open: Vec<usize> = roots.collect();
    open.reverse();
    let mut order = Vec::with_capacity(merged.len());
    while let Some(idx) = open.pop() {
        order.push(idx);
        if let Some(row) = merged.get(idx) {
            open.extend(row.children.values().rev());
        }
    }
    order
}

/// Adds up a row whose children are added up.
fn add_up(merged: &mut [Merged], forest: &Forest<'_>, idx: usize) {
    for field in 0..FIELDS.len() {
        let Some(row) = merged.get(idx) else { return };
        let below = row
            .children
            .values()
            .filter_map(|&child| merged.get(child)?.sums.get(field));
        let of_forest = |idx: &usize| forest.nodes.get(*idx)?.sums.get(field);
        let ends = row.ends.iter().filter_map(of_forest);
        let addends: Vec<&Sum> = below.chain(ends).collect();
        let stated = row
            .lines
            .iter()
            .filter_map(of_forest)
            .filter_map(|sum| sum.stated);
        let stated: Vec<Decimal> = stated.collect();
        let computed: Vec<Decimal> = addends.iter().filter_map(|sum| sum.computed).collect();
        let computed = total(&computed);
        let is_exact =
            |amount: Option<Decimal>| amount.is_none_or(|amount| exact_double(amount).is_some());
        let sum = Sum {
            stated: total(&stated),
            computed,
            is_of_children: !row.children.is_empty(),
            is_live: addends.iter().all(|sum| sum.is_live) && is_exact(computed),
        };
        if let Some(slot) = merged.get_mut(idx).and_then(|row| row.sums.get_mut(field)) {
            *slot = sum;
        }
    }
}

fn total(amounts: &[Decimal]) -> Option<Decimal> {
    let (first, rest) = amounts.split_first()?;
    let mut rest = rest.iter();
    rest.try_fold(*first, |sum, amount| sum.checked_add(*amount))
}

fn cells(merged: &[Merged], rows: &[u32], forest: &Forest<'_>, idx: usize) -> Option<Vec<Cell>> {
    let node = merged.get(idx)?;
    let row = *rows.get(idx)?;
    let (depth, has_children) = (node.depth, !node.children.is_empty());
    let style = move |shape| {
        let style = Style::of(shape);
        match (depth, has_children) {
            (0, _) => style.weight(Weight::Bold).fill(Fill::Grey),
            (_, true) => style.weight(Weight::Bold),
            (_, false) => style,
        }
    };
    let look = |(content, base): Cell| {
        let look = style(base.shape);
        (content, base.weight(look.weight).fill(look.fill))
    };
    let (name, name_style) = look(wrapped(&*node.name));
    let indent = u8::try_from(node.depth).unwrap_or(u8::MAX);
    let mut cells = vec![
        look(text(&*node.level)),
        look(text(&*node.code)),
        (name, name_style.indent(indent)),
    ];
    for (field, columns) in COLUMNS.iter().enumerate() {
        let sum = node.sums.get(field).copied().unwrap_or_default();
        let live = |formula: Option<String>| formula.filter(|_| sum.is_live);
        let [stated, computed, difference] = sum_cells(
            &sum,
            live(computed(merged, rows, forest, idx, field)),
            row,
            *columns,
            &style,
        );
        cells.push(
            live_stated(forest, node, field).map_or(stated.clone(), |formula| (formula, stated.1)),
        );
        cells.extend([computed, difference]);
    }
    cells.extend(rest_cells(&node.sums, row, &style));
    let agencies: BTreeSet<usize> = node
        .lines
        .iter()
        .filter_map(|&line| agency_of(forest, line))
        .collect();
    cells.push(match agencies.len() {
        0 => (Content::Empty, style(Shape::Text)),
        n_agencies => (count(n_agencies).0, style(Shape::Amount)),
    });
    Some(cells)
}

/// The row of the agency that a line of the forest stands under.
fn agency_of(forest: &Forest<'_>, line: usize) -> Option<usize> {
    let mut idx = line;
    loop {
        let node = forest.nodes.get(idx)?;
        if matches!(node.kind, Kind::Agency(_)) {
            return Some(idx);
        }
        idx = node.parent?;
    }
}

/// The sum of the rows below and of the agencies' lines that end here.
fn computed(
    merged: &[Merged],
    rows: &[u32],
    forest: &Forest<'_>,
    idx: usize,
    field: usize,
) -> Option<String> {
    let node = merged.get(idx)?;
    let [_, col, _] = *COLUMNS.get(field)?;
    let with_figure = node.children.values().filter(|&&child| {
        let sum = merged.get(child).and_then(|row| row.sums.get(field));
        sum.is_some_and(|sum| sum.computed.is_some())
    });
    let below: Vec<u32> = with_figure
        .filter_map(|&child| rows.get(child).copied())
        .collect();
    let ends = lines_with(forest, &node.ends, |sum| sum.computed.is_some(), field);
    let mut addends = references(None, col, &below);
    addends.extend(references(Some(TREE), col, &ends));
    sum(&addends)
}

/// What the agencies state of a line together, live.
fn live_stated(forest: &Forest<'_>, node: &Merged, field: usize) -> Option<Content> {
    let [col, _, _] = *COLUMNS.get(field)?;
    let sum_of = node.sums.get(field)?;
    let stated = sum_of.stated?;
    let is_exact = |idx: &usize| {
        let sum = forest.nodes.get(*idx).and_then(|node| node.sums.get(field));
        let stated = sum.and_then(|sum| sum.stated);
        stated.is_none_or(|stated| exact_double(stated).is_some())
    };
    let lines = lines_with(forest, &node.lines, |sum| sum.stated.is_some(), field);
    let formula =
        sum(&references(Some(TREE), col, &lines)).filter(|_| node.lines.iter().all(is_exact));
    Some(Content::Formula(formula, stated))
}

/// The rows of "Pohon OPD" of lines whose figure is there.
fn lines_with(
    forest: &Forest<'_>,
    lines: &[usize],
    has: impl Fn(&Sum) -> bool,
    field: usize,
) -> Vec<u32> {
    let with = lines.iter().filter(|&&line| {
        let sum = forest.nodes.get(line).and_then(|node| node.sums.get(field));
        sum.is_some_and(&has)
    });
    with.map(|&line| sheet_row(line)).collect()
}
