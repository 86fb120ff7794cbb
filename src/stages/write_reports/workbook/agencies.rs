//! The table of agencies on the sheet "Ringkasan": documents, totals from the frames, findings.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::{BooleanChunked, DataFrame, NewChunkedArray, PolarsResult};
use rust_decimal::Decimal;

use super::Context;
use super::amounts::{PAGU, REALISASI, REALISATION_KIND, difference_cell, share_cell};
use crate::model::budget_stage::BudgetStage;
use crate::model::completeness::Completeness;
use crate::model::finding::Severity;
use crate::model::frames::{amount_column, column_total, without_copies};
use crate::stages::write_reports::catalogue::Owner;
use crate::stages::write_reports::outputs::WriteError;
use crate::stages::write_reports::spreadsheet::sheet::{
    Cell, Content, Sheet, count, exact_double, number, text, year,
};
use crate::stages::write_reports::spreadsheet::style::{Fill, Shape, Style, Weight};

/// What is known of an agency in a year.
#[derive(Default)]
struct AgencyTotals {
    n_documents: usize,
    pagu: Option<Decimal>,
    realisasi: Option<Decimal>,
    n_errors: usize,
    n_warnings: usize,
}

/// Writes the table; returns the row below it.
pub(super) fn write_agencies(
    context: &Context<'_>,
    sheet: &mut Sheet<'_>,
    first_row: u32,
) -> Result<u32, WriteError> {
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
    let totals = agency_totals(context)?;
    let mut row = first_row + 1;
    let mut years: BTreeMap<Option<i32>, Vec<(&str, AgencyTotals)>> = BTreeMap::new();
    for (owner, entry) in totals {
        let agency = owner.agency.unwrap_or(pick("(tanpa OPD)", "(no agency)"));
        years.entry(owner.year).or_default().push((agency, entry));
    }
    // Amounts of different years are never added.
    for (of_year, agencies) in years {
        let block_row = row;
        for (agency, entry) in &agencies {
            sheet.put_rows(row, &[agency_cells(agency, of_year, entry, row + 1)])?;
            row += 1;
        }
        let total = total_cells(context, of_year, &agencies, block_row, row);
        sheet.put_rows(row, &[total])?;
        row += 1;
    }
    Ok(row)
}

/// Totals by year and agency. Only leaf rows of the realisation documents are summed, each document
/// once, and of an agency's reports the one that counts, so that no heading, no copy and no month
/// counts twice.
fn agency_totals<'a>(
    context: &Context<'a>,
) -> Result<BTreeMap<Owner<'a>, AgencyTotals>, WriteError> {
    let catalogue = context.catalogue;
    let mut totals: BTreeMap<Owner<'a>, AgencyTotals> = BTreeMap::new();
    for file in &catalogue.report.inventory.entries {
        totals
            .entry(catalogue.owner_of_file(file))
            .or_default()
            .n_documents += 1;
    }
    // A table whose subtotals cannot be told from its details has no leaves to add up.
    let unsure: BTreeSet<(&str, &str)> = catalogue
        .report
        .findings
        .iter()
        .filter(|finding| finding.code == "R035")
        .filter_map(|finding| Some((finding.document.as_deref()?, finding.sheet.as_deref()?)))
        .collect();
    let reports = reports_that_count(&catalogue.report.completeness);
    for (partition, frame) in &context.frames.frames {
        if partition.kind == REALISATION_KIND {
            let year = partition.year.or(catalogue.report.year);
            let owner = Owner {
                year,
                agency: partition.agency.as_deref(),
            };
            let entry = totals.entry(owner).or_default();
            let frame = without_unsure(&without_copies(frame)?, &unsure)?;
            let frame = counted(frame, reports.get(&partition.agency.as_deref()).copied())?;
            let total = |field| {
                let column = amount_column(&frame, field, partition.year)?;
                column_total(&frame, &column, true)
            };
            entry.pagu = plus(entry.pagu, total(PAGU));
            entry.realisasi = plus(entry.realisasi, total(REALISASI));
        }
    }
    for finding in &catalogue.report.findings {
        let entry = totals.entry(catalogue.owner(finding)).or_default();
        match finding.severity {
            Severity::Error => entry.n_errors += 1,
            Severity::Warning => entry.n_warnings += 1,
            Severity::Info => {}
        }
    }
    Ok(totals)
}

/// The frame without the rows of the tables named.
fn without_unsure(frame: &DataFrame, unsure: &BTreeSet<(&str, &str)>) -> PolarsResult<DataFrame> {
    let documents = frame.column("document")?.str()?;
    let sheets = frame.column("sheet")?.str()?;
    let kept: Vec<bool> = documents
        .iter()
        .zip(sheets.iter())
        .map(|(document, sheet)| match (document, sheet) {
            (Some(document), Some(sheet)) => !unsure.contains(&(document, sheet)),
            (None, _) | (_, None) => true,
        })
        .collect();
    frame.filter(&BooleanChunked::from_slice("kept".into(), &kept))
}

