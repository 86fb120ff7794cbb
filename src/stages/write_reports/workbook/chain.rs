//! The sheet "Rantai": what the documents of each agency state from plan to spending, the figures in
//! force from step to step, and a waterfall of them for the region or an agency that the reader picks.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Worksheet, XlsxError};

use super::Context;
use crate::model::budget_chain::{AgencyChain, ChainStep, StepFigure};
use crate::model::budget_stage::BudgetStage;
use crate::stages::write_reports::outputs::WriteError;
use crate::stages::write_reports::spreadsheet::cell::{link, number, text};
use crate::stages::write_reports::spreadsheet::fit::exact_double;
use crate::stages::write_reports::spreadsheet::formula::{address, fixed, references, sum};
use crate::stages::write_reports::spreadsheet::sheet::{Cell, Content, Sheet};
use crate::stages::write_reports::spreadsheet::style::{Fill, Shape, Style, Weight};

/// The sheet's name.
pub(super) const CHAIN: &str = "Rantai";

/// The cell where the reader picks an agency.
const PICKED: (u32, u16) = (2, 1);

/// The row below which the waterfall stands, and the first row of its figures.
const CHART_ROW: u32 = 4;
const FIGURES_ROW: u32 = 26;

/// A figure in force: what a document states, or what the step before or after it does.
#[derive(Debug, Clone, Copy, Default)]
struct InForce {
    amount: Option<Decimal>,
    /// The column of the figure that it is, counted in steps.
    from: usize,
}

/// Where the blocks of the sheet stand.
struct Plan<'a> {
    chains: Vec<&'a AgencyChain>,
    steps: Vec<ChainStep>,
    /// Headings of what documents state, and of what is in force.
    stated_row: u32,
    force_row: u32,
}

impl<'a> Plan<'a> {
    fn new(context: &Context<'a>) -> Option<Self> {
        let report = context.catalogue.report;
        let years = || report.chain.agencies.iter().map(|chain| chain.year);
        let year = match report.year {
            Some(year) if years().any(|known| known == Some(year)) => Some(year),
            Some(_) | None => years().max()?,
        };
        let of_year = report
            .chain
            .agencies
            .iter()
            .filter(|chain| chain.year == year);
        let chains: Vec<&AgencyChain> = of_year.collect();
        let figures = chains.iter().flat_map(|chain| &chain.steps);
        let steps: BTreeSet<ChainStep> = figures
            .filter(|figure| figure.amount.is_some())
            .map(|figure| figure.step)
            .collect();
        let steps: Vec<ChainStep> = steps.into_iter().collect();
        if steps.is_empty() {
            return None;
        }
        let stated_row = FIGURES_ROW + rows(steps.len()) + 7;
        let force_row = stated_row + rows(chains.len()) + 5;
        Some(Self {
            chains,
            steps,
            stated_row,
            force_row,
        })
    }

    /// The figures in force of an agency. A step that was not handed in goes on with the one before
    /// it; the first ones with the one after. Spending is never carried on.
    fn in_force(&self, chain: &'a AgencyChain) -> Vec<InForce> {
        let stated: Vec<Option<Decimal>> = self
            .steps
            .iter()
            .map(|&step| figure(chain, step).and_then(|figure| figure.amount))
            .collect();
        let is_ceiling = |idx: usize| self.steps.get(idx).is_some_and(|step| is_ceiling(*step));
        let first = (0..stated.len()).find(|&idx| is_ceiling(idx) && at(&stated, idx).is_some());
        let mut last = first;
        let figures = (0..stated.len()).map(|idx| {
            let own = at(&stated, idx);
            if own.is_some() && is_ceiling(idx) {
                last = Some(idx);
            }
            let from = if own.is_some() || !is_ceiling(idx) {
                Some(idx)
            } else {
                last
            };
            InForce {
                amount: from.and_then(|from| at(&stated, from)),
                from: from.unwrap_or(idx),
            }
        });
        figures.collect()
    }

    /// The row below the last agency of a block: its total.
    fn total_row(&self, heading: u32) -> u32 {
        heading + 1 + rows(self.chains.len())
    }
}

/// What an agency's documents of a step state.
fn figure(chain: &AgencyChain, step: ChainStep) -> Option<&StepFigure> {
    chain.steps.iter().find(|figure| figure.step == step)
}

fn at(stated: &[Option<Decimal>], idx: usize) -> Option<Decimal> {
    stated.get(idx).copied().flatten()
}

fn rows(n_items: usize) -> u32 {
    u32::try_from(n_items).unwrap_or(u32::MAX / 4)
}

fn col(idx: usize) -> u16 {
    u16::try_from(idx + 1).unwrap_or(u16::MAX)
}

fn is_ceiling(step: ChainStep) -> bool {
    step.stage != BudgetStage::Realisasi
}

