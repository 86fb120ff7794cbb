//! The table of agencies on the sheet "Ringkasan": documents, totals that follow the trees' live sums,
//! findings. Amounts of different years are never added.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Context;
use super::amounts::{difference_cell, share_cell};
use super::forest::Sum;
use super::tree::{COLUMNS, TREE, sheet_row};
use crate::model::finding::Severity;
use crate::stages::write_reports::catalogue::Owner;
use crate::stages::write_reports::outputs::WriteError;
use crate::stages::write_reports::spreadsheet::cell::{count, text, wrapped, year};
use crate::stages::write_reports::spreadsheet::formula::{address, on_sheet, references, sum};
use crate::stages::write_reports::spreadsheet::sheet::{Cell, Content, Sheet};
use crate::stages::write_reports::spreadsheet::style::{Fill, Shape, Style, Weight};

/// What is known of an agency in a year.
#[derive(Default)]
struct AgencyTotals<'a> {
    name: &'a str,
    is_agency: bool,
    /// Its row in the trees, where it has one.
    tree: Option<usize>,
    n_documents: usize,
    n_errors: usize,
    n_warnings: usize,
}

/// Agencies of a year with the rows they stand in.
pub(super) struct Block {
    pub(super) first_row: u32,
    /// The last one that is an agency: documents of the region stand below it.
    pub(super) last_agency: u32,
    pub(super) total_row: u32,
}

/// Columns that charts read.
pub(super) const PAGU_COL: u16 = 3;
pub(super) const REALISASI_COL: u16 = 4;

/// Rows that the table takes, its heading and totals included.
pub(super) fn n_rows(context: &Context<'_>) -> u32 {
    let years = by_year(context);
    let n_rows: usize = years.values().map(|agencies| agencies.len() + 1).sum();
    u32::try_from(n_rows + 1).unwrap_or(u32::MAX / 4)
}

/// Writes the table; returns the row below it and where the agencies of each year stand.
pub(super) fn write_agencies(
    context: &Context<'_>,
    sheet: &mut Sheet,
    first_row: u32,
) -> Result<(u32, Vec<Block>), WriteError> {
    let pick = |id, en| context.language.pick(id, en);
    let headings = [
        pick("OPD", "Agency"),
        pick("Tahun", "Year"),
        pick("Dokumen", "Documents"),
        "Pagu (Rp)",
        "Realisasi (Rp)",
        "Sisa (Rp)",
        pick("Capaian (%)", "Spent (%)"),
        pick("Kesalahan", "Errors"),
        pick("Peringatan", "Warnings"),
    ];
    sheet.put_headings(first_row, &headings)?;
    let mut row = first_row + 1;
    let mut blocks = Vec::new();
    for (of_year, agencies) in by_year(context) {
        let n_named = agencies.iter().filter(|entry| entry.is_agency).count();
        let block = Block {
            first_row: row,
            last_agency: (row + u32::try_from(n_named).unwrap_or(u32::MAX / 4)).saturating_sub(1),
            total_row: row + u32::try_from(agencies.len()).unwrap_or(u32::MAX / 4),
        };
        let made = (row..).zip(&agencies);
        let made = made.map(|(row, entry)| agency_cells(context, of_year, entry, row));
        sheet.put_rows(row, made.collect::<Vec<_>>())?;
        let total = total_cells(context, of_year, &agencies, &block);
        row = sheet.put_rows(block.total_row, [total])?;
        blocks.push(block);
    }
    Ok((row, blocks))
}

/// The agencies of each year, in the order of their names.
fn by_year<'a>(context: &Context<'a>) -> BTreeMap<Option<i32>, Vec<AgencyTotals<'a>>> {
    let catalogue = context.catalogue;
    let mut totals: BTreeMap<Owner<'a>, AgencyTotals<'a>> = BTreeMap::new();
    for file in &catalogue.report.inventory.entries {
        let entry = totals.entry(catalogue.owner_of_file(file)).or_default();
        entry.n_documents += 1;
    }
    for (owner, &idx) in &context.forest.agencies {
        totals.entry(owner.clone()).or_default().tree = Some(idx);
    }
    for finding in &catalogue.report.findings {
        let entry = totals.entry(catalogue.owner(finding)).or_default();
        match finding.severity {
            Severity::Error => entry.n_errors += 1,
            Severity::Warning => entry.n_warnings += 1,
            Severity::Info => {}
        }
    }
    let mut years: BTreeMap<Option<i32>, Vec<AgencyTotals<'_>>> = BTreeMap::new();
    for (owner, entry) in totals {
        let nobodys = context.language.pick("(tanpa OPD)", "(no agency)");
        years.entry(owner.year).or_default().push(AgencyTotals {
            name: owner.agency.unwrap_or(nobodys),
            is_agency: owner.agency.is_some(),
            ..entry
        });
    }
    // What is no agency's comes last.
    for agencies in years.values_mut() {
        agencies.sort_by_key(|entry| !entry.is_agency);
    }
    years
}

