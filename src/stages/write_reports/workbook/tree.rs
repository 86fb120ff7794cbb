//! The sheet "Pohon OPD": the region, its agencies and every line of their spending, each level a group
//! that folds, each sum a live formula over the rows directly below it, beside what is stated.

use rust_decimal::Decimal;
use rust_xlsxwriter::Worksheet;

use super::Context;
use super::amounts::{difference_cell, share_cell};
use super::forest::{Forest, Kind, Node, Sum};
use crate::model::record::{Line, RecordSet};
use crate::stages::write_reports::outputs::WriteError;
use crate::stages::write_reports::spreadsheet::cell::{link, number, text, wrapped};
use crate::stages::write_reports::spreadsheet::formula::{address, references, sum};
use crate::stages::write_reports::spreadsheet::sheet::{Cell, Column, Content, Sheet};
use crate::stages::write_reports::spreadsheet::style::{Fill, Shape, Style, Weight};

/// The sheet's name.
pub(super) const TREE: &str = "Pohon OPD";

/// The columns of the stated figure, the computed one and their difference, for ceiling and spending.
pub(super) const COLUMNS: [[u16; 3]; 2] = [[3, 4, 5], [6, 7, 8]];

/// The row of the sheet that a row of the forest stands in, counted from zero.
pub(super) fn sheet_row(idx: usize) -> u32 {
    u32::try_from(idx + 1).unwrap_or(u32::MAX)
}