/// Writes the sheet, where documents state wholes.
pub(super) fn write(context: &Context<'_>) -> Result<Vec<Worksheet>, WriteError> {
    let Some(plan) = Plan::new(context) else {
        return Ok(Vec::new());
    };
    let pick = |id, en| context.language.pick(id, en);
    let mut sheet = Sheet::new(CHAIN)?;
    let mut widths = vec![40];
    widths.extend(std::iter::repeat_n(19, plan.steps.len().max(5)));
    sheet.set_widths(&widths)?;
    let title = pick(
        "Rantai anggaran: dari rencana sampai realisasi (Rp)",
        "The budget's chain: from plan to spending (Rp)",
    );
    sheet.put_title(title)?;
    let (row, column) = PICKED;
    let bold = Style::default().weight(Weight::Bold);
    let shown = pick("Tampilkan (pilih):", "Show (pick):");
    sheet.put(row, 0, &(Content::Text(shown.to_owned()), bold))?;
    let all = pick("Seluruh OPD", "All agencies");
    sheet.put(
        row,
        column,
        &(Content::Text(all.to_owned()), bold.fill(Fill::Yellow)),
    )?;
    let list = (plan.force_row + 1, plan.total_row(plan.force_row), 0);
    sheet.put_choice(PICKED, list)?;
    write_stated(context, &plan, &mut sheet)?;
    let totals = write_in_force(context, &plan, &mut sheet)?;
    super::waterfall::write(
        context,
        &mut sheet,
        &super::waterfall::Source {
            steps: &plan.steps,
            totals: &totals,
            first_row: plan.force_row + 1,
            total_row: plan.total_row(plan.force_row),
            picked: fixed(row, column),
            heading_row: FIGURES_ROW,
            chart_row: CHART_ROW,
        },
    )?;
    write_sources(context, &plan, &mut sheet)?;
    sheet.break_pages(&[plan.stated_row - 1])?;
    Ok(vec![sheet.finished()])
}

fn put_heading(
    context: &Context<'_>,
    plan: &Plan<'_>,
    sheet: &mut Sheet,
    row: u32,
    title: &str,
) -> Result<(), XlsxError> {
    let bold = Style::default().weight(Weight::Bold);
    sheet.put(row - 1, 0, &(Content::Text(title.to_owned()), bold))?;
    let titles: Vec<String> = plan.steps.iter().map(|step| step.title()).collect();
    let mut headings = vec![context.language.pick("OPD", "Agency")];
    headings.extend(titles.iter().map(String::as_str));
    sheet.put_headings(row, &headings)
}

/// What the documents state, empty where none does.
fn write_stated(
    context: &Context<'_>,
    plan: &Plan<'_>,
    sheet: &mut Sheet,
) -> Result<(), XlsxError> {
    let pick = |id, en| context.language.pick(id, en);
    let title = pick("Angka menurut dokumen", "Figures as documents state them");
    put_heading(context, plan, sheet, plan.stated_row, title)?;
    let agencies = plan.chains.iter().map(|chain| {
        let mut cells = vec![text(&*chain.agency)];
        cells.extend(plan.steps.iter().map(|&step| {
            let amount = figure(chain, step).and_then(|figure| figure.amount);
            number(amount, Shape::Amount)
        }));
        cells
    });
    let end = sheet.put_rows(plan.stated_row + 1, agencies.collect::<Vec<_>>())?;
    let amounts = |idx: usize| -> Vec<Option<Decimal>> {
        let step = plan.steps.get(idx).copied();
        let figures = plan.chains.iter().map(|chain| {
            let figure = step.and_then(|step| figure(chain, step));
            figure.and_then(|figure| figure.amount)
        });
        figures.collect()
    };
    let (sums, _) = total_cells(plan, plan.stated_row, &amounts);
    let label = pick("Jumlah", "Total");
    let mut total = vec![total_label(label)];
    total.extend(sums);
    let mut counts = vec![text(pick("OPD yang menyatakan", "Agencies that state it"))];
    counts.extend((0..plan.steps.len()).map(|idx| {
        let n_stating = amounts(idx).iter().flatten().count();
        let from = address(plan.stated_row + 1, col(idx));
        let to = address(end.saturating_sub(1), col(idx));
        let formula = format!("=COUNT({from}:{to})");
        (
            Content::Formula(Some(formula), Decimal::from(n_stating)),
            Style::of(Shape::Amount).weight(Weight::Computed),
        )
    }));
    sheet.put_rows(end, [total, counts])?;
    Ok(())
}

fn total_label(label: &str) -> Cell {
    let style = Style::default().weight(Weight::Bold).fill(Fill::Grey);
    (Content::Text(label.to_owned()), style)
}

