//! The waterfall of the sheet "Rantai": from the first ceiling over every change of it to the last, and
//! down to what was spent. Comes in: where the figures in force stand. Goes out: live figures that
//! follow the picked agency, and a stacked chart of them.

use rust_decimal::Decimal;
use rust_xlsxwriter::XlsxError;

use super::Context;
use super::chain::CHAIN;
use crate::model::budget_chain::ChainStep;
use crate::model::budget_stage::BudgetStage;
use crate::stages::write_reports::spreadsheet::cell::text;
use crate::stages::write_reports::spreadsheet::chart::{
    AMOUNTS, AMOUNTS_BUT_ZERO, Area, Look, Picture, Series,
};
use crate::stages::write_reports::spreadsheet::fit::exact_double;
use crate::stages::write_reports::spreadsheet::formula::{address, fixed};
use crate::stages::write_reports::spreadsheet::sheet::{Cell, Content, Sheet};
use crate::stages::write_reports::spreadsheet::style::{Shape, Style, Weight};

/// Where the figures come from and where the waterfall goes.
pub(super) struct Source<'a> {
    pub(super) steps: &'a [ChainStep],
    /// The region's figures in force, by step.
    pub(super) totals: &'a [Option<Decimal>],
    /// The first row of figures in force, and the row of their total.
    pub(super) first_row: u32,
    pub(super) total_row: u32,
    /// The cell that names the picked row.
    pub(super) picked: String,
    pub(super) heading_row: u32,
    pub(super) chart_row: u32,
}

/// One bar.
#[derive(Debug, Clone, Copy)]
enum Bar {
    /// From the ground: the figure of a step.
    Whole(usize),
    /// From the figure of a step to that of another.
    Change(usize, usize),
}

/// Columns: label, figure, ground, whole, up, down.
const FIGURE: u16 = 1;
const GROUND: u16 = 2;
const WHOLE: u16 = 3;
const UP: u16 = 4;
const DOWN: u16 = 5;

/// Writes figures and chart.
pub(super) fn write(
    context: &Context<'_>,
    sheet: &mut Sheet,
    source: &Source<'_>,
) -> Result<(), XlsxError> {
    let pick = |id, en| context.language.pick(id, en);
    let headings = [
        pick("Tahap", "Step"),
        pick("Angka (Rp)", "Figure (Rp)"),
        pick("Dasar", "Ground"),
        pick("Nilai", "Value"),
        pick("Naik", "Up"),
        pick("Turun", "Down"),
    ];
    sheet.put_headings(source.heading_row, &headings)?;
    let bars = bars(context, source.steps);
    let made = (source.heading_row + 1..).zip(&bars);
    let rows = made.map(|(row, (label, bar))| cells(source, row, label, *bar));
    let end = sheet.put_rows(source.heading_row + 1, rows.collect::<Vec<_>>())?;
    let area = Area {
        sheet: CHAIN,
        col: 0,
        first_row: source.heading_row + 1,
        last_row: end.saturating_sub(1),
    };
    let series = |name, col, colour| Series {
        name,
        values: area.column(col),
        colour,
        labels: colour.map(|_| AMOUNTS_BUT_ZERO),
    };
    let picture = Picture {
        title: pick("Dari rencana sampai realisasi", "From plan to spending"),
        look: Look::Stacked,
        categories: area,
        series: vec![
            series(pick("Dasar", "Ground"), GROUND, None),
            series(pick("Nilai", "Value"), WHOLE, Some(0x002E_75B6)),
            series(pick("Naik", "Up"), UP, Some(0x0070_AD47)),
            series(pick("Turun", "Down"), DOWN, Some(0x00C0_0000)),
        ],
        size: (980, 420),
        digits: AMOUNTS,
    };
    sheet.put_chart(source.chart_row, 0, &picture)
}

fn bars(context: &Context<'_>, steps: &[ChainStep]) -> Vec<(String, Bar)> {
    let pick = |id, en| context.language.pick(id, en);
    let is_spending = |step: &ChainStep| step.stage == BudgetStage::Realisasi;
    let n_ceilings = steps.iter().filter(|step| !is_spending(step)).count();
    let mut bars = Vec::new();
    for (idx, step) in steps.iter().enumerate() {
        let before = idx.checked_sub(1);
        match before {
            None => bars.push((step.title(), Bar::Whole(idx))),
            Some(before) if is_spending(step) => {
                if n_ceilings > 1 {
                    let label = pick("Pagu terakhir", "Last ceiling").to_owned();
                    bars.push((label, Bar::Whole(before)));
                }
                let label = pick("Belum terserap", "Not spent").to_owned();
                bars.push((label, Bar::Change(before, idx)));
                bars.push((step.title(), Bar::Whole(idx)));
            }
            Some(before) => bars.push((step.title(), Bar::Change(before, idx))),
        }
    }
    bars
}

fn cells(source: &Source<'_>, row: u32, label: &str, bar: Bar) -> Vec<Cell> {
    let total = |idx: usize| {
        source
            .totals
            .get(idx)
            .copied()
            .flatten()
            .unwrap_or_default()
    };
    let (from, to) = match bar {
        Bar::Whole(idx) => (None, idx),
        Bar::Change(from, to) => (Some(from), to),
    };
    let is_live = from
        .into_iter()
        .chain([to])
        .all(|idx| exact_double(total(idx)).is_some());
    let live = |formula: String, value: Decimal| {
        let style = Style::of(Shape::Amount).weight(Weight::Computed);
        (Content::Formula(is_live.then_some(formula), value), style)
    };
    let figure = address(row, FIGURE);
    let mut cells = vec![text(label), live(picked(source, to), total(to))];
    let zero = || live("=0".to_owned(), Decimal::ZERO);
    match from {
        None => cells.extend([
            zero(),
            live(format!("={figure}"), total(to)),
            zero(),
            zero(),
        ]),
        Some(from) => {
            let before = picked(source, from);
            let before = before.trim_start_matches('=');
            let (old, new) = (total(from), total(to));
            let up = new.saturating_sub(old).max(Decimal::ZERO);
            let down = old.saturating_sub(new).max(Decimal::ZERO);
            cells.extend([
                live(format!("=MIN({before},{figure})"), old.min(new)),
                zero(),
                live(format!("=MAX({figure}-{before},0)"), up),
                live(format!("=MAX({before}-{figure},0)"), down),
            ]);
        }
    }
    cells
}

/// The figure in force of a step, in the row of the picked agency.
fn picked(source: &Source<'_>, idx: usize) -> String {
    let col = u16::try_from(idx + 1).unwrap_or(u16::MAX);
    let column = |col: u16| {
        let (first, last) = (fixed(source.first_row, col), fixed(source.total_row, col));
        format!("{first}:{last}")
    };
    let (figures, names) = (column(col), column(0));
    format!("=INDEX({figures},MATCH({},{names},0))", source.picked)
}