/// The headings that both trees share.
pub(super) fn headings(context: &Context<'_>) -> Vec<Column<'static>> {
    let pick = |id, en| context.language.pick(id, en);
    vec![
        Column::new(pick("Tingkat", "Level"), 14),
        Column::new(pick("Kode", "Code"), 18),
        Column::new(pick("Uraian", "Name"), 52),
        Column::new(pick("Pagu tertulis (Rp)", "Pagu stated (Rp)"), 18),
        Column::new(pick("Pagu dihitung (Rp)", "Pagu computed (Rp)"), 18),
        Column::new(pick("Selisih pagu (Rp)", "Pagu difference (Rp)"), 15),
        Column::new(pick("Realisasi tertulis (Rp)", "Realisasi stated (Rp)"), 18),
        Column::new(
            pick("Realisasi dihitung (Rp)", "Realisasi computed (Rp)"),
            18,
        ),
        Column::new(
            pick("Selisih realisasi (Rp)", "Realisasi difference (Rp)"),
            15,
        ),
        Column::new("Sisa (Rp)", 18),
        Column::new(pick("Capaian (%)", "Spent (%)"), 11),
    ]
}

/// Writes the sheet.
pub(super) fn write(context: &Context<'_>, mut sheet: Sheet) -> Result<Worksheet, WriteError> {
    let forest = context.forest;
    let mut columns = headings(context);
    columns.push(Column::new(context.language.pick("Sumber", "Source"), 40));
    let rows = (0..).zip(&forest.nodes);
    let rows = rows.map(|(idx, node)| (node.depth, cells(context, forest, idx, node)));
    sheet.put_tree(&columns, rows)?;
    sheet.freeze(1, 3)?;
    Ok(sheet.finished())
}

fn cells(context: &Context<'_>, forest: &Forest<'_>, idx: usize, node: &Node<'_>) -> Vec<Cell> {
    let row = sheet_row(idx);
    let mut cells = name_cells(context, node);
    let is_line = matches!(node.kind, Kind::Line(..));
    let has_children = !node.children.is_empty();
    let style = move |shape| {
        let style = Style::of(shape);
        match (is_line, has_children) {
            (false, _) => style.weight(Weight::Bold).fill(Fill::Grey),
            (true, true) => style.weight(Weight::Bold),
            (true, false) => style,
        }
    };
    for (field, columns) in COLUMNS.iter().enumerate() {
        let sum = node.sums.get(field).copied().unwrap_or_default();
        let formula = formula(forest, node, field, row);
        cells.extend(sum_cells(&sum, formula, row, *columns, &style));
    }
    cells.extend(rest_cells(&node.sums, row, &style));
    cells.push(match &node.kind {
        Kind::Line(set, line) => source(context, set, line),
        Kind::Region | Kind::Agency(_) => (Content::Empty, style(Shape::Text)),
    });
    cells
}

fn name_cells(context: &Context<'_>, node: &Node<'_>) -> Vec<Cell> {
    let pick = |id, en| context.language.pick(id, en);
    let (level, code, name) = match &node.kind {
        Kind::Region => {
            let region = context.catalogue.report.region.as_deref();
            let region = region.unwrap_or(pick("Seluruh OPD", "All agencies"));
            let year = node.year.map(|year| format!(" {year}"));
            let name = format!("{region}{}", year.unwrap_or_default());
            (pick("daerah", "region").to_owned(), String::new(), name)
        }
        Kind::Agency(name) => {
            let name = name.unwrap_or(pick("(tanpa OPD)", "(no agency)"));
            ("OPD".to_owned(), String::new(), name.to_owned())
        }
        Kind::Line(_, line) => (
            line.level.as_deref().unwrap_or_default().to_owned(),
            line.code
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            line.name.to_string(),
        ),
    };
    let is_line = matches!(node.kind, Kind::Line(..));
    let weight = if is_line && node.children.is_empty() {
        Weight::Regular
    } else {
        Weight::Bold
    };
    let fill = if is_line { Fill::None } else { Fill::Grey };
    let look = |(content, style): Cell| (content, style.weight(weight).fill(fill));
    let (name, name_style) = look(wrapped(name));
    let indent = u8::try_from(node.depth).unwrap_or(u8::MAX);
    vec![
        look(text(level)),
        look(text(code)),
        (name, name_style.indent(indent)),
    ]
}

/// What adds a row up: the sum of the rows directly below it, or the figure it states itself.
fn formula(forest: &Forest<'_>, node: &Node<'_>, field: usize, row: u32) -> Option<String> {
    let [stated, computed, _] = *COLUMNS.get(field)?;
    let own = node.sums.get(field)?;
    if !own.is_live {
        return None;
    }
    if !own.is_of_children {
        return Some(format!("={}", address(row, stated)));
    }
    let with_figure = node.children.iter().filter(|&&child| {
        let sum = forest
            .nodes
            .get(child)
            .and_then(|node| node.sums.get(field));
        sum.is_some_and(|sum| sum.computed.is_some())
    });
    let rows: Vec<u32> = with_figure.map(|&child| sheet_row(child)).collect();
    sum(&references(None, computed, &rows))
}

/// Stated, computed and their difference.
pub(super) fn sum_cells(
    sum: &Sum,
    formula: Option<String>,
    row: u32,
    [stated_col, computed_col, _]: [u16; 3],
    style: &dyn Fn(Shape) -> Style,
) -> [Cell; 3] {
    let computed = match sum.computed {
        Some(computed) => Content::Formula(formula, computed),
        None => Content::Empty,
    };
    let gap = sum
        .stated
        .zip(sum.computed)
        .and_then(|(stated, computed)| stated.checked_sub(computed));
    let is_off = sum.is_of_children && gap.is_some_and(|gap| !gap.is_zero());
    let fill = |style: Style| if is_off { style.fill(Fill::Red) } else { style };
    let (difference, _) = if sum.is_of_children {
        difference_cell(
            (sum.stated, &address(row, stated_col)),
            (sum.computed, &address(row, computed_col)),
        )
    } else {
        (Content::Empty, Style::default())
    };
    let stated = number(sum.stated, Shape::Amount).0;
    [
        (stated, fill(style(Shape::Amount))),
        (computed, style(Shape::Amount)),
        (difference, fill(style(Shape::Amount))),
    ]
}

/// What remains and the percentage spent, of the computed figures.
pub(super) fn rest_cells(sums: &[Sum; 2], row: u32, style: &dyn Fn(Shape) -> Style) -> [Cell; 2] {
    let [pagu, realisasi] = sums;
    let [[_, pagu_col, _], [_, realisasi_col, _]] = COLUMNS;
    let cell =
        |sum: &Sum, col: u16| -> (Option<Decimal>, String) { (sum.computed, address(row, col)) };
    let (pagu_value, pagu_at) = cell(pagu, pagu_col);
    let (realisasi_value, realisasi_at) = cell(realisasi, realisasi_col);
    let (sisa, _) = difference_cell((pagu_value, &pagu_at), (realisasi_value, &realisasi_at));
    let (share, _) = share_cell((realisasi_value, &realisasi_at), (pagu_value, &pagu_at));
    [(sisa, style(Shape::Amount)), (share, style(Shape::Percent))]
}

/// Where a line's figures stand, with a link to the cell.
fn source(context: &Context<'_>, set: &RecordSet, line: &Line) -> Cell {
    let value = super::forest::FIELDS
        .iter()
        .find_map(|field| super::amounts::amount(set, line, field));
    let Some(value) = value else {
        return (Content::Empty, Style::default());
    };
    let cell = value.at.to_string();
    let target = context.target(&set.on.file, Some((&set.on.sheet, &cell)));
    let file = set.on.file.rsplit('/').next().unwrap_or(&set.on.file);
    link(format!("{file} [{}] {cell}", set.on.sheet), target)
}