/// Live sums of a block's columns, and their values.
fn total_cells(
    plan: &Plan<'_>,
    heading: u32,
    amounts: &dyn Fn(usize) -> Vec<Option<Decimal>>,
) -> (Vec<Cell>, Vec<Option<Decimal>>) {
    let style = Style::of(Shape::Amount)
        .weight(Weight::Bold)
        .fill(Fill::Grey);
    let mut cells = Vec::new();
    let mut totals = Vec::new();
    for idx in 0..plan.steps.len() {
        let amounts = amounts(idx);
        let mut known = amounts.iter().flatten();
        let total = known.try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(*amount));
        let total = total.filter(|_| amounts.iter().any(Option::is_some));
        let is_exact = |amount: &Decimal| exact_double(*amount).is_some();
        let is_live = amounts.iter().flatten().chain(&total).all(is_exact);
        let all: Vec<u32> = (heading + 1..plan.total_row(heading)).collect();
        let formula = sum(&references(None, col(idx), &all)).filter(|_| is_live);
        let content = total.map_or(Content::Empty, |total| Content::Formula(formula, total));
        cells.push((content, style));
        totals.push(total);
    }
    (cells, totals)
}

/// The figures in force, those carried on in italics; gives the totals.
fn write_in_force(
    context: &Context<'_>,
    plan: &Plan<'_>,
    sheet: &mut Sheet,
) -> Result<Vec<Option<Decimal>>, XlsxError> {
    let pick = |id, en| context.language.pick(id, en);
    let title = pick(
        "Angka yang berlaku (miring: tahap tidak diserahkan, angka tahap sebelumnya atau berikutnya)",
        "Figures in force (italic: not handed in, the figure of the step before or after)",
    );
    put_heading(context, plan, sheet, plan.force_row, title)?;
    let in_force: Vec<Vec<InForce>> = plan
        .chains
        .iter()
        .map(|chain| plan.in_force(chain))
        .collect();
    let agencies = (plan.stated_row + 1..).zip(plan.chains.iter().zip(&in_force));
    let agencies = agencies.map(|(stated_row, (chain, figures))| {
        let mut cells = vec![text(&*chain.agency)];
        cells.extend(figures.iter().enumerate().map(|(idx, figure)| {
            let Some(amount) = figure.amount else {
                return (Content::Empty, Style::of(Shape::Amount));
            };
            let formula = format!("={}", address(stated_row, col(figure.from)));
            let formula = exact_double(amount).map(|_| formula);
            let style = Style::of(Shape::Amount);
            let style = if figure.from == idx {
                style
            } else {
                style.weight(Weight::Computed)
            };
            (Content::Formula(formula, amount), style)
        }));
        cells
    });
    let end = sheet.put_rows(plan.force_row + 1, agencies.collect::<Vec<_>>())?;
    let amounts = |idx: usize| -> Vec<Option<Decimal>> {
        let figures = in_force.iter().map(|figures| figures.get(idx)?.amount);
        figures.collect()
    };
    let (sums, totals) = total_cells(plan, plan.force_row, &amounts);
    let mut total = vec![total_label(pick("Seluruh OPD", "All agencies"))];
    total.extend(sums);
    sheet.put_rows(end, [total])?;
    Ok(totals)
}

/// Where each figure stands.
fn write_sources(
    context: &Context<'_>,
    plan: &Plan<'_>,
    sheet: &mut Sheet,
) -> Result<(), XlsxError> {
    let pick = |id, en| context.language.pick(id, en);
    let row = plan.total_row(plan.force_row) + 3;
    let headings = [
        pick("OPD", "Agency"),
        pick("Tahap", "Step"),
        pick("Angka (Rp)", "Figure (Rp)"),
        pick("Sel", "Cell"),
        pick("Dokumen", "Document"),
    ];
    sheet.put_headings(row, &headings)?;
    let figures = plan.chains.iter().flat_map(|chain| {
        let figures = chain.steps.iter();
        figures.map(move |figure| (chain, figure))
    });
    let rows = figures.map(|(chain, figure)| {
        let place = figure.cells.first();
        let cell = place.map(|place| match figure.cells.len() {
            1 => place.cell.to_string(),
            more => format!("{} (+{})", place.cell, more - 1),
        });
        let at = place.map(|place| (&*place.on.sheet, place.cell.to_string()));
        let at = at.as_ref().map(|(sheet, cell)| (*sheet, cell.as_str()));
        let document = place
            .map(|place| &place.on.file)
            .or(figure.documents.first());
        let target = document.and_then(|document| context.target(document, at));
        vec![
            text(&*chain.agency),
            text(figure.step.title()),
            number(figure.amount, Shape::Amount),
            text(cell.unwrap_or_default()),
            link(document.map_or("-", |document| document), target),
        ]
    });
    sheet.put_rows(row + 1, rows.collect::<Vec<_>>())?;
    Ok(())
}