/// The computed ceiling and spending of a row of the trees.
fn sums(context: &Context<'_>, tree: Option<usize>) -> [Sum; 2] {
    let node = tree.and_then(|idx| context.forest.nodes.get(idx));
    node.map_or([Sum::default(); 2], |node| node.sums)
}

fn agency_cells(
    context: &Context<'_>,
    of_year: Option<i32>,
    entry: &AgencyTotals<'_>,
    row: u32,
) -> Vec<Cell> {
    let sums = sums(context, entry.tree);
    let mut cells = vec![wrapped(entry.name), year(of_year), count(entry.n_documents)];
    for (sum, [_, computed, _]) in sums.iter().zip(COLUMNS) {
        let formula = entry
            .tree
            .map(|idx| format!("={}", on_sheet(TREE, sheet_row(idx), computed)));
        let formula = formula.filter(|_| sum.is_live);
        let content = match sum.computed {
            Some(computed) => Content::Formula(formula, computed),
            None => Content::Empty,
        };
        cells.push((content, Style::of(Shape::Amount)));
    }
    let [pagu, realisasi] = sums.map(|sum| sum.computed);
    let (pagu_at, realisasi_at) = (address(row, PAGU_COL), address(row, REALISASI_COL));
    cells.extend([
        difference_cell((pagu, &pagu_at), (realisasi, &realisasi_at)),
        share_cell((realisasi, &realisasi_at), (pagu, &pagu_at)),
        count(entry.n_errors),
        count(entry.n_warnings),
    ]);
    cells
}

/// The total of a year's block, as live sums over it.
fn total_cells(
    context: &Context<'_>,
    of_year: Option<i32>,
    agencies: &[AgencyTotals<'_>],
    block: &Block,
) -> Vec<Cell> {
    let style = |shape| Style::of(shape).weight(Weight::Bold).fill(Fill::Grey);
    let rows: Vec<u32> = (block.first_row..block.total_row).collect();
    let live = |col: u16| sum(&references(None, col, &rows));
    let counts = |col: u16, pick: fn(&AgencyTotals<'_>) -> usize| {
        let total: usize = agencies.iter().map(pick).sum();
        let content = Content::Formula(live(col), Decimal::from(total));
        (content, style(Shape::Amount))
    };
    let root = context.forest.years.get(&of_year).copied();
    let totals = sums(context, root);
    let amount = |col: u16, sum: Sum| {
        let formula = live(col).filter(|_| sum.is_live);
        let content = match sum.computed {
            Some(computed) => Content::Formula(formula, computed),
            None => Content::Empty,
        };
        (content, style(Shape::Amount))
    };
    let [pagu, realisasi] = totals;
    let pagu_at = address(block.total_row, PAGU_COL);
    let realisasi_at = address(block.total_row, REALISASI_COL);
    let pagu_pair = (pagu.computed, &*pagu_at);
    let realisasi_pair = (realisasi.computed, &*realisasi_at);
    let (sisa, _) = difference_cell(pagu_pair, realisasi_pair);
    let (capaian, _) = share_cell(realisasi_pair, pagu_pair);
    let (label, _) = text(context.language.pick("Jumlah", "Total"));
    let (year_content, _) = year(of_year);
    vec![
        (label, style(Shape::Text)),
        (year_content, style(Shape::Plain)),
        counts(2, |entry| entry.n_documents),
        amount(PAGU_COL, pagu),
        amount(REALISASI_COL, realisasi),
        (sisa, style(Shape::Amount)),
        (capaian, style(Shape::Percent)),
        counts(7, |entry| entry.n_errors),
        counts(8, |entry| entry.n_warnings),
    ]
}