/// Of every agency the report on spending that counts: the reports of single months, and those that a
/// later one takes the place of, are in it already.
fn reports_that_count(completeness: &Completeness) -> BTreeMap<Option<&str>, &str> {
    let mut columns = completeness.columns.iter();
    let Some(column) = columns.position(|column| column.name == BudgetStage::Realisasi.name())
    else {
        return BTreeMap::new();
    };
    let rows = completeness.rows.iter();
    rows.filter_map(|row| {
        let document = row.cells.get(column)?.document.as_deref()?;
        Some((Some(&*row.agency), document))
    })
    .collect()
}

/// The rows of the report that counts, where this frame has it.
fn counted(frame: DataFrame, report: Option<&str>) -> PolarsResult<DataFrame> {
    let Some(report) = report else {
        return Ok(frame);
    };
    let documents = frame.column("document")?.str()?;
    let kept: Vec<bool> = documents
        .iter()
        .map(|document| document == Some(report))
        .collect();
    if kept.iter().any(|kept| *kept) {
        frame.filter(&BooleanChunked::from_slice("kept".into(), &kept))
    } else {
        Ok(frame)
    }
}

/// The sum of two amounts that may be absent; absent too when it is too large.
fn plus(a: Option<Decimal>, b: Option<Decimal>) -> Option<Decimal> {
    match (a, b) {
        (Some(a), Some(b)) => a.checked_add(b),
        (one, None) | (None, one) => one,
    }
}

/// The cells of an agency; `excel_row` is the row as formulas call it.
fn agency_cells(
    agency: &str,
    of_year: Option<i32>,
    entry: &AgencyTotals,
    excel_row: u32,
) -> Vec<Cell> {
    let pagu = (entry.pagu, &*format!("D{excel_row}"));
    let realisasi = (entry.realisasi, &*format!("E{excel_row}"));
    vec![
        text(agency),
        year(of_year),
        count(entry.n_documents),
        number(entry.pagu, Shape::Amount),
        number(entry.realisasi, Shape::Amount),
        difference_cell(pagu, realisasi),
        share_cell(realisasi, pagu),
        count(entry.n_errors),
        count(entry.n_warnings),
    ]
}

/// The total of a year's block, as live sums over it. `end` is the zero-based row of the total.
fn total_cells(
    context: &Context<'_>,
    of_year: Option<i32>,
    agencies: &[(&str, AgencyTotals)],
    block_row: u32,
    end: u32,
) -> Vec<Cell> {
    let style = |shape| Style::of(shape).weight(Weight::Bold).fill(Fill::Grey);
    let sum = |column: char, addends: &[Decimal]| {
        let is_live = addends.iter().all(|&addend| exact_double(addend).is_some());
        let formula = format!("=SUM({column}{}:{column}{end})", block_row + 1);
        let content = match add_up(addends) {
            Some(total) => Content::Formula(is_live.then_some(formula), total),
            None => Content::Empty,
        };
        (content, style(Shape::Amount))
    };
    let amounts = |pick: fn(&AgencyTotals) -> Option<Decimal>| -> Vec<Decimal> {
        agencies
            .iter()
            .filter_map(|(_, entry)| pick(entry))
            .collect()
    };
    let counts = |pick: fn(&AgencyTotals) -> usize| -> Vec<Decimal> {
        agencies
            .iter()
            .map(|(_, entry)| Decimal::from(pick(entry)))
            .collect()
    };
    let (pagu, realisasi) = (
        amounts(|entry| entry.pagu),
        amounts(|entry| entry.realisasi),
    );
    let (all_pagu, all_realisasi) = (add_up(&pagu), add_up(&realisasi));
    let excel_row = end + 1;
    let (sisa, _) = difference_cell(
        (all_pagu, &format!("D{excel_row}")),
        (all_realisasi, &format!("E{excel_row}")),
    );
    let (capaian, _) = share_cell(
        (all_realisasi, &format!("E{excel_row}")),
        (all_pagu, &format!("D{excel_row}")),
    );
    let (label, _) = text(context.language.pick("Jumlah", "Total"));
    let (year_content, _) = year(of_year);
    vec![
        (label, style(Shape::Text)),
        (year_content, style(Shape::Plain)),
        sum('C', &counts(|entry| entry.n_documents)),
        sum('D', &pagu),
        sum('E', &realisasi),
        (sisa, style(Shape::Amount)),
        (capaian, style(Shape::Percent)),
        sum('H', &counts(|entry| entry.n_errors)),
        sum('I', &counts(|entry| entry.n_warnings)),
    ]
}

/// The sum of all; `None` where there are none, or where it is too large.
fn add_up(addends: &[Decimal]) -> Option<Decimal> {
    let (first, rest) = addends.split_first()?;
    rest.iter()
        .try_fold(*first, |sum, addend| sum.checked_add(*addend))
}
